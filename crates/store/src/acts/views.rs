//! What a side states on an engagement's items, and what it was heard to say elsewhere.

use jiff::civil::Date;
use ledger::admission::{Draft, Refusal};
use ledger::body::Body;
use ledger::body::shared::{Disputed, Relayed, SideStated, View};
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::sealed::Opening;

use super::speaking::Speaker;
use super::statements::Refused;
use super::{NotDone, Recorded};
use crate::Store;
use crate::door::Visitor;
use crate::work::Work;

/// One side's view of an item, to be stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewView {
    /// On which item.
    pub item: ItemCode,
    /// What.
    pub value: View,
    /// From which day.
    pub from: Date,
    /// In its own words; where it was heard, if it is the other side's.
    pub note: Option<String>,
    /// The earlier one it stands in for.
    pub corrects: Option<u64>,
}

impl Work<'_> {
    /// The draft of a view, and its words. What was heard needs them: where it was said.
    fn drafted(
        &self,
        engagement: EngagementId,
        view: NewView,
        heard: bool,
    ) -> Result<(Draft, Option<Opening>), Refusal> {
        let words = view.note.filter(|note| !note.trim().is_empty());
        let opening = words.map(|words| self.seal(&words));
        let note = opening.as_ref().map(Opening::seal);
        let NewView {
            item, value, from, ..
        } = view;
        let body: Body = if heard {
            let source = note.ok_or(Refusal::NoReason)?;
            Relayed {
                item,
                value,
                from,
                source,
            }
            .into()
        } else {
            SideStated {
                item,
                value,
                from,
                note,
            }
            .into()
        };
        let draft = Draft {
            corrects: view.corrects,
            ..Draft::new(engagement, body)
        };
        Ok((draft, opening))
    }
}

impl Store {
    /// States a side's views at once: all are recorded, or none. `heard` says that the other side said so elsewhere.
    ///
    /// # Errors
    /// Absent where who speaks stands on no side; as admission has it, for the first that is refused, with its place.
    pub fn state_views(
        &self,
        speaker: &Speaker,
        engagement: EngagementId,
        views: Vec<NewView>,
        heard: bool,
    ) -> Result<Vec<Recorded>, (usize, NotDone)> {
        let who = speaker.clone();
        let said = self.write(move |work| {
            let actor = work
                .speaker(&who, engagement)
                .map_err(|error| Refused(0, error))?;
            let mut drafts = Vec::new();
            for (at, view) in views.into_iter().enumerate() {
                let drafted = work.drafted(engagement, view, heard);
                drafts.push(drafted.map_err(|refusal| Refused(at, refusal.into()))?);
            }
            // Nothing is recorded of a form of which something would be refused.
            for (at, (draft, words)) in drafts.iter().enumerate() {
                let fits = work.consider(draft, &actor, words.as_slice());
                fits.map_err(|error| Refused(at, error.into()))?;
            }
            let mut recorded = Vec::new();
            for (at, (draft, words)) in drafts.into_iter().enumerate() {
                let said = work.record(draft, &actor, words.as_slice());
                recorded.push(said.map_err(|error| Refused(at, error.into()))?.into());
            }
            work.once(&who, &recorded)
                .map_err(|error| Refused(0, error))?;
            Ok(recorded)
        });
        if let (Err(_), Speaker::Holder(secret)) = (&said, speaker) {
            // A form that is refused costs a turn too; its own went back with it.
            let secret = *secret;
            let turn: Result<(), NotDone> = self.write(move |work| work.side_turn(secret));
            drop(turn);
        }
        said.map_err(|Refused(at, error)| (at, error))
    }

    /// Marks a difference as disputed, or as no longer so.
    ///
    /// # Errors
    /// As [`Store::describe_work`].
    pub fn dispute(
        &self,
        visitor: &Visitor,
        engagement: EngagementId,
        item: ItemCode,
        disputed: bool,
        note: Option<String>,
    ) -> Result<Recorded, NotDone> {
        let speaker = Speaker::from(visitor);
        self.write(move |work| {
            let note = work.words(note);
            let disputed = Disputed {
                item,
                disputed,
                note: note.as_ref().map(Opening::seal),
            };
            work.speak(&speaker, engagement, disputed, note.as_slice())
        })
    }
}
