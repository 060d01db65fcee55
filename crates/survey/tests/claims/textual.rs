//! Small studies from a few lines of text, for tests.
//!
//! ```text
//! strata big=60 small=40
//! break role: vendor=big client=small
//! question Q1 single: yes no unsure           (… at the end: options lost; none! excludes the others)
//! figure 1 Q1 by role                          (same 2: shows the chart of figure 2)
//! 1 vendor 60: yes 83.3, no _                  (83.3 percent, #50 count, 75~85 phrase, _ lost; n: 60, 50..60, ?)
//! relation r: 1(vendor;yes+no) = 2(vendor)     (inferred r: … for our reading; <= allowed)
//! compare C1 higher H1: 1(vendor;yes) 1(client;yes)
//! ```

use survey::Text;
use survey::study::Study;
use survey::study::analysis::*;
use survey::study::header::{Header, SampleKind, Stratum, StudyKind};
use survey::study::published::{PublishedBase, PublishedCell, PublishedValue};
use survey::study::questionnaire::{Choice, Question, QuestionKind, Questionnaire};
use survey::table::{Known, Locator, OptionRole};

/// Reads a study; panics on anything it does not know.
pub fn study(text: &str) -> Study {
    let mut study = empty();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if !line.is_empty() {
            read(&mut study, line, u32::try_from(number).unwrap() + 1);
        }
    }
    study
}

fn empty() -> Study {
    let text = Text::same("t");
    Study {
        header: Header {
            id: "test".to_owned(),
            title: text.clone(),
            kind: StudyKind::Published,
            public: true,
            sample: SampleKind::Quota,
            reference_date: jiff::civil::date(2020, 10, 31),
            fieldwork: None,
            about: text.clone(),
            citation: text,
            unit: None,
            companions: Vec::new(),
            sources: Vec::new(),
            periods: Vec::new(),
            strata: Vec::new(),
            margins: Vec::new(),
            waves: Vec::new(),
            interviews: Vec::new(),
        },
        questionnaire: Questionnaire::default(),
        analysis: Analysis::default(),
        published: Vec::new(),
        companions: Vec::new(),
    }
}

fn read(study: &mut Study, line: &str, number: u32) {
    let (word, rest) = line.split_once(' ').unwrap();
    match word {
        "strata" => study.header.strata = rest.split_whitespace().map(stratum).collect(),
        "break" => study.analysis.breaks.push(a_break(rest)),
        "question" => study.questionnaire.questions.push(question(rest)),
        "figure" => study.analysis.figures.push(figure(rest)),
        "relation" | "inferred" => study
            .analysis
            .relations
            .push(relation(rest, word == "inferred")),
        "compare" => study.analysis.comparisons.push(comparison(study, rest)),
        _ => numbers(study, word, rest, number),
    }
}

fn stratum(text: &str) -> Stratum {
    let (id, n) = text.split_once('=').unwrap();
    Stratum {
        id: id.to_owned(),
        label: Text::same(id),
        n: Some(n.parse().unwrap()),
        population: None,
        invited: None,
    }
}

fn a_break(text: &str) -> Break {
    let (id, rest) = text.split_once(": ").unwrap();
    let category = |one: &str| {
        let (id, strata) = one.split_once('=').unwrap_or((one, "Q0"));
        let when = match strata {
            "Q0" => format!("Q0 = {id}"),
            list => format!("stratum in [{}]", list.replace('+', ", ")),
        };
        Category {
            id: id.to_owned(),
            label: Text::same(id),
            when,
        }
    };
    Break {
        id: id.to_owned(),
        label: Text::same(id),
        categories: rest.split_whitespace().map(category).collect(),
    }
}

fn choice(text: &str) -> Choice {
    let id = text.trim_end_matches('!');
    Choice {
        id: id.to_owned(),
        code: None,
        label: Text::same(id),
        role: if text.ends_with('!') {
            OptionRole::None
        } else {
            OptionRole::Plain
        },
        exclusive: false,
        specify: false,
        inferred: false,
    }
}

fn question(text: &str) -> Question {
    let (head, options) = text.split_once(": ").unwrap();
    let (id, kind) = head.split_once(' ').unwrap();
    let kind = match kind {
        "single" => QuestionKind::Single,
        "matrix" => QuestionKind::MatrixSingle,
        _ => QuestionKind::Multiple,
    };
    Question {
        id: id.to_owned(),
        kind,
        text: Text::same(id),
        title: None,
        base: None,
        base_label: None,
        options: options
            .split_whitespace()
            .filter(|one| *one != "…")
            .map(choice)
            .collect(),
        rows: Vec::new(),
        maximum: None,
        number: None,
        earliest: None,
        latest: None,
        incomplete: options.ends_with('…'),
        implied: false,
        item: None,
        source: None,
        note: None,
    }
}

fn figure(text: &str) -> Figure {
    let words: Vec<&str> = text.split_whitespace().collect();
    let after = |word: &str| {
        let at = words.iter().position(|one| *one == word)?;
        words.get(at + 1).map(|one| (*one).to_owned())
    };
    Figure {
        id: words[0].to_owned(),
        title: Text::same(words[0]),
        kind: FigureKind::Stacked,
        question: words[1].to_owned(),
        rows: Vec::new(),
        by: after("by"),
        groups: Vec::new(),
        domain: None,
        chapter: "1".to_owned(),
        survives: None,
        same_as: after("same"),
        marks: Vec::new(),
        reading: None,
        source: None,
        note: None,
    }
}

