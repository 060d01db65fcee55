//! The small study that answers are read for: one question of each kind, with routing.

use survey::study::Study;
use survey::study::load::{FolderFiles, load};

const STUDY: &str = r#"
id = "small"
title = { ja = "小調査", en = "Small study" }
kind = "own"
sample = "probability"
reference-date = "2020-10-31"
about = { ja = "試験", en = "Test" }
citation = { ja = "試験", en = "Test" }
[[stratum]]
id = "vendor"
label = { ja = "委託先", en = "Vendor" }
[[stratum]]
id = "client"
label = { ja = "委託元", en = "Client" }
"#;

const QUESTIONS: &str = r#"
[[question]]
id = "Q1"
kind = "single"
text = { ja = "テレワークの実施状況", en = "Telework" }
[[question.option]]
id = "now"
label = { ja = "実施している", en = "At present" }
[[question.option]]
id = "past"
label = { ja = "過去に実施", en = "In the past" }
[[question.option]]
id = "never"
label = { ja = "実施していない", en = "Never" }
[[question.option]]
id = "unknown"
code = 9
role = "not-known"
label = { ja = "わからない", en = "Don't know" }

[[question]]
id = "Q2"
kind = "multiple"
maximum = 2
base = "Q1 in [now, past]"
text = { ja = "課題", en = "Issues" }
[[question.option]]
id = "people"
label = { ja = "人材、要員", en = "People" }
[[question.option]]
id = "money"
label = { ja = "投資", en = "Money" }
[[question.option]]
id = "other"
role = "other"
specify = true
label = { ja = "その他", en = "Other" }
[[question.option]]
id = "nothing"
role = "none"
label = { ja = "特にない", en = "None" }

[[question]]
id = "Q3"
kind = "matrix-single"
text = { ja = "規則", en = "Rules" }
[[question.row]]
id = "access"
label = { ja = "アクセス制御", en = "Access control" }
[[question.row]]
id = "place"
label = { ja = "場所", en = "Place" }
base = "stratum in [vendor]"
[[question.option]]
id = "yes"
label = { ja = "ある", en = "Yes" }
[[question.option]]
id = "no"
label = { ja = "ない", en = "No" }

[[question]]
id = "Q4"
kind = "numeric"
text = { ja = "比率", en = "Shares" }
[question.number]
minimum = 0
maximum = 100
decimals = 1
sum = 100
unit = { ja = "%", en = "%" }
[[question.row]]
id = "office"
label = { ja = "職場", en = "Office" }
[[question.row]]
id = "home"
label = { ja = "自宅", en = "Home" }

[[question]]
id = "Q5"
kind = "date"
earliest = "2000-01-01"
text = { ja = "開始日", en = "Start" }

[[question]]
id = "Q6"
kind = "text"
text = { ja = "ご意見", en = "Remarks" }

[[question]]
id = "Q7"
kind = "ranking"
maximum = 2
text = { ja = "重視する点", en = "What matters" }
[[question.option]]
id = "cost"
label = { ja = "費用", en = "Cost" }
[[question.option]]
id = "time"
label = { ja = "時間", en = "Time" }
[[question.option]]
id = "trust"
label = { ja = "信頼", en = "Trust" }
"#;

/// The study.
pub fn small() -> Study {
    let files = FolderFiles {
        folder: "small",
        study: STUDY.as_bytes(),
        questionnaire: QUESTIONS.as_bytes(),
        analysis: b"",
        published: None,
    };
    let (study, problems) = load(&files, Vec::new());
    study.unwrap_or_else(|| panic!("{}", crate::show::problems(&problems)))
}
