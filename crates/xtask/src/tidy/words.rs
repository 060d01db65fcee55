//! The words users read: the same keys and variables in both languages, and none that nothing uses.
//!
//! A key built from a code (`format!("verdict-{code}")`) is covered by a comment line in its file: `# codes: verdict-`.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::{Problem, Tree};

/// The folder of each language under `words/`; the first is the default.
const LANGUAGES: [&str; 2] = ["ja", "en"];
const PREFIXES: &str = "# codes:";

/// A key of a words file: its line, and the variables its text uses.
type Keys<'a> = BTreeMap<String, (&'a str, usize, BTreeSet<String>)>;

/// Compares the languages with each other, and all keys with the sources.
pub fn check(tree: &Tree) -> Vec<Problem> {
    let [ja, en] = LANGUAGES.map(|language| keys(tree, language));
    let mut problems = [compare(&ja, &en, "en"), compare(&en, &ja, "ja")].concat();
    let used = used(tree);
    let prefixes = prefixes(tree);
    problems.extend(
        prefixes
            .iter()
            .filter(|(prefix, _)| {
                !used.iter().any(|word| {
                    word.starts_with(prefix.as_str()) || *word == prefix.trim_end_matches('-')
                })
            })
            .map(|(prefix, path)| {
                Problem::file(
                    path,
                    format!("declares codes `{prefix}`, which no source builds; remove the line"),
                )
            }),
    );
    problems.extend(unknown(tree, &ja, &prefixes));
    for (key, (path, line, _)) in &ja {
        let built = prefixes.keys().any(|prefix| key.starts_with(prefix));
        if !built && !key.contains('.') && !used.contains(key) {
            problems.push(Problem::line(
                path,
                *line,
                format!("`{key}` is used nowhere; remove it in both languages"),
            ));
        }
    }
    problems
}

fn files<'a>(tree: &'a Tree, language: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let (folder, file) = (
        format!("words/{language}/"),
        format!("words/{language}.ftl"),
    );
    tree.texts(&["ftl"])
        .filter(move |(path, _)| path.starts_with(&folder) || *path == file)
}

fn keys<'a>(tree: &'a Tree, language: &str) -> Keys<'a> {
    let mut keys = Keys::new();
    for (path, text) in files(tree, language) {
        let mut message = String::new();
        let mut current = None;
        for (number, line) in text.lines().enumerate() {
            let found = match attribute(line) {
                Some(name) => Some(format!("{message}.{name}")),
                None => key(line)
                    .map(str::to_owned)
                    .inspect(|key| message.clone_from(key)),
            };
            if let Some(found) = found {
                keys.insert(found.clone(), (path, number + 1, BTreeSet::new()));
                current = Some(found);
            }
            let known = current.as_ref().and_then(|key| keys.get_mut(key));
            if let Some((_, _, variables)) = known {
                variables.extend(variables_of(line));
            }
        }
    }
    keys
}

/// The key a line defines: `key = text` or the term `-key = text`.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let name = key.strip_prefix('-').unwrap_or(key);
    is_key(name).then_some(key)
}

fn is_key(name: &str) -> bool {
    let letters = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    letters && name.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The attribute a line defines: `    .name = text`.
fn attribute(line: &str) -> Option<&str> {
    let (name, _) = line.trim_start().strip_prefix('.')?.split_once('=')?;
    line.starts_with(' ').then_some(name.trim_end())
}

fn variables_of(line: &str) -> Vec<String> {
    line.split('$')
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
                .collect()
        })
        .collect()
}

fn compare(from: &Keys, to: &Keys, missing_in: &str) -> Vec<Problem> {
    from.iter()
        .filter_map(|(key, (path, line, variables))| match to.get(key) {
            None => Some(Problem::line(
                path,
                *line,
                format!("`{key}` is missing in words/{missing_in}; write it"),
            )),
            Some((_, _, other)) if !variables.is_subset(other) => {
                let lost: Vec<&String> = variables.difference(other).collect();
                Some(Problem::line(
                    path,
                    *line,
                    format!("`{key}` uses {lost:?}, which words/{missing_in} does not"),
                ))
            }
            Some(_) => None,
        })
        .collect()
}

