//! The server's own ledger: read by owners, officers and auditors of any organisation on it, and nothing of others in it.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use ledger::body::server::Act;
use people::World;

const PAGE: &str = "/o/server";

#[tokio::test]
async fn what_the_operator_did_is_read_and_of_other_organisations_nothing() {
    let world = World::bare();
    let owner = world.founded();
    let other = world.another(&owner);
    let foreign = world.organisation(&other).to_string();
    let store = &world.store;
    store.operator_acted(Act::Doctor, "sound").unwrap();
    let exported = format!("house-{foreign}, 7 entries");
    store.operator_acted(Act::Export, exported).unwrap();
    for who in [&owner, &other] {
        let page = world.get(who, PAGE).await;
        assert_eq!(page.status, 200);
        for said in [
            "サーバーの台帳の開始",
            "t.example",
            "点検",
            "sound",
            "台帳の書出し",
        ] {
            assert!(page.says(said), "{said}: {}", page.text());
        }
        assert!(!page.says(&foreign) && !page.says("7 entries"));
        assert!(!page.says("第二合同会社") || std::ptr::eq(who, &other));
    }
    let english = world.get(&owner, &format!("{PAGE}?lang=en")).await;
    assert!(english.says("Every act of whoever runs this server"));
    assert!(world.get(&owner, "/o/ledger").await.says(PAGE));
    // As of a day before there was anything.
    let past = world.get(&owner, &format!("{PAGE}?at=2026-11-01")).await;
    assert!(!past.says("点検"), "{}", past.text());
    // Pages: the oldest lines last.
    for _ in 0..60 {
        store
            .operator_acted(Act::Backup, "after 9 entries")
            .unwrap();
    }
    let newest = world.get(&owner, PAGE).await;
    assert!(newest.says("?page=1") && !newest.says("サーバーの台帳の開始"));
    let older = world.get(&owner, &format!("{PAGE}?page=1")).await;
    assert!(older.says("サーバーの台帳の開始") && older.says("?page=0"));
    let far = world
        .get(&owner, &format!("{PAGE}?page=18446744073709551615"))
        .await;
    assert_eq!(far.status, 200);
}

#[tokio::test]
async fn who_may_not_see_it_finds_nothing() {
    let world = World::bare();
    let owner = world.founded();
    for (role, status) in [
        (Role::Officer, 200),
        (Role::Auditor, 200),
        (Role::Editor, 404),
        (Role::Reader, 404),
        (Role::Employee, 404),
    ] {
        let member = world.member(&owner, role);
        assert_eq!(world.get(&member, PAGE).await.status, status, "{role:?}");
        let ledger = world.get(&member, "/o/ledger").await;
        assert_eq!(ledger.says(PAGE), status == 200, "{role:?}");
    }
    let nobody = people::nobody();
    assert_eq!(world.get(&nobody, PAGE).await.status, 303);
}
