//! `published.csv`: from text to cells, with every problem by line and column.

use crate::study::published::{PublishedBase, PublishedCell, PublishedValue};
use crate::table::{Known, Locator};
use crate::{Place, Problem, Tenths, Text};

use super::decode;

/// The name of the file.
pub const FILE: &str = "published.csv";
/// Its columns, in order.
pub const COLUMNS: [&str; 19] = [
    "figure",
    "question",
    "row",
    "by",
    "group",
    "n",
    "option",
    "percent",
    "count",
    "phrase_ja",
    "phrase_en",
    "low",
    "high",
    "source",
    "place",
    "line",
    "known",
    "note_ja",
    "note_en",
];

/// Reads the file. Lines with a problem are left out of the cells.
pub fn read(bytes: &[u8]) -> (Vec<PublishedCell>, Vec<Problem>) {
    let text = match decode::text(FILE, bytes) {
        Ok(text) => text,
        Err(problem) => return (Vec::new(), vec![problem]),
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let header = records.next().and_then(Result::ok).unwrap_or_default();
    if header.iter().ne(COLUMNS) {
        let problem = Problem::error("published-header", Place::file(FILE).at(1));
        return (Vec::new(), vec![problem.with("columns", COLUMNS.join(","))]);
    }
    let (mut cells, mut problems) = (Vec::new(), Vec::new());
    for record in records {
        match record {
            Ok(record) => cells.extend(Line::of(&record, &mut problems).cell()),
            Err(error) => {
                problems.push(Problem::error("csv-syntax", Place::file(FILE)).with("detail", error))
            }
        }
    }
    (cells, problems)
}

/// One line while it is read.
struct Line<'a> {
    record: &'a csv::StringRecord,
    number: u32,
    problems: &'a mut Vec<Problem>,
    failed: bool,
}

