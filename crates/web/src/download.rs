//! Files to be saved: tables as XLSX and CSV. Names are ours, never a visitor's.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use report::document::{Document, Form, render};
use survey::Language;
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

/// Letters, digits and hyphens only, so that no name can leave its header.
fn file_stem(id: &str) -> String {
    id.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

fn save(name: &str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(name)));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
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
