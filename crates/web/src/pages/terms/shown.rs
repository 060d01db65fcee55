//! A proposal or agreement in words: its text, what is said beside it, who accepted it, and how it differs from the one before.

use ledger::body::shared::Side;
use ledger::body::term::Wording;
use ledger::view::Note;
use ledger::view::terms::{CostView, ProposalView, Stage};
use similar::{ChangeTag, TextDiff};

use super::Seen;
use crate::access::Signed;
use crate::layout::Words;
use crate::pages::standing::note;

/// A piece of a text compared with another: `del`, `ins`, or nothing where it stayed.
pub(in crate::pages) struct Piece {
    pub mark: &'static str,
    pub text: String,
}

/// A proposal as a page shows it.
pub(super) struct Shown {
    pub seq: u64,
    pub hash: String,
    /// Which line of the ledger it is.
    pub line: String,
    pub tone: &'static str,
    pub stage: String,
    /// Who made it, and when.
    pub by: String,
    pub text: String,
    /// How the text differs from the one before, where there is one.
    pub changed: Vec<Piece>,
    pub facts: Vec<(String, String)>,
    pub accepted: Vec<String>,
    pub reason: Option<String>,
    /// While it waits: each side, and whether it accepted.
    pub sides: Vec<(String, &'static str, String)>,
}

/// Letters of both texts together up to which they are compared word by word. Comparing takes time with the square of what differs,
/// and whoever writes a text decides how much that is.
const WORD_BY_WORD: usize = 2_400;
/// Sentences of both texts together up to which longer ones are compared sentence by sentence.
const BY_SENTENCE: usize = 400;

fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['。', '.', '\n']).collect()
}

/// How one text became another: word by word, long ones sentence by sentence, and as a whole where even these are many;
/// nothing where they are the same.
pub(in crate::pages) fn pieces(before: &str, after: &str) -> Vec<Piece> {
    if before == after {
        return Vec::new();
    }
    if before.chars().count() + after.chars().count() <= WORD_BY_WORD {
        let (old, new) = (phrases(before), phrases(after));
        return changes(&TextDiff::from_slices(&old, &new));
    }
    let (old, new) = (sentences(before), sentences(after));
    if old.len() + new.len() <= BY_SENTENCE {
        return changes(&TextDiff::from_slices(&old, &new));
    }
    let whole = |mark, text: &str| Piece {
        mark,
        text: text.to_owned(),
    };
    vec![whole("del", before), whole("ins", after)]
}

/// What a letter belongs to. Japanese has no spaces: a change of script divides its words.
#[derive(PartialEq, Eq)]
enum Script {
    Han,
    Hiragana,
    Katakana,
    Word,
    Other,
}

fn script(letter: char) -> Script {
    match letter {
        '々' | '〇' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => Script::Han,
        '\u{3041}'..='\u{309f}' => Script::Hiragana,
        '\u{30a0}'..='\u{30ff}' => Script::Katakana,
        letter if letter.is_alphanumeric() => Script::Word,
        _ => Script::Other,
    }
}

/// Runs of one script, and every other sign by itself.
fn phrases(text: &str) -> Vec<&str> {
    let mut phrases = Vec::new();
    let (mut begin, mut last) = (0, Script::Other);
    for (at, letter) in text.char_indices() {
        let script = script(letter);
        if at > begin && (script == Script::Other || script != last) {
            phrases.push(&text[begin..at]);
            begin = at;
        }
        last = script;
    }
    if begin < text.len() {
        phrases.push(&text[begin..]);
    }
    phrases
}

fn changes<'a>(diff: &TextDiff<'a, 'a, 'a, str>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let mark = match change.tag() {
            ChangeTag::Delete => "del",
            ChangeTag::Insert => "ins",
            ChangeTag::Equal => "",
        };
        match pieces.last_mut().filter(|last| last.mark == mark) {
            Some(last) => last.text.push_str(change.value()),
            None => pieces.push(Piece {
                mark,
                text: change.value().to_owned(),
            }),
        }
    }
    pieces
}

pub(super) fn stage_tone(stage: Stage) -> &'static str {
    match stage {
        Stage::Agreed => "good",
        Stage::Open => "care",
        Stage::Answered | Stage::Replaced | Stage::Withdrawn => "mute",
        Stage::Declined => "bad",
    }
}

/// What a wording says beside its text.
pub(in crate::pages) fn facts(wording: &Wording, w: Words) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut add = |key: &str, value: Option<String>| {
        facts.extend(value.map(|value| (w.say(key), value)));
    };
    add("terms-reason", wording.reason.clone());
    add("terms-alternatives", wording.alternatives.clone());
    add("terms-proof", wording.proof.clone());
    let every = |months| w.with("terms-every", "months", months);
    add("terms-proof-period", wording.proof_months.map(every));
    let flow = if wording.flow_down {
        "engagement-yes"
    } else {
        "engagement-no"
    };
    add("terms-flow-down", Some(w.say(flow)));
    add("terms-from", Some(w.day(&wording.from)));
    let until = wording.until.map(|day| match wording.renews {
        true => w.with("terms-until-renews", "day", w.day(&day)),
        false => w.day(&day),
    });
    add("terms-until", until);
    let contract = wording.contract.as_ref();
    let signed = contract.map(|one| {
        let (day, name) = (w.day(&one.on), one.name.clone());
        w.with2("terms-contract-of", ("name", &name), ("day", &day))
    });
    add("terms-contract", signed);
    facts
}

