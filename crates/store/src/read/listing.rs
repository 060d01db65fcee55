//! Lists over ledgers: a small row of each, its digest read once for each head and kept in memory after that.

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::bytes::Canonical;
use ledger::hash::Hash;
use ledger::id::{LedgerId, LedgerKind};
use ledger::state::Head;

use crate::digest::Digest;
use crate::engine::{Row, Sight, values};
use crate::error::StoreError;
use crate::read::{Listed, Read};

/// Digests that a list lacks and that are read one by one; with more of them the list is read again, with all.
const FEW: usize = 64;

/// Rows without and with what they say.
const BARE: &str = "h.ledger, length, hash, recorded";
const WHOLE: &str = "h.ledger, length, hash, recorded, digest";

impl Read<'_> {
    /// Ledgers of a kind in the order of their ids, after one of them.
    pub(crate) fn heads(
        &mut self,
        kind: LedgerKind,
        after: Option<LedgerId>,
        limit: u64,
    ) -> Result<Vec<Listed>, StoreError> {
        let rows = self.head_rows(BARE, kind, after, limit)?;
        for row in &rows {
            self.keep_head(row.get(0)?, head(row)?);
        }
        let mut known = Vec::with_capacity(rows.len());
        let mut lacking = 0;
        for row in &rows {
            let digest = self.cache.digest(row.get(0)?, row.get(2)?);
            lacking += usize::from(digest.is_none());
            known.push(digest);
        }
        if lacking > FEW {
            let rows = self.head_rows(WHOLE, kind, after, limit)?;
            return rows.iter().map(|row| self.listed_anew(row)).collect();
        }
        let both = rows.iter().zip(known);
        let listed = both.map(|(row, known)| self.listed(row, known));
        listed.collect()
    }

    /// A ledger, where it may be seen.
    pub(crate) fn head_of(&mut self, ledger: LedgerId) -> Result<Option<Listed>, StoreError> {
        if !self.sees(ledger)? {
            return Ok(None);
        }
        let sql = format!("SELECT {WHOLE} FROM head h WHERE h.ledger = $1");
        let row = self.first(&sql, values![ledger])?;
        row.map(|row| self.listed_anew(&row)).transpose()
    }

    fn head_rows(
        &mut self,
        columns: &str,
        kind: LedgerKind,
        after: Option<LedgerId>,
        limit: u64,
    ) -> Result<Vec<Row>, StoreError> {
        let after = after.map_or(Vec::new(), |after| after.to_bytes());
        let Sight::Of(organisations) = self.sight.clone() else {
            let sql = format!(
                "SELECT {columns} FROM head h WHERE kind = $1 AND h.ledger > $2 ORDER BY h.ledger LIMIT $3"
            );
            return self.query(&sql, values![kind.code(), after, limit]);
        };
        // A cross join keeps SQLite from walking every head there is to find the few of one organisation.
        let sql = format!(
            "SELECT {columns} FROM access a CROSS JOIN head h \
             WHERE h.ledger = a.ledger AND organisation = $4 AND kind = $1 AND a.ledger > $2 ORDER BY a.ledger LIMIT $3"
        );
        let mut found = BTreeMap::new();
        for organisation in organisations {
            let values = values![kind.code(), after.clone(), limit, organisation];
            for row in self.query(&sql, values)? {
                let key: Vec<u8> = row.get(0)?;
                found.insert(key, row);
            }
        }
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(found.into_values().take(limit).collect())
    }

    /// A row whose digest may be known already.
    fn listed(&mut self, row: &Row, known: Option<Arc<Digest>>) -> Result<Listed, StoreError> {
        let (ledger, head) = (row.get(0)?, head(row)?);
        let digest = match known {
            Some(digest) => digest,
            None => {
                let sql = "SELECT digest FROM head WHERE ledger = $1";
                let row = self.first(sql, values![ledger])?;
                let text = row.map(|row| row.get::<String>(0)).transpose()?;
                self.parsed(ledger, head.hash, &text.unwrap_or_default())?
            }
        };
        listed(row, ledger, head, &digest)
    }

    /// A row that brings its digest along.
    fn listed_anew(&self, row: &Row) -> Result<Listed, StoreError> {
        let (ledger, head) = (row.get(0)?, head(row)?);
        let digest = self.parsed(ledger, head.hash, &row.get::<String>(4)?)?;
        listed(row, ledger, head, &digest)
    }

    fn parsed(&self, ledger: LedgerId, head: Hash, text: &str) -> Result<Arc<Digest>, StoreError> {
        let digest: Arc<Digest> = Arc::new(serde_json::from_str(text)?);
        self.cache.put_digest(ledger, head, Arc::clone(&digest));
        Ok(digest)
    }
}

fn head(row: &Row) -> Result<Head, StoreError> {
    Ok(Head {
        length: row.get(1)?,
        hash: row.get(2)?,
    })
}

fn listed(row: &Row, ledger: LedgerId, head: Head, digest: &Digest) -> Result<Listed, StoreError> {
    Ok(Listed {
        ledger,
        head,
        recorded: row.get(3)?,
        digest: digest.clone(),
    })
}
