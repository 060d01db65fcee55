//! A site with two organisations and people of every role, over a store in a folder that vanishes.
#![allow(dead_code)] // each test file uses its own part

use std::sync::Arc;

use axum::http::Method;
use ledger::body::house::Role;
use ledger::id::{OrganisationId, PersonId};
use ledger::organisation::{Name, NameKind, Profile};
use store::Store;
use store::acts::{Founding, Invitation, Newcomer};
use store::door::Visitor;
use store::engine::failing::{FailingDatabase, Fuse};
use store::engine::sqlite::Folder;
use store::testing::{HandClock, settings};
use store::working::secret::Secret;
use web::access::provider::Providers;
use web::access::{Access, Site as Configured};

use crate::site::{Answer, Site};

pub const ORIGIN: &str = "https://t.example";

/// A site and its store.
pub struct World {
    pub site: Site,
    pub store: Arc<Store>,
    pub clock: HandClock,
    _folder: tempfile::TempDir,
}

/// Somebody with a browser of their own.
#[derive(Clone)]
pub struct Guest {
    pub cookie: String,
    pub person: Option<PersonId>,
}

impl World {
    /// A server nobody has set up.
    pub fn bare() -> World {
        World::with(|_| Vec::new())
    }

    pub fn with(cast: impl FnOnce(&Store) -> Vec<web::access::Character>) -> World {
        let (folder, clock) = (tempfile::tempdir().unwrap(), HandClock::default());
        let store = Store::open_folder(folder.path(), settings(&clock, 1)).unwrap();
        World::over(folder, clock, store, (None, cast))
    }

    /// A server that asks identity providers.
    pub fn asking(providers: Arc<dyn Providers>) -> World {
        let (folder, clock) = (tempfile::tempdir().unwrap(), HandClock::default());
        let store = Store::open_folder(folder.path(), settings(&clock, 1)).unwrap();
        World::over(
            folder,
            clock,
            store,
            (Some(providers), |_: &Store| Vec::new()),
        )
    }

    /// A server whose disk dies when the fuse is set to.
    pub fn that_may_fail(fuse: &Fuse) -> World {
        let (folder, clock) = (tempfile::tempdir().unwrap(), HandClock::default());
        let database = FailingDatabase {
            inner: Box::new(Folder::open(folder.path()).unwrap()),
            fuse: fuse.clone(),
        };
        let store = Store::open(Box::new(database), settings(&clock, 1)).unwrap();
        World::over(folder, clock, store, (None, |_: &Store| Vec::new()))
    }

    /// The same server, restored from a backup of now.
    pub fn restored(self) -> World {
        let (folder, clock) = (tempfile::tempdir().unwrap(), self.clock.clone());
        let [backup, key, data] = ["backup", "key", "data"].map(|name| folder.path().join(name));
        std::fs::write(&key, "the key").unwrap();
        let told = settings(&clock, 2);
        store::backup::back_up(self._folder.path(), &told, &backup).unwrap();
        let none = store::erasures::Erasures::default();
        store::backup::restore(&backup, &told, &key, none, &data).unwrap();
        let store = Store::open_folder(&data, settings(&clock, 3)).unwrap();
        World::over(folder, clock, store, (None, |_: &Store| Vec::new()))
    }

    fn over(
        folder: tempfile::TempDir,
        clock: HandClock,
        store: Store,
        (providers, cast): (
            Option<Arc<dyn Providers>>,
            impl FnOnce(&Store) -> Vec<web::access::Character>,
        ),
    ) -> World {
        let store = Arc::new(store);
        let access = Access {
            store: Arc::clone(&store),
            site: Configured {
                origin: ORIGIN.to_owned(),
                mail: true,
                proxies: Vec::new(),
                cast: cast(&store),
            },
            providers,
            log: |_, _| {},
        };
        World {
            site: Site::with_access(access),
            store,
            clock,
            _folder: folder,
        }
    }

    /// The first organisation with its owner.
    pub fn founded(&self) -> Guest {
        let link = self.store.setup_link().unwrap().unwrap();
        self.found(&link, "株式会社第一", "一郎")
    }

    /// Another organisation, founded by invitation of somebody.
    pub fn another(&self, from: &Guest) -> Guest {
        let link = self.invite(from, None).unwrap();
        self.found(&link, "第二合同会社", "二郎")
    }

    /// An engagement that somebody opens as client with a partner that is not here: its page.
    pub async fn engaged(&self, client: &Guest, partner: &str) -> String {
        let new = [("side", "client"), ("title", "保守"), ("partner", partner)];
        self.post(client, "/o/engagements/new", &new)
            .await
            .to()
            .to_owned()
    }

    /// Has somebody's organisation take the vendor's side of an engagement, by a link of the client's.
    pub async fn take_side(&self, client: &Guest, vendor: &Guest, page: &str) {
        let invite = [("side", "across"), ("verb", "take"), ("days", "30")];
        let invited = self.post(client, &format!("{page}/invite"), &invite).await;
        let secret = side_secret(&invited);
        self.post(vendor, "/side/take", &[("secret", &secret)])
            .await;
    }

