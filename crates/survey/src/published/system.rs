//! Unknown counts under constraints: propagation, then exact search where the propagated sets are small.
//!
//! The idea is that of GRIM (Brown & Heathers 2017, *Social Psychological and Personality Science* 8, 363–369) and SPRITE
//! (Heathers, Anaya, van der Zee & Brown 2018, PeerJ Preprints 6:e26968v1), carried from one mean or percentage to all
//! printed numbers at once: a printed number stays in the solution only if whole numbers of respondents exist that print
//! all of them together.

use super::constraint::{Changes, Conflict, Constraint, Domains, Printed, Var};
use super::domain::Domain;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Steps of search one component may take before its sets are left as propagation made them.
const STEPS: u64 = 40_000;
/// Sets larger than this are not searched value by value: nothing exact would be printed of them.
const SEARCHED: u64 = 128;

/// Unknowns and constraints.
#[derive(Clone, Debug, Default)]
pub(super) struct System {
    pub domains: Domains,
    pub constraints: Vec<Constraint>,
    watchers: Vec<Vec<usize>>,
}

impl System {
    /// A new unknown from 0 or 1 to `most`.
    pub fn unknown(&mut self, least: u64, most: u64) -> Var {
        self.domains.push(Domain::range(least, most));
        self.watchers.push(Vec::new());
        self.domains.len() - 1
    }

    /// Adds a constraint and narrows by it.
    ///
    /// # Errors
    /// When nothing fits any more; the system is then as before.
    pub fn add(&mut self, constraint: Constraint) -> Result<(), Conflict> {
        let id = self.constraints.len();
        self.put(constraint);
        let mut changes = Changes {
            saved: Some(Vec::new()),
            ..Changes::default()
        };
        let (constraints, watchers) = (&self.constraints, &self.watchers);
        let narrowed = narrow(
            constraints,
            watchers,
            &mut self.domains,
            vec![id],
            &mut changes,
        );
        if narrowed.is_err() {
            self.take_back(changes.saved.unwrap_or_default());
        }
        narrowed
    }

    /// Adds a constraint without narrowing.
    fn put(&mut self, constraint: Constraint) {
        let id = self.constraints.len();
        for var in constraint.variables() {
            self.watchers[var].push(id);
        }
        self.constraints.push(constraint);
    }

    fn take_back(&mut self, saved: Vec<(Var, Domain)>) {
        for (var, domain) in saved.into_iter().rev() {
            self.domains[var] = domain;
        }
        let id = self.constraints.len() - 1;
        if let Some(constraint) = self.constraints.pop() {
            for var in constraint.variables() {
                self.watchers[var].retain(|watcher| *watcher != id);
            }
        }
    }

    /// The sets after also fixing some unknowns; none when that contradicts.
    pub fn fixing(&self, from: &Domains, values: &[(Var, u64)]) -> Option<Domains> {
        let mut domains = from.clone();
        let mut touched = Vec::new();
        for (var, value) in values {
            if domains[*var].fix(*value) {
                touched.extend_from_slice(&self.watchers[*var]);
            }
            if domains[*var].is_empty() {
                return None;
            }
        }
        let (constraints, watchers) = (&self.constraints, &self.watchers);
        let mut changes = Changes::default();
        narrow(constraints, watchers, &mut domains, touched, &mut changes).ok()?;
        Some(domains)
    }

    /// Unknowns that are still open, grouped with those they hang together with.
    pub fn components(&self) -> Vec<Vec<Var>> {
        let mut group: Vec<usize> = (0..self.domains.len()).collect();
        for constraint in &self.constraints {
            let open: Vec<Var> = constraint
                .variables()
                .into_iter()
                .filter(|var| self.open(*var))
                .collect();
            for pair in open.windows(2) {
                let (a, b) = (root(&group, pair[0]), root(&group, pair[1]));
                group[a.max(b)] = a.min(b);
            }
        }
        let mut members: BTreeMap<usize, Vec<Var>> = BTreeMap::new();
        for var in (0..group.len()).filter(|var| self.open(*var)) {
            members.entry(root(&group, var)).or_default().push(var);
        }
        members.into_values().collect()
    }

