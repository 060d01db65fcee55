//! Links that grant something. Their secret stands behind the `#`, which browsers send to nobody: opening one spends nothing,
//! and no proxy or log sees it. A small script moves it into the form; without scripts it is pasted. Sending the form redeems it (rule R10).

mod once;

pub use once::Once;

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::acts::NotDone;
use store::working::secret::Secret;

use crate::access::{Maybe, Sent, Trouble, cookie};
use crate::layout::{Frame, Words};

#[derive(Template)]
#[template(path = "pages/link/page.html")]
struct Link {
    frame: Frame,
    /// What it is for, in a sentence.
    about: String,
    action: &'static str,
    token: String,
    trouble: Option<Trouble>,
}

/// A kind of link: where its page is, and the key of its words.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    path: &'static str,
    key: &'static str,
}

/// The links there are.
pub mod kinds {
    use super::Kind;

    /// To set the server up.
    pub const SET_UP: Kind = Kind {
        path: "/set-up",
        key: "access-link-set-up",
    };
    /// To found an organisation.
    pub const FOUND: Kind = Kind {
        path: "/found",
        key: "access-link-found",
    };
    /// To join one.
    pub const JOIN: Kind = Kind {
        path: "/join",
        key: "access-link-join",
    };
    /// To come back in after a recovery.
    pub const BACK: Kind = Kind {
        path: "/recover/link",
        key: "organisation-link-back",
    };
    /// To verify an address for mail.
    pub const VERIFY: Kind = Kind {
        path: "/verify",
        key: "access-link-verify",
    };
    /// To act for one side of an engagement.
    pub const SIDE: Kind = Kind {
        path: "/side",
        key: "engagement-link-side",
    };
    /// To answer a screening.
    pub const SCREENING: Kind = Kind {
        path: "/screening",
        key: "screening-link",
    };
    /// To sign in.
    pub const SIGN_IN: Kind = Kind {
        path: "/sign-in/link",
        key: "access-link-sign-in",
    };
}

/// The secret as typed, or as the whole link that was pasted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    pub(in crate::pages) secret: String,
}

/// Reads a secret from what was pasted: digits alone, or the whole link; spaces and line breaks count for nothing.
#[must_use]
pub fn secret_in(pasted: &str) -> Option<Secret> {
    let digits: String = pasted
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let digits = digits.rsplit('#').next().unwrap_or("").to_ascii_lowercase();
    digits.parse().ok()
}

/// The page on which a link's code is sent.
pub fn page(maybe: &Maybe, kind: Kind) -> Response {
    show(maybe, kind, None)
}

/// The same, when the code is none that works: it may be unknown, spent, expired or called back, and nobody is told which.
pub fn dead(maybe: &Maybe, kind: Kind) -> Response {
    let trouble = Trouble {
        status: StatusCode::NOT_FOUND,
        ..Trouble::with_field(maybe.language(), "access-link-dead", "secret")
    };
    show(maybe, kind, Some(trouble))
}

fn show(maybe: &Maybe, kind: Kind, trouble: Option<Trouble>) -> Response {
    let w = Words(maybe.language());
    let frame = maybe.frame(&w.say(kind.key));
    let status = trouble
        .as_ref()
        .map_or(StatusCode::OK, |trouble| trouble.status);
    let mut response = frame.answer(&Link {
        about: report::words::attr(maybe.language(), kind.key, "about", &[]),
        action: kind.path,
        token: maybe.token.clone(),
        trouble,
        frame: frame.clone(),
    });
    *response.status_mut() = status;
    response
}

/// `GET /sign-in/link`
pub async fn sign_in(maybe: Maybe) -> Response {
    page(&maybe, kinds::SIGN_IN)
}

/// `POST /sign-in/link`: the session of before, whoever's it was, ends.
pub async fn signed_in(
    maybe: Maybe,
    headers: HeaderMap,
    Sent(code): Sent<Code>,
) -> Result<Response, Response> {
    let asked = cookie::held_asked(&maybe.access.site, &headers);
    let Some((secret, browser)) = secret_in(&code.secret).zip(asked) else {
        return Ok(dead(&maybe, kinds::SIGN_IN));
    };
    let (hash, browser) = (secret.hash(), browser.hash());
    let session = maybe.run(move |store| store.sign_in_by_link(hash, browser));
    match session.await {
        Ok(session) => enter(&maybe, &session, "/o/security").await,
        Err(NotDone::Absent) => Ok(dead(&maybe, kinds::SIGN_IN)),
        Err(error) => Err(maybe.failed(&error)),
    }
}

/// Goes on as somebody else than before: the old session ends, the browser holds the new one.
///
/// # Errors
/// The page that says why not.
pub async fn enter(maybe: &Maybe, session: &Secret, to: &str) -> Result<Response, Response> {
    let mut response = Redirect::to(to).into_response();
    become_of(maybe, session, &mut response).await?;
    Ok(response)
}

/// The same for an answer that is a page.
///
/// # Errors
/// The page that says why not.
pub async fn become_of(
    maybe: &Maybe,
    session: &Secret,
    response: &mut Response,
) -> Result<(), Response> {
    if let Some(before) = &maybe.session {
        let before = before.hash();
        let done = maybe.run(move |store| store.sign_out(before)).await;
        done.map_err(|error| maybe.failed(&NotDone::Failed(error)))?;
    }
    cookie::give(&maybe.access.site, response, session);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::secret_in;

    #[test]
    fn a_code_is_read_however_it_was_pasted() {
        let code = "ab".repeat(32);
        let spaced = format!(" {}\r\n{} ", &code[..20], &code[20..]);
        let link = format!("https://t.example/join#{code}");
        for (pasted, read) in [
            (code.as_str(), true),
            (&code.to_uppercase(), true),
            (&spaced, true),
            (&link, true),
            (&code[1..], false),
            ("", false),
            ("https://t.example/join", false),
        ] {
            assert_eq!(secret_in(pasted).is_some(), read, "{pasted}");
        }
    }
}
