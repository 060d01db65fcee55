//! Sentences bound to the numbers they rest on: filled with today's numbers, and false when these no longer say it.

use crate::claims::Evidence;
use crate::claims::counted::counted;
use crate::published::Extent;
use crate::retest::{Retest, Verdict};
use crate::study::Study;
use crate::study::analysis::{Binding, Sentence, ShareOf};
use crate::{Tenths, Text};
use serde::Serialize;

/// Whether a sentence is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// All its bindings hold.
    True,
    /// One at least does not: the numbers do not say it.
    False,
    /// None fails, but one at least cannot be told.
    Unknown,
}

impl Holds {
    /// Stable key; the words are found under `sentence-KEY`.
    pub const fn key(self) -> &'static str {
        match self {
            Holds::True => "true",
            Holds::False => "false",
            Holds::Unknown => "unknown",
        }
    }
}

/// A sentence, checked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Checked {
    /// Id.
    pub id: String,
    /// Chapter.
    pub chapter: String,
    /// The sentence with its numbers filled in: `83.6 % (240/287)`.
    pub text: Text,
    /// Whether it is true.
    pub holds: Holds,
    /// Bindings that fail, by position from 0.
    pub failing: Vec<usize>,
    /// Bindings that cannot be told, by position from 0.
    pub open: Vec<usize>,
}

/// Checks every sentence of the study against published numbers or answers.
pub fn check(study: &Study, evidence: Evidence<'_>, retests: &[Retest]) -> Vec<Checked> {
    let all = study.analysis.sentences.iter();
    all.map(|sentence| checked(study, evidence, retests, sentence))
        .collect()
}

fn checked(
    study: &Study,
    evidence: Evidence<'_>,
    retests: &[Retest],
    sentence: &Sentence,
) -> Checked {
    let extents: Vec<Option<Extent>> = sentence
        .bindings
        .iter()
        .map(|binding| extent(study, evidence, binding.share.as_ref()?))
        .collect();
    let results: Vec<Holds> = sentence
        .bindings
        .iter()
        .zip(&extents)
        .map(|(binding, extent)| bound(binding, extent.as_ref(), retests))
        .collect();
    let at = |wanted: Holds| {
        let places = results
            .iter()
            .enumerate()
            .filter(move |(_, holds)| **holds == wanted);
        places.map(|(at, _)| at).collect::<Vec<usize>>()
    };
    let (failing, open) = (at(Holds::False), at(Holds::Unknown));
    Checked {
        id: sentence.id.clone(),
        chapter: sentence.chapter.clone(),
        text: filled(sentence, &extents),
        holds: match (failing.is_empty(), open.is_empty()) {
            (false, _) => Holds::False,
            (true, false) => Holds::Unknown,
            (true, true) => Holds::True,
        },
        failing,
        open,
    }
}

fn extent(study: &Study, evidence: Evidence<'_>, share: &ShareOf) -> Option<Extent> {
    match evidence {
        Evidence::Published(solved) => solved.extent(&solved.share(study, share)?),
        Evidence::Answers(answers, weights) => {
            let counted = counted(study, answers, share).ok()?;
            counted.extent(weights)
        }
    }
}

fn bound(binding: &Binding, extent: Option<&Extent>, retests: &[Retest]) -> Holds {
    let parts = [
        binding
            .comparison
            .as_deref()
            .map(|id| compared(binding, id, retests)),
        binding.share.as_ref().map(|_| between(binding, extent)),
    ];
    parts
        .into_iter()
        .flatten()
        .max_by_key(|holds| match holds {
            Holds::True => 0,
            Holds::Unknown => 1,
            Holds::False => 2,
        })
        .unwrap_or(Holds::Unknown)
}

fn compared(binding: &Binding, id: &str, retests: &[Retest]) -> Holds {
    let demanded = binding.verdict.as_deref().unwrap_or("holds");
    match retests
        .iter()
        .find(|one| one.id == id)
        .map(|one| one.verdict)
    {
        Some(verdict) if verdict.key() == demanded => Holds::True,
        None | Some(Verdict::NotTestable | Verdict::TooRoundedToSay) => Holds::Unknown,
        Some(_) => Holds::False,
    }
}

fn between(binding: &Binding, extent: Option<&Extent>) -> Holds {
    let (low, high) = (binding.low.unwrap_or(0.0), binding.high.unwrap_or(100.0));
    match extent {
        Some(extent) if low <= extent.low && extent.high <= high => Holds::True,
        Some(extent) if extent.high < low || high < extent.low => Holds::False,
        _ => Holds::Unknown,
    }
}

fn filled(sentence: &Sentence, extents: &[Option<Extent>]) -> Text {
    let shares = sentence
        .bindings
        .iter()
        .zip(extents)
        .filter(|(binding, _)| binding.share.is_some());
    let shown: Vec<String> = shares.map(|(_, extent)| shown(extent.as_ref())).collect();
    let fill = |text: &str| {
        let numbered = shown.iter().enumerate();
        numbered.fold(text.to_owned(), |text, (at, shown)| {
            text.replace(&format!("{{{}}}", at + 1), shown)
        })
    };
    Text::new(fill(&sentence.text.ja), fill(&sentence.text.en))
}

/// `83.6 % (240/287)`, `39.1 %` where the base is lost, `65.2–74.9 %` where only a band is known, `—` where nothing is.
fn shown(extent: Option<&Extent>) -> String {
    let Some(extent) = extent else {
        return "—".to_owned();
    };
    let tenths = |points: f64| Tenths(libm::floor(points * 10.0 + 0.5) as i32);
    let exact = extent
        .exact
        .and_then(|it| Some((it, Tenths::of(it.k.into(), it.n.into())?)));
    match (exact, extent.printed) {
        (Some((it, percent)), _) => format!("{percent} % ({}/{})", it.k, it.n),
        (None, Some(percent)) => format!("{percent} %"),
        (None, None) => format!("{}–{} %", tenths(extent.low), tenths(extent.high)),
    }
}
