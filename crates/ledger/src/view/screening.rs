//! What an organisation's people are shown of its screenings; and what whoever holds a link to one is shown of that one alone.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::{Note, Texts, note};
use crate::body::screening::{
    Candidate, Concern, Expected, Extent, Outcome, ScreeningStarSaid, Star, StarStanding, Weighing,
};
use crate::bytes::codes;
use crate::disclosed::{Disclosed, Reader};
use crate::entry::Way;
use crate::id::{LinkId, PersonId};
use crate::moment::Moment;
use crate::organisation::Name;
use crate::policy::{Action, Part, Rights};
use crate::state::House;
use crate::state::screening::{Answer, Screening, Stage, Starred};

/// Decided screenings that a list shows; each has a page of its own.
const LATEST: usize = 100;

codes! {
    /// What the candidate says of a star, beside the star expected.
    pub enum StarFit {
        /// It says that it holds none and plans none, though one is expected.
        Without = "without",
        /// What it says it held has run out.
        Over = "over",
        /// What it says it holds or plans is below what is expected.
        Below = "below",
        /// It cannot tell.
        NotKnown = "not-known",
        /// It said nothing of a star.
        Unsaid = "unsaid",
        /// It says it plans the star expected, or a higher one.
        Planned = "planned",
        /// It is open which star is expected.
        Open = "open",
        /// It says it holds the star expected, or a higher one.
        Meets = "meets",
    }
}

impl StarFit {
    /// Whether there is something to talk about.
    #[must_use]
    pub fn is_gap(self) -> bool {
        !matches!(self, Self::Open | Self::Meets)
    }
}

/// What the candidate said of a concern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerView {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// How far it is met.
    pub extent: Extent,
    /// In its own words.
    pub note: Option<Note>,
}

/// A concern and what was said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConcernView {
    /// Which.
    pub concern: Concern,
    /// The last word; none where there is none.
    pub answer: Option<AnswerView>,
    /// What was said before, the last first.
    pub before: Vec<AnswerView>,
}

impl ConcernView {
    /// Whether there is something to talk about: all that is not said to be in place, or not to apply.
    #[must_use]
    pub fn is_gap(&self) -> bool {
        let extent = self.answer.as_ref().map(|answer| answer.extent);
        !matches!(extent, Some(Extent::InPlace | Extent::NotApplicable))
    }

    /// Gaps first: what is missing, not known, not answered, there in part; then the rest.
    fn order(&self) -> u8 {
        match self.answer.as_ref().map(|answer| answer.extent) {
            Some(Extent::NotYet) => 0,
            Some(Extent::NotKnown) => 1,
            None => 2,
            Some(Extent::Partly) => 3,
            Some(Extent::NotApplicable) => 4,
            Some(Extent::InPlace) => 5,
        }
    }
}

/// What the candidate said of a star: its own word, confirmed by nobody here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StarView {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Whether it holds or plans one.
    pub standing: StarStanding,
    /// Which.
    pub star: Option<Star>,
    /// Until when, or by when.
    pub until: Option<Date>,
}

/// A link that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GivenView {
    /// The link.
    pub link: LinkId,
    /// When it was given.
    pub recorded: Moment,
    /// It works before this moment.
    pub expires: Moment,
    /// Whether it was called back, or another took its place.
    pub revoked: bool,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecidedView {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Who decided.
    pub person: Option<PersonId>,
    /// What.
    pub outcome: Outcome,
    /// Why.
    pub reason: Option<Note>,
}

/// A screening and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScreeningView {
    /// The line that opened it.
    pub seq: u64,
    /// The last line about it.
    pub last: u64,
    /// When that was recorded.
    pub recorded: Moment,
    /// Who opened it.
    pub person: Option<PersonId>,
    /// As what the candidate is considered.
    pub candidate: Candidate,
    /// What the candidate is called.
    pub name: String,
    /// What the work would be.
    pub work: String,
    /// Who is asked there.
    pub contact: Option<Note>,
    /// By when an answer is hoped for.
    pub due: Date,
    /// What the organisation says to the three questions.
    pub weighing: Weighing,
    /// Which star follows.
    pub expected: Expected,
    /// How far it is.
    pub stage: Stage,
    /// How many concerns were answered.
    pub answered: usize,
    /// What was asked and said, gaps first.
    pub concerns: Vec<ConcernView>,
    /// What was said of a star; none where nothing was.
    pub star: Option<StarView>,
    /// What was said of it before, the last first.
    pub stars_before: Vec<StarView>,
    /// That beside what is expected.
    pub fit: StarFit,
    /// Links given, the last first.
    pub links: Vec<GivenView>,
    /// What was decided, the last first.
    pub decisions: Vec<DecidedView>,
}

