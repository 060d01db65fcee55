//! The engagements of an organisation as lists have them. A list is kept in memory and brought up to date by what was recorded since,
//! so that thousands of rows are not read for each page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use ledger::body::shared::Side;
use ledger::disclosed::{Disclosed, Reader};
use ledger::divergence::Divergence;
use ledger::hash::Hash;
use ledger::id::{EngagementId, LedgerId, LedgerKind, OrganisationId};
use ledger::policy::{Action, Part};
use ledger::state::Head;

use super::visitor::Visitor;
use crate::Store;
use crate::digest::{Digest, SharedDigest};
use crate::engine::values;
use crate::error::StoreError;
use crate::read::{Listed, Read};

/// Entries since a list was read up to which it is brought up to date rather than read anew.
const MOST_NEW: u64 = 200;

/// An engagement in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngagementRow {
    /// Which.
    pub id: EngagementId,
    /// What it is called.
    pub title: String,
    /// The reader's side.
    pub own: Side,
    /// The name of who stands across.
    pub across: String,
    /// Whether it is here and speaks for itself.
    pub present: bool,
    /// Its last day by contract.
    pub until: Option<Date>,
    /// Its last day.
    pub closed: Option<Date>,
    /// Number of items by how the sides' last views differ.
    pub divergences: BTreeMap<Divergence, u64>,
    /// Whether both sides stated at least one item: before that, nobody can tell whether they differ.
    pub both_stated: bool,
    /// Number of proposals that wait for the reader's side, its own ones that it has not accepted included.
    pub waits_for_us: u64,
    /// How many of these it made itself.
    pub unaccepted: u64,
    /// Number of subcontracts that wait for the reader's consent, where it is the client.
    pub undecided: u64,
    /// Number of works of which the other side says something that waits for the reader's side.
    pub unconfirmed: u64,
    /// The next day on which an agreement runs out.
    pub runs_out: Option<Date>,
    /// Number of pieces of evidence that wait for the judgement of the reader's side.
    pub to_review: u64,
    /// Number of requests for evidence that the reader's side has not met, and the first day by which.
    pub to_show: Option<(u64, Date)>,
    /// The first day after which accepted evidence counts no more or must be shown anew, and whose it is to show.
    pub evidence_lapses: Option<(Date, Side)>,
}

/// A row, and between whom the engagement is: who may see it is asked of each reader.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    client: OrganisationId,
    vendor: OrganisationId,
    /// Who stands across, where it is here: its name is its own to change.
    across: Option<(OrganisationId, Head)>,
    /// Where its ledger ends.
    head: Head,
    row: Arc<EngagementRow>,
}

/// The list of an organisation as of one entry of the journal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// The last entry it knows of.
    pub(crate) end: (u64, Hash),
    /// The day on which names and what runs out were looked at.
    today: Date,
    lines: BTreeMap<LedgerId, Line>,
}

impl List {
    /// The engagements, the first `most` in the order of their ids.
    pub(super) fn ledgers(&self, most: usize) -> impl Iterator<Item = LedgerId> {
        self.lines.keys().take(most).copied()
    }

    /// How many rows it holds.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Its rows.
    #[cfg(test)]
    pub(crate) fn rows(&self) -> impl Iterator<Item = &EngagementRow> {
        self.lines.values().map(|line| &*line.row)
    }
}

impl Store {
    /// The engagements of the organisation a visitor acts for, in no order; none where they may not see them.
    ///
    /// # Errors
    /// As the database has it.
    pub fn engagements(
        &self,
        visitor: &Visitor,
    ) -> Result<Option<Vec<Disclosed<Arc<EngagementRow>>>>, StoreError> {
        let today = self.now().today();
        let takes = Action::See(Part::Sides);
        self.read_as_member(visitor, takes, |read, organisation, reader| {
            let list = read.list(organisation, today)?;
            Ok(list.map_or(Vec::new(), |list| seen(&list, &reader)))
        })
    }
}

fn seen(list: &List, reader: &Reader) -> Vec<Disclosed<Arc<EngagementRow>>> {
    let row = |line: &Line| {
        let row = |_| Arc::clone(&line.row);
        reader.of_sides(line.client, line.vendor, Part::Sides, row)
    };
    list.lines.values().filter_map(row).collect()
}

/// Names of organisations and where their ledgers end, each read once.
type Names = BTreeMap<OrganisationId, Option<(String, Head)>>;

