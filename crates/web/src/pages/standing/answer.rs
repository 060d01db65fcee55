//! All items of a list on one form: what is changed is stated, all of it or nothing.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::Date;
use ledger::admission::Refusal as Admission;
use ledger::body::house::Value;
use ledger::catalogue::Item;
use report::marks::Mark;
use store::acts::{NewStatement, NotDone};

use super::{Asked, List, Standings, in_force, may_state, standings, topic_name};
use crate::access::{Sent, Signed, Trouble};
use crate::catalogue::{mark, text, word};
use crate::layout::done as told;
use crate::layout::{Frame, Words};

#[derive(Template)]
#[template(path = "pages/standing/answer.html")]
struct Answer {
    frame: Frame,
    list: &'static str,
    from: String,
    topics: Vec<Asking>,
    trouble: Option<Trouble>,
    /// The item the trouble is about.
    wrong: String,
}

struct Asking {
    name: String,
    questions: Vec<Question>,
}

pub(super) struct Question {
    pub id: String,
    pub name: String,
    pub plain: String,
    pub choices: Vec<Choice>,
    pub note: String,
    /// The last statement on it that the form shows: its place in the ledger, empty for none.
    pub seen: String,
}

pub(super) struct Choice {
    pub code: &'static str,
    pub mark: Mark,
    pub word: String,
    pub chosen: bool,
}

/// What was sent: `from`, and of each item `v.ITEM`, `n.ITEM`, and `s.ITEM` for what its page showed.
pub type Fields = Vec<(String, String)>;

/// What a form holds, from what is in force or from what was typed.
pub(super) struct Typed {
    pub from: String,
    values: BTreeMap<String, String>,
    notes: BTreeMap<String, String>,
    seen: BTreeMap<String, String>,
}

impl Typed {
    pub(super) fn sent(fields: &Fields) -> Self {
        let starting = |prefix: &str| {
            let of = fields.iter().filter_map(|(key, value)| {
                Some((
                    key.strip_prefix(prefix)?.to_owned(),
                    value.trim().to_owned(),
                ))
            });
            of.collect()
        };
        let from = fields.iter().find(|(key, _)| key == "from");
        Self {
            from: from.map_or(String::new(), |(_, day)| day.clone()),
            values: starting("v."),
            notes: starting("n."),
            seen: starting("s."),
        }
    }

    pub(super) fn in_force(today: Date, standings: &Standings) -> Self {
        let stated = |(item, view): (&String, &ledger::view::house::StandingView)| {
            Some((item.clone(), view.standing.clone()?))
        };
        let stated: Vec<_> = standings.iter().filter_map(stated).collect();
        let note = |line: &ledger::view::house::StatementView| match &line.note {
            Some(ledger::view::Note::Text(text)) => text.clone(),
            _ => String::new(),
        };
        Self {
            from: today.to_string(),
            values: stated
                .iter()
                .map(|(item, line)| (item.clone(), line.value.code().to_owned()))
                .collect(),
            notes: stated
                .iter()
                .map(|(item, line)| (item.clone(), note(line)))
                .collect(),
            seen: standings
                .keys()
                .map(|item| (item.clone(), last(standings, item)))
                .collect(),
        }
    }

    /// Items on which somebody stated something after the form was shown. What they stated takes the place of what was typed, so
    /// that it is seen before anything is stated over it.
    pub(super) fn overtaken<'a>(
        &mut self,
        items: impl IntoIterator<Item = &'a Item>,
        standings: &Standings,
    ) -> Vec<String> {
        let stale = |item: &&Item| {
            let seen = self.seen.get(item.id.as_str());
            seen.is_some_and(|seen| *seen != last(standings, item.id.as_str()))
        };
        let stale: Vec<String> = items
            .into_iter()
            .filter(stale)
            .map(|item| item.id.to_string())
            .collect();
        let mut now = Self::in_force(Date::MIN, standings);
        for item in &stale {
            for (typed, now) in [
                (&mut self.values, &mut now.values),
                (&mut self.notes, &mut now.notes),
                (&mut self.seen, &mut now.seen),
            ] {
                typed.remove(item);
                typed.extend(now.remove_entry(item));
            }
        }
        stale
    }

    fn value(&self, item: &Item) -> Option<Value> {
        self.values
            .get(item.id.as_str())
            .and_then(|code| Value::of(code))
    }

    fn note(&self, item: &Item) -> &str {
        self.notes.get(item.id.as_str()).map_or("", String::as_str)
    }

    pub(super) fn question(&self, item: &Item, w: Words) -> Question {
        let choice = |value: Value| Choice {
            code: value.code(),
            mark: mark(Some(value)),
            word: word(item.kind, Some(value), *w.language()),
            chosen: self.value(item) == Some(value),
        };
        Question {
            id: item.id.to_string(),
            name: text(&item.name, *w.language()).to_owned(),
            plain: text(&item.plain, *w.language()).to_owned(),
            choices: item.values().map(choice).collect(),
            note: self.note(item).to_owned(),
            seen: self.seen.get(item.id.as_str()).cloned().unwrap_or_default(),
        }
    }

    /// The statement of an item, where it says something other than what is in force.
    pub(super) fn statement(
        &self,
        item: &Item,
        from: Date,
        standings: &Standings,
    ) -> Option<NewStatement> {
        let value = self
            .value(item)
            .filter(|value| item.values().any(|offered| offered == *value))?;
        let known = in_force(item, standings);
        let known_note = known
            .and_then(|line| line.note.as_ref())
            .map(|note| match note {
                ledger::view::Note::Text(text) => text.as_str(),
                ledger::view::Note::Redacted => "",
            });
        let same = known.is_some_and(|line| line.value == value)
            && known_note.unwrap_or("") == self.note(item);
        let note = Some(self.note(item).to_owned()).filter(|note| !note.is_empty());
        let statement = NewStatement {
            item: item.id.as_str().parse().ok()?,
            value,
            from,
            note,
            corrects: None,
            expects: None,
        };
        (!same).then_some(statement)
    }

    pub(super) fn day(&self, w: Words) -> Result<Date, Trouble> {
        let day = survey::read::date::day(&self.from);
        day.ok_or_else(|| Trouble::with_field(*w.language(), "standing-bad-day", "from"))
    }
}

