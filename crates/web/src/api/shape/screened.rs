//! Screenings, field by field.

use std::collections::BTreeMap;

use ledger::body::screening::{
    Candidate, Concern, Expected, Extent, Known, Outcome, Question, Star, StarStanding, Weighing,
};
use ledger::id::PersonId;
use ledger::state::screening::Stage;
use ledger::view::screening::{
    AnswerView, ConcernView, DecidedView, GivenView, ScreeningView, ScreeningsView, StarFit,
    StarView,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use store::door::NamedScreening;

use super::said::words;

choices! {
    candidate: Candidate, known: Known, question: Question, star: Star, concern: Concern, extent: Extent,
    star_standing: StarStanding, outcome: Outcome, screening_stage: Stage, star_fit: StarFit
}
perhaps! { star_or_none: star }

fn questions(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": question(generator) })
}

/// The organisation's screenings.
#[derive(Serialize, JsonSchema)]
pub struct Screenings {
    /// Those that were not decided, what is due first; then the latest decided.
    pub screenings: Vec<ScreeningInList>,
    /// How many others are left out.
    pub more: usize,
}

/// A screening in the list.
#[derive(Serialize, JsonSchema)]
pub struct ScreeningInList {
    /// The line of the organisation's ledger: its number.
    pub screening: u64,
    /// As what the candidate is considered.
    #[schemars(schema_with = "candidate")]
    pub candidate: Candidate,
    /// What the candidate is called.
    pub name: String,
    /// What the work would be.
    pub work: String,
    /// By when an answer is hoped for.
    pub due: String,
    /// How far it is.
    #[schemars(schema_with = "screening_stage")]
    pub stage: Stage,
    /// How many concerns were answered.
    pub answered: usize,
    /// How many were asked.
    pub asked: usize,
    /// How much there is to talk about.
    pub gaps: usize,
    /// The star expected; null while that is open.
    #[schemars(schema_with = "star_or_none")]
    pub star: Option<Star>,
    /// What was decided last; null where nothing was.
    pub decision: Option<ScreeningDecision>,
}

/// One screening.
#[derive(Serialize, JsonSchema)]
pub struct Screening {
    /// What the list says of it.
    #[serde(flatten)]
    pub screening: ScreeningInList,
    /// When it was opened.
    pub recorded: String,
    /// The name of who opened it; null once it was erased.
    pub opened_by: Option<String>,
    /// Who is asked there; null where nobody was named, or it was erased.
    pub contact: Option<String>,
    /// What the organisation says to the three questions.
    pub expects: Expecting,
    /// Which of the three questions made it ★4, or decide while the star is open.
    #[schemars(schema_with = "questions")]
    pub because: Vec<Question>,
    /// What was asked and said, gaps first.
    pub concerns: Vec<ScreenedConcern>,
    /// What the candidate says of a star: its own word; null where it said nothing.
    pub star_said: Option<SaidStar>,
    /// That beside the star expected.
    #[schemars(schema_with = "star_fit")]
    pub star_fit: StarFit,
    /// Links given, the last first.
    pub links: Vec<ScreeningLink>,
    /// What was decided, the last first.
    pub decisions: Vec<ScreeningDecision>,
}

/// The three questions, answered by the organisation.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expecting {
    /// Whether important confidential information of its own is handled on the partner's systems.
    #[schemars(schema_with = "known")]
    pub secrets: Known,
    /// Whether a stop of the partner's would delay it unacceptably.
    #[schemars(schema_with = "known")]
    pub delay: Known,
    /// Whether its internal systems are reached from the partner's environment.
    #[schemars(schema_with = "known")]
    pub access: Known,
}

/// A concern and what was said of it.
#[derive(Serialize, JsonSchema)]
pub struct ScreenedConcern {
    /// Which.
    #[schemars(schema_with = "concern")]
    pub concern: Concern,
    /// Whether there is something to talk about.
    pub gap: bool,
    /// The last word; null where there is none.
    pub answer: Option<ScreeningAnswer>,
    /// What was said before, the last first.
    pub before: Vec<ScreeningAnswer>,
    /// For a gap: items of the catalogue from which terms can be made.
    pub items: Vec<String>,
}

/// What the candidate said of a concern.
#[derive(Serialize, JsonSchema)]
pub struct ScreeningAnswer {
    /// The line of the organisation's ledger.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: String,
    /// How far the concern is met.
    #[schemars(schema_with = "extent")]
    pub extent: Extent,
    /// In the candidate's words; null where there are none, or they were erased.
    pub note: Option<String>,
}

/// What the candidate says of a star.
#[derive(Serialize, JsonSchema)]
pub struct SaidStar {
    /// When it was recorded.
    pub recorded: String,
    /// Whether it holds or plans one.
    #[schemars(schema_with = "star_standing")]
    pub standing: StarStanding,
    /// Which.
    #[schemars(schema_with = "star_or_none")]
    pub star: Option<Star>,
    /// Until when, or by when.
    pub until: Option<String>,
}

