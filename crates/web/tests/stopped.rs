//! A store that can write no more, and a server that was restored from a backup: said on the pages, which go on being read.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use people::World;
use store::engine::failing::Fuse;
use store::error::Code;

const NAMES: [(&str, &str); 2] = [("official", "第一商会"), ("from", "2026-11-01")];
const RENAME: &str = "/o/settings/names";

#[tokio::test]
async fn when_the_disk_dies_writing_answers_503_and_reading_goes_on() {
    let fuse = Fuse::new(Code::Disk);
    let world = World::that_may_fail(&fuse);
    let owner = world.founded();
    fuse.set(0);
    for _ in 0..2 {
        let answer = world.post(&owner, RENAME, &NAMES).await;
        assert!(answer.says("書込みを止めています"), "{}", answer.text());
        assert_eq!(answer.status, 503);
        assert!(answer.says("value=\"第一商会\""), "what was typed stays");
    }
    assert!(world.store.stopped().is_some());
    // Long enough that the use of the session would be noted.
    world.clock.turn(10 * 60_000);
    for address in [
        "/o",
        "/o/people",
        "/o/security",
        "/o/settings",
        "/o/ledger",
        "/o/standing",
        "/me",
    ] {
        let page = world.get(&owner, address).await;
        assert_eq!(page.status, 200, "{address}: {}", page.text());
    }
    let english = world
        .post(&owner, &format!("{RENAME}?lang=en"), &NAMES)
        .await;
    assert!(english.says("has stopped writing"), "{}", english.text());
}

#[tokio::test]
async fn a_full_disk_is_said_and_passes() {
    let fuse = Fuse::new(Code::DiskFull).once();
    let world = World::that_may_fail(&fuse);
    let owner = world.founded();
    fuse.set(0);
    let answer = world.post(&owner, RENAME, &NAMES).await;
    assert_eq!(answer.status, 507, "{}", answer.text());
    assert!(answer.says("ディスクがいっぱい"), "{}", answer.text());
    let again = world.post(&owner, RENAME, &NAMES).await;
    assert_eq!(again.to(), "/o/settings", "{}", again.text());
}

#[tokio::test]
async fn a_restored_server_says_so_for_a_month_and_in_the_ledger_always() {
    let world = World::bare();
    let owner = world.founded();
    let person = owner.person.unwrap();
    assert!(!world.get(&owner, "/o").await.says("復元されました"));
    let world = world.restored();
    let owner = world.signed_in(person);
    for address in ["/o", "/o/people", "/o/ledger"] {
        let page = world.get(&owner, address).await;
        assert!(
            page.says("2026年11月21日にバックアップから復元されました"),
            "{address}: {}",
            page.text()
        );
    }
    assert!(
        world
            .get(&owner, "/o?lang=en")
            .await
            .says("was restored from a backup")
    );
    world.clock.turn(31 * 86_400_000);
    let owner = world.signed_in(person);
    assert!(!world.get(&owner, "/o").await.says("復元されました"));
    assert!(world.get(&owner, "/o/ledger").await.says("復元されました"));
    assert!(
        world
            .get(&owner, "/o/server")
            .await
            .says("バックアップからの復元")
    );
}
