//! Mail to a person: at which addresses it reaches them, in which language, and whether they want to be reminded.

use ledger::admission::Refusal;
use ledger::id::PersonId;

use super::signing_in::LINKS;
use super::{NotDone, purpose};
use crate::Store;
use crate::door::Visitor;
use crate::error::StoreError;
use crate::work::Work;
use crate::working::guard::Limit;
use crate::working::person::Address;
use crate::working::secret::SecretHash;

/// Addresses one person can have.
pub const ADDRESSES: usize = 5;
/// Bytes of an address (RFC 5321, 4.5.3.1.3, without the angle brackets).
const LONGEST_ADDRESS: usize = 254;
/// Verifications one person can ask for, whatever the address: ten at once, then one in ten minutes.
const ASKED: Limit = Limit {
    burst: 10,
    every: 10 * 60_000,
};

/// How mail reaches somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Their addresses.
    pub addresses: Vec<Address>,
    /// The language of mails: `ja` or `en`.
    pub language: String,
    /// Whether they are reminded of what waits for them.
    pub reminders: bool,
}

/// Whether a text can be a mail address: one `@` with something on both sides, and nothing that ends a line or an address.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let odd = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "<>\"(),:;\\[]".contains(letter)
    };
    let parts: Vec<&str> = text.split('@').collect();
    text.len() <= LONGEST_ADDRESS
        && !text.contains(odd)
        && matches!(parts[..], [user, host] if !user.is_empty() && !host.is_empty())
}

/// Whether a visitor may change what is theirs in every organisation: by a session that no single organisation vouches for
/// (else whoever recovers an account for one organisation could come in elsewhere by mail).
fn is_whole(visitor: &Visitor) -> Result<(), NotDone> {
    match visitor.session.is_some() && visitor.only_for.is_none() {
        true => Ok(()),
        false => Err(Refusal::NotPermitted.into()),
    }
}

impl Store {
    /// A visitor's own mailbox.
    ///
    /// # Errors
    /// As the database has it.
    pub fn mailbox(&self, visitor: &Visitor) -> Result<Mailbox, NotDone> {
        let person = visitor.person;
        self.read(|read| {
            let known = read.person(person)?.ok_or(NotDone::Absent)?;
            Ok(Mailbox {
                addresses: read.addresses(person)?,
                language: known.language,
                reminders: read.wants_reminders(person)?,
            })
        })
    }

    /// Adds an address and, with a page to lead to, sends a link that verifies it. Addresses verified before are told.
    ///
    /// # Errors
    /// Not permitted to a session of one organisation; unfit text; too often.
    pub fn add_address(
        &self,
        visitor: &Visitor,
        address: String,
        page: Option<String>,
    ) -> Result<(), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            is_whole(&visitor)?;
            let known = work.addresses(visitor.person)?;
            if !is_address(&address) || known.len() >= ADDRESSES {
                return Err(Refusal::UnfitText.into());
            }
            work.add_address(visitor.person, &address)?;
            let Some(page) = page else {
                return Ok(());
            };
            work.send_verification(visitor.person, &address, &page)?;
            work.tell_verified("address-added", visitor.person, &address)
        })
    }

    /// Sends a link that verifies an address one gave.
    ///
    /// # Errors
    /// Absent where it is not theirs; not permitted to a session of one organisation; too often.
    pub fn ask_verification(
        &self,
        visitor: &Visitor,
        address: String,
        page: String,
    ) -> Result<(), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            is_whole(&visitor)?;
            let known = work.addresses(visitor.person)?;
            if !known.iter().any(|known| known.address == address) {
                return Err(NotDone::Absent);
            }
            work.send_verification(visitor.person, &address, &page)
        })
    }

    /// An address is verified by the link that was sent to it, by whom it was sent to.
    ///
    /// # Errors
    /// Absent where the link is unknown, spent or for something or somebody else, or the address is verified as another's.
    pub fn verify_address(&self, visitor: &Visitor, secret: SecretHash) -> Result<(), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            is_whole(&visitor)?;
            let link = work
                .redeem_link(secret)?
                .filter(|link| link.purpose == purpose::VERIFY)
                .filter(|link| link.person == Some(visitor.person))
                .ok_or(NotDone::Absent)?;
            let taken = work.person_at(&link.detail)?;
            if taken.is_some_and(|other| other != visitor.person) {
                return Err(NotDone::Absent);
            }
            Ok(work.verify_address(visitor.person, &link.detail)?)
        })
    }

    /// Removes an address; it and the others that were verified are told.
    ///
    /// # Errors
    /// Absent where it is not theirs; not permitted to a session of one organisation.
    pub fn remove_address(&self, visitor: &Visitor, address: String) -> Result<(), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            is_whole(&visitor)?;
            let known = work.addresses(visitor.person)?;
            if !known.iter().any(|known| known.address == address) {
                return Err(NotDone::Absent);
            }
            work.tell_verified("address-removed", visitor.person, &address)?;
            Ok(work.remove_address(visitor.person, &address)?)
        })
    }

    /// Sets the language of mails, and whether reminders are wanted.
    ///
    /// # Errors
    /// Not permitted to a session of one organisation; unfit text, where there is no such language.
    pub fn choose_mails(
        &self,
        visitor: &Visitor,
        language: String,
        reminders: bool,
    ) -> Result<(), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            is_whole(&visitor)?;
            if !["ja", "en"].contains(&language.as_str()) {
                return Err(Refusal::UnfitText.into());
            }
            let mut known = work.person(visitor.person)?.ok_or(NotDone::Absent)?;
            known.language = language;
            work.change_person(&known)?;
            Ok(work.want_reminders(visitor.person, reminders)?)
        })
    }

    /// Lays a test mail in the outbox, for who runs the server, and gives its number.
    ///
    /// # Errors
    /// As the database has it.
    pub fn post_test(&self, address: String, language: &str) -> Result<[u8; 16], StoreError> {
        let args = serde_json::json!({ "language": language }).to_string();
        self.write(move |work| {
            let mail = crate::working::outbox::Mail {
                recipient: address,
                template: "test".to_owned(),
                args,
            };
            let due = work.now().moment;
            work.post(&mail, due)
        })
    }
}

impl Work<'_> {
    fn send_verification(
        &mut self,
        person: PersonId,
        address: &str,
        page: &str,
    ) -> Result<(), NotDone> {
        let by_address = format!("verify {}", address.to_lowercase());
        self.take_turn(&by_address, LINKS)?
            .map_err(NotDone::TooOften)?;
        self.take_turn(&format!("verify by {person}"), ASKED)?
            .map_err(NotDone::TooOften)?;
        let secret = self.personal_link(purpose::VERIFY, person, address)?;
        self.mail_link("verification", person, address, page, &secret)
    }

    /// A change of the ways to reach somebody is told to those that were verified before.
    fn tell_verified(
        &mut self,
        template: &str,
        person: PersonId,
        changed: &str,
    ) -> Result<(), NotDone> {
        for known in self.addresses(person)? {
            if known.verified.is_some() {
                self.mail(template, person, &known.address, changed)?;
            }
        }
        Ok(())
    }
}
