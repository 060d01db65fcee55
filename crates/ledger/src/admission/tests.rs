//! The rules of admission as one story in a text table, and their agreement with the policy.
//!
//! A line of `house.txt`: the day, who acts, the act with its arguments, and what comes of it. People are letters;
//! `link` before a letter says that they hold a link, `token:SCOPE` that a program acts for them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Actor, Draft, Refusal, admit};
use crate::body::house::{
    CredentialConfirmed, CredentialEnrolled, CredentialRevoked, Erased, Identified, Invited,
    Joined, LinkRevoked, Merged, Profiled, ProviderRemoved, ProviderSet, RecoveryBy,
    RecoveryCompleted, RecoveryRequested, RecoveryStopped, Renamed, Role, RoleEnded, RoleGranted,
    Scope, SheetIssued, Stated, TokenIssued, TokenRevoked, Withdrew,
};
use crate::body::server::{Act, KeyChanged, OperatorActed, Restored, Started};
use crate::body::shared::{Closed, Opened, SideStated};
use crate::body::{Body, Kind};
use crate::entry::Way;
use crate::hash::Hash;
use crate::id::{
    CredentialId, LedgerId, LedgerKind, LinkId, OrganisationId, PersonId, ServerId, TokenId,
};
use crate::moment::Moment;
use crate::organisation::{Name, NameKind, Profile};
use crate::policy::{Action, Rights};
use crate::samples::{
    ENGAGEMENT, HOUSE, OTHER, Seed, actor, founding, ledger, noon, opening, person,
};
use crate::sealed::Sealed;
use crate::signature::PrivateKey;
use crate::state::State;

fn id(word: &str) -> [u8; 16] {
    word.as_bytes()[0..1].repeat(16).try_into().unwrap()
}

fn who(words: &str, roles: &str) -> Actor {
    let parts: Vec<&str> = words.split(' ').collect();
    let letter = |text: &str| text.chars().next().unwrap();
    let (way, letter, scopes): (Way, char, Vec<Scope>) = match parts[..] {
        ["server"] => (Way::Server, 's', vec![]),
        ["operator"] => (Way::Operator, 'o', vec![]),
        ["setup", name] => (Way::Setup, letter(name), vec![]),
        ["link", name] => (Way::Link, letter(name), vec![]),
        [token, name] if token.starts_with("token:") => {
            (Way::Token, letter(name), vec![token[6..].parse().unwrap()])
        }
        [name, "elsewhere"] => return actor(letter(name), OTHER, Way::Session),
        [name] => (Way::Session, letter(name), vec![]),
        _ => panic!("{words}"),
    };
    let roles = roles.split(' ').filter_map(Role::of).collect();
    Actor {
        scopes,
        roles,
        ..actor(letter, HOUSE, way)
    }
}

fn days(word: &str) -> i64 {
    word.strip_prefix('+')
        .map_or_else(|| word.parse().unwrap(), |days| days.parse().unwrap())
}

/// The day on which a line is said, from which its days count.
struct Day(i64);

impl Day {
    fn on(&self, word: &str) -> Date {
        noon(self.0 + days(word)).today()
    }

    fn at(&self, word: &str) -> Moment {
        noon(self.0 + days(word)).moment
    }

    fn until(&self, words: &[&str]) -> Option<Date> {
        words.first().map(|word| self.on(word))
    }
}

fn somebody(word: &str) -> PersonId {
    person(word.chars().next().unwrap())
}

fn note(words: &[&str]) -> Option<Sealed> {
    words.first().map(|text| opening(text).seal())
}

fn body(act: &str, day: i64) -> Body {
    let words: Vec<&str> = act.split(' ').collect();
    let readers = [describing, keys, standing, elsewhere];
    readers
        .iter()
        .find_map(|read| read(&words, &Day(day)))
        .unwrap_or_else(|| panic!("{act}"))
}

fn describing(words: &[&str], of: &Day) -> Option<Body> {
    Some(match *words {
        ["renamed", name, from] => {
            let text = name
                .replace('_', " ")
                .replace('\\', "\n")
                .replace("LONG", &"長".repeat(201));
            Renamed {
                names: vec![Name {
                    kind: NameKind::Official,
                    text,
                }],
                from: of.on(from),
            }
            .into()
        }
        ["renamed", from] => Renamed {
            names: vec![],
            from: of.on(from),
        }
        .into(),
        ["identified"] => Identified { identifier: None }.into(),
        ["profiled"] => Profiled {
            profile: Profile::default(),
        }
        .into(),
        ["invited", link, role, expires, ref rest @ ..] => Invited {
            link: LinkId(id(link)),
            role: Role::of(role),
            role_until: of.until(rest),
            expires: of.at(expires),
        }
        .into(),
        ["link-revoked", link] => LinkRevoked {
            link: LinkId(id(link)),
        }
        .into(),
        ["joined", link, person] => Joined {
            link: LinkId(id(link)),
            person: somebody(person),
        }
        .into(),
        ["role-granted", person, role, ref rest @ ..] => RoleGranted {
            person: somebody(person),
            role: role.parse().unwrap(),
            until: of.until(rest),
        }
        .into(),
        ["role-ended", person, role] => RoleEnded {
            person: somebody(person),
            role: role.parse().unwrap(),
        }
        .into(),
        _ => return None,
    })
}

