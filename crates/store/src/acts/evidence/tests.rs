//! Evidence between two organisations: given, reviewed, erased; who finds nothing; and what is on disk when something breaks off.

use std::fs;

use jiff::civil::Date;
use ledger::admission::Refusal;
use ledger::body::house::Role;
use ledger::id::EngagementId;
use ledger::view::Note;
use ledger::view::evidence::{EvidenceView, Worth};

use super::{NewEvidence, NewFile};
use crate::acts::tests::{Two, refused};
use crate::acts::{NotDone, Recorded};
use crate::door::{Visitor, When};
use crate::error::{Code, StoreError};
use crate::sniff::Unfit;
use crate::tests::fixture::on_postgres;

const DAY: i64 = 86_400_000;
const PDF: &[u8] = b"%PDF-1.7 certificate";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A client and a vendor with an engagement.
pub(crate) struct Proving {
    pub two: Two,
    pub id: EngagementId,
    client: Visitor,
}

/// Evidence without a file.
pub(crate) fn fact(text: &str) -> NewEvidence {
    NewEvidence {
        item: "require.byod".parse().unwrap(),
        answers: None,
        fact: Some(text.to_owned()),
        file: None,
        from: day("2026-10-01"),
        until: Some(day("2026-10-31")),
        expires: None,
    }
}

pub(crate) fn file(name: &str, bytes: &[u8]) -> NewEvidence {
    let file = NewFile {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    };
    NewEvidence {
        file: Some(file),
        fact: None,
        ..fact("")
    }
}

impl Proving {
    pub fn new() -> Self {
        let two = Two::new();
        let id = two.engaged(&two.owner(), &two.stranger());
        let client = two.owner();
        Self { two, id, client }
    }

    fn give(&self, by: &Visitor, new: NewEvidence) -> Result<Recorded, NotDone> {
        self.two.world.store().give_evidence(by, self.id, new)
    }

    fn review(
        &self,
        by: &Visitor,
        seq: u64,
        accepts: bool,
        why: &str,
    ) -> Result<Recorded, NotDone> {
        let store = self.two.world.store();
        store.review_evidence(by, self.id, (seq, accepts), Some(why.to_owned()))
    }

    fn seen_at(&self, by: &Visitor, when: When) -> Option<EvidenceView> {
        let seen = self.two.world.store().look_at(by, self.id, when, |look| {
            Ok::<_, StoreError>(look.evidence()?.map(|seen| seen.into_inner().evidence))
        });
        seen.unwrap().flatten()
    }

    fn seen(&self, by: &Visitor) -> Option<EvidenceView> {
        self.seen_at(by, When::Now)
    }

    fn worth(&self, seq: u64) -> Worth {
        let seen = self.seen(&self.client).unwrap();
        let piece = seen.pieces.into_iter().find(|piece| piece.seq == seq);
        piece.unwrap().worth
    }

    /// Name and bytes of a file, as somebody gets them.
    fn saved(&self, by: &Visitor, seq: u64) -> Option<(String, Vec<u8>)> {
        let store = self.two.world.store();
        let file = store.evidence_file(by, self.id, seq).unwrap()?;
        let file = file.into_inner();
        Some((file.name, file.bytes))
    }

    fn on_disk(&self) -> usize {
        self.two
            .world
            .store()
            .blobs()
            .unwrap()
            .list()
            .unwrap()
            .len()
    }
}

