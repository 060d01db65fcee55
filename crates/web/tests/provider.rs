//! Signing in through an organisation's own identity provider, on pages: who sets it, who links what, who comes in, and who does not.
//! The protocol itself is tried against a provider in the binary's own tests; here one answers that says what it is told to.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use std::sync::{Arc, Mutex};

use ledger::body::house::Role;
use ledger::id::OrganisationId;
use ledger::moment::Moment;
use people::{Guest, ORIGIN, World, arrived, nobody};
use site::Answer as Page;
use store::acts::NewProvider;
use store::door::Provider;
use web::access::provider::{Amiss, Answer, Begun, Providers};

const ISSUER: &str = "https://id.example";
const SETTINGS: &str = "/o/settings/provider";

/// A provider that vouches for whomever the code names.
#[derive(Default)]
struct Plays {
    amiss: Mutex<Option<Amiss>>,
    begun: Mutex<u32>,
}

impl Plays {
    fn well(&self) -> Result<(), Amiss> {
        self.amiss.lock().unwrap().map_or(Ok(()), Err)
    }
}

impl Providers for Plays {
    fn check(&self, issuer: &str) -> Result<(), Amiss> {
        self.well()?;
        match issuer.starts_with("https://") {
            true => Ok(()),
            false => Err(Amiss::Address),
        }
    }

    fn begin(&self, provider: &Provider, back: &str) -> Result<Begun, Amiss> {
        self.well()?;
        let mut begun = self.begun.lock().unwrap();
        *begun += 1;
        let (issuer, state) = (&provider.issuer, format!("state-{begun}"));
        Ok(Begun {
            address: format!("{issuer}/authorize?redirect_uri={back}&state={state}&x=<y>\"z"),
            kept: format!("kept {begun} {back}"),
            state,
        })
    }

    fn finish(
        &self,
        _: &Provider,
        back: &str,
        answer: &Answer,
        _: Moment,
    ) -> Result<String, Amiss> {
        self.well()?;
        assert!(answer.kept.ends_with(back), "the same way back");
        Ok(answer.code.clone())
    }
}

struct Scene {
    world: World,
    plays: Arc<Plays>,
    owner: Guest,
    home: OrganisationId,
}

/// An organisation with a provider.
fn scene() -> Scene {
    let plays = Arc::new(Plays::default());
    let world = World::asking(plays.clone());
    let owner = world.founded();
    let home = world.organisation(&owner);
    let provider = NewProvider {
        issuer: ISSUER.to_owned(),
        client: "torikime".to_owned(),
        secret: Some("s3cret-of-ours".to_owned()),
    };
    let visitor = world.visitor(&owner);
    world.store.set_provider(&visitor, provider).unwrap();
    Scene {
        world,
        plays,
        owner,
        home,
    }
}

/// The cookie of whoever went to a provider, and the state to bring back.
fn went(page: &Page) -> (String, String) {
    assert_eq!(page.status, 200, "{}", page.text());
    let cookies = page.headers.get_all("set-cookie").iter();
    let cookie = cookies
        .filter_map(|value| value.to_str().ok())
        .find(|cookie| cookie.starts_with("__Host-torikime-away="))
        .unwrap();
    assert!(cookie.contains("HttpOnly; SameSite=Lax; Secure"));
    let state = page.header("refresh").split("state=").nth(1).unwrap();
    let state = state.split('&').next().unwrap().to_owned();
    (cookie.split(';').next().unwrap().to_owned(), state)
}

impl Scene {
    async fn go(&self, guest: &Guest) -> (String, String) {
        let home = self.home.to_string();
        let fields = [("of", home.as_str()), ("next", "/o/people")];
        went(
            &self
                .world
                .post(guest, "/sign-in/organisation", &fields)
                .await,
        )
    }

    async fn link(&self, guest: &Guest, code: &str) -> Page {
        let (cookie, state) = went(&self.world.post(guest, "/o/security/provider", &[]).await);
        self.back(guest, &cookie, &format!("code={code}&state={state}"))
            .await
    }

    async fn back(&self, guest: &Guest, away: &str, query: &str) -> Page {
        self.back_at(guest, self.home, away, query).await
    }

    async fn back_at(&self, guest: &Guest, at: OrganisationId, away: &str, query: &str) -> Page {
        let both = Guest {
            cookie: format!("{}; {away}", guest.cookie),
            person: None,
        };
        let path = format!("/sign-in/organisation/{at}/back?{query}");
        self.world.get(&both, &path).await
    }
}

