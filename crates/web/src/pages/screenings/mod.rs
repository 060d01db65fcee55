//! Whom the organisation considers working with: what it asked them by link, what they answered, what was decided.
//! All of it stands in its own ledger; nobody else is shown any.

mod act;
mod new;
mod one;

pub use act::{adjust, decide, erase, link, unlink};
pub use new::{open, page as new};
pub use one::page as one;

use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use ledger::body::Kind;
use ledger::body::screening::{Concern, Expected, Extent, Outcome, Question};
use ledger::state::screening::Stage;
use ledger::view::screening::ScreeningView;
use report::marks::{Standing, of_standing};
use store::acts::NotDone;

use crate::App;
use crate::access::Signed;
use crate::download;
use crate::layout::{Frame, Words};
use crate::pages::screening;

/// Whom an organisation considers working with; and the page of whoever is asked by link.
pub fn routes() -> Router<App> {
    let back = crate::pages::sign_in::back;
    let of = |path: &str| format!("/o/screenings/{{line}}{path}");
    Router::new()
        .route("/o/screenings", get(page))
        .route("/o/screenings/new", get(new).post(open))
        .route("/o/screenings/screenings.csv", get(file))
        .route(&of(""), get(one))
        .route(&of("/adjust"), post(adjust).get(back))
        .route(&of("/link"), post(link).get(back))
        .route(&of("/unlink"), post(unlink).get(back))
        .route(&of("/erase"), post(erase).get(back))
        .route(&of("/decide"), post(decide).get(back))
        .route("/screening", get(screening::page).post(screening::enter))
        .route(
            "/screening/answer",
            get(screening::answer).post(screening::take),
        )
        .route("/screening/leave", post(screening::leave).get(back))
}

#[derive(Template)]
#[template(path = "pages/screenings/page.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    more: usize,
    may_open: bool,
    /// What follows an address while a past day is looked at.
    at: String,
}

struct Row {
    seq: u64,
    name: String,
    work: String,
    kind: String,
    tone: &'static str,
    stage: String,
    due: String,
    answered: String,
    gaps: Option<usize>,
    expected: String,
}

/// `/o/screenings`
pub async fn page(signed: Signed) -> Result<Response, Response> {
    let seen = signed.look(|look| look.screenings()).await?.into_inner();
    let w = Words(signed.language());
    let frame = signed.frame(&w.say("screening-section"));
    let page = Page {
        rows: seen.screenings.iter().map(|one| row(one, w)).collect(),
        more: seen.more,
        may_open: signed.can(Kind::ScreeningOpened),
        at: signed
            .past()
            .map_or(String::new(), |day| format!("?at={day}")),
        frame: frame.clone(),
    };
    Ok(frame.answer(&page))
}

/// `/o/screenings/screenings.csv`: the list as a table that opens in a spreadsheet.
pub async fn file(signed: Signed) -> Result<Response, Response> {
    let seen = signed.look(|look| look.screenings()).await?.into_inner();
    let w = Words(signed.language());
    let heads = [
        "screening-candidate",
        "screening-as",
        "screening-work",
        "screening-state",
        "screening-due",
        "screening-answers",
        "screening-star-expected",
    ];
    let mut lines = vec![heads.iter().map(|key| w.say(key)).collect::<Vec<String>>()];
    lines.extend(seen.screenings.iter().map(|one| {
        let row = row(one, w);
        let due = one.due.to_string();
        let (stage, answered) = (row.stage, row.answered);
        vec![
            row.name,
            row.kind,
            row.work,
            stage,
            due,
            answered,
            row.expected,
        ]
    }));
    let bytes = report::csv::write(&lines).map_err(|_| signed.failed(&NotDone::Absent))?;
    Ok(download::save("screenings.csv", bytes))
}

fn row(one: &ScreeningView, w: Words) -> Row {
    let (tone, stage) = stage(one, w);
    let (answered, all) = (one.answered.to_string(), one.concerns.len().to_string());
    Row {
        seq: one.seq,
        name: one.name.clone(),
        work: one.work.clone(),
        kind: w.code("screening-kind-", one.candidate.code()),
        tone,
        stage,
        due: w.day(&one.due),
        answered: w.with2("screening-answered", ("count", &answered), ("all", &all)),
        gaps: (one.stage == Stage::Answered).then(|| one.gaps()),
        expected: one
            .expected
            .star()
            .map_or_else(|| w.say("screening-star-open"), |star| format!("★{star}")),
    }
}

/// How far a screening is: the tone of its tag, and the word.
fn stage(one: &ScreeningView, w: Words) -> (&'static str, String) {
    if let Some(decided) = one.decisions.first() {
        let tone = match decided.outcome {
            Outcome::GoOn => "good",
            Outcome::OnConditions => "care",
            Outcome::NotNow => "mute",
        };
        return (tone, w.code("screening-outcome-", decided.outcome.code()));
    }
    let tone = match one.stage {
        Stage::Answered => "key",
        Stage::Overdue => "bad",
        Stage::Waiting | Stage::Decided => "mute",
    };
    (tone, w.code("screening-stage-", one.stage.code()))
}

/// Why this star: which of the three questions decided, or will.
fn because(expected: &Expected, w: Words) -> String {
    let told = |questions: &[Question]| {
        let one = |question: &Question| w.code("screening-asks-", question.code());
        joined(questions.iter().map(one))
    };
    match expected {
        Expected::Four(yes) => w.with("screening-because-yes", "questions", told(yes)),
        Expected::Three => w.say("screening-because-no"),
        Expected::Open(open) => w.with("screening-because-open", "questions", told(open)),
    }
}

/// The same, told to the candidate: from where it stands.
pub(in crate::pages) fn because_of_you(expected: &Expected, w: Words) -> String {
    let of_you = |question: &Question| {
        let key = format!("screening-asks-{question}");
        report::words::attr(*w.language(), &key, "you", &[])
    };
    let (key, questions) = match expected {
        Expected::Four(yes) => ("screening-you-yes", yes.as_slice()),
        Expected::Three => ("screening-you-no", Question::ALL),
        Expected::Open(open) => ("screening-you-open", open.as_slice()),
    };
    w.with(key, "questions", joined(questions.iter().map(of_you)))
}

fn joined(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join(" / ")
}

/// Where the study speaks of a concern.
pub(in crate::pages) fn source(concern: Concern, w: Words) -> String {
    let (place, line) = concern.source();
    let (kind, number) = place.split_once('-').unwrap_or(("section", place));
    w.with2(
        &format!("screening-source-{kind}"),
        ("place", number),
        ("line", &line.to_string()),
    )
}

/// The sign of an answer: the same as that of a like value elsewhere.
pub(in crate::pages) fn sign(extent: Option<Extent>) -> &'static str {
    of_standing(match extent {
        Some(Extent::InPlace) => Standing::InForce,
        Some(Extent::Partly) => Standing::BeingDrafted,
        Some(Extent::NotYet) => Standing::NotMade,
        Some(Extent::NotKnown) => Standing::NotKnown,
        Some(Extent::NotApplicable) => Standing::NotApplicable,
        None => Standing::NotAnswered,
    })
    .sign
}

/// The number in the address; what is none leads nowhere.
pub(in crate::pages) fn number(signed: &Signed, line: &str) -> Result<u64, Response> {
    let plain = line.parse().ok().filter(|n: &u64| n.to_string() == line);
    plain.ok_or_else(|| signed.failed(&NotDone::Absent))
}
