//! Engagements on pages: opened, described, answered by both sides, entered by link; and the sides that find nothing.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use people::{Guest, World, nobody, side_secret};
use site::Answer;

fn items() -> Vec<&'static str> {
    let requirements =
        web::catalogue::catalogue().of_kind(ledger::catalogue::ItemKind::Requirement);
    requirements.map(|item| item.id.as_str()).collect()
}

const NEW: [(&str, &str); 8] = [
    ("side", "client"),
    ("title", "基幹系の保守"),
    ("partner", "東西システム"),
    ("number", "７０００-０１２０-５０００２"),
    ("kind", "maintenance"),
    ("from", "令和8年4月1日"),
    ("until", "2027-03-31"),
    ("information", "confidential"),
];

async fn opened(world: &World, owner: &Guest) -> String {
    let answer = world.post(owner, "/o/engagements/new", &NEW).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.done(), "opened");
    answer.to().to_owned()
}

async fn states(world: &World, guest: &Guest, page: &str, value: &str) -> Answer {
    let field = format!("v.{}", items()[0]);
    let fields = [(field.as_str(), value), ("from", "2026-11-01")];
    world.post(guest, &format!("{page}/answer"), &fields).await
}

/// A link to the vendor's side as its page shows it, once.
async fn link(world: &World, owner: &Guest, page: &str) -> String {
    let fields = [
        ("side", "across"),
        ("verb", "state"),
        ("verb", "forward"),
        ("verb", "take"),
        ("to", "山田様"),
        ("days", "３０"),
    ];
    let answer = world.post(owner, &format!("{page}/invite"), &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    side_secret(&answer)
}

#[tokio::test]
async fn an_engagement_is_opened_shown_and_listed() {
    let world = World::bare();
    let owner = world.founded();
    let page = opened(&world, &owner).await;
    let shown = world.get(&owner, &page).await;
    for text in [
        "基幹系の保守",
        "東西システム",
        "7000012050002",
        "2027年3月31日",
        "関係者限り",
        "相手はまだ参加していません",
        "一郎",
    ] {
        assert!(shown.says(text), "{text}: {}", shown.text());
    }
    let list = world.get(&owner, "/o/engagements").await;
    assert!(
        list.says("東西システム") && list.says("未参加"),
        "{}",
        list.text()
    );
    assert!(
        !world
            .get(&owner, "/o/engagements?q=zzz")
            .await
            .says("東西システム")
    );
    let csv = world.get(&owner, "/o/engagements/engagements.csv").await;
    assert!(
        csv.says("東西システム")
            && csv
                .header("content-disposition")
                .contains("engagements.csv")
    );
    let english = world.get(&owner, &format!("{page}?lang=en")).await;
    assert!(english.says("The other side is not here yet."));
}

#[tokio::test]
async fn what_cannot_be_read_is_told_at_its_field_and_kept() {
    let world = World::bare();
    let owner = world.founded();
    for (field, typed, says) in [
        ("side", "both", "立場が選ばれていません"),
        ("title", " ", "件名がありません"),
        ("partner", "", "相手の名称がありません"),
        ("number", "1234567890123", "番号"),
        ("from", "きのう", "日付として読めません"),
        ("until", "2020-01-01", "終わりの日が、始まりの日より前"),
    ] {
        let fields = NEW.map(|(key, value)| (key, if key == field { typed } else { value }));
        let answer = world.post(&owner, "/o/engagements/new", &fields).await;
        assert!(
            answer.status.is_client_error(),
            "{field}: {}",
            answer.status
        );
        assert!(answer.says(says), "{says}: {}", answer.text());
        assert!(field == "reference" || answer.says("2027-03-31") || field == "until");
    }
}

/// The client ends it, and the vendor is told.
async fn ended(world: &World, owner: &Guest, vendor: &Guest, page: &str) {
    let close = format!("{page}/close");
    let asked = world.get(owner, &close).await;
    assert!(asked.says("取り消すこともできません"), "{}", asked.text());
    for (day, says) in [
        ("昨日", "日付として読めません"),
        ("2001-01-01", "始まりの日より前"),
    ] {
        let refused = world.post(owner, &close, &[("on", day)]).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.says(says) && refused.says(day),
            "{}",
            refused.text()
        );
    }
    let closed = world.post(owner, &close, &[("on", "2026-11-20")]).await;
    assert_eq!(closed.status, 303);
    let terms = world.get(vendor, &format!("{page}/terms")).await;
    assert!(
        terms.says("2026年11月20日に終わりました"),
        "{}",
        terms.text()
    );
    let home = world.get(vendor, "/o").await;
    assert!(home.says("2026年11月20日に終わりました"), "{}", home.text());
    assert_eq!(world.get(owner, &close).await.status, 404);
    let english = world.get(owner, &format!("{page}/revoke?lang=en")).await;
    assert_eq!(english.to(), format!("{page}?lang=en"));
}

