//! What a visitor, or whoever holds a link, sees of the terms of an engagement.

use std::collections::BTreeMap;

use ledger::disclosed::Disclosed;
use ledger::id::PersonId;
use ledger::view::terms::{self, TermsView};

use super::look::Look;
use crate::error::StoreError;

/// Terms, and the names of the people they name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedTerms {
    /// What was proposed and agreed.
    pub terms: TermsView,
    /// Names of who proposed on the reader's side and of who accepted on either; erased people have none.
    pub names: BTreeMap<PersonId, String>,
}

impl Look<'_, '_> {
    /// What was proposed and agreed on the engagement's items.
    ///
    /// # Errors
    /// As the database has it.
    pub fn terms(&mut self) -> Result<Option<Disclosed<NamedTerms>>, StoreError> {
        let texts = self.read.openings(self.ledger)?;
        let states = self.now.shared().zip(self.then.shared());
        let seen =
            states.and_then(|(now, then)| terms::terms(&self.reader, now, then, self.at, &texts));
        let Some(seen) = seen else {
            return Ok(None);
        };
        let names = self.names(people(seen.get()))?;
        Ok(Some(seen.map(|terms| NamedTerms { terms, names })))
    }
}

/// The people that a view of terms names.
fn people(terms: &TermsView) -> Vec<PersonId> {
    let proposals = terms.terms.iter().flat_map(|term| &term.proposals);
    let named = |one: &terms::ProposalView| {
        let accepted: Vec<_> = one
            .accepted
            .iter()
            .map(|accepted| accepted.person)
            .collect();
        std::iter::once(one.person).chain(accepted)
    };
    proposals.flat_map(named).flatten().collect()
}
