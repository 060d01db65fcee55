//! Sets of respondents: one bit each, 64 to a word. Every table is intersections and counts of these.

/// A set of respondents of one wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// Nobody, out of `len` respondents.
    pub fn none(len: usize) -> Bits {
        Bits {
            words: vec![0; len.div_ceil(64)],
            len,
        }
    }

    /// Everybody, out of `len` respondents.
    pub fn all(len: usize) -> Bits {
        Bits::none(len).not()
    }

    /// The respondents for whom `belongs` says so.
    pub fn of(len: usize, belongs: impl Fn(usize) -> bool) -> Bits {
        let word = |at: usize| {
            let first = at * 64;
            let last = len.min(first + 64);
            (first..last).fold(0, |word, index| {
                word | u64::from(belongs(index)) << (index - first)
            })
        };
        Bits {
            words: (0..len.div_ceil(64)).map(word).collect(),
            len,
        }
    }

    /// The set with these words, lowest bit first; missing words are empty, bits beyond `len` are dropped.
    pub fn from_words(len: usize, words: &[u64]) -> Bits {
        let mut words = words.to_vec();
        words.resize(len.div_ceil(64), 0);
        Bits { words, len }.trimmed()
    }

    /// Number of respondents the set is drawn from.
    pub fn universe(&self) -> usize {
        self.len
    }

    /// Whether a respondent belongs to it.
    pub fn contains(&self, index: usize) -> bool {
        self.words
            .get(index / 64)
            .is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// Number of respondents in it.
    pub fn count(&self) -> u64 {
        self.words
            .iter()
            .map(|word| u64::from(word.count_ones()))
            .sum()
    }

    /// Number of respondents in both sets.
    pub fn count_and(&self, other: &Bits) -> u64 {
        let both = self.words.iter().zip(&other.words);
        both.map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }

    /// Those in both.
    pub fn and(&self, other: &Bits) -> Bits {
        self.joined(other, |a, b| a & b)
    }

    /// Those in either.
    pub fn or(&self, other: &Bits) -> Bits {
        self.joined(other, |a, b| a | b)
    }

    /// Those in this one and not in the other.
    pub fn without(&self, other: &Bits) -> Bits {
        self.joined(other, |a, b| a & !b)
    }

    /// Everybody else.
    pub fn not(&self) -> Bits {
        let words = self.words.iter().map(|word| !word).collect();
        Bits {
            words,
            len: self.len,
        }
        .trimmed()
    }

    /// Positions of the respondents in it, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words
            .iter()
            .enumerate()
            .flat_map(|(at, word)| Ones(*word).map(move |bit| at * 64 + bit))
    }

    fn joined(&self, other: &Bits, join: impl Fn(u64, u64) -> u64) -> Bits {
        let words = self.words.iter().zip(&other.words);
        Bits {
            words: words.map(|(a, b)| join(*a, *b)).collect(),
            len: self.len,
        }
    }

    fn trimmed(mut self) -> Bits {
        let rest = self.len % 64;
        if let Some(last) = self.words.last_mut().filter(|_| rest > 0) {
            *last &= (1 << rest) - 1;
        }
        self
    }
}

/// The set bits of one word, lowest first.
struct Ones(u64);

impl Iterator for Ones {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let bit = self.0.trailing_zeros() as usize;
        self.0 &= self.0.wrapping_sub(1);
        (bit < 64).then_some(bit)
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sets_behave_like_lists_of_booleans(pairs in prop::collection::vec(any::<(bool, bool)>(), 0..200)) {
            let n = pairs.len();
            let (a, b) = (Bits::of(n, |i| pairs[i].0), Bits::of(n, |i| pairs[i].1));
            let expect = |f: fn(bool, bool) -> bool| (0..n).filter(|i| f(pairs[*i].0, pairs[*i].1)).collect::<Vec<_>>();
            prop_assert_eq!(a.and(&b).iter().collect::<Vec<_>>(), expect(|a, b| a && b));
            prop_assert_eq!(a.or(&b).iter().collect::<Vec<_>>(), expect(|a, b| a || b));
            prop_assert_eq!(a.without(&b).iter().collect::<Vec<_>>(), expect(|a, b| a && !b));
            prop_assert_eq!(a.not().iter().collect::<Vec<_>>(), expect(|a, _| !a));
            prop_assert_eq!(a.count_and(&b), expect(|a, b| a && b).len() as u64);
            prop_assert_eq!(Bits::all(n).count(), n as u64);
        }
    }
}
