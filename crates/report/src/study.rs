//! The report of a study, in the order of its source: design, sample, results by chapter, findings, remedies,
//! what was claimed and what the numbers allow.

mod chapters;
mod design;
mod ends;

use jiff::civil::Date;
use survey::study::Study;
use survey::study::analysis::Figure;
use survey::table::{Locator, Origin, Table};
use survey::workup::Workup;
use survey::{Language, Text};

use crate::document::{Document, GridCell};
use crate::words;

/// The report of a study in one language.
pub fn study_report(study: &Study, results: &Workup, language: Language) -> Document {
    let writer = Writer {
        study,
        results,
        language,
    };
    let synthetic = writer
        .tables()
        .any(|table| table.origin == Origin::Synthetic);
    let mut chapters = vec![design::chapter(&writer)];
    chapters.extend(chapters::all(&writer));
    chapters.extend(ends::all(&writer));
    chapters.retain(|chapter| !chapter.blocks.is_empty());
    let date = study.header.reference_date;
    let small = |number: i8| u8::try_from(number).unwrap_or(1);
    Document {
        language,
        id: study.header.id.clone(),
        title: study.header.title.get(language).to_owned(),
        subtitle: writer.say("report-subtitle"),
        banner: synthetic.then(|| writer.say("report-synthetic")),
        facts: design::facts(&writer),
        day: (
            u16::try_from(date.year()).unwrap_or(1970),
            small(date.month()),
            small(date.day()),
        ),
        chapters,
    }
}

/// A study, its results, and the language to write in.
struct Writer<'a> {
    study: &'a Study,
    results: &'a Workup,
    language: Language,
}

impl<'a> Writer<'a> {
    /// All tables: those of figures first.
    fn tables(&self) -> impl Iterator<Item = &'a Table> + Clone + use<'a> {
        self.results.figures.iter().chain(&self.results.simple)
    }

    fn say(&self, key: &str) -> String {
        words::say(self.language, key, &[])
    }

    fn say_with(&self, key: &str, args: &[(&str, String)]) -> String {
        words::say(self.language, key, args)
    }

    fn text(&self, text: &Text) -> String {
        text.get(self.language).to_owned()
    }

    fn cell(&self, text: &Text) -> GridCell {
        GridCell::text(text.get(self.language))
    }

    fn heads(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.say(key)).collect()
    }

    /// A day as people write it.
    fn date(&self, date: Date) -> String {
        let args = [
            ("year", date.year().to_string()),
            ("month", date.month().to_string()),
            ("day", date.day().to_string()),
        ];
        self.say_with("report-date", &args)
    }

    /// The study and its companions.
    fn studies(&self) -> impl Iterator<Item = &'a Study> {
        std::iter::once(self.study).chain(&self.study.companions)
    }

    /// All figures of the study and its companions, with the study each belongs to.
    fn figures(&self) -> impl Iterator<Item = (&'a Study, &'a Figure)> {
        self.studies().flat_map(|study| {
            study
                .analysis
                .figures
                .iter()
                .map(move |figure| (study, figure))
        })
    }

    /// Title of a source by its id.
    fn source_title(&self, id: &str) -> String {
        let sources = self.studies().flat_map(|study| &study.header.sources);
        let found = sources.into_iter().find(|source| source.id == id);
        found.map_or_else(|| id.to_owned(), |source| self.text(&source.title))
    }

    /// A place in a source, in words.
    fn place(&self, source: &str, place: &str, line: Option<u32>) -> String {
        let mut args = vec![
            ("source", self.source_title(source)),
            ("place", place.to_owned()),
        ];
        let key = match line {
            Some(line) => {
                args.push(("line", line.to_string()));
                "report-locator-line"
            }
            None => "report-locator",
        };
        self.say_with(key, &args)
    }

    /// A place without the source's title, for tables where it would repeat.
    fn brief(&self, place: &str, line: Option<u32>) -> String {
        let Some(line) = line else {
            return place.to_owned();
        };
        let args = [("place", place.to_owned()), ("line", line.to_string())];
        self.say_with("report-place-line", &args)
    }

    fn locator(&self, locator: &Locator) -> String {
        self.brief(&locator.place, locator.line)
    }

    fn reasons(&self, reasons: &[survey::retest::Reason]) -> Vec<String> {
        reasons
            .iter()
            .map(|reason| self.say_with(&format!("reason-{}", reason.code), &reason.args))
            .collect()
    }
}
