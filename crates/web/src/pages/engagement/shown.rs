//! What an engagement's page shows of what it knows: facts, rows of items, links, in words.

use jiff::civil::Date;
use ledger::body::shared::Side;
use ledger::catalogue::Item;
use ledger::divergence::Divergence;
use ledger::view::shared::{BothViews, LinkView, ViewOfItem};
use report::marks::Mark;
use store::door::NamedEngagement;

use super::{Facts, Seen};
use crate::access::{Signed, called};
use crate::catalogue::{catalogue, divergence_tone, text, view_mark, view_tone};
use crate::layout::Words;
use crate::pages::engagements::Typed;
use crate::pages::standing::{note, topic_name};

pub(super) struct Topic {
    pub name: String,
    pub rows: Vec<Row>,
}

pub(super) struct Row {
    pub item: String,
    pub name: String,
    pub plain: String,
    pub own: Word,
    pub across: Word,
    /// Whether a text is agreed.
    pub agreed: bool,
    /// Neither side said anything, and nothing is agreed.
    pub silent: bool,
    pub differs: Option<(&'static str, String)>,
    /// What to do next about the difference.
    pub next: String,
    pub disputed: Option<String>,
}

/// One side's word on an item.
pub(super) struct Word {
    pub mark: Mark,
    pub tone: &'static str,
    pub word: String,
    pub from: String,
    /// How it came: by link, or heard.
    pub how: Option<String>,
    pub note: Option<String>,
}

pub(super) struct Counted {
    pub tone: &'static str,
    pub word: String,
    pub count: usize,
}

pub(super) struct Given {
    pub link: String,
    pub to: String,
    pub what: String,
    pub state: String,
    pub open: bool,
}

/// What the form to describe the work begins with.
pub(super) fn known(seen: &NamedEngagement) -> Typed {
    let Some((_, described)) = &seen.engagement.described else {
        return Typed::default();
    };
    let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    let said = |said: Option<bool>| match said {
        Some(true) => "yes".to_owned(),
        Some(false) => "no".to_owned(),
        None => String::new(),
    };
    Typed {
        kinds: described
            .kinds
            .iter()
            .map(|kind| kind.code().to_owned())
            .collect(),
        from: day(described.from),
        until: day(described.until),
        renews: said(described.renews),
        information: described
            .information
            .map_or("", |level| level.code())
            .to_owned(),
        personal: said(described.personal_data),
        reference: described.reference.clone().unwrap_or_default(),
        ..Typed::default()
    }
}

pub(super) fn facts(seen: &NamedEngagement, w: Words) -> Facts {
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut add = |key: &str, value: Option<String>| {
        let value = value.unwrap_or_else(|| w.say("engagement-unsaid"));
        facts.push((w.say(key), value));
    };
    let described = seen
        .engagement
        .described
        .as_ref()
        .map(|(_, described)| described);
    let day = |day: Option<Date>| day.map(|day| w.day(&day));
    let said = |said: Option<bool>| {
        said.map(|said| {
            w.say(if said {
                "engagement-yes"
            } else {
                "engagement-no"
            })
        })
    };
    let kinds = described.filter(|described| !described.kinds.is_empty());
    add(
        "engagement-kinds",
        kinds.map(|described| {
            let kinds = described.kinds.iter();
            let words: Vec<String> = kinds.map(|kind| w.code("work-", kind.code())).collect();
            words.join(" / ")
        }),
    );
    add(
        "engagement-from",
        day(described.and_then(|known| known.from)),
    );
    add(
        "engagement-until",
        day(described.and_then(|known| known.until)),
    );
    add(
        "engagement-renews",
        said(described.and_then(|known| known.renews)),
    );
    let level = described.and_then(|known| known.information);
    add(
        "engagement-information",
        level.map(|level| w.code("information-", level.code())),
    );
    add(
        "engagement-personal",
        said(described.and_then(|known| known.personal_data)),
    );
    add(
        "engagement-reference",
        described.and_then(|known| known.reference.clone()),
    );
    if let Some(last) = seen.engagement.closed {
        facts.push((w.say("engagement-closed"), w.day(&last)));
    }
    facts
}

pub(super) fn of_side(seen: &NamedEngagement, side: Side, own: Side, w: Words) -> (String, Facts) {
    let named = seen.party(side);
    let whose = if side == own {
        "engagement-ours"
    } else {
        "engagement-theirs"
    };
    let heading = format!("{} ({})", w.code("side-", side.code()), w.say(whose));
    let mut facts = vec![(
        w.say("engagement-name"),
        called(&named.names, *w.language()),
    )];
    if let Some(Some(number)) = named
        .party
        .partner
        .as_ref()
        .map(|partner| &partner.identifier)
    {
        facts.push((w.say("engagement-number"), number.to_string()));
    }
    let responsible = named.responsible.clone();
    let unsaid = || w.say("engagement-unsaid");
    facts.push((
        w.say("engagement-responsible"),
        responsible.unwrap_or_else(unsaid),
    ));
    (heading, facts)
}

fn word(view: Option<&ViewOfItem>, agreed: bool, w: Words) -> Word {
    let value = view.map(|view| view.value);
    let how = match view.map(|view| (view.heard, view.by_link)) {
        Some((true, _)) => Some(w.say("engagement-heard-tag")),
        Some((_, true)) => Some(w.say("engagement-by-link-tag")),
        None if agreed => Some(w.say("engagement-agreed-enough")),
        _ => None,
    };
    Word {
        mark: view_mark(value),
        tone: view_tone(value),
        word: view_mark(value).word(*w.language()),
        from: view.map_or(String::new(), |view| w.day(&view.from)),
        how,
        note: view
            .and_then(|view| view.note.as_ref())
            .map(|text| note(text, w)),
    }
}

fn row(item: &Item, both: Option<&BothViews>, own: Side, w: Words) -> Row {
    let of = |side| both.and_then(|both| both.of(side));
    let how = both.and_then(|both| both.divergence);
    let silent = of(own).is_none();
    let next = how.map_or(String::new(), |how| {
        let key = format!("divergence-{}", how.code());
        let step = if how == Divergence::OneSided && silent {
            "ours"
        } else {
            "next"
        };
        report::words::attr(*w.language(), &key, step, &[])
    });
    let dispute = both.and_then(|both| both.dispute.as_ref());
    let agreed = both.is_some_and(|both| both.agreed);
    Row {
        item: item.id.to_string(),
        name: text(&item.name, *w.language()).to_owned(),
        plain: text(&item.plain, *w.language()).to_owned(),
        agreed,
        silent: !agreed && silent && of(own.other()).is_none(),
        own: word(of(own), agreed, w),
        across: word(of(own.other()), agreed, w),
        differs: how.map(|how| (divergence_tone(how), w.code("divergence-", how.code()))),
        next,
        disputed: dispute.map(|dispute| {
            dispute
                .note
                .as_ref()
                .map_or(String::new(), |text| note(text, w))
        }),
    }
}

pub(super) fn section(topic: &str, items: &[&Item], seen: &Seen, w: Words) -> Topic {
    let own = seen.engagement.engagement.own;
    let row = |item: &&Item| row(item, seen.views.get(item.id.as_str()), own, w);
    Topic {
        name: topic_name(topic, *w.language()),
        rows: items.iter().map(row).collect(),
    }
}

/// Takes the rows out of which nothing can be read yet, and topics that have no others.
pub(super) fn take_silent(topics: &mut Vec<Topic>) -> Vec<Row> {
    let mut silent = Vec::new();
    for topic in topics.iter_mut() {
        let rows = std::mem::take(&mut topic.rows);
        let (of_none, told): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.silent);
        silent.extend(of_none);
        topic.rows = told;
    }
    topics.retain(|topic| !topic.rows.is_empty());
    silent
}

