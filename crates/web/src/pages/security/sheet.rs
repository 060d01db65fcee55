//! A new recovery sheet for an owner; the one before is void.

use axum::response::Response;

use super::show;
use crate::access::{Sent, Signed, called};
use crate::layout::Words;
use crate::pages::found::{OnSheet, sheet};
use crate::pages::sign_in::Nothing;
use store::acts::NotDone;

/// `POST /o/security/sheet`: the sheet, shown once and printed.
pub async fn issue(signed: Signed, Sent(Nothing {}): Sent<Nothing>) -> Result<Response, Response> {
    let done = signed.act(store::Store::issue_sheet).await;
    let secret = match done {
        Ok(secret) => secret,
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            return show(&signed, Some(trouble)).await;
        }
    };
    let home = signed.arrival.home();
    let home = home.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let on = OnSheet {
        organisation: called(&home.names, signed.language()),
        owner: &signed.arrival.name,
        number: home.organisation,
        secret: &secret,
        issued: signed.access.store.now().today(),
    };
    let frame = signed.frame(&Words(signed.language()).say("access-sheet-title"));
    Ok(sheet(frame, &signed.access.site, &on))
}
