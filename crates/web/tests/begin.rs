//! The first page: first steps of a new organisation, and what somebody may do who only does the work.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use ledger::catalogue::ItemKind;
use people::World;

#[tokio::test]
async fn first_steps_are_ticked_and_go_once_something_is_stated_and_shared() {
    let world = World::bare();
    let owner = world.founded();
    let home = async || world.get(&owner, "/o").await.text();
    let begun = home().await;
    for text in [
        "はじめに",
        "自組織の状態を申告する",
        "同僚を招く",
        "最初の業務委託を登録する",
    ] {
        assert!(begun.contains(text), "{text}: {begun}");
    }
    assert!(!begun.contains("済み"), "{begun}");
    let engagement = world.engaged(&owner, "東西").await;
    let begun = home().await;
    let linked = format!("href=\"{engagement}\">相手にリンクを渡す");
    assert!(begun.contains("済み") && begun.contains(&linked), "{begun}");
    let reader = world.member(&owner, Role::Reader);
    let seen = world.get(&reader, "/o").await;
    assert!(
        !seen.says("はじめに"),
        "who cannot take them: {}",
        seen.text()
    );
    let past = world.get(&owner, "/o?at=2001-01-01").await;
    assert!(!past.says("はじめに"), "{}", past.text());
    let mut checks = web::catalogue::catalogue().of_kind(ItemKind::SelfCheck);
    let item = format!("v.{}", checks.next().unwrap().id);
    let fields = [("from", "2026-11-01"), (item.as_str(), "in-force")];
    let form = "/o/standing/answer?list=self-check";
    let stated = world.post(&owner, form, &fields).await;
    assert_eq!(stated.status, 303, "{}", stated.text());
    assert!(!home().await.contains("はじめに"));
}

#[tokio::test]
async fn who_only_does_the_work_reads_what_they_may_do_and_whom_to_ask() {
    let world = World::bare();
    let owner = world.founded();
    let engagement = world.engaged(&owner, "東西<b>").await;
    let employee = world.member(&owner, Role::Employee);
    let home = world.get(&employee, "/o").await;
    let link = format!("{engagement}/conditions");
    assert!(home.text().contains(&link), "{}", home.text());
    assert!(!home.text().contains("東西<b>"), "{}", home.text());
    assert_eq!(world.get(&employee, &link).await.status, 200);
    assert!(!world.get(&owner, "/o").await.says("契約ごとに"));
    let stranger = world.another(&owner);
    let other = world.member(&stranger, Role::Employee);
    let theirs = world.get(&other, "/o").await;
    assert!(!theirs.text().contains(&link), "{}", theirs.text());
}
