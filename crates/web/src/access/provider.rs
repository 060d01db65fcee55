//! Identity providers as pages need them. Asking one is the binary's: this crate knows no network.

use std::sync::Arc;

use ledger::moment::Moment;
use report::words;
use store::door::Provider;
use survey::Language;

use super::{Access, Trouble};

/// Asks identity providers. Each call may block for seconds, and says nothing of what was answered but what it is for.
pub trait Providers: Send + Sync {
    /// Whether people can be sent to the provider of this address.
    ///
    /// # Errors
    /// What is amiss.
    fn check(&self, issuer: &str) -> Result<(), Amiss>;

    /// Where to send a browser, to come back to this address.
    ///
    /// # Errors
    /// What is amiss.
    fn begin(&self, provider: &Provider, back: &str) -> Result<Begun, Amiss>;

    /// Whom the provider vouched for, by the name it has for them, its word checked at a moment.
    ///
    /// # Errors
    /// What is amiss.
    fn finish(
        &self,
        provider: &Provider,
        back: &str,
        answer: &Answer,
        now: Moment,
    ) -> Result<String, Amiss>;
}

/// A way to a provider, begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Where to send the browser.
    pub address: String,
    /// What it must bring back.
    pub state: String,
    /// What the server must know then, to be told to nobody.
    pub kept: String,
}

/// What a browser brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What was kept of the beginning.
    pub kept: String,
    /// What the provider's word can be fetched by, once.
    pub code: String,
}

/// Why a provider cannot be used, or its word does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amiss {
    /// The address is none, or not of https.
    Address,
    /// The address leads into a network that the operator has not opened.
    Closed,
    /// Nothing answers there, or not in time.
    Silent,
    /// It sends elsewhere.
    Redirects,
    /// What answers is no provider.
    Strange,
    /// What answers names itself otherwise.
    OtherIssuer,
    /// It cannot do what is needed: codes, and signatures by RS256 or ES256.
    Unsuited,
    /// It does not know this server: client id, secret or address to come back to.
    Refused,
    /// Its word does not hold: signature, issuer, audience, time or nonce.
    Untrue,
    /// Too many providers are being asked just now.
    Busy,
    /// The client secret is not there any more.
    NoSecret,
}

impl Amiss {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Address,
        Self::Closed,
        Self::Silent,
        Self::Redirects,
        Self::Strange,
        Self::OtherIssuer,
        Self::Unsuited,
        Self::Refused,
        Self::Untrue,
        Self::Busy,
        Self::NoSecret,
    ];

    /// By which it is known in words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Closed => "closed",
            Self::Silent => "silent",
            Self::Redirects => "redirects",
            Self::Strange => "strange",
            Self::OtherIssuer => "other-issuer",
            Self::Unsuited => "unsuited",
            Self::Refused => "refused",
            Self::Untrue => "untrue",
            Self::Busy => "busy",
            Self::NoSecret => "no-secret",
        }
    }

    /// In words, for the head of a form.
    #[must_use]
    pub fn trouble(self, language: Language) -> Trouble {
        let field = match self {
            Self::Refused | Self::Untrue | Self::Busy | Self::NoSecret => "",
            _ => "issuer",
        };
        Trouble::with_field(language, &format!("provider-amiss-{}", self.code()), field)
    }
}

/// Asks beside the server's own threads. None where this server asks no providers.
///
/// # Errors
/// What is amiss.
pub async fn ask<T: Send + 'static>(
    access: &Access,
    question: impl FnOnce(&dyn Providers) -> Result<T, Amiss> + Send + 'static,
) -> Option<Result<T, Amiss>> {
    let providers = Arc::clone(access.providers.as_ref()?);
    match tokio::task::spawn_blocking(move || question(providers.as_ref())).await {
        Ok(answer) => Some(answer),
        // A panic in there is this request's alone (rule R16).
        Err(broken) => std::panic::resume_unwind(broken.into_panic()),
    }
}

/// The host of a provider's address, as people are shown where they go.
#[must_use]
pub fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// What is amiss, in words that name no field: for who signs in.
#[must_use]
pub fn told(language: Language, amiss: Amiss) -> Trouble {
    let key = match amiss {
        Amiss::Untrue => "provider-untrue",
        Amiss::Busy => "provider-amiss-busy",
        _ => "provider-out-of-order",
    };
    let reason = words::say(language, &format!("provider-amiss-{}", amiss.code()), &[]);
    let trouble = Trouble::with_field(language, key, "");
    Trouble {
        cause: format!("{} {reason}", trouble.cause),
        ..trouble
    }
}
