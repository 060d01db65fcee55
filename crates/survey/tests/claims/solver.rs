//! The solver on small studies and on the figures of the published one.

use super::textual::{self, study};
use survey::published::{Fit, Origin, solve};
use survey::table::Count;

/// Solves a study and prints the counts asked for, one a line; then what was left out.
fn check(text: &str, asked: &[&str], expected: &str) {
    let study = study(text);
    let solved = solve(&study);
    let mut lines: Vec<String> = asked
        .iter()
        .map(|at| {
            let share = textual::share(&study, at);
            let figure = share.figure.unwrap();
            let fit = solved.count(&study, &figure, &share.row, &share.groups, &share.options);
            format!("{at}: {}", fit.map_or("-".to_owned(), shown))
        })
        .collect();
    let dropped = solved.dropped.iter();
    lines.extend(dropped.map(|one| {
        format!(
            "without {} because of {}",
            origin(&one.origin),
            origins(&one.against)
        )
    }));
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines, expected);
    assert!(solved.exhausted);
}

fn shown(fit: &Fit) -> String {
    let known = format!("{:?}", fit.known).to_lowercase();
    match &fit.count {
        Count::Exact(count) => format!("{count} {known}"),
        Count::OneOf(all) if all.len() <= 8 => {
            let all: Vec<String> = all.iter().map(u64::to_string).collect();
            format!("{} {known}", all.join(" or "))
        }
        _ => format!("{}..{} {known}", fit.low, fit.high),
    }
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Base(line) | Origin::Number(line) | Origin::Phrase(line) => format!("line {line}"),
        Origin::Relation(id) | Origin::Inferred(id) => id.clone(),
    }
}

