//! Histories from a seed: several organisations, what they share, a clock that jumps, restarts, drafts of every sort from people with
//! and without the right; and an auditor who believes nothing but bytes, receipts and checkpoints kept outside.
//!
//! `TORIKIME_HISTORIES=5000` plays more of them. A failure names the seed.

use std::collections::{BTreeMap, BTreeSet};

use ledger::admission::{Actor, Draft, Now, admit};
use ledger::body::Body;
use ledger::body::house::{Invited, Joined, Profiled, Role, RoleEnded, RoleGranted, Stated, Value};
use ledger::body::shared::{Closed, SideStated, View};
use ledger::bytes::Canonical;
use ledger::chain;
use ledger::entry::{Author, Entry, Means, Way};
use ledger::export::{Kept, verify};
use ledger::hash::Hash;
use ledger::id::{LedgerId, LinkId, OrganisationId, PersonId};
use ledger::journal::Leaf;
use ledger::journal::checkpoint::Note;
use ledger::journal::tree;
use ledger::organisation::Profile;
use ledger::sealed::Opening;
use ledger::state::State;

use super::fixture::{World, engagement, founded, opened, opening, organisation, person, setup};
use crate::engine::Sight;
use crate::error::NotRecorded;
use crate::read::Placed;

const ORGANISATIONS: u8 = 4;
const PEOPLE: u8 = 6;

/// What a seed draws.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u8) -> u8 {
        self.0 += 1;
        let Hash(bytes) = Hash::of("dice", &[&self.0.to_be_bytes()]);
        bytes[0] % limit
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::from(self.below(of.len() as u8))]
    }

    fn day(&mut self) -> jiff::civil::Date {
        jiff::civil::date(2026, 11, 1 + self.below(28) as i8)
    }

    fn person(&mut self) -> PersonId {
        person(1 + self.below(PEOPLE))
    }

    fn note(&mut self) -> Option<Opening> {
        (self.below(2) == 0).then(|| opening(&format!("覚え{}", self.below(9))))
    }
}

/// What the auditor kept of everything that was acknowledged.
#[derive(Default)]
struct Auditor {
    lines: BTreeMap<LedgerId, Vec<Placed>>,
    kept: Vec<(LedgerId, Kept)>,
    notes: Vec<Note>,
}

impl Auditor {
    fn keep(&mut self, world: &World, placed: Placed) {
        let receipt = world.see(|read| read.receipt(placed.index)).unwrap();
        assert!(receipt.holds(&world.store().verifier()));
        assert_eq!(
            (receipt.leaf.ledger, receipt.leaf.seq),
            (placed.entry.ledger, placed.entry.seq)
        );
        self.notes.push(receipt.note.clone());
        self.kept
            .push((placed.entry.ledger, Kept::Receipt(receipt)));
        self.lines
            .entry(placed.entry.ledger)
            .or_default()
            .push(placed);
    }

    fn audit(&self, world: &World) {
        let mut leaves = BTreeMap::new();
        for (ledger, acknowledged) in &self.lines {
            let stored = world.see(|read| read.entries(*ledger, 0, 1 << 40));
            assert_eq!(
                &stored, acknowledged,
                "what was acknowledged, no more and no less"
            );
            self.ledger(world, *ledger, &stored);
            leaves.extend(
                stored
                    .iter()
                    .map(|placed| (placed.index, leaf(&placed.entry))),
            );
        }
        self.journal(world, leaves);
    }

    fn ledger(&self, world: &World, ledger: LedgerId, stored: &[Placed]) {
        let bytes: Vec<Vec<u8>> = stored
            .iter()
            .map(|placed| placed.entry.to_bytes())
            .collect();
        let chain = chain::read(ledger, &bytes).unwrap();
        let state = world.see(|read| read.state(ledger));
        assert_eq!(
            State::of(ledger, &chain.entries),
            *state,
            "replay equals state"
        );
        readmitted(&chain.entries);
        let since: BTreeSet<u64> = self.notes.iter().map(|note| note.checkpoint.size).collect();
        let since: Vec<u64> = since.into_iter().collect();
        let export = world.see(|read| read.export(ledger, &since)).unwrap();
        let kept: Vec<Kept> = self
            .kept
            .iter()
            .filter(|(of, _)| *of == ledger)
            .map(|(_, kept)| kept.clone())
            .collect();
        let verifier = world.store().verifier();
        let verdict = verify(&export, &verifier.origin, &[verifier.key], &kept);
        assert_eq!(verdict.findings, []);
    }

