//! The few labels a table needs that no study file writes: total, no answer, bands of numbers.

use crate::Text;

/// The row over all groups.
pub fn total() -> Text {
    Text::new("全体", "Total")
}

/// Asked and not answered.
pub fn not_answered() -> Text {
    Text::new("無回答", "No answer")
}

/// Answered, where the answers themselves are not tabulated (free text).
pub fn answered() -> Text {
    Text::new("回答あり", "Answered")
}

/// The options outside a net.
pub fn outside(net: &Text) -> Text {
    Text::new(format!("「{}」以外", net.ja), format!("Not “{}”", net.en))
}

/// The strata, as a break.
pub fn strata() -> Text {
    Text::new("層", "Stratum")
}

/// One of another: 「A × B」.
pub fn crossed(of: &Text, by: &Text) -> Text {
    Text::new(
        format!("{} × {}", of.ja, by.ja),
        format!("{} × {}", of.en, by.en),
    )
}

/// A question with one of its rows: 「Q：行」.
pub fn with_row(question: &Text, row: &Text) -> Text {
    Text::new(
        format!("{}：{}", question.ja, row.ja),
        format!("{}: {}", question.en, row.en),
    )
}

/// A base with a further condition on it.
pub fn narrowed(base: &Text, condition: &Text) -> Text {
    Text::new(
        format!("{}（うち {}）", base.ja, condition.ja),
        format!("{} (of these: {})", base.en, condition.en),
    )
}

/// Numbers from `low` up to and including `high`, with their unit.
pub fn band(low: &str, high: &str, unit: &Text) -> Text {
    if low == high {
        return with_unit(Text::same(low), unit);
    }
    with_unit(
        Text::new(format!("{low}～{high}"), format!("{low}–{high}")),
        unit,
    )
}

/// Numbers up to and including `high`.
pub fn at_most(high: &str, unit: &Text) -> Text {
    let number = with_unit(Text::same(high), unit);
    Text::new(format!("{}以下", number.ja), format!("up to {}", number.en))
}

/// Numbers from `low`.
pub fn at_least(low: &str, unit: &Text) -> Text {
    let number = with_unit(Text::same(low), unit);
    Text::new(
        format!("{}以上", number.ja),
        format!("{} or more", number.en),
    )
}

fn with_unit(number: Text, unit: &Text) -> Text {
    let space = if unit.en.is_empty() { "" } else { " " };
    Text::new(
        format!("{}{}", number.ja, unit.ja),
        format!("{}{space}{}", number.en, unit.en),
    )
}
