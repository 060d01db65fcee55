//! The catalogue's links into the published studies: the crate that holds it knows of no study, so it is checked here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeMap;
use std::path::Path;

use ledger::catalogue::{StudyLink, bundled};
use survey::study::{FolderFiles, Question, Study, companions, load};

const STUDIES: [&str; 2] = ["ipa-2020-organisation", "ipa-2020-individual"];

fn study(name: &str) -> Study {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../studies")
        .join(name);
    let read = |file: &str| std::fs::read(folder.join(file)).unwrap();
    let (header, questionnaire, analysis) = (
        read("study.toml"),
        read("questionnaire.toml"),
        read("analysis.toml"),
    );
    let published = read("published.csv");
    let files = FolderFiles {
        folder: name,
        study: &header,
        questionnaire: &questionnaire,
        analysis: &analysis,
        published: Some(&published),
    };
    let companions = companions(&header).into_iter().map(|other| study(&other));
    load(&files, companions.collect()).0.unwrap()
}

fn names(question: &Question, part: &str) -> bool {
    let mut rows = question.rows.iter().map(|row| row.id.as_str());
    let mut options = question.options.iter().map(|option| option.id.as_str());
    match question.rows.is_empty() {
        true => options.any(|id| id == part),
        false => rows.any(|id| id == part),
    }
}

fn exists(studies: &BTreeMap<&str, Study>, link: &StudyLink) -> bool {
    let questions = studies
        .get(link.study.as_str())
        .map(|study| &study.questionnaire.questions);
    let mut questions = questions.into_iter().flatten();
    let question = questions.find(|question| question.id == link.question);
    question.is_some_and(|question| link.part.as_ref().is_none_or(|part| names(question, part)))
}

#[test]
fn every_link_into_a_study_leads_to_a_question() {
    let studies = STUDIES.map(|name| (name, study(name))).into();
    let catalogue = bundled();
    let links = catalogue
        .items
        .iter()
        .flat_map(|item| item.study.iter().map(move |link| (item, link)));
    let broken = links.clone().filter(|(_, link)| !exists(&studies, link));
    let broken: Vec<String> = broken
        .map(|(item, link)| format!("{}: {link:?}", item.id))
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(links.count() > 50);
    let nowhere = StudyLink::parse("ipa-2020-organisation:Q10.moon").unwrap();
    assert!(!exists(&studies, &nowhere));
}
