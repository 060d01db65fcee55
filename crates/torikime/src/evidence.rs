//! What a command computes from: a study, with answers where they are given, else with its published numbers.

use crate::commands::path;
use crate::failure::Failure;
use crate::{folder, output};
use clap::ArgMatches;
use survey::study::Study;
use survey::workup::Workup;
use survey::{Language, table::Table};

/// A study and what its numbers come from.
pub struct Evidence {
    /// The study.
    pub study: Study,
}

impl Evidence {
    /// Opens the study of `DIR`; warnings go to stderr.
    pub fn open(matches: &ArgMatches, language: Language) -> Result<Evidence, Failure> {
        let study = study(matches, language)?;
        if study.published.is_empty() {
            return Err(Failure::Unknown {
                key: "cli-need-answers",
                name: study.header.id,
                known: Vec::new(),
            });
        }
        Ok(Evidence { study })
    }

    /// Everything that is computed of the study.
    pub fn workup(&self) -> Workup {
        Workup::of_published(&self.study)
    }
}

/// Opens the study of `DIR`; warnings go to stderr.
pub fn study(matches: &ArgMatches, language: Language) -> Result<Study, Failure> {
    let opened = folder::open(path(matches, "dir"))?;
    output::problems(&opened.warnings, language);
    Ok(opened.study)
}

/// The table of a figure, or the failure that names those there are.
pub fn figure<'w>(workup: &'w Workup, id: &str) -> Result<&'w Table, Failure> {
    let known = || workup.figures.iter().map(|table| table.id.clone());
    workup.table(id).ok_or_else(|| Failure::Unknown {
        key: "cli-unknown-figure",
        name: id.to_owned(),
        known: known().collect(),
    })
}
