//! Terms on pages: proposed, countered, signed by both, amended; what was typed is kept; and the sides that find nothing.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::body::house::Role;
use people::{Guest, World, between};
use serde_json::{Value, json};
use site::Answer;
use testkit::passkey::SoftPasskey;

const ITEM: &str = "require.telework.place";
const TEXT: &str = "場所は自宅とする。";

/// A client and a vendor on one engagement, and the page of its terms.
struct Sides {
    world: World,
    client: Guest,
    vendor: Guest,
    terms: String,
}

impl Sides {
    async fn new() -> Self {
        let (world, client, vendor, page) = World::shared().await;
        let terms = format!("{page}/terms");
        Self {
            world,
            client,
            vendor,
            terms,
        }
    }

    fn item(&self) -> String {
        format!("{}/{ITEM}", self.terms)
    }

    async fn propose(&self, by: &Guest, text: &str) -> Answer {
        let here = format!("{}/propose", self.item());
        let form = self.world.get(by, &here).await;
        let answers = between(&form.text(), "name=\"answers\" value=\"", "\"");
        let fields = [
            ("text", text),
            ("from", "2026-11-01"),
            ("answers", &answers),
        ];
        self.world.post(by, &here, &fields).await
    }

    /// The proposal on the table as its page names it.
    async fn named(&self, by: &Guest) -> (String, String) {
        let page = self.world.get(by, &self.item()).await.text();
        let seq = between(&page, "name=\"proposal\" value=\"", "\"");
        (seq, between(&page, "name=\"hash\" value=\"", "\""))
    }

    fn enrol(&self, guest: &Guest, handle: u8) -> SoftPasskey {
        let (key, visitor) = (SoftPasskey::new(), self.world.visitor(guest));
        let label = "p".to_owned();
        let kept = self
            .world
            .store
            .enrol_passkey(&visitor, vec![handle], label, key.record());
        kept.unwrap();
        key
    }

    async fn asked(&self, by: &Guest) -> Answer {
        let (seq, hash) = self.named(by).await;
        let ask = format!("{}/sign/ask?proposal={seq}&hash={hash}", self.item());
        self.world.post(by, &ask, &[]).await
    }

    async fn sign(&self, by: &Guest, key: &SoftPasskey, handle: u8) -> Answer {
        let asked = self.asked(by).await;
        let asked: Value = serde_json::from_str(&asked.text()).unwrap();
        let options = &asked["options"]["publicKey"];
        assert_eq!(options["userVerification"], "required");
        let challenge = options["challenge"].as_str().unwrap();
        let challenge = URL_SAFE_NO_PAD.decode(challenge).unwrap();
        let signed = key.answer(&challenge, people::ORIGIN);
        let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let answer = json!({ "rawId": part(&[handle]), "response": {
            "authenticatorData": part(&signed.authenticator),
            "clientDataJSON": part(&signed.client),
            "signature": part(&signed.signature),
        } });
        let answer = answer.to_string();
        let state = asked["state"].as_str().unwrap();
        let fields = [("state", state), ("answer", &answer)];
        self.world
            .post(by, &format!("{}/sign", self.item()), &fields)
            .await
    }
}

