//! What is shown of agreements and proposals to both sides, and to whoever holds a link about the item.

use jiff::civil::Date;
use serde::Serialize;

use super::{Note, Texts, note};
use crate::body::shared::Side;
use crate::body::term::{CostTalked, Outcome, Payer, Wording};
use crate::bytes::codes;
use crate::disclosed::{Disclosed, Reader};
use crate::hash::Hash;
use crate::id::PersonId;
use crate::item::ItemCode;
use crate::moment::{AsOf, Moment};
use crate::policy::Part;
use crate::state::Shared;
use crate::state::said::Said;
use crate::state::term::{Acceptance, Proposal, Terms};

codes! {
    /// What became of a proposal.
    pub enum Stage {
        /// It waits for an answer.
        Open = "open",
        /// A proposal of the other side answered it.
        Answered = "answered",
        /// The side that made it put another in its place.
        Replaced = "replaced",
        /// The side that made it took it back.
        Withdrawn = "withdrawn",
        /// The other side said no.
        Declined = "declined",
        /// Both sides accepted it.
        Agreed = "agreed",
    }
}

/// One side's acceptance as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AcceptanceView {
    /// Which side.
    pub side: Side,
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Who accepted: they answer for the engagement, so both sides are told.
    pub person: Option<PersonId>,
    /// Whether a passkey signed; otherwise being signed in was enough.
    pub signed: bool,
}

/// A proposal as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalView {
    /// The line.
    pub seq: u64,
    /// That line's hash: what is accepted.
    pub hash: Hash,
    /// When it was recorded.
    pub recorded: Moment,
    /// Which side made it.
    pub by: Side,
    /// Who made it; a person of the other side is not named.
    pub person: Option<PersonId>,
    /// The proposal it answers.
    pub answers: Option<u64>,
    /// The text.
    pub wording: Wording,
    /// What became of it.
    pub stage: Stage,
    /// Who accepted it, the first first.
    pub accepted: Vec<AcceptanceView>,
    /// Why it is off the table.
    pub reason: Option<Note>,
}

impl ProposalView {
    /// Whether a side accepted it.
    #[must_use]
    pub fn accepted_by(&self, side: Side) -> bool {
        self.accepted.iter().any(|accepted| accepted.side == side)
    }

    /// Whether passkeys signed both acceptances.
    #[must_use]
    pub fn signed(&self) -> bool {
        self.accepted.len() == 2 && self.accepted.iter().all(|accepted| accepted.signed)
    }

    /// When the second side accepted.
    #[must_use]
    pub fn agreed(&self) -> Option<Moment> {
        let last = self.accepted.last().filter(|_| self.accepted.len() == 2);
        last.map(|last| last.recorded)
    }
}

/// What one side says of an item's cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CostView {
    /// Which side.
    pub side: Side,
    /// When it was recorded.
    pub recorded: Moment,
    /// When it was talked about.
    pub on: Option<Date>,
    /// What came of it.
    pub outcome: Outcome,
    /// Who pays.
    pub payer: Option<Payer>,
    /// How much, how, from when.
    pub note: Option<Note>,
}

/// Everything about one item that was ever put forward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermView {
    /// Which item.
    pub item: ItemCode,
    /// The line of the agreement in force on the day.
    pub agreement: Option<u64>,
    /// The line of the proposal that waits.
    pub open: Option<u64>,
    /// Every proposal, the first first.
    pub proposals: Vec<ProposalView>,
    /// What each side says of its cost.
    pub costs: Vec<CostView>,
}

impl TermView {
    fn proposal(&self, seq: Option<u64>) -> Option<&ProposalView> {
        self.proposals.iter().find(|one| Some(one.seq) == seq)
    }

    /// The agreement in force on the day.
    #[must_use]
    pub fn in_force(&self) -> Option<&ProposalView> {
        self.proposal(self.agreement)
    }

    /// The proposal that waits.
    #[must_use]
    pub fn waiting(&self) -> Option<&ProposalView> {
        self.proposal(self.open)
    }

    /// Its heading, where no catalogue has the item.
    #[must_use]
    pub fn heading(&self) -> Option<&str> {
        let last = self.in_force().or_else(|| self.proposals.last());
        last.and_then(|one| one.wording.heading.as_deref())
    }
}

/// What was put forward between the sides, and how they accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsView {
    /// The reader's side.
    pub own: Side,
    /// By item.
    pub terms: Vec<TermView>,
    /// Whether each side says that being signed in is enough to accept: the client, the vendor.
    pub signed_in: (bool, bool),
}

