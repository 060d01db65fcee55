//! The names a study may refer to: its own, and those of its companions where a reference may cross over.

use super::ids;
use crate::study::Study;

/// Names by kind.
pub struct Known<'a> {
    /// Sources of this study.
    pub sources: Vec<&'a str>,
    /// Questions of this study.
    pub questions: Vec<&'a str>,
    /// Breaks of this study.
    pub breaks: Vec<&'a str>,
    /// Figures of this study, drawn or only cited in `published.csv`.
    pub own_figures: Vec<&'a str>,
    /// Figures here and in companions.
    pub figures: Vec<&'a str>,
    /// Chapters here and in companions.
    pub chapters: Vec<&'a str>,
    /// Comparisons here and in companions.
    pub comparisons: Vec<&'a str>,
    /// Hypotheses here and in companions.
    pub hypotheses: Vec<&'a str>,
    /// Interviews here and in companions.
    pub interviews: Vec<&'a str>,
    /// Findings here and in companions.
    pub findings: Vec<&'a str>,
    /// Remedies here and in companions.
    pub remedies: Vec<&'a str>,
    /// Whether every companion is at hand. If not, a name not found may be one of theirs, and is let pass.
    pub complete: bool,
}

impl<'a> Known<'a> {
    /// The names known to a study.
    pub fn of(study: &'a Study) -> Known<'a> {
        let analysis = &study.analysis;
        let given = |id: &String| study.companions.iter().any(|one| one.header.id == *id);
        let all = |of: fn(&'a Study) -> Vec<&'a str>| {
            let studies = std::iter::once(study).chain(&study.companions);
            studies.flat_map(of).collect::<Vec<_>>()
        };
        Known {
            sources: ids(&study.header.sources, |one| &one.id),
            questions: ids(&study.questionnaire.questions, |one| &one.id),
            breaks: ids(&analysis.breaks, |one| &one.id),
            own_figures: figures(study),
            figures: all(figures),
            chapters: all(|one| ids(&one.analysis.chapters, |one| &one.id)),
            comparisons: all(|one| ids(&one.analysis.comparisons, |one| &one.id)),
            hypotheses: all(|one| ids(&one.analysis.hypotheses, |one| &one.id)),
            interviews: all(|one| ids(&one.header.interviews, |one| &one.id)),
            findings: all(|one| ids(&one.analysis.findings, |one| &one.id)),
            remedies: all(|one| ids(&one.analysis.remedies, |one| &one.id)),
            complete: study.header.companions.iter().all(given),
        }
    }
}

fn figures(study: &Study) -> Vec<&str> {
    let mut figures = ids(&study.analysis.figures, |one| &one.id);
    let cited = study.published.iter().map(|cell| cell.figure.as_str());
    figures.extend(cited);
    let mut seen = std::collections::BTreeSet::new();
    figures.retain(|figure| seen.insert(*figure));
    figures
}
