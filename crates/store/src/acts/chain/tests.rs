//! Three organisations in a row: each sees of the chain what those between let it see, and no more.

use ledger::admission::Refusal;
use ledger::body::chain::{Openness, Passing};
use ledger::body::house::Chained;
use ledger::id::{EngagementId, SubcontractId};
use ledger::view::below::BelowView;

use super::NewSubcontract;
use crate::acts::NotDone;
use crate::acts::tests::{Two, refused};
use crate::door::{Visitor, When};
use crate::error::StoreError;

const DAY: i64 = 86_400_000;

/// A client, its vendor, the vendor's subcontractor and that one's own: each engaged with the next.
struct Row {
    two: Two,
    third: Visitor,
    fourth: Visitor,
    /// First and second; second and third; third and fourth.
    engagements: [EngagementId; 3],
}

impl Row {
    fn new() -> Self {
        let two = Two::new();
        let (third, fourth) = (two.newcomer("第三"), two.newcomer("第四"));
        let (first, second) = (two.owner(), two.stranger());
        let pairs = [(&first, &second), (&second, &third), (&third, &fourth)];
        let engagements = pairs.map(|(client, vendor)| two.engaged(client, vendor));
        Self {
            third: third.clone(),
            fourth: fourth.clone(),
            engagements,
            two,
        }
    }

    fn link(
        &self,
        by: &Visitor,
        below: usize,
        above: usize,
        openness: Openness,
    ) -> Result<(), NotDone> {
        let link = Chained {
            engagement: self.engagements[below],
            parent: self.engagements[above],
            applies: true,
            subcontract: None,
            openness,
        };
        self.two.world.store().chain(by, link).map(drop)
    }

    fn below(&self, by: &Visitor, at: usize, when: When) -> Option<Vec<BelowView>> {
        let store = self.two.world.store();
        let seen = store.look_at(by, self.engagements[at], when, |look| {
            Ok::<_, StoreError>(look.below()?.map(|below| below.into_inner().rows))
        });
        seen.unwrap().flatten()
    }

    /// What somebody sees below an engagement: rank and name, and whether they hear of terms.
    fn told(&self, by: &Visitor, at: usize) -> Vec<String> {
        self.told_when(by, at, When::Now)
    }

    fn told_when(&self, by: &Visitor, at: usize, when: When) -> Vec<String> {
        let line = |row: BelowView| {
            let name = row.name.unwrap_or_else(|| "?".to_owned());
            let terms = if row.coverage.is_some() { " terms" } else { "" };
            let own = if row.engagement.is_some() { " own" } else { "" };
            format!("{} {name}{terms}{own}", row.rank)
        };
        let rows = self.below(by, at, when).unwrap();
        rows.into_iter().map(line).collect()
    }
}

#[test]
fn each_sees_what_those_between_let_it_see() {
    let row = Row::new();
    let (first, second) = (row.two.owner(), row.two.stranger());
    assert_eq!(row.told(&first, 0), [""; 0]);
    let cases: [(Openness, Openness, &[&str]); 6] = [
        (Openness::Hidden, Openness::Open, &[]),
        (Openness::Counted, Openness::Open, &["2 ?", "3 ?"]),
        (
            Openness::Named,
            Openness::Open,
            &["2 第三株式会社", "3 第四株式会社"],
        ),
        (Openness::Open, Openness::Hidden, &["2 第三株式会社 terms"]),
        (
            Openness::Open,
            Openness::Counted,
            &["2 第三株式会社 terms", "3 ?"],
        ),
        (
            Openness::Open,
            Openness::Open,
            &["2 第三株式会社 terms", "3 第四株式会社 terms"],
        ),
    ];
    for (second_tells, third_tells, seen) in cases {
        row.link(&second, 1, 0, second_tells).unwrap();
        row.link(&row.third, 2, 1, third_tells).unwrap();
        assert_eq!(row.told(&first, 0), seen, "{second_tells} {third_tells}");
        let own = row.told(&second, 0);
        assert_eq!(own[0], "2 第三株式会社 terms own", "one's own is known");
        assert_eq!(row.told(&row.fourth, 2), [""; 0], "nothing upwards");
        assert_eq!(row.below(&row.third, 0, When::Now), None, "no side of it");
        assert_eq!(row.below(&row.fourth, 0, When::Now), None, "no side of it");
    }
    let taken_back = Chained {
        engagement: row.engagements[1],
        parent: row.engagements[0],
        applies: false,
        subcontract: None,
        openness: Openness::Hidden,
    };
    row.two.world.store().chain(&second, taken_back).unwrap();
    assert_eq!(row.told(&first, 0), [""; 0]);
}

