//! An organisation's own list: changed in one entry, not over what somebody else did, seen by its own people alone.

use ledger::admission::Refusal;
use ledger::body::house::Role;
use ledger::body::listed::OwnItem;

use crate::acts::ListChange;
use crate::acts::tests::{Two, refused};
use crate::door::{Visitor, When};
use crate::error::StoreError;

const DAY: i64 = 86_400_000;

fn item(number: &str, name: &str) -> OwnItem {
    OwnItem {
        number: number.to_owned(),
        topic: Some("端末".to_owned()),
        name: name.to_owned(),
        reason: None,
        text: Some("暗号化する。\n鍵は別に保つ。".to_owned()),
        proof: None,
        flow_down: true,
    }
}

fn adds(items: &[(&str, &str)]) -> ListChange {
    let items = items.iter().map(|(number, name)| item(number, name));
    ListChange {
        items: items.collect(),
        ..ListChange::default()
    }
}

/// Number and name of every item, and the last entry that changed the list.
fn seen(two: &Two, by: &Visitor, when: When) -> Option<(Vec<String>, Option<u64>)> {
    let looked = two.world.store().look(by, when, |look| {
        Ok::<_, StoreError>(look.own_items().map(|list| {
            let list = list.into_inner();
            let line = |one: &ledger::view::listed::ListedItem| {
                format!("{} {}", one.item.number, one.item.name)
            };
            (list.items.iter().map(line).collect(), list.last)
        }))
    });
    looked.unwrap().flatten()
}

#[test]
fn a_list_is_changed_whole_or_not_and_never_over_another_change() {
    let two = Two::new();
    let (owner, store) = (two.owner(), two.world.store());
    assert_eq!(seen(&two, &owner, When::Now), Some((vec![], None)));
    let first = store.list_items(&owner, adds(&[("10", "十"), ("2", "二")]));
    let first = first.unwrap().seq;
    let lines = |lines: &[&str]| {
        lines
            .iter()
            .map(|line| (*line).to_owned())
            .collect::<Vec<_>>()
    };
    let shown = |when| seen(&two, &owner, when).unwrap();
    assert_eq!(shown(When::Now), (lines(&["2 二", "10 十"]), Some(first)));
    let wrong = store.list_items(&owner, adds(&[("3", "三"), ("4", "")]));
    assert_eq!(refused(wrong), Refusal::NoName);
    assert_eq!(shown(When::Now).1, Some(first), "all of it, or nothing");
    let day = store.now().today();
    two.world.clock.turn(DAY);
    let change = ListChange {
        dropped: vec!["10".to_owned()],
        seen: Some(Some(first)),
        ..adds(&[("2", "弐")])
    };
    let second = store.list_items(&owner, change.clone()).unwrap().seq;
    assert_eq!(shown(When::Now), (lines(&["2 弐"]), Some(second)));
    let late = ListChange {
        dropped: vec![],
        ..change
    };
    assert_eq!(refused(store.list_items(&owner, late)), Refusal::Stale);
    let blind = ListChange {
        seen: Some(None),
        ..adds(&[("3", "三")])
    };
    assert_eq!(refused(store.list_items(&owner, blind)), Refusal::Stale);
    assert_eq!(shown(When::EndOf(day)).0, lines(&["2 二", "10 十"]));
}

#[test]
fn only_its_own_people_see_it_and_only_some_change_it() {
    let two = Two::new();
    let store = two.world.store();
    let [officer, editor, reader, employee] =
        [Role::Officer, Role::Editor, Role::Reader, Role::Employee]
            .map(|role| two.hire(role.code(), role));
    store.list_items(&editor, adds(&[("1", "一")])).unwrap();
    store.list_items(&officer, adds(&[("2", "二")])).unwrap();
    for by in [&reader, &employee] {
        let change = store.list_items(by, adds(&[("3", "三")]));
        assert_eq!(refused(change), Refusal::NotPermitted);
    }
    let both = vec!["1 一".to_owned(), "2 二".to_owned()];
    for by in [&officer, &editor, &reader] {
        assert_eq!(seen(&two, by, When::Now).unwrap().0, both);
    }
    assert_eq!(seen(&two, &employee, When::Now), None);
    let other = seen(&two, &two.stranger(), When::Now).unwrap();
    assert_eq!(other, (vec![], None), "another organisation has its own");
    store
        .end_role(&two.owner(), editor.person, Role::Editor)
        .unwrap();
    assert_eq!(seen(&two, &editor, When::Now), None, "who left");
}

#[test]
fn all_of_it_on_postgres() {
    crate::tests::fixture::on_postgres!(
        a_list_is_changed_whole_or_not_and_never_over_another_change,
        only_its_own_people_see_it_and_only_some_change_it,
    );
}