#[tokio::test]
async fn a_member_links_an_account_and_comes_in_by_it_for_that_organisation_alone() {
    let scene = scene();
    let world = &scene.world;
    let member = world.member(&scene.owner, Role::Reader);
    let other = world.another(&scene.owner);
    let invited = world.invite(&other, Some(Role::Reader)).unwrap();
    world
        .store
        .join_as(invited.hash(), &world.visitor(&member))
        .unwrap();
    let visitor = world.visitor(&member);
    world.store.switch(&visitor, scene.home).unwrap();
    let page = world.get(&member, "/o/security").await;
    assert!(page.says("id.example") && page.says("連携していません"));
    let linked = scene.link(&member, "sub-1").await;
    assert_eq!(linked.to(), "/o/security", "{}", linked.text());
    assert!(world.get(&member, "/o/security").await.says("連携済み"));
    let owner = world.visitor(&scene.owner);
    let names = world.store.linked(&owner).unwrap().unwrap();
    assert_eq!(names.len(), 1);
    assert!(world.get(&scene.owner, SETTINGS).await.says(&names[0]));
    for refused in [&member, &other] {
        let told = world.store.linked(&world.visitor(refused)).unwrap();
        assert!(told.is_none_or(|names| names.is_empty()));
    }
    let (cookie, state) = scene.go(&nobody()).await;
    let query = format!("code=sub-1&state={state}&iss=https%3A%2F%2Fid.example");
    let came = scene.back(&nobody(), &cookie, &query).await;
    assert_eq!(came.to(), "/o/people");
    let came = arrived(&came);
    let home = world.get(&came, "/o").await;
    assert!(home.says("株式会社第一") && !home.says("第二合同会社"));
    assert_eq!(world.visitor(&came).only_for, Some(scene.home));
    let elsewhere = world.organisation(&other).to_string();
    let switched = world
        .post(&came, "/switch", &[("organisation", &elsewhere)])
        .await;
    assert_eq!(switched.status, 404);
}

#[tokio::test]
async fn what_comes_back_counts_once_in_time_and_in_the_browser_that_went() {
    let scene = scene();
    let member = scene.world.member(&scene.owner, Role::Reader);
    scene.link(&member, "sub-1").await.to();
    let other = scene.world.another(&scene.owner);
    let elsewhere = scene.world.organisation(&other);
    let good = |state: &str| format!("code=sub-1&state={state}");
    let (cookie, state) = scene.go(&nobody()).await;
    scene.back(&nobody(), &cookie, &good(&state)).await.to();
    let again = scene.back(&nobody(), &cookie, &good(&state)).await;
    assert_eq!(again.status, 404, "replayed");
    let (_, state) = scene.go(&nobody()).await;
    let page = scene.back(&nobody(), "", &good(&state)).await;
    assert_eq!(page.status, 404, "another browser");
    let (cookie, _) = scene.go(&nobody()).await;
    let page = scene.back(&nobody(), &cookie, &good("state-1")).await;
    assert_eq!(page.status, 404, "another state");
    let (cookie, state) = scene.go(&nobody()).await;
    let page = scene
        .back_at(&nobody(), elsewhere, &cookie, &good(&state))
        .await;
    assert_eq!(page.status, 404, "by another organisation's way back");
    let (cookie, state) = scene.go(&nobody()).await;
    scene.world.clock.turn(store::acts::PROVIDER_LASTS);
    let page = scene.back(&nobody(), &cookie, &good(&state)).await;
    assert_eq!(page.status, 404, "late");
    for query in [
        "code=sub-1&iss=https%3A%2F%2Fevil.example",
        "error=access_denied&error_description=%3Cscript%3E",
        "code=",
    ] {
        let (cookie, state) = scene.go(&nobody()).await;
        let page = scene
            .back(&nobody(), &cookie, &format!("{query}&state={state}"))
            .await;
        assert_eq!(page.status, 403, "{query}");
        assert!(!page.says("script&gt;") && !page.says("access_denied"));
        assert!(page.headers.get("set-cookie").is_none());
    }
}

