//! What must hold before something is recorded in an organisation's own ledger.

use jiff::civil::Date;

use super::{Actor, Now, Refusal, check_day, refuse_if};
use crate::body::Body;
use crate::body::house::{
    CredentialConfirmed, CredentialEnrolled, Invited, Joined, Merged, ProviderSet, RecoveryBy,
    RecoveryRequested, Role, RoleEnded, RoleGranted, Stated, TokenIssued, Value,
};
use crate::id::{CredentialId, LinkId, PersonId};
use crate::moment::Moment;
use crate::organisation::Name;
use crate::state::House;
use crate::state::house::{Credential, Invitation, InvitationState};

/// An invitation lasts no longer than this: 30 days.
pub const LONGEST_INVITATION: i64 = 30 * DAY;
/// A token lasts no longer than this: a year.
pub const LONGEST_TOKEN: i64 = 366 * DAY;
/// A recovery waits at least this long, so that the person and the owners can stop it: three days.
pub const RECOVERY_WAIT: i64 = 3 * DAY;
const DAY: i64 = 86_400_000;
/// Letters of a name.
const LONGEST_NAME: usize = 200;

pub(super) fn check(house: &House, body: &Body, now: Now, actor: &Actor) -> Result<(), Refusal> {
    if let Some(checked) = super::approval::check(house, body, now, actor) {
        return checked;
    }
    if let Some(checked) = super::screening::check(house, body, now, actor) {
        return checked;
    }
    match body {
        Body::Renamed(body) => check_names(&body.names).and_then(|()| check_day(body.from, now)),
        Body::Invited(body) => invited(house, body, now, actor),
        Body::LinkRevoked(body) => invitation(house, body.link).map(|_| ()),
        Body::Joined(body) => joined(house, body, now),
        Body::RoleGranted(body) => role_granted(house, body, now, actor),
        Body::RoleEnded(body) => role_ended(house, body, now, actor),
        Body::CredentialEnrolled(body) => credential_enrolled(house, body),
        Body::CredentialConfirmed(body) => credential_confirmed(house, body, now, actor),
        Body::CredentialRevoked(body) => credential(house, body.credential).map(|_| ()),
        Body::SheetIssued(body) => owner(house, body.person, now),
        Body::RecoveryRequested(body) => recovery_requested(house, body, now, actor),
        Body::RecoveryStopped(body) => waits(house, body.person).map(|_| ()),
        Body::RecoveryCompleted(body) => recovery_completed(house, body.person, now),
        Body::TokenIssued(body) => token_issued(house, body, now),
        Body::TokenRevoked(body) => {
            let live = house
                .tokens
                .get(&body.token)
                .is_some_and(|token| !token.revoked);
            refuse_if(!live, Refusal::NoSuchToken)
        }
        Body::ProviderSet(body) => provider_set(body),
        Body::ProviderRemoved(body) => refuse_if(
            !house.providers.contains_key(&body.issuer),
            Refusal::NoSuchProvider,
        ),
        Body::Stated(body) => stated(body, now),
        Body::ItemsListed(body) => super::listed::check(&house.listed, body),
        Body::Chained(body) => refuse_if(body.engagement == body.parent, Refusal::OwnParent),
        Body::TextErased(body) => {
            let of_screening = house.screenings.text_of(body.entry).is_some();
            refuse_if(
                of_screening && !decides(house, now, actor),
                Refusal::NotPermitted,
            )?;
            refuse_if(house.text_of(body.entry).is_none(), Refusal::NoSuchText)
        }
        Body::Erased(body) => erased(house, body.person, now),
        Body::Merged(body) => merged(house, body, now),
        Body::Withdrew(body) => check_day(body.on, now),
        _ => Ok(()),
    }
}

/// Whether who acts is an owner or officer: what others said about a screening is not for an editor to take away.
fn decides(house: &House, now: Now, actor: &Actor) -> bool {
    let roles = actor
        .author
        .person
        .map(|person| house.roles_of(person, now.today()));
    roles.is_some_and(|roles| roles.contains(&Role::Owner) || roles.contains(&Role::Officer))
}

