//! Workbooks of Excel 2007 and later, read cell by cell so that limits hold before memory is taken.

use super::SheetHint;
use super::sheet::Grid;
use crate::Problem;
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx};
use std::io::{self, Cursor, Read};

/// The rows of the sheet named in the hint, or of the first one.
///
/// # Errors
/// A file that is no workbook, unfolds to too much, has no such sheet, or is broken.
pub(super) fn read(bytes: &[u8], hint: &SheetHint) -> Result<Grid, Vec<Problem>> {
    let broken = |cause: String| {
        let problem = Problem::error("broken-workbook", hint.place());
        vec![problem.with("cause", cause)]
    };
    unfolds_within(bytes, hint).map_err(|problem| vec![problem])?;
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let name = choose(&book, hint).map_err(|problem| vec![problem])?;
    let mut cells = book
        .worksheet_cells_reader(&name)
        .map_err(|error| broken(error.to_string()))?;
    let mut grid = Grid {
        name,
        ..Grid::default()
    };
    let mut widest = 0;
    while let Some(cell) = cells
        .next_cell()
        .map_err(|error| broken(error.to_string()))?
    {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if text.contains('\0') {
            let place = hint.place().at(row.saturating_add(1));
            return Err(vec![Problem::error("nul-character", place)]);
        }
        widest = widest.max(column as usize + 1);
        within(row, widest, hint).map_err(|problem| vec![problem])?;
        put(&mut grid.rows, (row as usize, column as usize), text);
    }
    // A workbook stores no trailing empty cells, so a short row is not a ragged one.
    let written = grid.rows.iter_mut().filter(|row| !row.is_empty());
    written.for_each(|row| row.resize(widest, String::new()));
    Ok(grid)
}

fn within(row: u32, widest: usize, hint: &SheetHint) -> Result<(), Problem> {
    let limits = hint.limits;
    let place = || hint.place().at(row.saturating_add(1));
    if widest > limits.columns {
        let problem = Problem::error("too-many-columns", place());
        return Err(problem
            .with("columns", widest)
            .with("limit", limits.columns));
    }
    if (row as usize + 1).saturating_mul(widest) > limits.cells {
        let problem = Problem::error("too-many-cells", place());
        return Err(problem.with("limit", limits.cells));
    }
    Ok(())
}

fn put(rows: &mut Vec<Vec<String>>, (row, column): (usize, usize), text: String) {
    if rows.len() <= row {
        rows.resize_with(row + 1, Vec::new);
    }
    let cells = &mut rows[row];
    if cells.len() <= column {
        cells.resize_with(column + 1, String::new);
    }
    cells[column] = text;
}

/// Unpacks every part once without keeping it: what an archive says of its own size cannot be trusted.
fn unfolds_within(bytes: &[u8], hint: &SheetHint) -> Result<(), Problem> {
    let no_book = || Problem::error("not-a-workbook", hint.place());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_book())?;
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(no_book());
    }
    let mut left = hint.limits.unpacked;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| no_book())?;
        let read = io::copy(&mut part.take(left + 1), &mut io::sink());
        let read = read.map_err(|error| {
            let problem = Problem::error("broken-workbook", hint.place());
            problem.with("cause", error)
        })?;
        left = left.checked_sub(read).ok_or_else(|| {
            let problem = Problem::error("unfolds-too-large", hint.place());
            problem.with("limit", hint.limits.unpacked)
        })?;
    }
    Ok(())
}

fn choose<R: io::Read + io::Seek>(book: &Xlsx<R>, hint: &SheetHint) -> Result<String, Problem> {
    let sheets = book.sheets_metadata().iter();
    let mut names = sheets
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone());
    let all: Vec<String> = names.clone().collect();
    let found = match &hint.sheet {
        None => names.next(),
        Some(wanted) => names.find(|name| name == wanted),
    };
    found.ok_or_else(|| {
        let problem = Problem::error("sheet-missing", hint.place());
        let wanted = hint.sheet.clone().unwrap_or_default();
        problem.with("sheet", wanted).with("sheets", all.join(", "))
    })
}

fn text(value: &DataRef) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "1".to_owned(),
        DataRef::Bool(false) => "0".to_owned(),
        DataRef::DateTime(moment) => date(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A day as `2020-10-31`; a time of day is kept behind it, a duration as its number.
fn date(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
    }
}
