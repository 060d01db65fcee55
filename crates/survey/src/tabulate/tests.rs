//! Tables of a small study, as text.

mod laws;
mod marks;

use super::fixture::{answers, study, text};
use super::*;
use crate::study::header::SampleKind;
use crate::table::{Count, Value};

const SMALL: &str = "
0 1 12 1 1   5 12 word
0 1 1  1 2  12 1  word
0 2 3  2 2   7 21 -
0 3 .  - 3   5 -  -
1 1 0  1 1 120 21 word
1 2 -  3 3  44 2  -
1 3 .  2 2   - 12 -
";

fn lines(answers: &str) -> Vec<String> {
    answers.trim().lines().map(str::to_owned).collect()
}

fn check(request: &CrossRequest, options: &Options<'_>, printed: &str) {
    let study = study();
    let answers = answers(&study, &lines(SMALL));
    let table = cross(&study, &answers, request, options).unwrap();
    let expected: Vec<&str> = printed.trim().lines().map(str::trim).collect();
    assert_eq!(text(&table), expected.join("\n"));
}

#[test]
fn simple_tables() {
    let plain = Options::default();
    check(
        &CrossRequest::simple("Q1"),
        &plain,
        "
        Q1 | n | Now | Past | Never
        Total | 7* | 42.9 | 28.6 | 28.6
        base-asked not-hundred small-base",
    );
    check(
        &CrossRequest::simple("Q2"),
        &plain,
        "
        Q2 | n | VPN | VDI | None | No answer
        Total | 5* | 40.0 | 20.0 | 20.0 | 20.0
        base-asked multiple-answers small-base",
    );
    check(
        &CrossRequest::simple("Q3"),
        &plain,
        "
        Q3 | n | Yes | No | Not known | No answer
        Access | 7* | 42.9 | 28.6 | 14.3 | 14.3
        Private devices | 7* | 28.6 | 42.9 | 28.6 | -
        base-asked not-hundred small-base",
    );
    check(
        &CrossRequest::simple("Q4"),
        &plain,
        "
        Q4 | n | 5 people | 7 people | 12 people | 44 people | 120 people | No answer
        Total | 7* | 28.6 | 14.3 | 14.3 | 14.3 | 14.3 | 14.3
        base-asked not-hundred small-base",
    );
    check(
        &CrossRequest::simple("Q5"),
        &plain,
        "
        Q5 | n | Cost | Safety | No answer
        Total | 7* | 42.9 | 42.9 | 14.3
        base-asked rank-first not-hundred small-base",
    );
    check(
        &CrossRequest::simple("Q6"),
        &plain,
        "
        Q6 | n | Answered | No answer
        Total | 7* | 42.9 | 57.1
        base-asked small-base",
    );
}

#[test]
fn options_change_what_is_counted() {
    let any = Options {
        ranking: RankingAs::Any,
        ..Options::default()
    };
    check(
        &CrossRequest::simple("Q5"),
        &any,
        "
        Q5 | n | Cost | Safety | No answer
        Total | 7* | 71.4 | 71.4 | 14.3
        base-asked rank-any multiple-answers small-base",
    );
    let answered = Options {
        base: BaseRule::Answered,
        cuts: vec![10, 100],
        ..Options::default()
    };
    check(
        &CrossRequest::simple("Q4"),
        &answered,
        "
        Q4 | n | up to 9 people | 10–99 people | 100 people or more
        Total | 6* | 50.0 | 33.3 | 16.7
        base-answered small-base",
    );
    let nets = Options {
        nets: true,
        percent: PercentOf::Column,
        ..Options::default()
    };
    check(
        &CrossRequest::new("Q1", "stratum"),
        &nets,
        "
        Q1*stratum | n | Now | Past | Never | Experienced
        Total | 7* | 100.0 | 100.0 | 100.0 | 100.0
        Client | 4* | 66.7 | 50.0 | 50.0 | 60.0
        Vendor | 3* | 33.3 | 50.0 | 50.0 | 40.0
        base-asked column-percent nets small-base",
    );
}

