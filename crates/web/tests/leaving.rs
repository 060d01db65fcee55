//! What goes and what stays: a note, a person, an organisation that leaves or merges; and who may not make it so.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use people::{Guest, World, arrived, nobody};

const NAME: &str = "株式会社第一";

fn item() -> &'static str {
    let mut rules = web::catalogue::catalogue().of_kind(ledger::catalogue::ItemKind::Rule);
    rules.next().unwrap().id.as_str()
}

/// States an item with a note; gives the item's page.
async fn noted(world: &World, guest: &Guest, note: &str) -> String {
    let page = format!("/o/standing/items/{}", item());
    let (value, text) = (format!("v.{}", item()), format!("n.{}", item()));
    let fields = [
        (value.as_str(), "in-force"),
        ("from", "2026-11-01"),
        (text.as_str(), note),
    ];
    assert_eq!(world.post(guest, &page, &fields).await.to(), page);
    page
}

#[tokio::test]
async fn a_note_is_erased_by_who_may_state_and_its_statement_stays() {
    let world = World::bare();
    let owner = world.founded();
    let (editor, reader) = (
        world.member(&owner, Role::Editor),
        world.member(&owner, Role::Reader),
    );
    let stranger = world.another(&owner);
    let page = noted(&world, &owner, "担当は山田太郎").await;
    let shown = world.get(&owner, &page).await;
    let seq = shown.text();
    let seq = seq.split("name=\"entry\" value=\"").nth(1).unwrap();
    let seq = seq.split('"').next().unwrap().to_owned();
    let erase = format!("{page}/erase");
    let fields = [("entry", seq.as_str())];
    assert!(!world.get(&reader, &page).await.says("name=\"entry\""));
    assert_eq!(world.post(&reader, &erase, &fields).await.status, 403);
    assert_eq!(world.post(&stranger, &erase, &fields).await.status, 422);
    assert_eq!(world.post(&editor, &erase, &fields).await.to(), page);
    for address in [
        &page,
        &format!("{page}?at=2026-11-30"),
        "/o/standing?list=rules",
        "/o/ledger",
    ] {
        let after = world.get(&owner, address).await;
        assert!(!after.says("山田太郎"), "{address}");
    }
    let after = world.get(&owner, &page).await;
    assert!(
        after.says("（消去されました）") && after.says("定めている"),
        "{}",
        after.text()
    );
    assert!(!after.says("name=\"entry\""));
    assert_eq!(
        world.post(&owner, &erase, &fields).await.status,
        422,
        "twice"
    );
}

