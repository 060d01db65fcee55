//! What ends, renews itself or is due on all engagements, month by month, what has passed first; to be printed, or told to a calendar.

use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use jiff::civil::Date;
use report::ical::{self, Event};
use serde::Deserialize;
use store::acts::NotDone;
use store::door::{Calendar, EngagementDays};

use crate::access::{Signed, called};
use crate::days::{Day, days};
use crate::download;
use crate::layout::{Frame, Words};

/// Days of one page. The file holds them all.
const MOST: usize = 400;

#[derive(Template)]
#[template(path = "pages/calendar/page.html")]
struct Page {
    frame: Frame,
    search: String,
    past: Option<String>,
    at: String,
    found: String,
    /// How many days are not on the page.
    rest: usize,
    any: bool,
    months: Vec<Month>,
    more: bool,
}

struct Month {
    name: String,
    /// Whether its days have passed.
    over: bool,
    rows: Vec<Row>,
}

struct Row {
    day: String,
    tone: &'static str,
    what: String,
    about: String,
    who: String,
    with: String,
    href: String,
}

/// What is looked for.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

async fn read(signed: &Signed) -> Result<(Vec<EngagementDays>, Date, bool), Response> {
    let when = signed.when;
    let seen = signed
        .act(move |store, visitor| Ok(store.calendar(visitor, when)?))
        .await
        .map_err(|error| signed.failed(&error))?;
    let Calendar {
        engagements,
        on,
        more,
    } = seen.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let engagements = engagements.into_iter().map(|one| one.into_inner());
    Ok((engagements.collect(), on, more))
}

fn with(of: &EngagementDays, w: Words) -> String {
    let name = called(&of.across.names, *w.language());
    w.with2(
        "calendar-with",
        ("title", &of.title),
        ("organisation", &name),
    )
}

/// `/o/calendar`
pub async fn page(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let (engagements, on, more) = read(&signed).await?;
    let w = Words(signed.language());
    let past = signed.past();
    let at = past
        .as_ref()
        .map_or(String::new(), |day| format!("?at={day}"));
    let wanted = asked.q.trim().to_lowercase();
    let all = days(&engagements, w);
    let any = !all.is_empty();
    let matches = |one: &Day<'_>| {
        let texts = [&one.what, &one.about, &with(one.of, w)];
        texts
            .iter()
            .any(|text| text.to_lowercase().contains(&wanted))
    };
    let chosen: Vec<Day<'_>> = all.into_iter().filter(matches).collect();
    let frame = signed.frame(&w.say("calendar-title"));
    let page = Page {
        search: asked.q,
        found: w.with("calendar-found", "count", chosen.len()),
        rest: chosen.len().saturating_sub(MOST),
        any,
        months: months(chosen.get(..MOST).unwrap_or(&chosen), on, &at, w),
        past,
        at,
        more,
        frame: frame.clone(),
    };
    Ok(frame.answer(&page))
}

/// Days that have passed under one heading, the others month by month.
fn months(chosen: &[Day<'_>], on: Date, at: &str, w: Words) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for one in chosen {
        let over = one.day < on;
        let name = match over {
            true => w.say("calendar-over"),
            false => w.with2(
                "calendar-month",
                ("year", &one.day.year().to_string()),
                ("month", &w.code("month-", &one.day.month().to_string())),
            ),
        };
        let row = row(one, (on, at), w);
        match months.last_mut().filter(|month| month.name == name) {
            Some(month) => month.rows.push(row),
            None => months.push(Month {
                name,
                over,
                rows: vec![row],
            }),
        }
    }
    months
}

fn row(one: &Day<'_>, (on, at): (Date, &str), w: Words) -> Row {
    let soon = on.until(one.day).map_or(i32::MAX, |span| span.get_days());
    Row {
        day: w.day(&one.day),
        tone: match soon {
            ..0 => "bad",
            0..=60 => "care",
            _ => "mute",
        },
        what: one.what.clone(),
        about: one.about.clone(),
        who: one.who.clone(),
        with: with(one.of, w),
        href: format!("{}{at}", one.path),
    }
}

/// `/o/calendar/calendar.ics`
pub async fn file(signed: Signed) -> Result<Response, Response> {
    let (engagements, on, more) = read(&signed).await?;
    let w = Words(signed.language());
    let event = |one: &Day<'_>| Event {
        uid: one.uid.clone(),
        day: (one.day.year(), one.day.month(), one.day.day()),
        summary: w.with2(
            "calendar-summary",
            ("what", &one.what),
            ("about", &one.about),
        ),
        description: [one.who.clone(), with(one.of, w)].join("\n"),
        url: signed.access.site.address(&one.path),
    };
    let mut events: Vec<Event> = days(&engagements, w).iter().map(event).collect();
    // Who imports the file sees no page: what it leaves out stands in it.
    events.extend(more.then(|| Event {
        uid: "more".to_owned(),
        day: (on.year(), on.month(), on.day()),
        summary: w.say("calendar-more"),
        description: String::new(),
        url: signed.access.site.address("/o/calendar"),
    }));
    let now = signed.access.store.now().moment.to_string();
    // 2026-11-22T03:00:00.000Z without marks and parts of seconds.
    let stamp: String = now
        .chars()
        .filter(|letter| !"-:".contains(*letter))
        .collect();
    let stamp = stamp.split('.').next().unwrap_or_default().to_owned() + "Z";
    let bytes = ical::file(&w.say("calendar-title"), &stamp, &events);
    let mut response = download::save("calendar.ics", bytes);
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}
