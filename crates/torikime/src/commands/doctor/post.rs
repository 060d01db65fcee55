//! The sending of mails: whether the server sends any, what became of the last ones, and a test mail through its own outbox.

use super::finding::Finding;
use ledger::moment::Moment;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use store::working::outbox::{Note, OutboxCounts};
use store::{Store, StoreError};
use survey::Language;

/// A test mail is waited for so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is known of the sending.
pub struct Post {
    /// The mail server, where a server was started that sends.
    server: Option<String>,
    sent: Option<Moment>,
    failed: Option<(Moment, String)>,
    counts: OutboxCounts,
    /// The address a test mail went to.
    tested: Option<String>,
}

/// Looks at the outbox, and sends a test mail first where one is wanted.
pub fn look(
    store: &Store,
    to: Option<&str>,
    language: Language,
    findings: &mut Vec<Finding>,
) -> Result<Post, StoreError> {
    let server = store.read(|read| read.mail_note(Note::Server))?;
    let mut tested = None;
    if let Some(to) = to {
        match try_out(store, to, language, server.is_some())? {
            None => tested = Some(to.to_owned()),
            Some(code) => findings.push(Finding::mail_not_sent(to, &code)),
        }
    }
    let post = store.read(|read| {
        Ok::<_, StoreError>(Post {
            server: server.map(|(_, place)| place),
            sent: read.mail_note(Note::Sent)?.map(|(moment, _)| moment),
            failed: read.mail_note(Note::Failed)?,
            counts: read.outbox()?,
            tested,
        })
    })?;
    let last = post.failed.as_ref().filter(|_| to.is_none());
    if let Some((moment, code)) = last.filter(|(moment, _)| post.is_stuck(*moment)) {
        findings.push(Finding::mail_stuck(post.counts.waiting, *moment, code));
    }
    Ok(post)
}

/// Sends a test mail through the running server; a code where it did not go.
fn try_out(
    store: &Store,
    to: &str,
    language: Language,
    sends: bool,
) -> Result<Option<String>, StoreError> {
    if !sends {
        return Ok(Some("no mail server".to_owned()));
    }
    if !store::acts::is_address(to) {
        return Ok(Some("address".to_owned()));
    }
    let id = store.post_test(to.to_owned(), language.tag())?;
    let since = Instant::now();
    while since.elapsed() < PATIENCE {
        match store.read(|read| read.mail_state(id))? {
            None => return Ok(None),
            Some((_, Some(trouble))) => return Ok(Some(trouble)),
            Some((_, None)) => std::thread::sleep(Duration::from_millis(200)),
        }
    }
    Ok(Some("timeout".to_owned()))
}

impl Post {
    /// Whether mails wait and none went since one failed.
    fn is_stuck(&self, failed: Moment) -> bool {
        self.counts.waiting > 0 && self.sent.is_none_or(|sent| sent < failed)
    }

    /// As key and values of words.
    pub fn said(&self) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
        let shown = |moment: Option<Moment>| moment.map_or("–".to_owned(), |m| m.to_string());
        let mut said = match &self.server {
            None => vec![("cli-doctor-no-mail", Vec::new())],
            Some(server) => {
                let values = vec![
                    ("server", server.clone()),
                    ("sent", shown(self.sent)),
                    (
                        "failed",
                        shown(self.failed.as_ref().map(|(moment, _)| *moment)),
                    ),
                    ("waiting", self.counts.waiting.to_string()),
                    ("given_up", self.counts.failed.to_string()),
                ];
                vec![("cli-doctor-mail", values)]
            }
        };
        let tested = self.tested.clone();
        said.extend(tested.map(|to| ("cli-doctor-mail-sent", vec![("address", to)])));
        said
    }

    /// As JSON.
    pub fn as_json(&self) -> Value {
        let failed = self.failed.as_ref();
        json!({
            "server": self.server,
            "sent": self.sent.map(|moment| moment.to_string()),
            "failed": failed.map(|(moment, code)| json!({ "at": moment.to_string(), "code": code })),
            "waiting": self.counts.waiting,
            "given_up": self.counts.failed,
            "tested": self.tested,
        })
    }
}
