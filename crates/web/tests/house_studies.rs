//! Own studies on a server belong to the organisation that opened them; to everybody else there are none.

mod people;
mod site;

use axum::http::{Method, StatusCode};
use ledger::body::house::Role;
use people::{Guest, World, nobody};
use site::Answer;

/// Pages and files of a study that show or hold answers.
const READ: [&str; 7] = [
    "/studies/example",
    "/studies/example/questions",
    "/studies/example/answers",
    "/studies/example/answers/answers.csv",
    "/studies/example/answers/anonymised.csv",
    "/studies/example/tables",
    "/studies/example/report/files/ja.csv",
];
/// Forms that change one.
const CHANGE: [&str; 5] = [
    "/studies/example/answers/populations",
    "/studies/example/answers/mapping",
    "/studies/example/answers/correct",
    "/studies/example/answers/take",
    "/studies/example/remove",
];

/// A world in which the first organisation opened the example.
async fn opened() -> (World, Guest) {
    let world = World::bare();
    let owner = world.founded();
    let answer = world.post(&owner, "/open/example", &[]).await;
    assert_eq!(answer.to(), "/studies/example");
    (world, owner)
}

fn token(world: &World, guest: &Guest) -> String {
    let (_, secret) = guest.cookie.split_once('=').unwrap();
    let acts_for = world.visitor(guest).organisation;
    web::access::cookie::form_token(&secret.parse().unwrap(), acts_for)
}

/// Sends files, with fields before them.
async fn upload(world: &World, guest: &Guest, to: &str, fields: &[(&str, &str)]) -> Answer {
    let files = site::example_files("mine");
    let plain = |(name, text): &(&str, &str)| {
        format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let mut body: String = fields.iter().map(plain).collect();
    for (field, name, content) in site::sent(&files) {
        let text = str::from_utf8(content).unwrap();
        body += &format!(
            "--cut\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n{text}\r\n"
        );
    }
    body += "--cut--\r\n";
    let headers = [
        ("content-type", "multipart/form-data; boundary=cut"),
        ("cookie", guest.cookie.as_str()),
    ];
    let site = &world.site;
    site.send(Method::POST, to, &headers, body.into_bytes())
        .await
}

#[tokio::test]
async fn who_sees_and_who_changes_an_own_study() {
    let (world, owner) = opened().await;
    let stranger = world.another(&owner);
    let member = |role| world.member(&owner, role);
    for (who, guest, sees, changes) in [
        ("owner", owner.clone(), 200, 303),
        ("officer", member(Role::Officer), 200, 303),
        ("editor", member(Role::Editor), 200, 303),
        ("reader", member(Role::Reader), 200, 403),
        ("auditor", member(Role::Auditor), 200, 403),
        ("employee", member(Role::Employee), 404, 404),
        ("of another", stranger, 404, 404),
        ("nobody", nobody(), 303, 303),
    ] {
        for address in READ {
            let answer = world.get(&guest, address).await;
            assert_eq!(answer.status.as_u16(), sees, "{who} {address}");
            if sees == 200 {
                assert_eq!(answer.header("cache-control"), "no-store", "{address}");
            }
        }
        let form = "/studies/example/answers/populations";
        let answer = world.post(&guest, form, &[]).await;
        assert_eq!(answer.status.as_u16(), changes, "{who} changes");
        assert_eq!(
            world.get(&guest, "/").await.says("/studies/example"),
            sees == 200,
            "{who} home"
        );
    }
}

#[tokio::test]
async fn nobody_is_sent_to_sign_in_and_changes_nothing() {
    let (world, owner) = opened().await;
    for address in CHANGE {
        let fields = [("confirm", "example"), ("form", "")];
        let answer = world.post_bare(&nobody(), address, &fields).await;
        assert!(answer.to().starts_with("/sign-in"), "{address}");
    }
    for address in ["/open", "/open/example", "/studies/example/answers/check"] {
        let answer = upload(&world, &nobody(), address, &[]).await;
        assert!(answer.to().starts_with("/sign-in"), "{address}");
    }
    assert!(
        world
            .get(&nobody(), "/open")
            .await
            .to()
            .starts_with("/sign-in")
    );
    assert_eq!(
        world.get(&nobody(), "/studies/published").await.status,
        StatusCode::OK
    );
    assert_eq!(
        world.get(&owner, "/studies/example").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_form_without_the_sessions_token_changes_nothing() {
    let (world, owner) = opened().await;
    for address in CHANGE {
        let fields = [("confirm", "example")];
        let answer = world.post_bare(&owner, address, &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
    }
    let held = token(&world, &owner);
    for (fields, status) in [
        (vec![], 403),
        (vec![("form", "")], 403),
        (vec![("form", &held[1..])], 403),
        (vec![("how", "add"), ("form", held.as_str())], 403),
        (vec![("form", held.as_str())], 303),
    ] {
        let answer = upload(&world, &owner, "/open", &fields).await;
        assert_eq!(answer.status.as_u16(), status, "{fields:?}");
    }
    let answer = upload(&world, &owner, "/studies/mine/answers/check", &[]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let fields = [("form", held.as_str())];
    let answer = upload(&world, &owner, "/studies/mine/answers/check", &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
}

#[tokio::test]
async fn two_organisations_have_studies_of_one_name_without_a_trace_of_each_other() {
    let (world, owner) = opened().await;
    let stranger = world.another(&owner);
    let answer = world.post(&stranger, "/open/example", &[]).await;
    assert_eq!(answer.to(), "/studies/example");
    let fields = [("confirm", "example")];
    let answer = world
        .post(&stranger, "/studies/example/remove", &fields)
        .await;
    assert_eq!(answer.to(), "/");
    for (guest, status) in [(&stranger, 404), (&owner, 200)] {
        let answer = world.get(guest, "/studies/example").await;
        assert_eq!(answer.status.as_u16(), status);
    }
}

#[tokio::test]
async fn everybodys_studies_are_changed_by_nobody() {
    let (world, owner) = opened().await;
    for id in ["published", "synthetic"] {
        let fields = [("confirm", id)];
        let answer = world
            .post(&owner, &format!("/studies/{id}/remove"), &fields)
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
    }
}

#[tokio::test]
async fn an_organisation_has_room_for_so_many_studies() {
    let (world, owner) = opened().await;
    for _ in 1..web::keeping::MOST_STUDIES {
        assert_eq!(
            world.post(&owner, "/open/example", &[]).await.status,
            StatusCode::SEE_OTHER
        );
    }
    let answer = world.post(&owner, "/open/example", &[]).await;
    assert_eq!(answer.status, StatusCode::INSUFFICIENT_STORAGE);
}
