//! Screenings: answered by link and by nobody else; a link that works no more answers as one that never was; who finds nothing of it.

use ledger::admission::Refusal;
use ledger::body::house::{Role, Scope};
use ledger::body::screening::{
    Candidate, Concern, Extent, Known, Outcome, Star, StarStanding, Weighing,
};
use ledger::state::screening::Stage;
use ledger::view::Note;

use super::{NewAnswer, NewScreening, NewStar};
use crate::acts::tests::{Two, refused};
use crate::acts::{NotDone, Recorded};
use crate::door::{NamedScreening, Visitor, When};
use crate::error::StoreError;
use crate::working::secret::Secret;

const DAY: i64 = 86_400_000;

const WEIGHING: Weighing = Weighing {
    secrets: Known::No,
    delay: Known::NotKnown,
    access: Known::No,
};

fn new(two: &Two) -> NewScreening {
    NewScreening {
        candidate: Candidate::Vendor,
        name: "東西システム".to_owned(),
        work: "保守".to_owned(),
        contact: Some("山田 花子 <hanako@partner.example>".to_owned()),
        due: "2026-12-10".parse().unwrap(),
        weighing: WEIGHING,
        link: Some(two.world.clock.now().plus(30 * DAY)),
    }
}

fn opened(two: &Two) -> (u64, Secret) {
    let store = two.world.store();
    let (recorded, link) = store.open_screening(&two.owner(), new(two)).unwrap();
    (recorded.seq, link.unwrap())
}

fn says(concern: Concern, extent: Extent, note: &str) -> NewAnswer {
    NewAnswer {
        concern,
        extent,
        note: Some(note.to_owned()),
    }
}

fn seen(two: &Two, by: &Visitor, seq: u64) -> Option<NamedScreening> {
    let looked = two.world.store().look(by, When::Now, |look| {
        let seen = look.screening(seq)?;
        Ok::<_, StoreError>(seen.map(|seen| seen.into_inner()))
    });
    looked.unwrap().flatten()
}

fn answer(two: &Two, link: &Secret, answers: Vec<NewAnswer>) -> Result<usize, (usize, NotDone)> {
    let store = two.world.store();
    store.answer_screening(link.hash(), answers, None)
}

fn decide(two: &Two, by: &Visitor, seq: u64) -> Result<Recorded, NotDone> {
    let reason = Some("契約で補う".to_owned());
    let store = two.world.store();
    store.decide_screening(by, seq, (Outcome::OnConditions, reason), None)
}

#[test]
fn who_is_asked_answers_by_link_and_corrects_until_it_is_decided() {
    let two = Two::new();
    let store = two.world.store();
    let (seq, link) = opened(&two);
    let asked = store.asked_by_link(link.hash()).unwrap().unwrap();
    assert_eq!(asked.get().from[0].text, "髙橋株式会社");
    let first = vec![
        says(Concern::Devices, Extent::NotYet, "来年度"),
        says(Concern::Adherence, Extent::InPlace, ""),
    ];
    assert_eq!(answer(&two, &link, first), Ok(2));
    let corrected = vec![says(Concern::Devices, Extent::Partly, "貸与のみ")];
    let star = NewStar {
        standing: StarStanding::Planned,
        star: Some(Star::Three),
        until: None,
    };
    let said = store.answer_screening(link.hash(), corrected, Some(star));
    assert_eq!(said, Ok(2));
    let asked = store.asked_by_link(link.hash()).unwrap().unwrap();
    let said = asked.get().concerns.iter().filter(|one| one.1.is_some());
    assert_eq!((said.count(), asked.get().star.is_some()), (2, true));
    let screening = seen(&two, &two.owner(), seq).unwrap().screening;
    let devices = screening.concerns.iter();
    let mut devices = devices.filter(|one| one.concern == Concern::Devices);
    let devices = devices.next().unwrap();
    let last = devices.answer.as_ref().unwrap();
    assert_eq!(last.note, Some(Note::Text("貸与のみ".to_owned())));
    assert_eq!(devices.before.len(), 1);
    decide(&two, &two.owner(), seq).unwrap();
    assert_eq!(store.asked_by_link(link.hash()).unwrap(), None);
    let late = answer(&two, &link, vec![]);
    assert_eq!(late, Err((0, NotDone::Absent)));
    let done = seen(&two, &two.owner(), seq).unwrap().screening;
    assert_eq!(done.stage, Stage::Decided);
}

