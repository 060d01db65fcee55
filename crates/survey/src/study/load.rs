//! A folder of study files becomes a study, or a list of everything that is wrong with it.

use super::read::lines::Lines;
use super::read::{published, toml_file};
use super::{Study, check, schema};
use crate::{Place, Problem, Severity};

/// The name of the header file.
pub const STUDY_FILE: &str = "study.toml";
/// The name of the questionnaire file.
pub const QUESTIONNAIRE_FILE: &str = "questionnaire.toml";
/// The name of the analysis file.
pub const ANALYSIS_FILE: &str = "analysis.toml";
/// The name of the file of published numbers.
pub const PUBLISHED_FILE: &str = published::FILE;

/// The files of a study as bytes.
#[derive(Clone, Copy, Debug)]
pub struct FolderFiles<'a> {
    /// The folder's name; empty when the files came without one.
    pub folder: &'a str,
    /// `study.toml`
    pub study: &'a [u8],
    /// `questionnaire.toml`
    pub questionnaire: &'a [u8],
    /// `analysis.toml`
    pub analysis: &'a [u8],
    /// `published.csv`, when there is one.
    pub published: Option<&'a [u8]>,
}

/// Reads and checks a study. The companions are those of its `companions` that the caller found, read the same way.
///
/// The study is given when no problem is an error; the problems are all there are, by file and line.
pub fn load(files: &FolderFiles<'_>, companions: Vec<Study>) -> (Option<Study>, Vec<Problem>) {
    let header = toml_file::read(STUDY_FILE, files.study, &schema::study());
    let questionnaire = toml_file::read(
        QUESTIONNAIRE_FILE,
        files.questionnaire,
        &schema::questionnaire(),
    );
    let analysis = toml_file::read(ANALYSIS_FILE, files.analysis, &schema::analysis());
    let (published, mut problems) = files.published.map(published::read).unwrap_or_default();
    let lines = [
        (STUDY_FILE, header.lines),
        (QUESTIONNAIRE_FILE, questionnaire.lines),
        (ANALYSIS_FILE, analysis.lines),
    ];
    problems.extend(header.problems);
    problems.extend(questionnaire.problems);
    problems.extend(analysis.problems);
    let contents = (header.content, questionnaire.content, analysis.content);
    let mut study = None;
    if let (Some(header), Some(questionnaire), Some(analysis)) = contents {
        let read = Study {
            header,
            questionnaire,
            analysis,
            published,
            companions,
        };
        problems.extend(folder(files.folder, &read));
        problems.extend(check::check(&read));
        study = Some(read);
    }
    locate(&mut problems, &lines);
    (study.filter(|_| !has_errors(&problems)), problems)
}

/// Whether any problem is an error.
pub fn has_errors(problems: &[Problem]) -> bool {
    problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
}

fn folder(folder: &str, study: &Study) -> Option<Problem> {
    let differs = !folder.is_empty() && folder != study.header.id;
    differs.then(|| {
        Problem::warning("folder-name", Place::file(STUDY_FILE).in_field("id"))
            .with("id", &study.header.id)
            .with("folder", folder)
    })
}

/// Gives each problem its line by its field, and sorts by file and line.
fn locate(problems: &mut [Problem], lines: &[(&str, Lines)]) {
    for problem in problems.iter_mut() {
        let place = &mut problem.place;
        let file = lines.iter().find(|(file, _)| *file == place.file);
        if let (None, Some((_, lines)), Some(field)) = (place.line, file, &place.field) {
            place.line = lines.find(field);
        }
    }
    let order = |file: &str| {
        lines
            .iter()
            .position(|(name, _)| *name == file)
            .unwrap_or(lines.len())
    };
    problems.sort_by(|a, b| {
        let key = |problem: &Problem| (order(&problem.place.file), problem.place.line);
        key(a).cmp(&key(b)).then_with(|| a.cmp(b))
    });
}

/// The ids that a header names as companions, so that a caller can read their folders first.
/// A header that cannot be read names none; [`load`] says what is wrong with it.
pub fn companions(study: &[u8]) -> Vec<String> {
    #[derive(serde::Deserialize, Default)]
    struct Named {
        #[serde(default)]
        companions: Vec<String>,
    }
    let text = str::from_utf8(study).unwrap_or("");
    let named: Named = toml::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    named.companions
}
