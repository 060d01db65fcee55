//! Sends the mails that wait in the outbox, one at a time, on a thread of its own: what does not go is tried again later and later,
//! until it is no longer worth it. Every replica has one of these; a mail is taken by one of them.
//!
//! A server that is killed between the mail server's yes and its own note sends that one mail again, under the same number.

mod letter;
mod settings;
#[cfg(test)]
mod tests;
mod transport;

pub use letter::Sender;
pub use settings::{Settings, Written, read};

use ledger::moment::Moment;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use store::error::StoreError;
use store::working::outbox::{Note, Waiting};
use store::{Store, Work};
use transport::{Fault, Trouble};

/// A mail is one sender's for so long; longer than all answers of a mail server together may take.
const LEASE: i64 = 10 * 60_000;
/// The first retry comes after this, each later one after twice as long.
const FIRST_RETRY: i64 = 30_000;
/// No retry comes later than this after the one before.
const LAST_RETRY: i64 = 3 * 3_600_000;
/// How often an empty outbox is looked into.
const IDLE: Duration = Duration::from_secs(1);
/// How long a mail server that is down is left alone.
const DOWN: Duration = Duration::from_secs(20);
/// How often it is asked who is to be reminded.
const REMINDING: Duration = Duration::from_secs(300);
/// How often what has ended is cleared away.
const SWEEPING: Duration = Duration::from_secs(3600);

/// What sends, and with what.
pub struct Worker {
    /// Where the outbox is.
    pub store: Arc<Store>,
    /// The mail server; none, and nothing is sent.
    pub settings: Option<Settings>,
    /// The site's address.
    pub origin: String,
    /// Is told of what did not go, without names and addresses.
    pub log: fn(&str),
}

/// What a round came to.
#[derive(Debug, PartialEq, Eq)]
enum Round {
    /// One mail is dealt with; there may be more.
    Done,
    /// Nothing is due.
    Idle,
    /// The mail server cannot be used now.
    Down,
}

/// A running worker; it ends with its owner.
pub struct Running {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join();
        }
    }
}

impl Worker {
    /// Notes that this server sends mails, or that it sends none. Where no other server works on the same data, what one that
    /// was killed had begun to send is free again.
    pub fn begin(&self, alone: bool) -> Result<(), StoreError> {
        let server = self.settings.as_ref();
        let server = server.map(|settings| format!("{}:{}", settings.host, settings.port));
        self.store.write(move |work: &mut Work<'_>| {
            work.note_mail(Note::Server, server.as_deref())?;
            if alone {
                work.release_mails()?;
            }
            Ok(())
        })
    }

    /// Starts it on a thread of its own.
    pub fn start(self) -> Running {
        let stop = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&stop);
        let thread = std::thread::Builder::new().name("mail".into());
        let thread = thread.spawn(move || self.run(&seen));
        Running {
            stop,
            thread: thread.ok(),
        }
    }

    fn run(&self, stop: &AtomicBool) {
        let (mut reminded, mut swept) = (None, None);
        while !stop.load(Ordering::SeqCst) {
            let round = self.round_and_rest(&mut reminded, &mut swept);
            let pause = match round {
                Ok(Round::Done) => continue,
                Ok(Round::Idle) => IDLE,
                Ok(Round::Down) => DOWN,
                Err(error) => {
                    (self.log)(&format!("mail: {error}"));
                    DOWN
                }
            };
            std::thread::park_timeout(pause);
        }
    }

    fn round_and_rest(
        &self,
        reminded: &mut Option<Instant>,
        swept: &mut Option<Instant>,
    ) -> Result<Round, StoreError> {
        if due(swept, SWEEPING) {
            self.store.write(|work: &mut Work<'_>| work.sweep())?;
            if let Err(error) = self.store.take_away() {
                (self.log)(&format!(
                    "an erased file is still there, and tried again: {error}"
                ));
            }
        }
        if self.settings.is_none() {
            return Ok(Round::Idle);
        }
        if due(reminded, REMINDING) {
            let page = format!("{}/o/security", self.origin);
            while self.store.remind(&page)? > 0 {}
        }
        self.round()
    }

    /// Sends the next mail that is due.
    fn round(&self) -> Result<Round, StoreError> {
        let Some(settings) = &self.settings else {
            return Ok(Round::Idle);
        };
        let now = self.store.now().moment;
        if !self.store.read(|read| read.mail_is_due(now))? {
            return Ok(Round::Idle);
        }
        let taken = self
            .store
            .write(|work: &mut Work<'_>| work.take_mail(LEASE))?;
        let Some(waiting) = taken else {
            return Ok(Round::Idle);
        };
        match self.send(settings, &waiting, now) {
            Ok(()) => {
                let id = waiting.id;
                self.store.write(move |work| work.mail_sent(id))?;
                Ok(Round::Done)
            }
            Err(trouble) => self.failed(&waiting, &trouble),
        }
    }

    fn send(&self, settings: &Settings, waiting: &Waiting, now: Moment) -> Result<(), Trouble> {
        if now > ends(waiting) {
            return Err(Trouble::never("late"));
        }
        let sender = Sender {
            from: settings.from.clone(),
            origin: self.origin.clone(),
        };
        let letter = letter::write(waiting, &sender, now).map_err(Trouble::never)?;
        transport::send(settings, settings.from.email.domain(), &letter)
    }

    /// Notes what went wrong, and when to try again.
    fn failed(&self, waiting: &Waiting, trouble: &Trouble) -> Result<Round, StoreError> {
        let again = self.store.now().moment.plus(delay(waiting.attempts));
        let again =
            Some(again).filter(|again| trouble.fault != Fault::Never && *again <= ends(waiting));
        let what = if again.is_some() {
            "tried again"
        } else {
            "given up"
        };
        let id: String = waiting.id[..4]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        (self.log)(&format!(
            "mail {id} ({}): {}; {what}, attempt {}",
            waiting.mail.template, trouble.code, waiting.attempts
        ));
        let (id, code) = (waiting.id, trouble.code.clone());
        self.store
            .write(move |work| work.mail_failed(id, &code, again))?;
        match trouble.fault {
            Fault::Server => Ok(Round::Down),
            _ => Ok(Round::Done),
        }
    }
}

/// Whether something that is done at intervals is due; then its time begins anew.
fn due(last: &mut Option<Instant>, every: Duration) -> bool {
    let due = last.is_none_or(|last| last.elapsed() >= every);
    if due {
        *last = Some(Instant::now());
    }
    due
}

/// The moment after which a mail is no longer worth sending.
fn ends(waiting: &Waiting) -> Moment {
    waiting.created.plus(letter::lasts(&waiting.mail.template))
}

/// How long to wait after so many attempts, in milliseconds.
fn delay(attempts: u32) -> i64 {
    let doubled = attempts.saturating_sub(1).min(20);
    (FIRST_RETRY << doubled).min(LAST_RETRY)
}