/// `1/row(vendor+client;yes+no)`
fn cell_ref(text: &str) -> CellRef {
    let (figure, rest) = text.trim().trim_end_matches(')').split_once('(').unwrap();
    let (groups, options) = rest.split_once(';').unwrap_or((rest, ""));
    let (figure, row) = figure.split_once('/').unwrap_or((figure, ""));
    CellRef {
        figure: figure.to_owned(),
        row: row.to_owned(),
        groups: parts(groups),
        options: parts(options),
    }
}

fn parts(text: &str) -> Vec<String> {
    text.split('+')
        .filter(|part| !part.is_empty() && *part != "-")
        .map(str::to_owned)
        .collect()
}

fn relation(text: &str, inferred: bool) -> Relation {
    let (id, rest) = text.split_once(": ").unwrap();
    let (is, sign) = if rest.contains("<=") {
        (Relates::AtMost, "<=")
    } else {
        (Relates::Equal, "=")
    };
    let (left, right) = rest.split_once(sign).unwrap();
    let side = |text: &str| text.trim().split(" + ").map(cell_ref).collect();
    Relation {
        id: id.to_owned(),
        left: side(left),
        is,
        right: side(right),
        why: Text::same("because"),
        inferred,
    }
}

/// A share read from `figure(groups;options)`, with `@figure(groups)` for a base taken from elsewhere.
pub fn share(study: &Study, text: &str) -> ShareOf {
    let (at, from) = match text.split_once('@') {
        Some((at, from)) => (at, Some(cell_ref(from))),
        None => (text, None),
    };
    let cell = cell_ref(at);
    let figures = &study.analysis.figures;
    let figure = figures.iter().find(|one| one.id == cell.figure);
    ShareOf {
        label: Text::same(at),
        question: figure.map_or_else(String::new, |one| one.question.clone()),
        by: figure.and_then(|one| one.by.clone()),
        figure: Some(cell.figure),
        row: cell.row,
        options: cell.options,
        groups: cell.groups,
        base_from: from,
    }
}

fn comparison(study: &Study, text: &str) -> Comparison {
    let (head, sides) = text.split_once(": ").unwrap();
    let head: Vec<&str> = head.split_whitespace().collect();
    let mut sides = sides.split_whitespace().map(|side| share(study, side));
    Comparison {
        id: head[0].to_owned(),
        claim: Text::same(head[0]),
        claims: match head[1] {
            "higher" => Claims::Higher,
            "alike" => Claims::Alike,
            _ => Claims::Described,
        },
        a: sides.next(),
        b: sides.next(),
        same_respondents: head.contains(&"paired"),
        lost: head.contains(&"lost").then(|| Text::same("lost")),
        family: None,
        hypothesis: head.get(2).map(|one| (*one).to_owned()),
        asserted: true,
        margin: None,
        source: None,
        note: None,
    }
}

fn numbers(study: &mut Study, figure: &str, rest: &str, line: u32) {
    let (head, cells) = rest.split_once(':').unwrap_or((rest, ""));
    let (groups, n) = head.split_once(' ').unwrap();
    let (figure, row) = figure.split_once('/').unwrap_or((figure, ""));
    let known = study
        .analysis
        .figures
        .iter()
        .find(|one| one.id == figure)
        .unwrap();
    let base = PublishedCell {
        line,
        figure: figure.to_owned(),
        question: known.question.clone(),
        row: row.to_owned(),
        by: known.by.clone().unwrap_or_default(),
        groups: parts(groups),
        n: size(n),
        options: Vec::new(),
        value: PublishedValue::Lost,
        known: Known::Printed,
        locator: Locator {
            source: "report".to_owned(),
            place: figure.to_owned(),
            line: Some(line * 10),
            note: None,
        },
    };
    let cells: Vec<&str> = cells
        .split(',')
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    if cells.is_empty() {
        study.published.push(base.clone());
    }
    for cell in cells {
        let (options, value) = cell.split_once(' ').unwrap();
        study.published.push(PublishedCell {
            options: parts(options),
            value: a_value(value),
            known: if value == "_" {
                Known::Lost
            } else {
                Known::Printed
            },
            ..base.clone()
        });
    }
}

fn size(text: &str) -> PublishedBase {
    match text.split_once("..") {
        Some((low, high)) => PublishedBase::Within(low.parse().unwrap(), high.parse().unwrap()),
        None => text
            .parse()
            .map_or(PublishedBase::Unknown, PublishedBase::Exact),
    }
}

fn a_value(text: &str) -> PublishedValue {
    if let Some(count) = text.strip_prefix('#') {
        return PublishedValue::Count(count.parse().unwrap());
    }
    if text == "_" {
        return PublishedValue::Lost;
    }
    let (phrase, band) = text.split_once(' ').unwrap_or((text, text));
    match band.split_once('~') {
        Some((low, high)) => PublishedValue::Band {
            phrase: Text::same(phrase),
            low: low.parse().unwrap(),
            high: high.parse().unwrap(),
        },
        None => PublishedValue::Percent(text.parse().unwrap()),
    }
}
