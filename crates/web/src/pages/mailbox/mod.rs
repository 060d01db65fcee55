//! Mail to who is signed in: their addresses, which of them are verified, the language, and whether they are reminded.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use store::Store;
use store::acts::{ADDRESSES, NotDone, is_address};
use store::door::Visitor;
use survey::read::fold;

use crate::access::{Maybe, Sent, Signed, Trouble};
use crate::layout::done as told;
use crate::layout::{Frame, Words};
use crate::pages::link::{self, Code, kinds};

#[derive(Template)]
#[template(path = "pages/mailbox/page.html")]
struct Page {
    frame: Frame,
    token: String,
    addresses: Vec<Line>,
    /// Whether there is room for another.
    room: bool,
    /// What was typed of another.
    typed: String,
    /// Whether the server sends mails.
    mail: bool,
    /// Whether this session may change any of it.
    whole: bool,
    japanese: bool,
    reminders: bool,
    /// Where a link was just sent.
    sent: Option<String>,
    trouble: Option<Trouble>,
}

struct Line {
    address: String,
    verified: bool,
}

/// What was just done, for the head of the page.
#[derive(Default)]
struct Said {
    typed: String,
    sent: Option<String>,
    trouble: Option<Trouble>,
}

/// `/o/mail`
pub async fn page(signed: Signed) -> Result<Response, Response> {
    show(&signed, Said::default()).await
}

async fn show(signed: &Signed, said: Said) -> Result<Response, Response> {
    let mailbox = signed.act(Store::mailbox).await;
    let mailbox = mailbox.map_err(|error| signed.failed(&error))?;
    let frame = signed.frame(&Words(signed.language()).say("mailbox-title"));
    let status = said
        .trouble
        .as_ref()
        .map_or(StatusCode::OK, |trouble| trouble.status);
    let lines = mailbox.addresses.into_iter().map(|known| Line {
        address: known.address,
        verified: known.verified.is_some(),
    });
    let addresses: Vec<Line> = lines.collect();
    let mut response = frame.answer(&Page {
        token: signed.token.clone(),
        room: addresses.len() < ADDRESSES,
        addresses,
        typed: said.typed,
        mail: signed.access.site.mail,
        whole: signed.arrival.visitor.only_for.is_none(),
        japanese: mailbox.language == "ja",
        reminders: mailbox.reminders,
        sent: said.sent,
        trouble: said.trouble,
        frame: frame.clone(),
    });
    *response.status_mut() = status;
    Ok(response)
}

/// An address, typed or chosen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    address: String,
}

/// `POST /o/mail/add`
pub async fn add(signed: Signed, Sent(form): Sent<Address>) -> Result<Response, Response> {
    let address = fold::narrow(&form.address);
    if !is_address(&address) {
        let trouble = Trouble::with_field(signed.language(), "access-no-address", "address");
        let said = Said {
            typed: form.address,
            trouble: Some(trouble),
            ..Said::default()
        };
        return show(&signed, said).await;
    }
    let page = verify_page(&signed);
    let page = Some(page).filter(|_| signed.access.site.mail);
    let added = address.clone();
    settled(&signed, address, move |store, visitor| {
        store.add_address(visitor, added, page)
    })
    .await
}

/// `POST /o/mail/verify`
pub async fn verify(signed: Signed, Sent(form): Sent<Address>) -> Result<Response, Response> {
    if !signed.access.site.mail {
        return Err(signed.failed(&NotDone::Absent));
    }
    let (page, asked) = (verify_page(&signed), form.address.clone());
    settled(&signed, form.address, move |store, visitor| {
        store.ask_verification(visitor, asked, page)
    })
    .await
}

/// `POST /o/mail/remove`
pub async fn remove(signed: Signed, Sent(form): Sent<Address>) -> Result<Response, Response> {
    let done = signed
        .act(move |store, visitor| store.remove_address(visitor, form.address))
        .await;
    back(&signed, done).await
}

/// What is chosen of mails.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    language: String,
    #[serde(default)]
    reminders: String,
}

/// `POST /o/mail/choose`
pub async fn choose(signed: Signed, Sent(form): Sent<Choice>) -> Result<Response, Response> {
    let done = signed
        .act(move |store, visitor| {
            store.choose_mails(visitor, form.language, form.reminders == "yes")
        })
        .await;
    back(&signed, done).await
}

fn verify_page(signed: &Signed) -> String {
    signed.access.site.address("/verify")
}

/// The page that says where a link was sent, or what did not work.
async fn settled(
    signed: &Signed,
    address: String,
    act: impl FnOnce(&Store, &Visitor) -> Result<(), NotDone> + Send + 'static,
) -> Result<Response, Response> {
    let said = match signed.act(act).await {
        Ok(()) => Said {
            sent: Some(address).filter(|_| signed.access.site.mail),
            ..Said::default()
        },
        Err(error) => Said {
            trouble: Some(signed.trouble(&error)?),
            typed: address,
            ..Said::default()
        },
    };
    show(signed, said).await
}

async fn back(signed: &Signed, done: Result<(), NotDone>) -> Result<Response, Response> {
    match done {
        Ok(()) => Ok(told("/o/mail", "mail")),
        Err(error) => {
            let said = Said {
                trouble: Some(signed.trouble(&error)?),
                ..Said::default()
            };
            show(signed, said).await
        }
    }
}

/// `GET /verify`
pub async fn link(maybe: Maybe) -> Response {
    link::page(&maybe, kinds::VERIFY)
}

/// `POST /verify`: only who gave the address verifies it, signed in.
pub async fn verified(maybe: Maybe, Sent(code): Sent<Code>) -> Result<Response, Response> {
    let secret = link::secret_in(&code.secret);
    let visitor = maybe.arrival.as_ref().map(|arrival| &arrival.visitor);
    let (Some(secret), Some(visitor)) = (secret, visitor.cloned()) else {
        return Ok(link::dead(&maybe, kinds::VERIFY));
    };
    let hash = secret.hash();
    let done = maybe
        .run(move |store| store.verify_address(&visitor, hash))
        .await;
    match done {
        Ok(()) => Ok(told("/o/mail", "mail")),
        Err(NotDone::Absent) => Ok(link::dead(&maybe, kinds::VERIFY)),
        Err(error) => Err(maybe.failed(&error)),
    }
}
