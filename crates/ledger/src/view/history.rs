//! A ledger line by line, and as a file.

use std::collections::BTreeSet;

use crate::disclosed::{Disclosed, Reader};
use crate::entry::Entry;
use crate::export::Export;
use crate::policy::Part;
use crate::sealed::Sealed;
use crate::state::{Content, State};

/// One line as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The entry. People are numbers in it; who is of the reader's organisation is named by the page.
    pub entry: Entry,
    /// The entry that stands in for it.
    pub corrected_by: Option<u64>,
}

fn may(reader: &Reader, state: &State, house: Part, shared: Part) -> bool {
    match &state.content {
        Content::Empty => false,
        Content::House(content) => reader.of_house(content, house),
        Content::Shared(content) => reader.of_shared(content, shared),
        Content::Server(_) => reader.of_server(),
    }
}

/// Lines in their order, some or all of those that stood when the ledger had `length` of them: what was recorded after that is not
/// spoken of. `state` decides who may see; it is the ledger's state now.
#[must_use]
pub fn lines(
    reader: &Reader,
    state: &State,
    length: u64,
    entries: Vec<Entry>,
) -> Option<Disclosed<Vec<Line>>> {
    if !may(reader, state, Part::HouseHistory, Part::SharedHistory) {
        return None;
    }
    let corrected_by = |seq: u64| {
        let later = state
            .spine
            .correctable
            .get(&seq)
            .and_then(|earlier| earlier.corrected_by);
        later.filter(|later| *later < length)
    };
    let known = entries.into_iter().filter(|entry| entry.seq < length);
    let line = |entry: Entry| Line {
        corrected_by: corrected_by(entry.seq),
        entry,
    };
    Some(Disclosed::new(known.map(line).collect()))
}

/// What stands in a ledger for one side alone: to whom the other side gave its links.
fn of_the_other_side(reader: &Reader, state: &State) -> BTreeSet<Sealed> {
    let shared = state.shared();
    let own = shared.and_then(|shared| reader.side(shared));
    let links = shared.into_iter().flat_map(|shared| shared.links.values());
    let theirs = links.filter(|link| Some(link.by) != own);
    theirs.filter_map(|link| link.to).collect()
}

/// The ledger as a file, for who may take it away. Words of one side alone are left out for the other: the lines, and with them
/// every proof, stay whole.
#[must_use]
pub fn export(reader: &Reader, state: &State, mut export: Export) -> Option<Disclosed<Export>> {
    let same = export.ledger == state.spine.ledger;
    if !same || !may(reader, state, Part::HouseExport, Part::SharedExport) {
        return None;
    }
    let theirs = of_the_other_side(reader, state);
    export.texts.retain(|text| !theirs.contains(&text.seal()));
    Some(Disclosed::new(export))
}
