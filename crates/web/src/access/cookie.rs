//! The cookie of an access session: unreadable to scripts, sent to this host alone, and over HTTPS only where the site has it.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use ledger::hash::Hash;
use ledger::id::OrganisationId;
use store::working::secret::Secret;

use super::Site;

/// An access session lasts no longer than this, in seconds.
const LASTS: i64 = store::acts::SESSION_LASTS / 1000;

fn name(site: &Site) -> &'static str {
    if site.secure() {
        "__Host-torikime"
    } else {
        "torikime"
    }
}

/// What a browser holds that asked for a link to sign in lasts as long as the link, in seconds.
const ASKED_LASTS: i64 = store::acts::SIGN_IN_LASTS / 1000;

/// The name of what a browser holds that asked for a link to sign in.
fn asked_name(site: &Site) -> String {
    format!("{}-asked", name(site))
}

/// What a browser holds that asked for a link to sign in.
#[must_use]
pub fn held_asked(site: &Site, headers: &HeaderMap) -> Option<Secret> {
    held_as(&asked_name(site), headers)
}

/// Gives it to the browser.
pub fn give_asked(site: &Site, response: &mut Response, secret: &Secret) {
    set(
        site,
        response,
        &asked_name(site),
        &secret.reveal(),
        ASKED_LASTS,
    );
}

/// What a browser holds that went to an identity provider lasts as long as the way, in seconds.
const AWAY_LASTS: i64 = store::acts::PROVIDER_LASTS / 1000;

/// The name of what a browser holds that went to an identity provider.
fn away_name(site: &Site) -> String {
    format!("{}-away", name(site))
}

/// What a browser holds that went to an identity provider.
#[must_use]
pub fn held_away(site: &Site, headers: &HeaderMap) -> Option<Secret> {
    held_as(&away_name(site), headers)
}

/// Gives it to the browser.
pub fn give_away(site: &Site, response: &mut Response, secret: &Secret) {
    set(
        site,
        response,
        &away_name(site),
        &secret.reveal(),
        AWAY_LASTS,
    );
}

/// How long a browser keeps the secret of a link to an engagement's side, in seconds: half a day.
const SIDE_LASTS: i64 = 12 * 3_600;

/// The name of the secret of a link to a side, held while its holder looks and answers.
fn side_name(site: &Site) -> String {
    format!("{}-side", name(site))
}

/// The secret of a link to a side.
#[must_use]
pub fn held_side(site: &Site, headers: &HeaderMap) -> Option<Secret> {
    held_as(&side_name(site), headers)
}

/// Gives it to the browser.
pub fn give_side(site: &Site, response: &mut Response, link: &Secret) {
    set(site, response, &side_name(site), &link.reveal(), SIDE_LASTS);
}

/// Takes it back.
pub fn take_side(site: &Site, response: &mut Response) {
    set(site, response, &side_name(site), "", 0);
}

/// The name of the secret of a link to a screening, held while its holder looks and answers.
fn screening_name(site: &Site) -> String {
    format!("{}-screening", name(site))
}

/// The secret of a link to a screening.
#[must_use]
pub fn held_screening(site: &Site, headers: &HeaderMap) -> Option<Secret> {
    held_as(&screening_name(site), headers)
}

/// Gives it to the browser, for as long as that of a link to a side.
pub fn give_screening(site: &Site, response: &mut Response, link: &Secret) {
    let name = screening_name(site);
    set(site, response, &name, &link.reveal(), SIDE_LASTS);
}

/// Takes it back.
pub fn take_screening(site: &Site, response: &mut Response) {
    set(site, response, &screening_name(site), "", 0);
}

/// The secret a request brings.
#[must_use]
pub fn held(site: &Site, headers: &HeaderMap) -> Option<Secret> {
    held_as(name(site), headers)
}

fn held_as(name: &str, headers: &HeaderMap) -> Option<Secret> {
    let lines = headers.get_all(header::COOKIE).iter();
    let mut pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    pairs.find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.parse().ok()).flatten()
    })
}

/// Gives the browser a session's secret.
pub fn give(site: &Site, response: &mut Response, session: &Secret) {
    set(site, response, name(site), &session.reveal(), LASTS);
}

/// Takes it back.
pub fn take(site: &Site, response: &mut Response) {
    set(site, response, name(site), "", 0);
}

fn set(site: &Site, response: &mut Response, name: &str, value: &str, lasts: i64) {
    let secure = if site.secure() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={lasts}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// What a form of a session must bring along: nobody else can know it, and it is void when another organisation is acted for,
/// so that a page left open cannot record something for the wrong one.
#[must_use]
pub fn form_token(session: &Secret, acts_for: Option<OrganisationId>) -> String {
    let organisation = acts_for.map_or(Vec::new(), |id| id.0.to_vec());
    let session: Hash = session.hash().into();
    Hash::of("torikime/form/1", &[&session.0, &organisation]).to_string()
}
