//! What waits on an engagement's evidence, the most pressing first: what we owe, what we are to judge, what the other side owes.

use jiff::civil::Date;
use ledger::body::shared::Side;
use ledger::id::EngagementId;
use ledger::item::ItemCode;
use ledger::view::evidence::{AskedView, DueView, PieceView, Worth};

use super::Seen;
use crate::access::Signed;
use crate::layout::Words;
use crate::pages::standing::day;

/// Days before something is due from which on it is told.
const BEFORE: i32 = 60;

/// Something that waits, and where it is done.
pub(super) struct Next {
    pub tone: &'static str,
    pub word: String,
    pub name: String,
    pub detail: String,
    pub href: String,
    pub action: String,
    /// The most pressing first.
    order: (u8, Date),
}

struct Maker<'a> {
    seen: &'a Seen,
    w: Words,
    id: EngagementId,
    today: Date,
}

pub(super) fn list(
    seen: &Seen,
    signed: &Signed,
    id: EngagementId,
    about: impl Fn(&ItemCode) -> bool,
) -> Vec<Next> {
    let (w, today) = (Words(signed.language()), day(signed));
    let make = Maker { seen, w, id, today };
    let view = seen.view();
    let asked = view.asked.iter().filter(|one| one.open && about(&one.item));
    let due = view.due.iter().filter(|one| about(&one.item));
    let pieces = view.pieces.iter().filter(|one| about(&one.item));
    let mut all: Vec<Next> = asked.map(|one| make.asked(one)).collect();
    all.extend(due.filter_map(|one| make.due(one)));
    all.extend(pieces.filter_map(|one| make.piece(one)));
    all.sort_by_key(|one| one.order);
    all
}

impl Maker<'_> {
    /// What a side owes by a day, and whether that is we.
    fn owed(&self, item: &ItemCode, ours: bool, by: Date, answers: Option<u64>) -> Next {
        let late = by < self.today;
        let (tone, word) = match (late, ours) {
            (true, _) => ("bad", "evidence-late"),
            (false, true) => ("care", "evidence-owed"),
            (false, false) => ("mute", "evidence-expected"),
        };
        let query = answers.map_or(String::new(), |seq| format!("&answers={seq}"));
        let here = format!("/o/engagements/{}/evidence", self.id);
        let (href, action) = match ours {
            true => (
                format!("{here}/give?item={item}{query}"),
                self.w.say("evidence-give"),
            ),
            false => (
                format!("{here}?item={item}#asked"),
                self.w.say("evidence-look"),
            ),
        };
        let pressing = match (ours, late) {
            (true, true) => 0,
            (false, true) => 2,
            (true, false) => 3,
            (false, false) => 4,
        };
        Next {
            tone,
            word: self.w.say(word),
            name: self.seen.heading(item, self.w),
            detail: String::new(),
            href,
            action,
            order: (pressing, by),
        }
    }

    fn asked(&self, one: &AskedView) -> Next {
        let ours = one.by != self.seen.own();
        let key = match (ours, one.returned) {
            (_, true) => "evidence-next-returned",
            (true, false) => "evidence-next-asked-us",
            (false, false) => "evidence-next-asked-them",
        };
        Next {
            detail: self.w.with(key, "day", self.w.day(&one.due)),
            ..self.owed(&one.item, ours, one.due, Some(one.seq))
        }
    }

    /// What an agreement wants shown soon, or wanted shown already.
    fn due(&self, one: &DueView) -> Option<Next> {
        let left = self
            .today
            .until(one.due)
            .map_or(i32::MAX, |span| span.get_days());
        let ours = self.seen.own() == Side::Vendor;
        let detail = self.w.with2(
            "evidence-next-due",
            ("day", &self.w.day(&one.due)),
            ("months", &one.months.to_string()),
        );
        (left <= BEFORE).then(|| Next {
            detail,
            ..self.owed(&one.item, ours, one.due, None)
        })
    }

    /// What we are to judge; and what was accepted, ran out, and has nothing in its place.
    fn piece(&self, one: &PieceView) -> Option<Next> {
        let ours = one.by == self.seen.own();
        match one.worth {
            Worth::Waits if !ours => Some(Next {
                tone: "care",
                word: self.w.say("evidence-to-review"),
                name: self.seen.heading(&one.item, self.w),
                detail: self
                    .w
                    .with("evidence-next-review", "day", self.w.day(&one.from)),
                href: format!(
                    "/o/engagements/{}/evidence?item={}#e.{}",
                    self.id, one.item, one.seq
                ),
                action: self.w.say("evidence-look"),
                order: (1, one.from),
            }),
            Worth::Returned if ours && one.answers.is_none() && !self.replaced(one) => Some(Next {
                detail: self.w.say("evidence-next-back"),
                ..self.owed(&one.item, true, self.today, None)
            }),
            Worth::Over if !self.replaced(one) => {
                let last = one.expires?;
                Some(Next {
                    detail: self.w.with("evidence-next-over", "day", self.w.day(&last)),
                    ..self.owed(&one.item, ours, last, None)
                })
            }
            _ => None,
        }
    }

    /// Whether something later of the same side counts or waits.
    fn replaced(&self, old: &PieceView) -> bool {
        let pieces = self.seen.view().pieces.iter();
        let mut later = pieces.filter(|one| one.item == old.item && one.by == old.by);
        later.any(|one| {
            let counts = matches!(one.worth, Worth::Accepted | Worth::Waits);
            // Of several that came back or ran out the last is told.
            let last = match old.worth {
                Worth::Over => (one.expires, one.seq) > (old.expires, old.seq),
                _ => one.seq > old.seq,
            };
            let lasted = one.worth == old.worth && last;
            counts || lasted
        })
    }
}
