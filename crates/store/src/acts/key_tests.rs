//! What a passkey, a session or a sheet that was taken back still opens: nothing where it was taken back.

use ledger::admission::{RECOVERY_WAIT, Refusal};
use ledger::body::house::{Role, Scope};
use ledger::id::CredentialId;

use super::NotDone;
use super::tests::{Two, invite, refused, visitor};
use crate::door::{Visitor, When};
use crate::error::StoreError;

pub(super) fn sees(two: &Two, who: &Visitor) -> bool {
    let store = two.world.store();
    let seen = store.look(who, When::Now, |look| {
        Ok::<_, StoreError>(look.organisation().is_some())
    });
    let belongs = store.memberships(who).unwrap();
    let mut belongs = belongs.iter();
    let listed = belongs.any(|it| Some(it.organisation) == who.organisation);
    let seen = seen.unwrap() == Some(true);
    assert_eq!(seen, listed, "door and list agree");
    seen
}

pub(super) fn enrol(two: &Two, who: &Visitor, handle: u8) -> CredentialId {
    let (label, passkey) = ("p".to_owned(), "{}".to_owned());
    let store = two.world.store();
    store
        .enrol_passkey(who, vec![handle], label, passkey)
        .unwrap()
}

fn sign_in(two: &Two, handle: u8) -> Visitor {
    let store = two.world.store();
    let session = store.sign_in_by_passkey(vec![handle], "{}".to_owned(), None);
    visitor(&two.world, &session.unwrap())
}

#[test]
fn a_passkey_an_owner_revoked_opens_the_organisation_no_more() {
    let two = Two::new();
    let store = two.world.store();
    let officer = two.hire("佐藤", Role::Officer);
    let key = enrol(&two, &officer, 1);
    // Where the same person belongs as well, it still opens.
    let elsewhere = invite(&two.world, &two.stranger(), Some(Role::Reader)).unwrap();
    store.join_as(elsewhere.hash(), &officer).unwrap();
    let (first, second) = (two.first.organisation, two.second.organisation);
    let signed_in = sign_in(&two, 1);
    let at = |organisation, who: &Visitor| Visitor {
        organisation: Some(organisation),
        ..who.clone()
    };
    assert!(sees(&two, &at(first, &signed_in)));
    store.revoke_passkey(&two.owner(), key).unwrap();
    for (who, when) in [(signed_in, "before"), (sign_in(&two, 1), "anew")] {
        assert!(!sees(&two, &at(first, &who)), "{when}");
        assert!(sees(&two, &at(second, &who)), "{when}");
        let invited = invite(&two.world, &at(first, &who), Some(Role::Reader));
        assert_eq!(refused(invited), Refusal::NotPermitted, "{when}");
        assert_eq!(store.switch(&who, first), Err(NotDone::Absent), "{when}");
        let later = two.world.clock.now().plus(86_400_000);
        let token = store.issue_token(&at(first, &who), vec![Scope::Read], later);
        assert_eq!(refused(token), Refusal::NotPermitted, "{when}");
    }
}

#[test]
fn a_passkey_one_revoked_oneself_ends_the_sessions_it_opened() {
    let two = Two::new();
    let store = two.world.store();
    let owner = two.owner();
    let lost = enrol(&two, &owner, 1);
    let stolen = store.sign_in_by_passkey(vec![1], "{}".to_owned(), None);
    let stolen = stolen.unwrap();
    store.revoke_passkey(&sign_in(&two, 1), lost).unwrap();
    assert_eq!(store.visitor_by_session(&stolen).unwrap(), None);
}

#[test]
fn a_passkey_brought_along_is_known_to_the_organisation_and_can_be_revoked_there() {
    let two = Two::new();
    let store = two.world.store();
    let key = enrol(&two, &two.stranger(), 5);
    let link = invite(&two.world, &two.owner(), Some(Role::Editor)).unwrap();
    store.join_as(link.hash(), &two.stranger()).unwrap();
    store.revoke_passkey(&two.owner(), key).unwrap();
    let back = Visitor {
        organisation: Some(two.first.organisation),
        ..sign_in(&two, 5)
    };
    assert!(!sees(&two, &back));
}

