//! What each side does about work passed on.

use axum::extract::Path;
use axum::response::Response;
use ledger::body::chain::{Openness, Passing};
use ledger::body::house::Chained;
use ledger::body::shared::Confidentiality;
use ledger::id::{EngagementId, SubcontractId};
use serde::Deserialize;
use store::Store;
use store::acts::{NewSubcontract, NotDone, Recorded};
use store::door::Visitor;
use survey::read::date;

use super::show;
use crate::access::{Sent, Signed, Trouble};
use crate::layout::done as told;
use crate::pages::engagement::number;

/// What was typed to ask for a subcontract.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Typed {
    pub(super) name: String,
    pub(super) purpose: String,
    pub(super) information: String,
    pub(super) personal: String,
    pub(super) from: String,
}

/// Does something, and shows the page again with what did not work.
async fn done(
    signed: Signed,
    id: EngagementId,
    (typed, code): (Typed, &str),
    act: impl FnOnce(&Store, &Visitor) -> Result<Recorded, NotDone> + Send + 'static,
) -> Result<Response, Response> {
    match signed.act(act).await {
        Ok(_) => Ok(told(&format!("/o/engagements/{id}/below"), code)),
        Err(error) => show(&signed, id, typed, Some(signed.trouble(&error)?)).await,
    }
}

/// The client's rule.
#[derive(Deserialize)]
pub struct Rule {
    passing: String,
}

/// `POST /o/engagements/{id}/below/rule`
pub async fn rule(
    signed: Signed,
    Path(id): Path<String>,
    Sent(form): Sent<Rule>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let passing = Passing::of(&form.passing).ok_or_else(|| signed.failed(&NotDone::Absent))?;
    done(
        signed,
        id,
        (Typed::default(), "rule"),
        move |store, visitor| store.rule_passing(visitor, id, passing),
    )
    .await
}

/// `POST /o/engagements/{id}/below/ask`
pub async fn ask(
    signed: Signed,
    Path(id): Path<String>,
    Sent(typed): Sent<Typed>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let wrong = |key, field| Trouble::with_field(signed.language(), key, field);
    if typed.purpose.trim().is_empty() {
        let trouble = wrong("chain-no-purpose", "purpose");
        return show(&signed, id, typed, Some(trouble)).await;
    }
    let Some(from) = date::day(typed.from.trim()) else {
        let trouble = wrong("engagement-bad-day", "from");
        return show(&signed, id, typed, Some(trouble)).await;
    };
    let new = NewSubcontract {
        name: Some(typed.name.trim().to_owned()).filter(|name| !name.is_empty()),
        purpose: typed.purpose.trim().to_owned(),
        information: Confidentiality::of(&typed.information),
        personal_data: match typed.personal.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        from,
    };
    done(
        signed,
        id,
        (typed, "subcontract-asked"),
        move |store, visitor| {
            let asked = store.ask_subcontract(visitor, id, new);
            asked.map(|(recorded, _)| recorded)
        },
    )
    .await
}

/// A decision, or the end, of a subcontract.
#[derive(Deserialize)]
pub struct About {
    subcontract: String,
    #[serde(default)]
    consents: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    on: String,
}

fn subcontract(signed: &Signed, about: &About) -> Result<SubcontractId, Response> {
    let number = about.subcontract.parse();
    number.map_err(|_| signed.failed(&NotDone::Absent))
}

/// `POST /o/engagements/{id}/below/decide`
pub async fn decide(
    signed: Signed,
    Path(id): Path<String>,
    Sent(about): Sent<About>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let subcontract = subcontract(&signed, &about)?;
    let consents = about.consents == "yes";
    done(
        signed,
        id,
        (Typed::default(), "subcontract-decided"),
        move |store, visitor| {
            store.decide_subcontract(visitor, id, subcontract, consents, Some(about.reason))
        },
    )
    .await
}

/// `POST /o/engagements/{id}/below/end`
pub async fn end(
    signed: Signed,
    Path(id): Path<String>,
    Sent(about): Sent<About>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let subcontract = subcontract(&signed, &about)?;
    let Some(on) = date::day(about.on.trim()) else {
        let trouble = Trouble::with_field(signed.language(), "engagement-bad-day", "on");
        return show(&signed, id, Typed::default(), Some(trouble)).await;
    };
    done(
        signed,
        id,
        (Typed::default(), "subcontract-ended"),
        move |store, visitor| store.end_subcontract(visitor, id, subcontract, on),
    )
    .await
}

/// Which engagement passes on this one's work.
#[derive(Deserialize)]
pub struct Linked {
    engagement: String,
    #[serde(default)]
    subcontract: String,
    #[serde(default)]
    openness: String,
    #[serde(default)]
    off: String,
}

/// `POST /o/engagements/{id}/below/link`: the vendor's own record, in its own ledger.
pub async fn link(
    signed: Signed,
    Path(id): Path<String>,
    Sent(form): Sent<Linked>,
) -> Result<Response, Response> {
    let parent = number(&signed, &id)?;
    let engagement = number(&signed, &form.engagement)?;
    let subcontract = match form.subcontract.as_str() {
        "" => None,
        number => Some(
            number
                .parse()
                .map_err(|_| signed.failed(&NotDone::Absent))?,
        ),
    };
    let link = Chained {
        engagement,
        parent,
        applies: form.off.is_empty(),
        subcontract,
        openness: Openness::of(&form.openness).unwrap_or(Openness::Hidden),
    };
    let code = if link.applies { "linked" } else { "unlinked" };
    done(
        signed,
        parent,
        (Typed::default(), code),
        move |store, visitor| store.chain(visitor, link),
    )
    .await
}
