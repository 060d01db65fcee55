//! Home: which studies are here, and what each of them found.

use crate::keeping::Keeping;
use crate::language::Chosen;
use crate::layout::Frame;
use crate::library::{Entry, Kind};
use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use report::words;
use survey::Language;

#[derive(Template)]
#[template(path = "pages/home/page.html")]
struct Home {
    frame: Frame,
    studies: Vec<Card>,
}

/// One study as a card.
struct Card {
    href: String,
    title: String,
    about: String,
    kind: String,
    tone: &'static str,
    facts: String,
}

/// `/`
pub async fn page(keeping: Keeping, chosen: Chosen, here: Uri) -> Response {
    let language = chosen.language;
    let studies = keeping
        .library
        .all()
        .iter()
        .map(|entry| card(entry, language))
        .collect();
    let mut frame = Frame::new(chosen, &here, words::say(language, "web-home-title", &[]));
    frame.unkept = keeping.bar.is_some();
    frame.bar = keeping.bar;
    frame.answer(&Home {
        frame: frame.clone(),
        studies,
    })
}

fn card(entry: &Entry, language: Language) -> Card {
    let header = &entry.study.header;
    let (kind, tone) = match entry.kind {
        Kind::Published => ("web-kind-published", "key"),
        Kind::Synthetic => ("web-kind-synthetic", "care"),
        Kind::Own => ("web-kind-own", "good"),
    };
    Card {
        href: format!("/studies/{}", entry.id),
        title: header.title.get(language).to_owned(),
        about: header.about.get(language).to_owned(),
        kind: words::say(language, kind, &[]),
        tone,
        facts: words::say(language, "web-home-facts", &facts(entry)),
    }
}

fn facts(entry: &Entry) -> Vec<(&'static str, String)> {
    let printed = entry
        .study
        .header
        .strata
        .iter()
        .filter_map(|stratum| stratum.n)
        .sum::<u64>();
    let respondents = entry
        .answers
        .as_ref()
        .map_or(printed, |answers| answers.len() as u64);
    vec![
        ("n", respondents.to_string()),
        (
            "questions",
            entry.study.questionnaire.questions.len().to_string(),
        ),
        ("figures", entry.study.analysis.figures.len().to_string()),
    ]
}
