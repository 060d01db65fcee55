//! The state of a ledger that the sides of an engagement share.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::chain::PassedOn;
use super::evidence::Evidence;
use super::said::{Said, correct, in_force, said};
use super::term::Terms;
use super::work::Works;
use crate::body::Body;
use crate::body::shared::{Described, Opened, Partner, Side, SideInvited, Verb, View};
use crate::entry::{Author, Entry, Way};
use crate::id::{EngagementId, LinkId, OrganisationId, PersonId};
use crate::item::ItemCode;
use crate::moment::Moment;
use crate::sealed::Sealed;

/// Who stands on a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The organisation, or the number of the empty seat.
    pub organisation: OrganisationId,
    /// As the opener calls it, where the side began as an empty seat.
    pub partner: Option<Partner>,
    /// Whether an organisation of this server speaks here.
    pub present: bool,
}

/// A link to a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideLink {
    /// For which side its holder acts.
    pub side: Side,
    /// Which side gave it.
    pub by: Side,
    /// The link it was passed on from.
    pub from: Option<LinkId>,
    /// What it lets its holder do.
    pub verbs: BTreeSet<Verb>,
    /// Of which items; all where none is named.
    pub items: BTreeSet<ItemCode>,
    /// To whom it was given.
    pub to: Option<Sealed>,
    /// It works before this moment.
    pub expires: Moment,
    /// When it was given.
    pub recorded: Moment,
    /// Whether it was called back.
    pub revoked: bool,
}

impl SideLink {
    /// Whether it is about an item.
    #[must_use]
    pub fn covers(&self, item: &ItemCode) -> bool {
        self.items.is_empty() || self.items.contains(item)
    }
}

/// What one side said of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SideView {
    /// The value.
    pub value: View,
    /// In its own words, or where it was heard.
    pub note: Option<Sealed>,
    /// Whether a link's holder said so, who need not have signed in.
    pub by_link: bool,
}

/// Whether a difference is disputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dispute {
    /// Which side says so.
    pub by: Side,
    /// Whether it is.
    pub disputed: bool,
    /// About what.
    pub note: Option<Sealed>,
}

/// What was said of each item, by the side that said it or of which it was heard.
pub type Views = BTreeMap<(ItemCode, Side), Vec<Said<SideView>>>;

/// The state of a shared ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// Which engagement.
    pub id: EngagementId,
    /// Which side opened it.
    pub opener: Side,
    /// Who gives the work.
    pub client: Party,
    /// Who does it.
    pub vendor: Party,
    /// What it is called.
    pub title: String,
    /// What is known of it.
    pub described: Vec<Said<Described>>,
    /// Who answers for it on each side.
    pub responsible: BTreeMap<Side, Vec<Said<PersonId>>>,
    /// Links to its sides.
    pub links: BTreeMap<LinkId, SideLink>,
    /// What each side said of each item.
    pub views: Views,
    /// What each side was heard to say, by the side that is not there.
    pub relayed: Views,
    /// Which differences are disputed.
    pub disputes: BTreeMap<ItemCode, Said<Dispute>>,
    /// What was agreed, and what lies on the table.
    pub terms: Terms,
    /// What was said about work passed on to others.
    pub passed_on: PassedOn,
    /// What was said about the works inside it, and the gates passed.
    pub works: Works,
    /// What was shown of the items, and what was asked for.
    pub evidence: Evidence,
    /// Its last day.
    pub closed: Option<Date>,
}

impl Shared {
    pub(super) fn new(entry: &Entry, opened: &Opened) -> Self {
        let opener = if entry.author.organisation == Some(opened.vendor) {
            Side::Vendor
        } else {
            Side::Client
        };
        let party = |organisation, side| {
            let partner = opened.partner.clone().filter(|_| side != opener);
            Party {
                organisation,
                present: partner.is_none(),
                partner,
            }
        };
        Self {
            id: EngagementId(entry.ledger.number.0),
            opener,
            client: party(opened.client, Side::Client),
            vendor: party(opened.vendor, Side::Vendor),
            title: opened.title.clone(),
            described: Vec::new(),
            responsible: BTreeMap::new(),
            links: BTreeMap::new(),
            views: BTreeMap::new(),
            relayed: BTreeMap::new(),
            disputes: BTreeMap::new(),
            terms: Terms::default(),
            passed_on: PassedOn::default(),
            works: Works::default(),
            evidence: Evidence::default(),
            closed: None,
        }
    }