#[tokio::test]
async fn both_sides_state_and_see_where_they_differ() {
    let world = World::bare();
    let owner = world.founded();
    let vendor = world.another(&owner);
    let page = opened(&world, &owner).await;
    let hidden = world.get(&vendor, &page).await;
    let nowhere = format!("/o/engagements/{}", "0".repeat(26));
    let absent = world.get(&vendor, &nowhere).await;
    let same = absent.text().replace(&nowhere, &page);
    assert_eq!((hidden.status, hidden.text()), (absent.status, same));
    assert_eq!(hidden.status, 404);
    assert_eq!(
        states(&world, &owner, &page, "held-agreed").await.status,
        303
    );
    let secret = link(&world, &owner, &page).await;
    let taken = world
        .post(&vendor, "/side/take", &[("secret", &secret)])
        .await;
    assert_eq!(taken.to(), page, "{}", taken.text());
    assert_eq!(states(&world, &vendor, &page, "no-plan").await.status, 303);
    for guest in [&owner, &vendor] {
        let shown = world.get(guest, &page).await;
        for text in [
            "片方だけが取り決めたと認識",
            "条件の文案を相手に示し",
            "第二合同会社",
            "株式会社第一",
        ] {
            assert!(shown.says(text), "{text}: {}", shown.text());
        }
    }
    let dispute = [("item", items()[0]), ("note", "口頭の約束")];
    let marked = world
        .post(&vendor, &format!("{page}/dispute"), &dispute)
        .await;
    assert_eq!(marked.status, 303, "{}", marked.text());
    let shown = world.get(&owner, &page).await;
    assert!(
        shown.says("見解が分かれています") && shown.says("口頭の約束"),
        "{}",
        shown.text()
    );
    ended(&world, &owner, &vendor, &page).await;
    assert_eq!(
        world.get(&vendor, &format!("{page}/answer")).await.status,
        404
    );
    assert!(
        states(&world, &vendor, &page, "will-agree")
            .await
            .status
            .is_client_error()
    );
}

#[tokio::test]
async fn both_sides_read_their_ledger_and_name_only_their_own() {
    let world = World::bare();
    let owner = world.founded();
    let vendor = world.another(&owner);
    let page = opened(&world, &owner).await;
    let secret = link(&world, &owner, &page).await;
    world
        .post(&vendor, "/side/take", &[("secret", &secret)])
        .await;
    for side in [&owner, &vendor] {
        states(&world, side, &page, "no-plan").await;
    }
    let lines = world.get(&owner, &format!("{page}/ledger")).await;
    for text in [
        "基幹系の保守",
        "業務委託についての申告",
        "一郎",
        "相手の組織の人",
    ] {
        assert!(lines.says(text), "{text}: {}", lines.text());
    }
    assert!(
        !lines.says("二郎"),
        "the other side's people: {}",
        lines.text()
    );
    let receipt = world
        .get(&vendor, &format!("{page}/ledger/1/receipt.txt"))
        .await;
    assert!(
        receipt.text().starts_with("c2sp.org/tlog-proof@v1"),
        "{}",
        receipt.text()
    );
}

