//! Who comes and what they are answered: sessions, forms, hosts, past days, and pages that are not theirs.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use people::{World, arrived, nobody};

#[tokio::test]
async fn a_site_without_organisations_has_none_of_their_pages() {
    let site = site::Site::start(&site::Disk::default());
    let absent = site.get("/nothing").await;
    for address in ["/o", "/sign-in", "/demo"] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, absent.status, "{address}");
    }
    assert!(!site.get("/").await.says("href=\"/o\""));
}

#[tokio::test]
async fn who_is_not_signed_in_is_sent_to_sign_in_and_back() {
    let world = World::bare();
    let answer = world.get(&nobody(), "/o?at=2026-04-01").await;
    assert_eq!(answer.to(), "/sign-in?next=%2Fo%3Fat%3D2026-04-01");
    let page = world.get(&nobody(), answer.to()).await;
    assert!(page.says("value=\"/o?at=2026-04-01\""), "{}", page.text());
    let foreign = world.get(&nobody(), "/sign-in?next=//evil.example").await;
    assert!(!foreign.says("evil.example\">"), "{}", foreign.text());
    let form = "/o/standing/answer?list=rules";
    let lost = world.post(&nobody(), form, &[]).await;
    let query = serde_urlencoded::to_string([("next", form), ("over", "1")]).unwrap();
    assert_eq!(lost.to(), format!("/sign-in?{query}"));
    let page = world.get(&nobody(), lost.to()).await;
    assert!(page.says(&format!("value=\"{form}\"")), "{}", page.text());
    assert!(page.says("このタブに残っています"), "{}", page.text());
}

#[tokio::test]
async fn a_signed_page_is_kept_by_no_cache_and_names_who_looks() {
    let world = World::bare();
    let owner = world.founded();
    let page = world.get(&owner, "/o").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("cache-control"), "no-store");
    for text in ["株式会社第一", "一郎", "責任者", "サインアウト"] {
        assert!(page.says(text), "{text}: {}", page.text());
    }
    let english = world.get(&owner, "/o?lang=en").await;
    assert!(
        english.says("Sign out") && english.says("Owner"),
        "{}",
        english.text()
    );
}

#[tokio::test]
async fn a_form_counts_only_with_the_token_of_its_session_and_organisation() {
    let world = World::bare();
    let owner = world.founded();
    for token in ["", "0000", "x"] {
        let answer = world
            .post_bare(&owner, "/sign-out", &[("form", token)])
            .await;
        assert_eq!(answer.status, 403, "{token}");
    }
    let other = world.another(&owner);
    let stale = {
        let secret = owner.cookie.split_once('=').unwrap().1.parse().unwrap();
        web::access::cookie::form_token(&secret, Some(world.organisation(&other)))
    };
    let answer = world
        .post_bare(&owner, "/sign-out", &[("form", &stale)])
        .await;
    assert_eq!(answer.status, 403);
    assert_eq!(world.get(&owner, "/o").await.status, 200);
    let out = world.post(&owner, "/sign-out", &[]).await;
    assert_eq!(out.to(), "/sign-in");
    assert_eq!(out.header("clear-site-data"), "\"storage\"");
    assert_eq!(world.get(&owner, "/o").await.to(), "/sign-in?next=%2Fo");
}

#[tokio::test]
async fn another_organisation_answers_as_if_it_were_not_there() {
    let world = World::bare();
    let first = world.founded();
    let second = world.another(&first);
    let other = world.organisation(&second).to_string();
    let unknown = "0".repeat(26);
    let [hidden, absent] = [
        world
            .post(&first, "/switch", &[("organisation", &other)])
            .await,
        world
            .post(&first, "/switch", &[("organisation", &unknown)])
            .await,
    ];
    assert_eq!(hidden.status, 404);
    assert_eq!(hidden.bytes, absent.bytes);
    assert_eq!(hidden.headers, absent.headers);
    assert!(!world.get(&first, "/o").await.says("第二合同会社"));
}

#[tokio::test]
async fn who_was_a_member_sees_nothing_from_the_next_request_on() {
    let world = World::bare();
    let owner = world.founded();
    let reader = world.member(&owner, Role::Reader);
    assert_eq!(world.get(&reader, "/o").await.status, 200);
    let (visitor, person) = (world.visitor(&owner), reader.person.unwrap());
    world
        .store
        .end_role(&visitor, person, Role::Reader)
        .unwrap();
    for address in ["/o", "/o?at=2026-11-21"] {
        let page = world.get(&reader, address).await;
        assert!(!page.says("株式会社第一"), "{address}: {}", page.text());
    }
}

#[tokio::test]
async fn a_past_day_says_so_and_a_wrong_one_is_explained() {
    let world = World::bare();
    let owner = world.founded();
    let today = world.get(&owner, "/o?at=2026-11-21").await;
    assert!(
        today.says("2026年11月21日の終わりの時点"),
        "{}",
        today.text()
    );
    assert!(today.says("今の状態に戻る"));
    let before = world.get(&owner, "/o?at=2020-10-31").await;
    assert_eq!(before.status, 404);
    assert!(before.says("まだ記録がありません"), "{}", before.text());
    let wrong = world.get(&owner, "/o/standing?at=yesterday").await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.says("日付を読み取れません"), "{}", wrong.text());
    assert!(wrong.says("class=\"button second\" href=\"/o\""));
    let asked = world.get(&owner, "/o?at=yesterday").await;
    assert_eq!(asked.status, 422);
    assert!(asked.says("<a href=\"#at\">日付を読み取れません"));
    let nowhere = world.get(&owner, "/o/nowhere").await;
    assert_eq!(nowhere.status, 404);
    assert!(nowhere.says("あなたの役割では見られません"));
    assert!(!nowhere.says("調査が取り除かれ"), "{}", nowhere.text());
}

