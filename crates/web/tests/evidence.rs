//! Evidence on pages: asked for, given with a file, reviewed, saved by both sides and by nobody else; and files that are not what they say.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use axum::http::Method;
use ledger::body::house::Role;
use people::{Guest, World, between};
use site::Answer;

const PDF: &[u8] = b"%PDF-1.7 certificate";
const ITEM: &str = "require.byod.permission";

/// A client and a vendor, and the page of their evidence.
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
            page: format!("{page}/evidence"),
        }
    }

    async fn post(&self, by: &Guest, act: &str, fields: &[(&str, &str)]) -> Answer {
        let to = format!("{}/{act}", self.page);
        self.world.post(by, &to, fields).await
    }

    async fn text(&self, by: &Guest) -> String {
        self.world.get(by, &self.page).await.text()
    }

    fn token(&self, by: &Guest) -> String {
        let (_, secret) = by.cookie.split_once('=').unwrap();
        let acts_for = self.world.visitor(by).organisation;
        web::access::cookie::form_token(&secret.parse().unwrap(), acts_for)
    }

    /// Sends the form that shows something.
    async fn send(
        &self,
        by: &Guest,
        fields: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> Answer {
        let mut body = Vec::new();
        for (name, text) in fields {
            let head = format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend(head.as_bytes());
            body.extend(text.as_bytes());
            body.extend(b"\r\n");
        }
        let (name, bytes) = file.unwrap_or(("", b""));
        let head = format!(
            "--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: text/html\r\n\r\n"
        );
        body.extend(head.as_bytes());
        body.extend(bytes);
        body.extend(b"\r\n--cut--\r\n");
        let headers = [
            ("content-type", "multipart/form-data; boundary=cut"),
            ("cookie", by.cookie.as_str()),
        ];
        let to = format!("{}/give", self.page);
        self.world
            .site
            .send(Method::POST, &to, &headers, body)
            .await
    }

    async fn give(&self, by: &Guest, more: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
        let token = self.token(by);
        let fields = [
            ("form", token.as_str()),
            ("item", ITEM),
            ("from", "R8.10.1"),
        ];
        self.send(by, &[&fields[..], more].concat(), file).await
    }

    /// A file given by the vendor: its line.
    async fn given(&self, name: &str, bytes: &[u8]) -> String {
        let answer = self.give(&self.vendor, &[], Some((name, bytes))).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        answer
            .header("location")
            .rsplit("#e.")
            .next()
            .unwrap()
            .to_owned()
    }

    async fn save(&self, by: &Guest, line: &str) -> Answer {
        let file = format!("{}/{line}/file", self.page);
        self.world.get(by, &file).await
    }
}

/// The client returns a piece, with its reason, then accepts it.
async fn judged(on: &Sides, line: &str) {
    let returned = [("line", line), ("accepts", "no")];
    let refused = on.post(&on.client, "review", &returned).await;
    assert_eq!(refused.status, 422);
    let why = [("line", line), ("accepts", "no"), ("reason", "読めない")];
    assert_eq!(on.post(&on.client, "review", &why).await.status, 303);
    let seen = on.text(&on.vendor).await;
    assert!(
        seen.contains("差し戻されました") && seen.contains("読めない"),
        "{seen}"
    );
    let accepted = [("line", line), ("accepts", "yes")];
    assert_eq!(on.post(&on.client, "review", &accepted).await.status, 303);
    assert!(
        on.text(&on.vendor)
            .await
            .contains("いま待っていることはありません")
    );
}

