//! What an identity provider's word opens: its own organisation, for whom it means there, while it counts; and nothing else.

use ledger::admission::{RECOVERY_WAIT, Refusal};
use ledger::body::house::{Role, Scope};
use ledger::id::OrganisationId;

use super::{NewProvider, Vouched};
use crate::Store;
use crate::acts::key_tests::{enrol, sees};
use crate::acts::tests::{Two, invite, refused, visitor};
use crate::acts::{NotDone, PROOF_LASTS, PROVIDER_LASTS, VOUCHED_LASTS};
use crate::door::{ClientSecret, Linking, Visitor};
use crate::testing::settings;
use crate::working::secret::Secret;

const ISSUER: &str = "https://id.example";

fn provider(issuer: &str, secret: Option<&str>) -> NewProvider {
    NewProvider {
        issuer: issuer.to_owned(),
        client: "torikime".to_owned(),
        secret: secret.map(str::to_owned),
    }
}

fn vouched(organisation: OrganisationId, subject: &str) -> Vouched {
    Vouched {
        organisation,
        issuer: ISSUER.to_owned(),
        client: "torikime".to_owned(),
        subject: subject.to_owned(),
    }
}

/// The first organisation has a provider, and somebody with a role there linked the account `sub`.
fn linked(two: &Two, role: Role) -> Visitor {
    let store = two.world.store();
    store
        .set_provider(&two.owner(), provider(ISSUER, Some("s3cret")))
        .unwrap();
    let member = two.hire("佐藤", role);
    let at = two.first.organisation;
    store.link_identity(&member, vouched(at, "sub")).unwrap();
    member
}

fn by_provider(two: &Two) -> Result<Secret, NotDone> {
    let vouched = vouched(two.first.organisation, "sub");
    two.world.store().sign_in_by_provider(vouched, None)
}

#[test]
fn a_provider_opens_its_own_organisation_alone_and_shows_no_passkey() {
    let two = Two::new();
    let (store, member) = (two.world.store(), linked(&two, Role::Officer));
    let (home, elsewhere) = (two.first.organisation, two.second.organisation);
    let link = invite(&two.world, &two.stranger(), Some(Role::Reader)).unwrap();
    store.join_as(link.hash(), &member).unwrap();
    let session = by_provider(&two).unwrap();
    let came = visitor(&two.world, &session);
    assert_eq!(came.person, member.person);
    assert_eq!((came.organisation, came.only_for), (Some(home), Some(home)));
    assert_eq!(came.proved, None);
    assert!(sees(&two, &came));
    assert_eq!(store.switch(&came, elsewhere), Err(NotDone::Absent));
    assert!(!sees(
        &two,
        &Visitor {
            organisation: Some(elsewhere),
            ..came.clone()
        }
    ));
    let link = invite(&two.world, &two.stranger(), Some(Role::Owner)).unwrap();
    let joined = store.join_as(link.hash(), &came);
    assert_eq!(refused(joined), Refusal::NotPermitted);
    let (_, addresses) = store.own_record(&came).unwrap().unwrap();
    assert_eq!(
        addresses,
        [],
        "addresses are the person's, not the organisation's"
    );
    two.world.clock.turn(VOUCHED_LASTS - 1);
    store
        .write(move |work| work.use_session(session.hash()))
        .unwrap();
    two.world.clock.turn(1);
    let late = visitor_of(store, &came);
    assert_eq!(late, None, "half a day");
}

/// The visitor of the same session, as the store has them now.
fn visitor_of(store: &Store, who: &Visitor) -> Option<()> {
    let (hash, now) = (who.session.unwrap(), store.now().moment);
    let session: Result<_, crate::StoreError> = store.read(|read| read.session(hash, now));
    session.unwrap().map(drop)
}