#[test]
fn given_reviewed_and_saved_by_both_sides() {
    let on = Proving::new();
    let (client, vendor) = (on.two.owner(), on.two.stranger());
    let seq = on
        .give(&vendor, file("ISMS 登録証（写し）.pdf", PDF))
        .unwrap()
        .seq;
    let name = "ISMS 登録証（写し）.pdf".to_owned();
    for by in [&client, &vendor] {
        assert_eq!(on.saved(by, seq), Some((name.clone(), PDF.to_vec())));
    }
    assert_eq!(on.worth(seq), Worth::Waits);
    assert_eq!(
        refused(on.review(&vendor, seq, true, "")),
        Refusal::OtherSide
    );
    assert_eq!(
        refused(on.review(&client, seq, false, " ")),
        Refusal::NoRemark
    );
    on.review(&client, seq, false, "期限切れ").unwrap();
    assert_eq!(on.worth(seq), Worth::Returned);
    on.review(&client, seq, true, "").unwrap();
    assert_eq!(on.worth(seq), Worth::Accepted);
    let seen = on.seen(&vendor).unwrap();
    assert_eq!(seen.pieces[0].person, Some(vendor.person));
    let seen = on.seen(&client).unwrap();
    assert_eq!(seen.pieces[0].person, None, "people across are not named");
    let found = on.two.world.store().verify_all().unwrap();
    assert_eq!(found.findings, []);
}

#[test]
fn evidence_runs_out_and_past_days_show_what_was_known() {
    let on = Proving::new();
    let (client, vendor) = (on.two.owner(), on.two.stranger());
    let new = NewEvidence {
        expires: Some(day("2026-11-23")),
        ..fact("研修を実施")
    };
    let seq = on.give(&vendor, new).unwrap().seq;
    on.review(&client, seq, true, "").unwrap();
    assert_eq!(on.worth(seq), Worth::Accepted);
    on.two.world.clock.turn(3 * DAY);
    assert_eq!(on.worth(seq), Worth::Over);
    let past = on.seen_at(&client, When::EndOf(day("2026-11-22"))).unwrap();
    assert_eq!(past.pieces[0].worth, Worth::Accepted);
    let before = on.seen_at(&client, When::EndOf(day("2026-11-20")));
    assert!(before.is_none(), "there was no engagement yet");
}

#[test]
fn asked_answered_returned_and_taken_back() {
    let on = Proving::new();
    let (client, vendor) = (on.two.owner(), on.two.stranger());
    let store = on.two.world.store();
    let item = "require.byod".parse().unwrap();
    let asked = (item, Some("登録証".to_owned()), day("2026-12-01"));
    let asked = store.ask_evidence(&client, on.id, asked).unwrap().seq;
    let open = || on.seen(&vendor).unwrap().asked[0].open;
    let row = || {
        let rows = on.two.world.store().engagements(&vendor).unwrap().unwrap();
        let row = rows.into_iter().next().unwrap().into_inner();
        (row.to_show, row.to_review)
    };
    assert_eq!((open(), row()), (true, (Some((1, day("2026-12-01"))), 0)));
    let answer = NewEvidence {
        answers: Some(asked),
        ..file("登録証.pdf", PDF)
    };
    let seq = on.give(&vendor, answer).unwrap().seq;
    assert_eq!((open(), row()), (false, (None, 0)));
    on.review(&client, seq, false, "写りが悪い").unwrap();
    assert!(open() && on.seen(&vendor).unwrap().asked[0].returned);
    on.review(&client, seq, true, "").unwrap();
    assert!(!open());
    let theirs = store.unask_evidence(&vendor, on.id, asked);
    assert_eq!(refused(theirs), Refusal::OtherSide);
    store.unask_evidence(&client, on.id, asked).unwrap();
    assert!(on.seen(&vendor).unwrap().asked[0].unasked);
}

#[test]
fn what_was_erased_is_in_no_file_and_breaks_nothing() {
    let on = Proving::new();
    let (client, vendor) = (on.two.owner(), on.two.stranger());
    let new = NewEvidence {
        fact: Some("山田の受講票".to_owned()),
        ..file("山田.pdf", PDF)
    };
    let seq = on.give(&vendor, new).unwrap().seq;
    let store = on.two.world.store();
    let theirs = store.withdraw_evidence(&client, on.id, seq, true);
    assert_eq!(refused(theirs), Refusal::OtherSide);
    store.withdraw_evidence(&vendor, on.id, seq, false).unwrap();
    assert!(on.saved(&client, seq).is_some(), "withdrawn is on record");
    store.withdraw_evidence(&vendor, on.id, seq, true).unwrap();
    assert_eq!((on.saved(&client, seq), on.on_disk()), (None, 0));
    let piece = on.seen(&client).unwrap().pieces.remove(0);
    assert_eq!(piece.fact, Some(Note::Redacted));
    assert_eq!(piece.file.unwrap().name, Note::Redacted);
    assert_eq!(store.verify_all().unwrap().findings, []);
    let erasures = store.erasures().unwrap();
    assert_eq!(erasures.texts.len(), 2, "after a restore both go again");
}

