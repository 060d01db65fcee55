//! Ways into the organisation: passkeys, recovery sheets, recoveries that wait, tokens of programs; one's own, and those one may see.

mod passkeys;
mod recovery;
mod sheet;
mod tokens;

pub use passkeys::{ask, confirm, keep, revoke};
pub use recovery::{come_back, complete, link, request, stop};
pub use sheet::issue as issue_sheet;
pub use tokens::{issue as issue_token, revoke as revoke_token};

use askama::Template;
use axum::response::Response;
use ledger::body::Kind;
use ledger::body::house::{RecoveryBy, Role};
use ledger::id::PersonId;
use ledger::moment::Moment;
use ledger::policy::Action;
use ledger::view::house::{CredentialView, RecoveryView};
use store::acts::NotDone;
use store::door::{NamedMember, When};
use store::working::person::Passkey;

use crate::access::provider::host;
use crate::access::{Signed, Trouble, passkey};
use crate::layout::{Frame, Words};
use crate::pages::standing::recorded;

#[derive(Template)]
#[template(path = "pages/security/page.html")]
struct Security {
    frame: Frame,
    token: String,
    keys: Vec<Key>,
    waiting: Vec<Waiting>,
    tokens: Vec<tokens::Token>,
    /// What a token can be for, for who may have one.
    scopes: Option<Vec<(&'static str, String)>>,
    lasts: [(i64, String); 4],
    sheet: Option<Sheet>,
    /// The host of the organisation's identity provider, and whether one's account there is linked.
    linking: Option<(String, bool)>,
    /// Whether an account can be linked on this server.
    links: bool,
    /// Whether passkeys work at this address and day.
    works: bool,
    changes: bool,
    trouble: Option<Trouble>,
}

/// An owner's recovery sheet.
struct Sheet {
    held: bool,
}

/// A recovery that waits, and may be stopped or completed.
struct Waiting {
    person: String,
    name: String,
    by: String,
    until: String,
    may_stop: bool,
    may_complete: bool,
}

struct Key {
    id: String,
    name: String,
    state: &'static str,
    tone: &'static str,
    may_confirm: bool,
    may_revoke: bool,
}

/// `/o/security`
pub async fn page(signed: Signed) -> Result<Response, Response> {
    show(&signed, None).await
}

/// What the page is made from.
struct Seen<'a> {
    signed: &'a Signed,
    own: Vec<Passkey>,
    people: Vec<NamedMember>,
    /// The moment looked at.
    then: Moment,
}