#[test]
fn nobody_comes_in_whom_no_member_linked_there() {
    let two = Two::new();
    let store = two.world.store();
    linked(&two, Role::Editor);
    let home = two.first.organisation;
    // Another organisation may name the same provider; what it says is not heard here, nor the other way round.
    let theirs = provider(ISSUER, None);
    store.set_provider(&two.stranger(), theirs).unwrap();
    let own = vouched(two.second.organisation, "own");
    store.link_identity(&two.stranger(), own).unwrap();
    let of = |organisation, subject| vouched(organisation, subject);
    let other_issuer = Vouched {
        issuer: "https://evil.example".to_owned(),
        ..of(home, "sub")
    };
    let other_client = Vouched {
        client: "other".to_owned(),
        ..of(home, "sub")
    };
    for (vouched, why) in [
        (of(home, "own"), "another organisation's account"),
        (
            of(two.second.organisation, "sub"),
            "and the other way round",
        ),
        (of(home, "佐藤@example.jp"), "an address is nobody"),
        (of(home, ""), "nobody"),
        (of(OrganisationId([9; 16]), "sub"), "no organisation"),
        (other_issuer, "another provider"),
        (other_client, "asked under another name"),
    ] {
        let came = store.sign_in_by_provider(vouched, None);
        assert_eq!(came, Err(NotDone::Absent), "{why}");
    }
}

#[test]
fn a_session_ends_with_the_provider_the_role_the_link_and_a_recovery() {
    type End = fn(&Two, &Visitor);
    let ends: [(&str, End, bool); 5] = [
        (
            "provider removed",
            |two, _| {
                let removed = two
                    .world
                    .store()
                    .remove_provider(&two.owner(), ISSUER.to_owned());
                removed.unwrap();
            },
            true,
        ),
        (
            "another provider",
            |two, _| {
                let other = provider("https://other.example", None);
                two.world.store().set_provider(&two.owner(), other).unwrap();
            },
            true,
        ),
        (
            "role ended",
            |two, member| {
                let ended = two
                    .world
                    .store()
                    .end_role(&two.owner(), member.person, Role::Editor);
                ended.unwrap();
            },
            false,
        ),
        (
            "unlinked",
            |two, member| {
                two.world.store().unlink_identity(member).unwrap();
            },
            true,
        ),
        (
            "recovered",
            |two, member| {
                let store = two.world.store();
                store.request_recovery(&two.owner(), member.person).unwrap();
                two.world.clock.turn(RECOVERY_WAIT);
                let owner = store.sign_in_for_demonstration(two.first.owner).unwrap();
                let owner = visitor(&two.world, &owner);
                store.complete_recovery(&owner, member.person).unwrap();
            },
            true,
        ),
    ];
    for (why, end, forgotten) in ends {
        let two = Two::new();
        let member = linked(&two, Role::Editor);
        let session = by_provider(&two).unwrap();
        assert!(sees(&two, &visitor(&two.world, &session)));
        end(&two, &member);
        let store = two.world.store();
        assert_eq!(store.visitor_by_session(&session).unwrap(), None, "{why}");
        assert_eq!(by_provider(&two), Err(NotDone::Absent), "{why}");
        let known =
            store.read(|read| read.person_of_identity(two.first.organisation, ISSUER, "sub"));
        assert_eq!(known.unwrap().is_none(), forgotten, "{why}");
    }
}

#[test]
fn who_comes_by_a_provider_shows_their_passkey_before_they_let_others_in() {
    let two = Two::new();
    let store = two.world.store();
    let owner = two.owner();
    store.set_provider(&owner, provider(ISSUER, None)).unwrap();
    store
        .link_identity(&owner, vouched(two.first.organisation, "sub"))
        .unwrap();
    enrol(&two, &owner, 1);
    let session = by_provider(&two).unwrap();
    let came = visitor(&two.world, &session);
    let invited = invite(&two.world, &came, Some(Role::Owner));
    assert_eq!(invited, Err(NotDone::Unproved));
    let later = two.world.clock.now().plus(86_400_000);
    let token = store.issue_token(&came, vec![Scope::Read], later);
    assert_eq!(token.map(drop), Err(NotDone::Unproved));
    let label = ("p".to_owned(), "{}".to_owned());
    let enrolled = store.enrol_passkey(&came, vec![2], label.0, label.1);
    assert_eq!(enrolled, Err(NotDone::Unproved));
    let other = store.set_provider(&came, provider("https://evil.example", None));
    assert_eq!(other.map(drop), Err(NotDone::Unproved));
    let removed = store.remove_provider(&came, ISSUER.to_owned());
    assert_eq!(removed.map(drop), Err(NotDone::Unproved));
    assert_eq!(store.may_set_provider(&came), Err(NotDone::Unproved));
    assert_eq!(store.unlink_identity(&came), Err(NotDone::Unproved));
    let shown = store.sign_in_by_passkey(vec![1], "{}".to_owned(), Some(session.hash()));
    let shown = visitor(&two.world, &shown.unwrap());
    assert_eq!(shown.issuer, None);
    invite(&two.world, &shown, Some(Role::Owner)).unwrap();
    two.world.clock.turn(PROOF_LASTS);
    assert_eq!(store.may_set_provider(&shown), Err(NotDone::Unproved));
}

