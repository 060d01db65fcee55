//! Founding and joining by links, and changing who is what: what works, and what each role is refused.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use people::{Guest, World, arrived, nobody};

const FOUNDING: [(&str, &str); 9] = [
    ("official", "株式会社髙﨑商会"),
    ("reading", "たかさきしょうかい"),
    ("latin", "Takasaki Trading"),
    ("number", "Ｔ７０００－０１２０－５０００２"),
    ("size", "small"),
    ("side", "client"),
    ("owner", "髙﨑 花子"),
    ("owner_reading", ""),
    ("address", "hanako@t.example"),
];

fn with<'a>(
    fields: &[(&'a str, &'a str)],
    name: &'a str,
    value: &'a str,
) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().copied().filter(|(key, _)| *key != name);
    kept.chain([(name, value)]).collect()
}

#[tokio::test]
async fn a_server_is_set_up_by_its_link_once() {
    let world = World::bare();
    let link = world.store.setup_link().unwrap().unwrap().reveal();
    assert_eq!(world.get(&nobody(), "/set-up").await.status, 200);
    let form = world.post(&nobody(), "/set-up", &[("secret", &link)]).await;
    assert!(form.says("最初の責任者"), "{}", form.text());
    let fields = with(&FOUNDING, "secret", &link);
    let sheet = world.post(&nobody(), "/found/accept", &fields).await;
    assert_eq!(sheet.status, 200, "{}", sheet.text());
    assert_eq!(sheet.header("cache-control"), "no-store");
    assert!(sheet.says("復旧シート") && sheet.says("髙﨑 花子"));
    let owner = arrived(&sheet);
    let cookies: Vec<_> = sheet.headers.get_all("set-cookie").iter().collect();
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookies[0].to_str().unwrap().contains(part), "{part}");
    }
    let home = world.get(&owner, "/o").await;
    for text in ["株式会社髙﨑商会", "7000012050002", "中小規模", "責任者"] {
        assert!(home.says(text), "{text}: {}", home.text());
    }
    let again = world.post(&nobody(), "/found/accept", &fields).await;
    assert_eq!(again.status, 404);
    assert!(again.says("このリンクは使えません"), "{}", again.text());
}

#[tokio::test]
async fn what_is_wrong_in_a_founding_is_said_and_spends_nothing() {
    let world = World::bare();
    let link = world.store.setup_link().unwrap().unwrap().reveal();
    let good = with(&FOUNDING, "secret", &link);
    for (field, value, says) in [
        ("number", "7000012050003", "番号が正しくありません"),
        ("official", " ", "名前や文言の欄が空です"),
        ("owner", "", "氏名が入力されていません"),
        ("address", "hanako", "メールアドレスの形"),
        ("official", "改\n行", "使えない文字"),
    ] {
        let answer = world
            .post(&nobody(), "/found/accept", &with(&good, field, value))
            .await;
        assert_eq!(answer.status, 422, "{field}");
        assert!(answer.says(says), "{field}: {}", answer.text());
        assert!(
            answer.says("value=\"Takasaki Trading\""),
            "{field}: what was typed stays"
        );
    }
    assert_eq!(
        world.post(&nobody(), "/found/accept", &good).await.status,
        200
    );
}

#[tokio::test]
async fn an_invitation_is_looked_at_without_spending_it_and_taken_up_once() {
    let world = World::bare();
    let owner = world.founded();
    let fields = [("role", "editor"), ("until", ""), ("address", "")];
    let made = world.post(&owner, "/o/people/invite", &fields).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let text = made.text();
    let link = text.split("https://t.example/join#").nth(1).unwrap()[..64].to_owned();
    for _ in 0..2 {
        let offer = world.post(&nobody(), "/join", &[("secret", &link)]).await;
        assert!(
            offer.says("株式会社第一") && offer.says("編集者"),
            "{}",
            offer.text()
        );
    }
    let who = [
        ("secret", link.as_str()),
        ("name", "三郎"),
        ("reading", ""),
        ("address", ""),
    ];
    let joined = world.post(&nobody(), "/join/accept", &who).await;
    assert_eq!(joined.to(), "/o/security");
    let editor = arrived(&joined);
    assert!(world.get(&editor, "/o").await.says("編集者"));
    let again = world.post(&nobody(), "/join/accept", &who).await;
    assert_eq!(again.status, 404);
    let people = world.get(&owner, "/o/people").await;
    assert!(
        people.says("三郎") && people.says("使われました"),
        "{}",
        people.text()
    );
}

