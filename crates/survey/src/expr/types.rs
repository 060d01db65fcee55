//! Checks an expression against the questionnaire: names, kinds, and that only earlier questions decide who is asked.

use super::{Expr, Fault, Test, Variable, Word};
use crate::study::Study;
use crate::study::questionnaire::{Question, QuestionKind};

/// Everything that is wrong with an expression.
///
/// `before` is the position of the question whose base it is; only questions before it may be named.
/// `None` allows every question (groups and domains, which are computed after all answers are in).
pub fn check(expr: &Expr, study: &Study, before: Option<usize>) -> Vec<Fault> {
    let mut scope = Scope {
        study,
        before,
        faults: Vec::new(),
    };
    scope.expr(expr);
    scope.faults
}

/// A decimal number as an integer and the digits after its point.
pub fn decimal(text: &str) -> Option<(i64, u32)> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = !digits.is_empty() && plain(digits) && plain(part) && part.len() <= 6;
    let point = text.contains('.') && part.is_empty();
    if !fits || point || digits.len() > 12 {
        return None;
    }
    let value = format!("{whole}{part}").parse().ok()?;
    Some((value, u32::try_from(part.len()).ok()?))
}

struct Scope<'a> {
    study: &'a Study,
    before: Option<usize>,
    faults: Vec<Fault>,
}

impl<'a> Scope<'a> {
    fn fault(&mut self, code: &'static str, word: &Word, args: &[(&'static str, &str)]) {
        let args = [&[("name", word.text.as_str())], args].concat();
        self.faults.push(Fault::new(code, word.column, &args));
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::True => {}
            Expr::Not(inner) => self.expr(inner),
            Expr::And(all) | Expr::Or(all) => all.iter().for_each(|one| self.expr(one)),
            Expr::Answered(variable) => self.answered(variable),
            Expr::Stratum(words) => self.strata(words),
            Expr::Test(variable, test) => self.test(variable, test),
        }
    }

    fn strata(&mut self, words: &[Word]) {
        let strata = &self.study.header.strata;
        let known = ids(strata.iter().map(|stratum| &stratum.id));
        for word in words {
            if !strata.iter().any(|stratum| stratum.id == word.text) {
                self.fault("expression-unknown-stratum", word, &[("known", &known)]);
            }
        }
    }

    fn answered(&mut self, variable: &Variable) {
        let Some(question) = self.question(&variable.question) else {
            return;
        };
        if let Some(row) = &variable.row {
            self.row(question, row);
        }
    }

    fn question(&mut self, word: &Word) -> Option<&'a Question> {
        let study = self.study;
        let questions = &study.questionnaire.questions;
        let at = questions.iter().position(|one| one.id == word.text);
        match at {
            None => self.fault("expression-unknown-question", word, &[]),
            Some(at) if self.before.is_some_and(|before| at >= before) => {
                self.fault("expression-later-question", word, &[]);
            }
            Some(at) => return questions.get(at),
        }
        None
    }

    fn row(&mut self, question: &Question, row: &Word) {
        let known = ids(question.rows.iter().map(|row| &row.id));
        if !question.rows.iter().any(|one| one.id == row.text) {
            let args = [("question", question.id.as_str()), ("known", &known)];
            self.fault("expression-unknown-row", row, &args);
        }
    }

    fn test(&mut self, variable: &Variable, test: &Test) {
        let Some(question) = self.question(&variable.question) else {
            return;
        };
        match &variable.row {
            Some(row) => self.row(question, row),
            None if !question.rows.is_empty() => {
                let known = ids(question.rows.iter().map(|row| &row.id));
                self.fault(
                    "expression-row-missing",
                    &variable.question,
                    &[("known", &known)],
                );
            }
            None => {}
        }
        self.kind(question, &variable.question, test);
    }

    fn kind(&mut self, question: &Question, name: &Word, test: &Test) {
        use QuestionKind as Kind;
        match (question.kind, test) {
            (Kind::Single | Kind::MatrixSingle, Test::Is(_) | Test::IsNot(_) | Test::In(_))
            | (
                Kind::Multiple | Kind::MatrixMultiple | Kind::Ranking,
                Test::Has(_) | Test::HasAny(_) | Test::HasAll(_),
            ) => self.options(question, test.words()),
            (Kind::Single | Kind::MatrixSingle, _) => self.fault("expression-needs-in", name, &[]),
            (Kind::Multiple | Kind::MatrixMultiple | Kind::Ranking, _) => {
                self.fault("expression-needs-has", name, &[]);
            }
            (Kind::Numeric, Test::Is(word) | Test::IsNot(word) | Test::Compare(_, word)) => {
                if decimal(&word.text).is_none() {
                    self.fault(
                        "expression-not-a-number",
                        word,
                        &[("question", &question.id)],
                    );
                }
            }
            (Kind::Date, Test::Is(word) | Test::IsNot(word) | Test::Compare(_, word)) => {
                if word.text.parse::<jiff::civil::Date>().is_err() {
                    self.fault("expression-not-a-date", word, &[("question", &question.id)]);
                }
            }
            (Kind::Numeric | Kind::Date, _) => {
                self.fault("expression-needs-comparison", name, &[]);
            }
            (Kind::Text, _) => self.fault("expression-text", name, &[]),
        }
    }

    fn options(&mut self, question: &Question, words: &[Word]) {
        let known = ids(question.options.iter().map(|option| &option.id));
        for word in words {
            if question.option_index(&word.text).is_none() {
                let args = [("question", question.id.as_str()), ("known", &known)];
                self.fault("expression-unknown-option", word, &args);
            }
        }
    }
}

fn ids<'a>(ids: impl Iterator<Item = &'a String>) -> String {
    let ids: Vec<&str> = ids.map(String::as_str).collect();
    ids.join(", ")
}
