//! Screening of whom an organisation considers working with: opened, asked by link, answered, decided.

use jiff::civil::Date;
use ledger::admission::{Actor, Draft, LONGEST_REMARK, Refusal, misleads};
use ledger::body::screening::{
    Candidate, Concern, Extent, Outcome, ScreeningAdjusted, ScreeningAnswered, ScreeningDecided,
    ScreeningLinked, ScreeningOpened, ScreeningStarSaid, ScreeningUnlinked, Star, StarStanding,
    Weighing,
};
use ledger::id::{LedgerId, LinkId};
use ledger::moment::Moment;
use ledger::sealed::{Opening, Sealed};

use super::speaking::holder;
use super::statements::Refused;
use super::{NotDone, Recorded, home, purpose};
use crate::Store;
use crate::door::Visitor;
use crate::error::StoreError;
use crate::work::Work;
use crate::working::guard::Limit;
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
        let odd = |letter: char| misleads(letter) && !matches!(letter, '\n' | '\r' | '\t');
        let unfit =
            |typed: &String| typed.chars().count() > LONGEST_REMARK || typed.chars().any(odd);
        if typed.as_ref().is_some_and(unfit) {
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

    /// That nothing was recorded of a screening since a line, where one was seen.
    fn unchanged(
        &mut self,
        visitor: &Visitor,
        screening: u64,
        seen: Option<u64>,
    ) -> Result<(), NotDone> {
        let state = self.state(home(visitor)?.into())?;
        let known = state
            .house()
            .and_then(|house| house.screenings.all.get(&screening));
        match known.zip(seen) {
            Some((known, seen)) if known.last != seen => Err(Refusal::Stale.into()),
            _ => Ok(()),
        }
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
        Ok((holder(&link, None, None), ledger, seq))
    }

    /// What a candidate says, as lines to be recorded; what it said already is none. Gives the place of each among the answers.
    fn answers(
        &mut self,
        (ledger, screening): (LedgerId, u64),
        answers: Vec<NewAnswer>,
        star: Option<NewStar>,
    ) -> Result<Vec<Said>, Refused> {
        let at_first = |error: StoreError| Refused(0, error.into());
        let state = self.state(ledger).map_err(at_first)?;
        let known = state
            .house()
            .and_then(|house| house.screenings.all.get(&screening));
        let (count, mut said) = (answers.len(), Vec::new());
        for (at, answer) in answers.into_iter().enumerate() {
            let last = known.and_then(|known| known.answer(answer.concern));
            let note = self.remark(answer.note);
            let note = note.map_err(|error| Refused(at, error))?;
            if let Some(last) = last.filter(|last| last.extent == answer.extent)
                && self
                    .same_words(ledger, last.note, note.as_ref())
                    .map_err(at_first)?
            {
                continue;
            }
            let body = ScreeningAnswered {
                screening,
                concern: answer.concern,
                extent: answer.extent,
                note: note.as_ref().map(Opening::seal),
            };
            said.push((at, Draft::new(ledger, body), note));
        }
        let star = star.map(|new| ScreeningStarSaid {
            screening,
            standing: new.standing,
            star: new.star,
            until: new.until,
        });
        let last = known.and_then(|known| known.stars.last());
        let star = star.filter(|star| last.is_none_or(|last| last.said != *star));
        said.extend(star.map(|star| (count, Draft::new(ledger, star), None)));
        Ok(said)
    }

    /// Whether words are those that were sealed.
    fn same_words(
        &mut self,
        ledger: LedgerId,
        sealed: Option<Sealed>,
        words: Option<&Opening>,
    ) -> Result<bool, StoreError> {
        let Some((sealed, words)) = sealed.zip(words) else {
            return Ok(sealed.is_none() && words.is_none());
        };
        let kept = self.text(ledger, sealed)?;
        Ok(kept.is_some_and(|kept| kept == words.text))
    }

    /// A turn of whoever holds a link to a screening, for each line they would record.
    fn screening_turn(&mut self, secret: SecretHash, lines: usize) -> Result<(), NotDone> {
        let now = self.now().moment;
        let link = self.link(secret, now)?.and_then(|link| link.link);
        let key = format!("screening link {}", link.ok_or(NotDone::Absent)?);
        for _ in 0..lines.max(1) {
            self.take_turn(&key, ANSWERS)?.map_err(NotDone::TooOften)?;
        }
        Ok(())
    }
}

/// A line a candidate would record, with its words, and the place of what it says among the answers.
type Said = (usize, Draft, Option<Opening>);

/// How many answers come by a link: six whole forms at once, then one a minute.
const ANSWERS: Limit = Limit {
    burst: 60,
    every: 60_000,
};

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
    /// As admission has it; stale, where something was recorded of it after the line that was seen.
    pub fn adjust_screening(
        &self,
        visitor: &Visitor,
        screening: u64,
        (due, weighing): (Date, Weighing),
        seen: Option<u64>,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.unchanged(&visitor, screening, seen)?;
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

    /// Erases a text of a screening for good: its contact, a note, a reason.
    ///
    /// # Errors
    /// Absent where the line is not about that screening; as admission has it.
    pub fn erase_of_screening(
        &self,
        visitor: &Visitor,
        screening: u64,
        line: u64,
    ) -> Result<Recorded, NotDone> {
        let ledger = home(visitor)?.into();
        let state = self.read_for(&[home(visitor)?], |read| read.state(ledger))?;
        let known = state
            .house()
            .and_then(|house| house.screenings.all.get(&screening));
        let text = known.and_then(|known| known.text_of(line));
        text.ok_or(NotDone::Absent)?;
        self.erase_note(visitor, line)
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
    /// As admission has it; stale, where something was recorded of it after the line that was seen.
    pub fn decide_screening(
        &self,
        visitor: &Visitor,
        screening: u64,
        (outcome, reason): (Outcome, Option<String>),
        seen: Option<u64>,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.unchanged(&visitor, screening, seen)?;
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

    /// What the candidate answers by its link: all of it is recorded, each answer as a line of its own, or none; what it said already is
    /// not said again. Gives the number of lines.
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
        // A form that is refused costs its turns too: they are taken for themselves.
        let lines = answers.len() + usize::from(star.is_some());
        let turn: Result<(), NotDone> = self.write(move |work| {
            work.screened(secret)?;
            work.screening_turn(secret, lines)
        });
        turn.map_err(|error| (0, error))?;
        self.write(move |work| {
            let whose = work.screened(secret);
            let (actor, ledger, screening) = whose.map_err(|error| Refused(0, error))?;
            let said = work.answers((ledger, screening), answers, star)?;
            // Nothing is recorded of a form of which something would be refused.
            for (at, draft, words) in &said {
                let fits = work.consider(draft, &actor, words.as_slice());
                fits.map_err(|error| Refused(*at, error.into()))?;
            }
            let count = said.len();
            for (at, draft, words) in said {
                let recorded = work.record(draft, &actor, words.as_slice());
                recorded.map_err(|error| Refused(at, error.into()))?;
            }
            Ok(count)
        })
        .map_err(|Refused(at, error)| (at, error))
    }
}

#[cfg(test)]
mod tests;
