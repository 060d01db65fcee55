//! What one side of an engagement keeps from the other, and what a link's holder cannot do.

use ledger::admission::Refusal;
use ledger::body::shared::{Side, Verb, View};

use super::{DAY, Engaged, refused, view};
use crate::acts::{NotDone, Speaker};
use crate::door::{Visitor, When};
use crate::error::StoreError;
use crate::working::secret::Secret;

#[test]
fn neither_side_corrects_what_the_other_said() {
    let on = Engaged::new();
    let store = on.two.world.store();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    let said = on.says(&owner, "require.byod", View::HeldAgreed).unwrap();
    let link = on.link(&[Verb::Look, Verb::State, Verb::Take]);
    store.take_side(link.hash(), &stranger).unwrap();
    let corrected = |by: &Visitor| {
        let mut view = view("require.byod", View::NoPlan);
        view.corrects = Some(said.seq);
        let done = store.state_views(&Speaker::from(by), on.id, vec![view], false);
        done.map(drop).map_err(|(_, error)| error)
    };
    assert_eq!(refused(corrected(&stranger)), Refusal::CorrectsOther);
    let about = ledger::body::shared::Described {
        from: None,
        until: None,
        renews: None,
        kinds: vec![],
        information: None,
        personal_data: None,
        reference: Some("K-1".to_owned()),
    };
    let described = store
        .describe_work(&owner, on.id, about.clone(), None)
        .unwrap();
    let other = store.describe_work(&stranger, on.id, about.clone(), Some(described.seq));
    assert_eq!(refused(other), Refusal::CorrectsOther);
    corrected(&owner).unwrap();
    store
        .describe_work(&owner, on.id, about, Some(described.seq))
        .unwrap();
}

#[test]
fn to_whom_links_were_given_is_in_no_file_of_the_other_side() {
    let on = Engaged::new();
    let store = on.two.world.store();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    let link = on.link(&[Verb::Look, Verb::Take]);
    store.take_side(link.hash(), &stranger).unwrap();
    let texts = |by: &Visitor| {
        let seen = store.look_at(by, on.id, When::Now, |look| look.export(&[]));
        let export = seen.unwrap().flatten().unwrap().into_inner();
        let origin = export.head.note.checkpoint.origin.clone();
        let findings = ledger::export::verify(&export, &origin, &[], &[]).findings;
        assert_eq!(findings, [ledger::export::Finding::OtherKey]);
        export
            .texts
            .iter()
            .map(|text| text.text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(&owner), ["山田様"]);
    assert_eq!(texts(&stranger), [""; 0]);
}

#[test]
fn links_end_with_the_organisation_they_speak_for_and_can_be_called_back_after_the_end() {
    let on = Engaged::new();
    let store = on.two.world.store();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    let link = on.link(&[Verb::Look, Verb::Take]);
    store.take_side(link.hash(), &stranger).unwrap();
    let invited = |by: &Visitor| {
        let invitation = on.invitation(Side::Vendor, &[Verb::Look, Verb::State, Verb::Forward]);
        store.invite_side(&Speaker::from(by), on.id, invitation)
    };
    let (_, colleague) = invited(&stranger).unwrap();
    on.says(&colleague, "require.byod", View::NoPlan).unwrap();
    let today = store.now().today();
    let tomorrow = store.close(&owner, on.id, today.tomorrow().unwrap());
    assert_eq!(refused(tomorrow), Refusal::NotOver);
    store.close(&owner, on.id, today).unwrap();
    let links = store.look_at(&stranger, on.id, When::Now, |look| look.side_links());
    let links = links.unwrap().flatten().unwrap().into_inner();
    let given = links.iter().find(|link| link.open).unwrap();
    assert!(looks(store, &colleague), "both sides keep reading");
    store
        .revoke_side_link(&Speaker::from(&stranger), on.id, given.id)
        .unwrap();
    assert!(!looks(store, &colleague));

    let other = Engaged::new();
    let store = other.two.world.store();
    let stranger = other.two.stranger();
    let link = other.link(&[Verb::Look, Verb::Take]);
    store.take_side(link.hash(), &stranger).unwrap();
    let invitation = other.invitation(Side::Vendor, &[Verb::Look, Verb::State]);
    let speaker = Speaker::from(&stranger);
    let (_, colleague) = store.invite_side(&speaker, other.id, invitation).unwrap();
    store.withdraw(&stranger).unwrap();
    assert!(!looks(store, &colleague), "nobody speaks for who left");
    let late = other.says(&colleague, "require.byod", View::NoPlan);
    assert_eq!(late, Err(NotDone::Absent));
}

fn looks(store: &crate::Store, link: &Secret) -> bool {
    let looked = store.look_by_link(link.hash(), |_, _| Ok::<_, StoreError>(()));
    looked.unwrap().is_some()
}

#[test]
fn who_holds_a_link_says_so_much_and_then_waits() {
    let on = Engaged::new();
    let link = on.link(&[Verb::Look, Verb::State]);
    let mut said = 0;
    while on.says(&link, "require.byod", View::NoPlan).is_ok() {
        said += 1;
    }
    assert_eq!(said, 30);
    let late = on.says(&link, "require.byod", View::NoPlan);
    assert!(matches!(late, Err(NotDone::TooOften(_))), "{late:?}");
    on.two.world.clock.turn(60_000);
    on.says(&link, "require.byod", View::NoPlan).unwrap();
}

#[test]
fn what_the_other_side_will_be_called_is_not_told_before_its_day() {
    let on = Engaged::new();
    let store = on.two.world.store();
    let (owner, stranger) = (on.two.owner(), on.two.stranger());
    let link = on.link(&[Verb::Look, Verb::Take]);
    store.take_side(link.hash(), &stranger).unwrap();
    let name = |when| {
        let seen = store.look_at(&owner, on.id, when, |look| {
            let seen = look.engagement()?;
            Ok::<_, StoreError>(seen.map(|seen| seen.into_inner().vendor.names))
        });
        seen.unwrap().flatten().unwrap()[0].text.clone()
    };
    let before = name(When::Now);
    let today = store.now().today();
    let later = ledger::organisation::Name {
        kind: ledger::organisation::NameKind::Official,
        text: "新しい名前".to_owned(),
    };
    let from = today.checked_add(jiff::Span::new().months(3)).unwrap();
    store.rename(&stranger, vec![later.clone()], from).unwrap();
    assert_eq!(name(When::EndOf(from.tomorrow().unwrap())), before);
    let past = When::EndOf(today);
    on.two.world.clock.turn(DAY);
    store.rename(&stranger, vec![later], today).unwrap();
    assert_eq!(name(past), before, "recorded later");
    assert_eq!(name(When::Now), "新しい名前");
}

#[test]
fn all_of_it_on_postgres() {
    crate::tests::fixture::on_postgres!(
        neither_side_corrects_what_the_other_said,
        to_whom_links_were_given_is_in_no_file_of_the_other_side,
        links_end_with_the_organisation_they_speak_for_and_can_be_called_back_after_the_end,
        who_holds_a_link_says_so_much_and_then_waits,
        what_the_other_side_will_be_called_is_not_told_before_its_day,
    );
}
