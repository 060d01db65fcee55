//! Shares to whole numbers of respondents.

use super::Unknown;
use crate::random::Random;
use crate::study::questionnaire::{Choice, Question};
use crate::table::OptionRole;

/// One whole, in millionths.
pub(super) const WHOLE: u64 = 1_000_000;

/// A weight for each option: what is known, and the rest of the whole spread over the options nothing is known of.
pub(super) fn weights(
    question: &Question,
    shares: &[Option<u64>],
    unknown: Unknown,
    random: &mut Random,
) -> Vec<u64> {
    let known: u64 = shares.iter().flatten().sum();
    let rest = WHOLE.saturating_sub(known);
    let open: Vec<usize> = (0..shares.len())
        .filter(|at| shares[*at].is_none())
        .collect();
    let likings: Vec<u64> = open
        .iter()
        .map(|at| liking(&question.options[*at], unknown, random))
        .collect();
    let parts = largest_remainder(&likings, rest);
    let mut weights: Vec<u64> = shares.iter().map(|share| share.unwrap_or(0)).collect();
    for (at, part) in open.iter().zip(parts) {
        weights[*at] = part;
    }
    if weights.iter().all(|weight| *weight == 0) {
        weights.fill(1);
    }
    weights
}

/// How readily an option is chosen when nothing is known of it.
pub(super) fn liking(option: &Choice, unknown: Unknown, random: &mut Random) -> u64 {
    let drawn = random.below(900) + 100;
    match (unknown, option.role) {
        (_, OptionRole::NotAnswered) => 0,
        (Unknown::Flat, _) => 1,
        (Unknown::Seeded, OptionRole::Plain) => drawn,
        (Unknown::Seeded, _) => drawn / 5,
    }
}

/// Splits a total in proportion to weights into whole numbers that add up to it (Hare–Niemeyer);
/// of equal remainders the earlier option gets more. All 0 when all weights are.
pub(super) fn largest_remainder(weights: &[u64], total: u64) -> Vec<u64> {
    let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: &u64| u128::from(*weight) * u128::from(total);
    let mut counts: Vec<u64> = weights
        .iter()
        .map(|weight| (exact(weight) / sum) as u64)
        .collect();
    let left = total - counts.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(exact(&weights[*at]) % sum));
    for at in order.into_iter().take(left as usize) {
        counts[at] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::largest_remainder;
    use proptest::prelude::*;

    #[test]
    fn printed_percentages_give_their_counts_back() {
        assert_eq!(largest_remainder(&[836, 122, 10, 31], 287), [240, 35, 3, 9]);
        assert_eq!(
            largest_remainder(&[390, 115, 92, 404], 218),
            [85, 25, 20, 88]
        );
    }

    proptest! {
        #[test]
        fn parts_add_up(weights in proptest::collection::vec(0_u64..2000, 1..20), total in 0_u64..100_000) {
            let sum: u64 = weights.iter().sum();
            let parts = largest_remainder(&weights, total);
            prop_assert_eq!(parts.iter().sum::<u64>(), if sum == 0 { 0 } else { total });
            for (weight, part) in weights.iter().zip(&parts) {
                prop_assert!(sum == 0 || part * sum <= weight * total + sum);
            }
        }
    }
}
