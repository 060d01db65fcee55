//! A file on its way to who saves it: in pieces, so that its place among those that are sent is free again only once all of it has gone.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};

use super::turns::Turn;

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;

/// What is left of a file, and its place.
struct Sending {
    left: Bytes,
    _turn: Turn<'static>,
}

/// The file as a body that keeps its place until it is gone.
pub(super) fn body(bytes: Vec<u8>, turn: Turn<'static>) -> Body {
    Body::new(Sending {
        left: bytes.into(),
        _turn: turn,
    })
}

impl HttpBody for Sending {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        let most = self.left.len().min(PIECE);
        let piece = self.left.split_to(most);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::turns::Turns;
    use ledger::id::OrganisationId;

    #[tokio::test]
    async fn a_file_keeps_its_place_until_all_of_it_has_gone() {
        static TURNS: Turns = Turns::new(1, 1);
        let of = OrganisationId([1; 16]);
        let bytes: Vec<u8> = (0..=255).cycle().take(3 * PIECE + 7).collect();
        let mut sent = body(bytes.clone(), TURNS.take(of).unwrap());
        assert_eq!(sent.size_hint().exact(), Some(bytes.len() as u64));
        let mut came = Vec::new();
        while came.len() < bytes.len() {
            assert!(TURNS.take(of).is_none());
            let next = std::future::poll_fn(|at| Pin::new(&mut sent).poll_frame(at)).await;
            came.extend_from_slice(&next.unwrap().unwrap().into_data().unwrap());
        }
        assert_eq!(came, bytes);
        assert!(sent.is_end_stream());
        drop(sent);
        assert!(TURNS.take(of).is_some());
    }
}