    pub(super) fn apply(&mut self, entry: &Entry) {
        // Admission let nobody in who does not speak for a side.
        let Some(side) = self.spoken_for(&entry.author) else {
            return;
        };
        match &entry.body {
            Body::Described(body) => {
                correct(&mut self.described, entry);
                self.described.push(said(entry, Date::MIN, body.clone()));
            }
            Body::ResponsibleNamed(body) => {
                let named = self.responsible.entry(side).or_default();
                named.push(said(entry, body.from, body.person));
            }
            Body::SideInvited(body) => self.invite(entry, body, side),
            Body::SideLinkRevoked(body) => {
                if let Some(link) = self.links.get_mut(&body.link) {
                    link.revoked = true;
                }
            }
            Body::SideTaken(body) => {
                let party = self.party_mut(side);
                party.organisation = body.organisation;
                party.present = true;
            }
            Body::SideStated(body) => {
                let by_link = entry.author.means.way == Way::Link;
                let view = SideView {
                    value: body.value,
                    note: body.note,
                    by_link,
                };
                add(&mut self.views, (&body.item, side), entry, body.from, view);
            }
            Body::Relayed(body) => {
                let view = SideView {
                    value: body.value,
                    note: Some(body.source),
                    by_link: false,
                };
                let of = (&body.item, side.other());
                add(&mut self.relayed, of, entry, body.from, view);
            }
            Body::Disputed(body) => {
                let dispute = Dispute {
                    by: side,
                    disputed: body.disputed,
                    note: body.note,
                };
                let said = said(entry, Date::MIN, dispute);
                self.disputes.insert(body.item.clone(), said);
            }
            Body::Closed(body) => self.closed = Some(body.on),
            _ => {
                self.terms.apply(entry, side);
                self.passed_on.apply(entry);
                self.works.apply(entry, side);
                self.evidence.apply(entry, side);
            }
        }
    }

    fn invite(&mut self, entry: &Entry, body: &SideInvited, by: Side) {
        let link = SideLink {
            side: body.side,
            by,
            from: entry.author.means.link,
            verbs: body.verbs.iter().copied().collect(),
            items: body.items.iter().cloned().collect(),
            to: body.to,
            expires: body.expires,
            recorded: entry.recorded,
            revoked: false,
        };
        self.links.insert(body.link, link);
    }

    /// Who stands on a side.
    #[must_use]
    pub fn party(&self, side: Side) -> &Party {
        match side {
            Side::Client => &self.client,
            Side::Vendor => &self.vendor,
        }
    }

    fn party_mut(&mut self, side: Side) -> &mut Party {
        match side {
            Side::Client => &mut self.client,
            Side::Vendor => &mut self.vendor,
        }
    }

    /// On which side an organisation stands here; none where it stands on neither.
    #[must_use]
    pub fn side(&self, organisation: OrganisationId) -> Option<Side> {
        let stands = |side: &&Side| self.party(**side).organisation == organisation;
        Side::ALL.iter().find(stands).copied()
    }

    /// For which side an author speaks: that of their link where they hold one, that of their organisation otherwise.
    #[must_use]
    pub fn spoken_for(&self, author: &Author) -> Option<Side> {
        match author.means.link {
            Some(link) => self.links.get(&link).map(|link| link.side),
            None => author
                .organisation
                .and_then(|organisation| self.side(organisation)),
        }
    }

    /// A link that works at a moment: neither called back nor over, nor the one it was passed on from;
    /// and not the other side's any more, once the side it leads to is taken.
    #[must_use]
    pub fn open_link(&self, id: LinkId, now: Moment) -> Option<&SideLink> {
        let link = self.links.get(&id)?;
        let given_away = link.by != link.side && self.party(link.side).present;
        let open = !link.revoked && now < link.expires && !given_away;
        let above = link
            .from
            .is_none_or(|from| self.open_link(from, now).is_some());
        (open && above).then_some(link)
    }

    /// One side's own view of an item on a day.
    #[must_use]
    pub fn view(&self, item: &ItemCode, side: Side, on: Date) -> Option<&Said<SideView>> {
        self.views
            .get(&(item.clone(), side))
            .and_then(|said| in_force(said, on))
    }

    /// What a side that is not there was heard to say, until it speaks for itself.
    #[must_use]
    pub fn heard(&self, item: &ItemCode, side: Side, on: Date) -> Option<&Said<SideView>> {
        let key = (item.clone(), side);
        let silent = !self.views.contains_key(&key);
        let said = self.relayed.get(&key).filter(|_| silent)?;
        in_force(said, on)
    }

    /// The items of which anything was said.
    #[must_use]
    pub fn items(&self) -> BTreeSet<&ItemCode> {
        let keys = self.views.keys().chain(self.relayed.keys());
        let said = keys.map(|(item, _)| item);
        said.chain(self.terms.proposals.keys()).collect()
    }
}

fn add(views: &mut Views, of: (&ItemCode, Side), entry: &Entry, from: Date, view: SideView) {
    let (item, side) = of;
    let said_of = views.entry((item.clone(), side)).or_default();
    correct(said_of, entry);
    said_of.push(said(entry, from, view));
}
