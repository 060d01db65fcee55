//! Many engagements in one act: opened, or asked, all of them or none; each keeps a ledger and gets a link of its own.

use ledger::body::shared::{Side, Verb};
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::moment::Moment;

use super::engagement::{NewEngagement, SideInvitation};
use super::speaking::{Speaker, as_seen};
use super::statements::Refused;
use super::{NotDone, Recorded, home};
use crate::Store;
use crate::door::Visitor;
use crate::work::Work;
use crate::working::secret::Secret;

/// A link to give to the side across.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcrossLink {
    /// What it lets its holder do.
    pub verbs: Vec<Verb>,
    /// Of which items; all where none is named.
    pub items: Vec<ItemCode>,
    /// To whom it is given.
    pub to: Option<String>,
    /// It works before this moment.
    pub expires: Moment,
}

impl AcrossLink {
    fn to(&self, side: Side) -> SideInvitation {
        SideInvitation {
            side,
            verbs: self.verbs.clone(),
            items: self.items.clone(),
            to: self.to.clone(),
            expires: self.expires,
        }
    }
}

/// An engagement to be opened, perhaps with a link for its other side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// The engagement.
    pub new: NewEngagement,
    /// The link.
    pub link: Option<AcrossLink>,
}

/// What became of one of many.
#[derive(Debug)]
pub struct Placed {
    /// Which engagement.
    pub engagement: EngagementId,
    /// What was recorded of it.
    pub recorded: Vec<Recorded>,
    /// Its link, shown once.
    pub link: Option<Secret>,
}

impl Work<'_> {
    fn register(
        &mut self,
        visitor: &Visitor,
        registration: &Registration,
    ) -> Result<Placed, NotDone> {
        let Registration { new, link } = registration;
        let (engagement, mut recorded) = self.open(visitor, new)?;
        let Some(link) = link else {
            return Ok(Placed {
                engagement,
                recorded,
                link: None,
            });
        };
        // What was just opened is not what the program saw.
        let anew = unconditional(visitor);
        let actor = self.speaker(&Speaker::Visitor(anew), engagement)?;
        let invitation = link.to(new.side.other());
        let (invited, secret) = self.invite_to(&actor, engagement, &invitation)?;
        recorded.push(invited);
        Ok(Placed {
            engagement,
            recorded,
            link: Some(secret),
        })
    }

    fn ask(
        &mut self,
        visitor: &Visitor,
        engagement: EngagementId,
        link: &AcrossLink,
    ) -> Result<Placed, NotDone> {
        let actor = self.speaker(&Speaker::Visitor(unconditional(visitor)), engagement)?;
        let state = self.state(engagement.into())?;
        let own = state.shared().and_then(|shared| {
            let own = shared.side(home(visitor).ok()?)?;
            Some(own)
        });
        let side = own.ok_or(NotDone::Absent)?.other();
        let (recorded, secret) = self.invite_to(&actor, engagement, &link.to(side))?;
        Ok(Placed {
            engagement,
            recorded: vec![recorded],
            link: Some(secret),
        })
    }

    /// Does something for each of many: for all, or for none.
    fn each<T>(
        &mut self,
        visitor: &Visitor,
        many: &[T],
        act: impl Fn(&mut Self, &T) -> Result<Placed, NotDone>,
    ) -> Result<Vec<Placed>, Refused> {
        let begun = |error: NotDone| Refused(0, error);
        let state = self.state(home(visitor).map_err(begun)?.into())?;
        as_seen(visitor, state.spine.head.hash).map_err(begun)?;
        drop(state);
        let mut placed = Vec::new();
        for (at, one) in many.iter().enumerate() {
            placed.push(act(self, one).map_err(|error| Refused(at, error))?);
        }
        let recorded: Vec<Recorded> = placed
            .iter()
            .flat_map(|placed| placed.recorded.iter().copied())
            .collect();
        self.note_done(visitor, &recorded)?;
        Ok(placed)
    }
}

fn unconditional(visitor: &Visitor) -> Visitor {
    Visitor {
        terms: crate::door::Terms::default(),
        ..visitor.clone()
    }
}

impl Store {
    /// Opens many engagements at once: all, or none. What a program expects is the head of its organisation's own ledger.
    ///
    /// # Errors
    /// As [`Store::engage`], for the first that is refused, with its place.
    pub fn engage_many(
        &self,
        visitor: &Visitor,
        many: Vec<Registration>,
    ) -> Result<Vec<Placed>, (usize, NotDone)> {
        let visitor = visitor.clone();
        self.write(move |work| work.each(&visitor, &many, |work, one| work.register(&visitor, one)))
            .map_err(|Refused(at, error)| (at, error))
    }

    /// Gives a link to the side across of many engagements at once: to all, or to none.
    ///
    /// # Errors
    /// As [`Store::invite_side`], for the first that is refused, with its place.
    pub fn ask_many(
        &self,
        visitor: &Visitor,
        many: Vec<(EngagementId, AcrossLink)>,
    ) -> Result<Vec<Placed>, (usize, NotDone)> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.each(&visitor, &many, |work, (id, link)| {
                work.ask(&visitor, *id, link)
            })
        })
        .map_err(|Refused(at, error)| (at, error))
    }
}

#[cfg(test)]
mod tests;
