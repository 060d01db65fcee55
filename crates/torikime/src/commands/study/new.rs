//! `torikime study new DIR`: the folder of a new study, a working example to change.

use crate::commands::path;
use crate::failure::Failure;
use crate::{folder, output};
use clap::ArgMatches;
use report::words;
use std::process::ExitCode;
use survey::{Language, Text, study};

/// Writes the files; an existing folder with anything in it is left alone.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let folder = path(matches, "dir");
    if std::fs::read_dir(folder).is_ok_and(|mut listing| listing.next().is_some()) {
        let name = folder.display().to_string();
        return Err(Failure::unknown("cli-folder-exists", &name));
    }
    let id = id_of(&folder.file_name().unwrap_or_default().to_string_lossy());
    let title = title(matches, &id);
    let today = jiff::Zoned::now().date();
    for (name, content) in study::template(&id, &title, today) {
        folder::write(&folder.join(name), content.as_bytes())?;
    }
    let args = [("folder", folder.display().to_string())];
    output::line(&words::say(language, "cli-created", &args));
    Ok(ExitCode::SUCCESS)
}

fn title(matches: &ArgMatches, id: &str) -> Text {
    let given = |name| matches.get_one::<String>(name).cloned();
    let (ja, en) = (given("title-ja"), given("title-en"));
    let fallback = || id.to_owned();
    Text::new(
        ja.clone().or_else(|| en.clone()).unwrap_or_else(fallback),
        en.or(ja).unwrap_or_else(fallback),
    )
}

/// An id from a folder's name: lower case letters, digits and hyphens, beginning with a letter.
fn id_of(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let trimmed = plain.trim_matches('-');
    match trimmed.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => trimmed.to_owned(),
        Some(_) => format!("study-{trimmed}"),
        None => "study".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_names_become_ids() {
        for (name, id) in [
            ("My Study", "my-study"),
            ("2027", "study-2027"),
            ("取引先", "study"),
            ("a_b", "a-b"),
        ] {
            assert_eq!(id_of(name), id, "{name}");
        }
    }
}
