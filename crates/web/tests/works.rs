//! Works of an engagement on pages: said, confirmed, changed, ended; gates; what may be done on one contract and on all of them;
//! and who finds nothing.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use people::{Guest, World, between};

/// A client and its vendor, and the page of their engagement.
struct Sides {
    world: World,
    client: Guest,
    vendor: Guest,
    page: String,
}

impl Sides {
    async fn new() -> Self {
        let (world, client, vendor, page) = World::shared().await;
        Self {
            world,
            client,
            vendor,
            page,
        }
    }

    async fn post(&self, by: &Guest, act: &str, fields: &[(&str, &str)]) -> u16 {
        let address = format!("{}/works/{act}", self.page);
        self.world.post(by, &address, fields).await.status.as_u16()
    }

    async fn text(&self, by: &Guest, path: &str) -> String {
        let answer = self.world.get(by, &format!("{}{path}", self.page)).await;
        assert_eq!(answer.status, 200, "{path}");
        answer.text()
    }

    /// Both say and confirm how a work is done.
    async fn settle(&self, fields: &[(&str, &str)]) -> String {
        assert_eq!(self.post(&self.client, "set", fields).await, 303);
        let page = self.text(&self.vendor, "/works").await;
        let form = between(&page, "/works/confirm\"", "</form>");
        let work = between(&form, "name=\"work\" value=\"", "\"");
        let set = between(&form, "name=\"set\" value=\"", "\"");
        let confirm = [("work", work.as_str()), ("set", &set)];
        assert_eq!(self.post(&self.vendor, "confirm", &confirm).await, 303);
        work
    }
}

const WATCH: [(&str, &str); 8] = [
    ("name", "夜間の監視<b>"),
    ("place", "home"),
    ("telework", "conditions"),
    ("words", "画面が見えない場所で"),
    ("device", "vendor"),
    ("information", "internal"),
    ("personal", "no"),
    ("from", "R8.11.1"),
];

#[tokio::test]
async fn said_confirmed_changed_and_ended() {
    let on = Sides::new().await;
    assert_eq!(on.post(&on.client, "set", &WATCH).await, 303);
    let seen = on.text(&on.vendor, "/works").await;
    for text in [
        "株式会社第一の申告（未確認",
        "夜間の監視&#60;b&#62;",
        "確認待ちの申告あり",
        "株式会社第一の申告を確認する",
        "決まっていません",
    ] {
        assert!(seen.contains(text), "{text}: {seen}");
    }
    let form = between(&seen, "/works/confirm\"", "</form>");
    let work = between(&form, "name=\"work\" value=\"", "\"");
    let set = between(&form, "name=\"set\" value=\"", "\"");
    let confirm = [("work", work.as_str()), ("set", &set)];
    assert_eq!(on.post(&on.client, "confirm", &confirm).await, 422);
    assert_eq!(on.post(&on.vendor, "confirm", &confirm).await, 303);
    let again = [&WATCH[..], &[("work", work.as_str())]].concat();
    let form = on
        .text(&on.vendor, &format!("/works/set?work={work}"))
        .await;
    assert!(form.contains("画面が見えない場所で") && form.contains("value=\"home\" checked"));
    let unchanged = on
        .world
        .post(&on.vendor, &format!("{}/works/set", on.page), &again)
        .await;
    assert!(unchanged.says("変わっていないため"), "{}", unchanged.text());
    let other = [&again[..], &[("place", "anywhere")]].concat();
    assert_eq!(on.post(&on.vendor, "set", &other).await, 303);
    let seen = on.text(&on.client, "/works").await;
    for text in [
        "両者が確認（2026年11月1日から）",
        "第二合同会社の申告",
        "相違",
    ] {
        assert!(seen.contains(text), "{text}: {seen}");
    }
    assert_eq!(on.post(&on.client, "confirm", &confirm).await, 422);
    let end = [("work", work.as_str()), ("on", "2026-11-20")];
    assert_eq!(on.post(&on.vendor, "end", &end).await, 303);
    assert!(on.text(&on.client, "/works").await.contains("で終了"));
}

