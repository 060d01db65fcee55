//! Where an organisation stands, and its ledger: stated on a form, seen as of a day, taken away with proofs; and the sides that see nothing.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use ledger::export::{Export, Kept, verify};
use ledger::journal::receipt::Receipt;
use people::{Guest, World};

fn item() -> &'static str {
    let rules = web::catalogue::catalogue().of_kind(ledger::catalogue::ItemKind::Rule);
    let mut rules =
        rules.filter(|item| !item.always && item.study.iter().any(|link| link.question == "Q10"));
    rules.next().unwrap().id.as_str()
}

async fn state(world: &World, guest: &Guest, fields: &[(&str, &str)]) -> site::Answer {
    world
        .post(guest, &format!("/o/standing/items/{}", item()), fields)
        .await
}

fn value(code: &str) -> (String, String) {
    (format!("v.{}", item()), code.to_owned())
}

#[tokio::test]
async fn a_statement_is_made_shown_and_counted() {
    let world = World::bare();
    let owner = world.founded();
    let (field, code) = value("in-force");
    let note = format!("n.{}", item());
    let answer = state(
        &world,
        &owner,
        &[
            (&field, &code),
            ("from", "令和8年4月1日"),
            (&note, "規程第3条"),
        ],
    )
    .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = world.get(&owner, answer.to()).await;
    for text in ["定めている", "2026年4月1日", "規程第3条", "受領証"] {
        assert!(page.says(text), "{text}: {}", page.text());
    }
    let list = world.get(&owner, "/o/standing?list=rules").await;
    assert!(list.says("規程第3条"));
    let csv = world
        .get(&owner, "/o/standing/standing.csv?list=rules")
        .await;
    assert!(csv.says("規程第3条") && csv.header("content-disposition").contains("standing.csv"));
    let english = world.get(&owner, "/o/standing?list=rules&lang=en").await;
    assert!(english.says("in force") && english.says("Where we stand"));
}

#[tokio::test]
async fn what_cannot_be_read_or_admitted_is_told_and_kept_on_the_form() {
    let world = World::bare();
    let owner = world.founded();
    let (field, code) = value("not-applicable");
    let note = format!("n.{}", item());
    for (fields, says) in [
        (
            vec![
                (field.as_str(), code.as_str()),
                ("from", "2026-11-01"),
                (note.as_str(), ""),
            ],
            "理由が必要",
        ),
        (
            vec![
                (field.as_str(), "in-force"),
                ("from", "きのう"),
                (note.as_str(), "大切な下書き"),
            ],
            "日付を読み取れません",
        ),
        (
            vec![
                (field.as_str(), "in-force"),
                ("from", "1800-01-01"),
                (note.as_str(), "大切な下書き"),
            ],
            "範囲外",
        ),
        (
            vec![("from", "2026-11-01"), (note.as_str(), "大切な下書き")],
            "選ばれていません",
        ),
        (
            vec![
                (field.as_str(), "agreed"),
                ("from", "2026-11-01"),
                (note.as_str(), "大切な下書き"),
            ],
            "選ばれていません",
        ),
    ] {
        let answer = state(&world, &owner, &fields).await;
        assert!(
            answer.status.is_client_error(),
            "{} {fields:?}",
            answer.status
        );
        assert!(answer.says(says), "{says}: {}", answer.text());
        assert!(fields[fields.len() - 1].1.is_empty() || answer.says("大切な下書き"));
    }
}

#[tokio::test]
async fn hostile_text_is_shown_and_saved_as_text_and_unknown_items_are_absent() {
    let world = World::bare();
    let owner = world.founded();
    let (field, _) = value("");
    let note = format!("n.{}", item());
    let hostile = state(
        &world,
        &owner,
        &[
            (&field, "in-force"),
            ("from", "2026-11-01"),
            (&note, "<script>alert(1)</script>"),
        ],
    )
    .await;
    let page = world.get(&owner, hostile.to()).await;
    assert!(!page.says("<script>alert"), "{}", page.text());
    let formula = state(
        &world,
        &owner,
        &[
            (&field, "not-made"),
            ("from", "2026-11-01"),
            (&note, "=HYPERLINK(1)"),
        ],
    )
    .await;
    assert_eq!(formula.status, 303);
    assert!(
        world
            .get(&owner, "/o/standing/standing.csv?list=rules")
            .await
            .says("'=HYPERLINK")
    );
    assert_eq!(
        world
            .get(&owner, "/o/standing/items/rule.nothing")
            .await
            .status,
        404
    );
    assert_eq!(world.get(&owner, "/o/standing/items/%00").await.status, 404);
}

