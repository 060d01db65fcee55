//! Draws every sample figure into a folder, to look at: `cargo run -p report --example draw -- FOLDER`.
#![allow(clippy::disallowed_methods)]

use report::figure::{Style, svg};
use survey::Language;

fn main() -> std::io::Result<()> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "target/figures".to_owned());
    std::fs::create_dir_all(&folder)?;
    for table in testkit::tables::all() {
        for language in Language::ALL {
            for (name, style) in [
                ("wide", Style::WIDE.with_intervals()),
                ("narrow", Style::NARROW),
            ] {
                let path = format!("{folder}/{}-{}-{name}.svg", table.id, language.tag());
                std::fs::write(path, svg(&table, language, &style))?;
            }
        }
    }
    Ok(())
}