/// Whether a letter would make a text read otherwise than it is written: controls, and marks that turn its direction (UAX #9).
pub fn misleads(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

pub(super) fn check_text(text: &str, longest: usize) -> Result<(), Refusal> {
    refuse_if(text.trim().is_empty(), Refusal::NoName)?;
    let unfit = text.chars().count() > longest || text.chars().any(misleads);
    refuse_if(unfit, Refusal::UnfitText)
}

pub(super) fn check_names(names: &[Name]) -> Result<(), Refusal> {
    refuse_if(names.is_empty(), Refusal::NoName)?;
    refuse_if(names.len() > 20, Refusal::UnfitText)?;
    names
        .iter()
        .try_for_each(|name| check_text(&name.text, LONGEST_NAME))
}

fn roles(house: &House, actor: &Actor, now: Now) -> impl Fn(Role) -> bool {
    let held = actor
        .author
        .person
        .map(|person| house.roles_of(person, now.today()))
        .unwrap_or_default();
    move |role| held.contains(&role)
}

/// An owner gives and ends any role; an officer those below.
fn check_rank(house: &House, role: Role, actor: &Actor, now: Now) -> Result<(), Refusal> {
    let below = matches!(role, Role::Editor | Role::Reader | Role::Employee);
    refuse_if(
        !below && !roles(house, actor, now)(Role::Owner),
        Refusal::RoleAbove,
    )
}

fn check_until(role: Role, until: Option<Date>, now: Now) -> Result<(), Refusal> {
    refuse_if(role == Role::Auditor && until.is_none(), Refusal::NoEnd)?;
    refuse_if(
        role == Role::Owner && until.is_some(),
        Refusal::OwnerHasNoEnd,
    )?;
    refuse_if(
        until.is_some_and(|until| until < now.today()),
        Refusal::AlreadyOver,
    )?;
    until.map_or(Ok(()), |until| check_day(until, now))
}

pub(super) fn check_expiry(expires: Moment, longest: i64, now: Now) -> Result<(), Refusal> {
    refuse_if(expires <= now.moment, Refusal::AlreadyOver)?;
    refuse_if(expires > now.moment.plus(longest), Refusal::TooLong)
}

fn invited(house: &House, body: &Invited, now: Now, actor: &Actor) -> Result<(), Refusal> {
    if let Some(role) = body.role {
        check_rank(house, role, actor, now)?;
        check_until(role, body.role_until, now)?;
    }
    check_expiry(body.expires, LONGEST_INVITATION, now)?;
    refuse_if(
        house.invitations.contains_key(&body.link),
        Refusal::AlreadyUsed,
    )
}

fn invitation(house: &House, link: LinkId) -> Result<Invitation, Refusal> {
    let invitation = house
        .invitations
        .get(&link)
        .ok_or(Refusal::NoSuchInvitation)?;
    match invitation.state {
        InvitationState::Open => Ok(*invitation),
        InvitationState::Revoked => Err(Refusal::InvitationRevoked),
        InvitationState::Taken(_) => Err(Refusal::InvitationTaken),
    }
}

fn joined(house: &House, body: &Joined, now: Now) -> Result<(), Refusal> {
    let invitation = invitation(house, body.link)?;
    refuse_if(invitation.role.is_none(), Refusal::NoSuchInvitation)?;
    refuse_if(invitation.expires <= now.moment, Refusal::InvitationExpired)?;
    refuse_if(house.erased.contains(&body.person), Refusal::NoSuchPerson)
}

fn member(house: &House, person: PersonId, now: Now) -> Result<(), Refusal> {
    refuse_if(
        house.roles_of(person, now.today()).is_empty(),
        Refusal::NoSuchPerson,
    )
}

fn owner(house: &House, person: PersonId, now: Now) -> Result<(), Refusal> {
    refuse_if(
        !house.owners(now.today()).contains(&person),
        Refusal::NoSuchPerson,
    )
}

fn role_granted(house: &House, body: &RoleGranted, now: Now, actor: &Actor) -> Result<(), Refusal> {
    check_rank(house, body.role, actor, now)?;
    check_until(body.role, body.until, now)?;
    member(house, body.person, now)
}

fn role_ended(house: &House, body: &RoleEnded, now: Now, actor: &Actor) -> Result<(), Refusal> {
    if actor.author.person != Some(body.person) {
        check_rank(house, body.role, actor, now)?;
    }
    let held = house
        .roles
        .get(&body.person)
        .is_some_and(|roles| roles.contains_key(&body.role));
    refuse_if(!held, Refusal::NoSuchPerson)?;
    last_owner_stays(house, body.person, body.role == Role::Owner, now)
}

/// Somebody must stay who can answer for the organisation.
fn last_owner_stays(house: &House, person: PersonId, goes: bool, now: Now) -> Result<(), Refusal> {
    let others = house
        .owners(now.today())
        .into_iter()
        .any(|owner| owner != person);
    let is_owner = house.owners(now.today()).contains(&person);
    refuse_if(goes && is_owner && !others, Refusal::LastOwner)
}

fn credential_enrolled(house: &House, body: &CredentialEnrolled) -> Result<(), Refusal> {
    let used = house
        .credentials
        .iter()
        .any(|(id, known)| *id == body.credential || known.key == body.key);
    refuse_if(used, Refusal::AlreadyUsed)
}

fn credential(house: &House, id: CredentialId) -> Result<Credential, Refusal> {
    let known = house
        .credentials
        .get(&id)
        .filter(|credential| !credential.revoked);
    known.copied().ok_or(Refusal::NoSuchCredential)
}

fn credential_confirmed(
    house: &House,
    body: &CredentialConfirmed,
    now: Now,
    actor: &Actor,
) -> Result<(), Refusal> {
    let credential = credential(house, body.credential)?;
    refuse_if(credential.confirmed, Refusal::AlreadyConfirmed)?;
    let owners = house.owners(now.today());
    let alone = owners.len() == 1 && owners.contains(&credential.person);
    refuse_if(
        actor.author.person == Some(credential.person) && !alone,
        Refusal::OwnCredential,
    )
}

fn waits(house: &House, person: PersonId) -> Result<Moment, Refusal> {
    house
        .recoveries
        .get(&person)
        .map(|recovery| recovery.waits_until)
        .ok_or(Refusal::NoRecovery)
}

fn recovery_requested(
    house: &House,
    body: &RecoveryRequested,
    now: Now,
    actor: &Actor,
) -> Result<(), Refusal> {
    member(house, body.person, now)?;
    refuse_if(
        house.recoveries.contains_key(&body.person),
        Refusal::RecoveryWaits,
    )?;
    refuse_if(
        body.waits_until < now.moment.plus(RECOVERY_WAIT),
        Refusal::TooEarly,
    )?;
    match body.by {
        RecoveryBy::Sheet => refuse_if(!house.sheets.contains_key(&body.person), Refusal::NoSheet),
        RecoveryBy::Owner => refuse_if(
            actor.author.person.is_none_or(|by| by == body.person),
            Refusal::NotPermitted,
        ),
    }
}

fn recovery_completed(house: &House, person: PersonId, now: Now) -> Result<(), Refusal> {
    let waits_until = waits(house, person)?;
    refuse_if(now.moment < waits_until, Refusal::TooEarly)
}

fn token_issued(house: &House, body: &TokenIssued, now: Now) -> Result<(), Refusal> {
    check_expiry(body.expires, LONGEST_TOKEN, now)?;
    refuse_if(house.tokens.contains_key(&body.token), Refusal::AlreadyUsed)?;
    let rising = body
        .scopes
        .windows(2)
        .all(|pair| matches!(pair, [first, second] if first < second));
    refuse_if(body.scopes.is_empty() || !rising, Refusal::UnfitScopes)
}

fn provider_set(body: &ProviderSet) -> Result<(), Refusal> {
    check_text(&body.issuer, 500)?;
    check_text(&body.client, LONGEST_NAME)
}

fn stated(body: &Stated, now: Now) -> Result<(), Refusal> {
    check_day(body.from, now)?;
    refuse_if(
        body.value == Value::NotApplicable && body.note.is_none(),
        Refusal::NoReason,
    )
}

fn erased(house: &House, person: PersonId, now: Now) -> Result<(), Refusal> {
    let known = house.roles.contains_key(&person)
        || house
            .credentials
            .values()
            .any(|credential| credential.person == person);
    refuse_if(!known, Refusal::NoSuchPerson)?;
    // Nobody need answer for an organisation that has left.
    let goes = house.withdrew.is_none() && house.merged.is_none();
    last_owner_stays(house, person, goes, now)
}

fn merged(house: &House, body: &Merged, now: Now) -> Result<(), Refusal> {
    check_day(body.from, now)?;
    refuse_if(body.into == house.id, Refusal::SameOrganisation)
}
