//! For tests: who sees what of works and of what people may do, and what holds on which day.

use super::tests::{reader, staffed};
use super::work::{ConditionsView, WorksView, conditions, works};
use crate::admission::Actor;
use crate::body::shared::{Side, SideInvited, Verb};
use crate::body::term::Wording;
use crate::body::work::{
    Conditions, Gate, GatePassed, Place, Telework, WorkConfirmed, WorkEnded, WorkSet,
};
use crate::disclosed::Reader;
use crate::entry::Way;
use crate::id::{LinkId, OrganisationId, WorkId};
use crate::moment::{AsOf, Offset};
use crate::samples::noon;
use crate::samples::terms::{Talk, client, vendor};
use crate::state::Content;

const WORK: WorkId = WorkId([6; 16]);

fn set(talk: &mut Talk, by: &Actor, place: Place, from: i64) -> u64 {
    let conditions = Conditions {
        name: format!("保守 {place}"),
        places: vec![place],
        telework: Telework::NotSettled,
        words: None,
        devices: Vec::new(),
        tools: None,
        methods: Vec::new(),
        information: None,
        personal_data: None,
    };
    let from = noon(from).today();
    let work = WORK;
    talk.say(
        1,
        by,
        WorkSet {
            work,
            from,
            conditions,
        },
    );
    talk.entries.last().unwrap().seq
}

fn confirm(talk: &mut Talk, by: &Actor, set: u64) {
    talk.say(1, by, WorkConfirmed { work: WORK, set });
}

fn at(day: i64) -> AsOf {
    AsOf {
        on: noon(day).today(),
        ..AsOf::now(noon(400).moment, Offset::JAPAN)
    }
}

/// Somebody of the client, by the first letter of their role (`m` for the employee).
fn somebody(letter: char, way: Way) -> Reader {
    reader(&staffed().0, letter, way, &[], 1)
}

fn followed(talk: &Talk, by: &Reader, day: i64) -> Option<WorksView> {
    let shared = talk.state.shared().unwrap();
    works(by, shared, shared, at(day)).map(|seen| seen.into_inner())
}

fn allowed(talk: &Talk, by: &Reader, day: i64) -> Option<ConditionsView> {
    let shared = talk.state.shared().unwrap();
    conditions(by, shared, shared, at(day)).map(|seen| seen.into_inner())
}

/// What holds on a day; what each side says besides; how much was said before.
fn line(talk: &Talk, day: i64) -> String {
    let seen = followed(talk, &somebody('r', Way::Session), day).unwrap();
    let work = &seen.works[0];
    let seq = |one: &Option<super::work::VersionView>| {
        one.as_ref()
            .map_or("-".to_owned(), |one| one.seq.to_string())
    };
    let waiting: Vec<String> = work
        .waiting
        .iter()
        .map(|one| format!("{} {}", one.by, one.seq))
        .collect();
    let (force, coming) = (seq(&work.in_force), seq(&work.coming));
    format!(
        "{force} then {coming} | {} | {}",
        waiting.join(", "),
        work.before.len()
    )
}

#[test]
fn each_keeps_its_word_until_the_other_confirms() {
    let mut talk = Talk::begun();
    let first = set(&mut talk, &client(), Place::ClientSite, 0);
    let second = set(&mut talk, &vendor(), Place::Home, 0);
    assert_eq!(line(&talk, 1), "- then - | client 3, vendor 4 | 0");
    confirm(&mut talk, &vendor(), first);
    assert_eq!(line(&talk, 1), "3 then - |  | 1", "its own word gives way");
    let third = set(&mut talk, &vendor(), Place::Home, 9);
    assert_eq!(line(&talk, 1), "3 then - | vendor 6 | 1");
    confirm(&mut talk, &client(), third);
    assert_eq!(line(&talk, 1), "3 then 6 |  | 1");
    assert_eq!(line(&talk, 9), "6 then - |  | 2");
    assert!(second < third);
}

