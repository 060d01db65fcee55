//! What is said after an act, on the page it leads back to: what was done, and whose turn it is. The address carries its code.

use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};

use super::Words;

/// Every code; its words stand under `done-CODE`.
const CODES: &[&str] = &[
    "opened",
    "described",
    "responsible",
    "disputed",
    "settled",
    "closed",
    "link-revoked",
    "views",
    "heard",
    "unchanged",
    "rule",
    "subcontract-asked",
    "subcontract-decided",
    "subcontract-ended",
    "linked",
    "unlinked",
    "work-set",
    "work-confirmed",
    "work-ended",
    "gate",
    "proposed",
    "dropped",
    "accepted",
    "cost",
    "signing",
    "approval-asked",
    "approved",
    "returned",
    "approval-withdrawn",
    "route-set",
    "route-ended",
    "acting-set",
    "acting-ended",
    "evidence",
    "evidence-asked",
    "evidence-unasked",
    "evidence-reviewed",
    "evidence-withdrawn",
    "item-set",
    "item-dropped",
    "items-listed",
    "screening-adjusted",
    "screening-unlinked",
    "screening-decided",
    "role-granted",
    "role-ended",
    "invitation-revoked",
    "stated",
    "note-erased",
    "security",
    "mail",
    "settings",
];

/// To a page, which then says what was done.
#[must_use]
pub fn done(path: &str, code: &str) -> Response {
    debug_assert!(CODES.contains(&code), "{code}");
    let (page, place) = match path.split_once('#') {
        Some((page, place)) => (page, format!("#{place}")),
        None => (path, String::new()),
    };
    let joint = if page.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{page}{joint}done={code}{place}")).into_response()
}

/// What the address says was done, in words; `organisation` is who stands across, on pages of an engagement.
#[must_use]
pub fn told(here: &Uri, organisation: &str, w: Words) -> Option<String> {
    let pairs = here.query().unwrap_or("").split('&');
    let mut said = pairs.filter_map(|pair| pair.strip_prefix("done="));
    let code = said.next().filter(|code| CODES.contains(code))?;
    Some(w.with(&format!("done-{code}"), "organisation", organisation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use survey::Language;

    #[test]
    fn every_act_has_its_words_and_nothing_else_is_said() {
        for language in [Language::Ja, Language::En] {
            for code in CODES {
                let here: Uri = format!("/o?at=2026-11-22&done={code}").parse().unwrap();
                let said = told(&here, "Fictional Aoba", Words(language)).unwrap();
                assert!(!said.contains("done-"), "{code}: {said}");
            }
        }
        for nothing in ["/o", "/o?done=", "/o?done=everything", "/o?undone=stated"] {
            assert_eq!(
                told(&nothing.parse().unwrap(), "", Words(Language::En)),
                None
            );
        }
        let to = done("/o/standing?list=rules#i.3", "stated");
        assert_eq!(
            to.headers()["location"],
            "/o/standing?list=rules&done=stated#i.3"
        );
    }
}