/// The items on which the sides differ, the most harmful difference first.
pub(super) fn differing(seen: &Seen, w: Words) -> Vec<Row> {
    let own = seen.engagement.engagement.own;
    let differ = seen.views.values().filter(|both| both.divergence.is_some());
    let mut differ: Vec<&BothViews> = differ.collect();
    differ.sort_by_key(|both| both.divergence);
    let row = |both: &&BothViews| {
        let item = catalogue().item(both.item.as_str())?;
        Some(row(item, Some(both), own, w))
    };
    differ.iter().filter_map(row).collect()
}

/// How many items both sides said something of.
pub(super) fn by_both(seen: &Seen) -> usize {
    let said = |both: &&BothViews| both.client.is_some() && both.vendor.is_some();
    seen.views.values().filter(said).count()
}

pub(super) fn counted(seen: &Seen, w: Words) -> Vec<Counted> {
    let count = |how: &Divergence| Counted {
        tone: divergence_tone(*how),
        word: w.code("divergence-", how.code()),
        count: seen
            .views
            .values()
            .filter(|both| both.divergence == Some(*how))
            .count(),
    };
    Divergence::ALL.iter().map(count).collect()
}

pub(super) fn given(links: &[LinkView], own: Side, signed: &Signed) -> Vec<Given> {
    let w = Words(signed.language());
    let offset = signed.access.store.offset();
    let one = |link: &LinkView| {
        let verbs = link.verbs.iter().map(|verb| w.code("verb-", verb.code()));
        let whose = if link.side == own {
            "engagement-ours"
        } else {
            "engagement-theirs"
        };
        let until = w.with("access-until", "day", w.day(&link.expires.day(offset)));
        Given {
            link: link.id.to_string(),
            to: link.to.as_ref().map_or(String::new(), |to| note(to, w)),
            what: format!(
                "{}: {}",
                w.say(whose),
                verbs.collect::<Vec<_>>().join(" / ")
            ),
            state: if link.open {
                until
            } else {
                w.say("engagement-link-over")
            },
            open: link.open,
        }
    };
    links.iter().map(one).collect()
}