    /// A client and a vendor on the sides of one engagement, and its page.
    pub async fn shared() -> (World, Guest, Guest, String) {
        let world = World::bare();
        let client = world.founded();
        let vendor = world.another(&client);
        let page = world.engaged(&client, "第二").await;
        world.take_side(&client, &vendor, &page).await;
        (world, client, vendor, page)
    }

    pub fn found(&self, link: &Secret, name: &str, owner: &str) -> Guest {
        let founded = self
            .store
            .found(link.hash(), founding(name, owner))
            .unwrap();
        guest(&founded.session, founded.owner)
    }

    /// A link into somebody's organisation, or to one of its own.
    pub fn invite(&self, from: &Guest, role: Option<Role>) -> Result<Secret, store::acts::NotDone> {
        let auditor = role == Some(Role::Auditor);
        let invitation = Invitation {
            role,
            role_until: auditor.then(|| jiff::civil::date(2026, 12, 31)),
            expires: self.clock.now().plus(86_400_000),
            send: None,
        };
        let visitor = self.visitor(from);
        self.store
            .invite(&visitor, invitation)
            .map(|(_, link)| link)
    }

    /// Somebody new with a role in somebody's organisation.
    pub fn member(&self, from: &Guest, role: Role) -> Guest {
        let link = self.invite(from, Some(role)).unwrap();
        let session = self.store.join(link.hash(), newcomer(role.code())).unwrap();
        let visitor = self.store.visitor_by_session(&session).unwrap().unwrap();
        guest(&session, visitor.person)
    }

    /// Somebody known signs in anew.
    pub fn signed_in(&self, person: PersonId) -> Guest {
        let session = self.store.sign_in_for_demonstration(person).unwrap();
        guest(&session, person)
    }

    pub fn visitor(&self, guest: &Guest) -> Visitor {
        let secret: Secret = guest.cookie.split_once('=').unwrap().1.parse().unwrap();
        self.store.visitor_by_session(&secret).unwrap().unwrap()
    }

    pub fn organisation(&self, guest: &Guest) -> OrganisationId {
        self.visitor(guest).organisation.unwrap()
    }

    pub async fn get(&self, guest: &Guest, address: &str) -> Answer {
        self.site
            .get_with(address, &[("cookie", &guest.cookie)])
            .await
    }

    /// Sends a form with the token its page carries.
    pub async fn post(&self, guest: &Guest, address: &str, fields: &[(&str, &str)]) -> Answer {
        let token = match guest.cookie.split_once('=') {
            Some((_, secret)) => {
                let acts_for = self.visitor(guest).organisation;
                web::access::cookie::form_token(&secret.parse().unwrap(), acts_for)
            }
            None => String::new(),
        };
        let fields = [fields, &[("form", token.as_str())]].concat();
        self.post_bare(guest, address, &fields).await
    }

    /// A browser that holds a link to an engagement's side.
    pub fn holder(&self, secret: &str) -> Guest {
        Guest {
            cookie: format!("__Host-torikime-side={secret}"),
            person: None,
        }
    }

    /// Sends a form of whoever holds a link to a side, with the token its page carries.
    pub async fn post_side(&self, secret: &str, address: &str, fields: &[(&str, &str)]) -> Answer {
        let token = web::access::cookie::form_token(&secret.parse().unwrap(), None);
        let fields = [fields, &[("form", token.as_str())]].concat();
        self.post_bare(&self.holder(secret), address, &fields).await
    }

    /// Sends a form as it is given.
    pub async fn post_bare(&self, guest: &Guest, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).unwrap().into_bytes();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("cookie", guest.cookie.as_str()),
        ];
        self.site.send(Method::POST, address, &headers, body).await
    }
}

/// What is known of an organisation when it begins.
pub fn founding(name: &str, owner: &str) -> Founding {
    Founding {
        names: vec![Name {
            kind: NameKind::Official,
            text: name.to_owned(),
        }],
        identifier: None,
        profile: Profile::default(),
        owner: newcomer(owner),
    }
}

/// Somebody who is not signed in.
pub fn nobody() -> Guest {
    Guest {
        cookie: String::new(),
        person: None,
    }
}

pub fn newcomer(name: &str) -> Newcomer {
    Newcomer {
        name: name.to_owned(),
        reading: None,
        address: Some(format!("{name}@t.example")),
        language: "ja".to_owned(),
    }
}

pub fn guest(session: &Secret, person: PersonId) -> Guest {
    Guest {
        cookie: format!("__Host-torikime={}", session.reveal()),
        person: Some(person),
    }
}

/// The guest whom an answer's cookie makes.
pub fn arrived(answer: &Answer) -> Guest {
    let cookie = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find(|cookie| cookie.starts_with("__Host-torikime="));
    let cookie = cookie.unwrap().split(';').next().unwrap().to_owned();
    Guest {
        cookie,
        person: None,
    }
}

/// The secret in a link to a side that a page shows once.
pub fn side_secret(shown: &Answer) -> String {
    let text = shown.text();
    let (_, secret) = text.split_once("/side#").unwrap();
    let digits = secret.chars().take_while(char::is_ascii_hexdigit);
    digits.collect()
}

/// What stands between two texts of a page; nothing where they do not.
pub fn between(text: &str, before: &str, after: &str) -> String {
    let rest = text.split_once(before).map_or("", |(_, rest)| rest);
    rest.split(after).next().unwrap().to_owned()
}
