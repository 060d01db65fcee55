//! For whoever was asked to answer a screening by link: who asks, who will see the answer, and a short list of questions.
//! What was answered before is not shown again, since links are passed on (rule R10); it can be answered anew.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use ledger::admission::LONGEST_REMARK;
use ledger::body::screening::{Concern, Extent, Star, StarStanding};
use ledger::view::screening::AskedView;
use serde::Deserialize;
use store::acts::{NewAnswer, NewStar, NotDone};
use store::error::StoreError;

use crate::access::{Candidate, Holder, Maybe, Sent, Trouble, called, cookie};
use crate::layout::{Frame, Words};
use crate::pages::link::{Code, dead, kinds, page as link_page, secret_in};
use crate::pages::screenings::{because_of_you, sign, source};

#[derive(Template)]
#[template(path = "pages/screening/page.html")]
struct Page {
    frame: Frame,
    token: String,
    lead: String,
    facts: Vec<(String, String)>,
    seen_by: String,
    expected: String,
    because: String,
    expires: String,
    questions: Vec<Question>,
    star: StarQuestion,
    longest: usize,
    recorded: Option<usize>,
    trouble: Option<Trouble>,
}

struct Question {
    code: &'static str,
    name: String,
    help: String,
    source: String,
    answered: Option<String>,
    /// Code, sign, word, and whether it was chosen.
    choices: Vec<(&'static str, &'static str, String, bool)>,
    note: String,
}

struct StarQuestion {
    answered: Option<String>,
    standings: Vec<(&'static str, String)>,
    stars: Vec<(&'static str, String)>,
    standing: String,
    star: String,
    until: String,
}

/// Whether the link that was held works no more.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    dead: String,
}

/// A form's fields, in order.
type Fields = Vec<(String, String)>;

/// `GET /screening`
pub async fn page(maybe: Maybe, Query(asked): Query<Asked>) -> Response {
    if asked.dead.is_empty() {
        return link_page(&maybe, kinds::SCREENING);
    }
    let mut response = dead(&maybe, kinds::SCREENING);
    cookie::take_screening(&maybe.access.site, &mut response);
    response
}

/// `POST /screening`: nothing is spent; the browser keeps the secret for half a day.
pub async fn enter(maybe: Maybe, Sent(code): Sent<Code>) -> Result<Response, Response> {
    let Some(secret) = secret_in(&code.secret) else {
        return Ok(dead(&maybe, kinds::SCREENING));
    };
    let hash = secret.hash();
    let seen = maybe.run(move |store| store.asked_by_link(hash)).await;
    let seen = seen.map_err(|error| maybe.failed(&NotDone::Failed(error)))?;
    if seen.is_none() {
        return Ok(dead(&maybe, kinds::SCREENING));
    }
    let mut response = Redirect::to("/screening/answer").into_response();
    cookie::give_screening(&maybe.access.site, &mut response, &secret);
    Ok(response)
}

/// What the link shows; where it leads nowhere now, the page that says so.
async fn seen(holder: &Holder) -> Result<AskedView, Response> {
    let hash = holder.secret.hash();
    let seen = holder.run(move |store| store.asked_by_link(hash)).await;
    let seen = seen.map_err(|error: StoreError| holder.failed(&error.into()))?;
    let seen = seen.ok_or_else(|| Redirect::to("/screening?dead=1").into_response())?;
    Ok(seen.into_inner())
}

/// `GET /screening/answer`
pub async fn answer(
    Candidate(holder): Candidate,
    Query(done): Query<Done>,
) -> Result<Response, Response> {
    let recorded = done.recorded.parse().ok().filter(|count| *count <= MOST);
    show(&holder, &Fields::new(), recorded, None).await
}

/// How many answers were recorded just now.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Done {
    recorded: String,
}

/// Answers of a form, the star's with them.
const MOST: usize = Concern::ALL.len() + 1;

fn first<'a>(fields: &'a Fields, name: &str) -> &'a str {
    let found = fields.iter().find(|(field, _)| field == name);
    found.map_or("", |(_, value)| value.trim())
}

