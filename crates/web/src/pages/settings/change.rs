//! What can be changed of who the organisation is. What is refused comes back with what was typed.

use axum::response::Response;
use ledger::body::shared::Side;
use ledger::organisation::{Identifier, Name, NameKind, Profile, Size};
use serde::Deserialize;
use store::acts::{Description, NotDone};

use super::{Typed, look, show};
use crate::access::{Sent, Signed, Trouble};
use crate::layout::done as told;

/// Names as typed: a pair for each field.
type Fields = Vec<(String, String)>;

/// The entry to stand in for, as a box was ticked.
fn corrects(seq: &str) -> Option<u64> {
    seq.parse().ok()
}

/// `POST /o/settings/names`
pub async fn names(signed: Signed, Sent(fields): Sent<Fields>) -> Result<Response, Response> {
    let field = |key: &str| {
        let found = fields.iter().find(|(name, _)| name == key);
        found.map_or(String::new(), |(_, text)| text.clone())
    };
    let named = |(key, text): &(String, String)| Some((NameKind::of(key)?, text.trim().to_owned()));
    let typed: Vec<(NameKind, String)> = fields.iter().filter_map(named).collect();
    let from = survey::read::date::day(&field("from"));
    let given = typed.iter().filter(|(_, text)| !text.is_empty());
    let names: Vec<Name> = given
        .map(|(kind, text)| Name {
            kind: *kind,
            text: text.clone(),
        })
        .collect();
    let again = Typed {
        names: Some(typed),
        from: Some(field("from")),
        ..Typed::default()
    };
    let wrong = |key, field| Trouble::with_field(signed.language(), key, field);
    let official = names.iter().any(|name| name.kind == NameKind::Official);
    let Some(from) = from.filter(|_| official) else {
        let trouble = match official {
            true => wrong("organisation-no-day", "from"),
            false => wrong("refusal-no-name", "name-0"),
        };
        return show(&signed, again, Some(trouble)).await;
    };
    let corrects = corrects(&field("corrects"));
    let (before, _) = look(&signed).await?;
    let same = before.names == names && corrects.is_none();
    let description = Description::Names(names, from);
    tell(&signed, description, corrects, same, again).await
}

/// A number as typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    number: String,
    #[serde(default)]
    corrects: String,
}

/// `POST /o/settings/number`
pub async fn number(signed: Signed, Sent(form): Sent<Number>) -> Result<Response, Response> {
    let again = Typed {
        number: Some(form.number.clone()),
        ..Typed::default()
    };
    let number = match form.number.trim() {
        "" => None,
        typed => match Identifier::typed(typed) {
            Ok(number) => Some(number),
            Err(_) => {
                let trouble = Trouble::with_field(signed.language(), "access-no-number", "number");
                return show(&signed, again, Some(trouble)).await;
            }
        },
    };
    let corrects = corrects(&form.corrects);
    let (before, _) = look(&signed).await?;
    let same = before.identifier == number && corrects.is_none();
    tell(&signed, Description::Number(number), corrects, same, again).await
}

/// Size and side as chosen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    size: String,
    side: String,
    #[serde(default)]
    corrects: String,
}

/// `POST /o/settings/profile`
pub async fn profile(signed: Signed, Sent(form): Sent<Chosen>) -> Result<Response, Response> {
    let profile = Profile {
        size: Size::of(&form.size),
        side: Side::of(&form.side),
    };
    let again = Typed {
        profile: Some(profile),
        ..Typed::default()
    };
    let corrects = corrects(&form.corrects);
    let (before, _) = look(&signed).await?;
    let same = before.profile == profile && corrects.is_none();
    tell(
        &signed,
        Description::Profile(profile),
        corrects,
        same,
        again,
    )
    .await
}

/// Records it, unless it says what is in force already.
async fn tell(
    signed: &Signed,
    description: Description,
    corrects: Option<u64>,
    same: bool,
    again: Typed,
) -> Result<Response, Response> {
    if same {
        let trouble = Trouble::with_field(signed.language(), "organisation-unchanged", "");
        return show(signed, again, Some(trouble)).await;
    }
    let done: Result<_, NotDone> = signed
        .act(move |store, visitor| store.describe_as(visitor, description, corrects))
        .await;
    match done {
        Ok(_) => Ok(told("/o/settings", "settings")),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(signed, again, Some(trouble)).await
        }
    }
}
