//! Nothing is forgotten: every Rust file is reached from a crate's root, every table of cases from a test.

use std::collections::BTreeSet;

use super::source::Sources;
use crate::tree::{Problem, Tree};

/// Checks files of `crates/` that nothing reads.
pub fn check(tree: &Tree, sources: &Sources) -> Vec<Problem> {
    let mut reached: BTreeSet<String> = sources
        .0
        .keys()
        .filter(|path| is_root(path))
        .cloned()
        .collect();
    let mut open: Vec<String> = reached.iter().cloned().collect();
    while let Some(path) = open.pop() {
        for file in children(sources, &path) {
            if reached.insert(file.clone()) {
                open.push(file);
            }
        }
    }
    let ours = sources.0.keys().filter(|path| path.starts_with("crates/"));
    let forgotten = ours.filter(|path| !reached.contains(*path)).map(|path| {
        Problem::file(
            path,
            "is reached by no `mod`; declare it where it belongs or delete it",
        )
    });
    forgotten.chain(cases(tree)).collect()
}

/// Whether cargo compiles the file by itself.
fn is_root(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["crates", _, "build.rs"] | ["crates", _, "src", "lib.rs" | "main.rs"] => true,
        ["crates", _, "src", "bin", _] => true,
        ["crates", _, "tests" | "benches" | "examples", file] => file.ends_with(".rs"),
        ["crates", _, "tests" | "benches" | "examples", _, "main.rs"] => true,
        [.., "fuzz_targets", _] => true,
        _ => false,
    }
}

/// The files that the `mod` declarations of a file name.
fn children(sources: &Sources, path: &str) -> Vec<String> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.trim_end_matches(".rs");
    let inner = if is_root(path) || stem == "mod" {
        folder.to_owned()
    } else {
        format!("{folder}/{stem}")
    };
    let modules = sources
        .0
        .get(path)
        .map(|source| source.modules.as_slice())
        .unwrap_or_default();
    let named = modules.iter().flat_map(|(name, at)| match at {
        Some(at) => vec![resolve(folder, at)],
        None => vec![
            format!("{inner}/{name}.rs"),
            format!("{inner}/{name}/mod.rs"),
        ],
    });
    named.filter(|file| sources.0.contains_key(file)).collect()
}

/// Joins a relative path to a folder, following `..`.
pub fn resolve(folder: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Tables of cases whose name, or whose folder's name, no Rust file of their crate mentions.
fn cases(tree: &Tree) -> Vec<Problem> {
    let tables = tree
        .paths()
        .filter(|path| path.starts_with("crates/") && path.contains("/tests/cases/"));
    tables
        .filter(|path| {
            let mut from_the_end = path.rsplit('/');
            let (file, folder) = (
                from_the_end.next().unwrap_or(path),
                from_the_end.next().unwrap_or("cases"),
            );
            let of_crate: String = path
                .split('/')
                .take(2)
                .map(|part| format!("{part}/"))
                .collect();
            let mentions = |text: &str| {
                text.contains(file)
                    || text.contains(&format!("{folder}/"))
                    || text.contains(&format!("{folder}\""))
            };
            !tree
                .texts(&["rs"])
                .any(|(path, text)| path.starts_with(&of_crate) && mentions(text))
        })
        .map(|path| {
            Problem::file(
                path,
                "no test of its crate names this table of cases; use it or delete it",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::tidy::source::Sources;
    use crate::tree::Tree;

    #[test]
    fn forgotten_files_are_found() {
        let tree = Tree::of(&[
            (
                "crates/survey/src/lib.rs",
                "//! X.\nmod a;\n#[path = \"../../../assets/embed.rs\"]\nmod embed;\n",
            ),
            ("crates/survey/src/a.rs", "//! X.\nmod b;\n"),
            ("crates/survey/src/a/b.rs", "//! X.\n"),
            ("crates/survey/src/c.rs", "//! X.\n"),
            (
                "crates/survey/tests/all.rs",
                "//! X.\nmod cases;\nconst A: &str = include_str!(\"cases/used.txt\");",
            ),
            ("crates/survey/tests/cases.rs", "//! X.\n"),
            ("crates/survey/tests/cases/used.txt", ""),
            ("crates/report/tests/cases/unused.txt", ""),
            ("assets/embed.rs", "//! X.\n"),
        ]);
        let found: Vec<String> = super::check(&tree, &Sources::parse(&tree).0)
            .into_iter()
            .map(|problem| problem.path)
            .collect();
        assert_eq!(
            found,
            [
                "crates/survey/src/c.rs",
                "crates/report/tests/cases/unused.txt"
            ]
        );
    }
}