async fn show(
    holder: &Holder,
    typed: &Fields,
    recorded: Option<usize>,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let seen = seen(holder).await?;
    let w = Words(holder.language());
    let from = called(&seen.from, holder.language());
    let mut frame = holder.frame(&w.with("screening-asks", "organisation", &from));
    frame.who = seen.link.to_string();
    let offset = holder.access.store.offset();
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let candidate = w.code("screening-as-", seen.candidate.code());
    let questions = seen.concerns.iter().map(|(concern, said)| {
        let answered = said.map(|at| w.day(&at.day(offset)));
        question(*concern, answered, &seen, typed, w)
    });
    let page = Page {
        token: holder.token.clone(),
        lead: w.with2(
            "screening-lead",
            ("organisation", &from),
            ("candidate", &candidate),
        ),
        facts: vec![
            (w.say("screening-for"), seen.name.clone()),
            (w.say("screening-work"), seen.work.clone()),
            (w.say("screening-due"), w.day(&seen.due)),
        ],
        seen_by: w.with("screening-seen-by", "organisation", &from),
        expected: expected(&seen, w),
        because: because_of_you(&seen.expected, w),
        expires: w.with(
            "engagement-side-expires",
            "day",
            w.day(&seen.expires.day(offset)),
        ),
        questions: questions.collect(),
        star: star(&seen, typed, holder),
        longest: LONGEST_REMARK,
        recorded,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

fn expected(seen: &AskedView, w: Words) -> String {
    let star = seen.expected.star();
    star.map_or_else(
        || w.say("screening-expected-open"),
        |star| w.with("screening-expected", "star", star.code()),
    )
}

fn question(
    concern: Concern,
    answered: Option<String>,
    seen: &AskedView,
    typed: &Fields,
    w: Words,
) -> Question {
    let chosen = first(typed, &format!("a.{concern}"));
    let choice = |extent: &Extent| {
        let code = extent.code();
        let word = w.code("screening-extent-", code);
        (code, sign(Some(*extent)), word, chosen == code)
    };
    let key = format!("screening-concern-{concern}");
    let of_client = seen.candidate == ledger::body::screening::Candidate::Client;
    let help = if of_client { "client" } else { "help" };
    Question {
        code: concern.code(),
        help: report::words::attr(*w.language(), &key, help, &[]),
        name: w.say(&key),
        source: source(concern, w),
        answered: answered.map(|day| w.with("screening-answered-on", "day", day)),
        choices: Extent::ALL.iter().map(choice).collect(),
        note: first(typed, &format!("n.{concern}")).to_owned(),
    }
}

fn star(seen: &AskedView, typed: &Fields, holder: &Holder) -> StarQuestion {
    let w = Words(holder.language());
    let offset = holder.access.store.offset();
    let answered = seen.star.map(|at| w.day(&at.day(offset)));
    let stars = Star::ALL.iter().map(|star| star.code());
    StarQuestion {
        answered: answered.map(|day| w.with("screening-answered-on", "day", day)),
        standings: w.choices(
            "screening-standing-",
            StarStanding::ALL.iter().map(|one| one.code()),
        ),
        stars: stars.map(|star| (star, format!("★{star}"))).collect(),
        standing: first(typed, "standing").to_owned(),
        star: first(typed, "star").to_owned(),
        until: first(typed, "until").to_owned(),
    }
}

/// The answers that were chosen; a note without an answer is a mistake, and not dropped in silence.
fn answers(seen: &AskedView, typed: &Fields, w: Words) -> Result<Vec<NewAnswer>, Trouble> {
    let mut answers = Vec::new();
    for (concern, _) in &seen.concerns {
        let extent = Extent::of(first(typed, &format!("a.{concern}")));
        let note = first(typed, &format!("n.{concern}"));
        match extent {
            Some(extent) => answers.push(NewAnswer {
                concern: *concern,
                extent,
                note: Some(note.replace("\r\n", "\n")),
            }),
            None if note.is_empty() => {}
            None => {
                let field = concern.code();
                let trouble = Trouble::with_field(*w.language(), "screening-note-alone", field);
                return Err(trouble);
            }
        }
    }
    Ok(answers)
}

fn star_said(typed: &Fields, w: Words) -> Result<Option<NewStar>, Trouble> {
    let (star, until) = (Star::of(first(typed, "star")), first(typed, "until"));
    let Some(standing) = StarStanding::of(first(typed, "standing")) else {
        let alone = star.is_some() || !until.is_empty();
        let trouble = || Trouble::with_field(*w.language(), "screening-star-alone", "standing");
        return if alone { Err(trouble()) } else { Ok(None) };
    };
    let until = match until {
        "" => None,
        typed => {
            let day = survey::read::date::day(typed);
            let wrong = || Trouble::with_field(*w.language(), "engagement-bad-day", "until");
            Some(day.ok_or_else(wrong)?)
        }
    };
    Ok(Some(NewStar {
        standing,
        star,
        until,
    }))
}

/// `POST /screening/answer`
pub async fn take(
    Candidate(holder): Candidate,
    Sent(typed): Sent<Fields>,
) -> Result<Response, Response> {
    let seen = seen(&holder).await?;
    let w = Words(holder.language());
    let read = answers(&seen, &typed, w).and_then(|said| Ok((said, star_said(&typed, w)?)));
    let (said, star) = match read {
        Ok(read) => read,
        Err(trouble) => return show(&holder, &typed, None, Some(trouble)).await,
    };
    if said.is_empty() && star.is_none() {
        let field = seen.concerns.first().map_or("standing", |one| one.0.code());
        let none = Trouble::with_field(holder.language(), "screening-none-chosen", field);
        return show(&holder, &typed, None, Some(none)).await;
    }
    let fields: Vec<&'static str> = said.iter().map(|one| one.concern.code()).collect();
    let hash = holder.secret.hash();
    let done = holder.run(move |store| {
        let done = store.answer_screening(hash, said, star);
        done.map_err(|(at, error)| Refused(at, error))
    });
    match done.await {
        Ok(count) => {
            let there = format!("/screening/answer?recorded={count}");
            Ok(Redirect::to(&there).into_response())
        }
        Err(Refused(_, NotDone::Absent)) => Err(Redirect::to("/screening?dead=1").into_response()),
        Err(Refused(at, error)) => {
            let field = fields.get(at).copied().unwrap_or("standing");
            let trouble = holder.trouble(&error)?.or_at(field);
            show(&holder, &typed, None, Some(trouble)).await
        }
    }
}

/// Which answer was refused, and why.
struct Refused(usize, NotDone);

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self(0, error.into())
    }
}

/// `POST /screening/leave`: the browser forgets the link.
pub async fn leave(Candidate(holder): Candidate, Sent(_): Sent<Fields>) -> Response {
    let mut response = Redirect::to("/screening").into_response();
    cookie::take_screening(&holder.access.site, &mut response);
    response
}
