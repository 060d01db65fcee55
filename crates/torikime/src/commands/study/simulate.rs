//! `torikime study simulate DIR`: invented answers that meet the published margins, marked as synthetic.

use crate::evidence;
use crate::failure::Failure;
use clap::ArgMatches;
use std::process::ExitCode;
use survey::Language;
use survey::export::{AnswerStyle, answers_csv};
use survey::simulate::{Margins, Sample, draw};
use survey::study::Study;

/// Draws a sample and writes it as CSV.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let study = evidence::study(matches, language)?;
    let wanted = matches.get_one::<u32>("n").map(|n| u64::from(*n));
    let sample = Sample {
        sizes: wanted.map_or_else(Vec::new, |n| sizes(&study, n)),
        seed: matches.get_one::<u64>("seed").copied().unwrap_or(1),
        ..Sample::default()
    };
    let answers = draw(&study, &Margins::published(&study), &sample);
    let csv = answers_csv(&study, &answers, &AnswerStyle::default());
    super::write_or_print(matches, csv.as_bytes(), language)?;
    Ok(ExitCode::SUCCESS)
}

/// Respondents for each stratum in the study's own proportions, by largest remainders.
fn sizes(study: &Study, wanted: u64) -> Vec<u64> {
    let strata = study.header.strata.iter();
    let mut own: Vec<u64> = strata.map(|stratum| stratum.n.unwrap_or(100)).collect();
    if own.iter().sum::<u64>() == 0 {
        own = vec![1; own.len().max(1)];
    }
    let total: u64 = own.iter().sum();
    let mut sizes: Vec<u64> = own.iter().map(|size| size * wanted / total).collect();
    let mut order: Vec<usize> = (0..own.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(own[*at] * wanted % total));
    let short = wanted - sizes.iter().sum::<u64>();
    for at in order.into_iter().take(usize::try_from(short).unwrap_or(0)) {
        sizes[at] += 1;
    }
    sizes
}
