//! A user's own study: made anew from the files on the shelf at every start, so that what is kept is only what was given.
//!
//! Files: the study's own, `answers.csv` or `answers.xlsx` as it came, `mapping.toml`, `populations.json`
//! (counts entered in the form) and `trail.jsonl` (corrections, one a line, applied in order).

use crate::library::{Entry, Kind};
use crate::shelf::Files;
use std::collections::BTreeMap;
use survey::answers::Answers;
use survey::export::{TrailEntry, correct};
use survey::read::{self, Mapping, SheetHint};
use survey::study::{self, FolderFiles, Study};
use survey::{Place, Problem};

/// Names under which answers are kept.
pub const ANSWER_FILES: [&str; 2] = ["answers.xlsx", "answers.csv"];
/// Mapping of columns.
pub const MAPPING_FILE: &str = "mapping.toml";
/// Population counts entered in the form.
pub const POPULATIONS_FILE: &str = "populations.json";
/// Corrections.
pub const TRAIL_FILE: &str = "trail.jsonl";

/// What is known of the answers of an own study beside the answers.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// Problems by row and column, up to a limit per code.
    pub problems: Vec<Problem>,
    /// How many problems of each code there are.
    pub counts: BTreeMap<&'static str, u64>,
    /// The mapping in force.
    pub mapping: Mapping,
    /// Columns that nothing was found for.
    pub open_columns: Vec<String>,
    /// Variables that no column was found for.
    pub open_variables: Vec<String>,
    /// Corrections in force, oldest first.
    pub trail: Vec<TrailEntry>,
}

/// Makes an entry of kept files; every problem at once when the study itself is broken.
pub fn entry(id: &str, files: &Files) -> Result<Entry, Vec<Problem>> {
    let (study, problems) = load(files);
    let mut study = study.ok_or(problems)?;
    populations(&mut study, files);
    let (answers, intake) = answers(&study, files);
    Ok(Entry::new(id.to_owned(), Kind::Own, study, answers, intake))
}

/// Reads the study files alone.
pub fn load(files: &Files) -> (Option<Study>, Vec<Problem>) {
    let bytes = |name: &str| files.get(name).map_or(&[][..], Vec::as_slice);
    let files = FolderFiles {
        folder: "",
        study: bytes("study.toml"),
        questionnaire: bytes("questionnaire.toml"),
        analysis: bytes("analysis.toml"),
        published: files.get("published.csv").map(Vec::as_slice),
    };
    study::load(&files, Vec::new())
}

fn populations(study: &mut Study, files: &Files) {
    let Some(bytes) = files.get(POPULATIONS_FILE) else {
        return;
    };
    // The file is ours; one that cannot be read leaves the counts of study.toml in force.
    let Ok(counts) = serde_json::from_slice::<BTreeMap<String, u64>>(bytes) else {
        return;
    };
    for stratum in &mut study.header.strata {
        stratum.population = counts.get(&stratum.id).copied();
    }
}

fn answers(study: &Study, files: &Files) -> (Option<Answers>, Intake) {
    let Some((name, bytes)) = ANSWER_FILES
        .iter()
        .find_map(|name| Some((*name, files.get(*name)?)))
    else {
        return (None, Intake::default());
    };
    let sheet = match read::sheet(bytes, &SheetHint::file(name)) {
        Ok(sheet) => sheet,
        Err(problems) => {
            return (
                None,
                Intake {
                    problems,
                    ..Intake::default()
                },
            );
        }
    };
    let matched = read::match_columns(study, &sheet);
    let (mapping, mut problems) = mapping(files, matched.mapping);
    let imported = read::import(study, &sheet, &mapping, &read::ImportOptions::default());
    problems.extend(imported.problems);
    let mut intake = Intake {
        problems,
        counts: imported.counts,
        mapping,
        open_columns: matched.open_columns,
        open_variables: matched.open_variables,
        trail: Vec::new(),
    };
    let answers = imported
        .answers
        .map(|answers| corrected(study, answers, files, &mut intake));
    (answers, intake)
}

/// Applies the corrections in the order they were made; one that fits no more is a problem, not a loss.
fn corrected(study: &Study, mut answers: Answers, files: &Files, intake: &mut Intake) -> Answers {
    for kept in trail(files) {
        match correct(study, &mut answers, &kept.correction) {
            Ok(entry) => intake.trail.push(entry),
            Err(problem) => intake.problems.push(problem),
        }
    }
    answers
}

fn mapping(files: &Files, matched: Mapping) -> (Mapping, Vec<Problem>) {
    let Some(bytes) = files.get(MAPPING_FILE) else {
        return (matched, Vec::new());
    };
    let Ok(text) = str::from_utf8(bytes) else {
        return (
            matched,
            vec![Problem::error("not-utf8", Place::file(MAPPING_FILE))],
        );
    };
    match Mapping::from_toml(MAPPING_FILE, text) {
        Ok(mapping) => (mapping, Vec::new()),
        Err(problems) => (matched, problems),
    }
}

fn trail(files: &Files) -> Vec<TrailEntry> {
    let bytes = files.get(TRAIL_FILE).map_or(&[][..], Vec::as_slice);
    // A last line cut short by a crash was never acknowledged, so it is passed over.
    bytes
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect()
}
