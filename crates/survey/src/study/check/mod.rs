//! What the shapes of the files cannot say: ids, references, kinds, languages and expressions.

use super::Study;
use crate::Problem;

/// Everything that is wrong with a study that was read. Problems have a file and a field, and no line.
pub fn check(_study: &Study) -> Vec<Problem> {
    Vec::new()
}
