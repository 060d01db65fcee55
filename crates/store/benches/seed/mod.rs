//! What the store is filled with for the measurements of pages: organisations that state something of themselves, and one with many
//! engagements, some of which have a chain of eight tiers below them.

use jiff::civil::Date;
use ledger::admission::{Actor, Draft};
use ledger::body::chain::Openness;
use ledger::body::house::{Chained, Founded, Role, Stated, Value};
use ledger::body::shared::{
    Confidentiality, Described, Opened, Partner, SideStated, View, WorkKind,
};
use ledger::body::term::{SigningChosen, TermAccepted, TermProposed, Wording};
use ledger::body::work::{Conditions, Device, Place, Telework, WorkSet};
use ledger::bytes::Canonical;
use ledger::entry::{Author, Way, entry_hash};
use ledger::hash::Hash;
use ledger::id::{EngagementId, OrganisationId, PersonId, WorkId};
use ledger::item::ItemCode;
use ledger::organisation::{Name, NameKind, Profile};
use ledger::sealed::Opening;
use store::working::person::Person;
use store::working::secret::Secret;
use store::{NotRecorded, Store, StoreError, Work};

use crate::settings;

/// Ledgers that have an owner who comes: what is read is drawn among them.
const VISITED: u64 = 1_000;
/// Ledgers written in one job.
const AT_ONCE: u64 = 10;

/// Sixteen bytes that look random and are the same each time.
fn id(of: &str, number: u64) -> [u8; 16] {
    let Hash(bytes) = Hash::of(of, &[&number.to_be_bytes()]);
    let mut id = [0; 16];
    id.copy_from_slice(&bytes[..16]);
    id
}

fn organisation(number: u64) -> OrganisationId {
    OrganisationId(id("organisation", number))
}

fn person(number: u64) -> PersonId {
    PersonId(id("person", number))
}

fn actor(number: u64, way: Way) -> Actor {
    let author = Author {
        person: Some(person(number)),
        organisation: Some(organisation(number)),
        means: way.into(),
    };
    Actor {
        author,
        roles: [Role::Owner].into(),
        scopes: Vec::new(),
    }
}

/// An organisation, its owner, and what it states: every third statement with a note.
fn fill_one(work: &mut Work<'_>, number: u64, statements: u64) -> Result<(), NotRecorded> {
    let moment = work.now().moment;
    work.add_person(&Person {
        id: person(number),
        name: format!("担当 {number}"),
        reading: None,
        language: "ja".to_owned(),
        created: moment,
    })?;
    let founded = Founded {
        names: vec![Name {
            kind: NameKind::Official,
            text: format!("第{number}計測株式会社"),
        }],
        identifier: None,
        profile: Profile::default(),
        owner: person(number),
    };
    let draft = Draft::new(organisation(number), founded);
    work.record(draft, &actor(number, Way::Setup), &[])?;
    for at in 0..statements {
        let opening = at.is_multiple_of(3).then(|| Opening {
            salt: id("salt", at),
            text: format!("{number} の取り決め {at}。委託先と毎年度に確認する。"),
        });
        let stated = Stated {
            item: format!("q16.{}", at + 1).parse().unwrap(),
            value: Value::InForce,
            from: "2026-04-01".parse().unwrap(),
            note: opening.as_ref().map(Opening::seal),
        };
        let draft = Draft::new(organisation(number), stated);
        work.record(draft, &actor(number, Way::Session), opening.as_slice())?;
    }
    Ok(())
}

/// Organisations with so many statements each.
pub fn fill(store: &Store, ledgers: u64, statements: u64) {
    for first in (0..ledgers).step_by(usize::try_from(AT_ONCE).unwrap()) {
        let job = move |work: &mut Work<'_>| {
            let numbers = first..ledgers.min(first + AT_ONCE);
            numbers
                .into_iter()
                .try_for_each(|number| fill_one(work, number, statements))
        };
        store.write(job).unwrap();
    }
}

