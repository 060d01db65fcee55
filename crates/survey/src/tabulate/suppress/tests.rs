//! Withheld cells cannot be worked out again; checked by solving with another method than the one that chose them.

use super::super::fixture::{answers, study, text};
use super::super::{CrossRequest, Options, cross};
use crate::table::{Table, Value};
use proptest::prelude::*;

fn lines(counts: &[[usize; 3]; 2]) -> Vec<String> {
    let cells = counts.iter().enumerate().flat_map(|(stratum, row)| {
        let row = row.iter().enumerate();
        row.flat_map(move |(option, count)| {
            let line = format!("{stratum} {} . - - - - -", option + 1);
            std::iter::repeat_n(line, *count)
        })
    });
    cells.collect()
}

fn table(counts: &[[usize; 3]; 2], public: bool, shared: bool) -> Table {
    let mut study = study();
    study.header.public = public;
    let answers = answers(&study, &lines(counts));
    let options = Options {
        shared,
        ..Options::default()
    };
    cross(
        &study,
        &answers,
        &CrossRequest::new("Q1", "stratum"),
        &options,
    )
    .unwrap()
}

#[test]
fn small_cells_are_withheld_with_enough_others() {
    let counts = [[30, 3, 20], [40, 50, 60]];
    assert_eq!(
        text(&table(&counts, false, true)),
        "Q1*stratum | n | Now | Past | Never\n\
         Total | 203 | 34.5 | 26.1 | 39.4\n\
         Client | 53 | 56.6 | x | x\n\
         Vendor | 150 | 26.7 | x | x\n\
         base-asked suppressed"
    );
    for (public, shared) in [(true, true), (false, false), (true, false)] {
        let shown = table(&counts, public, shared);
        assert!(
            !text(&shown).contains('x'),
            "public {public}, shared {shared}"
        );
    }
}

/// All tables of whole numbers that fit what is shown: another cell's two values prove that it is hidden.
fn fitting(shown: &Table, most: u64) -> Vec<[u64; 6]> {
    let n = |row: usize| shown.rows[row].base.n.exact();
    let cell = |row: usize, column: usize| shown.rows[row].cells[column].count.exact();
    let fits = |known: Option<u64>, value: u64| known.is_none_or(|known| known == value);
    let row_fits = |row: usize, [a, b, c]: [u64; 3]| {
        let cells = fits(cell(row, 0), a) && fits(cell(row, 1), b) && fits(cell(row, 2), c);
        cells && fits(n(row), a + b + c)
    };
    let range = || 0..=most;
    let triples =
        || range().flat_map(move |a| range().flat_map(move |b| range().map(move |c| [a, b, c])));
    let clients: Vec<[u64; 3]> = triples().filter(|row| row_fits(1, *row)).collect();
    let vendors: Vec<[u64; 3]> = triples().filter(|row| row_fits(2, *row)).collect();
    let pairs = clients
        .iter()
        .flat_map(|client| vendors.iter().map(move |vendor| (client, vendor)));
    pairs
        .filter(|(a, b)| row_fits(0, [a[0] + b[0], a[1] + b[1], a[2] + b[2]]))
        .map(|(a, b)| [a[0], a[1], a[2], b[0], b[1], b[2]])
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_withheld_number_can_be_worked_out(cells in prop::array::uniform6(0..9_usize)) {
        let counts = [[cells[0], cells[1], cells[2]], [cells[3], cells[4], cells[5]]];
        prop_assume!(cells.iter().sum::<usize>() > 0);
        let shown = table(&counts, false, true);
        let worlds = fitting(&shown, 18);
        prop_assert!(worlds.contains(&cells.map(|cell| cell as u64)));
        for (at, count) in cells.iter().enumerate() {
            let (row, column) = (at / 3 + 1, at % 3);
            let hidden = shown.rows[row].cells[column].value == Value::Suppressed;
            prop_assert!(hidden || !(1..=4).contains(count), "small cell shown");
            if hidden {
                let differs = worlds.iter().any(|world| world[at] != *count as u64);
                prop_assert!(differs, "cell {} of {:?} is determined:\n{}", at, counts, text(&shown));
            }
        }
    }
}
