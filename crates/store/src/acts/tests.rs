//! What people do with links, keys and roles, and what they cannot do with them.

use ledger::admission::{RECOVERY_WAIT, Refusal};
use ledger::body::house::{Role, Scope, Value};
use ledger::id::OrganisationId;
use ledger::organisation::{Name, NameKind, Profile};

use super::{Asked, Founded, Founding, Invitation, NewStatement, Newcomer, NotDone};
use crate::door::{Visitor, When};
use crate::tests::fixture::World;
use crate::working::secret::Secret;

mod sides;

const DAY: i64 = 86_400_000;

pub fn newcomer(name: &str) -> Newcomer {
    let address = Some(format!("{name}@example.jp"));
    Newcomer {
        name: name.to_owned(),
        reading: None,
        address,
        language: "ja".to_owned(),
    }
}

pub fn founding(name: &str) -> Founding {
    let names = vec![Name {
        kind: NameKind::Official,
        text: format!("{name}株式会社"),
    }];
    Founding {
        names,
        identifier: None,
        profile: Profile::default(),
        owner: newcomer(name),
    }
}

/// Two organisations on one server, and their owners.
pub struct Two {
    pub world: World,
    pub first: Founded,
    pub second: Founded,
}

impl Two {
    pub fn new() -> Self {
        let world = World::here();
        let setup = world.store().setup_link().unwrap().unwrap();
        let first = world.store().found(setup.hash(), founding("髙橋")).unwrap();
        let owner = visitor(&world, &first.session);
        let link = invite(&world, &owner, None).unwrap();
        let second = world.store().found(link.hash(), founding("山田")).unwrap();
        Self {
            world,
            first,
            second,
        }
    }

    pub fn owner(&self) -> Visitor {
        visitor(&self.world, &self.first.session)
    }

    pub fn stranger(&self) -> Visitor {
        visitor(&self.world, &self.second.session)
    }

    /// Somebody with a role in the first organisation.
    pub fn hire(&self, name: &str, role: Role) -> Visitor {
        let link = invite(&self.world, &self.owner(), Some(role)).unwrap();
        visitor(
            &self.world,
            &self
                .world
                .store()
                .join(link.hash(), newcomer(name))
                .unwrap(),
        )
    }
}

pub fn visitor(world: &World, session: &Secret) -> Visitor {
    world.store().visitor_by_session(session).unwrap().unwrap()
}

pub(super) fn invite(
    world: &World,
    visitor: &Visitor,
    role: Option<Role>,
) -> Result<Secret, NotDone> {
    let now = world.clock.now();
    let role_until = (role == Some(Role::Auditor)).then(|| "2026-12-31".parse().unwrap());
    let invitation = Invitation {
        role,
        role_until,
        expires: now.plus(DAY),
        send: None,
    };
    world
        .store()
        .invite(visitor, invitation)
        .map(|(_, secret)| secret)
}

pub fn statement(item: &str, note: &str) -> NewStatement {
    NewStatement {
        item: item.parse().unwrap(),
        value: Value::InForce,
        from: "2026-11-01".parse().unwrap(),
        note: Some(note.to_owned()),
        corrects: None,
        expects: None,
    }
}