#[tokio::test]
async fn asked_for_given_returned_accepted_and_shown_first() {
    let on = Sides::new().await;
    let ask = [
        ("item", ITEM),
        ("what", "登録証の写し"),
        ("due", "2026-12-01"),
    ];
    assert_eq!(on.post(&on.client, "ask", &ask).await.status, 303);
    let home = on.world.get(&on.vendor, "/o").await;
    assert!(home.says("証跡を1件求めています"), "{}", home.text());
    let seen = on.text(&on.vendor).await;
    let seq = between(&seen, "answers=", "\"");
    let form = format!("{}/give?item={ITEM}&answers={seq}", on.page);
    let form = on.world.get(&on.vendor, &form).await;
    assert!(form.says("登録証の写し") && form.says("value=\"require.byod.permission\" selected"));
    let fields = [("answers", seq.as_str()), ("fact", "更新した\r\n登録証")];
    let answer = on
        .give(&on.vendor, &fields, Some(("登録証（写し）.pdf", PDF)))
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let line = answer
        .header("location")
        .rsplit("#e.")
        .next()
        .unwrap()
        .to_owned();
    assert!(
        on.world
            .get(&on.client, "/o")
            .await
            .says("証跡が1件、審査を待っています")
    );
    let seen = on.text(&on.client).await;
    for text in [
        "登録証（写し）.pdf",
        "更新した\n登録証",
        "審査待ち",
        "PDF、1 KB",
    ] {
        assert!(seen.contains(text), "{text}: {seen}");
    }
    assert!(
        !seen.contains("二郎"),
        "who gave it is told on their own side"
    );
    assert!(on.text(&on.vendor).await.contains("二郎"));
    judged(&on, &line).await;
    let english = format!("{}?lang=en", on.page);
    assert!(
        on.world
            .get(&on.client, &english)
            .await
            .says("Nothing waits.")
    );
}

#[tokio::test]
async fn a_file_is_saved_and_never_shown_in_place() {
    let on = Sides::new().await;
    let line = on.given("証跡 100%「﨑」\u{202e}fdp.pdf", PDF).await;
    for by in [&on.client, &on.vendor] {
        let file = on.save(by, &line).await;
        assert_eq!((file.status.as_u16(), file.bytes.as_slice()), (200, PDF));
        assert_eq!(file.header("content-type"), "application/pdf");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(file.header("cache-control"), "no-store");
        assert_eq!(
            file.header("content-security-policy"),
            "sandbox; default-src 'none'"
        );
        let name = file.header("content-disposition");
        let plain = format!("attachment; filename=\"evidence-{line}.pdf\"; filename*=UTF-8''");
        assert!(name.starts_with(&plain), "{name}");
        let sent = "%E8%A8%BC%E8%B7%A1%20100%25%E3%80%8C%EF%A8%91%E3%80%8Dfdp.pdf";
        assert!(
            name.ends_with(sent),
            "{name}: the letters stay, what turns them goes"
        );
    }
    let text = on.text(&on.client).await;
    assert!(!text.contains('\u{202e}'));
    let csv = on.given("受講者.csv", "氏名\r\n山田".as_bytes()).await;
    let kind = on.save(&on.client, &csv).await;
    assert_eq!(kind.header("content-type"), "application/octet-stream");
    let past = format!("{}?at=2026-11-20", on.page);
    assert_ne!(on.world.get(&on.client, &past).await.status, 200);
}

#[tokio::test]
async fn what_is_not_what_it_says_is_refused_and_the_form_kept() {
    let on = Sides::new().await;
    let big = vec![b'%'; 21 * 1024 * 1024];
    let svg: &[u8] = b"<svg onload='alert(1)'/>";
    for (name, bytes, says) in [
        ("a.png", svg, "HTML、SVG、XML"),
        (
            "a.pdf",
            b"<!doctype html><script>1</script>",
            "HTML、SVG、XML",
        ),
        ("a.pdf", b"", "ファイルが空です"),
        ("a.pdf", &big, "ファイルが大きすぎます"),
        ("a.exe", b"MZ\x90\0", "この種類のファイル"),
        (
            "a.zip",
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
            "圧縮ファイル",
        ),
        ("a.png", PDF, "末尾と中身の種類が違います"),
    ] {
        let kept = [("fact", "<b>実施")];
        let answer = on.give(&on.vendor, &kept, Some((name, bytes))).await;
        assert_eq!(answer.status, 422, "{name}");
        assert!(
            answer.says(says) && answer.says("何も保存していません"),
            "{name}"
        );
        assert!(
            answer.says("&#60;b&#62;実施</textarea>"),
            "{}",
            answer.text()
        );
    }
    let english = format!("{}/give?lang=en", on.page);
    assert_eq!(on.world.get(&on.vendor, &english).await.status, 200);
    for (fields, says) in [
        (
            &[("from", "きのう"), ("fact", "x")][..],
            "日付として読めません",
        ),
        (
            &[("item", "nothing.here"), ("fact", "x")],
            "項目が選ばれていません",
        ),
        (&[("fact", " ")], "事実もファイルもありません"),
        (&[("until", "2026-09-30"), ("fact", "x")], "日"),
    ] {
        let answer = on.give(&on.vendor, fields, None).await;
        assert!(
            answer.status == 422 && answer.says(says),
            "{says}: {}",
            answer.text()
        );
    }
    assert!(on.text(&on.client).await.contains("まだありません"));
    // A name that would break a header or a page is never taken as it is.
    let line = on.given("a%22><img src=x>;b.pdf", PDF).await;
    let text = on.text(&on.client).await;
    assert!(!text.contains("<img src=x"), "{text}");
    let file = on.save(&on.client, &line).await;
    assert!(!file.header("content-disposition").contains("<img"));
}

