//! Checks on the tree itself, and everything that is generated: `cargo xtask tidy`, `cargo xtask regenerate [--check]`.

mod program;
mod reference;
mod regenerate;
mod tidy;
mod tree;

use std::process::ExitCode;

use tree::{Problem, Tree};

const USAGE: &str = "\
cargo xtask tidy                  check the rules no compiler checks
cargo xtask tidy --shrink         lower the size ratchet to today's sizes; it never rises
cargo xtask regenerate            write every generated file
cargo xtask regenerate --check    compare them with what is committed, write nothing";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(problems) if problems.is_empty() => ExitCode::SUCCESS,
        Ok(problems) => {
            problems.iter().for_each(|problem| eprintln!("{problem}"));
            eprintln!("{} to mend", problems.len());
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> anyhow::Result<Vec<Problem>> {
    let tree = Tree::read()?;
    match arguments {
        ["tidy"] => tidy::check(&tree),
        ["tidy", "--shrink"] => tidy::sizes::shrink(&tree).map(|()| Vec::new()),
        ["regenerate"] => regenerate::write(&tree).map(|()| Vec::new()),
        ["regenerate", "--check"] => regenerate::check(&tree),
        _ => anyhow::bail!("{USAGE}"),
    }
}
