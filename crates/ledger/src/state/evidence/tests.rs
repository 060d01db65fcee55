//! When something is due, and what of the evidence given counts.

use jiff::civil::Date;

use super::{Due, Evidence};
use crate::body::evidence::{EvidenceAsked, EvidenceGiven, EvidenceReviewed, EvidenceWithdrawn};
use crate::body::shared::Side;
use crate::body::term::Wording;
use crate::item::ItemCode;
use crate::samples::noon;
use crate::samples::terms::{Talk, client, vendor};
use crate::sealed::{Opening, Sealed};

const ITEM: &str = "require.incident.drill";

fn item() -> ItemCode {
    ITEM.parse().unwrap()
}

fn sealed() -> Sealed {
    let text = "実施".to_owned();
    Opening {
        salt: [1; 16],
        text,
    }
    .seal()
}

/// Evidence of days counted from the first.
fn given(from: i64, until: Option<i64>, expires: Option<i64>) -> EvidenceGiven {
    let day = |day: i64| noon(day).today();
    EvidenceGiven {
        item: item(),
        answers: None,
        fact: Some(sealed()),
        file: None,
        from: day(from),
        until: until.map(day),
        expires: expires.map(day),
    }
}

fn evidence(talk: &Talk) -> &Evidence {
    &talk.state.shared().unwrap().evidence
}

/// Gives something and has it judged: its line.
fn judged(talk: &mut Talk, day: i64, given: EvidenceGiven, accepts: bool) -> u64 {
    let seq = talk.state.spine.head.length;
    talk.say(day, &vendor(), given);
    let reviewed = EvidenceReviewed {
        evidence: seq,
        accepts,
        reason: Some(sealed()),
    };
    talk.say(day, &client(), reviewed);
    seq
}

/// The next day, as the wording has it.
fn due(talk: &Talk, wording: &Wording) -> Option<Date> {
    let item = item();
    let mut due = evidence(talk).due([(&item, wording)].into_iter());
    due.pop().map(|Due { due, .. }| due)
}

fn every(months: Option<u64>) -> Wording {
    let mut wording = Wording::new("訓練を行う", noon(0).today());
    wording.proof_months = months;
    wording
}

#[test]
fn due_so_long_after_the_last_day_that_accepted_evidence_speaks_of() {
    let mut talk = Talk::begun();
    let yearly = every(Some(12));
    let day = |text: &str| Some(text.parse::<Date>().unwrap());
    assert_eq!(due(&talk, &every(None)), None);
    assert_eq!(due(&talk, &yearly), day("2027-11-21"), "from its first day");
    judged(&mut talk, 40, given(30, Some(40), None), false);
    assert_eq!(due(&talk, &yearly), day("2027-11-21"), "returned");
    let old = given(-90, Some(-30), None);
    judged(&mut talk, 41, old, true);
    assert_eq!(
        due(&talk, &yearly),
        day("2027-11-21"),
        "of before the agreement"
    );
    let seq = judged(&mut talk, 42, given(41, None, None), true);
    assert_eq!(due(&talk, &yearly), day("2028-01-01"));
    assert_eq!(due(&talk, &every(Some(1))), day("2027-02-01"));
    let mut ends = every(Some(12));
    ends.until = day("2027-12-31");
    assert_eq!(due(&talk, &ends), None, "it ends before");
    ends.renews = true;
    assert_eq!(due(&talk, &ends), day("2028-01-01"));
    let withdrawn = EvidenceWithdrawn {
        evidence: seq,
        erased: false,
    };
    talk.say(43, &vendor(), withdrawn);
    assert_eq!(due(&talk, &yearly), day("2027-11-21"));
}

#[test]
fn a_month_without_that_day_ends_a_day_early() {
    let talk = Talk::begun();
    let mut monthly = every(Some(1));
    monthly.from = "2027-01-31".parse().unwrap();
    assert_eq!(due(&talk, &monthly), Some("2027-02-28".parse().unwrap()));
}

#[test]
fn what_counts_longest_stands_for_its_side() {
    let mut talk = Talk::begun();
    let standing = |talk: &Talk| {
        let all = evidence(talk).standing();
        let item = item();
        let one = all
            .get(&(&item, Side::Vendor))
            .map(|piece| piece.given.expires);
        one.map(|last| last.map(|day| day.to_string()))
    };
    talk.say(1, &vendor(), given(0, None, None));
    assert_eq!(standing(&talk), None, "nobody judged it");
    judged(&mut talk, 1, given(0, None, Some(30)), true);
    judged(&mut talk, 1, given(0, None, Some(10)), true);
    judged(&mut talk, 1, given(0, None, Some(90)), false);
    assert_eq!(standing(&talk), Some(Some("2026-12-21".to_owned())));
    judged(&mut talk, 2, given(0, None, None), true);
    assert_eq!(standing(&talk), Some(None));
}

#[test]
fn a_request_is_open_until_enough_was_shown() {
    let mut talk = Talk::begun();
    let asked = talk.state.spine.head.length;
    let wanted = EvidenceAsked {
        item: item(),
        what: None,
        due: noon(30).today(),
    };
    talk.say(1, &client(), wanted);
    let open = |talk: &Talk| {
        let all = evidence(talk);
        all.is_open(asked, &all.asked[&asked])
    };
    assert!(open(&talk));
    judged(&mut talk, 2, given(0, None, None), true);
    assert!(open(&talk), "that answered nothing");
    let answer = EvidenceGiven {
        answers: Some(asked),
        ..given(0, None, None)
    };
    let seq = judged(&mut talk, 2, answer.clone(), false);
    assert!(open(&talk), "it came back");
    talk.say(3, &vendor(), answer);
    assert!(!open(&talk), "it waits to be judged");
    let last = talk.state.spine.head.length - 1;
    let withdrawn = EvidenceWithdrawn {
        evidence: last,
        erased: false,
    };
    talk.say(4, &vendor(), withdrawn);
    assert!(open(&talk), "the one before it counts again: it came back");
    let reviewed = EvidenceReviewed {
        evidence: seq,
        accepts: true,
        reason: None,
    };
    talk.say(5, &client(), reviewed);
    assert!(!open(&talk));
}
