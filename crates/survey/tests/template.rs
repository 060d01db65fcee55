//! The files of a new study are a study.

use proptest::prelude::*;
use survey::Text;
use survey::study::questionnaire::QuestionKind as Kind;
use survey::study::{FolderFiles, Study, load, template};

fn new_study(title: &Text) -> Study {
    let [(_, study), (_, questionnaire), (_, analysis)] =
        template("my-study", title, jiff::civil::date(2026, 11, 21));
    let files = FolderFiles {
        folder: "my-study",
        study: study.as_bytes(),
        questionnaire: questionnaire.as_bytes(),
        analysis: analysis.as_bytes(),
        published: None,
    };
    let (study, problems) = load(&files, Vec::new());
    assert_eq!(problems, []);
    study.unwrap()
}

#[test]
fn a_new_study_has_no_problems_and_every_kind_of_question() {
    let study = new_study(&Text::new("新しい調査", "A new study"));
    let kinds: Vec<Kind> = study
        .questionnaire
        .questions
        .iter()
        .map(|one| one.kind)
        .collect();
    for kind in [
        Kind::Single,
        Kind::Multiple,
        Kind::MatrixSingle,
        Kind::MatrixMultiple,
        Kind::Numeric,
        Kind::Date,
        Kind::Text,
        Kind::Ranking,
    ] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
}

proptest! {
    #[test]
    fn any_title_is_kept(ja in "\\S[\\s\\S]{0,12}", en in "\\S[\\s\\S]{0,12}") {
        prop_assume!(!ja.contains('@') && !en.contains('@') && !(ja.clone() + &en).contains('\0'));
        prop_assume!(!ja.trim().is_empty() && !en.trim().is_empty());
        let title = Text::new(ja, en);
        prop_assert_eq!(new_study(&title).header.title, title);
    }
}

#[test]
fn the_example_of_the_reference_is_a_study() {
    for reference in [
        include_str!("../../../docs/reference/study-files.md"),
        include_str!("../../../docs/reference/study-files.ja.md"),
    ] {
        let file = |name: &str| {
            let start = format!("```toml\n# {name}\n");
            let (_, rest) = reference.split_once(&start).unwrap();
            rest.split_once("```").unwrap().0.as_bytes()
        };
        let files = FolderFiles {
            folder: "small",
            study: file("study.toml"),
            questionnaire: file("questionnaire.toml"),
            analysis: file("analysis.toml"),
            published: None,
        };
        assert_eq!(load(&files, Vec::new()).1, []);
    }
}
