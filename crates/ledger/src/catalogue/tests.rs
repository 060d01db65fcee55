//! Broken files say everything that is wrong with them.

use super::*;
use crate::body::house::Value;
use crate::body::shared::View;
use crate::item::ItemCode;

/// A small catalogue that has one of everything.
const HEADER: &str = r#"version = "2026-11-22"
topic = [{ id = "telework", name = { ja = "テレワーク", en = "Telework" } }]

[[scheme]]
id = "scs"
name = { ja = "評価制度", en = "Rating" }
edition = { ja = "初版", en = "First" }
entry = [{ id = "2-1-2", level = "3", name = { ja = "共有", en = "Shared" } }]
"#;
const ITEMS: &str = r#"[[rule]]
id = "rule.telework.place"
topic = "telework"
name = { ja = "場所", en = "Places" }
why = { ja = "見られる", en = "Seen" }
plain = { ja = "決める", en = "Decide" }
evidence = [{ ja = "表", en = "Table" }]
effort = "hours"
always = true
maps = ["scs:2-1-2"]
study = ["some-study:Q10.place"]

[[requirement]]
id = "require.telework.place"
topic = "telework"
name = { ja = "場所", en = "Places" }
why = { ja = "違う", en = "Differs" }
plain = { ja = "書く", en = "Write" }
evidence = [{ ja = "契約書", en = "Contract" }]
effort = "days"
term = { ja = "乙は…", en = "The vendor …" }
settle = [{ ja = "どこ", en = "Where" }]
flow-down = true
retired = "2026-11-01"
"#;

fn small(header: &str, items: &str) -> (Option<Catalogue>, Vec<Problem>) {
    load(&[("catalogue.toml", header), ("items.toml", items)])
}