#[tokio::test]
async fn a_form_keeps_what_was_typed() {
    let on = Sides::new().await;
    let address = format!("{}/works/set", on.page);
    for (change, says) in [
        (("words", ""), "条件が書かれていません"),
        (("from", "きのう"), "日付として読めません"),
        (("name", " "), "業務の名前がありません"),
        (("telework", "no"), "条件が食い違っています"),
        (("telework", "maybe"), "可否が選ばれていません"),
    ] {
        let mut fields = WATCH.to_vec();
        for field in fields.iter_mut().filter(|field| field.0 == change.0) {
            field.1 = change.1;
        }
        let answer = on.world.post(&on.client, &address, &fields).await;
        assert_eq!(answer.status, 422, "{says}");
        assert!(answer.says(says), "{says}: {}", answer.text());
        assert!(answer.text().contains("value=\"home\" checked"), "{says}");
    }
}

#[tokio::test]
async fn gates_are_passed_in_order_when_nothing_is_open() {
    let on = Sides::new().await;
    let pass = |gate| [("gate", gate)];
    let seen = on.text(&on.client, "/works").await;
    assert!(seen.contains("業務が一つも書かれていません"), "{seen}");
    assert_eq!(on.post(&on.client, "gate", &pass("rfp")).await, 422);
    on.settle(&WATCH).await;
    let seen = on.text(&on.client, "/works").await;
    assert!(seen.contains("委託元の責任者が決まっていません"), "{seen}");
    let person = on.client.person.unwrap().to_string();
    let named = [("person", person.as_str())];
    let responsible = format!("{}/responsible", on.page);
    on.world.post(&on.client, &responsible, &named).await;
    assert_eq!(on.post(&on.client, "gate", &pass("requirement")).await, 422);
    for side in [&on.client, &on.vendor] {
        let seen = on.text(side, "/works").await;
        assert!(seen.contains("通過を記録する</button>"), "{seen}");
        assert_eq!(on.post(side, "gate", &pass("rfp")).await, 303);
    }
    assert_eq!(on.post(&on.client, "gate", &pass("rfp")).await, 422);
    assert_eq!(on.post(&on.client, "gate", &pass("none")).await, 404);
    let seen = on.text(&on.vendor, "/works").await;
    for text in ["通過（台帳", "：使ってよい道具", "：テレワークの方式"] {
        assert!(seen.contains(text), "{text}: {seen}");
    }
    let link = format!("href=\"{}/terms/require.incident.contact\"", on.page);
    assert!(seen.contains(&link), "{seen}");
}

#[tokio::test]
async fn an_employee_reads_what_both_hold_and_nothing_else() {
    let on = Sides::new().await;
    let employee = on.world.member(&on.vendor, Role::Employee);
    assert_eq!(on.post(&on.client, "set", &WATCH).await, 303);
    let seen = on.text(&employee, "/conditions").await;
    assert!(
        !seen.contains("夜間の監視")
            && seen.contains("両者がまだ確認していない業務")
            && seen.contains("決まっていません"),
        "{seen}"
    );
    assert!(!seen.contains("自宅"), "one side's word: {seen}");
    let page = on.text(&on.vendor, "/works").await;
    let work = between(&page, "name=\"work\" value=\"", "\"");
    let set = between(&page, "name=\"set\" value=\"", "\"");
    let confirm = [("work", work.as_str()), ("set", &set)];
    assert_eq!(on.post(&on.vendor, "confirm", &confirm).await, 303);
    let seen = on.text(&employee, "/conditions").await;
    for text in [
        "自宅",
        "画面が見えない場所で",
        "公共の場所での作業",
        "個人の端末を使うこと",
        "個人情報を扱うこと",
        "先に自組織の上司か",
    ] {
        assert!(seen.contains(text), "{text}: {seen}");
    }
    assert!(!seen.contains("/works"), "nothing it may not see: {seen}");
    let all = on.world.get(&employee, "/o/conditions").await.text();
    let row = format!("href=\"{}/conditions\"", on.page);
    assert!(all.contains(&row), "{all}");
    for path in ["", "/works", "/works/set", "/terms", "/below", "/agreement"] {
        let address = format!("{}{path}", on.page);
        let answer = on.world.get(&employee, &address).await;
        assert_eq!(answer.status, 404, "{path}");
    }
}

