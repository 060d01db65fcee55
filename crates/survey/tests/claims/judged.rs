//! Contradictions, hypotheses and bound sentences.

use super::source;
use super::textual::{self, study};
use survey::Text;
use survey::claims::{Evidence, retest};
use survey::hypotheses::{HypothesisVerdict, judge, map};
use survey::published::{contradictions, solve};
use survey::retest::Verdict;
use survey::sentences::{Holds, check};
use survey::study::Study;
use survey::study::analysis::{Binding, Counts, Sentence};
use survey::study::published::PublishedValue;

/// Contradictions of a small study, one a line: code, lines, values.
fn check_contradictions(text: &str, expected: &str) {
    let study = study(text);
    let found: Vec<String> = contradictions(&study, &solve(&study))
        .iter()
        .map(|one| {
            let lines: Vec<String> = one.said.iter().map(|said| said.line.to_string()).collect();
            let args: Vec<String> = one
                .args
                .iter()
                .map(|(name, value)| format!(" {name}={value}"))
                .collect();
            format!("{} {}{}", one.code, lines.join("+"), args.concat())
        })
        .collect();
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(found, expected);
}

const ONE: &str = "strata client=218
     break role: client=client
     question Q single: yes no …
     figure 1 Q by role
     figure 2 Q same 1 by role";

#[test]
fn each_kind_of_contradiction_is_found_with_its_lines() {
    check_contradictions(
        &format!("{ONE}\n1 client ?: yes 約7割 65~75\n2 client ?: yes 約8割 75~85"),
        "bands-apart 6+7",
    );
    check_contradictions(
        &format!("{ONE}\n1 client 186: yes 約5割 45~55\n2 client ?: yes 4割以上 40~100"),
        "phrases-differ 6+7 low=45 high=55",
    );
    check_contradictions(
        &format!("{ONE}\n1 client 215: yes 39.1\n1 client ?: yes 約3割 25~40"),
        "not-a-rounding 6+7 percent=39.1",
    );
    check_contradictions(
        &format!("{ONE}\n1 client 215: yes 39.1\n1 client ?: yes 約3割 25~35"),
        "outside-phrase 6+7",
    );
    check_contradictions(
        &format!("{ONE}\n1 client 108: yes 21.4"),
        "impossible-share 6+6 fits=84, 98, 103, 112, 117, 126, 131, 140",
    );
    check_contradictions(
        &format!("{ONE}\n1 client 105..110: yes 21.3"),
        "not-of-everybody 6 percent=21.3 whole=218 fits=108",
    );
    check_contradictions(
        &format!("{ONE}\n1 client 100: yes 60.0\n2 client ?: no 50.0"),
        "impossible-together 6+7",
    );
    check_contradictions(
        &format!("{ONE}\n1 client 218: yes 39.0, no 約6割 55~65"),
        "",
    );
}

#[test]
fn the_published_study_contradicts_itself_where_the_inventory_says() {
    let study = source::study();
    let all = contradictions(&study, &solve(&study));
    let has = |code: &str, figure: &str, lines: &[u32]| {
        let at = |one: &survey::published::Contradiction| -> Vec<u32> {
            one.said
                .iter()
                .filter_map(|said| said.locator.as_ref()?.line)
                .collect()
        };
        let found = all.iter().any(|one| {
            one.code == code
                && one.figure.starts_with(figure)
                && lines.iter().all(|line| at(one).contains(line))
        });
        assert!(found, "{code} {figure} {lines:?} in {all:#?}");
    };
    has("bands-apart", "2-22", &[1243, 1748]);
    has("not-a-rounding", "2-1", &[822]);
    has("not-a-rounding", "2-21", &[1624, 1672]);
    has("not-of-everybody", "press-contact", &[36]);
    has("phrases-differ", "2-49", &[2438, 36]);
    has("phrases-differ", "2-45", &[2265, 2310]);
    has("phrases-differ", "2-46", &[2267, 2312]);
}

#[test]
fn the_published_hypotheses_are_judged_by_the_written_rule() {
    let study = source::study();
    let retests = source::retests();
    let judged = judge(&study, &retests);
    let verdicts: Vec<String> = judged
        .iter()
        .map(|one| format!("{} {}", one.id, one.verdict.key()))
        .collect();
    insta::assert_snapshot!(verdicts.join("\n"));
    assert_eq!(judged.len(), 13);
    assert!(
        judged
            .iter()
            .all(|one| one.concluded.is_some() && !one.reasons.is_empty())
    );
    let map = map(&study);
    assert_eq!((map.hypotheses.len(), map.findings.len()), (13, 5));
    assert!(
        map.hypotheses
            .iter()
            .all(|(_, findings)| !findings.is_empty())
    );
    assert!(
        map.findings
            .iter()
            .all(|(_, remedies)| !remedies.is_empty())
    );
}

