//! Everything that is computed and committed: one list, one command to write it, one to compare.
//!
//! To add a file, add a line to [`GENERATED`] and run `cargo xtask regenerate`.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::Context;

use crate::tree::{Problem, Tree};

/// Where generated files come from.
enum From {
    /// One file: a function over the tree.
    Tree(fn(&Tree) -> anyhow::Result<String>),
    /// One file: what `torikime` prints with these arguments.
    #[expect(dead_code, reason = "no command prints one yet")]
    Printed(&'static [&'static str]),
    /// A folder: what `torikime` writes with these arguments and the folder's path after them.
    #[expect(dead_code, reason = "no command writes one yet")]
    Written(&'static [&'static str]),
}

/// Every generated file or folder by its path from the root.
const GENERATED: &[(&str, From)] = &[("assets/fonts/web/embed.rs", From::Tree(web_fonts))];

/// Contents of files by path from the root.
type Files = BTreeMap<String, String>;

/// Writes every generated file that differs, and removes what is generated no more.
///
/// # Errors
/// When a generator fails or a file cannot be written.
pub fn write(tree: &Tree) -> anyhow::Result<()> {
    let files = generate(tree)?;
    for (path, content) in &files {
        if tree.text(path) != Some(content) {
            let file = tree.root.join(path);
            file.parent().map(std::fs::create_dir_all).transpose()?;
            std::fs::write(&file, content).with_context(|| format!("writing {path}"))?;
            println!("wrote {path}");
        }
    }
    for path in left_over(tree, &files) {
        std::fs::remove_file(tree.root.join(path)).with_context(|| format!("removing {path}"))?;
        println!("removed {path}");
    }
    Ok(())
}

/// Lists the generated files that are not what is committed.
///
/// # Errors
/// When a generator fails.
pub fn check(tree: &Tree) -> anyhow::Result<Vec<Problem>> {
    let files = generate(tree)?;
    let differing = files
        .iter()
        .filter(|(path, content)| tree.text(path) != Some(content));
    let differing = differing.map(|(path, content)| {
        let line = first_difference(tree.text(path).unwrap_or_default(), content);
        Problem::line(
            path,
            line,
            "is not what is generated; run `cargo xtask regenerate` and commit",
        )
    });
    let left_over = left_over(tree, &files).into_iter();
    let left_over = left_over
        .map(|path| Problem::file(path, "is generated no more; run `cargo xtask regenerate`"));
    Ok(differing.chain(left_over).collect())
}

/// Files in generated folders that no generator wrote.
fn left_over<'a>(tree: &'a Tree, files: &Files) -> Vec<&'a str> {
    let folders: Vec<String> = GENERATED
        .iter()
        .filter(|(_, from)| matches!(from, From::Written(_)))
        .map(|(path, _)| format!("{path}/"))
        .collect();
    let inside = tree
        .paths()
        .filter(|path| folders.iter().any(|folder| path.starts_with(folder)));
    inside.filter(|path| !files.contains_key(*path)).collect()
}

fn first_difference(committed: &str, generated: &str) -> usize {
    committed
        .lines()
        .zip(generated.lines())
        .take_while(|(a, b)| a == b)
        .count()
        + 1
}

fn generate(tree: &Tree) -> anyhow::Result<Files> {
    let mut files = Files::new();
    for (path, from) in GENERATED {
        let context = || format!("generating {path}");
        match from {
            From::Tree(generator) => {
                files.insert((*path).to_owned(), generator(tree).with_context(context)?);
            }
            From::Printed(arguments) => {
                files.insert(
                    (*path).to_owned(),
                    torikime(tree, arguments).with_context(context)?,
                );
            }
            From::Written(arguments) => {
                files.extend(written(tree, path, arguments).with_context(context)?)
            }
        }
    }
    Ok(files)
}

fn torikime(tree: &Tree, arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "torikime", "--"])
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .current_dir(&tree.root)
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "torikime {arguments:?}: {said}");
    Ok(String::from_utf8(output.stdout)?)
}

/// Lets torikime write into a folder of its own and reads what it wrote.
fn written(tree: &Tree, path: &str, arguments: &[&str]) -> anyhow::Result<Files> {
    let folder = std::env::temp_dir().join(format!("torikime-generated-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let at = folder.to_string_lossy().into_owned();
    let wrote = torikime(tree, &[arguments, &[at.as_str()]].concat())
        .and_then(|_| Tree::of_folder(&folder));
    std::fs::remove_dir_all(&folder)?;
    let wrote = wrote?;
    let texts = wrote.paths().map(|name| (name, wrote.text(name)));
    texts
        .map(|(name, text)| {
            let text = text.with_context(|| format!("{name} is not a text"))?;
            Ok((format!("{path}/{name}"), text.to_owned()))
        })
        .collect()
}

/// The Rust file that puts the web fonts into the binary.
fn web_fonts(tree: &Tree) -> anyhow::Result<String> {
    let names = tree
        .paths()
        .filter_map(|path| path.strip_prefix("assets/fonts/web/"))
        .filter(|name| name.ends_with(".woff2"));
    let lines: String = names
        .map(|name| format!("    (\"{name}\", include_bytes!(\"{name}\")),\n"))
        .collect();
    Ok(format!(
        "//! The web slices of Noto Sans JP as bytes in the binary. Generated by `cargo xtask regenerate`; do not edit.\n\n\
         /// File name and content of every WOFF2 slice named in `noto-sans-jp.css`, sorted by name.\n\
         #[rustfmt::skip]\n\
         pub const SLICES: &[(&str, &[u8])] = &[\n{lines}];\n\n\
         /// The style sheet that declares the slices; its addresses are relative to its own.\n\
         pub const STYLESHEET: &str = include_str!(\"noto-sans-jp.css\");\n"
    ))
}

#[cfg(test)]
mod tests {
    use crate::tree::Tree;

    #[test]
    fn the_committed_fonts_are_the_files() {
        let tree = Tree::read().expect("the tree is readable");
        assert_eq!(
            Some(super::web_fonts(&tree).expect("no input").as_str()),
            tree.text("assets/fonts/web/embed.rs")
        );
    }

    #[test]
    fn a_difference_is_located() {
        assert_eq!(super::first_difference("a\nb\nc", "a\nx\nc"), 2);
        assert_eq!(super::first_difference("", "a"), 1);
    }
}
