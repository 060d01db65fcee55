//! Workbooks: sheets by name, numbers, dates and errors as texts, and archives that mean harm.

use crate::show;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::Write;
use survey::read::{Limits, SheetHint};

fn hint() -> SheetHint {
    SheetHint::file("a.xlsx")
}

fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy/m/d");
    let sheet = book.add_worksheet().set_name("回答").unwrap();
    for (column, heading) in ["番号", "Q1", "日付", "数", "空"].into_iter().enumerate() {
        sheet.write(0, column as u16, heading).unwrap();
    }
    sheet.write(1, 0, "0001").unwrap();
    sheet.write(1, 1, 2).unwrap();
    let date = ExcelDateTime::from_ymd(2020, 10, 31).unwrap();
    sheet.write_with_format(1, 2, &date, &day).unwrap();
    sheet.write(1, 3, 1234.5).unwrap();
    sheet.write(3, 0, "0002").unwrap();
    sheet.write(3, 1, true).unwrap();
    let date = ExcelDateTime::from_ymd(2020, 10, 31).unwrap();
    let date = date.and_hms(9, 30, 0).unwrap();
    sheet.write_with_format(3, 2, &date, &day).unwrap();
    let formula = Formula::new("=1/0").set_result("#DIV/0!");
    sheet.write(3, 3, formula).unwrap();
    let other = book.add_worksheet().set_name("別表").unwrap();
    other.write(0, 0, "x").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn cells_become_texts() {
    insta::assert_snapshot!(show::read(&book(), &hint()), @r"
    番号 | Q1 | 日付 | 数 | 空
    2: 0001 | 2 | 2020-10-31 | 1234.5 |
    3:
    4: 0002 | 1 | 2020-10-31 09:30:00 | #DIV/0! |
    ");
}

#[test]
fn sheets_are_chosen_by_name() {
    let named = |name: &str| SheetHint {
        sheet: Some(name.to_owned()),
        ..hint()
    };
    insta::assert_snapshot!(show::read(&book(), &named("別表")), @r"
    x
    ~ no-rows
    ");
    insta::assert_snapshot!(show::read(&book(), &named("表")), @"! sheet-missing sheet=表 sheets=回答, 別表");
}

#[test]
fn far_cells_and_bombs_stop_at_the_limit() {
    let mut far = Workbook::new();
    let sheet = far.add_worksheet();
    sheet.write(0, 0, "id").unwrap();
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let far = far.save_to_buffer().unwrap();
    insta::assert_snapshot!(show::read(&far, &hint()), @"! too-many-cells at 1048576 limit=10000000");
    let small = SheetHint {
        limits: Limits {
            unpacked: 1000,
            ..Limits::default()
        },
        ..hint()
    };
    insta::assert_snapshot!(show::read(&book(), &small), @"! unfolds-too-large limit=1000");
    let bomb = zip_of(&[("xl/workbook.xml", &vec![b' '; 3_000_000])]);
    assert!(bomb.len() < 10_000);
    let medium = SheetHint {
        limits: Limits {
            unpacked: 2_000_000,
            ..Limits::default()
        },
        ..hint()
    };
    insta::assert_snapshot!(show::read(&bomb, &medium), @"! unfolds-too-large limit=2000000");
}

fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn what_is_no_text_in_a_cell_is_refused() {
    let nul = WORKSHEET.replace("x</t>", "x\0</t>");
    insta::assert_snapshot!(show::read(&one_cell(WORKSHEET), &hint()), @"
    x
    ~ no-rows
    ");
    insta::assert_snapshot!(show::read(&one_cell(&nul), &hint()), @"! nul-character at 1");
}

const WORKSHEET: &str = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>"#;

fn one_cell(sheet: &str) -> Vec<u8> {
    let root = r#"<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let book = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="b"/></sheets></workbook>"#;
    let links = r#"<Relationships><Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    zip_of(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn what_is_no_workbook_is_said() {
    insta::assert_snapshot!(show::read(b"PK\x03\x04", &hint()), @"! not-a-workbook");
    insta::assert_snapshot!(show::read(&zip_of(&[("word/document.xml", b"<a/>")]), &hint()), @"! not-a-workbook");
    insta::assert_snapshot!(show::read(&zip_of(&[("xl/workbook.xml", b"<workbook><sheets>")]), &hint()), @"! broken-workbook cause=File not found '_rels/.rels'");
    let mut cut = book();
    cut.truncate(cut.len() / 2);
    insta::assert_snapshot!(show::read(&cut, &hint()), @"! not-a-workbook");
}