/// Also of somebody who belongs elsewhere, whose other doors stay as they are.
#[test]
fn a_recovery_voids_what_was_held_before_in_its_organisation() {
    let two = Two::new();
    let (store, owner) = (two.world.store(), two.owner());
    let member = two.hire("佐藤", Role::Editor);
    enrol(&two, &member, 1);
    let link = invite(&two.world, &two.stranger(), Some(Role::Reader)).unwrap();
    let by_key = sign_in(&two, 1);
    store.join_as(link.hash(), &by_key).unwrap();
    store.request_recovery(&owner, member.person).unwrap();
    two.world.clock.turn(RECOVERY_WAIT);
    let again = store.sign_in_for_demonstration(member.person).unwrap();
    let without_key = visitor(&two.world, &again);
    two.world.clock.turn(1000);
    let owner = visitor(
        &two.world,
        &store.sign_in_for_demonstration(owner.person).unwrap(),
    );
    let link = store.complete_recovery(&owner, member.person).unwrap();
    let back = store.come_back(link.hash()).unwrap();
    let back = visitor(&two.world, &back);
    for (who, here) in [
        (sign_in(&two, 1), false),
        (without_key, false),
        (back, true),
    ] {
        let at = |organisation| Visitor {
            organisation: Some(organisation),
            ..who.clone()
        };
        assert_eq!(sees(&two, &at(two.first.organisation)), here);
        let elsewhere = who.only_for.is_none();
        assert_eq!(sees(&two, &at(two.second.organisation)), elsewhere);
    }
}

/// Who is an owner and the one to be recovered hears of it once, whatever the order of their numbers.
#[test]
fn everybody_concerned_hears_of_a_recovery_once() {
    let two = Two::new();
    let (store, owner) = (two.world.store(), two.owner());
    let others = ["佐藤", "鈴木", "田中"].map(|name| two.hire(name, Role::Owner));
    for (asked, other) in others.iter().enumerate() {
        store.request_recovery(&owner, other.person).unwrap();
        let told: Result<u64, StoreError> = store.read(|read| {
            let sql = "SELECT COUNT(*) FROM outbox WHERE template = 'recovery'";
            read.query(sql, &[])?[0].get(0)
        });
        assert_eq!(told, Ok(4 * (u64::try_from(asked).unwrap() + 1)));
    }
}

#[test]
fn what_comes_by_recovery_is_bound_to_its_organisation_and_takes_no_other_key_away() {
    let two = Two::new();
    let (store, home) = (two.world.store(), two.first.organisation);
    let sheet = two.first.sheet.hash();
    store.request_recovery_by_sheet(home, sheet).unwrap();
    two.world.clock.turn(RECOVERY_WAIT);
    let session = store.complete_recovery_by_sheet(home, sheet).unwrap();
    let back = visitor(&two.world, &session);
    assert_eq!(back.only_for, Some(home));
    let bound = enrol(&two, &back, 2);
    // The person's other key, made elsewhere since, is not this session's to forget.
    let free = Visitor {
        only_for: None,
        proved: Some(two.world.clock.now()),
        ..back.clone()
    };
    let other = enrol(&two, &free, 3);
    store.revoke_passkey(&back, other).unwrap();
    store.revoke_passkey(&back, bound).unwrap();
    let known = store.own_passkeys(&back).unwrap();
    let known: Vec<CredentialId> = known.iter().map(|passkey| passkey.id).collect();
    assert_eq!(known, [other]);
}

#[test]
fn a_copied_sheet_is_void_once_its_recovery_was_stopped() {
    let two = Two::new();
    let (store, home) = (two.world.store(), two.first.organisation);
    let sheet = two.first.sheet.hash();
    store.request_recovery_by_sheet(home, sheet).unwrap();
    store.stop_recovery(&two.owner(), two.first.owner).unwrap();
    let again = store.request_recovery_by_sheet(home, sheet);
    assert_eq!(again, Err(NotDone::Absent));
    let new = store.issue_sheet(&two.owner()).unwrap();
    store.request_recovery_by_sheet(home, new.hash()).unwrap();
}

