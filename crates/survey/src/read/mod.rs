//! From the bytes of a file to answers: find the table, match its columns, read its cells.
//!
//! Three steps, each a value that can be shown and edited:
//! bytes → [`sheet()`] → [`Sheet`] → [`match_columns`] → [`Mapping`] → [`import()`] → [`Imported`].
//! Every problem names its file, row and column; nothing is dropped without one.

mod delimited;
mod encoding;
mod fold;
mod format;
mod sheet;
mod xlsx;

pub use encoding::Encoding;
pub use fold::fold;
pub use format::Format;
pub use sheet::{Limits, Sheet, SheetHint, column_letters, sheet};