#[test]
fn a_past_day_shows_the_chain_of_then_by_the_rights_of_now() {
    let row = Row::new();
    let (first, second) = (row.two.owner(), row.two.stranger());
    let clock = &row.two.world.clock;
    let today = row.two.world.store().now().today();
    let before = When::EndOf(today.yesterday().unwrap());
    row.link(&second, 1, 0, Openness::Named).unwrap();
    assert_eq!(row.below(&first, 0, before), None, "nothing was there yet");
    let linked = When::EndOf(today);
    clock.turn(2 * DAY);
    let then = |openness| {
        row.link(&second, 1, 0, openness).unwrap();
        row.told_when(&first, 0, linked)
    };
    assert_eq!(
        then(Openness::Open),
        ["2 第三株式会社"],
        "it was not open then"
    );
    assert_eq!(then(Openness::Counted), ["2 ?"], "it is not named any more");
    assert_eq!(then(Openness::Hidden), [""; 0]);
    let own = row.told_when(&second, 0, linked);
    assert_eq!(own, ["2 第三株式会社 terms own"]);
    assert_eq!(row.below(&row.third, 0, linked), None, "no side of it");
}

#[test]
fn a_dense_chain_costs_no_more_than_it_has_engagements() {
    let row = Row::new();
    let (first, second) = (row.two.owner(), row.two.stranger());
    let store = row.two.world.store();
    let many = |client: &Visitor, vendor: &Visitor| -> Vec<EngagementId> {
        (0..6).map(|_| row.two.engaged(client, vendor)).collect()
    };
    let (there, back) = (many(&second, &row.third), many(&row.third, &second));
    let link = |engagement, parent| Chained {
        engagement,
        parent,
        applies: true,
        subcontract: None,
        openness: Openness::Counted,
    };
    for (a, b) in there
        .iter()
        .flat_map(|a| back.iter().map(move |b| (*a, *b)))
    {
        store.chain(&row.third, link(b, a)).unwrap();
        store.chain(&second, link(a, b)).unwrap();
    }
    store
        .chain(&second, link(there[0], row.engagements[0]))
        .unwrap();
    let told = row.told(&first, 0);
    assert!((12..=72).contains(&told.len()), "{}", told.len());
}

#[test]
fn nothing_hidden_takes_the_place_of_what_is_disclosed() {
    let row = Row::new();
    let (first, second) = (row.two.owner(), row.two.stranger());
    let store = row.two.world.store();
    // Several engagements with the third, and one of its own below all of them: open by one way alone.
    let ways: Vec<EngagementId> = (0..6)
        .map(|_| row.two.engaged(&second, &row.third))
        .collect();
    for open in 0..ways.len() {
        for (at, way) in ways.iter().enumerate() {
            let openness = if at == open {
                Openness::Open
            } else {
                Openness::Hidden
            };
            let link = |engagement, parent, openness| Chained {
                engagement,
                parent,
                applies: true,
                subcontract: None,
                openness,
            };
            store
                .chain(&second, link(*way, row.engagements[0], openness))
                .unwrap();
            let below = link(row.engagements[2], *way, Openness::Open);
            store.chain(&row.third, below).unwrap();
        }
        let told = row.told(&first, 0);
        assert_eq!(
            told,
            ["2 第三株式会社 terms", "3 第四株式会社 terms"],
            "{open}"
        );
    }
}

#[test]
fn one_consent_stands_for_one_engagement() {
    let row = Row::new();
    let second = row.two.stranger();
    let store = row.two.world.store();
    let other = row.two.engaged(&second, &row.third);
    let today = store.now().today();
    let new = NewSubcontract {
        name: None,
        purpose: "夜間の監視".to_owned(),
        information: None,
        personal_data: None,
        from: today,
    };
    let (_, id) = store
        .ask_subcontract(&second, row.engagements[0], new)
        .unwrap();
    let link = |engagement, applies| Chained {
        engagement,
        parent: row.engagements[0],
        applies,
        subcontract: Some(id),
        openness: Openness::Named,
    };
    store
        .chain(&second, link(row.engagements[1], true))
        .unwrap();
    let twice = store.chain(&second, link(other, true));
    assert_eq!(refused(twice), Refusal::AlreadyUsed);
    store
        .chain(&second, link(row.engagements[1], false))
        .unwrap();
    store.chain(&second, link(other, true)).unwrap();
    store
        .end_subcontract(&second, row.engagements[0], id, today)
        .unwrap();
    row.two.world.clock.turn(2 * DAY);
    let ended = store.chain(&second, link(other, true));
    assert_eq!(ended, Err(NotDone::Absent));
}

