//! The register in and out: tables looked at and registered whole or not at all, links shown once, what is saved brings nothing new.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use axum::http::Method;
use ledger::body::house::Role;
use people::{Guest, World, nobody};
use site::Answer;
use survey::Language;
use web::register::plan::{Fate, plan};
use web::register::{Row, dora, read, write};

const TABLE: &str = "相手,件名,相手の法人番号・LEI,契約の初日,契約の最終日,業務の種類,情報の機密度,個人データ,契約番号,当方の責任者,備考\n\
    東西システム,基幹系の保守,７０００－０１２０－５０００２,令和8年4月1日,2027/3/31,保守、運用,関係者限り,はい,K-1,一郎,読み飛ばす\n\
    南北ソフト,販売サイト,,R8.5.1,,開発,,,'=K-2,,\n";

fn token(world: &World, guest: &Guest) -> String {
    let Some((_, secret)) = guest.cookie.split_once('=') else {
        return String::new();
    };
    let acts_for = world.visitor(guest).organisation;
    web::access::cookie::form_token(&secret.parse().unwrap(), acts_for)
}

/// Sends a table as a file, with fields before it.
async fn upload(
    world: &World,
    guest: &Guest,
    token: &str,
    more: &[(&str, &str)],
    table: &[u8],
) -> Answer {
    let plain = |name: &str, text: &str| {
        format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let mut body = plain("form", token);
    for (name, text) in more {
        body += &plain(name, text);
    }
    body += "--cut\r\ncontent-disposition: form-data; name=\"table\"; filename=\"v.csv\"\r\n\r\n";
    let mut body = body.into_bytes();
    body.extend_from_slice(table);
    body.extend_from_slice(b"\r\n--cut--\r\n");
    let headers = [
        ("content-type", "multipart/form-data; boundary=cut"),
        ("cookie", guest.cookie.as_str()),
    ];
    let to = "/o/engagements/import";
    world.site.send(Method::POST, to, &headers, body).await
}

/// The table as the page sends it along.
fn carried(answer: &Answer) -> String {
    let text = answer.text();
    let (_, rest) = text.split_once("name=\"table\" value=\"").unwrap();
    let (table, _) = rest.split_once('"').unwrap();
    table
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

fn listed(world: &World, guest: &Guest) -> Vec<Row> {
    let seen = world
        .store
        .register(&world.visitor(guest), store::door::When::Now);
    let seen = seen.unwrap().unwrap_or_default();
    web::register::row::rows(seen.into_iter().map(|row| row.into_inner()).collect())
}

async fn registered(world: &World, owner: &Guest) -> Answer {
    let looked = upload(
        world,
        owner,
        &token(world, owner),
        &[("links", "1")],
        TABLE.as_bytes(),
    )
    .await;
    assert_eq!(looked.status, 200, "{}", looked.text());
    assert!(looked.says("2件をすべて登録する"), "{}", looked.text());
    assert!(
        listed(world, owner).is_empty(),
        "nothing is recorded before it is looked at"
    );
    let fields = [("table", &*carried(&looked)), ("links", "1")];
    world.post(owner, "/o/engagements/import/do", &fields).await
}

#[tokio::test]
async fn a_table_is_looked_at_then_registered_and_each_gets_its_own_link_once() {
    let world = World::bare();
    let owner = world.founded();
    let done = registered(&world, &owner).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(done.header("cache-control"), "no-store");
    let text = done.text();
    let links: std::collections::BTreeSet<&str> = text
        .split("https://t.example/side#")
        .skip(1)
        .map(|rest| rest.split(['"', '&']).next().unwrap())
        .collect();
    assert_eq!(links.len(), 2, "{text}");
    let rows = listed(&world, &owner);
    let one = rows
        .iter()
        .find(|row| row.partner == "東西システム")
        .unwrap();
    assert_eq!(
        one.partner_number.as_deref(),
        Some("jp-corporate-number:7000012050002")
    );
    assert_eq!(
        (one.from.as_deref(), one.until.as_deref()),
        (Some("2026-04-01"), Some("2027-03-31"))
    );
    assert_eq!(one.kinds, ["operation", "maintenance"]);
    assert_eq!(
        (one.information.as_deref(), one.personal_data),
        (Some("confidential"), Some(true))
    );
    assert_eq!(one.responsible.as_deref(), Some("一郎"));
    let other = rows.iter().find(|row| row.partner == "南北ソフト").unwrap();
    assert_eq!(other.reference.as_deref(), Some("=K-2"));
    for secret in links {
        let held = world.store.look_by_link(
            secret
                .parse::<store::working::secret::Secret>()
                .unwrap()
                .hash(),
            |_, held| Ok::<_, store::error::StoreError>(held.engagement.to_string()),
        );
        let id = held.unwrap().unwrap();
        assert!(rows.iter().any(|row| row.engagement == id));
    }
    let saved = [
        ("row", "件名\t相手\t1\thttps://t.example/side#x"),
        ("row", "=1\tb\tc\td"),
    ];
    let saved = world.post(&owner, "/o/engagements/links.csv", &saved).await;
    assert!(saved.header("content-disposition").contains("links.csv"));
    assert!(
        saved.says("件名,相手,1,https://t.example/side#x") && saved.says("'=1,b"),
        "{}",
        saved.text()
    );
}

#[tokio::test]
async fn one_bad_row_registers_nothing_and_each_is_told_with_its_remedy() {
    let world = World::bare();
    let owner = world.founded();
    let token = token(&world, &owner);
    let bad = "相手,件名,相手の法人番号・LEI,契約の初日,契約の最終日,業務の種類,当方の立場,個人データ,情報の機密度,当方の責任者\n\
        甲,一,7000012050003,,,,委託元,,,\n\
        乙,二,,きのう,,,委託元,,,\n\
        丙,三,,2026-04-01,2026-03-31,,委託元,,,\n\
        丁,四,,,,庭いじり,どちらか,たぶん,ひみつ,\n\
        ,五,,,,,委託元,,,\n\
        己,六,,,,,委託元,,,誰か\n\
        庚,七,,,,,委託元,,,\n\
        庚,七,,,,,委託元,,,\n";
    let looked = upload(&world, &owner, &token, &[], bad.as_bytes()).await;
    assert_eq!(looked.status, 422);
    for text in [
        "「7000012050003」は法人番号でも LEI でもありません",
        "「きのう」は日付として読めません",
        "最終日 2026-03-31 が初日より前です",
        "「庭いじり」に、知らない業務の種類",
        "「どちらか」は立場ではありません",
        "「たぶん」は",
        "「ひみつ」は機密度ではありません",
        "相手の名称がないか",
        "「誰か」という人は、組織にいません",
        "8行目と同じです",
        "誤りのある行があるうちは",
    ] {
        assert!(looked.says(text), "{text}: {}", looked.text());
    }
    assert!(!looked.says("すべて登録する</button>"));
    let fields = [("table", &*carried(&looked))];
    let forced = world
        .post(&owner, "/o/engagements/import/do", &fields)
        .await;
    assert_eq!(forced.status, 422);
    for (table, says) in [
        ("", "表がありません"),
        ("相手,件名\n", "表に行がありません"),
        ("a,b\n1,2\n", "必要な列がありません"),
        (&format!("相手,件名\n{}", "甲,乙\n".repeat(201)), "201行"),
    ] {
        let told = upload(&world, &owner, &token, &[], table.as_bytes()).await;
        assert!(
            told.status == 422 && told.says(says),
            "{says}: {}",
            told.text()
        );
    }
    assert!(listed(&world, &owner).is_empty());
}

#[tokio::test]
async fn what_is_saved_brings_nothing_new() {
    let world = World::bare();
    let owner = world.founded();
    registered(&world, &owner).await;
    let known = listed(&world, &owner);
    for language in Language::ALL {
        for name in ["register.csv", "register.xlsx"] {
            let address = format!("/o/engagements/register/{name}?lang={}", language.tag());
            let saved = world.get(&owner, &address).await;
            assert_eq!(saved.status, 200, "{address}");
            let table = read::read(&saved.bytes, name, None).unwrap();
            let planned = plan(table.lines, &known, &vec![]);
            assert_eq!(planned.len(), 2);
            for row in planned {
                let Fate::Known(_, differs) = row.fate else {
                    panic!("{name}: {:?}", row.fate);
                };
                assert_eq!(differs, vec![], "{name}");
            }
        }
    }
    let csv = write::file(&known, "register.csv", Language::Ja).unwrap();
    let looked = upload(&world, &owner, &token(&world, &owner), &[], &csv).await;
    assert_eq!(looked.status, 200);
    assert!(
        looked.says("表に新しいものはありません"),
        "{}",
        looked.text()
    );
    let other = TABLE.replace("K-1", "K-9");
    let looked = upload(
        &world,
        &owner,
        &token(&world, &owner),
        &[],
        other.as_bytes(),
    )
    .await;
    assert!(
        looked.says("登録済みです。表とは次の列が異なりますが、変わりません：契約番号"),
        "{}",
        looked.text()
    );
    let past = world
        .get(&owner, "/o/engagements/register/register.csv?at=2026-10-31")
        .await;
    assert!(past.status == 200 && !past.says("東西システム"));
}

#[tokio::test]
async fn several_are_asked_for_the_same_items_at_once() {
    let world = World::bare();
    let owner = world.founded();
    registered(&world, &owner).await;
    let rows = listed(&world, &owner);
    let page = world.get(&owner, "/o/engagements/ask").await;
    assert!(
        page.says("東西システム") && page.says("南北ソフト"),
        "{}",
        page.text()
    );
    let ask = "/o/engagements/ask";
    let none = world.post(&owner, ask, &[]).await;
    assert!(none.status == 422 && none.says("業務委託が選ばれていません"));
    let item = ("item", "require.telework.permission");
    let fields = [
        ("engagement", &*rows[0].engagement),
        ("engagement", &*rows[1].engagement),
        item,
    ];
    let done = world.post(&owner, ask, &fields).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert!(done.says("2件のリンクを作りました"), "{}", done.text());
    let bad = [
        ("engagement", &*rows[0].engagement),
        ("engagement", "7".repeat(26).leak()),
        item,
    ];
    assert_eq!(world.post(&owner, ask, &bad).await.status, 404);
}

#[tokio::test]
async fn the_register_in_the_shape_of_dora_tells_its_faults() {
    let world = World::bare();
    let owner = world.founded();
    registered(&world, &owner).await;
    let page = world.get(&owner, "/o/engagements/dora").await;
    for text in ["eba_TA:S14", "eba_TA:S02", "提供者の LEI がありません"] {
        assert!(page.says(text), "{text}: {}", page.text());
    }
    let english = world.get(&owner, "/o/engagements/dora?lang=en").await;
    assert!(english.says("The provider has no LEI."));
    let csv = world
        .get(&owner, "/o/engagements/register/b_05.02.csv")
        .await;
    let text = csv.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], dora::HEADS.join(","));
    assert_eq!(
        lines[1..],
        ["=K-2,eba_TA:S02,,,1,,", "K-1,eba_TA:S14,,,1,,"]
    );
}

