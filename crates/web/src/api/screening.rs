//! Screenings of new partners: listed, opened, adjusted, linked, decided. Whoever is asked answers by link, on a page.

use axum::extract::Path;
use axum::response::Response;
use ledger::moment::Moment;
use store::acts::NewScreening;

use super::engaging::act;
use super::organisation::At;
use super::problem::Problem;
use super::program::{Acted, Program};
use super::sent::{Asked, Sent};
use super::shape;

const DAY: i64 = 86_400_000;

/// `GET …/screenings`
pub async fn list(program: Program, Asked(asked): Asked<At>) -> Result<Response, Problem> {
    let when = program.when(asked.at.as_deref())?;
    let seen = program.look(when, |look| look.screenings()).await?;
    Ok(seen.json(|seen| shape::Screenings::of(seen.get())))
}

/// `GET …/screenings/{screening}`
pub async fn show(
    program: Program,
    Path((_, line)): Path<(String, String)>,
    Asked(asked): Asked<At>,
) -> Result<Response, Problem> {
    let (when, seq) = (program.when(asked.at.as_deref())?, number(&program, &line)?);
    let seen = program.look(when, move |look| look.screening(seq)).await?;
    Ok(seen.json(|seen| shape::Screening::of(seen.get())))
}

fn number(program: &Program, line: &str) -> Result<u64, Problem> {
    let plain = line.parse().ok().filter(|n: &u64| n.to_string() == line);
    plain.ok_or_else(|| program.absent())
}

/// The moment before which a link works.
fn until(program: &Program, days: i64, field: &str) -> Result<Moment, Problem> {
    let now = program.access.store.now().moment;
    let fits = (1..=90).contains(&days);
    fits.then(|| now.plus(days * DAY))
        .ok_or_else(|| program.unfit("no-days", field))
}

/// `POST …/screenings`
pub async fn open(program: Program, sent: Sent<shape::NewScreening>) -> Result<Response, Problem> {
    let body = sent.body;
    let link = body.link_days;
    let link = link.map(|days| until(&program, days, "link_days"));
    let new = NewScreening {
        candidate: body.candidate,
        name: body.name,
        work: body.work,
        contact: body.contact,
        due: program.day(&body.due, "due")?,
        weighing: body.expects.into(),
        link: link.transpose()?,
    };
    let page = program.access.site.address("/screening");
    program
        .act(sent.terms, move |store, visitor| {
            let (recorded, secret) = store.open_screening(visitor, new)?;
            Ok(Acted {
                link: secret.map(|secret| format!("{page}#{}", secret.reveal())),
                ..recorded.into()
            })
        })
        .await
}

/// `POST …/screenings/{screening}/expectation`
pub async fn adjust(
    program: Program,
    Path((_, line)): Path<(String, String)>,
    sent: Sent<shape::AdjustingScreening>,
) -> Result<Response, Problem> {
    let seq = number(&program, &line)?;
    let due = program.day(&sent.body.due, "due")?;
    let weighing = sent.body.expects.into();
    act(&program, sent.terms, move |store, visitor| {
        store.adjust_screening(visitor, seq, (due, weighing), None)
    })
    .await
}

/// `POST …/screenings/{screening}/links`
pub async fn link(
    program: Program,
    Path((_, line)): Path<(String, String)>,
    sent: Sent<shape::LinkingScreening>,
) -> Result<Response, Problem> {
    let seq = number(&program, &line)?;
    let expires = until(&program, sent.body.days.unwrap_or(30), "days")?;
    let page = program.access.site.address("/screening");
    program
        .act(sent.terms, move |store, visitor| {
            let (recorded, secret) = store.link_screening(visitor, seq, expires)?;
            Ok(Acted {
                link: Some(format!("{page}#{}", secret.reveal())),
                ..recorded.into()
            })
        })
        .await
}

/// `POST …/screenings/{screening}/links/{link}/revoke`
pub async fn unlink(
    program: Program,
    Path((_, line, link)): Path<(String, String, String)>,
    sent: Sent<shape::Empty>,
) -> Result<Response, Problem> {
    let seq = number(&program, &line)?;
    let link = link.parse().map_err(|_| program.absent())?;
    act(&program, sent.terms, move |store, visitor| {
        store.unlink_screening(visitor, seq, link)
    })
    .await
}

/// `POST …/screenings/{screening}/decision`
pub async fn decide(
    program: Program,
    Path((_, line)): Path<(String, String)>,
    sent: Sent<shape::DecidingScreening>,
) -> Result<Response, Problem> {
    let seq = number(&program, &line)?;
    let (outcome, reason) = (sent.body.outcome, Some(sent.body.reason));
    act(&program, sent.terms, move |store, visitor| {
        store.decide_screening(visitor, seq, (outcome, reason), None)
    })
    .await
}