pub fn refused<T: std::fmt::Debug>(outcome: Result<T, NotDone>) -> Refusal {
    match outcome {
        Err(NotDone::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn a_set_up_link_founds_the_first_organisation_and_none_after_it() {
    let world = World::here();
    let old = world.store().setup_link().unwrap().unwrap();
    let new = world.store().setup_link().unwrap().unwrap();
    assert_eq!(
        world.store().found(old.hash(), founding("a")),
        Err(NotDone::Absent),
        "a later link voids it"
    );
    assert_eq!(
        refused(world.store().found(new.hash(), founding(" "))),
        Refusal::NoName
    );
    world.store().found(new.hash(), founding("a")).unwrap();
    assert_eq!(
        world.store().found(new.hash(), founding("b")),
        Err(NotDone::Absent),
        "spent"
    );
    assert_eq!(world.store().setup_link().unwrap(), None);
}

#[test]
fn looking_at_a_link_spends_nothing_and_taking_it_up_spends_it() {
    let two = Two::new();
    let store = two.world.store();
    let link = invite(&two.world, &two.owner(), Some(Role::Editor)).unwrap();
    for _ in 0..3 {
        assert_eq!(
            store.offer(link.hash()).unwrap().unwrap().role,
            Some(Role::Editor)
        );
    }
    assert_eq!(
        store.found(link.hash(), founding("x")),
        Err(NotDone::Absent),
        "it does not found"
    );
    store.join(link.hash(), newcomer("eva")).unwrap();
    assert_eq!(store.offer(link.hash()).unwrap(), None);
    assert_eq!(
        store.join(link.hash(), newcomer("eve")),
        Err(NotDone::Absent)
    );
    let late = invite(&two.world, &two.owner(), Some(Role::Editor)).unwrap();
    two.world.clock.turn(2 * DAY);
    assert_eq!(store.offer(late.hash()).unwrap(), None);
    assert_eq!(
        store.join(late.hash(), newcomer("eve")),
        Err(NotDone::Absent)
    );
    assert_eq!(
        store.join(Secret::new([9; 32]).hash(), newcomer("eve")),
        Err(NotDone::Absent)
    );
}

#[test]
fn a_link_called_back_offers_nothing() {
    let two = Two::new();
    let link = invite(&two.world, &two.owner(), Some(Role::Reader)).unwrap();
    let security = two
        .world
        .store()
        .look(&two.owner(), When::Now, |look| {
            Ok::<_, NotDone>(look.security().unwrap())
        })
        .unwrap()
        .unwrap();
    let open = security
        .get()
        .invitations
        .iter()
        .find(|invitation| invitation.role.is_some())
        .unwrap();
    two.world
        .store()
        .revoke_invitation(&two.owner(), open.link)
        .unwrap();
    assert_eq!(two.world.store().offer(link.hash()).unwrap(), None);
    assert_eq!(
        two.world.store().join(link.hash(), newcomer("x")),
        Err(NotDone::Absent)
    );
}

#[test]
fn roles_reach_as_far_as_they_reach() {
    let two = Two::new();
    let (officer, editor) = (two.hire("o", Role::Officer), two.hire("e", Role::Editor));
    let (reader, employee) = (two.hire("r", Role::Reader), two.hire("m", Role::Employee));
    assert_eq!(
        refused(invite(&two.world, &officer, Some(Role::Owner))),
        Refusal::RoleAbove
    );
    invite(&two.world, &officer, Some(Role::Editor)).unwrap();
    for visitor in [&editor, &reader, &employee] {
        assert_eq!(
            refused(invite(&two.world, visitor, Some(Role::Reader))),
            Refusal::NotPermitted
        );
    }
    for visitor in [&reader, &employee] {
        let (_, outcome) = two
            .world
            .store()
            .state(visitor, vec![statement("rule.byod", "x")])
            .unwrap_err();
        assert_eq!(outcome, NotDone::Refused(Refusal::NotPermitted));
    }
    let recorded = two
        .world
        .store()
        .state(
            &editor,
            vec![statement("rule.byod", "x"), statement("rule.takeout", "y")],
        )
        .unwrap();
    assert_eq!(recorded.len(), 2);
    two.world
        .store()
        .end_role(&two.owner(), editor.person, Role::Editor)
        .unwrap();
    let (_, outcome) = two
        .world
        .store()
        .state(&editor, vec![statement("rule.byod", "z")])
        .unwrap_err();
    assert_eq!(
        outcome,
        NotDone::Refused(Refusal::NotPermitted),
        "at once, in the session that is open"
    );
}

#[test]
fn several_statements_are_recorded_all_or_none() {
    let two = Two::new();
    let wrong = NewStatement {
        value: Value::NotApplicable,
        note: Some(" ".to_owned()),
        ..statement("rule.c", "")
    };
    let batch = vec![statement("rule.a", "1"), statement("rule.b", "2"), wrong];
    let (at, outcome) = two.world.store().state(&two.owner(), batch).unwrap_err();
    assert_eq!((at, outcome), (2, NotDone::Refused(Refusal::NoReason)));
    let seen = two
        .world
        .store()
        .look(&two.owner(), When::Now, |look| {
            Ok::<_, NotDone>(look.standings()?.unwrap())
        })
        .unwrap()
        .unwrap();
    assert!(seen.get().is_empty());
}

#[test]
fn a_token_does_what_it_is_for_until_it_is_called_back() {
    let two = Two::new();
    let store = two.world.store();
    let expires = two.world.clock.now().plus(30 * DAY);
    let (_, token, secret) = store
        .issue_token(&two.owner(), vec![Scope::Read], expires)
        .unwrap();
    let program = store.visitor_by_token(&secret).unwrap().unwrap();
    assert!(
        store
            .look(&program, When::Now, |look| Ok::<_, NotDone>(
                look.organisation().is_some()
            ))
            .unwrap()
            .unwrap()
    );
    let (_, outcome) = store
        .state(&program, vec![statement("rule.byod", "x")])
        .unwrap_err();
    assert_eq!(outcome, NotDone::Refused(Refusal::NotPermitted));
    assert_eq!(
        refused(invite(&two.world, &program, Some(Role::Reader))),
        Refusal::NotPermitted
    );
    assert_eq!(
        store.revoke_token(&two.stranger(), token),
        Err(NotDone::Refused(Refusal::NoSuchToken))
    );
    store.revoke_token(&two.owner(), token).unwrap();
    assert_eq!(store.visitor_by_token(&secret).unwrap(), None);
}

/// What a browser holds that asked for a link.
fn browser(number: u8) -> Secret {
    Secret::new([number; 32])
}

fn asked(address: &str) -> Asked {
    Asked {
        address: address.to_owned(),
        page: "https://t.example/sign-in".to_owned(),
        network: "192.0.2.1".to_owned(),
        browser: browser(1).hash(),
    }
}

/// The secret in the last mail to an address, if one was sent.
fn mailed(world: &World, address: &str) -> Option<Secret> {
    let mails = world.store().write(|work| work.take_mails(100, 1)).unwrap();
    let mail = mails
        .into_iter()
        .rev()
        .find(|waiting| waiting.mail.recipient == address)?
        .mail;
    let args: serde_json::Value = serde_json::from_str(&mail.args).unwrap();
    args["link"].as_str()?.split_once('#')?.1.parse().ok()
}

#[test]
fn a_mailbox_opens_only_what_has_no_passkey_and_was_verified() {
    let two = Two::new();
    let (store, owner) = (two.world.store(), two.owner());
    store.ask_sign_in(asked("髙橋@example.jp")).unwrap();
    assert_eq!(
        mailed(&two.world, "髙橋@example.jp"),
        None,
        "not verified yet"
    );
    store
        .ask_verification(
            &owner,
            "髙橋@example.jp".to_owned(),
            "https://t.example/verify".to_owned(),
        )
        .unwrap();
    store
        .verify_address(
            &owner,
            mailed(&two.world, "髙橋@example.jp").unwrap().hash(),
        )
        .unwrap();
    store.ask_sign_in(asked("髙橋@EXAMPLE.jp")).unwrap();
    let link = mailed(&two.world, "髙橋@EXAMPLE.jp").unwrap();
    let sign_in = |link: &Secret| store.sign_in_by_link(link.hash(), browser(1).hash());
    assert_eq!(
        store.sign_in_by_link(link.hash(), browser(2).hash()),
        Err(NotDone::Absent),
        "another browser, and nothing is spent"
    );
    let session = sign_in(&link).unwrap();
    assert_eq!(
        visitor(&two.world, &session).organisation,
        Some(two.first.organisation)
    );
    assert_eq!(sign_in(&link), Err(NotDone::Absent), "once");
    store.ask_sign_in(asked("髙橋@example.jp")).unwrap();
    let link = mailed(&two.world, "髙橋@example.jp").unwrap();
    store
        .enrol_passkey(&owner, vec![1], "key".to_owned(), "{}".to_owned())
        .unwrap();
    assert_eq!(
        refused(sign_in(&link)),
        Refusal::NotPermitted,
        "a mailbox is weaker than a passkey"
    );
}

#[test]
fn who_asks_for_links_too_often_waits() {
    let two = Two::new();
    let outcomes: Vec<bool> = (0..25)
        .map(|_| {
            two.world
                .store()
                .ask_sign_in(asked("nobody@example.jp"))
                .is_ok()
        })
        .collect();
    assert_eq!(outcomes.iter().filter(|fine| **fine).count(), 20);
    let reached = two.world.store().read(|read| read.outbox()).unwrap();
    assert_eq!(reached.waiting, 0, "nobody of that address");
}

#[test]
fn a_sole_owners_passkey_counts_at_once_and_anothers_is_vouched_for() {
    let two = Two::new();
    let store = two.world.store();
    let own = store
        .enrol_passkey(&two.owner(), vec![1], "a".to_owned(), "{}".to_owned())
        .unwrap();
    let officer = two.hire("o", Role::Officer);
    let theirs = store
        .enrol_passkey(&officer, vec![2], "b".to_owned(), "{}".to_owned())
        .unwrap();
    let confirmed = |credential| {
        let security = store
            .look(&two.owner(), When::Now, |look| {
                Ok::<_, NotDone>(look.security().unwrap())
            })
            .unwrap()
            .unwrap();
        security
            .get()
            .credentials
            .iter()
            .any(|view| view.credential == credential && view.confirmed)
    };
    assert!(confirmed(own) && !confirmed(theirs));
    let proved = Visitor {
        proved: Some(two.world.clock.now()),
        ..officer.clone()
    };
    assert_eq!(
        refused(store.confirm_passkey(&proved, theirs)),
        Refusal::OwnCredential
    );
    store.confirm_passkey(&two.owner(), theirs).unwrap();
    assert!(confirmed(theirs));
    let session = store
        .sign_in_by_passkey(vec![2], "{}".to_owned(), officer.session)
        .unwrap();
    assert!(visitor(&two.world, &session).proved.is_some());
    assert_eq!(
        store.sign_in_by_passkey(vec![3], "{}".to_owned(), None),
        Err(NotDone::Absent)
    );
}

#[test]
fn the_sheet_brings_a_sole_owner_back_after_three_days_unless_stopped() {
    let two = Two::new();
    let (store, home, owner) = (two.world.store(), two.first.organisation, two.owner());
    store
        .enrol_passkey(&owner, vec![1], "a".to_owned(), "{}".to_owned())
        .unwrap();
    let sheet = two.first.sheet.hash();
    assert_eq!(
        store.request_recovery_by_sheet(home, two.second.sheet.hash()),
        Err(NotDone::Absent),
        "another's sheet"
    );
    store.request_recovery_by_sheet(home, sheet).unwrap();
    assert_eq!(
        refused(store.complete_recovery_by_sheet(home, sheet)),
        Refusal::TooEarly
    );
    store.stop_recovery(&two.owner(), two.first.owner).unwrap();
    let new = store.issue_sheet(&two.owner()).unwrap();
    two.world.clock.turn(RECOVERY_WAIT);
    assert_eq!(
        store.complete_recovery_by_sheet(home, sheet),
        Err(NotDone::Absent)
    );
    let sheet = new.hash();
    assert_eq!(
        refused(store.complete_recovery_by_sheet(home, sheet)),
        Refusal::NoRecovery
    );
    store.request_recovery_by_sheet(home, sheet).unwrap();
    two.world.clock.turn(RECOVERY_WAIT);
    assert_eq!(
        refused(store.complete_recovery(&owner, two.first.owner)),
        Refusal::NoRecovery,
        "what was asked for with a sheet is completed with it"
    );
    let session = store.complete_recovery_by_sheet(home, sheet).unwrap();
    assert_eq!(visitor(&two.world, &session).person, two.first.owner);
    assert_eq!(
        store.visitor_by_session(&two.first.session).unwrap(),
        None,
        "earlier sessions are over"
    );
    assert_eq!(
        store.sign_in_by_passkey(vec![1], "{}".to_owned(), None),
        Err(NotDone::Absent),
        "earlier passkeys are void"
    );
    assert_eq!(
        store.request_recovery_by_sheet(home, sheet),
        Err(NotDone::Absent),
        "the sheet is spent"
    );
}

/// An owner who invites somebody from elsewhere and lets them recover opens nothing but their own organisation.
#[test]
fn recovery_in_one_organisation_opens_no_other() {
    let two = Two::new();
    let (store, owner, victim) = (two.world.store(), two.owner(), two.stranger());
    store
        .enrol_passkey(&victim, vec![5], "v".to_owned(), "{}".to_owned())
        .unwrap();
    let link = invite(&two.world, &owner, Some(Role::Reader)).unwrap();
    store.join_as(link.hash(), &victim).unwrap();
    store.request_recovery(&owner, victim.person).unwrap();
    two.world.clock.turn(RECOVERY_WAIT);
    let link = store.complete_recovery(&owner, victim.person).unwrap();
    let session = store.come_back(link.hash()).unwrap();
    assert_eq!(
        store.come_back(link.hash()),
        Err(NotDone::Absent),
        "a link works once"
    );
    let taken = visitor(&two.world, &session);
    assert_eq!(
        (taken.organisation, taken.only_for),
        (Some(two.first.organisation), Some(two.first.organisation))
    );
    assert_eq!(
        store.switch(&taken, two.second.organisation),
        Err(NotDone::Absent)
    );
    let seen: Vec<OrganisationId> = store
        .memberships(&taken)
        .unwrap()
        .iter()
        .map(|house| house.organisation)
        .collect();
    assert_eq!(seen, [two.first.organisation]);
    store
        .enrol_passkey(&taken, vec![6], "n".to_owned(), "{}".to_owned())
        .unwrap();
    let again = visitor(
        &two.world,
        &store
            .sign_in_by_passkey(vec![6], "{}".to_owned(), None)
            .unwrap(),
    );
    assert_eq!(
        again.only_for,
        Some(two.first.organisation),
        "nor does a passkey made in it"
    );
    let own = visitor(
        &two.world,
        &store
            .sign_in_by_passkey(vec![5], "{}".to_owned(), None)
            .unwrap(),
    );
    assert_eq!(
        own.only_for, None,
        "the passkey of before still opens what it opened"
    );
}

#[test]
fn erasing_a_person_breaks_no_chain_and_leaves_no_name() {
    let two = Two::new();
    let (store, editor) = (two.world.store(), two.hire("ｴﾄﾞ", Role::Editor));
    store
        .state(&editor, vec![statement("rule.byod", "x")])
        .unwrap();
    assert_eq!(store.erase(editor.person).unwrap(), 1);
    let history = store
        .look(&two.owner(), When::Now, |look| {
            Ok::<_, NotDone>(look.history()?.unwrap())
        })
        .unwrap()
        .unwrap();
    let stated = history
        .get()
        .iter()
        .find(|line| line.line.entry.kind() == ledger::body::Kind::Stated)
        .unwrap();
    assert_eq!(
        (stated.line.entry.author.person, &stated.author),
        (Some(editor.person), &None)
    );
    assert_eq!(store.read(|read| read.person(editor.person)).unwrap(), None);
    assert_eq!(refused(store.erase(two.first.owner)), Refusal::LastOwner);
    let export = store
        .look(&two.owner(), When::Now, |look| {
            Ok::<_, NotDone>(look.export(&[])?.unwrap())
        })
        .unwrap()
        .unwrap();
    let verifier = store.verifier();
    let verdict = ledger::export::verify(export.get(), &verifier.origin, &[verifier.key], &[]);
    assert_eq!(verdict.findings, []);
}

#[test]
fn one_erases_oneself_everywhere_or_nowhere() {
    let two = Two::new();
    let (store, editor) = (two.world.store(), two.hire("ed", Role::Editor));
    assert_eq!(
        refused(store.erase_oneself(&two.owner())),
        Refusal::LastOwner
    );
    let link = invite(&two.world, &two.stranger(), Some(Role::Reader)).unwrap();
    store.join_as(link.hash(), &editor).unwrap();
    let bound = Visitor {
        only_for: Some(two.first.organisation),
        ..editor.clone()
    };
    assert_eq!(
        refused(store.erase_oneself(&bound)),
        Refusal::NotPermitted,
        "known to one of two organisations alone"
    );
    let token = Visitor {
        means: ledger::entry::Way::Token.into(),
        ..editor.clone()
    };
    assert_eq!(refused(store.erase_oneself(&token)), Refusal::NotPermitted);
    assert_eq!(store.erase_oneself(&editor).unwrap(), 2);
    assert_eq!(store.read(|read| read.person(editor.person)).unwrap(), None);
    store.withdraw(&two.owner()).unwrap();
    assert_eq!(store.erase_oneself(&two.owner()).unwrap(), 1);
}

#[test]
fn a_note_is_erased_once_and_its_entry_stays() {
    let two = Two::new();
    let (store, owner) = (two.world.store(), two.owner());
    let said = store.state(&owner, vec![statement("rule.byod", "氏名")]);
    let seq = said.unwrap()[0].seq;
    let reader = two.hire("r", Role::Reader);
    assert_eq!(
        refused(store.erase_note(&reader, seq)),
        Refusal::NotPermitted
    );
    assert_eq!(
        refused(store.erase_note(&two.stranger(), seq)),
        Refusal::NoSuchText
    );
    store.erase_note(&owner, seq).unwrap();
    assert_eq!(refused(store.erase_note(&owner, seq)), Refusal::NoSuchText);
    for when in [When::Now, When::EndOf("2026-11-30".parse().unwrap())] {
        let seen = store.look(&owner, when, |look| {
            Ok::<_, NotDone>(look.standings()?.unwrap().into_inner())
        });
        let note = seen.unwrap().unwrap()[0].history[0].note.clone();
        assert_eq!(note, Some(ledger::view::Note::Redacted));
    }
    assert_eq!(store.verify_all().unwrap().findings, []);
}

#[test]
fn an_organisation_merges_into_one_its_owner_belongs_to() {
    let two = Two::new();
    let (store, owner, day) = (
        two.world.store(),
        two.owner(),
        "2026-11-01".parse().unwrap(),
    );
    let into = two.second.organisation;
    assert_eq!(store.merge(&owner, into, day), Err(NotDone::Absent));
    let link = invite(&two.world, &two.stranger(), Some(Role::Reader)).unwrap();
    store.join_as(link.hash(), &owner).unwrap();
    // Joining made them act for the other; they speak for the first again.
    store.switch(&owner, two.first.organisation).unwrap();
    let reader = two.hire("r", Role::Reader);
    assert_eq!(store.merge(&reader, into, day), Err(NotDone::Absent));
    store.merge(&two.owner(), into, day).unwrap();
    assert_eq!(
        refused(
            store
                .state(&two.owner(), vec![statement("rule.byod", "x")])
                .map_err(|(_, error)| error)
        ),
        Refusal::Closed
    );
}

#[test]
fn all_of_it_on_postgres() {
    crate::tests::fixture::on_postgres!(
        a_set_up_link_founds_the_first_organisation_and_none_after_it,
        looking_at_a_link_spends_nothing_and_taking_it_up_spends_it,
        a_link_called_back_offers_nothing,
        roles_reach_as_far_as_they_reach,
        several_statements_are_recorded_all_or_none,
        a_token_does_what_it_is_for_until_it_is_called_back,
        a_mailbox_opens_only_what_has_no_passkey_and_was_verified,
        who_asks_for_links_too_often_waits,
        a_sole_owners_passkey_counts_at_once_and_anothers_is_vouched_for,
        the_sheet_brings_a_sole_owner_back_after_three_days_unless_stopped,
        recovery_in_one_organisation_opens_no_other,
        erasing_a_person_breaks_no_chain_and_leaves_no_name,
        one_erases_oneself_everywhere_or_nowhere,
        a_note_is_erased_once_and_its_entry_stays,
        an_organisation_merges_into_one_its_owner_belongs_to,
    );
}

#[test]
fn a_ceremony_ends_once_in_time_and_as_what_it_began() {
    let world = World::sqlite();
    let begin = || {
        world
            .store()
            .begin_ceremony("one", "n", "state".to_owned())
            .unwrap()
    };
    let end =
        |purpose, secret: &Secret| world.store().end_ceremony(purpose, secret.hash()).unwrap();
    let first = begin();
    assert_eq!(end("one", &first).as_deref(), Some("state"));
    assert_eq!(end("one", &first), None, "twice");
    assert_eq!(end("other", &begin()), None, "as something else");
    let late = begin();
    world.clock.turn(5 * 60_000);
    assert_eq!(end("one", &late), None, "late");
}
