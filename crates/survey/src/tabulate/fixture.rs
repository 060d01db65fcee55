//! A small study and answers written as text, for tests.

use crate::Language;
use crate::answers::{ANSWERED, Answers, Column, NOT_ANSWERED, NOT_ASKED};
use crate::study::{Analysis, Header, QuestionKind, Questionnaire, Study};
use crate::table::{Count, Table, Value};

const HEADER: &str = r#"
id = "small"
title = { ja = "小", en = "Small" }
kind = "own"
sample = "probability"
reference-date = "2026-10-31"
about = { ja = "", en = "" }
citation = { ja = "", en = "" }
[[stratum]]
id = "client"
label = { ja = "委託元", en = "Client" }
population = 300
[[stratum]]
id = "vendor"
label = { ja = "委託先", en = "Vendor" }
population = 500
"#;

const QUESTIONS: &str = r#"
[[question]]
id = "Q1"
kind = "single"
text = { ja = "実施", en = "Telework" }
option = [
  { id = "now", label = { ja = "今", en = "Now" } },
  { id = "past", label = { ja = "以前", en = "Past" } },
  { id = "never", label = { ja = "ない", en = "Never" } },
]
[[question]]
id = "Q2"
kind = "multiple"
text = { ja = "手段", en = "Means" }
base = "Q1 in [now, past]"
base-label = { ja = "実施経験のある組織", en = "Organisations with experience" }
option = [
  { id = "vpn", label = { ja = "VPN", en = "VPN" } },
  { id = "vdi", label = { ja = "VDI", en = "VDI" } },
  { id = "none", label = { ja = "なし", en = "None" }, role = "none" },
]
[[question]]
id = "Q3"
kind = "matrix-single"
text = { ja = "ルール", en = "Rules" }
option = [
  { id = "yes", label = { ja = "ある", en = "Yes" } },
  { id = "no", label = { ja = "ない", en = "No" } },
  { id = "unknown", label = { ja = "把握できていない", en = "Not known" }, role = "not-known" },
]
row = [
  { id = "access", label = { ja = "アクセス", en = "Access" } },
  { id = "byod", label = { ja = "私物", en = "Private devices" } },
]
[[question]]
id = "Q4"
kind = "numeric"
text = { ja = "人数", en = "Staff" }
number = { unit = { ja = "人", en = "people" } }
[[question]]
id = "Q5"
kind = "ranking"
text = { ja = "重視", en = "Priorities" }
maximum = 2
option = [
  { id = "cost", label = { ja = "費用", en = "Cost" } },
  { id = "safety", label = { ja = "安全", en = "Safety" } },
]
[[question]]
id = "Q6"
kind = "text"
text = { ja = "自由記述", en = "Remarks" }
"#;

const ANALYSIS: &str = r#"
[[break]]
id = "experience"
label = { ja = "経験", en = "Experience" }
category = [
  { id = "experienced", label = { ja = "あり", en = "Experienced" }, when = "Q1 in [now, past]" },
  { id = "inexperienced", label = { ja = "なし", en = "Not experienced" }, when = "Q1 in [never]" },
]
[[net]]
id = "Q1-experienced"
question = "Q1"
label = { ja = "経験あり", en = "Experienced" }
options = ["now", "past"]
[[figure]]
id = "1-1"
title = { ja = "図", en = "Rules by stratum" }
kind = "matrix"
question = "Q3"
by = "stratum"
chapter = "1"
mark = [{ row = "byod", label = { ja = "低い", en = "low" } }]
[[figure]]
id = "1-2"
title = { ja = "図", en = "Counts" }
kind = "count"
question = "Q1"
by = "stratum"
chapter = "1"
"#;

/// The study all tests use.
pub(crate) fn study() -> Study {
    let header: Header = toml::from_str(HEADER).unwrap();
    let questionnaire: Questionnaire = toml::from_str(QUESTIONS).unwrap();
    let analysis: Analysis = toml::from_str(ANALYSIS).unwrap();
    Study {
        header,
        questionnaire,
        analysis,
        published: Vec::new(),
        companions: Vec::new(),
    }
}

/// The variables in the order of the fields of a line of answers.
const VARIABLES: [&str; 7] = ["Q1", "Q2", "Q3.access", "Q3.byod", "Q4", "Q5", "Q6"];

