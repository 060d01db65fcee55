//! What can be done about people. What is refused comes back with what was typed.

use axum::response::Response;
use jiff::civil::Date;
use ledger::body::house::Role;
use serde::Deserialize;
use store::acts::{Invitation, NotDone};
use store::working::secret::Secret;
use survey::read::fold;

use super::show;
use crate::access::{Sent, Signed, Trouble};
use crate::layout::Words;
use crate::layout::done as told;
use crate::pages::link::Once;

const DAY: i64 = 86_400_000;
/// An invitation works so long.
const LASTS: i64 = 7 * DAY;

/// What was typed, of whichever form it was.
#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields, default)]
pub struct Typed {
    pub(super) person: String,
    pub(super) role: String,
    pub(super) until: String,
    pub(super) address: String,
    pub(super) link: String,
}

/// A role's last day as typed; none where the field is empty.
fn until(signed: &Signed, typed: &Typed) -> Result<Option<Date>, Trouble> {
    if typed.until.trim().is_empty() {
        return Ok(None);
    }
    let day = survey::read::date::day(&typed.until);
    let wrong = || Trouble::with_field(signed.language(), "access-no-day", "until");
    day.map(Some).ok_or_else(wrong)
}

/// `POST /o/people/invite`
pub async fn invite(signed: Signed, Sent(typed): Sent<Typed>) -> Result<Response, Response> {
    let role = Role::of(&typed.role);
    if role.is_none() && typed.role != "found" {
        let trouble = Trouble::with_field(signed.language(), "access-no-role", "role");
        return show(&signed, typed, Some(trouble)).await;
    }
    let role_until = match until(&signed, &typed) {
        Ok(day) => day,
        Err(trouble) => return show(&signed, typed, Some(trouble)).await,
    };
    let page = signed
        .access
        .site
        .address(if role.is_some() { "/join" } else { "/found" });
    let address = Some(fold::narrow(&typed.address)).filter(|address| !address.is_empty());
    if address
        .as_ref()
        .is_some_and(|address| !address.contains('@'))
    {
        let trouble = Trouble::with_field(signed.language(), "access-no-address", "address");
        return show(&signed, typed, Some(trouble)).await;
    }
    let address = address.filter(|_| signed.access.site.mail);
    let invitation = Invitation {
        role,
        role_until,
        expires: signed.access.store.now().moment.plus(LASTS),
        send: address.clone().map(|address| (address, page.clone())),
    };
    let done = signed
        .act(move |store, visitor| store.invite(visitor, invitation))
        .await;
    match done {
        Ok((_, secret)) => Ok(invited(&signed, &page, &secret, address)),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(&signed, typed, Some(trouble)).await
        }
    }
}

/// The link, shown once.
fn invited(signed: &Signed, page: &str, secret: &Secret, sent: Option<String>) -> Response {
    let w = Words(signed.language());
    let page = Once {
        told: sent.map(|address| w.with("access-invited-sent", "address", address)),
        text: w.with("access-invited-text", "days", LASTS / DAY),
        label: w.say("access-invited-link"),
        secret: format!("{page}#{}", secret.reveal()),
        care: w.say("access-invited-care"),
        back: ("/o/people".into(), w.say("access-section-people")),
        frame: signed.frame(&w.say("access-invited")),
    };
    page.answer()
}

/// `POST /o/people/revoke`
pub async fn revoke(signed: Signed, Sent(typed): Sent<Typed>) -> Result<Response, Response> {
    let link = typed.link.parse();
    let link = link.map_err(|_| signed.failed(&NotDone::Absent))?;
    let done = signed
        .act(move |store, visitor| store.revoke_invitation(visitor, link))
        .await;
    settled(&signed, (typed, "invitation-revoked"), done).await
}

/// `POST /o/people/grant`
pub async fn grant(signed: Signed, Sent(typed): Sent<Typed>) -> Result<Response, Response> {
    let last = match until(&signed, &typed) {
        Ok(day) => day,
        Err(trouble) => return show(&signed, typed, Some(trouble)).await,
    };
    let Some((person, role)) = typed.person.parse().ok().zip(Role::of(&typed.role)) else {
        return Err(signed.failed(&NotDone::Absent));
    };
    let done = signed
        .act(move |store, visitor| store.grant_role(visitor, person, role, last))
        .await;
    settled(&signed, (typed, "role-granted"), done).await
}

/// `POST /o/people/end`
pub async fn end(signed: Signed, Sent(typed): Sent<Typed>) -> Result<Response, Response> {
    let Some((person, role)) = typed.person.parse().ok().zip(Role::of(&typed.role)) else {
        return Err(signed.failed(&NotDone::Absent));
    };
    let done = signed
        .act(move |store, visitor| store.end_role(visitor, person, role))
        .await;
    settled(&signed, (typed, "role-ended"), done).await
}

/// Back to the list, or the list with what did not work. Who may not see the list is told on a page of its own.
async fn settled<T>(
    signed: &Signed,
    (typed, code): (Typed, &str),
    done: Result<T, NotDone>,
) -> Result<Response, Response> {
    match done {
        Ok(_) => Ok(told("/o/people", code)),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            let page = show(signed, typed, Some(trouble.clone())).await;
            page.map_err(|_| trouble.page(signed.chosen, &signed.here))
        }
    }
}
