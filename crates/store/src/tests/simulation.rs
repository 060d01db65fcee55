//! Histories from a seed: several organisations, what they share, a clock that jumps, restarts, crashes in the middle of a write,
//! drafts of every sort from people with and without the right; and an auditor who believes nothing but bytes, receipts and
//! checkpoints kept outside.
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
use crate::engine::failing::Fuse;
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

    /// After a crash: what was being written is there whole or not at all, and if it is there, it counts.
    fn look_after_a_crash(&mut self, world: &World, draft: &Draft) -> bool {
        let known = self.lines.get(&draft.ledger).map_or(0, Vec::len) as u64;
        let mut more = world.see(|read| read.entries(draft.ledger, known, 1 << 40));
        assert!(more.len() <= 1, "one draft was under way");
        let Some(placed) = more.pop() else {
            return false;
        };
        assert_eq!(placed.entry.body, draft.body);
        self.keep(world, placed);
        true
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

/// What became of a history's drafts.
#[derive(Debug, Default, Clone, Copy)]
struct Played {
    refused: usize,
    /// Crashes in a write, and how many of them left it done.
    crashes: usize,
    done: usize,
    kept: usize,
}

/// A world, what an auditor kept of it, and what may stop it.
struct Play {
    world: World,
    fuses: [Fuse; 2],
    auditor: Auditor,
    played: Played,
}

impl Play {
    fn begin() -> Self {
        let (world, fuses) = World::mortal();
        let mut auditor = Auditor::default();
        for number in 1..=ORGANISATIONS {
            let draft = Draft::new(organisation(number), founded(number));
            let placed = world.record(draft, &setup(), &[]).unwrap();
            auditor.keep(&world, placed);
        }
        Self {
            world,
            fuses,
            auditor,
            played: Played::default(),
        }
    }

    fn step(&mut self, dice: &mut Dice) {
        match dice.below(12) {
            0 => self
                .world
                .clock
                .turn(i64::from(dice.below(200)) * 3_600_000),
            1 => self.world.clock.turn(-i64::from(dice.below(10)) * 60_000),
            2 => self.world.reopen(),
            chance => self.draft(dice, chance),
        }
    }

    fn draft(&mut self, dice: &mut Dice, chance: u8) {
        let (draft, actor, openings) = match chance {
            ..5 => shared_draft(dice),
            _ => house_draft(dice, &self.world),
        };
        if dice.below(4) == 0 {
            let fuse = &self.fuses[usize::from(dice.below(2))];
            fuse.set(i64::from(dice.below(26)));
        }
        match self.world.record(draft.clone(), &actor, &openings) {
            Ok(placed) => self.auditor.keep(&self.world, placed),
            Err(NotRecorded::Refused(_)) => self.played.refused += 1,
            Err(NotRecorded::Failed(error)) => {
                let blown = self.fuses.iter().any(Fuse::is_blown);
                assert!(blown, "{error}");
                self.revive(&draft);
            }
        }
        // Also where what was to crash was over before.
        if self.fuses.iter().any(Fuse::is_blown) {
            self.repair();
        }
        self.fuses.iter().for_each(|fuse| fuse.set(i64::MAX));
    }

    fn repair(&mut self) {
        self.fuses.iter().for_each(|fuse| fuse.set(i64::MAX));
        self.world.reopen();
    }

    fn revive(&mut self, draft: &Draft) {
        self.repair();
        self.played.crashes += 1;
        let done = self.auditor.look_after_a_crash(&self.world, draft);
        self.played.done += usize::from(done);
    }
}

fn play(seed: u64, steps: u32) -> Played {
    let mut dice = Dice(seed << 20);
    let mut play = Play::begin();
    for _ in 0..steps {
        play.step(&mut dice);
    }
    play.auditor.audit(&play.world);
    let kept = play.auditor.lines.values().map(Vec::len).sum();
    let note = play.world.store().read_as(Sight::All, |read| read.note());
    assert!(note.is_ok());
    let played = Played {
        kept,
        ..play.played
    };
    println!("seed {seed}: {played:?}");
    played
}

#[test]
fn histories_stand_before_an_auditor() {
    let histories = std::env::var("TORIKIME_HISTORIES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(30);
    let played: Vec<Played> = (1..=histories).map(|seed| play(seed, 60)).collect();
    let sum = |of: fn(&Played) -> usize| played.iter().map(of).sum::<usize>();
    let least = usize::try_from(histories).unwrap();
    assert!(
        sum(|played| played.kept) > 11 * least,
        "the dice must let enough through"
    );
    let (crashes, done) = (sum(|played| played.crashes), sum(|played| played.done));
    println!("{crashes} crashes, {done} of them after the write was done");
    assert!(crashes > 2 * least && done > 0 && done < crashes);
}
