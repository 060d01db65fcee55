//! The form of one side's views: what is changed is stated, all of it or nothing; and the form for what the other side was heard to say.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use ledger::body::Kind;
use ledger::body::shared::{Side, View};
use ledger::catalogue::Item;
use ledger::id::EngagementId;
use ledger::view::Note;
use ledger::view::shared::ViewOfItem;
use report::marks::Mark;
use store::acts::{NewView, NotDone, Speaker};

use super::{Seen, name, number, seen, topics};
use crate::access::{Sent, Signed, Trouble};
use crate::catalogue::{text, view_mark};
use crate::layout::{Frame, Words, done};
use crate::pages::standing::topic_name;

#[derive(Template)]
#[template(path = "pages/engagement/answer.html")]
struct Answer {
    frame: Frame,
    token: String,
    lead: String,
    action: String,
    back: String,
    from: String,
    /// Where it was heard; none on the form of one's own views.
    source: Option<String>,
    topics: Vec<Asking>,
    trouble: Option<Trouble>,
    /// The item the trouble is about.
    wrong: String,
}

pub(in crate::pages) struct Asking {
    pub name: String,
    pub questions: Vec<Question>,
}

/// An item as a question: what can be said of it, and what was said.
pub(in crate::pages) struct Question {
    pub id: String,
    pub name: String,
    pub plain: String,
    pub why: String,
    pub choices: Vec<Choice>,
    pub note: String,
    /// What the form showed at first, so that only what its writer changed is stated.
    pub shown: String,
    /// What the other side says.
    pub across: Option<(&'static str, String)>,
    /// From when the writer's own side has said something that is not shown.
    pub answered: Option<String>,
}

pub(in crate::pages) struct Choice {
    pub code: &'static str,
    pub mark: Mark,
    pub word: String,
    pub chosen: bool,
}

/// A form's fields, in order: `from`, `source`, and of each item `v.ITEM`, `n.ITEM` and `o.ITEM`.
pub type Fields = Vec<(String, String)>;

/// What a form holds.
#[derive(Default)]
pub(in crate::pages) struct Typed {
    pub from: String,
    pub source: String,
    said: BTreeMap<String, (String, String)>,
    shown: BTreeMap<String, String>,
}

fn joined(value: &str, note: &str) -> String {
    format!("{value}\n{note}")
}

impl Typed {
    pub(in crate::pages) fn sent(fields: Fields) -> Self {
        let mut typed = Self::default();
        for (field, value) in fields {
            let value = value.trim().replace("\r\n", "\n");
            match field.split_once('.') {
                Some(("v", item)) => typed.said.entry(item.to_owned()).or_default().0 = value,
                Some(("n", item)) => typed.said.entry(item.to_owned()).or_default().1 = value,
                Some(("o", item)) => drop(typed.shown.insert(item.to_owned(), value)),
                _ if field == "from" => typed.from = value,
                _ if field == "source" => typed.source = value,
                _ => {}
            }
        }
        typed
    }

    /// The form as it begins: with what is in force.
    pub(in crate::pages) fn beginning<'a>(
        today: Date,
        views: impl Iterator<Item = (&'a str, &'a ViewOfItem)>,
    ) -> Self {
        let mut typed = Self {
            from: today.to_string(),
            ..Self::default()
        };
        for (item, view) in views {
            let (value, note) = (view.value.code(), text_of(view));
            typed.shown.insert(item.to_owned(), joined(value, note));
            let said = (value.to_owned(), note.to_owned());
            typed.said.insert(item.to_owned(), said);
        }
        typed
    }

    pub(in crate::pages) fn question(&self, item: &Item, w: Words) -> Question {
        let (value, note) = self.said.get(item.id.as_str()).cloned().unwrap_or_default();
        let choice = |view: View| Choice {
            code: view.code(),
            mark: view_mark(Some(view)),
            word: view_mark(Some(view)).word(*w.language()),
            chosen: view.code() == value,
        };
        let shown = self.shown.get(item.id.as_str());
        Question {
            id: item.id.to_string(),
            name: text(&item.name, *w.language()).to_owned(),
            plain: text(&item.plain, *w.language()).to_owned(),
            why: text(&item.why, *w.language()).to_owned(),
            choices: item.views().map(choice).collect(),
            note,
            shown: shown.cloned().unwrap_or_else(|| joined("", "")),
            across: None,
            answered: None,
        }
    }

