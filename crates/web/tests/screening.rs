//! Screenings on pages: opened, answered by link, decided, carried into an engagement; and everybody who finds nothing.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use people::{Guest, World, between, nobody};
use site::Answer;

const NEW: [(&str, &str); 9] = [
    ("kind", "vendor"),
    ("name", "東西システム"),
    ("work", "受付システムの保守\r\n夜間を含む"),
    ("contact", "山田 花子 <hanako@partner.example>"),
    ("due", "2026-12-20"),
    ("secrets", "no"),
    ("delay", "not-known"),
    ("access", "no"),
    ("days", "３０"),
];

/// Opens a screening; gives its page and the secret of its link.
async fn opened(world: &World, owner: &Guest) -> (String, String) {
    let shown = world.post(owner, "/o/screenings/new", &NEW).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    given(&shown)
}

fn given(shown: &Answer) -> (String, String) {
    let text = shown.text();
    let page = between(&text, "second\" href=\"/o/screenings/", "\"");
    let secret = between(&text, "/screening#", "\"");
    assert_eq!(secret.len(), 64, "{text}");
    (format!("/o/screenings/{page}"), secret)
}

/// A browser that holds a link to a screening.
fn holder(secret: &str) -> Guest {
    Guest {
        cookie: format!("__Host-torikime-screening={secret}"),
        person: None,
    }
}

async fn answers(world: &World, secret: &str, fields: &[(&str, &str)]) -> Answer {
    let token = web::access::cookie::form_token(&secret.parse().unwrap(), None);
    let fields = [fields, &[("form", token.as_str())]].concat();
    let sent = world
        .post_bare(&holder(secret), "/screening/answer", &fields)
        .await;
    match sent.status.as_u16() {
        // What is shown can be loaded again without being sent again.
        303 => world.get(&holder(secret), sent.to()).await,
        _ => sent,
    }
}

async fn decides(world: &World, owner: &Guest, page: &str) -> Answer {
    let fields = [("outcome", "on-conditions"), ("reason", "窓口を決めること")];
    world.post(owner, &format!("{page}/decide"), &fields).await
}

#[tokio::test]
async fn who_is_asked_answers_by_link_and_the_asker_sees_gaps_first() {
    let world = World::bare();
    let owner = world.founded();
    let (page, secret) = opened(&world, &owner).await;
    let asked = world.get(&holder(&secret), "/screening/answer").await;
    for text in [
        "受付システムの保守",
        "まだ決まりません",
        "あなたの組織の業務が止まる",
        "2438行目",
    ] {
        assert!(asked.says(text), "{text}: {}", asked.text());
    }
    assert!(!asked.says("hanako@partner.example"), "whom they ask there");
    let fields = [
        ("a.devices", "not-yet"),
        ("n.devices", "来年度に決めます"),
        ("a.adherence", "in-place"),
        ("standing", "planned"),
        ("star", "3"),
    ];
    let sent = answers(&world, &secret, &fields).await;
    assert!(sent.says("3件を記録しました"), "{}", sent.text());
    assert!(sent.says("回答済み") && !sent.says("来年度に決めます"));
    let again = [("a.devices", "partly"), ("n.devices", "貸与だけ先に")];
    assert_eq!(answers(&world, &secret, &again).await.status, 200);
    let seen = world.get(&owner, &page).await;
    let text = seen.text();
    assert!(text.find("貸与だけ先に") < text.find("契約書・仕様書の要求事項を守る仕組み"));
    for told in ["まだできていない", "予定している ★3", "個人所有"] {
        assert!(seen.says(told), "{told}: {text}");
    }
    let list = world.get(&owner, "/o/screenings").await;
    assert!(
        list.says("9問のうち2問") && list.says("回答待ち"),
        "{}",
        list.text()
    );
    let csv = world.get(&owner, "/o/screenings/screenings.csv").await;
    assert!(
        csv.says("東西システム,委託先")
            && csv.header("content-disposition").contains("screenings.csv")
    );
    let english = world.get(&owner, &format!("{page}?lang=en")).await;
    assert!(english.says("Said before") && english.says("Partly"));
}

