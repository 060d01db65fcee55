//! Whether a mapping fits the sheet and the study it is used with.

use super::mapping::{Mapping, VariableColumns};
use super::sheet::Sheet;
use crate::study::Study;
use crate::variable::{Variable, VariableKind, variables};
use crate::{Place, Problem};
use std::collections::{BTreeMap, BTreeSet};

/// Every way in which the mapping does not fit. Columns without use are warnings.
pub(super) fn check(study: &Study, sheet: &Sheet, mapping: &Mapping) -> Vec<Problem> {
    let mut problems = Vec::new();
    let file = || Place::file(sheet.file.clone());
    let headings: BTreeSet<&str> = sheet.header.iter().map(String::as_str).collect();
    let mut used: BTreeMap<&str, u32> = BTreeMap::new();
    for heading in mapping.headings() {
        *used.entry(heading).or_insert(0) += 1;
        if !headings.contains(heading) {
            problems.push(Problem::error("mapping-no-column", file()).with("heading", heading));
        }
    }
    let twice = used.iter().filter(|(_, count)| **count > 1);
    problems.extend(twice.map(|(heading, _)| {
        Problem::error("mapping-column-twice", file()).with("heading", heading)
    }));
    let open = headings
        .iter()
        .filter(|heading| !used.contains_key(**heading));
    problems.extend(open.map(|heading| {
        Problem::warning("column-not-used", file().in_field(*heading)).with("heading", heading)
    }));
    if !study.header.strata.is_empty() {
        problems.extend(stratum(study, mapping).map(|problem| Problem {
            place: file(),
            ..problem
        }));
    }
    if mapping.respondent.is_none() {
        problems.push(Problem::warning("no-respondent-column", file()));
    }
    let all = variables(study);
    let mut seen = BTreeSet::new();
    for columns in &mapping.variables {
        let variable = all.iter().find(|variable| variable.name == columns.name);
        let code = match variable {
            None => Some("mapping-no-variable"),
            Some(_) if !seen.insert(&columns.name) => Some("mapping-variable-twice"),
            Some(variable) => (!fits(variable, columns)).then_some("mapping-columns-unfit"),
        };
        let problem = |code| Problem::error(code, file()).with("variable", &columns.name);
        problems.extend(code.map(problem));
        problems.extend(
            variable
                .into_iter()
                .flat_map(|variable| options(variable, columns, &file)),
        );
    }
    let missing = all.iter().filter(|variable| !seen.contains(&variable.name));
    problems.extend(missing.map(|variable| {
        Problem::warning("variable-not-mapped", file()).with("variable", &variable.name)
    }));
    problems
}

fn stratum(study: &Study, mapping: &Mapping) -> Option<Problem> {
    let place = Place::default();
    let Some(column) = &mapping.stratum else {
        let needed = study.header.strata.len() > 1;
        return needed.then(|| Problem::error("no-stratum-column", place));
    };
    let known = |id: &String| study.header.strata.iter().any(|stratum| stratum.id == *id);
    let unknown = column.values.values().find(|id| !known(id))?;
    Some(Problem::error("mapping-no-stratum", place).with("stratum", unknown))
}

/// Exactly one of column, columns and ranks, and one that the kind of variable can have.
fn fits(variable: &Variable, columns: &VariableColumns) -> bool {
    let given = (
        columns.column.is_some(),
        !columns.columns.is_empty(),
        !columns.ranks.is_empty(),
    );
    match given {
        (true, false, false) => true,
        (false, true, false) => {
            matches!(variable.kind, VariableKind::Single | VariableKind::Multiple)
        }
        (false, false, true) => {
            variable.kind == VariableKind::Ranking && columns.ranks.len() <= variable.ranks()
        }
        _ => false,
    }
}

fn options(
    variable: &Variable,
    columns: &VariableColumns,
    file: &dyn Fn() -> Place,
) -> Vec<Problem> {
    let named = columns.columns.keys().chain(columns.specify.keys());
    let named = named.chain(columns.values.values());
    let unknown = named.filter(|id| variable.question.option_index(id).is_none());
    let problem = |id| {
        let problem = Problem::error("mapping-no-option", file());
        problem.with("variable", &variable.name).with("option", id)
    };
    unknown.map(problem).collect()
}
