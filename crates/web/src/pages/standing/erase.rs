//! The note of a statement is erased; the statement stays.

use axum::extract::Path;
use axum::response::Response;
use serde::Deserialize;

use super::item::found;
use crate::access::{Sent, Signed};
use crate::layout::done as told;

/// Which statement.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Which {
    entry: u64,
}

/// `POST /o/standing/items/{item}/erase`
pub async fn erase(
    signed: Signed,
    Path(id): Path<String>,
    Sent(form): Sent<Which>,
) -> Result<Response, Response> {
    let item = found(&signed, &id)?;
    let done = signed
        .act(move |store, visitor| store.erase_note(visitor, form.entry))
        .await;
    done.map_err(|error| signed.failed(&error))?;
    let page = format!("/o/standing/items/{}", item.id);
    Ok(told(&page, "note-erased"))
}
