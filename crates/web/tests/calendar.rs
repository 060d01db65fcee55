//! The calendar: days of all engagements by month, what has passed first, as a page, a calendar file and JSON; and who finds nothing.
#![allow(clippy::unwrap_used)]

mod people;
mod programs;
mod site;

use ledger::body::house::{Role, Scope};
use people::{Guest, World, nobody};

/// A client and its vendor with a contract that ends, and evidence that is asked for.
async fn engaged(world: &World) -> (Guest, Guest, String) {
    let client = world.founded();
    let page = world.engaged(&client, "東西").await;
    let vendor = world.another(&client);
    world.take_side(&client, &vendor, &page).await;
    let described = [("from", "2026-04-01"), ("until", "2027-03-31")];
    let done = world
        .post(&client, &format!("{page}/describe"), &described)
        .await;
    assert_eq!(done.status, 303, "{}", done.text());
    let ask = [
        ("item", "require.telework.place"),
        ("what", "写し"),
        ("due", "2026-12-01"),
    ];
    let done = world
        .post(&client, &format!("{page}/evidence/ask"), &ask)
        .await;
    assert_eq!(done.status, 303, "{}", done.text());
    (client, vendor, page)
}

#[tokio::test]
async fn days_stand_by_month_and_what_has_passed_comes_first() {
    let world = World::bare();
    let (client, vendor, page) = engaged(&world).await;
    let shown = world.get(&client, "/o/calendar").await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    for text in [
        "2026年12月",
        "2027年3月",
        "2027年3月31日",
        "契約の最終日",
        "求められた証跡の期日",
        "相手の番",
        &format!("href=\"{page}/evidence\""),
        &format!("href=\"{page}\""),
    ] {
        assert!(shown.says(text), "{text}: {}", shown.text());
    }
    assert!(!shown.says("期限を過ぎたもの"));
    assert!(world.get(&vendor, "/o/calendar").await.says("自組織の番"));
    let english = world.get(&client, "/o/calendar?lang=en&q=contract").await;
    assert!(english.says("March 2027") && !english.says("December 2026"));
    world.clock.turn(20 * 86_400_000);
    let client = world.signed_in(client.person.unwrap());
    let late = world.get(&client, "/o/calendar").await.text();
    let (over, month) = (late.find("期限を過ぎたもの"), late.find("2027年3月</h2>"));
    assert!(over.is_some() && over < month, "{late}");
    let past = world.get(&client, "/o/calendar?at=2026-11-21").await;
    assert!(!past.says("期限を過ぎたもの"), "{}", past.text());
    assert!(past.says(&format!("href=\"{page}/evidence?at=2026-11-21\"")));
}

#[tokio::test]
async fn the_file_is_a_calendar_that_names_each_day_for_ever() {
    let world = World::bare();
    let (client, _, page) = engaged(&world).await;
    let file = world.get(&client, "/o/calendar/calendar.ics").await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert!(file.header("content-disposition").contains("calendar.ics"));
    let text = file.text().replace("\r\n ", "");
    let id = page.rsplit('/').next().unwrap();
    for line in [
        "BEGIN:VCALENDAR\r\n",
        "\r\nDTSTART;VALUE=DATE:20261201\r\n",
        "\r\nDTSTART;VALUE=DATE:20270331\r\n",
        &format!("\r\nUID:{id}.contract...@torikime\r\n"),
        &format!("\r\nURL:https://t.example{page}/evidence\r\n"),
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let stamp = text.split("DTSTAMP:").nth(1).unwrap();
    let stamp = stamp.split("\r\n").next().unwrap();
    assert_eq!((stamp.len(), &stamp[8..9], &stamp[15..]), (16, "T", "Z"));
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2);
}

#[tokio::test]
async fn others_find_nothing_and_who_has_nothing_is_told_what_to_do() {
    let world = World::bare();
    let (client, _, _) = engaged(&world).await;
    let other = world.found(&world.invite(&client, None).unwrap(), "第三", "三郎");
    let empty = world.get(&other, "/o/calendar").await;
    assert!(empty.says("期限のあるものはまだありません") && !empty.says("東西"));
    let file = world.get(&other, "/o/calendar/calendar.ics").await;
    assert!(!file.says("VEVENT"));
    let [reader, employee] = [Role::Reader, Role::Employee].map(|role| world.member(&client, role));
    for path in ["/o/calendar", "/o/calendar/calendar.ics"] {
        assert_eq!(world.get(&reader, path).await.status, 200, "{path}");
        assert_eq!(world.get(&employee, path).await.status, 404, "{path}");
        assert_eq!(world.get(&nobody(), path).await.status, 303, "{path}");
    }
}

#[tokio::test]
async fn a_program_reads_it() {
    let world = World::bare();
    let (client, _, page) = engaged(&world).await;
    let caller = world.caller(&client, &[Scope::Read]);
    let seen = world.ask(&caller, &caller.at("/calendar")).await;
    assert_eq!(seen.status, 200, "{}", seen.json);
    let days = seen.json["days"].as_array().unwrap();
    assert_eq!((days.len(), &days[0]["day"]), (2, &"2026-12-01".into()));
    assert_eq!(days[0]["by"], "vendor");
    assert_eq!(days[1]["what"], "contract-ends");
    assert!(page.ends_with(days[1]["engagement"].as_str().unwrap()));
    let blind = world.caller(&client, &[Scope::State]);
    assert_eq!(world.ask(&blind, &blind.at("/calendar")).await.status, 403);
}
