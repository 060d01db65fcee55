//! Answers of an own study replaced and added from files: looked at first, then all or nothing, corrections said plainly; sizes for raking.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod site;

use site::{Answer, Disk, Site, example_files, sent};
use web::shelf::{Files, Shelf};

const ANSWERS: &str = "/studies/example/answers";
const NEW: &str = "id,stratum,Q1\nA2,client,never\nB1,vendor,now\nB2,vendor,past\n";
const MORE: &str = "No.,stratum,Q1\nB1,vendor,now\nB2,client,wrong\n";

async fn opened(change: impl FnOnce(&mut Files)) -> Site {
    let site = Site::start(&Disk::default());
    let mut files = example_files("example");
    change(&mut files);
    site.upload(&sent(&files)).await.to();
    site
}

fn kept(site: &Site) -> Files {
    let (_, files) = site.disk.all().into_iter().next().unwrap();
    files.unwrap()
}

async fn look(site: &Site, how: &str, file: &[u8]) -> Answer {
    let fields: [(&str, &str, &[u8]); 2] =
        [("how", "", how.as_bytes()), ("answers", "new.csv", file)];
    site.upload_to(&format!("{ANSWERS}/check?lang=en"), &fields)
        .await
}

/// The number by which the report names what it shows.
fn number(report: &Answer) -> String {
    assert_eq!(report.status, 200, "{}", report.text());
    let text = report.text();
    let (_, rest) = text.split_once("name=\"number\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn take(site: &Site, number: &str) -> Answer {
    site.form(&format!("{ANSWERS}/take?lang=en"), &[("number", number)])
        .await
}

async fn correct(site: &Site, respondent: &str, old: &str, new: &str) {
    let fields = [
        ("respondent", respondent),
        ("variable", "Q1"),
        ("old", old),
        ("new", new),
        ("reason", "r"),
        ("who", "Sato"),
    ];
    site.form(&format!("{ANSWERS}/correct"), &fields).await.to();
}

/// What the answers say after the next start: respondents in order.
async fn respondents(site: &Site) -> Vec<String> {
    let text = site
        .again()
        .get(&format!("{ANSWERS}/answers.csv"))
        .await
        .text();
    let rows = text.lines().skip(1);
    rows.map(|row| row.split(',').next().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn looking_changes_nothing_taking_changes_all() {
    let site = opened(|_| ()).await;
    let before = kept(&site);
    let report = look(&site, "replace", NEW.as_bytes()).await;
    for words in [
        "Nothing is saved yet",
        "<strong>4 → 3</strong>",
        "<strong>3</strong>rows read",
    ] {
        assert!(report.says(words), "lacks “{words}”: {}", report.text());
    }
    assert_eq!(kept(&site), before);
    assert_eq!(respondents(&site).await, ["A1", "A2", "A3", "A4"]);
    take(&site, &number(&report)).await.to();
    assert_eq!(respondents(&site).await, ["A2", "B1", "B2"]);
    assert_eq!(kept(&site)["answers.csv"], NEW.as_bytes());
    let page = site.get(&format!("{ANSWERS}?lang=en")).await;
    assert!(page.says("<strong>3</strong>respondents"));
}

#[tokio::test]
async fn what_is_added_stands_behind_what_there_is() {
    let site = opened(|_| ()).await;
    let report = look(&site, "add", MORE.as_bytes()).await;
    assert!(report.says("<strong>4 → 6</strong>"), "{}", report.text());
    assert!(report.says("answers-2.csv") && report.says("wrong"));
    take(&site, &number(&report)).await.to();
    let all = ["A1", "A2", "A3", "A4", "B1", "B2"];
    assert_eq!(respondents(&site).await, all);
    assert_eq!(kept(&site)["answers-2.csv"], MORE.as_bytes());
    let third = look(&site, "add", b"id,stratum,Q1\nC1,client,now\n").await;
    take(&site, &number(&third)).await.to();
    assert_eq!(respondents(&site).await.len(), 7);
    let table = site.get("/studies/example/tables?of=Q1&lang=en").await;
    assert!(table.says("7"), "{}", table.text());
    let anew = look(&site, "replace", NEW.as_bytes()).await;
    take(&site, &number(&anew)).await.to();
    assert_eq!(respondents(&site).await, ["A2", "B1", "B2"]);
    assert!(!kept(&site).contains_key("answers-2.csv"));
}

#[tokio::test]
async fn what_cannot_be_taken_whole_is_refused_whole() {
    let site = opened(|_| ()).await;
    let before = kept(&site);
    let workbook = [b'P', b'K', 3, 4, 0, 0];
    for (how, file, words) in [
        ("replace", &b""[..], "No file was chosen"),
        ("replace", &workbook, "answers.xlsx"),
        ("replace", &[0; 64], "answers.csv"),
        (
            "add",
            b"id,stratum,Q1\nB1,client,now\nA3,vendor,now\n",
            "A3",
        ),
        ("add", b"id,stratum,weight,Q1\nB1,client,2,now\n", "weights"),
    ] {
        let answer = look(&site, how, file).await;
        assert_eq!(answer.status, 422, "{}", answer.text());
        assert!(answer.says(words), "lacks “{words}”: {}", answer.text());
        assert_eq!(kept(&site), before);
    }
}

#[tokio::test]
async fn only_what_was_looked_at_is_taken() {
    let site = opened(|_| ()).await;
    let first = number(&look(&site, "replace", NEW.as_bytes()).await);
    for wrong in ["", "x", "12345", "-1"] {
        assert_eq!(take(&site, wrong).await.status, 422);
    }
    assert_eq!(take(&site.again(), &first).await.status, 422);
    correct(&site, "A1", "now", "past").await;
    let before = kept(&site);
    let late = take(&site, &first).await;
    assert_eq!(late.status, 422);
    assert!(late.says("look at it first") && late.says("role=\"alert\""));
    assert_eq!(kept(&site), before);
    let second = number(&look(&site, "replace", NEW.as_bytes()).await);
    site.disk.fill();
    assert_eq!(take(&site, &second).await.status, 500);
    assert_eq!(kept(&site), before);
}

#[tokio::test]
async fn corrections_stay_in_the_trail_and_those_that_fit_no_more_are_named() {
    let site = opened(|_| ()).await;
    correct(&site, "A1", "now", "past").await;
    correct(&site, "A2", "never", "now").await;
    let trail = kept(&site)["trail.jsonl"].clone();
    let report = look(&site, "replace", NEW.as_bytes()).await;
    assert!(
        report.says("The 2 corrections") && report.says("1 of them"),
        "{}",
        report.text()
    );
    assert!(report.says("There is no respondent “A1”"));
    take(&site, &number(&report)).await.to();
    for site in [site.clone(), site.again()] {
        let page = site.get(&format!("{ANSWERS}?lang=en")).await;
        assert!(page.says("never → now") && !page.says("now → past"));
        assert!(page.says("There is no respondent “A1”"));
    }
    assert_eq!(kept(&site)["trail.jsonl"], trail);
}

#[tokio::test]
async fn a_mapping_is_kept_unless_columns_are_matched_anew() {
    let site = opened(|_| ()).await;
    let page = site.get(ANSWERS).await.text();
    let (_, rest) = page.split_once("spellcheck=\"false\">").unwrap();
    let mapping = rest.split_once("</textarea>").unwrap().0;
    let mapping = mapping.replace("&#34;", "\"").replace("&#39;", "'");
    let address = format!("{ANSWERS}/mapping");
    site.form(&address, &[("mapping", &mapping)]).await.to();
    let other = b"No.,stratum,Q1\nB1,vendor,now\n";
    assert_eq!(look(&site, "replace", other).await.status, 422);
    let fields: [(&str, &str, &[u8]); 2] = [("anew", "", b"1"), ("answers", "new.csv", other)];
    let address = format!("{ANSWERS}/check?lang=en");
    let report = site.upload_to(&address, &fields).await;
    take(&site, &number(&report)).await.to();
    assert_eq!(respondents(&site).await, ["B1"]);
    assert!(!kept(&site).contains_key("mapping.toml"));
}

#[tokio::test]
async fn sizes_for_raking_are_entered_in_a_form() {
    let margin = "\n[[margin]]\nby = \"role\"\n[[margin.category]]\nid = \"client\"\npopulation = 10\n[[margin.category]]\nid = \"vendor\"\npopulation = 20\n";
    let site = opened(|files| files.get_mut("study.toml").unwrap().extend(margin.bytes())).await;
    let address = format!("{ANSWERS}/margins");
    let sizes = [("role.client", "１，０００"), ("role.vendor", "3000")];
    site.form(&address, &sizes).await.to();
    for site in [site.clone(), site.again()] {
        let page = site.get(ANSWERS).await;
        assert!(page.says("value=\"1000\"") && page.says("value=\"3000\""));
        let table = "/studies/example/tables?of=Q1&by=role&weights=raked&lang=en";
        let table = site.get(table).await;
        assert!(table.says("weighted "), "{}", table.text());
    }
    let before = kept(&site);
    for size in ["", "-1", "1.5", "many"] {
        let sizes = [("role.client", size), ("role.vendor", "5")];
        let answer = site.form(&address, &sizes).await;
        assert_eq!(answer.status, 422);
        assert!(answer.says("role.client"), "{}", answer.text());
        assert_eq!(kept(&site), before);
    }
}
