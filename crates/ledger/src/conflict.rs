//! Where the conditions of several clients cannot both be kept in one way of working: one demands what another does not allow.

use crate::body::work::{Conditions, Device, Method, Place, Telework};

/// Something that can be demanded or left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// A place of work.
    Place(Place),
    /// Whose device.
    Device(Device),
    /// How devices work from outside.
    Method(Method),
}

/// The one thing a list allows: who does the work must do it so.
fn only<T: Copy>(list: &[T]) -> Option<T> {
    match list {
        [one] => Some(*one),
        _ => None,
    }
}

/// What conditions demand: where they allow one place, one kind of device or one method alone.
fn demands(of: &Conditions) -> impl Iterator<Item = Trait> {
    let place = only(&of.places).filter(|place| *place != Place::Anywhere);
    let device = only(&of.devices).map(Trait::Device);
    let method = only(&of.methods).map(Trait::Method);
    let place = place.map(Trait::Place);
    place.into_iter().chain(device).chain(method)
}

/// Whether conditions settle the matter and leave something out. What is not settled forbids nothing.
fn forbid(of: &Conditions, what: Trait) -> bool {
    match what {
        Trait::Place(place) => {
            let anywhere = of.places.contains(&Place::Anywhere);
            let elsewhere = !of.places.is_empty() && !anywhere && !of.places.contains(&place);
            let outside = matches!(place, Place::Home | Place::Anywhere);
            elsewhere || (outside && of.telework == Telework::No)
        }
        Trait::Device(device) => !of.devices.is_empty() && !of.devices.contains(&device),
        Trait::Method(method) => !of.methods.is_empty() && !of.methods.contains(&method),
    }
}

/// A work that cannot be kept together with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clash {
    /// About what.
    pub what: Trait,
    /// Whether this work demands it and the other forbids it; otherwise the other way round.
    pub demands: bool,
    /// The first other work of another client, by its place.
    pub with: usize,
}

/// The first places of a kind: the first of all, and the first of another client than that one's.
#[derive(Debug, Clone, Copy)]
struct Firsts<C> {
    first: (C, usize),
    other: Option<(C, usize)>,
}

impl<C: Copy + PartialEq> Firsts<C> {
    /// The first place of another client.
    fn except(&self, client: C) -> Option<usize> {
        let both = [Some(self.first), self.other].into_iter().flatten();
        let mut others = both.filter(|(of, _)| *of != client);
        others.next().map(|(_, at)| at)
    }
}

fn firsts<C: Copy + PartialEq>(all: impl Iterator<Item = (C, usize)>) -> Option<Firsts<C>> {
    let mut found: Option<Firsts<C>> = None;
    for one in all {
        match &mut found {
            None => {
                let (first, other) = (one, None);
                found = Some(Firsts { first, other });
            }
            Some(known) if known.other.is_none() && known.first.0 != one.0 => {
                known.other = Some(one);
            }
            Some(_) => {}
        }
    }
    found
}

fn traits() -> impl Iterator<Item = Trait> {
    let places = Place::ALL.iter().copied().map(Trait::Place);
    let devices = Device::ALL.iter().copied().map(Trait::Device);
    let methods = Method::ALL.iter().copied().map(Trait::Method);
    places.chain(devices).chain(methods)
}

