//! For whoever holds a link to one side of an engagement: see what the other side says, answer, pass on, and take the side as an organisation.
//! The secret comes behind the `#`, is sent once by form and then kept in a cookie for half a day (rule R10).

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use ledger::body::shared::{Side, Verb};
use ledger::catalogue::Item;
use ledger::view::shared::BothViews;
use serde::Deserialize;
use store::acts::{NotDone, SideInvitation, Speaker};
use store::door::{Held, NamedEngagement, NamedTerms};
use store::error::StoreError;

use crate::access::{Holder, Maybe, Sent, Signed, Trouble, called, cookie};
use crate::catalogue::view_mark;
use crate::layout::{Frame, Words};
use crate::pages::engagement::{Asking, Question, Refused, Sheet as Typed, topics};
use crate::pages::link::{Code, Once, dead, kinds, page as link_page, secret_in};
use crate::pages::standing::topic_name;
use crate::pages::terms::heading;

#[derive(Template)]
#[template(path = "pages/side/page.html")]
struct Work {
    frame: Frame,
    token: String,
    /// Who asks, and that parts are enough.
    asks: String,
    lead: String,
    expires: String,
    may_state: bool,
    may_forward: bool,
    may_take: bool,
    /// The name of the organisation somebody signed in acts for.
    taker: Option<String>,
    /// The token of forms of whoever is signed in, or of nobody.
    visitor_token: String,
    secret: String,
    from: String,
    topics: Vec<Asking>,
    /// What is agreed or proposed on the link's items: the item, the state, the text.
    texts: Vec<(String, String, String)>,
    /// How many views were just recorded.
    recorded: Option<usize>,
    trouble: Option<Trouble>,
    wrong: String,
}

/// Whether the link that was held works no more.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    dead: String,
}

/// `GET /side`
pub async fn page(maybe: Maybe, Query(asked): Query<Asked>) -> Response {
    if asked.dead.is_empty() {
        return link_page(&maybe, kinds::SIDE);
    }
    let mut response = dead(&maybe, kinds::SIDE);
    cookie::take_side(&maybe.access.site, &mut response);
    response
}

/// `POST /side`: nothing is spent; the browser keeps the secret for half a day.
pub async fn enter(maybe: Maybe, Sent(code): Sent<Code>) -> Result<Response, Response> {
    let Some(secret) = secret_in(&code.secret) else {
        return Ok(dead(&maybe, kinds::SIDE));
    };
    let hash = secret.hash();
    let seen = maybe.run(move |store| store.look_by_link(hash, |_, _| Ok::<_, StoreError>(())));
    let seen = seen
        .await
        .map_err(|error| maybe.failed(&NotDone::Failed(error)))?;
    if seen.is_none() {
        return Ok(dead(&maybe, kinds::SIDE));
    }
    let mut response = Redirect::to("/side/work").into_response();
    cookie::give_side(&maybe.access.site, &mut response, &secret);
    Ok(response)
}

struct Seen {
    held: Held,
    engagement: NamedEngagement,
    views: Vec<BothViews>,
    terms: NamedTerms,
}

async fn seen(holder: &Holder) -> Result<Seen, Response> {
    holder
        .look(|look, held| {
            let (Some(engagement), Some(views)) = (look.engagement()?, look.views()?) else {
                return Ok(None);
            };
            let Some(terms) = look.terms()? else {
                return Ok(None);
            };
            Ok(Some(Seen {
                held: held.clone(),
                terms: terms.into_inner(),
                engagement: engagement.into_inner(),
                views: views.into_inner(),
            }))
        })
        .await
}

/// `GET /side/work`
pub async fn work(maybe: Maybe, holder: Holder) -> Result<Response, Response> {
    let typed = Typed::beginning(holder.access.store.now().today(), std::iter::empty());
    show(&maybe, &holder, &typed, None, (None, "")).await
}

