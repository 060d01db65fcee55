//! The commands of works, of what may be done, and of evidence on a running server: what they record and show, and what they refuse.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod run;
mod served;
mod world;

use world::World;

const ITEM: &str = "require.byod.permission";

/// An engagement whose other side has not come.
fn opened(world: &World, token: &str) -> String {
    let open = ["engagement", "open", "--as", "client", "--title", "保守"];
    let more = ["--partner", "東西システム", "--json"];
    let done = world.run(token, &[&open[..], &more].concat()).json();
    let ledger = done["recorded"][0]["ledger"].as_str().unwrap();
    ledger.strip_prefix("shared-").unwrap().to_owned()
}

fn act(world: &World, token: &str, arguments: &[&str]) -> String {
    let ended = world.run(token, &[&["--lang", "en"], arguments].concat());
    assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.errors);
    ended.out
}

#[test]
fn a_work_is_said_changed_and_ended_and_gates_say_what_is_open() {
    let world = World::new();
    let token = world.token(&["read", "engagements"]);
    let id = opened(&world, &token);
    let act = |arguments: &[&str]| act(&world, &token, arguments);
    let set = ["work", "set", &id, "--name", "夜間の監視", "--telework"];
    let more = [
        "--words",
        "画面が見えない場所で",
        "--place",
        "home",
        "--place",
        "vendor-office",
    ];
    let said = act(&[&set[..], &["conditions", "--from", "令和8年4月1日"], &more].concat());
    let number = said.rsplit_once(": ").unwrap().1.trim().to_owned();
    assert_eq!(number.len(), 26, "{said}");
    let shown = act(&["work", "list", &id]);
    for text in [
        "夜間の監視",
        "the vendor's offices, home",
        "from 2026-04-01 (waits for confirmation)",
        "devices allowed",
    ] {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    let outside = [&set[..], &["no", "--place", "home"]].concat();
    world.refused(&token, &outside, 1, "[unfit-work]");
    let nowhere = "7".repeat(26);
    let change = [&set[..], &["no", "--change", &nowhere]].concat();
    world.refused(&token, &change, 1, "[no-such-work]");
    act(&[&set[..], &["no", "--change", &number]].concat());
    let seen = world.run(&token, &["work", "list", &id, "--json"]).json();
    let waiting = &seen["works"][0]["waiting"];
    assert_eq!(waiting.as_array().unwrap().len(), 1);
    let line = waiting[0]["seq"].to_string();
    let confirm = ["work", "confirm", &id, &number, &line];
    world.refused(&token, &confirm, 1, "[other-side]");
    world.refused(&token, &["work", "pass", &id, "rfp"], 1, "[points-open]");
    let allowed = act(&["conditions", &id]);
    assert!(
        allowed.contains("both sides have not confirmed") && !allowed.contains("夜間の監視"),
        "{allowed}"
    );
    let all = act(&["conditions", "--csv"]);
    assert!(
        all.lines().count() == 2 && all.contains("東西システム"),
        "{all}"
    );
    act(&["work", "end", &id, &number, "--on", "2026-04-30"]);
    let again = ["work", "end", &id, &number, "--on", "2026-04-30"];
    world.refused(&token, &again, 1, "[no-such-work]");
    assert!(act(&["work", "list", &id]).contains("(ended on 2026-04-30)"));
}

/// Nobody answers their own request or judges what they showed themselves.
fn whose_it_is_decides(world: &World, token: &str, id: &str, (request, line): (&str, &str)) {
    let answering = [
        "evidence",
        "attach",
        id,
        ITEM,
        "--fact",
        "x",
        "--answering",
        request,
    ];
    world.refused(token, &answering, 1, "[no-such-request]");
    world.refused(token, &["evidence", "accept", id, line], 1, "[other-side]");
    let returned = ["evidence", "return", id, line, "--note", "読めない"];
    world.refused(token, &returned, 1, "[other-side]");
}

#[test]
fn evidence_is_shown_taken_and_erased() {
    let world = World::new();
    let token = world.token(&["read", "state", "engagements"]);
    let id = opened(&world, &token);
    let act = |arguments: &[&str]| act(&world, &token, arguments);
    act(&[
        "evidence",
        "ask",
        &id,
        ITEM,
        "--due",
        "2031-12-01",
        "--what",
        "登録証の写し",
    ]);
    let pdf = [
        b"%PDF-1.7 ".to_vec(),
        (0..=255u8).cycle().take(3 << 20).collect(),
    ]
    .concat();
    world.write("台帳「\u{202e}写」.pdf", &pdf);
    let file = [
        "--file",
        "台帳「\u{202e}写」.pdf",
        "--fact",
        "40台\n登録済み",
    ];
    let said = act(&[
        &["evidence", "attach", &id, ITEM][..],
        &file,
        &["--from", "2026-04-01"],
    ]
    .concat());
    assert!(said.starts_with("Recorded as entry "), "{said}");
    let seen = world
        .run(&token, &["evidence", "list", &id, "--json"])
        .json();
    let (request, piece) = (&seen["requests"][0], &seen["pieces"][0]);
    assert_eq!(
        (&piece["fact"], &piece["file"]["size"]),
        (&"40台\n登録済み".into(), &pdf.len().into())
    );
    let (request, line) = (request["seq"].to_string(), piece["seq"].to_string());
    let shown = act(&["evidence", "list", &id]);
    assert!(
        shown.contains("登録証の写し") && shown.contains("台帳「写」.pdf"),
        "{shown}"
    );
    act(&["evidence", "take", &id, &line, "--out", "taken.pdf"]);
    assert_eq!(std::fs::read(world.path().join("taken.pdf")).unwrap(), pdf);
    whose_it_is_decides(&world, &token, &id, (&request, &line));
    act(&["evidence", "unask", &id, &request]);
    act(&["evidence", "withdraw", &id, &line]);
    act(&["evidence", "withdraw", &id, &line, "--erase"]);
    let take = ["evidence", "take", &id, &line, "--out", "again.pdf"];
    world.refused(&token, &take, 1, "[absent]");
    assert!(!world.path().join("again.pdf").exists());
    assert!(act(&["evidence", "list", &id]).contains("(erased)"));
}

#[test]
fn what_is_not_taken_or_not_allowed_is_told() {
    let world = World::new();
    let token = world.token(&["read", "state", "engagements"]);
    let id = opened(&world, &token);
    let attach = ["evidence", "attach", &id, ITEM];
    world.write("a.pdf", b"<!doctype html><script>1</script>");
    let file = |name| [&attach[..], &["--file", name]].concat();
    world.refused(&token, &file("a.pdf"), 1, "[unfit-markup]");
    world.refused(&token, &file("absent.pdf"), 3, "absent.pdf");
    world.write("large.pdf", &vec![b'%'; (20 << 20) + 1]);
    world.refused(&token, &file("large.pdf"), 2, "20 MiB");
    world.refused(&token, &attach, 2, "--fact");
    // Refused before the file is read: the answer is heard all the same.
    let large: Vec<u8> = b"%PDF-1.7 "
        .iter()
        .copied()
        .cycle()
        .take(19 << 20)
        .collect();
    world.write("full.pdf", &large);
    let reader = world.token(&["read"]);
    world.refused(&reader, &file("full.pdf"), 1, "[no-scope]");
    let stranger = [
        "evidence",
        "attach",
        &"7".repeat(26),
        ITEM,
        "--file",
        "full.pdf",
    ];
    world.refused(&token, &stranger, 1, "[absent]");
    world.refused(&reader, &["work", "pass", &id, "rfp"], 1, "[no-scope]");
}
