//! Files become a catalogue, or a list of everything that is wrong with them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use super::check::Known;
use super::file::{self, House, Requirement};
use super::hash::Content;
use super::walk::{self, Names, Reading};
use super::{Catalogue, Item, ItemId, ItemKind, Mapping, Problem, StudyLink, Term};

/// The file with version, topics and schemes. Every other file holds items.
pub const HEADER_FILE: &str = "catalogue.toml";

/// Reads and checks a catalogue from its files, each with name and text, in any order.
///
/// The catalogue is given when there is no problem; the problems are all there are, by file and line.
pub fn load(files: &[(&str, &str)]) -> (Option<Catalogue>, Vec<Problem>) {
    let files: BTreeMap<&str, &str> = files.iter().copied().collect();
    let mut problems = Vec::new();
    let header = header(&files, &mut problems);
    let known = Known::of(header.as_ref(), &mut problems);
    let mut items = Vec::new();
    let schema = file::items_schema();
    for (name, text) in files.iter().filter(|(name, _)| **name != HEADER_FILE) {
        let reading = walk::read(name, text, &schema, &mut problems);
        for kind in ItemKind::ALL {
            items.extend(items_of(&reading, kind, &known, &mut problems));
        }
    }
    duplicates(&items, &mut problems);
    problems.sort();
    problems.dedup();
    let items = items.into_iter().map(|placed| placed.item).collect();
    let catalogue = header
        .filter(|_| problems.is_empty())
        .map(|(_, header)| whole(header, items));
    (catalogue, problems)
}

fn header(
    files: &BTreeMap<&str, &str>,
    problems: &mut Vec<Problem>,
) -> Option<(Reading, file::Header)> {
    let Some(text) = files.get(HEADER_FILE) else {
        problems.push(Problem::of_file(HEADER_FILE, "missing-file"));
        return None;
    };
    let reading = walk::read(HEADER_FILE, text, &file::header_schema(), problems);
    let header = serde_json::from_value(reading.content.clone()).ok()?;
    Some((reading, header))
}

/// Rules and requirements stand by topic, so that a reader finds what belongs together; self-checks keep their order.
fn whole(header: file::Header, mut items: Vec<Item>) -> Catalogue {
    let position = |item: &Item| header.topic.iter().position(|topic| topic.id == item.topic);
    let place = |item: &Item| match item.kind {
        ItemKind::SelfCheck => None,
        ItemKind::Rule | ItemKind::Requirement => position(item),
    };
    items.sort_by_key(|item| (item.kind, place(item)));
    let version = header.version.parse().unwrap_or(Date::ZERO); // checked against the schema
    let content = Content {
        version,
        topics: &header.topic,
        schemes: &header.scheme,
        items: &items,
    };
    Catalogue {
        hash: content.hash(),
        version,
        topics: header.topic,
        schemes: header.scheme,
        items,
    }
}

/// An item and the problem that its id would be, had another item the same.
struct Placed {
    item: Item,
    twice: Problem,
}

fn duplicates(items: &[Placed], problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<&ItemId, &Problem> = BTreeMap::new();
    for placed in items {
        if let Some(first) = seen.get(&placed.item.id) {
            problems.push(placed.twice.clone().with("first", &first.file));
        } else {
            seen.insert(&placed.item.id, &placed.twice);
        }
    }
}

fn items_of(
    reading: &Reading,
    kind: ItemKind,
    known: &Known,
    problems: &mut Vec<Problem>,
) -> Vec<Placed> {
    let list = match kind {
        ItemKind::SelfCheck => "self-check",
        ItemKind::Rule => "rule",
        ItemKind::Requirement => "requirement",
    };
    let mut names = Names::new(list);
    let elements = reading.content[list].as_array().into_iter().flatten();
    let mut items = Vec::new();
    for element in elements {
        let path = names.next(element["id"].as_str());
        let place = Place { reading, path };
        items.extend(place.item(element, kind, known, problems));
    }
    items
}

/// Where an item stands, to report on it.
struct Place<'a> {
    reading: &'a Reading,
    path: String,
}

impl Place<'_> {
    fn problem(&self, code: &'static str, field: &str) -> Problem {
        self.reading
            .problem(code, &format!("{}.{field}", self.path))
    }

    fn item(
        &self,
        element: &Value,
        kind: ItemKind,
        known: &Known,
        problems: &mut Vec<Problem>,
    ) -> Option<Placed> {
        let (house, term) = shape(element, kind)?;
        self.subject(&house, known, problems);
        let id = self.id(&house.id, kind, problems);
        let item = Item {
            retired: self.retired(&house, known, problems),
            maps: self.maps(&house.maps, known, problems),
            study: self.study(&house.study, problems),
            id: id?,
            kind,
            topic: house.topic,
            name: house.name,
            why: house.why,
            plain: house.plain,
            evidence: house.evidence,
            effort: house.effort,
            always: house.always,
            term,
        };
        let twice = self.problem("duplicate-id", "id").with("id", &item.id);
        Some(Placed { item, twice })
    }

    fn subject(&self, house: &House, known: &Known, problems: &mut Vec<Problem>) {
        if !known.has_topic(&house.topic) {
            problems.push(
                self.problem("unknown-topic", "topic")
                    .with("topic", &house.topic),
            );
        }
    }

    fn id(&self, id: &str, kind: ItemKind, problems: &mut Vec<Problem>) -> Option<ItemId> {
        let Ok(read) = id.parse::<ItemId>() else {
            problems.push(self.problem("bad-id", "id").with("id", id));
            return None;
        };
        let prefix = kind.prefix();
        let fits = id.split_once('.').is_some_and(|(first, _)| first == prefix);
        if !fits {
            let problem = self.problem("wrong-prefix", "id").with("id", id);
            problems.push(problem.with("prefix", prefix));
        }
        Some(read)
    }

    fn maps(&self, maps: &[String], known: &Known, problems: &mut Vec<Problem>) -> Vec<Mapping> {
        let mut read = Vec::new();
        for text in maps {
            let mapping = Mapping::parse(text);
            let cause = match &mapping {
                None => Some("bad-mapping"),
                Some(mapping) if read.contains(mapping) => Some("duplicate-mapping"),
                Some(mapping) => known.refuses(mapping),
            };
            if let Some(code) = cause {
                problems.push(self.problem(code, "maps").with("mapping", text));
            }
            read.extend(mapping);
        }
        read
    }

    fn study(&self, links: &[String], problems: &mut Vec<Problem>) -> Vec<StudyLink> {
        let mut read = Vec::new();
        for text in links {
            match StudyLink::parse(text) {
                Some(link) => read.push(link),
                None => problems.push(self.problem("bad-study-link", "study").with("link", text)),
            }
        }
        read
    }

    fn retired(&self, house: &House, known: &Known, problems: &mut Vec<Problem>) -> Option<Date> {
        let day: Date = house.retired.as_ref()?.parse().ok()?;
        if known.version.is_some_and(|version| day > version) {
            problems.push(
                self.problem("retired-after-version", "retired")
                    .with("day", day),
            );
        }
        Some(day)
    }
}

/// The element as its type; none when the walk has already said what it lacks.
fn shape(element: &Value, kind: ItemKind) -> Option<(House, Option<Term>)> {
    if kind != ItemKind::Requirement {
        return Some((House::deserialize(element).ok()?, None));
    }
    let read = Requirement::deserialize(element).ok()?;
    let term = Term {
        text: read.term,
        settle: read.settle,
        flow_down: read.flow_down,
    };
    Some((read.house, Some(term)))
}
