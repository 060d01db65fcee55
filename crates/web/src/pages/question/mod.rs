//! One question: how it was put, to whom, its options, and the figures that show it.

use crate::components::table::TableView;
use crate::layout::{Frame, Section, Words};
use crate::library::Entry;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use std::sync::Arc;
use survey::Text;
use survey::study::analysis::Figure;
use survey::study::{Question, QuestionKind};
use survey::table::Table;

#[derive(Template)]
#[template(path = "pages/question/page.html")]
struct Page {
    frame: Frame,
    entry: Arc<Entry>,
    question: Question,
    base: Text,
    figures: Vec<Figure>,
    tables: Vec<Table>,
}

impl Page {
    fn view<'a>(&self, table: &'a Table) -> TableView<'a> {
        TableView {
            w: self.frame.words,
            table,
        }
    }
}

/// `/studies/{id}/questions/{question}`
pub async fn page(visit: Visit, Path((_, question)): Path<(String, String)>) -> Response {
    let Some(question) = visit.entry.study.questionnaire.question(&question).cloned() else {
        return visit.nothing();
    };
    let figures = visit
        .entry
        .study
        .analysis
        .figures
        .iter()
        .filter(|figure| figure.question == question.id)
        .cloned()
        .collect();
    let title = format!("{} {}", question.id, question.title().get(visit.language()));
    let frame = visit.frame(Section::Questions, &title);
    let base = survey::expr::base_label(&question, None, &visit.entry.study);
    let tables = visit.entry.workup().simple.iter();
    let tables = tables
        .filter(|table| table.question == question.id)
        .cloned()
        .collect();
    frame.answer(&Page {
        frame: frame.clone(),
        entry: visit.entry,
        question,
        base,
        figures,
        tables,
    })
}

/// The kind of a question in words.
pub fn kind(question: &Question, words: &Words) -> String {
    words.say(match question.kind {
        QuestionKind::Single => "web-kind-of-question-single",
        QuestionKind::Multiple => "web-kind-of-question-multiple",
        QuestionKind::MatrixSingle => "web-kind-of-question-matrix-single",
        QuestionKind::MatrixMultiple => "web-kind-of-question-matrix-multiple",
        QuestionKind::Numeric => "web-kind-of-question-numeric",
        QuestionKind::Date => "web-kind-of-question-date",
        QuestionKind::Text => "web-kind-of-question-text",
        QuestionKind::Ranking => "web-kind-of-question-ranking",
    })
}
