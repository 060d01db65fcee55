//! Answers in columns: dictionary codes and bit sets, one entry per respondent.
//!
//! Four states are kept apart from the form to the last table:
//! not asked · asked and not answered · answered, not selected · selected.
//! "Not known" is an option like any other (see [`crate::table::OptionRole::NotKnown`]).

use std::collections::BTreeMap;

/// State byte: the question was not put to this respondent.
pub const NOT_ASKED: u8 = 255;
/// State byte: the question was put and not answered.
pub const NOT_ANSWERED: u8 = 254;
/// State byte of a multiple answer, number, date or text: answered.
pub const ANSWERED: u8 = 0;
/// Most options of one question (codes stay in a byte beside the two states).
pub const MOST_OPTIONS: usize = 250;

/// The answers to one variable. A variable is a question, or a row of a matrix (`Q10.access`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// Index of the option, or a state byte.
    Single(Vec<u8>),
    /// A state byte per respondent, and for each option one bit per respondent (64 to a word).
    Multiple {
        /// `ANSWERED`, `NOT_ANSWERED` or `NOT_ASKED`.
        state: Vec<u8>,
        /// `selected[option][respondent / 64] >> (respondent % 64) & 1`.
        selected: Vec<Vec<u64>>,
    },
    /// Decimal numbers as integers of 10^-decimals.
    Number {
        /// State bytes.
        state: Vec<u8>,
        /// Digits after the point.
        decimals: u8,
        /// Values; 0 where not answered.
        values: Vec<i64>,
    },
    /// Days.
    Date {
        /// State bytes.
        state: Vec<u8>,
        /// Days; the zero date where not answered.
        values: Vec<jiff::civil::Date>,
    },
    /// Free text.
    Text {
        /// State bytes.
        state: Vec<u8>,
        /// Texts; empty where not answered.
        values: Vec<String>,
    },
    /// For each rank (first to last) the option index or a state byte.
    Ranking(Vec<Vec<u8>>),
}

/// Weights given per respondent: integers of a common scale, so that sums stay exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenWeights {
    /// Weight times `scale`, per respondent.
    pub values: Vec<u64>,
    /// The scale, e.g. 1,000,000 for weights with six decimals.
    pub scale: u64,
}

/// All answers of one wave of a study.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Respondent ids as given; unique.
    pub respondents: Vec<String>,
    /// Index into the study's strata, per respondent; empty when the study has none.
    pub strata: Vec<u16>,
    /// Weights, when given.
    pub weights: Option<GivenWeights>,
    /// Columns by variable name.
    pub columns: BTreeMap<String, Column>,
    /// Texts beside an option ("other, please specify"), by variable name and respondent index.
    pub specified: BTreeMap<String, BTreeMap<u32, String>>,
    /// Whether the answers were simulated; tables, figures and reports then say so.
    pub synthetic: bool,
}

impl Answers {
    /// Number of respondents.
    pub fn len(&self) -> usize {
        self.respondents.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.respondents.is_empty()
    }
}

/// One bit per respondent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// Nobody of `len` respondents.
    pub fn zeros(len: usize) -> Bits {
        Bits {
            words: vec![0; len.div_ceil(64)],
            len,
        }
    }

    /// All of `len` respondents.
    pub fn ones(len: usize) -> Bits {
        Bits::zeros(len).not()
    }

    /// The respondents for whom `test` is true, by index.
    pub fn from_fn(len: usize, mut test: impl FnMut(usize) -> bool) -> Bits {
        let mut word = |first: usize| {
            let within = first..len.min(first + 64);
            within.fold(0, |word, at| word | u64::from(test(at)) << (at - first))
        };
        Bits {
            words: (0..len).step_by(64).map(&mut word).collect(),
            len,
        }
    }

    /// From words of 64 respondents, the first in the lowest bit. Missing words are empty, surplus bits dropped.
    pub fn from_words(len: usize, words: &[u64]) -> Bits {
        let mut words: Vec<u64> = words.to_vec();
        words.resize(len.div_ceil(64), 0);
        Bits { words, len }.trimmed()
    }

    /// Words of 64 respondents, the first in the lowest bit; bits beyond the last respondent are 0.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Number of respondents, set or not.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no respondents at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether a respondent is set; false beyond the last.
    pub fn get(&self, at: usize) -> bool {
        let word = self.words.get(at / 64).copied().unwrap_or(0);
        at < self.len && word >> (at % 64) & 1 == 1
    }

    /// Sets a respondent; nothing happens beyond the last.
    pub fn set(&mut self, at: usize) {
        if let (true, Some(word)) = (at < self.len, self.words.get_mut(at / 64)) {
            *word |= 1 << (at % 64);
        }
    }

    /// Number of respondents set.
    pub fn count(&self) -> u64 {
        let ones = self.words.iter().map(|word| u64::from(word.count_ones()));
        ones.sum()
    }

    /// Number of respondents set in both.
    pub fn count_and(&self, other: &Bits) -> u64 {
        let both = self.words.iter().zip(&other.words);
        both.map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }

    /// Set in both. The shorter one counts as unset beyond its end.
    #[must_use]
    pub fn and(&self, other: &Bits) -> Bits {
        self.with(other, |a, b| a & b)
    }

    /// Set in either.
    #[must_use]
    pub fn or(&self, other: &Bits) -> Bits {
        self.with(other, |a, b| a | b)
    }

    /// Set here and not there.
    #[must_use]
    pub fn and_not(&self, other: &Bits) -> Bits {
        self.with(other, |a, b| a & !b)
    }

    /// Everybody else.
    #[must_use]
    pub fn not(&self) -> Bits {
        Bits {
            words: self.words.iter().map(|word| !word).collect(),
            len: self.len,
        }
        .trimmed()
    }

    /// Indices of the respondents set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let words = self.words.iter().enumerate();
        words.flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(at * 64 + usize::try_from(bit).unwrap_or(0))
            })
        })
    }

    fn with(&self, other: &Bits, op: fn(u64, u64) -> u64) -> Bits {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        let words = self.words.iter().zip(others).map(|(a, b)| op(*a, b));
        Bits {
            words: words.collect(),
            len: self.len,
        }
        .trimmed()
    }

    fn trimmed(mut self) -> Bits {
        if let (1.., Some(last)) = (self.len % 64, self.words.last_mut()) {
            *last &= (1 << (self.len % 64)) - 1;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_are_sets(a in proptest::collection::vec(any::<bool>(), 0..200), seed: u64) {
            let n = a.len();
            let b = |at: usize| seed >> (at % 63) & 1 == 1;
            let (x, y) = (Bits::from_fn(n, |at| a[at]), Bits::from_fn(n, b));
            let list = |bits: &Bits| bits.iter().collect::<Vec<_>>();
            let wanted = |test: &dyn Fn(usize) -> bool| (0..n).filter(|at| test(*at)).collect::<Vec<_>>();
            prop_assert_eq!(list(&x.and(&y)), wanted(&|at| a[at] && b(at)));
            prop_assert_eq!(list(&x.or(&y)), wanted(&|at| a[at] || b(at)));
            prop_assert_eq!(list(&x.and_not(&y)), wanted(&|at| a[at] && !b(at)));
            prop_assert_eq!(list(&x.not()), wanted(&|at| !a[at]));
            prop_assert_eq!(x.not().count() + x.count(), n as u64);
            prop_assert_eq!(x.count_and(&y), x.and(&y).count());
            prop_assert_eq!(Bits::from_words(n, x.words()), x.clone());
            prop_assert!((0..n + 70).all(|at| x.get(at) == (at < n && a[at])));
        }
    }
}
