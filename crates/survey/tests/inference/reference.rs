//! Reads the committed reference values and compares.

/// Tolerances: relative, with an absolute floor for values that are zero but for rounding.
pub const EXACT: f64 = 1e-8;
pub const TAIL: f64 = 1e-6;

/// Compares every line of `text` (function;arguments;expected) with what `compute` gives for it.
pub fn check(text: &str, tolerance: fn(&str) -> f64, compute: impl Fn(&str, &[f64]) -> Vec<f64>) {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for line in cases(text) {
        let parts: Vec<&str> = line.split(';').collect();
        let [name, arguments, expected] = parts[..] else {
            panic!("not a case: {line}")
        };
        let (want, got) = (numbers(expected), compute(name, &numbers(arguments)));
        if !close(&want, &got, tolerance(name)) {
            wrong.push(format!(
                "{name}({arguments})\n  want {want:?}\n  got  {got:?}"
            ));
        }
        seen += 1;
    }
    assert!(seen > 0, "no cases");
    assert!(
        wrong.is_empty(),
        "{} of {seen} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Lines that are neither remarks nor inputs shared by several cases.
fn cases(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("input;"))
}

/// Numbers separated by blanks.
pub fn numbers(text: &str) -> Vec<f64> {
    let parse = |word: &str| match word {
        "Inf" => f64::INFINITY,
        word => word
            .parse()
            .unwrap_or_else(|_| panic!("not a number: {word}")),
    };
    text.split_whitespace().map(parse).collect()
}

fn close(want: &[f64], got: &[f64], tolerance: f64) -> bool {
    let near = |w: &f64, g: &f64| {
        w == g || (w - g).abs() <= tolerance * w.abs() || (w - g).abs() < 1e-14 && w.abs() < 1e-13
    };
    want.len() == got.len() && want.iter().zip(got).all(|(w, g)| near(w, g))
}
