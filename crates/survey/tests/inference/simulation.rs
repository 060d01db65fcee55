//! Why tests on weighted counts are refused: two questions that have nothing to do with each other, a thousand times.

use survey::inference::design::{self, CellSums, Design, DesignSums, StratumSums};
use survey::inference::{Counts, pearson};

/// Invented populations and samples of four strata, like clients and vendors by size.
const STRATA: [(u64, u64); 4] = [(9_000, 120), (1_936, 88), (5_040, 147), (1_150, 150)];
const DRAWS: usize = 1_000;

/// A multiplicative congruential generator, enough for coin tosses.
struct Coin(u64);

impl Coin {
    fn toss(&mut self, share: f64) -> usize {
        self.0 = self
            .0
            .wrapping_mul(0xD134_2543_DE82_EF95)
            .wrapping_add(0x2545_F491_4F6C_DD1D);
        usize::from(((self.0 >> 11) as f64 / (1u64 << 53) as f64) >= share)
    }
}

fn draw(coin: &mut Coin) -> DesignSums {
    let stratum = |(population, n): (u64, u64)| {
        let mut cells = vec![CellSums::default(); 4];
        for _ in 0..n {
            cells[coin.toss(0.4) * 2 + coin.toss(0.3)].add(population as f64 / n as f64);
        }
        StratumSums {
            n,
            population: None,
            cells,
        }
    };
    DesignSums {
        strata: STRATA.map(stratum).into(),
    }
}

/// p of Pearson's test with weights taken for frequencies, and of the design-based test.
fn both(sums: &DesignSums) -> (f64, f64) {
    let design = Design::new(sums).expect("a design");
    let frequencies = design.totals().iter().map(|c| c.weight as u64).collect();
    let naive =
        pearson::chi_square(&Counts::new(2, 2, frequencies).expect("a table")).expect("a test");
    (
        naive.p,
        design::rao_scott(&design, 2, 2).expect("a test").second.p,
    )
}

#[test]
fn weights_taken_for_frequencies_reject_what_is_true() {
    let mut coin = Coin(505);
    let p: Vec<(f64, f64)> = (0..DRAWS).map(|_| both(&draw(&mut coin))).collect();
    let rate = |pick: fn(&(f64, f64)) -> f64| {
        p.iter().filter(|p| pick(p) <= 0.05).count() as f64 / DRAWS as f64
    };
    let (naive, honest) = (rate(|p| p.0), rate(|p| p.1));
    assert!(naive > 0.6, "{naive}");
    assert!((0.03..0.07).contains(&honest), "{honest}");
}