#[test]
fn only_what_is_ones_own_is_linked_and_no_circle() {
    let row = Row::new();
    let (first, second) = (row.two.owner(), row.two.stranger());
    let absent = |by: &Visitor, below, above| {
        let linked = row.link(by, below, above, Openness::Open);
        assert_eq!(linked, Err(NotDone::Absent), "{below} under {above}");
    };
    absent(&first, 1, 0);
    absent(&second, 0, 1);
    absent(&second, 2, 1);
    absent(&row.third, 1, 0);
    // The second works for the third as well, in whatever it gets from it.
    let back = row.two.engaged(&row.third, &second);
    let link = |engagement, parent| Chained {
        engagement,
        parent,
        applies: true,
        subcontract: None,
        openness: Openness::Open,
    };
    let store = row.two.world.store();
    let own = store.chain(&second, link(row.engagements[1], row.engagements[1]));
    assert_eq!(
        own,
        Err(NotDone::Absent),
        "client and vendor of one are two"
    );
    store
        .chain(&row.third, link(back, row.engagements[1]))
        .unwrap();
    // A circle over two ledgers is walked once and ends.
    store
        .chain(&second, link(row.engagements[1], back))
        .unwrap();
    store
        .chain(&second, link(row.engagements[1], row.engagements[0]))
        .unwrap();
    assert_eq!(row.told(&first, 0).len(), 2);
    let foreign = Chained {
        subcontract: Some(SubcontractId([1; 16])),
        ..link(row.engagements[1], row.engagements[0])
    };
    assert_eq!(store.chain(&second, foreign), Err(NotDone::Absent));
    let editor = row.two.hire("鈴木", ledger::body::house::Role::Editor);
    let ruled = store.rule_passing(&editor, row.engagements[0], Passing::Free);
    assert_eq!(refused(ruled), Refusal::NotPermitted);
}

#[test]
fn asked_consented_and_taken_back() {
    let row = Row::new();
    let (first, second) = (row.two.owner(), row.two.stranger());
    let store = row.two.world.store();
    let at = row.engagements[0];
    store
        .rule_passing(&first, at, Passing::PriorConsent)
        .unwrap();
    let new = NewSubcontract {
        name: Some("第三株式会社".to_owned()),
        purpose: "夜間の監視".to_owned(),
        information: None,
        personal_data: Some(false),
        from: "2026-11-01".parse().unwrap(),
    };
    let (_, id) = store.ask_subcontract(&second, at, new).unwrap();
    let link = Chained {
        engagement: row.engagements[1],
        parent: at,
        applies: true,
        subcontract: Some(id),
        openness: Openness::Named,
    };
    store.chain(&second, link).unwrap();
    let state = |by: &Visitor| {
        let seen = store.look_at(by, at, When::Now, |look| {
            let passed_on = look.passed_on()?.map(|seen| seen.into_inner());
            let below = look.below()?.map(|below| below.into_inner().rows);
            Ok::<_, StoreError>(passed_on.zip(below))
        });
        let (passed_on, below) = seen.unwrap().flatten().unwrap();
        let one = &passed_on.subcontracts[0];
        (one.consents, one.lacks_consent, below[0].consents)
    };
    assert_eq!(state(&first), (None, true, None));
    let decide =
        |consents| store.decide_subcontract(&first, at, id, consents, Some("条件".to_owned()));
    decide(true).unwrap();
    assert_eq!(state(&second), (Some(true), false, Some(true)));
    decide(false).unwrap();
    assert_eq!(state(&first), (Some(false), true, Some(false)));
    let by_vendor = store.decide_subcontract(&second, at, id, true, None);
    assert_eq!(refused(by_vendor), Refusal::OtherSide);
    let foreign = store.decide_subcontract(&row.third, at, id, true, None);
    assert_eq!(foreign, Err(NotDone::Absent));
    store
        .end_subcontract(&second, at, id, "2026-11-20".parse().unwrap())
        .unwrap();
    assert_eq!(state(&first), (Some(false), false, Some(false)));
}
