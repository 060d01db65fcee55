//! Mails that wait: written in the transaction of what they tell, sent after it, tried again until they go or are given up.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ledger::moment::Moment;

use crate::engine::{Row, values};
use crate::error::StoreError;
use crate::read::Read;
use crate::settings::Settings;
use crate::work::Work;
use crate::working::guard::Limit;

/// Mails to one address, whoever causes them: twenty at once, then one in ten minutes (threat 69). What is over waits.
const TO_ONE: Limit = Limit {
    burst: 20,
    every: 10 * 60_000,
};
/// Mails of the whole server: a thousand at once, then one in two seconds.
const ALTOGETHER: Limit = Limit {
    burst: 1_000,
    every: 2_000,
};
/// Mails put off in one go: the rest is looked at the next time.
const PUT_OFF: usize = 100;

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
    /// When it was laid in the outbox.
    pub created: Moment,
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

/// What is noted of the sending of mails, one of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// A server that sends mails started; the detail names the mail server. Removed by one that sends none.
    Server,
    /// The last mail that went.
    Sent,
    /// The last that did not, or not yet; the detail is a code.
    Failed,
}

impl Note {
    fn code(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }
}

/// Before what is sealed of a mail: there may be a link in it, and whoever reads the database alone must not be able to use that.
const SEALED: &str = "sealed:";

impl Settings {
    fn seal_mail(&self, id: [u8; 16], args: &str) -> Result<String, StoreError> {
        let sealed = self.seal(&["mail", &STANDARD.encode(id)], args);
        let sealed = sealed.ok_or_else(|| StoreError::damaged("a mail could not be sealed"))?;
        Ok(format!("{SEALED}{}", STANDARD.encode(sealed)))
    }

    /// None where another key sealed it. What an earlier version laid there is not sealed.
    fn unseal_mail(&self, id: [u8; 16], kept: String) -> Option<String> {
        let Some(sealed) = kept.strip_prefix(SEALED) else {
            return Some(kept);
        };
        let sealed = STANDARD.decode(sealed).ok()?;
        self.unseal(&["mail", &STANDARD.encode(id)], &sealed)
    }
}