/// Of each work, by its client, what cannot be kept together with a work of another client. The works of one client do not clash: it
/// knows both.
#[must_use]
pub fn across<C: Copy + PartialEq>(works: &[(C, &Conditions)]) -> Vec<Vec<Clash>> {
    let mut all = vec![Vec::new(); works.len()];
    for what in traits() {
        let at = |holds: &dyn Fn(&Conditions) -> bool| {
            let places = works.iter().enumerate();
            let held = places.filter(|(_, (_, of))| holds(of));
            firsts(held.map(|(at, (client, _))| (*client, at)))
        };
        let demanding = at(&|of| demands(of).any(|one| one == what));
        let forbidding = at(&|of| forbid(of, what));
        for (place, (client, of)) in works.iter().enumerate() {
            let demands = demands(of).any(|one| one == what);
            let against = match (demands, forbid(of, what)) {
                (true, _) => &forbidding,
                (_, true) => &demanding,
                _ => continue,
            };
            let with = against.as_ref().and_then(|firsts| firsts.except(*client));
            all[place].extend(with.map(|with| Clash {
                what,
                demands,
                with,
            }));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    /// `places / devices / methods`, each a list of codes.
    fn conditions(text: &str) -> Conditions {
        let mut lists = text.split('/').map(str::split_whitespace);
        let mut next = || lists.next().unwrap();
        Conditions {
            name: String::new(),
            places: next().map(|code| code.parse().unwrap()).collect(),
            telework: Telework::NotSettled,
            words: None,
            devices: next().map(|code| code.parse().unwrap()).collect(),
            tools: None,
            methods: next().map(|code| code.parse().unwrap()).collect(),
            information: None,
            personal_data: None,
        }
    }

    /// What clashes between two works, from the first one's side.
    fn between(one: &Conditions, other: &Conditions) -> BTreeSet<Trait> {
        let all = across(&[(1, one), (2, other)]);
        let [first, second] = &all[..] else {
            panic!("{all:?}")
        };
        let told = |clashes: &[Clash], with| {
            assert!(clashes.iter().all(|clash| clash.with == with));
            clashes.iter().map(|clash| clash.what).collect()
        };
        let (told_first, told_second): (BTreeSet<_>, BTreeSet<_>) =
            (told(first, 1), told(second, 0));
        assert_eq!(told_first, told_second, "both are told");
        told_first
    }

    #[test]
    fn what_one_demands_and_the_other_leaves_out() {
        let none: &[Trait] = &[];
        let table: [(&str, &str, &[Trait]); 8] = [
            ("//", "/lent/", none),
            ("/lent/", "/lent own/", none),
            ("/lent own/", "/vendor/", &[Trait::Device(Device::Vendor)]),
            (
                "/lent/",
                "/own/",
                &[Trait::Device(Device::Lent), Trait::Device(Device::Own)],
            ),
            ("client-site//", "anywhere//", none),
            (
                "client-site//",
                "home vendor-office//",
                &[Trait::Place(Place::ClientSite)],
            ),
            ("home client-site//", "vendor-office home//", none),
            ("//cloud", "//remote cloud", none),
        ];
        for (one, other, expected) in table {
            let (a, b) = (conditions(one), conditions(other));
            let expected: BTreeSet<Trait> = expected.iter().copied().collect();
            assert_eq!(between(&a, &b), expected, "{one} and {other}");
            assert_eq!(between(&b, &a), expected, "{other} and {one}");
        }
        let mut banned = conditions("//");
        banned.telework = Telework::No;
        let home = BTreeSet::from([Trait::Place(Place::Home)]);
        assert_eq!(between(&conditions("home//"), &banned), home);
    }

    #[test]
    fn works_of_one_client_do_not_clash_and_the_first_of_another_is_named() {
        let (lent, own) = (conditions("/lent/"), conditions("/own/"));
        assert_eq!(across(&[(1, &lent), (1, &own)]), [vec![], vec![]]);
        let all = across(&[(1, &lent), (1, &own), (2, &own), (3, &own)]);
        let with = |at: usize| {
            let clashes: Vec<(usize, bool)> = all[at]
                .iter()
                .map(|clash| (clash.with, clash.demands))
                .collect();
            clashes
        };
        assert_eq!(with(0), [(2, true), (2, false)]);
        assert_eq!(with(1), [], "its only opposite is the same client's");
        assert_eq!(with(2), [(0, false), (0, true)]);
        assert_eq!(with(3), [(0, false), (0, true)]);
    }
}
