//! Several variables in one byte: a number in mixed radix, one digit per variable.

use super::Coded;
use super::runs::Runs;

/// Most different numbers of a pack; two packs then make a table of at most 8,100 cells, which stays in the fastest cache.
const MOST_NUMBERS: usize = 90;
/// A table of two packs should not have more cells than a run has respondents; packs are never held below this, though.
const FEWEST_NUMBERS: usize = 10;

/// One variable inside a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digit {
    /// Position of the variable.
    pub variable: usize,
    /// Its options.
    pub options: usize,
    /// Values of the digit: options, and one more if anyone gave no answer.
    pub values: usize,
    /// What one step of the digit adds to the number.
    pub step: usize,
}

/// Variables packed together, and the number of each respondent in the order of the runs.
#[derive(Clone, Debug)]
pub(super) struct Pack {
    pub digits: Vec<Digit>,
    /// Different numbers.
    pub size: usize,
    pub numbers: Vec<u8>,
}

/// Packs all variables: the largest first, each into the first pack that has room.
pub(super) fn pack(variables: &[Coded<'_>], runs: &Runs) -> Vec<Pack> {
    let average = runs.respondents / runs.runs.len().max(1);
    let room = average.isqrt().clamp(FEWEST_NUMBERS, MOST_NUMBERS);
    let mut digits: Vec<Digit> = variables.iter().enumerate().map(digit).collect();
    digits.sort_by_key(|digit| (std::cmp::Reverse(digit.values), digit.variable));
    let mut packs: Vec<Pack> = Vec::new();
    for digit in digits {
        match packs
            .iter_mut()
            .find(|pack| pack.size * digit.values <= room)
        {
            Some(pack) => pack.add(digit),
            None => packs.push(Pack::of(digit)),
        }
    }
    for pack in &mut packs {
        pack.fill(variables, runs);
    }
    packs
}

fn digit((variable, coded): (usize, &Coded<'_>)) -> Digit {
    let silent = coded
        .codes
        .iter()
        .any(|code| usize::from(*code) >= coded.options);
    Digit {
        variable,
        options: coded.options,
        values: coded.options + usize::from(silent),
        step: 1,
    }
}

impl Pack {
    fn of(digit: Digit) -> Pack {
        Pack {
            size: digit.values.max(1),
            digits: vec![digit],
            numbers: Vec::new(),
        }
    }

    fn add(&mut self, digit: Digit) {
        self.digits.push(Digit {
            step: self.size,
            ..digit
        });
        self.size *= digit.values;
    }

    fn fill(&mut self, variables: &[Coded<'_>], runs: &Runs) {
        let mut numbers = vec![0_u8; runs.respondents];
        for digit in &self.digits {
            let coded = variables[digit.variable];
            let (most, step) = (coded.options, digit.step);
            let added = |code: u8| (usize::from(code).min(most) * step) as u8;
            let codes = runs.arranged(|at| coded.codes[at]);
            numbers
                .iter_mut()
                .zip(codes)
                .for_each(|(number, code)| *number += added(code));
        }
        self.numbers = numbers;
    }
}