impl Read<'_> {
    /// The list of an organisation as of now; none before anything was recorded.
    pub(crate) fn list(
        &mut self,
        organisation: OrganisationId,
        today: Date,
    ) -> Result<Option<Arc<List>>, StoreError> {
        let Some(end) = self.last_entry()? else {
            return Ok(None);
        };
        let kept = self.cache.list(organisation);
        let kept = kept.filter(|kept| kept.today == today);
        let list = match kept {
            Some(kept) if kept.end == end => return Ok(Some(kept)),
            Some(kept) => match self.changed_since(kept.end)? {
                Some(changed) => self.renewed(&kept, &changed, (organisation, end))?,
                None => self.list_anew(organisation, end, today)?,
            },
            None => self.list_anew(organisation, end, today)?,
        };
        let list = Arc::new(list);
        self.cache.put_list(organisation, Arc::clone(&list));
        Ok(Some(list))
    }

    /// Takes over where the ledgers of a list end, so that none of them is asked for one by one: its engagements' and partners'.
    pub(super) fn keep_heads(&mut self, list: &List, most: usize) {
        for (ledger, line) in list.lines.iter().take(most) {
            self.keep_head(*ledger, line.head);
            if let Some((partner, head)) = line.across {
                self.keep_head_for_all(partner.into(), head);
            }
        }
    }

    fn last_entry(&mut self) -> Result<Option<(u64, Hash)>, StoreError> {
        let sql = "SELECT idx, hash FROM entry ORDER BY idx DESC LIMIT 1";
        let row = self.seeing_all(|read| read.first(sql, &[]))?;
        row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
    }

    /// The ledgers in which anything was recorded after an entry; none where that is too much, or the entry is not in the journal.
    fn changed_since(
        &mut self,
        (index, hash): (u64, Hash),
    ) -> Result<Option<BTreeSet<LedgerId>>, StoreError> {
        let sql = "SELECT ledger, hash FROM entry WHERE idx >= $1 ORDER BY idx LIMIT $2";
        let rows = self.seeing_all(|read| read.query(sql, values![index, MOST_NEW + 1]))?;
        let mut rows = rows.into_iter();
        let known = rows.next().map(|row| row.get::<Hash>(1)).transpose()?;
        if known != Some(hash) || rows.len() as u64 >= MOST_NEW {
            return Ok(None);
        }
        rows.map(|row| row.get(0))
            .collect::<Result<_, _>>()
            .map(Some)
    }

    pub(crate) fn list_anew(
        &mut self,
        organisation: OrganisationId,
        end: (u64, Hash),
        today: Date,
    ) -> Result<List, StoreError> {
        let (mut names, mut lines) = (Names::new(), BTreeMap::new());
        for listed in self.heads(LedgerKind::Shared, None, super::look::ALL)? {
            let ledger = listed.ledger;
            let line = self.line(listed, organisation, today, &mut names)?;
            lines.extend(line.map(|line| (ledger, line)));
        }
        Ok(List { end, today, lines })
    }

    /// The list with what changed since: rows of ledgers in which anything was recorded, and of partners who have another name.
    fn renewed(
        &mut self,
        kept: &List,
        changed: &BTreeSet<LedgerId>,
        (organisation, end): (OrganisationId, (u64, Hash)),
    ) -> Result<List, StoreError> {
        let (mut names, mut lines) = (Names::new(), kept.lines.clone());
        for line in lines.values_mut() {
            let across = line.across.as_mut();
            let moved = across.filter(|(across, _)| changed.contains(&(*across).into()));
            let Some((across, end)) = moved else {
                continue;
            };
            let Some((name, head)) = self.name_of(*across, kept.today, &mut names)? else {
                continue;
            };
            *end = head;
            if line.row.across != name {
                Arc::make_mut(&mut line.row).across = name;
            }
        }
        for ledger in changed.iter().filter(|one| one.kind == LedgerKind::Shared) {
            let line = match self.head_of(*ledger)? {
                Some(listed) => self.line(listed, organisation, kept.today, &mut names)?,
                None => None,
            };
            match line {
                Some(line) => lines.insert(*ledger, line),
                None => lines.remove(ledger),
            };
        }
        Ok(List {
            end,
            today: kept.today,
            lines,
        })
    }

    fn line(
        &mut self,
        listed: Listed,
        organisation: OrganisationId,
        today: Date,
        names: &mut Names,
    ) -> Result<Option<Line>, StoreError> {
        let (Some(id), Digest::Shared(digest)) = (listed.ledger.engagement(), listed.digest) else {
            return Ok(None);
        };
        let (client, vendor) = (digest.client, digest.vendor);
        let (own, other) = match organisation {
            own if own == client => (Side::Client, vendor),
            own if own == vendor => (Side::Vendor, client),
            _ => return Ok(None),
        };
        let (name, across) = match &digest.absent {
            Some((_, name)) => (name.clone(), None),
            None => match self.name_of(other, today, names)? {
                Some((name, head)) => (name, Some((other, head))),
                None => (String::new(), None),
            },
        };
        Ok(Some(Line {
            client,
            vendor,
            across,
            head: listed.head,
            row: Arc::new(row(id, own, name, digest, today)),
        }))
    }

    /// What an organisation across goes by today, and where its ledger ends.
    fn name_of(
        &mut self,
        organisation: OrganisationId,
        today: Date,
        known: &mut Names,
    ) -> Result<Option<(String, Head)>, StoreError> {
        if let Some(named) = known.get(&organisation) {
            return Ok(named.clone());
        }
        let listed = self.seeing_all(|read| read.head_of(organisation.into()))?;
        let named = listed.map(|listed| (name(&listed.digest, today), listed.head));
        known.insert(organisation, named.clone());
        Ok(named)
    }
}

fn name(digest: &Digest, today: Date) -> String {
    let Digest::House(house) = digest else {
        return String::new();
    };
    let first = house.names_on(today).first();
    first.map_or(String::new(), |name| name.text.clone())
}

fn row(
    id: EngagementId,
    own: Side,
    across: String,
    digest: SharedDigest,
    today: Date,
) -> EngagementRow {
    let of = |counts: &BTreeMap<Side, u64>| counts.get(&own).copied().unwrap_or(0);
    let lapses = digest.evidence.lapses.iter();
    EngagementRow {
        id,
        own,
        across,
        present: digest.absent.is_none(),
        until: digest.until,
        closed: digest.closed,
        both_stated: !digest.client_views.is_empty() && !digest.vendor_views.is_empty(),
        unaccepted: of(&digest.unaccepted),
        waits_for_us: of(&digest.waiting),
        undecided: if own == Side::Client {
            digest.undecided
        } else {
            0
        },
        unconfirmed: of(&digest.unconfirmed),
        runs_out: digest.runs_out(today),
        to_review: of(&digest.evidence.waiting),
        to_show: digest.evidence.asked.get(&own).copied(),
        evidence_lapses: lapses.map(|(side, day)| (*day, *side)).min(),
        title: digest.title,
        divergences: digest.divergences,
    }
}
