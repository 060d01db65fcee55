//! Numbers in bands: given lower bounds, or round ones chosen from the range of the answers.

use super::labels;
use crate::Text;

/// Most distinct values that are shown one by one.
const MOST_VALUES: usize = 10;
/// Most bands chosen without being asked for.
const MOST_BANDS: i64 = 8;

/// Numbers from `low` up to and including `high`, in units of the last decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Band {
    low: Option<i64>,
    high: Option<i64>,
}

/// Bands in ascending order, without gaps.
pub(crate) struct Bands(pub Vec<Band>);

impl Bands {
    /// Bands with these lower bounds; none given: single values when few differ, else at most eight round bands.
    pub fn of(numbers: impl Iterator<Item = i64>, cuts: &[i64]) -> Bands {
        let values: std::collections::BTreeSet<i64> = numbers.collect();
        let (Some(low), Some(high)) = (values.first(), values.last()) else {
            return Bands(Vec::new());
        };
        if !cuts.is_empty() {
            return Bands(between(cuts));
        }
        if values.len() <= MOST_VALUES {
            let one = |value: &i64| Band {
                low: Some(*value),
                high: Some(*value),
            };
            return Bands(values.iter().map(one).collect());
        }
        Bands(round(*low, *high))
    }
}

fn between(cuts: &[i64]) -> Vec<Band> {
    let cuts: std::collections::BTreeSet<i64> = cuts.iter().copied().collect();
    let lows = std::iter::once(None).chain(cuts.iter().copied().map(Some));
    let highs = cuts
        .iter()
        .map(|cut| Some(cut.saturating_sub(1)))
        .chain([None]);
    lows.zip(highs)
        .map(|(low, high)| Band { low, high })
        .collect()
}

fn round(low: i64, high: i64) -> Vec<Band> {
    let (low, high) = (i128::from(low), i128::from(high));
    let step = steps()
        .find(|step| high.div_euclid(*step) - low.div_euclid(*step) < i128::from(MOST_BANDS))
        .unwrap_or(i128::MAX);
    let first = low.div_euclid(step);
    let narrow = |value: i128| i64::try_from(value).ok();
    (first..=high.div_euclid(step))
        .map(|number| Band {
            low: narrow(number * step),
            high: narrow(number * step + step - 1),
        })
        .collect()
}

/// 1, 2, 5, 10, 20, 50, …
fn steps() -> impl Iterator<Item = i128> {
    (0..20).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_i128.pow(power)))
}

impl Band {
    /// Whether a number falls into it.
    pub fn holds(self, value: i64) -> bool {
        self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
    }

    /// Stable id: `10-19`, `-9` up to, `20-` from.
    pub fn id(self) -> String {
        let end = |end: Option<i64>| end.map(|value| value.to_string()).unwrap_or_default();
        if self.low == self.high {
            return end(self.low);
        }
        format!("{}-{}", end(self.low), end(self.high))
    }

    /// Label with unit; numbers have `decimals` digits after the point.
    pub fn label(self, decimals: u8, unit: &Text) -> Text {
        let digits = |value: i64| decimal(value, decimals);
        match (self.low, self.high) {
            (Some(low), Some(high)) => labels::band(&digits(low), &digits(high), unit),
            (None, Some(high)) => labels::at_most(&digits(high), unit),
            (Some(low), None) => labels::at_least(&digits(low), unit),
            (None, None) => labels::answered(),
        }
    }
}

fn decimal(value: i64, decimals: u8) -> String {
    if decimals == 0 {
        return value.to_string();
    }
    let width = usize::from(decimals) + 1;
    let digits = format!("{:0width$}", value.unsigned_abs());
    let (whole, part) = digits.split_at(digits.len() - usize::from(decimals));
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{whole}.{part}")
}

#[cfg(test)]
mod tests {
    use super::{Bands, decimal};
    use crate::{Language, Text};

    fn check(numbers: &[i64], cuts: &[i64], printed: &str) {
        let unit = Text::new("人", "people");
        let bands = Bands::of(numbers.iter().copied(), cuts).0;
        for number in numbers {
            let homes = bands.iter().filter(|band| band.holds(*number)).count();
            assert_eq!(homes, 1, "{number} in {bands:?}");
        }
        let labels = bands.iter().map(|band| band.label(0, &unit));
        let labels: Vec<String> = labels.map(|label| label.get(Language::En).into()).collect();
        assert_eq!(labels.join(" | "), printed);
    }

    #[test]
    fn numbers_fall_into_bands() {
        check(&[3, 1, 3], &[], "1 people | 3 people");
        check(
            &[5, 120],
            &[10, 100],
            "up to 9 people | 10–99 people | 100 people or more",
        );
        let many: Vec<i64> = (1..=37).collect();
        check(
            &many,
            &[],
            "0–4 people | 5–9 people | 10–14 people | 15–19 people | 20–24 people | 25–29 people | 30–34 people | 35–39 people",
        );
        check(&[], &[], "");
        let extremes: Vec<i64> = (0..20)
            .map(|n| i64::MIN / 20 * n)
            .chain([i64::MAX])
            .collect();
        assert!(Bands::of(extremes.into_iter(), &[]).0.len() <= 9);
    }

    #[test]
    fn decimals_are_printed_in_full() {
        let printed = [(-5, 2), (1234, 2), (0, 1), (7, 0)].map(|(v, d)| decimal(v, d));
        assert_eq!(printed, ["-0.05", "12.34", "0.0", "7"]);
    }
}
