//! "Everything my clients allow": one table over all engagements, with what cannot be kept together marked.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use ledger::body::shared::Side;
use ledger::body::work::Telework;
use ledger::conflict::{Clash, Trait};
use ledger::disclosed::Disclosed;
use serde::Deserialize;
use store::acts::NotDone;
use store::door::AllConditions;

use super::conditions::called_or;
use super::shown::{Line, lines};
use super::{at, gate_word};
use crate::access::{Signed, called};
use crate::beside::{Known, clashes, known};
use crate::download;
use crate::layout::{Frame, Words};

/// Rows of one page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "pages/works/all.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    all: usize,
    found: String,
    conflicts: Option<String>,
    more: bool,
    heads: Vec<String>,
    asked: Asked,
    before: Option<String>,
    after: Option<String>,
    save: String,
    /// The past day that is looked at.
    past: Option<String>,
}

/// A work of an engagement; an engagement without any has one row.
#[derive(Clone)]
struct Row {
    href: String,
    title: String,
    across: String,
    side: String,
    /// Both in one sentence.
    with: String,
    /// What the work is called; none, and no work is named.
    work: Option<String>,
    /// What both hold, in the order of the table; nothing where they hold nothing.
    lines: Vec<Line>,
    /// Whether telework is not ruled out, so that a method is of interest.
    teleworks: bool,
    gate: String,
    conflicts: Vec<String>,
}

/// What is asked of the table.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Asked {
    /// Part of a title, a name or what is allowed.
    q: String,
    page: usize,
}

fn across_of(row: &Known<'_>, w: Words) -> String {
    let party = match row.of.conditions.own {
        Side::Client => &row.of.vendor,
        Side::Vendor => &row.of.client,
    };
    called(&party.names, *w.language())
}

async fn read(signed: &Signed) -> Result<AllConditions, Response> {
    let when = signed.when;
    let seen = signed
        .act(move |store, visitor| Ok(store.conditions(visitor, when)?))
        .await
        .map_err(|error| signed.failed(&error))?;
    seen.ok_or_else(|| signed.failed(&NotDone::Absent))
}

fn trait_word(what: Trait, w: Words) -> String {
    match what {
        Trait::Place(place) => w.code("workplace-", place.code()),
        Trait::Device(device) => w.code("device-", device.code()),
        Trait::Method(method) => w.code("workmethod-", method.code()),
    }
}

fn conflict(clash: &Clash, known: &[Known<'_>], w: Words) -> String {
    let other = &known[clash.with];
    let work = other.work.map_or("", |work| &work.name);
    let args = [
        ("what", trait_word(clash.what, w)),
        ("client", across_of(other, w)),
        ("work", work.to_owned()),
    ];
    let key = match clash.demands {
        true => "conditions-demands",
        false => "conditions-forbids",
    };
    report::words::say(*w.language(), key, &args)
}

/// The works of all engagements, by the name of who stands across, then title: put into words one by one as they are shown.
struct Table<'a> {
    known: Vec<Known<'a>>,
    clashes: Vec<Vec<Clash>>,
    /// Places among `known`.
    order: Vec<usize>,
    w: Words,
}

impl<'a> Table<'a> {
    fn of(seen: &'a AllConditions, w: Words) -> Self {
        let known = known(seen.engagements.iter().map(Disclosed::get));
        let key = |at: &usize| {
            let row = &known[*at];
            let work = row.work.map(|work| called_or(&work.name, w));
            (across_of(row, w), &row.of.conditions.title, work)
        };
        let mut order: Vec<usize> = (0..known.len()).collect();
        order.sort_by_cached_key(key);
        Self {
            clashes: clashes(&known),
            order,
            known,
            w,
        }
    }

    fn row(&self, place: usize, at: &str) -> Row {
        let (row, w) = (&self.known[place], self.w);
        let of = &row.of.conditions;
        let (across, side) = (across_of(row, w), w.code("side-", of.own.code()));
        let clashes = self.clashes[place].iter();
        Row {
            with: w.with2("conditions-row", ("across", &across), ("side", &side)),
            href: format!("/o/engagements/{}/conditions{at}", of.id),
            title: of.title.clone(),
            across,
            side,
            work: row.work.map(|work| called_or(&work.name, w)),
            lines: row.held().map_or(Vec::new(), |held| lines(held, w).into()),
            teleworks: row.held().is_some_and(|held| held.telework != Telework::No),
            gate: gate_word(of.gate, w),
            conflicts: clashes.map(|one| conflict(one, &self.known, w)).collect(),
        }
    }

