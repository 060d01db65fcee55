//! The two published studies load without an error and hold everything the source leaves.
#![allow(clippy::disallowed_methods)] // tests may read files; the crate itself may not

use std::collections::BTreeSet;
use std::path::PathBuf;

use survey::Problem;
use survey::study::analysis::{Claims, Survives};
use survey::study::published::PublishedValue;
use survey::study::{FolderFiles, Study, load};

const ORGANISATION: &str = "ipa-2020-organisation";
const INDIVIDUAL: &str = "ipa-2020-individual";

fn read(folder: &str, companions: Vec<Study>) -> (Option<Study>, Vec<Problem>) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../studies")
        .join(folder);
    let bytes = |name: &str| std::fs::read(path.join(name)).unwrap();
    let files = FolderFiles {
        folder,
        study: &bytes("study.toml"),
        questionnaire: &bytes("questionnaire.toml"),
        analysis: &bytes("analysis.toml"),
        published: Some(&bytes("published.csv")),
    };
    load(&files, companions)
}

fn clean(folder: &str, companions: Vec<Study>) -> Study {
    let (study, problems) = read(folder, companions);
    assert_eq!(problems, [], "{folder}");
    study.unwrap()
}

/// The organisation survey with the individual survey beside it.
fn both() -> Study {
    clean(ORGANISATION, vec![clean(INDIVIDUAL, Vec::new())])
}

fn each(study: &Study) -> impl Iterator<Item = &Study> {
    std::iter::once(study).chain(&study.companions)
}

#[test]
fn both_studies_load_without_a_problem() {
    let study = both();
    let n = |study: &Study| study.header.strata.iter().filter_map(|one| one.n).sum();
    let sizes: Vec<u64> = each(&study).map(n).collect();
    assert_eq!(sizes, [505, 2372]);
}

#[test]
fn every_surviving_number_is_there() {
    let study = both();
    let (mut percents, mut counts, mut bases, mut phrases) = (0, 0, 0, 0);
    for cell in each(&study).flat_map(|one| &one.published) {
        assert!(cell.locator.line.is_some(), "{cell:?}");
        *match cell.value {
            PublishedValue::Percent(_) => &mut percents,
            PublishedValue::Count(_) => &mut counts,
            PublishedValue::Lost => &mut bases,
            PublishedValue::Band { .. } => &mut phrases,
        } += 1;
    }
    // 148 numbers: 93 percentages (91 of the report, 2 of the press release), 46 counts, 9 bases alone.
    assert_eq!((percents, counts, bases), (93, 46, 9));
    // 63 phrases, one line per cell that a phrase speaks of, and two restated shares.
    assert_eq!(phrases, 92);
}

#[test]
fn every_figure_of_chapter_2_is_there_once() {
    let study = both();
    let figures = each(&study).flat_map(|one| &one.analysis.figures);
    let mut of_chapter_2: Vec<u32> = figures
        .filter_map(|figure| figure.id.strip_prefix("2-")?.parse().ok())
        .collect();
    of_chapter_2.sort_unstable();
    assert_eq!(of_chapter_2, (1..=50).collect::<Vec<_>>());
}

#[test]
fn what_survives_of_a_figure_is_what_the_numbers_show() {
    let study = both();
    for one in each(&study) {
        for figure in one
            .analysis
            .figures
            .iter()
            .filter(|figure| figure.same_as.is_none())
        {
            let of_figure = one.published.iter().filter(|cell| cell.figure == figure.id);
            let printed = of_figure
                .filter(|cell| !matches!(cell.value, PublishedValue::Band { .. }))
                .map(|cell| matches!(cell.value, PublishedValue::Lost));
            let (bases, numbers): (Vec<bool>, Vec<bool>) = printed.partition(|lost| *lost);
            let fits = match figure.survives {
                Some(Survives::Full | Survives::Part) => !numbers.is_empty(),
                Some(Survives::Base) => numbers.is_empty() && !bases.is_empty(),
                Some(Survives::Text) => numbers.is_empty() && bases.is_empty(),
                None => false,
            };
            assert!(fits, "{}: {:?}", figure.id, figure.survives);
        }
    }
}

#[test]
fn all_claims_hypotheses_findings_and_remedies_are_there() {
    let study = both();
    let comparisons = || each(&study).flat_map(|one| &one.analysis.comparisons);
    let ids: BTreeSet<&str> = comparisons().map(|one| one.id.as_str()).collect();
    assert_eq!((comparisons().count(), ids.len()), (54, 54));
    assert_eq!(comparisons().filter(|one| !one.asserted).count(), 7);
    assert_eq!(comparisons().filter(|one| one.lost.is_some()).count(), 21);
    let described = comparisons().filter(|one| one.claims == Claims::Described);
    assert_eq!(described.count(), 3);
    let analysis = &study.analysis;
    assert_eq!(analysis.hypotheses.len(), 13);
    assert_eq!((analysis.findings.len(), analysis.remedies.len()), (5, 5));
    assert_eq!(study.header.interviews.len(), 9);
}

#[test]
fn every_comparison_says_in_which_family_it_is_adjusted() {
    for one in each(&both()).flat_map(|one| &one.analysis.comparisons) {
        let adjusted = one.family.is_some() || one.hypothesis.is_some();
        assert!(adjusted || one.claims == Claims::Described, "{}", one.id);
        assert!(
            one.asserted || one.family.as_deref() == Some("exploratory"),
            "{}",
            one.id
        );
    }
}

#[test]
fn misprints_and_bound_sentences_say_where_they_stand() {
    let study = both();
    let placed = |line: Option<u32>| line.is_some();
    let errata = &study.analysis.errata;
    assert_eq!(errata.len(), 13);
    let places = errata.iter().flat_map(|one| &one.source);
    assert!(places.into_iter().all(|place| placed(place.line)));
    let sentences: Vec<_> = each(&study)
        .flat_map(|one| &one.analysis.sentences)
        .collect();
    assert_eq!(sentences.len(), 26);
    let sources = sentences.iter().map(|one| one.source.as_ref());
    assert!(
        sources
            .into_iter()
            .all(|place| placed(place.and_then(|place| place.line)))
    );
}