#[test]
fn all_answers_are_recorded_or_none() {
    let two = Two::new();
    let (seq, link) = opened(&two);
    let long = "長".repeat(1_001);
    for (wrong, refusal) in [
        (
            says(Concern::Evidence, Extent::NotApplicable, " "),
            Refusal::NoReason,
        ),
        (
            says(Concern::Responsibility, Extent::InPlace, ""),
            Refusal::NotAsked,
        ),
        (
            says(Concern::Evidence, Extent::InPlace, &long),
            Refusal::UnfitText,
        ),
    ] {
        let answers = vec![says(Concern::Devices, Extent::InPlace, ""), wrong];
        assert_eq!(answer(&two, &link, answers), Err((1, refusal.into())));
    }
    let screening = seen(&two, &two.owner(), seq).unwrap().screening;
    assert_eq!(screening.answered, 0);
}

#[test]
fn a_link_that_works_no_more_answers_as_one_that_never_was() {
    let two = Two::new();
    let (store, owner) = (two.world.store(), two.owner());
    let (seq, first) = opened(&two);
    let never = Secret::new([9; 32]);
    let dead = |link: &Secret| {
        assert_eq!(store.asked_by_link(link.hash()).unwrap(), None);
        assert_eq!(answer(&two, link, vec![]), Err((0, NotDone::Absent)));
        let side = store.look_by_link(link.hash(), |_, _| Ok::<_, StoreError>(()));
        assert_eq!(side.unwrap(), None, "nor does it open an engagement");
        assert_eq!(store.offer(link.hash()).unwrap(), None);
    };
    dead(&never);
    let expires = two.world.clock.now().plus(2 * DAY);
    let given = store.link_screening(&owner, seq, expires);
    let (_, second) = given.unwrap();
    dead(&first);
    assert_eq!(answer(&two, &second, vec![]), Ok(0));
    let links = seen(&two, &owner, seq).unwrap().screening.links;
    let live = links.iter().find(|one| !one.revoked).unwrap().link;
    store.unlink_screening(&owner, seq, live).unwrap();
    dead(&second);
    let (_, third) = store.link_screening(&owner, seq, expires).unwrap();
    two.world.clock.turn(2 * DAY);
    dead(&third);
    let expires = two.world.clock.now().plus(2 * DAY);
    let (_, fourth) = store.link_screening(&owner, seq, expires).unwrap();
    store.withdraw(&owner).unwrap();
    let left = store.asked_by_link(fourth.hash()).unwrap();
    assert_eq!(left, None, "its organisation left");
}

#[test]
fn who_answers_too_often_waits() {
    let two = Two::new();
    let (_, link) = opened(&two);
    // Two turns each; what is refused costs them too.
    let wrong = || {
        let alone = says(Concern::Evidence, Extent::NotApplicable, "");
        vec![says(Concern::Devices, Extent::InPlace, ""), alone]
    };
    for _ in 0..30 {
        let refusal = Refusal::NoReason.into();
        assert_eq!(answer(&two, &link, wrong()), Err((1, refusal)));
    }
    for form in [wrong(), vec![]] {
        let again = answer(&two, &link, form);
        assert!(matches!(again, Err((0, NotDone::TooOften(_)))), "{again:?}");
    }
    two.world.clock.turn(2 * 60_000);
    assert_eq!(
        answer(
            &two,
            &link,
            vec![says(Concern::Devices, Extent::InPlace, "")]
        ),
        Ok(1)
    );
}

#[test]
fn what_was_said_already_is_not_said_again() {
    let two = Two::new();
    let (seq, link) = opened(&two);
    let form = || {
        vec![
            says(Concern::Devices, Extent::Partly, "貸与のみ"),
            says(Concern::Adherence, Extent::InPlace, ""),
        ]
    };
    assert_eq!(answer(&two, &link, form()), Ok(2));
    assert_eq!(answer(&two, &link, form()), Ok(0));
    let other = vec![says(Concern::Devices, Extent::Partly, "貸与とBYOD")];
    assert_eq!(answer(&two, &link, other), Ok(1));
    assert_eq!(answer(&two, &link, form()), Ok(1), "one of the two");
    let turned = says(Concern::Devices, Extent::Partly, "\u{202e}まだ");
    let refused = answer(&two, &link, vec![turned]);
    assert_eq!(refused, Err((0, Refusal::UnfitText.into())));
    let screening = seen(&two, &two.owner(), seq).unwrap().screening;
    assert_eq!(screening.answered, 2);
}

