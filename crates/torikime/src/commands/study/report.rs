//! `torikime study report DIR --out DIR`: the whole report, in the forms and languages asked for.

use crate::commands::path;
use crate::evidence::Evidence;
use crate::failure::Failure;
use crate::{folder, output};
use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use report::{Form, OutputFile, RenderError, render, study_report, words};
use std::path::Path;
use std::process::ExitCode;
use survey::Language;

/// Writes every file of the report; what it wrote is listed at the end.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let evidence = Evidence::open(matches, language)?;
    let (forms, languages) = (forms(matches), languages(matches));
    let bar = bar(1 + forms.len() * languages.len());
    bar.set_message(words::say(language, "cli-report-computing", &[]));
    let workup = evidence.workup();
    bar.inc(1);
    output::problems(&workup.problems, language);
    let made = |language: Language| -> Result<Vec<Part>, RenderError> {
        let document = study_report(&evidence.study, &workup, language);
        let each = forms.iter().map(|form| {
            bar.set_message(format!("{} {}", name(*form), language.tag()));
            let files = render(&document, *form);
            bar.inc(1);
            files.map(|files| (*form, files))
        });
        each.collect()
    };
    let parts = side_by_side(&languages, made)?;
    bar.finish_and_clear();
    // Nothing is written before everything is set, so a report is never half of one.
    for (form, files) in &parts {
        write(path(matches, "out"), *form, files, language)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A form and its files.
type Part = (Form, Vec<OutputFile>);

/// One thread for each language: setting a PDF takes longer than everything else together.
fn side_by_side(
    languages: &[Language],
    made: impl Fn(Language) -> Result<Vec<Part>, RenderError> + Sync,
) -> Result<Vec<Part>, RenderError> {
    let made = &made;
    let all: Vec<_> = std::thread::scope(|scope| {
        let running: Vec<_> = languages
            .iter()
            .map(|language| scope.spawn(move || made(*language)))
            .collect();
        running
            .into_iter()
            .map(std::thread::ScopedJoinHandle::join)
            .collect()
    });
    let mut parts = Vec::new();
    for language in all {
        // A panic in a thread is a panic here: nothing was written yet.
        parts.extend(language.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
    }
    Ok(parts)
}

/// Writes one form; the many files of the CSV bundle go into a folder of their own and are said in one line.
fn write(out: &Path, form: Form, files: &[OutputFile], language: Language) -> Result<(), Failure> {
    if let ([file], true) = (files, form != Form::Csv) {
        return output::wrote(&out.join(&file.name), &file.bytes, language);
    }
    let below = out.join(name(form));
    for file in files {
        folder::write(&below.join(&file.name), &file.bytes)?;
    }
    let bytes = files.iter().map(|file| file.bytes.len()).sum();
    let args = [
        ("path", below.display().to_string()),
        ("n", files.len().to_string()),
        ("size", output::size(bytes)),
    ];
    output::say(language, "cli-wrote-many", &args);
    Ok(())
}

/// Progress on stderr, only where a person watches.
fn bar(steps: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar
}

const NAMES: [(&str, Form); 4] = [
    ("html", Form::Html),
    ("pdf", Form::Pdf),
    ("xlsx", Form::Xlsx),
    ("csv", Form::Csv),
];

fn name(form: Form) -> &'static str {
    NAMES
        .iter()
        .find(|(_, known)| *known == form)
        .map_or("", |(name, _)| name)
}

fn forms(matches: &ArgMatches) -> Vec<Form> {
    let asked: Vec<&String> = matches.get_many("form").unwrap_or_default().collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|asked| *asked == name);
    NAMES
        .into_iter()
        .filter(|(name, _)| wanted(name))
        .map(|(_, form)| form)
        .collect()
}

fn languages(matches: &ArgMatches) -> Vec<Language> {
    let asked = matches
        .get_one::<String>("in")
        .map_or("both", String::as_str);
    let wanted = |language: &Language| asked == "both" || asked == language.tag();
    Language::ALL.into_iter().filter(wanted).collect()
}