fn waiting(row: &Row, settings: &Settings) -> Result<Waiting, StoreError> {
    let id = row.get(0)?;
    let mail = Mail {
        recipient: row.get(1)?,
        template: row.get(2)?,
        // What does not open says nothing, and its template refuses it.
        args: settings.unseal_mail(id, row.get(3)?).unwrap_or_default(),
    };
    Ok(Waiting {
        id,
        mail,
        attempts: row.get(4)?,
        created: row.get(5)?,
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

    /// Whether a mail is due; only then is a writer worth asking.
    ///
    /// # Errors
    /// As the database has it.
    pub fn mail_is_due(&mut self, now: Moment) -> Result<bool, StoreError> {
        let sql = "SELECT id FROM outbox WHERE state = 'waiting' AND due <= $1 LIMIT 1";
        Ok(self.first(sql, values![now])?.is_some())
    }

    /// When something was last noted of the sending, and its detail.
    ///
    /// # Errors
    /// As the database has it.
    pub fn mail_note(&mut self, note: Note) -> Result<Option<(Moment, String)>, StoreError> {
        let sql = "SELECT moment, detail FROM mail_note WHERE what = $1";
        let row = self.first(sql, values![note.code()])?;
        row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
    }

    /// What became of a mail: none where it went, else whether it still waits, and what went wrong last.
    ///
    /// # Errors
    /// As the database has it.
    pub fn mail_state(
        &mut self,
        id: [u8; 16],
    ) -> Result<Option<(bool, Option<String>)>, StoreError> {
        let sql = "SELECT state, trouble FROM outbox WHERE id = $1";
        let row = self.first(sql, values![id])?;
        row.map(|row| Ok((row.get::<String>(0)? == "waiting", row.get(1)?)))
            .transpose()
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
        let args = self.settings().seal_mail(id, &mail.args)?;
        self.execute(sql, values![id, recipient, template, args, now, due])?;
        Ok(id)
    }

    /// Takes mails that are due; nobody else takes them for so many milliseconds.
    ///
    /// # Errors
    /// As the database has it.
    pub fn take_mails(&mut self, limit: u64, lease: i64) -> Result<Vec<Waiting>, StoreError> {
        let now = self.now().moment;
        let sql = "UPDATE outbox SET due = $2, attempts = attempts + 1, claimed = $1 WHERE id IN \
                   (SELECT id FROM outbox WHERE state = 'waiting' AND due <= $1 ORDER BY due, id LIMIT $3) \
                   RETURNING id, recipient, template, args, attempts, created";
        let rows = self.query(sql, values![now, now.plus(lease), limit])?;
        rows.iter()
            .map(|row| waiting(row, self.settings()))
            .collect()
    }

    /// Takes the next mail that is due and within the budgets; nobody else takes it for so many milliseconds. Others are put off.
    ///
    /// # Errors
    /// As the database has it.
    pub fn take_mail(&mut self, lease: i64) -> Result<Option<Waiting>, StoreError> {
        let now = self.now().moment;
        for _ in 0..PUT_OFF {
            let sql = "SELECT id, recipient FROM outbox WHERE state = 'waiting' AND due <= $1 ORDER BY due, id LIMIT 1";
            let Some(row) = self.first(sql, values![now])? else {
                return Ok(None);
            };
            let (id, recipient): ([u8; 16], String) = (row.get(0)?, row.get(1)?);
            match self.may_send_to(&recipient)? {
                Ok(()) => {
                    let sql = "UPDATE outbox SET due = $2, attempts = attempts + 1, claimed = $3 WHERE id = $1 \
                               RETURNING id, recipient, template, args, attempts, created";
                    let row = self.first(sql, values![id, now.plus(lease), now])?;
                    return row.map(|row| waiting(&row, self.settings())).transpose();
                }
                Err(later) => {
                    let sql = "UPDATE outbox SET due = $2 WHERE id = $1";
                    self.execute(sql, values![id, later])?;
                }
            }
        }
        Ok(None)
    }

    fn may_send_to(&mut self, recipient: &str) -> Result<Result<(), Moment>, StoreError> {
        let key = format!("mail to {}", recipient.trim().to_lowercase());
        match self.take_turn(&key, TO_ONE)? {
            Ok(()) => self.take_turn("mail", ALTOGETHER),
            later => Ok(later),
        }
    }

    /// Gives back what was being sent when the only server of these data ended: its mails go now, and not when their time is over.
    ///
    /// # Errors
    /// As the database has it.
    pub fn release_mails(&mut self) -> Result<u64, StoreError> {
        let now = self.now().moment;
        let sql = "UPDATE outbox SET due = $1, claimed = NULL WHERE state = 'waiting' AND claimed IS NOT NULL";
        self.execute(sql, values![now])
    }

    /// Notes something of the sending; no detail removes it.
    ///
    /// # Errors
    /// As the database has it.
    pub fn note_mail(&mut self, note: Note, detail: Option<&str>) -> Result<(), StoreError> {
        let now = self.now().moment;
        let code = note.code();
        match detail {
            None => self.execute("DELETE FROM mail_note WHERE what = $1", values![code]),
            Some(detail) => {
                let sql = "INSERT INTO mail_note (what, moment, detail) VALUES ($1, $2, $3) \
                           ON CONFLICT (what) DO UPDATE SET moment = excluded.moment, detail = excluded.detail";
                self.execute(sql, values![code, now, detail])
            }
        }
        .map(drop)
    }

    /// Seals what waits with this server's key, where another one sealed it.
    ///
    /// # Errors
    /// As the database has it.
    pub(crate) fn reseal_mails(&mut self, former: &Settings) -> Result<(), StoreError> {
        let sql = "SELECT id, args FROM outbox WHERE state = 'waiting'";
        for row in self.query(sql, &[])? {
            let id: [u8; 16] = row.get(0)?;
            if let Some(args) = former.unseal_mail(id, row.get(1)?) {
                let args = self.settings().seal_mail(id, &args)?;
                let sql = "UPDATE outbox SET args = $2 WHERE id = $1";
                self.execute(sql, values![id, args])?;
            }
        }
        Ok(())
    }

    /// Notes that a mail went; nothing of it is kept.
    ///
    /// # Errors
    /// As the database has it.
    pub fn mail_sent(&mut self, id: [u8; 16]) -> Result<(), StoreError> {
        self.execute("DELETE FROM outbox WHERE id = $1", values![id])?;
        self.note_mail(Note::Sent, Some(""))
    }

    /// Notes that a mail did not go: it is tried again at a moment, or given up. What is given up says nothing any more:
    /// there may be a link in it.
    ///
    /// # Errors
    /// As the database has it.
    pub fn mail_failed(
        &mut self,
        id: [u8; 16],
        trouble: &str,
        again: Option<Moment>,
    ) -> Result<(), StoreError> {
        self.note_mail(Note::Failed, Some(trouble))?;
        let sql = match again {
            Some(_) => "UPDATE outbox SET due = $2, trouble = $3, claimed = NULL WHERE id = $1",
            None => {
                "UPDATE outbox SET due = $2, trouble = $3, claimed = NULL, state = 'failed', args = '{}' WHERE id = $1"
            }
        };
        let due = again.unwrap_or(self.now().moment);
        self.execute(sql, values![id, due, trouble]).map(drop)
    }
}
