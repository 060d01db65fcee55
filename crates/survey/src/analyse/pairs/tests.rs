//! Every pair against counting one by one, whatever the weights, the strata and the number of threads.

use super::*;
use crate::answers::GivenWeights;
use proptest::prelude::*;

type Cells = Vec<(usize, usize, Vec<CellOf>)>;

fn all(variables: &[Coded<'_>], strata: Strata<'_>, weights: &Weights, threads: usize) -> Cells {
    each_pair(variables, strata, weights, threads, |pair| {
        (pair.first, pair.second, pair.cells.to_vec())
    })
}

fn by_hand(variables: &[Coded<'_>], strata: Strata<'_>, weights: &Weights) -> Cells {
    let pairs = (0..variables.len()).flat_map(|a| (a + 1..variables.len()).map(move |b| (a, b)));
    pairs
        .map(|(a, b)| {
            let (first, second) = (variables[a], variables[b]);
            let mut cells = vec![CellOf::default(); strata.many * first.options * second.options];
            for at in 0..weights.len() {
                let (x, y) = (usize::from(first.codes[at]), usize::from(second.codes[at]));
                let stratum = strata.of.get(at).map_or(0, |stratum| usize::from(*stratum));
                if x < first.options && y < second.options {
                    let cell = &mut cells[(stratum * first.options + x) * second.options + y];
                    cell.count += 1;
                    cell.weight += u128::from(weights.scaled(at));
                    cell.weight_sq += (weights.scaled(at) as f64).powi(2);
                }
            }
            (a, b, cells)
        })
        .collect()
}

fn alike(found: &Cells, expected: &Cells) -> Result<(), TestCaseError> {
    prop_assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        prop_assert_eq!(
            (found.0, found.1, found.2.len()),
            (expected.0, expected.1, expected.2.len())
        );
        for (one, other) in found.2.iter().zip(&expected.2) {
            prop_assert_eq!((one.count, one.weight), (other.count, other.weight));
            let near = (one.weight_sq - other.weight_sq).abs() <= 1e-12 * other.weight_sq;
            prop_assert!(near, "{:?} {:?}", one, other);
        }
    }
    Ok(())
}

/// A generator of codes that needs no memory: splitmix64.
fn code(seed: u64, variable: usize, at: usize, values: usize) -> u8 {
    let mut z = seed ^ (variable as u64) << 32 ^ at as u64;
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ z >> 31) % values as u64) as u8
}

proptest! {
    #[test]
    fn every_pair_equals_counting_one_by_one(
        seed: u64,
        respondents in 0..400_usize,
        options in prop::collection::vec((1..12_usize, any::<bool>()), 0..9),
        wide in any::<bool>(),
        many in 1..5_usize,
        kind in 0..4_u8,
    ) {
        let options: Vec<(usize, bool)> = options.into_iter().chain(wide.then_some((240, true))).collect();
        let codes: Vec<Vec<u8>> = options.iter().enumerate().map(|(variable, (options, silent))| {
            let values = options + usize::from(*silent);
            (0..respondents).map(|at| match code(seed, variable, at, values) {
                code if usize::from(code) < *options => code,
                _ => if at % 2 == 0 { 254 } else { 255 },
            }).collect()
        }).collect();
        let variables: Vec<Coded<'_>> = codes.iter().zip(&options).map(|(codes, (options, _))| Coded { codes, options: *options }).collect();
        let of: Vec<u16> = (0..respondents).map(|at| code(seed, 99, at, many).into()).collect();
        let strata = if kind == 0 { Strata::ONE } else { Strata { of: &of, many } };
        let values: Vec<u64> = (0..respondents).map(|at| match kind {
            1 => 3 + u64::from(of[at]),
            2 => 1000 + u64::from(code(seed, 98, at, 251)),
            _ => (1 << 50) - u64::from(code(seed, 97, at, 251)),
        }).collect();
        let weights = match kind {
            0 => Weights::unit(respondents),
            _ if respondents == 0 => Weights::unit(0),
            _ => Weights::given(&GivenWeights { values, scale: 7 }, respondents).unwrap(),
        };
        let expected = by_hand(&variables, strata, &weights);
        let one = all(&variables, strata, &weights, 1);
        alike(&one, &expected)?;
        prop_assert_eq!(one, all(&variables, strata, &weights, 3));
    }
}