async fn show(
    maybe: &Maybe,
    holder: &Holder,
    typed: &Typed,
    recorded: Option<usize>,
    (trouble, wrong): (Option<Trouble>, &str),
) -> Result<Response, Response> {
    let seen = seen(holder).await?;
    let w = Words(holder.language());
    let engagement = &seen.engagement.engagement;
    let mut frame = holder.frame(&engagement.title);
    frame.who = seen.held.link.to_string();
    let name = |side| called(&seen.engagement.party(side).names, holder.language());
    let open = engagement.closed.is_none();
    let may = |verb| open && seen.held.verbs.contains(&verb);
    let home = maybe.arrival.as_ref().and_then(|arrival| arrival.home());
    let offset = holder.access.store.offset();
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let lead = [
        ("client", name(Side::Client)),
        ("vendor", name(Side::Vendor)),
        ("side", w.code("side-", engagement.own.code())),
    ];
    let page = Work {
        token: holder.token.clone(),
        asks: w.with(
            "engagement-side-asks",
            "organisation",
            name(engagement.own.other()),
        ),
        lead: report::words::say(holder.language(), "engagement-side-lead", &lead),
        expires: w.with(
            "engagement-side-expires",
            "day",
            w.day(&seen.held.expires.day(offset)),
        ),
        may_state: may(Verb::State),
        may_forward: may(Verb::Forward),
        may_take: may(Verb::Take),
        taker: home.map(|home| called(&home.names, holder.language())),
        visitor_token: maybe.token.clone(),
        secret: holder.secret.reveal(),
        from: typed.from.clone(),
        texts: texts(&seen, w),
        topics: asking(&seen, typed, w, holder.access.store.now().today()),
        recorded,
        trouble,
        wrong: wrong.to_owned(),
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

fn texts(seen: &Seen, w: Words) -> Vec<(String, String, String)> {
    let terms = &seen.terms.terms.terms;
    let lines = terms.iter().flat_map(|term| {
        let name = heading(&term.item, Some(term), w);
        let agreed = term.in_force().map(|one| ("stage-agreed", one));
        let open = term.waiting().map(|one| ("stage-open", one));
        let told = [agreed, open].into_iter().flatten();
        told.map(move |(stage, one)| (name.clone(), w.say(stage), one.wording.text.clone()))
    });
    lines.collect()
}

fn asking(seen: &Seen, typed: &Typed, w: Words, today: Date) -> Vec<Asking> {
    let across = seen.engagement.engagement.own.other();
    let question = |item: &Item| {
        let both = seen
            .views
            .iter()
            .find(|both| both.item.as_str() == item.id.as_str());
        let theirs = both.and_then(|both| both.of(across));
        let word = |view: &ledger::view::shared::ViewOfItem| {
            let mark = view_mark(Some(view.value));
            (mark.sign, mark.word(*w.language()))
        };
        let answered = both.and_then(|both| both.answered);
        Question {
            across: theirs.map(word),
            answered: answered.map(|day| w.day(&day)),
            ..typed.question(item, w)
        }
    };
    let of_topic = |(topic, items): (&str, Vec<&Item>)| Asking {
        name: topic_name(topic, *w.language()),
        questions: items.into_iter().map(question).collect(),
    };
    asked(&seen.held, today).into_iter().map(of_topic).collect()
}

/// The items a link is about, by topic.
fn asked(held: &Held, today: Date) -> Vec<(&'static str, Vec<&'static Item>)> {
    let about = |item: &&Item| {
        held.items.is_empty()
            || held
                .items
                .iter()
                .any(|code| code.as_str() == item.id.as_str())
    };
    let of_topic = |(topic, items): (_, Vec<&'static Item>)| {
        (topic, items.into_iter().filter(about).collect::<Vec<_>>())
    };
    let topics = topics(today).into_iter().map(of_topic);
    topics.filter(|(_, items)| !items.is_empty()).collect()
}

/// `POST /side/work`: states the views of the side the link leads to.
pub async fn answer(
    maybe: Maybe,
    holder: Holder,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Response> {
    let typed = Typed::sent(fields);
    let from = match typed.day(Words(holder.language())) {
        Ok(from) => from,
        Err(trouble) => return show(&maybe, &holder, &typed, None, (Some(trouble), "")).await,
    };
    let held = seen(&holder).await?.held;
    let engagement = held.engagement;
    let today = holder.access.store.now().today();
    let items: Vec<&Item> = asked(&held, today)
        .into_iter()
        .flat_map(|(_, items)| items)
        .collect();
    let views = typed.changed(&items, from, "");
    if views.is_empty() {
        let field = if items.is_empty() { "" } else { "from" };
        let none = Trouble::with_field(holder.language(), "engagement-none-chosen", field);
        return show(&maybe, &holder, &typed, None, (Some(none), "")).await;
    }
    let names: Vec<String> = views.iter().map(|view| view.item.to_string()).collect();
    let speaker = Speaker::Holder(holder.secret.hash());
    let said = holder.run(move |store| {
        let said = store.state_views(&speaker, engagement, views, false);
        said.map_err(|(at, error)| Refused(at, error))
    });
    match said.await {
        Ok(recorded) => {
            let empty = Typed::beginning(today, std::iter::empty());
            show(&maybe, &holder, &empty, Some(recorded.len()), (None, "")).await
        }
        Err(Refused(at, error)) => {
            let trouble = holder.trouble(&error)?;
            let wrong = names.get(at).cloned().unwrap_or_default();
            show(&maybe, &holder, &typed, None, (Some(trouble), &wrong)).await
        }
    }
}

/// To whom a link is passed on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forward {
    to: String,
}

/// `POST /side/forward`: a link for somebody else, to look and answer, shown once.
pub async fn forward(holder: Holder, Sent(form): Sent<Forward>) -> Result<Response, Response> {
    let held = seen(&holder).await?.held;
    let verbs = [Verb::Look, Verb::State].into_iter();
    let invitation = SideInvitation {
        side: held.side,
        verbs: verbs.filter(|verb| held.verbs.contains(verb)).collect(),
        items: held.items.into_iter().collect(),
        to: Some(form.to),
        expires: held.expires,
    };
    let speaker = Speaker::Holder(holder.secret.hash());
    let given = holder.run(move |store| store.invite_side(&speaker, held.engagement, invitation));
    let (_, secret) = given.await.map_err(|error| holder.failed(&error))?;
    let w = Words(holder.language());
    let address = holder.access.site.address("/side");
    Ok(Once {
        frame: holder.frame(&w.say("engagement-link-made")),
        told: None,
        text: w.say("engagement-forward-text"),
        label: w.say("engagement-link"),
        secret: format!("{address}#{}", secret.reveal()),
        care: w.say("engagement-link-care"),
        back: ("/side/work".into(), w.say("engagement-back")),
    }
    .answer())
}

/// `POST /side/take`: the organisation a visitor acts for takes the side.
pub async fn take(signed: Signed, Sent(code): Sent<Code>) -> Result<Response, Response> {
    let secret = secret_in(&code.secret).ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let hash = secret.hash();
    let taken = signed.act(move |store, visitor| store.take_side(hash, visitor));
    let recorded = taken.await.map_err(|error| signed.failed(&error))?;
    let to = recorded.ledger.engagement();
    let to = to.map_or("/o/engagements".to_owned(), |id| {
        format!("/o/engagements/{id}")
    });
    let mut response = Redirect::to(&to).into_response();
    cookie::take_side(&signed.access.site, &mut response);
    Ok(response)
}

/// `POST /side/leave`: the browser forgets the link.
pub async fn leave(holder: Holder, Sent(_): Sent<Vec<(String, String)>>) -> Response {
    let mut response = Redirect::to("/side").into_response();
    cookie::take_side(&holder.access.site, &mut response);
    response
}
