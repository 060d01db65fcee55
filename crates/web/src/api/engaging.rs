//! What one side of an engagement does: opens it, describes it, gives links, states its views, disputes, ends it.

use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use ledger::body::shared::{Described, Partner, Verb};
use ledger::catalogue::{Item, ItemKind};
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::organisation::Identifier;
use store::acts::{
    AcrossLink, NewEngagement, NewView, NotDone, PlacedEngagement, Recorded, Registration,
    SideInvitation, Speaker,
};
use store::door::{Terms, Visitor};

use super::engaged::number;
use super::problem::Problem;
use super::program::{Acted, Program, Refused};
use super::sent::Sent;
use super::shape;
use crate::catalogue::catalogue;

const DAY: i64 = 86_400_000;
/// Days a link works, where it is not said.
const LASTS: u8 = 30;
/// Days a link works at most.
const LONGEST: u8 = 90;
/// Engagements of one request.
const MOST: usize = 200;
/// Views of one request.
const MOST_VIEWS: usize = 500;

/// Letters of a title or a name.
const LONGEST_NAME: usize = 200;

fn named(program: &Program, text: &str, code: &str, field: &str) -> Result<String, Problem> {
    let text = text.trim();
    match text.is_empty() || text.chars().count() > LONGEST_NAME {
        true => Err(program.unfit(code, field)),
        false => Ok(text.to_owned()),
    }
}

/// As it is answered, or as people write it.
fn identifier(program: &Program, typed: &str) -> Result<Identifier, Problem> {
    let read = typed.parse().or_else(|_| Identifier::typed(typed));
    read.map_err(|_| program.unfit("no-number", "partner_number"))
}

fn described(program: &Program, asked: shape::NewDescription) -> Result<Described, Problem> {
    let day = |text: Option<String>, field| {
        let day = text.as_deref().map(|text| program.day(text, field));
        day.transpose()
    };
    let mut kinds = asked.kinds;
    kinds.sort_unstable();
    kinds.dedup();
    Ok(Described {
        from: day(asked.from, "from")?,
        until: day(asked.until, "until")?,
        renews: asked.renews,
        kinds,
        information: asked.information,
        personal_data: asked.personal_data,
        reference: asked.reference.filter(|text| !text.trim().is_empty()),
    })
}

/// An item the sides of an engagement can speak of.
fn requirement(program: &Program, id: &str) -> Result<&'static Item, Problem> {
    let item = catalogue().item(id);
    let item = item.filter(|item| item.kind == ItemKind::Requirement);
    item.ok_or_else(|| program.unfit("no-requirement", "item"))
}

pub(super) fn code(program: &Program, id: &str) -> Result<ItemCode, Problem> {
    requirement(program, id)?;
    id.parse()
        .map_err(|_| program.unfit("no-requirement", "item"))
}

fn link_of(program: &Program, asked: &shape::NewLink) -> Result<AcrossLink, Problem> {
    let days = asked.days.unwrap_or(LASTS);
    if !(1..=LONGEST).contains(&days) {
        return Err(program.unfit("no-days", "days"));
    }
    let items = asked.items.iter().map(|id| code(program, id));
    let mut items = items.collect::<Result<Vec<ItemCode>, Problem>>()?;
    items.sort();
    items.dedup();
    let mut verbs = asked.verbs.clone();
    verbs.push(Verb::Look);
    verbs.sort_unstable();
    verbs.dedup();
    let expires = program.access.store.now().moment;
    Ok(AcrossLink {
        verbs,
        items,
        to: asked.to.clone(),
        expires: expires.plus(i64::from(days) * DAY),
    })
}

