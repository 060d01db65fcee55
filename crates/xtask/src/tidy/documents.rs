//! Documents tell the truth about the tree: each path they name exists, each is as short as promised.

use super::reach::resolve;
use crate::tree::{Problem, Tree};

/// Documents that must be there.
const REQUIRED: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.ja.md",
    "README.md",
    "assets/fonts/OFL.txt",
];
/// The longest a document may be, in lines.
const LONGEST: &[(&str, usize)] = &[("ARCHITECTURE.md", 200)];
/// Extensions of files that we write: a bare `name.rs` in a document must be one of ours.
const OURS: &[&str] = &["ftl", "md", "rs"];

/// Checks every Markdown file.
pub fn check(tree: &Tree) -> Vec<Problem> {
    let missing = REQUIRED
        .iter()
        .filter(|path| !tree.exists(path))
        .map(|path| Problem::file(path, "is missing; write it"));
    let too_long = LONGEST.iter().filter_map(|(path, longest)| {
        let lines = tree.text(path)?.lines().count();
        (lines > *longest).then(|| {
            Problem::file(
                path,
                format!("has {lines} lines; {longest} is the end, cut it"),
            )
        })
    });
    let dead = tree
        .texts(&["md"])
        .flat_map(|(path, text)| check_document(tree, path, text));
    missing.chain(too_long).chain(dead).collect()
}

fn check_document(tree: &Tree, path: &str, text: &str) -> Vec<Problem> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut fenced = false;
    let mut problems = Vec::new();
    for (number, line) in text.lines().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        let named = if fenced {
            Vec::new()
        } else {
            named_paths(tree, line)
        };
        let dead = named.into_iter().filter(|name| !exists(tree, folder, name));
        problems.extend(dead.map(|name| {
            Problem::line(
                path,
                number + 1,
                format!("names `{name}`, which does not exist"),
            )
        }));
    }
    problems
}

/// What a line names as a path: targets of links, and code that looks like one.
fn named_paths<'a>(tree: &Tree, line: &'a str) -> Vec<&'a str> {
    let links = line
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#']).next());
    let links = links.filter(|target| !target.is_empty() && !target.contains(':'));
    let code = line
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|code| looks_like_a_path(tree, code));
    links.chain(code).collect()
}

fn looks_like_a_path(tree: &Tree, code: &str) -> bool {
    if code.starts_with('/')
        || !code
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "/._-*".contains(c))
    {
        return false;
    }
    match code.split_once('/') {
        Some((first, _)) => tree.exists(first) && !tree.paths().any(|path| path == first),
        None => code
            .rsplit_once('.')
            .is_some_and(|(name, extension)| !name.is_empty() && OURS.contains(&extension)),
    }
}

fn exists(tree: &Tree, folder: &str, name: &str) -> bool {
    let candidates = [resolve("", name), resolve(folder, name)];
    if name.contains('*') {
        return candidates
            .iter()
            .any(|pattern| tree.paths().any(|path| matches(pattern, path)));
    }
    let somewhere = !name.contains('/')
        && tree
            .paths()
            .any(|path| path.rsplit('/').next() == Some(name));
    somewhere || candidates.iter().any(|path| tree.exists(path))
}

/// Whether a path, or a folder above it, fits a pattern in which `*` stands for any characters.
fn matches(pattern: &str, path: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else {
        return path == pattern || path.starts_with(&format!("{pattern}/"));
    };
    path.strip_prefix(head).is_some_and(|rest| {
        (0..=rest.len()).any(|at| rest.get(at..).is_some_and(|rest| matches(tail, rest)))
    })
}

#[cfg(test)]
mod tests {
    use crate::tree::Tree;

    fn dead(line: &str) -> Vec<String> {
        let tree = Tree::of(&[
            ("crates/survey/src/table.rs", "//! X."),
            ("docs/a.md", line),
            ("docs/guide/b.md", ""),
            ("words/ja/x.ftl", ""),
        ]);
        super::check(&tree)
            .into_iter()
            .filter(|problem| problem.path == "docs/a.md")
            .map(|problem| problem.what)
            .collect()
    }

    #[test]
    fn paths_in_documents_exist() {
        let lines = [
            (
                "see `crates/survey` and `crates/survey/src/table.rs`, `table.rs`, `words/*/x.ftl`",
                "",
            ),
            (
                "see [b](guide/b.md#x), [web](https://example.org/crates/x.md), `?lang=ja/x`, `k/n`, `/study/ipa`",
                "",
            ),
            (
                "see `crates/store`",
                "names `crates/store`, which does not exist",
            ),
            ("see `tables.rs`", "names `tables.rs`, which does not exist"),
            (
                "see [c](guide/c.md)",
                "names `guide/c.md`, which does not exist",
            ),
            (
                "see `words/*/y.ftl`",
                "names `words/*/y.ftl`, which does not exist",
            ),
        ];
        for (line, what) in lines {
            assert_eq!(dead(line).join("\n"), what, "{line}");
        }
    }

    #[test]
    fn a_fenced_block_is_an_example_not_a_claim() {
        assert_eq!(dead("```\n`crates/store`\n```\n"), [""; 0]);
    }
}