#[tokio::test]
async fn nobody_comes_in_unlinked_gone_or_by_a_provider_that_was_removed() {
    let scene = scene();
    let world = &scene.world;
    let member = world.member(&scene.owner, Role::Reader);
    scene.link(&member, "sub-1").await.to();
    let (cookie, state) = scene.go(&nobody()).await;
    let page = scene
        .back(
            &nobody(),
            &cookie,
            &format!("code=reader%40t.example&state={state}"),
        )
        .await;
    assert_eq!(page.status, 403, "an address is nobody's account");
    assert!(page.headers.get("set-cookie").is_none());
    *scene.plays.amiss.lock().unwrap() = Some(Amiss::Silent);
    let home = scene.home.to_string();
    let gone = world
        .post(&nobody(), "/sign-in/organisation", &[("of", &home)])
        .await;
    assert_eq!(gone.status, 422);
    assert!(gone.says("いまは使えません") && gone.says("応答がない"));
    *scene.plays.amiss.lock().unwrap() = None;
    let (cookie, state) = scene.go(&nobody()).await;
    *scene.plays.amiss.lock().unwrap() = Some(Amiss::Untrue);
    let query = format!("code=sub-1&state={state}");
    let page = scene.back(&nobody(), &cookie, &query).await;
    assert_eq!(page.status, 422);
    *scene.plays.amiss.lock().unwrap() = None;
    let (cookie, state) = scene.go(&nobody()).await;
    let query = format!("code=sub-1&state={state}");
    let session = arrived(&scene.back(&nobody(), &cookie, &query).await);
    assert_eq!(world.get(&session, "/o").await.status, 200);
    let (cookie, state) = scene.go(&nobody()).await;
    let removed = [("issuer", ISSUER)];
    let done = world
        .post(&scene.owner, "/o/settings/provider/remove", &removed)
        .await;
    assert_eq!(
        (done.to(), done.done()),
        ("/o/settings/provider", "removed")
    );
    assert_eq!(world.get(&session, "/o").await.to(), "/sign-in?next=%2Fo");
    let query = format!("code=sub-1&state={state}");
    let page = scene.back(&nobody(), &cookie, &query).await;
    assert_eq!(page.status, 404, "removed on the way");
    let unknown = OrganisationId([9; 16]).to_string();
    for of in [home.as_str(), &unknown, "株式会社第一", ""] {
        let page = world
            .post(&nobody(), "/sign-in/organisation", &[("of", of)])
            .await;
        assert_eq!(page.status, 404, "{of}");
        assert!(page.says("この番号でのサインインはありません"));
    }
}

#[tokio::test]
async fn an_account_is_linked_by_who_went_alone_and_once() {
    let scene = scene();
    let world = &scene.world;
    let (first, second) = (
        world.member(&scene.owner, Role::Reader),
        world.member(&scene.owner, Role::Editor),
    );
    let (cookie, state) = went(&world.post(&first, "/o/security/provider", &[]).await);
    let query = format!("code=sub-1&state={state}");
    for guest in [&second, &nobody()] {
        let (cookie, state) = went(&world.post(&first, "/o/security/provider", &[]).await);
        let query = format!("code=sub-1&state={state}");
        let page = scene.back(guest, &cookie, &query).await;
        assert_eq!(page.status, 404, "somebody else's session");
    }
    scene.back(&first, &cookie, &query).await.to();
    let taken = scene.link(&second, "sub-1").await;
    assert_eq!(taken.status, 409, "{}", taken.text());
    let more = scene.link(&first, "sub-2").await;
    assert_eq!(more.status, 409);
    let done = world.post(&first, "/o/security/provider/unlink", &[]).await;
    assert_eq!(done.to(), "/o/security");
    scene.link(&second, "sub-1").await.to();
    let other = world.another(&scene.owner);
    let page = world.get(&other, "/o/security").await;
    assert!(!page.says("id.example"));
    let none = world.post(&other, "/o/security/provider", &[]).await;
    assert_eq!(none.status, 404);
}

