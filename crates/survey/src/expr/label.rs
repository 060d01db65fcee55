//! An expression in words: the label of a base, made from the labels of questions, options and strata.
//!
//! Japanese puts the respondents last (Q2で「…」と回答した組織), English first (organisations that answered …).

use super::{Expr, Order, Test, Variable, Word};
use crate::Text;
use crate::study::Study;
use crate::study::questionnaire::{Question, QuestionKind};

/// The label of the respondents an expression means. Names that do not resolve are printed as written.
pub fn label(expr: &Expr, study: &Study) -> Text {
    let unit = study.header.unit.clone();
    let words = Words {
        study,
        unit: unit.unwrap_or_else(|| Text::new("回答者", "respondents")),
    };
    let en = match expr {
        Expr::True => format!("all {}", words.unit.en),
        _ => format!("{} {}", words.unit.en, words.en(expr)),
    };
    Text::new(words.ja(expr), en)
}

struct Words<'a> {
    study: &'a Study,
    unit: Text,
}

impl Words<'_> {
    /// A noun phrase that ends in the respondents.
    fn ja(&self, expr: &Expr) -> String {
        let unit = &self.unit.ja;
        match expr {
            Expr::True => format!("すべての{unit}"),
            Expr::Not(inner) => format!("{}以外の{unit}", self.ja_part(inner)),
            Expr::And(all) => self.ja_joined(all, "のうち、"),
            Expr::Or(all) => self.ja_joined(all, "、または"),
            Expr::Answered(variable) => format!("{}に回答した{unit}", self.variable(variable).ja),
            Expr::Stratum(words) => format!("{}の{unit}", ja_any(&self.strata(words))),
            Expr::Test(variable, test) => format!("{}{unit}", self.test(variable, test).ja),
        }
    }

    fn ja_joined(&self, all: &[Expr], between: &str) -> String {
        let parts: Vec<String> = all.iter().map(|one| self.ja_part(one)).collect();
        parts.join(between)
    }

    fn ja_part(&self, expr: &Expr) -> String {
        match expr {
            Expr::And(_) | Expr::Or(_) => format!("（{}）", self.ja(expr)),
            _ => self.ja(expr),
        }
    }

    /// What follows the respondents.
    fn en(&self, expr: &Expr) -> String {
        match expr {
            Expr::True => "that took part".to_owned(),
            Expr::Not(inner) => format!("except those {}", self.en_part(inner)),
            Expr::And(all) => self.en_joined(all, " and "),
            Expr::Or(all) => self.en_joined(all, " or "),
            Expr::Answered(variable) => format!("that answered {}", self.variable(variable).en),
            Expr::Stratum(words) => {
                format!("that belong to {}", en_list(&self.strata(words), "or"))
            }
            Expr::Test(variable, test) => self.test(variable, test).en,
        }
    }

    fn en_joined(&self, all: &[Expr], between: &str) -> String {
        let parts: Vec<String> = all.iter().map(|one| self.en_part(one)).collect();
        parts.join(between)
    }

    fn en_part(&self, expr: &Expr) -> String {
        match expr {
            Expr::And(_) | Expr::Or(_) => format!("({})", self.en(expr)),
            _ => self.en(expr),
        }
    }

    fn strata(&self, words: &[Word]) -> Vec<Text> {
        let label = |word: &Word| {
            let strata = self.study.header.strata.iter();
            let found = strata.into_iter().find(|stratum| stratum.id == word.text);
            found.map_or_else(|| Text::same(&word.text), |stratum| stratum.label.clone())
        };
        words.iter().map(label).collect()
    }

    fn variable(&self, variable: &Variable) -> Text {
        let id = &variable.question.text;
        let Some(row) = &variable.row else {
            return Text::same(id);
        };
        let question = self.study.questionnaire.question(id);
        let rows = question.map(|question| question.rows.as_slice());
        let found = rows
            .unwrap_or_default()
            .iter()
            .find(|one| one.id == row.text);
        let label = found.map_or_else(|| Text::same(&row.text), |row| row.label.clone());
        Text::new(
            format!("{id}（{}）", label.ja),
            format!("{id} ({})", label.en),
        )
    }

    fn test(&self, variable: &Variable, test: &Test) -> Text {
        let name = self.variable(variable);
        let question = self.study.questionnaire.question(&variable.question.text);
        let kind = question.map(|question| question.kind);
        let (ja, en) = (&name.ja, &name.en);
        if let (Some(question), Some(QuestionKind::Numeric | QuestionKind::Date)) = (question, kind)
        {
            let amount = amount(question, test);
            return Text::new(
                format!("{ja}が{}", amount.ja),
                format!("that gave {} in {en}", amount.en),
            );
        }
        let options = options(question, test.words());
        let (any, or) = (ja_any(&options), en_list(&options, "or"));
        match test {
            Test::Has(_) | Test::HasAny(_) => Text::new(
                format!("{ja}で{any}を選択した"),
                format!("that chose {or} in {en}"),
            ),
            Test::HasAll(_) => Text::new(
                format!("{ja}で{}を選択した", ja_all(&options)),
                format!("that chose {} in {en}", en_list(&options, "and")),
            ),
            Test::IsNot(_) => Text::new(
                format!("{ja}で{any}以外と回答した"),
                format!("that answered {en} with something other than {or}"),
            ),
            Test::Is(_) | Test::In(_) | Test::Compare(..) => Text::new(
                format!("{ja}で{any}と回答した"),
                format!("that answered {or} to {en}"),
            ),
        }
    }
}

