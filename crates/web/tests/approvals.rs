//! Approval inside an organisation on pages: routes, requests, decisions, acting approvers; what the other side sees of it, which is
//! nothing; and who is refused.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use people::{Guest, World, between};

const ITEM: &str = "require.telework.place";

/// A client whose officer and then whose reader approve; its editor; the vendor; the page of their engagement.
struct Approving {
    world: World,
    owner: Guest,
    officer: Guest,
    reader: Guest,
    editor: Guest,
    vendor: Guest,
    item: String,
}

impl Approving {
    async fn new() -> Self {
        let on = Self::unrouted().await;
        assert_eq!(on.set_route(&on.owner, &[]).await, 303);
        on
    }

    async fn unrouted() -> Self {
        let (world, owner, vendor, page) = World::shared().await;
        let member = |role| world.member(&owner, role);
        let (officer, reader, editor) = (
            member(Role::Officer),
            member(Role::Reader),
            member(Role::Editor),
        );
        Self {
            item: format!("{page}/terms/{ITEM}"),
            world,
            owner,
            officer,
            reader,
            editor,
            vendor,
        }
    }

    async fn set_route(&self, by: &Guest, more: &[(&str, &str)]) -> u16 {
        let [first, second] = [&self.officer, &self.reader].map(|one| one.person.unwrap());
        let (first, second) = (first.to_string(), second.to_string());
        let fields = [
            ("name", "稟議<b>"),
            ("before", "propose"),
            ("before", "accept"),
            ("step0", first.as_str()),
            ("step2", second.as_str()),
        ];
        let fields = [&fields[..], more].concat();
        self.post(by, "/o/approvals/route", &fields).await.0
    }

    /// Status, where it leads, and the text.
    async fn post(
        &self,
        by: &Guest,
        address: &str,
        fields: &[(&str, &str)],
    ) -> (u16, String, String) {
        let answer = self.world.post(by, address, fields).await;
        let status = answer.status.as_u16();
        let to = if status == 303 {
            answer.to().to_owned()
        } else {
            String::new()
        };
        (status, to, answer.text())
    }

    async fn text(&self, by: &Guest, address: &str) -> String {
        let answer = self.world.get(by, address).await;
        assert_eq!(answer.status, 200, "{address}");
        answer.text()
    }

    async fn status(&self, by: &Guest, address: &str) -> u16 {
        self.world.get(by, address).await.status.as_u16()
    }

    /// Asks that a text may be proposed; the request's page.
    async fn ask(&self, by: &Guest, text: &str) -> String {
        let address = format!("{}/propose", self.item);
        let fields = [
            ("text", text),
            ("from", "R8.11.1"),
            ("approval", "年度の見直し<b>"),
        ];
        let (status, to, page) = self.post(by, &address, &fields).await;
        assert_eq!(status, 303, "{page}");
        assert!(to.starts_with("/o/approvals/"), "{to}");
        to
    }

    async fn decide(
        &self,
        by: &Guest,
        request: &str,
        step: &str,
        more: &[(&str, &str)],
    ) -> (u16, String) {
        let fields = [&[("step", step), ("how", "approve")][..], more].concat();
        let (status, _, text) = self.post(by, &format!("{request}/decide"), &fields).await;
        (status, text)
    }
}

#[tokio::test]
async fn a_text_goes_across_only_when_every_step_approved_exactly_it() {
    let on = Approving::new().await;
    let form = on.text(&on.editor, &format!("{}/propose", on.item)).await;
    assert!(form.contains("承認を申請する") && form.contains("提案を送る前に承認が要ります"));
    let request = on.ask(&on.editor, "私物を使わない").await;
    let seen = on.text(&on.officer, &request).await;
    for text in [
        "私物を使わない",
        "年度の見直し&#60;b&#62;",
        "2段階のうち1段階目",
        "承認する",
        "差し戻す",
    ] {
        assert!(seen.contains(text), "{text}: {seen}");
    }
    let home = on.text(&on.officer, "/o").await;
    assert!(home.contains("あなたの承認を待っている申請が1件"));
    assert!(
        !on.text(&on.reader, "/o")
            .await
            .contains("承認を待っている申請")
    );
    assert_eq!(on.decide(&on.officer, &request, "0", &[]).await.0, 303);
    let early = on.post(&on.editor, &format!("{request}/send"), &[]).await;
    assert_eq!(early.0, 422);
    assert!(early.2.contains("この内容そのものの承認がありません"));
    assert_eq!(on.decide(&on.reader, &request, "1", &[]).await.0, 303);
    let home = on.text(&on.editor, "/o").await;
    assert!(home.contains("承認された申請が1件"));
    let sent = on.post(&on.editor, &format!("{request}/send"), &[]).await;
    assert_eq!((sent.0, sent.1.as_str()), (303, on.item.as_str()));
    let across = on.text(&on.vendor, &on.item).await;
    assert!(across.contains("私物を使わない"));
    let done = on.text(&on.reader, &request).await;
    assert!(done.contains("実行済み") && done.contains("行目"), "{done}");
}

