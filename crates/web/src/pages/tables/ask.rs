//! What a table may be asked for, and how the request is carried out.

use report::document::Grid;
use report::words;
use serde::{Deserialize, Serialize};
use survey::analyse::adjusted_table;
use survey::answers::Answers;
use survey::study::{Question, QuestionKind, Study};
use survey::table::Table;
use survey::tabulate::{self, BaseRule, CrossRequest, Options, PercentOf};
use survey::weights::Weights;
use survey::{Language, Problem};

/// The request, as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Asked {
    /// What is counted.
    pub of: String,
    /// What it is split by; empty = not at all.
    pub by: String,
    /// Filter expression; empty = everybody.
    #[serde(rename = "where")]
    pub domain: String,
    /// `population`, `raked`, `given` or empty.
    pub weights: String,
    /// `answered` or empty.
    pub base: String,
    /// `column` or empty.
    pub percent: String,
    /// What is held equal when two groups are compared; empty = nothing.
    pub within: String,
    /// Whether cells carry intervals.
    pub intervals: String,
    /// Level of the marks against the total: empty = 5 %, `1`, or `none`.
    pub marks: String,
}

impl Asked {
    /// The request as a query, to be carried to downloads.
    pub fn query(&self) -> String {
        serde_urlencoded::to_string(self).unwrap_or_default()
    }

    /// The table asked for; none when nothing is asked yet.
    pub fn made(&self, study: &Study, answers: &Answers) -> Option<Result<Table, Vec<Problem>>> {
        if self.of.is_empty() {
            return None;
        }
        let weights = match self.weights(study, answers)? {
            Ok(weights) => weights,
            Err(problems) => return Some(Err(problems)),
        };
        Some(tabulate::cross(
            study,
            answers,
            &self.request(),
            &self.options(weights.as_ref(), study),
        ))
    }

    /// The test that fits the table, in words; none without groups.
    pub fn tested(
        &self,
        study: &Study,
        answers: &Answers,
        table: &Table,
        language: Language,
    ) -> Vec<String> {
        if self.by.trim().is_empty() {
            return Vec::new();
        }
        let weights = self.weights(study, answers).and_then(Result::ok).flatten();
        let options = self.options(weights.as_ref(), study);
        let tests = survey::analyse::crossed(study, answers, &self.request(), &options);
        report::outcome::lines(&tests.unwrap_or_default(), table, language)
    }

    /// The two groups of the table compared within strata; none when there are not two, or nothing is to be held equal.
    pub fn adjusted(
        &self,
        study: &Study,
        answers: &Answers,
        table: &Table,
        language: Language,
    ) -> Option<Grid> {
        if self.within.is_empty() {
            return None;
        }
        let (request, unit) = (self.request(), Weights::unit(answers.len()));
        let asked = (table, &request, self.within.as_str());
        let compared = adjusted_table(study, answers, asked, &unit).ok()??;
        Some(report::outcome::adjusted(&compared, language))
    }

    /// The names of the request in the words of the study's files.
    pub fn request(&self) -> CrossRequest {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        CrossRequest {
            of: self.of.clone(),
            by: some(&self.by),
            domain: some(&self.domain),
            ..CrossRequest::default()
        }
    }

    /// The weights asked for; `Some(Ok(None))` for none.
    pub fn weights(
        &self,
        study: &Study,
        answers: &Answers,
    ) -> Option<Result<Option<Weights>, Vec<Problem>>> {
        Some(match self.weights.as_str() {
            "population" => Weights::from_population(study, answers).map(Some),
            "raked" => Weights::raked(study, answers).map(Some),
            "given" => match &answers.weights {
                Some(given) => Weights::given(given, answers.len()).map(Some),
                None => Ok(None),
            },
            _ => Ok(None),
        })
    }

    fn options<'w>(&self, weights: Option<&'w Weights>, study: &Study) -> Options<'w> {
        Options {
            weights,
            base: if self.base == "answered" {
                BaseRule::Answered
            } else {
                BaseRule::Asked
            },
            percent: if self.percent == "column" {
                PercentOf::Column
            } else {
                PercentOf::Row
            },
            intervals: !self.intervals.is_empty(),
            marks: match self.marks.as_str() {
                "none" => None,
                "1" => Some(0.01),
                _ => Some(0.05),
            },
            shared: !study.header.public,
            ..Options::default()
        }
    }
}

/// One entry of a list to choose from.
pub struct Choice {
    /// Its name in the address.
    pub id: String,
    /// Its words.
    pub label: String,
}

/// Everything that can be counted: questions, rows of matrices, nets.
pub fn subjects(study: &Study, language: Language) -> Vec<Choice> {
    let questions = study
        .questionnaire
        .questions
        .iter()
        .filter(|question| question.kind != QuestionKind::Text);
    let mut all: Vec<Choice> = questions
        .flat_map(|question| of_question(question, language))
        .collect();
    all.extend(
        study
            .analysis
            .nets
            .iter()
            .map(|net| choice(&net.id, net.label.get(language))),
    );
    all
}

fn of_question(question: &Question, language: Language) -> Vec<Choice> {
    let title = question.title().get(language);
    let rows = question.rows.iter().map(|row| {
        let id = format!("{}.{}", question.id, row.id);
        choice(&id, &format!("{title}: {}", row.label.get(language)))
    });
    std::iter::once(choice(&question.id, title))
        .chain(rows)
        .collect()
}

/// Everything a table can be split by: strata, breaks, questions with options.
pub fn groups(study: &Study, language: Language) -> Vec<Choice> {
    let mut all = Vec::new();
    if !study.header.strata.is_empty() {
        all.push(Choice {
            id: "stratum".to_owned(),
            label: words::say(language, "web-study-stratum", &[]),
        });
    }
    let breaks = study.analysis.breaks.iter().filter(|by| by.id != "stratum");
    all.extend(breaks.map(|by| Choice {
        id: by.id.clone(),
        label: by.label.get(language).to_owned(),
    }));
    let asked = study.questionnaire.questions.iter();
    let splitting = asked
        .filter(|question| matches!(question.kind, QuestionKind::Single | QuestionKind::Multiple));
    all.extend(splitting.map(|question| choice(&question.id, question.title().get(language))));
    all
}

fn choice(id: &str, label: &str) -> Choice {
    Choice {
        id: id.to_owned(),
        label: format!("{id} {label}"),
    }
}