#[tokio::test]
async fn an_owner_sets_checks_and_sees_what_is_wrong_and_nobody_the_secret() {
    let scene = scene();
    let (world, owner) = (&scene.world, &scene.owner);
    let typed = |issuer, client, act| {
        [
            ("issuer", issuer),
            ("client", client),
            ("secret", "geheim-neu"),
            ("act", act),
        ]
    };
    let page = world.get(owner, SETTINGS).await;
    let way = format!("{ORIGIN}/sign-in/organisation/{}/back", scene.home);
    assert!(page.says(ISSUER) && page.says(&way) && page.says("封をして保管しています"));
    assert!(!page.says("s3cret-of-ours"));
    let checked = world
        .post(owner, SETTINGS, &typed("https://new.example", "c", "check"))
        .await;
    assert!(checked.says("認証サービスは応答し") && checked.says("https://new.example"));
    assert!(!checked.says("geheim-neu"), "never shown again");
    assert!(world.get(owner, SETTINGS).await.says("id.example を外す"));
    for (fields, says) in [
        (
            typed("http://id.example", "c", "set"),
            "https のアドレスではありません",
        ),
        (
            typed(ISSUER, " ", "set"),
            "クライアントIDが入力されていません",
        ),
        (typed("https://a.example/\u{7}", "c", "set"), "使えない文字"),
    ] {
        let page = world.post(owner, SETTINGS, &fields).await;
        assert_eq!(page.status, 422, "{says}");
        assert!(page.says(says), "{says}: {}", page.text());
    }
    for amiss in Amiss::ALL {
        *scene.plays.amiss.lock().unwrap() = Some(amiss);
        for language in ["ja", "en"] {
            let path = format!("{SETTINGS}?lang={language}");
            let page = world.post(owner, &path, &typed(ISSUER, "c", "check")).await;
            assert_eq!(page.status, 422, "{amiss:?}");
            let key = format!("[provider-amiss-{}", amiss.code());
            assert!(!page.says(&key), "{amiss:?}");
        }
        world.clock.turn(60_000);
    }
    *scene.plays.amiss.lock().unwrap() = None;
    let set = typed("https://new.example", "c", "set");
    let done = world.post(owner, SETTINGS, &set).await;
    assert_eq!((done.to(), done.done()), ("/o/settings/provider", "set"));
    let ledger = world.get(owner, "/o/ledger/export.json").await;
    assert_eq!(ledger.status, 200);
    assert!(!ledger.says("geheim-neu") && !ledger.says("s3cret-of-ours"));
}

#[tokio::test]
async fn who_may_not_set_a_provider_finds_no_page_and_is_refused() {
    let scene = scene();
    let world = &scene.world;
    let fields = [
        ("issuer", "https://evil.example"),
        ("client", "c"),
        ("secret", ""),
        ("act", "set"),
    ];
    for role in [
        Role::Officer,
        Role::Editor,
        Role::Reader,
        Role::Employee,
        Role::Auditor,
    ] {
        let member = world.member(&scene.owner, role);
        assert_eq!(world.get(&member, SETTINGS).await.status, 404, "{role:?}");
        assert!(!world.get(&member, "/o/settings").await.says(SETTINGS));
        let set = world.post(&member, SETTINGS, &fields).await;
        assert_eq!(set.status, 403, "{role:?}");
        let removed = world
            .post(
                &member,
                "/o/settings/provider/remove",
                &[("issuer", ISSUER)],
            )
            .await;
        assert_eq!(removed.status, 403, "{role:?}");
    }
    assert_eq!(*scene.plays.begun.lock().unwrap(), 0, "nobody was asked");
    let forged = world.post_bare(&scene.owner, SETTINGS, &fields).await;
    assert_eq!(forged.status, 403);
    let unknown = [&fields[..], &[("organisation", "x")]].concat();
    let page = world.post(&scene.owner, SETTINGS, &unknown).await;
    assert_eq!(page.status, 400);
    let past = world
        .get(&scene.owner, &format!("{SETTINGS}?at=2026-11-21"))
        .await;
    assert_eq!(past.status, 404);
}

#[tokio::test]
async fn a_server_that_asks_no_providers_has_no_page_of_them() {
    let world = World::bare();
    let owner = world.founded();
    for path in ["/sign-in/organisation", SETTINGS] {
        assert_eq!(world.get(&owner, path).await.status, 404, "{path}");
    }
    let back = format!("/sign-in/organisation/{}/back", world.organisation(&owner));
    assert_eq!(world.get(&owner, &back).await.status, 404);
    assert!(
        !world
            .get(&nobody(), "/sign-in")
            .await
            .says("/sign-in/organisation")
    );
    assert!(!world.get(&owner, "/o/settings").await.says(SETTINGS));
    let fields = [("of", "x"), ("next", "")];
    let gone = world
        .post(&nobody(), "/sign-in/organisation", &fields)
        .await;
    assert_eq!(gone.status, 404);
}

#[tokio::test]
async fn the_way_out_is_shown_by_its_host_and_written_safely() {
    let scene = scene();
    let home = scene.home.to_string();
    let page = scene
        .world
        .post(&nobody(), "/sign-in/organisation?lang=en", &[("of", &home)])
        .await;
    assert!(page.says("You are being sent to id.example"));
    assert!(!page.says("<y>"), "{}", page.text());
    assert!(
        page.header("refresh")
            .starts_with("0;url=https://id.example/")
    );
    assert_eq!(page.header("cache-control"), "no-store");
    let sign_in = scene
        .world
        .get(&nobody(), "/sign-in?next=%2Fo%2Fpeople")
        .await;
    assert!(
        sign_in.says("/sign-in/organisation?next=/o/people") || sign_in.says("next=%2Fo%2Fpeople")
    );
}