async fn show(signed: &Signed, trouble: Option<Trouble>) -> Result<Response, Response> {
    let visitor = signed.arrival.visitor.clone();
    let me = visitor.person;
    let own = signed.run(move |store| store.own_passkeys(&visitor)).await;
    let own = own.map_err(|error| signed.failed(&NotDone::Failed(error)))?;
    let linking = linking(signed).await?;
    let (security, people, then) = signed
        .look(|look| {
            let (then, people) = (look.at().recorded_by, look.people()?);
            Ok(look.security().map(|security| (security, people, then)))
        })
        .await?;
    let people = people.map_or(Vec::new(), ledger::disclosed::Disclosed::into_inner);
    let seen = Seen {
        signed,
        own,
        people,
        then,
    };
    let security = security.get();
    let w = Words(signed.language());
    let frame = signed.frame(&w.say("access-section-security"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let changes = signed.when == When::Now && signed.is_open();
    let page = Security {
        token: signed.token.clone(),
        keys: security
            .credentials
            .iter()
            .map(|view| seen.key(view))
            .collect(),
        waiting: security
            .recoveries
            .iter()
            .map(|view| seen.waiting(view))
            .collect(),
        tokens: security
            .tokens
            .iter()
            .map(|view| seen.token(view))
            .collect(),
        scopes: changes.then(|| tokens::scopes(signed)),
        lasts: tokens::lasts(w),
        sheet: (changes && owns(signed)).then(|| Sheet {
            held: security.sheets.contains(&me),
        }),
        linking,
        links: signed.access.providers.is_some(),
        works: passkey::site(&signed.access.site).is_some(),
        changes,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// The organisation's identity provider, by its host, and whether one's account there is linked; nothing on past days.
async fn linking(signed: &Signed) -> Result<Option<(String, bool)>, Response> {
    if signed.when != When::Now {
        return Ok(None);
    }
    let visitor = signed.arrival.visitor.clone();
    let known = signed.run(move |store| store.linking(&visitor)).await;
    let known = known.map_err(|error| signed.failed(&NotDone::Failed(error)))?;
    Ok(known.map(|known| (host(&known.issuer).to_owned(), known.linked)))
}

/// The page with a trouble told at its head.
pub(super) async fn told(signed: &Signed, trouble: Trouble) -> Result<Response, Response> {
    show(signed, Some(trouble)).await
}

/// Whether the visitor is an owner.
fn owns(signed: &Signed) -> bool {
    let home = signed.arrival.home();
    home.is_some_and(|home| home.roles.contains(&Role::Owner))
}

impl Seen<'_> {
    fn w(&self) -> Words {
        Words(self.signed.language())
    }

    fn is_me(&self, person: PersonId) -> bool {
        self.signed.arrival.visitor.person == person
    }

    /// Whether something of somebody's may be changed: by who may do so for all, or by themselves.
    fn may(&self, kind: Kind, person: PersonId) -> bool {
        let changes = self.signed.when == When::Now && self.signed.is_open();
        changes && (self.is_me(person) || self.signed.may(Action::Record(kind)))
    }

    fn name(&self, person: PersonId) -> String {
        let mut members = self.people.iter();
        let member = members.find(|member| member.member.person == person);
        let name = member.and_then(|member| member.name.clone());
        match name {
            Some(name) => name,
            None if self.is_me(person) => self.signed.arrival.name.clone(),
            None => self.w().say("access-erased"),
        }
    }

    fn key(&self, view: &CredentialView) -> Key {
        let mut own = self.own.iter();
        let label = own.find(|passkey| passkey.id == view.credential);
        let name = match label {
            Some(passkey) => self.w().with("access-passkey-own", "label", &passkey.label),
            None if self.is_me(view.person) => self.w().say("access-passkey-yours"),
            None => self.name(view.person),
        };
        let waits = !view.confirmed && !view.revoked && !self.is_me(view.person);
        Key {
            id: view.credential.to_string(),
            name,
            state: state(view).0,
            tone: state(view).1,
            may_confirm: waits && self.signed.can(Kind::CredentialConfirmed),
            may_revoke: !view.revoked && self.may(Kind::CredentialRevoked, view.person),
        }
    }

    fn waiting(&self, view: &RecoveryView) -> Waiting {
        let passed = view.waits_until <= self.then && view.by == RecoveryBy::Owner;
        Waiting {
            person: view.person.to_string(),
            name: self.name(view.person),
            by: self.w().code("organisation-recovery-by-", view.by.code()),
            until: recorded(
                view.waits_until,
                self.signed.access.store.offset(),
                self.w(),
            ),
            may_stop: self.may(Kind::RecoveryStopped, view.person),
            may_complete: passed && self.signed.can(Kind::RecoveryRequested),
        }
    }
}

fn state(view: &CredentialView) -> (&'static str, &'static str) {
    match view {
        CredentialView { revoked: true, .. } => ("access-passkey-revoked", "mute"),
        CredentialView {
            confirmed: true, ..
        } => ("access-passkey-confirmed", "good"),
        _ => ("access-passkey-waits", "care"),
    }
}

async fn settled<T>(signed: &Signed, done: Result<T, NotDone>) -> Result<Response, Response> {
    match done {
        Ok(_) => Ok(crate::layout::done("/o/security", "security")),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(signed, Some(trouble)).await
        }
    }
}