fn lines(problems: &[Problem]) -> String {
    let line = |p: &Problem| {
        let place = p.line.map_or(String::new(), |line| format!(":{line}"));
        let field = p.field.as_deref().unwrap_or("-");
        let args: Vec<String> = p.args.iter().map(|(k, v)| format!("{k}={v}")).collect();
        format!("{}{place} {field} {} [{}]", p.file, p.code, args.join("; "))
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// One change in the small catalogue, and the problems it causes.
#[track_caller]
fn check(from: &str, to: &str, expected: &str) {
    let whole = [HEADER, ITEMS].concat();
    assert!(whole.contains(from), "nothing to change: {from}");
    let items = ITEMS.replacen(from, to, 1);
    let header = match items == ITEMS {
        true => HEADER.replacen(from, to, 1),
        false => HEADER.to_owned(),
    };
    let (catalogue, problems) = small(&header, &items);
    assert_eq!(lines(&problems), expected);
    assert!(catalogue.is_none());
}

#[test]
fn the_small_catalogue_is_whole() {
    let (catalogue, problems) = small(HEADER, ITEMS);
    assert_eq!(lines(&problems), "");
    let catalogue = catalogue.unwrap();
    let rule = catalogue.item("rule.telework.place").unwrap();
    assert!(!rule.values().any(|value| value == Value::NotApplicable));
    assert!(rule.values().any(|value| value == Value::NotKnown));
    assert_eq!(rule.views().count(), 0);
    let requirement = catalogue.item("require.telework.place").unwrap();
    assert!(requirement.views().eq(View::ALL.iter().copied()));
    assert_eq!(requirement.values().count(), 0);
    let mapping = Mapping::parse("scs:2-1-2").unwrap();
    assert_eq!(catalogue.mapped_to(&mapping).collect::<Vec<_>>(), [rule]);
    assert_eq!(
        catalogue.of_scheme("scs").collect::<Vec<_>>(),
        [(rule, vec!["2-1-2"])]
    );
    let offered = |day: &str| catalogue.offered(day.parse().unwrap()).count();
    assert_eq!((offered("2026-10-31"), offered("2026-11-01")), (2, 1));
}

#[test]
fn every_fault_of_an_item_is_named() {
    let r = "items.toml";
    let rule = "rule.telework.place";
    check(
        "always = true",
        "colour = \"red\"",
        &format!("{r}:9 {rule}.colour unknown-field [name=colour]"),
    );
    check(
        "why = { ja = \"見られる\", en = \"Seen\" }\n",
        "",
        &format!("{r}:1 {rule}.why missing-field [name=why]"),
    );
    check(
        "why = { ja = \"見られる\", en = \"Seen\" }",
        "why = { ja = \"見られる\" }",
        &format!("{r}:5 {rule}.why.en missing-language [name=en]"),
    );
    check(
        "en = \"Seen\"",
        "en = \" \"",
        &format!("{r}:5 {rule}.why.en empty-text []"),
    );
    check(
        "{ ja = \"見られる\", en = \"Seen\" }",
        "\"Seen\"",
        &format!("{r}:5 {rule}.why wrong-type [expected=object]"),
    );
    check(
        "evidence = [{ ja = \"表\", en = \"Table\" }]",
        "evidence = []",
        &format!("{r}:7 {rule}.evidence empty-list []"),
    );
    check(
        "\"hours\"",
        "\"ages\"",
        &format!(
            "{r}:8 {rule}.effort unknown-value [value=ages; allowed=hours, days, weeks, months]"
        ),
    );
    check(
        "always = true",
        "always = \"yes\"",
        &format!("{r}:9 {rule}.always wrong-type [expected=boolean]"),
    );
}

#[test]
fn every_fault_of_an_id_or_a_reference_is_named() {
    let r = "items.toml";
    let rule = "rule.telework.place";
    check(
        "id = \"rule.telework.place\"",
        "id = \"rule.Telework\"",
        &format!("{r}:2 rule.Telework.id bad-id [id=rule.Telework]"),
    );
    check(
        "id = \"rule.telework.place\"",
        "id = \"selfcheck.place\"",
        &format!("{r}:2 selfcheck.place.id wrong-prefix [id=selfcheck.place; prefix=rule]"),
    );
    check(
        "topic = \"telework\"",
        "topic = \"moon\"",
        &format!("{r}:3 {rule}.topic unknown-topic [topic=moon]"),
    );
    check(
        "scs:2-1-2",
        "scs:9-9-9",
        &format!("{r}:10 {rule}.maps unknown-entry [mapping=scs:9-9-9]"),
    );
    check(
        "scs:2-1-2",
        "moon:2-1-2",
        &format!("{r}:10 {rule}.maps unknown-scheme [mapping=moon:2-1-2]"),
    );
    check(
        "scs:2-1-2",
        "scs",
        &format!("{r}:10 {rule}.maps bad-mapping [mapping=scs]"),
    );
    check(
        "\"scs:2-1-2\"",
        "\"scs:2-1-2\", \"scs:2-1-2\"",
        &format!("{r}:10 {rule}.maps duplicate-mapping [mapping=scs:2-1-2]"),
    );
    check(
        "some-study:Q10.place",
        "Q10",
        &format!("{r}:11 {rule}.study bad-study-link [link=Q10]"),
    );
    check(
        "effort = \"hours\"",
        "effort = \"hours\"\neffort = \"days\"",
        &format!("{r}:9 - duplicate-field [detail=duplicate key]"),
    );
}

#[test]
fn every_fault_of_a_requirement_is_named() {
    let r = "items.toml";
    let require = "require.telework.place";
    check(
        "term = { ja = \"乙は…\", en = \"The vendor …\" }\n",
        "",
        &format!("{r}:13 {require}.term missing-field [name=term]"),
    );
    check(
        "settle = [{ ja = \"どこ\", en = \"Where\" }]",
        "settle = []",
        &format!("{r}:22 {require}.settle empty-list []"),
    );
    check(
        "retired = \"2026-11-01\"",
        "retired = \"soon\"",
        &format!("{r}:24 {require}.retired bad-date [value=soon]"),
    );
    check(
        "retired = \"2026-11-01\"",
        "retired = \"2026-12-01\"",
        &format!("{r}:24 {require}.retired retired-after-version [day=2026-12-01]"),
    );
}

#[test]
fn every_fault_of_the_header_is_named() {
    let h = "catalogue.toml";
    check(
        "2026-11-22",
        "today",
        &format!("{h}:1 version bad-date [value=today]"),
    );
    check(
        "2-1-2\", level",
        "2 1\", level",
        &format!(
            "{h}:8 scheme.scs.entry.2 1.id bad-id [id=2 1]\nitems.toml:10 rule.telework.place.maps unknown-entry [mapping=scs:2-1-2]"
        ),
    );
    check(
        "level = \"3\"",
        "rank = \"3\"",
        &format!("{h}:8 scheme.scs.entry.2-1-2.rank unknown-field [name=rank]"),
    );
    check(
        "en = \"Shared\"",
        "fr = \"partagé\"",
        &format!(
            "{h}:8 scheme.scs.entry.2-1-2.name.en missing-language [name=en]\n{h}:8 scheme.scs.entry.2-1-2.name.fr unknown-field [name=fr]"
        ),
    );
    check(
        "topic = [",
        "topic = [{ id = \"telework\", name = { ja = \"あ\", en = \"a\" } }, ",
        &format!("{h}:2 topic.telework.id duplicate-id [id=telework]"),
    );
    let (none, problems) = load(&[("items.toml", ITEMS)]);
    assert_eq!(lines(&problems), "catalogue.toml - missing-file []");
    assert!(none.is_none());
}

#[test]
fn an_id_used_twice_is_named_in_one_file_and_across_files() {
    let twice = [ITEMS, ITEMS].concat();
    let (_, problems) = small(HEADER, &twice);
    assert_eq!(
        lines(&problems),
        "items.toml:26 rule.telework.place#2.id duplicate-id [id=rule.telework.place; first=items.toml]\nitems.toml:38 require.telework.place#2.id duplicate-id [id=require.telework.place; first=items.toml]"
    );
    let files = [
        ("catalogue.toml", HEADER),
        ("a.toml", ITEMS),
        ("b.toml", ITEMS),
    ];
    let (_, problems) = load(&files);
    assert!(
        problems
            .iter()
            .all(|problem| problem.file == "b.toml" && problem.code == "duplicate-id")
    );
    assert_eq!(problems.len(), 2);
}

#[test]
fn all_problems_come_at_once() {
    let items = ITEMS
        .replace("\"hours\"", "\"ages\"")
        .replace("scs:", "moon:")
        .replace("en = \"Where\"", "");
    let (_, problems) = small("version = \"x\"", &items);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        codes,
        [
            "missing-field",
            "missing-field",
            "bad-date",
            "unknown-value",
            "missing-language"
        ]
    );
}

/// Every byte of the content counts, and nothing else does.
#[test]
fn the_hash_changes_with_any_byte_of_content() {
    let whole = small(HEADER, ITEMS).0.unwrap().hash;
    let mut changed = 0;
    for at in 0..ITEMS.len() {
        let mut bytes = ITEMS.as_bytes().to_vec();
        bytes[at] = match bytes[at] {
            letter if letter.is_ascii_alphanumeric() => letter ^ 1,
            _ => continue,
        };
        if let (Some(catalogue), _) = small(HEADER, std::str::from_utf8(&bytes).unwrap()) {
            assert_ne!(catalogue.hash, whole, "byte {at}");
            changed += 1;
        }
    }
    assert!(changed > 40, "{changed}");
    let spaced = format!("# a comment\n\n{}", ITEMS.replace(" = ", "   =  "));
    assert_eq!(small(HEADER, &spaced).0.unwrap().hash, whole);
    insta::assert_snapshot!(whole, @"e6b7d2d547a67d83aec74535921a8a790ca1e56b9f9d0b1e99caab7c6b9ee57c");
}

#[test]
fn ids_are_narrow() {
    for good in ["a", "rule.takeout.encryption", "x-1.y2"] {
        assert_eq!(good.parse::<ItemId>().unwrap().as_str(), good);
        assert_eq!(good.parse::<ItemCode>().unwrap().as_str(), good);
    }
    let (longest, long) = ("a".repeat(64), "a".repeat(65));
    assert!(longest.parse::<ItemId>().is_ok() && longest.parse::<ItemCode>().is_ok());
    for bad in [
        "", ".", "a.", ".a", "a..b", "A", "a_b", "a b", "é", "a/b", &long,
    ] {
        assert!(bad.parse::<ItemId>().is_err(), "{bad}");
        assert!(
            serde_json::from_value::<ItemId>(bad.into()).is_err(),
            "{bad}"
        );
    }
}

/// What the schema lets through, the loader reads; what the loader refuses as unknown, the schema forbids.
#[test]
fn schemas_are_closed_and_name_what_is_needed() {
    let schema = file::items_schema();
    let requirement = &schema["properties"]["requirement"]["items"];
    assert_eq!(requirement["additionalProperties"], false);
    let required: Vec<&str> = requirement["required"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|name| name.as_str())
        .collect();
    insta::assert_snapshot!(required.join(" "), @"id topic name why plain evidence effort term settle");
    for schema in [file::header_schema(), file::items_schema()] {
        assert!(!schema.to_string().contains("$ref"), "inlined");
    }
}
