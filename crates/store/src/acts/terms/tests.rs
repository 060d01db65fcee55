//! Two organisations agree on a text: signed by passkeys that count, or not at all.

use jiff::civil::Date;
use ledger::admission::Refusal;
use ledger::body::house::Role;
use ledger::body::shared::Side;
use ledger::body::term::{Outcome, Payer, Wording};
use ledger::export::Finding;
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::view::terms::{Stage, TermView};
use testkit::passkey::{SoftAnswer, SoftPasskey};

use super::{Answer, NewCost, Shown};
use crate::acts::tests::{Two, refused};
use crate::acts::{NotDone, Recorded};
use crate::door::{Visitor, When};
use crate::error::StoreError;

const SITE: &str = "https://torikime.example";
const MINUTE: i64 = 60_000;

fn item() -> ItemCode {
    "require.byod".parse().unwrap()
}

fn wording(text: &str) -> Wording {
    Wording::new(text, "2026-11-01".parse().unwrap())
}

/// Two organisations with an engagement that both take part in.
struct Agreeing {
    two: Two,
    id: EngagementId,
}

impl Agreeing {
    fn new() -> Self {
        let two = Two::new();
        let id = two.engaged(&two.owner(), &two.stranger());
        Self { two, id }
    }

    fn propose(&self, by: &Visitor, text: &str) -> Result<Recorded, NotDone> {
        let answers = self.term(by).and_then(|term| term.open);
        let store = self.two.world.store();
        store.propose_term(by, self.id, item(), answers, wording(text))
    }

    /// The item's terms as a visitor sees them.
    fn term(&self, by: &Visitor) -> Option<TermView> {
        let store = self.two.world.store();
        let seen = store.look_at(by, self.id, When::Now, |look| {
            Ok::<_, StoreError>(look.terms()?.map(|terms| terms.into_inner().terms))
        });
        let terms = seen.unwrap().flatten()?;
        terms.of(&item()).cloned()
    }

    fn shown(&self, by: &Visitor) -> Shown {
        let term = self.term(by).unwrap();
        let open = term.waiting().unwrap();
        Shown {
            engagement: self.id,
            item: item(),
            proposal: open.seq,
            hash: open.hash,
        }
    }

    fn sign(&self, by: &Visitor, key: &SoftPasskey, handle: u8) -> Result<Recorded, NotDone> {
        let store = self.two.world.store();
        let asked = store.ask_acceptance(by, &self.shown(by))?;
        let answer = answer(handle, key.answer(&asked.challenge.0, SITE));
        store.accept_signed(by, asked.secret.hash(), answer, SITE)
    }

    fn enrol(&self, by: &Visitor, handle: u8) -> SoftPasskey {
        let key = SoftPasskey::new();
        let store = self.two.world.store();
        let label = "p".to_owned();
        store
            .enrol_passkey(by, vec![handle], label, key.record())
            .unwrap();
        key
    }
}

fn answer(handle: u8, of: SoftAnswer) -> Answer {
    Answer {
        handle: vec![handle],
        authenticator: of.authenticator,
        client: of.client,
        signature: of.signature,
    }
}

#[test]
fn both_sign_what_was_countered_and_the_file_proves_it() {
    let on = Agreeing::new();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    let keys = [on.enrol(&owner, 1), on.enrol(&stranger, 2)];
    let store = on.two.world.store();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    let waits = |of: &Visitor| {
        let row = store.engagements(of).unwrap().unwrap().remove(0);
        (row.get().waits_for_us, row.get().unaccepted)
    };
    on.propose(&owner, "使わない").unwrap();
    assert_eq!([waits(&owner), waits(&stranger)], [(1, 1), (1, 0)]);
    on.propose(&stranger, "届け出れば使える").unwrap();
    on.sign(&stranger, &keys[1], 2).unwrap();
    assert_eq!([waits(&owner), waits(&stranger)], [(1, 0), (0, 0)]);
    assert_eq!(on.term(&owner).unwrap().in_force(), None);
    on.sign(&owner, &keys[0], 1).unwrap();
    let term = on.term(&stranger).unwrap();
    let agreed = term.in_force().unwrap();
    assert_eq!(agreed.wording.text, "届け出れば使える");
    assert!(agreed.signed() && agreed.stage == Stage::Agreed);
    let row = store.engagements(&owner).unwrap().unwrap().remove(0);
    assert_eq!((row.get().runs_out, row.get().waits_for_us), (None, 0));

    let seen = store.look_at(&owner, on.id, When::Now, |look| look.export(&[]));
    let export = seen.unwrap().flatten().unwrap().into_inner();
    let origin = export.head.note.checkpoint.origin.clone();
    let findings = ledger::export::verify(&export, &origin, &[], &[]).findings;
    assert_eq!(
        findings,
        [Finding::OtherKey],
        "only the server's key is not known here"
    );
}

