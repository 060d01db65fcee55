//! Margins to be met: published tables as shares of options in groups of respondents.

use super::allocate::WHOLE;
use crate::answers::{Answers, Bits};
use crate::expr;
use crate::study::Study;
use crate::study::published::{PublishedBase, PublishedCell, PublishedValue};
use crate::table::Known;
use std::collections::BTreeMap;

/// A share of a group, of one option or of several together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Indices of the options; several form a net.
    pub options: Vec<usize>,
    /// Share of the group, in millionths.
    pub millionths: u64,
    /// Whether it was printed as a number rather than as a phrase.
    pub exact: bool,
}

/// The shares within one group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Category ids of the margin's break, pooled; empty for everybody.
    pub categories: Vec<String>,
    /// Base, where printed.
    pub n: Option<u64>,
    /// Shares, the more trustworthy first.
    pub shares: Vec<Share>,
}

/// One published table of one variable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Margin {
    /// Break id; empty for everybody.
    pub by: String,
    /// Who the table is about, as an expression on top of the variable's base.
    pub domain: Option<String>,
    /// Its groups, single ones before pooled ones.
    pub groups: Vec<Group>,
}

/// Margins by variable, the fullest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Margins(pub BTreeMap<String, Vec<Margin>>);

impl Margins {
    /// No margins: everything is drawn from the default distribution.
    pub fn none() -> Margins {
        Margins::default()
    }

    /// The margins that a study publishes.
    pub fn published(study: &Study) -> Margins {
        let mut tables: BTreeMap<(String, &str, &str), Margin> = BTreeMap::new();
        for cell in &study.published {
            let Some(share) = share(study, cell) else {
                continue;
            };
            let name = match cell.row.as_str() {
                "" => cell.question.clone(),
                row => format!("{}.{row}", cell.question),
            };
            let margin = tables.entry((name, &cell.figure, &cell.by)).or_default();
            margin.by.clone_from(&cell.by);
            let figure = study
                .analysis
                .figures
                .iter()
                .find(|figure| figure.id == cell.figure);
            margin.domain = figure.and_then(|figure| figure.domain.clone());
            margin.put(cell, share);
        }
        let mut margins = Margins::default();
        for ((name, ..), mut margin) in tables {
            margin
                .groups
                .sort_by_key(|group| (group.categories.is_empty(), group.categories.len()));
            margins.0.entry(name).or_default().push(margin);
        }
        for all in margins.0.values_mut() {
            all.sort_by_key(|margin| std::cmp::Reverse((margin.domain.is_none(), margin.weight())));
        }
        margins
    }

    /// The margins of a variable.
    pub fn of(&self, variable: &str) -> &[Margin] {
        self.0.get(variable).map_or(&[], Vec::as_slice)
    }
}

impl Margin {
    fn put(&mut self, cell: &PublishedCell, share: Share) {
        let at = self
            .groups
            .iter()
            .position(|group| group.categories == cell.groups);
        let at = at.unwrap_or_else(|| {
            self.groups.push(Group {
                categories: cell.groups.clone(),
                ..Group::default()
            });
            self.groups.len() - 1
        });
        let group = &mut self.groups[at];
        if let PublishedBase::Exact(n) = cell.n {
            group.n = group.n.or(Some(n));
        }
        group.shares.push(share);
        group
            .shares
            .sort_by_key(|share| (share.options.len(), !share.exact));
    }

    /// How much it says: a printed number counts more than a phrase.
    fn weight(&self) -> usize {
        let shares = self.groups.iter().flat_map(|group| &group.shares);
        shares.map(|share| if share.exact { 4 } else { 1 }).sum()
    }

    /// Its groups and who belongs to them.
    pub(super) fn members<'a>(
        &'a self,
        study: &Study,
        answers: &Answers,
    ) -> Vec<(&'a Group, Bits)> {
        let all = Bits::ones(answers.len());
        let domain = match self.domain.as_deref().map(expr::parse) {
            None => all.clone(),
            Some(Ok(domain)) => expr::evaluate(&domain, study, answers),
            Some(Err(_)) => return Vec::new(),
        };
        let by = study.analysis.breaks.iter().find(|by| by.id == self.by);
        let categories = by.map(|by| (by, expr::break_bits(by, study, answers)));
        let members = |group: &Group| match &categories {
            _ if group.categories.is_empty() => all.clone(),
            None => Bits::zeros(answers.len()),
            Some((by, bits)) => {
                let ids = by.categories.iter().zip(bits);
                let picked = ids.filter(|(category, _)| group.categories.contains(&category.id));
                picked.fold(Bits::zeros(answers.len()), |all, (_, bits)| all.or(bits))
            }
        };
        let groups = self.groups.iter();
        groups
            .map(|group| (group, members(group).and(&domain)))
            .collect()
    }
}

impl Group {
    /// The share of each option: its own, or an equal part of what a net leaves to the options nothing is known of.
    pub(super) fn of_options(&self, options: usize) -> Vec<Option<u64>> {
        let mut of = vec![None; options];
        for share in &self.shares {
            let inside = share.options.iter().filter(|at| **at < options);
            let open: Vec<usize> = inside
                .clone()
                .copied()
                .filter(|at| of[*at].is_none())
                .collect();
            let known: u64 = inside.filter_map(|at| of[*at]).sum();
            let left = share.millionths.saturating_sub(known);
            for at in &open {
                of[*at] = Some(left / open.len() as u64);
            }
        }
        of
    }
}

fn share(study: &Study, cell: &PublishedCell) -> Option<Share> {
    let question = study.questionnaire.question(&cell.question)?;
    let options: Option<Vec<usize>> = cell
        .options
        .iter()
        .map(|id| question.option_index(id))
        .collect();
    let options = options.filter(|options| !options.is_empty())?;
    let n = match cell.n {
        PublishedBase::Exact(n) => Some(n),
        PublishedBase::Within(..) | PublishedBase::Unknown => None,
    };
    let (millionths, exact) = match &cell.value {
        PublishedValue::Percent(percent) => (u64::try_from(percent.0).ok()? * 1000, true),
        PublishedValue::Count(count) => (count.saturating_mul(WHOLE) / n.filter(|n| *n > 0)?, true),
        PublishedValue::Band { low, high, .. } => (((low + high) * 5000.0) as u64, false),
        PublishedValue::Lost => return None,
    };
    Some(Share {
        options,
        millionths: millionths.min(WHOLE),
        exact: exact && cell.known != Known::Lost,
    })
}