#[tokio::test]
async fn whoever_may_not_finds_nothing_there() {
    let world = World::bare();
    let owner = world.founded();
    registered(&world, &owner).await;
    let stranger = world.another(&owner);
    assert!(listed(&world, &stranger).is_empty());
    let saved = world
        .get(&stranger, "/o/engagements/register/register.csv")
        .await;
    assert!(saved.status == 200 && !saved.says("東西システム"));
    let (reader, employee) = (
        world.member(&owner, Role::Reader),
        world.member(&owner, Role::Employee),
    );
    for (who, address, status) in [
        (&reader, "/o/engagements/import", 404),
        (&reader, "/o/engagements/import/vendors.xlsx", 404),
        (&reader, "/o/engagements/ask", 404),
        (&reader, "/o/engagements/register/register.xlsx", 200),
        (&reader, "/o/engagements/dora", 200),
        (&employee, "/o/engagements/register/register.csv", 404),
        (&employee, "/o/engagements/dora", 404),
        (&owner, "/o/engagements/register/other.csv", 404),
        (&owner, "/o/engagements/import?at=2026-10-31", 404),
        (&nobody(), "/o/engagements/import", 303),
    ] {
        assert_eq!(
            world.get(who, address).await.status.as_u16(),
            status,
            "{address}"
        );
    }
    let table = "相手,件名\n甲,乙\n";
    let fields = [("table", table)];
    let done = world
        .post(&reader, "/o/engagements/import/do", &fields)
        .await;
    assert_eq!(done.status, 404);
    let rows = listed(&world, &owner);
    let ask = [("engagement", &*rows[0].engagement)];
    assert_ne!(
        world.post(&reader, "/o/engagements/ask", &ask).await.status,
        200
    );
    let forged = upload(&world, &owner, "0000", &[], table.as_bytes()).await;
    assert_ne!(forged.status, 200, "a form without its session's token");
    let as_reader = upload(
        &world,
        &reader,
        &token(&world, &reader),
        &[],
        table.as_bytes(),
    )
    .await;
    assert_eq!(as_reader.status, 404);
    let theirs = [("engagement", &*rows[0].engagement)];
    assert_eq!(
        world
            .post(&stranger, "/o/engagements/ask", &theirs)
            .await
            .status,
        404
    );
    assert_eq!(listed(&world, &owner).len(), 2);
}
