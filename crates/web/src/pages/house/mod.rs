//! The organisation one acts for: who it is, what one is there, and where to go on.

use askama::Template;
use axum::response::Response;
use ledger::organisation::NameKind;
use store::acts::NotDone;

use crate::access::{Signed, called};
use crate::layout::Frame;

#[derive(Template)]
#[template(path = "pages/house/page.html")]
struct House {
    frame: Frame,
    /// Words of the kind, name.
    names: Vec<(String, String)>,
    /// Words of the kind, number.
    identifier: Option<(String, String)>,
    size: Option<String>,
    side: Option<String>,
    roles: Vec<Role>,
    ended: Option<String>,
    /// The day looked at, for the form.
    day: String,
}

struct Role {
    name: String,
    help: String,
}

#[derive(Template)]
#[template(path = "pages/house/nowhere.html")]
struct Nowhere {
    frame: Frame,
}

/// `/o`
pub async fn page(signed: Signed) -> Result<Response, Response> {
    if signed.arrival.home().is_none() {
        let frame =
            signed.frame(&crate::layout::Words(signed.language()).say("access-no-organisation"));
        let nowhere = Nowhere {
            frame: frame.clone(),
        };
        return Ok(frame.answer(&nowhere));
    }
    let organisation = signed
        .look(|look| Ok(look.organisation()))
        .await?
        .into_inner();
    let frame = signed.frame(&called(&organisation.names, signed.language()));
    let w = frame.words;
    let roles = signed.arrival.home().map(|home| home.roles.clone());
    let roles = roles.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let kind = |name: &ledger::organisation::Name| w.code("name-", name.kind.code());
    let names = organisation.names.iter();
    let ended = organisation
        .withdrew
        .or(organisation.merged.map(|(_, day)| day));
    let page = House {
        names: names
            .filter(|name| name.kind != NameKind::Official || organisation.names.len() > 1)
            .map(|name| (kind(name), name.text.clone()))
            .collect(),
        identifier: organisation
            .identifier
            .as_ref()
            .map(|number| number_words(w, number)),
        size: organisation
            .profile
            .size
            .map(|size| w.code("size-", size.code())),
        side: organisation
            .profile
            .side
            .map(|side| w.code("side-", side.code())),
        roles: roles
            .iter()
            .map(|role| role_words(w, role.code()))
            .collect(),
        ended: ended.map(|day| w.with("access-ended", "day", w.day(&day))),
        day: frame
            .bar
            .as_ref()
            .and_then(|bar| bar.as_of.as_ref())
            .map_or(String::new(), |(day, _)| day.to_string()),
        frame: frame.clone(),
    };
    Ok(frame.answer(&page))
}

/// What kind of number it is, and the number.
fn number_words(
    w: crate::layout::Words,
    number: &ledger::organisation::Identifier,
) -> (String, String) {
    use ledger::organisation::Identifier::{CorporateNumber, Lei};
    let key = match number {
        CorporateNumber(_) => "access-corporate-number",
        Lei(_) => "access-lei",
    };
    (w.say(key), number.as_str().to_owned())
}

fn role_words(w: crate::layout::Words, code: &str) -> Role {
    let key = format!("role-{code}");
    Role {
        help: report::words::attr(*w.language(), &key, "help", &[]),
        name: w.say(&key),
    }
}