pub(super) fn accepted(of: &ProposalView, seen: &Seen, signed: &Signed, w: Words) -> Vec<String> {
    let offset = signed.access.store.offset();
    let one = |accepted: &ledger::view::terms::AcceptanceView| {
        let person = accepted
            .person
            .and_then(|person| seen.terms.names.get(&person).cloned());
        let how = if accepted.signed {
            "terms-signed"
        } else {
            "terms-signed-in"
        };
        let args = [
            ("organisation", seen.name(accepted.side, w)),
            ("person", person.unwrap_or_else(|| w.say("terms-nobody"))),
            ("day", w.day(&accepted.recorded.day(offset))),
            ("how", w.say(how)),
        ];
        report::words::say(*w.language(), "terms-accepted-by", &args)
    };
    of.accepted.iter().map(one).collect()
}

/// A proposal, compared with the text it answers or would replace.
pub(super) fn shown(
    of: &ProposalView,
    before: Option<&ProposalView>,
    seen: &Seen,
    signed: &Signed,
) -> Shown {
    let w = Words(signed.language());
    let day = of.recorded.day(signed.access.store.offset());
    let who = seen.name(of.by, w);
    Shown {
        seq: of.seq,
        hash: of.hash.to_string(),
        line: w.with2(
            "terms-line",
            ("seq", &of.seq.to_string()),
            ("hash", &of.hash.short()),
        ),
        tone: stage_tone(of.stage),
        stage: w.code("stage-", of.stage.code()),
        by: w.with2("terms-by", ("organisation", &who), ("day", &w.day(&day))),
        text: of.wording.text.clone(),
        changed: before.map_or_else(Vec::new, |before| {
            pieces(&before.wording.text, &of.wording.text)
        }),
        facts: facts(&of.wording, w),
        accepted: accepted(of, seen, signed, w),
        reason: of.reason.as_ref().map(|reason: &Note| note(reason, w)),
        sides: sides(of, seen.own(), w),
    }
}

/// Which side's acceptance a proposal that waits still lacks.
fn sides(of: &ProposalView, own: Side, w: Words) -> Vec<(String, &'static str, String)> {
    let of_side = |(side, key): (Side, &str)| match of.accepted_by(side) {
        true => (w.say(key), "good", w.say("terms-word-accepted")),
        false => (w.say(key), "care", w.say("terms-word-open")),
    };
    let both = [(own, "terms-word-ours"), (own.other(), "terms-word-theirs")];
    let waits = of.stage == Stage::Open;
    both.into_iter().filter(|_| waits).map(of_side).collect()
}

/// What a side says of the cost: the side, the outcome, and details.
pub(super) fn cost(of: &CostView, own: Side, w: Words) -> (String, String, String) {
    let whose = if of.side == own {
        "engagement-ours"
    } else {
        "engagement-theirs"
    };
    let outcome = w.code("cost-", of.outcome.code());
    let payer = of.payer.map(|payer| w.code("payer-", payer.code()));
    let day = of.on.map(|day| w.day(&day));
    let about = of.note.as_ref().map(|about| note(about, w));
    let details: Vec<String> = [payer, day, about].into_iter().flatten().collect();
    (w.say(whose), outcome, details.join(" / "))
}

#[cfg(test)]
mod tests {
    use super::pieces;

    fn told(before: &str, after: &str) -> String {
        let piece = |piece: &super::Piece| match piece.mark {
            "" => piece.text.clone(),
            mark => format!("[{mark} {}]", piece.text),
        };
        pieces(before, after).iter().map(piece).collect()
    }

    #[test]
    fn long_texts_are_compared_by_sentence_and_endless_ones_as_a_whole() {
        let text = |middle: &str| {
            format!(
                "{}{middle}{}",
                "前の文はこうなっています。".repeat(95),
                "後の文はこうなっています。".repeat(95)
            )
        };
        let told_long = told(&text("甲とする。"), &text("乙とする。"));
        assert!(
            told_long.contains("[del 甲とする。][ins 乙とする。]"),
            "{told_long}"
        );
        let whole = pieces(&"。".repeat(3_000), &"。あ".repeat(2_000));
        assert_eq!(
            whole.iter().map(|piece| piece.mark).collect::<Vec<_>>(),
            ["del", "ins"]
        );
    }

    #[test]
    fn changes_are_shown_word_by_word_in_both_languages() {
        assert_eq!(told("same", "same"), "");
        let english = told("keep it for a year", "keep it for two years");
        assert_eq!(
            english,
            "keep it for [del a][ins two] [del year][ins years]"
        );
        let japanese = told("端末を使わない。", "端末を届け出て使う。");
        assert!(
            japanese.starts_with("端末を[") && japanese.ends_with("。"),
            "{japanese}"
        );
    }
}
