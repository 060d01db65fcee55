//! What the people of both sides are shown of the ledger they share, and whoever holds a link to a side.

use jiff::civil::Date;
use serde::Serialize;

use super::{Note, Texts, note};
use crate::body::shared::{Described, Partner, Side, Verb, View};
use crate::disclosed::{Disclosed, Reader};
use crate::divergence::{Divergence, divergence};
use crate::id::{EngagementId, LinkId, OrganisationId, PersonId};
use crate::item::ItemCode;
use crate::moment::{AsOf, Moment};
use crate::policy::Part;
use crate::state::Shared;
use crate::state::said::{Said, in_force};
use crate::state::shared::{Party, SideLink, SideView};
use crate::state::term::Proposal;

/// Who stands on a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyView {
    /// The organisation, or the number of the empty seat.
    pub organisation: OrganisationId,
    /// As the opener calls it, where the side began as an empty seat.
    pub partner: Option<Partner>,
    /// Whether an organisation of this server speaks here: otherwise the record is one-sided.
    pub present: bool,
    /// Who answers for the engagement there.
    pub responsible: Option<PersonId>,
}

/// An engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    /// Which.
    pub id: EngagementId,
    /// What it is called.
    pub title: String,
    /// The reader's side.
    pub own: Side,
    /// Who gives the work.
    pub client: PartyView,
    /// Who does it.
    pub vendor: PartyView,
    /// What is known of it, and by which line.
    pub described: Option<(u64, Described)>,
    /// Its last day, where it was closed.
    pub closed: Option<Date>,
}

impl Engagement {
    /// Who stands on a side.
    #[must_use]
    pub fn party(&self, side: Side) -> &PartyView {
        match side {
            Side::Client => &self.client,
            Side::Vendor => &self.vendor,
        }
    }
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
    /// Whether a link's holder said it, who need not have signed in.
    pub by_link: bool,
    /// Whether the other side did not say it itself, but was heard to say it.
    pub heard: bool,
    /// In the side's own words, or where it was heard.
    pub note: Option<Note>,
}

/// A difference marked as disputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DisputeView {
    /// Which side marked it.
    pub by: Side,
    /// When.
    pub recorded: Moment,
    /// About what.
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
    /// Whether it is agreed.
    pub agreed: bool,
    /// How they differ.
    pub divergence: Option<Divergence>,
    /// Where a link's holder reads: from when their own side's last word holds. What it was is not shown again through a link (rule R10).
    pub answered: Option<Date>,
    /// Whether the difference is disputed.
    pub dispute: Option<DisputeView>,
}

impl BothViews {
    /// One side's.
    #[must_use]
    pub fn of(&self, side: Side) -> Option<&ViewOfItem> {
        match side {
            Side::Client => self.client.as_ref(),
            Side::Vendor => self.vendor.as_ref(),
        }
    }
}

/// A link to a side as shown to who gave it and to whose side it serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkView {
    /// Which.
    pub id: LinkId,
    /// For which side its holder acts.
    pub side: Side,
    /// Which side gave it.
    pub by: Side,
    /// Whether it was passed on from another link.
    pub passed_on: bool,
    /// What it lets its holder do.
    pub verbs: Vec<Verb>,
    /// Of which items; all where none is named.
    pub items: Vec<ItemCode>,
    /// To whom it was given; told to the side that gave it.
    pub to: Option<Note>,
    /// When it was given.
    pub recorded: Moment,
    /// It works before this moment.
    pub expires: Moment,
    /// Whether it works.
    pub open: bool,
}

pub(super) fn party(shared: &Shared, side: Side, at: AsOf) -> PartyView {
    let Party {
        organisation,
        partner,
        present,
    } = shared.party(side).clone();
    let named = shared.responsible.get(&side);
    let responsible = named.and_then(|said| in_force(said, at.on));
    PartyView {
        organisation,
        partner,
        present,
        responsible: responsible.map(|said| said.what),
    }
}

