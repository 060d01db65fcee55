//! From the study's files to unknowns and constraints.

use super::constraint::{Constraint, Printed, Var};
use super::keys::{BaseKey, CellKey, Reader, Target};
use super::system::System;
use crate::study::Study;
use crate::study::analysis::{Relates, Relation, ShareOf};
use crate::study::published::{PublishedBase, PublishedCell, PublishedValue};
use crate::table::OptionRole;
use std::collections::BTreeMap;

/// Where a constraint comes from, strongest first: what is weaker gives way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "at")]
pub enum Origin {
    /// A base printed in this line of `published.csv`.
    Base(u32),
    /// A percentage or a count printed in this line.
    Number(u32),
    /// A relation that the source states, by id.
    Relation(String),
    /// A relation that is our reading, by id.
    Inferred(String),
    /// A phrase such as 約8割 in this line.
    Phrase(u32),
}

/// One thing said about the numbers.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub origin: Origin,
    pub constraint: Constraint,
}

/// The unknowns, the structure that always holds, and what is said.
pub(super) struct Model<'a> {
    pub reader: Reader<'a>,
    pub system: System,
    pub bases: BTreeMap<BaseKey, Var>,
    pub cells: BTreeMap<CellKey, Var>,
    pub statements: Vec<Statement>,
    /// Whether every line could be taken in; lines with very large numbers are not solved.
    pub complete: bool,
}