#[test]
fn a_signature_counts_once_in_time_from_this_site_of_this_passkey() {
    let on = Agreeing::new();
    let owner = on.two.owner();
    let key = on.enrol(&owner, 1);
    let owner = on.two.owner();
    let store = on.two.world.store();
    on.propose(&owner, "使わない").unwrap();
    let ask = || store.ask_acceptance(&owner, &on.shown(&owner)).unwrap();
    let give = |asked: &super::ToSign, given: Answer, site| {
        refused(store.accept_signed(&owner, asked.secret.hash(), given, site))
    };
    let right = |asked: &super::ToSign| answer(1, key.answer(&asked.challenge.0, SITE));

    let asked = ask();
    let elsewhere = answer(1, key.answer(&asked.challenge.0, "https://evil.example"));
    assert_eq!(give(&asked, elsewhere, SITE), Refusal::UnfitSignature);
    assert_eq!(
        give(&asked, right(&asked), SITE),
        Refusal::AlreadyOver,
        "asked once, answered once"
    );
    let asked = ask();
    let of_other = answer(1, SoftPasskey::new().answer(&asked.challenge.0, SITE));
    assert_eq!(give(&asked, of_other, SITE), Refusal::UnfitSignature);
    let asked = ask();
    let unknown = answer(9, key.answer(&asked.challenge.0, SITE));
    assert_eq!(give(&asked, unknown, SITE), Refusal::NoSuchCredential);
    let asked = ask();
    on.two.world.clock.turn(6 * MINUTE);
    assert_eq!(give(&asked, right(&asked), SITE), Refusal::AlreadyOver);
    let asked = ask();
    on.propose(&owner, "決して使わない").unwrap();
    assert_eq!(give(&asked, right(&asked), SITE), Refusal::NoSuchProposal);
    on.sign(&owner, &key, 1).unwrap();
    assert_eq!(refused(on.sign(&owner, &key, 1)), Refusal::AlreadyAccepted);
}

#[test]
fn who_may_not_accept() {
    let on = Agreeing::new();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    on.propose(&owner, "使わない").unwrap();
    let shown = on.shown(&owner);
    let store = on.two.world.store();
    let ask = |by: &Visitor| refused(store.ask_acceptance(by, &shown));
    assert_eq!(ask(&owner), Refusal::NoSuchCredential, "no passkey");
    let officer = on.two.hire("佐藤", Role::Officer);
    on.enrol(&officer, 5);
    assert_eq!(
        ask(&officer),
        Refusal::NoSuchCredential,
        "nobody vouches for it"
    );
    let key = on.enrol(&owner, 1);
    on.sign(&on.two.owner(), &key, 1).unwrap();
    assert_eq!(
        refused(store.accept_signed_in(&stranger, &shown)),
        Refusal::NoSignature
    );
    let editor = on.two.hire("鈴木", Role::Editor);
    assert_eq!(
        refused(store.accept_signed_in(&editor, &shown)),
        Refusal::NotPermitted
    );
    assert_eq!(
        refused(store.drop_term(&editor, &shown, None)),
        Refusal::NotPermitted
    );
    assert_eq!(
        refused(store.choose_signing(&editor, on.id, true)),
        Refusal::NotPermitted
    );
}

#[test]
fn a_third_finds_nothing_and_changes_nothing() {
    let on = Agreeing::new();
    let store = on.two.world.store();
    let owner = on.two.owner();
    on.propose(&owner, "使わない").unwrap();
    let shown = on.shown(&owner);
    // The vendor's engagement with somebody else: a visitor of an organisation that stands on neither side here.
    let third = on.two.newcomer("第三");
    let absent = |outcome: Result<Recorded, NotDone>| assert_eq!(outcome, Err(NotDone::Absent));
    assert_eq!(on.term(&third), None);
    absent(store.propose_term(&third, on.id, item(), None, wording("x")));
    absent(store.drop_term(&third, &shown, None));
    absent(store.accept_signed_in(&third, &shown));
    absent(store.choose_signing(&third, on.id, true));
    let cost = NewCost {
        on: None,
        outcome: Outcome::NoCost,
        payer: None,
        note: None,
    };
    absent(store.talk_cost(&third, on.id, item(), cost));
    on.enrol(&third, 7);
    let asked = store.ask_acceptance(&third, &shown);
    assert!(matches!(asked, Err(NotDone::Absent)), "{asked:?}");
}

#[test]
fn signed_in_is_enough_where_both_chose_it_and_money_is_told_to_both() {
    let on = Agreeing::new();
    let store = on.two.world.store();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    on.propose(&owner, "使わない").unwrap();
    for side in [&owner, &stranger] {
        store.choose_signing(side, on.id, true).unwrap();
    }
    let cost = NewCost {
        on: Date::new(2026, 11, 2).ok(),
        outcome: Outcome::Settled,
        payer: Some(Payer::Client),
        note: Some("月額に含める".to_owned()),
    };
    store.talk_cost(&stranger, on.id, item(), cost).unwrap();
    for side in [&owner, &stranger] {
        let shown = on.shown(&owner);
        store.accept_signed_in(side, &shown).unwrap();
    }
    let term = on.term(&owner).unwrap();
    assert!(term.in_force().is_some_and(|agreed| !agreed.signed()));
    assert_eq!(term.costs[0].side, Side::Vendor);
    let note = term.costs[0].note.clone();
    assert_eq!(
        note,
        Some(ledger::view::Note::Text("月額に含める".to_owned()))
    );
}
