//! Every address answers, in both languages; what is not there is a page that says so.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod site;

use site::{Disk, Site, example_files, sent};
use std::collections::BTreeSet;

const SECTIONS: [&str; 7] = [
    "",
    "/figures",
    "/figures/1-1",
    "/questions",
    "/questions/Q1",
    "/cite",
    "/report",
];

#[tokio::test]
async fn every_link_leads_somewhere_in_both_languages() {
    let site = Site::with_example().await;
    for language in ["ja", "en"] {
        let mut open = vec![format!("/?lang={language}")];
        let mut seen = BTreeSet::new();
        while let Some(address) = open.pop() {
            let plain = address.split('#').next().unwrap().to_owned();
            // Documents take seconds to make; one test of their own asks for them.
            if plain.contains("/report/files/") || !seen.insert(plain.clone()) {
                continue;
            }
            let cookie = format!("lang={language}");
            let answer = site.get_with(&plain, &[("cookie", &cookie)]).await;
            assert_eq!(answer.status, 200, "{plain}");
            if answer.header("content-type").starts_with("text/html") {
                check_page(&plain, language, &answer.text());
                let other = if language == "ja" {
                    "lang=en"
                } else {
                    "lang=ja"
                };
                open.extend(
                    answer
                        .links()
                        .into_iter()
                        .filter(|link| !link.contains(other)),
                );
            }
        }
        for id in ["published", "synthetic", "example"] {
            for section in SECTIONS {
                let address = format!("/studies/{id}{section}");
                assert!(seen.contains(&address), "nothing leads to {address}");
            }
        }
        assert!(seen.contains("/studies/example/answers"));
        assert!(seen.contains("/studies/synthetic/tables"));
    }
}

fn check_page(address: &str, language: &str, page: &str) {
    assert!(
        page.contains(&format!("<html lang=\"{language}\">")),
        "{address}"
    );
    assert_eq!(page.matches("<h1").count(), 1, "{address}");
    // A missing word shows as its key in brackets.
    for family in [
        "[web-",
        "[verdict-",
        "[hypothesis-",
        "[problem-",
        "[report-",
    ] {
        assert!(!page.contains(family), "{address} lacks a word: {family}");
    }
}

#[tokio::test]
async fn a_cross_table_is_shown_with_its_test_and_saved() {
    let site = Site::with_example().await;
    let asked = "of=Q1&by=role&intervals=1";
    let page = site
        .get(&format!("/studies/example/tables?{asked}&lang=en"))
        .await;
    assert_eq!(page.status, 200);
    assert!(
        page.says("The test that fits this table"),
        "{}",
        page.text()
    );
    assert!(page.says("Holm over the") || page.says("No marks against the total"));
    let without = site
        .get(&format!(
            "/studies/example/tables?{asked}&marks=none&lang=en"
        ))
        .await;
    assert!(
        !without.text().contains("arks against the total ("),
        "{}",
        without.text()
    );
    for file in ["figure.svg", "figure-narrow.svg", "table.csv", "table.xlsx"] {
        let saved = site
            .get(&format!("/studies/example/tables/{file}?{asked}"))
            .await;
        assert_eq!(saved.status, 200, "{file}");
    }
    for asked in [
        "of=Q1&by=nothing",
        "of=zzz",
        "of=Q1&where=(((",
        "of=Q1&weights=population",
    ] {
        let page = site
            .get(&format!("/studies/example/tables?{asked}&lang=en"))
            .await;
        assert_eq!(page.status, 200, "{asked}");
        assert!(page.says("There is something to mend"), "{asked}");
    }
}

async fn check_missing(site: &Site, address: &str) {
    for (language, words) in [("ja", "ページが見つかりません"), ("en", "Page not found")]
    {
        let joint = if address.contains('?') { '&' } else { '?' };
        let answer = site.get(&format!("{address}{joint}lang={language}")).await;
        assert_eq!(answer.status, 404, "{address}");
        assert!(answer.says(words), "{address}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_page_that_says_so() {
    let site = Site::with_example().await;
    for address in [
        "/nowhere",
        "/studies",
        "/studies/nobody",
        "/studies/nobody/answers",
        "/studies/published/answers",
        "/studies/published/tables",
        "/studies/published/figures/9-9",
        "/studies/published/figures/9-9/figure.svg",
        "/studies/example/figures/1-1/table.exe",
        "/studies/published/claims/C99",
        "/studies/published/questions/Q99",
        "/studies/published/report/99",
        "/studies/published/report/x",
        "/studies/published/report/-1",
        "/studies/published/report/files/ja.exe",
        "/studies/published/report/files/fr.pdf",
        "/studies/example/answers/secrets.csv",
        "/studies/published/answers/answers.csv",
        "/studies/example/tables/table.csv",
        "/studies/example/tables/table.exe?of=Q1",
    ] {
        check_missing(&site, address).await;
    }
}

#[tokio::test]
async fn what_the_server_cannot_read_is_a_page_too() {
    let site = Site::with_example().await;
    for (address, status) in [
        ("/studies/example/tables?of=Q1&of=Q2", 400),
        ("/studies/%ff", 400),
        ("/studies/example/answers?saved=1&saved=2", 400),
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, status, "{address}");
        assert!(answer.says("<h1>"), "{address}: {}", answer.text());
    }
    let posted = site.form("/studies/example/figures", &[]).await;
    assert_eq!(posted.status, 405);
    assert!(posted.says("<h1>"));
    let untyped = site
        .send(axum::http::Method::POST, "/open", &[], b"x".to_vec())
        .await;
    assert_eq!(untyped.status, 400);
    assert!(untyped.says("<h1>"));
}

#[tokio::test]
async fn the_language_is_chosen_kept_and_switched() {
    let site = Site::start(&Disk::default());
    for (address, headers, language) in [
        ("/", &[][..], "ja"),
        ("/?lang=en", &[][..], "en"),
        ("/", &[("accept-language", "en-GB")][..], "en"),
        (
            "/",
            &[("accept-language", "en"), ("cookie", "lang=ja")][..],
            "ja",
        ),
        ("/?lang=xx", &[("cookie", "lang=en")][..], "en"),
    ] {
        let answer = site.get_with(address, headers).await;
        assert!(
            answer.says(&format!("<html lang=\"{language}\">")),
            "{address} {headers:?}"
        );
        let asked = address.ends_with("lang=en");
        assert_eq!(
            answer.header("set-cookie").starts_with("lang=en;"),
            asked,
            "{address}"
        );
        assert!(answer.header("vary").contains("cookie"), "{address}");
    }
    let filtered = site
        .get("/studies/published/claims?verdict=holds&lang=ja")
        .await;
    assert!(
        filtered.says("/studies/published/claims?verdict=holds&#38;lang=en"),
        "the filter is lost"
    );
}

#[tokio::test]
async fn only_invented_numbers_say_so() {
    let site = Site::with_example().await;
    site.upload(&sent(&example_files("mine"))).await.to();
    for (id, invented) in [
        ("synthetic", true),
        ("example", true),
        ("published", false),
        ("mine", false),
    ] {
        let page = site.get(&format!("/studies/{id}/figures?lang=en")).await;
        assert_eq!(page.says("Invented answers."), invented, "{id}");
    }
}