#[tokio::test]
async fn who_has_no_part_in_it_finds_nothing() {
    let on = Sides::new().await;
    let work = on.settle(&WATCH).await;
    let link = on.world.invite(&on.client, None).unwrap();
    let third = on.world.found(&link, "第三", "三郎");
    let employee = on.world.member(&on.client, Role::Employee);
    let reader = on.world.member(&on.client, Role::Reader);
    let editor = on.world.member(&on.client, Role::Editor);
    let about = [("work", work.as_str()), ("set", "1"), ("on", "2026-11-20")];
    for (act, fields) in [
        ("set", &WATCH[..]),
        ("confirm", &about),
        ("end", &about),
        ("gate", &[("gate", "rfp")]),
    ] {
        assert_eq!(on.post(&third, act, fields).await, 404, "{act}");
        assert_eq!(on.post(&employee, act, fields).await, 404, "{act}");
        assert!(on.post(&reader, act, fields).await >= 400, "{act}");
        let of_editor = on.post(&editor, act, fields).await;
        assert_eq!(of_editor == 303, act == "set", "{act}: {of_editor}");
    }
    for path in ["/works", "/works/set", "/conditions"] {
        let address = format!("{}{path}", on.page);
        let hidden = on.world.get(&third, &address).await;
        let absent = format!("/o/engagements/{}{path}", "0".repeat(26));
        assert_eq!(hidden.status, 404, "{path}");
        let nothing = on.world.get(&third, &absent).await.text();
        assert_eq!(hidden.text(), nothing.replace(&absent, &address), "{path}");
    }
    let theirs = on.world.get(&third, "/o/conditions").await.text();
    assert!(theirs.contains("表示する業務委託はありません"), "{theirs}");
    let seen = on.text(&reader, "/works").await;
    assert!(!seen.contains("/works/set"), "no way that ends: {seen}");
    assert!(seen.contains("夜間の監視") && !seen.contains("<form method=\"post\" action=\"/o"));
}

#[tokio::test]
async fn past_days_are_read_by_the_rights_of_now() {
    let on = Sides::new().await;
    on.settle(&WATCH).await;
    for (path, day, says) in [
        ("/works", "2026-11-21", "夜間の監視"),
        ("/conditions", "2026-11-21", "自宅"),
    ] {
        let seen = on.text(&on.vendor, &format!("{path}?at={day}")).await;
        assert!(seen.contains(says), "{path}: {seen}");
        assert!(!seen.contains("<button>"), "no form at a past day: {path}");
        let before = format!("{}{path}?at=2026-11-01", on.page);
        let before = on.world.get(&on.vendor, &before).await;
        assert_eq!(before.status, 404, "it had not begun: {path}");
    }
    let employee = on.world.member(&on.client, Role::Employee);
    let works = format!("{}/works?at=2026-11-21", on.page);
    assert_eq!(on.world.get(&employee, &works).await.status, 404);
}

#[tokio::test]
async fn all_clients_in_one_table_with_what_conflicts() {
    let on = Sides::new().await;
    on.settle(&WATCH).await;
    let link = on.world.invite(&on.client, None).unwrap();
    let third = on.world.found(&link, "第三", "三郎");
    let other = Sides {
        page: on.world.engaged(&third, "第二").await,
        client: third,
        vendor: on.vendor.clone(),
        world: on.world,
    };
    let on = other;
    on.world.take_side(&on.client, &on.vendor, &on.page).await;
    let lent = [
        ("name", "帳票の印刷"),
        ("place", "client-site"),
        ("telework", "no"),
        ("device", "lent"),
        ("from", "R8.11.1"),
    ];
    on.settle(&lent).await;
    let all = on.world.get(&on.vendor, "/o/conditions").await.text();
    for text in ["帳票の印刷", "夜間の監視", "両立しない", "2件の業務は"] {
        assert!(all.contains(text), "{text}: {all}");
    }
    let found = on
        .world
        .get(&on.vendor, "/o/conditions?q=印刷")
        .await
        .text();
    assert!(
        found.contains("帳票の印刷") && found.contains("2件のうち1件"),
        "{found}"
    );
    let file = "/o/conditions/conditions.csv?q=%E5%8D%B0%E5%88%B7";
    let file = on.world.get(&on.vendor, file).await.text();
    assert!(
        file.contains("帳票の印刷") && !file.contains("夜間の監視<b>,"),
        "{file}"
    );
    let clients = on.world.get(&on.client, "/o/conditions").await.text();
    assert!(!clients.contains("夜間の監視"), "another client's work");
    let before = on
        .world
        .get(&on.vendor, "/o/conditions?at=2026-11-19")
        .await;
    assert!(!before.text().contains("帳票の印刷"), "{}", before.text());
    let english = on
        .world
        .get(&on.vendor, "/o/conditions?lang=en")
        .await
        .text();
    assert!(english.contains("devices lent by the client"), "{english}");
}