#[tokio::test]
async fn somebody_signed_in_joins_as_who_they_are() {
    let world = World::bare();
    let first = world.founded();
    let second = world.another(&first);
    let link = world.invite(&first, Some(Role::Reader)).unwrap().reveal();
    let offer = world.post(&second, "/join", &[("secret", &link)]).await;
    assert!(offer.says("二郎 として参加する"), "{}", offer.text());
    assert_eq!(
        world
            .post(&second, "/join/as", &[("secret", &link)])
            .await
            .to(),
        "/o"
    );
    let home = world.get(&second, "/o").await;
    assert!(
        home.says("株式会社第一") && home.says("第二合同会社"),
        "{}",
        home.text()
    );
    let back = world.visitor(&second);
    let other = world.store.memberships(&back).unwrap();
    let other = other
        .iter()
        .find(|other| Some(other.organisation) != back.organisation)
        .unwrap();
    let id = other.organisation.to_string();
    assert_eq!(
        world
            .post(&second, "/switch", &[("organisation", &id)])
            .await
            .to(),
        "/o"
    );
}

#[tokio::test]
async fn a_new_person_ends_the_session_of_the_one_before() {
    let world = World::bare();
    let owner = world.founded();
    let link = world.invite(&owner, Some(Role::Editor)).unwrap().reveal();
    let who = [("secret", link.as_str()), ("name", "四郎")];
    let joined = world.post(&owner, "/join/accept", &who).await;
    assert_ne!(arrived(&joined).cookie, owner.cookie);
    assert_eq!(world.get(&owner, "/o").await.to(), "/sign-in?next=%2Fo");
}

/// Each role before the page of people, its buttons, and its acts.
#[tokio::test]
async fn who_may_not_change_people_is_refused() {
    let world = World::bare();
    let owner = world.founded();
    let reader = world.member(&owner, Role::Reader);
    let person = reader.person.unwrap().to_string();
    let acts = [
        ("/o/people/invite", vec![("role", "reader")]),
        (
            "/o/people/grant",
            vec![("person", person.as_str()), ("role", "editor")],
        ),
        (
            "/o/people/end",
            vec![("person", person.as_str()), ("role", "reader")],
        ),
    ];
    for (role, sees, status) in [
        (Role::Editor, 200, 403),
        (Role::Auditor, 200, 403),
        (Role::Employee, 404, 403),
    ] {
        let guest = world.member(&owner, role);
        let page = world.get(&guest, "/o/people").await;
        assert_eq!(page.status, sees, "{role}");
        assert!(!page.says("/o/people/invite"), "{role}");
        for (address, fields) in &acts {
            let answer = world.post(&guest, address, fields).await;
            let wanted = if sees == 404 && *address == "/o/people/invite" {
                404
            } else {
                status
            };
            assert_eq!(answer.status, wanted, "{role} {address}: {}", answer.text());
        }
    }
    let other = world.another(&owner);
    for (address, fields) in &acts[1..] {
        let answer = world.post(&other, address, fields).await;
        assert_eq!(answer.status, 422, "{address}");
        assert!(!answer.says("reader@"), "{address}");
    }
    let list = world.get(&owner, "/o/people").await;
    assert!(list.says("閲覧者") && list.says("この組織の人"));
}

#[tokio::test]
async fn roles_are_given_and_ended_and_refusals_keep_what_was_typed() {
    let world = World::bare();
    let owner = world.founded();
    let reader = world.member(&owner, Role::Reader);
    let person = reader.person.unwrap().to_string();
    let grant = async |role: &'static str, until: &'static str| {
        let fields = [
            ("person", person.as_str()),
            ("role", role),
            ("until", until),
        ];
        world.post(&owner, "/o/people/grant", &fields).await
    };
    assert_eq!(grant("editor", "令和8年12月31日").await.to(), "/o/people");
    assert!(
        world
            .get(&owner, "/o/people")
            .await
            .says("2026年12月31日まで")
    );
    let none = grant("auditor", "").await;
    assert!(
        none.status == 422 && none.says("監査人には最終日が必要です"),
        "{}",
        none.text()
    );
    let odd = grant("auditor", "いつか").await;
    assert!(
        odd.status == 422 && odd.says("value=\"いつか\""),
        "{}",
        odd.text()
    );
    let own = owner.person.unwrap().to_string();
    let last = [("person", own.as_str()), ("role", "owner")];
    let last = world.post(&owner, "/o/people/end", &last).await;
    assert!(
        last.status == 422 && last.says("最後の責任者は外せません"),
        "{}",
        last.text()
    );
    let ended = [("person", person.as_str()), ("role", "reader")];
    assert_eq!(
        world.post(&owner, "/o/people/end", &ended).await.to(),
        "/o/people"
    );
}