fn keys(words: &[&str], of: &Day) -> Option<Body> {
    Some(match *words {
        ["credential-enrolled", credential, person] => CredentialEnrolled {
            credential: CredentialId(id(credential)),
            person: somebody(person),
            key: Hash::plain(credential.as_bytes()),
        }
        .into(),
        ["credential-confirmed", credential] => CredentialConfirmed {
            credential: CredentialId(id(credential)),
        }
        .into(),
        ["credential-revoked", credential] => CredentialRevoked {
            credential: CredentialId(id(credential)),
        }
        .into(),
        ["sheet-issued", person] => SheetIssued {
            person: somebody(person),
            secret: Hash([4; 32]),
        }
        .into(),
        ["recovery-requested", person, by, waits] => RecoveryRequested {
            person: somebody(person),
            by: RecoveryBy::of(by).unwrap(),
            waits_until: of.at(waits),
        }
        .into(),
        ["recovery-stopped", person] => RecoveryStopped {
            person: somebody(person),
        }
        .into(),
        ["recovery-completed", person] => RecoveryCompleted {
            person: somebody(person),
        }
        .into(),
        ["token-issued", token, person, expires, ref scopes @ ..] => {
            let scopes = scopes.iter().map(|scope| scope.parse().unwrap()).collect();
            TokenIssued {
                token: TokenId(id(token)),
                person: somebody(person),
                scopes,
                expires: of.at(expires),
            }
            .into()
        }
        ["token-revoked", token] => TokenRevoked {
            token: TokenId(id(token)),
        }
        .into(),
        _ => return None,
    })
}

fn standing(words: &[&str], of: &Day) -> Option<Body> {
    Some(match *words {
        ["provider-set", issuer] => ProviderSet {
            issuer: issuer.to_owned(),
            client: "torikime".to_owned(),
        }
        .into(),
        ["provider-removed", issuer] => ProviderRemoved {
            issuer: issuer.to_owned(),
        }
        .into(),
        ["stated", item, value, from, ref rest @ ..] => Stated {
            item: item.parse().unwrap(),
            value: value.parse().unwrap(),
            from: of.on(from),
            note: note(rest),
        }
        .into(),
        ["erased", person] => Erased {
            person: somebody(person),
        }
        .into(),
        ["merged", into, from] => Merged {
            into: OrganisationId(if into == "itself" { HOUSE.0 } else { OTHER.0 }),
            from: of.on(from),
        }
        .into(),
        ["withdrew"] => Withdrew { on: of.on("0") }.into(),
        ["founded"] => founding().body,
        _ => return None,
    })
}

fn elsewhere(words: &[&str], of: &Day) -> Option<Body> {
    Some(match *words {
        ["side-stated", value, from, ref rest @ ..] => {
            let item = "rule.byod".parse().unwrap();
            SideStated {
                item,
                value: value.parse().unwrap(),
                from: of.on(from),
                note: note(rest),
            }
            .into()
        }
        ["closed", on_day] => Closed { on: of.on(on_day) }.into(),
        ["opened", client, vendor] => {
            let side = |word: &str| OrganisationId([word.parse().unwrap(); 16]);
            Opened {
                client: side(client),
                vendor: side(vendor),
                title: opening("保守").seal(),
            }
            .into()
        }
        ["restored", epoch] => Restored {
            epoch: epoch.parse().unwrap(),
            size: 3,
            root: Hash([1; 32]),
        }
        .into(),
        ["started", origin] => Started {
            origin: origin.replace('_', " "),
            key: PrivateKey::new(&[1; 32]).public(),
        }
        .into(),
        ["operator-acted", detail] => {
            let detail = detail.replace("LONG", &"x".repeat(201));
            OperatorActed {
                act: Act::Backup,
                detail,
            }
            .into()
        }
        ["clock-jumped"] => Seed(1).body(Kind::ClockJumped),
        ["key-changed", from, to, by] => {
            let key = |word: &str| PrivateKey::new(&[word.parse().unwrap(); 32]);
            let signed = |word: &str| key(word).sign(&super::endorsement(&key(to).public()));
            let endorsement = (by != "lost").then(|| signed(by));
            KeyChanged {
                old: key(from).public(),
                new: key(to).public(),
                endorsement,
            }
            .into()
        }
        _ => return None,
    })
}

