//! A user's own study: made anew from the files on the shelf at every start, so that what is kept is only what was given.
//!
//! Files: the study's own, `answers.csv` or `answers.xlsx` as it came, `answers-2.csv` and so on for what was added later,
//! `mapping.toml`, `populations.json` and `margins.json` (counts entered in the form) and `trail.jsonl` (corrections,
//! one a line, applied in order).

use crate::library::{Entry, Kind};
use crate::shelf::Files;
use std::collections::{BTreeMap, BTreeSet};
use survey::answers::Answers;
use survey::export::{AnswerStyle, TrailEntry, answers_sheet, correct};
use survey::read::{self, Mapping, RowCounts, SheetHint};
use survey::study::{self, FolderFiles, Study};
use survey::{Place, Problem};

/// Sizes of groups by break and category.
pub type Margins = BTreeMap<String, BTreeMap<String, u64>>;

/// How the names of files of answers end.
const ANSWER_ENDINGS: [&str; 2] = ["xlsx", "csv"];
/// Most problems of one kind that are listed where files are joined.
const LISTED: usize = 200;
/// Mapping of columns.
pub const MAPPING_FILE: &str = "mapping.toml";
/// Population counts entered in the form.
pub const POPULATIONS_FILE: &str = "populations.json";
/// Sizes of groups for raking entered in the form.
pub const MARGINS_FILE: &str = "margins.json";
/// Corrections.
pub const TRAIL_FILE: &str = "trail.jsonl";

/// One file of answers.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Its name on the shelf.
    pub name: String,
    /// What became of its rows.
    pub rows: RowCounts,
    /// How many problems of each code there are.
    pub counts: BTreeMap<&'static str, u64>,
}

/// What is known of the answers of an own study beside the answers.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// The files of answers, in the order they came.
    pub parts: Vec<Part>,
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
    margins(&mut study, files);
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

/// Sizes entered in the form, by break and category, in the place of those of `study.toml`.
fn margins(study: &mut Study, files: &Files) {
    let entered = files.get(MARGINS_FILE);
    let entered = entered.and_then(|bytes| serde_json::from_slice::<Margins>(bytes).ok());
    let entered = entered.unwrap_or_default();
    for margin in &mut study.header.margins {
        let sizes = entered.get(&margin.by);
        for category in &mut margin.categories {
            let size = sizes.and_then(|sizes| sizes.get(&category.id));
            category.population = size.copied().unwrap_or(category.population);
        }
    }
}

/// The name of the file of answers that came as the `number`th, told from a workbook by its content.
pub fn answer_file(number: usize, bytes: &[u8]) -> String {
    let ending = ANSWER_ENDINGS[usize::from(!bytes.starts_with(b"PK"))];
    match number {
        1 => format!("answers.{ending}"),
        _ => format!("answers-{number}.{ending}"),
    }
}

/// The names of the files of answers, in the order they came.
pub fn answer_files(files: &Files) -> Vec<String> {
    let named = |number: usize| {
        let mut both = ANSWER_ENDINGS.iter().map(move |ending| match number {
            1 => format!("answers.{ending}"),
            _ => format!("answers-{number}.{ending}"),
        });
        both.find(|name| files.contains_key(name))
    };
    (1..).map_while(named).collect()
}

fn answers(study: &Study, files: &Files) -> (Option<Answers>, Intake) {
    let mut intake = Intake::default();
    let names = answer_files(files);
    let parts: Vec<Option<Answers>> = names
        .iter()
        .map(|name| part(study, files, name, &mut intake))
        .collect();
    // One part that cannot be read would make the rest look like the whole.
    let parts: Option<Vec<Answers>> = parts.into_iter().collect();
    let mut parts = parts.unwrap_or_default().into_iter();
    let first = parts.next();
    let whole = first.and_then(|first| {
        let joined = parts.try_fold(first, |whole, part| joined(study, whole, part));
        joined.map_err(|problems| note(&mut intake, problems)).ok()
    });
    let answers = whole.map(|answers| corrected(study, answers, files, &mut intake));
    (answers, intake)
}

/// Lists and counts problems that no import counted.
fn note(intake: &mut Intake, problems: Vec<Problem>) {
    for problem in &problems {
        *intake.counts.entry(problem.code).or_default() += 1;
    }
    intake.problems.extend(problems);
}

/// Reads one file of answers.
fn part(study: &Study, files: &Files, name: &str, intake: &mut Intake) -> Option<Answers> {
    let bytes = files.get(name).map_or(&[][..], Vec::as_slice);
    let sheet = match read::sheet(bytes, &SheetHint::file(name)) {
        Ok(sheet) => sheet,
        Err(problems) => {
            note(intake, problems);
            return None;
        }
    };
    let matched = read::match_columns(study, &sheet);
    let (mapping, problems) = mapping(files, matched.mapping);
    let first = intake.parts.is_empty();
    let mapping = match first || mapping.headings().all(|name| sheet.column(name).is_some()) {
        true => mapping,
        // What was added later may have headings of its own.
        false => read::match_columns(study, &sheet).mapping,
    };
    let imported = read::import(study, &sheet, &mapping, &read::ImportOptions::default());
    if first {
        note(intake, problems);
        intake.mapping = mapping;
        intake.open_variables = matched.open_variables;
    }
    intake.open_columns.extend(matched.open_columns);
    intake.problems.extend(imported.problems);
    for (code, count) in &imported.counts {
        *intake.counts.entry(code).or_default() += count;
    }
    intake.parts.push(Part {
        name: name.to_owned(),
        rows: imported.rows,
        counts: imported.counts,
    });
    imported.answers
}

/// Answers of two files as one, written out and read in again like any file. A respondent may be in one of them only.
fn joined(study: &Study, first: Answers, second: Answers) -> Result<Answers, Vec<Problem>> {
    let place = || Place::file(study.header.id.clone());
    let there: BTreeSet<&String> = first.respondents.iter().collect();
    let twice = second.respondents.iter().filter(|id| there.contains(id));
    let twice = twice
        .map(|id| Problem::error("respondent-in-two-files", place()).with("respondent", id))
        .take(LISTED)
        .collect::<Vec<_>>();
    if !twice.is_empty() {
        return Err(twice);
    }
    if first.weights.is_some() != second.weights.is_some() {
        return Err(vec![Problem::error("weights-in-one-file", place())]);
    }
    let synthetic = first.synthetic || second.synthetic;
    let both = [first, second].map(|answers| Answers {
        synthetic,
        ..answers
    });
    let style = AnswerStyle::default();
    let [(mut sheet, mapping), (more, _)] = both.map(|part| answers_sheet(study, &part, &style));
    sheet.rows.extend(more.rows);
    let rows = sheet.rows.len();
    let imported = read::import(study, &sheet, &mapping, &read::ImportOptions::default());
    let whole = imported.answers.filter(|answers| answers.len() == rows);
    whole.ok_or(imported.problems)
}

/// Applies the corrections in the order they were made; one that fits no more is a problem, not a loss.
fn corrected(study: &Study, mut answers: Answers, files: &Files, intake: &mut Intake) -> Answers {
    for kept in trail(files) {
        match correct(study, &mut answers, &kept.correction) {
            Ok(entry) => intake.trail.push(entry),
            Err(problem) => note(intake, vec![problem]),
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
