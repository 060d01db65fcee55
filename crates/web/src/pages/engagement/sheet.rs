//! The form on paper of an engagement: for a partner who cannot answer by link.

use axum::extract::Path;
use axum::response::Response;
use ledger::catalogue::Item;
use report::document::Form;
use report::sheet::{AskedItem, Sheet};
use store::acts::NotDone;

use super::{Seen, name, number, seen, topics};
use crate::access::Signed;
use crate::catalogue::{text, view_mark};
use crate::download::{self, parts};
use crate::layout::Words;
use crate::pages::standing::{day, topic_name};

/// `/o/engagements/{id}/sheet.pdf`
pub async fn file(signed: Signed, Path(id): Path<String>) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let seen = seen(&signed, id).await?;
    let document = sheet(&signed, &seen).document(signed.language());
    // Setting pages takes the processor for a while: not where requests wait.
    let made = tokio::task::spawn_blocking(move || download::report(&document, Form::Pdf)).await;
    let made = made.ok().flatten();
    made.ok_or_else(|| signed.failed(&NotDone::Absent))
}

fn sheet(signed: &Signed, seen: &Seen) -> Sheet {
    let (w, on) = (Words(signed.language()), day(signed));
    let engagement = &seen.engagement.engagement;
    let (own, across) = (engagement.own, engagement.own.other());
    let named = |side| name(&seen.engagement, side, signed.language());
    let of_topic = |(topic, items): (&str, Vec<&Item>)| {
        let items = items.into_iter().map(|item| asked(item, seen, w));
        (topic_name(topic, *w.language()), items.collect())
    };
    let fact = |side| {
        (
            w.code("side-", ledger::body::shared::Side::code(side)),
            named(side),
        )
    };
    let mut facts = vec![fact(own), fact(across)];
    facts.push((w.say("agreement-day"), w.day(&on)));
    Sheet {
        id: format!("sheet-{}", engagement.id),
        title: engagement.title.clone(),
        facts,
        day: parts(on),
        asker: named(own),
        person: seen.engagement.party(own).responsible.clone(),
        topics: topics(on).into_iter().map(of_topic).collect(),
        made_up: !signed.access.site.cast.is_empty(),
    }
}

fn asked(item: &Item, seen: &Seen, w: Words) -> AskedItem {
    let language = *w.language();
    let own = seen.engagement.engagement.own;
    let both = seen.views.get(item.id.as_str());
    let ours = both.and_then(|both| both.of(own)).map(|view| view.value);
    let word = |view| view_mark(Some(view)).word(language);
    AskedItem {
        name: text(&item.name, language).to_owned(),
        plain: text(&item.plain, language).to_owned(),
        ours: view_mark(ours).word(language),
        answers: item.views().map(word).collect(),
    }
}
