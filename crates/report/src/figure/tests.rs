//! Figures of small tables as text, and what must hold for every figure.

use proptest::prelude::*;
use survey::retest::{Ratio, Reason, Retest, Verdict};
use survey::table::{OptionRole, Table};
use survey::{Language, Text};

use super::*;
use crate::font;
use crate::font::Weight;

const STYLES: [Style; 3] = [Style::WIDE.with_intervals(), Style::NARROW, Style::PRINT];

pub(crate) fn retest(id: &str, verdict: Verdict, numbers: Option<(f64, f64, f64)>) -> Retest {
    Retest {
        id: id.to_owned(),
        claim: Text::new(
            "委託先のテレワーク実施割合が委託元よりも高い",
            "Vendors telework more than clients",
        ),
        groups: (
            Text::new("委託先", "Vendors"),
            Text::new("委託元", "Clients"),
        ),
        a: numbers.map(|_| Ratio { k: 275, n: 287 }),
        b: numbers.map(|_| Ratio { k: 110, n: 218 }),
        difference: numbers.map(|it| it.0),
        interval: numbers.map(|it| (it.1, it.2)),
        p: numbers.map(|_| 0.01),
        p_range: None,
        p_adjusted: numbers.map(|_| 0.02),
        method: "fisher-exact".to_owned(),
        verdict,
        reasons: vec![Reason {
            code: "below-alpha",
            args: Vec::new(),
        }],
        family: "1-1".to_owned(),
        hypothesis: Some("1-1".to_owned()),
        asserted: true,
        locator: None,
    }
}

fn retests() -> Vec<Retest> {
    let numbers = [
        Some((0.454, 0.381, 0.522)),
        Some((-0.2, -0.31, -0.08)),
        Some((0.02, -0.03, 0.07)),
        Some((0.073, -0.038, 0.179)),
        None,
        None,
    ];
    let made = Verdict::ALL.into_iter().zip(numbers).enumerate();
    made.map(|(at, (verdict, numbers))| retest(&format!("C{:02}", at + 1), verdict, numbers))
        .collect()
}

fn later() -> Table {
    let mut table = testkit::tables::telework();
    table.rows[0].cells[0] = testkit::tables::cell("71.2", table.kind);
    table.rows[0].cells[3] = testkit::tables::cell("…", table.kind);
    table
}

fn waves(language: Language, style: &Style) -> String {
    let (first, second) = (Text::new("2020年", "2020"), Text::new("2026年", "2026"));
    change(
        [(&first, &testkit::tables::telework()), (&second, &later())],
        language,
        style,
    )
}

/// Every figure there is, in every language and style.
fn every_figure() -> Vec<String> {
    let mut all = Vec::new();
    for language in Language::ALL {
        for style in STYLES {
            all.extend(
                testkit::tables::all()
                    .iter()
                    .map(|table| svg(table, language, &style)),
            );
            all.push(intervals(&retests(), 10, language, &style));
            all.push(waves(language, &style));
        }
    }
    all
}

