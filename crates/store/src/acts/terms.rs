//! Terms of an engagement: proposed, dropped, accepted; and what was said about their cost.

use ledger::admission::{Draft, Refusal, SIGNING_TIME};
use ledger::assertion::{Assertion, Nonce, Octets, Subject, challenge, fingerprint};
use ledger::body::Kind;
use ledger::body::shared::ResponsibleNamed;
use ledger::body::term::{
    CostTalked, Outcome, Payer, SigningChosen, TermAccepted, TermDropped, TermProposed, Wording,
};
use ledger::hash::Hash;
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::moment::Moment;
use ledger::sealed::Opening;
use ledger::state::term::Proposal;
use serde::{Deserialize, Serialize};

use super::speaking::Speaker;
use super::{NotDone, Recorded, home};
use crate::Store;
use crate::door::Visitor;
use crate::work::Work;
use crate::working::person::Passkey;
use crate::working::secret::{Secret, SecretHash};

/// The purpose of the challenge under an acceptance.
const ACCEPT: &str = "accept";

/// A proposal as its reader saw it: by these they name what they answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The engagement.
    pub engagement: EngagementId,
    /// The item.
    pub item: ItemCode,
    /// The proposal's line.
    pub proposal: u64,
    /// Its hash.
    pub hash: Hash,
}

/// What one side says of the talk about an item's cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCost {
    /// When it was talked about.
    pub on: Option<jiff::civil::Date>,
    /// What came of it.
    pub outcome: Outcome,
    /// Who pays.
    pub payer: Option<Payer>,
    /// How much, how, from when.
    pub note: Option<String>,
}

/// What a browser asks the signer's passkey.
#[derive(Debug)]
pub struct ToSign {
    /// Comes back with the answer.
    pub secret: Secret,
    /// What is signed.
    pub challenge: Hash,
    /// The passkeys that may sign, by their authenticators' names.
    pub handles: Vec<Vec<u8>>,
}

/// A passkey's answer as the browser gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The authenticator's name for the passkey.
    pub handle: Vec<u8>,
    /// The authenticator's data.
    pub authenticator: Vec<u8>,
    /// The client's data, JSON.
    pub client: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
}

/// What is kept until the passkey answers.
#[derive(Serialize, Deserialize)]
struct Asked {
    shown: Shown,
    nonce: [u8; 16],
    expires: Moment,
    head: Hash,
}

