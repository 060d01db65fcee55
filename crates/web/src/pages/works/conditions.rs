//! "What may we do on this contract?": one page that somebody who does the work understands in a minute, from what both sides hold alone.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ledger::body::shared::Side;
use ledger::policy::{Action, Part};
use ledger::view::work::{AgreedText, AllowedWork};
use store::door::NamedConditions;

use super::shown::{Line, forbidden, lines};
use super::{at, gate_word, number};
use crate::access::{Signed, called};
use crate::catalogue::catalogue;
use crate::layout::{Frame, Head, Words};
use crate::pages::standing::topic_name;
use crate::pages::terms::heading;

#[derive(Template)]
#[template(path = "pages/works/conditions.html")]
struct Page {
    frame: Frame,
    lead: String,
    /// What to do where something is not settled.
    ask: String,
    closed: Option<String>,
    works: Vec<Work>,
    people: Vec<(String, Option<String>)>,
    incident: Vec<Text>,
    /// Whether it is agreed whom to tell.
    contact: bool,
    topics: Vec<Topic>,
    others: Option<String>,
    gate: String,
}

struct Work {
    id: String,
    name: String,
    lines: Vec<Line>,
    forbidden: Vec<String>,
    source: Option<(String, Option<String>)>,
    changing: bool,
}

struct Topic {
    name: String,
    texts: Vec<Text>,
}

struct Text {
    name: String,
    text: String,
    source: String,
    href: Option<String>,
}

/// How the codes of the items begin that say what to do in an incident.
const INCIDENT: &str = "require.incident.";
/// The item that says whom to tell.
const CONTACT: &str = "require.incident.contact";

/// What the page may lead to, and how.
struct Leads<'a> {
    base: String,
    at: String,
    signed: &'a Signed,
    w: Words,
}

impl Leads<'_> {
    fn to(&self, part: Part, path: &str) -> Option<String> {
        let may = self.signed.may(Action::See(part));
        let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
        let anchor = if anchor.is_empty() {
            String::new()
        } else {
            format!("#{anchor}")
        };
        may.then(|| format!("{}{path}{}{anchor}", self.base, self.at))
    }

    fn work(&self, one: &AllowedWork) -> Work {
        let held = one.held.as_ref();
        let source = held.map(|(seq, _)| {
            let href = self.to(Part::Works, &format!("/works#w.{}", one.id));
            (self.w.with("conditions-source", "seq", seq), href)
        });
        Work {
            id: one.id.to_string(),
            name: called_or(&one.name, self.w),
            lines: held.map_or(Vec::new(), |(_, of)| lines(of, self.w).into()),
            forbidden: held.map_or(Vec::new(), |(_, of)| forbidden(of, self.w)),
            source,
            changing: one.changing && held.is_some(),
        }
    }

    fn text(&self, one: &AgreedText) -> Text {
        let source = match one.until {
            Some(day) => {
                let (seq, day) = (one.seq.to_string(), self.w.day(&day));
                let args = (("seq", seq.as_str()), ("day", day.as_str()));
                self.w.with2("conditions-agreed-until", args.0, args.1)
            }
            None => self.w.with("conditions-agreed", "seq", one.seq),
        };
        Text {
            name: heading(&one.item, None, self.w),
            text: one.text.clone(),
            source,
            href: self.to(Part::Terms, &format!("/terms/{}", one.item)),
        }
    }

    fn topics(&self, texts: &[AgreedText]) -> Vec<Topic> {
        let mut topics: Vec<Topic> = Vec::new();
        let about = texts
            .iter()
            .filter(|one| !one.item.as_str().starts_with(INCIDENT));
        for one in about {
            let topic = catalogue().item(one.item.as_str());
            let topic = topic.map_or("", |item| item.topic.as_str());
            let name = topic_name(topic, *self.w.language());
            let text = self.text(one);
            match topics.iter_mut().find(|topic| topic.name == name) {
                Some(topic) => topic.texts.push(text),
                None => topics.push(Topic {
                    name,
                    texts: vec![text],
                }),
            }
        }
        topics
    }
}

/// Whom to ask before something that is not settled: who answers for the engagement on one's own side.
fn ask(seen: &NamedConditions, w: Words) -> String {
    let own = match seen.conditions.own {
        Side::Client => &seen.client,
        Side::Vendor => &seen.vendor,
    };
    match &own.responsible {
        Some(person) => w.with("conditions-ask", "person", person),
        None => w.say("conditions-ask-nobody"),
    }
}

fn people(seen: &NamedConditions, w: Words) -> Vec<(String, Option<String>)> {
    let named = |side: Side| {
        let named = match side {
            Side::Client => &seen.client,
            Side::Vendor => &seen.vendor,
        };
        let name = called(&named.names, *w.language());
        let side = w.code("side-", side.code());
        (format!("{name} ({side})"), named.responsible.clone())
    };
    let own = seen.conditions.own;
    [own, own.other()].map(named).into()
}

/// What a work is called; only once both sides confirmed something of it.
pub(super) fn called_or(name: &str, w: Words) -> String {
    match name {
        "" => w.say("conditions-unnamed"),
        name => name.to_owned(),
    }
}

/// `/o/engagements/{id}/conditions`
pub async fn page(signed: Signed, Path(id): Path<String>) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let seen = signed.look_at(id, |look| look.conditions()).await?;
    let seen = seen.into_inner();
    let w = Words(signed.language());
    let mut frame = signed.frame(&w.say("conditions-title"));
    let of = &seen.conditions;
    let leads = Leads {
        base: format!("/o/engagements/{id}"),
        at: at(&signed),
        signed: &signed,
        w,
    };
    let across = of.own.other();
    let names = [&seen.client, &seen.vendor].map(|party| called(&party.names, *w.language()));
    let [client, vendor] = names;
    let partner = match across {
        Side::Client => &client,
        Side::Vendor => &vendor,
    };
    let (here, past) = (signed.here.path(), at(&signed));
    let (named, whom) = ((id, of.title.as_str()), (across, partner.as_str()));
    frame.head = Some(Head::new(&signed.arrival, named, whom, (here, &past), w));
    let args = [
        ("title", of.title.clone()),
        ("client", client),
        ("vendor", vendor),
    ];
    let incident = of
        .texts
        .iter()
        .filter(|one| one.item.as_str().starts_with(INCIDENT));
    let page = Page {
        lead: report::words::say(*w.language(), "conditions-lead", &args),
        ask: ask(&seen, w),
        closed: of
            .closed
            .map(|day| w.with("conditions-closed", "day", w.day(&day))),
        works: of.works.iter().map(|one| leads.work(one)).collect(),
        people: people(&seen, w),
        incident: incident.map(|one| leads.text(one)).collect(),
        contact: of.texts.iter().any(|one| one.item.as_str() == CONTACT),
        topics: leads.topics(&of.texts),
        others: (of.others > 0).then(|| w.with("conditions-others", "count", of.others)),
        gate: w.with("conditions-gate", "gate", gate_word(of.gate, w)),
        frame: frame.clone(),
    };
    Ok(frame.answer(&page))
}