/// Keys that a source asks for by `say("…")` and no file has. A key has a hyphen; a word without one is an attribute.
fn unknown(tree: &Tree, known: &Keys, prefixes: &BTreeMap<String, &str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in tree
        .texts(&["rs", "html"])
        .filter(|(path, _)| is_asking(path))
    {
        for (number, line) in text.lines().enumerate() {
            let asked = line.split("say(").skip(1).filter_map(asked_key);
            let missing =
                asked.filter(|key| is_key(key) && key.contains('-') && !known.contains_key(*key));
            let missing = missing.filter(|key| !prefixes.keys().any(|prefix| prefix == key));
            problems.extend(missing.map(|key| {
                Problem::line(
                    path,
                    number + 1,
                    format!("says `{key}`, which words/ja lacks; write it"),
                )
            }));
        }
    }
    problems
}

/// The key in what follows `say(`: the first literal, unless it stands among the values.
fn asked_key(call: &str) -> Option<&str> {
    let (before, rest) = call.split_once('"')?;
    (!before.contains('[')).then_some(rest.split('"').next()?)
}

fn is_asking(path: &str) -> bool {
    let product = ["crates/report/", "crates/web/", "crates/torikime/"];
    product.iter().any(|crate_| path.starts_with(crate_)) && !path.contains("/tests/")
}

/// Declared prefixes of keys that are built from codes, with the file that declares them.
fn prefixes(tree: &Tree) -> BTreeMap<String, &str> {
    let lines = files(tree, LANGUAGES[0])
        .flat_map(|(path, text)| text.lines().map(move |line| (path, line)));
    let declared = lines.filter_map(|(path, line)| Some((path, line.strip_prefix(PREFIXES)?)));
    declared
        .flat_map(|(path, list)| {
            list.split([' ', ','])
                .filter(|prefix| !prefix.is_empty())
                .map(move |prefix| (prefix.to_owned(), path))
        })
        .collect()
}

/// Everything in sources, templates, scripts and words that could be a key.
fn used(tree: &Tree) -> BTreeSet<String> {
    let sources = tree
        .texts(&["rs", "html", "js", "txt"])
        .filter(|(path, _)| path.starts_with("crates/"));
    let sources = sources.flat_map(|(_, text)| words(text));
    let placeables = files(tree, LANGUAGES[0]).flat_map(|(_, text)| text.split('{').skip(1));
    let inside = placeables.flat_map(|rest| words(rest.split('}').next().unwrap_or(rest)));
    sources.chain(inside).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use crate::tree::Tree;

    #[test]
    fn missing_unused_and_unequal_words_are_found() {
        let tree = Tree::of(&[
            (
                "words/ja/a.ftl",
                "# codes: kind-\ntitle = 題 { $n }\nonly-ja = x\nkind-a = x\nunused = x\n    .remedy = x { $a }\n-name = x\n",
            ),
            (
                "words/en/a.ftl",
                "title = Title\nkind-a = x\nkind-b = x\nunused = x\n-name = { title }\n",
            ),
            (
                "crates/web/src/a.rs",
                "say(\"title\"); say(\"lost-key\"); say(\"cause\"); say(\"only-ja\"); format!(\"kind-{code}\"); \"-name\"",
            ),
        ]);
        let found: Vec<String> = super::check(&tree)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            found,
            [
                "words/ja/a.ftl:3: `only-ja` is missing in words/en; write it",
                "words/ja/a.ftl:2: `title` uses [\"n\"], which words/en does not",
                "words/ja/a.ftl:6: `unused.remedy` is missing in words/en; write it",
                "words/en/a.ftl:3: `kind-b` is missing in words/ja; write it",
                "crates/web/src/a.rs:1: says `lost-key`, which words/ja lacks; write it",
                "words/ja/a.ftl:5: `unused` is used nowhere; remove it in both languages",
            ]
        );
    }

    #[test]
    fn no_words_no_problem() {
        assert_eq!(super::check(&Tree::of(&[("crates/web/src/a.rs", "")])), []);
    }
}
