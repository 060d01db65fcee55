//! The rules of admission as one story in a text table, and their agreement with the policy.
//!
//! A line of `house.txt`: the day, who acts, the act with its arguments, and what comes of it. People are letters;
//! `link` before a letter says that they hold a link, `token:SCOPE` that a program acts for them.

mod approvals;
mod evidence;
mod listed;
mod screening;
mod words;
mod works;

use std::collections::{BTreeMap, BTreeSet};

use super::{Actor, Draft, Refusal, admit};
use crate::body::house::{Role, Scope};
use crate::body::term::TermAccepted;
use crate::body::{Body, Kind};
use crate::entry::{Author, Means, Way};
use crate::hash::Hash;
use crate::id::{LedgerId, LedgerKind, LinkId, OrganisationId, ServerId};
use crate::policy::{Action, Rights};
use crate::samples::{ENGAGEMENT, HOUSE, OTHER, Seed, actor, ledger, noon, person};
use crate::state::State;
use words::{body, days, id};

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
        [name, "elsewhere"] => return at(OTHER, letter(name), roles),
        [name, "third"] => return at(OrganisationId([9; 16]), letter(name), roles),
        ["holding", link] => return holder(link, None, roles),
        [name, "holding", link] => return holder(link, Some(letter(name)), roles),
        [name] => (Way::Session, letter(name), vec![]),
        _ => panic!("{words}"),
    };
    Actor {
        scopes,
        roles: held(roles),
        ..actor(letter, HOUSE, way)
    }
}

fn held(roles: &str) -> BTreeSet<Role> {
    roles.split(' ').filter_map(Role::of).collect()
}

fn at(organisation: OrganisationId, letter: char, roles: &str) -> Actor {
    Actor {
        roles: held(roles),
        ..actor(letter, organisation, Way::Session)
    }
}

/// Who holds a link to a side; where they are signed in, it is for organisation 4.
fn holder(link: &str, letter: Option<char>, roles: &str) -> Actor {
    let means = Means {
        way: Way::Link,
        token: None,
        link: Some(LinkId(id(link))),
    };
    let author = Author {
        person: letter.map(person),
        organisation: letter.map(|_| OrganisationId([4; 16])),
        means,
    };
    Actor {
        author,
        roles: held(roles),
        scopes: vec![],
    }
}

/// Runs one line; the outcome as the table writes it.
fn outcome(state: &mut State, day: i64, actor: &Actor, act: &str) -> String {
    if let Some((act, times)) = act.split_once(" !times ") {
        let numbered = |n: u32| {
            let act = act.replace("{next}", &(n + 1).to_string());
            act.replace("{n}", &n.to_string())
        };
        let again = (0..times.parse().unwrap()).map(|n| outcome(state, day, actor, &numbered(n)));
        return again.last().unwrap();
    }
    if let Some(act) = act.strip_prefix("does ") {
        return approvals::does(state, act, day);
    }
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
    if let Body::TermAccepted(accepted) = &mut draft.body {
        as_shown(state, accepted, day);
    }
    match admit(state, draft, noon(day), actor) {
        Ok(entry) => {
            state.apply(&entry);
            format!("#{}", entry.seq)
        }
        Err(refusal) => refusal.to_string(),
    }
}

/// The table knows no hashes: what is accepted is the text on the table unless it says "other-text".
fn as_shown(state: &State, accepted: &mut TermAccepted, day: i64) {
    let open = state
        .shared()
        .and_then(|shared| shared.terms.open(&accepted.item));
    if let (Some(open), Hash([0, ..])) = (open, accepted.hash) {
        accepted.hash = open.hash;
    }
    if let Some(assertion) = &mut accepted.assertion {
        assertion.expires = noon(day).moment.plus(assertion.expires.millis());
        if assertion.head == Hash([0; 32]) {
            assertion.head = state.spine.head.hash;
        }
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
    let mut seen = check(HOUSE, include_str!("../house.txt"));
    seen.extend(check(HOUSE, include_str!("../approvals.txt")));
    seen.extend(check(HOUSE, include_str!("../screening.txt")));
    seen.extend(check(ENGAGEMENT, include_str!("../shared.txt")));
    seen.extend(check(ENGAGEMENT, include_str!("../terms.txt")));
    seen.extend(check(ENGAGEMENT, include_str!("../chain.txt")));
    seen.extend(check(ENGAGEMENT, include_str!("../works.txt")));
    seen.extend(check(ENGAGEMENT, include_str!("../evidence.txt")));
    seen.extend(check(ENGAGEMENT, include_str!("../limits.txt")));
    seen.extend(check(ServerId([5; 16]), include_str!("../server.txt")));
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
    let actor = if way == Way::Link && kind.ledger() == LedgerKind::Shared {
        holder("z", Some('z'), role.map_or("", Role::code))
    } else {
        actor
    };
    let body = Seed(3).body(kind);
    // A side is taken by who holds its link and decides for the organisation that takes it.
    let decides = matches!(role, Some(Role::Owner | Role::Officer));
    let allowed = (kind != Kind::SideTaken || decides)
        && Rights {
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
        LedgerKind::Shared => "opened 1 2 東西システム",
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
    if kind.ledger() == LedgerKind::Shared {
        let invited = "side-invited z vendor look,state,forward,take - +30";
        assert_eq!(outcome(&mut state, 0, &starter, invited), "#1");
    }
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
