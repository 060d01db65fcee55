//! What a program sends twice is done once: the answer is remembered in the same transaction as what was recorded.

use super::{NotDone, REMEMBERED, Recorded};
use crate::Store;
use crate::door::Visitor;
use crate::error::{Code, StoreError};
use crate::work::Work;
use crate::working::guard::Answered;

impl Store {
    /// Where the request was recorded, if it was done already.
    ///
    /// # Errors
    /// [`NotDone::OtherRequest`] where the key was another request's.
    pub fn done_before(&self, visitor: &Visitor) -> Result<Option<Vec<Recorded>>, NotDone> {
        let Some(once) = &visitor.terms.once else {
            return Ok(None);
        };
        let (key, now) = (once.kept(visitor), self.now().moment);
        let Some(answered) = self.read(|read| read.answered(visitor.person, &key, now))? else {
            return Ok(None);
        };
        if answered.request != once.request {
            return Err(NotDone::OtherRequest);
        }
        Ok(serde_json::from_str(&answered.response).ok())
    }
}

impl Work<'_> {
    /// Notes where a request that is to be done once was recorded, with what it recorded.
    pub(super) fn note_done(
        &mut self,
        visitor: &Visitor,
        recorded: &[Recorded],
    ) -> Result<(), StoreError> {
        let Some(once) = &visitor.terms.once else {
            return Ok(());
        };
        let response = serde_json::to_string(recorded)
            .map_err(|error| StoreError::new(Code::Damaged, error.to_string()))?;
        let answered = Answered {
            request: once.request,
            response,
        };
        self.remember(visitor.person, &once.kept(visitor), &answered, REMEMBERED)
    }
}

#[cfg(test)]
mod tests {
    use ledger::admission::Refusal;
    use ledger::body::house::{Role, Scope};
    use ledger::hash::Hash;
    use ledger::organisation::Profile;

    use crate::acts::NotDone;
    use crate::acts::tests::{Two, refused, statement};
    use crate::door::{Once, Terms, Visitor, When};
    use crate::error::Code;

    #[test]
    fn a_request_with_a_key_is_done_once() {
        let two = Two::new();
        let store = two.world.store();
        let asks = |key: &str, request: &[u8], visitor: Visitor| Visitor {
            terms: Terms {
                once: Some(Box::new(Once {
                    key: key.to_owned(),
                    request: Hash::of("t", &[request]),
                })),
                expects: None,
            },
            ..visitor
        };
        let first = asks("k", b"1", two.owner());
        assert_eq!(store.done_before(&first), Ok(None));
        let recorded = store
            .state(&first, vec![statement("a.b", ""), statement("a.c", "")])
            .unwrap();
        assert_eq!(store.done_before(&first), Ok(Some(recorded.clone())));
        let again = store.state(&first, vec![statement("a.b", "")]);
        assert!(
            matches!(&again, Err((_, NotDone::Failed(error))) if error.code == Code::Conflict),
            "{again:?}"
        );
        assert_eq!(
            store.describe(&first, Profile::default()).unwrap_err(),
            NotDone::Failed(conflict(store, &first)),
            "another act under the same key records nothing either"
        );
        let other = asks("k", b"2", two.owner());
        assert_eq!(store.done_before(&other), Err(NotDone::OtherRequest));
        let stranger = asks("k", b"1", two.stranger());
        assert_eq!(store.done_before(&stranger), Ok(None));
        two.world.clock.turn(crate::acts::REMEMBERED);
        assert_eq!(store.done_before(&first), Ok(None));
        store.state(&first, vec![statement("a.b", "")]).unwrap();
    }

    fn conflict(store: &crate::Store, visitor: &Visitor) -> crate::StoreError {
        match store.describe(visitor, Profile::default()) {
            Err(NotDone::Failed(error)) if error.code == Code::Conflict => error,
            other => panic!("not in conflict: {other:?}"),
        }
    }

    #[test]
    fn what_a_request_expects_is_looked_at_once() {
        let two = Two::new();
        let store = two.world.store();
        let head = |visitor: &Visitor| {
            let seen = store.look(visitor, When::Now, |look| {
                Ok::<_, crate::StoreError>(look.head().hash)
            });
            seen.unwrap().unwrap()
        };
        let expecting = |hash| Visitor {
            terms: Terms {
                once: None,
                expects: Some(Box::new(hash)),
            },
            ..two.owner()
        };
        let seen = expecting(head(&two.owner()));
        store
            .state(&seen, vec![statement("a.b", ""), statement("a.c", "")])
            .unwrap();
        assert_eq!(
            refused(store.describe(&seen, Profile::default())),
            Refusal::Stale
        );
        let seen = expecting(head(&two.owner()));
        store.describe(&seen, Profile::default()).unwrap();
    }

    #[test]
    fn a_token_of_who_belongs_no_more_opens_nothing() {
        let two = Two::new();
        let store = two.world.store();
        let officer = two.hire("佐藤", Role::Officer);
        let expires = two.world.clock.now().plus(86_400_000);
        let (_, _, secret) = store
            .issue_token(&officer, vec![Scope::Read], expires)
            .unwrap();
        let arrival = store.arrive_by_token(&secret).unwrap().unwrap();
        assert_eq!(arrival.visitor.organisation, Some(two.first.organisation));
        store
            .end_role(&two.owner(), officer.person, Role::Officer)
            .unwrap();
        assert_eq!(store.arrive_by_token(&secret).unwrap(), None);
    }
}