/// The place of the last statement on an item; empty for none.
fn last(standings: &Standings, item: &str) -> String {
    let view = standings.get(item);
    let last = view.and_then(|view| view.history.first());
    last.map_or(String::new(), |last| last.seq.to_string())
}

/// `/o/standing/answer`
pub async fn page(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    if !may_state(&signed) {
        return Err(signed.failed(&NotDone::Absent));
    }
    let standings = standings(&signed).await?;
    let typed = Typed::in_force(signed.access.store.now().today(), &standings);
    Ok(show(
        &signed,
        List::of(&asked.list),
        &typed,
        None,
        String::new(),
    ))
}

fn show(
    signed: &Signed,
    list: List,
    typed: &Typed,
    trouble: Option<Trouble>,
    wrong: String,
) -> Response {
    let w = Words(signed.language());
    let frame = signed.frame(&list.title(w));
    let asking = |(topic, items): (&str, Vec<&Item>)| Asking {
        name: topic_name(topic, signed.language()),
        questions: items
            .into_iter()
            .map(|item| typed.question(item, w))
            .collect(),
    };
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let page = Answer {
        list: list.code(),
        from: typed.from.clone(),
        topics: list
            .topics(signed.access.store.now().today())
            .into_iter()
            .map(asking)
            .collect(),
        trouble,
        wrong,
        frame: frame.clone(),
    };
    frame.answer_after(&page, status)
}

/// `POST /o/standing/answer`
pub async fn take(
    signed: Signed,
    Query(asked): Query<Asked>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Response> {
    let (list, mut typed) = (List::of(&asked.list), Typed::sent(&fields));
    let before = standings(&signed).await?;
    let from = match typed.day(Words(signed.language())) {
        Ok(from) => from,
        Err(trouble) => return Ok(show(&signed, list, &typed, Some(trouble), String::new())),
    };
    let items = list
        .topics(signed.access.store.now().today())
        .into_iter()
        .flat_map(|(_, items)| items);
    let items: Vec<&Item> = items.collect();
    if let Some(wrong) = typed
        .overtaken(items.iter().copied(), &before)
        .into_iter()
        .next()
    {
        let trouble = signed.trouble(&Admission::Stale.into())?;
        return Ok(show(&signed, list, &typed, Some(trouble), wrong));
    }
    let items = items.into_iter();
    let statements: Vec<NewStatement> = items
        .filter_map(|item| typed.statement(item, from, &before))
        .collect();
    let names: Vec<String> = statements
        .iter()
        .map(|statement| statement.item.to_string())
        .collect();
    // Nothing changed, nothing recorded: the page then says that, and not the other.
    let code = match statements.is_empty() {
        true => "unchanged",
        false => "stated",
    };
    let there = format!("/o/standing?list={}", list.code());
    let outcome = signed.run(move_state(&signed, statements)).await;
    match outcome {
        Ok(()) => Ok(told(&there, code)),
        Err(Refused(at, error)) => {
            let trouble = signed.trouble(&error)?;
            Ok(show(
                &signed,
                list,
                &typed,
                Some(trouble),
                names.get(at).cloned().unwrap_or_default(),
            ))
        }
    }
}

/// Which of several statements was refused, and why.
pub(super) struct Refused(pub usize, pub NotDone);

impl From<store::error::StoreError> for Refused {
    fn from(error: store::error::StoreError) -> Self {
        Self(0, error.into())
    }
}

pub(super) fn move_state(
    signed: &Signed,
    statements: Vec<NewStatement>,
) -> impl FnOnce(&store::Store) -> Result<(), Refused> + Send + 'static {
    let visitor = signed.arrival.visitor.clone();
    move |store| {
        store
            .state(&visitor, statements)
            .map(|_| ())
            .map_err(|(at, error)| Refused(at, error))
    }
}
