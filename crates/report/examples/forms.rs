//! Writes the sample tables as a report in every form: `cargo run -p report --example forms -- FOLDER`.
#![allow(clippy::disallowed_methods)]

use report::{Document, Form, render};
use survey::{Language, Text};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "target/forms".to_owned());
    std::fs::create_dir_all(&folder)?;
    let title = Text::new("見本の図表", "Sample figures");
    for language in Language::ALL {
        let document = Document::of_tables(
            &title,
            "sample",
            (2026, 11, 21),
            &testkit::tables::all(),
            language,
        );
        for form in Form::ALL {
            let begun = std::time::Instant::now();
            let files = render(&document, form)?;
            println!("{form:?} {:?}", begun.elapsed());
            for file in files {
                std::fs::write(format!("{folder}/{}", file.name), &file.bytes)?;
            }
        }
    }
    Ok(())
}
