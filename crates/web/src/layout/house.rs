//! The ways between the pages of an organisation: its sections in groups, and the tabs of one engagement.

use super::{Link, Words};
use crate::access::called;
use ledger::body::shared::Side;
use ledger::id::EngagementId;
use ledger::policy::{Action, Part};
use store::door::{Arrival, NamedEngagement};

/// Sections that belong together.
#[derive(Clone, Debug)]
pub struct Group {
    /// What they are; none for those that are always in sight.
    pub heading: Option<String>,
    /// The pages.
    pub links: Vec<Link>,
}

/// A page: its path, its words, and what must be seen there.
type Place = (&'static str, &'static str, Part);

/// Where people go every day: in sight on the smallest screen.
const DAILY: &[Place] = &[
    ("/o", "nav-home", Part::Organisation),
    ("/o/calendar", "nav-calendar", Part::Sides),
    ("/o/engagements", "engagement-section", Part::Sides),
    ("/o/conditions", "nav-conditions", Part::Conditions),
];

/// The other sections, group by group, as they stand in the navigation.
const GROUPS: &[(&str, &[Place])] = &[
    (
        "nav-partners",
        &[
            ("/o/approvals", "nav-approvals", Part::Approvals),
            ("/o/chain", "map-title", Part::Sides),
            ("/o/screenings", "screening-section", Part::Screenings),
        ],
    ),
    (
        "nav-house",
        &[
            ("/o/standing", "access-section-standing", Part::Statements),
            ("/o/items", "items-title", Part::Items),
        ],
    ),
    (
        "nav-manage",
        &[
            ("/o/people", "access-section-people", Part::People),
            ("/o/settings", "organisation-settings", Part::Organisation),
            ("/o/ledger", "nav-ledger", Part::HouseHistory),
            ("/o/server", "nav-server", Part::ServerHistory),
        ],
    ),
];

/// What is somebody's own; their name stands over it.
const PERSONAL: &[Place] = &[
    ("/o/security", "access-section-security", Part::Organisation),
    ("/o/mail", "mailbox-title", Part::Organisation),
    ("/me", "organisation-me", Part::Organisation),
];

/// The pages of one engagement: path below its own, words, and what must be seen there.
const TABS: &[Place] = &[
    ("", "engagement-tab-views", Part::Views),
    ("/terms", "engagement-tab-terms", Part::Terms),
    ("/evidence", "evidence-section", Part::Evidence),
    ("/below", "chain-section", Part::PassedOn),
    ("/works", "engagement-tab-works", Part::Works),
    ("/conditions", "nav-conditions", Part::Conditions),
];

/// The sections of an organisation that somebody may see. `at` follows each address.
#[must_use]
pub fn house_groups(arrival: &Arrival, here: &str, at: &str, w: Words) -> Vec<Group> {
    let links = |places: &[Place]| {
        let seen = places
            .iter()
            .filter(|(_, _, part)| arrival.may(Action::See(*part)));
        seen.map(|(path, key, _)| Link {
            href: format!("{path}{at}"),
            label: w.say(key),
            current: here == *path || (*path != "/o" && is_below(here, path)),
        })
        .collect()
    };
    let group = |heading, places| Group {
        heading,
        links: links(places),
    };
    let mut groups = vec![group(None, DAILY)];
    let named = GROUPS.iter();
    groups.extend(named.map(|(key, places)| group(Some(w.say(key)), *places)));
    groups.push(group(Some(arrival.name.clone()), PERSONAL));
    groups.retain(|group| !group.links.is_empty());
    groups
}

/// Whether an address is one of the pages below another.
fn is_below(here: &str, path: &str) -> bool {
    here.strip_prefix(path)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Over every page of an engagement: which one, with whom, and its other pages.
#[derive(Clone, Debug)]
pub struct Head {
    /// What the work is called.
    pub title: String,
    /// The engagement's first page.
    pub href: String,
    /// Who stands across.
    pub across: String,
    /// The same, and as what.
    pub partner: String,
    /// Its pages.
    pub tabs: Vec<Link>,
    /// Whether this is the first page, whose heading is the title itself.
    pub first: bool,
    /// Says when it ended, where it has.
    pub closed: Option<String>,
}

impl Head {
    /// Of an engagement, for somebody at `here` in it. `at` follows each address.
    #[must_use]
    pub fn new(
        arrival: &Arrival,
        (id, title): (EngagementId, &str),
        (side, partner): (Side, &str),
        (here, at): (&str, &str),
        w: Words,
    ) -> Head {
        let base = format!("/o/engagements/{id}");
        let rest = here.strip_prefix(base.as_str()).unwrap_or("");
        let at_tab = |path: &str| match path {
            "" => matches!(rest, "" | "/answer" | "/heard"),
            "/terms" => rest == path || rest == "/agreement" || is_below(rest, path),
            _ => rest == path || is_below(rest, path),
        };
        let seen = TABS
            .iter()
            .filter(|(_, _, part)| arrival.may(Action::See(*part)));
        let tab = |(path, key, _): &Place| Link {
            href: format!("{base}{path}{at}"),
            label: w.say(key),
            current: at_tab(path),
        };
        let side = w.code("side-", side.code());
        let as_what = ("side", side.as_str());
        Head {
            title: title.to_owned(),
            across: partner.to_owned(),
            href: format!("{base}{at}"),
            partner: w.with2("engagement-with", as_what, ("organisation", partner)),
            tabs: seen.map(tab).collect(),
            first: rest.is_empty(),
            closed: None,
        }
    }

    /// Of an engagement that was looked at.
    #[must_use]
    pub fn of(arrival: &Arrival, seen: &NamedEngagement, at: (&str, &str), w: Words) -> Head {
        let (engagement, across) = (&seen.engagement, seen.engagement.own.other());
        let partner = called(&seen.party(across).names, *w.language());
        let of = (engagement.id, engagement.title.as_str());
        let closed = engagement.closed.map(|day| w.day(&day));
        Head {
            closed: closed.map(|day| w.with("engagement-ended-on", "day", day)),
            ..Head::new(arrival, of, (across, &partner), at, w)
        }
    }
}
