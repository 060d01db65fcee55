//! The rules no compiler checks, each in a file of its own, and the test that runs them all.

pub mod crates;
pub mod documents;
pub mod names;
pub mod purity;
pub mod reach;
pub mod sizes;
pub mod source;
pub mod words;

use crate::tree::{Problem, Tree};
use source::Sources;

/// The crates that compute and do nothing else: no clock, no randomness, no files, no network.
pub const PURE: &[&str] = &["ledger", "survey", "report"];

/// Runs every check.
///
/// # Errors
/// When cargo cannot describe the workspace; a broken rule is a problem, not an error.
pub fn check(tree: &Tree) -> anyhow::Result<Vec<Problem>> {
    let (sources, mut problems) = Sources::parse(tree);
    problems.extend(crates::check(tree)?);
    problems.extend(documents::check(tree));
    problems.extend(names::check(tree, &sources));
    problems.extend(purity::check(tree, &sources));
    problems.extend(reach::check(tree, &sources));
    problems.extend(sizes::check(tree, &sources));
    problems.extend(words::check(tree));
    problems.sort();
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use crate::tree::Tree;

    #[test]
    fn the_tree_is_tidy() {
        let problems =
            super::check(&Tree::read().expect("the tree is readable")).expect("cargo answers");
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "\n{}", lines.join("\n"));
    }
}
