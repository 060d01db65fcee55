//! One document, four forms: the same digits in each, the same bytes each time, and nothing taken for markup.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use survey::table::{Against, AgainstTotal, Cell, CellInterval, Note, Origin, Table, Value};
use survey::{Language, Text};

use crate::document::{Block, Chapter, Document, Form, Grid, GridCell, render};
use crate::{marks, pdf, print};

/// The sample tables, the first with marks against the total and with an interval.
fn tables() -> Vec<Table> {
    let mut tables = testkit::tables::all();
    tables[0].origin = Origin::Answers;
    tables[0].notes.push(Note {
        code: "intervals",
        args: vec![("method", "wilson".to_owned()), ("level", "95".to_owned())],
    });
    let sides = [Against::Above, Against::Below];
    for (cell, side) in tables[0].rows[0].cells.iter_mut().zip(sides) {
        cell.interval = Some(CellInterval {
            low: 12.34,
            high: 56.78,
            method: "wilson".to_owned(),
        });
        cell.against = Some(AgainstTotal {
            difference: 0.1,
            method: "overlapping-t",
            p: 0.001,
            p_adjusted: 0.01,
            mark: Some(side),
        });
    }
    tables
}

fn document(language: Language) -> Document {
    let title = Text::new("見本の図表", "Sample figures");
    let tables = tables();
    let mut document = Document::of_tables(&title, "sample", (2020, 10, 31), &tables, language);
    document
        .facts
        .push(("基準日".to_owned(), "2020-10-31".to_owned()));
    document.chapters.push(Chapter {
        number: "2.1".to_owned(),
        title: "判定".to_owned(),
        blocks: vec![
            Block::Paragraph {
                text: "本文".to_owned(),
                notes: vec!["脚注".to_owned()],
            },
            Block::Verdict {
                mark: marks::of_verdict(survey::retest::Verdict::Holds),
                title: "仮説".to_owned(),
                lines: vec!["理由".to_owned()],
            },
            Block::Intervals {
                retests: vec![crate::figure::sample_retest()],
                margin: 10,
            },
        ],
    });
    document
}

fn one(document: &Document, form: Form) -> Vec<u8> {
    render(document, form).unwrap().remove(0).bytes
}

/// Every number and phrase printed in a table, cell by cell and base by base.
fn printed(table: &Table, language: Language) -> Vec<String> {
    let cells = table
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| print::marked(cell, language));
    let asked = table.notes.iter().any(|note| note.code == "intervals");
    let all = table.rows.iter().flat_map(|row| &row.cells);
    let intervals = all
        .filter(|_| asked)
        .filter_map(|cell| cell.interval.as_ref())
        .map(print::interval);
    cells
        .chain(intervals)
        .chain(table.rows.iter().map(|row| print::n(&row.base)))
        .collect()
}

fn sorted(mut all: Vec<String>) -> Vec<String> {
    all.sort();
    all
}

/// The cells of the data tables of a page, in order.
fn html_cells(page: &str) -> Vec<Vec<String>> {
    let tables = page.split("<table class=\"report-data\">").skip(1);
    tables
        .map(|rest| {
            let table = rest.split("</table>").next().unwrap();
            let cells = table
                .split("<td>")
                .skip(1)
                .map(|cell| cell.split("</td>").next().unwrap())
                .filter(|cell| !cell.is_empty());
            cells.map(str::to_owned).collect()
        })
        .collect()
}

/// The numbers of a sheet as Excel shows them: whole, with one decimal in tables of percentages, `*` after small bases.
fn sheet_cells(range: &calamine::Range<Data>, table: &Table) -> Vec<String> {
    let small = |number: f64| {
        table.rows.iter().any(|row| {
            row.base.is_small() && row.base.n.exact().is_some_and(|n| n as f64 == number)
        })
    };
    let shown = |data: &Data| match data {
        Data::Float(number) if print::in_percent(table) => {
            vec![format!("{number:.1}"), format!("{number}")]
        }
        Data::Float(number) => vec![number.to_string()],
        other => vec![other.to_string()],
    };
    let starred = |data: &Data| match data {
        Data::Float(number) if small(*number) => Some(format!("{number}*")),
        _ => None,
    };
    range
        .used_cells()
        .flat_map(|(_, _, data)| shown(data).into_iter().chain(starred(data)))
        .collect()
}

