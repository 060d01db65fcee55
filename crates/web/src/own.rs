//! What is known of the answers of a user's own study beside the answers.

/// What was said while answers were read.
#[derive(Clone, Debug, Default)]
pub struct Intake {}
