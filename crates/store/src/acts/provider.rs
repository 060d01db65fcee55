//! Signing in through an organisation's own identity provider. Whom the provider means is known because that person linked it while
//! signed in otherwise, never by a mail address (rule R11); and its word opens that organisation alone.

use std::collections::BTreeSet;

use ledger::admission::Refusal;
use ledger::body::house::{ProviderRemoved, ProviderSet, Role};
use ledger::id::{OrganisationId, PersonId};
use ledger::state::House;

use super::{NotDone, PROVIDER_LASTS, Recorded, VOUCHED_LASTS, home};
use crate::Store;
use crate::door::{Provider, Visitor};
use crate::error::StoreError;
use crate::work::Work;
use crate::working::guard::Limit;
use crate::working::secret::{Secret, SecretHash};

/// Requests that make the server ask a provider, of one network or person: sixty at once, as an office behind one address may need, then
/// one in five seconds.
const REQUESTS: Limit = Limit {
    burst: 60,
    every: 5_000,
};
/// Under which a sign-in that waits for its answer is kept.
const PURPOSE: &str = "provider";
/// Letters of a client secret.
const LONGEST_SECRET: usize = 1_000;
/// Letters of a subject (OpenID Connect Core 2).
const LONGEST_SUBJECT: usize = 255;

/// A provider to sign in by.
#[derive(Clone, PartialEq, Eq)]
pub struct NewProvider {
    /// Its address, by which it names itself.
    pub issuer: String,
    /// The name under which it knows this server.
    pub client: String,
    /// What this server shows it; none: as before where it is the same provider and name, else nothing.
    pub secret: Option<String>,
}

/// Whom a provider vouched for, its word checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    /// The organisation whose provider it is.
    pub organisation: OrganisationId,
    /// The provider.
    pub issuer: String,
    /// Under which name it was asked.
    pub client: String,
    /// By which it knows the person, for ever.
    pub subject: String,
}

impl Store {
    /// Whether a visitor may set a provider now; asked before the server looks for it. Takes a turn.
    ///
    /// # Errors
    /// Not permitted but to owners; in person, by token; unproved, where they have a passkey and did not show it just now; too often.
    pub fn may_set_provider(&self, visitor: &Visitor) -> Result<(), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            let state = work.state(home(&visitor)?.into())?;
            let today = work.now().today();
            let owns = |house: &House| visitor.roles_in(house, today).contains(&Role::Owner);
            if !state.house().is_some_and(owns) {
                return Err(Refusal::NotPermitted.into());
            }
            work.fresh(&visitor)?;
            let turn = format!("{PURPOSE} check {}", visitor.person);
            work.take_turn(&turn, REQUESTS)?.map_err(NotDone::TooOften)
        })
    }

    /// People may sign in through this provider of their organisation, and through no other any more.
    ///
    /// # Errors
    /// As admission has it.
    pub fn set_provider(
        &self,
        visitor: &Visitor,
        provider: NewProvider,
    ) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh(&visitor)?;
            let organisation = home(&visitor)?;
            let state = work.state(organisation.into())?;
            let known = state.house().map(|house| house.providers.keys().cloned());
            let mut others: BTreeSet<String> = known.into_iter().flatten().collect();
            others.remove(&provider.issuer);
            drop(state);
            for issuer in others {
                work.remove_provider(&visitor, organisation, issuer)?;
            }
            let sealed = work.sealed(organisation, &provider)?;
            let NewProvider { issuer, client, .. } = provider;
            work.keep_provider(organisation, &issuer, &client, sealed)?;
            work.record_at_home(&visitor, ProviderSet { issuer, client })
        })
    }

    /// The provider counts no more: its secret, whom it means and the access sessions it opened are gone.
    ///
    /// # Errors
    /// As admission has it.
    pub fn remove_provider(&self, visitor: &Visitor, issuer: String) -> Result<Recorded, NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh(&visitor)?;
            work.remove_provider(&visitor, home(&visitor)?, issuer)
        })
    }

    /// The provider to ask for an organisation's people. Takes a turn of whoever asks: a network, or a person.
    ///
    /// # Errors
    /// Absent where there is none; too often.
    pub fn seek_provider(
        &self,
        organisation: OrganisationId,
        by: &str,
    ) -> Result<Provider, NotDone> {
        let turn = format!("{PURPOSE} {by}");
        self.write(move |work| work.take_turn(&turn, REQUESTS))?
            .map_err(NotDone::TooOften)?;
        self.provider_of(organisation)?.ok_or(NotDone::Absent)
    }

    /// Keeps what the server must know when the browser comes back from the provider; the secret goes to the browser.
    ///
    /// # Errors
    /// As the database has it.
    pub fn leave_for_provider(&self, state: String) -> Result<Secret, NotDone> {
        self.write(move |work| Ok(work.keep_challenge(PURPOSE, &state, PROVIDER_LASTS)?))
    }

    /// Takes it back, the first time only.
    ///
    /// # Errors
    /// As the database has it.
    pub fn back_from_provider(&self, secret: SecretHash) -> Result<Option<String>, StoreError> {
        self.write(move |work| work.take_challenge(PURPOSE, secret))
    }

    /// Signs in whom an organisation's provider vouched for, for that organisation alone and without having shown a passkey; ends the
    /// session of before.
    ///
    /// # Errors
    /// Absent where the provider counts no more, means nobody here, or they belong to the organisation no more.
    pub fn sign_in_by_provider(
        &self,
        vouched: Vouched,
        before: Option<SecretHash>,
    ) -> Result<Secret, NotDone> {
        self.write(move |work| {
            let Vouched {
                organisation,
                issuer,
                subject,
                ..
            } = &vouched;
            if !work.counts(&vouched)? {
                return Err(NotDone::Absent);
            }
            let person = work.person_of_identity(*organisation, issuer, subject)?;
            let person = person.ok_or(NotDone::Absent)?;
            let state = work.state((*organisation).into())?;
            let today = work.now().today();
            let belongs = |house: &House| !house.roles_of(person, today).is_empty();
            if !state.house().is_some_and(belongs) {
                return Err(NotDone::Absent);
            }
            if let Some(before) = before {
                work.close_session(before)?;
            }
            let session = work.open_session(person, "provider", false, VOUCHED_LASTS)?;
            work.vouch_session(session.hash(), *organisation, issuer)?;
            Ok(session)
        })
    }

    /// Links one's account at the provider, to sign in by it from then on; one's addresses are told.
    ///
    /// # Errors
    /// Absent where the provider counts no more, or they do not belong to the organisation; already used, where the account is linked with
    /// somebody, or they with an account; unproved, where they have a passkey and did not show it just now.
    pub fn link_identity(&self, visitor: &Visitor, vouched: Vouched) -> Result<(), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh(&visitor)?;
            let Vouched {
                organisation,
                issuer,
                subject,
                ..
            } = &vouched;
            let (organisation, person) = (*organisation, visitor.person);
            work.member_of(&visitor, organisation)?;
            if !work.counts(&vouched)? {
                return Err(NotDone::Absent);
            }
            let taken = work.person_of_identity(organisation, issuer, subject)?;
            if taken.is_some() || work.has_identity(organisation, issuer, person)? {
                return Err(Refusal::AlreadyUsed.into());
            }
            work.add_identity(organisation, issuer, subject, person)?;
            work.tell_of_linking(person)
        })
    }

    /// One's account at the provider is linked no more, and the access sessions it opened end.
    ///
    /// # Errors
    /// Absent where they do not belong to the organisation acted for; unproved, as in linking.
    pub fn unlink_identity(&self, visitor: &Visitor) -> Result<(), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.fresh(&visitor)?;
            let organisation = home(&visitor)?;
            work.member_of(&visitor, organisation)?;
            Ok(work.remove_identities(organisation, visitor.person)?)
        })
    }

    /// Whether a visitor may link their account now; asked before the provider is.
    ///
    /// # Errors
    /// As [`Store::link_identity`] has it.
    pub fn may_link(&self, visitor: &Visitor) -> Result<(), NotDone> {
        let visitor = visitor.clone();
        self.write(move |work| {
            work.member_of(&visitor, home(&visitor)?)?;
            work.fresh(&visitor)
        })
    }
}

