//! The code book: what each column of a file of answers holds.

use super::answers::{AnswerStyle, answers_sheet};
use super::delimited::csv;
use crate::answers::Answers;
use crate::study::Study;
use crate::study::questionnaire::NumberRange;
use crate::table::OptionRole;
use crate::variable::{Variable, VariableKind, code_of, is_exclusive, variables};
use crate::{Text, expr};
use serde::Serialize;

/// An option of a variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodebookOption {
    /// Code in data files.
    pub code: u32,
    /// Id.
    pub id: String,
    /// Label.
    pub label: Text,
    /// What it means beyond its label.
    pub role: OptionRole,
    /// Whether it excludes the others of a multiple answer.
    pub exclusive: bool,
    /// Whether a text may be added.
    pub specify: bool,
}

/// A variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodebookVariable {
    /// `Q2`, `Q10.access`.
    pub name: String,
    /// Headings of its columns in an exported file.
    pub columns: Vec<String>,
    /// `single`, `multiple`, `number`, `date`, `text` or `ranking`.
    pub kind: &'static str,
    /// Short title.
    pub title: Text,
    /// The question as put.
    pub text: Text,
    /// Who is asked.
    pub base: Text,
    /// Options, in order.
    pub options: Vec<CodebookOption>,
    /// Limits of a number.
    pub number: Option<NumberRange>,
    /// Most options that may be chosen or ranked.
    pub maximum: Option<u32>,
    /// Whether the source's list of options is known only in part.
    pub incomplete: bool,
}

/// A whole code book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Codebook {
    /// Study id.
    pub study: String,
    /// Title of the study.
    pub title: Text,
    /// Strata: id and label, in order.
    pub strata: Vec<(String, Text)>,
    /// Variables, in the order asked.
    pub variables: Vec<CodebookVariable>,
}

/// The code book of a study.
pub fn codebook(study: &Study) -> Codebook {
    let (sheet, mapping) = answers_sheet(study, &Answers::default(), &AnswerStyle::default());
    let strata = study.header.strata.iter();
    let entry = |variable: &Variable| {
        let mapped = mapping.variable(&variable.name).into_iter();
        let mine: Vec<&str> = mapped.flat_map(|columns| columns.headings()).collect();
        let columns = sheet
            .header
            .iter()
            .filter(|heading| mine.contains(&heading.as_str()));
        entry(variable, study, columns.cloned().collect())
    };
    Codebook {
        study: study.header.id.clone(),
        title: study.header.title.clone(),
        strata: strata
            .map(|stratum| (stratum.id.clone(), stratum.label.clone()))
            .collect(),
        variables: variables(study).iter().map(entry).collect(),
    }
}

fn entry(variable: &Variable, study: &Study, columns: Vec<String>) -> CodebookVariable {
    let question = variable.question;
    let option = |at: usize| {
        let option = question.options.get(at)?;
        Some(CodebookOption {
            code: code_of(question, at),
            id: option.id.clone(),
            label: option.label.clone(),
            role: option.role,
            exclusive: is_exclusive(option),
            specify: option.specify,
        })
    };
    CodebookVariable {
        name: variable.name.clone(),
        columns,
        kind: kind(variable.kind),
        title: variable.title(),
        text: question.text.clone(),
        base: expr::base_label(question, variable.row, study),
        options: (0..question.options.len()).filter_map(option).collect(),
        number: question.number.clone(),
        maximum: question.maximum,
        incomplete: question.incomplete,
    }
}

fn kind(kind: VariableKind) -> &'static str {
    match kind {
        VariableKind::Single => "single",
        VariableKind::Multiple => "multiple",
        VariableKind::Number => "number",
        VariableKind::Date => "date",
        VariableKind::Text => "text",
        VariableKind::Ranking => "ranking",
    }
}

const HEADER: [&str; 13] = [
    "variable", "columns", "kind", "title_ja", "title_en", "base_ja", "base_en", "code", "option",
    "label_ja", "label_en", "role", "range",
];

/// A code book as CSV: a line for each option, one for a variable without options.
pub fn codebook_csv(codebook: &Codebook) -> String {
    let mut rows = vec![HEADER.map(str::to_owned).to_vec()];
    for variable in &codebook.variables {
        let start = [
            variable.name.clone(),
            variable.columns.join(" "),
            variable.kind.to_owned(),
            variable.title.ja.clone(),
            variable.title.en.clone(),
            variable.base.ja.clone(),
            variable.base.en.clone(),
        ];
        let mut line = |end: [String; 6]| rows.push(start.iter().cloned().chain(end).collect());
        if variable.options.is_empty() {
            let mut end = [const { String::new() }; 6];
            end[5] = variable.number.as_ref().map_or(String::new(), range);
            line(end);
        }
        for option in &variable.options {
            line([
                option.code.to_string(),
                option.id.clone(),
                option.label.ja.clone(),
                option.label.en.clone(),
                serde_json::to_value(option.role)
                    .ok()
                    .and_then(|role| role.as_str().map(str::to_owned))
                    .unwrap_or_default(),
                String::new(),
            ]);
        }
    }
    let disarmed: Vec<Vec<String>> = rows
        .into_iter()
        .map(|row| {
            row.iter()
                .map(|cell| crate::read::cell::disarm(cell))
                .collect()
        })
        .collect();
    csv(disarmed.iter().map(Vec::as_slice), true)
}

/// `0..100 %`, open ends left empty.
fn range(number: &NumberRange) -> String {
    let end = |value: Option<i64>| value.map_or(String::new(), |value| value.to_string());
    let unit = number.unit.as_ref().map_or("", |unit| unit.ja.as_str());
    format!("{}..{} {unit}", end(number.minimum), end(number.maximum))
        .trim()
        .to_owned()
}
