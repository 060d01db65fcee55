//! The server's own ledger, seen by members of the organisations that rely on it.

use ledger::disclosed::Disclosed;
use ledger::id::LedgerId;
use ledger::moment::AsOf;
use ledger::signature::PublicKey;
use ledger::state::Head;
use ledger::view::server::{self, ServerLine};

use super::look::When;
use super::visitor::Visitor;
use crate::Store;
use crate::engine::Sight;
use crate::error::StoreError;

/// One page of the server's ledger, and what the server has signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerPage {
    /// Its lines, the oldest first.
    pub lines: Disclosed<Vec<ServerLine>>,
    /// Where the ledger ended by then.
    pub head: Head,
    /// The keys by then, the present one last.
    pub keys: Vec<PublicKey>,
    /// How often the server was restored by then.
    pub epoch: u64,
}

impl Store {
    /// A page of the server's ledger, counted from its end, of so many lines. None for whoever's role does not let them see it.
    ///
    /// # Errors
    /// As the database has it.
    pub fn server_page(
        &self,
        visitor: &Visitor,
        when: When,
        (page, size): (u64, u64),
    ) -> Result<Option<ServerPage>, StoreError> {
        let Some(organisation) = visitor.organisation else {
            return Ok(None);
        };
        let (today, offset) = (self.now().today(), self.offset());
        self.read_as(Sight::All, |read| {
            let home = read.state(organisation.into())?;
            let reader = home.house().map(|house| visitor.reader(house, today));
            let Some(reader) = reader else {
                return Ok(None);
            };
            let ledger = LedgerId::from(read.server()?);
            let by = match when {
                When::Now => None,
                When::EndOf(day) => Some(AsOf::day(day, offset).recorded_by),
            };
            let state = match by {
                None => (*read.state(ledger)?).clone(),
                Some(by) => read.state_at(ledger, by)?,
            };
            let head = state.spine.head;
            let end = head.length.saturating_sub(size.saturating_mul(page));
            let first = end.saturating_sub(size);
            let placed = read.entries(ledger, first, end - first)?;
            let entries = placed.into_iter().map(|placed| placed.entry).collect();
            let known = state.server();
            Ok(server::lines(&reader, entries).map(|lines| ServerPage {
                lines,
                head,
                keys: known.map_or(Vec::new(), |known| known.keys.clone()),
                epoch: known.map_or(0, |known| known.epoch),
            }))
        })
    }
}
