//! What the server knows of oneself beside the ledgers, and how to have it erased.

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use store::acts::NotDone;

use crate::access::{Maybe, Sent, Signed, Trouble, called, cookie};
use crate::layout::{Frame, Words};

#[derive(Template)]
#[template(path = "pages/me/page.html")]
struct Me {
    frame: Frame,
    token: String,
    name: String,
    reading: Option<String>,
    addresses: Vec<String>,
    /// Organisation and roles.
    houses: Vec<(String, String)>,
    /// People of the demonstration are made up, and chosen again and again.
    may_erase: bool,
    trouble: Option<Trouble>,
}

#[derive(Template)]
#[template(path = "pages/me/gone.html")]
struct Gone {
    frame: Frame,
}

/// `/me`
pub async fn page(signed: Signed) -> Result<Response, Response> {
    show(&signed, None).await
}

async fn show(signed: &Signed, trouble: Option<Trouble>) -> Result<Response, Response> {
    let visitor = signed.arrival.visitor.clone();
    let known = signed.run(move |store| store.own_record(&visitor)).await;
    let known = known.map_err(|error| signed.failed(&NotDone::Failed(error)))?;
    let (person, addresses) = known.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let w = Words(signed.language());
    let house = |house: &store::door::Membership| {
        let roles = house.roles.iter();
        let roles: Vec<String> = roles.map(|role| w.code("role-", role.code())).collect();
        (called(&house.names, signed.language()), roles.join(" / "))
    };
    let frame = signed.frame(&w.say("organisation-me"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let page = Me {
        token: signed.token.clone(),
        name: person.name,
        reading: person.reading,
        addresses: addresses.into_iter().map(|known| known.address).collect(),
        houses: signed.arrival.memberships.iter().map(house).collect(),
        may_erase: !signed.access.site.is_demonstration(),
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// One's name, typed to confirm.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    name: String,
}

/// `POST /me/erase`: for good, in every organisation or in none.
pub async fn erase(signed: Signed, Sent(form): Sent<Confirmed>) -> Result<Response, Response> {
    if signed.access.site.is_demonstration() {
        return Err(signed.failed(&NotDone::Absent));
    }
    if form.name.trim() != signed.arrival.name.trim() {
        let trouble = Trouble::with_field(signed.language(), "organisation-other-name", "name");
        return show(&signed, Some(trouble)).await;
    }
    match signed.act(store::Store::erase_oneself).await {
        Ok(_) => Ok(gone(signed)),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(&signed, Some(trouble)).await
        }
    }
}

/// Nobody is signed in any more.
fn gone(signed: Signed) -> Response {
    let nobody = Maybe {
        access: signed.access,
        arrival: None,
        session: None,
        chosen: signed.chosen,
        here: signed.here,
        token: String::new(),
    };
    let frame = nobody.frame(&Words(nobody.language()).say("organisation-gone"));
    let mut response = frame.answer(&Gone {
        frame: frame.clone(),
    });
    cookie::take(&nobody.access.site, &mut response);
    response
}
