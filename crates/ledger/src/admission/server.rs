//! What must hold before something is recorded in the server's own ledger.

use super::{Refusal, refuse_if};
use crate::body::Body;
use crate::body::server::{KeyChanged, Started};
use crate::journal::checkpoint::is_origin;
use crate::signature::PublicKey;
use crate::state::Server;

pub(super) fn check(server: &Server, body: &Body) -> Result<(), Refusal> {
    match body {
        Body::OperatorActed(body) => {
            let unfit =
                body.detail.chars().count() > 200 || body.detail.chars().any(char::is_control);
            refuse_if(unfit, Refusal::UnfitText)
        }
        Body::KeyChanged(body) => key_changed(server, body),
        Body::Restored(body) => refuse_if(body.epoch != server.epoch + 1, Refusal::UnfitEpoch),
        _ => Ok(()),
    }
}

pub(super) fn check_started(body: &Started) -> Result<(), Refusal> {
    refuse_if(!is_origin(&body.origin), Refusal::UnfitText)
}

/// What the old key signs to name its successor.
#[must_use]
pub fn endorsement(new: &PublicKey) -> Vec<u8> {
    [b"torikime/key/1\0".as_slice(), &new.0].concat()
}

fn key_changed(server: &Server, body: &KeyChanged) -> Result<(), Refusal> {
    refuse_if(
        server.keys.last() != Some(&body.old) || server.keys.contains(&body.new),
        Refusal::UnfitKey,
    )?;
    let endorsed = |signature| body.old.verifies(&endorsement(&body.new), signature);
    refuse_if(
        body.endorsement
            .as_ref()
            .is_some_and(|signature| !endorsed(signature)),
        Refusal::UnfitKey,
    )
}