/// Vendors of the first organisation that are here and pass work on; the others are not here.
const PASSING_ON: u64 = 400;
/// Engagements of a chain, the first organisation's own one included.
const TIERS: u64 = 8;
/// Items on which the first organisation says something in each of its engagements.
const VIEWS: u64 = 20;

/// Who does the work of the first organisation's engagement of a number, `tier` engagements further down.
fn vendor(number: u64, tier: u64) -> u64 {
    match tier {
        0 => 1 + number,
        tier => 1 + PASSING_ON + number * (TIERS - 1) + tier - 1,
    }
}

fn engagement(number: u64, tier: u64) -> EngagementId {
    EngagementId(id("engagement", tier * 1_000_000 + number))
}

fn day(text: &str, later: u64) -> Date {
    let days = i64::try_from(later).unwrap();
    text.parse::<Date>().unwrap() + jiff::Span::new().days(days)
}

fn view(at: u64, turn: u64) -> SideStated {
    SideStated {
        item: format!("req.{}", at + 1).parse().unwrap(),
        value: View::ALL[usize::try_from(turn % 5).unwrap()],
        from: day("2026-04-01", 0),
        note: None,
    }
}

/// What the first organisation says in an engagement: how long it lasts, twenty views, and in each fourth how a work is done.
fn describe(work: &mut Work<'_>, number: u64) -> Result<(), NotRecorded> {
    let (ledger, actor) = (engagement(number, 0), actor(0, Way::Session));
    let described = Described {
        from: Some(day("2026-04-01", 0)),
        until: Some(day("2027-03-31", number % 1_000)),
        renews: Some(number.is_multiple_of(2)),
        kinds: vec![WorkKind::Operation],
        information: Some(Confidentiality::Confidential),
        personal_data: Some(false),
        reference: None,
    };
    work.record(Draft::new(ledger, described), &actor, &[])?;
    for at in 0..VIEWS {
        work.record(Draft::new(ledger, view(at, number + at)), &actor, &[])?;
    }
    if number.is_multiple_of(4) {
        let set = WorkSet {
            work: WorkId(id("work", number)),
            from: day("2026-04-01", 0),
            conditions: conditions(number),
        };
        work.record(Draft::new(ledger, set), &actor, &[])?;
    }
    Ok(())
}

fn conditions(number: u64) -> Conditions {
    Conditions {
        name: format!("第{number}次の運用"),
        places: vec![Place::VendorOffice, Place::Home],
        telework: Telework::Conditions,
        words: Some("会社が貸与した端末に限り、個室で作業する。".to_owned()),
        devices: vec![Device::Vendor],
        tools: None,
        methods: vec![],
        information: Some(Confidentiality::Confidential),
        personal_data: Some(false),
    }
}

/// Two terms that must be agreed further down too, agreed by both who are signed in.
fn agree(
    work: &mut Work<'_>,
    ledger: EngagementId,
    (client, vendor): (u64, u64),
) -> Result<(), NotRecorded> {
    let sides = [client, vendor].map(|side| actor(side, Way::Session));
    for side in &sides {
        work.record(
            Draft::new(ledger, SigningChosen { signed_in: true }),
            side,
            &[],
        )?;
    }
    for item in ["req.1", "req.2"] {
        let item: ItemCode = item.parse().unwrap();
        let text = "委託元の情報を扱う端末は、委託元が認めたものに限る。";
        let wording = Wording {
            flow_down: true,
            ..Wording::new(text, day("2026-04-01", 0))
        };
        let proposed = TermProposed {
            item: item.clone(),
            answers: None,
            wording,
        };
        let placed = work.record(Draft::new(ledger, proposed), &sides[0], &[])?;
        let accepted = TermAccepted {
            item,
            proposal: placed.entry.seq,
            hash: entry_hash(&placed.entry.to_bytes()),
            assertion: None,
        };
        for side in &sides {
            work.record(Draft::new(ledger, accepted.clone()), side, &[])?;
        }
    }
    Ok(())
}

