//! The workbook: an index with links and one sheet a figure or table of words. Numbers are numbers, texts never formulas.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook,
    Worksheet, XlsxError,
};
use survey::table::{Cell, Count, Value};

use crate::document::{Document, FigureBlock, Grid, GridCell, RenderError};
use crate::flat::{Flat, FlatCell, flat};
use crate::print::Number;
use crate::{font, print, words};

/// The workbook as bytes.
///
/// # Errors
/// When the writer refuses.
pub fn workbook(document: &Document) -> Result<Vec<u8>, RenderError> {
    build(document).map_err(|error| RenderError::Xlsx(error.to_string()))
}

struct Looks {
    title: Format,
    head: Format,
    text: Format,
    percent: Format,
    whole: Format,
    points: Format,
    chance: Format,
    sign: Format,
    note: Format,
    warning: Format,
}

impl Looks {
    fn new() -> Looks {
        let base = Format::new()
            .set_font_name("Noto Sans JP")
            .set_font_size(10)
            .set_align(FormatAlign::Top);
        let wrapped = base.clone().set_text_wrap();
        let right = base.clone().set_align(FormatAlign::Right);
        let ground = Color::RGB(0xe8f1fe);
        Looks {
            title: base.clone().set_bold().set_font_size(12),
            head: wrapped
                .clone()
                .set_bold()
                .set_background_color(ground)
                .set_border_bottom(FormatBorder::Thin),
            percent: right.clone().set_num_format("0.0"),
            whole: right.clone().set_num_format("0"),
            points: right.clone().set_num_format("+0.0;\"−\"0.0;0.0"),
            chance: right.clone().set_num_format("[<0.001]\"<0.001\";0.000"),
            sign: right,
            note: base.clone().set_font_color(Color::RGB(0x595959)),
            warning: base.set_bold().set_font_color(Color::RGB(0xa90000)),
            text: wrapped,
        }
    }
}

fn build(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new();
    let mut book = Workbook::new();
    book.set_properties(&properties(document)?);
    let figures: Vec<(String, &FigureBlock)> = document
        .figures()
        .enumerate()
        .map(|(at, figure)| (sheet_name(at + 1, &figure.number), figure))
        .collect();
    let grids = document.sheets();
    let tables: Vec<(String, &Grid)> = grids
        .iter()
        .enumerate()
        .map(|(at, grid)| (sheet_name(figures.len() + at + 1, &grid.title), grid))
        .collect();
    index(book.add_worksheet(), document, &figures, &tables, &looks)?;
    for (name, figure) in &figures {
        figure_sheet(
            book.add_worksheet().set_name(name)?,
            document,
            figure,
            &looks,
        )?;
    }
    let (_, chapters) = document.places();
    for ((name, grid), chapter) in tables.iter().zip(&chapters) {
        let sheet = book.add_worksheet().set_name(name)?;
        grid_sheet(sheet, (grid, chapter), &looks)?;
    }
    book.save_to_buffer()
}

fn properties(document: &Document) -> Result<DocProperties, XlsxError> {
    let (year, month, day) = document.day;
    let date = ExcelDateTime::from_ymd(year.max(1900), month, day)?;
    Ok(DocProperties::new()
        .set_title(&document.title)
        .set_author("Torikime")
        .set_creation_datetime(&date))
}

/// A name Excel allows: at most 31 characters, none of `[]:*?/\`, unique by its number.
fn sheet_name(at: usize, title: &str) -> String {
    let safe: String = title
        .chars()
        .filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control())
        .take(24)
        .collect();
    format!("{at:02} {safe}").trim_end().to_owned()
}

type Named<'a, T> = [(String, &'a T)];