#[test]
fn cross_tables() {
    let plain = Options::default();
    check(
        &CrossRequest::new("Q2", "stratum"),
        &plain,
        "
        Q2*stratum | n | VPN | VDI | None | No answer
        Total | 5* | 40.0 | 20.0 | 20.0 | 20.0
        Client | 3* | 66.7 | 33.3 | 33.3 | -
        Vendor | 2* | - | - | - | 50.0
        base-asked multiple-answers small-base",
    );
    check(
        &CrossRequest::new("Q3", "stratum"),
        &plain,
        "
        Q3*stratum | n | Yes | No | Not known | No answer
        Total / Access | 7* | 42.9 | 28.6 | 14.3 | 14.3
        Total / Private devices | 7* | 28.6 | 42.9 | 28.6 | -
        Client / Access | 4* | 50.0 | 25.0 | - | 25.0
        Client / Private devices | 4* | 25.0 | 50.0 | 25.0 | -
        Vendor / Access | 3* | 33.3 | 33.3 | 33.3 | -
        Vendor / Private devices | 3* | 33.3 | 33.3 | 33.3 | -
        base-asked not-hundred small-base",
    );
    check(
        &CrossRequest::new("Q3.byod", "Q2"),
        &plain,
        "
        Q3.byod*Q2 | n | Yes | No | Not known
        Total | 7* | 28.6 | 42.9 | 28.6
        VPN | 2* | 50.0 | 50.0 | -
        VDI | 1* | 100.0 | - | -
        None | 1* | - | 100.0 | -
        No answer | 1* | - | - | 100.0
        base-asked not-hundred groups-overlap outside-groups small-base",
    );
    check(
        &CrossRequest::new("Q1-experienced", "stratum"),
        &plain,
        "
        Q1-experienced*stratum | n | Experienced | Not “Experienced”
        Total | 7* | 71.4 | 28.6
        Client | 4* | 75.0 | 25.0
        Vendor | 3* | 66.7 | 33.3
        base-asked small-base",
    );
    let request = CrossRequest {
        groups: vec!["vendor".into()],
        ..CrossRequest::new("Q1", "stratum")
    };
    check(
        &request,
        &plain,
        "
        Q1*stratum | n | Now | Past | Never
        Total | 7* | 42.9 | 28.6 | 28.6
        Vendor | 3* | 33.3 | 33.3 | 33.3
        base-asked not-hundred outside-groups small-base",
    );
}

#[test]
fn breaks_and_domains_are_expressions() {
    let plain = Options::default();
    check(
        &CrossRequest::new("Q3.access", "experience"),
        &plain,
        "
        Q3.access*experience | n | Yes | No | Not known | No answer
        Total | 7* | 42.9 | 28.6 | 14.3 | 14.3
        Experienced | 5* | 60.0 | 20.0 | 20.0 | -
        Not experienced | 2* | - | 50.0 | - | 50.0
        base-asked not-hundred small-base",
    );
    let request = CrossRequest {
        domain: Some("stratum = vendor".into()),
        ..CrossRequest::simple("Q2")
    };
    check(
        &request,
        &plain,
        "
        Q2 | n | VPN | VDI | None | No answer
        Total | 2* | - | - | - | 50.0
        base-asked multiple-answers small-base",
    );
    let study = study();
    let answers = answers(&study, &lines(SMALL));
    let table = cross(&study, &answers, &request, &plain).unwrap();
    assert_eq!(
        table.base_label.en,
        "Organisations with experience (of these: respondents that belong to “Vendor”)"
    );
    for wrong in ["Q1 in [", "Q1 = moon", "Q9 = now"] {
        let request = CrossRequest {
            domain: Some(wrong.into()),
            ..CrossRequest::simple("Q1")
        };
        let problems = cross(&study, &answers, &request, &plain).unwrap_err();
        assert!(
            problems[0].code.starts_with("expression-"),
            "{wrong}: {problems:?}"
        );
        assert_eq!(problems[0].place.field.as_deref(), Some("where"));
    }
}

