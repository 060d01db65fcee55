//! Tokens to an expression, by recursive descent.

use super::token::{Token, tokens};
use super::{Expr, Fault, Order, Test, Variable, Word};

/// Brackets and `not` may be nested this deep: more than anyone needs, less than the stack holds.
const DEEPEST: u32 = 50;
/// Words that cannot name a question.
pub const RESERVED: [&str; 7] = ["and", "or", "not", "true", "stratum", "answered", "in"];

/// Parses an expression.
///
/// # Errors
/// The first fault, with its column: an `expression-…` code.
pub fn parse(text: &str) -> Result<Expr, Fault> {
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(Fault::new("expression-empty", 1, &[]));
    }
    let end = u32::try_from(text.chars().count() + 1).unwrap_or(u32::MAX);
    let mut parser = Parser {
        tokens: &tokens,
        end,
        depth: 0,
    };
    let expr = parser.either()?;
    match parser.tokens.first() {
        None => Ok(expr),
        Some(_) => Err(parser.fault("expression-left-over", &[])),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    end: u32,
    depth: u32,
}

impl<'a> Parser<'a> {
    fn fault(&self, code: &'static str, args: &[(&'static str, &str)]) -> Fault {
        match self.tokens.first() {
            Some(token) => {
                let args = [&[("found", token.text())], args].concat();
                Fault::new(code, token.column(), &args)
            }
            None => Fault::new("expression-unfinished", self.end, &[]),
        }
    }

    fn next(&mut self) -> Option<&'a Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    fn sees(&self, text: &str) -> bool {
        self.tokens
            .first()
            .is_some_and(|token| token.text() == text)
    }

    /// Takes a sign or keyword when it is next.
    fn takes(&mut self, text: &str) -> bool {
        let sees = self.sees(text);
        if sees {
            self.next();
        }
        sees
    }

    fn demands(&mut self, sign: &'static str) -> Result<(), Fault> {
        if self.takes(sign) {
            Ok(())
        } else {
            Err(self.fault("expression-expected", &[("expected", sign)]))
        }
    }

    fn word(&mut self) -> Result<Word, Fault> {
        match self.tokens.first() {
            Some(Token::Word(word)) => {
                self.next();
                Ok(word.clone())
            }
            _ => Err(self.fault("expression-expected-name", &[])),
        }
    }

    fn words(&mut self) -> Result<Vec<Word>, Fault> {
        self.demands("[")?;
        let mut words = vec![self.word()?];
        while self.takes(",") {
            words.push(self.word()?);
        }
        self.demands("]")?;
        Ok(words)
    }

    fn either(&mut self) -> Result<Expr, Fault> {
        let mut all = vec![self.both()?];
        while self.takes("or") {
            all.push(self.both()?);
        }
        Ok(only(&mut all).unwrap_or(Expr::Or(all)))
    }

    fn both(&mut self) -> Result<Expr, Fault> {
        let mut all = vec![self.one()?];
        while self.takes("and") {
            all.push(self.one()?);
        }
        Ok(only(&mut all).unwrap_or(Expr::And(all)))
    }

    fn one(&mut self) -> Result<Expr, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault("expression-too-deep", &[]));
        }
        let one = self.nested();
        self.depth -= 1;
        one
    }

    fn nested(&mut self) -> Result<Expr, Fault> {
        if self.takes("not") {
            return Ok(Expr::Not(Box::new(self.one()?)));
        }
        if self.takes("(") {
            let inner = self.either()?;
            self.demands(")")?;
            return Ok(inner);
        }
        if self.takes("true") {
            return Ok(Expr::True);
        }
        self.plain()
    }

    fn plain(&mut self) -> Result<Expr, Fault> {
        if self.takes("answered") {
            self.demands("(")?;
            let variable = self.variable()?;
            self.demands(")")?;
            return Ok(Expr::Answered(variable));
        }
        if self.takes("stratum") {
            return self.stratum();
        }
        let variable = self.variable()?;
        Ok(Expr::Test(variable, self.test()?))
    }

    fn stratum(&mut self) -> Result<Expr, Fault> {
        if self.takes("=") {
            return Ok(Expr::Stratum(vec![self.word()?]));
        }
        self.demands("in")?;
        Ok(Expr::Stratum(self.words()?))
    }

    fn variable(&mut self) -> Result<Variable, Fault> {
        let reserved = |text: &str| RESERVED.contains(&text);
        if self
            .tokens
            .first()
            .is_some_and(|token| reserved(token.text()))
        {
            return Err(self.fault("expression-expected-name", &[]));
        }
        let Word { text, column } = self.word()?;
        let at = |text: &str, column| Word {
            text: text.to_owned(),
            column,
        };
        Ok(match text.split_once('.') {
            Some((question, row)) => Variable {
                row: Some(at(
                    row,
                    column + u32::try_from(question.len() + 1).unwrap_or(0),
                )),
                question: at(question, column),
            },
            None => Variable {
                question: at(&text, column),
                row: None,
            },
        })
    }

    fn test(&mut self) -> Result<Test, Fault> {
        let fault = self.fault("expression-expected-test", &[]);
        let Some(token) = self.next() else {
            return Err(fault);
        };
        match token.text() {
            "=" => Ok(Test::Is(self.word()?)),
            "!=" => Ok(Test::IsNot(self.word()?)),
            "<" => Ok(Test::Compare(Order::Less, self.word()?)),
            "<=" => Ok(Test::Compare(Order::AtMost, self.word()?)),
            ">" => Ok(Test::Compare(Order::More, self.word()?)),
            ">=" => Ok(Test::Compare(Order::AtLeast, self.word()?)),
            "in" => Ok(Test::In(self.words()?)),
            "has" => self.has(),
            _ => Err(fault),
        }
    }

    /// `any` and `all` are options too, unless a list follows.
    fn has(&mut self) -> Result<Test, Fault> {
        let word = self.word()?;
        match word.text.as_str() {
            "any" if self.sees("[") => Ok(Test::HasAny(self.words()?)),
            "all" if self.sees("[") => Ok(Test::HasAll(self.words()?)),
            _ => Ok(Test::Has(word)),
        }
    }
}

fn only(all: &mut Vec<Expr>) -> Option<Expr> {
    if all.len() == 1 { all.pop() } else { None }
}
