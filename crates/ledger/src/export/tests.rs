//! A server that lies in every way it can, and what a kept receipt or checkpoint makes of it.

use super::{Export, Extension, Finding, Kept, verify};
use crate::admission::{Draft, admit};
use crate::body::Body;
use crate::body::house::{Profiled, Stated, Value};
use crate::body::term::{TermAccepted, Wording};
use crate::bytes::Canonical;
use crate::entry::{Entry, Way};
use crate::hash::Hash;
use crate::id::OrganisationId;
use crate::journal::Leaf;
use crate::journal::checkpoint::{Checkpoint, Note};
use crate::journal::receipt::Receipt;
use crate::journal::tree::{consistency, inclusion, root};
use crate::organisation::Profile;
use crate::samples::terms::{Talk, client, vendor};
use crate::samples::{ENGAGEMENT, HOUSE, actor, founding, noon, opening, person};
use crate::signature::PrivateKey;
use crate::state::State;

const ORIGIN: &str = "t.example";

fn key() -> PrivateKey {
    PrivateKey::new(&[1; 32])
}

/// A server with one ledger of ours and appends of others between.
#[derive(Clone)]
struct Server {
    entries: Vec<Entry>,
    leaves: Vec<Leaf>,
    epoch: u64,
}

impl Server {
    fn new(statements: u64) -> Self {
        let mut server = Self {
            entries: Vec::new(),
            leaves: Vec::new(),
            epoch: 0,
        };
        server.record(founding(), 0, Way::Setup);
        for day in 0..statements {
            server.state(Value::ALL[day as usize % 3], day as i64);
        }
        server
    }

    fn state(&mut self, value: Value, day: i64) {
        let note = Some(opening("理由").seal());
        let stated = Stated {
            item: "rule.byod".parse().unwrap(),
            value,
            from: noon(day).today(),
            note,
        };
        self.record(Draft::new(HOUSE, stated), day, Way::Session);
    }

    fn record(&mut self, draft: Draft, day: i64, way: Way) {
        let state = State::of(HOUSE.into(), &self.entries);
        let entry = admit(&state, draft, noon(day), &actor('a', HOUSE, way)).unwrap();
        self.leaves.push(Leaf {
            ledger: entry.ledger,
            seq: entry.seq,
            head: entry.hash(),
        });
        self.entries.push(entry);
        let other = Leaf {
            ledger: OrganisationId([9; 16]).into(),
            seq: self.leaves.len() as u64,
            head: Hash([day as u8; 32]),
        };
        self.leaves.push(other);
    }

    fn hashes(&self) -> Vec<Hash> {
        self.leaves.iter().map(Leaf::hash).collect()
    }

    fn note(&self) -> Note {
        let size = self.leaves.len() as u64;
        let root = root(&self.hashes()[..], size).unwrap();
        Checkpoint {
            origin: ORIGIN.to_owned(),
            size,
            root,
            epoch: self.epoch,
        }
        .signed(&key())
    }

    fn receipt(&self, seq: usize) -> Receipt {
        let index = 2 * seq as u64;
        let proof = inclusion(&self.hashes()[..], index, self.leaves.len() as u64).unwrap();
        Receipt {
            leaf: self.leaves[2 * seq],
            index,
            proof,
            note: self.note(),
        }
    }

    fn export(&self, since: &[u64]) -> Export {
        let lines: Vec<Vec<u8>> = self.entries.iter().map(Canonical::to_bytes).collect();
        let extension = |from: &u64| Extension {
            from: *from,
            proof: consistency(&self.hashes()[..], *from, self.leaves.len() as u64).unwrap(),
        };
        Export::new(
            &lines,
            vec![opening("理由")],
            self.receipt(self.entries.len() - 1),
            since.iter().map(extension).collect(),
        )
    }
}

fn check(export: &Export, kept: &[Kept]) -> String {
    let verdict = verify(export, ORIGIN, &[key().public()], kept);
    let codes: Vec<String> = verdict
        .findings
        .iter()
        .map(|finding| serde_json::to_string(finding).unwrap())
        .collect();
    assert_eq!(
        verdict.holds(),
        verdict.findings.iter().all(Finding::is_open)
    );
    codes.join(" ")
}

