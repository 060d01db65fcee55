//! The whole chain as a page: drawn and as a table, only as far as it is disclosed, and for nobody else.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use people::World;

#[tokio::test]
async fn the_chain_is_drawn_as_far_as_it_is_told() {
    let world = World::bare();
    let client = world.founded();
    let none = world.get(&client, "/o/chain").await;
    assert!(
        none.says("続いている業務委託はありません"),
        "{}",
        none.text()
    );
    let vendors = [world.another(&client), world.another(&client)];
    for (vendor, told) in vendors.iter().zip(["named", "hidden"]) {
        let page = world.engaged(&client, "東西<b>").await;
        world.take_side(&client, vendor, &page).await;
        let below = world.engaged(vendor, "南北サービス").await;
        let id = below.rsplit('/').next().unwrap();
        let link = [("engagement", id), ("openness", told)];
        let linked = world
            .post(vendor, &format!("{page}/below/link"), &link)
            .await;
        assert_eq!(linked.status, 303, "{}", linked.text());
    }
    let seen = world.get(&client, "/o/chain").await.text();
    assert!(seen.contains("<svg") && seen.contains("表で見る"), "{seen}");
    assert_eq!(
        seen.matches("南北サービス</th>").count(),
        1,
        "one is hidden: {seen}"
    );
    assert!(
        seen.contains("複数の委託先の下にある再委託先はありません"),
        "{seen}"
    );
    let folded = world.get(&client, "/o/chain?rank=1").await.text();
    assert!(folded.contains(">+1<"), "{folded}");
    for rank in ["0", "９", "x", "-1", "99999999999999999999"] {
        let there = format!("/o/chain?rank={rank}");
        assert_eq!(world.get(&client, &there).await.status, 200, "{rank}");
    }
    let past = world.get(&client, "/o/chain?at=2001-01-01").await;
    assert!(!past.text().contains("南北サービス"), "{}", past.text());
    let own = world.get(&vendors[0], "/o/chain").await.text();
    assert!(
        own.contains("南北サービス") && !own.contains("株式会社第一"),
        "nothing upwards: {own}"
    );
    let employee = world.member(&client, Role::Employee);
    assert_eq!(world.get(&employee, "/o/chain").await.status, 404);
}

#[tokio::test]
async fn who_stands_under_several_vendors_is_told() {
    let world = World::bare();
    let client = world.founded();
    for name in ["東のシステム", "西のシステム"] {
        let link = world.invite(&client, None).unwrap();
        let vendor = world.found(&link, name, "三郎");
        let page = world.engaged(&client, name).await;
        world.take_side(&client, &vendor, &page).await;
        let below = world.engaged(&vendor, "南北サービス").await;
        let id = below.rsplit('/').next().unwrap();
        let link = [("engagement", id), ("openness", "named")];
        let linked = world
            .post(&vendor, &format!("{page}/below/link"), &link)
            .await;
        assert_eq!(linked.status, 303, "{}", linked.text());
    }
    let seen = world.get(&client, "/o/chain").await;
    let apart = world.get(&client, "/o/chain/shared").await;
    for seen in [seen, apart] {
        assert!(
            seen.says("東のシステム / 西のシステム") && seen.says("名称が同じでも別の会社"),
            "{}",
            seen.text()
        );
    }
    let past = world.get(&client, "/o/chain/shared?at=2001-01-01").await;
    assert!(!past.says("南北サービス"), "{}", past.text());
    let employee = world.member(&client, Role::Employee);
    assert_eq!(world.get(&employee, "/o/chain/shared").await.status, 404);
    let stranger = world.another(&client);
    let theirs = world.get(&stranger, "/o/chain/shared").await;
    assert!(!theirs.says("南北サービス"), "{}", theirs.text());
}

#[tokio::test]
async fn whom_no_engagement_stands_for_yet_is_drawn_too() {
    let world = World::bare();
    let client = world.founded();
    let vendor = world.another(&client);
    let page = world.engaged(&client, "東西").await;
    world.take_side(&client, &vendor, &page).await;
    let rule = [("passing", "prior-consent")];
    let ruled = world
        .post(&client, &format!("{page}/below/rule"), &rule)
        .await;
    assert_eq!(ruled.status, 303, "{}", ruled.text());
    let ask = [
        ("name", "南風印刷"),
        ("purpose", "帳票の印刷"),
        ("from", "2026-11-01"),
    ];
    let asked = world
        .post(&vendor, &format!("{page}/below/ask"), &ask)
        .await;
    assert_eq!(asked.status, 303, "{}", asked.text());
    let seen = world.get(&client, "/o/chain").await;
    assert!(
        seen.says("南風印刷") && seen.says("承諾のない再委託"),
        "{}",
        seen.text()
    );
    let own = world.get(&vendor, "/o/chain").await;
    assert!(!own.says("東西"), "nothing upwards: {}", own.text());
}

#[tokio::test]
async fn more_vendors_than_fit_are_shown_page_by_page_and_found_by_name() {
    let world = World::bare();
    let client = world.founded();
    for number in 1..=50 {
        world.engaged(&client, &format!("委託先{number:02}")).await;
    }
    let whole = world.get(&client, "/o/chain").await.text();
    assert!(
        !whole.contains("role=\"search\"") && whole.contains("委託先50</a>"),
        "{whole}"
    );
    world.engaged(&client, "委託先51").await;
    let first = world.get(&client, "/o/chain").await.text();
    assert!(
        first.contains("51件のうち51件") && first.contains("委託先50</a>"),
        "{first}"
    );
    assert!(
        !first.contains("委託先51") && first.contains("href=\"/o/chain?page=1\""),
        "{first}"
    );
    let second = world.get(&client, "/o/chain?page=1").await.text();
    assert!(
        second.contains("委託先51</a>") && !second.contains("委託先50"),
        "{second}"
    );
    let back = "href=\"/o/chain\">前のページ";
    assert!(second.contains(back), "{second}");
    let found = world.get(&client, "/o/chain?q=%E5%85%8851").await.text();
    assert!(
        found.contains("51件のうち1件") && found.contains("委託先51</a>"),
        "{found}"
    );
    let none = world.get(&client, "/o/chain?q=nowhere").await.text();
    assert!(
        none.contains("見つかりません") && !none.contains("scroll map"),
        "{none}"
    );
    for page in [
        "x",
        "-1",
        "99999999999999999999",
        "18446744073709551615",
        "7",
    ] {
        let there = format!("/o/chain?page={page}");
        assert_eq!(world.get(&client, &there).await.status, 200, "{page}");
    }
}
