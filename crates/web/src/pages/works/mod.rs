//! The works inside an engagement: how each side says each is done, what both confirmed, and the gates; the form that says it;
//! what people may do on one engagement, and on all of them.

mod act;
mod all;
mod conditions;
mod set;
mod shown;

pub use act::{confirm, end, gate};
pub use all::{file as all_file, page as all};
pub use conditions::page as conditions;
pub use set::{page as set, take as take_set};

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ledger::body::Kind;
use ledger::body::shared::Side;
use ledger::body::work::Gate;
use ledger::gates::{OpenPoint, Point};
use ledger::id::EngagementId;
use ledger::view::work::{GateView, VersionView, WorkView};
use store::door::{NamedEngagement, NamedTerms, NamedWorks};

use crate::access::{Signed, Trouble, called};
use crate::layout::{Frame, Words};
use crate::pages::engagement::number;
use crate::pages::terms::heading;
use shown::lines;

#[derive(Template)]
#[template(path = "pages/works/page.html")]
struct Page {
    frame: Frame,
    token: String,
    here: String,
    lead: String,
    works: Vec<Row>,
    gates: Vec<GateRow>,
    may: May,
    trouble: Option<Trouble>,
}

struct May {
    set: bool,
    decide: bool,
}

/// A work.
struct Row {
    id: String,
    name: String,
    tags: Vec<(&'static str, String)>,
    columns: Vec<Column>,
    lines: Vec<Compared>,
    /// The line that the reader's side can confirm, and the words of the button.
    confirm: Option<(u64, String)>,
    before: Vec<String>,
    ended: bool,
}

/// What counts of a work: held by both, or said by one side.
struct Column {
    heading: String,
    source: String,
}

/// What is said, and its own words beside it; nothing, and it is not settled.
type Cell = (Option<String>, Option<String>);

/// One line of what is said, in each column.
struct Compared {
    name: String,
    cells: Vec<Cell>,
    differs: bool,
}

struct GateRow {
    code: &'static str,
    name: String,
    about: String,
    /// Each side's name, and whether it passed.
    passed: Vec<(String, &'static str, String)>,
    /// What this gate wants settled besides the one before it, and where it is settled.
    open: Vec<(String, String)>,
    /// How much is open of the gates before it.
    before: usize,
    /// Whether something opened again after both sides passed.
    reopened: bool,
    may_pass: bool,
}

/// What the page knows.
pub(super) struct Seen {
    pub engagement: NamedEngagement,
    pub works: NamedWorks,
    pub terms: NamedTerms,
}

impl Seen {
    fn name(&self, side: Side, w: Words) -> String {
        called(&self.engagement.party(side).names, *w.language())
    }

