//! For tests: who sees what of proposals and agreements, and what is in force on which day.

use jiff::civil::Date;

use super::tests::{reader, staffed};
use super::{Texts, shared, terms};
use crate::body::shared::{Side, SideInvited, SideStated, Verb, View};
use crate::body::term::{CostTalked, Outcome, TermDropped, Wording};
use crate::disclosed::Reader;
use crate::divergence::Divergence;
use crate::entry::Way;
use crate::id::LinkId;
use crate::moment::{AsOf, Offset};
use crate::samples::terms::{Talk, client, vendor};
use crate::samples::{noon, opening};
use crate::view::terms::{Stage, TermsView};

fn on(day: i64) -> Date {
    noon(day).today()
}

fn at(day: i64) -> AsOf {
    AsOf {
        on: on(day),
        ..AsOf::now(noon(400).moment, Offset::JAPAN)
    }
}

fn shown(reader: &Reader, talk: &Talk, day: i64) -> Option<TermsView> {
    let shared = talk.state.shared().unwrap();
    let seen = terms::terms(reader, shared, shared, at(day), &Texts::new());
    seen.map(|seen| seen.into_inner())
}

fn client_reader() -> Reader {
    reader(&staffed().0, 'r', Way::Session, &[], 1)
}

/// The text in force on a day.
fn in_force(talk: &Talk, day: i64) -> Option<String> {
    let seen = shown(&client_reader(), talk, day).unwrap();
    let term = seen.of(&"rule.byod".parse().unwrap()).cloned();
    term?.in_force().map(|one| one.wording.text.clone())
}

fn stages(talk: &Talk) -> Vec<Stage> {
    let seen = shown(&client_reader(), talk, 0).unwrap();
    let all = seen.terms.iter().flat_map(|term| &term.proposals);
    all.map(|one| one.stage).collect()
}

#[test]
fn proposed_answered_and_accepted_by_both() {
    let mut talk = Talk::begun();
    talk.propose(1, &client(), "rule.byod", Wording::new("使わない", on(1)));
    talk.propose(
        1,
        &vendor(),
        "rule.byod",
        Wording::new("届け出れば使える", on(1)),
    );
    assert_eq!(stages(&talk), [Stage::Answered, Stage::Open]);
    talk.accept(2, &client(), "rule.byod");
    assert_eq!(in_force(&talk, 2), None, "one side alone binds nobody");
    talk.accept(2, &vendor(), "rule.byod");
    assert_eq!(stages(&talk), [Stage::Answered, Stage::Agreed]);
    assert_eq!(in_force(&talk, 2).as_deref(), Some("届け出れば使える"));
    assert_eq!(in_force(&talk, 0), None, "before its first day");
    let seen = shown(&client_reader(), &talk, 2).unwrap();
    let term = seen.terms[0].in_force().unwrap();
    assert!(term.signed() && term.agreed().is_some());
    assert_eq!(term.person, None, "the other side's writer is not named");
    assert!(
        term.accepted.iter().all(|one| one.person.is_some()),
        "who answers is"
    );
}

#[test]
fn an_amendment_waits_for_its_day_and_what_runs_out_is_over() {
    let mut talk = Talk::begun();
    let agree = |talk: &mut Talk, wording| {
        talk.propose(1, &client(), "rule.byod", wording);
        talk.accept(1, &client(), "rule.byod");
        talk.accept(1, &vendor(), "rule.byod");
    };
    agree(&mut talk, Wording::new("一", on(1)));
    let mut second = Wording::new("二", on(30));
    second.until = Some(on(60));
    agree(&mut talk, second.clone());
    assert_eq!(in_force(&talk, 29).as_deref(), Some("一"));
    assert_eq!(in_force(&talk, 60).as_deref(), Some("二"));
    assert_eq!(in_force(&talk, 61), None, "the first does not come back");
    second.renews = true;
    agree(&mut talk, second);
    assert_eq!(in_force(&talk, 61).as_deref(), Some("二"));
}

#[test]
fn withdrawn_by_its_own_side_and_declined_by_the_other() {
    for (by, stage) in [(client(), Stage::Withdrawn), (vendor(), Stage::Declined)] {
        let mut talk = Talk::begun();
        talk.propose(1, &client(), "rule.byod", Wording::new("使わない", on(1)));
        let dropped = TermDropped {
            item: "rule.byod".parse().unwrap(),
            proposal: 3,
            reason: Some(opening("今は").seal()),
        };
        talk.say(1, &by, dropped);
        assert_eq!(stages(&talk), [stage]);
    }
}

#[test]
fn an_agreement_settles_what_was_said_before_and_is_held_against_what_is_said_after() {
    let mut talk = Talk::begun();
    let state = |talk: &mut Talk, by, value| {
        let stated = SideStated {
            item: "rule.byod".parse().unwrap(),
            value,
            from: on(1),
            note: None,
        };
        talk.say(1, &by, stated);
    };
    let differ = |talk: &Talk| {
        let shared = talk.state.shared().unwrap();
        let seen = shared::views(&client_reader(), shared, shared, at(1), &Texts::new());
        seen.unwrap().into_inner()[0].divergence
    };
    state(&mut talk, vendor(), View::NoPlan);
    assert_eq!(differ(&talk), Some(Divergence::OneSided));
    talk.propose(1, &client(), "rule.byod", Wording::new("使わない", on(1)));
    talk.accept(1, &client(), "rule.byod");
    talk.accept(1, &vendor(), "rule.byod");
    assert_eq!(differ(&talk), None);
    state(&mut talk, vendor(), View::HeldAgreed);
    assert_eq!(differ(&talk), None);
    state(&mut talk, client(), View::NotKnown);
    assert_eq!(differ(&talk), Some(Divergence::AgainstAgreement));
}

#[test]
fn a_third_sees_nothing_and_a_link_shows_its_items_without_money() {
    let mut talk = Talk::begun();
    for item in ["rule.byod", "rule.takeout"] {
        talk.propose(1, &client(), item, Wording::new("x", on(1)));
        let cost = CostTalked {
            item: item.parse().unwrap(),
            on: None,
            outcome: Outcome::Talking,
            payer: None,
            note: None,
        };
        talk.say(1, &client(), cost);
    }
    let whole = shown(&client_reader(), &talk, 1).unwrap();
    assert!(whole.terms.len() == 2 && whole.terms.iter().all(|term| term.costs.len() == 1));
    let employee = reader(&staffed().0, 'm', Way::Session, &[], 1);
    assert_eq!(shown(&employee, &talk, 1), None);
    let third = Reader::of(
        staffed().0.house().unwrap(),
        crate::samples::person('x'),
        Way::Session,
        &[],
        on(1),
    );
    assert_eq!(shown(&third, &talk, 1), None);
    let link = SideInvited {
        link: LinkId([7; 16]),
        side: Side::Client,
        verbs: vec![Verb::Look],
        items: vec!["rule.byod".parse().unwrap()],
        to: None,
        expires: noon(30).moment,
    };
    talk.say(1, &client(), link);
    let shared = talk.state.shared().unwrap();
    let holder = Reader::by_link(shared, LinkId([7; 16]), noon(2).moment).unwrap();
    let seen = shown(&holder, &talk, 1).unwrap();
    let items: Vec<&str> = seen.terms.iter().map(|term| term.item.as_str()).collect();
    assert_eq!(items, ["rule.byod"]);
    assert!(seen.terms[0].costs.is_empty());
}
