//! One's own study: opened, kept, weighted, corrected, removed; and every time nothing is changed by what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod site;

use site::{Answer, Disk, Site, example_files, sent};
use web::shelf::{Files, Shelf};

const ANSWERS: &str = "/studies/example/answers";

fn kept(site: &Site, id: &str) -> Option<Files> {
    let (_, files) = site.disk.all().into_iter().find(|(other, _)| other == id)?;
    files.ok()
}

/// The page says this, with status 422, and what is kept is what was kept.
async fn check_refused(site: &Site, answer: &Answer, words: &str, before: &Option<Files>) {
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(answer.says(words), "lacks “{words}”: {}", answer.text());
    assert!(answer.says("role=\"alert\""));
    assert_eq!(&kept(site, "example"), before);
}

#[tokio::test]
async fn a_study_is_opened_kept_and_there_again() {
    let site = Site::start(&Disk::default());
    let files = example_files("mine");
    assert_eq!(
        site.upload(&sent(&files)).await.to(),
        "/studies/mine/answers"
    );
    assert_eq!(kept(&site, "mine"), Some(files.clone()));
    for site in [site.clone(), site.again()] {
        let page = site.get("/studies/mine/answers?lang=en").await;
        assert!(
            page.says("<strong>4</strong>respondents"),
            "{}",
            page.text()
        );
        assert!(site.get("/").await.says("小さな調査"));
    }
    assert_eq!(
        site.upload(&sent(&files)).await.to(),
        "/studies/mine-2/answers"
    );
}

#[tokio::test]
async fn a_study_without_answers_can_be_read_and_removed() {
    let site = Site::start(&Disk::default());
    let mut files = example_files("mine");
    files.remove("answers.csv");
    assert_eq!(site.upload(&sent(&files)).await.to(), "/studies/mine");
    let page = site.get("/studies/mine").await;
    assert!(page.links().contains(&"/studies/mine/answers".to_owned()));
    assert_eq!(site.get("/studies/mine/answers").await.status, 200);
    assert_eq!(
        site.form("/studies/mine/remove", &[("confirm", "mine")])
            .await
            .to(),
        "/"
    );
}

async fn check_upload(change: impl FnOnce(&mut Files), words: &[&str]) {
    let site = Site::start(&Disk::default());
    let mut files = example_files("mine");
    change(&mut files);
    let answer = site.upload(&sent(&files)).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    let cookie = site.get("/?lang=en").await.header("set-cookie").to_owned();
    assert!(cookie.starts_with("lang=en"));
    for word in words {
        assert!(answer.says(word), "lacks “{word}”: {}", answer.text());
    }
    assert_eq!(kept(&site, "mine"), None);
    assert_eq!(site.get("/studies/mine").await.status, 404);
}

fn replace(file: &'static str, from: &'static str, to: &'static str) -> impl FnOnce(&mut Files) {
    move |files| {
        let text = String::from_utf8(files[file].clone()).unwrap();
        assert!(text.contains(from), "{from}");
        files.insert(file.to_owned(), text.replacen(from, to, 1).into_bytes());
    }
}

#[tokio::test]
async fn a_broken_study_is_refused_with_file_and_line() {
    check_upload(
        |files| drop(files.remove("analysis.toml")),
        &["analysis.toml"],
    )
    .await;
    check_upload(
        replace("study.toml", "kind = \"own\"", "kind = own\""),
        &["study.toml", "7行"],
    )
    .await;
    check_upload(
        replace(
            "questionnaire.toml",
            "kind = \"single\"",
            "kind = \"sngle\"",
        ),
        &["questionnaire.toml", "sngle"],
    )
    .await;
    check_upload(
        replace("study.toml", "id = \"mine\"", "id = \"../mine\""),
        &["study.toml", "../mine"],
    )
    .await;
    let shift_jis = |files: &mut Files| {
        let text = b"id = \"mine\"\ntitle = { ja = \"\x92\xb2\x8d\xb8\", en = \"x\" }\n";
        files.insert("study.toml".into(), text.to_vec());
    };
    check_upload(shift_jis, &["study.toml", "Shift_JIS"]).await;
    check_upload(
        |files| drop(files.insert("study.toml".into(), Vec::new())),
        &["study.toml"],
    )
    .await;
    let nul = |files: &mut Files| drop(files.insert("study.toml".into(), vec![0; 64]));
    check_upload(nul, &["study.toml"]).await;
}

