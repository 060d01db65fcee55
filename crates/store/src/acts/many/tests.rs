//! Many engagements at once: all or none, each with a ledger and a link of its own; and the register they make.

use jiff::civil::date;
use ledger::admission::Refusal;
use ledger::body::house::Role;
use ledger::body::shared::{Described, Partner, Side, Verb, View};
use ledger::divergence::Divergence;
use ledger::hash::Hash;
use ledger::organisation::Identifier;

use super::{AcrossLink, Registration};
use crate::acts::tests::Two;
use crate::acts::{NewEngagement, NewView, NotDone, Speaker};
use crate::door::{Once, RegisterRow, Terms, Visitor, When};
use crate::error::StoreError;

const DAY: i64 = 86_400_000;

fn registration(two: &Two, name: &str, title: &str) -> Registration {
    let identifier = Identifier::typed("7000012050002").ok();
    Registration {
        new: NewEngagement {
            side: Side::Client,
            partner: Partner {
                name: name.to_owned(),
                identifier,
            },
            title: title.to_owned(),
            described: Some(Described {
                from: Some(date(2026, 4, 1)),
                until: None,
                renews: None,
                kinds: vec![],
                information: None,
                personal_data: Some(true),
                reference: Some("K-1".to_owned()),
            }),
            responsible: None,
        },
        link: Some(link(two)),
    }
}

fn link(two: &Two) -> AcrossLink {
    AcrossLink {
        verbs: vec![Verb::Look, Verb::State],
        items: vec![],
        to: Some("山田様".to_owned()),
        expires: two.world.clock.now().plus(20 * DAY),
    }
}

fn rows(two: &Two, visitor: &Visitor, when: When) -> Option<Vec<RegisterRow>> {
    let rows = two.world.store().register(visitor, when).unwrap()?;
    Some(rows.into_iter().map(|row| row.into_inner()).collect())
}

fn titles(two: &Two, visitor: &Visitor) -> Vec<String> {
    let rows = rows(two, visitor, When::Now).unwrap_or_default();
    let mut titles: Vec<String> = rows
        .into_iter()
        .map(|row| row.engagement.engagement.title)
        .collect();
    titles.sort();
    titles
}

#[test]
fn all_are_opened_or_none() {
    let two = Two::new();
    let (store, owner) = (two.world.store(), two.owner());
    let one = |title: &str| registration(&two, "東西システム", title);
    let bad = store.engage_many(&owner, vec![one("保守"), one("")]);
    assert!(
        matches!(&bad, Err((1, NotDone::Refused(_)))),
        "{:?}",
        bad.map(drop)
    );
    assert!(titles(&two, &owner).is_empty());
    let reader = two.hire("田中", Role::Reader);
    let refused = store.engage_many(&reader, vec![one("保守")]);
    assert_eq!(
        refused.map(drop),
        Err((0, NotDone::Refused(Refusal::NotPermitted)))
    );
    let made = store
        .engage_many(&owner, vec![one("保守"), one("開発")])
        .unwrap();
    assert_ne!(made[0].engagement, made[1].engagement);
    assert_eq!(titles(&two, &owner), ["保守", "開発"]);
    for made in made {
        assert_eq!(made.recorded.len(), 3, "opened, described, invited");
        let theirs = made.recorded.iter().map(|at| at.ledger.engagement());
        assert!(theirs.clone().all(|of| of == Some(made.engagement)));
        let led = store.look_by_link(made.link.unwrap().hash(), |_, held| {
            Ok::<_, StoreError>((held.engagement, held.side))
        });
        assert_eq!(led.unwrap(), Some((made.engagement, Side::Vendor)));
    }
}