#[tokio::test]
async fn what_is_missing_is_told_at_its_field_and_what_was_typed_stays() {
    let world = World::bare();
    let owner = world.founded();
    for (field, typed, says) in [
        ("kind", "friend", "立場が選ばれていません"),
        ("name", " ", "相手の名称がありません"),
        ("work", "", "仕事の内容がありません"),
        ("due", "きのう", "日付として読めません"),
        ("due", "2020-01-01", "過ぎて"),
        ("delay", "", "三つの問いに"),
        ("days", "91", "90"),
    ] {
        let fields = NEW.map(|(key, value)| (key, if key == field { typed } else { value }));
        let told = world.post(&owner, "/o/screenings/new", &fields).await;
        assert_eq!(told.status, 422, "{field}: {}", told.text());
        assert!(told.says(says), "{says}: {}", told.text());
        assert!(told.says("hanako@partner.example"), "{field}");
    }
    let (page, secret) = opened(&world, &owner).await;
    for (fields, says) in [
        (vec![("n.devices", "ひとこと")], "答えが選ばれていません"),
        (vec![("star", "3")], "★か日付だけ"),
        (vec![("a.devices", "not-applicable")], "理由が必要です"),
        (vec![("standing", "held")], "★の書き方"),
        (vec![], "何も選ばれていません"),
    ] {
        let told = answers(&world, &secret, &fields).await;
        assert_eq!(told.status, 422, "{}", told.text());
        assert!(told.says(says), "{says}: {}", told.text());
    }
    for (fields, says) in [
        (
            [("outcome", ""), ("reason", "理由")],
            "判断が選ばれていません",
        ),
        ([("outcome", "go-on"), ("reason", " ")], "理由がありません"),
    ] {
        let told = world.post(&owner, &format!("{page}/decide"), &fields).await;
        assert!(told.status == 422 && told.says(says), "{}", told.text());
    }
}

#[tokio::test]
async fn a_decision_ends_the_link_and_leads_to_an_engagement() {
    let world = World::bare();
    let owner = world.founded();
    let (page, secret) = opened(&world, &owner).await;
    let decided = decides(&world, &owner, &page).await;
    assert_eq!(
        (decided.status.as_u16(), decided.done()),
        (303, "screening-decided")
    );
    let late = answers(&world, &secret, &[("a.devices", "in-place")]).await;
    assert_eq!(late.status, 404, "on the page of a dead link");
    let csv = "/o/screenings/screenings.csv";
    let blind = world.get(&world.member(&owner, Role::Employee), csv).await;
    assert_eq!(blind.status, 404);
    let shown = world.get(&owner, &page).await;
    assert!(shown.says("窓口を決めること") && !shown.says("新しいリンクを作る"));
    let form = between(&shown.text(), "href=\"/o/engagements/new", "\"");
    let form = world
        .get(&owner, &format!("/o/engagements/new{form}"))
        .await;
    assert!(form.says("受付システムの保守 夜間を含む") && form.says("東西システム"));
    let line = page.trim_start_matches("/o/screenings/");
    let fields = [
        ("side", "client"),
        ("title", "受付システムの保守"),
        ("partner", "東西システム"),
        ("screening", line),
    ];
    let opened = world.post(&owner, "/o/engagements/new", &fields).await;
    assert_eq!(opened.done(), "opened", "{}", opened.text());
    let there = opened.header("location").to_owned();
    let engagement = world.get(&owner, &there).await;
    assert!(engagement.says("hanako@partner.example"), "{there}");
}