    /// The day from which it holds.
    pub(in crate::pages) fn day(&self, w: Words) -> Result<Date, Trouble> {
        let day = survey::read::date::day(&self.from);
        day.ok_or_else(|| Trouble::with_field(*w.language(), "standing-bad-day", "from"))
    }

    /// What the writer changed of the items on the form. `common` is added to notes: where something was heard.
    pub(in crate::pages) fn changed(
        &self,
        items: &[&Item],
        from: Date,
        common: &str,
    ) -> Vec<NewView> {
        let view = |item: &&Item| {
            let (value, note) = self.said.get(item.id.as_str())?;
            let offered =
                View::of(value).filter(|view| item.views().any(|offer| offer == *view))?;
            let before = self.shown.get(item.id.as_str());
            let same = before.is_some_and(|before| *before == joined(value, note).trim());
            let words = [common, note.as_str()]
                .into_iter()
                .filter(|words| !words.is_empty());
            let words: Vec<&str> = words.collect();
            if same {
                return None;
            }
            Some(NewView {
                item: item.id.as_str().parse().ok()?,
                value: offered,
                from,
                note: Some(words.join(" — ")).filter(|note| !note.is_empty()),
                corrects: None,
            })
        };
        items.iter().filter_map(view).collect()
    }

    /// Items that somebody else's word came between: on the form they stood otherwise than they stand now, and the writer changed them.
    fn overtaken<'a>(&self, changed: &'a [NewView], now: &Self) -> Option<&'a NewView> {
        changed.iter().find(|view| {
            let item = view.item.as_str();
            let before = self.shown.get(item).map_or("", |shown| shown.trim());
            let stands = now.shown.get(item).map_or("", |shown| shown.trim());
            before != stands
        })
    }
}

fn text_of(view: &ViewOfItem) -> &str {
    match &view.note {
        Some(Note::Text(text)) => text,
        _ => "",
    }
}

/// Which of the two forms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// One's own views.
    Own,
    /// What the other side was heard to say.
    Heard,
}

fn in_force(seen: &Seen, of: Of, today: Date) -> Typed {
    let side = seen.engagement.engagement.own;
    let side = if of == Of::Own { side } else { side.other() };
    let views = seen.views.iter().filter_map(|(item, both)| {
        let view = both.of(side).filter(|view| view.heard == (of == Of::Heard));
        Some((item.as_str(), view?))
    });
    Typed::beginning(today, views)
}

/// `/o/engagements/{id}/answer`
pub async fn answer(signed: Signed, Path(id): Path<String>) -> Result<Response, Response> {
    begin(signed, id, Of::Own).await
}

/// `/o/engagements/{id}/heard`
pub async fn heard(signed: Signed, Path(id): Path<String>) -> Result<Response, Response> {
    begin(signed, id, Of::Heard).await
}

async fn begin(signed: Signed, id: String, of: Of) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let seen = seen(&signed, id).await?;
    let typed = in_force(&seen, of, signed.access.store.now().today());
    show(&signed, &seen, of, &typed, None, "")
}

