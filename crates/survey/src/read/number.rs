//! Numbers as people and spreadsheets write them, kept exact: integers of a power of ten.

use super::fold::narrow;

/// Why a cell is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoNumber {
    /// It does not read as one.
    Unreadable,
    /// More digits after the point than allowed.
    TooFine,
    /// Too large to hold.
    TooLarge,
}

/// A cell as an integer of 10^-decimals. Thousands separators, full width, `▲5` and the given units are read;
/// `1.2E+05` is refused, because a spreadsheet program has already rounded it.
pub(super) fn number(cell: &str, decimals: u8, units: &[&str]) -> Result<i64, NoNumber> {
    let text = narrow(cell);
    let text = units
        .iter()
        .map(|unit| narrow(unit))
        .find_map(|unit| {
            Some(text.strip_suffix(unit.as_str())?.trim_end().to_owned())
                .filter(|_| !unit.is_empty())
        })
        .unwrap_or(text);
    let (negative, rest) = match text.strip_prefix(['-', '−', '▲', '△']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let whole = ungrouped(whole).ok_or(NoNumber::Unreadable)?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(&whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return Err(NoNumber::Unreadable);
    }
    let value = scaled(&whole, fraction, usize::from(decimals))?;
    Ok(if negative { -value } else { value })
}

/// The whole part without thousands separators, if these stand where they belong.
fn ungrouped(whole: &str) -> Option<String> {
    if !whole.contains([',', '、']) {
        return Some(whole.to_owned());
    }
    let mut groups = whole.split([',', '、']);
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    fits.then(|| whole.replace([',', '、'], ""))
}

/// Digits beyond `decimals` must be zeros, or the dust that binary numbers leave behind (0.30000000000000004).
fn scaled(whole: &str, fraction: &str, decimals: usize) -> Result<i64, NoNumber> {
    let (kept, beyond) = fraction.split_at(fraction.len().min(decimals));
    let padded = format!("{whole}{kept:0<decimals$}");
    let value: i64 = if padded.is_empty() {
        Ok(0)
    } else {
        padded.parse()
    }
    .map_err(|_| NoNumber::TooLarge)?;
    let dust = |digit: u8| {
        fraction.len() >= 15
            && beyond
                .bytes()
                .take(beyond.len() - 2)
                .all(|byte| byte == digit)
    };
    if beyond.bytes().all(|byte| byte == b'0') || (beyond.len() > 6 && dust(b'0')) {
        Ok(value)
    } else if beyond.len() > 6 && dust(b'9') {
        value.checked_add(1).ok_or(NoNumber::TooLarge)
    } else {
        Err(NoNumber::TooFine)
    }
}

#[cfg(test)]
mod tests {
    use super::{NoNumber, number};

    #[test]
    fn numbers_in_many_forms() {
        use NoNumber::{TooFine, TooLarge, Unreadable};
        let cases = [
            ("12", 0, Ok(12)),
            ("１２．５", 1, Ok(125)),
            ("12.0", 0, Ok(12)),
            ("12.50", 1, Ok(125)),
            ("12.55", 1, Err(TooFine)),
            ("0.30000000000000004", 1, Ok(3)),
            ("0.7999999999999999", 1, Ok(8)),
            ("1,234,567", 0, Ok(1_234_567)),
            ("1,23", 0, Err(Unreadable)),
            ("12人", 0, Ok(12)),
            ("12 ％", 0, Ok(12)),
            ("▲5", 0, Ok(-5)),
            ("-5", 2, Ok(-500)),
            ("+5", 0, Ok(5)),
            (".5", 1, Ok(5)),
            ("5.", 1, Ok(50)),
            (".", 0, Err(Unreadable)),
            ("1.2E+05", 0, Err(Unreadable)),
            ("--5", 0, Err(Unreadable)),
            ("十二", 0, Err(Unreadable)),
            ("9223372036854775807", 0, Ok(i64::MAX)),
            ("9223372036854775808", 0, Err(TooLarge)),
            ("NaN", 0, Err(Unreadable)),
            ("", 0, Err(Unreadable)),
        ];
        for (cell, decimals, wanted) in cases {
            assert_eq!(number(cell, decimals, &["人", "%"]), wanted, "{cell}");
        }
    }
}