/// The value of an attribute in one line of SVG.
fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let rest = line.split_once(&format!(" {name}=\""))?.1;
    rest.split('"').next()
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// Texts that stick out of their picture, with their ends.
fn overflowing(svg: &str) -> Vec<String> {
    let number = |line: &str, name: &str| {
        attribute(line, name)
            .and_then(|it| it.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    let whole = svg.lines().next().map_or(0.0, |line| number(line, "width"));
    let sticks_out = |line: &&str| {
        let words = line
            .split_once('>')
            .and_then(|(_, rest)| rest.split_once("</text>"))
            .map(|it| unescape(it.0))
            .unwrap_or_default();
        let weight = if line.contains("font-weight") {
            Weight::Bold
        } else {
            Weight::Regular
        };
        let width = font::width(&words, number(line, "font-size"), weight);
        let x = number(line, "x");
        let left = match attribute(line, "text-anchor") {
            Some("middle") => x - width / 2.0,
            Some("end") => x - width,
            _ => x,
        };
        left < -0.5 || left + width > whole + 0.5
    };
    svg.lines()
        .filter(|line| line.starts_with("<text"))
        .filter(sticks_out)
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_band_graph_looks_so() {
    let table = testkit::tables::telework();
    insta::assert_snapshot!("stacked-ja-wide", svg(&table, Language::Ja, &Style::WIDE));
    insta::assert_snapshot!(
        "stacked-en-narrow",
        svg(&table, Language::En, &Style::NARROW)
    );
}

#[test]
fn the_other_kinds_look_so() {
    let table = testkit::tables::every_state();
    insta::assert_snapshot!(
        "grouped-ja-wide",
        svg(&table, Language::Ja, &Style::WIDE.with_intervals())
    );
    insta::assert_snapshot!(
        "lost-en-wide",
        svg(&testkit::tables::approximate(), Language::En, &Style::WIDE)
    );
    insta::assert_snapshot!(
        "count-en-wide",
        svg(&testkit::tables::incidents(), Language::En, &Style::WIDE)
    );
    insta::assert_snapshot!(
        "single-ja-narrow",
        svg(&testkit::tables::frequency(), Language::Ja, &Style::NARROW)
    );
}

#[test]
fn comparisons_and_changes_look_so() {
    insta::assert_snapshot!(
        "intervals-ja-wide",
        intervals(&retests(), 10, Language::Ja, &Style::WIDE)
    );
    insta::assert_snapshot!("change-en-wide", waves(Language::En, &Style::WIDE));
}

#[test]
fn no_text_runs_off_the_picture() {
    for svg in every_figure() {
        assert_eq!(overflowing(&svg), Vec::<String>::new());
    }
}

#[test]
fn pictures_are_self_contained_and_carry_no_inline_style() {
    for svg in every_figure() {
        for forbidden in [
            " style=", "<style", "href=", "url(", "<script", " on", "NaN", "inf\"",
        ] {
            let shapes = svg.lines().filter(|line| {
                !line.starts_with("<text") && !line.contains("<title>") && !line.contains("<desc>")
            });
            let found: Vec<_> = shapes.filter(|line| line.contains(forbidden)).collect();
            assert!(
                found.is_empty() || forbidden == " on",
                "{forbidden}: {found:?}"
            );
        }
        assert!(svg.contains("role=\"img\"") && svg.contains("<title>") && svg.contains("<desc>"));
    }
}

#[test]
fn every_printed_number_is_in_the_picture_and_in_its_description() {
    for table in testkit::tables::all() {
        for language in Language::ALL {
            let picture = svg(&table, language, &Style::WIDE);
            let description = picture
                .split_once("<desc>")
                .unwrap()
                .1
                .split_once("</desc>")
                .unwrap()
                .0
                .to_owned();
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                let printed = crate::print::cell(cell, language);
                assert!(
                    unescape(&description).contains(&printed),
                    "{} {printed}",
                    table.id
                );
                if matches!(
                    cell.value,
                    survey::table::Value::Percent(_) | survey::table::Value::Count(_)
                ) {
                    assert!(
                        picture.contains(&format!(">{printed}</text>")),
                        "{} {printed}",
                        table.id
                    );
                }
            }
        }
    }
}

#[test]
fn lost_parts_stand_in_their_place_and_a_bar_never_exceeds_its_base() {
    let check = |cells: &[&str], expected: &str| {
        let row = testkit::tables::row("r", ("行", "row"), Some(100), cells, TableKind::Single);
        let drawn = bar::segments(&row)
            .iter()
            .map(|it| format!("{:?} {}..{}", it.part, it.from, it.to))
            .collect::<Vec<_>>();
        assert_eq!(drawn.join(", "), expected, "{cells:?}");
    };
    check(&["60.0", "40.0"], "Share(0) 0..60, Share(1) 60..100");
    check(&["…", "…", "30.0"], "Gap 0..70, Share(2) 70..100");
    check(&["…", "20.0", "…"], "Share(1) 0..20, Gap 20..100");
    check(
        &["約8割 75 85", "…"],
        "Share(0) 0..75, Unsure 75..85, Gap 85..100",
    );
    check(&["100.0", "100.0"], "Share(0) 0..50, Share(1) 50..100");
    check(&["-", "x"], "Share(0) 0..0, Gap 0..100");
    check(&[], "");
}

#[test]
fn a_kind_that_would_mislead_is_not_drawn() {
    let counts = testkit::tables::incidents();
    let multiple = testkit::tables::difficulties();
    for kind in [FigureKind::Stacked, FigureKind::Pie, FigureKind::Grouped] {
        assert_eq!(
            svg_as(&counts, kind, Language::Ja, &Style::WIDE),
            svg(&counts, Language::Ja, &Style::WIDE)
        );
    }
    assert_eq!(
        svg_as(&multiple, FigureKind::Stacked, Language::Ja, &Style::WIDE),
        svg(&multiple, Language::Ja, &Style::WIDE)
    );
}

fn any_label() -> impl Strategy<Value = String> {
    prop_oneof![
        "[あ-んア-ヶ一-鿋（）、。～0-9]{0,80}",
        "[ -~]{0,80}",
        any::<String>(),
        Just("</text><script>alert(1)</script>".to_owned()),
        Just("\" onload=\"alert(1)".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_label_stays_text_inside_the_picture(label in any_label(), option in any_label(), kind in 0..4_usize) {
        let kind = [TableKind::Single, TableKind::Multiple, TableKind::Matrix, TableKind::Count][kind];
        let mut table = testkit::tables::telework();
        table.kind = kind;
        table.title = Text::same(label.clone());
        table.rows[0].label = Text::same(label.clone());
        table.rows[1].block = Some(Text::same(label.clone()));
        table.rows[1].mark = Some(Text::same(label));
        table.columns[1].label = Text::same(option);
        table.columns[2].role = OptionRole::NotKnown;
        for style in STYLES {
            let svg = svg(&table, Language::Ja, &style);
            prop_assert!(!svg.contains("<script") && !svg.contains("\" onload"));
            let tags = svg.matches('<').count();
            prop_assert_eq!(tags, svg.matches('>').count());
            prop_assert_eq!(overflowing(&svg), Vec::<String>::new());
        }
    }
}