/// A hypothesis with one piece of evidence per part of `evidence` (`needed holds`), and interviews or not.
fn judged(evidence: &str, interviews: bool) -> HypothesisVerdict {
    let study = source::study();
    let mut retests = source::retests();
    let mut hypothesis = study.analysis.hypotheses[0].clone();
    let one = hypothesis.evidence[0].clone();
    hypothesis.evidence.clear();
    for (at, part) in evidence
        .split(", ")
        .filter(|part| !part.is_empty())
        .enumerate()
    {
        let (counts, verdict) = part.split_once(' ').unwrap();
        let mut evidence = one.clone();
        evidence.counts = match counts {
            "needed" => Counts::Needed,
            "supports" => Counts::Supports,
            _ => Counts::Against,
        };
        evidence.comparison = retests[at].id.clone();
        retests[at].verdict = Verdict::ALL
            .into_iter()
            .find(|one| one.key() == verdict)
            .unwrap();
        hypothesis.evidence.push(evidence);
    }
    if !interviews {
        hypothesis.interviews.clear();
    }
    let mut study = study;
    study.analysis.hypotheses = vec![hypothesis];
    judge(&study, &retests)[0].verdict
}

#[test]
fn the_rule_of_hypotheses_case_by_case() {
    use HypothesisVerdict::*;
    for (evidence, interviews, expected) in [
        ("needed holds, needed holds", true, Supported),
        ("needed holds, against holds", true, Partly),
        ("needed holds, needed too-small-to-say", true, Partly),
        (
            "needed contradicted, supports too-small-to-say",
            true,
            NotSupported,
        ),
        (
            "needed too-small-to-say, supports no-meaningful-difference",
            true,
            NotSupported,
        ),
        ("needed contradicted, supports holds", true, Open),
        ("needed not-testable, against holds", true, NotSupported),
        ("needed too-rounded-to-say", true, Open),
        ("", true, OpinionOnly),
        ("", false, Open),
    ] {
        assert_eq!(judged(evidence, interviews), expected, "{evidence}");
    }
}

fn with_sentence(study: &mut Study, share: &str, low: f64, high: f64) {
    let binding = |comparison: Option<&str>, share| Binding {
        comparison: comparison.map(str::to_owned),
        verdict: None,
        share,
        low: Some(low),
        high: Some(high),
    };
    let share = textual::share(study, share);
    study.analysis.sentences.push(Sentence {
        id: "S".to_owned(),
        chapter: "1".to_owned(),
        text: Text::same("{1}!"),
        bindings: vec![binding(None, Some(share)), binding(Some("C"), None)],
        source: None,
    });
}

fn sentence(numbers: &str) -> (String, Holds, Vec<usize>) {
    let mut study = study(&format!(
        "strata x=300 y=300\nbreak g: x=x y=y\nquestion Q single: yes no\nfigure 1 Q by g\n{numbers}\ncompare C higher: 1(x;yes) 1(y;yes)"
    ));
    with_sentence(&mut study, "1(x;yes)", 75.0, 85.0);
    let solved = solve(&study);
    let retests = retest(&study, Evidence::Published(&solved));
    let checked = check(&study, Evidence::Published(&solved), &retests).remove(0);
    (checked.text.ja, checked.holds, checked.failing)
}

#[test]
fn a_sentence_is_filled_and_turns_false_when_the_numbers_no_longer_say_it() {
    let is = |numbers: &str, text: &str, holds: Holds, failing: &[usize]| {
        assert_eq!(
            sentence(numbers),
            (text.to_owned(), holds, failing.to_vec()),
            "{numbers}"
        );
    };
    is(
        "1 x 287: yes 83.6\n1 y 218: yes 39.0",
        "83.6 % (240/287)!",
        Holds::True,
        &[],
    );
    is(
        "1 x 287: yes 73.5\n1 y 218: yes 39.0",
        "73.5 % (211/287)!",
        Holds::False,
        &[0],
    );
    is(
        "1 x 287: yes 83.6\n1 y 218: yes 84.4",
        "83.6 % (240/287)!",
        Holds::False,
        &[1],
    );
    is(
        "1 x 100: yes 75~85\n1 y 218: yes 39.0",
        "75.0–85.0 %!",
        Holds::True,
        &[],
    );
    is(
        "1 x 100: yes 70~80\n1 y 218: yes 39.0",
        "70.0–80.0 %!",
        Holds::Unknown,
        &[],
    );
    is("1 x 100\n1 y 218: yes 39.0", "—!", Holds::Unknown, &[]);
}

#[test]
fn the_sentences_of_the_published_study_hold_until_a_number_is_altered() {
    let mut study = source::study();
    let states = |study: &Study| {
        let solved = solve(study);
        let retests = retest(study, Evidence::Published(&solved));
        let all = check(study, Evidence::Published(&solved), &retests);
        all.into_iter()
            .map(|one| format!("{} {} {}", one.id, one.holds.key(), one.text.en))
            .collect::<Vec<_>>()
    };
    insta::assert_snapshot!(states(&study).join("\n"));
    for cell in &mut study.published {
        if cell.figure == "2-1"
            && matches!(cell.value, PublishedValue::Percent(_))
            && cell.groups == ["vendor"]
        {
            let swapped = if cell.options == ["now"] {
                31
            } else if cell.options == ["never"] {
                836
            } else {
                continue;
            };
            cell.value = PublishedValue::Percent(survey::Tenths(swapped));
        }
    }
    assert!(
        states(&study)[0].starts_with("S01 false"),
        "{}",
        states(&study)[0]
    );
}
