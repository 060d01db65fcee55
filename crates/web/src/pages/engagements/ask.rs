//! The other sides of several engagements asked for the same items: a link for each, or none.

use std::sync::Arc;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use ledger::body::Kind;
use ledger::body::shared::Verb;
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use store::acts::{AcrossLink, NotDone, PlacedEngagement};
use store::door::EngagementRow;

use super::links::{Given, Links};
use super::{Asked, Fields, chosen, import::LASTS, rows};
use crate::access::{Sent, Signed, Trouble};
use crate::catalogue::text;
use crate::layout::{Frame, Words};
use crate::pages::engagement::topics;
use crate::pages::standing::{day, topic_name};
use crate::register::read::MOST;

const DAY: i64 = 86_400_000;

#[derive(Template)]
#[template(path = "pages/engagements/ask.html")]
struct Page {
    frame: Frame,
    token: String,
    asked: Asked,
    engagements: Vec<Choice>,
    topics: Vec<(String, Vec<Choice>)>,
    trouble: Option<Trouble>,
}

/// Something to tick.
struct Choice {
    id: String,
    name: String,
    more: String,
    chosen: bool,
}

/// Those whose other side has not come yet: who takes part is asked on its own page.
async fn open(signed: &Signed, asked: &Asked) -> Result<Vec<Arc<EngagementRow>>, Response> {
    if !signed.can(Kind::SideInvited) {
        return Err(signed.failed(&NotDone::Absent));
    }
    let mut rows = chosen(rows(signed).await?, asked);
    rows.retain(|row| row.closed.is_none() && !row.present);
    Ok(rows)
}

/// `/o/engagements/ask`
pub async fn page(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    show(&signed, asked, &Vec::new(), None).await
}

async fn show(
    signed: &Signed,
    asked: Asked,
    fields: &Fields,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let (w, language) = (Words(signed.language()), signed.language());
    let ticked = |name: &str, id: &str| {
        fields
            .iter()
            .any(|(field, value)| field == name && value == id)
    };
    let rows = open(signed, &asked).await?.into_iter().take(MOST);
    let engagements = rows.map(|row| Choice {
        chosen: ticked("engagement", &row.id.to_string()),
        id: row.id.to_string(),
        name: row.across.clone(),
        more: row.title.clone(),
    });
    let item = |item: &&'static ledger::catalogue::Item| Choice {
        id: item.id.to_string(),
        name: text(&item.name, language).to_owned(),
        more: text(&item.plain, language).to_owned(),
        chosen: ticked("item", item.id.as_str()),
    };
    let topics = topics(day(signed)).into_iter();
    let frame = signed.frame(&w.say("register-ask"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let page = Page {
        token: signed.token.clone(),
        engagements: engagements.collect(),
        topics: topics
            .map(|(topic, items)| {
                (
                    topic_name(topic, language),
                    items.iter().map(item).collect(),
                )
            })
            .collect(),
        asked,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// `POST /o/engagements/ask`
pub async fn take(signed: Signed, Sent(fields): Sent<Fields>) -> Result<Response, Response> {
    let of = |name: &'static str| fields.iter().filter(move |(field, _)| field == name);
    let absent = || signed.failed(&NotDone::Absent);
    let ids = of("engagement").map(|(_, id)| id.parse::<EngagementId>());
    let mut ids = ids.collect::<Result<Vec<_>, _>>().map_err(|_| absent())?;
    ids.sort_unstable();
    ids.dedup();
    let offered: Vec<&str> = topics(day(&signed))
        .into_iter()
        .flat_map(|(_, items)| items)
        .map(|item| item.id.as_str())
        .collect();
    // An item that is not offered any more is not silently left out: without it the link would reach further.
    if of("item").any(|(_, id)| !offered.contains(&id.as_str())) {
        return Err(absent());
    }
    let items = of("item").map(|(_, id)| id.parse::<ItemCode>());
    let items = items.collect::<Result<Vec<_>, _>>().map_err(|_| absent())?;
    if !(1..=MOST).contains(&ids.len()) {
        let trouble = Trouble::with_field(signed.language(), "register-ask-none", "engagement");
        return show(&signed, Asked::default(), &fields, Some(trouble)).await;
    }
    let link = AcrossLink {
        verbs: vec![Verb::Look, Verb::State, Verb::Forward],
        items,
        to: None,
        expires: signed.access.store.now().moment.plus(LASTS * DAY),
    };
    let names = rows(&signed).await?;
    let many = ids.into_iter().map(|id| (id, link.clone())).collect();
    let done = signed
        .act(move |store, visitor| store.ask_many(visitor, many).map_err(|(_, error)| error))
        .await;
    match done {
        Ok(placed) => Ok(given(&signed, &names, placed)),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(&signed, Asked::default(), &fields, Some(trouble)).await
        }
    }
}

fn given(signed: &Signed, names: &[Arc<EngagementRow>], placed: Vec<PlacedEngagement>) -> Response {
    let w = Words(signed.language());
    let given = |placed: PlacedEngagement| {
        let row = names.iter().find(|row| row.id == placed.engagement);
        Given {
            id: placed.engagement.to_string(),
            title: row.map_or(String::new(), |row| row.title.clone()),
            partner: row.map_or(String::new(), |row| row.across.clone()),
            link: placed.link.map(|secret| {
                let page = signed.access.site.address("/side");
                format!("{page}#{}", secret.reveal())
            }),
        }
    };
    let given: Vec<Given> = placed.into_iter().map(given).collect();
    Links {
        told: w.with("register-asked-text", "count", given.len()),
        given,
        token: signed.token.clone(),
        days: LASTS,
        frame: signed.frame(&w.say("register-asked")),
    }
    .answer()
}
