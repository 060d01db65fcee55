//! Files to be saved: tables as XLSX and CSV, answers, code books. Names are ours, never a visitor's.

use crate::library::Entry;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use report::document::{Document, Form, OutputFile, render};
use std::io::{Cursor, Write};
use survey::Language;
use survey::export::{self, AnonymiseOptions};
use survey::table::Table;

/// A table as `table.xlsx` or `table.csv`; nothing under any other name.
pub fn table(table: &Table, file: &str, language: Language) -> Option<Response> {
    let document = Document::of_tables(
        &table.title,
        &file_stem(&table.id),
        (2020, 1, 1),
        std::slice::from_ref(table),
        language,
    );
    let form = match file {
        "table.xlsx" => Form::Xlsx,
        "table.csv" => Form::Csv,
        _ => return None,
    };
    let made = render(&document, form).ok()?;
    let wanted = made
        .into_iter()
        .find(|output| !output.name.contains("index"))?;
    Some(save(&wanted.name, wanted.bytes))
}

/// A whole report in one form; several files come as one archive.
pub fn report(document: &Document, form: Form) -> Option<Response> {
    let mut made = render(document, form).ok()?;
    match made.len() {
        0 => None,
        1 => made.pop().map(|file| save(&file.name, file.bytes)),
        _ => {
            let name = format!("{}-{}-csv.zip", document.id, document.language.tag());
            archive(&made).ok().map(|bytes| save(&name, bytes))
        }
    }
}

fn archive(files: &[OutputFile]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        // The default moment of an archive is fixed, so the same report gives the same bytes.
        let options =
            zip::write::SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        archive.start_file(&file.name, options)?;
        archive.write_all(&file.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// `codebook.csv`, `template.csv`, `answers.csv`, `anonymised.csv` of a study.
pub fn answers(entry: &Entry, file: &str, seed: u64) -> Option<Response> {
    let study = &entry.study;
    let style = export::AnswerStyle::default();
    let text = match (file, &entry.answers) {
        ("codebook.csv", _) => export::codebook_csv(&export::codebook(study)),
        ("template.csv", _) => export::template_csv(study),
        ("answers.csv", Some(answers)) => export::answers_csv(study, answers, &style),
        ("anonymised.csv", Some(answers)) => {
            let options = AnonymiseOptions {
                seed,
                ..AnonymiseOptions::default()
            };
            export::answers_csv(
                study,
                &export::anonymise(study, answers, &options).answers,
                &style,
            )
        }
        _ => return None,
    };
    Some(save(
        &format!("{}-{file}", file_stem(&entry.id)),
        text.into_bytes(),
    ))
}

/// Letters, digits and hyphens only, so that no name can leave its header.
fn file_stem(id: &str) -> String {
    id.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

/// A file to keep; no cache keeps it.
pub(crate) fn save(name: &str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(name)));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A file somebody else named, to keep: under that name where a browser knows how to read it (RFC 6266, RFC 8187), else under `plain`.
pub(crate) fn save_as(
    name: &str,
    plain: &str,
    kind: &'static str,
    content: impl IntoResponse,
) -> Response {
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let name = encoded(&plain_name(name));
    let disposition = format!(
        "attachment; filename=\"{}\"; filename*=UTF-8''{name}",
        encoded(plain)
    );
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A file's name as it is shown and saved: without what turns the writing's direction, so that `cod.exe` never reads as `exe.doc`,
/// and without what leads out of a folder.
#[must_use]
pub fn plain_name(name: &str) -> String {
    let turns = |c: char| {
        let marks = matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{feff}');
        marks || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c)
    };
    let stays = |c: &char| !turns(*c) && !c.is_control() && !matches!(c, '/' | '\\');
    name.chars().filter(stays).collect()
}

/// Every byte but letters, digits and a few marks as `%XX`.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "html" => "text/html; charset=utf-8",
        _ => "text/csv; charset=utf-8",
    }
}

/// Year, month and day as a document has them.
#[must_use]
pub fn parts(day: jiff::civil::Date) -> (u16, u8, u8) {
    let part = |n: i8| u8::try_from(n).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(1);
    (year, part(day.month()), part(day.day()))
}