#[tokio::test]
async fn one_has_oneself_erased_and_is_signed_out() {
    let world = World::bare();
    let owner = world.founded();
    let editor = world.member(&owner, Role::Editor);
    noted(&world, &editor, "規程").await;
    let me = world.get(&editor, "/me").await;
    for text in ["editor@t.example", "編集者", "消えるもの", "残るもの"] {
        assert!(me.says(text), "{text}: {}", me.text());
    }
    let wrong = world.post(&editor, "/me/erase", &[("name", "誰か")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("入力された名称が違います"), "{}", wrong.text());
    let gone = world
        .post(&editor, "/me/erase", &[("name", "editor")])
        .await;
    assert_eq!(gone.status, 200, "{}", gone.text());
    assert!(gone.says("消去しました") && gone.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(world.get(&editor, "/o").await.to(), "/sign-in?next=%2Fo");
    let people = world.get(&owner, "/o/people").await;
    assert!(!people.says("editor</th>"), "{}", people.text());
    assert!(world.get(&owner, "/o/ledger").await.says("個人情報の消去"));
}

#[tokio::test]
async fn the_last_owner_stays_until_the_organisation_has_left() {
    let world = World::bare();
    let owner = world.founded();
    let fields = [("name", "一郎")];
    let refused = world.post(&owner, "/me/erase", &fields).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.says("最後の責任者は外せません"),
        "{}",
        refused.text()
    );
    assert_eq!(
        world.post(&owner, "/o/leave", &[("name", NAME)]).await.to(),
        "/o"
    );
    assert_eq!(world.post(&owner, "/me/erase", &fields).await.status, 200);
    assert_eq!(
        world.get(&nobody(), "/me").await.to(),
        "/sign-in?next=%2Fme"
    );
}

#[tokio::test]
async fn who_came_in_by_one_organisations_word_is_not_erased_from_another() {
    let world = World::bare();
    let first = world.founded();
    let second = world.another(&first);
    let link = world.invite(&first, Some(Role::Reader)).unwrap();
    world
        .store
        .join_as(link.hash(), &world.visitor(&second))
        .unwrap();
    let (owner, person) = (world.visitor(&first), second.person.unwrap());
    world.store.request_recovery(&owner, person).unwrap();
    world.clock.turn(3 * 86_400_000);
    let link = world
        .store
        .complete_recovery(&owner, person)
        .unwrap()
        .reveal();
    let back = arrived(
        &world
            .post(&nobody(), "/recover/link", &[("secret", &link)])
            .await,
    );
    let me = world.get(&back, "/me").await;
    assert!(
        !me.says("二郎@t.example") && !me.says("第二合同会社"),
        "{}",
        me.text()
    );
    assert_eq!(
        world
            .post(&back, "/me/erase", &[("name", "二郎")])
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn an_organisation_that_left_is_read_and_takes_nothing() {
    let world = World::bare();
    let owner = world.founded();
    let officer = world.member(&owner, Role::Officer);
    let page = noted(&world, &owner, "規程").await;
    let leave = world.get(&owner, "/o/leave").await;
    assert!(
        leave.says("/o/ledger/export.json") && leave.says(NAME),
        "{}",
        leave.text()
    );
    let wrong = world.post(&owner, "/o/leave", &[("name", "第一")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(world.get(&officer, "/o/leave").await.status, 404);
    assert_eq!(
        world
            .post(&officer, "/o/leave", &[("name", NAME)])
            .await
            .status,
        403
    );
    let name = format!("　{NAME} ");
    assert_eq!(
        world
            .post(&owner, "/o/leave", &[("name", &name)])
            .await
            .to(),
        "/o"
    );
    let forms = |text: &str| text.matches("method=\"post\"").count();
    for address in [
        "/o",
        "/o/people",
        "/o/security",
        "/o/settings",
        "/o/ledger",
        "/o/standing",
        &page,
    ] {
        let shown = world.get(&owner, address).await;
        assert_eq!(shown.status, 200, "{address}");
        assert!(shown.says("に閉じています"), "{address}: {}", shown.text());
        // Signing out, and erasing a note.
        assert!(
            forms(&shown.text()) <= 1 + usize::from(address == page),
            "{address}: {}",
            shown.text()
        );
    }
    assert_eq!(world.get(&owner, "/o/ledger/export.json").await.status, 200);
    assert_eq!(world.get(&owner, "/o/leave").await.status, 404);
    let again = world.post(&owner, "/o/leave", &[("name", NAME)]).await;
    assert_eq!(again.status, 422, "{}", again.text());
    let invited = [("role", "reader"), ("until", ""), ("address", "")];
    assert_eq!(
        world
            .post(&owner, "/o/people/invite", &invited)
            .await
            .status,
        422
    );
}

#[tokio::test]
async fn an_organisation_merges_into_another_of_its_owner() {
    let world = World::bare();
    let first = world.founded();
    let second = world.another(&first);
    let (into, own) = (
        world.organisation(&second).to_string(),
        world.organisation(&first),
    );
    assert!(
        world
            .get(&first, "/o/leave")
            .await
            .says("あなたも所属している組織だけ")
    );
    let fields = |into| [("name", NAME), ("from", "令和8年11月1日"), ("into", into)];
    let [hidden, absent] = [
        world
            .post(&first, "/o/leave/merge", &fields(into.as_str()))
            .await,
        world
            .post(
                &first,
                "/o/leave/merge",
                &fields("00000000000000000000000000"),
            )
            .await,
    ];
    assert_eq!(hidden.status, 404);
    assert_eq!(hidden.bytes, absent.bytes);
    let link = world.invite(&second, Some(Role::Reader)).unwrap();
    world
        .store
        .join_as(link.hash(), &world.visitor(&first))
        .unwrap();
    world.store.switch(&world.visitor(&first), own).unwrap();
    assert!(world.get(&first, "/o/leave").await.says("第二合同会社"));
    let wrong = [("name", NAME), ("from", "いつか"), ("into", into.as_str())];
    assert_eq!(
        world.post(&first, "/o/leave/merge", &wrong).await.status,
        422
    );
    let merged = world
        .post(&first, "/o/leave/merge", &fields(into.as_str()))
        .await;
    assert_eq!(merged.to(), "/o", "{}", merged.text());
    assert!(
        world
            .get(&first, "/o")
            .await
            .says("2026年11月1日に閉じています")
    );
}
