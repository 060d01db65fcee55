//! One screening: what is expected and why, what was answered, gaps first, and what is decided.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ledger::admission::LONGEST_REMARK;
use ledger::body::Kind;
use ledger::body::screening::{Candidate, Extent, Outcome};
use ledger::catalogue::Item;
use ledger::id::PersonId;
use ledger::view::Note;
use ledger::view::screening::{
    AnswerView, ConcernView, DecidedView, GivenView, ScreeningView, StarFit, StarView,
};

use super::new::{Asked, LASTS, Typed};
use super::{because, number, sign, source, stage};
use crate::access::{Signed, Trouble};
use crate::catalogue::{catalogue, text};
use crate::layout::{Frame, Words};
use crate::pages::standing::note;

#[derive(Template)]
#[template(path = "pages/screenings/one.html")]
struct Page {
    frame: Frame,
    token: String,
    /// `/o/screenings/…`
    here: String,
    /// The last line about it.
    last: u64,
    kind: String,
    tag: (&'static str, String),
    facts: Vec<(String, String)>,
    /// The line whose contact can be erased.
    contact: Option<u64>,
    expected: String,
    because: String,
    of_client: bool,
    gaps: Vec<Row>,
    others: Vec<Row>,
    /// The star as the candidate says, beside the one expected.
    star: (&'static str, String, Option<String>),
    stars_before: Vec<String>,
    may: May,
    /// Whether a link works, what is said of it, and which it is.
    link: Option<(String, String)>,
    questions: Vec<Asked>,
    typed: Typed,
    outcomes: Vec<(&'static str, String)>,
    decision: Decision,
    decided: Vec<Decided>,
    go_on: Option<String>,
    longest: usize,
    trouble: Option<Trouble>,
}

struct May {
    act: bool,
    erase: bool,
}

/// A concern.
struct Row {
    name: String,
    tone: &'static str,
    sign: &'static str,
    word: String,
    note: Option<String>,
    said: Option<String>,
    /// The line whose note can be erased.
    erase: Option<u64>,
    before: Vec<Before>,
    source: String,
    /// For a gap that was told: items of the catalogue, by name, what they mean, and a text to begin with.
    items: Vec<(String, String, Option<String>)>,
}

/// What was said before it was corrected.
struct Before {
    said: String,
    note: Option<String>,
    /// The line whose note can be erased.
    erase: Option<u64>,
}

struct Decided {
    tone: &'static str,
    word: String,
    by: String,
    reason: String,
    /// The line whose reason can be erased.
    erase: Option<u64>,
}

/// A decision as typed.
#[derive(Default, Clone)]
pub(super) struct Decision {
    pub outcome: String,
    pub reason: String,
}

/// `/o/screenings/{line}`
pub async fn page(signed: Signed, Path(line): Path<String>) -> Result<Response, Response> {
    let seq = number(&signed, &line)?;
    show(&signed, seq, (None, Decision::default()), None).await
}

pub(super) async fn show(
    signed: &Signed,
    seq: u64,
    (typed, decision): (Option<Typed>, Decision),
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let seen = signed.look(move |look| look.screening(seq)).await?;
    let seen = seen.into_inner();
    let (one, w) = (&seen.screening, Words(signed.language()));
    let frame = signed.frame(&one.name);
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let typed = typed.unwrap_or_else(|| known(one));
    let may = May {
        act: signed.can(Kind::ScreeningDecided),
        erase: signed.can(Kind::ScreeningDecided),
    };
    let rows = |gaps: bool| {
        let all = one.concerns.iter().filter(|row| row.is_gap() == gaps);
        all.map(|one| row(one, &may, signed)).collect::<Vec<Row>>()
    };
    let page = Page {
        token: signed.token.clone(),
        here: format!("/o/screenings/{seq}"),
        last: one.last,
        kind: w.code("screening-kind-", one.candidate.code()),
        tag: stage(one, w),
        facts: facts(one, &seen.names, signed),
        contact: erasable(one.contact.as_ref(), seq, &may),
        expected: expected(one, w),
        because: because(&one.expected, w),
        of_client: one.candidate == Candidate::Client,
        gaps: rows(true),
        others: rows(false),
        star: star(one, w),
        stars_before: one
            .stars_before
            .iter()
            .map(|one| said_star(one, w))
            .collect(),
        link: link(one, signed),
        questions: typed.questions(w),
        typed,
        outcomes: w.choices(
            "screening-outcome-",
            Outcome::ALL.iter().map(|one| one.code()),
        ),
        decision,
        decided: decisions(one, &seen.names, &may, signed),
        go_on: go_on(one, signed),
        longest: LONGEST_REMARK,
        may,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// The forms of the page, as what is known fills them.
fn known(one: &ScreeningView) -> Typed {
    Typed {
        due: one.due.to_string(),
        secrets: one.weighing.secrets.to_string(),
        delay: one.weighing.delay.to_string(),
        access: one.weighing.access.to_string(),
        days: LASTS.to_owned(),
        ..Typed::default()
    }
}

fn facts(
    one: &ScreeningView,
    names: &BTreeMap<PersonId, String>,
    signed: &Signed,
) -> Vec<(String, String)> {
    let w = Words(signed.language());
    let contact = one.contact.as_ref().map(|contact| note(contact, w));
    let contact = contact.unwrap_or_else(|| w.say("engagement-unsaid"));
    let opened = by(one.person, names, w.day(&day(one.recorded, signed)), w);
    vec![
        (w.say("screening-work"), one.work.clone()),
        (w.say("screening-contact"), contact),
        (w.say("screening-due"), w.day(&one.due)),
        (w.say("screening-opened"), opened),
    ]
}

fn day(at: ledger::moment::Moment, signed: &Signed) -> jiff::civil::Date {
    at.day(signed.access.store.offset())
}

fn by(
    person: Option<PersonId>,
    names: &BTreeMap<PersonId, String>,
    day: String,
    w: Words,
) -> String {
    let name = person.and_then(|person| names.get(&person)).cloned();
    let name = name.unwrap_or_else(|| w.say("access-erased"));
    w.with2("screening-by", ("person", &name), ("day", &day))
}

/// The line of a text, where there still is one and the reader can erase it.
fn erasable(text: Option<&Note>, seq: u64, may: &May) -> Option<u64> {
    let there = matches!(text, Some(Note::Text(_)));
    (there && may.erase).then_some(seq)
}

fn expected(one: &ScreeningView, w: Words) -> String {
    let star = one.expected.star();
    star.map_or_else(
        || w.say("screening-expected-open"),
        |star| w.with("screening-expected", "star", star.code()),
    )
}

fn tone(extent: Option<Extent>) -> &'static str {
    match extent {
        Some(Extent::InPlace) => "good",
        Some(Extent::Partly) => "key",
        Some(Extent::NotYet | Extent::NotKnown) => "care",
        Some(Extent::NotApplicable) | None => "mute",
    }
}

fn word(extent: Option<Extent>, w: Words) -> String {
    let code = extent.map_or("not-answered", Extent::code);
    w.code("screening-extent-", code)
}

fn row(one: &ConcernView, may: &May, signed: &Signed) -> Row {
    let w = Words(signed.language());
    let answer = one.answer.as_ref();
    let extent = answer.map(|answer| answer.extent);
    let recorded = |answer: &AnswerView| w.day(&day(answer.recorded, signed));
    let before = |answer: &AnswerView| {
        let said = word(Some(answer.extent), w);
        let day = recorded(answer);
        Before {
            said: w.with2("screening-before", ("said", &said), ("day", &day)),
            note: answer.note.as_ref().map(|text| note(text, w)),
            erase: erasable(answer.note.as_ref(), answer.seq, may),
        }
    };
    let words = |answer: &AnswerView| answer.note.as_ref().map(|text| note(text, w));
    Row {
        name: w.say(&format!("screening-concern-{}", one.concern)),
        tone: tone(extent),
        sign: sign(extent),
        word: word(extent, w),
        note: answer.and_then(words),
        said: answer.map(recorded),
        erase: answer.and_then(|one| erasable(one.note.as_ref(), one.seq, may)),
        before: one.before.iter().map(before).collect(),
        source: source(one.concern, w),
        items: match answer.is_some() && one.is_gap() {
            true => items(one, w),
            false => Vec::new(),
        },
    }
}

fn items(one: &ConcernView, w: Words) -> Vec<(String, String, Option<String>)> {
    let found = |id: &&'static str| {
        let items = &catalogue().items;
        items.iter().find(|item| item.id.as_str() == *id)
    };
    let told = |item: &'static Item| {
        let of = |words| text(words, *w.language()).to_owned();
        let term = item.term.as_ref().map(|term| of(&term.text));
        (of(&item.name), of(&item.plain), term)
    };
    one.concern
        .items()
        .iter()
        .filter_map(found)
        .map(told)
        .collect()
}

/// What the candidate says of a star, in its own name.
fn said_star(said: &StarView, w: Words) -> String {
    let standing = w.code("screening-standing-", said.standing.code());
    let star = said.star.map(|star| format!(" ★{star}"));
    let until = said.until.map(|day| {
        let day = w.day(&day);
        let key = format!("screening-until-{}", said.standing);
        format!(" {}", w.with(&key, "day", day))
    });
    [Some(standing), star, until]
        .into_iter()
        .flatten()
        .collect()
}

fn star(one: &ScreeningView, w: Words) -> (&'static str, String, Option<String>) {
    let tone = match one.fit {
        StarFit::Meets => "good",
        StarFit::Planned => "key",
        StarFit::Open | StarFit::Unsaid => "mute",
        StarFit::Without | StarFit::Over | StarFit::Below | StarFit::NotKnown => "care",
    };
    let said = one.star.as_ref().map(|said| said_star(said, w));
    (tone, w.code("screening-fit-", one.fit.code()), said)
}

/// The link that works now, in words and by its number.
fn link(one: &ScreeningView, signed: &Signed) -> Option<(String, String)> {
    let w = Words(signed.language());
    let told = |given: &GivenView| {
        let day = w.day(&day(given.expires, signed));
        (
            w.with("screening-link-until", "day", day),
            given.link.to_string(),
        )
    };
    one.link(signed.access.store.now().moment).map(told)
}

fn decisions(
    one: &ScreeningView,
    names: &BTreeMap<PersonId, String>,
    may: &May,
    signed: &Signed,
) -> Vec<Decided> {
    let w = Words(signed.language());
    let told = |decided: &DecidedView| Decided {
        tone: match decided.outcome {
            Outcome::GoOn => "good",
            Outcome::OnConditions => "care",
            Outcome::NotNow => "mute",
        },
        word: w.code("screening-outcome-", decided.outcome.code()),
        by: by(
            decided.person,
            names,
            w.day(&day(decided.recorded, signed)),
            w,
        ),
        reason: decided
            .reason
            .as_ref()
            .map_or(String::new(), |reason| note(reason, w)),
        erase: erasable(decided.reason.as_ref(), decided.seq, may),
    };
    one.decisions.iter().map(told).collect()
}

/// Where the engagement is registered, once it goes on.
fn go_on(one: &ScreeningView, signed: &Signed) -> Option<String> {
    let goes = one.decisions.first();
    let goes = goes.is_some_and(|one| one.outcome != Outcome::NotNow);
    let may = goes && signed.can(Kind::Opened);
    may.then(|| format!("/o/engagements/new?screening={}", one.seq))
}
