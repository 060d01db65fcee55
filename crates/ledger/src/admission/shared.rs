//! What must hold before something is recorded in a ledger that two sides share.

use std::collections::BTreeSet;

use super::house::{check_expiry, check_text};
use super::{Actor, Now, Refusal, chain, check_day, evidence, refuse_if, term, work};
use crate::body::house::{Role, Scope};
use crate::body::shared::{
    Closed, Described, Opened, Relayed, Side, SideInvited, SideLinkRevoked, SideStated, SideTaken,
    Verb, View,
};
use crate::body::{Body, Kind};
use crate::entry::Way;
use crate::item::ItemCode;
use crate::policy::Rights;
use crate::state::said::in_force;
use crate::state::shared::{SideLink, Views};
use crate::state::{Shared, Spine};

/// A link to a side lasts no longer than this: 90 days.
pub const LONGEST_SIDE_LINK: i64 = 90 * 86_400_000;
/// Links that can be passed on from one link.
const MOST_PASSED_ON: usize = 50;
/// Items on which one side says something, or on which texts are put forward.
pub(super) const MOST_ITEMS: usize = 2_000;
/// Letters of a title, a partner's name or a contract's reference.
const LONGEST_TEXT: usize = 200;
/// Kinds of work, verbs or items in one entry.
const LONGEST_LIST: usize = 1_000;

/// Whether who acts speaks for a side at all: by a link that lets them, or as somebody of its organisation.
pub(super) fn speaks(
    shared: &Shared,
    kind: Kind,
    rights: &Rights,
    now: Now,
    actor: &Actor,
) -> Result<(), Refusal> {
    let author = &actor.author;
    let allowed = match (author.means.way, author.means.link) {
        (Way::Link, Some(link)) => shared
            .open_link(link, now.moment)
            .is_some_and(|link| verb(kind).is_some_and(|verb| link.verbs.contains(&verb))),
        (Way::Link, None) => false,
        _ => shared.spoken_for(author).is_some(),
    };
    refuse_if(!allowed, Refusal::NotPermitted)?;
    let decides = |role| rights.roles.contains(&role);
    let taken_by_other =
        kind == Kind::SideTaken && !decides(Role::Owner) && !decides(Role::Officer);
    refuse_if(taken_by_other, Refusal::NotPermitted)
}

/// What a link must let its holder do for a kind of entry.
fn verb(kind: Kind) -> Option<Verb> {
    match kind {
        Kind::SideStated => Some(Verb::State),
        Kind::SideInvited | Kind::SideLinkRevoked => Some(Verb::Forward),
        Kind::SideTaken => Some(Verb::Take),
        _ => None,
    }
}

pub(super) fn check(
    shared: &Shared,
    spine: &Spine,
    body: &Body,
    now: Now,
    actor: &Actor,
) -> Result<(), Refusal> {
    let side = shared
        .spoken_for(&actor.author)
        .ok_or(Refusal::NotPermitted)?;
    let by = By {
        shared,
        now,
        side,
        link: held(shared, actor),
        actor,
    };
    match body {
        Body::Described(body) => described(body, now),
        Body::ResponsibleNamed(body) => check_day(body.from, now),
        Body::SideInvited(body) => by.invites(body),
        Body::SideLinkRevoked(body) => by.revokes(body, actor),
        Body::SideTaken(body) => by.takes(body, actor),
        Body::SideStated(body) => by.states(body),
        Body::Relayed(body) => by.relays(body),
        Body::Closed(body) => closed(shared, body, now),
        Body::PassingRuled(_)
        | Body::SubcontractAsked(_)
        | Body::SubcontractDecided(_)
        | Body::SubcontractEnded(_) => chain::check(shared, body, now, side),
        Body::WorkSet(_) | Body::WorkConfirmed(_) | Body::WorkEnded(_) | Body::GatePassed(_) => {
            work::check(shared, body, now, side)
        }
        Body::EvidenceAsked(_)
        | Body::EvidenceUnasked(_)
        | Body::EvidenceGiven(_)
        | Body::EvidenceReviewed(_)
        | Body::EvidenceWithdrawn(_) => evidence::At { shared, now, side }.check(body),
        _ => term::At {
            shared,
            spine,
            now,
            side,
            actor,
        }
        .check(body),
    }
}

fn held<'a>(shared: &'a Shared, actor: &Actor) -> Option<&'a SideLink> {
    actor
        .author
        .means
        .link
        .and_then(|link| shared.links.get(&link))
}

/// For whom somebody acts, and by which link.
struct By<'a> {
    shared: &'a Shared,
    now: Now,
    side: Side,
    link: Option<&'a SideLink>,
    actor: &'a Actor,
}

