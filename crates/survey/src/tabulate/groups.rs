//! The rows of a cross table (表側): strata, groups of a break, options of a question or a net.

use super::{Bits, Options, labels, members, subject};
use crate::answers::Answers;
use crate::study::Study;
use crate::study::analysis::Break;
use crate::{Place, Problem, Text};

/// The name that stands for the strata in a request.
pub const STRATA: &str = "stratum";

/// One group of respondents.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub id: String,
    pub label: Text,
    pub members: Bits,
}

/// Groups with the name of what splits them.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    pub label: Text,
    pub groups: Vec<Group>,
}

/// Finds groups by name: `stratum`, a break, a net, a question or a row of a matrix; only those `shown`, if any are named.
pub(crate) fn resolve(
    study: &Study,
    answers: &Answers,
    (name, shown): (&str, &[String]),
    options: &Options<'_>,
) -> Result<Groups, Vec<Problem>> {
    let named = study.analysis.breaks.iter().find(|found| found.id == name);
    let mut all = match named {
        _ if name == STRATA => of_strata(study, answers),
        Some(found) => of_break(study, answers, found)?,
        None => of_answers(study, answers, name, options)?,
    };
    if let Some(missing) = shown
        .iter()
        .find(|id| !all.groups.iter().any(|group| group.id == **id))
    {
        let place = Place::file("request").in_field("groups");
        let problem = Problem::error("no-such-group", place);
        return Err(vec![problem.with("by", name).with("group", missing)]);
    }
    if !shown.is_empty() {
        all.groups.retain(|group| shown.contains(&group.id));
    }
    Ok(all)
}

fn of_strata(study: &Study, answers: &Answers) -> Groups {
    let member = |number: usize| {
        let stratum = |at: usize| answers.strata.get(at).copied().map(usize::from);
        Bits::from_fn(answers.len(), |at| stratum(at) == Some(number))
    };
    let strata = study.header.strata.iter().enumerate();
    Groups {
        label: labels::strata(),
        groups: strata
            .map(|(number, stratum)| Group {
                id: stratum.id.clone(),
                label: stratum.label.clone(),
                members: member(number),
            })
            .collect(),
    }
}

fn of_break(study: &Study, answers: &Answers, found: &Break) -> Result<Groups, Vec<Problem>> {
    let group = |category: &crate::study::analysis::Category| {
        let field = format!("break.{}.category.{}", found.id, category.id);
        let (members, _) = members::when(study, answers, &category.when, &field)?;
        Ok(Group {
            id: category.id.clone(),
            label: category.label.clone(),
            members,
        })
    };
    let groups: Result<Vec<Group>, Vec<Problem>> = found.categories.iter().map(group).collect();
    Ok(Groups {
        label: found.label.clone(),
        groups: groups?,
    })
}

/// The options of a question as groups; those asked who did not answer form a group of their own, where there are any.
fn of_answers(
    study: &Study,
    answers: &Answers,
    name: &str,
    options: &Options<'_>,
) -> Result<Groups, Vec<Problem>> {
    let plain = Options {
        nets: false,
        ..options.clone()
    };
    let place = || Place::file("request").in_field("by");
    let subject = subject::resolve(study, answers, (name, &[]), &plain).map_err(|problems| {
        let moved = problems.into_iter().map(|problem| match problem.code {
            "unknown-subject" => Problem::error("no-such-break", place()).with("name", name),
            _ => problem,
        });
        moved.collect::<Vec<_>>()
    })?;
    let [row] = subject.rows.as_slice() else {
        return Err(vec![
            Problem::error("break-has-rows", place()).with("name", name),
        ]);
    };
    let mut groups: Vec<Group> = subject
        .columns
        .iter()
        .zip(&row.selected)
        .map(|(column, members)| Group {
            id: column.id.clone(),
            label: column.label.clone(),
            members: members.clone(),
        })
        .collect();
    let silent = row.asked.and_not(&row.answered);
    if silent.count() > 0 {
        groups.push(Group {
            id: super::NOT_ANSWERED.to_owned(),
            label: labels::not_answered(),
            members: silent,
        });
    }
    Ok(Groups {
        label: subject.title,
        groups,
    })
}
