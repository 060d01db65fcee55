//! Every figure of a study, by chapter.

use crate::layout::{Frame, Section};
use crate::library::Entry;
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use std::sync::Arc;
use survey::Text;
use survey::study::analysis::{Figure, Survives};

#[derive(Template)]
#[template(path = "pages/figures/page.html")]
struct Figures {
    frame: Frame,
    entry: Arc<Entry>,
    chapters: Vec<(Text, Vec<Figure>)>,
}

/// `/studies/{id}/figures`
pub async fn page(visit: Visit) -> Response {
    let frame = visit.section(Section::Figures);
    let chapters = chapters(&visit.entry);
    frame.answer(&Figures {
        frame: frame.clone(),
        entry: visit.entry,
        chapters,
    })
}

fn chapters(entry: &Entry) -> Vec<(Text, Vec<Figure>)> {
    let analysis = &entry.study.analysis;
    let of = |chapter: &str| {
        analysis
            .figures
            .iter()
            .filter(|figure| figure.chapter == chapter)
            .cloned()
            .collect::<Vec<_>>()
    };
    let named = analysis.chapters.iter().map(|chapter| {
        let title = Text::new(
            format!("{} {}", chapter.id, chapter.title.ja),
            format!("{} {}", chapter.id, chapter.title.en),
        );
        (title, of(&chapter.id))
    });
    named.filter(|(_, figures)| !figures.is_empty()).collect()
}

/// How much of a figure survives, as key and tone of a tag.
pub fn survives(figure: &Figure) -> Option<(&'static str, &'static str)> {
    Some(match figure.survives? {
        Survives::Full => ("web-survives-full", "good"),
        Survives::Part => ("web-survives-part", "care"),
        Survives::Base => ("web-survives-base", "mute"),
        Survives::Text => ("web-survives-text", "mute"),
    })
}
