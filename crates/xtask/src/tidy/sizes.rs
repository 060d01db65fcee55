//! Sizes: a file aims at 450 lines and stops at 800, a function stops at 70. What is over its aim is listed, and only shrinks.

use std::collections::BTreeMap;

use anyhow::Context;

use super::source::{Source, Sources};
use crate::tree::{Problem, Tree};

/// Lines a file should have at most, its test modules apart; above, it must be listed.
const FILE_AIM: usize = 450;
/// Lines no file may have, tests included.
const FILE_STOP: usize = 800;
/// Lines no function may have; tests, which hold tables of cases, are left to clippy.
const FUNCTION_STOP: usize = 70;
/// The list of files over their aim.
const LIST: &str = "golden/size-ratchet.txt";

/// Checks files and functions against aim, stop and list.
pub fn check(tree: &Tree, sources: &Sources) -> Vec<Problem> {
    let listed = listed(tree);
    let mut problems: Vec<Problem> = sources
        .0
        .iter()
        .flat_map(|(path, source)| functions(path, source))
        .collect();
    for (path, whole, code) in files(tree, sources) {
        let list = listed.get(path).copied();
        problems.extend(judge(whole, code, list).map(|what| Problem::file(path, what)));
    }
    let gone = listed.keys().filter(|path| !tree.exists(path));
    problems.extend(gone.map(|path| {
        Problem::file(
            LIST,
            format!("lists {path}, which is gone; cargo xtask tidy --shrink"),
        )
    }));
    problems
}

/// Rewrites the list with today's sizes where they are smaller, and drops what has reached its aim.
///
/// # Errors
/// When the list cannot be written.
pub fn shrink(tree: &Tree) -> anyhow::Result<()> {
    let listed = listed(tree);
    let (sources, _) = Sources::parse(tree);
    let over = files(tree, &sources)
        .into_iter()
        .filter(|(_, _, code)| *code > FILE_AIM);
    let lines: String = over
        .filter_map(|(path, _, code)| Some(format!("{} {path}\n", code.min(*listed.get(path)?))))
        .collect();
    let comment = comments(tree.text(LIST).unwrap_or_default());
    std::fs::write(tree.root.join(LIST), comment + &lines)
        .with_context(|| format!("writing {LIST}"))
}

fn comments(text: &str) -> String {
    text.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| format!("{line}\n"))
        .collect()
}

fn listed(tree: &Tree) -> BTreeMap<String, usize> {
    let lines = tree
        .text(LIST)
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            line.split_once(' ')
                .and_then(|(size, path)| Some((path.to_owned(), size.parse().ok()?)))
        })
        .collect()
}

/// Path, whole length, and length without test modules, of each file.
fn files<'a>(tree: &'a Tree, sources: &'a Sources) -> Vec<(&'a str, usize, usize)> {
    tree.texts(&["rs"])
        .map(|(path, text)| {
            let whole = text.lines().count();
            let tests = sources.0.get(path).map_or(0, |source| {
                source
                    .tests
                    .iter()
                    .map(|(first, last)| last + 1 - first)
                    .sum()
            });
            (path, whole, if is_test(path) { 0 } else { whole - tests })
        })
        .collect()
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

fn judge(whole: usize, code: usize, listed: Option<usize>) -> Option<String> {
    match listed {
        _ if whole > FILE_STOP => Some(format!(
            "has {whole} lines; {FILE_STOP} is the end, split it by subject"
        )),
        None if code > FILE_AIM => Some(format!(
            "has {code} lines of code; {FILE_AIM} is the aim, split it by subject"
        )),
        Some(list) if code <= FILE_AIM => Some(format!(
            "has shrunk from {list} to {code} lines; cargo xtask tidy --shrink"
        )),
        Some(list) if code > list => Some(format!(
            "has grown from {list} to {code} lines of code; it may only shrink"
        )),
        _ => None,
    }
}

fn functions(path: &str, source: &Source) -> Vec<Problem> {
    let code = source
        .functions
        .iter()
        .filter(|(_, line, _)| !is_test(path) && !source.is_test(*line));
    let long = code.filter(|(_, _, length)| *length > FUNCTION_STOP);
    long.map(|(name, line, length)| {
        Problem::line(
            path,
            *line,
            format!("`{name}` has {length} lines; {FUNCTION_STOP} is the end"),
        )
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::judge;

    #[test]
    fn a_file_over_its_aim_may_only_shrink() {
        let verdicts = [
            (450, 450, None, ""),
            (
                451,
                451,
                None,
                "has 451 lines of code; 450 is the aim, split it by subject",
            ),
            (600, 440, None, ""),
            (500, 500, Some(510), ""),
            (
                520,
                520,
                Some(510),
                "has grown from 510 to 520 lines of code; it may only shrink",
            ),
            (
                440,
                440,
                Some(510),
                "has shrunk from 510 to 440 lines; cargo xtask tidy --shrink",
            ),
            (
                801,
                300,
                Some(900),
                "has 801 lines; 800 is the end, split it by subject",
            ),
        ];
        for (whole, code, listed, verdict) in verdicts {
            assert_eq!(
                judge(whole, code, listed).unwrap_or_default(),
                verdict,
                "{whole} {code} {listed:?}"
            );
        }
    }

    #[test]
    fn a_function_is_measured_from_signature_to_brace() {
        let text = format!(
            "//! X.\nfn long() {{\n{}}}\nfn short() {{}}\n",
            "    f();\n".repeat(69)
        );
        let source = super::Source::of(&syn::parse_file(&text).expect("this is Rust"));
        assert_eq!(
            source.functions,
            [("long".to_owned(), 2, 71), ("short".to_owned(), 73, 1)]
        );
        assert_eq!(super::functions("a.rs", &source).len(), 1);
    }
}
