//! Who is what in the organisation: inviting, calling back, giving and ending roles. Buttons stand only where they would work.

mod change;

pub use change::{end, grant, invite, revoke};

use askama::Template;
use axum::response::Response;
use ledger::body::Kind;
use ledger::body::house::Role;
use ledger::moment::{Moment, Offset};
use ledger::policy::Action;
use ledger::view::house::{HeldRole, InvitationView};
use store::door::NamedMember;

use crate::access::{Signed, Trouble};
use crate::layout::{Frame, Words};

#[derive(Template)]
#[template(path = "pages/people/page.html")]
struct People {
    frame: Frame,
    token: String,
    people: Vec<Person>,
    /// None for who may not invite.
    roles: Option<Vec<(&'static str, String)>>,
    may_end: bool,
    /// Others, for whom an owner may ask for recovery.
    may_recover: bool,
    mail: bool,
    invitations: Vec<Invitation>,
    typed: change::Typed,
    trouble: Option<Trouble>,
}

struct Person {
    id: String,
    /// Whether it is who looks.
    oneself: bool,
    name: String,
    roles: Vec<Held>,
}

struct Held {
    code: &'static str,
    name: String,
    until: Option<String>,
    over: bool,
    /// What the button that ends it says to who cannot see its row.
    end: String,
}

struct Invitation {
    link: String,
    what: String,
    state: String,
    open: bool,
}

/// `/o/people`: who is invited is a reader, unless somebody chooses more.
pub async fn page(signed: Signed) -> Result<Response, Response> {
    let typed = change::Typed {
        role: Role::Reader.code().to_owned(),
        ..change::Typed::default()
    };
    show(&signed, typed, None).await
}

async fn show(
    signed: &Signed,
    typed: change::Typed,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let (members, invitations, then) = signed
        .look(|look| {
            let Some(members) = look.people()? else {
                return Ok(None);
            };
            let may = look.may(Action::Record(Kind::Invited));
            let security = look.security().filter(|_| may);
            let invitations = security.map(|security| security.into_inner().invitations);
            let then = look.at().recorded_by;
            Ok(Some((members, invitations.unwrap_or_default(), then)))
        })
        .await?;
    let w = Words(signed.language());
    let frame = signed.frame(&w.say("access-section-people"));
    let (offset, open) = (signed.access.store.offset(), signed.can(Kind::LinkRevoked));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let me = signed.arrival.visitor.person;
    let page = People {
        token: signed.token.clone(),
        people: members
            .into_inner()
            .into_iter()
            .map(|member| person(w, member, me))
            .collect(),
        roles: signed.can(Kind::Invited).then(|| roles(w)),
        may_end: signed.can(Kind::RoleEnded),
        may_recover: signed.can(Kind::RecoveryRequested),
        mail: signed.access.site.mail,
        invitations: invitations
            .iter()
            .map(|invitation| invited(w, invitation, (then, offset), open))
            .collect(),
        typed,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

fn roles(w: Words) -> Vec<(&'static str, String)> {
    let roles = Role::ALL.iter();
    roles
        .map(|role| (role.code(), w.code("role-", role.code())))
        .collect()
}

fn person(w: Words, member: NamedMember, me: ledger::id::PersonId) -> Person {
    let name = member.name.unwrap_or_else(|| w.say("access-erased"));
    let role = |held: &HeldRole| w.code("role-", held.role.code());
    let held = |held: &HeldRole| Held {
        code: held.role.code(),
        end: w.with2("access-end-role-of", ("name", &name), ("role", &role(held))),
        name: role(held),
        until: held
            .until
            .map(|day| w.with("access-until", "day", w.day(&day))),
        over: held.over,
    };
    let roles = member.member.roles.iter().map(held).collect();
    Person {
        id: member.member.person.to_string(),
        oneself: member.member.person == me,
        name,
        roles,
    }
}

fn invited(
    w: Words,
    invitation: &InvitationView,
    (then, offset): (Moment, Offset),
    changes: bool,
) -> Invitation {
    let day = invitation.expires.day(offset);
    let open = !invitation.revoked && invitation.taken_by.is_none();
    let state = match invitation {
        InvitationView { revoked: true, .. } => w.say("access-invitation-revoked"),
        InvitationView {
            taken_by: Some(_), ..
        } => w.say("access-invitation-taken"),
        _ if invitation.expires <= then => w.say("access-invitation-expired"),
        _ => w.with("access-invitation-open", "day", w.day(&day)),
    };
    Invitation {
        link: invitation.link.to_string(),
        what: invitation.role.map_or_else(
            || w.say("access-invite-found"),
            |role| w.code("role-", role.code()),
        ),
        state,
        open: open && invitation.expires > then && changes,
    }
}