impl TermsView {
    /// Whether being signed in is enough to accept.
    #[must_use]
    pub fn signed_in_is_enough(&self) -> bool {
        self.signed_in == (true, true)
    }

    /// Whether a side says so.
    #[must_use]
    pub fn chose(&self, side: Side) -> bool {
        match side {
            Side::Client => self.signed_in.0,
            Side::Vendor => self.signed_in.1,
        }
    }

    /// What was put forward of an item.
    #[must_use]
    pub fn of(&self, item: &ItemCode) -> Option<&TermView> {
        self.terms.iter().find(|term| term.item == *item)
    }
}

/// What was agreed and what is proposed on every item the reader may hear of.
#[must_use]
pub fn terms(
    reader: &Reader,
    now: &Shared,
    then: &Shared,
    at: AsOf,
    texts: &Texts,
) -> Option<Disclosed<TermsView>> {
    let own = reader.side(now)?;
    if !reader.of_shared(now, Part::Terms) {
        return None;
    }
    let terms = &then.terms;
    let spoken = terms.costs.keys().map(|(item, _)| item);
    let items: std::collections::BTreeSet<&ItemCode> =
        terms.proposals.keys().chain(spoken).collect();
    let heard_of = items.into_iter().filter(|item| reader.hears_of(item));
    let view = |item| TermView {
        // Who looks by a link may be anybody the link reached: what was said about money is not for them.
        costs: if reader.link().is_none() {
            costs(terms, item, texts)
        } else {
            Vec::new()
        },
        ..term(terms, item, own, at, texts)
    };
    let chose = |side| terms.signed_in.get(&side) == Some(&true);
    let mut seen: Vec<TermView> = heard_of.map(view).collect();
    seen.sort_by_key(of_own);
    Some(Disclosed::new(TermsView {
        own,
        terms: seen,
        signed_in: (chose(Side::Client), chose(Side::Vendor)),
    }))
}

/// Items of the catalogue by their codes; then those beside it, whose codes say nothing, as they came up.
fn of_own(term: &TermView) -> Option<u64> {
    let first = term.proposals.first().map_or(u64::MAX, |first| first.seq);
    term.item.is_own().then_some(first)
}

fn term(terms: &Terms, item: &ItemCode, own: Side, at: AsOf, texts: &Texts) -> TermView {
    let proposals = terms.proposals.get(item).into_iter().flatten();
    TermView {
        item: item.clone(),
        agreement: terms.agreement(item, at.on).map(|one| one.seq),
        open: terms.open(item).map(|one| one.seq),
        proposals: proposals.map(|one| proposal(one, own, texts)).collect(),
        costs: Vec::new(),
    }
}

fn stage(of: &Proposal) -> Stage {
    match (of.agreed(), of.dropped, of.answered_by) {
        (Some(_), ..) => Stage::Agreed,
        (_, Some(dropped), _) if dropped.by == of.by => Stage::Withdrawn,
        (_, Some(_), _) => Stage::Declined,
        (.., Some((_, by))) if by == of.by => Stage::Replaced,
        (.., Some(_)) => Stage::Answered,
        _ => Stage::Open,
    }
}

fn proposal(of: &Proposal, own: Side, texts: &Texts) -> ProposalView {
    let mut accepted: Vec<AcceptanceView> = of.accepted.iter().map(acceptance).collect();
    accepted.sort_by_key(|accepted| accepted.seq);
    ProposalView {
        seq: of.seq,
        hash: of.hash,
        recorded: of.recorded,
        by: of.by,
        person: of.person.filter(|_| of.by == own),
        answers: of.answers,
        wording: of.wording.clone(),
        stage: stage(of),
        accepted,
        reason: of
            .dropped
            .and_then(|dropped| dropped.reason)
            .map(|sealed| note(sealed, texts)),
    }
}

fn acceptance((side, accepted): (&Side, &Acceptance)) -> AcceptanceView {
    AcceptanceView {
        side: *side,
        seq: accepted.seq,
        recorded: accepted.recorded,
        person: accepted.person,
        signed: accepted.signed,
    }
}

fn costs(terms: &Terms, item: &ItemCode, texts: &Texts) -> Vec<CostView> {
    let last = |side: &Side| terms.cost(item, *side).map(|said| cost(*side, said, texts));
    Side::ALL.iter().filter_map(last).collect()
}

fn cost(side: Side, said: &Said<CostTalked>, texts: &Texts) -> CostView {
    let CostTalked {
        on, outcome, payer, ..
    } = said.what;
    CostView {
        side,
        recorded: said.recorded,
        on,
        outcome,
        payer,
        note: said.what.note.map(|sealed| note(sealed, texts)),
    }
}
