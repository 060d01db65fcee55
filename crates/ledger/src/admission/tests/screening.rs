//! What the table of screenings says, as bodies of entries.

use super::words::{Day, id, note};
use crate::body::Body;
use crate::body::screening::{
    Candidate, Extent, Known, Outcome, ScreeningAdjusted, ScreeningAnswered, ScreeningDecided,
    ScreeningLinked, ScreeningOpened, ScreeningStarSaid, ScreeningUnlinked, Star, StarStanding,
    Weighing,
};
use crate::id::LinkId;

/// The three answers by their letters: `ynk`.
fn weighing(word: &str) -> Weighing {
    let mut known = word.chars().map(|letter| match letter {
        'y' => Known::Yes,
        'n' => Known::No,
        'k' => Known::NotKnown,
        _ => panic!("{word}"),
    });
    let mut next = || known.next().unwrap();
    Weighing {
        secrets: next(),
        delay: next(),
        access: next(),
    }
}

/// `LONG` is a text of one letter too many for a name, `LONGER` for the work.
fn text(word: &str) -> String {
    word.replace('_', " ")
        .replace('\\', "\n")
        .replace("LONGER", &"長".repeat(501))
        .replace("LONG", &"長".repeat(201))
}

pub(super) fn screening(words: &[&str], of: &Day) -> Option<Body> {
    let seq = |word: &str| word.parse().unwrap();
    let link = |word: &str| LinkId(id(word));
    Some(match *words {
        [
            "screening-opened",
            candidate,
            name,
            work,
            due,
            weighed,
            ref rest @ ..,
        ] => ScreeningOpened {
            candidate: Candidate::of(candidate).unwrap(),
            name: text(name),
            work: text(work),
            contact: note(rest),
            due: of.on(due),
            weighing: weighing(weighed),
        }
        .into(),
        ["screening-adjusted", screening, due, weighed] => ScreeningAdjusted {
            screening: seq(screening),
            due: of.on(due),
            weighing: weighing(weighed),
        }
        .into(),
        ["screening-linked", screening, name, expires] => ScreeningLinked {
            screening: seq(screening),
            // Many links have numbers for names.
            link: LinkId(name.parse().map_or_else(|_| id(name), |n: u8| [n; 16])),
            expires: of.at(expires),
        }
        .into(),
        ["screening-unlinked", screening, name] => ScreeningUnlinked {
            screening: seq(screening),
            link: link(name),
        }
        .into(),
        [
            "screening-answered",
            screening,
            concern,
            extent,
            ref rest @ ..,
        ] => ScreeningAnswered {
            screening: seq(screening),
            concern: concern.parse().unwrap(),
            extent: Extent::of(extent).unwrap(),
            note: note(rest),
        }
        .into(),
        ["screening-star-said", screening, standing, ref rest @ ..] => ScreeningStarSaid {
            screening: seq(screening),
            standing: StarStanding::of(standing).unwrap(),
            star: rest.iter().find_map(|word| Star::of(word)),
            until: rest
                .iter()
                .find(|word| word.starts_with('+'))
                .map(|word| of.on(word)),
        }
        .into(),
        ["screening-decided", screening, outcome, ref rest @ ..] => ScreeningDecided {
            screening: seq(screening),
            outcome: Outcome::of(outcome).unwrap(),
            reason: note(rest),
        }
        .into(),
        _ => return None,
    })
}
