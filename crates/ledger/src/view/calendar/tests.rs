//! What an engagement's days are, on which day they are told, and to whom they are not.

use super::dated;
use crate::body::evidence::{EvidenceAsked, EvidenceGiven, EvidenceReviewed};
use crate::body::shared::{Closed, Described};
use crate::body::term::Wording;
use crate::disclosed::Reader;
use crate::entry::Way;
use crate::id::OrganisationId;
use crate::moment::{AsOf, Offset};
use crate::samples::terms::{Talk, client, vendor};
use crate::samples::{noon, opening};
use crate::state::Content;
use crate::view::tests::{reader, staffed};

const ITEM: &str = "require.telework.place";

fn somebody(letter: char) -> Reader {
    reader(&staffed().0, letter, Way::Session, &[], 1)
}

/// Every day as somebody sees it on a day, in words; none where they see none.
fn told(talk: &Talk, by: char, day: i64) -> Option<Vec<String>> {
    let shared = talk.state.shared().unwrap();
    let at = AsOf {
        on: noon(day).today(),
        ..AsOf::now(noon(400).moment, Offset::JAPAN)
    };
    let seen = dated(&somebody(by), shared, shared, at)?.into_inner();
    let line = |one: &super::Dated| {
        let item = one.item.as_ref().map_or("", |item| item.as_str());
        let heading = one.heading.as_deref().unwrap_or("");
        let by = one.by.map_or("both", |side| side.code());
        let line = format!("{} {} {by} {item} {heading}", one.day, one.what);
        line.trim_end().to_owned()
    };
    Some(seen.iter().map(line).collect())
}

fn agreed(talk: &mut Talk, item: &str, change: impl FnOnce(&mut Wording)) {
    let mut wording = Wording::new("文", noon(0).today());
    wording.heading = item.starts_with("own.").then(|| "点呼".to_owned());
    change(&mut wording);
    talk.propose(1, &client(), item, wording);
    talk.accept(1, &client(), item);
    talk.accept(1, &vendor(), item);
}

fn described(talk: &mut Talk, until: i64, renews: bool) {
    let described = Described {
        from: None,
        until: Some(noon(until).today()),
        renews: Some(renews),
        kinds: vec![],
        information: None,
        personal_data: None,
        reference: None,
    };
    talk.say(1, &client(), described);
}

#[test]
fn contracts_and_texts_end_or_renew_themselves() {
    let mut talk = Talk::begun();
    assert_eq!(told(&talk, 'r', 1).unwrap(), Vec::<String>::new());
    described(&mut talk, 30, true);
    agreed(&mut talk, ITEM, |wording| {
        wording.until = Some(noon(10).today())
    });
    agreed(&mut talk, "own.1", |wording| {
        (wording.until, wording.renews) = (Some(noon(20).today()), true);
    });
    let all = [
        "2026-12-01 term-ends both require.telework.place",
        "2026-12-11 term-renews both own.1 点呼",
        "2026-12-21 contract-renews both",
    ];
    assert_eq!(told(&talk, 'r', 1).unwrap(), all);
    assert_eq!(told(&talk, 'r', 20).unwrap(), all, "on the day itself");
    assert_eq!(
        told(&talk, 'r', 31).unwrap(),
        all[..1],
        "what is over stays"
    );
    described(&mut talk, 30, false);
    let ends = "2026-12-21 contract-ends both".to_owned();
    assert!(told(&talk, 'r', 31).unwrap().contains(&ends));
    let mut next = Wording::new("次の文", noon(11).today());
    next.until = Some(noon(60).today());
    talk.propose(1, &vendor(), ITEM, next);
    assert_eq!(told(&talk, 'r', 1).unwrap()[0], all[0], "only proposed");
    talk.accept(1, &vendor(), ITEM);
    talk.accept(1, &client(), ITEM);
    let days = told(&talk, 'r', 1).unwrap();
    assert_eq!(
        days.last().unwrap(),
        "2027-01-20 term-ends both require.telework.place"
    );
    assert!(!days.contains(&all[0].to_owned()));
    talk.say(
        40,
        &client(),
        Closed {
            on: noon(40).today(),
        },
    );
    assert_eq!(told(&talk, 'r', 40).unwrap(), Vec::<String>::new());
}

#[test]
fn evidence_is_due_until_it_waits_and_runs_out_once_accepted() {
    let mut talk = Talk::begun();
    agreed(&mut talk, ITEM, |wording| wording.proof_months = Some(1));
    let asked = EvidenceAsked {
        item: ITEM.parse().unwrap(),
        what: None,
        due: noon(5).today(),
    };
    talk.say(1, &client(), asked);
    let request = talk.entries.last().unwrap().seq;
    let due = [
        "2026-11-26 evidence-asked vendor require.telework.place",
        "2026-12-21 proof-due vendor require.telework.place",
    ];
    assert_eq!(told(&talk, 'r', 1).unwrap(), due);
    let given = EvidenceGiven {
        item: ITEM.parse().unwrap(),
        answers: Some(request),
        fact: Some(opening("写し").seal()),
        file: None,
        from: noon(1).today(),
        until: None,
        expires: Some(noon(50).today()),
    };
    talk.say(1, &vendor(), given);
    let evidence = talk.entries.last().unwrap().seq;
    assert_eq!(
        told(&talk, 'r', 1).unwrap(),
        Vec::<String>::new(),
        "it waits"
    );
    let reviewed = EvidenceReviewed {
        evidence,
        accepts: true,
        reason: None,
    };
    talk.say(1, &client(), reviewed);
    let after = [
        "2026-12-22 proof-due vendor require.telework.place",
        "2027-01-10 evidence-expires vendor require.telework.place",
    ];
    assert_eq!(told(&talk, 'r', 1).unwrap(), after);
}

#[test]
fn who_may_not_hear_of_the_engagement_hears_of_no_day() {
    let mut talk = Talk::begun();
    described(&mut talk, 30, false);
    for (letter, sees) in [('o', true), ('u', true), ('m', false), ('z', false)] {
        assert_eq!(told(&talk, letter, 1).is_some(), sees, "{letter}");
    }
    if let Content::Shared(shared) = &mut talk.state.content {
        shared.client.organisation = OrganisationId([9; 16]);
    }
    assert_eq!(told(&talk, 'o', 1), None, "on no side");
}
