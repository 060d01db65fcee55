//! Marks against the total: R's values, what is compared and what is not, and laws.

use super::laws::random;
use super::*;
use crate::inference::adjust::holm;
use crate::table::{Against, Table};
use crate::weights::Weights;
use proptest::prelude::*;

const VALUES: &str = include_str!("../../../../../tests/reference/marks.csv");

fn numbers(text: &str) -> Vec<f64> {
    text.split(' ').map(|one| one.parse().unwrap()).collect()
}

/// Respondents alike in stratum, Q1 (the group) and the first row of Q3 (chosen or not).
fn alike(stratum: usize, group: usize, chosen: u8, many: f64) -> Vec<String> {
    vec![format!("{stratum} {} . {chosen} 1 . . .", group + 1); many as usize]
}

fn marks<'w>(options: &Options<'w>) -> Options<'w> {
    Options {
        marks: options.marks.or(Some(0.05)),
        ..options.clone()
    }
}

fn by_q1(study: &Study, answers: &Answers, options: &Options<'_>) -> Table {
    let request = CrossRequest::new("Q3.access", "Q1");
    cross(study, answers, &request, &marks(options)).unwrap()
}

fn near(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-9_f64.max(1e-6 * expected.abs()),
        "{found} instead of {expected}"
    );
}

/// Difference, p and p over the groups (each p stands twice in the table: chosen and not chosen) against R's.
fn agree(table: &Table, expected: &[f64]) {
    let rows: Vec<_> = table.rows.iter().filter(|row| !row.total).collect();
    let groups = expected.len() / 3;
    let raw = &expected[groups..2 * groups];
    let twice: Vec<f64> = raw.iter().flat_map(|p| [*p, *p]).collect();
    let over_all = holm(&twice);
    let mut compared = 0;
    for (group, row) in rows.iter().take(groups).enumerate() {
        let yes = row.cells[0].against.unwrap();
        let no = row.cells[1].against.unwrap();
        near(yes.difference, expected[group]);
        near(no.difference, -expected[group]);
        near(yes.p, raw[group]);
        near(no.p, raw[group]);
        near(yes.p_adjusted, over_all[2 * group]);
        compared += 2;
    }
    assert_eq!(compared, twice.len());
}

#[test]
fn marks_agree_with_r() {
    let mut study = study();
    let mut cases = 0;
    for line in VALUES.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split(';');
        let (name, v) = (parts.next().unwrap(), numbers(parts.next().unwrap()));
        let expected = numbers(parts.next().unwrap());
        let mut lines = Vec::new();
        let weighted = name == "designed";
        let (many, strata) = if weighted { (4, 2) } else { (v.len() / 2, 1) };
        for at in 0..many {
            let (k, n) = (v[at], v[many + at]);
            let (stratum, group) = (at / (many / strata), at % (many / strata));
            lines.extend(alike(stratum, group, 1, k));
            lines.extend(alike(stratum, group, 2, n - k));
        }
        study.header.sample = match weighted {
            true => SampleKind::Probability,
            false => SampleKind::Quota,
        };
        let answers = answers(&study, &lines);
        let weights = weighted.then(|| Weights::from_population(&study, &answers).unwrap());
        let options = Options {
            weights: weights.as_ref(),
            ..Options::default()
        };
        agree(&by_q1(&study, &answers, &options), &expected);
        cases += 1;
    }
    assert_eq!(cases, 3);
}

/// Label, marks of "yes" and "no", and the notes on marks.
fn check_marks(groups: &[(f64, f64)], options: &Options<'_>, printed: &str) {
    let mut study = study();
    study.header.sample = SampleKind::Quota;
    let lines = groups.iter().enumerate().flat_map(|(group, (yes, no))| {
        let yes = alike(0, group, 1, *yes);
        yes.into_iter().chain(alike(0, group, 2, *no))
    });
    let answers = answers(&study, &lines.collect::<Vec<_>>());
    let table = by_q1(&study, &answers, options);
    let sign = |cell: &crate::table::Cell| match cell.against.map(|against| against.mark) {
        None => ".",
        Some(None) => "=",
        Some(Some(Against::Above)) => "↑",
        Some(Some(Against::Below)) => "↓",
    };
    let mut found: Vec<String> = table
        .rows
        .iter()
        .map(|row| row.cells[..2].iter().map(sign).collect())
        .collect();
    let notes = table
        .notes
        .iter()
        .filter(|note| note.code.contains("against") || note.code == "as-if-random");
    found.extend(notes.map(|note| {
        let values: Vec<&str> = note.args.iter().map(|(_, value)| value.as_str()).collect();
        format!("{} {}", note.code, values.join(" "))
            .trim_end()
            .to_owned()
    }));
    assert_eq!(found.join(" | "), printed);
}

