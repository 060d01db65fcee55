//! Works and gates of an engagement: said, confirmed, passed; and who finds nothing.

use ledger::admission::Refusal;
use ledger::body::house::Role;
use ledger::body::shared::{Confidentiality, Partner, Side};
use ledger::body::work::{Conditions, Device, Gate, Place, Telework};
use ledger::id::EngagementId;
use ledger::moment::AsOf;
use ledger::view::work::{ConditionsView, WorksView};

use crate::acts::tests::{Two, refused};
use crate::acts::{NewEngagement, NotDone};
use crate::door::{Visitor, When};
use crate::error::StoreError;

const DAY: i64 = 86_400_000;

fn conditions(place: Place) -> Conditions {
    Conditions {
        name: "保守".to_owned(),
        places: vec![place],
        telework: Telework::Conditions,
        words: Some("覗かれない場所で".to_owned()),
        devices: vec![Device::Vendor],
        tools: Some("指定のチャット".to_owned()),
        methods: Vec::new(),
        information: Some(Confidentiality::Internal),
        personal_data: Some(false),
    }
}

fn opened(two: &Two) -> EngagementId {
    let new = NewEngagement {
        side: Side::Client,
        partner: Partner {
            name: "相手".to_owned(),
            identifier: None,
        },
        title: "業務".to_owned(),
        described: None,
        responsible: Some(two.owner().person),
    };
    two.world.store().engage(&two.owner(), new).unwrap().0
}

fn engaged(two: &Two) -> EngagementId {
    let id = opened(two);
    two.seat(id, &two.owner(), &two.stranger());
    id
}

fn works(two: &Two, by: &Visitor, id: EngagementId) -> Option<WorksView> {
    let store = two.world.store();
    let seen = store.look_at(by, id, When::Now, |look| {
        Ok::<_, StoreError>(look.works()?.map(|seen| seen.into_inner().works))
    });
    seen.unwrap().flatten()
}

fn allowed(two: &Two, by: &Visitor, id: EngagementId, when: When) -> Option<ConditionsView> {
    let store = two.world.store();
    let seen = store.look_at(by, id, when, |look| {
        Ok::<_, StoreError>(look.conditions()?.map(|seen| seen.into_inner().conditions))
    });
    seen.unwrap().flatten()
}

#[test]
fn said_by_one_confirmed_by_the_other_and_passed() {
    let two = Two::new();
    let (client, vendor) = (two.owner(), two.stranger());
    let (id, store) = (engaged(&two), two.world.store());
    let from = store.now().today();
    let said = store.set_work(&vendor, id, None, (from, conditions(Place::Home)));
    let (said, work) = said.unwrap();
    let rows = |by: &Visitor| {
        let rows = store.engagements(by).unwrap().unwrap();
        rows[0].get().unconfirmed
    };
    assert_eq!((rows(&client), rows(&vendor)), (1, 0));
    let own = store.confirm_work(&vendor, id, work, said.seq);
    assert_eq!(refused(own), Refusal::OtherSide);
    store.confirm_work(&client, id, work, said.seq).unwrap();
    assert_eq!((rows(&client), rows(&vendor)), (0, 0));
    let seen = works(&two, &client, id).unwrap();
    assert_eq!(seen.works[0].in_force.as_ref().unwrap().seq, said.seq);
    store.pass_gate(&vendor, id, Gate::Rfp).unwrap();
    let early = store.pass_gate(&client, id, Gate::Requirement);
    assert_eq!(refused(early), Refusal::GateOrder);
    store.pass_gate(&client, id, Gate::Rfp).unwrap();
    let open = store.pass_gate(&client, id, Gate::Requirement);
    assert_eq!(refused(open), Refusal::PointsOpen);
    store.end_work(&client, id, work, from).unwrap();
    let again = store.set_work(&vendor, id, Some(work), (from, conditions(Place::Home)));
    assert_eq!(refused(again), Refusal::NoSuchWork);
    let nowhere = ledger::id::WorkId([7; 16]);
    let never = store.set_work(&vendor, id, Some(nowhere), (from, conditions(Place::Home)));
    assert_eq!(refused(never), Refusal::NoSuchWork);
    assert_eq!(works(&two, &client, id).unwrap().works.len(), 1);
}

