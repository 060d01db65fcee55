//! The CSV bundle: an index and one file a figure or table of words, UTF-8 with BOM, harmless in a spreadsheet.

use ::csv::{Terminator, WriterBuilder};

use crate::document::{Document, FigureBlock, Grid, GridCell, OutputFile, RenderError};
use crate::flat::{FlatCell, flat};
use crate::words;

/// The files of the bundle; the index comes first.
///
/// # Errors
/// When the writer refuses.
pub fn bundle(document: &Document) -> Result<Vec<OutputFile>, RenderError> {
    let language = document.language;
    let mut files = Vec::new();
    let mut index = vec![
        ["file", "number", "title"]
            .map(|part| words::say(language, &format!("index-{part}"), &[]))
            .to_vec(),
    ];
    for (at, figure) in document.figures().enumerate() {
        let name = file_name(document, "figure", at + 1, &figure.table.id);
        index.push(vec![
            name.clone(),
            figure.number.clone(),
            figure.table.title.get(language).to_owned(),
        ]);
        files.push(OutputFile {
            name,
            bytes: figure_csv(document, figure)?,
        });
    }
    for (at, grid) in document.sheets().iter().enumerate() {
        let name = file_name(document, "table", at + 1, "");
        index.push(vec![name.clone(), String::new(), grid.title.clone()]);
        files.push(OutputFile {
            name,
            bytes: grid_csv(grid)?,
        });
    }
    let name = format!("{}-{}-00-index.csv", document.id, language.tag());
    files.insert(
        0,
        OutputFile {
            name,
            bytes: write(&index)?,
        },
    );
    Ok(files)
}

fn file_name(document: &Document, kind: &str, at: usize, id: &str) -> String {
    let safe: String = id
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let dash = if safe.is_empty() { "" } else { "-" };
    format!(
        "{}-{}-{kind}-{at:02}{dash}{safe}.csv",
        document.id,
        document.language.tag()
    )
}

fn figure_csv(document: &Document, figure: &FigureBlock) -> Result<Vec<u8>, RenderError> {
    let language = document.language;
    let flat = flat(&figure.table, language);
    let mut lines = vec![vec![figure.caption(language)], flat.head.clone()];
    let print = |cell: &FlatCell<'_>| cell.print(language);
    lines.extend(flat.rows.iter().map(|row| row.iter().map(print).collect()));
    lines.extend(figure.notes(language).into_iter().map(|note| vec![note]));
    lines.extend(document.banner.iter().map(|banner| vec![banner.clone()]));
    write(&lines)
}

fn grid_csv(grid: &Grid) -> Result<Vec<u8>, RenderError> {
    let mut lines = vec![vec![grid.title.clone()], grid.head.clone()];
    lines.extend(grid.rows.iter().map(|row| row.iter().map(plain).collect()));
    write(&lines)
}

/// A number as a program reads it, anything else as printed.
fn plain(cell: &GridCell) -> String {
    cell.number
        .map_or_else(|| cell.printed(), |number| number.plain())
}

/// Lines of text as one file.
///
/// # Errors
/// When the writer refuses.
pub fn write(lines: &[Vec<String>]) -> Result<Vec<u8>, RenderError> {
    let refuse = |error: String| RenderError::Csv(error);
    let mut writer = WriterBuilder::new()
        .flexible(true)
        .terminator(Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for line in lines {
        writer
            .write_record(line.iter().map(|field| harmless(field)))
            .map_err(|error| refuse(error.to_string()))?;
    }
    writer
        .into_inner()
        .map_err(|error| refuse(error.to_string()))
}

/// A field that a spreadsheet will not take for a formula: an apostrophe goes before what could begin one.
/// A sign before a number, and `-` alone for "nobody", begin none.
pub fn harmless(field: &str) -> String {
    // What begins with apostrophes already gets one more: else reading would take its own away.
    let first = field.trim_start_matches('\'').trim_start().chars().next();
    let risky = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
    ) || field.starts_with(['\t', '\r', '\n']);
    let number = field == "-" || field.parse::<f64>().is_ok_and(f64::is_finite);
    if risky && !number {
        format!("'{field}")
    } else {
        field.to_owned()
    }
}

/// The field that [`harmless`] wrote.
#[must_use]
pub fn unmarked(field: &str) -> &str {
    let bare = field.strip_prefix('\'');
    bare.filter(|bare| harmless(bare) == field).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::{harmless, unmarked};

    #[test]
    fn no_field_begins_a_formula() {
        for (field, written) in [
            ("=1+1", "'=1+1"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2+3", "'-2+3"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("\t=1", "'\t=1"),
            ("-", "-"),
            ("-3.8", "-3.8"),
            ("83.6", "83.6"),
            ("委託先", "委託先"),
            ("", ""),
            ("'=1", "''=1"),
            ("'24", "'24"),
        ] {
            assert_eq!(harmless(field), written);
            assert_eq!(unmarked(written), field);
        }
    }
}
