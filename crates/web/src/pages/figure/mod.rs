//! One figure: drawn, as a table, with what may be said of it and where each number comes from.

use crate::components::table::{SourcesView, TableView};
use crate::layout::{Frame, Section, Words};
use crate::library::{Entry, Library};
use crate::visit::Visit;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use report::figure::{Style, svg_as};
use std::sync::Arc;
use survey::retest::Retest;
use survey::study::analysis::Figure;
use survey::table::Table;
use survey::{Language, Text};

#[derive(Template)]
#[template(path = "pages/figure/page.html")]
struct Page {
    frame: Frame,
    entry: Arc<Entry>,
    figure: Figure,
    alt: String,
    table: Table,
    retests: Vec<Retest>,
    /// Other studies with this figure, and whether this one is compared with them.
    others: Vec<Other>,
    against: String,
    before: Option<String>,
    after: Option<String>,
}

/// A study whose figure of the same number can be set beside this one.
struct Other {
    id: String,
    title: String,
}

/// What a figure page may be asked for.
#[derive(serde::Deserialize, Default)]
pub struct Against {
    /// Id of the study compared with; empty for none.
    #[serde(default)]
    against: String,
}

impl Page {
    fn words(&self) -> Words {
        self.frame.words
    }

    fn table_view(&self) -> TableView<'_> {
        TableView {
            w: self.words(),
            table: &self.table,
        }
    }

    fn sources_view(&self) -> SourcesView<'_> {
        SourcesView {
            w: self.words(),
            table: &self.table,
        }
    }
}

/// `/studies/{id}/figures/{figure}`
pub async fn page(
    visit: Visit,
    Path((_, figure)): Path<(String, String)>,
    Query(asked): Query<Against>,
) -> Response {
    let Some((figure, table)) = find(&visit.entry, &figure) else {
        return visit.nothing();
    };
    let language = visit.language();
    let number = report::words::say(language, "web-figure-number", &[("id", figure.id.clone())]);
    let title = format!("{number} {}", figure.title.get(language));
    let frame = visit.frame(Section::Figures, &title);
    let (before, after) = neighbours(&visit.entry, &figure.id);
    let others = others(&visit.keeping.library, &visit.entry, &figure.id, language);
    let known = others.iter().any(|other| other.id == asked.against);
    frame.answer(&Page {
        frame: frame.clone(),
        retests: retests(&visit.entry, &figure.id),
        alt: alt(&table, language),
        against: if known { asked.against } else { String::new() },
        entry: visit.entry,
        figure,
        table,
        others,
        before,
        after,
    })
}

fn others(library: &Library, entry: &Entry, figure: &str, language: Language) -> Vec<Other> {
    let all = library.all();
    let comparable = all
        .iter()
        .filter(|other| other.id != entry.id && other.workup().table(figure).is_some());
    comparable
        .map(|other| Other {
            id: other.id.clone(),
            title: other.study.header.title.get(language).to_owned(),
        })
        .collect()
}

/// `/studies/{id}/figures/{figure}/change.svg?against=ID`: this figure against another round of the same study.
pub async fn change(
    visit: Visit,
    Path((_, figure)): Path<(String, String)>,
    Query(asked): Query<Against>,
    Query(picture): Query<Picture>,
) -> Response {
    let earlier = visit.keeping.library.find(&asked.against);
    let earlier = earlier.and_then(|entry| find(&entry, &figure));
    let Some(((_, earlier), (_, later))) = earlier.zip(find(&visit.entry, &figure)) else {
        return visit.nothing();
    };
    let style = if picture.narrow.is_some() {
        Style::NARROW
    } else {
        Style::WIDE
    };
    let label = |key| {
        Text::new(
            report::words::say(Language::Ja, key, &[]),
            report::words::say(Language::En, key, &[]),
        )
    };
    let labels = [label("web-figure-earlier"), label("web-figure-later")];
    let waves = [(&labels[0], &earlier), (&labels[1], &later)];
    svg(report::figure::change(waves, visit.language(), &style))
}

/// A figure in words, for those who do not see it.
pub fn alt(table: &Table, language: Language) -> String {
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| report::print::row_aloud(table, row, language))
        .collect();
    rows.join(" / ")
}

/// What a picture may be asked for.
#[derive(serde::Deserialize)]
pub struct Picture {
    #[serde(default)]
    narrow: Option<String>,
    #[serde(default)]
    intervals: Option<String>,
}

/// `/studies/{id}/figures/{figure}/figure.svg`
pub async fn picture(
    visit: Visit,
    Path((_, figure)): Path<(String, String)>,
    Query(asked): Query<Picture>,
) -> Response {
    let Some((figure, table)) = find(&visit.entry, &figure) else {
        return visit.nothing();
    };
    let style = if asked.narrow.is_some() {
        Style::NARROW
    } else {
        Style::WIDE
    };
    let style = if asked.intervals.is_some() {
        style.with_intervals()
    } else {
        style
    };
    svg(svg_as(&table, figure.kind, visit.language(), &style))
}

/// `/studies/{id}/figures/{figure}/{file}`: the table as a file.
pub async fn file(
    visit: Visit,
    Path((_, figure, file)): Path<(String, String, String)>,
) -> Response {
    let made = find(&visit.entry, &figure)
        .and_then(|(_, table)| crate::download::table(&table, &file, visit.language()));
    made.unwrap_or_else(|| visit.nothing())
}

/// A picture as an answer; it can run nothing even when opened on its own.
pub fn svg(picture: String) -> Response {
    let mut response = picture.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("image/svg+xml; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// A figure of a study with its table.
fn find(entry: &Entry, figure: &str) -> Option<(Figure, Table)> {
    let mut figures = entry.study.analysis.figures.iter();
    let drawn = figures.find(|other| other.id == figure)?.clone();
    let table = entry.workup().table(figure)?.clone();
    Some((drawn, table))
}

fn neighbours(entry: &Entry, id: &str) -> (Option<String>, Option<String>) {
    let figures = &entry.study.analysis.figures;
    let Some(at) = figures.iter().position(|figure| figure.id == id) else {
        return (None, None);
    };
    let name = |at: usize| figures.get(at).map(|figure| figure.id.clone());
    (at.checked_sub(1).and_then(name), name(at + 1))
}

/// Comparisons that read this figure.
fn retests(entry: &Entry, figure: &str) -> Vec<Retest> {
    let reads = |id: &str| {
        entry.study.analysis.comparisons.iter().any(|comparison| {
            let sides = [&comparison.a, &comparison.b];
            comparison.id == id
                && sides
                    .into_iter()
                    .flatten()
                    .any(|side| side.figure.as_deref() == Some(figure))
        })
    };
    entry
        .workup()
        .retests
        .iter()
        .filter(|retest| reads(&retest.id))
        .cloned()
        .collect()
}

/// The address of a picture of a figure.
pub fn picture_address(entry: &Entry, figure: &str, language: &Language, narrow: bool) -> String {
    let narrow = if narrow { "&narrow=1" } else { "" };
    let figure = askama::filters::urlencode_strict(figure)
        .map(|figure| figure.to_string())
        .unwrap_or_default();
    format!(
        "/studies/{}/figures/{figure}/figure.svg?lang={}{narrow}",
        entry.id,
        language.tag()
    )
}
