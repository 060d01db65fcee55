//! The document as PDF: A4, tagged, with the committed font, through typst as a library.
//!
//! What users wrote reaches the template only as a JSON file, never as markup. The world below has no disk,
//! no network and no clock, so the same document gives the same bytes.

mod data;
mod world;

use std::collections::BTreeSet;

use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::document::{Document, RenderError};
use crate::font;

/// Sets the document.
///
/// # Errors
/// When the template does not compile: a fault of the product.
pub fn pdf(document: &Document) -> Result<Vec<u8>, RenderError> {
    let pages = pages(document)?;
    let bytes = typst_pdf::pdf(&pages, &PdfOptions::default()).map_err(|errors| refuse(&errors));
    // What was remembered of this document helps the next only little; memory is worth more.
    typst::comemo::evict(2);
    bytes
}

/// The characters of a document that the font lacks and a printed page would show as boxes.
pub fn missing(document: &Document) -> BTreeSet<char> {
    font::missing(&data::json(document).0)
}

fn pages(document: &Document) -> Result<PagedDocument, RenderError> {
    let (json, files) = data::json(document);
    let world = world::Documents::new(json, files, document.day);
    typst::compile::<PagedDocument>(&world)
        .output
        .map_err(|errors| refuse(&errors))
}

fn refuse(errors: &[typst::diag::SourceDiagnostic]) -> RenderError {
    let messages: Vec<String> = errors
        .iter()
        .map(|error| error.message.to_string())
        .collect();
    RenderError::Pdf(messages.join("; "))
}

/// Name and content of each picture in the PDF.
#[cfg(test)]
pub(crate) fn pictures(document: &Document) -> Vec<(String, String)> {
    data::json(document).1
}

/// The text of the set pages, in drawing order.
#[cfg(test)]
pub(crate) fn text(document: &Document) -> String {
    fn walk(frame: &typst::layout::Frame, out: &mut String) {
        for (_, item) in frame.items() {
            match item {
                typst::layout::FrameItem::Text(text) => {
                    out.push_str(&text.text);
                    out.push('\n');
                }
                typst::layout::FrameItem::Group(group) => walk(&group.frame, out),
                _ => {}
            }
        }
    }
    let mut out = String::new();
    for page in pages(document).unwrap().pages() {
        walk(&page.frame, &mut out);
    }
    out
}