fn index(
    sheet: &mut Worksheet,
    document: &Document,
    figures: &Named<'_, FigureBlock>,
    tables: &Named<'_, Grid>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let language = document.language;
    sheet.set_name(words::say(language, "index-sheet", &[]))?;
    on_paper(sheet);
    sheet
        .set_column_width(0, 26)?
        .set_column_width(1, 70)?
        .set_column_width(2, 50)?;
    sheet.write_string_with_format(0, 0, &document.title, &looks.title)?;
    let mut row = 1;
    if let Some(banner) = &document.banner {
        sheet.write_string_with_format(row, 0, banner, &looks.warning)?;
        row += 1;
    }
    for (name, fact) in &document.facts {
        sheet.write_string_with_format(row, 0, name, &looks.note)?;
        sheet.write_string_with_format(row, 1, fact, &looks.text)?;
        row += 1;
    }
    row += 1;
    let (of_figures, of_tables) = document.places();
    let figures = figures
        .iter()
        .map(|(name, figure)| (name, figure.table.title.get(language)));
    let tables = tables
        .iter()
        .map(|(name, grid)| (name, grid.title.as_str()));
    let chapters = of_figures.iter().chain(&of_tables);
    for ((name, title), chapter) in figures.chain(tables).zip(chapters) {
        sheet.write_url_with_text(row, 0, Url::new(format!("internal:'{name}'!A1")), name)?;
        sheet.write_string_with_format(row, 1, title, &looks.text)?;
        sheet.write_string_with_format(row, 2, chapter, &looks.text)?;
        row += 1;
    }
    Ok(())
}

fn figure_sheet(
    sheet: &mut Worksheet,
    document: &Document,
    figure: &FigureBlock,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let language = document.language;
    let flat = flat(&figure.table, language);
    let widths = widths(sheet, &flat)?;
    sheet.write_string_with_format(0, 0, figure.caption(language), &looks.title)?;
    if let Some(banner) = &document.banner {
        sheet.write_string_with_format(1, 0, banner, &looks.warning)?;
    }
    heads(sheet, 2, &flat.head, looks)?;
    tall(sheet, 2, &flat.head, &widths)?;
    let mut at = 3;
    for row in &flat.rows {
        let words: Vec<String> = row.iter().map(|cell| cell.print(language)).collect();
        tall(sheet, at, &words, &widths)?;
        for (column, cell) in (0_u16..).zip(row) {
            match cell {
                FlatCell::Label(words) => {
                    sheet.write_string_with_format(at, column, words, &looks.text)?
                }
                FlatCell::Base(base) => write_base(sheet, (at, column), base, looks)?,
                FlatCell::Value(value) => write_value(sheet, (at, column), value, document, looks)?,
                FlatCell::Interval(_) => {
                    let words = cell.print(language);
                    sheet.write_string_with_format(at, column, words, &looks.sign)?
                }
            };
        }
        at += 1;
    }
    for note in figure.notes(language) {
        at += 1;
        sheet.write_string_with_format(at, 0, note, &looks.note)?;
    }
    Ok(())
}

fn heads(sheet: &mut Worksheet, row: u32, head: &[String], looks: &Looks) -> Result<(), XlsxError> {
    for (column, words) in (0_u16..).zip(head) {
        sheet.write_string_with_format(row, column, words, &looks.head)?;
    }
    sheet.set_freeze_panes(row + 1, 1)?;
    sheet.set_repeat_rows(row, row)?;
    on_paper(sheet);
    Ok(())
}

/// Printed, a sheet is as wide as its paper: A4 on its side, as many pages long as it takes.
fn on_paper(sheet: &mut Worksheet) {
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
}

/// A base is a number; `*` of a small one is part of its number format, so that it can still be added up.
fn write_base<'a>(
    sheet: &'a mut Worksheet,
    (row, column): (u32, u16),
    base: &survey::table::Base,
    looks: &Looks,
) -> Result<&'a mut Worksheet, XlsxError> {
    match &base.n {
        Count::Exact(n) if base.is_small() => {
            let starred = looks.whole.clone().set_num_format("0\"*\"");
            sheet.write_number_with_format(row, column, *n as f64, &starred)
        }
        Count::Exact(n) => sheet.write_number_with_format(row, column, *n as f64, &looks.whole),
        _ => sheet.write_string_with_format(row, column, crate::print::n(base), &looks.sign),
    }
}

