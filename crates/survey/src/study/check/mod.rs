//! What the shapes of the files cannot say: ids, references, kinds, languages and expressions.

mod evidence;
mod figures;
mod header;
mod known;
mod published;
mod questions;
mod wording;

use super::Study;
use super::load::{ANALYSIS_FILE, PUBLISHED_FILE, QUESTIONNAIRE_FILE, STUDY_FILE};
use super::read::lines::Names;
use crate::{Place, Problem, expr};
use known::Known;

/// Everything that is wrong with a study that was read. Problems have a file and a field, and no line
/// (but for `published.csv`).
pub fn check(study: &Study) -> Vec<Problem> {
    let mut report = Report {
        study,
        known: Known::of(study),
        file: STUDY_FILE,
        problems: Vec::new(),
    };
    wording::check(&mut report);
    header::check(&mut report);
    report.file = QUESTIONNAIRE_FILE;
    questions::check(&mut report);
    report.file = ANALYSIS_FILE;
    figures::check(&mut report);
    evidence::check(&mut report);
    report.file = PUBLISHED_FILE;
    published::check(&mut report);
    report.problems
}

/// What is found while a study is checked.
struct Report<'a> {
    study: &'a Study,
    known: Known<'a>,
    file: &'static str,
    problems: Vec<Problem>,
}

impl<'a> Report<'a> {
    fn error(&mut self, code: &'static str, path: &str, args: &[(&'static str, &str)]) {
        let problem = Problem::error(code, Place::file(self.file).in_field(path));
        self.push(problem, args);
    }

    fn warning(&mut self, code: &'static str, path: &str, args: &[(&'static str, &str)]) {
        let problem = Problem::warning(code, Place::file(self.file).in_field(path));
        self.push(problem, args);
    }

    fn push(&mut self, problem: Problem, args: &[(&'static str, &str)]) {
        let with =
            |problem: Problem, (name, value): &(&'static str, &str)| problem.with(name, value);
        self.problems.push(args.iter().fold(problem, with));
    }

    /// Reports a name that none of the ids is.
    fn resolve(&mut self, code: &'static str, path: &str, id: &str, ids: &[&str]) {
        if !ids.contains(&id) {
            let known = ids.join(", ");
            self.error(code, path, &[("id", id), ("known", &known)]);
        }
    }

    /// The same for a list of names, each at its position.
    fn resolve_all(&mut self, code: &'static str, path: &str, given: &[String], ids: &[&str]) {
        for id in given {
            self.resolve(code, path, id, ids);
        }
    }

    /// Parses and type-checks an expression.
    fn expression(&mut self, path: &str, text: &str, before: Option<usize>) {
        let faults = match expr::parse(text) {
            Ok(expr) => expr::check(&expr, self.study, before),
            Err(fault) => vec![fault],
        };
        let place = Place::file(self.file).in_field(path);
        let problems = faults.into_iter().map(|fault| fault.problem(place.clone()));
        self.problems.extend(problems);
    }

    /// Checks that a place in a source names a source of the study.
    fn source(&mut self, path: &str, place: Option<&super::questionnaire::PlaceInSource>) {
        if let Some(place) = place {
            let sources = self.known.sources.clone();
            self.resolve(
                "unknown-source",
                &format!("{path}.source.source"),
                &place.source,
                &sources,
            );
        }
    }
}

/// Elements of a list with their field paths, named as the loader names them.
fn named<'a, T>(path: &str, list: &'a [T], id: impl Fn(&T) -> &str) -> Vec<(String, &'a T)> {
    let mut names = Names::default();
    let name = |one: &'a T| (format!("{path}.{}", names.next(Some(id(one)))), one);
    list.iter().map(name).collect()
}

/// The ids of a list.
fn ids<'a, T>(list: &'a [T], id: impl Fn(&'a T) -> &'a String) -> Vec<&'a str> {
    list.iter().map(|one| id(one).as_str()).collect()
}
