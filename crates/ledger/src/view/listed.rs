//! What an organisation's people are shown of its own list of items.

use serde::Serialize;

use crate::body::listed::OwnItem;
use crate::disclosed::{Disclosed, Reader};
use crate::moment::Moment;
use crate::policy::Part;
use crate::state::House;
use crate::state::listed::Kept;

/// An item as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedItem {
    /// The item.
    pub item: OwnItem,
    /// The entry that said it last.
    pub seq: u64,
    /// When that was recorded.
    pub recorded: Moment,
}

/// The list as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnList {
    /// Its items, in the order people count: `2` before `10`.
    pub items: Vec<ListedItem>,
    /// The last entry that changed it; none where there never was a list.
    pub last: Option<u64>,
}

/// A number as people order it: runs of digits by their value, all else by letter.
#[must_use]
pub fn counted(number: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut rest = number;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (run, after) = rest.split_at(digits);
        let letters = after
            .find(|letter: char| letter.is_ascii_digit())
            .unwrap_or(after.len());
        let (word, left) = after.split_at(letters);
        // What begins with letters stands behind what begins with a number.
        let value = if run.is_empty() {
            u64::MAX
        } else {
            run.parse().unwrap_or(u64::MAX)
        };
        parts.push((value, word.to_owned()));
        rest = left;
    }
    parts
}

/// The list, for who may see it.
#[must_use]
pub fn own_items(reader: &Reader, house: &House) -> Option<Disclosed<OwnList>> {
    let shown = |kept: &Kept| ListedItem {
        item: kept.item.clone(),
        seq: kept.seq,
        recorded: kept.recorded,
    };
    let view = || {
        let mut items: Vec<ListedItem> = house.listed.items.values().map(shown).collect();
        items.sort_by_cached_key(|one| (counted(&one.item.number), one.item.number.clone()));
        OwnList {
            items,
            last: house.listed.last,
        }
    };
    reader
        .of_house(house, Part::Items)
        .then(view)
        .map(Disclosed::new)
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn numbers_stand_as_people_count() {
        let mut numbers = [
            "10",
            "2",
            "A.10",
            "1-10",
            "A.2",
            "1-2",
            "1",
            "1-2-1",
            "a",
            "99999999999999999999999",
        ];
        numbers.sort_by_cached_key(|number| counted(number));
        let counted = [
            "1",
            "1-2",
            "1-2-1",
            "1-10",
            "2",
            "10",
            "99999999999999999999999",
            "A.2",
            "A.10",
            "a",
        ];
        assert_eq!(numbers, counted);
    }
}
