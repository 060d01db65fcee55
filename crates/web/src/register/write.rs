//! A register as a table: CSV or XLSX, with headings and words in a language.

use report::words;
use survey::Language;

use super::row::{Column, Row};

/// Heading and rows, cell by cell.
#[must_use]
pub fn lines(rows: &[Row], language: Language) -> Vec<Vec<String>> {
    let heads = Column::written().map(|column| column.heading(language));
    let lines = rows.iter().map(|row| {
        let cells = Column::written().map(|column| cell(row, column, language));
        cells.collect()
    });
    std::iter::once(heads.collect()).chain(lines).collect()
}

/// A cell as it is written.
#[must_use]
pub fn cell(row: &Row, column: Column, language: Language) -> String {
    let say = |key: &str| words::say(language, key, &[]);
    let coded = |family: &str, code: &str| say(&format!("{family}-{code}"));
    let said = |said: Option<bool>| match said {
        Some(true) => say("engagement-yes"),
        Some(false) => say("engagement-no"),
        None => String::new(),
    };
    let plain = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |number: &Option<String>| {
        let bare = number.as_deref().and_then(|number| number.split_once(':'));
        bare.map_or(String::new(), |(_, bare)| bare.to_owned())
    };
    match column {
        Column::Engagement => row.engagement.clone(),
        Column::Side => coded("side", &row.side),
        Column::Partner => row.partner.clone(),
        Column::PartnerNumber => number(&row.partner_number),
        Column::Title => row.title.clone(),
        Column::Reference => plain(&row.reference),
        Column::From => plain(&row.from),
        Column::Until => plain(&row.until),
        Column::Renews => said(row.renews),
        Column::Kinds => {
            let kinds: Vec<String> = row.kinds.iter().map(|kind| coded("work", kind)).collect();
            kinds.join(&say("register-joint"))
        }
        Column::Information => {
            let level = row.information.as_deref();
            level.map_or(String::new(), |level| coded("information", level))
        }
        Column::PersonalData => said(row.personal_data),
        Column::Responsible => plain(&row.responsible),
        Column::PartnerResponsible => plain(&row.partner_responsible),
        Column::Own => row.own.clone(),
        Column::OwnNumber => number(&row.own_number),
        Column::Present => said(Some(row.present)),
        Column::Closed => plain(&row.closed),
        Column::Differences => row.differences.values().sum::<u64>().to_string(),
        Column::To => String::new(),
    }
}

/// The register as the bytes of `register.csv` or `register.xlsx`; nothing under any other name.
#[must_use]
pub fn file(rows: &[Row], name: &str, language: Language) -> Option<Vec<u8>> {
    let title = words::say(language, "register-title", &[]);
    table(&lines(rows, language), name, &title)
}

/// Lines as CSV or XLSX, by the ending of a name.
#[must_use]
pub fn table(lines: &[Vec<String>], name: &str, title: &str) -> Option<Vec<u8>> {
    match name.rsplit_once('.') {
        Some((_, "csv")) => report::csv::write(lines).ok(),
        Some((_, "xlsx")) => report::listing::workbook(title, lines).ok(),
        _ => None,
    }
}
