//! An organisation's own list of items as a table: read, laid beside the list as it is, written.
//!
//! bytes → [`read::read`] → rows, each with what is wrong of it → [`plan::plan`] beside the list → what will be added and changed.
//! What [`file`] writes, [`read`] reads: a list that was saved changes nothing.

pub mod plan;
pub mod read;

use ledger::body::listed::OwnItem;
use ledger::view::listed::OwnList;
use report::words;
use survey::Language;
use survey::read::fold;

use crate::register::write::table;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Under which number the organisation knows the item.
    Number,
    /// The heading it stands under.
    Topic,
    /// What it is about.
    Name,
    /// Why it is asked.
    Reason,
    /// The text to begin with.
    Text,
    /// What shows that it is kept.
    Proof,
    /// Whether subcontractors are to agree to it too.
    FlowDown,
}

impl Column {
    /// Every column, in the order in which they are written.
    pub const ALL: [Self; 7] = [
        Self::Number,
        Self::Topic,
        Self::Name,
        Self::Reason,
        Self::Text,
        Self::Proof,
        Self::FlowDown,
    ];

    /// Its code, which never changes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Topic => "topic",
            Self::Name => "name",
            Self::Reason => "reason",
            Self::Text => "text",
            Self::Proof => "proof",
            Self::FlowDown => "flow-down",
        }
    }

    /// Its heading.
    #[must_use]
    pub fn heading(self, language: Language) -> String {
        words::say(language, &format!("items-column-{}", self.code()), &[])
    }

    /// Whether a heading means this column: by its code, or by its words in either language.
    #[must_use]
    pub fn is(self, heading: &str) -> bool {
        let heading = fold(heading);
        let words = Language::ALL.map(|language| fold(&self.heading(language)));
        heading == fold(self.code()) || words.contains(&heading)
    }
}

/// A cell as it is written.
#[must_use]
pub fn cell(item: &OwnItem, column: Column, language: Language) -> String {
    let plain = |text: &Option<String>| text.clone().unwrap_or_default();
    match column {
        Column::Number => item.number.clone(),
        Column::Topic => plain(&item.topic),
        Column::Name => item.name.clone(),
        Column::Reason => plain(&item.reason),
        Column::Text => plain(&item.text),
        Column::Proof => plain(&item.proof),
        Column::FlowDown if item.flow_down => words::say(language, "engagement-yes", &[]),
        Column::FlowDown => words::say(language, "engagement-no", &[]),
    }
}

/// Headings and items, cell by cell.
#[must_use]
pub fn lines(list: &OwnList, language: Language) -> Vec<Vec<String>> {
    let heads = Column::ALL.map(|column| column.heading(language)).to_vec();
    let line = |item: &OwnItem| {
        Column::ALL
            .map(|column| cell(item, column, language))
            .to_vec()
    };
    let items = list.items.iter().map(|one| line(&one.item));
    std::iter::once(heads).chain(items).collect()
}

/// A list as the bytes of a `.csv` or `.xlsx`; nothing under any other name.
#[must_use]
pub fn file(list: &OwnList, name: &str, language: Language) -> Option<Vec<u8>> {
    let title = words::say(language, "items-title", &[]);
    table(&lines(list, language), name, &title)
}
