//! Characters to tokens. Full-width signs are named with what to write instead, not guessed at.

use super::{Fault, Word};

/// The signs of the language; longer ones first.
const SIGNS: [&str; 11] = ["!=", "<=", ">=", "(", ")", "[", "]", ",", "=", "<", ">"];

/// One token and its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// Letters, digits, `_`, `-` and `.`.
    Word(Word),
    /// A sign and its column.
    Sign(&'static str, u32),
}

impl Token {
    /// What is written there.
    pub fn text(&self) -> &str {
        match self {
            Token::Word(word) => &word.text,
            Token::Sign(sign, _) => sign,
        }
    }

    /// Where it stands.
    pub fn column(&self) -> u32 {
        match self {
            Token::Word(word) => word.column,
            Token::Sign(_, column) => *column,
        }
    }
}

/// Splits a text into tokens.
///
/// # Errors
/// `expression-full-width` or `expression-character` at the first character that has no place in the language.
pub fn tokens(text: &str) -> Result<Vec<Token>, Fault> {
    let (mut rest, mut column, mut tokens) = (text, 1, Vec::new());
    while let Some(first) = rest.chars().next() {
        let word_end = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
        let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
        let length = match (sign, word_end) {
            _ if first.is_ascii_whitespace() => 1,
            (Some(sign), _) => {
                tokens.push(Token::Sign(sign, column));
                sign.len()
            }
            (None, 0) => return Err(stranger(first, column)),
            (None, length) => {
                let text = rest.get(..length).unwrap_or_default().to_owned();
                tokens.push(Token::Word(Word { text, column }));
                length
            }
        };
        rest = rest.get(length..).unwrap_or_default();
        column += u32::try_from(length).unwrap_or(0);
    }
    Ok(tokens)
}

fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

fn stranger(c: char, column: u32) -> Fault {
    let found = c.to_string();
    match half_width(c) {
        Some(instead) => Fault::new(
            "expression-full-width",
            column,
            &[("found", &found), ("instead", &instead.to_string())],
        ),
        None => Fault::new("expression-character", column, &[("found", &found)]),
    }
}

/// The half-width form of a full-width character, and of the Japanese comma and space.
fn half_width(c: char) -> Option<char> {
    match c {
        '　' => Some(' '),
        '、' => Some(','),
        '「' | '【' => Some('['),
        '」' | '】' => Some(']'),
        '！'..='～' => char::from_u32(u32::from(c).checked_sub(0xFEE0)?),
        _ => None,
    }
}