/// An engagement between two that are here, below another one.
fn pass_on(work: &mut Work<'_>, number: u64, tier: u64) -> Result<(), NotRecorded> {
    let (above, below) = (vendor(number, tier - 1), vendor(number, tier));
    let ledger = engagement(number, tier);
    let opened = Opened {
        client: organisation(above),
        vendor: organisation(below),
        partner: None,
        title: format!("第{number}次開発の一部（{tier}）"),
    };
    let actor = actor(above, Way::Session);
    work.record(Draft::new(ledger, opened), &actor, &[])?;
    // On every other one what flows down is agreed.
    if tier.is_multiple_of(2) {
        agree(work, ledger, (above, below))?;
    }
    let chained = Chained {
        engagement: ledger,
        parent: engagement(number, tier - 1),
        applies: true,
        subcontract: None,
        openness: Openness::Open,
    };
    work.record(Draft::new(organisation(above), chained), &actor, &[])?;
    Ok(())
}

/// An engagement of the first organisation: the first ones with a vendor that is here and a chain below it, the others with one that is not.
fn engage(work: &mut Work<'_>, number: u64) -> Result<(), NotRecorded> {
    let ledger = engagement(number, 0);
    let present = number < PASSING_ON;
    let partner = Partner {
        name: format!("委託先第{number}株式会社"),
        identifier: None,
    };
    let opened = Opened {
        client: organisation(0),
        vendor: match present {
            true => organisation(vendor(number, 0)),
            false => OrganisationId(id("seat", number)),
        },
        partner: (!present).then_some(partner),
        title: format!("基幹システム第{number}次開発と保守"),
    };
    work.record(Draft::new(ledger, opened), &actor(0, Way::Session), &[])?;
    describe(work, number)?;
    if present {
        agree(work, ledger, (0, vendor(number, 0)))?;
        let theirs = actor(vendor(number, 0), Way::Session);
        for at in 0..5 {
            work.record(Draft::new(ledger, view(at, number)), &theirs, &[])?;
        }
        (1..TIERS).try_for_each(|tier| pass_on(work, number, tier))?;
    }
    Ok(())
}

fn engage_all(store: &Store, engagements: u64) {
    for first in (0..engagements).step_by(usize::try_from(AT_ONCE).unwrap()) {
        let numbers = first..engagements.min(first + AT_ONCE);
        let job = |work: &mut Work<'_>| numbers.into_iter().try_for_each(|one| engage(work, one));
        store.write(job).unwrap();
    }
}

/// Access sessions of those who will come.
pub fn sessions(store: &Store, ledgers: u64) -> Vec<Secret> {
    let step = (ledgers / VISITED).max(1);
    let open = move |work: &mut Work<'_>| -> Result<_, StoreError> {
        let mut secrets = Vec::new();
        for number in (0..ledgers).step_by(usize::try_from(step).unwrap()) {
            let secret = work.open_session(person(number), "passkey", true, 86_400_000)?;
            work.act_for(secret.hash(), Some(organisation(number)))?;
            secrets.push(secret);
        }
        Ok(secrets)
    };
    store.write(open).unwrap()
}

/// Makes a server's data folder with a key, and beside it the secrets of access sessions, one a line.
pub fn seed(folder: &std::path::Path, ledgers: u64, statements: u64, engagements: u64) {
    store::key::create(folder, "bench.example", &[1; 32]).unwrap();
    let store = Store::open_folder(folder, settings()).unwrap();
    fill(&store, ledgers, statements);
    engage_all(&store, engagements);
    let lines = sessions(&store, ledgers);
    let lines: Vec<String> = lines.iter().map(Secret::reveal).collect();
    std::fs::write(folder.join("sessions"), lines.join("\n")).unwrap();
}
