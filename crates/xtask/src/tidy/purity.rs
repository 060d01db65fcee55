//! The lints that keep the core pure are there, are the same everywhere, and are lifted nowhere.

use super::PURE;
use super::source::{Source, Sources};
use crate::tree::{Problem, Tree};

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
    unequal
        .chain(inside.flat_map(|(path, source)| check_source(path, source)))
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
    let unwrapped = source
        .methods
        .iter()
        .filter(|(name, line)| name == "unwrap" && !source.is_test(*line))
        .map(|(_, line)| {
            Problem::line(
                path,
                *line,
                "unwraps without a reason; return an error, or `expect` with why it cannot happen",
            )
        });
    lifted
        .chain(unwrapped.filter(|_| !is_test_file(path)))
        .collect()
}

fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
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

    #[test]
    fn lists_must_be_equal() {
        assert_eq!(
            check(&[
                ("crates/survey/clippy.toml", "a"),
                ("crates/report/clippy.toml", "a")
            ]),
            [""; 0]
        );
        let unequal = check(&[
            ("crates/survey/clippy.toml", "a"),
            ("crates/report/clippy.toml", "b"),
        ]);
        assert_eq!(unequal, ["crates/report/clippy.toml:0"]);
    }

    #[test]
    fn lifted_lints_and_unwraps_are_found_outside_tests() {
        let text = "//! X.\n#[allow(clippy::disallowed_methods)]\nfn f() { Some(1).unwrap(); }\n#[cfg(test)]\nmod tests { fn g() { Some(1).unwrap(); } }\n";
        let found = check(&[
            ("crates/survey/clippy.toml", "a"),
            ("crates/survey/src/a.rs", text),
            ("crates/web/src/a.rs", text),
        ]);
        assert_eq!(
            found,
            ["crates/survey/src/a.rs:2", "crates/survey/src/a.rs:3"]
        );
    }
}