#[tokio::test]
async fn what_somebody_else_stated_meanwhile_is_not_taken_back() {
    let world = World::bare();
    let owner = world.founded();
    let colleague = world.member(&owner, Role::Editor);
    let page = opened(&world, &owner).await;
    assert_eq!(
        states(&world, &colleague, &page, "held-agreed")
            .await
            .status,
        303
    );
    let stale = states(&world, &owner, &page, "no-plan").await;
    assert_eq!(stale.status, 422);
    assert!(
        stale.says("ほかの人が同じ項目を申告しました"),
        "{}",
        stale.text()
    );
    let field = format!("v.{}", items()[0]);
    let shown = format!("o.{}", items()[0]);
    let again = [
        (field.as_str(), "no-plan"),
        (shown.as_str(), "held-agreed\n"),
        ("from", "2026-11-01"),
    ];
    let answer = world.post(&owner, &format!("{page}/answer"), &again).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let unchanged = [
        (field.as_str(), "no-plan"),
        (shown.as_str(), "no-plan\n"),
        ("from", "2026-11-02"),
    ];
    world
        .post(&colleague, &format!("{page}/answer"), &unchanged)
        .await;
    let export = world.get(&owner, &format!("{page}/export.json")).await;
    let lines = export.text().matches("\"entry\"").count();
    assert!(
        lines <= 5,
        "what was not changed is not stated again: {lines}"
    );
}

#[tokio::test]
async fn whoever_holds_a_link_answers_without_an_account_and_reads_nothing_again() {
    let world = World::bare();
    let owner = world.founded();
    let page = opened(&world, &owner).await;
    states(&world, &owner, &page, "held-agreed").await;
    let secret = link(&world, &owner, &page).await;
    assert_eq!(world.get(&nobody(), "/side/work").await.to(), "/side");
    let entered = world.post(&nobody(), "/side", &[("secret", &secret)]).await;
    assert_eq!(entered.to(), "/side/work", "{}", entered.text());
    let holder = world.holder(&secret);
    let work = world.get(&holder, "/side/work").await;
    for text in [
        "基幹系の保守",
        "株式会社第一",
        "取り決めたと認識",
        "組織として参加する",
    ] {
        assert!(work.says(text), "{text}: {}", work.text());
    }
    let (value, note) = (format!("v.{}", items()[0]), format!("n.{}", items()[0]));
    let fields = [
        (value.as_str(), "no-plan"),
        (note.as_str(), "社外秘の事情"),
        ("from", "2026-11-01"),
    ];
    let answered = world.post_side(&secret, "/side/work", &fields).await;
    assert!(
        answered.says("1件の認識を記録しました"),
        "{}",
        answered.text()
    );
    let again = world.get(&holder, "/side/work").await;
    assert!(
        again.says("申告済み") && !again.says("社外秘の事情"),
        "{}",
        again.text()
    );
    let seen = world.get(&owner, &page).await;
    assert!(
        seen.says("社外秘の事情") && seen.says("リンクで申告"),
        "{}",
        seen.text()
    );
    for address in ["/o", "/o/engagements", page.as_str(), "/o/ledger"] {
        assert!(
            world
                .get(&holder, address)
                .await
                .to()
                .starts_with("/sign-in"),
            "{address}"
        );
    }
    let passed = world
        .post_side(&secret, "/side/forward", &[("to", "経理の人")])
        .await;
    assert!(passed.says("/side#"), "{}", passed.text());
    let forged = world
        .post_bare(
            &holder,
            "/side/work",
            &[("form", "x"), ("from", "2026-11-01")],
        )
        .await;
    assert_eq!(forged.status, 403);
}

