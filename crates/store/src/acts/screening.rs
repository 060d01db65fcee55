//! Screening of whom an organisation considers working with: opened, asked by link, answered, decided.

use jiff::civil::Date;
use ledger::admission::{Actor, Draft, LONGEST_REMARK, Refusal};
use ledger::body::Body;
use ledger::body::screening::{
    Candidate, Concern, Extent, Outcome, ScreeningAdjusted, ScreeningAnswered, ScreeningDecided,
    ScreeningLinked, ScreeningOpened, ScreeningStarSaid, ScreeningUnlinked, Star, StarStanding,
    Weighing,
};
use ledger::id::{LedgerId, LinkId};
use ledger::moment::Moment;
use ledger::sealed::Opening;

use super::speaking::{BY_LINK, holder};
use super::statements::Refused;
use super::{NotDone, Recorded, home, purpose};
use crate::Store;
use crate::door::Visitor;
use crate::work::Work;
use crate::working::link::Link;
use crate::working::secret::{Secret, SecretHash};

/// A screening to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScreening {
    /// As what the candidate is considered.
    pub candidate: Candidate,
    /// What the candidate is called.
    pub name: String,
    /// What the work would be.
    pub work: String,
    /// Who is asked there.
    pub contact: Option<String>,
    /// By when an answer is hoped for.
    pub due: Date,
    /// What the organisation says to the three questions.
    pub weighing: Weighing,
    /// A link to be given at once, working before this moment.
    pub link: Option<Moment>,
}

/// What a candidate says of one concern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// Which.
    pub concern: Concern,
    /// How far it is met.
    pub extent: Extent,
    /// In its own words.
    pub note: Option<String>,
}

/// What a candidate says of a star.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewStar {
    /// Whether it holds or plans one.
    pub standing: StarStanding,
    /// Which.
    pub star: Option<Star>,
    /// Until when, or by when.
    pub until: Option<Date>,
}

impl Work<'_> {
    /// Seals words about a screening, blank ones being none.
    fn remark(&mut self, typed: Option<String>) -> Result<Option<Opening>, NotDone> {
        let long = |typed: &String| typed.chars().count() > LONGEST_REMARK;
        if typed.as_ref().is_some_and(long) {
            return Err(Refusal::UnfitText.into());
        }
        Ok(self.words(typed))
    }

    fn give_screening_link(
        &mut self,
        visitor: &Visitor,
        screening: u64,
        expires: Moment,
    ) -> Result<(Recorded, Secret), NotDone> {
        let (ledger, link) = (home(visitor)?, LinkId(self.random()));
        let linked = ScreeningLinked {
            screening,
            link,
            expires,
        };
        let before = self.live_links(ledger.into(), screening)?;
        let recorded = self.record_as(visitor, Draft::new(ledger, linked), &[])?;
        for link in before {
            self.revoke_link(link)?;
        }
        let created = self.now().moment;
        let secret = self.add_link(&Link {
            purpose: purpose::SCREENING.to_owned(),
            ledger: Some(ledger.into()),
            link: Some(link),
            person: None,
            verbs: Vec::new(),
            detail: "{}".to_owned(),
            created,
            expires,
            redeemed: None,
        })?;
        Ok((recorded, secret))
    }

    /// The links of a screening that were not called back.
    fn live_links(&mut self, ledger: LedgerId, screening: u64) -> Result<Vec<LinkId>, NotDone> {
        let state = self.state(ledger)?;
        let known = state
            .house()
            .and_then(|house| house.screenings.all.get(&screening));
        let links = known.map(|known| {
            let live = known.links.iter().filter(|(_, given)| !given.revoked);
            live.map(|(link, _)| *link).collect()
        });
        Ok(links.unwrap_or_default())
    }

    /// Whoever holds a link to a screening, and which one it is. Where the link leads nowhere now, there is nothing.
    fn screened(&mut self, secret: SecretHash) -> Result<(Actor, LedgerId, u64), NotDone> {
        let now = self.now().moment;
        let link = self.link(secret, now)?;
        let link = link.filter(|link| link.purpose == purpose::SCREENING);
        let link = link.ok_or(NotDone::Absent)?;
        let (Some(ledger), Some(id)) = (link.ledger, link.link) else {
            return Err(NotDone::Absent);
        };
        let state = self.state(ledger)?;
        let house = state.house().ok_or(NotDone::Absent)?;
        let left = house.withdrew.is_some() || house.merged.is_some();
        let open = house.screenings.open_by(id, now).filter(|_| !left);
        let seq = open.map(|(known, _)| known.seq).ok_or(NotDone::Absent)?;
        self.take_turn(&format!("screening link {id}"), BY_LINK)?
            .map_err(NotDone::TooOften)?;
        Ok((holder(&link, None, None), ledger, seq))
    }

    fn answer_one(
        &mut self,
        (actor, ledger): (&Actor, LedgerId),
        body: impl Into<Body>,
        note: Option<&Opening>,
    ) -> Result<Recorded, NotDone> {
        let draft = Draft::new(ledger, body);
        let notes: Vec<Opening> = note.cloned().into_iter().collect();
        Ok(self.record(draft, actor, &notes)?.into())
    }
}

