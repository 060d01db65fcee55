//! Re-tests and sentences from answers, with and without weights.

use super::textual::study;
use std::collections::BTreeMap;
use survey::Text;
use survey::answers::{Answers, Column, NOT_ANSWERED, NOT_ASKED};
use survey::claims::{Evidence, retest};
use survey::retest::{Ratio, Retest};
use survey::sentences::check as check_sentences;
use survey::study::Study;
use survey::study::analysis::{Binding, Sentence};

fn two_groups() -> Study {
    let mut study = study(
        "strata x=300 y=300
         break g: x=x y=y
         break all: everybody=x+y x=x
         question Q single: yes no
         question M multiple: a b
         figure 1 Q by g
         figure 2 M by g
         figure 3 Q by all
         compare C1 higher H: 1(x;yes) 1(y;yes)
         compare C2 higher H: 2(x;a+b) 2(y;a+b)
         compare C3 higher H: 3(x;yes) 3(everybody;yes)
         compare C4 higher H lost: 1(y;yes) 1(x;yes)",
    );
    let share = study.analysis.comparisons[0].a.clone();
    study.analysis.sentences.push(Sentence {
        id: "S".to_owned(),
        chapter: "1".to_owned(),
        text: Text::same("{1}"),
        bindings: vec![Binding {
            comparison: None,
            verdict: None,
            share,
            low: Some(70.0),
            high: Some(80.0),
        }],
        source: None,
    });
    study
}

/// 40 respondents of x, of whom 30 say yes, 8 no, one does not answer and one is not asked; 40 of y, 10 yes and 30 no.
fn answers() -> Answers {
    let x = [vec![0; 30], vec![1; 8], vec![NOT_ANSWERED, NOT_ASKED]].concat();
    let y = [vec![0; 10], vec![1; 30]].concat();
    let bits = |yes: &dyn Fn(usize) -> bool| {
        let mut words = vec![0u64; 2];
        (0..80)
            .filter(|at| yes(*at))
            .for_each(|at| words[at / 64] |= 1 << (at % 64));
        words
    };
    let multiple = Column::Multiple {
        state: vec![0; 80],
        selected: vec![bits(&|at| at < 10), bits(&|at| (5..20).contains(&at))],
    };
    Answers {
        respondents: (0..80).map(|at| at.to_string()).collect(),
        strata: [vec![0; 40], vec![1; 40]].concat(),
        columns: BTreeMap::from([
            ("Q".to_owned(), Column::Single([x, y].concat())),
            ("M".to_owned(), multiple),
        ]),
        ..Answers::default()
    }
}

fn find(weights: Option<&[f64]>, id: &str) -> Retest {
    let all = retest(&two_groups(), Evidence::Answers(&answers(), weights));
    all.into_iter().find(|one| one.id == id).unwrap()
}

#[test]
fn answers_are_counted_by_group_and_state() {
    assert_eq!(find(None, "C1").a, Some(Ratio { k: 30, n: 38 }));
    assert_eq!(find(None, "C1").b, Some(Ratio { k: 10, n: 40 }));
    assert_eq!(find(None, "C1").verdict.key(), "holds");
    // Either of two options counts a respondent once.
    assert_eq!(find(None, "C2").a, Some(Ratio { k: 20, n: 40 }));
    // What is lost from a publication can be tested once there are answers.
    assert_eq!(find(None, "C4").verdict.key(), "contradicted");
    assert!(
        find(None, "C4")
            .method
            .starts_with("fisher-exact; newcombe; holm(H, m=3)")
    );
}

#[test]
fn groups_that_share_respondents_are_refused_the_independent_test() {
    let refused = find(None, "C3");
    assert_eq!(
        (refused.verdict.key(), refused.reasons[0].code),
        ("not-testable", "overlapping-groups")
    );
    let weights = vec![1.0; 80];
    assert!(find(Some(&weights), "C3").p.is_some());
}

#[test]
fn weights_bring_the_design_based_difference() {
    let weights: Vec<f64> = (0..80)
        .map(|at| if at % 2 == 0 { 1.0 } else { 3.0 })
        .collect();
    let weighted = find(Some(&weights), "C1");
    // x: of the even 15 say yes and 4 no, of the odd likewise; y: five yes and fifteen no of each.
    assert!((weighted.difference.unwrap() - (30.0 / 38.0 - 0.25)).abs() < 1e-12);
    assert!(
        weighted
            .method
            .starts_with("design-difference; linear-t; holm(H, m=4)"),
        "{}",
        weighted.method
    );
    let (low, high) = weighted.interval.unwrap();
    assert!(low < weighted.difference.unwrap() && weighted.difference.unwrap() < high);
    assert_eq!(weighted.verdict.key(), "holds");
    // Nobody of y chose anything: Korn-Graubard limits are combined there, and the p agrees with the interval.
    let none = find(Some(&weights), "C2");
    assert!(
        none.method
            .starts_with("design-difference; mover-korn-graubard; holm(H, m=4)"),
        "{}",
        none.method
    );
    let (low, high) = none.interval.unwrap();
    assert!(low > 0.0 && high < 1.0 && none.p.unwrap() < 0.05);
    assert_eq!(none.verdict.key(), "holds");
}

#[test]
fn a_sentence_is_filled_from_answers() {
    let (study, answers) = (two_groups(), answers());
    let text = |weights: Option<&[f64]>| {
        let evidence = Evidence::Answers(&answers, weights);
        let checked = check_sentences(&study, evidence, &[]).remove(0);
        format!("{} {}", checked.text.ja, checked.holds.key())
    };
    assert_eq!(text(None), "78.9 % (30/38) true");
    let tilted: Vec<f64> = (0..80).map(|at| if at < 30 { 3.0 } else { 1.0 }).collect();
    assert_eq!(text(Some(&tilted)), "91.8 % false");
}
