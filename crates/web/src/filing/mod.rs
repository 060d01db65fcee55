//! Files of evidence as they come and go, for pages and programs alike: received in turns, bounded, saved and never shown in place.

mod sending;
mod turns;

use std::time::Duration;

use axum::extract::multipart::{Field, MultipartError};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use ledger::admission::LARGEST_FILE;
use ledger::body::evidence::Media;
use store::door::EvidenceFile;

use crate::download;
use turns::{Turn, Turns};

/// Files that are being received.
pub(crate) static RECEIVING: Turns = Turns::new(6, 2);
/// Files that are being sent.
pub(crate) static SENDING: Turns = Turns::new(24, 4);
/// A file that takes longer makes room for others.
pub(crate) const LONGEST: Duration = Duration::from_secs(5 * 60);
/// Bytes of a field that is no file.
pub(crate) const LARGEST_TEXT: usize = 64 * 1024;

/// Reads a field up to so many bytes; what is longer is read to its end and thrown away, so that its sender can be told.
pub(crate) async fn bounded(mut field: Field<'_>, most: usize) -> Result<Vec<u8>, MultipartError> {
    let (mut bytes, mut over) = (Vec::new(), false);
    while let Some(chunk) = field.chunk().await? {
        over |= bytes.len() + chunk.len() > most;
        match over {
            // One byte more than is taken.
            true => bytes.resize(most + 1, 0),
            false => bytes.extend_from_slice(&chunk),
        }
    }
    Ok(bytes)
}

/// Reads a file; one that is too large comes with a byte more than is taken, and is refused like any other that is not.
pub(crate) async fn whole(field: Field<'_>) -> Result<Vec<u8>, MultipartError> {
    bounded(
        field,
        usize::try_from(LARGEST_FILE).unwrap_or(usize::MAX - 1),
    )
    .await
}

/// The file of the piece of evidence in a line: to be saved, never shown in place (rule R13).
pub(crate) fn saved(line: u64, file: EvidenceFile, turn: Turn<'static>) -> Response {
    let plain = format!("evidence-{line}.{}", file.media.code());
    let body = sending::body(file.bytes, turn);
    let mut response = download::save_as(&file.name, &plain, kind(file.media), body);
    let headers = response.headers_mut();
    let alone = HeaderValue::from_static("sandbox; default-src 'none'");
    headers.insert(header::CONTENT_SECURITY_POLICY, alone);
    response
}

/// From a list of our own, by what the file was found to be. Texts go without a character set: theirs is not known.
pub(crate) fn kind(media: Media) -> &'static str {
    match media {
        Media::Pdf => "application/pdf",
        Media::Png => "image/png",
        Media::Jpeg => "image/jpeg",
        Media::Csv | Media::Txt => "application/octet-stream",
        Media::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Media::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Media::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    }
}