#[tokio::test]
async fn an_invitation_called_back_offers_nothing() {
    let world = World::bare();
    let owner = world.founded();
    let secret = world.invite(&owner, Some(Role::Officer)).unwrap().reveal();
    let page = world.get(&owner, "/o/people").await.text();
    let link = page.split("name=\"link\" value=\"").nth(1).unwrap();
    let link = link.split('"').next().unwrap().to_owned();
    let other = world.another(&owner);
    let foreign = world
        .post(&other, "/o/people/revoke", &[("link", &link)])
        .await;
    assert_eq!(foreign.status, 422);
    let editor = world.member(&owner, Role::Editor);
    let refused = world
        .post(&editor, "/o/people/revoke", &[("link", &link)])
        .await;
    assert_eq!(refused.status, 403);
    assert_eq!(
        world
            .post(&owner, "/o/people/revoke", &[("link", &link)])
            .await
            .to(),
        "/o/people"
    );
    let offer = world.post(&nobody(), "/join", &[("secret", &secret)]).await;
    assert_eq!(offer.status, 404);
}

#[tokio::test]
async fn a_link_of_one_kind_is_no_link_of_another() {
    let world = World::bare();
    let owner: Guest = world.founded();
    let join = world.invite(&owner, Some(Role::Reader)).unwrap().reveal();
    let found = world.invite(&owner, None).unwrap().reveal();
    for (address, secret, status) in [
        ("/join", &join, 200),
        ("/found", &found, 200),
        ("/join", &found, 404),
        ("/found", &join, 404),
        ("/set-up", &join, 404),
        ("/sign-in/link", &join, 404),
        ("/sign-in/link", &found, 404),
        ("/join", &"0".repeat(64), 404),
        ("/join", &"short".to_owned(), 404),
    ] {
        let answer = world.post(&nobody(), address, &[("secret", secret)]).await;
        assert_eq!(answer.status, status, "{address}: {}", answer.text());
    }
}

async fn recover(world: &World, number: &str, code: &str, act: &str) -> site::Answer {
    let fields = [("number", number), ("secret", code), ("act", act)];
    world.post(&nobody(), "/recover", &fields).await
}

#[tokio::test]
async fn the_sheet_opens_after_its_time_unless_somebody_stops_it() {
    let world = World::bare();
    let link = world.store.setup_link().unwrap().unwrap();
    let founding = people::founding("株式会社第一", "一郎");
    let founded = world.store.found(link.hash(), founding).unwrap();
    let owner = people::guest(&founded.session, founded.owner);
    let (number, code) = (founded.organisation.to_string(), founded.sheet.reveal());
    let send = async |code: &str, act: &'static str| recover(&world, &number, code, act).await;
    assert!(world.get(&nobody(), "/recover").await.says("復旧コード"));
    let wrong = send(&"0".repeat(64), "ask").await;
    assert!(
        wrong.status.is_client_error() && wrong.says("もう使われています") && wrong.says(&number)
    );
    let early = send(&code, "complete").await;
    assert!(
        early.says("待っている復旧の申込みはありません"),
        "{}",
        early.text()
    );
    let asked = send(&code, "ask").await;
    assert!(
        asked.says("申し込みを記録しました") && !asked.says(&code),
        "{}",
        asked.text()
    );
    let early = send(&code, "complete").await;
    assert!(
        early.says("まだ待ち時間が過ぎていません"),
        "{}",
        early.text()
    );
    let page = world.get(&owner, "/o/security").await;
    assert!(page.says("待っている復旧の申込み"), "{}", page.text());
    let person = founded.owner.to_string();
    let stopped = world
        .post(&owner, "/o/security/stop", &[("person", &person)])
        .await;
    assert_eq!(stopped.status, 303);
    assert!(
        !world
            .get(&owner, "/o/security")
            .await
            .says("待っている復旧の申込み")
    );
    let void = send(&code, "ask").await;
    assert!(void.says("もう使われています"), "{}", void.text());
    let new = world.store.issue_sheet(&world.visitor(&owner));
    let code = new.unwrap().reveal();
    send(&code, "ask").await;
    world.clock.turn(ledger::admission::RECOVERY_WAIT);
    let done = send(&code, "complete").await;
    assert_eq!(done.to(), "/o/security", "{}", done.text());
    let back = people::arrived(&done);
    assert_eq!(world.get(&back, "/o").await.status, 200);
    let again = send(&code, "complete").await;
    assert!(again.says("もう使われています"), "a sheet is spent");
}
