//! A finite set of whole numbers, as bits: what a count can still be.

/// A set of numbers from 0 to a largest one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Domain {
    words: Vec<u64>,
}

impl Domain {
    /// All numbers from `low` to `high`, both included; empty when `low > high`.
    pub fn range(low: u64, high: u64) -> Domain {
        let mut domain = Domain {
            words: vec![u64::MAX; (high / 64 + 1) as usize],
        };
        domain.keep(low, high);
        domain
    }

    pub fn contains(&self, value: u64) -> bool {
        let word = self.words.get((value / 64) as usize);
        word.is_some_and(|word| word >> (value % 64) & 1 == 1)
    }

    pub fn size(&self) -> u64 {
        self.words
            .iter()
            .map(|word| u64::from(word.count_ones()))
            .sum()
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub fn min(&self) -> Option<u64> {
        let at = self.words.iter().position(|word| *word != 0)?;
        Some(at as u64 * 64 + u64::from(self.words[at].trailing_zeros()))
    }

    pub fn max(&self) -> Option<u64> {
        let at = self.words.iter().rposition(|word| *word != 0)?;
        Some(at as u64 * 64 + 63 - u64::from(self.words[at].leading_zeros()))
    }

    /// The only value, when there is just one.
    pub fn only(&self) -> Option<u64> {
        let min = self.min()?;
        (self.max()? == min).then_some(min)
    }

    pub fn values(&self) -> impl Iterator<Item = u64> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            (0..64)
                .filter(move |bit| word >> bit & 1 == 1)
                .map(move |bit| at as u64 * 64 + bit)
        })
    }

    /// Keeps `low..=high`; whether anything went.
    pub fn keep(&mut self, low: u64, high: u64) -> bool {
        let mut changed = false;
        for (at, word) in self.words.iter_mut().enumerate() {
            let kept = *word & mask(at as u64, low, high);
            changed |= kept != *word;
            *word = kept;
        }
        changed
    }

    /// Keeps one value; whether anything went.
    pub fn fix(&mut self, value: u64) -> bool {
        self.keep(value, value)
    }

    /// Puts one value in, if there is room for it.
    pub fn add(&mut self, value: u64) {
        if let Some(word) = self.words.get_mut((value / 64) as usize) {
            *word |= 1 << (value % 64);
        }
    }

    /// Takes one value out.
    pub fn remove(&mut self, value: u64) {
        if let Some(word) = self.words.get_mut((value / 64) as usize) {
            *word &= !(1 << (value % 64));
        }
    }

    /// Whether any value lies in `low..=high`.
    pub fn meets(&self, low: u64, high: u64) -> bool {
        let last = ((high / 64) as usize).min(self.words.len().saturating_sub(1));
        low <= high
            && ((low / 64) as usize..=last).any(|at| {
                self.words.get(at).copied().unwrap_or(0) & mask(at as u64, low, high) != 0
            })
    }

    /// An empty set with room for the same numbers.
    pub fn emptied(&self) -> Domain {
        Domain {
            words: vec![0; self.words.len()],
        }
    }

    /// Adds to `into` the values in `low..=high`.
    pub fn copy_range(&self, low: u64, high: u64, into: &mut Domain) {
        if low > high {
            return;
        }
        let last = ((high / 64) as usize).min(self.words.len().saturating_sub(1));
        for at in (low / 64) as usize..=last {
            if let (Some(from), Some(to)) = (self.words.get(at), into.words.get_mut(at)) {
                *to |= from & mask(at as u64, low, high);
            }
        }
    }
}

/// The bits of word `at` whose numbers lie in `low..=high`.
fn mask(at: u64, low: u64, high: u64) -> u64 {
    let (first, last) = (at * 64, at * 64 + 63);
    if low > high || low > last || high < first {
        return 0;
    }
    let from = u64::MAX << low.saturating_sub(first);
    let to = u64::MAX >> last.saturating_sub(high);
    from & to
}

#[cfg(test)]
mod tests {
    use super::Domain;

    #[test]
    fn a_set_keeps_what_it_is_told() {
        let mut domain = Domain::range(60, 200);
        assert_eq!(
            (domain.min(), domain.max(), domain.size()),
            (Some(60), Some(200), 141)
        );
        assert!(domain.keep(63, 129) && !domain.keep(0, 500));
        assert!(domain.meets(129, 999) && !domain.meets(130, 999) && !domain.meets(0, 62));
        domain.remove(64);
        assert_eq!(domain.values().take(3).collect::<Vec<_>>(), [63, 65, 66]);
        assert!(domain.fix(128));
        assert_eq!(domain.only(), Some(128));
        domain.remove(128);
        assert!(domain.is_empty() && domain.only().is_none());
        assert!(Domain::range(5, 4).is_empty());
    }
}
