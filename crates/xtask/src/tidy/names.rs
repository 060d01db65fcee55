//! Names that say nothing, and macros that are left over from writing.

use super::source::Sources;
use crate::tree::{Problem, Tree};

const EMPTY_NAMES: &[&str] = &["common", "helper", "helpers", "misc", "util", "utils"];
const LEFT_OVER: &[&str] = &["dbg", "todo", "unimplemented"];

/// Checks file names and macro calls.
pub fn check(tree: &Tree, sources: &Sources) -> Vec<Problem> {
    let named = tree
        .paths()
        .filter(|path| path.starts_with("crates/"))
        .filter_map(|path| {
            let name = path
                .split('/')
                .map(|part| part.split('.').next().unwrap_or(part))
                .find(|part| EMPTY_NAMES.contains(part))?;
            Some(Problem::file(
                path,
                format!("`{name}` says nothing; name the file after the one thing in it"),
            ))
        });
    let left = sources.0.iter().flat_map(|(path, source)| {
        let left = source
            .macros
            .iter()
            .filter(|(name, _)| LEFT_OVER.contains(&name.as_str()));
        left.map(move |(name, line)| {
            Problem::line(
                path,
                *line,
                format!("`{name}!` is left over; finish or remove it"),
            )
        })
    });
    named.chain(left).collect()
}

#[cfg(test)]
mod tests {
    use crate::tidy::source::Sources;
    use crate::tree::Tree;

    #[test]
    fn empty_names_and_left_over_macros_are_found() {
        let tree = Tree::of(&[
            ("crates/web/src/utils.rs", "//! X.\nfn f() { dbg!(1); }\n"),
            ("crates/web/src/utility_bill.rs", "//! X.\n"),
        ]);
        let found: Vec<String> = super::check(&tree, &Sources::parse(&tree).0)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            found,
            [
                "crates/web/src/utils.rs: `utils` says nothing; name the file after the one thing in it",
                "crates/web/src/utils.rs:2: `dbg!` is left over; finish or remove it",
            ]
        );
    }
}
