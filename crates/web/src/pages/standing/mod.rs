//! Where we stand: every item of a list with what the organisation states of it, as of a day; and a form for all of them at once.

mod answer;
mod erase;
mod item;

pub use answer::{page as answer, take};
pub use erase::erase;
pub use item::{page as item, take as take_item};

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use ledger::body::Kind;
use ledger::body::house::Value;
use ledger::catalogue::{Item, ItemKind};
use ledger::moment::Offset;
use ledger::view::Note;
use ledger::view::house::{StandingView, StatementView};
use report::marks::Mark;
use serde::Deserialize;
use survey::Language;

use crate::access::Signed;
use crate::catalogue::{by_topic, catalogue, mark, text, tone, word};
use crate::layout::{Frame, Link, Words};

/// Which items: the self-check, or the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// The 25 questions.
    SelfCheck,
    /// What an organisation may have rules for.
    Rules,
}

impl List {
    const ALL: [List; 2] = [List::SelfCheck, List::Rules];

    fn of(code: &str) -> Self {
        if code == "rules" {
            Self::Rules
        } else {
            Self::SelfCheck
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::SelfCheck => "self-check",
            Self::Rules => "rules",
        }
    }

    fn title(self, w: Words) -> String {
        w.say(match self {
            Self::SelfCheck => "standing-list-self-check",
            Self::Rules => "standing-list-rules",
        })
    }

    fn kind(self) -> ItemKind {
        match self {
            Self::SelfCheck => ItemKind::SelfCheck,
            Self::Rules => ItemKind::Rule,
        }
    }

    /// Its items on a day, topic by topic.
    fn topics(self, on: Date) -> Vec<(&'static str, Vec<&'static Item>)> {
        by_topic(self.kind(), on)
    }
}

/// What `?list=` asks for.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    list: String,
}

/// What is stated, by item.
pub(super) type Standings = BTreeMap<String, StandingView>;

#[derive(Template)]
#[template(path = "pages/standing/page.html")]
struct Page {
    frame: Frame,
    lists: Vec<Link>,
    counts: Vec<Counted>,
    topics: Vec<Topic>,
    /// Where to answer all of it, for who may.
    answer: Option<String>,
    /// Where to save the list.
    save: String,
}

struct Counted {
    mark: Mark,
    tone: &'static str,
    word: String,
    count: usize,
}

struct Topic {
    name: String,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    name: String,
    mark: Mark,
    tone: &'static str,
    word: String,
    from: String,
    note: Option<String>,
}

/// Everything stated, as the page may see it.
pub(super) async fn standings(signed: &Signed) -> Result<Standings, Response> {
    let seen = signed.look(|look| look.standings()).await?.into_inner();
    Ok(seen
        .into_iter()
        .map(|view| (view.item.to_string(), view))
        .collect())
}

/// The day whose standing is shown.
pub(super) fn day(signed: &Signed) -> Date {
    match signed.when {
        store::door::When::EndOf(day) => day,
        store::door::When::Now => signed.access.store.now().today(),
    }
}

/// `at` again, for links of the same day.
pub(super) fn at(signed: &Signed) -> String {
    match signed.when {
        store::door::When::EndOf(day) => format!("&at={day}"),
        store::door::When::Now => String::new(),
    }
}

/// Whether the visitor may state something now.
pub(super) fn may_state(signed: &Signed) -> bool {
    signed.can(Kind::Stated)
}

/// A note as shown: its text, or that it was erased.
pub(super) fn note(note: &Note, w: Words) -> String {
    match note {
        Note::Text(text) => text.clone(),
        Note::Redacted => w.say("standing-redacted"),
    }
}

/// The topic's name.
pub(super) fn topic_name(id: &str, language: Language) -> String {
    let topic = catalogue().topic(id);
    topic.map_or(id.to_owned(), |topic| {
        text(&topic.name, language).to_owned()
    })
}

