//! Figures and documents: SVG, HTML, PDF, XLSX and CSV as bytes. Pure: no clock, no files, no network.
#![deny(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod agreement;
pub mod chain_map;
pub mod compared;
pub mod csv;
pub mod document;
pub mod figure;
pub mod flat;
pub mod font;
pub mod html;
pub mod ical;
pub mod listing;
pub mod marks;
pub mod outcome;
pub mod palette;
pub mod pdf;
pub mod policy;
pub mod print;
pub mod sheet;
pub mod study;
pub mod svg;
#[cfg(test)]
mod tests;
pub mod words;
pub mod wrap;
pub mod xlsx;

pub use document::{Document, Form, OutputFile, RenderError, render};
pub use study::study_report;
