//! Who sees what of a ledger, over every role and part; and that the past stays as it was.

use std::collections::BTreeSet;

use jiff::civil::Date;
use proptest::prelude::*;

use super::{Texts, approval, history, house, screening};
use crate::admission::{Actor, Draft, admit};
use crate::body::house::{Invited, Joined, Role, Scope, Stated, Value};
use crate::disclosed::Reader;
use crate::entry::{Entry, Way};
use crate::id::LinkId;
use crate::item::ItemCode;
use crate::moment::{AsOf, Offset};
use crate::policy::{Action, Part, permitted};
use crate::samples::{HOUSE, OTHER, actor, founding, noon, person};
use crate::state::State;

/// An organisation of its first owner and one person of each role, called by its first letter (`f` for the officer).
pub(super) fn staffed() -> (State, Vec<Entry>) {
    let mut state = State::new(HOUSE.into());
    let mut entries = Vec::new();
    let mut record = |draft: Draft, by: &Actor| {
        let entry = admit(&state, draft, noon(0), by).unwrap();
        state.apply(&entry);
        entries.push(entry);
    };
    record(founding(), &actor('a', HOUSE, Way::Setup));
    for (role, letter) in Role::ALL.iter().zip("ofermu".chars()) {
        let link = LinkId([letter as u8; 16]);
        let role_until = (*role == Role::Auditor).then(|| noon(9).today());
        let invited = Invited {
            link,
            role: Some(*role),
            role_until,
            expires: noon(3).moment,
        };
        record(Draft::new(HOUSE, invited), &actor('a', HOUSE, Way::Session));
        record(
            Draft::new(
                HOUSE,
                Joined {
                    link,
                    person: person(letter),
                },
            ),
            &actor(letter, HOUSE, Way::Link),
        );
    }
    (state, entries)
}

pub(super) fn reader(state: &State, letter: char, way: Way, scopes: &[Scope], days: i64) -> Reader {
    Reader::of(
        state.house().unwrap(),
        person(letter),
        way,
        scopes,
        noon(days).today(),
    )
}

fn parts(reader: &Reader, state: &State) -> BTreeSet<Part> {
    let (house_state, at, texts) = (
        state.house().unwrap(),
        AsOf::now(noon(1).moment, Offset::JAPAN),
        Texts::new(),
    );
    let seen = [
        (
            Part::Organisation,
            house::organisation(reader, house_state, at).is_some(),
        ),
        (
            Part::People,
            house::people(reader, house_state, at).is_some(),
        ),
        (
            Part::Items,
            super::listed::own_items(reader, house_state).is_some(),
        ),
        (
            Part::Security,
            house::security(reader, house_state).is_some(),
        ),
        (
            Part::Statements,
            house::standings(reader, house_state, at, &texts).is_some(),
        ),
        (
            Part::Approvals,
            approval::approvals(reader, house_state, at.on, &texts).is_some(),
        ),
        (
            Part::Screenings,
            screening::screenings(reader, house_state, at.on, &texts).is_some(),
        ),
        (
            Part::HouseHistory,
            history::lines(reader, state, 0, Vec::new()).is_some(),
        ),
    ];
    seen.into_iter()
        .filter(|(_, seen)| *seen)
        .map(|(part, _)| part)
        .collect()
}

fn allowed(role: Role) -> BTreeSet<Part> {
    let house = Part::ALL.iter().filter(|part| {
        part.ledger() == crate::id::LedgerKind::House && **part != Part::HouseExport
    });
    house
        .filter(|part| permitted(Action::See(**part)).contains(&role.into()))
        .copied()
        .collect()
}

