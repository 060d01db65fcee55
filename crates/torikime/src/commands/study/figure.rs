//! `torikime study figure DIR [ID]`: one figure as SVG.

use crate::evidence::{self, Evidence};
use crate::failure::Failure;
use clap::ArgMatches;
use report::figure::{Style, kind_of, svg_as};
use std::process::ExitCode;
use survey::Language;

/// Draws the figure named, to a file or to stdout; without a name lists the figures.
pub fn run(matches: &ArgMatches, language: Language) -> Result<ExitCode, Failure> {
    let Some(id) = matches.get_one::<String>("figure") else {
        super::table::list(matches, language)?;
        return Ok(ExitCode::SUCCESS);
    };
    let evidence = Evidence::open(matches, language)?;
    let workup = evidence.workup();
    let table = evidence::figure(&workup, id)?;
    let figures = &evidence.study.analysis.figures;
    let wanted = figures.iter().find(|figure| figure.id == table.id);
    let kind = wanted.map_or_else(|| kind_of(table), |figure| figure.kind);
    let style = match matches.get_flag("narrow") {
        true => Style::NARROW,
        false => Style::WIDE,
    };
    let drawing = svg_as(table, kind, language, &style);
    super::write_or_print(matches, drawing.as_bytes(), language)?;
    Ok(ExitCode::SUCCESS)
}
