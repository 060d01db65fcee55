//! The days of all engagements in words, the first first: for the page, the calendar file and programs.

use jiff::civil::Date;
use ledger::item::ItemCode;
use ledger::view::calendar::{Dated, Happening};
use store::door::EngagementDays;

use crate::catalogue::{catalogue, text};
use crate::layout::Words;

/// A day in words.
pub struct Day<'a> {
    /// The engagement.
    pub of: &'a EngagementDays,
    /// The day.
    pub day: Date,
    /// What happens.
    pub what: String,
    /// On which item; empty where it is the contract's.
    pub about: String,
    /// Whose turn it is; empty where it is both's.
    pub who: String,
    /// The page where it is looked at.
    pub path: String,
    /// Names it for ever.
    pub uid: String,
}

/// Every day, in order.
#[must_use]
pub fn days(engagements: &[EngagementDays], w: Words) -> Vec<Day<'_>> {
    let mut all = Vec::new();
    for of in engagements {
        all.extend(of.days.iter().map(|dated| day(of, dated, w)));
    }
    all.sort_by(|a, b| (a.day, &a.uid).cmp(&(b.day, &b.uid)));
    all
}

fn day<'a>(of: &'a EngagementDays, dated: &Dated, w: Words) -> Day<'a> {
    let who = dated.by.map(|side| match side == of.own {
        true => "calendar-ours",
        false => "calendar-theirs",
    });
    Day {
        of,
        day: dated.day,
        what: w.code("happening-", dated.what.code()),
        about: name(dated, w),
        who: who.map_or(String::new(), |key| w.say(key)),
        path: path(of, dated),
        uid: uid(of, dated),
    }
}

/// What the item is called: by the catalogue, or by those who proposed it.
fn name(dated: &Dated, w: Words) -> String {
    let Some(item) = &dated.item else {
        return String::new();
    };
    let known = catalogue().item(item.as_str());
    let known = known.map(|known| text(&known.name, *w.language()).to_owned());
    known
        .or_else(|| dated.heading.clone())
        .unwrap_or_else(|| w.say("terms-own"))
}

fn path(of: &EngagementDays, dated: &Dated) -> String {
    let id = of.id;
    match (dated.what, &dated.item) {
        (Happening::TermEnds | Happening::TermRenews, Some(item)) => {
            format!("/o/engagements/{id}/terms/{item}")
        }
        (Happening::ContractEnds | Happening::ContractRenews, _) | (_, None) => {
            format!("/o/engagements/{id}")
        }
        _ => format!("/o/engagements/{id}/evidence"),
    }
}

/// The same for the same thing, though its day moves: a request by its line, all else by item and side.
fn uid(of: &EngagementDays, dated: &Dated) -> String {
    let kind = match dated.what {
        Happening::ContractEnds | Happening::ContractRenews => "contract",
        Happening::TermEnds | Happening::TermRenews => "term",
        other => other.code(),
    };
    let item = dated.item.as_ref().map_or("", ItemCode::as_str);
    let side = dated.by.map_or("", |side| side.code());
    let line = match dated.what {
        Happening::EvidenceAsked => dated.seq.to_string(),
        _ => String::new(),
    };
    format!("{}.{kind}.{item}.{side}.{line}@torikime", of.id)
}
