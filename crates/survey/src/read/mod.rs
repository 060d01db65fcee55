//! From the bytes of a file to answers: find the table, match its columns, read its cells.
//!
//! Three steps, each a value that can be shown and edited:
//! bytes → [`sheet()`] → [`Sheet`] → [`match_columns`] → [`Mapping`] → [`import()`] → [`Imported`].
//! Every problem names its file, row and column; nothing is dropped without one.

pub(crate) mod cell;
pub mod date;
mod delimited;
mod draft;
mod encoding;
mod fit;
pub mod fold;
mod format;
mod import;
mod listing;
mod lookup;
mod mapping;
mod matching;
mod number;
mod respondents;
pub(crate) mod routing;
mod sheet;
mod xlsx;

pub use encoding::Encoding;
pub use fold::{fold, narrow};
pub use format::Format;
pub use import::{Coverage, ImportOptions, Imported, RowCounts, import};
pub(crate) use lookup::option_named;
pub use mapping::{
    AllZero, Mapping, NOT_ANSWERED_WORDS, NOT_ASKED_WORDS, StratumColumn, VariableColumns,
};
pub use matching::{Matched, match_columns};
pub use sheet::{Limits, Sheet, SheetHint, column_letters, sheet};
