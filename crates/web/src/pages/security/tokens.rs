//! Tokens by which programs act for a person: made with a purpose and an end, shown once, called back.

use axum::response::Response;
use ledger::body::Kind;
use ledger::body::house::Scope;
use ledger::policy::Action;
use ledger::view::house::TokenView;
use serde::Deserialize;
use store::acts::NotDone;

use super::{Seen, settled, show};
use crate::access::{Sent, Signed};
use crate::layout::Words;
use crate::pages::link::Once;

const DAY: i64 = 86_400_000;
/// Days a token can be made for.
const LASTS: [i64; 4] = [30, 90, 180, 365];

/// A token as listed.
pub(super) struct Token {
    pub id: String,
    pub name: String,
    pub scopes: String,
    pub state: String,
    pub tone: &'static str,
    pub may_revoke: bool,
    /// What the button says to who cannot see its line.
    pub revoke: String,
}

impl Seen<'_> {
    pub(super) fn token(&self, view: &TokenView) -> Token {
        let w = self.w();
        let scopes = view.scopes.iter();
        let scopes: Vec<String> = scopes.map(|scope| w.code("scope-", scope.code())).collect();
        let works = !view.revoked && view.expires > self.then;
        let day = view.expires.day(self.signed.access.store.offset());
        let (state, tone) = match view {
            TokenView { revoked: true, .. } => (w.say("organisation-token-revoked"), "mute"),
            _ if !works => (w.say("organisation-token-over"), "mute"),
            _ => (
                w.with("organisation-token-works", "day", w.day(&day)),
                "good",
            ),
        };
        let id = view.token.to_string();
        let short: String = id.chars().take(8).collect();
        let name = self.name(view.person);
        let named = w.with2("organisation-token-named", ("name", &name), ("id", &short));
        Token {
            revoke: w.with("organisation-token-revoke", "token", &named),
            name: named,
            id,
            scopes: scopes.join(w.say("organisation-list-joint").as_str()),
            state,
            tone,
            may_revoke: works && self.may(Kind::TokenRevoked, view.person),
        }
    }
}

/// What a token of the visitor's can be for: no more than they may themselves.
pub(super) fn scopes(signed: &Signed) -> Vec<(&'static str, String)> {
    let w = Words(signed.language());
    let may = |scope: &&Scope| match scope {
        Scope::Read => true,
        Scope::State => signed.may(Action::Record(Kind::Stated)),
        Scope::People => signed.may(Action::Record(Kind::Invited)),
        Scope::Organisation => signed.may(Action::Record(Kind::Renamed)),
        Scope::Engagements => signed.may(Action::Record(Kind::Opened)),
    };
    let scopes = Scope::ALL.iter().filter(may);
    scopes
        .map(|scope| (scope.code(), w.code("scope-", scope.code())))
        .collect()
}

/// Days, and how they are said.
pub(super) fn lasts(w: Words) -> [(i64, String); 4] {
    LASTS.map(|days| (days, w.with("organisation-days", "days", days)))
}

/// `POST /o/security/tokens`: a new token, shown once.
pub async fn issue(
    signed: Signed,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Response> {
    let chosen = fields.iter().filter(|(key, _)| key == "scope");
    let scopes: Option<Vec<Scope>> = chosen.map(|(_, code)| Scope::of(code)).collect();
    let days = fields.iter().find(|(key, _)| key == "days");
    let days = days.and_then(|(_, days)| days.parse().ok());
    let days = days.filter(|days| LASTS.contains(days));
    let Some((scopes, days)) = scopes.zip(days) else {
        return Err(signed.failed(&NotDone::Absent));
    };
    let expires = signed.access.store.now().moment.plus(days * DAY);
    let done = signed
        .act(move |store, visitor| store.issue_token(visitor, scopes, expires))
        .await;
    let secret = match done {
        Ok((_, _, secret)) => secret,
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            return show(&signed, Some(trouble)).await;
        }
    };
    let w = Words(signed.language());
    let page = Once {
        told: None,
        text: w.with("organisation-token-text", "days", days),
        label: w.say("organisation-token"),
        secret: secret.reveal(),
        care: w.say("organisation-token-care"),
        back: ("/o/security".into(), w.say("access-section-security")),
        frame: signed.frame(&w.say("organisation-token-made")),
    };
    Ok(page.answer())
}

/// Which token.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Which {
    token: String,
}

/// `POST /o/security/tokens/revoke`
pub async fn revoke(signed: Signed, Sent(form): Sent<Which>) -> Result<Response, Response> {
    let id = form.token.parse();
    let id = id.map_err(|_| signed.failed(&NotDone::Absent))?;
    let done = signed
        .act(move |store, visitor| store.revoke_token(visitor, id))
        .await;
    settled(&signed, done).await
}