#[test]
fn a_restored_file_that_was_erased_goes_again() {
    let on = Proving::new();
    let vendor = on.two.stranger();
    let seq = on.give(&vendor, file("山田.pdf", PDF)).unwrap().seq;
    let store = on.two.world.store();
    let state = on.two.world.see(|read| read.state(on.id.into()));
    let pieces = &state.shared().unwrap().evidence.pieces;
    let name = pieces[&seq].given.file.unwrap().name;
    let mut erasures = crate::erasures::Erasures::default();
    erasures.texts.insert((on.id.into(), name));
    let repeated = store.erase_again(erasures).unwrap();
    assert_eq!((repeated.texts, on.on_disk()), (1, 0));
    assert_eq!(on.saved(&vendor, seq), None);
}

#[test]
fn an_erased_file_that_would_not_go_is_tried_again() {
    let on = Proving::new();
    let vendor = on.two.stranger();
    let seq = on.give(&vendor, file("山田.pdf", PDF)).unwrap().seq;
    let given = on.seen(&vendor).unwrap().pieces.remove(0).file.unwrap();
    let name = given.hash.to_string();
    let shelves = on.two.world.files.path().join(crate::blobs::FOLDER);
    let path = shelves.join(&name[..2]).join(&name);
    // What is no file is not removed as one.
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let store = on.two.world.store();
    store.withdraw_evidence(&vendor, on.id, seq, true).unwrap();
    let stays = store.take_away().map_err(|error| error.code);
    assert_eq!(stays, Err(Code::Disk));
    fs::remove_dir(&path).unwrap();
    fs::write(&path, PDF).unwrap();
    assert_eq!(store.take_away(), Ok(1));
    assert!(!path.exists());
    assert_eq!(store.take_away(), Ok(0));
}

#[test]
fn who_left_still_erases_but_gives_nothing() {
    let on = Proving::new();
    let vendor = on.two.stranger();
    let seq = on.give(&vendor, file("山田.pdf", PDF)).unwrap().seq;
    let store = on.two.world.store();
    store.withdraw(&vendor).unwrap();
    assert_eq!(refused(on.give(&vendor, fact("x"))), Refusal::Closed);
    store.withdraw_evidence(&vendor, on.id, seq, true).unwrap();
    assert_eq!((on.saved(&on.client, seq), on.on_disk()), (None, 0));
}

#[test]
fn the_same_file_of_two_organisations_is_two_and_tells_nobody() {
    let on = Proving::new();
    let (client, vendor) = (on.two.owner(), on.two.stranger());
    let ours = on.give(&client, file("a.pdf", PDF)).unwrap().seq;
    let theirs = on.give(&vendor, file("a.pdf", PDF)).unwrap().seq;
    let again = on.give(&vendor, file("a.pdf", PDF)).unwrap().seq;
    assert_eq!(on.on_disk(), 3);
    let seen = on.seen(&client).unwrap();
    let hashes = seen
        .pieces
        .iter()
        .map(|piece| piece.file.as_ref().unwrap().hash);
    let hashes: std::collections::BTreeSet<_> = hashes.collect();
    assert_eq!(hashes.len(), 3);
    assert!(!hashes.contains(&ledger::hash::Hash::plain(PDF)));
    let store = on.two.world.store();
    store
        .withdraw_evidence(&vendor, on.id, theirs, true)
        .unwrap();
    for seq in [ours, again] {
        assert!(on.saved(&client, seq).is_some());
    }
}