#[tokio::test]
async fn nobody_across_can_tell() {
    let on = Approving::new().await;
    let request = on.ask(&on.editor, "私物を使わない").await;
    assert_eq!(on.status(&on.vendor, &request).await, 404);
    let theirs = on.text(&on.vendor, "/o/approvals").await;
    assert!(!theirs.contains("稟議") && theirs.contains("承認経路はありません"));
    assert_eq!(on.decide(&on.vendor, &request, "0", &[]).await.0, 422);
    let page = on.text(&on.vendor, &on.item).await;
    assert!(!page.contains("承認を申請") && !page.contains("私物を使わない"));
    on.decide(&on.officer, &request, "0", &[]).await;
    on.decide(&on.reader, &request, "1", &[]).await;
    on.post(&on.editor, &format!("{request}/send"), &[]).await;
    let engagement = on.item.split("/terms/").next().unwrap();
    let ledger = on.text(&on.vendor, &format!("{engagement}/ledger")).await;
    assert!(!ledger.contains("承認経路") && !ledger.contains("年度の見直し"));
    assert!(!ledger.contains("承認の申請"), "{ledger}");
}

#[tokio::test]
async fn returned_with_a_remark_and_asked_anew_from_what_was_written() {
    let on = Approving::new().await;
    let request = on.ask(&on.editor, "私物を使わない").await;
    let back = |remark: &'static str| [("how", "return"), ("remark", remark)];
    let post = async |remark| {
        let fields = [&[("step", "0")][..], &back(remark)].concat();
        on.post(&on.officer, &format!("{request}/decide"), &fields)
            .await
    };
    let blank = post("").await;
    assert_eq!(blank.0, 422);
    assert!(blank.2.contains("一言が必要です"));
    assert_eq!(post("例外を書いてください").await.0, 303);
    let home = on.text(&on.editor, "/o").await;
    assert!(home.contains("差し戻された申請が1件"));
    let form = on.text(&on.editor, &format!("{}/propose", on.item)).await;
    assert!(form.contains("例外を書いてください") && form.contains(">私物を使わない</textarea>"));
    let again = on.ask(&on.editor, "届け出れば使える").await;
    assert!(!on.text(&on.editor, "/o").await.contains("差し戻された申請"));
    let twice = [("text", "使う"), ("from", "R8.11.1")];
    let twice = on
        .post(&on.officer, &format!("{}/propose", on.item), &twice)
        .await;
    assert_eq!(twice.0, 422);
    assert!(twice.2.contains("すでに進んでいるか"), "{}", twice.2);
    let other = on.post(&on.reader, &format!("{again}/withdraw"), &[]).await;
    assert_eq!(other.0, 403);
    let taken = on.post(&on.editor, &format!("{again}/withdraw"), &[]).await;
    assert_eq!(taken.0, 303);
    assert!(on.text(&on.reader, &again).await.contains("取下げ"));
}

#[tokio::test]
async fn a_proposal_is_accepted_only_when_that_very_one_was_approved() {
    let on = Approving::new().await;
    let terms = on.item.rsplit_once('/').unwrap().0.to_owned();
    for side in [&on.owner, &on.vendor] {
        on.post(side, &terms, &[("how", "signed-in")]).await;
    }
    let offer = [("text", "届け出れば使える"), ("from", "R8.11.1")];
    on.post(&on.vendor, &format!("{}/propose", on.item), &offer)
        .await;
    let page = on.text(&on.owner, &on.item).await;
    assert!(page.contains("受諾する前に承認が要ります") && !page.contains("/accept\""));
    let form = between(&page, "/ask\"", "</form>");
    let proposal = between(&form, "name=\"proposal\" value=\"", "\"");
    let hash = between(&form, "name=\"hash\" value=\"", "\"");
    let which = [("proposal", proposal.as_str()), ("hash", hash.as_str())];
    let refused = on
        .post(&on.owner, &format!("{}/accept", on.item), &which)
        .await;
    assert_eq!(refused.0, 422);
    assert!(refused.2.contains("この内容そのものの承認がありません"));
    let asked = on
        .post(&on.editor, &format!("{}/ask", on.item), &which)
        .await;
    assert_eq!(asked.0, 303);
    let seen = on.text(&on.officer, &asked.1).await;
    assert!(seen.contains("届け出れば使える"));
    on.decide(&on.officer, &asked.1, "0", &[]).await;
    on.decide(&on.reader, &asked.1, "1", &[]).await;
    assert!(
        on.text(&on.owner, "/o")
            .await
            .contains("承認された申請が1件")
    );
    let page = on.text(&on.owner, &on.item).await;
    assert!(page.contains("/accept\""), "{page}");
    let done = on
        .post(&on.owner, &format!("{}/accept", on.item), &which)
        .await;
    assert_eq!(done.0, 303);
    let own = on
        .post(&on.vendor, &format!("{}/accept", on.item), &which)
        .await;
    assert_eq!(own.0, 303, "the other side has no route");
}