impl<'a> Line<'a> {
    fn of(record: &'a csv::StringRecord, problems: &'a mut Vec<Problem>) -> Line<'a> {
        let number = record.position().map_or(0, csv::Position::line);
        Line {
            record,
            number: u32::try_from(number).unwrap_or(u32::MAX),
            problems,
            failed: false,
        }
    }

    fn get(&self, column: &str) -> &'a str {
        let index = COLUMNS.iter().position(|name| *name == column);
        index
            .and_then(|index| self.record.get(index))
            .unwrap_or_default()
            .trim()
    }

    fn report(&mut self, code: &'static str, column: &str) {
        let place = Place::file(FILE).at(self.number).in_field(column);
        let problem = Problem::error(code, place).with("value", self.get(column));
        self.problems.push(problem);
        self.failed = true;
    }

    fn cell(mut self) -> Option<PublishedCell> {
        if self.record.len() != COLUMNS.len() {
            let place = Place::file(FILE).at(self.number);
            let problem = Problem::error("csv-columns", place)
                .with("found", self.record.len())
                .with("expected", COLUMNS.len());
            self.problems.push(problem);
            return None;
        }
        for column in ["figure", "question", "source", "place"] {
            if self.get(column).is_empty() {
                self.report("csv-empty", column);
            }
        }
        let cell = PublishedCell {
            line: self.number,
            figure: self.get("figure").to_owned(),
            question: self.get("question").to_owned(),
            row: self.get("row").to_owned(),
            by: self.get("by").to_owned(),
            groups: self.list("group"),
            n: self.base(),
            options: self.list("option"),
            value: self.value(),
            known: self.known(),
            locator: self.locator(),
        };
        (!self.failed).then_some(cell)
    }

    fn list(&mut self, column: &str) -> Vec<String> {
        let written = self.get(column);
        if written.is_empty() {
            return Vec::new();
        }
        let items: Vec<String> = written
            .split('+')
            .map(|item| item.trim().to_owned())
            .collect();
        if items.iter().any(String::is_empty) {
            self.report("csv-list", column);
        }
        items
    }

    fn base(&mut self) -> PublishedBase {
        let written = self.get("n");
        let read = match written.split_once("..") {
            _ if written.is_empty() => Some(PublishedBase::Unknown),
            None => written.parse().ok().map(PublishedBase::Exact),
            Some((low, high)) => match (low.parse(), high.parse()) {
                (Ok(low), Ok(high)) if low <= high => Some(PublishedBase::Within(low, high)),
                _ => None,
            },
        };
        read.unwrap_or_else(|| {
            self.report("csv-base", "n");
            PublishedBase::Unknown
        })
    }

    /// One of percent, count and band; nothing at all is a lost value.
    fn value(&mut self) -> PublishedValue {
        let given = ["percent", "count", "low"].map(|column| !self.get(column).is_empty());
        match given {
            [false, false, false] => {
                self.nothing_else();
                PublishedValue::Lost
            }
            [true, false, false] => {
                self.nothing_else();
                self.percent()
            }
            [false, true, false] => {
                self.nothing_else();
                self.count()
            }
            [false, false, true] => self.band(),
            _ => {
                self.report("csv-two-values", "percent");
                PublishedValue::Lost
            }
        }
    }

    fn nothing_else(&mut self) {
        for column in ["phrase_ja", "phrase_en", "high"] {
            if !self.get(column).is_empty() {
                self.report("csv-not-a-band", column);
            }
        }
    }

    fn percent(&mut self) -> PublishedValue {
        match self.get("percent").parse::<Tenths>() {
            Ok(percent) if percent.0 <= 1000 => PublishedValue::Percent(percent),
            _ => {
                self.report("csv-percent", "percent");
                PublishedValue::Lost
            }
        }
    }

    fn count(&mut self) -> PublishedValue {
        match self.get("count").parse() {
            Ok(count) => PublishedValue::Count(count),
            Err(_) => {
                self.report("csv-count", "count");
                PublishedValue::Lost
            }
        }
    }

    fn band(&mut self) -> PublishedValue {
        for column in ["phrase_ja", "phrase_en"] {
            if self.get(column).is_empty() {
                self.report("csv-empty", column);
            }
        }
        let points = |column: &str| {
            let value = self.get(column).parse::<f64>().ok();
            value.filter(|value| (0.0..=100.0).contains(value))
        };
        match (points("low"), points("high")) {
            (Some(low), Some(high)) if low <= high => PublishedValue::Band {
                phrase: self.text("phrase_ja", "phrase_en"),
                low,
                high,
            },
            (None, _) => self.bad_band("low"),
            _ => self.bad_band("high"),
        }
    }

    fn bad_band(&mut self, column: &str) -> PublishedValue {
        self.report("csv-band", column);
        PublishedValue::Lost
    }

    fn text(&self, ja: &str, en: &str) -> Text {
        Text::new(self.get(ja), self.get(en))
    }

    fn known(&mut self) -> Known {
        match self.get("known") {
            "printed" | "" => Known::Printed,
            "derived" => Known::Derived,
            "lost" => Known::Lost,
            _ => {
                self.report("csv-known", "known");
                Known::Lost
            }
        }
    }

    fn locator(&mut self) -> Locator {
        let note = self.text("note_ja", "note_en");
        let note = match (note.ja.is_empty(), note.en.is_empty()) {
            (true, true) => None,
            (false, false) => Some(note),
            (ja_missing, _) => {
                self.report("csv-empty", if ja_missing { "note_ja" } else { "note_en" });
                None
            }
        };
        Locator {
            source: self.get("source").to_owned(),
            place: self.get("place").to_owned(),
            line: self.line_in_source(),
            note,
        }
    }

    fn line_in_source(&mut self) -> Option<u32> {
        let written = self.get("line");
        let line = written.parse().ok();
        if line.is_none() && !written.is_empty() {
            self.report("csv-line", "line");
        }
        line
    }
}