#[test]
fn others_find_nothing_and_leave_nothing_behind() {
    let on = Proving::new();
    let (client, vendor) = (on.two.owner(), on.two.stranger());
    let seq = on.give(&vendor, file("a.pdf", PDF)).unwrap().seq;
    let third = on.two.newcomer("第三");
    let elsewhere = on.two.engaged(&client, &third);
    let employee = on.two.hire("社員", Role::Employee);
    let left = on.two.hire("退職者", Role::Editor);
    let store = on.two.world.store();
    store.end_role(&client, left.person, Role::Editor).unwrap();
    for by in [&third, &employee, &left] {
        assert_eq!((on.seen(by), on.saved(by, seq)), (None, None));
        assert!(on.give(by, file("b.pdf", PDF)).is_err());
        assert!(on.review(by, seq, true, "").is_err());
        assert!(store.withdraw_evidence(by, on.id, seq, true).is_err());
    }
    // Another engagement of the same client: its lines are its own.
    let through = store.evidence_file(&client, elsewhere, seq).unwrap();
    assert!(through.is_none());
    for line in [0, seq + 1, u64::MAX] {
        assert_eq!(on.saved(&client, line), None);
    }
    let reader = on.two.hire("閲覧者", Role::Reader);
    assert!(on.saved(&reader, seq).is_some());
    assert_eq!(refused(on.give(&reader, fact("x"))), Refusal::NotPermitted);
    let editor = on.two.hire("記入者", Role::Editor);
    assert_eq!(
        refused(on.review(&editor, seq, true, "")),
        Refusal::NotPermitted
    );
    assert_eq!(on.on_disk(), 1, "what was refused was not kept");
}

#[test]
fn what_is_not_taken_is_kept_nowhere() {
    let on = Proving::new();
    let vendor = on.two.stranger();
    let svg = b"<svg onload='alert(1)'/>";
    for (new, unfit) in [
        (file("a.png", svg), Unfit::Markup),
        (file("a.pdf", b""), Unfit::Empty),
        (
            file("a.pdf", &vec![b' '; 21 * 1024 * 1024]),
            Unfit::TooLarge,
        ),
        (file("a\r\nb.pdf", PDF), Unfit::Name),
    ] {
        assert_eq!(on.give(&vendor, new), Err(NotDone::Unfit(unfit)));
    }
    let nothing = NewEvidence {
        fact: Some("  ".to_owned()),
        ..fact("")
    };
    assert_eq!(refused(on.give(&vendor, nothing)), Refusal::NothingShown);
    let foreign = NewEvidence {
        answers: Some(7),
        ..file("a.pdf", PDF)
    };
    assert_eq!(refused(on.give(&vendor, foreign)), Refusal::NoSuchRequest);
    assert_eq!(on.on_disk(), 0);
}

#[test]
fn so_much_at_once_and_no_more() {
    let on = Proving::new();
    let vendor = on.two.stranger();
    for _ in 0..120 {
        on.give(&vendor, fact("実施")).unwrap();
    }
    let next = on.give(&vendor, fact("実施"));
    assert!(matches!(next, Err(NotDone::TooOften(_))), "{next:?}");
}

#[test]
fn a_file_whose_entry_did_not_come_is_named_by_nobody() {
    let on = Proving::new();
    let vendor = on.two.stranger();
    // Somebody died between the file and its entry.
    on.two.world.store().blobs().unwrap().put(PDF).unwrap();
    on.give(&vendor, file("a.pdf", PDF)).unwrap();
    let blobs = on.two.world.store().blobs().unwrap();
    let looked = on.two.world.see(|read| crate::blobs::look(blobs, read));
    assert_eq!((looked.sound, looked.missing.len()), (2, 0));
    assert_eq!(looked.unnamed, [ledger::hash::Hash::plain(PDF)]);
}

#[test]
fn postgres_says_the_same() {
    on_postgres!(
        given_reviewed_and_saved_by_both_sides,
        asked_answered_returned_and_taken_back,
        what_was_erased_is_in_no_file_and_breaks_nothing,
        a_restored_file_that_was_erased_goes_again,
        an_erased_file_that_would_not_go_is_tried_again,
        who_left_still_erases_but_gives_nothing,
        others_find_nothing_and_leave_nothing_behind,
    );
}