#[test]
fn weighted_tables() {
    let study = study();
    let answers = answers(&study, &lines(SMALL));
    let weights = Weights::from_population(&study, &answers).unwrap();
    // Clients weigh 300/4 = 75, vendors 500/3: "now" is 2·75 + 500/3 of 800, 39.58 %.
    let options = Options {
        weights: Some(&weights),
        ..Options::default()
    };
    check(
        &CrossRequest::new("Q1", "stratum"),
        &options,
        "
        Q1*stratum | n | Now | Past | Never
        Total | 7* (800.0) | 39.6 | 30.2 | 30.2
        Client | 4* (300.0) | 50.0 | 25.0 | 25.0
        Vendor | 3* (500.0) | 33.3 | 33.3 | 33.3
        base-asked weighted not-hundred small-base",
    );
}

#[test]
fn intervals_follow_the_design() {
    let mut study = study();
    let mut shown = |kind, weighted| {
        study.header.sample = kind;
        let answers = answers(&study, &lines(SMALL));
        let weights = Weights::from_population(&study, &answers).unwrap();
        let options = Options {
            intervals: true,
            weights: Some(&weights).filter(|_| weighted),
            ..Options::default()
        };
        let table = simple(&study, &answers, "Q1", &options).unwrap();
        let cell = table.rows[0].cells[0].interval.clone().unwrap();
        let notes: Vec<&str> = table.notes.iter().map(|note| note.code).collect();
        (
            format!("{} {:.2}", cell.method, cell.low),
            notes.contains(&"as-if-random"),
        )
    };
    // Wilson, 3 of 7: (3 + z²/2 - z·√(3·4/7 + z²/4)) / (7 + z²) = 15.82 %.
    assert_eq!(
        shown(SampleKind::Quota, false),
        ("wilson 15.82".to_owned(), true)
    );
    let (design, as_if) = shown(SampleKind::Probability, true);
    assert!(design.starts_with("korn-graubard") && !as_if, "{design}");
}

#[test]
fn figures_carry_their_ids_marks_and_counts() {
    let study = study();
    let mut answers = answers(&study, &lines(SMALL));
    answers.synthetic = true;
    let whole = whole(&study, &answers, &Options::default());
    assert_eq!(whole.problems, []);
    let ids: Vec<&str> = whole
        .simple
        .iter()
        .chain(&whole.figures)
        .map(|table| table.id.as_str())
        .collect();
    assert_eq!(ids, ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "1-1", "1-2"]);
    let marks = whole.figures[0]
        .rows
        .iter()
        .filter(|row| row.mark.is_some())
        .count();
    assert_eq!(marks, 3);
    assert_eq!(whole.figures[1].rows[0].cells[0].value, Value::Count(3));
    assert!(
        whole
            .simple
            .iter()
            .all(|table| table.notes[0].code == "synthetic")
    );
}

#[test]
fn wrong_names_are_problems() {
    let study = study();
    let mut answers = answers(&study, &lines(SMALL));
    answers.columns.remove("Q6");
    let other = Weights::unit(3);
    let heavy = Options {
        weights: Some(&other),
        ..Options::default()
    };
    let rows = CrossRequest {
        rows: vec!["moon".into()],
        ..CrossRequest::simple("Q3")
    };
    let groups = CrossRequest {
        groups: vec!["moon".into()],
        ..CrossRequest::new("Q1", "stratum")
    };
    let cases = [
        (
            CrossRequest::simple("Q9"),
            Options::default(),
            "unknown-subject",
        ),
        (
            CrossRequest::simple("Q3.moon"),
            Options::default(),
            "unknown-subject",
        ),
        (CrossRequest::simple("Q6"), Options::default(), "no-answers"),
        (
            CrossRequest::new("Q1", "moon"),
            Options::default(),
            "no-such-break",
        ),
        (
            CrossRequest::new("Q1", "Q3"),
            Options::default(),
            "break-has-rows",
        ),
        (rows, Options::default(), "no-such-row"),
        (groups, Options::default(), "no-such-group"),
        (CrossRequest::simple("Q1"), heavy, "weights-number"),
    ];
    for (request, options, code) in cases {
        let problems = cross(&study, &answers, &request, &options).unwrap_err();
        assert_eq!(problems[0].code, code, "{request:?}");
    }
    assert_eq!(
        whole(&study, &answers, &Options::default()).problems.len(),
        1
    );
}