/// A link that was given.
#[derive(Serialize, JsonSchema)]
pub struct ScreeningLink {
    /// Its number.
    pub link: String,
    /// It works before this moment.
    pub expires: String,
    /// Whether it was called back, or another took its place.
    pub revoked: bool,
}

/// What was decided.
#[derive(Serialize, JsonSchema)]
pub struct ScreeningDecision {
    /// When it was recorded.
    pub recorded: String,
    /// What.
    #[schemars(schema_with = "outcome")]
    pub outcome: Outcome,
    /// Why; null once it was erased.
    pub reason: Option<String>,
}

/// A screening to be opened.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewScreening {
    /// As what the candidate is considered.
    #[schemars(schema_with = "candidate")]
    pub candidate: Candidate,
    /// What the candidate is called.
    pub name: String,
    /// What the work would be; the candidate sees it.
    pub work: String,
    /// Who is asked there.
    #[serde(default)]
    pub contact: Option<String>,
    /// By when an answer is hoped for.
    pub due: String,
    /// The three questions, answered.
    pub expects: Expecting,
    /// For how many days a link works that is given at once; no link where left out.
    #[serde(default)]
    pub link_days: Option<i64>,
}

/// What is expected of a candidate from now on.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdjustingScreening {
    /// By when an answer is hoped for.
    pub due: String,
    /// The three questions, answered.
    pub expects: Expecting,
}

/// A link to be given.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkingScreening {
    /// For how many days it works; 30 where left out.
    #[serde(default)]
    pub days: Option<i64>,
}

/// A decision.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecidingScreening {
    /// What.
    #[schemars(schema_with = "outcome")]
    pub outcome: Outcome,
    /// Why, and on which conditions.
    pub reason: String,
}

impl From<Weighing> for Expecting {
    fn from(of: Weighing) -> Self {
        Self {
            secrets: of.secrets,
            delay: of.delay,
            access: of.access,
        }
    }
}

impl From<Expecting> for Weighing {
    fn from(of: Expecting) -> Self {
        Self {
            secrets: of.secrets,
            delay: of.delay,
            access: of.access,
        }
    }
}

fn decision(of: &DecidedView) -> ScreeningDecision {
    ScreeningDecision {
        recorded: of.recorded.to_string(),
        outcome: of.outcome,
        reason: words(of.reason.as_ref()),
    }
}

fn listed(of: &ScreeningView) -> ScreeningInList {
    ScreeningInList {
        screening: of.seq,
        candidate: of.candidate,
        name: of.name.clone(),
        work: of.work.clone(),
        due: of.due.to_string(),
        stage: of.stage,
        answered: of.answered,
        asked: of.concerns.len(),
        gaps: of.gaps(),
        star: of.expected.star(),
        decision: of.decisions.first().map(decision),
    }
}

fn answer(of: &AnswerView) -> ScreeningAnswer {
    ScreeningAnswer {
        seq: of.seq,
        recorded: of.recorded.to_string(),
        extent: of.extent,
        note: words(of.note.as_ref()),
    }
}

fn screened(of: &ConcernView) -> ScreenedConcern {
    let items = of.concern.items().iter().filter(|_| of.is_gap());
    ScreenedConcern {
        concern: of.concern,
        gap: of.is_gap(),
        answer: of.answer.as_ref().map(answer),
        before: of.before.iter().map(answer).collect(),
        items: items.map(|item| (*item).to_owned()).collect(),
    }
}

fn star_said(of: &StarView) -> SaidStar {
    SaidStar {
        recorded: of.recorded.to_string(),
        standing: of.standing,
        star: of.star,
        until: of.until.map(|day| day.to_string()),
    }
}

fn link(of: &GivenView) -> ScreeningLink {
    ScreeningLink {
        link: of.link.to_string(),
        expires: of.expires.to_string(),
        revoked: of.revoked,
    }
}

impl Screenings {
    /// What a person sees.
    pub fn of(seen: &ScreeningsView) -> Self {
        Self {
            screenings: seen.screenings.iter().map(listed).collect(),
            more: seen.more,
        }
    }
}

impl Screening {
    /// What a person sees, with names.
    pub fn of(seen: &NamedScreening) -> Self {
        let (of, names) = (&seen.screening, &seen.names);
        let named =
            |person: PersonId, names: &BTreeMap<PersonId, String>| names.get(&person).cloned();
        Self {
            screening: listed(of),
            recorded: of.recorded.to_string(),
            opened_by: of.person.and_then(|person| named(person, names)),
            contact: words(of.contact.as_ref()),
            expects: of.weighing.into(),
            because: match &of.expected {
                Expected::Four(yes) => yes.clone(),
                Expected::Three => Vec::new(),
                Expected::Open(open) => open.clone(),
            },
            concerns: of.concerns.iter().map(screened).collect(),
            star_said: of.star.as_ref().map(star_said),
            star_fit: of.fit,
            links: of.links.iter().map(link).collect(),
            decisions: of.decisions.iter().map(decision).collect(),
        }
    }
}
