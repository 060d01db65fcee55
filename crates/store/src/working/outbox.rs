//! Mails that wait: written in the transaction of what they tell, sent after it, tried again until they go or are given up.

use ledger::moment::Moment;

use crate::engine::{Row, values};
use crate::error::StoreError;
use crate::read::Read;
use crate::work::Work;

/// A mail as data; its words come from its template when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address.
    pub recipient: String,
    /// The template's key.
    pub template: String,
    /// What the template needs, JSON.
    pub args: String,
}

/// A mail that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its number.
    pub id: [u8; 16],
    /// The mail.
    pub mail: Mail,
    /// How often it was tried, this time included.
    pub attempts: u32,
}

/// How many mails are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutboxCounts {
    /// To be sent, or sent again.
    pub waiting: u64,
    /// Given up.
    pub failed: u64,
}

fn waiting(row: &Row) -> Result<Waiting, StoreError> {
    let mail = Mail {
        recipient: row.get(1)?,
        template: row.get(2)?,
        args: row.get(3)?,
    };
    Ok(Waiting {
        id: row.get(0)?,
        mail,
        attempts: row.get(4)?,
    })
}

impl Read<'_> {
    /// How many mails wait, and how many were given up.
    ///
    /// # Errors
    /// As the database has it.
    pub fn outbox(&mut self) -> Result<OutboxCounts, StoreError> {
        let mut counts = OutboxCounts::default();
        let sql = "SELECT state, COUNT(*) FROM outbox GROUP BY state";
        for row in self.query(sql, &[])? {
            match row.get::<String>(0)?.as_str() {
                "waiting" => counts.waiting = row.get(1)?,
                _ => counts.failed += row.get::<u64>(1)?,
            }
        }
        Ok(counts)
    }
}

impl Work<'_> {
    /// Lays a mail in the outbox, to go not before a moment.
    ///
    /// # Errors
    /// As the database has it.
    pub fn post(&mut self, mail: &Mail, due: Moment) -> Result<[u8; 16], StoreError> {
        let id: [u8; 16] = self.random();
        let now = self.now().moment;
        let sql = "INSERT INTO outbox (id, recipient, template, args, created, due, attempts, state) \
                   VALUES ($1, $2, $3, $4, $5, $6, 0, 'waiting')";
        let (recipient, template) = (mail.recipient.as_str(), mail.template.as_str());
        let args = mail.args.as_str();
        self.execute(sql, values![id, recipient, template, args, now, due])?;
        Ok(id)
    }

    /// Takes mails that are due; nobody else takes them for so many milliseconds.
    ///
    /// # Errors
    /// As the database has it.
    pub fn take_mails(&mut self, limit: u64, lease: i64) -> Result<Vec<Waiting>, StoreError> {
        let now = self.now().moment;
        let sql = "UPDATE outbox SET due = $2, attempts = attempts + 1 WHERE id IN \
                   (SELECT id FROM outbox WHERE state = 'waiting' AND due <= $1 ORDER BY due, id LIMIT $3) \
                   RETURNING id, recipient, template, args, attempts";
        let rows = self.query(sql, values![now, now.plus(lease), limit])?;
        rows.iter().map(waiting).collect()
    }

    /// Notes that a mail went; nothing of it is kept.
    ///
    /// # Errors
    /// As the database has it.
    pub fn mail_sent(&mut self, id: [u8; 16]) -> Result<(), StoreError> {
        self.execute("DELETE FROM outbox WHERE id = $1", values![id])
            .map(drop)
    }

    /// Notes that a mail did not go: it is tried again at a moment, or given up.
    ///
    /// # Errors
    /// As the database has it.
    pub fn mail_failed(
        &mut self,
        id: [u8; 16],
        trouble: &str,
        again: Option<Moment>,
    ) -> Result<(), StoreError> {
        let state = if again.is_some() { "waiting" } else { "failed" };
        let due = again.unwrap_or(self.now().moment);
        let sql = "UPDATE outbox SET state = $2, due = $3, trouble = $4 WHERE id = $1";
        self.execute(sql, values![id, state, due, trouble])
            .map(drop)
    }
}