#[tokio::test]
async fn nothing_chosen_and_too_much_are_refused() {
    let site = Site::start(&Disk::default());
    let nothing = site.upload(&[]).await;
    assert_eq!(nothing.status, 422);
    for name in ["study.toml", "questionnaire.toml", "analysis.toml"] {
        assert!(nothing.says(name));
    }
    let huge = vec![b'x'; web::security::LARGEST_UPLOAD + 1];
    let answer = site.upload(&[("files", "study.toml", &huge)]).await;
    assert_eq!(answer.status, 413);
    assert!(answer.says("64"), "{}", answer.text());
}

#[tokio::test]
async fn files_that_are_no_part_of_a_study_are_left_out() {
    let site = Site::start(&Disk::default());
    let files = example_files("mine");
    let mut all = sent(&files);
    all.push(("files", "README.md", b"# read me"));
    all.push(("files", "trail.jsonl", b"{}"));
    all.push(("files", "..\\..\\evil.toml", b"x"));
    assert_eq!(site.upload(&all).await.to(), "/studies/mine/answers");
    assert_eq!(kept(&site, "mine"), Some(files));
}

#[tokio::test]
async fn answers_with_problems_are_counted_and_listed() {
    let site = Site::start(&Disk::default());
    let mut files = example_files("mine");
    let rows = "id,stratum,Q1,shoe size\nA1,client,now,1\nA2,client,nwo,2\nA2,vendor,past,3\nA4,moon,now,4\n";
    files.insert("answers.csv".into(), rows.into());
    assert_eq!(
        site.upload(&sent(&files)).await.to(),
        "/studies/mine/answers"
    );
    let page = site.get("/studies/mine/answers?lang=en").await;
    for words in ["nwo", "moon", "A2", "line 3", "<code>shoe size</code>"] {
        assert!(page.says(words), "lacks “{words}”: {}", page.text());
    }
    let unreadable = vec![b'P', b'K', 3, 4, 0, 0];
    files.insert("id".into(), Vec::new());
    files.remove("id");
    files.insert("answers.csv".into(), unreadable);
    assert_eq!(
        site.upload(&sent(&files)).await.to(),
        "/studies/mine-2/answers"
    );
    assert_eq!(site.get("/studies/mine-2/answers").await.status, 200);
}

#[tokio::test]
async fn an_unreadable_study_is_left_alone_on_the_shelf() {
    let site = Site::start(&Disk::default());
    let mut files = example_files("mine");
    files.insert("torn".into(), Vec::new());
    site.disk.keep("mine", &files).unwrap();
    assert_eq!(site.get("/studies/mine").await.status, 404);
    files.remove("torn");
    assert_eq!(
        site.upload(&sent(&files)).await.to(),
        "/studies/mine-2/answers"
    );
}

#[tokio::test]
async fn population_counts_are_taken_as_people_write_them() {
    let site = Site::with_example().await;
    let saved = site
        .form(
            &format!("{ANSWERS}/populations"),
            &[("client", "１２，０００"), ("vendor", " 8,000 ")],
        )
        .await;
    assert_eq!(saved.to(), "/studies/example/answers?saved=1");
    for site in [site.clone(), site.again()] {
        let page = site.get(&format!("{ANSWERS}?lang=en")).await;
        assert!(page.says("value=\"12000\"") && page.says("value=\"8000\""));
        let table = site
            .get("/studies/example/tables?of=Q1&by=role&weights=population&lang=en")
            .await;
        assert!(table.says("weighted "), "{}", table.text());
    }
    let before = kept(&site, "example");
    for count in ["0", "-1", "1.5", "many", "99999999999999999999", "1e3"] {
        let fields = [("client", count), ("vendor", "5")];
        let answer = site.form(&format!("{ANSWERS}/populations"), &fields).await;
        check_refused(&site, &answer, count, &before).await;
    }
    site.form(
        &format!("{ANSWERS}/populations"),
        &[("client", ""), ("vendor", "5")],
    )
    .await
    .to();
    let page = site.get(ANSWERS).await;
    assert!(
        !page.says("value=\"12000\"") && page.says("value=\"5\""),
        "an emptied count is not known"
    );
}