#[tokio::test]
async fn others_find_nothing_and_forms_from_elsewhere_do_nothing() {
    let on = Sides::new().await;
    let line = on.given("a.pdf", PDF).await;
    let link = on.world.invite(&on.client, None).unwrap();
    let third = on.world.found(&link, "第三", "三郎");
    let employee = on.world.member(&on.client, Role::Employee);
    let about = [("line", line.as_str()), ("accepts", "yes"), ("erased", "1")];
    let ask = [("item", ITEM), ("due", "2026-12-01")];
    for guest in [&third, &employee] {
        for page in [on.page.clone(), format!("{}/give", on.page)] {
            assert_eq!(on.world.get(guest, &page).await.status, 404, "{page}");
        }
        let hidden = on.save(guest, &line).await;
        let absent = on.save(guest, "999").await;
        assert_eq!((hidden.status.as_u16(), absent.status.as_u16()), (404, 404));
        // Pages name their own address, and nothing else tells them apart.
        let hidden = hidden.text().replace(&format!("/{line}/file"), "/999/file");
        assert_eq!(hidden, absent.text());
        for act in ["unask", "review", "withdraw"] {
            assert_eq!(on.post(guest, act, &about).await.status, 404, "{act}");
        }
        assert_eq!(on.post(guest, "ask", &ask).await.status, 404);
        assert_eq!(on.give(guest, &[], Some(("b.pdf", PDF))).await.status, 404);
    }
    let reader = on.world.member(&on.client, Role::Reader);
    assert_eq!(on.save(&reader, &line).await.status, 200);
    assert!(!on.text(&reader).await.contains("受け入れる</button>"));
    assert_eq!(
        on.give(&reader, &[], Some(("b.pdf", PDF))).await.status,
        404
    );
    assert_eq!(on.post(&on.vendor, "review", &about).await.status, 422);
    assert_eq!(on.post(&on.client, "withdraw", &about).await.status, 422);
    for no_token in ["", "another"] {
        let fields = [("form", no_token), ("item", ITEM), ("from", "2026-10-01")];
        let answer = on.send(&on.vendor, &fields, Some(("b.pdf", PDF))).await;
        assert!(
            (400..500).contains(&answer.status.as_u16()),
            "{}",
            answer.status
        );
    }
    for wrong in ["x", "-1", "0"] {
        assert_eq!(on.save(&on.client, wrong).await.status, 404, "{wrong}");
    }
    assert_eq!(on.text(&on.client).await.matches("<li id=\"e.").count(), 1);
}

#[tokio::test]
async fn withdrawn_stays_on_record_and_erased_is_gone() {
    let on = Sides::new().await;
    let line = on.given("山田.pdf", PDF).await;
    let about = [("line", line.as_str())];
    assert_eq!(on.post(&on.vendor, "withdraw", &about).await.status, 303);
    assert!(on.text(&on.client).await.contains("取り下げた証跡（1件）"));
    assert_eq!(on.save(&on.client, &line).await.status, 200);
    let erase = [("line", line.as_str()), ("erased", "1")];
    assert_eq!(on.post(&on.vendor, "withdraw", &erase).await.status, 303);
    for by in [&on.client, &on.vendor] {
        assert!(!on.text(by).await.contains("山田.pdf"));
        assert_eq!(on.save(by, &line).await.status, 404);
    }
}