#[tokio::test]
async fn a_whole_list_is_stated_at_once_or_not_at_all() {
    let world = World::bare();
    let owner = world.founded();
    let checks: Vec<String> = web::catalogue::catalogue()
        .of_kind(ledger::catalogue::ItemKind::SelfCheck)
        .map(|item| item.id.to_string())
        .collect();
    assert_eq!(checks.len(), 25);
    let keys: Vec<String> = checks.iter().map(|id| format!("v.{id}")).collect();
    let mut fields: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), "in-force")).collect();
    fields.push(("from", "2026-11-01"));
    let answer = world
        .post(&owner, "/o/standing/answer?list=self-check", &fields)
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let history = |page: site::Answer| page.text().matches("receipt.txt").count();
    let before = history(world.get(&owner, "/o/ledger").await);
    let again = world
        .post(&owner, "/o/standing/answer?list=self-check", &fields)
        .await;
    assert_eq!(again.status, 303);
    assert_eq!(
        history(world.get(&owner, "/o/ledger").await),
        before,
        "what did not change is not recorded again"
    );
    fields[0].1 = "not-known";
    fields.last_mut().unwrap().1 = "1800-01-01";
    let refused = world
        .post(&owner, "/o/standing/answer?list=self-check", &fields)
        .await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert_eq!(history(world.get(&owner, "/o/ledger").await), before);
}

