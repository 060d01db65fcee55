//! Texts and ids of a hostile study stay text: in pages, attributes, addresses, pictures and files.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod site;

use site::{Disk, Site, example_files, sent};
use std::collections::BTreeSet;
use web::shelf::Files;

const EVIL: &str = r#"<script>alert('x')</script>"><img src=x onerror=alert(1)> & ]]>"#;

/// The template with every Japanese text made hostile, and ids that need care in addresses.
fn hostile() -> Files {
    let mut files = example_files("mine");
    for name in ["study.toml", "questionnaire.toml", "analysis.toml"] {
        let text = String::from_utf8(files[name].clone()).unwrap();
        let mut made = String::new();
        for (at, piece) in text.split("ja = \"").enumerate() {
            if at > 0 {
                made += "ja = \"";
                made += &EVIL.replace('"', "\\\"");
            }
            made += piece;
        }
        let made = made
            .replace("id = \"1-1\"", "id = \"a/b?c#d\\\"<i>%\"")
            .replace("id = \"C1\"", "id = \"C/1?&\\\"<b>\"")
            .replace("comparison = \"C1\"", "comparison = \"C/1?&\\\"<b>\"");
        files.insert(name.to_owned(), made.into_bytes());
    }
    let rows = format!(
        "id,stratum,Q1,\"{0}\"\n\"{0}\",client,now,1\nA2,vendor,\"{0}\",2\n=1+1,vendor,never,2\n",
        EVIL.replace('"', "\"\"")
    );
    files.insert("answers.csv".into(), rows.into_bytes());
    files
}

fn check_harmless(address: &str, text: &str) {
    for sign in [
        "<script>alert",
        "<img src=x",
        "onerror=alert(1)>",
        "<i>%",
        "<b>\"",
    ] {
        assert!(!text.contains(sign), "{address} holds {sign}");
    }
}

#[tokio::test]
async fn nothing_of_a_hostile_study_is_run() {
    let site = Site::start(&Disk::default());
    let files = hostile();
    assert_eq!(
        site.upload(&sent(&files)).await.to(),
        "/studies/mine/answers"
    );
    let mut open = vec![
        "/".to_owned(),
        "/studies/mine/tables?of=Q1&by=role&where=%22%3E%3Cscript%3Ealert(1)".to_owned(),
    ];
    let mut seen = BTreeSet::new();
    while let Some(address) = open.pop() {
        let plain = address.split('#').next().unwrap().to_owned();
        let elsewhere = plain.contains("/report/files/") || plain.contains("lang=en");
        let other = plain.starts_with("/studies/") && !plain.starts_with("/studies/mine");
        if elsewhere || other || !seen.insert(plain.clone()) {
            continue;
        }
        let answer = site.get(&plain).await;
        assert_eq!(answer.status, 200, "{plain}");
        let kind = answer.header("content-type");
        if kind.starts_with("text/html") || kind.starts_with("image/svg") {
            check_harmless(&plain, &answer.text());
            open.extend(answer.links());
        }
    }
    for part in [
        "/figures/a%2Fb%3Fc%23d%22%3Ci%3E%25",
        "/claims/C%2F1%3F%26%22%3Cb%3E",
        "figure.svg",
    ] {
        assert!(
            seen.iter().any(|address| address.contains(part)),
            "{part} is not reached: {seen:#?}"
        );
    }
}

#[tokio::test]
async fn what_is_typed_comes_back_as_text() {
    let site = Site::start(&Disk::default());
    site.upload(&sent(&hostile())).await.to();
    let answers = "/studies/mine/answers";
    let fields = [
        ("respondent", EVIL),
        ("variable", "Q1"),
        ("old", "now"),
        ("new", EVIL),
        ("reason", EVIL),
        ("who", EVIL),
    ];
    let refused = site.form(&format!("{answers}/correct"), &fields).await;
    assert_eq!(refused.status, 422);
    check_harmless("a refused correction", &refused.text());
    let refused = site
        .form(&format!("{answers}/populations"), &[("client", EVIL)])
        .await;
    assert_eq!(refused.status, 422);
    check_harmless("a refused count", &refused.text());
    let refused = site
        .form(&format!("{answers}/mapping"), &[("mapping", EVIL)])
        .await;
    assert_eq!(refused.status, 422);
    check_harmless("a refused mapping", &refused.text());
    let fields = [
        ("respondent", "A2"),
        ("variable", "Q1"),
        ("old", ""),
        ("new", "now"),
        ("reason", EVIL),
        ("who", EVIL),
    ];
    assert_eq!(
        site.form(&format!("{answers}/correct"), &fields).await.to(),
        "/studies/mine/answers?saved=1"
    );
    check_harmless("a kept correction", &site.get(answers).await.text());
    let evil = [
        ("files", "study.toml", EVIL.as_bytes()),
        ("files", "questionnaire.toml", b"x"),
        ("files", "analysis.toml", b"y"),
    ];
    let refused = site.upload(&evil).await;
    assert_eq!(refused.status, 422);
    check_harmless("a refused study", &refused.text());
    let page = site
        .get("/nowhere/%22%3E%3Cscript%3Ealert(1)%3C/script%3E?a=%22%3E%3Cscript%3E")
        .await;
    check_harmless("a broken address", &page.text());
}

#[tokio::test]
async fn a_saved_table_runs_no_formula() {
    let site = Site::start(&Disk::default());
    site.upload(&sent(&hostile())).await.to();
    let saved = site.get("/studies/mine/answers/answers.csv").await.text();
    let cells = saved.lines().flat_map(|line| line.split(','));
    assert!(cells.clone().any(|cell| cell.contains("1+1")), "{saved}");
    for cell in cells {
        assert!(!cell.trim_matches('"').starts_with('='), "{cell}");
    }
}
