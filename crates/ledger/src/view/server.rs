//! The server's own ledger, for those who rely on the server: what its operator did, never with what.

use crate::body::Body;
use crate::body::server::{Act, OperatorActed};
use crate::disclosed::{Disclosed, Reader};
use crate::entry::Entry;
use crate::hash::Hash;
use crate::moment::Moment;

/// One line of the server's ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerLine {
    /// Its number.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// What happened. Of an export it is not said which ledger was exported: that may be another organisation's.
    pub body: Body,
    /// The entry's hash.
    pub hash: Hash,
}

/// Lines of the server's ledger, for a reader whose role at their own organisation lets them see these.
#[must_use]
pub fn lines(reader: &Reader, entries: Vec<Entry>) -> Option<Disclosed<Vec<ServerLine>>> {
    let shown = |entry: Entry| ServerLine {
        seq: entry.seq,
        recorded: entry.recorded,
        hash: entry.hash(),
        body: told(entry.body),
    };
    reader
        .of_server()
        .then(|| Disclosed::new(entries.into_iter().map(shown).collect()))
}

fn told(body: Body) -> Body {
    match body {
        Body::OperatorActed(OperatorActed {
            act: Act::Export, ..
        }) => OperatorActed {
            act: Act::Export,
            detail: String::new(),
        }
        .into(),
        body => body,
    }
}