#[tokio::test]
async fn only_the_configured_name_is_answered() {
    let world = World::bare();
    for (host, status) in [
        ("t.example", 200),
        ("evil.example", 421),
        ("localhost", 421),
        ("t.example.evil.example", 421),
    ] {
        let answer = world.site.get_with("/sign-in", &[("host", host)]).await;
        assert_eq!(answer.status, status, "{host}");
    }
}

#[tokio::test]
async fn asking_for_a_link_is_answered_alike_whoever_asks() {
    let world = World::bare();
    let _owner = world.founded();
    let known = [("address", "一郎@t.example"), ("next", "/o")];
    let unknown = [("address", "nobody@t.example"), ("next", "/o")];
    let [known, unknown] = [
        world.post(&nobody(), "/sign-in", &known).await,
        world.post(&nobody(), "/sign-in", &unknown).await,
    ];
    assert_eq!(known.bytes, unknown.bytes);
    assert_eq!(known.status, unknown.status);
    let wrong = world
        .post(&nobody(), "/sign-in", &[("address", "一郎")])
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("value=\"一郎\""), "what was typed stays");
}

#[tokio::test]
async fn the_cast_is_there_in_the_demonstration_alone() {
    let world = World::bare();
    let owner = world.founded();
    let person = owner.person.unwrap().to_string();
    let outside = world.post(&nobody(), "/demo", &[("person", &person)]).await;
    assert_eq!(outside.status, 404);
    assert_eq!(world.get(&nobody(), "/demo").await.status, 404);
}

#[tokio::test]
async fn somebody_of_the_cast_is_one_press_away() {
    let demo = World::with(|store| {
        let link = store.setup_link().unwrap().unwrap();
        let founded = store
            .found(
                link.hash(),
                store::acts::Founding {
                    names: vec![ledger::organisation::Name {
                        kind: ledger::organisation::NameKind::Official,
                        text: "架空商店".to_owned(),
                    }],
                    identifier: None,
                    profile: ledger::organisation::Profile::default(),
                    owner: people::newcomer("花子"),
                },
            )
            .unwrap();
        vec![web::access::Character {
            person: founded.owner,
            name: "花子".to_owned(),
            organisation: survey::Text::new("架空商店", "Fictional shop"),
            role: Role::Owner,
            about: survey::Text::new("何でもできます", "May do anything"),
        }]
    });
    let page = demo.get(&nobody(), "/demo").await;
    assert!(
        page.says("花子") && page.says("これは見本です"),
        "{}",
        page.text()
    );
    let id = page.text();
    let id = id.split("name=\"person\" value=\"").nth(1).unwrap();
    let id = id.split('"').next().unwrap().to_owned();
    let guest = arrived(&demo.post(&nobody(), "/demo", &[("person", &id)]).await);
    assert!(demo.get(&guest, "/o").await.says("架空商店"));
    let unknown = "0".repeat(26);
    let stranger = demo.post(&guest, "/demo", &[("person", &unknown)]).await;
    assert_eq!(stranger.status, 404);
}

#[tokio::test]
async fn a_passkey_that_was_not_asked_for_opens_nothing() {
    let world = World::bare();
    let owner = world.founded();
    let asked = world.post(&nobody(), "/sign-in/passkey/ask", &[]).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    assert_eq!(asked.header("cache-control"), "no-store");
    let state = asked.text();
    let state = state.split("\"state\":\"").nth(1).unwrap()[..64].to_owned();
    let answer = |state: &str| [("state", state.to_owned()), ("answer", "{}".to_owned())];
    for state in [state.as_str(), state.as_str(), "", &"0".repeat(64)] {
        let fields = answer(state);
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(key, text)| (*key, text.as_str()))
            .collect();
        let refused = world.post(&nobody(), "/sign-in/passkey", &fields).await;
        assert_eq!(refused.status, 422, "{state}");
        assert!(refused.headers.get("set-cookie").is_none(), "{state}");
        let fields = [&fields[..], &[("label", "x")]].concat();
        let kept = world.post(&owner, "/o/security/passkeys", &fields).await;
        assert_eq!(kept.status, 422, "{state}");
    }
    assert!(
        world
            .get(&owner, "/o/security")
            .await
            .says("まだパスキーがありません")
    );
}

#[tokio::test]
async fn who_may_not_vouch_is_refused() {
    let world = World::bare();
    let owner = world.founded();
    let officer = world.member(&owner, Role::Officer);
    let id = world
        .store
        .enrol_passkey(
            &world.visitor(&officer),
            vec![7; 16],
            "鍵".to_owned(),
            "{}".to_owned(),
        )
        .unwrap()
        .to_string();
    let other = world.another(&owner);
    let fields = [("credential", id.as_str())];
    for (guest, status) in [
        (world.member(&owner, Role::Editor), 403),
        (world.member(&owner, Role::Employee), 403),
        (officer.clone(), 422),
        (other.clone(), 422),
    ] {
        let answer = world.post(&guest, "/o/security/confirm", &fields).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        let seen = world.get(&guest, "/o/security").await;
        assert!(!seen.says("本人のものと確認した"));
    }
    assert!(!world.get(&other, "/o/security").await.says(&id));
    assert!(
        world
            .get(&owner, "/o/security")
            .await
            .says("本人のものと確認した")
    );
    assert_eq!(
        world
            .post(&owner, "/o/security/confirm", &fields)
            .await
            .to(),
        "/o/security"
    );
    let revoked = world.post(&officer, "/o/security/revoke", &fields).await;
    assert_eq!(revoked.to(), "/o/security");
    assert!(world.get(&owner, "/o/security").await.says("失効"));
}