impl Work<'_> {
    pub(super) fn on_table(&mut self, shown: &Shown) -> Result<Proposal, NotDone> {
        let state = self.state(shown.engagement.into())?;
        let open = state
            .shared()
            .and_then(|shared| shared.terms.open(&shown.item));
        let same = |open: &&Proposal| (open.seq, open.hash) == (shown.proposal, shown.hash);
        open.filter(same)
            .cloned()
            .ok_or(NotDone::Refused(Refusal::NoSuchProposal))
    }

    /// The visitor's passkeys that their organisation knows, vouches for and did not revoke: only these sign for it.
    fn signing_keys(&mut self, visitor: &Visitor) -> Result<Vec<Passkey>, NotDone> {
        let theirs = self.passkeys(visitor.person)?;
        let state = self.state(home(visitor)?.into())?;
        let house = state.house().ok_or(NotDone::Absent)?;
        let vouched = |passkey: &Passkey| {
            let known = house.credentials.get(&passkey.id);
            known.is_some_and(|known| {
                // The key itself as the organisation's ledger recorded it: a row changed since signs for nobody.
                let same = known.key == fingerprint(&passkey.handle, passkey.public_key().as_ref());
                known.person == visitor.person && known.confirmed && !known.revoked && same
            })
        };
        let may = |passkey: &Passkey| visitor.reaches(passkey.only_for) && vouched(passkey);
        Ok(theirs.into_iter().filter(may).collect())
    }

    fn accept(
        &mut self,
        visitor: &Visitor,
        shown: &Shown,
        assertion: Option<Assertion>,
    ) -> Result<Recorded, NotDone> {
        let accepted = accepted(shown, assertion);
        let recorded = self.speak(&Speaker::from(visitor), shown.engagement, accepted, &[])?;
        self.answer_for(visitor, shown.engagement)?;
        Ok(recorded)
    }

    /// Names the visitor as who answers for their side, where nobody is: whoever accepts first for a side does so.
    fn answer_for(&mut self, visitor: &Visitor, engagement: EngagementId) -> Result<(), NotDone> {
        let actor = self.speaker(&Speaker::from(visitor), engagement)?;
        let state = self.state(engagement.into())?;
        let shared = state.shared().ok_or(NotDone::Absent)?;
        let side = shared.side(home(visitor)?).ok_or(NotDone::Absent)?;
        if shared.responsible.contains_key(&side) {
            return Ok(());
        }
        let named = ResponsibleNamed {
            person: visitor.person,
            from: self.now().today(),
        };
        self.record(Draft::new(engagement, named), &actor, &[])?;
        Ok(())
    }

    fn ask_signature(&mut self, visitor: &Visitor, shown: &Shown) -> Result<ToSign, NotDone> {
        let actor = self.speaker(&Speaker::from(visitor), shown.engagement)?;
        if !actor.may(Kind::TermAccepted) {
            return Err(Refusal::NotPermitted.into());
        }
        self.on_table(shown)?;
        let accepted = accepted(shown, None);
        self.approved(home(visitor)?, shown.engagement, &accepted.into())?;
        let keys = self.signing_keys(visitor)?;
        if keys.is_empty() {
            return Err(Refusal::NoSuchCredential.into());
        }
        let asked = Asked {
            shown: shown.clone(),
            nonce: self.random(),
            expires: self.now().moment.plus(SIGNING_TIME / 2),
            head: self.state(shown.engagement.into())?.spine.head.hash,
        };
        let subject = subject(visitor, shown)?;
        let challenge = challenge(&subject, Nonce(asked.nonce), asked.expires, asked.head);
        let state = serde_json::to_string(&asked).map_err(crate::error::StoreError::from)?;
        Ok(ToSign {
            secret: self.keep_challenge(ACCEPT, &state, SIGNING_TIME)?,
            challenge,
            handles: keys.into_iter().map(|key| key.handle).collect(),
        })
    }

    fn signed(
        &mut self,
        visitor: &Visitor,
        asked: &Asked,
        answer: Answer,
        origin: &str,
    ) -> Result<Recorded, NotDone> {
        let keys = self.signing_keys(visitor)?;
        let key = keys.into_iter().find(|key| key.handle == answer.handle);
        let key = key.ok_or(NotDone::Refused(Refusal::NoSuchCredential))?;
        let public = key.public_key();
        let assertion = Assertion {
            credential: key.id,
            handle: Octets(answer.handle),
            key: public.ok_or(NotDone::Refused(Refusal::UnfitSignature))?,
            nonce: Nonce(asked.nonce),
            expires: asked.expires,
            head: asked.head,
            authenticator: Octets(answer.authenticator),
            client: Octets(answer.client),
            signature: Octets(answer.signature),
        };
        // The site is this server's by configuration; who checks later takes the one named in the answer.
        if assertion.origin().as_deref() != Some(origin) {
            return Err(Refusal::UnfitSignature.into());
        }
        self.accept(visitor, &asked.shown, Some(assertion))
    }
}

fn accepted(shown: &Shown, assertion: Option<Assertion>) -> TermAccepted {
    TermAccepted {
        item: shown.item.clone(),
        proposal: shown.proposal,
        hash: shown.hash,
        assertion,
    }
}

fn subject(visitor: &Visitor, shown: &Shown) -> Result<Subject, NotDone> {
    Ok(Subject {
        ledger: shown.engagement.into(),
        seq: shown.proposal,
        hash: shown.hash,
        person: visitor.person,
        organisation: home(visitor)?,
    })
}