#[tokio::test]
async fn who_acts_for_an_approver_is_shown_as_such() {
    let on = Approving::new().await;
    let request = on.ask(&on.editor, "私物を使わない").await;
    let (whom, acting) = (
        on.officer.person.unwrap().to_string(),
        on.owner.person.unwrap().to_string(),
    );
    let instead = [("instead_of", whom.as_str())];
    let early = on.decide(&on.owner, &request, "0", &instead).await;
    assert_eq!(early.0, 403);
    assert!(early.1.contains("代理だけです"), "{}", early.1);
    let page = on.text(&on.editor, "/o/approvals").await;
    assert!(!page.contains("代理を指名する"), "decides on nothing");
    let name = |from: &'static str, until: &'static str| {
        [
            ("person", acting.clone()),
            ("from", from.to_owned()),
            ("until", until.to_owned()),
        ]
    };
    for (from, until, says) in [
        ("昨日", "R9.1.1", "読めません"),
        ("R9.1.2", "R9.1.1", "始まりの日より前"),
        ("R8.11.1", "R10.1.1", "長すぎます"),
    ] {
        let fields = name(from, until);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let (status, _, text) = on.post(&on.officer, "/o/approvals/acting", &fields).await;
        assert_eq!(status, 422, "{from}");
        assert!(text.contains(says), "{says}: {text}");
    }
    let fields = name("R8.11.1", "R9.1.1");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let named = on.post(&on.officer, "/o/approvals/acting", &fields).await;
    assert_eq!(named.0, 303, "{}", named.2);
    let seen = on.text(&on.owner, &request).await;
    assert!(seen.contains("officerの代理として承認します"), "{seen}");
    assert_eq!(on.decide(&on.owner, &request, "0", &instead).await.0, 303);
    let seen = on.text(&on.editor, &request).await;
    assert!(seen.contains("一郎（officerの代理）"), "{seen}");
    let ended = on.post(&on.officer, "/o/approvals/acting/end", &[]).await;
    assert_eq!(ended.0, 303);
}

#[tokio::test]
async fn who_sets_a_route_and_who_sees_it() {
    let on = Approving::unrouted().await;
    assert_eq!(on.set_route(&on.editor, &[]).await, 403);
    assert_eq!(on.status(&on.editor, "/o/approvals/route").await, 404);
    assert_eq!(on.set_route(&on.officer, &[]).await, 303);
    assert_eq!(on.set_route(&on.officer, &[]).await, 403, "in force by now");
    assert_eq!(on.status(&on.officer, "/o/approvals/route").await, 404);
    let seen = on.text(&on.owner, "/o/approvals").await;
    assert!(seen.contains("稟議&#60;b&#62;") && seen.contains("officer"));
    let route = between(&seen, "name=\"route\" value=\"", "\"");
    let form = on
        .text(&on.owner, &format!("/o/approvals/route?route={route}"))
        .await;
    assert!(form.contains("checked"));
    for (role, sees) in [(Role::Auditor, 200), (Role::Employee, 404)] {
        let guest = on.world.member(&on.owner, role);
        assert_eq!(on.status(&guest, "/o/approvals").await, sees, "{role}");
        assert_eq!(on.set_route(&guest, &[]).await, 403, "{role}");
    }
    let end = [("route", route.as_str())];
    let end = async |by: &Guest| on.post(by, "/o/approvals/route/end", &end).await.0;
    assert_eq!((end(&on.officer).await, end(&on.owner).await), (403, 303));
    let employee = on.world.member(&on.owner, Role::Employee);
    let mut empty = vec![("name", "x"), ("before", "propose")];
    let employed = employee.person.unwrap().to_string();
    for (person, status) in [("", 422), ("nobody", 404), (employed.as_str(), 422)] {
        empty.truncate(2);
        empty.extend((!person.is_empty()).then_some(("step0", person)));
        let done = on.post(&on.owner, "/o/approvals/route", &empty).await;
        assert_eq!(done.0, status, "{person}");
    }
}

#[tokio::test]
async fn past_days_and_english() {
    let on = Approving::new().await;
    let request = on.ask(&on.editor, "私物を使わない").await;
    let seen = on.text(&on.officer, &format!("{request}?lang=en")).await;
    assert!(seen.contains("Step 1 of 2 waits for officer"), "{seen}");
    let before = format!("{request}?at=2020-01-01");
    assert_eq!(on.status(&on.officer, &before).await, 404);
    on.world.clock.turn(3 * 86_400_000);
    let officer = on.world.signed_in(on.officer.person.unwrap());
    let day = on.world.store.now().today().yesterday().unwrap();
    let then = on.text(&officer, &format!("{request}?at={day}")).await;
    assert!(then.contains("承認待ち") && !then.contains("/decide\""));
    let list = on.text(&officer, &format!("/o/approvals?at={day}")).await;
    assert!(list.contains("承認待ち") && !list.contains("代理を指名する"));
    assert_eq!(on.status(&officer, "/o/approvals/01").await, 404);
    assert_eq!(on.status(&officer, "/o/approvals/999").await, 404);
}
