//! `torikime study sources DIR [FIGURE]`: where each published number is printed, and what it came to.

use crate::columns::Column;
use crate::evidence;
use crate::failure::Failure;
use crate::output;
use clap::ArgMatches;
use report::{print, words};
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use survey::published::{self, Provenance};
use survey::study::Study;
use survey::table::{Known, Locator};
use survey::{Language, Text};

/// Prints the lines behind one figure, or behind all numbers.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let study = evidence::study(matches, language)?;
    let lines = lines(&study, matches.get_one::<String>("figure"))?;
    if matches.get_flag("json") {
        output::json(&lines);
        return Ok(ExitCode::SUCCESS);
    }
    let mut figures: Vec<&str> = Vec::new();
    for line in &lines {
        if !figures.contains(&line.figure.as_str()) {
            figures.push(&line.figure);
        }
    }
    for figure in figures {
        let of = lines.iter().filter(|line| line.figure == figure);
        print_figure(&study, figure, &of.collect::<Vec<_>>(), language);
    }
    print_documents(&study, &lines, language);
    Ok(ExitCode::SUCCESS)
}

/// The lines of one figure, or all lines once, in file order.
fn lines(study: &Study, figure: Option<&String>) -> Result<Vec<Provenance>, Failure> {
    let figures = study.analysis.figures.iter().map(|figure| &figure.id);
    let mut known: Vec<String> = Vec::new();
    for id in figures.chain(study.published.iter().map(|line| &line.figure)) {
        if !known.contains(id) {
            known.push(id.clone());
        }
    }
    let solved = published::solve(study);
    if let Some(id) = figure {
        if !known.contains(id) {
            return Err(Failure::Unknown {
                key: "cli-unknown-figure",
                name: id.clone(),
                known,
            });
        }
        return Ok(published::sources(study, &solved, id));
    }
    let all = known
        .iter()
        .flat_map(|id| published::sources(study, &solved, id));
    let once: BTreeMap<u32, Provenance> = all.map(|line| (line.line, line)).collect();
    Ok(once.into_values().collect())
}

fn print_figure(study: &Study, id: &str, lines: &[&Provenance], language: Language) {
    let found = study.analysis.figures.iter().find(|figure| figure.id == id);
    let title = found.map_or("", |figure| figure.title.get(language));
    let number = report::document::figure_number(id, language);
    output::line(&format!("{number}　{title}"));
    output::line("");
    let mut notes: Vec<&Text> = Vec::new();
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|line| {
            let mark = line
                .locator
                .note
                .as_ref()
                .map(|note| number_of(&mut notes, note));
            row(study, line, mark, language)
        })
        .collect();
    let head = [
        "cli-sources-group",
        "cli-sources-option",
        "cli-sources-printed",
        "cli-sources-n",
        "cli-sources-count",
        "cli-sources-known",
        "cli-sources-place",
    ];
    let head = head.map(|key| words::say(language, key, &[]));
    let shape = [
        Column::Words(30),
        Column::Words(28),
        Column::Numbers(10),
        Column::Numbers(8),
        Column::Numbers(10),
        Column::Words(10),
        Column::Words(34),
    ];
    output::columns(&head, &rows, &shape);
    for (at, note) in notes.iter().enumerate() {
        output::line(&format!("[{}] {}", at + 1, note.get(language)));
    }
    output::line("");
}

/// The number of a note under the table, given on its first use.
fn number_of<'t>(notes: &mut Vec<&'t Text>, note: &'t Text) -> usize {
    let known = notes.iter().position(|known| *known == note);
    known.map_or_else(
        || {
            notes.push(note);
            notes.len()
        },
        |at| at + 1,
    )
}

fn row(study: &Study, line: &Provenance, note: Option<usize>, language: Language) -> Vec<String> {
    let place = place(Some(&line.locator), study, language);
    let mark = note
        .map(|number| format!(" [{number}]"))
        .unwrap_or_default();
    vec![
        group(study, line, language),
        line.option.get(language).to_owned(),
        line.printed.get(language).to_owned(),
        line.printed_n.replace("..", "–"),
        fit(line),
        known(line.known, language),
        format!("{place}{mark}"),
    ]
}

/// Respondents behind a number and its base: `240/287`.
fn fit(line: &Provenance) -> String {
    let n = print::count(&line.n);
    match line.option.ja.is_empty() {
        true => n,
        false => format!("{}/{n}", print::count(&line.count)),
    }
}

fn group(study: &Study, line: &Provenance, language: Language) -> String {
    let row = study
        .questionnaire
        .questions
        .iter()
        .flat_map(|question| &question.rows)
        .find(|row| row.id == line.row)
        .map(|row| row.label.get(language).to_owned());
    let group = line.group.get(language).to_owned();
    let everybody = || words::say(language, "cli-sources-everybody", &[]);
    match row {
        Some(row) if group.is_empty() => row,
        Some(row) => format!("{row} / {group}"),
        None if group.is_empty() => everybody(),
        None => group,
    }
}

fn known(known: Known, language: Language) -> String {
    let key = match known {
        Known::Counted => "cli-known-counted",
        Known::Printed => "cli-known-printed",
        Known::Derived => "cli-known-derived",
        Known::Lost => "cli-known-lost",
    };
    words::say(language, key, &[])
}

/// A place in a source in words; empty when there is none.
pub fn place(locator: Option<&Locator>, study: &Study, language: Language) -> String {
    let Some(locator) = locator else {
        return String::new();
    };
    let known = study
        .header
        .sources
        .iter()
        .any(|source| source.id == locator.source);
    let source = if known {
        locator.source.clone()
    } else {
        String::new()
    };
    let mut args = vec![("source", source), ("place", locator.place.clone())];
    match locator.line {
        None => words::say(language, "cli-place", &args).trim().to_owned(),
        Some(line) => {
            args.push(("line", line.to_string()));
            words::say(language, "cli-place-line", &args)
                .trim()
                .to_owned()
        }
    }
}

fn print_documents(study: &Study, lines: &[Provenance], language: Language) {
    let used: BTreeSet<&str> = lines
        .iter()
        .map(|line| line.locator.source.as_str())
        .collect();
    for source in study
        .header
        .sources
        .iter()
        .filter(|source| used.contains(source.id.as_str()))
    {
        let args = [
            ("id", source.id.clone()),
            ("title", source.title.get(language).to_owned()),
            ("publisher", source.publisher.get(language).to_owned()),
            ("date", source.date.to_string()),
        ];
        output::say(language, "cli-sources-document", &args);
        if let Some(url) = &source.url {
            output::line(&format!("  {url}"));
        }
    }
}
