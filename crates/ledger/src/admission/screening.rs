//! What must hold before something about a screening is recorded.

use jiff::civil::Date;

use super::house::{check_expiry, check_text, misleads};
use super::{Actor, Now, Refusal, check_day, refuse_if};
use crate::body::Body;
use crate::body::screening::{
    Extent, ScreeningAnswered, ScreeningLinked, ScreeningOpened, ScreeningStarSaid, StarStanding,
};
use crate::state::House;
use crate::state::screening::Screening;

/// Letters of a candidate's name.
pub const LONGEST_CANDIDATE: usize = 200;
/// Letters of what the work would be.
pub const LONGEST_WORK: usize = 500;
/// Letters of a note, a contact or a reason.
pub const LONGEST_REMARK: usize = 1_000;
/// A link lasts no longer than this: 90 days.
pub const LONGEST_SCREENING_LINK: i64 = super::LONGEST_SIDE_LINK;
/// Screenings that were not decided, in an organisation.
pub const MOST_SCREENINGS: usize = 300;
/// Words by one link on a screening, corrections included.
pub const MOST_ANSWERS: usize = 200;
/// Changes of what is expected, links, and decisions, each, of one screening.
pub const MOST_CHANGES: usize = 30;

/// Nothing where the body is of another matter.
pub(super) fn check(
    house: &House,
    body: &Body,
    now: Now,
    actor: &Actor,
) -> Option<Result<(), Refusal>> {
    Some(match body {
        Body::ScreeningOpened(body) => opened(house, body, now),
        Body::ScreeningAdjusted(body) => undecided(house, body.screening).and_then(|known| {
            check_due(body.due, now)?;
            full(known.adjusted >= MOST_CHANGES)
        }),
        Body::ScreeningLinked(body) => linked(house, body, now),
        Body::ScreeningUnlinked(body) => screening(house, body.screening).and_then(|known| {
            let given = known.links.get(&body.link);
            let live = given.is_some_and(|given| !given.revoked);
            refuse_if(!live, Refusal::NoSuchScreening)
        }),
        Body::ScreeningAnswered(body) => answered(house, body, now, actor),
        Body::ScreeningStarSaid(body) => star_said(house, body, now, actor),
        Body::ScreeningDecided(body) => screening(house, body.screening).and_then(|known| {
            refuse_if(body.reason.is_none(), Refusal::NoReason)?;
            full(known.decisions.len() >= MOST_CHANGES)
        }),
        _ => return None,
    })
}

fn full(full: bool) -> Result<(), Refusal> {
    refuse_if(full, Refusal::ScreeningFull)
}

fn screening(house: &House, seq: u64) -> Result<&Screening, Refusal> {
    let known = house.screenings.all.get(&seq);
    known.ok_or(Refusal::NoSuchScreening)
}

fn undecided(house: &House, seq: u64) -> Result<&Screening, Refusal> {
    let known = screening(house, seq)?;
    refuse_if(!known.decisions.is_empty(), Refusal::ScreeningOver)?;
    Ok(known)
}

fn check_due(due: Date, now: Now) -> Result<(), Refusal> {
    check_day(due, now)?;
    refuse_if(due < now.today(), Refusal::AlreadyOver)
}

/// What the work would be may run over several lines.
fn check_work(text: &str) -> Result<(), Refusal> {
    refuse_if(text.trim().is_empty(), Refusal::NoName)?;
    let unfit = |letter: char| misleads(letter) && letter != '\n';
    let long = text.chars().count() > LONGEST_WORK;
    refuse_if(long || text.chars().any(unfit), Refusal::UnfitText)
}

fn opened(house: &House, body: &ScreeningOpened, now: Now) -> Result<(), Refusal> {
    check_text(&body.name, LONGEST_CANDIDATE)?;
    check_work(&body.work)?;
    check_due(body.due, now)?;
    full(house.screenings.undecided().count() >= MOST_SCREENINGS)
}

fn linked(house: &House, body: &ScreeningLinked, now: Now) -> Result<(), Refusal> {
    let known = undecided(house, body.screening)?;
    check_expiry(body.expires, LONGEST_SCREENING_LINK, now)?;
    let used = house.screenings.knows(body.link) || house.invitations.contains_key(&body.link);
    refuse_if(used, Refusal::AlreadyUsed)?;
    full(known.links.len() >= MOST_CHANGES)
}

/// The screening that whoever holds a link speaks on: the one the link leads to, while it works.
fn held<'a>(house: &'a House, seq: u64, now: Now, actor: &Actor) -> Result<&'a Screening, Refusal> {
    let link = actor.author.means.link.ok_or(Refusal::NoSuchScreening)?;
    let open = house.screenings.open_by(link, now.moment);
    let open = open.filter(|(known, _)| known.seq == seq);
    let (known, _) = open.ok_or(Refusal::NoSuchScreening)?;
    full(known.said_by(link) >= MOST_ANSWERS)?;
    Ok(known)
}

fn answered(
    house: &House,
    body: &ScreeningAnswered,
    now: Now,
    actor: &Actor,
) -> Result<(), Refusal> {
    let known = held(house, body.screening, now, actor)?;
    refuse_if(!known.asked().contains(&body.concern), Refusal::NotAsked)?;
    let bare = body.extent == Extent::NotApplicable && body.note.is_none();
    refuse_if(bare, Refusal::NoReason)
}

fn star_said(
    house: &House,
    body: &ScreeningStarSaid,
    now: Now,
    actor: &Actor,
) -> Result<(), Refusal> {
    held(house, body.screening, now, actor)?;
    let has = matches!(body.standing, StarStanding::Held | StarStanding::Planned);
    let fits = has == body.star.is_some() && (has || body.until.is_none());
    refuse_if(!fits, Refusal::UnfitStar)?;
    body.until.map_or(Ok(()), |until| check_day(until, now))
}
