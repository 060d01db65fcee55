//! Requests and pieces of evidence in words.

use ledger::item::ItemCode;
use ledger::view::Note;
use ledger::view::evidence::{AskedView, FileView, PieceView, Worth};

use super::Seen;
use crate::access::Signed;
use crate::layout::Words;
use crate::pages::standing::note;

/// A request.
pub(super) struct Asked {
    pub seq: u64,
    pub name: String,
    pub whose: String,
    pub tone: &'static str,
    pub state: String,
    pub what: String,
    pub due: String,
    /// Where it is answered, if it is ours to answer.
    pub answer: Option<String>,
    /// Whether it is ours to take back.
    pub ours: bool,
}

/// A piece of evidence.
pub(super) struct Given {
    pub seq: u64,
    pub name: String,
    pub tone: &'static str,
    pub worth: String,
    pub fact: String,
    pub file: Option<File>,
    pub facts: Vec<(String, String)>,
    /// Whether the other side gave it and it can be judged.
    pub to_review: bool,
    /// Whether we gave it, and it was not withdrawn.
    pub ours: bool,
    /// Whether we gave it and its words or file are still there.
    pub erasable: bool,
}

/// A file to be saved.
pub(super) struct File {
    pub name: String,
    pub about: String,
    /// None where it was erased.
    pub there: bool,
}

fn whose(ours: bool) -> &'static str {
    match ours {
        true => "evidence-us",
        false => "evidence-them",
    }
}

pub(super) fn asked(seen: &Seen, w: Words, about: impl Fn(&ItemCode) -> bool) -> Vec<Asked> {
    let all = seen.view().asked.iter().rev();
    let about = all.filter(|one| about(&one.item) && !one.unasked);
    about.map(|one| request(one, seen, w)).collect()
}

fn request(one: &AskedView, seen: &Seen, w: Words) -> Asked {
    let ours = one.by == seen.own();
    let (tone, state) = match (one.open, one.returned) {
        (true, true) => ("bad", "evidence-asked-returned"),
        (true, false) => ("care", "evidence-asked-open"),
        (false, _) => ("good", "evidence-asked-answered"),
    };
    let answer = format!("give?item={}&answers={}", one.item, one.seq);
    Asked {
        seq: one.seq,
        name: seen.heading(&one.item, w),
        whose: w.say(whose(ours)),
        tone,
        state: w.say(state),
        what: one
            .what
            .as_ref()
            .map_or(String::new(), |what| note(what, w)),
        due: w.day(&one.due),
        answer: (one.open && !ours).then_some(answer),
        ours,
    }
}

fn tone(worth: Worth) -> (&'static str, &'static str) {
    match worth {
        Worth::Waits => ("care", "waits"),
        Worth::Returned => ("bad", "returned"),
        Worth::Over => ("bad", "over"),
        Worth::Accepted => ("good", "accepted"),
        Worth::Withdrawn => ("mute", "withdrawn"),
    }
}

pub(super) fn given(one: &PieceView, seen: &Seen, signed: &Signed) -> Given {
    let w = Words(signed.language());
    let ours = one.by == seen.own();
    let (tone, worth) = tone(one.worth);
    let there = |text: &Note| *text != Note::Redacted;
    let words = one.fact.as_ref().is_some_and(there);
    let file = one.file.as_ref().is_some_and(|file| there(&file.name));
    Given {
        seq: one.seq,
        name: seen.heading(&one.item, w),
        tone,
        worth: w.code("worth-", worth),
        fact: one
            .fact
            .as_ref()
            .map_or(String::new(), |fact| note(fact, w)),
        file: one.file.as_ref().map(|file| of_file(file, w)),
        facts: facts(one, seen, signed),
        to_review: !ours && one.worth != Worth::Withdrawn,
        ours: ours && one.worth != Worth::Withdrawn,
        erasable: ours && (words || file),
    }
}

fn of_file(file: &FileView, w: Words) -> File {
    let about = w.with2(
        "evidence-file-about",
        ("kind", &w.code("media-", file.media.code())),
        ("size", &size(file.size)),
    );
    match &file.name {
        Note::Text(name) => File {
            name: crate::download::plain_name(name),
            about,
            there: true,
        },
        Note::Redacted => File {
            name: note(&file.name, w),
            about,
            there: false,
        },
    }
}

/// Bytes as people read them: whole KiB, or MiB with one decimal, rounded up so that nothing is 0.
fn size(bytes: u64) -> String {
    match bytes.div_ceil(1024) {
        kib @ 0..1024 => format!("{kib} KB"),
        kib => {
            let tenths = (kib * 10).div_ceil(1024);
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

fn facts(one: &PieceView, seen: &Seen, signed: &Signed) -> Vec<(String, String)> {
    let w = Words(signed.language());
    let offset = signed.access.store.offset();
    let ours = one.by == seen.own();
    let person = one
        .person
        .and_then(|person| seen.evidence.names.get(&person));
    let by = match person {
        Some(name) => format!("{} / {name}", w.say(whose(ours))),
        None => w.say(whose(ours)),
    };
    let covers = match one.until {
        Some(until) if until != one.from => w.with2(
            "evidence-from-until",
            ("from", &w.day(&one.from)),
            ("until", &w.day(&until)),
        ),
        _ => w.day(&one.from),
    };
    let mut facts = vec![
        (w.say("evidence-by"), by),
        (w.say("evidence-given-on"), w.day(&one.recorded.day(offset))),
        (w.say("evidence-covers"), covers),
    ];
    let mut add = |key: &str, value: Option<String>| {
        facts.extend(value.map(|value| (w.say(key), value)));
    };
    add("evidence-expires", one.expires.map(|day| w.day(&day)));
    add(
        "evidence-reviewed-on",
        one.reviewed.map(|at| w.day(&at.day(offset))),
    );
    add(
        "evidence-reason",
        one.reason.as_ref().map(|reason| note(reason, w)),
    );
    facts
}