#[test]
fn an_employee_sees_conditions_and_nothing_else_and_others_nothing() {
    let two = Two::new();
    let (id, store) = (engaged(&two), two.world.store());
    let (employee, editor) = (
        two.hire("社員", Role::Employee),
        two.hire("係", Role::Editor),
    );
    let link = crate::acts::tests::invite(&two.world, &two.owner(), None).unwrap();
    let founded = store.found(link.hash(), crate::acts::tests::founding("第三"));
    let third = crate::acts::tests::visitor(&two.world, &founded.unwrap().session);
    let from = store.now().today();
    let set = |by: &Visitor| store.set_work(by, id, None, (from, conditions(Place::Home)));
    let (said, work) = set(&editor).unwrap();
    assert_eq!(refused(set(&employee)), Refusal::NotPermitted);
    assert_eq!(set(&third), Err(NotDone::Absent));
    let confirmed = |by: &Visitor| store.confirm_work(by, id, work, said.seq);
    assert_eq!(refused(confirmed(&employee)), Refusal::NotPermitted);
    assert_eq!(refused(confirmed(&editor)), Refusal::NotPermitted);
    assert_eq!(confirmed(&third), Err(NotDone::Absent));
    assert_eq!(works(&two, &employee, id), None);
    assert_eq!(works(&two, &third, id), None);
    assert_eq!(allowed(&two, &third, id, When::Now), None);
    let seen = allowed(&two, &employee, id, When::Now).unwrap();
    assert_eq!(seen.works[0].held, None);
    confirmed(&two.stranger()).unwrap();
    let seen = allowed(&two, &employee, id, When::Now).unwrap();
    assert_eq!(seen.works[0].held.as_ref().unwrap().0, said.seq);
    let all = store.conditions(&employee, When::Now).unwrap().unwrap();
    assert_eq!((all.engagements.len(), all.more), (1, false));
    assert_eq!(all.engagements[0].get().conditions, seen);
    let foreign = store.conditions(&third, When::Now).unwrap().unwrap();
    assert!(foreign.engagements.is_empty());
    store
        .end_role(&two.owner(), employee.person, Role::Employee)
        .unwrap();
    assert_eq!(allowed(&two, &employee, id, When::Now), None, "who left");
    assert_eq!(store.conditions(&employee, When::Now).unwrap(), None);
}

#[test]
fn a_past_day_shows_what_was_held_then() {
    let two = Two::new();
    let (id, store) = (engaged(&two), two.world.store());
    let from = store.now().today();
    let first = AsOf::now(two.world.clock.now(), store.offset()).on;
    let (client, vendor) = (two.owner(), two.stranger());
    let set = |known, place| {
        let set = store.set_work(&client, id, known, (from, conditions(place)));
        let (said, work) = set.unwrap();
        store.confirm_work(&vendor, id, work, said.seq).unwrap();
        work
    };
    let work = set(None, Place::ClientSite);
    two.world.clock.turn(DAY);
    set(Some(work), Place::Anywhere);
    let place = |when| {
        let seen = allowed(&two, &client, id, when).unwrap();
        seen.works[0].held.as_ref().unwrap().1.places.clone()
    };
    assert_eq!(place(When::EndOf(first)), [Place::ClientSite]);
    assert_eq!(place(When::Now), [Place::Anywhere]);
}

#[test]
fn what_is_said_to_an_empty_seat_waits() {
    let two = Two::new();
    let (id, store) = (opened(&two), two.world.store());
    let from = store.now().today();
    let (said, work) = store
        .set_work(&two.owner(), id, None, (from, conditions(Place::Home)))
        .unwrap();
    let own = store.confirm_work(&two.owner(), id, work, said.seq);
    assert_eq!(refused(own), Refusal::OtherSide);
    store.pass_gate(&two.owner(), id, Gate::Rfp).unwrap();
    let seen = works(&two, &two.owner(), id).unwrap();
    assert!(seen.works[0].in_force.is_none() && seen.gates[0].passed_by(Side::Client));
}