#[test]
fn what_is_compared_and_what_is_not() {
    let plain = Options::default();
    let strict = Options {
        marks: Some(0.01),
        ..Options::default()
    };
    let column = Options {
        percent: PercentOf::Column,
        ..Options::default()
    };
    let noted = "against-total overlapping-t 5 4 | as-if-random";
    let groups = [(40.0, 20.0), (30.0, 70.0), (0.0, 0.0)];
    check_marks(&groups, &plain, &format!(".. | ↑↓ | ↓↑ | .. | {noted}"));
    // 0.007 each, but 0.03 with Holm over the four cells.
    let faint = [(36.0, 24.0), (38.0, 62.0), (0.0, 0.0)];
    check_marks(
        &faint,
        &strict,
        ".. | == | == | .. | against-total overlapping-t 1 4 | as-if-random",
    );
    // A group of 29 is not compared, nor an option that 4.9 of 60 are expected to choose.
    let small = [(29.0, 0.0), (31.0, 69.0), (0.0, 0.0)];
    check_marks(
        &small,
        &plain,
        ".. | .. | ↓↑ | .. | against-total overlapping-t 5 2 | as-if-random",
    );
    let rare = [(9.0, 51.0), (4.0, 96.0), (0.0, 0.0)];
    check_marks(
        &rare,
        &plain,
        ".. | .. | ↓↑ | .. | against-total overlapping-t 5 2 | as-if-random",
    );
    check_marks(
        &groups,
        &column,
        ".. | .. | .. | .. | against-total-none rows",
    );
    check_marks(
        &[(9.0, 9.0), (9.0, 1.0), (0.0, 0.0)],
        &plain,
        ".. | .. | .. | .. | against-total-none small",
    );
}

#[test]
fn a_withheld_cell_has_no_p_and_gives_none_to_others() {
    let mut study = study();
    study.header.public = false;
    let mut lines = alike(0, 0, 1, 40.0);
    lines.extend(alike(0, 0, 2, 20.0));
    lines.extend(alike(0, 0, 3, 2.0));
    lines.extend(alike(0, 1, 1, 30.0));
    lines.extend(alike(0, 1, 2, 40.0));
    lines.extend(alike(0, 1, 3, 30.0));
    let answers = answers(&study, &lines);
    let shared = Options {
        shared: true,
        ..Options::default()
    };
    let table = by_q1(&study, &answers, &shared);
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    let withheld = |cell: &&crate::table::Cell| cell.value == Value::Suppressed;
    assert!(cells().filter(withheld).count() > 0);
    assert!(cells().filter(withheld).all(|cell| cell.against.is_none()));
    let raw: Vec<f64> = cells().filter_map(|cell| Some(cell.against?.p)).collect();
    let adjusted: Vec<f64> = cells()
        .filter_map(|cell| Some(cell.against?.p_adjusted))
        .collect();
    assert_eq!(adjusted, holm(&raw));
}

proptest! {
    #[test]
    fn marks_obey_their_laws(lines in random(), level in 0.001..0.5) {
        let lines: Vec<String> = lines.iter().cycle().take(4 * lines.len()).cloned().collect();
        let study = study();
        let answers = answers(&study, &lines);
        let weights = Weights::from_population(&study, &answers).ok();
        for weights in [None, weights.as_ref()] {
            let options = Options { weights, marks: Some(level), ..Options::default() };
            let table = cross(&study, &answers, &CrossRequest::new("Q3.access", "stratum"), &options).unwrap();
            for row in &table.rows {
                for against in row.cells.iter().filter_map(|cell| cell.against) {
                    prop_assert!(!row.total && row.base.n.exact().unwrap() >= 30);
                    prop_assert!((0.0..=1.0).contains(&against.p) && against.p <= against.p_adjusted);
                    prop_assert_eq!(against.mark.is_some(), against.p_adjusted <= level);
                    prop_assert_eq!(against.mark == Some(Against::Above), against.mark.is_some() && against.difference > 0.0);
                }
            }
            let plain = Options { marks: None, ..options };
            let without = cross(&study, &answers, &CrossRequest::new("Q3.access", "stratum"), &plain).unwrap();
            prop_assert!(without.rows.iter().flat_map(|row| &row.cells).all(|cell| cell.against.is_none()));
        }
    }
}
