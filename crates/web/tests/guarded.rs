//! Headers on every answer, forms from elsewhere, foreign host names, safe downloads.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod site;

use axum::http::Method;
use site::{Answer, Site};

fn check_headers(address: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'"),
        "{address}: {policy}"
    );
    assert!(!policy.contains("unsafe"), "{address}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{address}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let site = Site::with_example().await;
    for address in [
        "/",
        "/nowhere",
        "/assets/icon.svg",
        "/assets/nothing",
        "/studies/example/figures/1-1/figure.svg",
        "/studies/example/figures/1-1/table.csv",
        "/studies/example/tables?of=Q1&of=Q2",
    ] {
        check_headers(address, &site.get(address).await);
    }
    let foreign = site.get_with("/", &[("host", "evil.example")]).await;
    check_headers("a foreign host", &foreign);
}

#[tokio::test]
async fn a_picture_opened_on_its_own_can_run_nothing() {
    let site = Site::with_example().await;
    let picture = site.get("/studies/example/figures/1-1/figure.svg").await;
    assert_eq!(
        picture.header("content-security-policy"),
        "default-src 'none'; sandbox"
    );
    assert!(picture.header("content-type").starts_with("image/svg+xml"));
}

#[tokio::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let site = Site::with_example().await;
    let kind = ("content-type", "application/x-www-form-urlencoded");
    for headers in [
        &[kind, ("sec-fetch-site", "cross-site")][..],
        &[kind, ("sec-fetch-site", "same-site")],
        &[
            kind,
            ("origin", "http://evil.example"),
            ("host", "127.0.0.1:8470"),
        ],
        &[kind, ("origin", "null"), ("host", "127.0.0.1:8470")],
    ] {
        for (address, body) in [
            ("/studies/example/remove", "confirm=example"),
            ("/open/example", ""),
        ] {
            let answer = site.send(Method::POST, address, headers, body.into()).await;
            assert_eq!(answer.status, 403, "{address} {headers:?}");
        }
    }
    assert_eq!(site.get("/studies/example").await.status, 200);
    assert_eq!(site.get("/studies/example-2").await.status, 404);
}

#[tokio::test]
async fn a_foreign_name_for_this_machine_reads_nothing() {
    let site = Site::with_example().await;
    for (host, status) in [
        ("localhost:8470", 200),
        ("127.0.0.1:8470", 200),
        ("[::1]:8470", 200),
        ("evil.example:8470", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421),
    ] {
        let answer = site
            .get_with("/studies/example/answers", &[("host", host)])
            .await;
        assert_eq!(answer.status, status, "{host}");
    }
}

#[tokio::test]
async fn downloads_have_safe_names() {
    let site = Site::with_example().await;
    let study = "/studies/example";
    for (path, kind, name) in [
        ("answers/answers.csv", "text/csv", "example-answers.csv"),
        (
            "answers/anonymised.csv",
            "text/csv",
            "example-anonymised.csv",
        ),
        ("answers/codebook.csv", "text/csv", "example-codebook.csv"),
        ("answers/template.csv", "text/csv", "example-template.csv"),
        ("report/files/ja.xlsx", "application/vnd.", "example"),
        ("report/files/en.csv", "application/zip", "example"),
        ("report/files/en.html", "text/html", "example"),
        ("figures/1-1/table.xlsx", "application/vnd.", ""),
        ("figures/1-1/table.csv", "text/csv", ""),
        ("tables/table.csv?of=Q1&by=role", "text/csv", ""),
    ] {
        let answer = site.get(&format!("{study}/{path}")).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.header("content-type").starts_with(kind), "{path}");
        check_name(path, answer.header("content-disposition"), name);
        assert!(!answer.bytes.is_empty(), "{path}");
        check_headers(path, &answer);
    }
}

fn check_name(path: &str, disposition: &str, start: &str) {
    let name = disposition
        .strip_prefix("attachment; filename=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or_else(|| panic!("{path}: {disposition}"));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    assert!(
        name.starts_with(start) && name.chars().all(plain),
        "{path}: {name}"
    );
}

#[tokio::test]
async fn the_anonymised_copy_names_nobody() {
    let site = Site::with_example().await;
    let answers = site
        .get("/studies/example/answers/answers.csv")
        .await
        .text();
    let copy = site
        .get("/studies/example/answers/anonymised.csv")
        .await
        .text();
    assert_eq!(answers.lines().count(), copy.lines().count());
    assert_ne!(answers, copy);
}
