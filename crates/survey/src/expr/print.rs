//! An expression as it is written in a file; parsing what is printed gives the same expression.

use std::fmt;

use super::{Expr, Order, Test, Variable, Word};

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Test::Is(word) => write!(f, "= {word}"),
            Test::IsNot(word) => write!(f, "!= {word}"),
            Test::In(words) => write!(f, "in {}", list(words)),
            Test::Has(word) => write!(f, "has {word}"),
            Test::HasAny(words) => write!(f, "has any {}", list(words)),
            Test::HasAll(words) => write!(f, "has all {}", list(words)),
            Test::Compare(order, word) => write!(f, "{} {word}", sign(*order)),
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::True => f.write_str("true"),
            Expr::Not(inner) => write!(f, "not {}", within(inner, true)),
            Expr::And(all) => f.write_str(&joined(all, " and ", true)),
            Expr::Or(all) => f.write_str(&joined(all, " or ", false)),
            Expr::Answered(variable) => write!(f, "answered({variable})"),
            Expr::Stratum(words) => write!(f, "stratum in {}", list(words)),
            Expr::Test(variable, test) => write!(f, "{variable} {test}"),
        }
    }
}

fn list(words: &[Word]) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    format!("[{}]", words.join(", "))
}

fn sign(order: Order) -> &'static str {
    match order {
        Order::Less => "<",
        Order::AtMost => "<=",
        Order::More => ">",
        Order::AtLeast => ">=",
    }
}

fn joined(all: &[Expr], between: &str, tight: bool) -> String {
    let parts: Vec<String> = all.iter().map(|one| within(one, tight)).collect();
    parts.join(between)
}

/// A part in brackets where it would otherwise be read differently.
fn within(part: &Expr, tight: bool) -> String {
    match part {
        Expr::Or(_) => format!("({part})"),
        Expr::And(_) if tight => format!("({part})"),
        _ => part.to_string(),
    }
}
