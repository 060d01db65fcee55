//! A passkey's answer holds for what was asked and for nothing else.

use testkit::passkey::{SoftPasskey, authenticator};

use super::{Flaw, Nonce, Octets, Subject, fingerprint};
use crate::hash::Hash;
use crate::id::OrganisationId;
use crate::samples::terms::{accepts, signed_again};
use crate::samples::{ENGAGEMENT, HOUSE, noon, person};

const SITE: &str = "https://torikime.example";

fn subject() -> Subject {
    Subject {
        ledger: ENGAGEMENT.into(),
        seq: 3,
        hash: Hash([8; 32]),
        person: person('a'),
        organisation: HOUSE,
    }
}

#[test]
fn what_a_passkey_signed_holds_for_that_alone() {
    let key = SoftPasskey::new();
    let answer = |origin| accepts(&key, &subject(), (Hash([1; 32]), noon(1).moment), origin);
    let good = answer(SITE);
    assert_eq!(good.check(&subject()), Ok(()));
    assert_eq!(good.origin().as_deref(), Some(SITE));
    assert_eq!(
        answer("https://torikime.example:8443").check(&subject()),
        Ok(())
    );

    let others = [
        Subject {
            seq: 4,
            ..subject()
        },
        Subject {
            hash: Hash([9; 32]),
            ..subject()
        },
        Subject {
            person: person('b'),
            ..subject()
        },
        Subject {
            organisation: OrganisationId([9; 16]),
            ..subject()
        },
        Subject {
            ledger: HOUSE.into(),
            ..subject()
        },
    ];
    for other in others {
        assert_eq!(good.check(&other), Err(Flaw::Challenge), "{other:?}");
    }
    let mut elsewhere = answer("https://torikime.example.evil.example");
    elsewhere.authenticator = good.authenticator.clone();
    let elsewhere = signed_again(&key, elsewhere);
    assert_eq!(elsewhere.check(&subject()), Err(Flaw::Site));

    let changed = |change: &dyn Fn(&mut super::Assertion)| {
        let mut answer = good.clone();
        change(&mut answer);
        answer.check(&subject())
    };
    assert_eq!(changed(&|a| a.nonce = Nonce([8; 16])), Err(Flaw::Challenge));
    assert_eq!(changed(&|a| a.head = Hash([2; 32])), Err(Flaw::Challenge));
    assert_eq!(
        changed(&|a| a.expires = noon(2).moment),
        Err(Flaw::Challenge)
    );
    assert_eq!(changed(&|a| a.signature.0[10] ^= 1), Err(Flaw::Signature));
    assert_eq!(
        changed(&|a| a.authenticator.0[36] ^= 1),
        Err(Flaw::Signature)
    );
    assert_eq!(
        changed(&|a| a.client = Octets(b"{}".to_vec())),
        Err(Flaw::ClientData)
    );
    assert_eq!(changed(&|a| a.client.0.push(b' ')), Err(Flaw::Signature));
    assert_eq!(
        changed(&|a| a.key.first = Octets(Vec::new())),
        Err(Flaw::Signature)
    );
}

#[test]
fn being_there_is_not_being_verified_and_other_kinds_of_answer_are_none() {
    let key = SoftPasskey::new();
    let good = accepts(&key, &subject(), (Hash([1; 32]), noon(1).moment), SITE);
    let with = |flags: u8| {
        let mut answer = good.clone();
        answer.authenticator = Octets(authenticator("torikime.example", flags));
        signed_again(&key, answer).check(&subject())
    };
    assert_eq!(with(0b001), Err(Flaw::NotVerified));
    assert_eq!(with(0b100), Err(Flaw::NotVerified));
    assert_eq!(with(0b1_0101), Ok(()));
    let said = |from: &str, to: &str| {
        let mut answer = good.clone();
        let text = String::from_utf8(answer.client.0)
            .unwrap()
            .replace(from, to);
        answer.client = Octets(text.into_bytes());
        signed_again(&key, answer).check(&subject())
    };
    assert_eq!(
        said("webauthn.get", "webauthn.create"),
        Err(Flaw::ClientData)
    );
    assert_eq!(said("false", "true"), Err(Flaw::Site));
    assert_eq!(said("nothing", "nothing"), Ok(()));
}

#[test]
fn a_passkey_is_known_by_name_and_key() {
    let key =
        |key: &SoftPasskey| accepts(key, &subject(), (Hash([1; 32]), noon(1).moment), SITE).key;
    let (one, other) = (key(&SoftPasskey::new()), key(&SoftPasskey::new()));
    let known = fingerprint(b"x", Some(&one));
    assert_eq!(known, fingerprint(b"x", Some(&one)));
    assert_ne!(known, fingerprint(b"x", Some(&other)));
    assert_ne!(known, fingerprint(b"y", Some(&one)));
    assert_ne!(known, fingerprint(b"x", None));
}
