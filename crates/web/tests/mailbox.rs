//! Mail to oneself: addresses and their links, and signing in by a link in the browser that asked for it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod people;
mod site;

use ledger::body::house::Role;
use people::{Guest, World, arrived, nobody};
use site::Answer;

/// The link in the newest mail of a template, and to whom it goes.
fn mailed(world: &World, template: &str) -> Option<(String, String)> {
    let mails = world.store.write(|work| work.take_mails(100, 1)).unwrap();
    world.clock.turn(1);
    let mut of = mails
        .iter()
        .filter(|waiting| waiting.mail.template == template);
    let mail = of.next_back()?;
    let args: serde_json::Value = serde_json::from_str(&mail.mail.args).unwrap();
    let id = mail.id;
    world.store.write(move |work| work.mail_sent(id)).unwrap();
    let link = args["link"].as_str().unwrap().to_owned();
    Some((mail.mail.recipient.clone(), link))
}

fn code(link: &str) -> &str {
    link.split_once('#').unwrap().1
}

/// What the browser holds after it asked.
fn asked_in(answer: &Answer) -> Guest {
    let cookies = answer.headers.get_all("set-cookie").iter();
    let mut cookies = cookies.filter_map(|value| value.to_str().ok());
    let cookie = cookies.find(|cookie| cookie.starts_with("__Host-torikime-asked="));
    let cookie = cookie.expect("a cookie");
    for part in [
        "HttpOnly",
        "SameSite=Lax",
        "Secure",
        "Max-Age=900",
        "Path=/",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    Guest {
        cookie: cookie.split(';').next().unwrap().to_owned(),
        person: None,
    }
}

/// The owner's address, verified through the pages.
async fn verified(world: &World, owner: &Guest) -> String {
    let address = "一郎@t.example";
    let sent = world
        .post(owner, "/o/mail/verify", &[("address", address)])
        .await;
    assert!(sent.says("にリンクを送りました"), "{}", sent.text());
    let (to, link) = mailed(world, "verification").unwrap();
    assert_eq!(to, address);
    assert!(link.starts_with("https://t.example/verify#"), "{link}");
    let done = world
        .post(owner, "/verify", &[("secret", code(&link))])
        .await;
    assert_eq!(done.to(), "/o/mail");
    assert!(world.get(owner, "/o/mail").await.says("確認済み"));
    address.to_owned()
}

async fn ask(world: &World, browser: &Guest, address: &str) -> Answer {
    world
        .post_bare(browser, "/sign-in", &[("address", address), ("form", "")])
        .await
}

async fn redeem(world: &World, browser: &Guest, link: &str) -> Answer {
    let fields = [("secret", code(link)), ("form", "")];
    world.post_bare(browser, "/sign-in/link", &fields).await
}

#[tokio::test]
async fn a_link_signs_in_the_browser_that_asked_and_no_other() {
    let world = World::bare();
    let owner = world.founded();
    let address = verified(&world, &owner).await;
    let asked = ask(&world, &nobody(), &address).await;
    assert!(asked.says("このブラウザーで"), "{}", asked.text());
    let browser = asked_in(&asked);
    let (_, link) = mailed(&world, "sign-in").unwrap();
    // Opening the link, as mail scanners do, spends nothing; neither does sending it from elsewhere.
    assert_eq!(world.get(&browser, "/sign-in/link").await.status, 200);
    let other = asked_in(&ask(&world, &nobody(), "nobody@t.example").await);
    for elsewhere in [&nobody(), &other] {
        let refused = redeem(&world, elsewhere, &link).await;
        assert_eq!(refused.status, 404);
        assert!(refused.headers.get("set-cookie").is_none());
    }
    let signed = redeem(&world, &browser, &link).await;
    assert_eq!(signed.to(), "/o/security");
    assert_eq!(world.get(&arrived(&signed), "/o").await.status, 200);
    assert_eq!(redeem(&world, &browser, &link).await.status, 404, "once");
}

#[tokio::test]
async fn a_second_link_leaves_the_first_one_working() {
    let world = World::bare();
    let owner = world.founded();
    let address = verified(&world, &owner).await;
    let browser = asked_in(&ask(&world, &nobody(), &address).await);
    let (_, first) = mailed(&world, "sign-in").unwrap();
    let again = asked_in(&ask(&world, &browser, &address).await);
    assert_eq!(again.cookie, browser.cookie);
    assert_eq!(redeem(&world, &browser, &first).await.to(), "/o/security");
    world.clock.turn(15 * 60_000);
    let (_, second) = mailed(&world, "sign-in").unwrap();
    assert_eq!(redeem(&world, &browser, &second).await.status, 404, "late");
}

#[tokio::test]
async fn the_answer_tells_nobody_whether_an_address_is_known() {
    let world = World::bare();
    let owner = world.founded();
    let known = verified(&world, &owner).await;
    world
        .store
        .enrol_passkey(&world.visitor(&owner), vec![1], "a".into(), "{}".into())
        .unwrap();
    let reader = world.member(&owner, Role::Reader);
    let unverified = world.store.mailbox(&world.visitor(&reader)).unwrap();
    let unverified = unverified.addresses[0].address.clone();
    let mut answers = Vec::new();
    for address in [known.as_str(), &unverified, "nobody@t.example"] {
        let answer = ask(&world, &nobody(), address).await;
        asked_in(&answer);
        answers.push((answer.status, answer.text()));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
    // Beyond the limit of one address nothing is said either.
    for _ in 0..5 {
        let answer = ask(&world, &nobody(), &known).await;
        assert_eq!((answer.status, answer.text()), answers[0]);
    }
}

#[tokio::test]
async fn what_is_no_address_is_told_and_stands_in_the_form() {
    let world = World::bare();
    let owner = world.founded();
    for address in ["nobody", "a@b@c", "a@t.example\r\nBcc: x@t.example"] {
        for path in ["/sign-in", "/o/mail/add"] {
            let answer = world.post(&owner, path, &[("address", address)]).await;
            assert_eq!(answer.status, 422, "{path} {address:?}");
            assert!(answer.says("メールアドレスの形になっていません"));
        }
    }
    assert_eq!(mailed(&world, "verification"), None);
}

#[tokio::test]
async fn addresses_come_and_go_and_others_see_none_of_them() {
    let world = World::bare();
    let owner = world.founded();
    let other = world.another(&owner);
    verified(&world, &owner).await;
    let added = world
        .post(&owner, "/o/mail/add", &[("address", "new@t.example")])
        .await;
    assert!(added.says("new@t.exampleにリンクを送りました"));
    let (_, link) = mailed(&world, "verification").unwrap();
    let theirs = world
        .post(&other, "/verify", &[("secret", code(&link))])
        .await;
    assert_eq!(theirs.status, 404, "only who gave it verifies it");
    let out = world
        .post_bare(
            &nobody(),
            "/verify",
            &[("secret", code(&link)), ("form", "")],
        )
        .await;
    assert_eq!(out.status, 404);
    let page = world.get(&other, "/o/mail").await;
    assert!(!page.says("new@t.example") && !page.says("一郎@t.example"));
    for (path, status) in [("/o/mail/remove", 404), ("/o/mail/verify", 404)] {
        let answer = world
            .post(&other, path, &[("address", "new@t.example")])
            .await;
        assert_eq!(answer.status, status, "{path}");
    }
    let gone = world
        .post(&owner, "/o/mail/remove", &[("address", "new@t.example")])
        .await;
    assert_eq!(gone.to(), "/o/mail");
    assert!(!world.get(&owner, "/o/mail").await.says("new@t.example"));
    let (to, changed) = mailed(&world, "address-removed").unwrap();
    assert_eq!(
        (to.as_str(), changed.as_str()),
        ("一郎@t.example", "new@t.example")
    );
}

#[tokio::test]
async fn language_and_reminders_are_chosen() {
    let world = World::bare();
    let owner = world.founded();
    let choose = |language: &'static str, reminders: &'static str| {
        let fields = [("language", language), ("reminders", reminders)];
        let (world, owner) = (&world, &owner);
        async move { world.post(owner, "/o/mail/choose", &fields).await }
    };
    assert_eq!(choose("en", "").await.to(), "/o/mail");
    let mailbox = world.store.mailbox(&world.visitor(&owner)).unwrap();
    assert_eq!(
        (mailbox.language.as_str(), mailbox.reminders),
        ("en", false)
    );
    assert_eq!(choose("fr", "yes").await.status, 422);
    assert_eq!(choose("ja", "yes").await.to(), "/o/mail");
    assert!(
        world
            .store
            .mailbox(&world.visitor(&owner))
            .unwrap()
            .reminders
    );
}
