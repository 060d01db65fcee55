//! Days as people and spreadsheets write them: 2020-10-31, 2020年10月31日, 令和2年10月31日, R2.10.31, 44135.

use super::fold::narrow;
use jiff::civil::Date;

/// Eras: name, letter, first day.
const ERAS: [(&str, char, (i16, i8, i8)); 5] = [
    ("令和", 'R', (2019, 5, 1)),
    ("平成", 'H', (1989, 1, 8)),
    ("昭和", 'S', (1926, 12, 25)),
    ("大正", 'T', (1912, 7, 30)),
    ("明治", 'M', (1868, 1, 25)),
];
/// Serial number of 9999-12-31 in a workbook.
const LAST_SERIAL: i64 = 2_958_465;
/// Serials up to 60 fall before 1 March 1900, where workbooks count a day that never was.
const FIRST_SERIAL: i64 = 61;

/// The day a cell names. A time of day behind it is passed over. Day-first and month-first forms are refused:
/// nobody can tell them apart.
#[must_use]
pub fn day(cell: &str) -> Option<Date> {
    let text = narrow(cell);
    if let Some(serial) = serial(&text) {
        return from_serial(serial);
    }
    let text = text.replace(['年', '月'], "-").replace('日', " ");
    let text = text.replace(['/', '.'], "-");
    let date = text.split([' ', 'T']).find(|part| !part.is_empty())?;
    if let Some(date) = eight_digits(date) {
        return Some(date);
    }
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some_and(|rest| !rest.is_empty()) {
        return None;
    }
    from_parts(year, month.parse().ok()?, day.parse().ok()?)
}

fn from_parts(year: &str, month: i8, day: i8) -> Option<Date> {
    let long = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    if long {
        return Date::new(year.parse().ok()?, month, day).ok();
    }
    let (start, rest) = era(year)?;
    let count: i16 = if rest == "元" { 1 } else { rest.parse().ok()? };
    let first = Date::new(start.0, start.1, start.2).ok()?;
    let year = start.0.checked_add(count.checked_sub(1)?)?;
    let date = Date::new(year, month, day).ok()?;
    (count >= 1 && date >= first).then_some(date)
}

fn era(year: &str) -> Option<((i16, i8, i8), &str)> {
    ERAS.iter().find_map(|(name, letter, first)| {
        let letters = [*letter, letter.to_ascii_lowercase()];
        let rest = year
            .strip_prefix(name)
            .or_else(|| year.strip_prefix(letters))?;
        Some((*first, rest))
    })
}

/// `20201031`.
fn eight_digits(text: &str) -> Option<Date> {
    let plain = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: i32 = text.parse().ok().filter(|_| plain)?;
    let part = |value: i32| i8::try_from(value % 100).ok();
    Date::new(
        i16::try_from(number / 10_000).ok()?,
        part(number / 100)?,
        part(number)?,
    )
    .ok()
}

/// A serial number of a workbook, its time of day cut off.
fn serial(text: &str) -> Option<i64> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = whole
        .parse()
        .ok()
        .filter(|_| digits(whole) && digits(rest))?;
    (FIRST_SERIAL..=LAST_SERIAL)
        .contains(&number)
        .then_some(number)
}

fn from_serial(serial: i64) -> Option<Date> {
    let before = Date::new(1899, 12, 30).ok()?;
    before
        .checked_add(jiff::Span::new().try_days(serial).ok()?)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_in_many_forms() {
        let cases = [
            ("2020-10-31", "2020-10-31"),
            ("2020/10/31", "2020-10-31"),
            ("2020.1.5", "2020-01-05"),
            ("２０２０年１０月３１日", "2020-10-31"),
            ("2020年10月31日（土）", "2020-10-31"),
            ("2020-10-31 09:30:00", "2020-10-31"),
            ("2020-10-31T09:30", "2020-10-31"),
            ("20201031", "2020-10-31"),
            ("44135", "2020-10-31"),
            ("44135.0", "2020-10-31"),
            ("44135.75", "2020-10-31"),
            ("令和2年10月31日", "2020-10-31"),
            ("令和元年5月1日", "2019-05-01"),
            ("令和元年4月30日", "-"),
            ("R2.10.31", "2020-10-31"),
            ("平成３１年４月３０日", "2019-04-30"),
            ("S64.1.7", "1989-01-07"),
            ("31/10/2020", "-"),
            ("10/31/20", "-"),
            ("2020-02-30", "-"),
            ("2020-10", "-"),
            ("60", "-"),
            ("令和0年1月1日", "-"),
            ("令和99999年1月1日", "-"),
            ("", "-"),
            ("明日", "-"),
        ];
        for (cell, wanted) in cases {
            let found = day(cell).map_or("-".to_owned(), |day| day.to_string());
            assert_eq!(found, wanted, "{cell}");
        }
    }
}