#[test]
fn owners_alone_set_a_provider_and_never_by_token() {
    let two = Two::new();
    let store = two.world.store();
    for role in [
        Role::Officer,
        Role::Editor,
        Role::Reader,
        Role::Employee,
        Role::Auditor,
    ] {
        let member = two.hire(role.code(), role);
        let set = store.set_provider(&member, provider(ISSUER, None));
        assert_eq!(refused(set), Refusal::NotPermitted, "{role:?}");
        assert_eq!(
            refused(store.may_set_provider(&member)),
            Refusal::NotPermitted
        );
    }
    let program = Visitor {
        means: ledger::entry::Way::Token.into(),
        session: None,
        scopes: vec![Scope::State],
        ..two.owner()
    };
    let set = store.set_provider(&program, provider(ISSUER, None));
    assert_eq!(set.map(drop), Err(NotDone::InPerson));
    assert_eq!(store.may_set_provider(&program), Err(NotDone::InPerson));
    let link = vouched(two.first.organisation, "sub");
    store
        .set_provider(&two.owner(), provider(ISSUER, None))
        .unwrap();
    assert_eq!(
        store.link_identity(&program, link.clone()),
        Err(NotDone::InPerson)
    );
    assert_eq!(
        store.link_identity(&two.stranger(), link),
        Err(NotDone::Absent)
    );
    let removed = store.remove_provider(&two.stranger(), ISSUER.to_owned());
    assert_eq!(refused(removed), Refusal::NoSuchProvider);
    for _ in 0..60 {
        store.may_set_provider(&two.owner()).unwrap();
    }
    let often = store.may_set_provider(&two.owner());
    assert!(matches!(often, Err(NotDone::TooOften(_))), "{often:?}");
}

#[test]
fn an_account_is_one_persons_and_a_person_has_one_account() {
    let two = Two::new();
    let (store, member) = (two.world.store(), linked(&two, Role::Editor));
    let home = two.first.organisation;
    let linking = |who: &Visitor| store.linking(who).unwrap();
    let wanted = |linked| {
        Some(Linking {
            issuer: ISSUER.to_owned(),
            linked,
        })
    };
    assert_eq!(linking(&member), wanted(true));
    assert_eq!(linking(&two.owner()), wanted(false));
    assert_eq!(linking(&two.stranger()), None);
    let again = store.link_identity(&member, vouched(home, "sub2"));
    assert_eq!(refused(again), Refusal::AlreadyUsed);
    let taken = store.link_identity(&two.owner(), vouched(home, "sub"));
    assert_eq!(refused(taken), Refusal::AlreadyUsed);
    let told = store.read(|read| {
        let sql = "SELECT COUNT(*) FROM outbox WHERE template = 'provider-linked'";
        read.query(sql, &[])?[0].get::<u64>(0)
    });
    assert_eq!(told, Ok(1), "the person was told once");
    store.unlink_identity(&member).unwrap();
    store
        .link_identity(&two.owner(), vouched(home, "sub"))
        .unwrap();
    let came = visitor(&two.world, &by_provider(&two).unwrap());
    assert_eq!(came.person, two.first.owner);
}