    /// The root is that of the leaves, and every checkpoint ever signed is of a beginning of them.
    fn journal(&self, world: &World, mut leaves: BTreeMap<u64, Hash>) {
        let note = world.see(|read| read.note());
        let server = world.see(|read| {
            let listed = read.heads(ledger::id::LedgerKind::Server, None, 9)?;
            read.entries(listed[0].ledger, 0, 1 << 40)
        });
        leaves.extend(
            server
                .iter()
                .map(|placed| (placed.index, leaf(&placed.entry))),
        );
        let hashes: Vec<Hash> = leaves.values().copied().collect();
        assert_eq!(leaves.len() as u64, note.checkpoint.size);
        assert_eq!(
            tree::root(&hashes[..], note.checkpoint.size).unwrap(),
            note.checkpoint.root
        );
        for old in &self.notes {
            let size = old.checkpoint.size;
            assert_eq!(tree::root(&hashes[..], size).unwrap(), old.checkpoint.root);
        }
    }
}

fn leaf(entry: &Entry) -> Hash {
    Leaf {
        ledger: entry.ledger,
        seq: entry.seq,
        head: entry.hash(),
    }
    .hash()
}

/// Every entry is one that admission would let in again after those before it.
fn readmitted(entries: &[Entry]) {
    for (at, entry) in entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.ledger.organisation().is_some())
    {
        let state = State::of(entry.ledger, &entries[..at]);
        let draft = Draft {
            corrects: entry.corrects,
            ..Draft::new(entry.ledger, entry.body.clone())
        };
        let actor = Actor {
            author: entry.author,
            roles: BTreeSet::new(),
            scopes: Vec::new(),
        };
        let now = Now {
            moment: entry.recorded,
            offset: ledger::moment::Offset::JAPAN,
        };
        assert_eq!(admit(&state, draft, now, &actor).as_ref(), Ok(entry));
    }
}

fn actor(person: PersonId, organisation: OrganisationId, means: Means, roles: &[Role]) -> Actor {
    let author = Author {
        person: Some(person),
        organisation: Some(organisation),
        means,
    };
    Actor {
        author,
        roles: roles.iter().copied().collect(),
        scopes: Vec::new(),
    }
}

/// A draft of a house's own ledger, sensible or not.
fn house_draft(dice: &mut Dice, world: &World) -> (Draft, Actor, Vec<Opening>) {
    let number = 1 + dice.below(ORGANISATIONS);
    let home = organisation(number);
    let elsewhere = dice.below(8) == 0;
    let acts_for = if elsewhere {
        organisation(1 + dice.below(ORGANISATIONS))
    } else {
        home
    };
    let link = LinkId([dice.below(12); 16]);
    let mut means = Means::from(Way::Session);
    let (note, role) = (dice.note(), dice.one(Role::ALL));
    let body = house_body(dice, world, link, note.as_ref(), role);
    if matches!(body, Body::Joined(_)) {
        means = Means {
            way: Way::Link,
            token: None,
            link: Some(link),
        };
    }
    let openings = if matches!(body, Body::Stated(_)) {
        note.into_iter().collect()
    } else {
        Vec::new()
    };
    let corrects = (dice.below(9) == 0).then(|| u64::from(dice.below(20)));
    // Mostly the owner: most drafts should come to something.
    let who = if dice.below(3) == 0 {
        dice.person()
    } else {
        person(number)
    };
    let actor = actor(who, acts_for, means, &[]);
    (
        Draft {
            corrects,
            ..Draft::new(home, body)
        },
        actor,
        openings,
    )
}

