//! Two organisations on the sides of one engagement, and a third that stands on none.

use ledger::body::shared::{Partner, Side, Verb};
use ledger::id::EngagementId;

use super::{Two, founding, invite, visitor};
use crate::acts::{NewEngagement, SideInvitation, Speaker};
use crate::door::Visitor;

const DAY: i64 = 86_400_000;

impl Two {
    /// An engagement that a client opens and a vendor takes its side of.
    pub fn engaged(&self, client: &Visitor, vendor: &Visitor) -> EngagementId {
        let new = NewEngagement {
            side: Side::Client,
            partner: Partner {
                name: "相手".to_owned(),
                identifier: None,
            },
            title: "業務".to_owned(),
            described: None,
            responsible: None,
        };
        let (id, _) = self.world.store().engage(client, new).unwrap();
        self.seat(id, client, vendor);
        id
    }

    /// Has a vendor take its side of an engagement, by a link of the client's.
    pub fn seat(&self, id: EngagementId, client: &Visitor, vendor: &Visitor) {
        let store = self.world.store();
        let invitation = SideInvitation {
            side: Side::Vendor,
            verbs: vec![Verb::Look, Verb::Take],
            items: vec![],
            to: None,
            expires: self.world.clock.now().plus(DAY),
        };
        let speaker = Speaker::from(client);
        let (_, link) = store.invite_side(&speaker, id, invitation).unwrap();
        store.take_side(link.hash(), vendor).unwrap();
    }

    /// The owner of another organisation.
    pub fn newcomer(&self, name: &str) -> Visitor {
        let link = invite(&self.world, &self.owner(), None).unwrap();
        let founded = self.world.store().found(link.hash(), founding(name));
        visitor(&self.world, &founded.unwrap().session)
    }
}