fn origins(all: &[Origin]) -> String {
    all.iter().map(origin).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_complete_row_gives_its_counts_and_its_lost_cell() {
    check(
        "strata vendor=287 client=218
         break role: vendor=vendor client=client
         question Q18 single: happened not unknown
         figure 2-10 Q18 by role
         2-10 vendor 273: happened 13.9, not 81.3
         2-10 client 90..111: happened 13.1, not 75.7, unknown 11.2",
        &[
            "2-10(vendor;happened)",
            "2-10(vendor;unknown)",
            "2-10(client)",
            "2-10(client;unknown)",
            "2-10(vendor;happened+unknown)",
        ],
        "2-10(vendor;happened): 38 printed
         2-10(vendor;unknown): 13 derived
         2-10(client): 107 derived
         2-10(client;unknown): 12 printed
         2-10(vendor;happened+unknown): -",
    );
}

/// The lost values of figure 2-6, as worked out in the inventory of the source.
#[test]
fn two_tables_of_one_question_narrow_each_other() {
    check(
        "strata vendor-large=139 vendor-small=148 client-large=112 client-small=106
         break stratum: vendor-large=vendor-large vendor-small=vendor-small client-large=client-large client-small=client-small
         break adoption: before during after
         question Q10 matrix: before during after none …
         figure 2-5 Q10 by adoption
         figure 2-6 Q10 by stratum
         2-5/access before 183: before 88.5, during 3.3, after 1.1, none 7.1
         2-5/access during 168: before 66.1, during 3.6, after 1.8, none 28.6
         2-5/access after 32: before 68.8, during 0.0, after 15.6, none 15.6
         2-6/access vendor-large 138: after 0.7, none 6.5
         2-6/access vendor-small 137: during 2.9, after 4.4, none 16.8
         2-6/access client-large 69: during 4.3, after 2.9, none 21.7
         2-6/access client-small 40: before 45.0, during 5.0, after 2.5, none 47.5
         inferred before: 2-5/access(;before) <= 2-6/access(;before)
         inferred during: 2-5/access(;during) <= 2-6/access(;during)",
        &[
            "2-6/access(vendor-large;before)",
            "2-6/access(vendor-large;during)",
            "2-6/access(vendor-small;before)",
            "2-6/access(client-large;before)",
            "2-5/access(during+after;none)",
            "2-5/access(;none)",
        ],
        "2-6/access(vendor-large;before): 124 or 125 lost
         2-6/access(vendor-large;during): 3 or 4 lost
         2-6/access(vendor-small;before): 104 derived
         2-6/access(client-large;before): 49 derived
         2-5/access(during+after;none): -
         2-5/access(;none): -",
    );
}

#[test]
fn a_base_follows_from_a_sum_that_is_our_reading() {
    check(
        "strata vendor=287 client=218
         break role: vendor=vendor client=client
         question Q single: no …
         question Q13 multiple: a …
         figure contact Q by role
         figure rules Q13
         contact client 1..110: no 21.3
         contact vendor 1..275: no 4.0
         rules - 383
         inferred both: contact(client) + contact(vendor) = rules()",
        &[
            "contact(client)",
            "contact(client;no)",
            "contact(vendor)",
            "contact(vendor;no)",
        ],
        "contact(client): 108 derived
         contact(client;no): 23 printed
         contact(vendor): 275 derived
         contact(vendor;no): 11 printed",
    );
}

#[test]
fn a_share_impossible_for_its_base_is_left_out_and_the_line_named() {
    check(
        "strata client=218
         break role: client=client
         question Q single: no …
         figure p Q by role
         p client 218: no 21.3",
        &["p(client)", "p(client;no)"],
        "p(client): 218 printed
         p(client;no): 0..218 printed
         without line 5 because of line 5",
    );
}

#[test]
fn phrases_give_way_to_numbers_and_the_later_phrase_to_the_earlier() {
    check(
        "question Q single: same more …
         figure 1 Q
         figure 2 Q same 1
         1 - 100: same 65~74
         2 - ?: same 75~85
         1 - ?: more 20.0
         1 - ?: more 25~35",
        &["1(;same)", "2(;same)", "1(;more)"],
        "1(;same): 65..74 lost
         2(;same): 65..74 lost
         1(;more): 20 printed
         without line 5 because of line 4
         without line 7 because of line 6",
    );
}

#[test]
fn very_large_numbers_are_shown_and_not_solved() {
    let study = study(
        "question Q single: yes no
         figure 1 Q
         1 - 18446744073709551615: yes 50.0, no #9999999999999",
    );
    let solved = solve(&study);
    assert!(!solved.exhausted && solved.dropped.is_empty());
    let base = solved.count(&study, "1", "", &[], &[]).unwrap();
    assert_eq!(base.count, Count::Unknown);
    let table = survey::published::table(&study, &solved, "1").unwrap();
    let printed = survey::table::Value::Percent(survey::Tenths(500));
    assert_eq!(table.rows[0].cells[0].value, printed);
}

#[test]
fn many_contradictions_do_not_stop_the_rest() {
    let line = |n: u64| format!("1 - {n}: yes 33.3\n");
    let lines: String = (1..=200).map(line).collect();
    let study = study(&format!("question Q single: yes no\nfigure 1 Q\n{lines}"));
    let solved = solve(&study);
    assert!(solved.dropped.len() > 198);
    let base = solved.count(&study, "1", "", &[], &[]).unwrap();
    assert_eq!(base.count, Count::Exact(1));
}

/// Every way to fill a small single-answer table with whole numbers, by trying all.
mod brute {
    use super::super::textual;
    use proptest::prelude::*;
    use survey::Tenths;
    use survey::published::solve;
    use survey::table::Count;

    /// A row of three counts; what is printed of each: nothing, a percentage, or a band.
    #[derive(Clone, Debug)]
    struct Row {
        counts: [u64; 3],
        shown: [u8; 3],
        base: bool,
    }

    fn a_row() -> impl Strategy<Value = Row> {
        let counts = [0..8_u64, 0..8_u64, 1..8_u64];
        let shown = [0..3_u8, 0..3_u8, 0..3_u8];
        (counts, shown, any::<bool>()).prop_map(|(counts, shown, base)| Row {
            counts,
            shown,
            base,
        })
    }

    fn percent(k: u64, n: u64) -> i32 {
        Tenths::of(u128::from(k), u128::from(n)).unwrap().0
    }

    fn printed(row: &Row, at: usize) -> String {
        let n = row.counts.iter().sum();
        let tenths = percent(row.counts[at], n);
        match row.shown[at] {
            0 => "_".to_owned(),
            1 => Tenths(tenths).to_string(),
            _ => format!("{}~{}", (tenths / 100) * 10, (tenths / 100) * 10 + 10),
        }
    }

    fn allows(row: &Row, at: usize, k: u64, n: u64) -> bool {
        let own: u64 = row.counts.iter().sum();
        let tenths = percent(row.counts[at], own);
        let low = (tenths / 100) as u64 * 10;
        match row.shown[at] {
            0 => true,
            1 => percent(k, n) == tenths,
            _ => low * n <= 100 * k && 100 * k <= (low + 10) * n,
        }
    }

    fn fits_of(row: &Row) -> Vec<[u64; 3]> {
        let own: u64 = row.counts.iter().sum();
        let mut all = Vec::new();
        for n in 1..=24_u64 {
            for (a, b) in (0..=n).flat_map(|a| (0..=n - a).map(move |b| (a, b))) {
                let counts = [a, b, n - a - b];
                if (!row.base || n == own) && (0..3).all(|at| allows(row, at, counts[at], n)) {
                    all.push(counts);
                }
            }
        }
        all
    }

    fn text(rows: &[Row; 2]) -> String {
        let mut text =
            "strata x=24 y=24\nbreak g: x=x y=y\nquestion Q single: a b c\nfigure 1 Q by g\n"
                .to_owned();
        for (group, row) in ["x", "y"].into_iter().zip(rows) {
            let n: u64 = row.counts.iter().sum();
            let n = if row.base {
                n.to_string()
            } else {
                "?".to_owned()
            };
            let [a, b, c] = [0, 1, 2].map(|at| printed(row, at));
            text += &format!("1 {group} {n}: a {a}, b {b}, c {c}\n");
        }
        text
    }

    fn solved(text: &str) -> Vec<Vec<u64>> {
        let study = textual::study(text);
        let solved = solve(&study);
        assert!(solved.dropped.is_empty() && solved.exhausted);
        let values = |group: &str, option: &str| {
            let at = [group.to_owned()];
            let fit = solved
                .count(&study, "1", "", &at, &[option.to_owned()])
                .unwrap();
            match &fit.count {
                Count::Exact(only) => vec![*only],
                Count::OneOf(all) => all.clone(),
                Count::Unknown => panic!("few values only"),
            }
        };
        let groups = ["x", "y"].into_iter();
        groups
            .flat_map(|group| ["a", "b", "c"].map(|option| values(group, option)))
            .collect()
    }

    fn tried(rows: &[Row; 2], tie: Option<i64>) -> Vec<Vec<u64>> {
        let [x, y] = rows.each_ref().map(fits_of);
        let pairs = x.iter().flat_map(|x| y.iter().map(move |y| (x, y)));
        let held = |(x, y): &(&[u64; 3], &[u64; 3])| match tie {
            Some(most) => (x[0] + x[1]) as i64 <= y[0] as i64 + most,
            None => true,
        };
        let pairs: Vec<_> = pairs.filter(held).collect();
        let column = |at: usize| {
            let values = pairs
                .iter()
                .map(|(x, y)| if at < 3 { x[at] } else { y[at - 3] });
            let all: std::collections::BTreeSet<u64> = values.collect();
            all.into_iter().collect()
        };
        (0..6).map(column).collect()
    }

    /// Rows of which the relation tested holds; filtered where they are made, so that any number of cases can be run.
    fn related() -> impl Strategy<Value = [Row; 2]> {
        [a_row(), a_row()].prop_filter("x a + x b <= y a", |[x, y]| {
            x.counts[0] + x.counts[1] <= y.counts[0]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn the_sets_are_those_that_trying_everything_finds(rows in [a_row(), a_row()]) {
            prop_assert_eq!(solved(&text(&rows)), tried(&rows, None));
        }

        #[test]
        fn a_relation_only_narrows_and_stays_exact(rows in related()) {
            let free = text(&rows);
            let tied = solved(&format!("{free}relation r: 1(x;a+b) <= 1(y;a)\n"));
            prop_assert_eq!(&tied, &tried(&rows, Some(0)));
            for (narrow, wide) in tied.iter().zip(solved(&free)) {
                prop_assert!(narrow.iter().all(|value| wide.contains(value)));
            }
        }
    }
}