#[test]
fn a_receipt_is_for_who_sees_the_ledger_or_wrote_the_line() {
    let two = Two::new();
    let store = two.world.store();
    let receipt = |who: &Visitor, seq| {
        let seen = store.look(who, When::Now, |look| look.receipt(seq));
        seen.unwrap().flatten().is_some()
    };
    let editor = two.hire("佐藤", Role::Editor);
    let employee = two.hire("鈴木", Role::Employee);
    let reader = two.hire("田中", Role::Reader);
    enrol(&two, &employee, 1);
    let last = |who: &Visitor| {
        let seen = store.look(who, When::Now, |look| look.history());
        seen.unwrap().flatten().unwrap().into_inner().len() as u64 - 1
    };
    let written = last(&reader);
    for (who, first, own) in [
        (&two.owner(), true, true),
        (&reader, true, true),
        (&editor, false, false),
        (&employee, false, true),
        (&two.stranger(), true, true),
    ] {
        let strange = who.organisation != Some(two.first.organisation);
        assert_eq!(receipt(who, 0), first, "{who:?}");
        assert_eq!(receipt(who, written), own && !strange, "{who:?}");
    }
}

#[test]
fn what_decides_who_gets_in_wants_a_passkey_shown_just_now() {
    let two = Two::new();
    let store = two.world.store();
    let member = two.hire("佐藤", Role::Editor);
    let key = enrol(&two, &member, 2);
    enrol(&two, &two.owner(), 1);
    let try_all = |owner: &Visitor| {
        let later = two.world.clock.now().plus(86_400_000);
        let (label, record) = ("q".to_owned(), "{}".to_owned());
        let (grant, person) = (Role::Officer, member.person);
        [
            store.enrol_passkey(owner, vec![7], label, record).map(drop),
            store.confirm_passkey(owner, key).map(drop),
            invite(&two.world, owner, Some(Role::Owner)).map(drop),
            store.grant_role(owner, person, grant, None).map(drop),
            store.end_role(owner, person, grant).map(drop),
            store.issue_sheet(owner).map(drop),
            store.issue_token(owner, vec![Scope::Read], later).map(drop),
            store.request_recovery(owner, person).map(drop),
            store.may_enrol(owner),
            store.withdraw(owner).map(drop),
        ]
    };
    let signed_in = sign_in(&two, 1);
    two.world.clock.turn(super::PROOF_LASTS);
    for (at, outcome) in try_all(&signed_in).into_iter().enumerate() {
        assert_eq!(outcome, Err(NotDone::Unproved), "{at}");
    }
    // What decides about nobody else goes on.
    invite(&two.world, &signed_in, Some(Role::Reader)).unwrap();
    for (at, outcome) in try_all(&sign_in(&two, 1)).into_iter().enumerate() {
        assert_eq!(outcome, Ok(()), "{at}");
    }
}

#[test]
fn who_shows_a_passkey_once_more_goes_on_for_the_same_organisation() {
    let two = Two::new();
    let store = two.world.store();
    enrol(&two, &two.owner(), 1);
    let link = invite(&two.world, &two.stranger(), Some(Role::Reader)).unwrap();
    store.join_as(link.hash(), &two.owner()).unwrap();
    for organisation in [two.first.organisation, two.second.organisation] {
        let held = store
            .sign_in_by_passkey(vec![1], "{}".to_owned(), None)
            .unwrap();
        store
            .switch(&visitor(&two.world, &held), organisation)
            .unwrap();
        let again = store.sign_in_by_passkey(vec![1], "{}".to_owned(), Some(held.hash()));
        let again = visitor(&two.world, &again.unwrap());
        assert_eq!(again.organisation, Some(organisation));
        assert_eq!(store.visitor_by_session(&held).unwrap(), None);
    }
}
