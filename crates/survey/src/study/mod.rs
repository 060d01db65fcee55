//! A study as its files say it: header, questionnaire, analysis, published numbers.
//!
//! A study is a folder: `study.toml`, `questionnaire.toml`, `analysis.toml` and, where numbers of an
//! earlier publication exist, `published.csv`. The types here mirror the files field by field
//! (kebab-case in TOML), so the JSON schema for editors is made from them.

pub mod analysis;
pub mod check;
pub mod codes;
pub mod header;
pub mod load;
pub mod published;
pub mod questionnaire;
pub(crate) mod read;
pub mod schema;
pub mod template;

pub use analysis::Analysis;
pub use check::check;
pub use header::Header;
pub use load::{FolderFiles, companions, load};
pub use published::PublishedCell;
pub use questionnaire::{Question, QuestionKind, Questionnaire};
pub use template::template;

/// A whole study, read and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// `study.toml`
    pub header: Header,
    /// `questionnaire.toml`
    pub questionnaire: Questionnaire,
    /// `analysis.toml`
    pub analysis: Analysis,
    /// `published.csv`, in file order; empty for a study that publishes nothing yet.
    pub published: Vec<PublishedCell>,
    /// The studies named in `companions`, read the same way.
    pub companions: Vec<Study>,
}
