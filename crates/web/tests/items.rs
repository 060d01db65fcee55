//! An organisation's own list of items: looked at row by row, recorded whole or not at all, saved and read back, proposed from, seen by nobody else.
#![allow(clippy::unwrap_used)]

mod people;
mod programs;
mod site;

use axum::http::Method;
use ledger::body::house::{Role, Scope};
use ledger::view::listed::OwnList;
use people::{Guest, World, between, nobody};
use serde_json::json;
use site::Answer;
use store::door::When;
use survey::Language;
use web::own_list::{self, Column};

const TABLE: &str = "番号,分類,項目名,求める理由,取り決めの文案,再委託先への展開,備考\n\
    １－１,端末,端末の暗号化,紛失に備える,\"貸与端末は暗号化する。\n鍵は別に保つ。\",はい,読み飛ばす\n\
    1-2,端末,画面ロック,,'=離席時はロックする,,\n";

async fn send(
    world: &World,
    guest: &Guest,
    to: &str,
    fields: &[(&str, &str)],
    table: &[u8],
) -> Answer {
    let token = match guest.cookie.split_once('=') {
        Some((_, secret)) => {
            let acts_for = world.visitor(guest).organisation;
            web::access::cookie::form_token(&secret.parse().unwrap(), acts_for)
        }
        None => String::new(),
    };
    let mut body = Vec::new();
    for (name, text) in [&[("form", &*token)], fields].concat() {
        let head = format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend_from_slice(format!("{head}{text}\r\n").as_bytes());
    }
    body.extend_from_slice(
        b"--cut\r\ncontent-disposition: form-data; name=\"table\"; filename=\"l.csv\"\r\n\r\n",
    );
    body.extend_from_slice(table);
    body.extend_from_slice(b"\r\n--cut--\r\n");
    let headers = [
        ("content-type", "multipart/form-data; boundary=cut"),
        ("cookie", guest.cookie.as_str()),
    ];
    world.site.send(Method::POST, to, &headers, body).await
}

async fn look(world: &World, guest: &Guest, table: &[u8]) -> Answer {
    send(world, guest, "/o/items/import", &[], table).await
}

