//! The tone and mark of a verdict on pages: never colour alone.

use survey::retest::Verdict;

/// Class of the tag.
pub fn of(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "good",
        Verdict::Contradicted => "bad",
        Verdict::NoMeaningfulDifference => "key",
        Verdict::TooSmallToSay | Verdict::TooRoundedToSay => "care",
        Verdict::NotTestable => "mute",
    }
}

/// Sign before the word: the same as in figures and reports.
pub fn mark(verdict: &Verdict) -> &'static str {
    report::marks::of_verdict(*verdict).sign
}
