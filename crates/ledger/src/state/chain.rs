//! What was said about work passed on, subcontract by subcontract.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::body::Body;
use crate::body::chain::{Passing, SubcontractAsked, SubcontractDecided};
use crate::entry::Entry;
use crate::id::SubcontractId;
use crate::moment::Moment;
use crate::sealed::Sealed;

/// The client's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Whether it consents.
    pub consents: bool,
    /// On which condition, or why not.
    pub reason: Option<Sealed>,
}

/// Work passed on, or to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subcontract {
    /// The line by which it was asked or reported.
    pub seq: u64,
    /// When that was recorded.
    pub recorded: Moment,
    /// What was asked.
    pub asked: SubcontractAsked,
    /// Every decision, the first first; the last counts.
    pub decisions: Vec<Decision>,
    /// Its last day.
    pub ended: Option<Date>,
}

impl Subcontract {
    /// The decision that counts.
    #[must_use]
    pub fn decided(&self) -> Option<Decision> {
        self.decisions.last().copied()
    }

    /// Whether work is, or may be, passed on there on a day.
    #[must_use]
    pub fn runs(&self, on: Date) -> bool {
        self.ended.is_none_or(|last| on <= last)
    }

    /// Whether it runs without the consent that the rule asks for.
    #[must_use]
    pub fn lacks_consent(&self, passing: Option<Passing>, on: Date) -> bool {
        let decided = self.decided().map(|decision| decision.consents);
        let asked_for = matches!(passing, Some(Passing::PriorConsent | Passing::Forbidden));
        let refused = decided == Some(false);
        self.runs(on) && self.asked.from <= on && (refused || (asked_for && decided != Some(true)))
    }
}

/// What was said about passing work on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassedOn {
    /// The client's rule.
    pub passing: Option<Passing>,
    /// Every subcontract that was asked or reported.
    pub subcontracts: BTreeMap<SubcontractId, Subcontract>,
}

impl PassedOn {
    pub(super) fn apply(&mut self, entry: &Entry) {
        match &entry.body {
            Body::PassingRuled(body) => self.passing = Some(body.passing),
            Body::SubcontractAsked(body) => self.ask(entry, body),
            Body::SubcontractDecided(body) => self.decide(entry, body),
            Body::SubcontractEnded(body) => {
                if let Some(known) = self.subcontracts.get_mut(&body.subcontract) {
                    known.ended = Some(body.on);
                }
            }
            _ => {}
        }
    }

    fn ask(&mut self, entry: &Entry, body: &SubcontractAsked) {
        let asked = Subcontract {
            seq: entry.seq,
            recorded: entry.recorded,
            asked: body.clone(),
            decisions: Vec::new(),
            ended: None,
        };
        self.subcontracts.insert(body.subcontract, asked);
    }

    fn decide(&mut self, entry: &Entry, body: &SubcontractDecided) {
        if let Some(known) = self.subcontracts.get_mut(&body.subcontract) {
            known.decisions.push(Decision {
                seq: entry.seq,
                recorded: entry.recorded,
                consents: body.consents,
                reason: body.reason,
            });
        }
    }
}