#[tokio::test]
async fn proposed_countered_and_signed_by_both() {
    let on = Sides::new().await;
    let keys = [on.enrol(&on.client, 1), on.enrol(&on.vendor, 2)];
    let begun = on
        .world
        .get(&on.client, &format!("{}/propose", on.item()))
        .await;
    assert!(
        begun.says("自宅及び委託先が契約するサテライトオフィス"),
        "the suggested text"
    );
    assert_eq!(
        on.propose(&on.client, "場所は会社とする。").await.to(),
        on.item()
    );
    let seen = on.world.get(&on.vendor, &on.item()).await;
    for text in [
        "場所は会社とする。",
        "対案を出す",
        "求める理由が書かれていません",
        "返事待ち",
    ] {
        assert!(seen.says(text), "{text}: {}", seen.text());
    }
    assert_eq!(on.propose(&on.vendor, TEXT).await.status, 303);
    let seen = on.world.get(&on.client, &on.item()).await;
    assert!(
        seen.text().contains("<del>") && seen.text().contains("<ins>"),
        "{}",
        seen.text()
    );
    assert_eq!(on.sign(&on.client, &keys[0], 1).await.to(), on.item());
    let waiting = on.world.get(&on.vendor, &on.terms).await;
    assert!(
        waiting.says("自組織の返事を待っている提案"),
        "{}",
        waiting.text()
    );
    assert_eq!(on.sign(&on.vendor, &keys[1], 2).await.to(), on.item());
    for guest in [&on.client, &on.vendor] {
        let seen = on.world.get(guest, &on.item()).await;
        for text in [TEXT, "合意済み", "パスキーの署名あり", "改定を提案する"] {
            assert!(seen.says(text), "{text}: {}", seen.text());
        }
    }
    let list = on.world.get(&on.client, &on.terms).await;
    assert!(list.says("合意書を見る"), "{}", list.text());
    let agreement = on.terms.replace("/terms", "/agreement");
    let page = on.world.get(&on.vendor, &agreement).await;
    for text in [TEXT, "株式会社第一", "第二合同会社", "tlog-proof", "<svg"] {
        assert!(page.text().contains(text), "{text}: {}", page.text());
    }
    let file = on.world.get(&on.vendor, &format!("{agreement}.pdf")).await;
    assert_eq!(file.header("content-type"), "application/pdf");
    let both = format!("{agreement}.pdf?languages=both");
    let file = on.world.get(&on.vendor, &both).await;
    assert!(file.bytes.starts_with(b"%PDF"), "{}", file.text());
    let name = file.header("content-disposition");
    assert!(name.contains("-both-ja.pdf"), "{name}");
}

#[tokio::test]
async fn who_cannot_sign_is_told_why() {
    let on = Sides::new().await;
    on.propose(&on.client, TEXT).await;
    let asked = on.asked(&on.vendor).await;
    assert_eq!(asked.status, 422, "{}", asked.text());
    let told: Value = serde_json::from_str(&asked.text()).unwrap();
    assert!(
        told["cause"].as_str().unwrap().contains("パスキー"),
        "{told}"
    );
    let (seq, hash) = on.named(&on.vendor).await;
    let fields = [("proposal", seq.as_str()), ("hash", &hash)];
    let plainly = on
        .world
        .post(&on.vendor, &format!("{}/accept", on.item()), &fields)
        .await;
    assert!(
        plainly.status == 422 && plainly.says("署名が要ります"),
        "{}",
        plainly.text()
    );
    for guest in [&on.client, &on.vendor] {
        let chosen = on
            .world
            .post(guest, &on.terms, &[("how", "signed-in")])
            .await;
        assert_eq!(chosen.status, 303);
    }
    let plainly = on
        .world
        .post(&on.vendor, &format!("{}/accept", on.item()), &fields)
        .await;
    assert_eq!(plainly.to(), on.item());
    let again = on
        .world
        .post(&on.vendor, &format!("{}/accept", on.item()), &fields)
        .await;
    assert!(again.says("すでに受諾しています"), "{}", again.text());
    let (seq, hash) = (seq.as_str(), hash.as_str());
    let drop = [("proposal", seq), ("hash", hash), ("reason", "考え直した")];
    let dropped = on
        .world
        .post(&on.client, &format!("{}/drop", on.item()), &drop)
        .await;
    assert_eq!(dropped.to(), on.item());
    let late = on
        .world
        .post(&on.vendor, &format!("{}/accept", on.item()), &fields)
        .await;
    assert!(late.says("もう返事を待っていません"), "{}", late.text());
}