impl ScreeningView {
    /// How many concerns are to be talked about, the star among them.
    #[must_use]
    pub fn gaps(&self) -> usize {
        let concerns = self.concerns.iter().filter(|one| one.is_gap());
        concerns.count() + usize::from(self.fit.is_gap())
    }

    /// The link that works at a moment.
    #[must_use]
    pub fn link(&self, now: Moment) -> Option<&GivenView> {
        let works = |one: &&GivenView| !one.revoked && one.expires > now;
        self.links
            .iter()
            .find(works)
            .filter(|_| self.decisions.is_empty())
    }
}

/// All screenings of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScreeningsView {
    /// Those that were not decided, what is due first; then the latest decided.
    pub screenings: Vec<ScreeningView>,
    /// How many others the list leaves out.
    pub more: usize,
}

/// How many screenings wait for the organisation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Due {
    /// Answered, and not decided.
    pub answered: usize,
    /// Past their day, and not answered.
    pub overdue: usize,
}

/// What whoever holds a link is shown: who asks, about what, and which answers were recorded; not what they say (rule R10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedView {
    /// The link.
    pub link: LinkId,
    /// The line of the screening.
    pub seq: u64,
    /// The names of the organisation that asks.
    pub from: Vec<Name>,
    /// As what the candidate is considered.
    pub candidate: Candidate,
    /// What the candidate is called.
    pub name: String,
    /// What the work would be.
    pub work: String,
    /// By when an answer is hoped for.
    pub due: Date,
    /// Which star is expected, and why.
    pub expected: Expected,
    /// What is asked, and when an answer to it was recorded last.
    pub concerns: Vec<(Concern, Option<Moment>)>,
    /// When something was said of a star last.
    pub star: Option<Moment>,
    /// The link works before this moment.
    pub expires: Moment,
}

fn answer(of: &Answer, texts: &Texts) -> AnswerView {
    AnswerView {
        seq: of.seq,
        recorded: of.recorded,
        extent: of.extent,
        note: of.note.map(|sealed| note(sealed, texts)),
    }
}

fn concern(of: &Screening, concern: Concern, texts: &Texts) -> ConcernView {
    let said = of.answers.get(&concern).into_iter().flatten().rev();
    let mut said = said.map(|one| answer(one, texts));
    ConcernView {
        concern,
        answer: said.next(),
        before: said.collect(),
    }
}

fn star(of: &Starred) -> StarView {
    let ScreeningStarSaid {
        standing,
        star,
        until,
        ..
    } = of.said;
    StarView {
        seq: of.seq,
        recorded: of.recorded,
        standing,
        star,
        until,
    }
}

/// What was said of a star, beside what is expected. A level includes those below it.
fn fit(said: Option<&StarView>, expected: &Expected, today: Date) -> StarFit {
    let Some(wanted) = expected.star() else {
        return StarFit::Open;
    };
    let Some(said) = said else {
        return StarFit::Unsaid;
    };
    let below = said.star.is_none_or(|star| star < wanted);
    match said.standing {
        StarStanding::Without => StarFit::Without,
        StarStanding::NotKnown => StarFit::NotKnown,
        _ if below => StarFit::Below,
        StarStanding::Planned => StarFit::Planned,
        StarStanding::Held if said.until.is_some_and(|until| until < today) => StarFit::Over,
        StarStanding::Held => StarFit::Meets,
    }
}

