//! A person's commands on a running server: what they show and record, and everybody they refuse.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;
mod served;
mod world;

use serde_json::Value;
use world::World;

#[test]
fn what_a_person_may_see_and_state() {
    let world = World::new();
    let token = world.token(&["read", "state"]);
    let shown = world.run(&token, &["--lang", "ja", "org", "show"]);
    assert!(
        shown.out.contains("架空商事株式会社"),
        "{} {}",
        shown.out,
        shown.errors
    );
    let people = world.run(&token, &["--lang", "en", "user", "list"]);
    assert!(
        people.out.contains("山田 花子") && people.out.contains("Owner"),
        "{}",
        people.out
    );
    let set = [
        "--lang",
        "en",
        "statement",
        "set",
        "selfcheck.updates",
        "in-force",
    ];
    let set = world.run(&token, &[&set[..], &["--from", "令和8年4月1日"]].concat());
    assert!(
        set.out.starts_with("Recorded as entry "),
        "{} {}",
        set.out,
        set.errors
    );
    let list = world.run(&token, &["statement", "list", "--json"]).json();
    assert_eq!(list["statements"][0]["standing"]["from"], "2026-04-01");
    let list = world.run(&token, &["--lang", "en", "statement", "list"]);
    assert_eq!(list.out.matches("2026-04-01").count(), 1, "{}", list.out);
    assert_eq!(
        list.out
            .lines()
            .filter(|line| line.contains("not answered"))
            .count(),
        63
    );
    world.write("token", format!("{token}\n").as_bytes());
    let by_file = ["org", "show", "--token-file", "token", "--json"];
    let seen = world.run("other", &by_file).json();
    assert_eq!(seen["names"][0]["text"], "架空商事株式会社");
}

#[test]
fn whoever_may_not_is_refused() {
    let world = World::new();
    let (read, all) = (world.token(&["read"]), world.token(&["read", "state"]));
    let state = ["statement", "set", "selfcheck.updates", "in-force"];
    let stranger = "0123456789abcdefghjkmnpqrs";
    world.refused("", &["org", "show"], 2, "TORIKIME_TOKEN");
    world.refused("a b", &["org", "show"], 2, "torikime: ");
    world.refused("abc", &["org", "show"], 1, "token]");
    world.refused(&read, &state, 1, "[no-scope]");
    world.refused(
        &all,
        &["org", "show", "--organisation", stranger],
        1,
        "[absent]",
    );
    world.refused(
        &all,
        &["user", "list", "--organisation", "../me"],
        1,
        "[absent]",
    );
    world.refused(&all, &["org", "show", "--at", "moon"], 1, "[no-day]");
    world.refused(
        &all,
        &["org", "show", "--at", "2001-01-01"],
        1,
        "[not-begun]",
    );
    world.refused(
        &all,
        &[&state[..], &["--from", "moon"]].concat(),
        1,
        "(from) [no-day]",
    );
    world.refused(
        &all,
        &["statement", "set", "rule.moon", "in-force"],
        1,
        "[no-item]",
    );
    world.refused(
        &all,
        &["org", "show", "--server", "http://t.example"],
        2,
        "https://",
    );
    world.refused(
        &all,
        &["org", "show", "--server", "http://127.0.0.1:9"],
        4,
        "(",
    );
    world.refused(&all, &["org", "show", "--token-file", "moon"], 3, "moon");
    assert_eq!(world.length(&all), 0);
}

#[test]
fn the_organisation_and_its_people_change_by_command() {
    let world = World::new();
    let all = world.token(&["read", "people", "organisation"]);
    let renamed = ["--lang", "en", "org", "rename", "架空商事ＨＤ"];
    let more = ["--latin", "Kakuu Holdings", "--from", "令和8年4月1日"];
    let done = world.run(&all, &[&renamed[..], &more].concat());
    assert!(
        done.out.starts_with("Recorded as entry "),
        "{}",
        done.errors
    );
    let again = ["org", "rename", "架空商事", "--from", "2026-04-02"];
    assert_eq!(world.run(&all, &again).code, 0);
    let profile = ["org", "profile", "--size", "small", "--json"];
    world.run(&all, &profile).json();
    let side = ["org", "profile", "--side", "vendor", "--json"];
    world.run(&all, &side).json();
    let shown = world.run(&all, &["org", "show", "--json"]).json();
    assert_eq!(shown["names"][0]["text"], "架空商事");
    assert_eq!(
        shown["names"][1]["text"], "Kakuu Holdings",
        "what is not given stays"
    );
    assert_eq!(
        (&shown["size"], &shown["side"]),
        (&"small".into(), &"vendor".into())
    );
    let invited = ["user", "invite", "editor", "--days", "3", "--json"];
    let invited = world.run(&all, &invited).json();
    assert!(invited["link"].as_str().unwrap().contains("/join#"));
    let shown = world.run(&all, &["--lang", "en", "user", "invite", "found"]);
    assert!(shown.out.contains("/found#"), "{}", shown.out);
}

