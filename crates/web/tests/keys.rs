//! Tokens, recovery sheets and recovery by another owner, as their pages have it; and who is refused.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use people::{Guest, World, arrived, nobody};

const DAY: i64 = 86_400_000;
const HEX: usize = 64;

/// What a page shows once.
fn once(page: &site::Answer) -> String {
    assert_eq!(page.status, 200, "{}", page.text());
    assert_eq!(page.header("cache-control"), "no-store");
    let text = page.text();
    let after = text.split("id=\"link\" value=\"").nth(1).unwrap();
    let shown = after.split('"').next().unwrap();
    shown[shown.len() - HEX..].to_owned()
}

/// The value of the first hidden field of a name.
fn hidden(page: &site::Answer, name: &str) -> String {
    let text = page.text();
    let field = format!("name=\"{name}\" value=\"");
    let after = text
        .split(field.as_str())
        .nth(1)
        .unwrap_or_else(|| panic!("{text}"));
    after.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_token_is_shown_once_listed_and_called_back() {
    let world = World::bare();
    let owner = world.founded();
    let fields = [("scope", "read"), ("scope", "state"), ("days", "90")];
    let made = world.post(&owner, "/o/security/tokens", &fields).await;
    let secret = once(&made).parse().unwrap();
    let acts = || world.store.visitor_by_token(&secret).unwrap();
    assert_eq!(acts().unwrap().person, owner.person.unwrap());
    let page = world.get(&owner, "/o/security").await;
    for text in ["読む、申告する", "2027年2月19日まで有効"] {
        assert!(page.says(text), "{text}: {}", page.text());
    }
    assert!(!page.says(&secret.reveal()));
    let token = hidden(&page, "token");
    let revoked = world
        .post(&owner, "/o/security/tokens/revoke", &[("token", &token)])
        .await;
    assert_eq!(revoked.to(), "/o/security");
    assert_eq!(acts(), None);
    let page = world.get(&owner, "/o/security?lang=en").await;
    assert!(
        page.says("revoked") && !page.says("/tokens/revoke"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn a_token_that_cannot_be_is_refused() {
    let world = World::bare();
    let owner = world.founded();
    for (fields, status) in [
        (vec![("days", "90")], 422),
        (
            vec![("scope", "read"), ("scope", "read"), ("days", "90")],
            422,
        ),
        (vec![("scope", "everything"), ("days", "90")], 404),
        (vec![("scope", "read"), ("days", "9000")], 404),
        (vec![("scope", "read")], 404),
    ] {
        let answer = world.post(&owner, "/o/security/tokens", &fields).await;
        assert_eq!(answer.status, status, "{fields:?}: {}", answer.text());
    }
}

#[tokio::test]
async fn anothers_token_is_called_back_by_an_owner_alone() {
    let world = World::bare();
    let owner = world.founded();
    let (editor, reader) = (
        world.member(&owner, Role::Editor),
        world.member(&owner, Role::Reader),
    );
    let stranger = world.another(&owner);
    let fields = [("scope", "read"), ("days", "30")];
    once(&world.post(&editor, "/o/security/tokens", &fields).await);
    let token = hidden(&world.get(&editor, "/o/security").await, "token");
    for other in [&reader, &stranger] {
        assert!(!world.get(other, "/o/security").await.says(&token));
        let answer = world
            .post(other, "/o/security/tokens/revoke", &[("token", &token)])
            .await;
        assert!(
            [403, 422].contains(&answer.status.as_u16()),
            "{}",
            answer.text()
        );
    }
    assert!(
        !world
            .get(&reader, "/o/security")
            .await
            .says("招待し、役割を変える")
    );
    let done = world
        .post(&owner, "/o/security/tokens/revoke", &[("token", &token)])
        .await;
    assert_eq!(done.to(), "/o/security");
}

#[tokio::test]
async fn a_new_sheet_voids_the_one_before_and_is_for_owners() {
    let world = World::bare();
    let owner = world.founded();
    let editor = world.member(&owner, Role::Editor);
    assert!(
        !world
            .get(&editor, "/o/security")
            .await
            .says("/o/security/sheet")
    );
    assert_eq!(
        world.post(&editor, "/o/security/sheet", &[]).await.status,
        422
    );
    let sheet = |page: site::Answer| {
        assert_eq!(page.header("cache-control"), "no-store");
        let text = page.text();
        let code = text
            .split("id=\"sheet\">")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap();
        let code: String = code.split_whitespace().collect();
        let number = text.split("組織の番号</dt><dd><code>").nth(1).unwrap()[..26].to_owned();
        (number, code)
    };
    let (_, first) = sheet(world.post(&owner, "/o/security/sheet", &[]).await);
    let (number, second) = sheet(world.post(&owner, "/o/security/sheet", &[]).await);
    let ask = |secret: String| {
        let (world, number) = (&world, number.clone());
        async move {
            let fields = [
                ("number", number.as_str()),
                ("secret", secret.as_str()),
                ("act", "ask"),
            ];
            world.post(&nobody(), "/recover", &fields).await.status
        }
    };
    assert_eq!(ask(first).await, 422);
    assert_eq!(ask(second).await, 200);
}

async fn whose(world: &World, guest: &Guest, act: &str, person: &Guest) -> site::Answer {
    let person = person.person.unwrap().to_string();
    let path = format!("/o/security/{act}");
    world.post(guest, &path, &[("person", &person)]).await
}

#[tokio::test]
async fn an_owner_brings_somebody_back_after_the_waiting_time() {
    let world = World::bare();
    let owner = world.founded();
    let editor = world.member(&owner, Role::Editor);
    assert!(
        world
            .get(&owner, "/o/people")
            .await
            .says("/o/security/recover")
    );
    assert_eq!(
        whose(&world, &owner, "recover", &editor).await.to(),
        "/o/security"
    );
    for guest in [&owner, &editor] {
        let page = world.get(guest, "/o/security").await;
        assert!(
            page.says("責任者による申込み") && page.says("/o/security/stop"),
            "{}",
            page.text()
        );
        assert!(!page.says("/o/security/complete"));
    }
    assert!(world.get(&editor, "/o").await.says("復旧の申込みが1件"));
    assert_eq!(
        whose(&world, &owner, "complete", &editor).await.status,
        422,
        "too early"
    );
    world.clock.turn(3 * DAY);
    let owner = world.signed_in(owner.person.unwrap());
    assert!(
        world
            .get(&owner, "/o/security")
            .await
            .says("/o/security/complete")
    );
    let link = once(&whose(&world, &owner, "complete", &editor).await);
    assert_eq!(world.get(&nobody(), "/recover/link").await.status, 200);
    let back = world
        .post(&nobody(), "/recover/link", &[("secret", &link)])
        .await;
    assert_eq!(back.to(), "/o/security");
    assert!(
        world
            .get(&arrived(&back), "/o/security")
            .await
            .says("まだパスキーがありません")
    );
    let again = world
        .post(&nobody(), "/recover/link", &[("secret", &link)])
        .await;
    assert_eq!(again.status, 404);
}

#[tokio::test]
async fn recovery_is_stopped_by_whom_it_concerns_and_asked_for_by_owners_of_the_house() {
    let world = World::bare();
    let owner = world.founded();
    let (editor, reader) = (
        world.member(&owner, Role::Editor),
        world.member(&owner, Role::Reader),
    );
    let officer = world.member(&owner, Role::Officer);
    let stranger = world.another(&owner);
    for other in [&editor, &reader, &officer, &stranger] {
        let answer = whose(&world, other, "recover", &owner).await;
        assert!(
            [403, 422].contains(&answer.status.as_u16()),
            "{}",
            answer.text()
        );
        assert!(
            !world
                .get(other, "/o/people")
                .await
                .says("/o/security/recover")
        );
    }
    assert_eq!(
        whose(&world, &owner, "recover", &owner).await.status,
        403,
        "oneself"
    );
    whose(&world, &owner, "recover", &editor).await;
    for other in [&reader, &officer, &stranger] {
        let answer = whose(&world, other, "stop", &editor).await;
        assert!(
            [403, 422].contains(&answer.status.as_u16()),
            "{}",
            answer.text()
        );
    }
    assert_eq!(
        whose(&world, &editor, "stop", &editor).await.to(),
        "/o/security"
    );
    world.clock.turn(3 * DAY);
    let owner = world.signed_in(owner.person.unwrap());
    assert_eq!(
        whose(&world, &owner, "complete", &editor).await.status,
        422,
        "stopped"
    );
    let officer = world.signed_in(officer.person.unwrap());
    assert_eq!(
        whose(&world, &officer, "complete", &editor).await.status,
        404
    );
}

#[tokio::test]
async fn what_decides_who_gets_in_asks_for_the_passkey_once_more_and_comes_back() {
    let world = World::bare();
    let owner = world.founded();
    let label = "p".to_owned();
    let visitor = world.visitor(&owner);
    let enrolled = world
        .store
        .enrol_passkey(&visitor, vec![1], label, "{}".to_owned());
    enrolled.unwrap();
    let fields = [("scope", "read"), ("days", "30")];
    once(&world.post(&owner, "/o/security/tokens", &fields).await);
    world.clock.turn(store::acts::PROOF_LASTS);
    let asked = "/sign-in?next=%2Fo%2Fsecurity&again=1";
    for form in [
        "/o/security/tokens",
        "/o/security/sheet",
        "/o/security/passkeys/ask",
    ] {
        let fields = if form.ends_with("tokens") {
            &fields[..]
        } else {
            &[]
        };
        assert_eq!(world.post(&owner, form, fields).await.to(), asked, "{form}");
    }
    let page = world.get(&owner, asked).await;
    assert!(page.says("もう一度パスキーで確認") && page.says("value=\"/o/security\""));
    let held = owner.cookie.split_once('=').unwrap().1;
    let held: store::working::secret::Secret = held.parse().unwrap();
    let again = world
        .store
        .sign_in_by_passkey(vec![1], "{}".to_owned(), Some(held.hash()));
    let again = people::guest(&again.unwrap(), owner.person.unwrap());
    once(&world.post(&again, "/o/security/tokens", &fields).await);
}
