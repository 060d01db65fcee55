//! Who do you want to be? The made-up people of the demonstration, each one press away. Nowhere but in the demonstration.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::acts::NotDone;

use crate::access::{Maybe, Sent, cookie};
use crate::layout::{Frame, Words};

#[derive(Template)]
#[template(path = "pages/demonstration/page.html")]
struct Demonstration {
    frame: Frame,
    token: String,
    groups: Vec<Group>,
    tour: Vec<Step>,
}

/// A step of the tour: who to be, and what there is to see.
struct Step {
    number: usize,
    person: String,
    name: String,
    text: String,
}

/// The tour: the place of a person in the cast, and the page to look at as them.
const TOUR: [(usize, &str); 6] = [
    (0, "/o"),
    (0, "/o/engagements"),
    (3, "/o"),
    (2, "/o/conditions"),
    (7, "/o/chain"),
    (6, "/o/ledger"),
];

struct Group {
    organisation: String,
    people: Vec<Person>,
}

struct Person {
    id: String,
    name: String,
    role: String,
    about: String,
}

/// `/demo`
pub async fn page(maybe: Maybe) -> Result<Response, Response> {
    only_here(&maybe)?;
    let frame = maybe.frame(&Words(maybe.language()).say("access-demo-title"));
    let page = Demonstration {
        token: maybe.token.clone(),
        groups: groups(&maybe),
        tour: tour(&maybe),
        frame: frame.clone(),
    };
    Ok(frame.answer(&page))
}

fn only_here(maybe: &Maybe) -> Result<(), Response> {
    let here = maybe.access.site.is_demonstration();
    here.then_some(())
        .ok_or_else(|| maybe.failed(&NotDone::Absent))
}

fn groups(maybe: &Maybe) -> Vec<Group> {
    let w = Words(maybe.language());
    let mut groups: Vec<Group> = Vec::new();
    for character in &maybe.access.site.cast {
        let organisation = w.text(&character.organisation);
        if groups
            .last()
            .is_none_or(|last| last.organisation != organisation)
        {
            groups.push(Group {
                organisation: organisation.to_owned(),
                people: Vec::new(),
            });
        }
        let person = Person {
            id: character.person.to_string(),
            name: character.name.clone(),
            role: w.code("role-", character.role.code()),
            about: w.text(&character.about).to_owned(),
        };
        if let Some(group) = groups.last_mut() {
            group.people.push(person);
        }
    }
    groups
}

fn tour(maybe: &Maybe) -> Vec<Step> {
    let w = Words(maybe.language());
    let step = |(number, (place, _)): (usize, &(usize, &str))| {
        let character = maybe.access.site.cast.get(*place)?;
        Some(Step {
            number,
            person: character.person.to_string(),
            name: character.name.clone(),
            text: w.code("access-tour-", &number.to_string()),
        })
    };
    (1..).zip(&TOUR).filter_map(step).collect()
}

/// Who to be, and at which step of the tour.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    person: String,
    #[serde(default)]
    step: Option<usize>,
}

/// `POST /demo`: signs in as one of the cast, and out as whoever one was.
pub async fn choose(maybe: Maybe, Sent(form): Sent<Choice>) -> Result<Response, Response> {
    only_here(&maybe)?;
    let cast = maybe.access.site.cast.iter();
    let chosen = cast
        .map(|character| character.person)
        .find(|person| person.to_string() == form.person)
        .ok_or_else(|| maybe.failed(&NotDone::Absent))?;
    let before = maybe
        .session
        .as_ref()
        .map(store::working::secret::Secret::hash);
    let session = maybe
        .run(move |store| {
            if let Some(before) = before {
                store.sign_out(before)?;
            }
            store.sign_in_for_demonstration(chosen)
        })
        .await
        .map_err(|error| maybe.failed(&error))?;
    let step = form
        .step
        .and_then(|number| TOUR.get(number.checked_sub(1)?));
    let page = step.map_or("/o", |(_, page)| page);
    let mut response = Redirect::to(page).into_response();
    cookie::give(&maybe.access.site, &mut response, &session);
    Ok(response)
}