fn shown(of: &Screening, today: Date, texts: &Texts) -> ScreeningView {
    let mut concerns: Vec<ConcernView> = of
        .asked()
        .iter()
        .map(|one| concern(of, *one, texts))
        .collect();
    concerns.sort_by_key(ConcernView::order);
    let expected = of.weighing.expected();
    let mut stars = of.stars.iter().rev().map(star);
    let said = stars.next();
    let mut links: Vec<GivenView> = of.links.iter().map(given).collect();
    links.sort_by_key(|one| std::cmp::Reverse(one.recorded));
    ScreeningView {
        seq: of.seq,
        last: of.last,
        recorded: of.recorded,
        person: of.person,
        candidate: of.opened.candidate,
        name: of.opened.name.clone(),
        work: of.opened.work.clone(),
        contact: of.opened.contact.map(|sealed| note(sealed, texts)),
        due: of.due,
        weighing: of.weighing,
        fit: fit(said.as_ref(), &expected, today),
        expected,
        stage: of.stage(today),
        answered: of.answered(),
        concerns,
        star: said,
        stars_before: stars.collect(),
        links,
        decisions: of
            .decisions
            .iter()
            .rev()
            .map(|one| decided(one, texts))
            .collect(),
    }
}

fn given((link, of): (&LinkId, &crate::state::screening::Given)) -> GivenView {
    GivenView {
        link: *link,
        recorded: of.recorded,
        expires: of.expires,
        revoked: of.revoked,
    }
}

fn decided(of: &crate::state::screening::Decided, texts: &Texts) -> DecidedView {
    DecidedView {
        seq: of.seq,
        recorded: of.recorded,
        person: of.person,
        outcome: of.outcome,
        reason: of.reason.map(|sealed| note(sealed, texts)),
    }
}

/// The screenings of an organisation, for who may see them.
#[must_use]
pub fn screenings(
    reader: &Reader,
    house: &House,
    today: Date,
    texts: &Texts,
) -> Option<Disclosed<ScreeningsView>> {
    if !reader.of_house(house, Part::Screenings) {
        return None;
    }
    let known = &house.screenings;
    let mut open: Vec<&Screening> = known.undecided().collect();
    open.sort_by_key(|one| (one.stage(today), one.due, one.seq));
    let over = known.all.values().rev();
    let over = over.filter(|one| !one.decisions.is_empty());
    let all = open.into_iter().chain(over.clone().take(LATEST));
    Some(Disclosed::new(ScreeningsView {
        screenings: all.map(|one| shown(one, today, texts)).collect(),
        more: over.count().saturating_sub(LATEST),
    }))
}

/// One screening, by its line.
#[must_use]
pub fn screening(
    reader: &Reader,
    house: &House,
    seq: u64,
    today: Date,
    texts: &Texts,
) -> Option<Disclosed<ScreeningView>> {
    let known = house.screenings.all.get(&seq)?;
    reader
        .of_house(house, Part::Screenings)
        .then(|| Disclosed::new(shown(known, today, texts)))
}

/// How many wait for the organisation.
#[must_use]
pub fn due(reader: &Reader, house: &House, today: Date) -> Due {
    if !reader.of_house(house, Part::Screenings) {
        return Due::default();
    }
    let count = |stage| {
        let open = house.screenings.undecided();
        open.filter(|one| one.stage(today) == stage).count()
    };
    Due {
        answered: count(Stage::Answered),
        overdue: count(Stage::Overdue),
    }
}

/// What a link shows: the one screening it leads to, while it works.
#[must_use]
pub fn asked(
    house: &House,
    link: LinkId,
    now: Moment,
    today: Date,
) -> Option<Disclosed<AskedView>> {
    let holder = Rights {
        roles: BTreeSet::new(),
        way: Way::Link,
        scopes: Vec::new(),
    };
    let left = house.withdrew.is_some() || house.merged.is_some();
    if left || !holder.permit(Action::See(Part::ScreeningAsked), false) {
        return None;
    }
    let (known, given) = house.screenings.open_by(link, now)?;
    let recorded = |concern: &Concern| known.answer(*concern).map(|one| one.recorded);
    let asked = known.asked().iter();
    Some(Disclosed::new(AskedView {
        link,
        seq: known.seq,
        from: house.names_on(today).to_vec(),
        candidate: known.opened.candidate,
        name: known.opened.name.clone(),
        work: known.opened.work.clone(),
        due: known.due,
        expected: known.weighing.expected(),
        concerns: asked.map(|one| (*one, recorded(one))).collect(),
        star: known.stars.last().map(|one| one.recorded),
        expires: given.expires,
    }))
}
