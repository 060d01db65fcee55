//! The files of a new study: small, bilingual, with every kind of question, and complete as they stand.

use jiff::civil::Date;

use super::load::{ANALYSIS_FILE, QUESTIONNAIRE_FILE, STUDY_FILE};
use crate::Text;

const STUDY: &str = include_str!("template/study.toml");
const QUESTIONNAIRE: &str = include_str!("template/questionnaire.toml");
const ANALYSIS: &str = include_str!("template/analysis.toml");

/// The files of a new study by name. The id is that of the folder: lower-case letters, digits and hyphens.
///
/// What comes out loads without a problem as long as the id is well-formed and the title not empty.
pub fn template(id: &str, title: &Text, reference_date: Date) -> [(&'static str, String); 3] {
    let study = STUDY
        .replace("@ID@", &escaped(id))
        .replace("@DAY@", &reference_date.to_string())
        .replace("@TITLE_JA@", &escaped(&title.ja))
        .replace("@TITLE_EN@", &escaped(&title.en));
    [
        (STUDY_FILE, study),
        (QUESTIONNAIRE_FILE, QUESTIONNAIRE.to_owned()),
        (ANALYSIS_FILE, ANALYSIS.to_owned()),
    ]
}

/// A text as it stands between the quotes of a TOML string.
fn escaped(text: &str) -> String {
    let each = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(each).collect()
}
