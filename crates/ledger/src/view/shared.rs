//! What the people of both sides are shown of the ledger they share.

use jiff::civil::Date;
use serde::Serialize;

use super::{Note, Texts, note};
use crate::body::shared::{Side, View};
use crate::disclosed::{Disclosed, Reader};
use crate::id::{EngagementId, OrganisationId, PersonId};
use crate::item::ItemCode;
use crate::moment::{AsOf, Moment};
use crate::policy::Part;
use crate::state::Shared;
use crate::state::said::{Said, in_force};
use crate::state::shared::SideView;

/// The sides of an engagement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sides {
    /// Which engagement.
    pub id: EngagementId,
    /// Who gives the work.
    pub client: OrganisationId,
    /// Who does it.
    pub vendor: OrganisationId,
    /// What it is called.
    pub title: Note,
    /// The reader's side.
    pub own: Option<Side>,
    /// Its last day.
    pub closed: Option<Date>,
}

/// One side's view as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ViewOfItem {
    /// The entry's place in the ledger.
    pub seq: u64,
    /// The value.
    pub value: View,
    /// From this day.
    pub from: Date,
    /// When it was recorded.
    pub recorded: Moment,
    /// Who said it; a person of the other side is not named.
    pub person: Option<PersonId>,
    /// In the side's own words.
    pub note: Option<Note>,
}

/// Both sides' views of an item in force on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BothViews {
    /// Which item.
    pub item: ItemCode,
    /// The client's.
    pub client: Option<ViewOfItem>,
    /// The vendor's.
    pub vendor: Option<ViewOfItem>,
}

/// The sides of an engagement.
#[must_use]
pub fn sides(reader: &Reader, shared: &Shared, texts: &Texts) -> Option<Disclosed<Sides>> {
    let view = || Sides {
        id: shared.id,
        client: shared.client,
        vendor: shared.vendor,
        title: note(shared.title, texts),
        own: reader
            .organisation()
            .and_then(|organisation| shared.side(organisation)),
        closed: shared.closed,
    };
    reader
        .of_shared(shared, Part::Sides)
        .then(view)
        .map(Disclosed::new)
}

/// What both sides say of each item either said something of.
#[must_use]
pub fn views(
    reader: &Reader,
    shared: &Shared,
    at: AsOf,
    texts: &Texts,
) -> Option<Disclosed<Vec<BothViews>>> {
    let own = reader
        .organisation()
        .and_then(|organisation| shared.side(organisation));
    let of = |item: &ItemCode, side: Side| {
        let said = shared.views.get(&(item.clone(), side))?;
        in_force(said, at.on).map(|said| view_of_item(said, own == Some(side), texts))
    };
    let both = |item: &ItemCode| BothViews {
        item: item.clone(),
        client: of(item, Side::Client),
        vendor: of(item, Side::Vendor),
    };
    let view = || {
        let mut items: Vec<&ItemCode> = shared.views.keys().map(|(item, _)| item).collect();
        items.dedup();
        items.into_iter().map(both).collect()
    };
    reader
        .of_shared(shared, Part::Views)
        .then(view)
        .map(Disclosed::new)
}

fn view_of_item(said: &Said<SideView>, own: bool, texts: &Texts) -> ViewOfItem {
    ViewOfItem {
        seq: said.seq,
        value: said.what.value,
        from: said.from,
        recorded: said.recorded,
        person: said.person.filter(|_| own),
        note: said.what.note.map(|sealed| note(sealed, texts)),
    }
}
