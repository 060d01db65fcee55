//! Who an organisation is, as its people change it: what was stays, corrections show, and who may not is refused.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use people::{Guest, World, nobody};

const NAMES: &str = "/o/settings/names";

/// Renames from a day; with the number of the entry it corrects.
fn names<'a>(official: &'a str, from: &'a str, corrects: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("official", official),
        ("reading", "　だいいち "),
        ("latin", ""),
        ("short", ""),
        ("from", from),
        ("corrects", corrects),
    ]
}

async fn change(world: &World, guest: &Guest, path: &str, fields: &[(&str, &str)]) {
    let answer = world.post(guest, path, fields).await;
    assert_eq!(answer.to(), "/o/settings", "{}", answer.text());
}

#[tokio::test]
async fn a_name_changes_from_a_day_and_a_correction_shows_what_was() {
    let world = World::bare();
    let owner = world.founded();
    change(
        &world,
        &owner,
        NAMES,
        &names("第一髙﨑商会", "令和8年11月1日", ""),
    )
    .await;
    let page = world.get(&owner, "/o/settings?done=settings").await;
    for text in [
        "第一髙﨑商会",
        "だいいち",
        "株式会社第一",
        "記録しました",
        "2026年11月1日",
    ] {
        assert!(page.says(text), "{text}: {}", page.text());
    }
    assert!(page.says("value=\"2\""), "the rename can be corrected");
    change(
        &world,
        &owner,
        NAMES,
        &names("第一高崎商会", "2026-11-02", "2"),
    )
    .await;
    let page = world.get(&owner, "/o/settings").await;
    assert!(
        page.says("3番で訂正済み") && page.says("第一髙﨑商会"),
        "{}",
        page.text()
    );
    assert!(world.get(&owner, "/o").await.says("第一高崎商会</h1>"));
    change(&world, &owner, NAMES, &names("未来商会", "2027-04-01", "")).await;
    let today = world.get(&owner, "/o").await;
    assert!(today.says("第一高崎商会</h1>"), "{}", today.text());
}

#[tokio::test]
async fn number_and_size_are_changed_and_taken_back() {
    let world = World::bare();
    let owner = world.founded();
    let (number, profile) = ("/o/settings/number", "/o/settings/profile");
    change(
        &world,
        &owner,
        number,
        &[("number", "Ｔ７０００－０１２０－５０００２")],
    )
    .await;
    change(
        &world,
        &owner,
        profile,
        &[("size", "large"), ("side", "vendor")],
    )
    .await;
    let home = world.get(&owner, "/o").await;
    for text in ["7000012050002", "大規模", "委託先"] {
        assert!(home.says(text), "{text}: {}", home.text());
    }
    change(&world, &owner, number, &[("number", ""), ("corrects", "2")]).await;
    assert!(!world.get(&owner, "/o").await.says("7000012050002"));
    let english = world.get(&owner, "/o/settings?lang=en").await;
    assert!(
        english.says("corrected by") || english.says("Corrected by"),
        "{}",
        english.text()
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_told_and_stays_on_the_form() {
    let world = World::bare();
    let owner = world.founded();
    let (number, profile) = ("/o/settings/number", "/o/settings/profile");
    for (path, fields, says, kept) in [
        (
            NAMES,
            names(" ", "2026-04-01", ""),
            "名前や文言の欄が空です",
            "だいいち",
        ),
        (
            NAMES,
            names("大切", "きのう", ""),
            "日付を読み取れません",
            "大切",
        ),
        (
            NAMES,
            names("大切", "1800-01-01", ""),
            "日付が範囲外",
            "大切",
        ),
        (
            NAMES,
            names("改\n行", "2026-04-01", ""),
            "使えない文字",
            "改",
        ),
        (NAMES, names("大切", "2026-04-01", "0"), "訂正", "大切"),
        (
            number,
            vec![("number", "7000012050003")],
            "番号が正しくありません",
            "7000012050003",
        ),
        (number, vec![("number", "")], "変わっていない", ""),
        (
            profile,
            vec![("size", ""), ("side", "huge")],
            "変わっていない",
            "",
        ),
    ] {
        let answer = world.post(&owner, path, &fields).await;
        assert_eq!(answer.status, 422, "{path} {says}: {}", answer.text());
        assert!(
            answer.says(says) && answer.says(kept),
            "{says}: {}",
            answer.text()
        );
    }
    let unknown = [("number", ""), ("name", "x")];
    assert_eq!(world.post(&owner, number, &unknown).await.status, 400);
}

#[tokio::test]
async fn who_may_not_change_it_sees_it_and_is_refused() {
    let world = World::bare();
    let owner = world.founded();
    let other = world.another(&owner);
    for role in [Role::Editor, Role::Reader, Role::Employee, Role::Auditor] {
        let member = world.member(&owner, role);
        let page = world.get(&member, "/o/settings").await;
        assert!(
            page.says("株式会社第一") && !page.says("/o/settings/names"),
            "{role:?}"
        );
        let answer = world
            .post(&member, NAMES, &names("乗取り", "2026-11-01", ""))
            .await;
        assert_eq!(answer.status, 403, "{role:?}");
    }
    let officer = world.member(&owner, Role::Officer);
    change(
        &world,
        &officer,
        NAMES,
        &names("第一商会", "2026-11-01", ""),
    )
    .await;
    assert!(!world.get(&other, "/o/settings").await.says("第一商会"));
    assert_eq!(
        world.get(&nobody(), "/o/settings").await.to(),
        "/sign-in?next=%2Fo%2Fsettings"
    );
    let forged = world
        .post_bare(&owner, NAMES, &names("乗取り", "2026-11-01", ""))
        .await;
    assert_eq!(forged.status, 403);
}

#[tokio::test]
async fn home_says_what_awaits_and_where_else_one_belongs() {
    let world = World::bare();
    let owner = world.founded();
    let home = world.get(&owner, "/o").await;
    for text in ["パスキーがまだありません", "自組織の状態を申告する"] {
        assert!(home.says(text), "{text}: {}", home.text());
    }
    assert!(
        !home.says("復旧シートがありません"),
        "it was printed at founding"
    );
    let other = world.another(&owner);
    let link = world.invite(&other, Some(Role::Reader)).unwrap();
    assert!(
        world
            .get(&other, "/o")
            .await
            .says("使われていない招待が1件")
    );
    world
        .store
        .join_as(link.hash(), &world.visitor(&owner))
        .unwrap();
    let home = world.get(&owner, "/o").await;
    assert!(
        home.says("ほかに所属する組織") && home.says("株式会社第一"),
        "{}",
        home.text()
    );
    assert!(!home.says("復旧の申込み") && !home.says("使われていない招待"));
    let past = world.get(&other, "/o?at=2026-11-21").await;
    assert!(!past.says("あなたを待っていること"), "{}", past.text());
}
