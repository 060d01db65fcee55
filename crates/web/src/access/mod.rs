//! Organisations on this server: who comes, what they may see, and what they are answered when it is refused.
//!
//! A page takes [`Signed`] (or [`Maybe`]), asks the store once through [`Signed::look`] or [`Signed::act`], and fills its template.

pub mod cookie;
mod form;
mod holder;
mod network;
pub mod passkey;
pub mod provider;
mod signed;
mod trouble;

pub use form::{FIELD as FORM_TOKEN, Sent};
pub use holder::{Candidate, Holder};
pub use network::{Network, Proxies};
pub(crate) use signed::run;
pub use signed::{Maybe, Signed};
pub use trouble::Trouble;

use std::sync::Arc;

use ledger::id::PersonId;
use ledger::organisation::{Name, NameKind};
use store::Store;
use store::error::StoreError;
use survey::{Language, Text};

/// What pages of organisations need.
pub struct Access {
    /// Where everything is kept.
    pub store: Arc<Store>,
    /// What is configured of the site.
    pub site: Site,
    /// Asks identity providers; none where this server asks none.
    pub providers: Option<Arc<dyn provider::Providers>>,
    /// Is told of a failure, with the number the visitor was shown. The cause never holds content of a ledger.
    pub log: fn(&str, &StoreError),
}

/// What is configured of the site.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its address, scheme and host alone: `https://torikime.example`. Links in mails and passkeys are made from this, never from a request.
    pub origin: String,
    /// Whether mails are sent.
    pub mail: bool,
    /// Proxies whose word about who connects to them is believed.
    pub proxies: Vec<Proxies>,
    /// The people to choose from, where it is the demonstration.
    pub cast: Vec<Character>,
}

/// A made-up person of the demonstration.
#[derive(Debug, Clone)]
pub struct Character {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their organisation's name.
    pub organisation: Text,
    /// What they are there.
    pub role: ledger::body::house::Role,
    /// What to try as this person.
    pub about: Text,
}

impl Site {
    /// The host and port of its address.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.origin
            .split_once("://")
            .map_or(self.origin.as_str(), |(_, authority)| authority)
    }

    /// Whether browsers reach it encrypted, so that cookies can insist on that.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// Whether it is the demonstration: people are made up, and anybody may be any of them.
    #[must_use]
    pub fn is_demonstration(&self) -> bool {
        !self.cast.is_empty()
    }

    /// The full address of a path.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

/// What an organisation is called in a language: its Latin name on English pages, if it has one; else the one it goes by.
#[must_use]
pub fn called(names: &[Name], language: Language) -> String {
    let latin = names
        .iter()
        .find(|name| name.kind == NameKind::Latin && language == Language::En);
    latin
        .or(names.first())
        .map_or(String::new(), |name| name.text.clone())
}

/// The path to go on to, if it is one of this site: nothing that leads elsewhere or breaks a header.
#[must_use]
pub fn path_here(next: &str) -> Option<&str> {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    (own && next.bytes().all(|byte| byte.is_ascii_graphic())).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::path_here;

    #[test]
    fn only_paths_of_this_site_are_gone_on_to() {
        for (next, kept) in [
            ("/o/people", true),
            ("/o?at=2026-04-01", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example", false),
            ("o/people", false),
            ("/o\r\nSet-Cookie: a=b", false),
            ("", false),
        ] {
            assert_eq!(path_here(next).is_some(), kept, "{next:?}");
        }
    }
}