fn show(
    signed: &Signed,
    seen: &Seen,
    of: Of,
    typed: &Typed,
    trouble: Option<Trouble>,
    wrong: &str,
) -> Result<Response, Response> {
    let kind = if of == Of::Own {
        Kind::SideStated
    } else {
        Kind::Relayed
    };
    let engagement = &seen.engagement.engagement;
    if !signed.can(kind) || engagement.closed.is_some() {
        return Err(signed.failed(&NotDone::Absent));
    }
    let w = Words(signed.language());
    let across = name(&seen.engagement, engagement.own.other(), signed.language());
    let (title, lead, path) = match of {
        Of::Own => ("engagement-answer", "engagement-answer-lead", "answer"),
        Of::Heard => ("engagement-hear", "engagement-hear-lead", "heard"),
    };
    let frame = signed.frame_of(&seen.engagement, &w.say(title));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let back = format!("/o/engagements/{}", engagement.id);
    let page = Answer {
        token: signed.token.clone(),
        lead: w.with2(
            lead,
            ("title", &engagement.title),
            ("organisation", &across),
        ),
        action: format!("{back}/{path}"),
        from: typed.from.clone(),
        source: (of == Of::Heard).then(|| typed.source.clone()),
        topics: asking(seen, of, typed, w, signed.access.store.now().today()),
        back,
        trouble,
        wrong: wrong.to_owned(),
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

fn asking(seen: &Seen, of: Of, typed: &Typed, w: Words, today: Date) -> Vec<Asking> {
    let across: Side = seen.engagement.engagement.own.other();
    let question = |item: &Item| {
        let theirs = seen
            .views
            .get(item.id.as_str())
            .and_then(|both| both.of(across));
        let theirs = theirs.filter(|_| of == Of::Own).map(|view| {
            let mark = view_mark(Some(view.value));
            (mark.sign, mark.word(*w.language()))
        });
        Question {
            across: theirs,
            ..typed.question(item, w)
        }
    };
    let of_topic = |(topic, items): (&str, Vec<&Item>)| Asking {
        name: topic_name(topic, *w.language()),
        questions: items.into_iter().map(question).collect(),
    };
    topics(today).into_iter().map(of_topic).collect()
}

/// `POST /o/engagements/{id}/answer`
pub async fn take(
    signed: Signed,
    Path(id): Path<String>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Response> {
    state(signed, id, fields, Of::Own).await
}

/// `POST /o/engagements/{id}/heard`
pub async fn take_heard(
    signed: Signed,
    Path(id): Path<String>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Response> {
    state(signed, id, fields, Of::Heard).await
}

async fn state(signed: Signed, id: String, fields: Fields, of: Of) -> Result<Response, Response> {
    let id: EngagementId = number(&signed, &id)?;
    let seen = seen(&signed, id).await?;
    let w = Words(signed.language());
    let today = signed.access.store.now().today();
    let mut typed = Typed::sent(fields);
    let from = match typed.day(w) {
        Ok(from) => from,
        Err(trouble) => return show(&signed, &seen, of, &typed, Some(trouble), ""),
    };
    if of == Of::Heard && typed.source.is_empty() {
        let trouble = Trouble::with_field(signed.language(), "engagement-no-source", "source");
        return show(&signed, &seen, of, &typed, Some(trouble), "");
    }
    let items: Vec<&Item> = topics(today)
        .into_iter()
        .flat_map(|(_, items)| items)
        .collect();
    let views = typed.changed(&items, from, &typed.source);
    let now = in_force(&seen, of, today);
    if let Some(view) = typed.overtaken(&views, &now) {
        let (item, trouble) = (view.item.to_string(), "engagement-overtaken");
        typed.shown = now.shown;
        let trouble = Trouble::with_field(signed.language(), trouble, "from");
        return show(&signed, &seen, of, &typed, Some(trouble), &item);
    }
    let names: Vec<String> = views.iter().map(|view| view.item.to_string()).collect();
    let code = match of {
        _ if views.is_empty() => "unchanged",
        Of::Own => "views",
        Of::Heard => "heard",
    };
    let speaker = Speaker::from(&signed.arrival.visitor);
    let said = signed.run(move |store| {
        let said = store.state_views(&speaker, id, views, of == Of::Heard);
        said.map(drop).map_err(|(at, error)| Refused(at, error))
    });
    match said.await {
        Ok(()) => Ok(done(&format!("/o/engagements/{id}"), code)),
        Err(Refused(at, error)) => {
            let trouble = signed.trouble(&error)?;
            let wrong = names.get(at).cloned().unwrap_or_default();
            show(&signed, &seen, of, &typed, Some(trouble), &wrong)
        }
    }
}

/// Which of several views was refused, and why.
pub(in crate::pages) struct Refused(pub usize, pub NotDone);

impl From<store::error::StoreError> for Refused {
    fn from(error: store::error::StoreError) -> Self {
        Self(0, error.into())
    }
}