impl Work<'_> {
    fn remove_provider(
        &mut self,
        visitor: &Visitor,
        organisation: OrganisationId,
        issuer: String,
    ) -> Result<Recorded, NotDone> {
        self.forget_provider(organisation, &issuer)?;
        self.record_at_home(visitor, ProviderRemoved { issuer })
    }

    /// The secret as it is kept.
    fn sealed(
        &mut self,
        organisation: OrganisationId,
        provider: &NewProvider,
    ) -> Result<Option<Vec<u8>>, NotDone> {
        let (issuer, client) = (&provider.issuer, &provider.client);
        let Some(secret) = &provider.secret else {
            let kept = self.sealed_secret(organisation, issuer, client)?;
            return Ok(kept.flatten());
        };
        if secret.chars().count() > LONGEST_SECRET || secret.chars().any(char::is_control) {
            return Err(Refusal::UnfitText.into());
        }
        let about = (organisation, issuer.as_str(), client.as_str());
        let sealed = self.settings().seal_client(about, secret);
        Ok(Some(sealed.ok_or(Refusal::UnfitText)?))
    }

    /// Whether the provider still is the organisation's, under the name it was asked by.
    fn counts(&mut self, vouched: &Vouched) -> Result<bool, NotDone> {
        let subject = &vouched.subject;
        let fits = !subject.is_empty()
            && subject.chars().count() <= LONGEST_SUBJECT
            && !subject.chars().any(char::is_control);
        let state = self.state(vouched.organisation.into())?;
        let client = state
            .house()
            .and_then(|house| house.providers.get(&vouched.issuer));
        Ok(fits && client == Some(&vouched.client))
    }

    /// That a visitor's session opens an organisation they have a role in.
    fn member_of(
        &mut self,
        visitor: &Visitor,
        organisation: OrganisationId,
    ) -> Result<(), NotDone> {
        let state = self.state(organisation.into())?;
        let today = self.now().today();
        let member = |house: &House| !visitor.roles_in(house, today).is_empty();
        match visitor.session.is_some() && state.house().is_some_and(member) {
            true => Ok(()),
            false => Err(NotDone::Absent),
        }
    }

    /// A new way in is told by every address (ASVS 6.3.7).
    fn tell_of_linking(&mut self, person: PersonId) -> Result<(), NotDone> {
        for address in self.addresses(person)? {
            self.mail("provider-linked", person, &address.address, "")?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "provider_tests.rs"]
mod tests;