#[tokio::test]
async fn what_was_typed_is_kept_where_it_does_not_do() {
    let on = Sides::new().await;
    let here = format!("{}/propose", on.item());
    let cases: [(&[(&str, &str)], &str); 6] = [
        (&[("text", ""), ("from", "2026-11-01")], "文言がありません"),
        (
            &[("text", "あ<b>"), ("from", "いつか")],
            "日付として読めません",
        ),
        (
            &[
                ("text", "あ<b>"),
                ("from", "R8.11.1"),
                ("until", "2026-10-01"),
            ],
            "初日より前",
        ),
        (
            &[
                ("text", "あ<b>"),
                ("from", "2026-11-01"),
                ("months", "９９"),
            ],
            "範囲外",
        ),
        (
            &[("text", "あ<b>"), ("from", "2026-11-01"), ("renews", "yes")],
            "最終日が要ります",
        ),
        (
            &[
                ("text", "あ<b>"),
                ("from", "2026-11-01"),
                ("contract", "基本契約"),
            ],
            "一方だけ",
        ),
    ];
    for (fields, told) in cases {
        let answer = on.world.post(&on.client, &here, fields).await;
        assert!(
            answer.status == 422 && answer.says(told),
            "{told}: {}",
            answer.text()
        );
        let kept = fields[0].1.is_empty() || answer.text().contains("あ&#60;b&#62;");
        assert!(kept, "{}", answer.text());
    }
}

#[tokio::test]
async fn an_overtaken_text_is_kept_and_items_of_our_own_and_cost_are_told_to_both() {
    let on = Sides::new().await;
    let here = format!("{}/propose", on.item());
    on.propose(&on.vendor, TEXT).await;
    let fields = [("text", "別の文言"), ("from", "2026-11-01")];
    let overtaken = on.world.post(&on.client, &here, &fields).await;
    assert!(overtaken.says("返事を待っている提案があります") && overtaken.says("別の文言"));
    let own = format!("{}/own.new/propose", on.terms);
    let fields = [
        ("heading", "鍵の返却"),
        ("text", "鍵を返す。"),
        ("from", "2026-11-01"),
    ];
    let made = on.world.post(&on.client, &own, &fields).await;
    let own = made.to();
    assert!(own.starts_with(&format!("{}/own.", on.terms)) && !own.ends_with("own.new"));
    assert!(on.world.get(&on.vendor, &on.terms).await.says("鍵の返却"));
    let cost = [
        ("outcome", "settled"),
        ("payer", "both"),
        ("on", "R8.11.2"),
        ("note", "折半"),
    ];
    let said = on
        .world
        .post(&on.vendor, &format!("{own}/cost"), &cost)
        .await;
    assert_eq!(said.status, 303, "{}", said.text());
    let seen = on.world.get(&on.client, own).await;
    assert!(
        seen.says("両者で分担") && seen.says("折半"),
        "{}",
        seen.text()
    );
}

#[tokio::test]
async fn others_find_nothing_and_readers_no_forms() {
    let on = Sides::new().await;
    on.propose(&on.client, TEXT).await;
    let (seq, hash) = on.named(&on.client).await;
    let reader = on.world.member(&on.client, Role::Reader);
    let seen = on.world.get(&reader, &on.item()).await;
    assert!(
        seen.status == 200 && !seen.text().contains("data-passkey="),
        "{}",
        seen.text()
    );
    assert_eq!(
        on.world
            .get(&reader, &format!("{}/propose", on.item()))
            .await
            .status,
        404
    );
    let link = on.world.invite(&on.client, None).unwrap();
    let third = on.world.found(&link, "第三", "三郎");
    let employee = on.world.member(&on.client, Role::Employee);
    for guest in [&third, &employee] {
        for page in [
            on.terms.clone(),
            on.item(),
            format!("{}/propose", on.item()),
        ] {
            assert_eq!(on.world.get(guest, &page).await.status, 404, "{page}");
        }
        let named = [("proposal", seq.as_str()), ("hash", hash.as_str())];
        let acts: [(&str, &[(&str, &str)]); 5] = [
            ("propose", &[("text", "x"), ("from", "2026-11-01")]),
            ("drop", &named),
            ("accept", &named),
            ("cost", &[("outcome", "talking")]),
            ("sign", &[("state", "x"), ("answer", "x")]),
        ];
        for (act, fields) in acts {
            let there = format!("{}/{act}", on.item());
            let answer = on.world.post(guest, &there, fields).await;
            assert_eq!(answer.status, 404, "{act}");
        }
        let ask = format!("{}/sign/ask?proposal={seq}&hash={hash}", on.item());
        assert_eq!(on.world.post(guest, &ask, &[]).await.status, 404);
        assert_eq!(
            on.world
                .post(guest, &on.terms, &[("how", "signed-in")])
                .await
                .status,
            404
        );
    }
}
