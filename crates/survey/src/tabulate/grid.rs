//! A table before printing: for each row its base and for each cell its respondents, as sets.

use super::groups::{self, Group};
use super::subject::{self, Counted, Subject};
use super::{BaseRule, Bits, CrossRequest, NOT_ANSWERED, Options, TOTAL, labels, members};
use crate::answers::Answers;
use crate::study::Study;
use crate::table::{Column, OptionRole};
use crate::{Place, Problem, Text};

/// One row before printing.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub id: String,
    pub label: Text,
    pub block: Option<Text>,
    pub total: bool,
    /// Position of the row of the subject it counts.
    pub of: usize,
    pub base: Bits,
    pub cells: Vec<Bits>,
}

/// A table before printing.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    pub subject: Subject,
    pub title: Text,
    pub base_label: Text,
    /// Lines of everybody first, then group by group.
    pub lines: Vec<Line>,
    /// Whether respondents stand in several groups.
    pub overlap: bool,
    /// Respondents of the base who stand in no group.
    pub outside: u64,
}

impl Grid {
    /// Looks up everything a request names and forms the sets.
    pub fn of(
        study: &Study,
        answers: &Answers,
        request: &CrossRequest,
        options: &Options<'_>,
    ) -> Result<Grid, Vec<Problem>> {
        same_respondents(answers, options)?;
        let mut subject = subject::resolve(study, answers, (&request.of, &request.rows), options)?;
        let by = request.by.as_deref();
        let groups = by
            .map(|by| groups::resolve(study, answers, (by, &request.groups), options))
            .transpose()?;
        let (domain, base_label) = domain(study, answers, request, &subject)?;
        narrow(&mut subject, domain.as_ref(), options.base);
        let title = groups.as_ref().map_or(subject.title.clone(), |groups| {
            labels::crossed(&subject.title, &groups.label)
        });
        let groups = groups.map(|groups| groups.groups);
        let (overlap, outside) = spread(&subject, groups.as_deref());
        Ok(Grid {
            lines: lines(&subject, groups.as_deref()),
            title,
            base_label,
            overlap,
            outside,
            subject,
        })
    }

    /// Whether the groups' numbers add up to the total's.
    pub fn is_partition(&self) -> bool {
        !self.overlap && self.outside == 0 && self.lines.iter().any(|line| !line.total)
    }

    /// The line of everybody for the same row of the subject.
    pub fn total_of(&self, line: &Line) -> Option<&Line> {
        self.lines.iter().find(|total| total.of == line.of)
    }

    /// Positions of the columns that share out the base: options and 無回答, without nets.
    pub fn shares(&self) -> usize {
        self.subject.columns.len() - self.subject.nets.len()
    }
}

fn same_respondents(answers: &Answers, options: &Options<'_>) -> Result<(), Vec<Problem>> {
    let wrong = options
        .weights
        .filter(|weights| weights.len() != answers.len());
    wrong.map_or(Ok(()), |weights| {
        let problem = Problem::error("weights-number", Place::file("request").in_field("weights"));
        let problem = problem.with("weights", weights.len());
        Err(vec![problem.with("respondents", answers.len())])
    })
}

fn domain(
    study: &Study,
    answers: &Answers,
    request: &CrossRequest,
    subject: &Subject,
) -> Result<(Option<Bits>, Text), Vec<Problem>> {
    let Some(expression) = &request.domain else {
        return Ok((None, subject.base_label.clone()));
    };
    let (members, label) = members::when(study, answers, expression, "where")?;
    Ok((Some(members), labels::narrowed(&subject.base_label, &label)))
}

/// Limits the subject to its base: asked, inside the domain, answered if the rule says so; adds 無回答 where there is any.
fn narrow(subject: &mut Subject, domain: Option<&Bits>, rule: BaseRule) {
    for row in &mut subject.rows {
        if let Some(domain) = domain {
            row.asked = row.asked.and(domain);
            row.answered = row.answered.and(domain);
        }
        if rule == BaseRule::Answered {
            row.asked = row.answered.clone();
        }
        for selected in &mut row.selected {
            *selected = selected.and(&row.answered);
        }
    }
    let silent = |row: &Counted| row.asked.and_not(&row.answered);
    if subject.rows.iter().any(|row| silent(row).count() > 0) {
        for row in &mut subject.rows {
            row.selected.insert(subject.plain, silent(row));
        }
        subject.columns.insert(subject.plain, not_answered());
    }
}

fn not_answered() -> Column {
    Column {
        id: NOT_ANSWERED.to_owned(),
        label: labels::not_answered(),
        role: OptionRole::NotAnswered,
    }
}

/// Whether groups overlap within the base, and how many of the base are in none (the largest number over the rows).
fn spread(subject: &Subject, groups: Option<&[Group]>) -> (bool, u64) {
    let Some(groups) = groups else {
        return (false, 0);
    };
    let of_row = |row: &Counted| {
        let none = Bits::zeros(row.asked.len());
        let union = groups
            .iter()
            .fold(none, |all, group| all.or(&group.members));
        let sizes = groups
            .iter()
            .map(|group| row.asked.count_and(&group.members));
        let covered = row.asked.count_and(&union);
        (sizes.sum::<u64>() > covered, row.asked.count() - covered)
    };
    let rows = subject.rows.iter().map(of_row);
    rows.fold((false, 0), |(overlap, outside), row| {
        (overlap || row.0, outside.max(row.1))
    })
}

fn lines(subject: &Subject, groups: Option<&[Group]>) -> Vec<Line> {
    let total = Group {
        id: TOTAL.to_owned(),
        label: labels::total(),
        members: Bits::ones(subject.rows.first().map_or(0, |row| row.asked.len())),
    };
    let others = groups
        .unwrap_or_default()
        .iter()
        .map(|group| (group, false));
    let with_total = std::iter::once((&total, true)).chain(others);
    with_total
        .flat_map(|(group, is_total)| {
            let rows = subject.rows.iter().enumerate();
            rows.map(move |(of, row)| line(subject, (of, row), (group, is_total), groups.is_some()))
        })
        .collect()
}

fn line(
    subject: &Subject,
    (of, row): (usize, &Counted),
    (group, is_total): (&Group, bool),
    grouped: bool,
) -> Line {
    let by_rows = subject.rows.len() > 1 || !row.row.0.is_empty();
    let (id, label) = match by_rows {
        true => row.row.clone(),
        false => (group.id.clone(), group.label.clone()),
    };
    let base = row.asked.and(&group.members);
    Line {
        id,
        label,
        block: (by_rows && grouped).then(|| group.label.clone()),
        total: is_total && (grouped || !by_rows),
        of,
        cells: row.selected.iter().map(|cell| cell.and(&base)).collect(),
        base,
    }
}