#[test]
fn the_four_forms_carry_the_same_digits() {
    for language in Language::ALL {
        let document = document(language);
        let page = String::from_utf8(one(&document, Form::Html)).unwrap();
        let html = html_cells(&page);
        let text = pdf::text(&document);
        let csv = render(&document, Form::Csv).unwrap();
        let mut book: Xlsx<_> =
            open_workbook_from_rs(Cursor::new(one(&document, Form::Xlsx))).unwrap();
        for (at, figure) in document.figures().enumerate() {
            let expected = printed(&figure.table, language);
            assert_eq!(
                sorted(html[at].clone()),
                sorted(expected.clone()),
                "HTML {}",
                figure.number
            );
            let csv = String::from_utf8(csv[at + 1].bytes.clone()).unwrap();
            let fields: Vec<&str> = csv
                .split(['\r', '\n', ','])
                .map(|it| it.trim_matches('"'))
                .collect();
            let sheet = sheet_cells(
                &book.worksheet_range_at(at + 1).unwrap().unwrap(),
                &figure.table,
            );
            for number in &expected {
                assert!(
                    fields.contains(&number.as_str()),
                    "CSV {} {number}",
                    figure.number
                );
                // The sign of a difference is in the number format of a sheet, not in its values.
                let bare = number.trim_end_matches([' ', '↑', '↓']).to_owned();
                assert!(
                    sheet.contains(&bare),
                    "XLSX {} {number}: {sheet:?}",
                    figure.number
                );
                assert!(
                    text.lines().any(|line| line == number),
                    "PDF {} {number}",
                    figure.number
                );
            }
        }
    }
}

#[test]
fn comparisons_are_numbers_in_sheets_with_the_digits_of_the_page() {
    let document = document(Language::Ja);
    let page = String::from_utf8(one(&document, Form::Html)).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(one(&document, Form::Xlsx))).unwrap();
    let last = book.sheet_names().len() - 1;
    let sheet = book.worksheet_range_at(last).unwrap().unwrap();
    let number = |data: &Data| match data {
        Data::Float(number) => Some(*number),
        _ => None,
    };
    let numbers: Vec<f64> = sheet.rows().flatten().filter_map(number).collect();
    assert_eq!(numbers[..3], [45.4, 38.1, 52.2]);
    assert_eq!(numbers.len(), 5, "and p, raw and adjusted");
    let [difference, low, high] = [0, 1, 2].map(|at| print::signed_points(numbers[at] / 100.0));
    assert!(page.contains(&format!("{difference} [{low}, {high}]")));
    assert!(page.contains(&print::probability(numbers[4])));
    let csv = render(&document, Form::Csv).unwrap();
    let csv = String::from_utf8_lossy(&csv.last().unwrap().bytes).into_owned();
    assert!(csv.contains(",45.4,38.1,52.2,"), "{csv}");
}

#[test]
fn excel_gets_numbers_and_never_formulas() {
    let mut table = testkit::tables::telework();
    table.title = Text::same("=1+1");
    table.rows[0].label = Text::same("=HYPERLINK(\"http://x\")");
    let document =
        Document::of_tables(&Text::same("=2"), "x", (2020, 1, 1), &[table], Language::Ja);
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(one(&document, Form::Xlsx))).unwrap();
    for name in book.sheet_names() {
        assert_eq!(
            book.worksheet_formula(&name).unwrap().used_cells().count(),
            0
        );
    }
    let range = book.worksheet_range_at(1).unwrap().unwrap();
    assert!(
        range
            .used_cells()
            .any(|(_, _, data)| *data == Data::Float(83.6))
    );
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = document(Language::Ja);
    for form in Form::ALL {
        assert_eq!(
            render(&document, form).unwrap(),
            render(&document, form).unwrap(),
            "{form:?}"
        );
    }
}

