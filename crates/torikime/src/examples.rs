//! The example studies, compiled into the binary, so that `torikime demo` needs nothing beside it.

use crate::failure::Failure;
use crate::folder;
use std::path::Path;
use survey::Text;
use survey::simulate::{self, Margins, Sample};
use survey::study::{self, FolderFiles, Study};

use web::library::{Entry, Kind};
use web::own::Intake;

/// Seed of the synthetic re-run: the demo shows the same numbers at every start.
const SEED: u64 = 2020;

/// The files of one example.
struct Example {
    id: &'static str,
    files: [&'static [u8]; 4],
}

macro_rules! example {
    ($id:literal) => {
        Example {
            id: $id,
            files: [
                include_bytes!(concat!("../../../studies/", $id, "/study.toml")),
                include_bytes!(concat!("../../../studies/", $id, "/questionnaire.toml")),
                include_bytes!(concat!("../../../studies/", $id, "/analysis.toml")),
                include_bytes!(concat!("../../../studies/", $id, "/published.csv")),
            ],
        }
    };
}

/// The individual study comes first: the organisation study names it as its companion.
const EXAMPLES: [Example; 2] = [
    example!("ipa-2020-individual"),
    example!("ipa-2020-organisation"),
];

/// What the demo shows: the examples, or the study folders below a given folder.
pub fn entries(parent: Option<&Path>) -> Result<Vec<Entry>, Failure> {
    let mut studies = match parent {
        None => compiled()?,
        Some(parent) => below(parent)?,
    };
    studies.sort_by(|one, other| {
        other
            .companions
            .len()
            .cmp(&one.companions.len())
            .then(one.header.id.cmp(&other.header.id))
    });
    let synthetic = studies.first().map(re_run);
    let mut entries: Vec<Entry> = studies.into_iter().map(published).collect();
    entries.extend(synthetic);
    Ok(entries)
}

/// Invented answers to the questionnaire of a published study, drawn so that its published numbers come out again.
fn re_run(published: &Study) -> Entry {
    let sample = Sample {
        seed: SEED,
        ..Sample::default()
    };
    let answers = simulate::draw(published, &Margins::published(published), &sample);
    let mut study = published.clone();
    study.header.id = format!("{}-synthetic", published.header.id);
    study.header.title = Text::new(
        format!("【架空の再現】{}", published.header.title.ja),
        format!("[Synthetic re-run] {}", published.header.title.en),
    );
    study.companions.clear();
    study.header.companions.clear();
    study.published.clear();
    Entry::new(
        study.header.id.clone(),
        Kind::Synthetic,
        study,
        Some(answers),
        Intake::default(),
    )
}

fn compiled() -> Result<Vec<Study>, Failure> {
    let mut read: Vec<Study> = Vec::new();
    for example in &EXAMPLES {
        let [study, questionnaire, analysis, published] = example.files;
        let files = FolderFiles {
            folder: example.id,
            study,
            questionnaire,
            analysis,
            published: Some(published),
        };
        let companions = study::companions(study);
        let known = read
            .iter()
            .filter(|other| companions.contains(&other.header.id))
            .cloned()
            .collect();
        let (loaded, problems) = study::load(&files, known);
        read.push(loaded.ok_or(Failure::Problems(problems))?);
    }
    Ok(read)
}

fn below(parent: &Path) -> Result<Vec<Study>, Failure> {
    let listing = std::fs::read_dir(parent).map_err(|cause| Failure::File {
        path: parent.display().to_string(),
        act: "read",
        cause,
    })?;
    let mut folders: Vec<_> = listing
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    folders.retain(|folder| folder.join("study.toml").is_file());
    folders.sort();
    folders
        .iter()
        .map(|folder| Ok(folder::open(folder)?.study))
        .collect()
}

fn published(study: Study) -> Entry {
    Entry::new(
        study.header.id.clone(),
        Kind::Published,
        study,
        None,
        Intake::default(),
    )
}
