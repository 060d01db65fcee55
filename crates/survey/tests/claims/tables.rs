//! Published figures as tables.

use super::source;
use super::textual::study;
use survey::published::{solve, sources, table, tables};
use survey::table::{Cell, Count, Known, Table, Value};

/// A table as text: a line per row with its base, then value, count and how it is known per cell; then the notes.
fn check(text: &str, figure: &str, expected: &str) {
    let study = study(text);
    let table = table(&study, &solve(&study), figure).unwrap();
    let mut lines: Vec<String> = table.rows.iter().map(row).collect();
    let notes: Vec<&str> = table.notes.iter().map(|note| note.code).collect();
    lines.push(notes.join(" "));
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines, expected);
}

fn row(row: &survey::table::Row) -> String {
    let cells: Vec<String> = row.cells.iter().map(cell).collect();
    let block = row
        .block
        .as_ref()
        .map_or(String::new(), |block| format!("{}/", block.ja));
    format!(
        "{block}{} n={} {:?}: {}",
        row.id,
        count(&row.base.n),
        row.base.known,
        cells.join(", ")
    )
}

fn cell(cell: &Cell) -> String {
    let value = match &cell.value {
        Value::Percent(tenths) => tenths.to_string(),
        Value::Count(count) => format!("#{count}"),
        Value::Band { low, high, .. } => format!("{low}~{high}"),
        other => format!("{other:?}"),
    };
    let interval = if cell.interval.is_some() { " i" } else { "" };
    format!(
        "{value} ({}) {:?}{interval}",
        count(&cell.count),
        cell.known
    )
}

fn count(count: &Count) -> String {
    match count {
        Count::Exact(count) => count.to_string(),
        Count::OneOf(all) => format!("{}..{}", all[0], all[all.len() - 1]),
        Count::Unknown => "?".to_owned(),
    }
}

const TWO: &str = "strata x=300 y=300
     break g: x=x y=y
     question Q single: yes no
     question M multiple: a b …
     question R matrix: yes no
     figure 1 Q by g
     figure 2 M by g
     figure 3 M";

#[test]
fn printed_derived_and_lost_cells_are_told_apart() {
    check(
        &format!("{TWO}\n1 x 20: yes 45.0\n1 y 100: yes 約5割 45~55"),
        "1",
        "x n=20 Printed: 45.0 (9) Printed i, 55.0 (11) Derived i
         y n=100 Printed: 45~55 (45..55) Lost, Lost (45..55) Lost
         published-part published-derived small-base intervals as-if-random",
    );
}

#[test]
fn a_figure_without_numbers_is_still_a_table() {
    check(
        TWO,
        "2",
        "x n=? Lost: Lost (?) Lost, Lost (?) Lost
         y n=? Lost: Lost (?) Lost, Lost (?) Lost
         published-nothing multiple-answers options-incomplete",
    );
    check(
        &format!("{TWO}\n3 - ?: a 約2割 15~25"),
        "3",
        "total n=? Lost: 15~25 (?) Lost, Lost (?) Lost
         published-phrases multiple-answers published-base-lost options-incomplete",
    );
}

fn of(all: &[Table], id: &str) -> Table {
    all.iter()
        .find(|table| table.id == id)
        .cloned()
        .unwrap_or_else(|| panic!("{id} is missing"))
}

#[test]
fn every_figure_of_the_published_study_is_a_table() {
    let study = source::study();
    let solved = solve(&study);
    let all = tables(&study, &solved);
    assert_eq!(all.len(), study.analysis.figures.len());
    let whole = of(&all, "2-1");
    assert_eq!(whole.rows[0].cells[0].count, Count::Exact(240));
    let interval = whole.rows[0].cells[0].interval.clone().unwrap();
    assert_eq!(
        (
            interval.method.as_str(),
            (interval.low * 10.0).round(),
            (interval.high * 10.0).round()
        ),
        ("wilson", 789.0, 875.0)
    );
    let derived = of(&all, "2-10");
    assert_eq!(
        (derived.rows[1].base.n.clone(), derived.rows[1].base.known),
        (Count::Exact(107), Known::Derived)
    );
    let open = of(&all, "2-6");
    assert!(
        open.rows[0]
            .cells
            .iter()
            .any(|cell| cell.count == Count::OneOf(vec![124, 125]))
    );
    for table in &all {
        assert!(
            !table.rows.is_empty()
                && table
                    .rows
                    .iter()
                    .all(|row| row.cells.len() == table.columns.len()),
            "{}",
            table.id
        );
    }
}

#[test]
fn the_sources_of_a_figure_are_its_lines_with_place_and_count() {
    let study = source::study();
    let lines = sources(&study, &solve(&study), "2-10");
    let first = &lines[0];
    assert_eq!(
        (first.printed.ja.as_str(), first.printed_n.as_str()),
        ("13.9 %", "273")
    );
    assert_eq!(
        (&first.count, &first.n),
        (&Count::Exact(38), &Count::Exact(273))
    );
    assert!(first.locator.line.is_some() && !first.option.ja.is_empty());
    assert!(lines.iter().any(|line| line.printed.ja == "約8割"));
}