    /// The places of those in which something is found, in order.
    fn found(&self, asked: &Asked) -> Vec<usize> {
        let wanted = asked.q.trim().to_lowercase();
        let holds = |place: &usize| wanted.is_empty() || matches(&self.row(*place, ""), &wanted);
        self.order.iter().copied().filter(holds).collect()
    }
}

fn matches(row: &Row, wanted: &str) -> bool {
    let holds = |text: &str| text.to_lowercase().contains(wanted);
    let said = row.lines.iter().filter_map(|line| line.value.as_deref());
    let said = said.chain(row.work.as_deref());
    [row.title.as_str(), &row.across]
        .into_iter()
        .chain(said)
        .any(holds)
}

/// Headings of what is held, in the order of [`lines`].
const HEADS: [&str; 7] = [
    "works-places",
    "works-telework",
    "works-devices",
    "works-tools",
    "works-methods",
    "engagement-information",
    "engagement-personal",
];

/// What of it has a column on the page; the method stands below telework, personal data below information.
const SHOWN: [usize; 5] = [0, 1, 2, 3, 5];
/// Places of the method and of personal data among [`HEADS`].
const BELOW: [(usize, usize); 2] = [(TELEWORK, 4), (5, 6)];
/// Place of telework among [`HEADS`].
const TELEWORK: usize = 1;

impl Row {
    /// What is held, as the columns of the page; for templates.
    fn cells(&self) -> Vec<(&Line, Option<&Line>)> {
        let line = |at: usize| self.lines.get(at);
        let below = |at: usize| {
            let (_, below) = BELOW.iter().find(|(above, _)| *above == at)?;
            line(*below).filter(|_| at != TELEWORK || self.teleworks)
        };
        let cell = |at: &usize| Some((line(*at)?, below(*at)));
        SHOWN.iter().filter_map(cell).collect()
    }
}

/// `/o/conditions`
pub async fn page(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let seen = read(&signed).await?;
    let w = Words(signed.language());
    let frame = signed.frame(&w.say("conditions-all"));
    let table = Table::of(&seen, w);
    let all = table.known.len();
    let clashing = table.clashes.iter().filter(|one| !one.is_empty()).count();
    let found = table.found(&asked);
    let past = signed.past();
    let address = |file: &str, page: usize| {
        let mut pairs = vec![("q", asked.q.as_str())];
        pairs.extend(past.as_deref().map(|day| ("at", day)));
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        format!("/o/conditions{file}?{query}&page={page}")
    };
    let first = PAGE.saturating_mul(asked.page);
    let count = found.len();
    let shown = found.into_iter().skip(first).take(PAGE);
    let link = at(&signed);
    let page = Page {
        all,
        found: w.with2(
            "engagement-found",
            ("found", &count.to_string()),
            ("all", &all.to_string()),
        ),
        conflicts: (clashing > 0).then(|| w.with("conditions-conflicts", "count", clashing)),
        more: seen.more,
        heads: SHOWN.iter().map(|at| w.say(HEADS[*at])).collect(),
        before: (asked.page > 0).then(|| address("", asked.page - 1)),
        after: (count > first.saturating_add(PAGE)).then(|| address("", asked.page + 1)),
        save: address("/conditions.csv", 0),
        rows: shown.map(|place| table.row(place, &link)).collect(),
        past: past.clone(),
        asked: asked.clone(),
        frame: frame.clone(),
    };
    Ok(frame.answer(&page))
}

/// `/o/conditions/conditions.csv`: the rows found, as a table that opens in a spreadsheet.
pub async fn file(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let seen = read(&signed).await?;
    let w = Words(signed.language());
    let before = [
        "engagement-across",
        "engagement-side",
        "engagement-title",
        "works-name",
    ];
    let after = ["works-words", "works-gate", "conditions-conflict"];
    let heads = before.iter().chain(&HEADS).chain(&after);
    let mut table = vec![heads.map(|key| w.say(key)).collect::<Vec<String>>()];
    let unsaid = || w.say("works-unsaid");
    let found = Table::of(&seen, w);
    for row in found
        .found(&asked)
        .into_iter()
        .map(|place| found.row(place, ""))
    {
        let mut cells = vec![row.across, row.side, row.title];
        cells.push(row.work.unwrap_or_else(unsaid));
        for at in 0..HEADS.len() {
            let value = row.lines.get(at).and_then(|line| line.value.clone());
            cells.push(value.unwrap_or_else(unsaid));
        }
        let words = row.lines.iter().filter_map(|line| line.words.clone());
        cells.push(words.collect::<Vec<_>>().join(" / "));
        cells.extend([row.gate, row.conflicts.join(" / ")]);
        table.push(cells);
    }
    let bytes = report::csv::write(&table).map_err(|_| signed.failed(&NotDone::Absent))?;
    Ok(download::save("conditions.csv", bytes))
}
