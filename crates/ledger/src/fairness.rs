//! Gentle warnings about what a client asks of a vendor: said to both, recorded nowhere, refusing nothing.
//!
//! The points are those of METI and the JFTC of 28 October 2022 on requests for security measures to business partners
//! (<https://www.jftc.go.jp/dk/guideline/unyoukijun/cyber_security.html>): a request needs its reason; a named product must not be forced;
//! the price must not be set without talking about what the measures cost.

use crate::body::shared::Side;
use crate::body::term::{Outcome, Wording};
use crate::bytes::codes;

codes! {
    /// What a request lacks.
    pub enum Warning {
        /// It says nothing of why it is asked.
        NoReason = "no-reason",
        /// It names a product and nothing that would serve as well.
        NamesProduct = "names-product",
        /// Neither side says that its cost was talked about.
        NoCostTalk = "no-cost-talk",
    }
}

/// Names of products and services often named in requests; lower case.
const PRODUCTS: &str = include_str!("fairness/products.txt");

/// The warnings about a wording that a side puts forward, where the sides said these things of its cost.
#[must_use]
pub fn warnings(by: Side, wording: &Wording, said_of_cost: &[Outcome]) -> Vec<Warning> {
    if by != Side::Client {
        return Vec::new();
    }
    let silent = said_of_cost.is_empty();
    let named = product(&wording.text).is_some() && wording.alternatives.is_none();
    let found = [
        (wording.reason.is_none(), Warning::NoReason),
        (named, Warning::NamesProduct),
        (silent, Warning::NoCostTalk),
    ];
    let applies = found.into_iter().filter(|(applies, _)| *applies);
    applies.map(|(_, warning)| warning).collect()
}

/// The first product that a text names.
#[must_use]
pub fn product(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let mut names = PRODUCTS.lines().filter(|line| !line.is_empty());
    names.find(|name| names_it(&text, name))
}

/// Whether a name stands in a text as a word of its own. Japanese text has no spaces: only Latin letters and digits beside it make another word.
fn names_it(text: &str, name: &str) -> bool {
    let part_of_word = |letter: Option<char>| letter.is_some_and(|one| one.is_ascii_alphanumeric());
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !part_of_word(before) && !part_of_word(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(text: &str, reason: Option<&str>, alternatives: Option<&str>) -> Vec<&'static str> {
        let mut wording = Wording::new(text, date(2026, 11, 22));
        wording.reason = reason.map(str::to_owned);
        wording.alternatives = alternatives.map(str::to_owned);
        let talked = [Outcome::Talking];
        let found = warnings(Side::Client, &wording, &talked);
        found.into_iter().map(Warning::code).collect()
    }

    #[test]
    fn what_a_request_lacks() {
        assert_eq!(check("ログを残す", None, None), ["no-reason"]);
        assert_eq!(
            check("Zoomを使う", Some("社内の標準"), None),
            ["names-product"]
        );
        assert_eq!(
            check("Zoomを使う", Some("社内の標準"), Some("同等の会議")),
            [""; 0]
        );
        let wording = Wording::new("x", date(2026, 11, 22));
        assert_eq!(warnings(Side::Vendor, &wording, &[]), []);
        let all = [Warning::NoReason, Warning::NoCostTalk];
        assert_eq!(warnings(Side::Client, &wording, &[]), all);
    }

    #[test]
    fn a_name_is_a_word_of_its_own() {
        assert_eq!(
            product("会議はMicrosoft Teamsで行う"),
            Some("microsoft teams")
        );
        assert_eq!(product("teamspeaker"), None);
        assert_eq!(product("zoomin"), None);
        assert_eq!(product("ズームイン"), None);
    }
}