async fn opened() -> Site {
    let site = Site::start(&Disk::default());
    site.upload(&sent(&example_files("example"))).await.to();
    site
}

async fn correct(site: &Site, respondent: &str, old: &str, new: &str, reason: &str) -> Answer {
    let fields = [
        ("respondent", respondent),
        ("variable", "Q1"),
        ("old", old),
        ("new", new),
        ("reason", reason),
        ("who", "Sato <s@example.jp>"),
    ];
    site.form(&format!("{ANSWERS}/correct"), &fields).await
}

#[tokio::test]
async fn an_answer_is_corrected_with_a_trail() {
    let site = opened().await;
    let given = kept(&site, "example").unwrap()["answers.csv"].clone();
    correct(&site, "A2", "never", "now", "typing mistake")
        .await
        .to();
    for site in [site.clone(), site.again()] {
        let page = site.get(ANSWERS).await;
        for words in [
            "2026-11-22T01:00:00Z",
            "never → now",
            "typing mistake",
            "Sato &#60;s@example.jp&#62;",
        ] {
            assert!(page.says(words), "lacks “{words}”: {}", page.text());
        }
        let answers = site.get(&format!("{ANSWERS}/answers.csv")).await.text();
        let row = answers
            .lines()
            .find(|line| line.contains("A2"))
            .unwrap()
            .to_owned();
        assert_ne!(
            row,
            answers.lines().find(|line| line.contains("A3")).unwrap()
        );
    }
    let files = kept(&site, "example").unwrap();
    assert_eq!(files["answers.csv"], given, "the file given was changed");
    let line: serde_json::Value = serde_json::from_slice(&files["trail.jsonl"]).unwrap();
    assert_eq!(line["correction"]["new"], "now");
}

#[tokio::test]
async fn a_correction_that_does_not_fit_changes_nothing() {
    let site = opened().await;
    let before = kept(&site, "example");
    for (respondent, old, new, reason, words) in [
        ("A2", "now", "past", "r", "A2"),
        ("A9", "never", "now", "r", "A9"),
        ("A2", "never", "sometimes", "r", "sometimes"),
        ("A2", "never", "now", " ", "A2"),
    ] {
        let answer = correct(&site, respondent, old, new, reason).await;
        check_refused(&site, &answer, words, &before).await;
    }
}

#[tokio::test]
async fn of_two_corrections_at_once_the_second_is_refused() {
    let site = opened().await;
    let clones = [site.clone(), site.clone()];
    let tasks = clones.map(|site| {
        tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime
                .block_on(correct(&site, "A2", "never", "now", "r"))
                .status
                .as_u16()
        })
    });
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let trail = kept(&site, "example").unwrap()["trail.jsonl"].clone();
    assert_eq!(String::from_utf8(trail).unwrap().lines().count(), 1);
}

