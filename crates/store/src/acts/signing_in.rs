//! Coming in again: by passkey, or, for who has none yet, by a link sent to a verified address.

use ledger::admission::Refusal;
use ledger::hash::Hash;
use ledger::id::{OrganisationId, PersonId};
use ledger::moment::Moment;

use super::{NotDone, SESSION_LASTS, SIGN_IN_LASTS, purpose};
use crate::Store;
use crate::door::Visitor;
use crate::error::StoreError;
use crate::work::Work;
use crate::working::guard::Limit;
use crate::working::link::Link;
use crate::working::outbox::Mail;
use crate::working::secret::{Secret, SecretHash};

/// Links to one address: three at once, then one in five minutes.
pub(super) const LINKS: Limit = Limit {
    burst: 3,
    every: 5 * 60_000,
};

/// Who asked for a link, so that the mail can say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The address typed.
    pub address: String,
    /// The page behind which the secret is put.
    pub page: String,
    /// The network the request came from: a limit of its own.
    pub network: String,
    /// What the browser that asks holds: the link opens in it alone.
    pub browser: SecretHash,
}

/// What a link to sign in keeps of the browser that asked for it.
fn bound_to(browser: SecretHash) -> String {
    let Hash(bytes) = browser.into();
    serde_json::json!({ "browser": Hash(bytes).to_string() }).to_string()
}

impl Store {
    /// Sends a link to sign in, if there is somebody to send it to. Whether there is, the answer does not tell (threat 44).
    ///
    /// # Errors
    /// Too often, by network; as the database has it.
    pub fn ask_sign_in(&self, asked: Asked) -> Result<(), NotDone> {
        self.write(move |work| {
            let network = Limit {
                burst: 20,
                every: 30_000,
            };
            let turn = work.take_turn(&format!("sign-in network {}", asked.network), network)?;
            turn.map_err(NotDone::TooOften)?;
            let allowed =
                work.take_turn(&format!("sign-in {}", asked.address.to_lowercase()), LINKS)?;
            match work.person_at(&asked.address)? {
                Some(person) if allowed.is_ok() => work.send_sign_in(person, &asked),
                _ => Ok(()),
            }
        })
    }

    /// Signs in by a link, in the browser that asked for it; gives the access session. Who has a passkey signs in with it:
    /// a mailbox is not enough for them. A browser that did not ask spends nothing: mail scanners open every link.
    ///
    /// # Errors
    /// Absent where the link is unknown, spent, for something else or another browser's.
    pub fn sign_in_by_link(
        &self,
        secret: SecretHash,
        browser: SecretHash,
    ) -> Result<Secret, NotDone> {
        self.write(move |work| {
            let now = work.now().moment;
            let link = work.link(secret, now)?.filter(|link| {
                link.purpose == purpose::SIGN_IN && link.detail == bound_to(browser)
            });
            link.ok_or(NotDone::Absent)?;
            let link = work.redeem_link(secret)?.ok_or(NotDone::Absent)?;
            let person = link.person.ok_or(NotDone::Absent)?;
            if !work.passkeys(person)?.is_empty() {
                return Err(Refusal::NotPermitted.into());
            }
            work.begin_session(person, "link", false)
        })
    }

    /// Signs in somebody whose passkey was just checked, and notes the passkey's new counter; ends their session of before.
    ///
    /// # Errors
    /// As the database has it.
    pub fn sign_in_by_passkey(
        &self,
        handle: Vec<u8>,
        record: String,
        before: Option<SecretHash>,
    ) -> Result<Secret, NotDone> {
        self.write(move |work| {
            let passkey = work.passkey_by_handle(&handle)?.ok_or(NotDone::Absent)?;
            work.use_passkey(passkey.id, &record)?;
            let now = work.now().moment;
            let held = match before {
                Some(before) => work.session(before, now)?,
                None => None,
            };
            if let Some(held) = &held {
                work.close_session(held.secret)?;
            }
            let session = work.begin_session(passkey.person, "passkey", true)?;
            work.tie_session(session.hash(), passkey.id)?;
            // Who shows it once more in the middle of something goes on for the organisation they acted for.
            if let Some(held) = held.filter(|held| held.person == passkey.person) {
                work.act_for(session.hash(), held.organisation)?;
            }
            if let Some(only_for) = passkey.only_for {
                work.bind_session(session.hash(), only_for)?;
            }
            Ok(session)
        })
    }