#[test]
fn hostile_words_stay_words_in_every_form() {
    let hostile =
        "#panic() $x$ *b* `raw` </td><script>alert(1)</script> @ref <label> \\ \" 'q' //c /*";
    let mut table = testkit::tables::telework();
    table.title = Text::same(hostile);
    table.rows[0].label = Text::same(hostile);
    table.columns[0].label = Text::same(hostile);
    let mut document = Document::of_tables(
        &Text::same(hostile),
        "x",
        (2020, 1, 1),
        &[table],
        Language::En,
    );
    let grid = Grid {
        title: hostile.to_owned(),
        head: vec![hostile.to_owned()],
        widths: vec![1],
        rows: vec![vec![GridCell::text(hostile)]],
    };
    document.chapters[0].blocks.push(Block::Grid(grid));
    document.chapters[0].blocks.push(Block::Paragraph {
        text: hostile.to_owned(),
        notes: vec![hostile.to_owned()],
    });
    document.banner = Some(hostile.to_owned());
    let page = String::from_utf8(one(&document, Form::Html)).unwrap();
    assert!(!page.contains("<script"));
    let text: String = pdf::text(&document).split_whitespace().collect();
    assert!(text.contains("#panic()$x$*b*`raw`"), "{text}");
    for form in [Form::Xlsx, Form::Csv] {
        assert!(!render(&document, form).unwrap().is_empty());
    }
}

#[test]
fn synthetic_tables_say_so_on_every_form() {
    let mut table = testkit::tables::telework();
    table.origin = survey::table::Origin::Synthetic;
    for language in Language::ALL {
        let document = Document::of_tables(
            &Text::same("x"),
            "x",
            (2026, 1, 1),
            &[table.clone()],
            language,
        );
        let banner = document.banner.clone().unwrap();
        assert!(
            String::from_utf8(one(&document, Form::Html))
                .unwrap()
                .contains(&banner)
        );
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        assert!(solid(&pdf::text(&document)).contains(&solid(&banner)));
        for file in &render(&document, Form::Csv).unwrap()[1..] {
            assert!(String::from_utf8_lossy(&file.bytes).contains(&banner));
        }
    }
}

#[test]
fn characters_the_font_lacks_are_named() {
    let mut document = document(Language::Ja);
    assert_eq!(pdf::missing(&document), Default::default());
    document.title.push('한');
    assert_eq!(
        pdf::missing(&document).into_iter().collect::<String>(),
        "한"
    );
}

#[test]
fn what_cannot_be_printed_is_explained_under_the_table() {
    let notes = |table: &Table| {
        crate::document::FigureBlock::of(table, Language::En)
            .notes(Language::En)
            .join("\n")
    };
    let all = notes(&testkit::tables::every_state());
    for words in [
        "… = number lost",
        "x = suppressed",
        "- = nobody",
        "・ = nobody was asked",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
    assert!(notes(&testkit::tables::rules()).contains('*'));
    let plain: Vec<Cell> = testkit::tables::telework().rows.remove(0).cells;
    assert!(
        plain
            .iter()
            .all(|cell| matches!(cell.value, Value::Percent(_)))
    );
    assert!(!notes(&testkit::tables::telework()).contains(" = "));
}

#[test]
fn a_figure_whose_numbers_are_all_lost_shows_its_table_alone() {
    let mut table = testkit::tables::telework();
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        cell.value = Value::Lost;
    }
    let page = |table: &Table| {
        crate::html::figure_html(
            &crate::document::FigureBlock::of(table, Language::Ja),
            Language::Ja,
        )
    };
    assert!(!page(&table).contains("<svg") && page(&table).contains("287"));
    assert!(page(&testkit::tables::telework()).contains("<svg"));
}

#[test]
fn no_picture_is_taller_than_a_page() {
    let mut document = document(Language::Ja);
    let retests = vec![crate::figure::sample_retest(); 40];
    document.chapters[1].blocks.push(Block::Intervals {
        retests,
        margin: 10,
    });
    for (name, svg) in pdf::pictures(&document) {
        let size = |name: &str| {
            svg.split_once(&format!(" {name}=\""))
                .and_then(|it| it.1.split('"').next())
                .and_then(|it| it.parse::<f64>().ok())
                .unwrap()
        };
        // 166 mm wide, and 240 mm high at most, of which a caption takes its part.
        assert!(size("height") / size("width") * 166.0 < 230.0, "{name}");
    }
}