#[tokio::test]
async fn a_link_about_some_items_asks_those_and_is_passed_on_for_those() {
    let world = World::bare();
    let owner = world.founded();
    let page = opened(&world, &owner).await;
    let id = page.rsplit('/').next().unwrap();
    let (asked, other) = (items()[0], items()[1]);
    for item in [asked, other] {
        let fields = [("text", "文言はこれです。"), ("from", "2026-11-01")];
        let there = format!("{page}/terms/{item}/propose");
        assert_eq!(world.post(&owner, &there, &fields).await.status, 303);
    }
    let retired = [
        ("engagement", id),
        ("item", asked),
        ("item", "require.none"),
    ];
    let refused = world.post(&owner, "/o/engagements/ask", &retired).await;
    assert_eq!(
        refused.status, 404,
        "no link reaches further than was asked"
    );
    let fields = [("engagement", id), ("item", asked)];
    let given = world.post(&owner, "/o/engagements/ask", &fields).await;
    let secret = side_secret(&given);
    let work = world.get(&world.holder(&secret), "/side/work").await.text();
    assert!(work.contains(&format!("v.{asked}")) && !work.contains(&format!("v.{other}")));
    assert_eq!(work.matches("文言はこれです。").count(), 1, "{work}");
    let (ours, theirs) = (format!("v.{asked}"), format!("v.{other}"));
    let fields = [
        (&*ours, "no-plan"),
        (&*theirs, "no-plan"),
        ("from", "2026-11-01"),
    ];
    let answered = world.post_side(&secret, "/side/work", &fields).await;
    assert!(
        answered.says("1件の認識を記録しました"),
        "{}",
        answered.text()
    );
    let passed = world
        .post_side(&secret, "/side/forward", &[("to", "経理の人")])
        .await;
    let passed = side_secret(&passed);
    let work = world.get(&world.holder(&passed), "/side/work").await.text();
    assert!(work.contains(&ours) && !work.contains(&theirs));
}

#[tokio::test]
async fn roles_find_the_forms_they_may_use_and_no_others() {
    let world = World::bare();
    let owner = world.founded();
    let page = opened(&world, &owner).await;
    let (reader, employee) = (
        world.member(&owner, Role::Reader),
        world.member(&owner, Role::Employee),
    );
    let shown = world.get(&reader, &page).await;
    assert_eq!(shown.status, 200);
    assert!(
        !shown.says("リンクを作る") && !shown.says("/answer"),
        "{}",
        shown.text()
    );
    assert!(
        states(&world, &reader, &page, "no-plan")
            .await
            .status
            .is_client_error()
    );
    for when in ["", "?at=2020-01-01"] {
        let there = format!("{page}{when}");
        let id = page.rsplit('/').next().unwrap();
        let nothing = "0".repeat(id.len());
        let (hidden, absent) = (there.clone(), there.replace(id, &nothing));
        let told = [
            world.get(&employee, &hidden).await,
            world.get(&employee, &absent).await,
        ];
        assert_eq!(told.each_ref().map(|answer| answer.status), [404, 404]);
        let same = told[0].text().replace(id, &nothing) == told[1].text();
        assert!(same, "hidden is as absent {when}");
    }
    let third = world.another(&owner);
    for guest in [&employee, &third] {
        for path in ["ledger", "ledger/0/receipt.txt", "export.json"] {
            let there = format!("{page}/{path}");
            assert_eq!(world.get(guest, &there).await.status, 404, "{path}");
        }
    }
    assert_eq!(world.get(&employee, "/o/engagements").await.status, 404);
    for (path, fields) in [
        ("describe", vec![("kind", "service")]),
        ("invite", vec![("days", "30"), ("side", "across")]),
        ("close", vec![("on", "2026-11-20")]),
        ("heard", vec![("from", "2026-11-20"), ("source", "電話")]),
    ] {
        let answer = world
            .post(&employee, &format!("{page}/{path}"), &fields)
            .await;
        assert_eq!(answer.status, 404, "{path}");
    }
}

#[tokio::test]
async fn that_nobody_has_answered_is_not_told_as_agreement() {
    let world = World::bare();
    let owner = world.founded();
    let vendor = world.another(&owner);
    let page = opened(&world, &owner).await;
    world.take_side(&owner, &vendor, &page).await;
    let silent = ["双方の申告はまだありません", "まだ分かりません"];
    let same = ["✓</span> なし", "食い違いはありません"];
    let pages = ["/o/engagements", page.as_str()];
    for (page, (silent, same)) in pages.iter().zip(silent.iter().zip(&same)) {
        let shown = world.get(&owner, page).await;
        assert!(shown.says(silent) && !shown.says(same), "{}", shown.text());
    }
    let map = world.get(&owner, "/o/chain").await;
    assert!(map.says(silent[0]) && !map.says("認識の相違なし"));
    states(&world, &owner, &page, "no-plan").await;
    states(&world, &vendor, &page, "no-plan").await;
    for (page, (silent, same)) in pages.iter().zip(silent.iter().zip(&same)) {
        let shown = world.get(&owner, page).await;
        assert!(shown.says(same) && !shown.says(silent), "{}", shown.text());
    }
    assert!(world.get(&owner, "/o/chain").await.says("認識の相違なし"));
    let shown = world.get(&owner, &page).await;
    let all = items().len();
    assert!(shown.says(&format!("双方が申告した項目：1／{all}")));
    let rest = format!("どちらも申告していない項目：{}件", all - 1);
    assert!(shown.says(&rest), "{}", shown.text());
}