    /// Signs in without any proof: for the demonstration alone, whose people are made up and whose server listens to its own machine only.
    ///
    /// # Errors
    /// As the database has it.
    pub fn sign_in_for_demonstration(&self, person: PersonId) -> Result<Secret, NotDone> {
        self.write(move |work| work.begin_session(person, "demonstration", false))
    }

    /// Signs out.
    ///
    /// # Errors
    /// As the database has it.
    pub fn sign_out(&self, session: SecretHash) -> Result<(), StoreError> {
        self.write(move |work| work.close_session(session))
    }

    /// Acts for another organisation of one's own.
    ///
    /// # Errors
    /// Absent where they do not belong to it.
    pub fn switch(&self, visitor: &Visitor, organisation: OrganisationId) -> Result<(), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let session = visitor.session.ok_or(NotDone::Absent)?;
            if visitor.only_for.is_some_and(|only| only != organisation) {
                return Err(NotDone::Absent);
            }
            let state = work.state(organisation.into())?;
            let today = work.now().today();
            let belongs = state
                .house()
                .is_some_and(|house| !visitor.roles_in(house, today).is_empty());
            if !belongs {
                return Err(NotDone::Absent);
            }
            Ok(work.act_for(session, Some(organisation))?)
        })
    }
}

impl Work<'_> {
    /// A new access session, acting for the person's only organisation if there is but one.
    pub(super) fn begin_session(
        &mut self,
        person: PersonId,
        means: &str,
        proved: bool,
    ) -> Result<Secret, NotDone> {
        let session = self.open_session(person, means, proved, SESSION_LASTS)?;
        if let Some(first) = self.houses_of(person)?.first() {
            self.act_for(session.hash(), Some(*first))?;
        }
        Ok(session)
    }

    fn send_sign_in(&mut self, person: PersonId, asked: &Asked) -> Result<(), NotDone> {
        if !self.passkeys(person)?.is_empty() {
            return self.mail("sign-in-passkey", person, &asked.address, &asked.page);
        }
        let secret = self.personal_link(purpose::SIGN_IN, person, &bound_to(asked.browser))?;
        self.mail_link("sign-in", person, &asked.address, &asked.page, &secret)
    }

    pub(super) fn personal_link(
        &mut self,
        purpose: &str,
        person: PersonId,
        detail: &str,
    ) -> Result<Secret, NotDone> {
        let created: Moment = self.now().moment;
        let link = Link {
            purpose: purpose.to_owned(),
            ledger: None,
            link: None,
            person: Some(person),
            verbs: vec![purpose.to_owned()],
            detail: detail.to_owned(),
            created,
            expires: created.plus(SIGN_IN_LASTS),
            redeemed: None,
        };
        Ok(self.add_link(&link)?)
    }

    pub(super) fn mail_link(
        &mut self,
        template: &str,
        person: PersonId,
        address: &str,
        page: &str,
        secret: &Secret,
    ) -> Result<(), NotDone> {
        self.mail(
            template,
            person,
            address,
            &format!("{page}#{}", secret.reveal()),
        )
    }

    pub(super) fn mail(
        &mut self,
        template: &str,
        person: PersonId,
        address: &str,
        link: &str,
    ) -> Result<(), NotDone> {
        let known = self.person(person)?.ok_or(NotDone::Absent)?;
        let args =
            serde_json::json!({ "person": known.name, "language": known.language, "link": link });
        let mail = Mail {
            recipient: address.to_owned(),
            template: template.to_owned(),
            args: args.to_string(),
        };
        let due = self.now().moment;
        self.post(&mail, due)?;
        Ok(())
    }
}
