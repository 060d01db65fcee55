//! Two organisations on one server, and not a trace of one in what the other sees.

use std::collections::BTreeSet;

use ledger::body::house::{Role, Value};
use ledger::export::{Kept, verify};

use super::{Look, Visitor, When};
use crate::acts::NewStatement;
use crate::acts::tests::{Two, statement};
use crate::error::StoreError;

/// Everything a visitor can be shown, as text.
fn everything(two: &Two, visitor: &Visitor, when: When) -> String {
    let show = |look: &mut Look<'_, '_>| {
        let parts = [
            format!("{:?}", look.organisation()),
            format!("{:?}", look.people()?),
            format!("{:?}", look.security()),
            format!("{:?}", look.standings()?),
            format!("{:?}", look.history()?),
            format!(
                "{:?}",
                look.export(&[])?
                    .map(|export| export.map(|export| export.texts))
            ),
        ];
        Ok::<_, StoreError>(parts.join("\n"))
    };
    let seen = two
        .world
        .store()
        .look(visitor, when, show)
        .unwrap()
        .unwrap_or_default();
    let houses = two.world.store().memberships(visitor).unwrap();
    format!("{seen}\n{houses:?}")
}

#[test]
fn nobody_sees_a_trace_of_another_organisation() {
    let two = Two::new();
    let store = two.world.store();
    store
        .state(&two.owner(), vec![statement("rule.byod", "カナリア壱")])
        .unwrap();
    store
        .state(
            &two.stranger(),
            vec![statement("rule.takeout", "カナリア弐")],
        )
        .unwrap();
    let own = everything(&two, &two.owner(), When::Now);
    let theirs = everything(&two, &two.stranger(), When::Now);
    for (seen, canaries, foreign) in [
        (
            &own,
            ["カナリア壱", "髙橋株式会社", "rule.byod"],
            ["カナリア弐", "山田", "rule.takeout"],
        ),
        (
            &theirs,
            ["カナリア弐", "山田株式会社", "rule.takeout"],
            ["カナリア壱", "髙橋", "rule.byod"],
        ),
    ] {
        assert!(
            canaries.iter().all(|canary| seen.contains(canary)),
            "{seen}"
        );
        assert!(
            foreign.iter().all(|canary| !seen.contains(canary)),
            "{seen}"
        );
    }
    assert!(!theirs.contains(&two.first.organisation.to_string()));
}

/// The second organisation's view is the same, byte for byte, whatever the first one does.
#[test]
fn what_others_do_changes_nothing_that_is_seen() {
    let seen = |busy: bool| {
        let two = Two::new();
        let before = two.world.clock.now();
        if busy {
            two.world
                .store()
                .state(
                    &two.owner(),
                    vec![statement("rule.a", "1"), statement("rule.b", "2")],
                )
                .unwrap();
        }
        assert_eq!(two.world.clock.now(), before);
        everything(&two, &two.stranger(), When::Now)
    };
    assert_eq!(seen(true), seen(false));
}