#[tokio::test]
async fn a_dead_link_says_the_same_as_none() {
    let world = World::bare();
    let owner = world.founded();
    let (page, secret) = opened(&world, &owner).await;
    let enter = |secret: String| {
        let world = &world;
        async move {
            let fields = [("secret", secret.as_str()), ("form", "")];
            world.post_bare(&nobody(), "/screening", &fields).await
        }
    };
    assert_eq!(enter(secret.clone()).await.status, 303);
    let never = enter("9".repeat(64)).await;
    assert_eq!(never.status, 404);
    let lasts = [("days", "7")];
    let again = world.post(&owner, &format!("{page}/link"), &lasts).await;
    let (_, second) = given(&again);
    let replaced = enter(secret).await;
    assert_eq!(replaced.text(), never.text(), "another took its place");
    let shown = world.get(&owner, &page).await.text();
    let link = between(&shown, "name=\"link\" value=\"", "\"");
    let fields = [("link", link.as_str())];
    let unlinked = world.post(&owner, &format!("{page}/unlink"), &fields).await;
    assert_eq!(unlinked.done(), "screening-unlinked");
    assert_eq!(
        enter(second.clone()).await.text(),
        never.text(),
        "called back"
    );
    let side = [("secret", second.as_str()), ("form", "")];
    let side = world.post_bare(&nobody(), "/side", &side).await;
    assert_eq!(side.status, 404, "nor does it open an engagement");
}

#[tokio::test]
async fn nobody_else_finds_anything() {
    let world = World::bare();
    let owner = world.founded();
    let (page, _) = opened(&world, &owner).await;
    let nothing = world.get(&owner, "/o/screenings/9999").await;
    assert_eq!(nothing.status, 404);
    let (employee, other) = (world.member(&owner, Role::Employee), world.another(&owner));
    for (who, guest) in [("employee", &employee), ("stranger", &other)] {
        let seen = world.get(guest, &page).await;
        assert_eq!(seen.status, 404, "{who}");
        assert!(!seen.says("東西システム"), "{who}");
        let told = decides(&world, guest, &page).await;
        assert!(told.status.is_client_error() && !told.says("東西"), "{who}");
    }
    let reader = world.member(&owner, Role::Reader);
    let read = world.get(&reader, &page).await;
    assert!(read.says("東西システム") && !read.says("判断を記録する"));
    assert_eq!(decides(&world, &reader, &page).await.status, 403);
    let form = world.get(&reader, "/o/screenings/new").await;
    assert_eq!(form.status, 404);
    let erased = [("entry", page.trim_start_matches("/o/screenings/"))];
    let erase = format!("{page}/erase");
    assert_eq!(world.post(&reader, &erase, &erased).await.status, 403);
    let done = world.post(&owner, &erase, &erased).await;
    assert_eq!(done.done(), "note-erased", "{}", done.text());
    assert!(
        !world
            .get(&owner, &page)
            .await
            .says("hanako@partner.example")
    );
}

#[tokio::test]
async fn home_says_what_waits_for_a_decision() {
    let world = World::bare();
    let owner = world.founded();
    let (_, secret) = opened(&world, &owner).await;
    assert!(
        !world
            .get(&owner, "/o")
            .await
            .says("判断を待っている取引先の確認")
    );
    let page = world
        .get(&holder(&secret), "/screening/answer")
        .await
        .text();
    let fields: Vec<(String, &str)> = page
        .split("name=\"a.")
        .skip(1)
        .map(|rest| (format!("a.{}", rest.split('"').next().unwrap()), "in-place"))
        .collect();
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(key, value)| (key.as_str(), *value))
        .collect();
    let sent = answers(&world, &secret, &fields).await;
    assert!(sent.says("9件を記録しました"), "{}", sent.text());
    let home = world.get(&owner, "/o").await;
    assert!(
        home.says("判断を待っている取引先の確認が1件"),
        "{}",
        home.text()
    );
    let reader = world.member(&owner, Role::Reader);
    assert!(!world.get(&reader, "/o").await.says("判断を待っている"));
}
