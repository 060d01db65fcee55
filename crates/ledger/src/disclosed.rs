//! What may be shown, and to whom: a value that only this crate can make, and only for a reader whose rights it checked.
//! Pages, reports, mails and the programs' interface take nothing else.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::body::house::{Role, Scope};
use crate::body::shared::Side;
use crate::entry::Way;
use crate::id::{LedgerKind, LinkId, OrganisationId, PersonId};
use crate::item::ItemCode;
use crate::moment::Moment;
use crate::policy::{Action, Part, Rights};
use crate::state::shared::SideLink;
use crate::state::{House, Shared};

/// A value its reader may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosed<T>(T);

impl<T> Disclosed<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(value)
    }

    /// The value.
    #[must_use]
    pub fn get(&self) -> &T {
        &self.0
    }

    /// The value, taken out to be shown.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0
    }

    /// Something computed from the value alone, which its reader may see as well.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Disclosed<U> {
        Disclosed(change(self.0))
    }
}

/// Who looks, acting for one organisation, with the rights of now: a past state is shown by present rights (rule R5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    person: Option<PersonId>,
    organisation: Option<OrganisationId>,
    rights: Rights,
    link: Option<(LinkId, SideLink)>,
}

impl Reader {
    /// A person acting for an organisation by its ledger as it is now; with no role there, a reader who sees nothing.
    #[must_use]
    pub fn of(house: &House, person: PersonId, way: Way, scopes: &[Scope], today: Date) -> Self {
        let roles = house.roles_of(person, today);
        let rights = Rights {
            roles,
            way,
            scopes: scopes.to_vec(),
        };
        Self {
            person: Some(person),
            organisation: Some(house.id),
            rights,
            link: None,
        }
    }

    /// The same reader where what they signed in by does not count: sees nothing.
    #[must_use]
    pub fn without_roles(mut self) -> Self {
        self.rights.roles.clear();
        self
    }

    /// Who runs the server: sees what happened to the server, and no ledger's content.
    #[must_use]
    pub fn operator() -> Self {
        let rights = Rights {
            roles: BTreeSet::new(),
            way: Way::Operator,
            scopes: Vec::new(),
        };
        Self {
            person: None,
            organisation: None,
            rights,
            link: None,
        }
    }

    /// Whoever holds a link to a side: sees of that engagement what the link is about, and nothing else anywhere.
    #[must_use]
    pub fn by_link(shared: &Shared, id: LinkId, now: Moment) -> Option<Self> {
        let link = shared.open_link(id, now)?;
        let rights = Rights {
            roles: BTreeSet::new(),
            way: Way::Link,
            scopes: Vec::new(),
        };
        Some(Self {
            person: None,
            organisation: Some(shared.party(link.side).organisation),
            rights,
            link: Some((id, link.clone())),
        })
    }

    /// The link by which they look.
    #[must_use]
    pub fn link(&self) -> Option<LinkId> {
        self.link.as_ref().map(|(id, _)| *id)
    }

    /// Whether they may hear of an item at all: a link can be about some only.
    pub(crate) fn hears_of(&self, item: &ItemCode) -> bool {
        self.link.as_ref().is_none_or(|(_, link)| link.covers(item))
    }

    /// The person, if it is one.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// The organisation acted for.
    #[must_use]
    pub fn organisation(&self) -> Option<OrganisationId> {
        self.organisation
    }

    /// The roles held there now.
    #[must_use]
    pub fn roles(&self) -> &BTreeSet<Role> {
        &self.rights.roles
    }

    /// Whether something may be seen or recorded by this reader on a side of theirs: which buttons a page shows.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.rights.permit(action, false)
    }

    pub(crate) fn of_house(&self, house: &House, part: Part) -> bool {
        self.link.is_none() && self.organisation == Some(house.id) && self.may(Action::See(part))
    }

    pub(crate) fn of_shared(&self, shared: &Shared, part: Part) -> bool {
        let here = self
            .link
            .as_ref()
            .is_none_or(|(id, link)| shared.links.get(id) == Some(link));
        here && self.side(shared).is_some() && self.may(Action::See(part))
    }

    /// What a list shows of an engagement between two organisations, if they may see that part of it.
    #[must_use]
    pub fn of_sides<T>(
        &self,
        client: OrganisationId,
        vendor: OrganisationId,
        part: Part,
        value: impl FnOnce(Side) -> T,
    ) -> Option<Disclosed<T>> {
        let side = match self.organisation? {
            own if own == client => Side::Client,
            own if own == vendor => Side::Vendor,
            _ => return None,
        };
        let may = self.link.is_none()
            && part.ledger() == LedgerKind::Shared
            && self.may(Action::See(part));
        may.then(|| Disclosed(value(side)))
    }

    /// On which side of an engagement they stand.
    #[must_use]
    pub fn side(&self, shared: &Shared) -> Option<Side> {
        self.organisation
            .and_then(|organisation| shared.side(organisation))
    }

    pub(crate) fn of_server(&self) -> bool {
        self.may(Action::See(Part::ServerHistory))
    }
}
