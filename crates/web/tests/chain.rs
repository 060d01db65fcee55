//! Work passed on, on pages: ruled, asked, consented, linked, shown upwards as far as chosen; and the sides that find nothing.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use people::{Guest, World, between};

/// A client, a vendor and the vendor's subcontractor that is not here: the page of the first engagement, the number of the second.
struct Sides {
    world: World,
    client: Guest,
    vendor: Guest,
    below: String,
    second: String,
}

impl Sides {
    async fn new() -> Self {
        let (world, client, vendor, page) = World::shared().await;
        let second = world.engaged(&vendor, "磯辺").await;
        let second = second.rsplit('/').next().unwrap().to_owned();
        Self {
            world,
            client,
            vendor,
            below: format!("{page}/below"),
            second,
        }
    }

    async fn post(&self, by: &Guest, act: &str, fields: &[(&str, &str)]) -> u16 {
        let answer = self
            .world
            .post(by, &format!("{}/{act}", self.below), fields)
            .await;
        answer.status.as_u16()
    }

    async fn link(&self, openness: &str) {
        let fields = [("engagement", self.second.as_str()), ("openness", openness)];
        assert_eq!(self.post(&self.vendor, "link", &fields).await, 303);
    }

    async fn text(&self, by: &Guest) -> String {
        self.world.get(by, &self.below).await.text()
    }
}

const ASK: [(&str, &str); 3] = [
    ("name", "磯辺"),
    ("purpose", "夜間の監視"),
    ("from", "R8.11.1"),
];

#[tokio::test]
async fn ruled_asked_consented_and_shown_as_far_as_chosen() {
    let on = Sides::new().await;
    assert_eq!(
        on.post(&on.client, "rule", &[("passing", "prior-consent")])
            .await,
        303
    );
    assert_eq!(on.post(&on.vendor, "ask", &ASK).await, 303);
    let seen = on.text(&on.client).await;
    for text in [
        "事前の承諾が必要",
        "夜間の監視",
        "承諾待ち",
        "承諾のない再委託",
        "承諾する",
    ] {
        assert!(seen.contains(text), "{text}: {seen}");
    }
    let id = between(&seen, "name=\"subcontract\" value=\"", "\"");
    let decide = [
        ("subcontract", id.as_str()),
        ("consents", "yes"),
        ("reason", "国内に限る"),
    ];
    assert_eq!(on.post(&on.client, "decide", &decide).await, 303);
    let seen = on.text(&on.vendor).await;
    assert!(
        seen.contains("国内に限る") && !seen.contains("承諾のない再委託"),
        "{seen}"
    );
    for (openness, told, not) in [
        ("hidden", "記録された再委託はありません", "磯辺</th>"),
        ("counted", "名称は非開示", "磯辺</th>"),
        ("named", "磯辺</th>", "0件中0件合意"),
        ("open", "0件中0件合意", "名称は非開示"),
    ] {
        on.link(openness).await;
        let seen = on.text(&on.client).await;
        assert!(
            seen.contains(told) && !seen.contains(not),
            "{openness}: {seen}"
        );
        assert!(
            !seen.contains(&on.second),
            "the engagement below is not the client's"
        );
        assert!(on.text(&on.vendor).await.contains(&on.second), "{openness}");
    }
    let off = [("engagement", on.second.as_str()), ("off", "1")];
    assert_eq!(on.post(&on.vendor, "link", &off).await, 303);
    assert!(
        on.text(&on.client)
            .await
            .contains("記録された再委託はありません")
    );
    let end = [("subcontract", id.as_str()), ("on", "2026-11-21")];
    assert_eq!(on.post(&on.vendor, "end", &end).await, 303);
    assert!(on.text(&on.client).await.contains("終了日"));
}

#[tokio::test]
async fn nobody_speaks_for_the_other_side_and_others_find_nothing() {
    let on = Sides::new().await;
    assert_eq!(on.post(&on.vendor, "ask", &ASK).await, 303);
    let id = between(
        &on.text(&on.client).await,
        "name=\"subcontract\" value=\"",
        "\"",
    );
    let about = [
        ("subcontract", id.as_str()),
        ("consents", "yes"),
        ("on", "2026-11-21"),
    ];
    let link = [("engagement", on.second.as_str()), ("openness", "open")];
    for (by, act, fields) in [
        (&on.vendor, "rule", &[("passing", "free")][..]),
        (&on.vendor, "decide", &about),
        (&on.client, "ask", &ASK),
        (&on.client, "end", &about),
    ] {
        let status = on.post(by, act, fields).await;
        assert!((400..500).contains(&status), "{act}: {status}");
    }
    assert_eq!(on.post(&on.client, "link", &link).await, 404);
    let kept = [("name", "磯辺"), ("purpose", "監視<b>"), ("from", "きのう")];
    let answer = on
        .world
        .post(&on.vendor, &format!("{}/ask", on.below), &kept)
        .await;
    assert!(answer.says("日付として読めません") && answer.text().contains("監視&#60;b&#62;"));
    let link_to = on.world.invite(&on.client, None).unwrap();
    let third = on.world.found(&link_to, "第三", "三郎");
    let employee = on.world.member(&on.client, Role::Employee);
    let rule = [("passing", "free")];
    for guest in [&third, &employee] {
        assert_eq!(on.world.get(guest, &on.below).await.status, 404);
        let acts: [(&str, &[(&str, &str)]); 5] = [
            ("rule", &rule),
            ("decide", &about),
            ("ask", &ASK),
            ("end", &about),
            ("link", &link),
        ];
        for (act, fields) in acts {
            assert_eq!(on.post(guest, act, fields).await, 404, "{act}");
        }
    }
    let reader = on.world.member(&on.client, Role::Reader);
    let seen = on.text(&reader).await;
    assert!(
        seen.contains("夜間の監視") && !seen.contains("方針を示す</button>"),
        "{seen}"
    );
}