#[tokio::test]
async fn every_page_of_an_engagement_says_which_and_leads_to_the_others() {
    let world = World::bare();
    let owner = world.founded();
    let page = opened(&world, &owner).await;
    let tabs = ["", "/terms", "/evidence", "/below", "/works", "/conditions"];
    for path in tabs
        .iter()
        .chain(&["/answer", "/heard", "/ledger", "/works/set"])
    {
        let shown = world.get(&owner, &format!("{page}{path}")).await;
        assert_eq!(shown.status, 200, "{path}");
        assert!(shown.says("委託先：東西システム"), "{path}");
        for tab in tabs {
            assert!(
                shown.says(&format!("<a href=\"{page}{tab}\"")),
                "{path}: {tab}"
            );
        }
    }
    let employee = world.member(&owner, Role::Employee);
    let shown = world.get(&employee, &format!("{page}/conditions")).await;
    assert!(shown.says("委託先：東西システム"), "{}", shown.text());
    assert!(!shown.says(&format!("{page}/terms\"")), "{}", shown.text());
    let none = world.get(&employee, &format!("{page}/works")).await;
    assert!(!none.says("東西システム"), "{}", none.text());
}

#[tokio::test]
async fn what_was_done_is_said_on_the_page_it_leads_back_to() {
    let world = World::bare();
    let owner = world.founded();
    let page = opened(&world, &owner).await;
    let nothing = world
        .post(&owner, &format!("{page}/answer"), &[("from", "2026-11-01")])
        .await;
    let shown = world.get(&owner, nothing.header("location")).await;
    assert!(shown.says("何も記録していません"), "{}", shown.text());
    let stated = states(&world, &owner, &page, "no-plan").await;
    assert_eq!((stated.to(), stated.done()), (page.as_str(), "views"));
    let shown = world.get(&owner, stated.header("location")).await;
    let told = "自組織の認識を記録しました。東西システムにも見えています。";
    assert!(shown.says(told), "{}", shown.text());
    let item = format!("{page}/terms/{}/propose", items()[0]);
    let text = [("text", "行わない。"), ("from", "2026-11-01")];
    let proposed = world.post(&owner, &item, &text).await;
    let shown = world.get(&owner, proposed.header("location")).await;
    for told in [
        "提案を東西システムに送りました。次は、自組織の責任者の受諾と、相手の返事です。",
        "自組織: <span class=\"tag care\">未受諾</span>",
    ] {
        assert!(shown.says(told), "{told}: {}", shown.text());
    }
    let home = world.get(&owner, "/o").await;
    assert!(home.says("自組織の責任者の受諾を待っています"));
    assert!(!home.says("自組織の返事を待っています"), "{}", home.text());
    let made_up = world.get(&owner, &format!("{page}?done=everything")).await;
    assert!(!made_up.says("data-done"), "{}", made_up.text());
}

#[tokio::test]
async fn who_holds_a_link_reads_who_asks_and_that_nothing_was_chosen() {
    let world = World::bare();
    let owner = world.founded();
    let page = opened(&world, &owner).await;
    let secret = link(&world, &owner, &page).await;
    let guest = world.holder(&secret);
    let asked = world.get(&guest, "/side/work").await.text();
    assert!(asked.contains("分かるところだけで構いません"), "{asked}");
    let (questions, joining) = (asked.find("fieldset"), asked.find("action=\"/found\""));
    assert!(questions.unwrap() < joining.unwrap(), "questions first");
    let nothing = [("from", "2026-11-01")];
    let nothing = world.post_side(&secret, "/side/work", &nothing).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.says("選ばれた項目がありません"));
    assert!(!nothing.says("件の認識を記録しました"));
}