/// Runs one line; the outcome as the table writes it.
fn outcome(state: &mut State, day: i64, actor: &Actor, act: &str) -> String {
    let mut words = act.split(" !");
    let plain = words.next().unwrap();
    let mut draft = Draft::new(state.spine.ledger, body(plain, day));
    for option in words {
        match option.strip_prefix("corrects ") {
            Some(seq) => draft.corrects = Some(seq.parse().unwrap()),
            None if option == "other-ledger" => draft.ledger = OTHER.into(),
            None => draft.expects = Some(Hash([0; 32])),
        }
    }
    match admit(state, draft, noon(day), actor) {
        Ok(entry) => {
            state.apply(&entry);
            format!("#{}", entry.seq)
        }
        Err(refusal) => refusal.to_string(),
    }
}

/// Plays a table and gives it back with what really came of each line.
fn play(mut state: State, table: &str) -> String {
    let mut replay = |row: &str| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [day, actor, act, _] = cells[..] else {
            return row.to_owned();
        };
        let (name, roles) = actor.split_once(" as ").unwrap_or((actor, ""));
        let came = outcome(&mut state, days(day), &who(name, roles), act);
        format!("{day:>3} | {actor:<22} | {act:<52} | {came}")
    };
    table.lines().map(|row| replay(row) + "\n").collect()
}

fn check(ledger: impl Into<LedgerId>, table: &str) -> BTreeSet<String> {
    let played = play(State::new(ledger.into()), table);
    assert_eq!(played, table, "\n{played}");
    table
        .lines()
        .filter_map(|row| row.split('|').nth(3))
        .map(|cell| cell.trim().to_owned())
        .collect()
}

#[test]
fn the_tables_hold_and_name_every_refusal() {
    let mut seen = check(HOUSE, include_str!("house.txt"));
    seen.extend(check(ENGAGEMENT, include_str!("shared.txt")));
    seen.extend(check(ServerId([5; 16]), include_str!("server.txt")));
    let missing: Vec<&str> = Refusal::ALL
        .iter()
        .map(|refusal| refusal.code())
        .filter(|code| !seen.contains(*code))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

/// Whatever the policy denies, admission refuses before it says anything else of the ledger.
#[test]
fn admission_follows_the_policy() {
    let ways: BTreeMap<Way, &[Scope]> = Way::ALL
        .iter()
        .map(|way| (*way, &[Scope::Read, Scope::State][..]))
        .collect();
    for kind in Kind::ALL {
        for (way, scopes) in &ways {
            for role in Role::ALL.iter().map(|role| Some(*role)).chain([None]) {
                follows(*kind, *way, scopes, role);
            }
        }
    }
}

fn follows(kind: Kind, way: Way, scopes: &[Scope], role: Option<Role>) {
    let state = begun(kind, role);
    let roles: BTreeSet<Role> = role.into_iter().collect();
    let actor = Actor {
        roles: roles.clone(),
        scopes: scopes.to_vec(),
        ..actor('z', HOUSE, way)
    };
    let body = Seed(3).body(kind);
    let allowed = Rights {
        roles,
        way,
        scopes: scopes.to_vec(),
    }
    .permit(Action::Record(kind), false);
    let result = admit(&state, Draft::new(ledger(kind), body), noon(2), &actor);
    assert_eq!(
        result == Err(Refusal::NotPermitted),
        !allowed,
        "{kind} by {way} as {role:?}: {result:?}"
    );
}

/// A ledger in which a kind may come next, and in whose organisation `z` has a role.
fn begun(kind: Kind, role: Option<Role>) -> State {
    let mut state = State::new(ledger(kind));
    if super::begins(kind) {
        return state;
    }
    let first = match kind.ledger() {
        LedgerKind::House => "founded",
        LedgerKind::Shared => "opened 1 2",
        LedgerKind::Server => "started t.example",
    };
    let starter = if first == "started t.example" {
        who("operator", "")
    } else {
        who("setup a", "")
    };
    let starter = if first.starts_with("opened") {
        Actor {
            roles: [Role::Owner].into(),
            ..actor('a', HOUSE, Way::Session)
        }
    } else {
        starter
    };
    assert_eq!(outcome(&mut state, 0, &starter, first), "#0");
    if let (Some(role), true) = (role, kind.ledger() == LedgerKind::House) {
        let until = if role == Role::Auditor { " +9" } else { "" };
        outcome(
            &mut state,
            0,
            &who("a", ""),
            &format!("invited l {role} +5{until}"),
        );
        assert_eq!(
            outcome(&mut state, 0, &who("link z", ""), "joined l z"),
            "#2"
        );
    }
    state
}
