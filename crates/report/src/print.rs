//! How numbers are printed: the one place all four forms and every figure take their digits from.

use survey::Language;
use survey::table::{Base, Cell, CellInterval, Count, Row, Table, TableKind, Value};

use crate::{marks, words};

/// What stands in a cell of a table: its value, and the sign of a difference from the total after it: `83.6 ↑`.
pub fn marked(it: &Cell, language: Language) -> String {
    match against(it) {
        None => cell(it, language),
        Some(mark) => format!("{} {}", cell(it, language), mark.sign),
    }
}

/// The mark of a cell that differs from the total.
pub fn against(cell: &Cell) -> Option<marks::Mark> {
    cell.against?.mark.map(marks::of_against)
}

/// The value of a cell: `83.6`, `42`, 約8割, or the sign of what cannot be printed.
pub fn cell(cell: &Cell, language: Language) -> String {
    match &cell.value {
        Value::Percent(tenths) => tenths.to_string(),
        Value::Count(count) => count.to_string(),
        Value::Band { phrase, .. } => phrase.get(language).to_owned(),
        other => marks::of_value(other)
            .map(|mark| mark.sign.to_owned())
            .unwrap_or_default(),
    }
}

/// An interval in points: `79.0–87.4`.
pub fn interval(interval: &CellInterval) -> String {
    format!("{:.1}–{:.1}", interval.low, interval.high)
}

/// The number of respondents of a base: `287`, `29*` when it is small, `90–111` or `…`.
pub fn n(base: &Base) -> String {
    let star = if base.is_small() { "*" } else { "" };
    format!("{}{star}", count(&base.n))
}

/// A number of respondents: `287`, `90–111`, `…`.
pub fn count(count: &Count) -> String {
    match count {
        Count::Exact(n) => n.to_string(),
        Count::OneOf(all) => match (all.first(), all.last()) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (Some(first), Some(last)) => format!("{first}–{last}"),
            _ => "…".to_owned(),
        },
        Count::Unknown => "…".to_owned(),
    }
}

/// The base as printed beside a row: `n=287`, with the weighted base where weights are on.
pub fn base(base: &Base, language: Language) -> String {
    let mut args = vec![("n", n(base))];
    let key = match &base.weighted {
        None => "figure-base",
        Some(weighted) => {
            args.push(("weighted", weighted.clone()));
            "figure-base-weighted"
        }
    };
    words::say(language, key, &args)
}

/// Whether the numbers of a table are percentages.
pub fn in_percent(table: &Table) -> bool {
    table.kind != TableKind::Count
}

/// One row read aloud: `委託先 n=287: 現在実施している 83.6 %, …`.
pub fn row_aloud(table: &Table, row: &Row, language: Language) -> String {
    let unit = if in_percent(table) { "%" } else { "" };
    let spoken = |(column, it): (&survey::table::Column, &Cell)| {
        let unit = if matches!(it.value, Value::Percent(_)) {
            unit
        } else {
            ""
        };
        format!(
            "{} {}{unit}",
            column.label.get(language),
            cell(it, language)
        )
    };
    let cells: Vec<String> = table.columns.iter().zip(&row.cells).map(spoken).collect();
    let block = row
        .block
        .as_ref()
        .map(|block| format!("{} ", block.get(language)))
        .unwrap_or_default();
    let (comma, colon) = match language {
        Language::Ja => ("、", "："),
        Language::En => (", ", ": "),
    };
    let (label, base) = (row.label.get(language), base(&row.base, language));
    format!("{block}{label} {base}{colon}{}", cells.join(comma))
}

/// A share between 0 and 1 as points with one decimal and a sign: `+45.4`. Differences and their intervals only.
pub fn signed_points(share: f64) -> String {
    let tenths = (share * 1000.0).round() as i64;
    let sign = if tenths < 0 { "−" } else { "+" };
    let tenths = tenths.unsigned_abs();
    if tenths == 0 {
        "0.0".to_owned()
    } else {
        format!("{sign}{}.{}", tenths / 10, tenths % 10)
    }
}

/// A number that a spreadsheet can calculate with, and how it is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A difference in points, rounded as printed.
    Points(f64),
    /// A probability, unrounded.
    Probability(f64),
}

impl Number {
    /// A difference of proportions in points with one decimal, rounded half away from zero.
    pub fn points(share: f64) -> Number {
        // Adding zero takes the sign from a zero.
        Number::Points((share * 1000.0).round() / 10.0 + 0.0)
    }

    /// A probability; none when it is no number from 0 to 1.
    pub fn probability(p: f64) -> Option<Number> {
        (0.0..=1.0).contains(&p).then_some(Number::Probability(p))
    }

    /// As printed for readers: `−3.8`, `<0.001`.
    pub fn printed(self) -> String {
        match self {
            Number::Points(points) => signed_points(points / 100.0),
            Number::Probability(p) => probability(p),
        }
    }

    /// As a program reads it: `-3.8`, `1.6e-34`.
    pub fn plain(self) -> String {
        match self {
            Number::Points(points) => format!("{points:.1}"),
            Number::Probability(p) if p > 0.0 && p < 0.001 => format!("{p:.1e}"),
            Number::Probability(p) => format!("{p:.3}"),
        }
    }
}

/// A probability: three decimals, `<0.001` below them, as much as needed to tell it from 0.05.
pub fn probability(p: f64) -> String {
    if !(0.0..=1.0).contains(&p) {
        return "…".to_owned();
    }
    if p < 0.001 {
        return "<0.001".to_owned();
    }
    format!("{p:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_carry_their_sign() {
        for (share, printed) in [
            (0.4536, "+45.4"),
            (-0.038, "−3.8"),
            (0.0, "0.0"),
            (-0.0004, "0.0"),
        ] {
            assert_eq!(signed_points(share), printed);
        }
    }

    #[test]
    fn a_number_is_printed_for_readers_and_plain_for_programs() {
        for (number, printed, plain) in [
            (Number::points(0.4536), "+45.4", "45.4"),
            (Number::points(-0.038), "−3.8", "-3.8"),
            (Number::points(-0.0004), "0.0", "0.0"),
            (Number::Probability(1.6e-34), "<0.001", "1.6e-34"),
            (Number::Probability(0.2151), "0.215", "0.215"),
            (Number::Probability(0.0), "<0.001", "0.000"),
        ] {
            assert_eq!(
                (number.printed().as_str(), number.plain().as_str()),
                (printed, plain)
            );
        }
        assert_eq!(Number::probability(f64::NAN), None);
    }

    #[test]
    fn small_probabilities_are_not_zero() {
        for (p, printed) in [
            (1.6e-34, "<0.001"),
            (0.2151, "0.215"),
            (1.0, "1.000"),
            (f64::NAN, "…"),
        ] {
            assert_eq!(probability(p), printed);
        }
    }

    #[test]
    fn a_base_says_what_is_known() {
        for (known, printed) in [
            (Count::Exact(287), "287"),
            (Count::Exact(29), "29*"),
            (Count::OneOf((90..=111).collect()), "90–111"),
            (Count::Unknown, "…"),
        ] {
            let base = Base {
                n: known,
                known: survey::table::Known::Printed,
                weighted: None,
                effective: None,
            };
            assert_eq!(n(&base), printed);
        }
    }
}