    /// The shares printed of just this count and base.
    pub fn between(&self, count: Var, base: Var) -> Vec<Printed> {
        let shares = self.watchers[count]
            .iter()
            .filter_map(|id| match &self.constraints[*id] {
                Constraint::Share { k, n, printed } if (*k, *n) == (count, base) => Some(*printed),
                _ => None,
            });
        shares.collect()
    }

    /// These unknowns and all that a constraint ties to one of them.
    pub fn neighbours<'a>(
        &'a self,
        vars: &[Var],
        more: impl Iterator<Item = &'a Constraint>,
    ) -> Vec<Var> {
        let mut near = vars.to_vec();
        for constraint in self.constraints.iter().chain(more) {
            let tied = constraint.variables();
            if tied.iter().any(|var| vars.contains(var)) {
                near.extend(tied);
            }
        }
        near.sort_unstable();
        near.dedup();
        near
    }

    fn open(&self, var: Var) -> bool {
        self.domains[var].only().is_none()
    }

    /// Leaves in each searched set just the values that take part in a whole solution.
    /// Returns the unknowns of components whose search was cut short.
    ///
    /// # Errors
    /// The unknowns of a component that has no solution at all.
    pub fn search(&mut self) -> Result<Vec<Var>, Vec<Var>> {
        let mut unfinished = Vec::new();
        for component in self.components() {
            let part = Part::of(self, &component);
            match Search::new(&part).run() {
                Outcome::Exact(domains) => part.give_back(domains, self),
                Outcome::CutShort => unfinished.extend(component),
                Outcome::Nothing => return Err(component),
            }
        }
        Ok(unfinished)
    }
}

/// One component with the settled unknowns around it, renumbered so that search copies little.
#[derive(Clone, Debug)]
pub(super) struct Part {
    system: System,
    outer: Vec<Var>,
    /// Unknowns still open, by inner number.
    open: Vec<Var>,
    /// Whether an unknown is the base of a share: settling it settles most others.
    is_base: Vec<bool>,
}

impl Part {
    pub fn of(system: &System, component: &[Var]) -> Part {
        let mut part = Part {
            system: System::default(),
            outer: Vec::new(),
            open: Vec::new(),
            is_base: Vec::new(),
        };
        let mut inner: BTreeMap<Var, Var> = BTreeMap::new();
        let mut ids: Vec<usize> = component
            .iter()
            .flat_map(|var| system.watchers[*var].clone())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        component
            .iter()
            .for_each(|var| part.take(system, &mut inner, *var));
        for id in ids {
            let constraint = &system.constraints[id];
            constraint
                .variables()
                .into_iter()
                .for_each(|var| part.take(system, &mut inner, var));
            part.system.put(constraint.renumbered(&inner));
        }
        part.open = (0..component.len()).collect();
        part.is_base = vec![false; part.outer.len()];
        for constraint in &part.system.constraints {
            if let Constraint::Share { n, .. } = constraint {
                part.is_base[*n] = true;
            }
        }
        part
    }

    fn take(&mut self, system: &System, inner: &mut BTreeMap<Var, Var>, var: Var) {
        if let Entry::Vacant(place) = inner.entry(var) {
            place.insert(self.outer.len());
            self.outer.push(var);
            self.system.domains.push(system.domains[var].clone());
            self.system.watchers.push(Vec::new());
        }
    }

    fn give_back(&self, domains: Domains, system: &mut System) {
        for (outer, domain) in self.outer.iter().zip(domains) {
            system.domains[*outer] = domain;
        }
    }

