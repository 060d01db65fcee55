//! Who may depend on whom, read from cargo itself. A crate exists because something must be absent from it.

use std::process::Command;

use anyhow::Context;
use serde_json::Value;

use super::PURE;
use crate::tree::{Problem, Tree};

/// Each crate and the crates of ours it may use. Tests may use `testkit` as well.
const EDGES: &[(&str, &[&str])] = &[
    ("survey", &[]),
    ("ledger", &[]),
    ("report", &["ledger", "survey"]),
    ("store", &["ledger", "survey"]),
    ("web", &["report", "store", "survey", "ledger"]),
    ("torikime", &["web", "report", "store", "survey", "ledger"]),
    (
        "testkit",
        &["torikime", "web", "report", "store", "survey", "ledger"],
    ),
    (
        "xtask",
        &[
            "torikime", "web", "report", "store", "survey", "ledger", "testkit",
        ],
    ),
];

/// Crates that would bring a clock, randomness, files or a network into a pure crate.
const IMPURE: &[&str] = &[
    "anyhow",
    "axum",
    "chrono",
    "getrandom",
    "hyper",
    "rand",
    "reqwest",
    "sqlx",
    "tempfile",
    "time",
    "tokio",
    "tower",
    "tower-http",
];

/// Checks edges, purity of dependencies, and that each crate says what it is.
///
/// # Errors
/// When `cargo metadata` fails.
pub fn check(tree: &Tree) -> anyhow::Result<Vec<Problem>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(&tree.root)
        .output()
        .context("running cargo metadata")?;
    anyhow::ensure!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(check_packages(&serde_json::from_slice(&output.stdout)?))
}

fn check_packages(metadata: &Value) -> Vec<Problem> {
    let packages = metadata["packages"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let ours: Vec<&str> = packages
        .iter()
        .filter_map(|package| package["name"].as_str())
        .collect();
    packages
        .iter()
        .flat_map(|package| check_package(package, &ours))
        .collect()
}

fn check_package(package: &Value, ours: &[&str]) -> Vec<Problem> {
    let name = package["name"].as_str().unwrap_or_default();
    let manifest = format!("crates/{name}/Cargo.toml");
    let mut problems = Vec::new();
    let mut problem = |what: String| problems.push(Problem::file(&manifest, what));
    let Some((_, allowed)) = EDGES.iter().find(|(of, _)| *of == name) else {
        problem("is not in the list of allowed edges; add it to EDGES with its reason in ARCHITECTURE.md".to_owned());
        return problems;
    };
    if package["description"].as_str().is_none_or(str::is_empty) {
        problem("has no description; say what the crate is for".to_owned());
    }
    if package["publish"] != Value::Array(Vec::new()) {
        problem("could be published; set publish.workspace = true".to_owned());
    }
    for dependency in package["dependencies"].as_array().into_iter().flatten() {
        let on = dependency["name"].as_str().unwrap_or_default();
        let in_tests = dependency["kind"] == "dev";
        if ours.contains(&on) && !allowed.contains(&on) && !(in_tests && on == "testkit") {
            problem(format!("may not depend on {on}; allowed: {allowed:?}"));
        }
        if PURE.contains(&name) && !in_tests && IMPURE.contains(&on) {
            problem(format!(
                "is pure and may not depend on {on}; take its result as a parameter"
            ));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    fn check(name: &str, dependencies: &[(&str, Option<&str>)]) -> Vec<String> {
        let dependencies: Vec<_> = dependencies
            .iter()
            .map(|(on, kind)| json!({"name": on, "kind": kind}))
            .collect();
        let package =
            json!({"name": name, "description": "x", "publish": [], "dependencies": dependencies});
        super::check_package(&package, &["survey", "report", "web", "testkit"])
            .into_iter()
            .map(|problem| problem.what)
            .collect()
    }

    #[test]
    fn edges() {
        assert_eq!(
            check(
                "report",
                &[("survey", None), ("serde", None), ("testkit", Some("dev"))]
            ),
            [""; 0]
        );
        assert_eq!(
            check("survey", &[("report", None)]),
            ["may not depend on report; allowed: []"]
        );
        assert_eq!(
            check("web", &[("testkit", None)]),
            [r#"may not depend on testkit; allowed: ["report", "store", "survey", "ledger"]"#]
        );
        assert_eq!(
            check("survey", &[("tokio", None)]),
            ["is pure and may not depend on tokio; take its result as a parameter"]
        );
        assert!(check("misc", &[])[0].starts_with("is not in the list"));
    }
}