#[test]
fn who_decides_has_seen_the_last_word() {
    let two = Two::new();
    let (store, owner) = (two.world.store(), two.owner());
    let (seq, link) = opened(&two);
    let before = seen(&two, &owner, seq).unwrap().screening.last;
    let first = vec![says(Concern::Devices, Extent::NotYet, "")];
    answer(&two, &link, first).unwrap();
    let go_on = || (Outcome::GoOn, Some("端末は整っている".to_owned()));
    let outcome = store.decide_screening(&owner, seq, go_on(), Some(before));
    assert_eq!(refused(outcome), Refusal::Stale);
    let due = "2026-12-20".parse().unwrap();
    let outcome = store.adjust_screening(&owner, seq, (due, WEIGHING), Some(before));
    assert_eq!(refused(outcome), Refusal::Stale);
    let last = seen(&two, &owner, seq).unwrap().screening.last;
    store
        .decide_screening(&owner, seq, go_on(), Some(last))
        .unwrap();
    let twice = store.decide_screening(&owner, seq, go_on(), Some(last));
    assert_eq!(refused(twice), Refusal::Stale);
}

#[test]
fn nobody_else_finds_anything_of_it() {
    let two = Two::new();
    let store = two.world.store();
    let (seq, _) = opened(&two);
    let (editor, reader) = (
        two.hire("編集", Role::Editor),
        two.hire("閲覧", Role::Reader),
    );
    let employee = two.hire("従業員", Role::Employee);
    let stranger = two.stranger();
    for sees in [&editor, &reader] {
        assert!(seen(&two, sees, seq).is_some());
        assert_eq!(refused(decide(&two, sees, seq)), Refusal::NotPermitted);
        let outcome = store.open_screening(sees, new(&two));
        assert_eq!(refused(outcome), Refusal::NotPermitted);
    }
    for blind in [&employee, &stranger] {
        assert_eq!(seen(&two, blind, seq), None);
    }
    let elsewhere = decide(&two, &stranger, seq);
    assert_eq!(refused(elsewhere), Refusal::NoSuchScreening);
    store
        .end_role(&two.owner(), reader.person, Role::Reader)
        .unwrap();
    assert_eq!(seen(&two, &reader, seq), None, "who is a member no more");
    let expires = two.world.clock.now().plus(DAY);
    let token = store.issue_token(&two.owner(), vec![Scope::State], expires);
    let program = store.visitor_by_token(&token.unwrap().2).unwrap().unwrap();
    assert_eq!(refused(decide(&two, &program, seq)), Refusal::NotPermitted);
}

#[test]
fn what_is_said_of_people_can_be_erased() {
    let two = Two::new();
    let store = two.world.store();
    let (seq, link) = opened(&two);
    answer(
        &two,
        &link,
        vec![says(Concern::Devices, Extent::NotYet, "担当は佐藤")],
    )
    .unwrap();
    let before = seen(&two, &two.owner(), seq).unwrap().screening;
    let answered = before.concerns[0].answer.as_ref().unwrap().seq;
    let editor = two.hire("編集", Role::Editor);
    let outcome = store.erase_of_screening(&editor, seq, answered);
    assert_eq!(refused(outcome), Refusal::NotPermitted);
    assert_eq!(
        refused(store.erase_note(&editor, answered)),
        Refusal::NotPermitted
    );
    let (other, _) = opened(&two);
    let outcome = store.erase_of_screening(&two.owner(), other, answered);
    assert_eq!(outcome, Err(NotDone::Absent), "it is of another screening");
    for line in [seq, answered] {
        store.erase_of_screening(&two.owner(), seq, line).unwrap();
    }
    let after = seen(&two, &two.owner(), seq).unwrap().screening;
    assert_eq!(after.contact, Some(Note::Redacted));
    let note = after.concerns[0].answer.as_ref().unwrap().note.clone();
    assert_eq!(note, Some(Note::Redacted));
}

#[test]
fn all_of_it_on_postgres() {
    crate::tests::fixture::on_postgres!(
        who_is_asked_answers_by_link_and_corrects_until_it_is_decided,
        all_answers_are_recorded_or_none,
        a_link_that_works_no_more_answers_as_one_that_never_was,
        who_answers_too_often_waits,
        what_was_said_already_is_not_said_again,
        who_decides_has_seen_the_last_word,
        nobody_else_finds_anything_of_it,
        what_is_said_of_people_can_be_erased,
    );
}