#[test]
fn many_are_asked_or_none() {
    let two = Two::new();
    let (store, owner) = (two.world.store(), two.owner());
    let one = |title: &str| registration(&two, "東西システム", title);
    let made = store
        .engage_many(&owner, vec![one("保守"), one("開発")])
        .unwrap();
    let ids: Vec<_> = made.iter().map(|made| made.engagement).collect();
    let other = two.stranger();
    let theirs = store.engage_many(&other, vec![one("運用")]).unwrap()[0].engagement;
    let ask = |visitor: &Visitor, ids: &[ledger::id::EngagementId]| {
        let many = ids.iter().map(|id| (*id, link(&two))).collect();
        store.ask_many(visitor, many)
    };
    let refused = ask(&owner, &[ids[0], theirs]).map(drop);
    assert_eq!(refused, Err((1, NotDone::Absent)));
    let editor = two.hire("佐藤", Role::Editor);
    let refused = ask(&editor, &ids).map(drop);
    assert_eq!(refused, Err((0, NotDone::Refused(Refusal::NotPermitted))));
    let links = |id| {
        let looked = store.look_at(&owner, id, When::Now, |look| {
            Ok::<_, StoreError>(look.side_links()?.map(|links| links.get().len()))
        });
        looked.unwrap().flatten().unwrap()
    };
    assert_eq!(links(ids[0]), 1, "nothing of what was refused is left");
    assert_eq!(ask(&owner, &ids).unwrap().len(), 2);
    assert_eq!((links(ids[0]), links(ids[1])), (2, 2));
}

#[test]
fn many_are_opened_once_and_on_what_was_seen() {
    let two = Two::new();
    let (store, owner) = (two.world.store(), two.owner());
    let on = |expects| Visitor {
        terms: Terms {
            once: Some(Box::new(Once {
                key: "k".to_owned(),
                request: Hash::of("t", &[b"1"]),
            })),
            expects,
        },
        ..owner.clone()
    };
    let one = |title: &str| registration(&two, "東西システム", title);
    let stale = store.engage_many(
        &on(Some(Box::new(Hash::of("t", &[b"x"])))),
        vec![one("保守")],
    );
    assert_eq!(stale.map(drop), Err((0, NotDone::Refused(Refusal::Stale))));
    let made = store.engage_many(&on(None), vec![one("保守")]).unwrap();
    let before = store.done_before(&on(None)).unwrap();
    assert_eq!(before.as_ref(), Some(&made[0].recorded));
    assert!(store.engage_many(&on(None), vec![one("保守")]).is_err());
    assert_eq!(titles(&two, &owner), ["保守"]);
}

#[test]
fn the_register_shows_each_side_its_own_and_the_past_as_it_was() {
    let two = Two::new();
    let (store, owner) = (two.world.store(), two.owner());
    let today = two.world.clock.now().day(store.offset());
    let employee = two.hire("鈴木", Role::Employee);
    let reader = two.hire("田中", Role::Reader);
    let stranger = two.stranger();
    two.world.clock.turn(2 * DAY);
    let made = store
        .engage_many(&owner, vec![registration(&two, "東西システム", "保守")])
        .unwrap();
    let view = NewView {
        item: "require.byod".parse().unwrap(),
        value: View::HeldAgreed,
        from: today,
        note: None,
        corrects: None,
    };
    let speaker = Speaker::from(&owner);
    store
        .state_views(&speaker, made[0].engagement, vec![view], false)
        .unwrap();
    let row = rows(&two, &owner, When::Now).unwrap().remove(0);
    assert_eq!(row.engagement.vendor.names[0].text, "東西システム");
    let number = row.engagement.vendor.identifier.unwrap();
    assert_eq!(number.as_str(), "7000012050002");
    assert!(!row.engagement.client.names.is_empty());
    assert_eq!(row.divergences, [(Divergence::OneSided, 1)].into());
    let past = rows(&two, &owner, When::EndOf(today)).unwrap();
    assert!(past.is_empty(), "it was not there yet");
    assert_eq!(titles(&two, &stranger), Vec::<String>::new());
    assert_eq!(rows(&two, &employee, When::Now), None);
    assert_eq!(titles(&two, &reader), ["保守"]);
}
