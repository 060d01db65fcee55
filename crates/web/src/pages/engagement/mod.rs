//! One engagement: who stands on its sides, where they see it differently and what to do about that, and everything either side says.

mod change;
mod close;
mod sheet;
mod shown;
mod views;

pub use change::{describe, dispute, export, invite, responsible, revoke};
pub use close::{close, closing};
pub use sheet::file as sheet_file;
pub(in crate::pages) use views::{Asking, Question, Refused, Typed as Sheet};
pub use views::{answer, heard, take, take_heard};

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use ledger::body::Kind;
use ledger::body::shared::{Side, Verb};
use ledger::catalogue::{Item, ItemKind};
use ledger::disclosed::Disclosed;
use ledger::id::EngagementId;
use ledger::policy::{Action, Part};
use ledger::view::Note;
use ledger::view::shared::{BothViews, LinkView};
use store::acts::NotDone;
use store::door::NamedEngagement;
use survey::Language;

use crate::access::{Signed, Trouble, called};
use crate::catalogue::by_topic;
use crate::layout::{Frame, Words};
use crate::pages::engagements::{Choices, Typed, people, screened};
use crate::pages::standing::day;
use shown::{
    Counted, Given, Row, Topic, by_both, counted, differing, facts, given, known, of_side, section,
};

/// Letters of whom a link is given to.
const LONGEST_TO: usize = 200;

#[derive(Template)]
#[template(path = "pages/engagement/page.html")]
struct Page {
    frame: Frame,
    token: String,
    id: String,
    facts: Vec<(String, String)>,
    sides: Vec<(String, Facts)>,
    /// The side across is an empty seat.
    absent: bool,
    across: String,
    differs: Vec<Row>,
    topics: Vec<Topic>,
    /// Items of which nothing was said, beside what was.
    silent: Vec<Row>,
    /// How many items both sides stated, of all, in words; and how many.
    both: (usize, String),
    counts: Vec<Counted>,
    links: Option<Vec<Given>>,
    may: May,
    verbs: Vec<(&'static str, String, bool)>,
    /// Whom a screening named that this engagement comes of.
    to: String,
    typed: Typed,
    choices: Choices,
    people: Vec<(String, String)>,
    trouble: Option<Trouble>,
}

/// Names and values of a list of facts.
type Facts = Vec<(String, String)>;

/// Which forms have their place.
struct May {
    state: bool,
    hear: bool,
    invite: bool,
    describe: bool,
    dispute: bool,
    close: bool,
    export: bool,
    history: bool,
}

/// The number in the address; one that is none leads nowhere.
pub(super) fn number(signed: &Signed, id: &str) -> Result<EngagementId, Response> {
    id.parse().map_err(|_| signed.failed(&NotDone::Absent))
}

/// What a page knows of an engagement.
pub(super) struct Seen {
    pub engagement: NamedEngagement,
    pub views: BTreeMap<String, BothViews>,
    pub links: Option<Vec<LinkView>>,
}

pub(super) async fn seen(signed: &Signed, id: EngagementId) -> Result<Seen, Response> {
    signed
        .look_at(id, |look| {
            let (Some(engagement), Some(views)) = (look.engagement()?, look.views()?) else {
                return Ok(None);
            };
            let links = look.side_links()?.map(Disclosed::into_inner);
            let by_item = |both: BothViews| (both.item.to_string(), both);
            Ok(Some(Seen {
                engagement: engagement.into_inner(),
                views: views.into_inner().into_iter().map(by_item).collect(),
                links,
            }))
        })
        .await
}

/// The requirements offered on a day, topic by topic.
pub(in crate::pages) fn topics(on: Date) -> Vec<(&'static str, Vec<&'static Item>)> {
    by_topic(ItemKind::Requirement, on)
}

/// What an organisation on a side is called.
pub(super) fn name(seen: &NamedEngagement, side: Side, language: Language) -> String {
    called(&seen.party(side).names, language)
}

/// `/o/engagements/{id}`
pub async fn page(signed: Signed, Path(id): Path<String>) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    show(&signed, id, None, None).await
}

pub(super) async fn show(
    signed: &Signed,
    id: EngagementId,
    typed: Option<Typed>,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let seen = seen(signed, id).await?;
    let w = Words(signed.language());
    let engagement = &seen.engagement.engagement;
    let (own, across) = (engagement.own, engagement.own.other());
    let frame = signed.frame_of(&seen.engagement, &engagement.title);
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let mut topics: Vec<Topic> = topics(day(signed))
        .into_iter()
        .map(|(topic, items)| section(topic, &items, &seen, w))
        .collect();
    let all: usize = topics.iter().map(|topic| topic.rows.len()).sum();
    let silent = shown::take_silent(&mut topics);
    let count = by_both(&seen);
    let of_all = (("count", &*count.to_string()), ("all", &*all.to_string()));
    let may = may(signed, &seen);
    let people = if may.describe {
        people(signed).await?
    } else {
        Vec::new()
    };
    let page = Page {
        token: signed.token.clone(),
        id: id.to_string(),
        facts: facts(&seen.engagement, w),
        sides: [own, across]
            .into_iter()
            .map(|side| of_side(&seen.engagement, side, own, w))
            .collect(),
        absent: !seen.engagement.party(across).party.present,
        across: name(&seen.engagement, across, signed.language()),
        differs: differing(&seen, w),
        counts: counted(&seen, w),
        topics,
        silent,
        both: (count, w.with2("engagement-both", of_all.0, of_all.1)),
        links: seen.links.as_ref().map(|links| given(links, own, signed)),
        verbs: verbs(w),
        to: asked_there(signed).await,
        typed: typed.unwrap_or_else(|| known(&seen.engagement)),
        choices: Choices::new(w),
        people,
        may,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// Whom the screening named that led here: filled in where the link is made.
async fn asked_there(signed: &Signed) -> String {
    let pairs = signed.here.query().unwrap_or("").split('&');
    let mut lines = pairs.filter_map(|pair| pair.strip_prefix("screening="));
    let known = match lines.next() {
        Some(line) => screened(signed, line).await,
        None => None,
    };
    match known.and_then(|known| known.contact) {
        Some(Note::Text(contact)) => contact.chars().take(LONGEST_TO).collect(),
        _ => String::new(),
    }
}

fn may(signed: &Signed, seen: &Seen) -> May {
    let engagement = &seen.engagement.engagement;
    let open = engagement.closed.is_none();
    let can = |kind| open && signed.can(kind);
    let absent = !engagement.party(engagement.own.other()).present;
    May {
        state: can(Kind::SideStated),
        hear: can(Kind::Relayed) && absent,
        invite: can(Kind::SideInvited),
        describe: can(Kind::Described),
        dispute: can(Kind::Disputed),
        close: can(Kind::Closed),
        export: signed.may(Action::See(Part::SharedExport)),
        history: signed.may(Action::See(Part::SharedHistory)),
    }
}

fn verbs(w: Words) -> Vec<(&'static str, String, bool)> {
    let offered = [Verb::State, Verb::Forward, Verb::Take];
    let verb = |verb: Verb| (verb.code(), w.code("verb-", verb.code()), true);
    offered.into_iter().map(verb).collect()
}