#[test]
fn an_employee_sees_what_both_hold_and_nothing_else() {
    let mut talk = Talk::begun();
    let said = set(&mut talk, &vendor(), Place::Home, 0);
    for (item, text) in [
        ("require.telework.place", "自宅に限る"),
        ("require.contract.liability", "上限は百万円"),
        ("own.1", "毎朝の点呼"),
    ] {
        let mut wording = Wording::new(text, noon(0).today());
        wording.heading = (item == "own.1").then(|| "点呼".to_owned());
        talk.propose(1, &client(), item, wording);
        talk.accept(1, &client(), item);
        talk.accept(1, &vendor(), item);
    }
    let open = Wording::new("喫茶店も可", noon(0).today());
    talk.propose(1, &vendor(), "require.telework.place", open);
    let employee = somebody('m', Way::Session);
    assert_eq!(followed(&talk, &employee, 1), None);
    let seen = allowed(&talk, &employee, 1).unwrap();
    assert_eq!(seen.works[0].held, None, "one side's word");
    assert!(seen.works[0].changing);
    let texts: Vec<&str> = seen.texts.iter().map(|one| one.text.as_str()).collect();
    assert_eq!((texts, seen.others), (vec!["自宅に限る"], 2));
    confirm(&mut talk, &client(), said);
    let seen = allowed(&talk, &employee, 1).unwrap();
    let (line, held) = seen.works[0].held.clone().unwrap();
    assert_eq!((line, held.places), (said, vec![Place::Home]));
    let over = noon(2).today();
    talk.say(
        2,
        &client(),
        WorkEnded {
            work: WORK,
            on: over,
        },
    );
    assert_eq!(allowed(&talk, &employee, 2).unwrap().works.len(), 1);
    assert_eq!(allowed(&talk, &employee, 3).unwrap().works.len(), 0);
}

#[test]
fn who_stands_on_no_side_or_has_no_right_sees_nothing() {
    let mut talk = Talk::begun();
    set(&mut talk, &client(), Place::Home, 0);
    for (letter, way, sees) in [
        ('o', Way::Session, (true, true)),
        ('u', Way::Session, (true, true)),
        ('m', Way::Session, (false, true)),
        ('z', Way::Session, (false, false)),
        ('o', Way::Token, (false, false)),
    ] {
        let by = somebody(letter, way);
        let seen = (
            followed(&talk, &by, 1).is_some(),
            allowed(&talk, &by, 1).is_some(),
        );
        assert_eq!(seen, sees, "{letter} by {way}");
    }
    let link = LinkId([7; 16]);
    let invited = SideInvited {
        link,
        side: Side::Vendor,
        verbs: vec![Verb::Look, Verb::State],
        items: Vec::new(),
        to: None,
        expires: noon(30).moment,
    };
    talk.say(1, &vendor(), invited);
    let shared = talk.state.shared().unwrap();
    let holder = Reader::by_link(shared, link, noon(1).moment).unwrap();
    assert_eq!(followed(&talk, &holder, 1), None, "by link");
    assert_eq!(allowed(&talk, &holder, 1), None, "by link");
    let mut elsewhere = talk.state.clone();
    if let Content::Shared(shared) = &mut elsewhere.content {
        shared.client.organisation = OrganisationId([9; 16]);
    }
    talk.state = elsewhere;
    let owner = somebody('o', Way::Session);
    assert_eq!(followed(&talk, &owner, 1), None);
    assert_eq!(allowed(&talk, &owner, 1), None);
}

#[test]
fn a_gate_passed_stays_passed_when_something_opens_again() {
    let mut talk = Talk::begun();
    let mut said = WorkSet {
        work: WORK,
        from: noon(0).today(),
        conditions: Conditions {
            name: "保守".to_owned(),
            places: vec![Place::ClientSite],
            telework: Telework::No,
            words: None,
            devices: vec![crate::body::work::Device::Lent],
            tools: None,
            methods: Vec::new(),
            information: Some(crate::body::shared::Confidentiality::Internal),
            personal_data: Some(false),
        },
    };
    talk.say(1, &client(), said.clone());
    for side in [client(), vendor()] {
        talk.say(1, &side, GatePassed { gate: Gate::Rfp });
    }
    said.conditions.devices = Vec::new();
    talk.say(1, &client(), said);
    let reader = somebody('r', Way::Session);
    let gate = &followed(&talk, &reader, 1).unwrap().gates[0];
    assert_eq!((gate.passed.len(), gate.open.len()), (2, 1));
    let seen = allowed(&talk, &reader, 1).unwrap();
    assert_eq!(seen.gate, Some(Gate::Rfp));
}
