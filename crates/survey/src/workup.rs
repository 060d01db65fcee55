//! Everything that is computed of one study, once: tables, re-tests, hypotheses, sentences, contradictions.
//! Pages, command line and report all read it, so they cannot disagree.

use crate::answers::Answers;
use crate::claims::{self, Evidence};
use crate::hypotheses::{self, Judged};
use crate::published::{self, Contradiction, Solved};
use crate::retest::Retest;
use crate::sentences::{self, Checked};
use crate::study::Study;
use crate::table::Table;
use crate::tabulate::{self, Options};
use crate::weights::Weights;
use crate::{Problem, published::solve};

/// Level at which the figures of a report mark groups against the total.
const MARKS: f64 = 0.05;

/// What was computed.
#[derive(Clone, Debug, Default)]
pub struct Workup {
    /// Counts behind published numbers; none where answers are the evidence.
    pub solved: Option<Solved>,
    /// A table for each figure, in the order of `analysis.toml`.
    pub figures: Vec<Table>,
    /// A simple table of each question; empty for published numbers.
    pub simple: Vec<Table>,
    /// Every comparison.
    pub retests: Vec<Retest>,
    /// Every hypothesis.
    pub judged: Vec<Judged>,
    /// Every bound sentence.
    pub sentences: Vec<Checked>,
    /// Published numbers that do not go together.
    pub contradictions: Vec<Contradiction>,
    /// What could not be tabulated, and why.
    pub problems: Vec<Problem>,
}

impl Workup {
    /// From published numbers alone.
    pub fn of_published(study: &Study) -> Workup {
        let solved = solve(study);
        let evidence = Evidence::Published(&solved);
        let retests = claims::retest(study, evidence);
        Workup {
            figures: published::tables(study, &solved),
            judged: hypotheses::judge(study, &retests),
            sentences: sentences::check(study, evidence, &retests),
            contradictions: published::contradictions(study, &solved),
            retests,
            solved: Some(solved),
            ..Workup::default()
        }
    }

    /// From answers, weighted or not. `shared` withholds small cells of a study that is not public.
    pub fn of_answers(
        study: &Study,
        answers: &Answers,
        weights: Option<&Weights>,
        shared: bool,
    ) -> Workup {
        let options = Options {
            weights,
            shared,
            marks: Some(MARKS),
            ..Options::default()
        };
        let whole = tabulate::whole(study, answers, &options);
        let weighted: Option<Vec<f64>> =
            weights.map(|weights| (0..weights.len()).map(|at| weights.weight(at)).collect());
        let evidence = Evidence::Answers(answers, weighted.as_deref());
        let retests = claims::retest(study, evidence);
        Workup {
            figures: whole.figures,
            simple: whole.simple,
            judged: hypotheses::judge(study, &retests),
            sentences: sentences::check(study, evidence, &retests),
            retests,
            problems: whole.problems,
            ..Workup::default()
        }
    }

    /// The table of a figure or a question.
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.figures
            .iter()
            .chain(&self.simple)
            .find(|table| table.id == id)
    }
}