fn field(answer: &Answer, name: &str) -> String {
    let text = between(&answer.text(), &format!("name=\"{name}\" value=\""), "\"");
    text.replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// Records what was looked at, as the page sends it.
async fn confirm(world: &World, guest: &Guest, looked: &Answer) -> Answer {
    let (seen, table) = (field(looked, "seen"), field(looked, "table"));
    let to = "/o/items/import/do";
    send(world, guest, to, &[("seen", &seen)], table.as_bytes()).await
}

fn list(world: &World, guest: &Guest) -> OwnList {
    let seen = world.store.look(&world.visitor(guest), When::Now, |look| {
        Ok::<_, store::error::StoreError>(look.own_items())
    });
    seen.unwrap().flatten().unwrap().into_inner()
}

fn numbers(world: &World, guest: &Guest) -> Vec<String> {
    let items = list(world, guest).items.into_iter();
    items.map(|one| one.item.number).collect()
}

async fn imported(world: &World, owner: &Guest) {
    let looked = look(world, owner, TABLE.as_bytes()).await;
    assert_eq!(looked.status, 200, "{}", looked.text());
    assert!(looked.says("2件をすべて記録する"), "{}", looked.text());
    assert!(
        numbers(world, owner).is_empty(),
        "not before it is confirmed"
    );
    let done = confirm(world, owner, &looked).await;
    assert_eq!((done.status.as_u16(), done.to()), (303, "/o/items"));
}

#[tokio::test]
async fn a_table_is_looked_at_then_recorded_in_one_entry_and_read_back_changes_nothing() {
    let world = World::bare();
    let owner = world.founded();
    imported(&world, &owner).await;
    let known = list(&world, &owner);
    let first = &known.items[0].item;
    assert_eq!((&*first.number, first.flow_down), ("1-1", true));
    assert_eq!(
        first.text.as_deref(),
        Some("貸与端末は暗号化する。\n鍵は別に保つ。")
    );
    let second = &known.items[1].item;
    assert_eq!(second.text.as_deref(), Some("=離席時はロックする"));
    assert_eq!(known.items[0].seq, known.items[1].seq, "one entry");
    for name in ["items.csv", "items.xlsx"] {
        let saved = world.get(&owner, &format!("/o/items/files/{name}")).await;
        assert!(saved.header("content-disposition").contains(name));
        let again = look(&world, &owner, &saved.bytes).await;
        assert_eq!(again.status, 200, "{}", again.text());
        assert!(again.says("新しいものはありません"), "{}", again.text());
    }
    let csv = world.get(&owner, "/o/items/files/items.csv").await;
    assert!(csv.text().contains(",'=離席時は"), "{}", csv.text());
    let blank = world.get(&owner, "/o/items/files/blank.csv").await;
    assert_eq!(blank.text().lines().count(), 1);
    assert_eq!(look(&world, &owner, &blank.bytes).await.status, 422);
    let none = world.get(&owner, "/o/items/files/other.csv").await;
    assert_eq!(none.status, 404);
}

#[tokio::test]
async fn what_a_table_lacks_stays_and_what_it_changes_is_named() {
    let world = World::bare();
    let owner = world.founded();
    imported(&world, &owner).await;
    let changes = "number,name,what shows it\n1-2,画面ロック,台帳の写し\n1-3,会議,\n";
    let shift = encode("番号,項目名,確かめ方（証跡）\n1-2,画面ロック,台帳の写し\n1-3,会議,\n");
    for table in [changes.as_bytes(), &shift] {
        let looked = look(&world, &owner, table).await;
        assert!(
            looked.says("変わります：確かめ方（証跡）"),
            "{}",
            looked.text()
        );
        assert!(
            looked.says("表にない1件は、そのまま残ります"),
            "{}",
            looked.text()
        );
    }
    let looked = look(&world, &owner, changes.as_bytes()).await;
    confirm(&world, &owner, &looked).await;
    assert_eq!(numbers(&world, &owner), ["1-1", "1-2", "1-3"]);
    let known = list(&world, &owner);
    assert_eq!(known.items[1].item.proof.as_deref(), Some("台帳の写し"));
    assert_eq!(
        known.items[1].item.text.as_deref(),
        Some("=離席時はロックする"),
        "no column, no change"
    );
    let empty = look(
        &world,
        &owner,
        "番号,項目名,取り決めの文案\n1-2,画面ロック,\n".as_bytes(),
    )
    .await;
    confirm(&world, &owner, &empty).await;
    assert_eq!(list(&world, &owner).items[1].item.text, None);
}

fn encode(text: &str) -> Vec<u8> {
    encoding_rs::SHIFT_JIS.encode(text).0.into_owned()
}

#[tokio::test]
async fn one_wrong_row_keeps_all_of_it_back_and_is_told_with_row_and_column() {
    let world = World::bare();
    let owner = world.founded();
    let long = "長".repeat(2_001);
    for (row, told) in [
        (",名前,,".to_owned(), "番号がありません"),
        ("2 3,名前,,".to_owned(), "番号にできません"),
        ("2,,,".to_owned(), "項目名がありません"),
        ("１,名前,,".to_owned(), "番号「1」は2行目にもあります"),
        (format!("2,名前,{long},"), "「理由」の列が2001字あります"),
        ("2,名\u{202E}前,,".to_owned(), "文字の向きを変える"),
        (
            "2,名前,理由,たぶん".to_owned(),
            "「たぶん」は、はい・いいえの",
        ),
    ] {
        let table = format!("番号,項目名,理由,flow-down\n1,端末,,\n{row}\n");
        let table = table.replace("理由", "求める理由");
        let told = told.replace("「理由」", "「求める理由」");
        let looked = look(&world, &owner, table.as_bytes()).await;
        assert_eq!(looked.status, 422, "{row}");
        assert!(looked.says(&told), "{told}: {}", looked.text());
        assert!(looked.says("<th scope=\"row\">3</th>"), "{}", looked.text());
        assert!(!looked.text().contains("すべて記録する</button>"));
        confirm(&world, &owner, &looked).await;
        assert!(numbers(&world, &owner).is_empty(), "{row}");
    }
}

#[tokio::test]
async fn a_table_that_is_none_is_told_what_it_lacks() {
    let world = World::bare();
    let owner = world.founded();
    let many: String = (0..501).map(|row| format!("{row},名前\n")).collect();
    let text = "長".repeat(2_000);
    let large: String = (0..151).map(|row| format!("{row},名前,{text}\n")).collect();
    for (table, status, told) in [
        (String::new(), 422, "表がありません"),
        ("名前,説明\na,b\n".to_owned(), 422, "番号 / Number"),
        (
            "番号,番号,項目名\n1,2,a\n".to_owned(),
            422,
            "同じ見出しの列",
        ),
        ("番号,項目名\n".to_owned(), 422, "行がありません"),
        (format!("番号,項目名\n{many}"), 422, "501行"),
        (format!("番号,項目名,求める理由\n{large}"), 422, "30"),
        ("PK\u{3}\u{4}broken".to_owned(), 422, ""),
        ("x".repeat(4 << 20), 413, ""),
    ] {
        let looked = look(&world, &owner, table.as_bytes()).await;
        let start: String = table.chars().take(30).collect();
        assert_eq!(looked.status, status, "{start}: {}", looked.text());
        assert!(looked.says(told), "{start}: {}", looked.text());
        assert!(
            !looked.text().contains("すべて記録する</button>"),
            "{start}"
        );
    }
}

#[tokio::test]
async fn what_somebody_else_changed_since_is_looked_at_first() {
    let world = World::bare();
    let owner = world.founded();
    let editor = world.member(&owner, Role::Editor);
    imported(&world, &owner).await;
    let looked = look(&world, &owner, "番号,項目名\n1-1,別の名\n".as_bytes()).await;
    let seen = field(&world.get(&editor, "/o/items/set?number=1-1").await, "seen");
    let set = [
        ("known", "1-1"),
        ("name", "係の名"),
        ("topic", "端末"),
        ("seen", &*seen),
    ];
    assert_eq!(world.post(&editor, "/o/items/set", &set).await.status, 303);
    let late = confirm(&world, &owner, &looked).await;
    assert_eq!(late.status, 409, "{}", late.text());
    assert_eq!(list(&world, &owner).items[0].item.name, "係の名");
    let drop = [("number", "1-1"), ("seen", &*seen)];
    world.post(&owner, "/o/items/drop", &drop).await;
    assert_eq!(numbers(&world, &owner), ["1-1", "1-2"], "stale");
    let again = confirm(&world, &owner, &late).await;
    assert_eq!(again.status, 303);
    assert_eq!(list(&world, &owner).items[0].item.name, "別の名");
    let seen = field(&world.get(&owner, "/o/items").await, "seen");
    let drop = [("number", "1-1"), ("seen", &*seen)];
    assert_eq!(world.post(&owner, "/o/items/drop", &drop).await.status, 303);
    assert_eq!(numbers(&world, &owner), ["1-2"]);
}

#[tokio::test]
async fn one_item_is_added_and_what_is_wrong_with_it_is_told() {
    let world = World::bare();
    let owner = world.founded();
    let set = async |number: &str, name: &str| {
        let typed = [("number", number), ("name", name), ("seen", "")];
        world.post(&owner, "/o/items/set", &typed).await
    };
    assert_eq!(set("Ａ.1", "端末").await.status, 303);
    assert_eq!(numbers(&world, &owner), ["A.1"]);
    for (number, name, told) in [
        ("A.1", "端末", "もうあります"),
        ("", "端末", "番号がありません"),
        ("A 2", "端末", "空白があります"),
        ("A.2", " ", "項目名がありません"),
    ] {
        let answer = set(number, name).await;
        assert_eq!(answer.status, 422, "{number}");
        assert!(answer.says(told), "{told}: {}", answer.text());
    }
    let absent = world.get(&owner, "/o/items/set?number=Z").await;
    assert_eq!(absent.status, 404);
}

#[tokio::test]
async fn nobody_else_sees_or_changes_it() {
    let world = World::bare();
    let owner = world.founded();
    imported(&world, &owner).await;
    let [reader, employee] = [Role::Reader, Role::Employee].map(|role| world.member(&owner, role));
    let other = world.another(&owner);
    let shown = world.get(&reader, "/o/items").await;
    assert!(shown.says("端末の暗号化") && !shown.says("/o/items/set"));
    let elsewhere = world.get(&other, "/o/items").await;
    assert!(!elsewhere.says("端末の暗号化") && elsewhere.says("まだ項目がありません"));
    for path in ["/o/items", "/o/items/files/items.csv"] {
        assert_eq!(world.get(&employee, path).await.status, 404, "{path}");
        assert_eq!(world.get(&nobody(), path).await.status, 303, "{path}");
    }
    for guest in [&reader, &employee] {
        for path in ["/o/items/set", "/o/items/import"] {
            assert_eq!(world.get(guest, path).await.status, 404, "{path}");
        }
        assert_eq!(look(&world, guest, TABLE.as_bytes()).await.status, 404);
        let drop = world
            .post(guest, "/o/items/drop", &[("number", "1-1")])
            .await;
        assert!(drop.status.is_client_error());
    }
    assert_eq!(numbers(&world, &owner), ["1-1", "1-2"]);
    let past = world.get(&owner, "/o/items?at=2026-11-20").await;
    assert_eq!(past.status, 404, "before it began");
    let stolen = send(&world, &owner, "/o/items/import/do", &[], TABLE.as_bytes()).await;
    assert_eq!(
        stolen.status,
        409,
        "not without having looked: {}",
        stolen.text()
    );
}

#[tokio::test]
async fn a_proposal_begins_with_an_item_of_the_list() {
    let world = World::bare();
    let owner = world.founded();
    imported(&world, &owner).await;
    let page = world.engaged(&owner, "東西").await;
    let form = format!("{page}/terms/own.new/propose");
    let plain = world.get(&owner, &form).await;
    assert!(
        plain.says("自組織の項目表から書き始める"),
        "{}",
        plain.text()
    );
    let begun = world.get(&owner, &format!("{form}?of=1-1")).await;
    assert!(begun.says("value=\"端末の暗号化\"") && begun.says("鍵は別に保つ。"));
    let vendor = world.another(&owner);
    world.take_side(&owner, &vendor, &page).await;
    let theirs = world.get(&vendor, &format!("{form}?of=1-1")).await;
    assert_eq!(theirs.status, 200);
    assert!(
        !theirs.says("端末の暗号化"),
        "the other side's list is theirs"
    );
}

#[tokio::test]
async fn a_program_reads_and_changes_it() {
    let world = World::bare();
    let owner = world.founded();
    let caller = world.caller(&owner, &[Scope::Read, Scope::State]);
    let path = caller.at("/items");
    let body =
        json!({ "items": [{ "number": "2", "name": "二" }, { "number": "10", "name": "十" }] });
    let told = world.tell(&caller, &path, "a", body.clone()).await;
    assert_eq!(told.status, 201, "{}", told.json);
    let again = world.tell(&caller, &path, "a", body).await;
    assert_eq!(again.json, told.json, "once");
    let seen = world.ask(&caller, &path).await;
    assert_eq!(seen.json["items"][1]["number"], "10");
    let wrong = json!({ "items": [{ "number": "3", "name": "三" }], "dropped": ["4"] });
    let wrong = world.tell(&caller, &path, "b", wrong).await;
    assert_eq!((wrong.status, wrong.code()), (422, "unfit-list"));
    let drop = json!({ "dropped": ["10"] });
    assert_eq!(world.tell(&caller, &path, "c", drop).await.status, 201);
    assert_eq!(numbers(&world, &owner), ["2"]);
    let blind = world.caller(&owner, &[Scope::Read]);
    let refused = world
        .tell(&blind, &path, "d", json!({ "dropped": ["2"] }))
        .await;
    assert_eq!(refused.status, 403);
}

#[test]
fn a_heading_means_one_column() {
    for column in Column::ALL {
        for language in Language::ALL {
            let heading = column.heading(language);
            let meant = Column::ALL.into_iter().filter(|other| other.is(&heading));
            assert_eq!(meant.collect::<Vec<_>>(), [column], "{heading}");
        }
    }
    let none = OwnList {
        items: vec![],
        last: None,
    };
    assert_eq!(own_list::file(&none, "items.html", Language::Ja), None);
}
