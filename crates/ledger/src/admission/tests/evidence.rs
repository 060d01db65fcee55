//! What the table of evidence says, as bodies of entries.

use super::words::{Day, item, note};
use crate::body::Body;
use crate::body::evidence::{
    EvidenceAsked, EvidenceGiven, EvidenceReviewed, EvidenceUnasked, EvidenceWithdrawn, FileGiven,
    Media,
};
use crate::hash::Hash;
use crate::samples::opening;

/// What is shown, word by word: `fact`, `file:BYTES`, `answers:LINE`, `until:DAY`, `expires:DAY`.
fn shown(of_item: &str, from: &str, words: &[&str], of: &Day) -> EvidenceGiven {
    let mut given = EvidenceGiven {
        item: item(of_item),
        answers: None,
        fact: None,
        file: None,
        from: of.on(from),
        until: None,
        expires: None,
    };
    for word in words {
        match word.split_once(':').unwrap_or((word, "")) {
            ("fact", _) => given.fact = Some(opening("実施").seal()),
            ("file", size) => {
                given.file = Some(FileGiven {
                    name: opening("証跡.pdf").seal(),
                    hash: Hash([1; 32]),
                    size: size.parse().unwrap(),
                    media: Media::Pdf,
                })
            }
            ("answers", line) => given.answers = line.parse().ok(),
            ("until", day) => given.until = Some(of.on(day)),
            ("expires", day) => given.expires = Some(of.on(day)),
            _ => panic!("{word}"),
        }
    }
    given
}

pub(super) fn proving(words: &[&str], of: &Day) -> Option<Body> {
    let line = |word: &str| -> u64 { word.parse().unwrap() };
    Some(match *words {
        ["evidence-asked", of_item, due] => EvidenceAsked {
            item: item(of_item),
            what: None,
            due: of.on(due),
        }
        .into(),
        ["evidence-unasked", asked] => EvidenceUnasked { asked: line(asked) }.into(),
        ["evidence-given", of_item, from, ref rest @ ..] => shown(of_item, from, rest, of).into(),
        ["evidence-reviewed", piece, word, ref rest @ ..] => EvidenceReviewed {
            evidence: line(piece),
            accepts: word == "accepts",
            reason: note(rest),
        }
        .into(),
        ["evidence-withdrawn", piece, ref rest @ ..] => EvidenceWithdrawn {
            evidence: line(piece),
            erased: *rest == ["erased"],
        }
        .into(),
        _ => return None,
    })
}