impl By<'_> {
    /// A link's holder says nothing of other items than the link's.
    fn within(&self, item: &ItemCode) -> Result<(), Refusal> {
        let beyond = self.link.is_some_and(|link| !link.covers(item));
        refuse_if(beyond, Refusal::BeyondLink)
    }

    fn invites(&self, body: &SideInvited) -> Result<(), Refusal> {
        check_expiry(body.expires, LONGEST_SIDE_LINK, self.now)?;
        // A token lets nobody speak for its own side unless it was made to speak itself.
        let by_token = self.actor.author.means.way == Way::Token;
        let states = body.side == self.side && body.verbs.contains(&Verb::State);
        let more = by_token && states && !self.actor.scopes.contains(&Scope::State);
        refuse_if(more, Refusal::NotPermitted)?;
        let used = self.shared.links.contains_key(&body.link);
        refuse_if(used, Refusal::AlreadyUsed)?;
        let verbs: BTreeSet<Verb> = body.verbs.iter().copied().collect();
        let items: BTreeSet<&ItemCode> = body.items.iter().collect();
        let doubled = verbs.len() != body.verbs.len() || items.len() != body.items.len();
        let unfit = doubled || !verbs.contains(&Verb::Look) || items.len() > LONGEST_LIST;
        refuse_if(unfit, Refusal::UnfitVerbs)?;
        let across = body.side != self.side;
        let present = self.shared.party(body.side).present;
        refuse_if(across && present, Refusal::SidePresent)?;
        // A side that an organisation holds already is not given away.
        let given_away = verbs.contains(&Verb::Take) && present;
        refuse_if(given_away, Refusal::SidePresent)?;
        self.passes_on(body, across, &verbs)
    }

    /// What is passed on from a link lets others do no more than the link itself.
    fn passes_on(
        &self,
        body: &SideInvited,
        across: bool,
        verbs: &BTreeSet<Verb>,
    ) -> Result<(), Refusal> {
        let (Some(link), Some(own)) = (self.link, self.actor.author.means.link) else {
            return Ok(());
        };
        let passed_on = self.shared.links.values();
        let passed_on = passed_on.filter(|given| given.from == Some(own) && !given.revoked);
        refuse_if(passed_on.count() >= MOST_PASSED_ON, Refusal::BeyondLink)?;
        let named = body.items.iter().all(|item| link.covers(item));
        let items = named && (link.items.is_empty() || !body.items.is_empty());
        let less = verbs.is_subset(&link.verbs) && items && body.expires <= link.expires;
        refuse_if(across || !less, Refusal::BeyondLink)
    }

    fn revokes(&self, body: &SideLinkRevoked, actor: &Actor) -> Result<(), Refusal> {
        let known = self.shared.links.get(&body.link);
        let link = known.ok_or(Refusal::NoSuchInvitation)?;
        refuse_if(link.revoked, Refusal::InvitationRevoked)?;
        let theirs = match actor.author.means.link {
            Some(own) => link.from == Some(own),
            None => link.side == self.side || link.by == self.side,
        };
        refuse_if(!theirs, Refusal::NoSuchInvitation)
    }

    fn takes(&self, body: &SideTaken, actor: &Actor) -> Result<(), Refusal> {
        refuse_if(
            self.shared.party(self.side).present,
            Refusal::InvitationTaken,
        )?;
        let for_itself = actor.author.organisation == Some(body.organisation);
        refuse_if(!for_itself, Refusal::NoSide)?;
        let across = self.shared.party(self.side.other()).organisation;
        refuse_if(across == body.organisation, Refusal::SameOrganisation)
    }

    fn states(&self, body: &SideStated) -> Result<(), Refusal> {
        self.within(&body.item)?;
        check_day(body.from, self.now)?;
        self.has_room(&self.shared.views, &body.item, self.side)?;
        let reasonless = body.value == View::NotApplicable && body.note.is_none();
        refuse_if(reasonless, Refusal::NoReason)
    }

    fn relays(&self, body: &Relayed) -> Result<(), Refusal> {
        check_day(body.from, self.now)?;
        let other = self.side.other();
        refuse_if(self.shared.party(other).present, Refusal::SidePresent)?;
        self.has_room(&self.shared.relayed, &body.item, other)
    }

    fn has_room(&self, said: &Views, item: &ItemCode, of: Side) -> Result<(), Refusal> {
        let known = said.contains_key(&(item.clone(), of));
        let many = || said.keys().filter(|(_, side)| *side == of).count() >= MOST_ITEMS;
        refuse_if(!known && many(), Refusal::TooMuch)
    }
}

fn closed(shared: &Shared, body: &Closed, now: Now) -> Result<(), Refusal> {
    check_day(body.on, now)?;
    let described = in_force(&shared.described, now.today());
    let first = described.and_then(|said| said.what.from);
    // What has not begun can be ended too; and nobody keeps the other side from it by naming a first day far ahead.
    let begun = first.filter(|first| *first <= now.today());
    refuse_if(
        begun.is_some_and(|first| body.on < first),
        Refusal::DaysBackwards,
    )?;
    refuse_if(body.on > now.today(), Refusal::NotOver)
}

fn described(body: &Described, now: Now) -> Result<(), Refusal> {
    let days = body.from.iter().chain(body.until.iter());
    days.copied().try_for_each(|day| check_day(day, now))?;
    let backwards = body.from.zip(body.until).is_some_and(|(a, b)| b < a);
    refuse_if(backwards, Refusal::DaysBackwards)?;
    let kinds: BTreeSet<_> = body.kinds.iter().collect();
    refuse_if(kinds.len() != body.kinds.len(), Refusal::UnfitText)?;
    body.reference
        .as_ref()
        .map_or(Ok(()), |text| check_text(text, LONGEST_TEXT))
}

pub(super) fn check_opened(body: &Opened, actor: &Actor) -> Result<(), Refusal> {
    refuse_if(body.client == body.vendor, Refusal::SameOrganisation)?;
    let acts_for = |organisation| actor.author.organisation == Some(organisation);
    refuse_if(
        !acts_for(body.client) && !acts_for(body.vendor),
        Refusal::NoSide,
    )?;
    check_text(&body.title, LONGEST_TEXT)?;
    body.partner
        .as_ref()
        .map_or(Ok(()), |partner| check_text(&partner.name, LONGEST_TEXT))
}