#[test]
fn each_role_sees_its_parts_and_nobody_else_any() {
    let (state, _) = staffed();
    for (role, letter) in Role::ALL.iter().zip("ofermu".chars()) {
        assert_eq!(
            parts(&reader(&state, letter, Way::Session, &[], 1), &state),
            allowed(*role),
            "{role}"
        );
        assert_eq!(
            parts(
                &reader(&state, letter, Way::Token, &[Scope::Read], 1),
                &state
            ),
            allowed(*role),
            "{role} by token"
        );
        let blind = [
            (Way::Token, &[Scope::State][..]),
            (Way::Link, &[]),
            (Way::Operator, &[]),
            (Way::Setup, &[]),
        ];
        for (way, scopes) in blind {
            assert_eq!(
                parts(&reader(&state, letter, way, scopes, 1), &state),
                BTreeSet::new(),
                "{role} by {way}"
            );
        }
    }
    assert_eq!(
        parts(&reader(&state, 'x', Way::Session, &[], 1), &state),
        BTreeSet::new()
    );
    assert_eq!(
        parts(&reader(&state, 'u', Way::Session, &[], 10), &state),
        BTreeSet::new(),
        "an auditor whose time is over"
    );
    assert_eq!(parts(&Reader::operator(), &state), BTreeSet::new());
    let mut other = state.clone();
    if let crate::state::Content::House(house) = &mut other.content {
        house.id = OTHER;
    }
    assert_eq!(
        parts(&reader(&other, 'o', Way::Session, &[], 1), &state),
        BTreeSet::new(),
        "an owner elsewhere"
    );
}

/// One statement: on which of two items, from which day, recorded on which day, correcting the one before or not.
type Said = (bool, i8, u8, bool);

fn told(said: &[Said]) -> Vec<Entry> {
    let (mut state, mut entries) = staffed();
    let mut sorted = said.to_vec();
    sorted.sort_by_key(|(_, _, day, _)| *day);
    for (byod, from, day, corrects) in sorted {
        let item: ItemCode = if byod { "rule.byod" } else { "rule.takeout" }
            .parse()
            .unwrap();
        let value = Value::ALL[usize::from(from.unsigned_abs()) % 4];
        let stated = Stated {
            item: item.clone(),
            value,
            from: noon(i64::from(from)).today(),
            note: None,
        };
        let last = state
            .house()
            .unwrap()
            .statements
            .get(&item)
            .and_then(|said| said.last())
            .map(|said| said.seq);
        let draft = Draft {
            corrects: last.filter(|_| corrects),
            ..Draft::new(HOUSE, stated)
        };
        let entry = admit(
            &state,
            draft,
            noon(i64::from(day)),
            &actor('o', HOUSE, Way::Session),
        )
        .unwrap();
        state.apply(&entry);
        entries.push(entry);
    }
    entries
}

fn seen_at(entries: &[Entry], on: Date) -> Vec<house::StandingView> {
    let at = AsOf::day(on, Offset::JAPAN);
    let known = entries
        .iter()
        .filter(|entry| entry.recorded <= at.recorded_by);
    let state = State::of(HOUSE.into(), known);
    let now = State::of(HOUSE.into(), entries);
    let reader = reader(&now, 'o', Way::Session, &[], 50);
    house::standings(&reader, state.house().unwrap(), at, &Texts::new())
        .unwrap()
        .into_inner()
}

proptest! {
    /// What was seen of a day stays what is seen of that day, whatever is recorded later.
    #[test]
    fn the_past_stays(said in proptest::collection::vec((any::<bool>(), -20_i8..40, 0_u8..30, any::<bool>()), 0..20), cut in 0_u8..30) {
        let whole = told(&said);
        let early: Vec<Said> = said.iter().copied().filter(|(_, _, day, _)| *day <= cut).collect();
        let day = noon(i64::from(cut)).today();
        prop_assert_eq!(seen_at(&told(&early), day), seen_at(&whole, day));
    }

    /// The standing is the uncorrected statement with the latest start by that day, the later recorded among equals.
    #[test]
    fn a_standing_is_in_effect(said in proptest::collection::vec((any::<bool>(), -20_i8..40, 0_u8..30, any::<bool>()), 0..20), on in 0_u8..40) {
        let day = noon(i64::from(on)).today();
        for view in seen_at(&told(&said), day) {
            let open: Vec<_> = view.history.iter().filter(|line| line.corrected_by.is_none() && line.from <= day).collect();
            let latest = open.iter().map(|line| (line.from, line.seq)).max();
            prop_assert_eq!(view.standing.map(|line| (line.from, line.seq)), latest);
        }
    }
}
