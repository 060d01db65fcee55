//! When something was recorded, and as of when it is read.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::bytes::{Canonical, Malformed, Reader, Writer};

/// Milliseconds since 1970-01-01T00:00:00Z; `2026-11-21T09:00:00.000Z` in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

impl Moment {
    /// The moment so many milliseconds after 1970; none outside the years -9999 to 9999.
    #[must_use]
    pub fn from_millis(millis: i64) -> Option<Self> {
        Timestamp::from_millisecond(millis)
            .ok()
            .map(|_| Self(millis))
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn millis(self) -> i64 {
        self.0
    }

    /// The calendar day of the moment where the clock is `offset` ahead of UTC.
    #[must_use]
    pub fn day(self, offset: Offset) -> Date {
        self.timestamp().to_zoned(TimeZone::fixed(offset.0)).date()
    }

    /// Minutes since midnight where the clock is `offset` ahead of UTC.
    #[must_use]
    pub fn minute_of_day(self, offset: Offset) -> i64 {
        (self.0.div_euclid(60_000) + i64::from(offset.0.seconds()) / 60).rem_euclid(1_440)
    }

    /// The moment so many milliseconds later, held at the ends of the calendar.
    #[must_use]
    pub fn plus(self, millis: i64) -> Self {
        Self::from_millis(self.0.saturating_add(millis)).unwrap_or(self)
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.timestamp())
    }
}

impl FromStr for Moment {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let moment: Timestamp = text.parse().map_err(|_| Malformed::Value)?;
        Ok(Self(moment.as_millisecond()))
    }
}

impl serde::Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Canonical for Moment {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Self::from_millis(i64::read(from)?).ok_or(Malformed::Value)
    }
}

/// How far the server's calendar is ahead of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset(jiff::tz::Offset);

impl Offset {
    /// Japan's: nine hours, all year.
    pub const JAPAN: Self = Self(jiff::tz::Offset::constant(9));

    /// So many minutes ahead of UTC; none beyond a day.
    #[must_use]
    pub fn minutes(minutes: i32) -> Option<Self> {
        let offset = jiff::tz::Offset::from_seconds(minutes.checked_mul(60)?);
        offset.ok().map(Self)
    }
}

/// As of when a ledger is read: what was recorded by a moment, and is in effect on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// Entries recorded after this are not read.
    pub recorded_by: Moment,
    /// What takes effect after this day is not yet in force.
    pub on: Date,
}

impl AsOf {
    /// Now.
    #[must_use]
    pub fn now(now: Moment, offset: Offset) -> Self {
        Self {
            recorded_by: now,
            on: now.day(offset),
        }
    }

    /// The end of a day.
    #[must_use]
    pub fn day(on: Date, offset: Offset) -> Self {
        let midnight = on
            .to_zoned(TimeZone::fixed(offset.0))
            .map_or(i64::MAX, |start| start.timestamp().as_millisecond());
        let recorded_by =
            Moment::from_millis(midnight.saturating_add(DAY - 1)).unwrap_or(Moment(i64::MAX));
        Self { recorded_by, on }
    }
}
