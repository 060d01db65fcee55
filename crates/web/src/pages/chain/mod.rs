//! Work passed on, as seen from one engagement: the client's rule, what the vendor asked, and the chain below as far as it is disclosed.

mod act;

pub use act::{ask, decide, end, link, rule};

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ledger::body::Kind;
use ledger::body::chain::{Openness, Passing};
use ledger::body::shared::{Confidentiality, Side};
use ledger::disclosed::Disclosed;
use ledger::id::EngagementId;
use ledger::view::below::{BelowView, Coverage};
use ledger::view::chain::{PassedOnView, SubcontractView};
use store::acts::NotDone;
use store::door::{Chain, NamedEngagement, NamedTerms, When};

use crate::access::{Signed, Trouble};
use crate::layout::{Frame, Words};
use crate::pages::standing::note;
use crate::pages::terms::heading;

#[derive(Template)]
#[template(path = "pages/chain/page.html")]
struct Page {
    frame: Frame,
    token: String,
    here: String,
    lead: String,
    passing: Option<String>,
    rules: Vec<(&'static str, String, bool)>,
    asked: Vec<Asked>,
    below: Vec<Row>,
    /// Whether the chain has more than is shown.
    more: bool,
    /// How many of the terms that flow down are agreed nowhere below.
    holes: usize,
    may: May,
    levels: Vec<(&'static str, String)>,
    /// Engagements that could pass on this one's work.
    linkable: Vec<(String, String)>,
    openness: Vec<(&'static str, String)>,
    typed: act::Typed,
    trouble: Option<Trouble>,
}

struct May {
    rule: bool,
    decide: bool,
    ask: bool,
    link: bool,
}

/// A subcontract as asked and decided.
struct Asked {
    id: String,
    name: String,
    purpose: String,
    facts: Vec<(String, String)>,
    tone: &'static str,
    state: String,
    lacks: bool,
    ended: bool,
}

/// An engagement below.
struct Row {
    rank: u64,
    name: String,
    /// The name the client was asked for, where it is another.
    asked: Option<String>,
    /// Its last day, where it ended.
    ended: Option<String>,
    href: Option<String>,
    tone: &'static str,
    consent: String,
    coverage: String,
    missing: Vec<String>,
    openness: String,
    /// What takes the record back; for the vendor's own.
    unlink: Option<String>,
}

/// What the page knows.
struct Seen {
    engagement: NamedEngagement,
    terms: NamedTerms,
    passed_on: PassedOnView,
    below: Chain,
}

async fn seen(signed: &Signed, id: EngagementId) -> Result<Seen, Response> {
    signed
        .look_at(id, |look| {
            let (Some(engagement), Some(terms)) = (look.engagement()?, look.terms()?) else {
                return Ok(None);
            };
            let (Some(passed_on), Some(below)) = (look.passed_on()?, look.below()?) else {
                return Ok(None);
            };
            Ok(Some(Seen {
                engagement: engagement.into_inner(),
                terms: terms.into_inner(),
                passed_on: passed_on.into_inner(),
                below: below.into_inner(),
            }))
        })
        .await
}

/// `/o/engagements/{id}/below`
pub async fn page(signed: Signed, Path(id): Path<String>) -> Result<Response, Response> {
    let id = id.parse().map_err(|_| signed.failed(&NotDone::Absent))?;
    show(&signed, id, act::Typed::default(), None).await
}

async fn show(
    signed: &Signed,
    id: EngagementId,
    typed: act::Typed,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let seen = seen(signed, id).await?;
    let w = Words(signed.language());
    let frame = signed.frame_of(&seen.engagement, &w.say("chain-section"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let may = may(signed, &seen);
    let own = seen.passed_on.own;
    let lead = match own {
        Side::Client => "chain-lead-client",
        Side::Vendor => "chain-lead-vendor",
    };
    let passing = seen.passed_on.passing;
    let page = Page {
        token: signed.token.clone(),
        here: format!("/o/engagements/{id}/below"),
        lead: w.with(lead, "title", &seen.engagement.engagement.title),
        passing: passing.map(|passing| w.code("passing-", passing.code())),
        rules: Passing::ALL
            .iter()
            .map(|one| {
                (
                    one.code(),
                    w.code("passing-", one.code()),
                    passing == Some(*one),
                )
            })
            .collect(),
        asked: seen
            .passed_on
            .subcontracts
            .iter()
            .map(|one| asked(one, w))
            .collect(),
        holes: holes(&seen.below.rows),
        below: below(&seen, signed),
        more: seen.below.more,
        linkable: if may.link {
            linkable(signed, id, &seen).await?
        } else {
            Vec::new()
        },
        openness: w.choices("openness-", Openness::ALL.iter().map(|one| one.code())),
        levels: w.choices(
            "information-",
            Confidentiality::ALL.iter().map(|one| one.code()),
        ),
        may,
        typed,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

fn may(signed: &Signed, seen: &Seen) -> May {
    let open = seen.engagement.engagement.closed.is_none() && signed.when == When::Now;
    let (client, vendor) = (Side::Client, Side::Vendor);
    let can = |side, kind| open && seen.passed_on.own == side && signed.can(kind);
    May {
        rule: can(client, Kind::PassingRuled),
        decide: can(client, Kind::SubcontractDecided),
        ask: can(vendor, Kind::SubcontractAsked),
        link: can(vendor, Kind::Chained),
    }
}

/// Terms that flow down and are agreed in none of the engagements below, as far as those are open.
fn holes(below: &[BelowView]) -> usize {
    let going_on = below.iter().filter(|row| row.closed.is_none());
    let open = going_on.filter_map(|row| row.coverage.as_ref());
    let missing = open.flat_map(|coverage| &coverage.missing);
    missing.collect::<std::collections::BTreeSet<_>>().len()
}

fn asked(one: &SubcontractView, w: Words) -> Asked {
    let said = |said: bool| {
        w.say(if said {
            "engagement-yes"
        } else {
            "engagement-no"
        })
    };
    let mut facts = vec![(w.say("terms-from"), w.day(&one.from))];
    let level = one
        .information
        .map(|level| w.code("information-", level.code()));
    facts.extend(level.map(|level| (w.say("engagement-information"), level)));
    let personal = one.personal_data.map(said);
    facts.extend(personal.map(|word| (w.say("engagement-personal"), word)));
    let reason = one.reason.as_ref().map(|reason| note(reason, w));
    facts.extend(reason.map(|reason| (w.say("chain-reason"), reason)));
    facts.extend(
        one.ended
            .map(|day| (w.say("engagement-closed"), w.day(&day))),
    );
    let (tone, state) = match one.consents {
        Some(true) => ("good", "chain-consented"),
        Some(false) => ("bad", "chain-refused"),
        None => ("care", "chain-undecided"),
    };
    Asked {
        id: one.id.to_string(),
        name: one.name.clone().unwrap_or_else(|| w.say("chain-unnamed")),
        purpose: one.purpose.clone(),
        facts,
        tone,
        state: w.say(state),
        lacks: one.lacks_consent,
        ended: one.ended.is_some(),
    }
}

fn below(seen: &Seen, signed: &Signed) -> Vec<Row> {
    let w = Words(signed.language());
    let own = seen.passed_on.own == Side::Vendor;
    let row = |one: &BelowView| {
        let (tone, consent) = match (one.subcontract, one.consents) {
            _ if one.name.is_none() => ("mute", w.say("chain-not-told")),
            (_, Some(true)) => ("good", w.say("chain-consented")),
            (_, Some(false)) => ("bad", w.say("chain-refused")),
            (Some(_), None) => ("care", w.say("chain-undecided")),
            (None, None) if one.rank == 2 => ("care", w.say("chain-unasked")),
            (None, None) => ("mute", w.say("chain-not-told")),
        };
        let missing = one.coverage.as_ref().map(|coverage| &coverage.missing);
        let name = |item| heading(item, seen.terms.terms.of(item), w);
        Row {
            rank: one.rank,
            name: one.name.clone().unwrap_or_else(|| w.say("chain-unnamed")),
            // Under another name than the client was asked for, it must not pass for what was consented to.
            asked: one
                .asked
                .clone()
                .filter(|asked| Some(asked) != one.name.as_ref()),
            ended: one.closed.map(|day| w.day(&day)),
            href: one.engagement.map(|id| format!("/o/engagements/{id}")),
            tone,
            consent,
            coverage: coverage(one.coverage.as_ref(), w),
            missing: missing.into_iter().flatten().map(name).collect(),
            openness: w.code("openness-", one.openness.code()),
            unlink: one
                .engagement
                .filter(|_| own && one.rank == 2)
                .map(|id| id.to_string()),
        }
    };
    seen.below.rows.iter().map(row).collect()
}

fn coverage(of: Option<&Coverage>, w: Words) -> String {
    of.map_or_else(
        || w.say("chain-not-told"),
        |of| {
            let agreed = of.terms - of.missing.len();
            let (agreed, terms) = (agreed.to_string(), of.terms.to_string());
            w.with2("chain-covered", ("agreed", &agreed), ("terms", &terms))
        },
    )
}

/// The engagements in which the organisation is client and that do not pass on this one's work yet.
async fn linkable(
    signed: &Signed,
    id: EngagementId,
    seen: &Seen,
) -> Result<Vec<(String, String)>, Response> {
    let rows = signed
        .act(|store, visitor| Ok(store.engagements(visitor)?))
        .await
        .map_err(|error| signed.failed(&error))?;
    let rows = rows
        .unwrap_or_default()
        .into_iter()
        .map(Disclosed::into_inner);
    let known: Vec<_> = seen
        .below
        .rows
        .iter()
        .filter_map(|row| row.engagement)
        .collect();
    let fits = |row: &std::sync::Arc<store::door::EngagementRow>| {
        row.own == Side::Client && row.closed.is_none() && row.id != id && !known.contains(&row.id)
    };
    let fitting = rows.filter(fits);
    Ok(fitting
        .map(|row| {
            (
                row.id.to_string(),
                format!("{} / {}", row.across, row.title),
            )
        })
        .collect())
}
