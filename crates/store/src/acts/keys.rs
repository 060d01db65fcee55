//! Passkeys and tokens of people, as their organisations know them.

use ledger::admission::{Draft, Refusal};
use ledger::assertion::fingerprint;
use ledger::body::house::{
    CredentialConfirmed, CredentialEnrolled, CredentialRevoked, Scope, TokenIssued, TokenRevoked,
};
use ledger::entry::Way;
use ledger::hash::Hash;
use ledger::id::{CredentialId, OrganisationId, TokenId};
use ledger::moment::Moment;
use ledger::state::House;

use super::founding::actor;
use super::{NotDone, Recorded, home};
use crate::Store;
use crate::door::Visitor;
use crate::work::Work;
use crate::working::link::HeldToken;
use crate::working::person::{Passkey, public_key};
use crate::working::secret::Secret;

/// Letters of a passkey's name.
const LONGEST_LABEL: usize = 100;

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
            work.fresh(&visitor)?;
            if label.chars().any(char::is_control) || label.chars().count() > LONGEST_LABEL {
                return Err(Refusal::UnfitText.into());
            }
            let id = CredentialId(work.random());
            let created = work.now().moment;
            let key = fingerprint(&handle, public_key(&passkey).as_ref());
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
                work.tie_session(session, id)?;
            }
            Ok(id)
        })
    }

    /// Whether a visitor can register a passkey now: asked before their authenticator is.
    ///
    /// # Errors
    /// Unproved, where they have one and did not show it just now.
    pub fn may_enrol(&self, visitor: &Visitor) -> Result<(), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| work.fresh(&visitor))
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
        self.write(move |work| {
            work.fresh(&visitor)?;
            work.record_at_home(&visitor, CredentialConfirmed { credential })
        })
    }

    /// A passkey counts no more in the organisation, nor do access sessions it opened; one's own is forgotten altogether, and they end.
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
            // What opens one organisation alone cannot take a key away that opens others.
            let own = work
                .passkeys(visitor.person)?
                .iter()
                .any(|passkey| passkey.id == credential && visitor.reaches(passkey.only_for));
            if own {
                work.remove_passkey(credential)?;
                work.close_sessions_of(credential)?;
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
            work.fresh(&visitor)?;
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
    /// Tells an organisation that somebody just joined of the passkeys they have, so that it can vouch for them and revoke them.
    pub(super) fn bring_passkeys(
        &mut self,
        visitor: &Visitor,
        organisation: OrganisationId,
    ) -> Result<(), NotDone> {
        for passkey in self.passkeys(visitor.person)? {
            let state = self.state(organisation.into())?;
            let known = |house: &House| house.credentials.contains_key(&passkey.id);
            if passkey.only_for.is_none() && !state.house().is_some_and(known) {
                self.enrol(
                    visitor,
                    organisation,
                    passkey.id,
                    fingerprint(&passkey.handle, passkey.public_key().as_ref()),
                )?;
            }
        }
        Ok(())
    }

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
        if !open || visitor.roles_in(house, today).is_empty() {
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
