//! The state of a ledger that the sides of an engagement share.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::said::{Said, correct, in_force, said};
use crate::body::Body;
use crate::body::shared::{Opened, Side, View};
use crate::entry::Entry;
use crate::id::{EngagementId, OrganisationId};
use crate::item::ItemCode;
use crate::sealed::Sealed;

/// What one side said of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SideView {
    /// The value.
    pub value: View,
    /// In its own words.
    pub note: Option<Sealed>,
}

/// The state of a shared ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// Which engagement.
    pub id: EngagementId,
    /// Who gives the work.
    pub client: OrganisationId,
    /// Who does it.
    pub vendor: OrganisationId,
    /// What it is called.
    pub title: Sealed,
    /// What each side said of each item.
    pub views: BTreeMap<(ItemCode, Side), Vec<Said<SideView>>>,
    /// Its last day.
    pub closed: Option<Date>,
}

impl Shared {
    pub(super) fn new(entry: &Entry, opened: &Opened) -> Self {
        Self {
            id: EngagementId(entry.ledger.number.0),
            client: opened.client,
            vendor: opened.vendor,
            title: opened.title,
            views: BTreeMap::new(),
            closed: None,
        }
    }

    pub(super) fn apply(&mut self, entry: &Entry) {
        match &entry.body {
            Body::SideStated(body) => {
                // Admission let nobody in who is not of a side.
                let Some(side) = entry
                    .author
                    .organisation
                    .and_then(|organisation| self.side(organisation))
                else {
                    return;
                };
                let views = self.views.entry((body.item.clone(), side)).or_default();
                correct(views, entry);
                views.push(said(
                    entry,
                    body.from,
                    SideView {
                        value: body.value,
                        note: body.note,
                    },
                ));
            }
            Body::Closed(body) => self.closed = Some(body.on),
            _ => {}
        }
    }

    /// On which side an organisation stands here; none where it stands on neither.
    #[must_use]
    pub fn side(&self, organisation: OrganisationId) -> Option<Side> {
        if organisation == self.client {
            Some(Side::Client)
        } else {
            (organisation == self.vendor).then_some(Side::Vendor)
        }
    }

    /// One side's view of an item on a day.
    #[must_use]
    pub fn view(&self, item: &ItemCode, side: Side, on: Date) -> Option<&Said<SideView>> {
        self.views
            .get(&(item.clone(), side))
            .and_then(|said| in_force(said, on))
    }
}