    /// Whether a whole solution exists with these values; none when the search was cut short.
    /// Unknowns outside the component are ignored.
    pub fn fits(&self, values: &[(Var, u64)]) -> Option<bool> {
        let place = |outer: Var| self.outer.iter().position(|var| *var == outer);
        let inner: Vec<(Var, u64)> = values
            .iter()
            .filter_map(|(var, value)| Some((place(*var)?, *value)))
            .collect();
        let Some(domains) = self.system.fixing(&self.system.domains, &inner) else {
            return Some(false);
        };
        Search::new(self)
            .solution(&domains)
            .ok()
            .map(|found| found.is_some())
    }
}

fn root(group: &[usize], mut var: usize) -> usize {
    while group[var] != var {
        var = group[var];
    }
    var
}

fn narrow(
    constraints: &[Constraint],
    watchers: &[Vec<usize>],
    domains: &mut Domains,
    mut waiting: Vec<usize>,
    changes: &mut Changes,
) -> Result<(), Conflict> {
    let mut queued = vec![false; constraints.len()];
    waiting.sort_unstable();
    waiting.dedup();
    waiting.iter().for_each(|id| queued[*id] = true);
    while let Some(id) = waiting.pop() {
        queued[id] = false;
        constraints[id].narrow(domains, changes)?;
        for var in changes.vars.drain(..) {
            for watcher in watchers[var].iter().copied() {
                if !queued[watcher] {
                    queued[watcher] = true;
                    waiting.push(watcher);
                }
            }
        }
    }
    Ok(())
}

struct CutShort;

enum Outcome {
    Exact(Domains),
    CutShort,
    Nothing,
}

struct Search<'a> {
    system: &'a System,
    component: &'a [Var],
    is_base: &'a [bool],
    steps: u64,
}

impl<'a> Search<'a> {
    fn new(part: &'a Part) -> Search<'a> {
        Search {
            system: &part.system,
            component: &part.open,
            is_base: &part.is_base,
            steps: 0,
        }
    }

    /// Finds for every value a solution that contains it, or takes the value out.
    fn run(&mut self) -> Outcome {
        let mut domains = self.system.domains.clone();
        let mut seen: BTreeMap<Var, Domain> = BTreeMap::new();
        match self.solution(&domains) {
            Ok(Some(solution)) => note(&mut seen, self.component, &solution),
            Ok(None) => return Outcome::Nothing,
            Err(CutShort) => return Outcome::CutShort,
        }
        for var in self.component {
            if self.system.domains[*var].size() > SEARCHED {
                continue;
            }
            for value in self.system.domains[*var].values() {
                if seen.get(var).is_some_and(|values| values.contains(value)) {
                    continue;
                }
                let fixed = self.system.fixing(&domains, &[(*var, value)]);
                let found = fixed.map(|fixed| self.solution(&fixed)).unwrap_or(Ok(None));
                match found {
                    Ok(Some(solution)) => note(&mut seen, self.component, &solution),
                    Ok(None) => domains[*var].remove(value),
                    Err(CutShort) => return Outcome::CutShort,
                }
            }
        }
        Outcome::Exact(domains)
    }

    /// One solution of the component within `domains`.
    fn solution(&mut self, domains: &Domains) -> Result<Option<Domains>, CutShort> {
        let open = self
            .component
            .iter()
            .filter(|var| domains[**var].only().is_none());
        let Some(var) = open.min_by_key(|var| (!self.is_base[**var], domains[**var].size())) else {
            return Ok(Some(domains.clone()));
        };
        for value in domains[*var].values() {
            self.steps += 1;
            if self.steps > STEPS {
                return Err(CutShort);
            }
            if let Some(next) = self.system.fixing(domains, &[(*var, value)])
                && let Some(found) = self.solution(&next)?
            {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}

fn note(seen: &mut BTreeMap<Var, Domain>, component: &[Var], solution: &Domains) {
    for var in component {
        if let Some(value) = solution[*var].only() {
            seen.entry(*var)
                .or_insert_with(|| solution[*var].emptied())
                .add(value);
        }
    }
}