/// The engagement. `now` decides who sees; `then` is what is seen.
#[must_use]
pub fn engagement(
    reader: &Reader,
    now: &Shared,
    then: &Shared,
    at: AsOf,
) -> Option<Disclosed<Engagement>> {
    let own = reader.side(now)?;
    let described = in_force(&then.described, at.on);
    let view = || Engagement {
        id: then.id,
        title: then.title.clone(),
        own,
        client: party(then, Side::Client, at),
        vendor: party(then, Side::Vendor, at),
        described: described.map(|said| (said.seq, said.what.clone())),
        closed: then.closed,
    };
    reader
        .of_shared(now, Part::Sides)
        .then(view)
        .map(Disclosed::new)
}

/// What both sides say of each item that the reader may hear of and of which either side said something.
#[must_use]
pub fn views(
    reader: &Reader,
    now: &Shared,
    then: &Shared,
    at: AsOf,
    texts: &Texts,
) -> Option<Disclosed<Vec<BothViews>>> {
    let own = reader.side(now)?;
    if !reader.of_shared(now, Part::Views) {
        return None;
    }
    let items = then.items().into_iter();
    let heard_of = items.filter(|item| reader.hears_of(item));
    let both = heard_of.map(|item| both(then, item, own, at, texts));
    let shown = |both| match reader.link() {
        Some(_) => without(both, own),
        None => both,
    };
    Some(Disclosed::new(both.map(shown).collect()))
}

/// Without what the reader's own side said.
fn without(both: BothViews, own: Side) -> BothViews {
    let (client, vendor, said) = match own {
        Side::Client => (None, both.vendor, both.client),
        Side::Vendor => (both.client, None, both.vendor),
    };
    BothViews {
        client,
        vendor,
        divergence: None,
        answered: said.filter(|said| !said.heard).map(|said| said.from),
        ..both
    }
}

fn both(shared: &Shared, item: &ItemCode, own: Side, at: AsOf, texts: &Texts) -> BothViews {
    let of = |side: Side| {
        let said = shared.view(item, side, at.on).map(|said| (said, false));
        let heard = || shared.heard(item, side, at.on).map(|said| (said, true));
        let (said, heard) = said.or_else(heard)?;
        Some(view_of_item(said, heard, own == side, texts))
    };
    let (client, vendor) = (of(Side::Client), of(Side::Vendor));
    let word = |view: &Option<ViewOfItem>| view.as_ref().map(|view| (view.seq, view.value));
    let agreement = shared.terms.agreement(item, at.on);
    let agreed = agreement.and_then(Proposal::agreed).map(|last| last.seq);
    let disputes = shared.disputes.get(item);
    let dispute = disputes.filter(|said| said.what.disputed);
    BothViews {
        item: item.clone(),
        agreed: agreed.is_some(),
        divergence: divergence(agreed, word(&client), word(&vendor)),
        answered: None,
        client,
        vendor,
        dispute: dispute.map(|said| DisputeView {
            by: said.what.by,
            recorded: said.recorded,
            note: said.what.note.map(|sealed| note(sealed, texts)),
        }),
    }
}

fn view_of_item(said: &Said<SideView>, heard: bool, own: bool, texts: &Texts) -> ViewOfItem {
    ViewOfItem {
        seq: said.seq,
        value: said.what.value,
        from: said.from,
        recorded: said.recorded,
        person: said.person.filter(|_| own && !heard),
        by_link: said.what.by_link,
        heard,
        note: said.what.note.map(|sealed| note(sealed, texts)),
    }
}

/// The links to a side that the reader's side gave or that serve it.
#[must_use]
pub fn links(
    reader: &Reader,
    shared: &Shared,
    at: AsOf,
    texts: &Texts,
) -> Option<Disclosed<Vec<LinkView>>> {
    let own = reader.side(shared)?;
    if !reader.of_shared(shared, Part::SideLinks) {
        return None;
    }
    let concern = |link: &SideLink| link.by == own || link.side == own;
    let links = shared.links.iter().filter(|(_, link)| concern(link));
    let view = links.map(|(id, link)| LinkView {
        id: *id,
        side: link.side,
        by: link.by,
        passed_on: link.from.is_some(),
        verbs: link.verbs.iter().copied().collect(),
        items: link.items.iter().cloned().collect(),
        to: link
            .to
            .filter(|_| link.by == own)
            .map(|sealed| note(sealed, texts)),
        recorded: link.recorded,
        expires: link.expires,
        open: shared.open_link(*id, at.recorded_by).is_some(),
    });
    Some(Disclosed::new(view.collect()))
}
