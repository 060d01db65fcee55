//! The cross-table builder: any question by any group, weights on or off, with the test that fits.
//! The whole request stands in the address, so a table can be shared and saved.

mod ask;

use crate::components::table::TableView;
use crate::layout::{Frame, Section, Words};
use crate::library::Entry;
use crate::visit::Visit;
use ask::{Asked, Choice};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use report::figure::{Style, svg};
use report::words;
use std::sync::Arc;
use survey::Problem;
use survey::table::Table;

#[derive(Template)]
#[template(path = "pages/tables/page.html")]
struct Page {
    frame: Frame,
    entry: Arc<Entry>,
    asked: Asked,
    subjects: Vec<Choice>,
    groups: Vec<Choice>,
    weighable: bool,
    table: Option<Table>,
    alt: String,
    tested: Vec<String>,
    adjusted: Option<String>,
    problems: Vec<words::ProblemWords>,
}

impl Page {
    fn table_view(&self) -> Option<TableView<'_>> {
        self.table.as_ref().map(|table| TableView {
            w: self.words(),
            table,
        })
    }

    fn words(&self) -> Words {
        self.frame.words
    }
}

/// `/studies/{id}/tables`
pub async fn page(visit: Visit, Query(asked): Query<Asked>) -> Response {
    let entry = visit.entry.clone();
    let Some(answers) = entry.answers.clone() else {
        return visit.nothing();
    };
    let language = visit.language();
    let frame = visit.section(Section::Tables);
    let outcome = asked.made(&entry.study, &answers);
    let (table, problems) = match outcome {
        Some(Ok(table)) => (Some(table), Vec::new()),
        Some(Err(problems)) => (None, problems),
        None => (None, Vec::new()),
    };
    let tested = table
        .as_ref()
        .map(|table| asked.tested(&entry.study, &answers, table, language))
        .unwrap_or_default();
    let adjusted = table
        .as_ref()
        .and_then(|table| asked.adjusted(&entry.study, &answers, table, language))
        .map(|grid| report::html::grid_html(&grid));
    let page = Page {
        frame: frame.clone(),
        subjects: ask::subjects(&entry.study, language),
        groups: ask::groups(&entry.study, language),
        weighable: entry
            .study
            .header
            .strata
            .iter()
            .all(|stratum| stratum.population.is_some()),
        alt: table
            .as_ref()
            .map(|table| crate::pages::figure::alt(table, language))
            .unwrap_or_default(),
        problems: said(&problems, language),
        entry,
        asked,
        table,
        tested,
        adjusted,
    };
    frame.answer(&page)
}

fn said(problems: &[Problem], language: survey::Language) -> Vec<words::ProblemWords> {
    problems
        .iter()
        .map(|problem| words::problem(language, problem))
        .collect()
}

/// `/studies/{id}/tables/{file}`: the same table as a picture or a file.
pub async fn file(
    visit: Visit,
    Path((_, file)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let answers = visit.entry.answers.as_ref();
    let made = answers.and_then(|answers| asked.made(&visit.entry.study, answers));
    let Some(Ok(table)) = made else {
        return visit.nothing();
    };
    let language = visit.language();
    match file.as_str() {
        "figure.svg" => crate::pages::figure::svg(svg(&table, language, &Style::WIDE)),
        "figure-narrow.svg" => crate::pages::figure::svg(svg(&table, language, &Style::NARROW)),
        _ => crate::download::table(&table, &file, language).unwrap_or_else(|| visit.nothing()),
    }
}
