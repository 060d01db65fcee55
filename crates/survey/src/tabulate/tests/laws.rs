//! Laws of tables on random answers, and counting by hand.

use super::*;
use crate::answers::{Column, NOT_ANSWERED as SILENT};
use proptest::prelude::*;

/// Lines of random answers that obey the routing of the small study.
pub(super) fn random() -> impl Strategy<Value = Vec<String>> {
    let line = (
        0..2_u8,
        0..4_usize,
        0..9_usize,
        0..4_usize,
        0..4_usize,
        0..5_usize,
    );
    prop::collection::vec(line, 1..120).prop_map(|lines| {
        let line = |(stratum, q1, q2, access, byod, q5)| {
            let q1: &str = ["1", "2", "3", "-"][q1];
            let q2 = match q1 {
                "1" | "2" => ["1", "2", "3", "12", "13", "23", "123", "0", "-"][q2],
                _ => ".",
            };
            let rows = ["1", "2", "3", "-"];
            let q5 = ["1", "2", "12", "21", "-"][q5];
            format!(
                "{stratum} {q1} {q2} {} {} 1 {q5} x",
                rows[access], rows[byod]
            )
        };
        lines.into_iter().map(line).collect()
    })
}

/// Respondents with an option of Q2 in an option of Q1, counted one by one.
fn by_hand(answers: &Answers, group: u8, option: usize) -> (u64, u64) {
    let (Column::Single(q1), Column::Multiple { state, selected }) =
        (&answers.columns["Q1"], &answers.columns["Q2"])
    else {
        unreachable!()
    };
    let asked =
        (0..answers.len()).filter(|at| q1[*at] == group && state[*at] != crate::answers::NOT_ASKED);
    let asked: Vec<usize> = asked.collect();
    let hit = |at: &usize| selected[option][at / 64] >> (at % 64) & 1 == 1 && state[*at] != SILENT;
    (
        asked.iter().filter(|at| hit(at)).count() as u64,
        asked.len() as u64,
    )
}

proptest! {
    #[test]
    fn tables_equal_counting_by_hand(lines in random()) {
        let study = study();
        let answers = answers(&study, &lines);
        let table = cross(&study, &answers, &CrossRequest::new("Q2", "Q1"), &Options::default()).unwrap();
        for (group, row) in table.rows[1..=2].iter().enumerate() {
            for option in 0..3 {
                let (count, n) = by_hand(&answers, group as u8, option);
                prop_assert_eq!(&row.base.n, &Count::Exact(n));
                prop_assert_eq!(&row.cells[option].count, &Count::Exact(count));
                let expected = match (count, n) {
                    (_, 0) => Value::NoBase,
                    (0, _) => Value::Nobody,
                    _ => Value::Percent(crate::Tenths::of(count.into(), n.into()).unwrap()),
                };
                prop_assert_eq!(&row.cells[option].value, &expected);
            }
        }
    }

    #[test]
    fn single_answers_add_up_to_their_base_and_groups_to_the_total(lines in random()) {
        let study = study();
        let answers = answers(&study, &lines);
        let table = cross(&study, &answers, &CrossRequest::new("Q1", "stratum"), &Options::default()).unwrap();
        let count = |row: usize, column: usize| table.rows[row].cells[column].count.exact().unwrap();
        for row in 0..3 {
            let sum: u64 = (0..table.columns.len()).map(|column| count(row, column)).sum();
            prop_assert_eq!(Some(sum), table.rows[row].base.n.exact());
        }
        for column in 0..table.columns.len() {
            prop_assert_eq!(count(0, column), count(1, column) + count(2, column));
        }
    }

    #[test]
    fn the_order_of_respondents_does_not_matter(lines in random(), turn in 0..120_usize) {
        let study = study();
        let mut turned = lines.clone();
        turned.rotate_left(turn % lines.len());
        let tables = [lines, turned].map(|lines| {
            let answers = answers(&study, &lines);
            let weights = Weights::from_population(&study, &answers).ok();
            let options = Options { weights: weights.as_ref(), nets: true, ..Options::default() };
            whole(&study, &answers, &options)
        });
        prop_assert_eq!(&tables[0], &tables[1]);
    }

    #[test]
    fn doubled_weights_change_no_percentage(lines in random(), weights in prop::collection::vec(1..1000_u64, 120)) {
        let study = study();
        let answers = answers(&study, &lines);
        let table = |times: u64| {
            let values = weights[..answers.len()].iter().map(|weight| weight * times).collect();
            let given = crate::answers::GivenWeights { values, scale: 10 };
            let weights = Weights::given(&given, answers.len()).unwrap();
            let options = Options { weights: Some(&weights), ..Options::default() };
            let table = cross(&study, &answers, &CrossRequest::new("Q2", "Q1"), &options).unwrap();
            table.rows.iter().map(|row| (row.base.effective.map(f64::to_bits), row.cells.clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(table(1), table(2));
    }

    #[test]
    fn an_option_and_its_complement_make_a_whole(lines in random()) {
        let study = study();
        let answers = answers(&study, &lines);
        let options = Options { base: BaseRule::Answered, ..Options::default() };
        let table = cross(&study, &answers, &CrossRequest::new("Q1-experienced", "stratum"), &options).unwrap();
        for row in &table.rows {
            let counts: Vec<u64> = row.cells.iter().map(|cell| cell.count.exact().unwrap()).collect();
            prop_assert_eq!(Some(counts[0] + counts[1]), row.base.n.exact());
        }
    }
}
