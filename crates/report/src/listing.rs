//! A list as a workbook: one sheet of texts under a heading that stays in sight. Texts are never formulas, numbers never lose their zeros.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use crate::document::RenderError;

/// Narrowest and widest column, in letters.
const WIDTHS: (f64, f64) = (8.0, 48.0);

/// Lines, the first of them the headings, as the bytes of a workbook.
///
/// # Errors
/// When the writer refuses.
pub fn workbook(title: &str, lines: &[Vec<String>]) -> Result<Vec<u8>, RenderError> {
    build(title, lines).map_err(|error| RenderError::Xlsx(error.to_string()))
}

fn build(title: &str, lines: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let text = Format::new()
        .set_font_name("Noto Sans JP")
        .set_font_size(10)
        .set_align(FormatAlign::Top)
        .set_text_wrap();
    let head = text.clone().set_bold();
    let mut book = Workbook::new();
    // A fixed moment: the same list gives the same bytes.
    let moment = ExcelDateTime::from_ymd(2020, 1, 1)?;
    let properties = DocProperties::new().set_title(title);
    book.set_properties(&properties.set_creation_datetime(&moment));
    let sheet = book.add_worksheet();
    for (at, line) in (0..).zip(lines) {
        for (column, cell) in (0..).zip(line) {
            let looks = if at == 0 { &head } else { &text };
            sheet.write_string_with_format(at, column, cell, looks)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let columns = lines.first().map_or(0, Vec::len);
    for (column, place) in (0..).zip(0..columns) {
        let cells = lines.iter().filter_map(|line| line.get(place));
        let widest = cells.map(|cell| places(cell)).fold(0.0, f64::max);
        sheet.set_column_width(column, (widest + 2.0).clamp(WIDTHS.0, WIDTHS.1))?;
    }
    if let (Ok(last), Ok(end)) = (u32::try_from(lines.len()), u16::try_from(columns))
        && last > 1
        && end > 0
    {
        sheet.autofilter(0, 0, last - 1, end - 1)?;
    }
    book.save_to_buffer()
}

/// Room a text takes: a Japanese letter takes two places.
fn places(text: &str) -> f64 {
    let place = |letter: char| if letter.is_ascii() { 1.0 } else { 2.0 };
    text.chars().map(place).sum()
}

#[cfg(test)]
mod tests {
    use super::workbook;

    #[test]
    fn a_list_is_the_same_bytes_each_time_and_no_formula() {
        let lines = vec![
            vec!["番号".to_owned(), "件名".to_owned()],
            vec!["0012".to_owned(), "=1+1".to_owned()],
        ];
        let bytes = workbook("一覧", &lines).unwrap();
        assert_eq!(bytes, workbook("一覧", &lines).unwrap());
        let hint = survey::read::SheetHint::file("a.xlsx");
        let sheet = survey::read::sheet(&bytes, &hint).unwrap();
        assert_eq!(sheet.header, lines[0]);
        assert_eq!(sheet.rows, lines[1..]);
    }
}
