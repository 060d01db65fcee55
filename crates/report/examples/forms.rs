//! Writes the report of a published study in every form and says how long each part took:
//! `cargo run --release -p report --example forms -- STUDIES ID FOLDER`.
#![allow(clippy::disallowed_methods)]

use std::time::Instant;

use report::{Form, pdf, render, study_report};
use survey::Language;
use survey::study::Study;
use survey::study::load::{FolderFiles, load};
use survey::workup::Workup;

fn read(root: &str, id: &str, companions: Vec<Study>) -> Result<Study, Box<dyn std::error::Error>> {
    let file = |name: &str| std::fs::read(format!("{root}/{id}/{name}"));
    let (study, questionnaire, analysis) = (
        file("study.toml")?,
        file("questionnaire.toml")?,
        file("analysis.toml")?,
    );
    let published = file("published.csv").ok();
    let files = FolderFiles {
        folder: id,
        study: &study,
        questionnaire: &questionnaire,
        analysis: &analysis,
        published: published.as_deref(),
    };
    let (study, problems) = load(&files, companions);
    study.ok_or_else(|| format!("{id}: {problems:?}").into())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let mut next = |default: &str| args.next().unwrap_or_else(|| default.to_owned());
    let (root, id, folder) = (
        next("studies"),
        next("ipa-2020-organisation"),
        next("target/forms"),
    );
    std::fs::create_dir_all(&folder)?;
    let begun = Instant::now();
    let companion = read(&root, "ipa-2020-individual", Vec::new())?;
    let study = read(&root, &id, vec![companion])?;
    println!("read {:?}", begun.elapsed());
    let begun = Instant::now();
    let workup = Workup::of_published(&study);
    println!("computed {:?}", begun.elapsed());
    for language in Language::ALL {
        let whole = Instant::now();
        let document = study_report(&study, &workup, language);
        println!(
            "{language:?}: {} figures, document {:?}",
            document.figures().count(),
            whole.elapsed()
        );
        for form in Form::ALL {
            let begun = Instant::now();
            let files = render(&document, form)?;
            let size: usize = files.iter().map(|file| file.bytes.len()).sum();
            println!(
                "{form:?} {:?}, {} kB in {} files",
                begun.elapsed(),
                size / 1000,
                files.len()
            );
            for file in files {
                std::fs::write(format!("{folder}/{}", file.name), &file.bytes)?;
            }
        }
        println!(
            "all forms {:?}; the font lacks {:?}",
            whole.elapsed(),
            pdf::missing(&document)
        );
    }
    Ok(())
}
