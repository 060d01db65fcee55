//! Runs the program as a user does and writes down what it said, for snapshots.
#![allow(dead_code)] // each test file uses its own part

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The root of the repository: paths in snapshots start there.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// The program with its arguments, in a folder, without the locale of whoever runs the test.
pub fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_torikime"));
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null());
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "XDG_DATA_HOME", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

/// What the program printed and its exit code.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder, arguments).output().unwrap()
}

/// What it printed to stdout.
pub fn printed(folder: &Path, arguments: &[&str]) -> String {
    String::from_utf8(run(folder, arguments).stdout).unwrap()
}

/// The run as a text: command, exit code, stdout, stderr.
pub fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let mut said = format!("$ torikime {}\n", arguments.join(" "));
    said.push_str(&text(output.stdout));
    let errors = text(output.stderr);
    if !errors.is_empty() {
        said.push_str("-- stderr\n");
        said.push_str(&errors);
    }
    said.push_str(&format!("-- exit {}\n", output.status.code().unwrap()));
    let said = said.replace(&folder.display().to_string(), "FOLDER");
    said.lines().map(without_size).collect()
}

/// A line without the size of the file it names: sizes are no promise.
fn without_size(line: &str) -> String {
    let units = [" B)", " kB)", " MB)", " B）", " kB）", " MB）"];
    let ends = units.iter().any(|unit| line.ends_with(unit));
    let from = line.rfind(['(', '（']).filter(|_| ends);
    format!("{}\n", line[..from.unwrap_or(line.len())].trim_end())
}

/// The same run in Japanese and in English, one below the other.
pub fn said_in_both(folder: &Path, arguments: &[&str]) -> String {
    let said = ["ja", "en"].map(|language| {
        let arguments = [&["--lang", language], arguments].concat();
        said(folder, &arguments)
    });
    said.join("\n")
}
