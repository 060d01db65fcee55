//! The form by which a side shows something: a fact in words, a file, or both.

use askama::Template;
use axum::extract::{Multipart, Path, Query};
use axum::response::Response;
use jiff::civil::Date;
use ledger::admission::LARGEST_FILE;
use ledger::body::Kind;
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use store::acts::{NewEvidence, NewFile, NotDone};
use survey::read::date;

use super::{About, Seen, Topic, items, number, seen};
use crate::access::{Signed, Trouble};
use crate::filing::{LARGEST_TEXT, LONGEST, RECEIVING, bounded, whole};
use crate::keeping::token_first;
use crate::layout::done as told;
use crate::layout::{Frame, Words};
use crate::pages::open::refused;
use crate::pages::standing::{day, note};
use crate::refusal::Refusal;

#[derive(Template)]
#[template(path = "pages/evidence/give.html")]
struct Page {
    frame: Frame,
    token: String,
    back: String,
    /// What the other side asked for, and by when.
    asked: Option<(String, String)>,
    across: String,
    items: Vec<Topic>,
    typed: Typed,
    megabytes: u64,
    trouble: Option<Trouble>,
}

/// What was typed.
#[derive(Default)]
struct Typed {
    item: String,
    answers: String,
    fact: String,
    from: String,
    until: String,
    expires: String,
}

/// `/o/engagements/{id}/evidence/give`
pub async fn page(
    signed: Signed,
    Path(id): Path<String>,
    Query(about): Query<About>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let seen = allowed(&signed, id).await?;
    let typed = Typed {
        item: about.item,
        answers: about.answers,
        from: day(&signed).to_string(),
        ..Typed::default()
    };
    Ok(show(&signed, id, &seen, typed, None))
}

/// What the engagement's evidence is, for who may give some.
async fn allowed(signed: &Signed, id: EngagementId) -> Result<Seen, Response> {
    let seen = seen(signed, id).await?;
    let open = seen.engagement.engagement.closed.is_none();
    match open && signed.can(Kind::EvidenceGiven) {
        true => Ok(seen),
        false => Err(signed.failed(&NotDone::Absent)),
    }
}

fn show(
    signed: &Signed,
    id: EngagementId,
    seen: &Seen,
    typed: Typed,
    trouble: Option<Trouble>,
) -> Response {
    let w = Words(signed.language());
    let frame = signed.frame_of(&seen.engagement, &w.say("evidence-give"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let here = format!("/o/engagements/{id}/evidence");
    let requests = seen.view().asked.iter();
    let mut requests = requests.filter(|one| one.by != seen.own() && !one.unasked);
    let asked = requests.find(|one| one.seq.to_string() == typed.answers);
    let page = Page {
        token: signed.token.clone(),
        back: here,
        asked: asked.map(|one| {
            let what = one
                .what
                .as_ref()
                .map_or(String::new(), |what| note(what, w));
            (what, w.day(&one.due))
        }),
        across: seen.across(w),
        items: items(seen, signed, &typed.item),
        typed,
        megabytes: LARGEST_FILE / 1024 / 1024,
        trouble,
        frame: frame.clone(),
    };
    frame.answer_after(&page, status)
}

async fn received(form: &mut Multipart) -> Result<(Typed, Option<NewFile>), Refusal> {
    let (mut typed, mut file) = (Typed::default(), None);
    while let Some(field) = form.next_field().await.map_err(refused)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let called = field.file_name().unwrap_or_default().to_owned();
            let bytes = whole(field).await.map_err(refused)?;
            // A form without a file sends an empty one without a name.
            file = (!called.is_empty()).then_some(NewFile {
                name: called,
                bytes,
            });
            continue;
        }
        let bytes = bounded(field, LARGEST_TEXT).await.map_err(refused)?;
        if bytes.len() > LARGEST_TEXT {
            return Err(Refusal::TooLarge);
        }
        // As a form sends lines.
        let text = String::from_utf8(bytes).map_err(|_| Refusal::BadRequest)?;
        let text = text.replace("\r\n", "\n");
        match name.as_str() {
            "item" => typed.item = text,
            "answers" => typed.answers = text,
            "fact" => typed.fact = text,
            "from" => typed.from = text,
            "until" => typed.until = text,
            "expires" => typed.expires = text,
            _ => {}
        }
    }
    Ok((typed, file))
}

/// A day that may be missing; the field's name where it is none.
fn optional(text: &str, field: &'static str) -> Result<Option<Date>, (&'static str, &'static str)> {
    match text.trim() {
        "" => Ok(None),
        text => date::day(text)
            .map(Some)
            .ok_or(("engagement-bad-day", field)),
    }
}

/// What was typed, as evidence; or the mistake, and the field it is in.
fn read(
    typed: &Typed,
    file: Option<NewFile>,
    seen: &Seen,
) -> Result<NewEvidence, (&'static str, &'static str)> {
    let item: Option<ItemCode> = typed.item.parse().ok();
    let item = item.filter(|item| seen.knows(item));
    let answers = match typed.answers.as_str() {
        "" => None,
        line => Some(line.parse().map_err(|_| ("evidence-no-request", "item"))?),
    };
    Ok(NewEvidence {
        item: item.ok_or(("evidence-no-item", "item"))?,
        answers,
        fact: Some(typed.fact.clone()),
        file,
        from: date::day(typed.from.trim()).ok_or(("engagement-bad-day", "from"))?,
        until: optional(&typed.until, "until")?,
        expires: optional(&typed.expires, "expires")?,
    })
}

/// `POST /o/engagements/{id}/evidence/give`
pub async fn take(
    signed: Signed,
    Path(id): Path<String>,
    mut form: Multipart,
) -> Result<Response, Response> {
    let refuse = |refusal: Refusal| refusal.page(signed.chosen, &signed.here);
    token_first(&mut form, &signed.token)
        .await
        .map_err(refuse)?;
    let id = number(&signed, &id)?;
    // Who may not give anything is told so before a byte of the file is read.
    let seen = allowed(&signed, id).await?;
    let home = signed.arrival.visitor.organisation;
    let turn = home.and_then(|home| RECEIVING.take(home));
    let _turn = turn.ok_or_else(|| refuse(Refusal::Busy))?;
    let received = tokio::time::timeout(LONGEST, received(&mut form)).await;
    let (typed, file) = received
        .map_err(|_| refuse(Refusal::Busy))?
        .map_err(refuse)?;
    let new = match read(&typed, file, &seen) {
        Ok(new) => new,
        Err((key, field)) => {
            let trouble = Trouble::with_field(signed.language(), key, field);
            return Ok(show(&signed, id, &seen, typed, Some(trouble)));
        }
    };
    let done = signed
        .act(move |store, visitor| store.give_evidence(visitor, id, new))
        .await;
    match done {
        Ok(recorded) => {
            let there = format!("/o/engagements/{id}/evidence#e.{}", recorded.seq);
            Ok(told(&there, "evidence"))
        }
        Err(error) => {
            let trouble = signed.trouble(&error)?.or_at("item");
            Ok(show(&signed, id, &seen, typed, Some(trouble)))
        }
    }
}
