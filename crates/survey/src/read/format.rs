//! Which kind of file the bytes are. A new reader (SPSS, Parquet, XLSForm, DDI) gets its variant here.

use super::SheetHint;
use crate::Problem;

/// Kinds of file, told by their first bytes, never by their name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with separators.
    Delimited,
    /// Workbook of Excel 2007 and later.
    Xlsx,
    /// Workbook of older Excel, or one locked with a password (both are OLE containers).
    OldExcel,
    /// SPSS data file (`.sav`); not read yet.
    Spss,
    /// Parquet; not read yet.
    Parquet,
    /// PDF.
    Pdf,
    /// XML or HTML (a DDI code book, or a web page saved as a table); not read yet.
    Markup,
}

impl Format {
    /// The kind of the bytes.
    pub fn detect(bytes: &[u8]) -> Format {
        let starts = |magic: &[u8]| bytes.starts_with(magic);
        if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
            Format::Xlsx
        } else if starts(b"\xD0\xCF\x11\xE0") {
            Format::OldExcel
        } else if starts(b"$FL2") || starts(b"$FL3") {
            Format::Spss
        } else if starts(b"PAR1") {
            Format::Parquet
        } else if starts(b"%PDF-") {
            Format::Pdf
        } else if is_markup(bytes) {
            Format::Markup
        } else {
            Format::Delimited
        }
    }

    /// The problem for a kind that is recognised and not read.
    pub(super) fn refusal(self, hint: &SheetHint) -> Problem {
        let name = match self {
            Format::OldExcel => return Problem::error("old-or-locked-excel", hint.place()),
            Format::Spss => "SPSS",
            Format::Parquet => "Parquet",
            Format::Pdf => "PDF",
            Format::Markup => "XML/HTML",
            Format::Delimited | Format::Xlsx => "?",
        };
        Problem::error("format-not-read", hint.place()).with("format", name)
    }
}

fn is_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    let start = &start[..start.len().min(14)];
    let lower = start.to_ascii_lowercase();
    [b"<?xml".as_slice(), b"<!doctype html", b"<html", b"<table"]
        .iter()
        .any(|tag| lower.starts_with(tag))
}