    fn work(&self, id: ledger::id::WorkId) -> Option<&WorkView> {
        self.works.works.works.iter().find(|work| work.id == id)
    }
}

pub(super) async fn seen(signed: &Signed, id: EngagementId) -> Result<Seen, Response> {
    signed
        .look_at(id, |look| {
            let (Some(engagement), Some(works)) = (look.engagement()?, look.works()?) else {
                return Ok(None);
            };
            let Some(terms) = look.terms()? else {
                return Ok(None);
            };
            Ok(Some(Seen {
                engagement: engagement.into_inner(),
                works: works.into_inner(),
                terms: terms.into_inner(),
            }))
        })
        .await
}

/// What follows an address while a past day is looked at.
fn at(signed: &Signed) -> String {
    signed
        .past()
        .map_or(String::new(), |day| format!("?at={day}"))
}

/// `/o/engagements/{id}/works`
pub async fn page(signed: Signed, Path(id): Path<String>) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    show(&signed, id, None).await
}

async fn show(
    signed: &Signed,
    id: EngagementId,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let seen = seen(signed, id).await?;
    let w = Words(signed.language());
    let frame = signed.frame_of(&seen.engagement, &w.say("works-section"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let may = may(signed, &seen);
    let works = &seen.works.works;
    let page = Page {
        token: signed.token.clone(),
        here: format!("/o/engagements/{id}/works"),
        lead: w.with("works-lead", "title", &seen.engagement.engagement.title),
        works: works
            .works
            .iter()
            .map(|work| row(work, &seen, may.decide, w))
            .collect(),
        gates: works
            .gates
            .iter()
            .map(|gate| gate_row(gate, &seen, &may, w))
            .collect(),
        may,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

fn may(signed: &Signed, seen: &Seen) -> May {
    let open = seen.engagement.engagement.closed.is_none();
    May {
        set: open && signed.can(Kind::WorkSet),
        decide: open && signed.can(Kind::WorkConfirmed),
    }
}

fn row(work: &WorkView, seen: &Seen, decides: bool, w: Words) -> Row {
    let across = seen.works.works.own.other();
    let both = work.in_force.iter().chain(&work.coming);
    let counts: Vec<&VersionView> = both.chain(&work.waiting).collect();
    let theirs = work.said_by(across).filter(|_| work.ended.is_none());
    let confirm = theirs.map(|one| {
        let organisation = seen.name(across, w);
        (
            one.seq,
            w.with("works-confirm", "organisation", organisation),
        )
    });
    Row {
        id: work.id.to_string(),
        name: work.name().to_owned(),
        tags: tags(work, w),
        columns: counts.iter().map(|one| column(one, seen, w)).collect(),
        lines: compared(&counts, w),
        confirm: confirm.filter(|_| decides),
        before: work
            .before
            .iter()
            .map(|one| said(one, seen, "works-before", w))
            .collect(),
        ended: work.ended.is_some(),
    }
}

fn tags(work: &WorkView, w: Words) -> Vec<(&'static str, String)> {
    if let Some((_, last)) = work.ended {
        return vec![("mute", w.with("works-ended", "day", w.day(&last)))];
    }
    let held = work.in_force.is_some() || work.coming.is_some();
    let held = held.then(|| ("good", w.say("works-held")));
    let waits = !work.waiting.is_empty();
    let waits = waits.then(|| ("care", w.say("works-unconfirmed")));
    held.into_iter().chain(waits).collect()
}

fn column(one: &VersionView, seen: &Seen, w: Words) -> Column {
    let heading = match one.confirmed {
        Some(_) => w.with("works-both", "day", w.day(&one.from)),
        None => {
            let name = seen.name(one.by, w);
            w.with2(
                "works-one-says",
                ("organisation", &name),
                ("day", &w.day(&one.from)),
            )
        }
    };
    Column {
        heading,
        source: said(one, seen, "works-source", w),
    }
}

/// A sentence about where something was said, and by whom.
fn said(one: &VersionView, seen: &Seen, key: &str, w: Words) -> String {
    let person = one.person.and_then(|person| seen.works.names.get(&person));
    let organisation = seen.name(one.by, w);
    let by = person.map_or(organisation.clone(), |person| {
        format!("{organisation} {person}")
    });
    let args = [
        ("by", by),
        ("name", one.conditions.name.clone()),
        ("seq", one.seq.to_string()),
        (
            "confirmed",
            one.confirmed
                .map_or_else(|| "-".to_owned(), |(seq, _)| seq.to_string()),
        ),
    ];
    report::words::say(*w.language(), key, &args)
}

fn compared(columns: &[&VersionView], w: Words) -> Vec<Compared> {
    let said: Vec<_> = columns
        .iter()
        .map(|one| lines(&one.conditions, w))
        .collect();
    let names = columns.iter().map(|one| one.conditions.name.clone());
    let names: Vec<_> = names.map(|name| (Some(name), None)).collect();
    let mut table = vec![(w.say("works-name"), names)];
    for place in 0..said.first().map_or(0, |lines| lines.len()) {
        let cells = said
            .iter()
            .map(|lines| (lines[place].value.clone(), lines[place].words.clone()));
        table.push((said[0][place].name.clone(), cells.collect()));
    }
    let line = |(name, cells): (String, Vec<Cell>)| Compared {
        name,
        differs: cells.windows(2).any(|pair| pair[0] != pair[1]),
        cells,
    };
    table.into_iter().map(line).collect()
}

fn gate_row(gate: &GateView, seen: &Seen, may: &May, w: Words) -> GateRow {
    let own = seen.works.works.own;
    let gates = seen.works.works.gates.iter();
    let earlier: Vec<&GateView> = gates.filter(|one| one.gate < gate.gate).collect();
    let in_order = earlier.iter().all(|one| one.passed_by(own));
    let before = earlier.last().map_or(&[][..], |one| &one.open[..]);
    let passed = |side: &Side| {
        let name = seen.name(*side, w);
        match gate.passed.iter().find(|(of, ..)| of == side) {
            Some((_, seq, _)) => (name, "good", w.with("works-passed", "seq", seq)),
            None => (name, "mute", w.say("works-not-passed")),
        }
    };
    let code = gate.gate.code();
    GateRow {
        code,
        name: w.code("gate-", code),
        about: report::words::attr(*w.language(), &format!("gate-{code}"), "about", &[]),
        passed: Side::ALL.iter().map(passed).collect(),
        open: gate
            .open
            .iter()
            .filter(|one| !before.contains(one))
            .map(|one| point(one, seen, may, w))
            .collect(),
        before: before.len(),
        reopened: !gate.passed.is_empty() && !gate.open.is_empty(),
        may_pass: may.decide && in_order && gate.open.is_empty() && !gate.passed_by(own),
    }
}

/// An open point in words, and where it is settled.
fn point(open: &OpenPoint, seen: &Seen, may: &May, w: Words) -> (String, String) {
    let engagement = format!("/o/engagements/{}", seen.engagement.engagement.id);
    let item = open.item.as_ref();
    let named = item.map(|item| heading(item, seen.terms.terms.of(item), w));
    let work = open.work.and_then(|id| seen.work(id));
    let about = named.or_else(|| work.map(|work| work.name().to_owned()));
    let text = w.with(
        &format!("point-{}", open.point.code()),
        "about",
        about.unwrap_or_default(),
    );
    let href = match (open.point, item, open.work) {
        (Point::ClientResponsible | Point::VendorResponsible, ..) => {
            format!("{engagement}#responsible")
        }
        (_, Some(item), _) => format!("{engagement}/terms/{item}"),
        (Point::NoWork, ..) if may.set => format!("{engagement}/works/set"),
        (Point::Unconfirmed, _, Some(work)) => format!("{engagement}/works#w.{work}"),
        (_, _, Some(work)) if may.set => format!("{engagement}/works/set?work={work}"),
        (_, _, Some(work)) => format!("{engagement}/works#w.{work}"),
        _ => format!("{engagement}/works"),
    };
    (text, href)
}

/// The last gate that both sides passed, in words.
fn gate_word(gate: Option<Gate>, w: Words) -> String {
    gate.map_or_else(
        || w.say("works-no-gate"),
        |gate| w.code("gate-", gate.code()),
    )
}