/// Answers from lines of fields: stratum, then the variables. An option is its number from 1, several are written
/// together (`13`), `0` is none selected, `-` is asked and not answered, `.` is not asked.
pub(crate) fn answers(study: &Study, lines: &[String]) -> Answers {
    let fields: Vec<Vec<&str>> = lines
        .iter()
        .map(|line| line.split_whitespace().collect())
        .collect();
    let field = |number: usize| fields.iter().map(|line| line[number]).collect::<Vec<_>>();
    let columns = VARIABLES.iter().enumerate().map(|(at, variable)| {
        let id = variable.split('.').next().unwrap();
        let question = study.questionnaire.question(id).unwrap();
        let column = column(question.kind, question.options.len(), &field(at + 1));
        ((*variable).to_owned(), column)
    });
    Answers {
        respondents: (0..lines.len()).map(|at| format!("r{at}")).collect(),
        strata: field(0).iter().map(|text| text.parse().unwrap()).collect(),
        columns: columns.collect(),
        ..Answers::default()
    }
}

fn state(text: &str) -> u8 {
    match text {
        "." => NOT_ASKED,
        "-" => NOT_ANSWERED,
        _ => ANSWERED,
    }
}

fn code(text: &str) -> u8 {
    match state(text) {
        ANSWERED => text.parse::<u8>().unwrap() - 1,
        state => state,
    }
}

fn column(kind: QuestionKind, options: usize, fields: &[&str]) -> Column {
    let states = || fields.iter().map(|text| state(text)).collect();
    match kind {
        QuestionKind::Multiple => Column::Multiple {
            state: states(),
            selected: (1..=options)
                .map(|option| selected(option, fields))
                .collect(),
        },
        QuestionKind::Numeric => Column::Number {
            state: states(),
            decimals: 0,
            values: fields
                .iter()
                .map(|text| text.parse().unwrap_or(0))
                .collect(),
        },
        QuestionKind::Text => Column::Text {
            state: states(),
            values: fields.iter().map(|text| (*text).to_owned()).collect(),
        },
        QuestionKind::Ranking => Column::Ranking(
            (0..2)
                .map(|rank| {
                    fields
                        .iter()
                        .map(|text| code(text.get(rank..=rank).unwrap_or("-")))
                        .collect()
                })
                .collect(),
        ),
        _ => Column::Single(fields.iter().map(|text| code(text)).collect()),
    }
}

fn selected(option: usize, fields: &[&str]) -> Vec<u64> {
    let digit = option.to_string();
    let mut words = vec![0; fields.len().div_ceil(64)];
    for (at, text) in fields.iter().enumerate() {
        words[at / 64] |= u64::from(text.contains(&digit)) << (at % 64);
    }
    words
}

/// A table as text: label, n, cells, then the codes of its notes.
pub(crate) fn text(table: &Table) -> String {
    let labels = table
        .columns
        .iter()
        .map(|column| column.label.get(Language::En).to_owned());
    let mut lines = vec![format!(
        "{} | n | {}",
        table.id,
        labels.collect::<Vec<_>>().join(" | ")
    )];
    for row in &table.rows {
        let block = row
            .block
            .as_ref()
            .map(|block| format!("{} / ", block.en))
            .unwrap_or_default();
        let star = if row.base.is_small() { "*" } else { "" };
        let n = match &row.base.n {
            Count::Exact(n) => format!("{n}{star}"),
            _ => "x".to_owned(),
        };
        let weighted = row
            .base
            .weighted
            .as_ref()
            .map(|base| format!(" ({base})"))
            .unwrap_or_default();
        let cells: Vec<String> = row.cells.iter().map(|cell| value(&cell.value)).collect();
        lines.push(format!(
            "{block}{} | {n}{weighted} | {}",
            row.label.en,
            cells.join(" | ")
        ));
    }
    let notes: Vec<&str> = table.notes.iter().map(|note| note.code).collect();
    lines.push(notes.join(" "));
    lines.join("\n")
}

fn value(value: &Value) -> String {
    match value {
        Value::Percent(tenths) => tenths.to_string(),
        Value::Nobody => "-".to_owned(),
        Value::Count(count) => count.to_string(),
        Value::Suppressed => "x".to_owned(),
        Value::NoBase => "no base".to_owned(),
        Value::Band { .. } | Value::Lost => "?".to_owned(),
    }
}
