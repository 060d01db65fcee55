//! Percentages with one decimal, rounded half-up from exact integer ratios (四捨五入).
//!
//! `format!("{:.1}")` rounds the binary value, ties to even; a printed table must not.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A percentage in tenths of a point: `Tenths(836)` prints as `83.6`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tenths(pub i32);

impl Tenths {
    /// The share `part / whole` in per cent, half-up. `None` when the whole is zero.
    ///
    /// Parts and wholes are counts or integer-scaled weights of one scale; `part` must not exceed 2^117.
    pub fn of(part: u128, whole: u128) -> Option<Tenths> {
        if whole == 0 {
            return None;
        }
        let rounded = (part.checked_mul(2000)?.checked_add(whole)?) / (whole.checked_mul(2)?);
        i32::try_from(rounded).ok().map(Tenths)
    }

    /// The percentage as a floating-point number of points, for drawing only.
    pub fn points(self) -> f64 {
        f64::from(self.0) / 10.0
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{}", magnitude / 10, magnitude % 10))
    }
}

/// Why a text is not a percentage with at most one decimal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a percentage with at most one decimal: {0}")]
pub struct NotTenths(pub String);

impl FromStr for Tenths {
    type Err = NotTenths;

    fn from_str(text: &str) -> Result<Tenths, NotTenths> {
        let refuse = || NotTenths(text.to_owned());
        let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(tenth) || tenth.len() != 1 {
            return Err(refuse());
        }
        let value: i32 = format!("{whole}{tenth}").parse().map_err(|_| refuse())?;
        Ok(Tenths(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(part: u128, whole: u128, printed: &str) {
        assert_eq!(
            Tenths::of(part, whole).unwrap().to_string(),
            printed,
            "{part}/{whole}"
        );
        assert_eq!(
            printed.parse::<Tenths>().unwrap(),
            Tenths::of(part, whole).unwrap()
        );
    }

    #[test]
    fn shares_round_half_up() {
        check(240, 287, "83.6");
        check(1, 2000, "0.1"); // 0.05 %: half goes up
        check(9, 16, "56.3"); // 56.25 %: ties-to-even would print 56.2
        check(0, 7, "0.0");
        check(7, 7, "100.0");
        assert_eq!(Tenths::of(1, 0), None);
    }

    #[test]
    fn a_percentage_is_read_strictly() {
        for bad in [
            "",
            "8.36",
            "-1.0",
            "8,3",
            "８.３",
            ".5",
            "5.",
            "99999999999.0",
        ] {
            assert!(bad.parse::<Tenths>().is_err(), "{bad}");
        }
        assert_eq!("40".parse(), Ok(Tenths(400)));
    }
}