#[tokio::test]
async fn columns_are_mapped_anew_unless_the_mapping_is_broken() {
    let site = opened().await;
    let before = kept(&site, "example");
    for mapping in ["[[column", "surprise = 1", "[columns]\nQ1 = 5\n[columns]"] {
        let answer = site
            .form(&format!("{ANSWERS}/mapping"), &[("mapping", mapping)])
            .await;
        check_refused(&site, &answer, "mapping.toml", &before).await;
    }
    let shown = site.get(ANSWERS).await.text();
    let (_, rest) = shown.split_once("spellcheck=\"false\">").unwrap();
    let mapping = rest
        .split_once("</textarea>")
        .unwrap()
        .0
        .replace("&#34;", "\"")
        .replace("&#39;", "'");
    let sent = mapping.replace('\n', "\r\n");
    site.form(&format!("{ANSWERS}/mapping"), &[("mapping", &sent)])
        .await
        .to();
    assert_eq!(
        kept(&site, "example").unwrap()["mapping.toml"],
        mapping.into_bytes()
    );
    assert!(
        site.again()
            .get(&format!("{ANSWERS}?lang=en"))
            .await
            .says("<strong>4</strong>respondents")
    );
}

#[tokio::test]
async fn a_study_is_removed_once_its_id_is_typed() {
    let site = opened().await;
    let before = kept(&site, "example");
    for typed in ["", "exampl", "EXAMPLE", "published"] {
        let answer = site
            .form("/studies/example/remove", &[("confirm", typed)])
            .await;
        check_refused(&site, &answer, "example", &before).await;
    }
    assert_eq!(
        site.form("/studies/example/remove", &[("confirm", "example")])
            .await
            .to(),
        "/"
    );
    for site in [site.clone(), site.again()] {
        assert_eq!(site.get("/studies/example").await.status, 404);
    }
    assert_eq!(kept(&site, "example"), None);
}

#[tokio::test]
async fn studies_of_others_cannot_be_changed() {
    let site = Site::start(&Disk::default());
    for id in ["published", "synthetic", "nobody"] {
        for act in [
            "answers/populations",
            "answers/margins",
            "answers/take",
            "answers/mapping",
            "answers/correct",
            "remove",
        ] {
            let answer = site
                .form(&format!("/studies/{id}/{act}"), &[("confirm", id)])
                .await;
            assert_eq!(answer.status, 404, "{id} {act}");
        }
        let address = format!("/studies/{id}/answers/check");
        let answer = site.upload_to(&address, &[("answers", "a.csv", b"id")]);
        assert_eq!(answer.await.status, 404, "{id}");
    }
}

#[tokio::test]
async fn the_address_of_a_form_leads_to_its_page() {
    let site = Site::with_example().await;
    for (address, page) in [
        ("/studies/example/answers/populations", ANSWERS),
        ("/studies/example/answers/margins", ANSWERS),
        ("/studies/example/answers/check", ANSWERS),
        ("/studies/example/answers/take", ANSWERS),
        ("/studies/example/answers/mapping", ANSWERS),
        ("/studies/example/answers/correct", ANSWERS),
        ("/studies/example/remove", ANSWERS),
        ("/open/example", "/open"),
    ] {
        assert_eq!(site.get(address).await.to(), page);
    }
    let refused = correct(&site, "A9", "", "", "").await;
    assert!(
        refused
            .links()
            .iter()
            .any(|link| link == "/studies/example/answers?lang=en")
    );
}

#[tokio::test]
async fn a_full_disk_is_said_and_nothing_is_changed_on_show() {
    let site = opened().await;
    let shown = site.get(ANSWERS).await.text();
    site.disk.fill();
    let files = example_files("mine");
    for answer in [
        site.upload(&sent(&files)).await,
        site.form("/open/example", &[]).await,
        site.form(&format!("{ANSWERS}/populations"), &[("client", "5")])
            .await,
        site.form(&format!("{ANSWERS}/mapping"), &[("mapping", "")])
            .await,
        correct(&site, "A2", "never", "now", "r").await,
        site.form("/studies/example/remove", &[("confirm", "example")])
            .await,
    ] {
        assert_eq!(answer.status, 500, "{}", answer.text());
        assert!(
            answer.says("保存できませんでした") || answer.says("保存"),
            "{}",
            answer.text()
        );
    }
    assert_eq!(site.get(ANSWERS).await.text(), shown);
    for id in ["mine", "example-2"] {
        assert_eq!(site.get(&format!("/studies/{id}")).await.status, 404);
    }
}
