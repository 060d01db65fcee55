//! Answers and their code book as files, an anonymised copy of answers, one answer corrected.

mod anonymise;
mod answers;
mod codebook;
mod correct;
mod delimited;
mod rows;

pub use anonymise::{AnonymiseOptions, Anonymised, Rare, anonymise};
pub use answers::{AnswerStyle, ValueStyle, answers_csv, answers_sheet, template_csv};
pub use codebook::{Codebook, CodebookOption, CodebookVariable, codebook, codebook_csv};
pub use correct::{Consequence, Correction, TrailEntry, correct};
pub use rows::pick;