/// `/o/standing`
pub async fn page(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let standings = standings(&signed).await?;
    let (list, w) = (List::of(&asked.list), Words(signed.language()));
    let frame = signed.frame(&w.say("access-section-standing"));
    let at = at(&signed);
    let link = |other: List| Link {
        href: format!("/o/standing?list={}{at}", other.code()),
        label: other.title(w),
        current: other == list,
    };
    let topics = list.topics(day(&signed));
    let items: Vec<&Item> = topics
        .iter()
        .flat_map(|(_, items)| items.iter().copied())
        .collect();
    let page = Page {
        lists: List::ALL.into_iter().map(link).collect(),
        counts: counted(&items, &standings, w),
        topics: topics
            .iter()
            .map(|(topic, items)| section(topic, items, &standings, w, &at))
            .collect(),
        answer: may_state(&signed).then(|| format!("/o/standing/answer?list={}", list.code())),
        save: format!("/o/standing/standing.csv?list={}{at}", list.code()),
        frame: frame.clone(),
    };
    Ok(frame.answer(&page))
}

fn in_force<'a>(item: &Item, standings: &'a Standings) -> Option<&'a StatementView> {
    standings
        .get(item.id.as_str())
        .and_then(|view| view.standing.as_ref())
}

fn counted(items: &[&Item], standings: &Standings, w: Words) -> Vec<Counted> {
    let kind = items.first().map_or(ItemKind::Rule, |item| item.kind);
    let values = Value::ALL.iter().map(|value| Some(*value)).chain([None]);
    let count = |value: Option<Value>| {
        let stated = |item: &&&Item| in_force(item, standings).map(|line| line.value) == value;
        items.iter().filter(stated).count()
    };
    values
        .map(|value| Counted {
            mark: mark(value),
            tone: tone(value),
            word: word(kind, value, *w.language()),
            count: count(value),
        })
        .collect()
}

fn section(topic: &str, items: &[&Item], standings: &Standings, w: Words, at: &str) -> Topic {
    let row = |item: &&Item| {
        let standing = in_force(item, standings);
        let value = standing.map(|line| line.value);
        Row {
            href: format!(
                "/o/standing/items/{}?{}",
                item.id,
                at.trim_start_matches('&')
            )
            .trim_end_matches('?')
            .to_owned(),
            name: text(&item.name, *w.language()).to_owned(),
            mark: mark(value),
            tone: tone(value),
            word: word(item.kind, value, *w.language()),
            from: standing.map_or(String::new(), |line| w.day(&line.from)),
            note: standing
                .and_then(|line| line.note.as_ref())
                .map(|text| note(text, w)),
        }
    };
    Topic {
        name: topic_name(topic, *w.language()),
        rows: items.iter().map(row).collect(),
    }
}

/// The moment something was recorded, as people write days and hours.
pub(super) fn recorded(moment: ledger::moment::Moment, offset: Offset, w: Words) -> String {
    let (day, minutes) = (moment.day(offset), moment.minute_of_day(offset));
    format!("{} {:02}:{:02}", w.day(&day), minutes / 60, minutes % 60)
}

/// `/o/standing/standing.csv`: the list as a table that opens in a spreadsheet.
pub async fn file(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let standings = standings(&signed).await?;
    let (list, w) = (List::of(&asked.list), Words(signed.language()));
    let heads = [
        "standing-item",
        "standing-name",
        "standing-value",
        "standing-from",
        "standing-recorded",
        "standing-note",
    ];
    let mut rows = vec![heads.iter().map(|key| w.say(key)).collect::<Vec<String>>()];
    let offset = signed.access.store.offset();
    for item in list
        .topics(day(&signed))
        .into_iter()
        .flat_map(|(_, items)| items)
    {
        let standing = in_force(item, &standings);
        let stated = |cell: &dyn Fn(&StatementView) -> String| standing.map_or(String::new(), cell);
        rows.push(vec![
            item.id.to_string(),
            text(&item.name, signed.language()).to_owned(),
            // What is recorded has one word in every file, whatever the question.
            mark(standing.map(|line| line.value)).word(signed.language()),
            stated(&|line| line.from.to_string()),
            stated(&|line| line.recorded.day(offset).to_string()),
            stated(&|line| {
                line.note
                    .as_ref()
                    .map_or(String::new(), |text| note(text, w))
            }),
        ]);
    }
    let bytes =
        report::csv::write(&rows).map_err(|_| signed.failed(&store::acts::NotDone::Absent))?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"standing.csv\""),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
