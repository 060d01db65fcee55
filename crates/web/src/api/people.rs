//! Who may act for the organisation: people, their roles, invitations.

use axum::extract::Path;
use axum::response::Response;
use ledger::body::house::Role;
use ledger::policy::Action;
use store::door::When;

use super::organisation::At;
use super::problem::Problem;
use super::program::{Acted, Program};
use super::sent::{Asked, Sent};
use super::shape;

const DAY: i64 = 86_400_000;
/// Days an invitation works, where it is not said.
const LASTS: u8 = 7;

/// `GET …/people`
pub async fn list(program: Program, Asked(asked): Asked<At>) -> Result<Response, Problem> {
    let when = program.when(asked.at.as_deref())?;
    let seen = program.look(when, |look| look.people()).await?;
    Ok(seen.json(|seen| shape::People {
        people: seen
            .into_inner()
            .into_iter()
            .map(shape::Person::from)
            .collect(),
    }))
}

/// `POST …/people/{person}/roles`
pub async fn grant(
    program: Program,
    Path((_, person)): Path<(String, String)>,
    sent: Sent<shape::Granting>,
) -> Result<Response, Problem> {
    let person = person.parse().map_err(|_| program.absent())?;
    let until = sent.body.until.as_deref();
    let until = until.map(|day| program.day(day, "until")).transpose()?;
    let role = sent.body.role;
    program
        .act(sent.terms, move |store, visitor| {
            Ok(store.grant_role(visitor, person, role, until)?.into())
        })
        .await
}

/// `POST …/people/{person}/roles/{role}/end`
pub async fn end(
    program: Program,
    Path((_, person, role)): Path<(String, String, String)>,
    sent: Sent<shape::Empty>,
) -> Result<Response, Problem> {
    let person = person.parse().map_err(|_| program.absent())?;
    let role = Role::of(&role).ok_or_else(|| program.absent())?;
    program
        .act(sent.terms, move |store, visitor| {
            Ok(store.end_role(visitor, person, role)?.into())
        })
        .await
}

/// `POST …/people/{person}/remove`: all roles, or none.
pub async fn remove(
    program: Program,
    Path((_, person)): Path<(String, String)>,
    sent: Sent<shape::Empty>,
) -> Result<Response, Problem> {
    let person = person.parse().map_err(|_| program.absent())?;
    program
        .act(sent.terms, move |store, visitor| {
            Ok(Acted {
                recorded: store.remove(visitor, person)?,
                ..Acted::default()
            })
        })
        .await
}

/// `GET …/invitations`
pub async fn invitations(program: Program) -> Result<Response, Problem> {
    let seen = program
        .look(When::Now, |look| {
            let may = look.may(Action::See(ledger::policy::Part::Security));
            Ok(look.security().filter(|_| may))
        })
        .await?;
    Ok(seen.json(|seen| shape::Invitations {
        invitations: seen.get().invitations.iter().map(Into::into).collect(),
    }))
}

/// `POST …/invitations`
pub async fn invite(program: Program, sent: Sent<shape::Inviting>) -> Result<Response, Problem> {
    let invitation = invitation(&program, &sent.body)?;
    let page = page(&program, invitation.role);
    program
        .act(sent.terms, move |store, visitor| {
            let (recorded, secret) = store.invite(visitor, invitation)?;
            let link = format!("{page}#{}", secret.reveal());
            Ok(Acted {
                link: Some(link),
                ..recorded.into()
            })
        })
        .await
}

fn page(program: &Program, role: Option<Role>) -> String {
    let path = if role.is_some() { "/join" } else { "/found" };
    program.access.site.address(path)
}

fn invitation(
    program: &Program,
    asked: &shape::Inviting,
) -> Result<store::acts::Invitation, Problem> {
    let role = Role::of(&asked.role);
    if role.is_none() && asked.role != "found" {
        return Err(program.unfit("no-role", "role"));
    }
    let until = asked.until.as_deref();
    let role_until = until.map(|day| program.day(day, "until")).transpose()?;
    let address = asked.send_to.as_deref();
    if address.is_some_and(|address| !address.contains('@')) {
        return Err(program.unfit("no-address", "send_to"));
    }
    if address.is_some() && !program.access.site.mail {
        return Err(program.unfit("no-mail", "send_to"));
    }
    let days = i64::from(asked.days.unwrap_or(LASTS));
    Ok(store::acts::Invitation {
        role,
        role_until,
        expires: program.access.store.now().moment.plus(days * DAY),
        send: address.map(|address| (address.to_owned(), page(program, role))),
    })
}

/// `POST …/invitations/{invitation}/revoke`
pub async fn revoke(
    program: Program,
    Path((_, link)): Path<(String, String)>,
    sent: Sent<shape::Empty>,
) -> Result<Response, Problem> {
    let link = link.parse().map_err(|_| program.absent())?;
    program
        .act(sent.terms, move |store, visitor| {
            Ok(store.revoke_invitation(visitor, link)?.into())
        })
        .await
}