/// What might stand in a house's own ledger.
fn house_body(
    dice: &mut Dice,
    world: &World,
    link: LinkId,
    note: Option<&Opening>,
    role: Role,
) -> Body {
    match dice.below(10) {
        0 => Invited {
            link,
            role: Some(role),
            role_until: None,
            expires: world.clock.now().plus(86_400_000),
        }
        .into(),
        1 | 2 => Joined {
            link,
            person: dice.person(),
        }
        .into(),
        3 => RoleGranted {
            person: dice.person(),
            role,
            until: None,
        }
        .into(),
        4 => RoleEnded {
            person: dice.person(),
            role,
        }
        .into(),
        5 => Profiled {
            profile: Profile::default(),
        }
        .into(),
        _ => {
            let item = dice.one(&["rule.a", "rule.b"]).parse().unwrap();
            Stated {
                item,
                value: dice.one(Value::ALL),
                from: dice.day(),
                note: note.map(Opening::seal),
            }
            .into()
        }
    }
}

/// A draft of a shared ledger, by an owner of some organisation.
fn shared_draft(dice: &mut Dice) -> (Draft, Actor, Vec<Opening>) {
    let number = 1 + dice.below(2);
    let side = if dice.below(5) == 0 {
        1 + dice.below(ORGANISATIONS)
    } else {
        number + dice.below(2)
    };
    let actor = actor(
        person(side),
        organisation(side),
        Way::Session.into(),
        &[dice.one(&[Role::Owner, Role::Owner, Role::Editor, Role::Reader])],
    );
    let (body, openings): (Body, Vec<Opening>) = match dice.below(30) {
        0..4 => (opened(number, number + 1), Vec::new()),
        4 => (Closed { on: dice.day() }.into(), Vec::new()),
        _ => {
            let item = dice.one(&["require.a", "require.b"]).parse().unwrap();
            (
                SideStated {
                    item,
                    value: dice.one(View::ALL),
                    from: dice.day(),
                    note: None,
                }
                .into(),
                Vec::new(),
            )
        }
    };
    (Draft::new(engagement(number), body), actor, openings)
}

fn play(seed: u64, steps: u32) -> usize {
    let mut world = World::sqlite();
    let (mut dice, mut auditor, mut refused) = (Dice(seed << 20), Auditor::default(), 0);
    for number in 1..=ORGANISATIONS {
        let placed = world
            .record(
                Draft::new(organisation(number), founded(number)),
                &setup(),
                &[],
            )
            .unwrap();
        auditor.keep(&world, placed);
    }
    for _ in 0..steps {
        match dice.below(12) {
            0 => world.clock.turn(i64::from(dice.below(200)) * 3_600_000),
            1 => world.clock.turn(-i64::from(dice.below(10)) * 60_000),
            2 => world.reopen(),
            chance => {
                let (draft, actor, openings) = if chance < 5 {
                    shared_draft(&mut dice)
                } else {
                    house_draft(&mut dice, &world)
                };
                match world.record(draft, &actor, &openings) {
                    Ok(placed) => auditor.keep(&world, placed),
                    Err(NotRecorded::Refused(_)) => refused += 1,
                    Err(NotRecorded::Failed(error)) => panic!("seed {seed}: {error}"),
                }
            }
        }
    }
    auditor.audit(&world);
    let kept: usize = auditor.lines.values().map(Vec::len).sum();
    assert!(
        world
            .store()
            .read_as(Sight::All, |read| read.note())
            .is_ok()
    );
    println!("seed {seed}: {kept} recorded, {refused} refused");
    kept
}

#[test]
fn histories_stand_before_an_auditor() {
    let histories = std::env::var("TORIKIME_HISTORIES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(30);
    let recorded: usize = (1..=histories).map(|seed| play(seed, 60)).sum();
    assert!(
        recorded > 11 * usize::try_from(histories).unwrap(),
        "the dice must let enough through"
    );
}
