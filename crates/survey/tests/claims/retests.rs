//! Re-tests on small studies: one line per comparison.

use super::textual::study;
use survey::claims::{Evidence, retest};
use survey::published::solve;
use survey::retest::{Ratio, Retest};

/// Re-tests a study and prints each comparison: sides, p, adjusted p, family size, verdict, reasons.
fn check(text: &str, expected: &str) {
    let study = study(text);
    let solved = solve(&study);
    let lines: Vec<String> = retest(&study, Evidence::Published(&solved))
        .iter()
        .map(shown)
        .collect();
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines, expected);
}

fn shown(retest: &Retest) -> String {
    let ratio =
        |ratio: Option<Ratio>| ratio.map_or("?".to_owned(), |it| format!("{}/{}", it.k, it.n));
    let p = match (retest.p, retest.p_range) {
        (Some(p), None) => format!("{p:.3}"),
        (None, Some((low, high))) => format!("{low:.3}..{high:.3}"),
        (None, None) => "-".to_owned(),
        (Some(_), Some(_)) => "both".to_owned(),
    };
    let adjusted = retest
        .p_adjusted
        .map_or("-".to_owned(), |p| format!("{p:.3}"));
    let size = retest
        .method
        .split_once("m=")
        .map_or("-", |(_, size)| size.trim_end_matches(')'));
    let reasons: Vec<&str> = retest.reasons.iter().map(|reason| reason.code).collect();
    format!(
        "{}: {} against {}, p {p}, adjusted {adjusted} of {size}: {} ({})",
        retest.id,
        ratio(retest.a),
        ratio(retest.b),
        retest.verdict.key(),
        reasons.join(", ")
    )
}

const TWO: &str = "strata x=300 y=300
     break g: x=x y=y
     question Q single: yes no
     question M multiple: a b …
     figure 1 Q by g
     figure 2 M by g";

#[test]
fn exact_counts_are_tested_and_adjusted_within_their_hypothesis() {
    check(
        &format!(
            "{TWO}
             1 x 287: yes 95.8
             1 y 218: yes 50.5
             2 x 273: a 4.8, b 81.3
             2 y 107: a 11.2, b 75.7
             compare C2 higher H: 2(y;a) 2(x;a)
             compare C1 higher H: 1(x;yes) 1(y;yes)
             compare C1b higher: 1(y;yes) 1(x;yes)
             compare C10 alike H: 2(x;b) 2(y;b)
             compare C11 paired H: 2(x;a) 2(x;b)
             compare C12 described H: 2(x;a) 2(x;b)
             compare C13 higher H lost: 2(x;a) 2(y;a)"
        ),
        "C1: 275/287 against 110/218, p 0.000, adjusted 0.000 of 3: holds (difference-shown, quota-sample)
         C1b: 110/218 against 275/287, p 0.000, adjusted 0.000 of 1: contradicted (opposite-shown, quota-sample)
         C2: 12/107 against 13/273, p 0.036, adjusted 0.072 of 3: too-small-to-say (interval-wide, quota-sample)
         C10: 222/273 against 81/107, p 0.256, adjusted 0.256 of 3: too-small-to-say (interval-wide, quota-sample)
         C11: ? against ?, p -, adjusted - of -: not-testable (described)
         C12: ? against ?, p -, adjusted - of -: not-testable (described)
         C13: ? against ?, p -, adjusted - of -: not-testable (lost)",
    );
}

#[test]
fn rounded_counts_give_ranges_and_one_verdict_only_when_all_agree() {
    check(
        &format!(
            "{TWO}
             1 x 287: yes 65~75
             1 y 218: yes 35~45
             2 x 139: a 35~45
             2 y 148: a 45~55, b 10.1
             compare C1 higher H: 1(x;yes) 1(y;yes)
             compare C2 higher I: 2(y;a) 2(x;a)
             compare C3 higher I: 2(y;b) 2(x;b)"
        ),
        "C1: ? against ?, p 0.000..0.000, adjusted 0.000 of 1: holds (difference-shown, quota-sample)
         C2: ? against ?, p 0.001..1.000, adjusted 1.000 of 1: too-rounded-to-say (fits-disagree, quota-sample)
         C3: ? against ?, p -, adjusted - of -: not-testable (counts-unknown)",
    );
}

#[test]
fn a_base_from_elsewhere_and_a_derived_count_are_said() {
    check(
        &format!(
            "{TWO}
             1 x 184: yes 50.0
             1 y 20: yes 50.0
             2 x 42
             2 y 9
             compare C1 higher: 2(x)@1(x) 2(y)@1(y)
             compare C2 higher: 1(x;no) 1(y;no)"
        ),
        "C1: 42/184 against 9/20, p 0.053, adjusted 0.053 of 1: too-small-to-say (interval-wide, approximate-base, small-base, quota-sample)
         C2: 92/184 against 10/20, p 1.000, adjusted 1.000 of 1: too-small-to-say (interval-wide, derived-counts, small-base, quota-sample)",
    );
}

#[test]
fn an_exact_claim_beside_a_rounded_one_is_open_when_the_adjustment_decides() {
    check(
        &format!(
            "{TWO}
             1 x 100: yes 60.0
             1 y 100: yes 44.0
             2 x 139: a 40~50
             2 y 148: a 50~65
             compare C1 higher H: 1(x;yes) 1(y;yes)
             compare C2 higher H: 2(y;a) 2(x;a)"
        ),
        "C1: 60/100 against 44/100, p 0.033, adjusted 0.067 of 2: too-rounded-to-say (fits-disagree, quota-sample)
         C2: ? against ?, p 0.000..1.000, adjusted 1.000 of 2: too-rounded-to-say (fits-disagree, quota-sample)",
    );
}

#[test]
fn a_retest_is_written_as_an_object_with_pairs_for_intervals() {
    let study = study(&format!(
        "{TWO}\n1 x 10: yes 50.0\n1 y 10: yes 50.0\ncompare C1 higher: 1(x;yes) 1(y;yes)"
    ));
    let solved = solve(&study);
    let json = serde_json::to_value(retest(&study, Evidence::Published(&solved))).unwrap();
    assert_eq!(json[0]["a"], serde_json::json!({"k": 5, "n": 10}));
    assert_eq!(json[0]["interval"].as_array().unwrap().len(), 2);
    assert_eq!(json[0]["p_range"], serde_json::Value::Null);
    assert_eq!(json[0]["method"], "fisher-exact; newcombe; holm(C1, m=1)");
    assert_eq!(json[0]["verdict"], "too small to say");
}