fn write_value<'a>(
    sheet: &'a mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    document: &Document,
    looks: &Looks,
) -> Result<&'a mut Worksheet, XlsxError> {
    match (&cell.value, print::against(cell)) {
        // The mark is part of the number format, so that the cell stays a number.
        (Value::Percent(tenths), Some(mark)) => {
            let marked = format!("0.0\" {}\"", mark.sign);
            let marked = looks.percent.clone().set_num_format(marked);
            sheet.write_number_with_format(row, column, tenths.points(), &marked)
        }
        (Value::Percent(tenths), None) => {
            sheet.write_number_with_format(row, column, tenths.points(), &looks.percent)
        }
        (Value::Count(count), _) => {
            sheet.write_number_with_format(row, column, *count as f64, &looks.whole)
        }
        _ => {
            let words = print::marked(cell, document.language);
            sheet.write_string_with_format(row, column, words, &looks.sign)
        }
    }
}

/// Labels get room for their longest line, up to 60 characters; numbers 14.
fn widths(sheet: &mut Worksheet, flat: &Flat<'_>) -> Result<Vec<f64>, XlsxError> {
    let mut widths = Vec::new();
    for column in 0..flat.head.len() {
        let longest = flat
            .rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| match cell {
                FlatCell::Label(words) => font::width(words, 2.0, font::Weight::Regular),
                _ => 12.0,
            });
        let width = longest.fold(12.0, f64::max).min(60.0) + 2.0;
        sheet.set_column_width(u16::try_from(column).unwrap_or(u16::MAX), width)?;
        widths.push(width);
    }
    Ok(widths)
}

/// Points that a line takes.
const LINE: f64 = 16.0;

/// Makes a row as tall as its most broken cell: a spreadsheet that prints without being opened does not.
fn tall(
    sheet: &mut Worksheet,
    row: u32,
    words: &[String],
    widths: &[f64],
) -> Result<(), XlsxError> {
    // A width counts digits; a letter of full width takes two of them, and breaking between words loses some.
    let lines = |(words, width): (&String, &f64)| -> f64 {
        let room = (width * 0.85).max(1.0);
        let parts = words.split('\n');
        parts
            .map(|part| {
                (font::width(part, 2.0, font::Weight::Bold) / room)
                    .ceil()
                    .max(1.0)
            })
            .sum()
    };
    let most = words.iter().zip(widths).map(lines).fold(1.0, f64::max);
    if most > 1.0 {
        sheet.set_row_height(row, (most * LINE).min(400.0))?;
    }
    Ok(())
}

fn grid_sheet(
    sheet: &mut Worksheet,
    (grid, chapter): (&Grid, &str),
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, &grid.title, &looks.title)?;
    sheet.write_string_with_format(1, 0, chapter, &looks.note)?;
    let widths: Vec<f64> = grid.widths.iter().map(|it| f64::from(*it) * 1.6).collect();
    for (column, width) in (0_u16..).zip(&widths) {
        sheet.set_column_width(column, *width)?;
    }
    heads(sheet, 2, &grid.head, looks)?;
    tall(sheet, 2, &grid.head, &widths)?;
    for (row, cells) in (3_u32..).zip(&grid.rows) {
        let words: Vec<String> = cells.iter().map(GridCell::printed).collect();
        tall(sheet, row, &words, &widths)?;
        for ((column, cell), words) in (0_u16..).zip(cells).zip(&words) {
            match cell.number {
                Some(Number::Points(it)) => {
                    sheet.write_number_with_format(row, column, it, &looks.points)?
                }
                Some(Number::Probability(it)) => {
                    sheet.write_number_with_format(row, column, it, &looks.chance)?
                }
                None => sheet.write_string_with_format(row, column, words, &looks.text)?,
            };
        }
    }
    Ok(())
}
