//! The built `torikime`, and what it prints.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Context;
use serde_json::Value;

use crate::tree::Tree;

/// A built program.
pub struct Program(PathBuf);

impl Program {
    /// Builds `torikime` with the dev profile.
    ///
    /// # Errors
    /// When it does not compile.
    pub fn build(tree: &Tree) -> anyhow::Result<Self> {
        let output = Command::new(env!("CARGO"))
            .args([
                "build",
                "--quiet",
                "--package",
                "torikime",
                "--message-format",
                "json",
            ])
            .current_dir(&tree.root)
            .stderr(Stdio::inherit())
            .output()?;
        anyhow::ensure!(output.status.success(), "torikime does not build");
        let messages = String::from_utf8(output.stdout)?;
        let messages = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let mut programs =
            messages.filter_map(|message| Some(PathBuf::from(message["executable"].as_str()?)));
        programs.next().map(Self).context("cargo names no program")
    }

    /// What the program prints with these arguments, in English unless they say otherwise.
    ///
    /// # Errors
    /// When it fails or prints something else than text.
    pub fn print(&self, arguments: &[&str]) -> anyhow::Result<String> {
        let output = Command::new(&self.0)
            .args(arguments)
            .env("LC_ALL", "C.UTF-8")
            .env("COLUMNS", "100")
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("starting {}", self.0.display()))?;
        let said = String::from_utf8_lossy(&output.stderr);
        anyhow::ensure!(output.status.success(), "torikime {arguments:?}: {said}");
        Ok(String::from_utf8(output.stdout)?)
    }
}
