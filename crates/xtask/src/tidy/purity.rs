//! The lints that keep the core pure are there, are the same everywhere, and are lifted nowhere.

use super::PURE;
use super::source::{Source, Sources};
use crate::tree::{Problem, Tree};

/// What the root of each pure crate denies.
const DENIED: [&str; 3] = [
    "clippy::disallowed_methods",
    "clippy::unwrap_used",
    "clippy::panic",
];

/// Checks each pure crate that exists.
pub fn check(tree: &Tree, sources: &Sources) -> Vec<Problem> {
    let there: Vec<&str> = PURE
        .iter()
        .copied()
        .filter(|name| tree.exists(&format!("crates/{name}")))
        .collect();
    let lists: Vec<_> = there
        .iter()
        .map(|name| (*name, tree.text(&format!("crates/{name}/clippy.toml"))))
        .collect();
    let first = lists.iter().find_map(|(_, text)| *text);
    let unequal = lists
        .iter()
        .filter(|(_, text)| text.is_none() || *text != first)
        .map(|(name, _)| {
            Problem::file(
                &format!("crates/{name}/clippy.toml"),
                "is missing or differs from the other pure crates'; copy the fuller one",
            )
        });
    let inside = sources.0.iter().filter(|(path, _)| {
        there
            .iter()
            .any(|name| path.starts_with(&format!("crates/{name}/src/")))
    });
    let undenied = there.iter().flat_map(|name| undenied(tree, name));
    unequal
        .chain(undenied)
        .chain(inside.flat_map(|(path, source)| check_source(path, source)))
        .collect()
}

/// Lints that the root of a pure crate does not deny.
fn undenied(tree: &Tree, name: &str) -> Vec<Problem> {
    let root = format!("crates/{name}/src/lib.rs");
    let text = tree.text(&root).unwrap_or_default();
    let missing = DENIED.iter().filter(|lint| !text.contains(**lint));
    let what = |lint: &&str| format!("does not deny `{lint}`; a pure crate does");
    missing
        .map(|lint| Problem::file(&root, what(lint)))
        .collect()
}

fn check_source(path: &str, source: &Source) -> Vec<Problem> {
    let lifted = source
        .lifted
        .iter()
        .filter(|(lint, _)| lint.contains("disallowed_"))
        .map(|(_, line)| {
            Problem::line(
                path,
                *line,
                "lifts the lint that keeps this crate pure; take what you need as a parameter",
            )
        });
    lifted.collect()
}

#[cfg(test)]
mod tests {
    use crate::tidy::source::Sources;
    use crate::tree::Tree;

    fn check(files: &[(&str, &str)]) -> Vec<String> {
        let tree = Tree::of(files);
        super::check(&tree, &Sources::parse(&tree).0)
            .iter()
            .map(|problem| format!("{}:{}", problem.path, problem.line))
            .collect()
    }

    const ROOT: &str =
        "//! X.\n#![deny(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic)]\n";

    #[test]
    fn lists_must_be_equal_and_lints_denied() {
        let survey = [
            ("crates/survey/clippy.toml", "a"),
            ("crates/survey/src/lib.rs", ROOT),
        ];
        let report = |list, root| {
            [
                ("crates/report/clippy.toml", list),
                ("crates/report/src/lib.rs", root),
            ]
        };
        assert_eq!(check(&[survey, report("a", ROOT)].concat()), [""; 0]);
        assert_eq!(
            check(&[survey, report("b", ROOT)].concat()),
            ["crates/report/clippy.toml:0"]
        );
        assert_eq!(
            check(&[survey, report("a", "//! X.\n")].concat()),
            ["crates/report/src/lib.rs:0"; 3]
        );
    }

    #[test]
    fn lifted_lints_are_found() {
        let text = "//! X.\n#[allow(clippy::disallowed_methods)]\nfn f() {}\n";
        let found = check(&[
            ("crates/survey/clippy.toml", "a"),
            ("crates/survey/src/lib.rs", ROOT),
            ("crates/survey/src/a.rs", text),
            ("crates/web/src/a.rs", text),
        ]);
        assert_eq!(found, ["crates/survey/src/a.rs:2"]);
    }
}