#[test]
fn the_client_secret_is_sealed_and_kept_while_nothing_else_is_said() {
    let two = Two::new();
    let store = two.world.store();
    let (owner, home) = (two.owner(), two.first.organisation);
    let set = |provider| store.set_provider(&owner, provider).map(drop);
    let secret = || store.provider_of(home).unwrap().unwrap().secret;
    set(provider(ISSUER, Some("ひみつの鍵"))).unwrap();
    assert_eq!(secret(), ClientSecret::Held("ひみつの鍵".to_owned()));
    set(provider(ISSUER, None)).unwrap();
    assert_eq!(
        secret(),
        ClientSecret::Held("ひみつの鍵".to_owned()),
        "kept"
    );
    assert_eq!(format!("{:?}", secret()), "Held", "not in any log");
    let kept: Vec<u8> = store
        .read(|read| read.sealed_secret(home, ISSUER, "torikime"))
        .unwrap()
        .flatten()
        .unwrap();
    let kept = String::from_utf8_lossy(&kept).into_owned();
    assert!(!kept.contains("ひみつ"));
    for unfit in ["a\nb", &"x".repeat(1_001)] {
        let refused_by = refused(set(provider(ISSUER, Some(unfit))));
        assert_eq!(refused_by, Refusal::UnfitText);
    }
    set(provider("https://other.example", None)).unwrap();
    assert_eq!(
        secret(),
        ClientSecret::None,
        "another's secret is not shown to it"
    );
    store
        .write(move |work| work.forget_provider(home, "https://other.example"))
        .unwrap();
    assert_eq!(secret(), ClientSecret::Lost, "as after a restore");
    assert_eq!(store.provider_of(OrganisationId([9; 16])).unwrap(), None);
    assert_eq!(store.provider_of(two.second.organisation).unwrap(), None);
}

#[test]
fn a_way_to_the_provider_is_gone_back_once_and_in_time() {
    let two = Two::new();
    let store = two.world.store();
    let leave = || store.leave_for_provider("state".to_owned()).unwrap();
    let back = |secret: &Secret| store.back_from_provider(secret.hash()).unwrap();
    let first = leave();
    assert_eq!(back(&first).as_deref(), Some("state"));
    assert_eq!(back(&first), None, "twice");
    let passkey = store.begin_ceremony("passkey-sign-in", "n", "state".to_owned());
    assert_eq!(back(&passkey.unwrap()), None, "a passkey's ceremony");
    let late = leave();
    two.world.clock.turn(PROVIDER_LASTS);
    assert_eq!(back(&late), None, "late");
    let home = two.first.organisation;
    let absent = store.seek_provider(home, "n").map(drop);
    assert_eq!(absent, Err(NotDone::Absent));
    for _ in 1..60 {
        let _ = store.seek_provider(home, "n");
    }
    let often = store.seek_provider(home, "n").map(drop);
    assert!(matches!(often, Err(NotDone::TooOften(_))), "{often:?}");
}

/// A backup holds no client secret, sealed or not; whom the provider means stays known.
#[test]
fn a_backup_holds_no_client_secret() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let clock = crate::testing::HandClock::default();
    let told = settings(&clock, 1);
    let home = {
        let store = Store::open_folder(&at("data"), told.clone()).unwrap();
        let link = store.setup_link().unwrap().unwrap();
        let founded = store
            .found(link.hash(), crate::acts::tests::founding("一"))
            .unwrap();
        let owner = store.visitor_by_session(&founded.session).unwrap().unwrap();
        store
            .set_provider(&owner, provider(ISSUER, Some("s")))
            .unwrap();
        founded.organisation
    };
    std::fs::write(at("key"), "the key").unwrap();
    crate::backup::back_up(&at("data"), &told, &at("b")).unwrap();
    let none = crate::erasures::Erasures::default();
    crate::backup::restore(&at("b"), &told, &at("key"), none, &at("restored")).unwrap();
    let store = Store::open_folder(&at("restored"), told).unwrap();
    let provider = store.provider_of(home).unwrap().unwrap();
    assert_eq!(provider.secret, ClientSecret::Lost);
}

#[test]
fn all_of_it_on_postgres() {
    crate::tests::fixture::on_postgres!(
        a_provider_opens_its_own_organisation_alone_and_shows_no_passkey,
        nobody_comes_in_whom_no_member_linked_there,
        a_session_ends_with_the_provider_the_role_the_link_and_a_recovery,
        who_comes_by_a_provider_shows_their_passkey_before_they_let_others_in,
        owners_alone_set_a_provider_and_never_by_token,
        an_account_is_one_persons_and_a_person_has_one_account,
        the_client_secret_is_sealed_and_kept_while_nothing_else_is_said,
        a_way_to_the_provider_is_gone_back_once_and_in_time,
    );
}
