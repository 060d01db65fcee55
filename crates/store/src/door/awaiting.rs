//! What waits for somebody in the organisation they look at: how much, and nothing else of it.

use ledger::body::Kind;
use ledger::disclosed::Disclosed;
use ledger::id::PersonId;
use ledger::policy::Action;
use ledger::view::house::Security;

use super::look::Look;

/// How much waits for somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Awaiting {
    /// Passkeys of others that they could vouch for.
    pub passkeys: usize,
    /// Recoveries that they could stop.
    pub recoveries: usize,
    /// Requests for approval that wait for their decision.
    pub approvals: usize,
}

impl Awaiting {
    /// Whether anything does.
    #[must_use]
    pub fn any(&self) -> bool {
        self.passkeys + self.recoveries + self.approvals > 0
    }
}

impl Look<'_, '_> {
    /// What waits for the person who looks.
    #[must_use]
    pub fn awaiting(&self, me: PersonId) -> Option<Disclosed<Awaiting>> {
        let vouches = self.may(Action::Record(Kind::CredentialConfirmed));
        let stops = self.may(Action::Record(Kind::RecoveryStopped));
        let approvals = self.turns();
        let count = |security: Security| {
            let passkeys = security.credentials.iter().filter(|passkey| {
                vouches && !passkey.confirmed && !passkey.revoked && passkey.person != me
            });
            let recoveries = security.recoveries.iter();
            let recoveries = recoveries.filter(|waits| stops || waits.person == me);
            Awaiting {
                passkeys: passkeys.count(),
                recoveries: recoveries.count(),
                approvals,
            }
        };
        Some(self.security()?.map(count))
    }
}