impl Store {
    /// Puts a text forward: in answer to the proposal named, or anew.
    ///
    /// # Errors
    /// Absent where the visitor stands on no side; otherwise as admission has it.
    pub fn propose_term(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        item: ItemCode,
        answers: Option<u64>,
        wording: Wording,
    ) -> Result<Recorded, NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |work| {
            let proposed = TermProposed {
                item,
                answers,
                wording,
            };
            work.speak(&speaker, engagement, proposed, &[])
        })
    }

    /// A code for an item that stands in no catalogue.
    #[must_use]
    pub fn new_item(&self) -> ItemCode {
        ItemCode::own(self.settings.random())
    }

    /// Takes a proposal off the table: withdraws one's own, declines the other side's.
    ///
    /// # Errors
    /// No such proposal, where another than the one shown lies on the table; otherwise as [`Store::propose_term`].
    pub fn drop_term(
        &self,
        visitor: &Visitor,
        shown: &Shown,
        reason: Option<String>,
    ) -> Result<Recorded, NotDone> {
        let (speaker, shown) = (Speaker::from(visitor), shown.clone());
        self.write(move |work| {
            work.speaker(&speaker, shown.engagement)?;
            work.on_table(&shown)?;
            let reason = work.words(reason);
            let dropped = TermDropped {
                item: shown.item.clone(),
                proposal: shown.proposal,
                reason: reason.as_ref().map(Opening::seal),
            };
            work.speak(&speaker, shown.engagement, dropped, reason.as_slice())
        })
    }

    /// Records what the visitor's side says of the talk about an item's cost.
    ///
    /// # Errors
    /// As [`Store::propose_term`].
    pub fn talk_cost(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        item: ItemCode,
        cost: NewCost,
    ) -> Result<Recorded, NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |work| {
            let note = work.words(cost.note);
            let talked = CostTalked {
                item,
                on: cost.on,
                outcome: cost.outcome,
                payer: cost.payer,
                note: note.as_ref().map(Opening::seal),
            };
            work.speak(&speaker, engagement, talked, note.as_slice())
        })
    }

    /// Says for the visitor's side whether being signed in is enough to accept.
    ///
    /// # Errors
    /// Unproved where a passkey was not shown just now; otherwise as [`Store::propose_term`].
    pub fn choose_signing(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        signed_in: bool,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh(&visitor)?;
            let speaker = Speaker::from(&visitor);
            work.speak(&speaker, engagement, SigningChosen { signed_in }, &[])
        })
    }

    /// What the visitor's passkey is asked, to accept a proposal for their side.
    ///
    /// # Errors
    /// No such credential, where none of their passkeys is vouched for; no such proposal, where another lies on the table.
    pub fn ask_acceptance(&self, visitor: &Visitor, shown: &Shown) -> Result<ToSign, NotDone> {
        let (visitor, shown) = (visitor.clone(), shown.clone());
        self.write(move |work| work.ask_signature(&visitor, &shown))
    }

    /// Accepts by a passkey's answer, made on the site at `origin`.
    ///
    /// # Errors
    /// Already over, where nothing was asked or too long ago; otherwise as admission has it.
    pub fn accept_signed(
        &self,
        visitor: &Visitor,
        secret: SecretHash,
        answer: Answer,
        origin: &str,
    ) -> Result<Recorded, NotDone> {
        // Taken back for good before it is looked at: what was asked once is answered once, rightly or not.
        let kept = self.end_ceremony(ACCEPT, secret)?;
        let asked: Option<Asked> = kept.and_then(|state| serde_json::from_str(&state).ok());
        let asked = asked.ok_or(NotDone::Refused(Refusal::AlreadyOver))?;
        let (visitor, origin) = (visitor.clone(), origin.to_owned());
        self.write(move |work| work.signed(&visitor, &asked, answer, &origin))
    }

    /// Accepts without a signature, where both sides chose that.
    ///
    /// # Errors
    /// As admission has it.
    pub fn accept_signed_in(&self, visitor: &Visitor, shown: &Shown) -> Result<Recorded, NotDone> {
        let (visitor, shown) = (visitor.clone(), shown.clone());
        self.write(move |work| work.accept(&visitor, &shown, None))
    }
}

#[cfg(test)]
mod tests;
