//! What the header makes known, and whether the header holds together.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::file::Header;
use super::id::is_id;
use super::walk::Reading;
use super::{Mapping, Problem, Scheme};

/// Everything items may refer to. Without a readable header nothing is refused: its own problems are enough.
#[derive(Default)]
pub(super) struct Known {
    /// Day of the version.
    pub version: Option<Date>,
    topics: Option<BTreeSet<String>>,
    schemes: Option<BTreeMap<String, BTreeSet<String>>>,
}

impl Known {
    /// Reads what is known, and reports ids of topics, schemes and entries that are wrong or used twice.
    pub fn of(header: Option<&(Reading, Header)>, problems: &mut Vec<Problem>) -> Known {
        let Some((reading, header)) = header else {
            return Known::default();
        };
        let topics = header.topic.iter().map(|topic| topic.id.as_str());
        let schemes = header.scheme.iter().map(|scheme| scheme.id.as_str());
        ids(reading, "topic", topics.clone(), problems);
        ids(reading, "scheme", schemes, problems);
        let entries = header.scheme.iter();
        let entries =
            entries.map(|scheme| (scheme.id.clone(), entries_of(reading, scheme, problems)));
        Known {
            version: header.version.parse().ok(),
            schemes: Some(entries.collect()),
            topics: Some(topics.map(str::to_owned).collect()),
        }
    }

    /// Whether a topic exists.
    pub fn has_topic(&self, id: &str) -> bool {
        self.topics
            .as_ref()
            .is_none_or(|topics| topics.contains(id))
    }

    /// Why a mapping leads nowhere, if it does.
    pub fn refuses(&self, mapping: &Mapping) -> Option<&'static str> {
        let schemes = self.schemes.as_ref()?;
        match schemes.get(&mapping.scheme) {
            None => Some("unknown-scheme"),
            Some(entries) if entries.contains(&mapping.entry) => None,
            Some(_) => Some("unknown-entry"),
        }
    }
}

fn ids<'a>(
    reading: &Reading,
    list: &str,
    ids: impl Iterator<Item = &'a str>,
    problems: &mut Vec<Problem>,
) {
    let mut seen = BTreeSet::new();
    for id in ids {
        let code = match (is_id(id), seen.insert(id)) {
            (false, _) => "bad-id",
            (_, false) => "duplicate-id",
            _ => continue,
        };
        let problem = reading.problem(code, &format!("{list}.{id}.id"));
        problems.push(problem.with("id", id));
    }
}

/// The owner of a scheme writes its ids, so anything goes but spaces and the colon that ends the scheme's name.
fn entries_of(reading: &Reading, scheme: &Scheme, problems: &mut Vec<Problem>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for entry in &scheme.entry {
        let odd = entry.id.contains(|c: char| c.is_whitespace() || c == ':');
        let code = match (odd, seen.insert(entry.id.clone())) {
            (true, _) => "bad-id",
            (_, false) => "duplicate-id",
            _ => continue,
        };
        let path = format!("scheme.{}.entry.{}.id", scheme.id, entry.id);
        problems.push(reading.problem(code, &path).with("id", &entry.id));
    }
    seen
}
