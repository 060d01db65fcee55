//! Days as an iCalendar file (RFC 5545): one all-day event for each, without an alarm and without an attendee.

/// A day to be told to a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Names the event for ever: a calendar that reads the file again moves the event instead of doubling it.
    pub uid: String,
    /// The day, as `(year, month, day)`.
    pub day: (i16, i8, i8),
    /// In a few words.
    pub summary: String,
    /// In more words.
    pub description: String,
    /// Where it is looked at.
    pub url: String,
}

/// The file. `stamp` is the moment it was made, as `20261122T030000Z`.
#[must_use]
pub fn file(name: &str, stamp: &str, events: &[Event]) -> Vec<u8> {
    let mut out = String::new();
    let mut line = |text: String| folded(&text, &mut out);
    for fixed in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Torikime//Torikime//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ] {
        line(fixed.to_owned());
    }
    line(format!("X-WR-CALNAME:{}", text(name)));
    for event in events {
        let (year, month, day) = event.day;
        line("BEGIN:VEVENT".to_owned());
        line(format!("UID:{}", text(&event.uid)));
        line(format!("DTSTAMP:{stamp}"));
        line(format!("DTSTART;VALUE=DATE:{year:04}{month:02}{day:02}"));
        line(format!("SUMMARY:{}", text(&event.summary)));
        line(format!("DESCRIPTION:{}", text(&event.description)));
        line(format!("URL:{}", plain(&event.url)));
        line("TRANSP:TRANSPARENT".to_owned());
        line("END:VEVENT".to_owned());
    }
    line("END:VCALENDAR".to_owned());
    out.into_bytes()
}

/// A value that is no TEXT and takes no escapes: nothing that could end its line.
fn plain(value: &str) -> String {
    value
        .chars()
        .filter(|letter| !letter.is_control())
        .collect()
}

/// A TEXT value (section 3.3.11): backslash, semicolon and comma with a backslash before them, a line's end as `\n`, other controls left out.
fn text(value: &str) -> String {
    let value = value.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::new();
    for letter in value.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// Octets of a line at most, without its end (section 3.1).
const LONGEST: usize = 75;

/// A content line, folded between letters: each further line begins with a space, which counts.
fn folded(line: &str, out: &mut String) {
    let mut octets = 0;
    for letter in line.chars() {
        if octets + letter.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(letter);
        octets += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{Event, LONGEST, file};

    fn event(summary: &str) -> Event {
        Event {
            uid: "a-term-ends@torikime".to_owned(),
            day: (2026, 1, 9),
            summary: summary.to_owned(),
            description: "一行目\r\n二行目".to_owned(),
            url: "https://t.example/o\r\nX-EVIL:1".to_owned(),
        }
    }

    #[test]
    fn an_event_is_written_as_the_standard_has_it() {
        let made = file("暦", "20261122T030000Z", &[event("a;b,c\\d")]);
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Torikime//Torikime//EN\r\nCALSCALE:GREGORIAN\r\n\
            METHOD:PUBLISH\r\nX-WR-CALNAME:暦\r\nBEGIN:VEVENT\r\nUID:a-term-ends@torikime\r\nDTSTAMP:20261122T030000Z\r\n\
            DTSTART;VALUE=DATE:20260109\r\nSUMMARY:a\\;b\\,c\\\\d\r\nDESCRIPTION:一行目\\n二行目\r\n\
            URL:https://t.example/oX-EVIL:1\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(String::from_utf8(made).unwrap(), expected);
    }

    #[test]
    fn no_line_is_longer_than_it_may_be_and_unfolded_nothing_is_lost() {
        for summary in [
            "長".repeat(200),
            "a長".repeat(90),
            "x".repeat(75),
            "🍣".repeat(40),
        ] {
            let made = file("n", "20261122T030000Z", &[event(&summary)]);
            let made = String::from_utf8(made).unwrap();
            assert!(made.split("\r\n").all(|line| line.len() <= LONGEST));
            let whole = made.replace("\r\n ", "");
            assert!(whole.contains(&format!("\r\nSUMMARY:{summary}\r\n")));
        }
    }
}