#[test]
fn what_a_person_decides_no_token_does() {
    let world = World::new();
    let all = world.token(&["read", "people", "organisation"]);
    let people = world.run(&all, &["user", "list", "--json"]).json();
    let owner = people["people"][0]["person"].as_str().unwrap().to_owned();
    let page = format!("{}/o/people", world.server.address());
    for arguments in [
        &["user", "invite", "owner"][..],
        &["user", "invite", "auditor", "--until", "2099-01-01"],
        &["user", "role", &owner, "officer"],
        &["user", "remove", &owner],
        &["user", "remove", &owner, "owner"],
    ] {
        world.refused(&all, arguments, 1, "[in-person]");
        world.refused(&all, arguments, 1, &page);
    }
    let read = world.token(&["read"]);
    world.refused(&read, &["org", "rename", "別名"], 1, "[no-scope]");
    world.refused(&read, &["user", "invite", "reader"], 1, "[no-scope]");
    world.refused(&all, &["user", "role", "../x", "reader"], 1, "[absent]");
    world.refused(
        &all,
        &["user", "remove", &"7".repeat(26)],
        1,
        "[no-such-person]",
    );
    world.refused(&all, &["org", "rename", ""], 1, "]");
    assert_eq!(world.run(&all, &["org", "profile"]).code, 2);
    let after = world.run(&all, &["user", "list", "--json"]).json();
    assert_eq!(after, people);
}

const TABLE: &str = "項目番号,状態,いつから,メモ・理由\n\
    selfcheck.updates,定めている,2026年4月1日,\n\
    rule.takeout.encryption,not-made,2026-04-01,'=検討中\n\
    rule.byod.lock,未回答,,\n";

#[test]
fn a_table_is_recorded_once_and_comes_back_from_the_page() {
    let world = World::new();
    let token = world.token(&["read", "state"]);
    let (cp932, ..) = encoding_rs::SHIFT_JIS.encode(TABLE);
    world.write("a.csv", &cp932);
    let import = |file: &str, more: &[&str]| {
        let all = [&["statement", "import", file, "--json"], more].concat();
        world.run(&token, &all).json()
    };
    let checked = import("a.csv", &["--check"]);
    assert_eq!(checked["statements"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&checked["not_answered"], &checked["recorded"]),
        (&1.into(), &Value::Null)
    );
    assert_eq!(world.length(&token), 0);
    let done = import("a.csv", &[]);
    assert_eq!(done["recorded"].as_array().unwrap().len(), 2);
    assert_eq!(done["statements"][1]["note"], "=検討中");
    for language in ["ja", "en"] {
        for list in ["self-check", "rules"] {
            let address = format!("/o/standing/standing.csv?list={list}&lang={language}");
            let page = world.server.page(&world.owner, &address);
            world.write("page.csv", page.text.as_bytes());
            let again = import("page.csv", &[]);
            assert_eq!(again["unchanged"], 1, "{again} {}", page.text);
            assert_eq!(again["statements"].as_array().unwrap().len(), 0, "{again}");
        }
    }
    assert_eq!(world.length(&token), 2);
}

#[test]
fn a_table_with_one_bad_row_records_nothing() {
    let world = World::new();
    let token = world.token(&["read", "state"]);
    let check = |table: &str, code: i32, words: &[&str]| {
        world.write("b.csv", table.as_bytes());
        for word in words {
            world.refused(&token, &["statement", "import", "b.csv"], code, word);
        }
        assert_eq!(world.length(&token), 0);
    };
    let good = "selfcheck.updates,in-force,2026-04-01,\n";
    let head = "item,value,from,note\n";
    check(
        "item,note\na,b\n",
        1,
        &["[statement-no-column]", "Standing", "いつから"],
    );
    let rows = "rule.moon,in-force,2026-04-01,\nrule.byod.lock,perhaps,moon,\n";
    let found = [
        "3",
        "[statement-no-item]",
        "4",
        "[statement-no-value]",
        "[statement-no-day]",
    ];
    check(&format!("{head}{good}{rows}"), 1, &found);
    check(&format!("{head}{good}{good}"), 1, &["[statement-twice]"]);
    check(&format!("{head}{good}a,b,c,d,e\n"), 1, &["[row-too-long]"]);
    check("", 1, &["[file-empty]"]);
    // What only the server can say is said of the row.
    let far = format!("{head}{good}rule.byod.lock,not-applicable,2026-04-01,\n");
    check(&far, 1, &["b.csv"]);
}