#[test]
fn an_honest_server_holds() {
    let early = Server::new(3);
    let mut late = early.clone();
    late.state(Value::InForce, 9);
    let kept = [
        Kept::Receipt(early.receipt(2)),
        Kept::Checkpoint(early.note()),
    ];
    assert_eq!(check(&early.export(&[]), &kept), "");
    assert_eq!(check(&late.export(&[8]), &kept), "");
    insta::assert_snapshot!(check(&late.export(&[]), &kept), @r#"{"code":"not-connected","kept":8} {"code":"not-connected","kept":8}"#);
    let json = serde_json::to_string(&late.export(&[8])).unwrap();
    assert_eq!(
        serde_json::from_str::<Export>(&json).unwrap(),
        late.export(&[8])
    );
}

#[test]
fn every_lie_is_found() {
    let honest = Server::new(4);
    let receipt = Kept::Receipt(honest.receipt(4));
    let kept = [receipt.clone(), Kept::Checkpoint(honest.note())];
    let lie = |change: &dyn Fn(&mut Server)| {
        let mut server = honest.clone();
        change(&mut server);
        server
    };
    // The end cut off, journal and all, and signed anew.
    let cut = lie(&|server| {
        server.entries.pop();
        server.leaves.truncate(8);
    });
    insta::assert_snapshot!(check(&cut.export(&[]), &kept), @r#"{"code":"rolled-back","kept":10,"found":8} {"code":"tail-lost","seq":4} {"code":"rolled-back","kept":10,"found":8}"#);
    // An old backup that went on with something else.
    let rewritten = lie(&|server| {
        server.entries.pop();
        server.leaves.truncate(8);
        server.record(
            Draft::new(
                HOUSE,
                Profiled {
                    profile: Profile::default(),
                },
            ),
            5,
            Way::Session,
        );
        server.state(Value::NotKnown, 6);
    });
    insta::assert_snapshot!(check(&rewritten.export(&[10]), &kept), @r#"{"code":"forked","kept":10} {"code":"rewritten","seq":4} {"code":"forked","kept":10}"#);
    // The same, confessed as a restore: the epoch is higher, what is lost is still found.
    let restored = Server {
        epoch: 1,
        ..rewritten
    };
    insta::assert_snapshot!(check(&restored.export(&[10]), &kept), @r#"{"code":"forked","kept":10} {"code":"rewritten","seq":4} {"code":"forked","kept":10}"#);
    // Another history of the same length: two truths for two readers.
    let forked = lie(&|server| {
        server.entries.pop();
        server.leaves.truncate(8);
        server.state(Value::NotKnown, 7);
    });
    insta::assert_snapshot!(check(&forked.export(&[]), &kept), @r#"{"code":"forked","kept":10} {"code":"rewritten","seq":4} {"code":"forked","kept":10}"#);
}

#[test]
fn every_change_of_a_file_is_found() {
    let honest = Server::new(2);
    let kept = [Kept::Receipt(honest.receipt(2))];
    let with = |change: &dyn Fn(&mut Export)| {
        let mut export = honest.export(&[]);
        change(&mut export);
        check(&export, &kept)
    };
    insta::assert_snapshot!(with(&|export| { export.entries.pop(); }), @r#"{"code":"other-head"} {"code":"tail-lost","seq":2}"#);
    insta::assert_snapshot!(with(&|export| export.entries.swap(1, 2)), @r#"{"code":"changed","seq":1,"fault":"out-of-place"}"#);
    insta::assert_snapshot!(with(&|export| { export.entries.remove(1); }), @r#"{"code":"changed","seq":1,"fault":"out-of-place"}"#);
    insta::assert_snapshot!(with(&|export| export.entries[1].replace_range(8..12, "////")), @r#"{"code":"changed","seq":1,"fault":"malformed"}"#);
    insta::assert_snapshot!(with(&|export| export.entries[1].push('!')), @r#"{"code":"not-base64","seq":1}"#);
    insta::assert_snapshot!(with(&|export| export.texts[0].text.push('x')), @r#"{"code":"stray-text","text":"38a5bb4a"}"#);
    insta::assert_snapshot!(with(&|export| export.texts.clear()), @"");
    insta::assert_snapshot!(with(&|export| export.head.index = 2), @r#"{"code":"head-not-proved"}"#);
    insta::assert_snapshot!(with(&|export| export.format = "other".to_owned()), @r#"{"code":"other-format"}"#);
    let stranger = Server::new(2)
        .note()
        .checkpoint
        .signed(&PrivateKey::new(&[2; 32]));
    insta::assert_snapshot!(with(&|export| export.head.note = stranger.clone()), @r#"{"code":"other-key"}"#);
}

/// Each single byte of each line: no change goes unnoticed, wherever it lies.
#[test]
fn no_byte_can_change() {
    let honest = Server::new(2);
    let lines: Vec<Vec<u8>> = honest.entries.iter().map(Canonical::to_bytes).collect();
    for (at, line) in lines.iter().enumerate() {
        for byte in 0..line.len() {
            let mut changed = lines.clone();
            changed[at][byte] ^= 1 << (byte % 8);
            let export = Export::new(&changed, vec![], honest.receipt(2), vec![]);
            assert_ne!(check(&export, &[]), "", "line {at}, byte {byte}");
        }
    }
}

/// Acceptances signed by other keys, for other words, too late or after other lines, by a server that links its lines rightly.
#[test]
fn a_forged_acceptance_is_found() {
    let mut talk = Talk::begun();
    let from = noon(1).today();
    talk.propose(1, &client(), "rule.byod", Wording::new("使わない", from));
    talk.propose(
        1,
        &client(),
        "rule.takeout",
        Wording::new("持ち出さない", from),
    );
    talk.accept(1, &vendor(), "rule.byod");
    let found = |change: &dyn Fn(&mut Entry)| {
        let mut entries = talk.entries.clone();
        change(entries.last_mut().unwrap());
        let lines: Vec<_> = entries.iter().map(Canonical::to_bytes).collect();
        let chain = crate::chain::read(ENGAGEMENT.into(), lines).unwrap();
        super::acceptances(ENGAGEMENT.into(), &chain)
    };
    let forged = [Finding::UnfitSignature { seq: 5 }];
    let body = |change: fn(&mut TermAccepted)| {
        move |entry: &mut Entry| match &mut entry.body {
            Body::TermAccepted(body) => change(body),
            _ => panic!("an acceptance"),
        }
    };
    assert_eq!(found(&|_| ()), []);
    assert_eq!(
        found(&|entry| entry.author.person = Some(person('a'))),
        forged
    );
    assert_eq!(found(&|entry| entry.recorded = noon(2).moment), forged);
    assert_eq!(found(&body(|body| body.proposal = 4)), forged);
    assert_eq!(found(&body(|body| body.hash = Hash([1; 32]))), forged);
    assert_eq!(
        found(&body(|body| body.item = "rule.takeout".parse().unwrap())),
        forged
    );
    assert_eq!(
        found(&body(|body| body
            .assertion
            .as_mut()
            .unwrap()
            .signature
            .0[9] ^= 1)),
        forged
    );
    assert_eq!(
        found(&body(|body| body.assertion = None)),
        forged,
        "nobody chose that"
    );
}
