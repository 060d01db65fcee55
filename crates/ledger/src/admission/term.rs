//! What must hold before the sides of an engagement propose, drop or accept a text.

use super::house::{check_text, misleads};
use super::shared::MOST_ITEMS;
use super::{Actor, Now, Refusal, check_day, refuse_if};
use crate::assertion::{Assertion, Subject};
use crate::body::Body;
use crate::body::shared::Side;
use crate::body::term::{CostTalked, Outcome, TermAccepted, TermProposed, Wording};
use crate::item::ItemCode;
use crate::state::said::in_force;
use crate::state::term::Proposal;
use crate::state::{Shared, Spine};

/// Letters of each text of a wording.
pub const LONGEST_WORDING: usize = 4_000;
/// A passkey's answer counts for so long after it was asked: 10 minutes.
pub const SIGNING_TIME: i64 = 10 * 60_000;
/// Texts put forward for one item.
const MOST_PROPOSALS: usize = 500;
/// Letters of a heading or of a contract's name.
const LONGEST_HEADING: usize = 200;
/// Months between two proofs.
const LONGEST_PERIOD: u64 = 60;

/// Where, when, for whom and by whom something is said of terms.
pub(super) struct At<'a> {
    pub shared: &'a Shared,
    pub spine: &'a Spine,
    pub now: Now,
    pub side: Side,
    pub actor: &'a Actor,
}

impl At<'_> {
    pub fn check(&self, body: &Body) -> Result<(), Refusal> {
        match body {
            Body::TermProposed(body) => self.proposes(body),
            Body::TermDropped(body) => self.open(&body.item, body.proposal).map(drop),
            Body::TermAccepted(body) => self.accepts(body),
            Body::CostTalked(body) => self.talked(body),
            _ => Ok(()),
        }
    }

    fn proposes(&self, body: &TermProposed) -> Result<(), Refusal> {
        check_wording(&body.item, &body.wording, self.now)?;
        let known = &self.shared.terms.proposals;
        let many = match known.get(&body.item) {
            Some(proposals) => proposals.len() >= MOST_PROPOSALS,
            None => known.len() >= MOST_ITEMS,
        };
        refuse_if(many, Refusal::TooMuch)?;
        // What begins before the agreement it would replace would never hold.
        let last = self.shared.terms.last_agreement(&body.item);
        let never = last.is_some_and(|last| body.wording.from < last.wording.from);
        refuse_if(never, Refusal::BeforeAgreed)?;
        match body.answers {
            Some(seq) => {
                let open = self.open(&body.item, seq)?;
                refuse_if(open.wording == body.wording, Refusal::SameText)
            }
            None => {
                let open = self.shared.terms.open(&body.item);
                refuse_if(open.is_some(), Refusal::ProposalOpen)
            }
        }
    }

    fn open(&self, item: &ItemCode, seq: u64) -> Result<&Proposal, Refusal> {
        let open = self.shared.terms.open(item);
        open.filter(|open| open.seq == seq)
            .ok_or(Refusal::NoSuchProposal)
    }

    fn accepts(&self, body: &TermAccepted) -> Result<(), Refusal> {
        let open = self.open(&body.item, body.proposal)?;
        refuse_if(open.hash != body.hash, Refusal::NoSuchProposal)?;
        let done = open.accepted.contains_key(&self.side);
        refuse_if(done, Refusal::AlreadyAccepted)?;
        self.answers_for_it()?;
        match &body.assertion {
            Some(assertion) => self.signed(open, assertion),
            None => {
                let enough = self.shared.terms.signed_in_is_enough();
                refuse_if(!enough, Refusal::NoSignature)
            }
        }
    }

    /// Where nobody is named yet, whoever accepts answers for it from then on.
    fn answers_for_it(&self) -> Result<(), Refusal> {
        let named = self.shared.responsible.get(&self.side);
        let responsible = named.and_then(|named| in_force(named, self.now.today()));
        let other = responsible.is_some_and(|named| Some(named.what) != self.actor.author.person);
        refuse_if(other, Refusal::NotResponsible)
    }

    fn signed(&self, open: &Proposal, assertion: &Assertion) -> Result<(), Refusal> {
        refuse_if(assertion.head != self.spine.head.hash, Refusal::Stale)?;
        let now = self.now.moment;
        let late = assertion.expires <= now || now.plus(SIGNING_TIME) < assertion.expires;
        refuse_if(late, Refusal::AlreadyOver)?;
        let author = self.actor.author;
        let (Some(person), Some(organisation)) = (author.person, author.organisation) else {
            return Err(Refusal::UnfitSignature);
        };
        let subject = Subject {
            ledger: self.spine.ledger,
            seq: open.seq,
            hash: open.hash,
            person,
            organisation,
        };
        let fits = assertion.check(&subject);
        fits.map_err(|_| Refusal::UnfitSignature)
    }

    fn talked(&self, body: &CostTalked) -> Result<(), Refusal> {
        body.on.map_or(Ok(()), |day| check_day(day, self.now))?;
        let settled = body.outcome == Outcome::Settled;
        refuse_if(settled != body.payer.is_some(), Refusal::UnfitPayer)
    }
}

/// A text of several lines.
pub(super) fn check_lines(text: &str) -> Result<(), Refusal> {
    refuse_if(text.trim().is_empty(), Refusal::NoName)?;
    let unfit = |letter: char| misleads(letter) && letter != '\n';
    let long = text.chars().count() > LONGEST_WORDING;
    refuse_if(long || text.chars().any(unfit), Refusal::UnfitText)
}

/// Whether a pair of brackets, as suggested texts have them where something is to be filled in, holds nothing.
fn has_blank(text: &str) -> bool {
    let empty = |opens: char, closes: char| {
        let mut parts = text.split(opens).skip(1);
        parts.any(|rest| rest.trim_start().starts_with(closes))
    };
    empty('【', '】') || empty('[', ']') || empty('［', '］')
}

pub(super) fn check_wording(item: &ItemCode, wording: &Wording, now: Now) -> Result<(), Refusal> {
    let own = item.is_own();
    refuse_if(own != wording.heading.is_some(), Refusal::UnfitHeading)?;
    let contract = wording.contract.as_ref();
    let mut headings = wording.heading.iter().chain(contract.map(|one| &one.name));
    headings.try_for_each(|text| check_text(text, LONGEST_HEADING))?;
    let reasons = wording.reason.iter().chain(&wording.alternatives);
    let mut texts = reasons.chain(&wording.proof).chain([&wording.text]);
    texts.try_for_each(|text| check_lines(text))?;
    let days = wording.until.into_iter().chain(contract.map(|one| one.on));
    days.chain([wording.from])
        .try_for_each(|day| check_day(day, now))?;
    let backwards = wording.until.is_some_and(|until| until < wording.from);
    let endless = wording.renews && wording.until.is_none();
    let period = wording.proof_months;
    let odd = period.is_some_and(|months| months == 0 || months > LONGEST_PERIOD);
    refuse_if(backwards, Refusal::DaysBackwards)?;
    refuse_if(endless || odd, Refusal::UnfitDay)?;
    let texts = [Some(&wording.text), wording.heading.as_ref()];
    let blank = texts.into_iter().flatten().any(|text| has_blank(text));
    refuse_if(blank, Refusal::BlankLeft)
}