fn registration(program: &Program, asked: shape::NewEngagement) -> Result<Registration, Problem> {
    let number = asked.partner_number.as_deref();
    let number = number.filter(|number| !number.trim().is_empty());
    let responsible = asked.responsible.as_deref();
    let person = |id: &str| {
        id.parse()
            .map_err(|_| program.unfit("no-person", "responsible"))
    };
    Ok(Registration {
        new: NewEngagement {
            side: asked.side,
            partner: Partner {
                name: named(program, &asked.partner, "no-partner", "partner")?,
                identifier: number.map(|typed| identifier(program, typed)).transpose()?,
            },
            title: named(program, &asked.title, "no-title", "title")?,
            described: asked
                .described
                .map(|said| described(program, said))
                .transpose()?,
            responsible: responsible.map(person).transpose()?,
        },
        link: asked
            .link
            .as_ref()
            .map(|link| link_of(program, link))
            .transpose()?,
    })
}

/// What many became: every line, and each link behind the page it opens.
fn placed(page: &str, many: Vec<PlacedEngagement>) -> Acted {
    let mut acted = Acted::default();
    for one in many {
        acted.recorded.extend(one.recorded);
        let link = one.link.map(|secret| format!("{page}#{}", secret.reveal()));
        acted.links.extend(link.map(|link| (one.engagement, link)));
    }
    acted
}

fn many<T>(program: &Program, all: &[T], most: usize, field: &str) -> Result<(), Problem> {
    match (1..=most).contains(&all.len()) {
        true => Ok(()),
        false => Err(program.unfit("not-so-many", field)),
    }
}

/// `POST …/engagements`
pub async fn open(program: Program, sent: Sent<shape::Opening>) -> Result<Response, Problem> {
    let asked = sent.body.engagements;
    many(&program, &asked, MOST, "engagements")?;
    let new = asked.into_iter().enumerate();
    let new = new
        .map(|(at, asked)| registration(&program, asked).map_err(|problem| problem.at(at)))
        .collect::<Result<Vec<Registration>, Problem>>()?;
    let page = program.access.site.address("/side");
    program
        .act(sent.terms, move |store, visitor| {
            let done = store.engage_many(visitor, new);
            let done = done.map_err(|(at, error)| Refused(Some(at), error))?;
            Ok(placed(&page, done))
        })
        .await
}

/// `POST …/engagements/ask`
pub async fn ask(program: Program, sent: Sent<shape::Asking>) -> Result<Response, Problem> {
    let asked = sent.body.engagements;
    many(&program, &asked, MOST, "engagements")?;
    let link = link_of(&program, &sent.body.link)?;
    let mut all: Vec<(EngagementId, AcrossLink)> = Vec::new();
    for (at, id) in asked.iter().enumerate() {
        let id: EngagementId = id.parse().map_err(|_| program.absent().at(at))?;
        if all.iter().any(|(other, _)| *other == id) {
            return Err(program.unfit("engagement-twice", "engagements").at(at));
        }
        all.push((id, link.clone()));
    }
    let page = program.access.site.address("/side");
    program
        .act(sent.terms, move |store, visitor| {
            let done = store.ask_many(visitor, all);
            let done = done.map_err(|(at, error)| Refused(Some(at), error))?;
            Ok(placed(&page, done))
        })
        .await
}

/// Does one thing to an engagement.
pub(super) async fn act(
    program: &Program,
    terms: Terms,
    act: impl FnOnce(&store::Store, &Visitor) -> Result<Recorded, NotDone> + Send + 'static,
) -> Result<Response, Problem> {
    let act = move |store: &store::Store, visitor: &Visitor| Ok(act(store, visitor)?.into());
    program.act(terms, act).await
}

/// `POST …/engagements/{engagement}/description`
pub async fn describe(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::Describing>,
) -> Result<Response, Problem> {
    let (id, corrects) = (number(&program, &id)?, sent.body.corrects);
    let said = described(&program, sent.body.described)?;
    act(&program, sent.terms, move |store, visitor| {
        store.describe_work(visitor, id, said, corrects)
    })
    .await
}