fn options(question: Option<&Question>, words: &[Word]) -> Vec<Text> {
    let label = |word: &Word| {
        let options = question.map(|question| question.options.as_slice());
        let mut options = options.unwrap_or_default().iter();
        let found = options.find(|option| option.id == word.text);
        found.map_or_else(|| Text::same(&word.text), |option| option.label.clone())
    };
    words.iter().map(label).collect()
}

fn ja_quoted(texts: &[Text]) -> Vec<String> {
    texts
        .iter()
        .map(|text| format!("「{}」", text.ja))
        .collect()
}

fn ja_any(texts: &[Text]) -> String {
    match ja_quoted(texts).as_slice() {
        [a, b] => format!("{a}または{b}"),
        [one] => one.clone(),
        many => format!("{}のいずれか", many.concat()),
    }
}

fn ja_all(texts: &[Text]) -> String {
    match ja_quoted(texts).as_slice() {
        [a, b] => format!("{a}と{b}の両方"),
        [one] => one.clone(),
        many => format!("{}のすべて", many.concat()),
    }
}

fn en_list(texts: &[Text], last: &str) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("“{}”", text.en)).collect();
    match quoted.split_last() {
        Some((one, [])) => one.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
        None => String::new(),
    }
}

/// 10人以上の · 10 people or more; days as 2020年4月7日以降の · 7 April 2020 or later.
fn amount(question: &Question, test: &Test) -> Text {
    let Some(word) = test.words().first() else {
        return Text::default();
    };
    let day = word.text.parse::<jiff::civil::Date>().ok();
    match day.filter(|_| question.kind == QuestionKind::Date) {
        Some(day) => day_amount(day, test),
        None => number_amount(question, &word.text, test),
    }
}

fn number_amount(question: &Question, number: &str, test: &Test) -> Text {
    let unit = question
        .number
        .as_ref()
        .and_then(|range| range.unit.as_ref());
    let (ja, en) = match unit {
        Some(unit) => (
            format!("{number}{}", unit.ja),
            format!("{number} {}", unit.en),
        ),
        None => (number.to_owned(), number.to_owned()),
    };
    match test {
        Test::Compare(Order::AtLeast, _) => {
            Text::new(format!("{ja}以上の"), format!("{en} or more"))
        }
        Test::Compare(Order::AtMost, _) => {
            Text::new(format!("{ja}以下の"), format!("{en} or less"))
        }
        Test::Compare(Order::More, _) => {
            Text::new(format!("{ja}を超える"), format!("more than {en}"))
        }
        Test::Compare(Order::Less, _) => {
            Text::new(format!("{ja}未満の"), format!("less than {en}"))
        }
        Test::IsNot(_) => Text::new(format!("{ja}以外の"), format!("something other than {en}")),
        _ => Text::new(format!("{ja}の"), format!("exactly {en}")),
    }
}

fn day_amount(day: jiff::civil::Date, test: &Test) -> Text {
    let ja = format!("{}年{}月{}日", day.year(), day.month(), day.day());
    let en = day.strftime("%-d %B %Y").to_string();
    match test {
        Test::Compare(Order::AtLeast, _) => {
            Text::new(format!("{ja}以降の"), format!("{en} or later"))
        }
        Test::Compare(Order::AtMost, _) => {
            Text::new(format!("{ja}以前の"), format!("{en} or earlier"))
        }
        Test::Compare(Order::More, _) => {
            Text::new(format!("{ja}より後の"), format!("a day after {en}"))
        }
        Test::Compare(Order::Less, _) => {
            Text::new(format!("{ja}より前の"), format!("a day before {en}"))
        }
        Test::IsNot(_) => Text::new(format!("{ja}以外の"), format!("a day other than {en}")),
        _ => Text::new(format!("{ja}の"), en),
    }
}