#[tokio::test]
async fn a_past_day_is_shown_as_it_was_and_takes_no_statement() {
    let world = World::bare();
    let owner = world.founded();
    let (field, _) = value("");
    state(
        &world,
        &owner,
        &[(&field, "not-made"), ("from", "2026-11-01")],
    )
    .await;
    let page = world
        .get(
            &owner,
            &format!("/o/standing/items/{}?at=2026-11-21", item()),
        )
        .await;
    assert!(
        page.says("定めていない") && page.says("時点"),
        "{}",
        page.text()
    );
    assert!(!page.says("<button>申告する"), "a past day is read only");
    let before = world.get(&owner, "/o/standing?at=2026-11-20").await;
    assert_eq!(before.status, 404);
    assert_eq!(
        world
            .get(&owner, "/o/standing/answer?at=2026-11-21")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn who_may_not_sees_and_states_nothing() {
    let world = World::bare();
    let owner = world.founded();
    let (field, _) = value("");
    state(
        &world,
        &owner,
        &[(&field, "in-force"), ("from", "2026-11-01")],
    )
    .await;
    let absent = world.get(&owner, "/nothing").await;
    let employee = world.member(&owner, Role::Employee);
    let item_page = format!("/o/standing/items/{}", item());
    let pages = [
        "/o/standing",
        "/o/standing/standing.csv",
        "/o/standing/answer",
        &item_page,
        "/o/ledger",
        "/o/ledger/export.json",
    ];
    for address in pages {
        assert_eq!(
            world.get(&employee, address).await.status,
            absent.status,
            "employee {address}"
        );
        assert!(
            world
                .get(&people::nobody(), address)
                .await
                .to()
                .starts_with("/sign-in"),
            "nobody {address}"
        );
    }
    let refused = state(
        &world,
        &employee,
        &[(&field, "not-made"), ("from", "2026-11-01")],
    )
    .await;
    assert_eq!(refused.status, absent.status);
    let reader = world.member(&owner, Role::Reader);
    assert_eq!(world.get(&reader, "/o/standing").await.status, 200);
    assert_eq!(
        world.get(&reader, "/o/standing/answer").await.status,
        absent.status
    );
    assert_eq!(
        world.get(&reader, "/o/ledger/export.json").await.status,
        absent.status
    );
    let refused = state(
        &world,
        &reader,
        &[(&field, "not-made"), ("from", "2026-11-01")],
    )
    .await;
    assert!(refused.status.is_client_error());
    let other = world.another(&owner);
    let theirs = world.get(&other, &item_page).await;
    assert!(theirs.says("まだ申告されていません"), "{}", theirs.text());
    assert_eq!(
        world.get(&other, "/o/ledger/9/receipt.txt").await.status,
        absent.status
    );
}

#[tokio::test]
async fn what_is_taken_away_proves_itself() {
    let world = World::bare();
    let owner = world.founded();
    let (field, _) = value("");
    state(
        &world,
        &owner,
        &[(&field, "in-force"), ("from", "2026-11-01")],
    )
    .await;
    let receipt: Receipt = world
        .get(&owner, "/o/ledger/2/receipt.txt")
        .await
        .text()
        .parse()
        .unwrap();
    state(
        &world,
        &owner,
        &[(&field, "not-made"), ("from", "2026-11-02")],
    )
    .await;
    let since = receipt.note.checkpoint.size;
    let answer = world
        .get(
            &owner,
            &format!("/o/ledger/export.json?since={since},x,99999999999999999999"),
        )
        .await;
    let export: Export = serde_json::from_str(&answer.text()).unwrap();
    let verifier = world.store.verifier();
    let verdict = verify(
        &export,
        &verifier.origin,
        &[verifier.key],
        &[Kept::Receipt(receipt)],
    );
    assert_eq!(verdict.findings, []);
    let page = world.get(&owner, "/o/ledger").await;
    for text in [
        verifier.to_string().as_str(),
        "組織の登録",
        "復旧シートの発行",
        "申告",
    ] {
        assert!(page.says(text), "{text}: {}", page.text());
    }
}

#[tokio::test]
async fn the_stratum_of_the_published_study_stands_beside() {
    let world = World::bare();
    world.site.publish("ipa-2020-organisation");
    let owner = world.founded();
    let visitor = world.visitor(&owner);
    let profile = ledger::organisation::Profile {
        size: Some(ledger::organisation::Size::Small),
        side: Some(ledger::body::shared::Side::Client),
    };
    world.store.describe(&visitor, profile).unwrap();
    let page = world
        .get(&owner, &format!("/o/standing/items/{}", item()))
        .await;
    for text in ["2020年の調査", "47.5%", ">40<", "図2-6"] {
        assert!(page.says(text), "{text}: {}", page.text());
    }
    // The part its catalogue entry names is an option: the question has no rows.
    let option = "/o/standing/items/selfcheck.private-devices";
    let page = world.get(&owner, option).await;
    for text in ["2020年の調査", "図2-19"] {
        assert!(page.says(text), "{text}: {}", page.text());
    }
}

#[tokio::test]
async fn a_form_with_nothing_chosen_says_nothing_was_recorded() {
    let world = World::bare();
    let owner = world.founded();
    let list = "/o/standing/answer?list=rules";
    let nothing = world.post(&owner, list, &[("from", "2026-11-01")]).await;
    assert_eq!(nothing.done(), "unchanged");
    let told = world.get(&owner, nothing.header("location")).await;
    assert!(told.says("何も記録していません"), "{}", told.text());
    let field = format!("v.{}", item());
    let one = [("from", "2026-11-01"), (field.as_str(), "in-force")];
    let one = world.post(&owner, list, &one).await;
    assert_eq!((one.to(), one.done()), ("/o/standing?list=rules", "stated"));
}

/// The place of the last statement a form says it shows.
fn shown(page: &site::Answer) -> String {
    let (text, name) = (page.text(), format!("name=\"s.{}\" value=\"", item()));
    let (_, after) = text.split_once(&name).unwrap();
    after.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_another_stated_in_between_is_shown_and_not_stated_over() {
    let world = World::bare();
    let owner = world.founded();
    let editor = world.member(&owner, Role::Editor);
    let (field, seen) = (format!("v.{}", item()), format!("s.{}", item()));
    let page = format!("/o/standing/items/{}", item());
    let list = "/o/standing/answer?list=rules";
    for (form, first, second) in [
        (page.as_str(), "in-force", "not-made"),
        (list, "being-drafted", "in-force"),
    ] {
        let before = shown(&world.get(&owner, form).await);
        let sent = |code, seen_at| {
            let day = ("from", "2026-04-01");
            [(field.as_str(), code), day, (seen.as_str(), seen_at)]
        };
        let stated = world.post(&editor, form, &sent(first, &before)).await;
        assert_eq!(stated.status, 303, "{}", stated.text());
        let late = world.post(&owner, form, &sent(second, &before)).await;
        assert_eq!(late.status, 409, "{form}");
        let chosen = format!("value=\"{first}\" checked");
        assert!(late.says(&chosen), "{}", late.text());
        let now = shown(&late);
        assert_ne!(now, before);
        let again = world.post(&owner, form, &sent(second, &now)).await;
        assert_eq!(again.status, 303, "{}", again.text());
    }
}

#[tokio::test]
async fn the_self_check_is_answered_in_the_words_of_its_questions() {
    let world = World::bare();
    let owner = world.founded();
    let answer = "/o/standing/answer?list=";
    let asked = world.get(&owner, &format!("{answer}self-check")).await;
    for word in [
        "実施している",
        "一部実施",
        "実施していない",
        "把握できていない",
    ] {
        assert!(asked.says(word), "{word}");
    }
    assert!(!asked.says("策定中") && asked.says("value=\"in-force\""));
    let rules = world.get(&owner, &format!("{answer}rules")).await;
    assert!(rules.says("策定中") && !rules.says("一部実施"));
}
