//! Reminders: who has something waiting in an organisation is told how much, by one mail a day for each organisation at most.
//! What waits is read through the door, as the person themself would see it (threat 13).

use ledger::id::PersonId;

use crate::Store;
use crate::door::{Awaiting, Visitor, When};
use crate::error::StoreError;
use crate::work::Work;
use crate::working::outbox::Mail;

/// People asked about in one go.
const CHUNK: u64 = 50;

/// What waits for somebody in one organisation.
struct Waits {
    organisation: String,
    awaiting: Awaiting,
}

impl Store {
    /// Lays the reminders that are due in the outbox; their mails lead to a page. Gives the number of people asked about:
    /// fewer than asked for means that nobody else is due.
    ///
    /// # Errors
    /// As the database has it.
    pub fn remind(&self, page: &str) -> Result<usize, StoreError> {
        let due = self.write(|work: &mut Work<'_>| work.take_reminders(CHUNK))?;
        for person in &due {
            self.remind_one(*person, page)?;
        }
        Ok(due.len())
    }

    fn remind_one(&self, person: PersonId, page: &str) -> Result<(), StoreError> {
        let waits = self.waits_for(person)?;
        let told = |waits: &Waits| format!("{} {:?};", waits.organisation, waits.awaiting);
        let told: String = waits.iter().map(told).collect();
        let page = page.to_owned();
        self.write(move |work| {
            if work.worth_telling(person, &told)? {
                for waits in &waits {
                    work.post_reminder(person, waits, &page)?;
                }
            }
            Ok(())
        })
    }

    fn waits_for(&self, person: PersonId) -> Result<Vec<Waits>, StoreError> {
        let mut waits = Vec::new();
        let now = self.now().moment;
        for membership in self.memberships(&Visitor::reminded(person, None, now))? {
            let visitor = Visitor::reminded(person, Some(membership.organisation), now);
            let awaiting = self.look(&visitor, When::Now, |look| {
                Ok::<_, StoreError>(look.awaiting(person))
            })?;
            let awaiting = awaiting.flatten().map(|awaiting| awaiting.into_inner());
            let name = membership.names.first();
            waits.extend(awaiting.filter(Awaiting::any).map(|awaiting| Waits {
                organisation: name.map_or(String::new(), |name| name.text.clone()),
                awaiting,
            }));
        }
        Ok(waits)
    }
}

impl Work<'_> {
    /// To the first address that was verified.
    fn post_reminder(
        &mut self,
        person: PersonId,
        waits: &Waits,
        page: &str,
    ) -> Result<(), StoreError> {
        let addresses = self.addresses(person)?;
        let verified = addresses.iter().find(|known| known.verified.is_some());
        let (Some(address), Some(known)) = (verified, self.person(person)?) else {
            return Ok(());
        };
        let args = serde_json::json!({
            "person": known.name,
            "language": known.language,
            "organisation": waits.organisation,
            "passkeys": waits.awaiting.passkeys.to_string(),
            "recoveries": waits.awaiting.recoveries.to_string(),
            "approvals": waits.awaiting.approvals.to_string(),
            "link": page,
        });
        let mail = Mail {
            recipient: address.address.clone(),
            template: "reminder".to_owned(),
            args: args.to_string(),
        };
        let due = self.now().moment;
        self.post(&mail, due).map(drop)
    }
}
