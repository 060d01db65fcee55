//! Comparisons as tables of words: as printed, and with each number in a column of its own for a spreadsheet.

use survey::Language;
use survey::retest::Retest;

use crate::document::{Grid, GridCell};
use crate::print::Number;
use crate::{print, words};

/// Comparisons as a table: id, claim, both sides, difference with interval, p, verdict.
pub fn comparisons(retests: &[Retest], language: Language) -> Grid {
    let head = ["id", "claim", "sides", "difference", "p", "verdict"];
    let say = |part: &str| words::say(language, &format!("comparison-{part}"), &[]);
    Grid {
        title: say("title"),
        head: head.iter().map(|part| say(part)).collect(),
        widths: vec![6, 29, 22, 16, 12, 15],
        rows: retests
            .iter()
            .map(|retest| comparison(retest, language))
            .collect(),
    }
}

fn comparison(retest: &Retest, language: Language) -> Vec<GridCell> {
    vec![
        GridCell::text(&retest.id),
        GridCell::text(retest.claim.get(language)),
        GridCell::text(crate::figure::sides(retest, language)),
        GridCell::text(crate::figure::difference(retest)),
        GridCell::text(p_words(retest, language)),
        GridCell::mark(crate::marks::of_verdict(retest.verdict), language),
    ]
}

/// The adjusted p with the raw one, or the range over all counts that fit.
fn p_words(retest: &Retest, language: Language) -> String {
    let printed = print::probability;
    match (retest.p_adjusted, retest.p, retest.p_range) {
        (Some(adjusted), Some(raw), _) => {
            let args = [("adjusted", printed(adjusted)), ("raw", printed(raw))];
            words::say(language, "comparison-p-both", &args)
        }
        (_, _, Some(range)) => range_words(range),
        (_, Some(raw), None) => printed(raw),
        (Some(adjusted), None, None) => printed(adjusted),
        (None, None, None) => "…".to_owned(),
    }
}

fn range_words((low, high): (f64, f64)) -> String {
    format!("{}–{}", print::probability(low), print::probability(high))
}

/// Comparisons for forms that can be calculated with: difference, ends of its interval, p and adjusted p are numbers.
pub fn spread(retests: &[Retest], language: Language) -> Grid {
    let head = [
        "id",
        "claim",
        "sides",
        "difference-alone",
        "low",
        "high",
        "p-raw",
        "p-range",
        "p-adjusted",
        "verdict",
    ];
    let say = |part: &str| words::say(language, &format!("comparison-{part}"), &[]);
    Grid {
        title: say("title"),
        head: head.iter().map(|part| say(part)).collect(),
        widths: vec![6, 30, 22, 9, 9, 9, 9, 12, 9, 15],
        rows: retests
            .iter()
            .map(|retest| numbers(retest, language))
            .collect(),
    }
}

fn numbers(retest: &Retest, language: Language) -> Vec<GridCell> {
    let points = |share: Option<f64>| GridCell::number(share.map(Number::points));
    let chance = |p: Option<f64>| GridCell::number(p.and_then(Number::probability));
    let range = retest.p_range.map(range_words).unwrap_or_default();
    let (low, high) = retest.interval.unzip();
    vec![
        GridCell::text(&retest.id),
        GridCell::text(retest.claim.get(language)),
        GridCell::text(crate::figure::sides(retest, language)),
        points(retest.difference),
        points(low),
        points(high),
        chance(retest.p),
        GridCell::text(range),
        chance(retest.p_adjusted),
        GridCell::mark(crate::marks::of_verdict(retest.verdict), language),
    ]
}