impl<'a> Model<'a> {
    pub fn of(study: &'a Study) -> Model<'a> {
        let mut model = Model {
            reader: Reader { study },
            system: System::default(),
            bases: BTreeMap::new(),
            cells: BTreeMap::new(),
            statements: Vec::new(),
            complete: true,
        };
        study.published.iter().for_each(|line| model.line(line));
        let relations = &study.analysis.relations;
        relations
            .iter()
            .for_each(|relation| model.relation(relation));
        model.asked_for();
        model.rows();
        model.statements.sort_by(|a, b| a.origin.cmp(&b.origin));
        model
    }

    /// Structure holds by construction: wide sets cannot contradict it.
    fn hold(&mut self, constraint: Constraint) {
        let held = self.system.add(constraint);
        debug_assert!(held.is_ok());
    }

    fn state(&mut self, origin: Origin, constraint: Constraint) {
        self.statements.push(Statement { origin, constraint });
    }

    fn base(&mut self, key: &BaseKey) -> Var {
        if let Some(var) = self.bases.get(key) {
            return *var;
        }
        let whole = self.system.unknown(0, self.reader.most(key));
        self.bases.insert(key.clone(), whole);
        let parts: Vec<Var> = alone(key).iter().map(|part| self.base(part)).collect();
        self.add_up(whole, parts);
        whole
    }

    fn cell(&mut self, key: &CellKey) -> Var {
        if let Some(var) = self.cells.get(key) {
            return *var;
        }
        let base = self.base(&key.base);
        let whole = self.system.unknown(0, self.reader.most(&key.base));
        self.cells.insert(key.clone(), whole);
        self.hold(at_most(vec![whole], vec![base]));
        let groups = alone(&key.base).into_iter();
        let parts: Vec<Var> = groups
            .map(|base| {
                self.cell(&CellKey {
                    base,
                    options: key.options.clone(),
                })
            })
            .collect();
        self.add_up(whole, parts);
        if key.options.len() > 1 {
            self.net(whole, key);
        }
        whole
    }

    fn net(&mut self, whole: Var, key: &CellKey) {
        let parts: Vec<Var> = key
            .options
            .iter()
            .map(|option| self.cell(&one(key, option)))
            .collect();
        if self.reader.single(&key.base.figure) {
            self.add_up(whole, parts);
        } else {
            self.hold(Constraint::Union { whole, parts });
        }
    }

    fn add_up(&mut self, whole: Var, parts: Vec<Var>) {
        if !parts.is_empty() {
            self.hold(equal(parts, vec![whole]));
        }
    }

    fn line(&mut self, line: &PublishedCell) {
        let key = self.reader.base(&line.figure, &line.row, &line.groups);
        let n = self.base(&key);
        if larger(line, self.reader.solvable()) {
            self.complete = false;
            return;
        }
        match line.n {
            PublishedBase::Exact(size) => {
                self.state(Origin::Base(line.line), Constraint::Within(n, size, size));
            }
            PublishedBase::Within(low, high) => {
                self.state(Origin::Base(line.line), Constraint::Within(n, low, high));
            }
            PublishedBase::Unknown => {}
        }
        if !line.options.is_empty() {
            let cell = self.reader.cell(key, &line.options);
            let k = self.cell(&cell);
            self.value(line, k, n);
        }
    }

    fn value(&mut self, line: &PublishedCell, k: Var, n: Var) {
        let number = Origin::Number(line.line);
        match &line.value {
            PublishedValue::Percent(tenths) => {
                let printed = Printed::Percent(*tenths);
                self.state(number, Constraint::Share { k, n, printed });
            }
            PublishedValue::Count(count) => {
                self.state(number, Constraint::Within(k, *count, *count));
            }
            PublishedValue::Band { low, high, .. } => {
                let printed = Printed::Band(thousandths(*low), thousandths(*high));
                self.state(
                    Origin::Phrase(line.line),
                    Constraint::Share { k, n, printed },
                );
            }
            PublishedValue::Lost => {}
        }
    }

    fn relation(&mut self, relation: &Relation) {
        let reader = self.reader;
        let [left, right] = [&relation.left, &relation.right].map(|side| {
            let targets = side.iter().map(|at| reader.of_ref(at));
            targets.flat_map(|target| self.added(target)).collect()
        });
        let origin = match relation.inferred {
            true => Origin::Inferred(relation.id.clone()),
            false => Origin::Relation(relation.id.clone()),
        };
        let equal = relation.is == Relates::Equal;
        self.state(origin, Constraint::Sum { left, right, equal });
    }

    /// The unknowns that a relation adds: of several options each one, also where answers may be multiple.
    fn added(&mut self, target: Target) -> Vec<Var> {
        match target {
            Target::Base(key) => vec![self.base(&key)],
            Target::Cell(key) => key
                .options
                .iter()
                .map(|option| self.cell(&one(&key, option)))
                .collect(),
        }
    }

    /// Unknowns for every share that a comparison or a sentence names.
    fn asked_for(&mut self) {
        let reader = self.reader;
        let analysis = &reader.study.analysis;
        let compared = analysis.comparisons.iter().flat_map(|one| [&one.a, &one.b]);
        let bound = analysis.sentences.iter().flat_map(|one| &one.bindings);
        let bound = bound.map(|binding| &binding.share);
        let shares: Vec<&ShareOf> = compared.chain(bound).flatten().collect();
        for (count, whole) in shares
            .into_iter()
            .filter_map(|share| reader.of_share(share))
        {
            self.named(count);
            self.named(whole);
        }
    }

    fn named(&mut self, target: Target) -> Var {
        match target {
            Target::Base(key) => self.base(&key),
            Target::Cell(key) => self.cell(&key),
        }
    }

    /// One answer each: a row adds up to its base. Any number: an excluding answer leaves the others less room.
    fn rows(&mut self) {
        let open: Vec<BaseKey> = self.cells.keys().map(|key| key.base.clone()).collect();
        let mut rows: Vec<BaseKey> = open
            .into_iter()
            .filter(|key| key.groups.len() < 2)
            .collect();
        rows.dedup();
        for key in rows {
            if self.reader.single(&key.figure) {
                self.single_row(&key);
            } else {
                self.excluding(&key);
            }
        }
    }

    fn single_row(&mut self, key: &BaseKey) {
        let Some(question) = self.reader.question(&key.figure) else {
            return;
        };
        let n = self.base(key);
        if !self.reader.complete(question) {
            let shown = self.shown(key);
            self.hold(at_most(shown, vec![n]));
        } else {
            let options = question.options.iter();
            let cells: Vec<Var> = options
                .map(|option| {
                    self.cell(&CellKey {
                        base: key.clone(),
                        options: vec![option.id.clone()],
                    })
                })
                .collect();
            self.hold(equal(cells, vec![n]));
        }
    }

    fn shown(&self, key: &BaseKey) -> Vec<Var> {
        let of_row = self.cells.iter().filter(|(cell, _)| cell.base == *key);
        of_row
            .filter(|(cell, _)| cell.options.len() == 1)
            .map(|(_, var)| *var)
            .collect()
    }

    fn excluding(&mut self, key: &BaseKey) {
        let Some(question) = self.reader.question(&key.figure) else {
            return;
        };
        let n = self.base(key);
        let excludes = |option: &&crate::study::questionnaire::Choice| {
            option.exclusive || option.role == OptionRole::None
        };
        for option in question.options.iter().filter(excludes) {
            let cell = CellKey {
                base: key.clone(),
                options: vec![option.id.clone()],
            };
            let Some(none) = self.cells.get(&cell).copied() else {
                continue;
            };
            let of_row = self.cells.iter().filter(|(cell, _)| cell.base == *key);
            let others: Vec<Var> = of_row
                .filter(|(cell, _)| !cell.options.contains(&option.id))
                .map(|(_, var)| *var)
                .collect();
            for other in others {
                self.hold(at_most(vec![none, other], vec![n]));
            }
        }
    }
}

/// Whether a line's base or count is too large to be solved.
fn larger(line: &PublishedCell, most: u64) -> bool {
    let base = match line.n {
        PublishedBase::Exact(n) | PublishedBase::Within(n, _) => n,
        PublishedBase::Unknown => 0,
    };
    let count = match line.value {
        PublishedValue::Count(count) => count,
        _ => 0,
    };
    base.max(count) > most
}

/// The single groups of a pooled row; none of a row that is not pooled.
fn alone(key: &BaseKey) -> Vec<BaseKey> {
    if key.groups.len() < 2 {
        return Vec::new();
    }
    let groups = key.groups.iter();
    groups
        .map(|group| BaseKey {
            groups: vec![group.clone()],
            ..key.clone()
        })
        .collect()
}

fn one(key: &CellKey, option: &str) -> CellKey {
    CellKey {
        base: key.base.clone(),
        options: vec![option.to_owned()],
    }
}

fn equal(left: Vec<Var>, right: Vec<Var>) -> Constraint {
    Constraint::Sum {
        left,
        right,
        equal: true,
    }
}

fn at_most(left: Vec<Var>, right: Vec<Var>) -> Constraint {
    Constraint::Sum {
        left,
        right,
        equal: false,
    }
}

/// Points to thousandths of a point; bands are written with few digits.
fn thousandths(points: f64) -> u64 {
    (points.clamp(0.0, 100.0) * 1000.0).round() as u64
}