#[test]
fn each_role_sees_its_parts() {
    let two = Two::new();
    two.world
        .store()
        .state(&two.owner(), vec![statement("rule.byod", "カナリア")])
        .unwrap();
    let sees = |role: Role| -> BTreeSet<&'static str> {
        let visitor = two.hire(role.code(), role);
        let show = |look: &mut Look<'_, '_>| {
            let parts = [
                ("organisation", look.organisation().is_some()),
                ("people", look.people()?.is_some()),
                ("statements", look.standings()?.is_some()),
                ("history", look.history()?.is_some()),
                ("export", look.export(&[])?.is_some()),
                (
                    "invitations",
                    look.security()
                        .is_some_and(|security| !security.get().invitations.is_empty()),
                ),
            ];
            Ok::<_, StoreError>(
                parts
                    .into_iter()
                    .filter(|(_, seen)| *seen)
                    .map(|(part, _)| part)
                    .collect(),
            )
        };
        two.world
            .store()
            .look(&visitor, When::Now, show)
            .unwrap()
            .unwrap_or_default()
    };
    let table: Vec<String> = Role::ALL
        .iter()
        .map(|role| {
            format!(
                "{role}: {}",
                sees(*role).into_iter().collect::<Vec<_>>().join(" ")
            )
        })
        .collect();
    // Run on each database.
    insta::allow_duplicates! { insta::assert_snapshot!(table.join("\n"), @r"
    owner: export history invitations organisation people statements
    officer: history invitations organisation people statements
    editor: organisation people statements
    reader: history organisation people statements
    employee: organisation
    auditor: export history invitations organisation people statements
    ") };
}

#[test]
fn who_left_sees_nothing_not_even_of_their_own_time() {
    let two = Two::new();
    let reader = two.hire("r", Role::Reader);
    let day = "2026-11-21".parse().unwrap();
    assert!(everything(&two, &reader, When::EndOf(day)).contains("髙橋"));
    two.world
        .store()
        .end_role(&two.owner(), reader.person, Role::Reader)
        .unwrap();
    for when in [When::Now, When::EndOf(day)] {
        assert_eq!(everything(&two, &reader, when), "\n[]");
    }
}

#[test]
fn a_past_day_shows_what_was_recorded_and_in_effect_by_then() {
    let two = Two::new();
    let (store, owner) = (two.world.store(), two.owner());
    store
        .state(&owner, vec![statement("rule.byod", "first")])
        .unwrap();
    two.world.clock.turn(5 * 86_400_000);
    let late = NewStatement {
        value: Value::NotMade,
        from: "2026-11-22".parse().unwrap(),
        ..statement("rule.byod", "second")
    };
    store.state(&owner, vec![late]).unwrap();
    let value = |when| {
        let show = |look: &mut Look<'_, '_>| look.standings();
        let seen = store.look(&owner, when, show).unwrap().unwrap()?;
        let standing = seen.get().first()?.standing.clone();
        standing.map(|line| line.value)
    };
    assert_eq!(
        value(When::EndOf("2026-11-20".parse().unwrap())),
        None,
        "before anything was recorded"
    );
    assert_eq!(
        value(When::EndOf("2026-11-23".parse().unwrap())),
        Some(Value::InForce),
        "the later entry was not recorded yet"
    );
    assert_eq!(
        value(When::EndOf("2026-11-26".parse().unwrap())),
        Some(Value::NotMade)
    );
    assert_eq!(value(When::Now), Some(Value::NotMade));
}

#[test]
fn a_part_of_the_history_is_a_part_of_the_whole_and_says_nothing_of_later_days() {
    let two = Two::new();
    let (store, owner) = (two.world.store(), two.owner());
    let stated = |value| NewStatement {
        value,
        ..statement("rule.byod", "x")
    };
    let first = store.state(&owner, vec![stated(Value::InForce)]).unwrap()[0];
    store.state(&owner, vec![statement("rule.a", "y")]).unwrap();
    two.world.clock.turn(5 * 86_400_000);
    let correction = NewStatement {
        corrects: Some(first.seq),
        ..stated(Value::NotMade)
    };
    store.state(&owner, vec![correction]).unwrap();
    let lines = |when, from, limit| {
        let show = |look: &mut Look<'_, '_>| look.history_of(from, limit);
        let seen = store.look(&owner, when, show).unwrap().unwrap().unwrap();
        seen.into_inner()
    };
    let early = When::EndOf("2026-11-23".parse().unwrap());
    for (when, corrected) in [(When::Now, true), (early, false)] {
        let whole = lines(when, 0, u64::MAX);
        let length = whole.len() as u64;
        for (from, limit) in [
            (0, 2),
            (1, 1),
            (length - 1, 5),
            (length, 5),
            (u64::MAX, u64::MAX),
        ] {
            let taken = whole.iter().filter(|line| line.line.entry.seq >= from);
            let wanted: Vec<_> = taken
                .take(usize::try_from(limit).unwrap())
                .cloned()
                .collect();
            assert_eq!(lines(when, from, limit), wanted, "{when:?} {from} {limit}");
        }
        // Alone, without the line that corrects it.
        let alone = lines(when, first.seq, 1);
        assert_eq!(alone[0].line.corrected_by.is_some(), corrected, "{when:?}");
    }
}

#[test]
fn an_export_proves_itself_against_a_receipt_of_before() {
    let two = Two::new();
    let store = two.world.store();
    let recorded = store
        .state(&two.owner(), vec![statement("rule.byod", "x")])
        .unwrap();
    let receipt = store
        .look(&two.owner(), When::Now, |look| {
            Ok::<_, StoreError>(look.receipt(recorded[0].seq)?.unwrap())
        })
        .unwrap()
        .unwrap();
    store
        .state(
            &two.stranger(),
            vec![statement("rule.a", "y"), statement("rule.b", "z")],
        )
        .unwrap();
    let since = [receipt.note.checkpoint.size];
    let export = store
        .look(&two.owner(), When::Now, |look| {
            Ok::<_, StoreError>(look.export(&since)?.unwrap())
        })
        .unwrap()
        .unwrap();
    let verifier = store.verifier();
    let verdict = verify(
        export.get(),
        &verifier.origin,
        &[verifier.key],
        &[Kept::Receipt(receipt)],
    );
    assert_eq!(verdict.findings, []);
    let stranger = store
        .look(&two.stranger(), When::Now, |look| look.receipt(99))
        .unwrap()
        .unwrap();
    assert_eq!(stranger, None);
}

#[test]
fn all_of_it_on_postgres() {
    crate::tests::fixture::on_postgres!(
        nobody_sees_a_trace_of_another_organisation,
        what_others_do_changes_nothing_that_is_seen,
        each_role_sees_its_parts,
        who_left_sees_nothing_not_even_of_their_own_time,
        a_past_day_shows_what_was_recorded_and_in_effect_by_then,
        a_part_of_the_history_is_a_part_of_the_whole_and_says_nothing_of_later_days,
        an_export_proves_itself_against_a_receipt_of_before,
    );
}
