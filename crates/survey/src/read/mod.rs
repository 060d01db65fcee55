//! From the bytes of a file to answers: find the table, match its columns, read its cells.
//!
//! Steps, each with a value that can be shown: bytes → [`sheet()`] → [`Sheet`].
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
