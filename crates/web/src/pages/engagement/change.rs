//! What a side does to an engagement besides stating its views.

use axum::extract::{Path, Query};
use axum::response::Response;
use ledger::body::shared::Verb;
use ledger::id::{EngagementId, LinkId, PersonId};
use ledger::item::ItemCode;
use store::Store;
use store::acts::{NotDone, SideInvitation, Speaker};
use store::door::Visitor;

use super::{number, seen, show};
use crate::access::{Sent, Signed, Trouble};
use crate::layout::Words;
use crate::layout::done as told;
use crate::pages::engagements::Typed;
use crate::pages::ledger::{Since, file, sizes};
use crate::pages::link::Once;

/// A form's fields, in order.
pub type Fields = Vec<(String, String)>;

const DAY: i64 = 86_400_000;

fn first<'a>(fields: &'a Fields, name: &str) -> &'a str {
    let found = fields.iter().find(|(field, _)| field == name);
    found.map_or("", |(_, value)| value.trim())
}

/// Does something, and shows the engagement again, with what did not work.
async fn done(
    signed: Signed,
    id: EngagementId,
    (typed, code): (Option<Typed>, &str),
    act: impl FnOnce(&Store, &Visitor) -> Result<store::acts::Recorded, NotDone> + Send + 'static,
) -> Result<Response, Response> {
    match signed.act(act).await {
        Ok(_) => Ok(told(&format!("/o/engagements/{id}"), code)),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(&signed, id, typed, Some(trouble)).await
        }
    }
}

/// `POST /o/engagements/{id}/describe`
pub async fn describe(
    signed: Signed,
    Path(id): Path<String>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let typed = Typed::of(fields);
    let described = match typed.described(Words(signed.language())) {
        Ok(described) => described,
        Err(trouble) => return show(&signed, id, Some(typed), Some(trouble)).await,
    };
    done(
        signed,
        id,
        (Some(typed), "described"),
        move |store, visitor| store.describe_work(visitor, id, described, None),
    )
    .await
}

/// `POST /o/engagements/{id}/responsible`
pub async fn responsible(
    signed: Signed,
    Path(id): Path<String>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let person: PersonId = first(&fields, "person")
        .parse()
        .map_err(|_| signed.failed(&NotDone::Absent))?;
    done(signed, id, (None, "responsible"), move |store, visitor| {
        store.name_responsible(visitor, id, person, store.now().today())
    })
    .await
}

/// `POST /o/engagements/{id}/dispute`
pub async fn dispute(
    signed: Signed,
    Path(id): Path<String>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let item: ItemCode = first(&fields, "item")
        .parse()
        .map_err(|_| signed.failed(&NotDone::Absent))?;
    let disputed = first(&fields, "settled").is_empty();
    let note = Some(first(&fields, "note").to_owned());
    let code = if disputed { "disputed" } else { "settled" };
    done(signed, id, (None, code), move |store, visitor| {
        store.dispute(visitor, id, item, disputed, note)
    })
    .await
}

/// `POST /o/engagements/{id}/revoke`
pub async fn revoke(
    signed: Signed,
    Path(id): Path<String>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let link: LinkId = first(&fields, "link")
        .parse()
        .map_err(|_| signed.failed(&NotDone::Absent))?;
    done(signed, id, (None, "link-revoked"), move |store, visitor| {
        store.revoke_side_link(&Speaker::from(visitor), id, link)
    })
    .await
}

/// `POST /o/engagements/{id}/invite`: the link, shown once.
pub async fn invite(
    signed: Signed,
    Path(id): Path<String>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let days = survey::read::fold::narrow(first(&fields, "days"));
    let Some(days) = days
        .parse::<i64>()
        .ok()
        .filter(|days| (1..=90).contains(days))
    else {
        let trouble = Trouble::with_field(signed.language(), "engagement-bad-days", "days");
        return show(&signed, id, None, Some(trouble)).await;
    };
    let seen = seen(&signed, id).await?;
    let own = seen.engagement.engagement.own;
    let side = if first(&fields, "side") == "across" {
        own.other()
    } else {
        own
    };
    let chosen = fields.iter().filter(|(field, _)| field == "verb");
    let mut verbs: Vec<Verb> = chosen.filter_map(|(_, verb)| Verb::of(verb)).collect();
    verbs.push(Verb::Look);
    // Nobody takes a side for another organisation that its own people hold already.
    verbs.retain(|verb| *verb != Verb::Take || side != own);
    verbs.sort_unstable();
    verbs.dedup();
    let invitation = SideInvitation {
        side,
        verbs,
        items: Vec::new(),
        to: Some(first(&fields, "to").to_owned()),
        expires: signed.access.store.now().moment.plus(days * DAY),
    };
    let given = signed
        .act(move |store, visitor| store.invite_side(&Speaker::from(visitor), id, invitation))
        .await;
    match given {
        Ok((_, secret)) => {
            let w = Words(signed.language());
            let address = signed.access.site.address("/side");
            Ok(Once {
                frame: signed.frame(&w.say("engagement-link-made")),
                told: None,
                text: w.with("engagement-link-text", "days", days),
                label: w.say("engagement-link"),
                secret: format!("{address}#{}", secret.reveal()),
                care: w.say("engagement-link-care"),
                back: ("/o/engagements".into(), w.say("engagement-section")),
            }
            .answer())
        }
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(&signed, id, None, Some(trouble)).await
        }
    }
}

/// `/o/engagements/{id}/export.json`: the engagement's ledger as a file that proves itself.
pub async fn export(
    signed: Signed,
    Path(id): Path<String>,
    Query(asked): Query<Since>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let since = sizes(&asked);
    let export = signed
        .look_at(id, move |look| look.export(&since))
        .await?
        .into_inner();
    let json =
        serde_json::to_string_pretty(&export).map_err(|_| signed.failed(&NotDone::Absent))?;
    Ok(file(
        &format!("{}.json", export.ledger),
        "application/json",
        json,
    ))
}
