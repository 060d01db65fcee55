//! One expression language for bases, routing, groups and domains: who of the respondents is meant.
//!
//! ```text
//! either  = both { "or" both } .
//! both    = one { "and" one } .
//! one     = "not" one | "(" either ")" | "true" | "answered" "(" variable ")"
//!         | "stratum" ( "=" word | "in" words ) | variable test .
//! test    = "=" word | "!=" word | "in" words | "has" word | "has" ( "any" | "all" ) words
//!         | ( "<" | "<=" | ">" | ">=" ) word .
//! words   = "[" word { "," word } "]" .
//! variable = question [ "." row ] .
//! ```
//!
//! A comparison on a question that was not asked or not answered is false, `!=` included.
//! `not` turns the result round for everybody: `not Q2 = now` also means those who were never asked Q2;
//! `Q2 != now` means only those who answered something else.

mod bases;
mod evaluate;
mod label;
mod parse;
mod print;
mod token;
mod types;

pub use bases::{base_label, base_of, break_bits};
pub use evaluate::evaluate;
pub use label::label;
pub use parse::{RESERVED, parse};
pub use types::check;

use crate::{Place, Problem};

/// A word of an expression: an id, a number or a day, and the column where it stands.
#[derive(Clone, Debug)]
pub struct Word {
    /// As written.
    pub text: String,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Where a word stands does not matter to what it says.
impl PartialEq for Word {
    fn eq(&self, other: &Word) -> bool {
        self.text == other.text
    }
}

impl Eq for Word {}

/// A question, or a row of one: `Q2`, `Q10.access`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Question id.
    pub question: Word,
    /// Row id.
    pub row: Option<Word>,
}

impl Variable {
    /// The name of its column in the answers.
    pub fn name(&self) -> String {
        match &self.row {
            Some(row) => format!("{}.{}", self.question.text, row.text),
            None => self.question.text.clone(),
        }
    }
}

/// How two numbers or days stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// What is asked of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// `= now`, `= 10`
    Is(Word),
    /// `!= now`: answered, and something else.
    IsNot(Word),
    /// `in [now, past]`
    In(Vec<Word>),
    /// `has governance`
    Has(Word),
    /// `has any [a, b]`
    HasAny(Vec<Word>),
    /// `has all [a, b]`
    HasAll(Vec<Word>),
    /// `>= 10`
    Compare(Order, Word),
}

impl Test {
    /// The words it names.
    pub fn words(&self) -> &[Word] {
        match self {
            Test::Is(word) | Test::IsNot(word) | Test::Has(word) | Test::Compare(_, word) => {
                std::slice::from_ref(word)
            }
            Test::In(words) | Test::HasAny(words) | Test::HasAll(words) => words,
        }
    }
}

/// A parsed expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// Everybody.
    True,
    /// Everybody else.
    Not(Box<Expr>),
    /// All of them (two or more).
    And(Vec<Expr>),
    /// Any of them (two or more).
    Or(Vec<Expr>),
    /// Gave an answer (for a matrix without a row: in any row).
    Answered(Variable),
    /// Belongs to one of the strata.
    Stratum(Vec<Word>),
    /// Answered so.
    Test(Variable, Test),
}

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Problem code, `expression-…`.
    pub code: &'static str,
    /// Column in characters, from 1.
    pub column: u32,
    /// Values for its words.
    pub args: Vec<(&'static str, String)>,
}

impl Fault {
    fn new(code: &'static str, column: u32, args: &[(&'static str, &str)]) -> Fault {
        let args = args
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        Fault {
            code,
            column,
            args: args.collect(),
        }
    }

    /// The fault as a problem of the field that holds the expression.
    pub fn problem(self, place: Place) -> Problem {
        let problem = Problem::error(self.code, place).with("column", self.column);
        self.args
            .into_iter()
            .fold(problem, |problem, (name, value)| problem.with(name, value))
    }
}
