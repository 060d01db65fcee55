//! What is open before each gate, as an engagement goes on.

use super::{OpenPoint, open_points};
use crate::admission::Actor;
use crate::body::shared::{Confidentiality, SideStated, View};
use crate::body::term::{CostTalked, Outcome, Payer, Wording};
use crate::body::work::{
    Conditions, Device, Gate, Method, Place, Telework, WorkConfirmed, WorkSet,
};
use crate::id::WorkId;
use crate::samples::noon;
use crate::samples::terms::{Talk, client, vendor};

const WORK: WorkId = WorkId([6; 16]);

pub fn conditions() -> Conditions {
    Conditions {
        name: "保守".to_owned(),
        places: Vec::new(),
        telework: Telework::NotSettled,
        words: None,
        devices: Vec::new(),
        tools: None,
        methods: Vec::new(),
        information: None,
        personal_data: None,
    }
}

/// Everything that can be said of a work, with people's own devices at home.
fn all() -> Conditions {
    Conditions {
        places: vec![Place::Home],
        telework: Telework::Yes,
        devices: vec![Device::Own],
        tools: Some("Teams".to_owned()),
        methods: vec![Method::SecureBrowser],
        information: Some(Confidentiality::Internal),
        personal_data: Some(false),
        ..conditions()
    }
}

fn set(talk: &mut Talk, by: &Actor, conditions: Conditions) {
    let from = noon(0).today();
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
}

fn confirm(talk: &mut Talk, by: &Actor) {
    let set = talk.entries.last().unwrap().seq;
    talk.say(1, by, WorkConfirmed { work: WORK, set });
}

fn open(talk: &Talk, gate: Gate) -> String {
    let shared = talk.state.shared().unwrap();
    let word = |open: OpenPoint| match open.item {
        Some(item) => format!("{} {item}", open.point),
        None => open.point.to_string(),
    };
    let points = open_points(shared, gate, noon(1).today()).into_iter();
    points.map(word).collect::<Vec<_>>().join(", ")
}

fn agree(talk: &mut Talk, item: &str) {
    let wording = Wording::new("文言", noon(40).today());
    talk.propose(1, &client(), item, wording);
    talk.accept(1, &client(), item);
    talk.accept(1, &vendor(), item);
}

fn talked(talk: &mut Talk, by: &Actor, item: &str, outcome: Outcome) {
    let payer = (outcome == Outcome::Settled).then_some(Payer::Both);
    let item = item.parse().unwrap();
    let (on, note) = (None, None);
    talk.say(
        1,
        by,
        CostTalked {
            item,
            on,
            outcome,
            payer,
            note,
        },
    );
}

#[test]
fn one_sides_word_is_enough_to_ask_for_proposals() {
    let mut talk = Talk::begun();
    assert_eq!(open(&talk, Gate::Rfp), "no-work");
    set(&mut talk, &client(), conditions());
    let all_open = "places, telework, devices, information";
    assert_eq!(open(&talk, Gate::Rfp), all_open);
    let some = Conditions {
        information: Some(Confidentiality::Secret),
        devices: vec![Device::Lent],
        ..conditions()
    };
    set(&mut talk, &client(), some);
    assert_eq!(open(&talk, Gate::Rfp), "places, telework, information");
    set(&mut talk, &vendor(), all());
    assert_eq!(open(&talk, Gate::Rfp), "");
}

#[test]
fn requirements_want_both_sides_word_and_texts() {
    let mut talk = Talk::begun();
    let incident = "require.incident.contact";
    set(&mut talk, &client(), all());
    let always = "term require.incident.contact, term require.change.management";
    assert_eq!(
        open(&talk, Gate::Requirement),
        format!("unconfirmed, {always}")
    );
    let less = Conditions {
        tools: None,
        methods: Vec::new(),
        ..all()
    };
    set(&mut talk, &client(), less);
    confirm(&mut talk, &vendor());
    let by_work = "term require.telework.permission, term require.byod.permission";
    assert_eq!(
        open(&talk, Gate::Requirement),
        format!("tools, methods, {always}, {by_work}")
    );
    set(&mut talk, &vendor(), all());
    confirm(&mut talk, &client());
    for item in [
        incident,
        "require.change.management",
        "require.telework.permission",
    ] {
        agree(&mut talk, item);
    }
    let costs = "cost require.incident.contact, cost require.change.management, \
                 cost require.telework.permission, term require.byod.permission";
    assert_eq!(open(&talk, Gate::Requirement), costs);
    talked(&mut talk, &client(), incident, Outcome::NoCost);
    assert!(!open(&talk, Gate::Requirement).contains(incident));
    talked(&mut talk, &vendor(), incident, Outcome::Talking);
    assert!(open(&talk, Gate::Requirement).contains(incident));
    talked(&mut talk, &vendor(), incident, Outcome::Settled);
    assert!(!open(&talk, Gate::Requirement).contains(incident));
}

#[test]
fn what_concerns_neither_side_is_not_asked_for() {
    let mut talk = Talk::begun();
    let stated = |item: &str| SideStated {
        item: item.parse().unwrap(),
        value: View::NotApplicable,
        from: noon(0).today(),
        note: Some(crate::samples::opening("該当なし").seal()),
    };
    let item = "require.telework.checking";
    let asked = |talk: &Talk| open(talk, Gate::Operation).contains(item);
    assert!(asked(&talk) && !open(&talk, Gate::Requirement).contains(item));
    talk.say(1, &client(), stated(item));
    assert!(asked(&talk), "one side's word is not both sides'");
    talk.say(1, &vendor(), stated(item));
    assert!(!asked(&talk));
}