impl Store {
    /// Opens a screening; gives its number, and a link's secret where one was asked for.
    ///
    /// # Errors
    /// As admission has it.
    pub fn open_screening(
        &self,
        visitor: &Visitor,
        new: NewScreening,
    ) -> Result<(Recorded, Option<Secret>), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let contact = work.remark(new.contact)?;
            let opened = ScreeningOpened {
                candidate: new.candidate,
                name: new.name,
                work: new.work,
                contact: contact.as_ref().map(Opening::seal),
                due: new.due,
                weighing: new.weighing,
            };
            let draft = Draft {
                expects: visitor.terms.head(),
                ..Draft::new(home(&visitor)?, opened)
            };
            let mut recorded = vec![work.record_as(&visitor, draft, contact.as_slice())?];
            let screening = recorded[0].seq;
            let given = new.link.map(|expires| {
                let given = work.give_screening_link(&visitor, screening, expires);
                given.map(|(line, secret)| {
                    recorded.push(line);
                    secret
                })
            });
            let secret = given.transpose()?;
            work.note_done(&visitor, &recorded)?;
            Ok((recorded[0], secret))
        })
    }

    /// Answers the three questions anew, or gives another day.
    ///
    /// # Errors
    /// As admission has it.
    pub fn adjust_screening(
        &self,
        visitor: &Visitor,
        screening: u64,
        due: Date,
        weighing: Weighing,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let adjusted = ScreeningAdjusted {
                screening,
                due,
                weighing,
            };
            work.record_at_home(&visitor, adjusted)
        })
    }

    /// Gives a link by which the candidate answers; the one before works no more. The secret is shown once.
    ///
    /// # Errors
    /// As admission has it.
    pub fn link_screening(
        &self,
        visitor: &Visitor,
        screening: u64,
        expires: Moment,
    ) -> Result<(Recorded, Secret), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let (recorded, secret) = work.give_screening_link(&visitor, screening, expires)?;
            work.note_done(&visitor, &[recorded])?;
            Ok((recorded, secret))
        })
    }

    /// Calls a link back.
    ///
    /// # Errors
    /// As admission has it.
    pub fn unlink_screening(
        &self,
        visitor: &Visitor,
        screening: u64,
        link: LinkId,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let recorded = work.record_at_home(&visitor, ScreeningUnlinked { screening, link })?;
            work.revoke_link(link)?;
            Ok(recorded)
        })
    }

    /// Decides what comes of a screening; its link works no more.
    ///
    /// # Errors
    /// As admission has it.
    pub fn decide_screening(
        &self,
        visitor: &Visitor,
        screening: u64,
        outcome: Outcome,
        reason: Option<String>,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let reason = work.remark(reason)?;
            let decided = ScreeningDecided {
                screening,
                outcome,
                reason: reason.as_ref().map(Opening::seal),
            };
            let ledger = home(&visitor)?;
            let live = work.live_links(ledger.into(), screening)?;
            let draft = Draft::new(ledger, decided);
            let recorded = work.record_with(&visitor, draft, reason.as_slice())?;
            for link in live {
                work.revoke_link(link)?;
            }
            Ok(recorded)
        })
    }

    /// What the candidate answers by its link: all of it is recorded, each answer as a line of its own, or none.
    ///
    /// # Errors
    /// Absent where the link leads nowhere; as admission has it, for the first that is refused, with its place; the star's comes
    /// after all answers.
    pub fn answer_screening(
        &self,
        secret: SecretHash,
        answers: Vec<NewAnswer>,
        star: Option<NewStar>,
    ) -> Result<usize, (usize, NotDone)> {
        self.write(move |work| {
            let (actor, ledger, screening) =
                work.screened(secret).map_err(|error| Refused(0, error))?;
            let count = answers.len();
            for (at, answer) in answers.into_iter().enumerate() {
                let note = work.remark(answer.note);
                let note = note.map_err(|error| Refused(at, error))?;
                let body = ScreeningAnswered {
                    screening,
                    concern: answer.concern,
                    extent: answer.extent,
                    note: note.as_ref().map(Opening::seal),
                };
                let said = work.answer_one((&actor, ledger), body, note.as_ref());
                said.map_err(|error| Refused(at, error))?;
            }
            if let Some(NewStar {
                standing,
                star,
                until,
            }) = star
            {
                let body = ScreeningStarSaid {
                    screening,
                    standing,
                    star,
                    until,
                };
                let said = work.answer_one((&actor, ledger), body, None);
                said.map_err(|error| Refused(count, error))?;
            }
            Ok(count + usize::from(star.is_some()))
        })
        .map_err(|Refused(at, error)| (at, error))
    }
}

#[cfg(test)]
mod tests;