/// `POST …/engagements/{engagement}/responsible`
pub async fn responsible(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::Naming>,
) -> Result<Response, Problem> {
    let id = number(&program, &id)?;
    let person = sent.body.person.parse();
    let person = person.map_err(|_| program.unfit("no-person", "person"))?;
    let from = sent.body.from.as_deref();
    let from = from.map(|day| program.day(day, "from")).transpose()?;
    act(&program, sent.terms, move |store, visitor| {
        let from = from.unwrap_or_else(|| store.now().today());
        store.name_responsible(visitor, id, person, from)
    })
    .await
}

/// `POST …/engagements/{engagement}/links`
pub async fn link(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::Linking>,
) -> Result<Response, Problem> {
    let (id, side) = (number(&program, &id)?, sent.body.side);
    let AcrossLink {
        verbs,
        items,
        to,
        expires,
    } = link_of(&program, &sent.body.link)?;
    let invitation = SideInvitation {
        side,
        verbs,
        items,
        to,
        expires,
    };
    let page = program.access.site.address("/side");
    program
        .act(sent.terms, move |store, visitor| {
            let speaker = Speaker::from(visitor);
            let (recorded, secret) = store.invite_side(&speaker, id, invitation)?;
            Ok(Acted {
                link: Some(format!("{page}#{}", secret.reveal())),
                ..recorded.into()
            })
        })
        .await
}

/// `POST …/engagements/{engagement}/links/{link}/revoke`
pub async fn revoke(
    program: Program,
    Path((_, id, link)): Path<(String, String, String)>,
    sent: Sent<shape::Empty>,
) -> Result<Response, Problem> {
    let id = number(&program, &id)?;
    let link = link.parse().map_err(|_| program.absent())?;
    act(&program, sent.terms, move |store, visitor| {
        store.revoke_side_link(&Speaker::from(visitor), id, link)
    })
    .await
}

fn view(program: &Program, asked: shape::NewView, today: Date) -> Result<NewView, Problem> {
    let item = requirement(program, &asked.item)?;
    if !item.is_offered(today) {
        return Err(program.unfit("retired-item", "item"));
    }
    if !item.views().any(|offered| offered == asked.value) {
        return Err(program.unfit("no-value", "value"));
    }
    Ok(NewView {
        item: code(program, &asked.item)?,
        value: asked.value,
        from: program.day(&asked.from, "from")?,
        note: asked.note,
        corrects: asked.corrects,
    })
}

/// `POST …/engagements/{engagement}/views`
pub async fn state(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::Viewing>,
) -> Result<Response, Problem> {
    let (id, heard) = (number(&program, &id)?, sent.body.heard);
    many(&program, &sent.body.views, MOST_VIEWS, "views")?;
    let today = program.access.store.now().today();
    let views = sent.body.views.into_iter().enumerate();
    let views = views
        .map(|(at, asked)| view(&program, asked, today).map_err(|problem| problem.at(at)))
        .collect::<Result<Vec<NewView>, Problem>>()?;
    program
        .act(sent.terms, move |store, visitor| {
            let recorded = store.state_views(&Speaker::from(visitor), id, views, heard);
            let recorded = recorded.map_err(|(at, error)| Refused(Some(at), error))?;
            Ok(Acted {
                recorded,
                ..Acted::default()
            })
        })
        .await
}

/// `POST …/engagements/{engagement}/disputes`
pub async fn dispute(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::Disputing>,
) -> Result<Response, Problem> {
    let id = number(&program, &id)?;
    let shape::Disputing {
        item,
        disputed,
        note,
    } = sent.body;
    let item = code(&program, &item)?;
    act(&program, sent.terms, move |store, visitor| {
        store.dispute(visitor, id, item, disputed, note)
    })
    .await
}

/// `POST …/engagements/{engagement}/end`
pub async fn close(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    sent: Sent<shape::Ending>,
) -> Result<Response, Problem> {
    let id = number(&program, &id)?;
    let on = program.day(&sent.body.on, "on")?;
    act(&program, sent.terms, move |store, visitor| {
        store.close(visitor, id, on)
    })
    .await
}
