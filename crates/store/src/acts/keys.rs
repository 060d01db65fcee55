//! Passkeys and tokens of people, as their organisations know them.

use ledger::admission::Draft;
use ledger::body::house::{
    CredentialConfirmed, CredentialEnrolled, CredentialRevoked, Scope, TokenIssued, TokenRevoked,
};
use ledger::entry::Way;
use ledger::hash::Hash;
use ledger::id::{CredentialId, OrganisationId, TokenId};
use ledger::moment::Moment;

use super::founding::actor;
use super::{NotDone, Recorded, home};
use crate::Store;
use crate::door::Visitor;
use crate::work::Work;
use crate::working::link::HeldToken;
use crate::working::person::Passkey;
use crate::working::secret::Secret;

impl Store {
    /// Keeps a passkey its person just registered, and tells every organisation of theirs.
    /// Where the person is the only owner, who else could vouch for it: it is vouched for at once.
    ///
    /// # Errors
    /// As admission has it.
    pub fn enrol_passkey(
        &self,
        visitor: &Visitor,
        handle: Vec<u8>,
        label: String,
        passkey: String,
    ) -> Result<CredentialId, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let id = CredentialId(work.random());
            let created = work.now().moment;
            let key = Hash::of("torikime/passkey/1", &[&handle]);
            let person = visitor.person;
            work.add_passkey(&Passkey {
                id,
                person,
                handle,
                label,
                passkey,
                created,
                used: None,
                only_for: visitor.only_for,
            })?;
            for organisation in work.houses_of(person)? {
                if visitor.only_for.is_some_and(|only| only != organisation) {
                    continue;
                }
                work.enrol(&visitor, organisation, id, key)?;
            }
            if let Some(session) = visitor.session {
                work.prove_session(session)?;
            }
            Ok(id)
        })
    }

    /// Vouches for somebody's passkey.
    ///
    /// # Errors
    /// As admission has it.
    pub fn confirm_passkey(
        &self,
        visitor: &Visitor,
        credential: CredentialId,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| work.record_at_home(&visitor, CredentialConfirmed { credential }))
    }

    /// A passkey counts no more in the organisation; one's own is forgotten altogether.
    ///
    /// # Errors
    /// As admission has it.
    pub fn revoke_passkey(
        &self,
        visitor: &Visitor,
        credential: CredentialId,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let recorded = work.record_at_home(&visitor, CredentialRevoked { credential })?;
            let own = work
                .passkeys(visitor.person)?
                .iter()
                .any(|passkey| passkey.id == credential);
            if own {
                work.remove_passkey(credential)?;
            }
            Ok(recorded)
        })
    }

    /// Makes a token for a program; the secret is shown once.
    ///
    /// # Errors
    /// As admission has it.
    pub fn issue_token(
        &self,
        visitor: &Visitor,
        mut scopes: Vec<Scope>,
        expires: Moment,
    ) -> Result<(Recorded, TokenId, Secret), NotDone> {
        let visitor = visitor.clone();
        scopes.sort_unstable();
        self.write(move |work| {
            let (token, person) = (TokenId(work.random()), visitor.person);
            let recorded = work.record_at_home(
                &visitor,
                TokenIssued {
                    token,
                    person,
                    scopes,
                    expires,
                },
            )?;
            let secret = work.add_token(&HeldToken {
                token,
                ledger: home(&visitor)?.into(),
                person,
                expires,
            })?;
            Ok((recorded, token, secret))
        })
    }

    /// A token works no more.
    ///
    /// # Errors
    /// As admission has it.
    pub fn revoke_token(&self, visitor: &Visitor, token: TokenId) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let recorded = work.record_at_home(&visitor, TokenRevoked { token })?;
            work.remove_token(token)?;
            Ok(recorded)
        })
    }
}

impl Work<'_> {
    fn enrol(
        &mut self,
        visitor: &Visitor,
        organisation: OrganisationId,
        credential: CredentialId,
        key: Hash,
    ) -> Result<(), NotDone> {
        let state = self.state(organisation.into())?;
        let today = self.now().today();
        let Some(house) = state.house() else {
            return Ok(());
        };
        let (person, open) = (
            visitor.person,
            house.withdrew.is_none() && house.merged.is_none(),
        );
        if !open || house.roles_of(person, today).is_empty() {
            return Ok(());
        }
        let alone = house.owners(today).into_iter().collect::<Vec<_>>() == [person];
        let actor = actor(person, organisation, Way::Session.into());
        self.record(
            Draft::new(
                organisation,
                CredentialEnrolled {
                    credential,
                    person,
                    key,
                },
            ),
            &actor,
            &[],
        )?;
        if alone {
            self.record(
                Draft::new(organisation, CredentialConfirmed { credential }),
                &actor,
                &[],
            )?;
        }
        Ok(())
    }
}
