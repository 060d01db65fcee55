//! Routes, requests and decisions in words.

use std::collections::BTreeMap;

use ledger::body::approval::{Before, Wanted};
use ledger::id::PersonId;
use ledger::state::approval::Stage;
use ledger::view::approval::{DecisionView, RequestView};
use store::door::{NamedApprovals, NamedEngagement};

use crate::access::{Signed, called};
use crate::layout::Words;
use crate::pages::standing::note;
use crate::pages::terms::heading;

/// People by number.
pub(super) type Names = BTreeMap<PersonId, String>;

/// A request in a list.
pub(in crate::pages) struct Row {
    pub href: String,
    pub what: String,
    pub tone: &'static str,
    pub stage: String,
    /// On which engagement, and who asked when.
    pub about: String,
    pub waits: Option<String>,
}

pub(super) fn name(person: Option<PersonId>, names: &Names, w: Words) -> String {
    let known = person.and_then(|person| names.get(&person).cloned());
    known.unwrap_or_else(|| w.say("access-erased"))
}

/// What a request asks for, in words; `called` is the item's name where it stands in no catalogue.
pub(super) fn what(request: &RequestView, called: Option<&String>, w: Words) -> String {
    let item = request.wanted.item();
    let own = match &request.wanted {
        Wanted::Propose(proposed) => proposed.wording.heading.as_ref(),
        Wanted::Accept(_) => called,
    };
    let item = own.cloned().unwrap_or_else(|| heading(item, None, w));
    let key = format!("approval-what-{}", request.wanted.before());
    w.with(&key, "item", item)
}

/// Acts in words, one after the other.
pub(super) fn before(of: &[Before], w: Words) -> String {
    let words: Vec<String> = of
        .iter()
        .map(|one| w.code("approval-before-", one.code()))
        .collect();
    words.join(&w.say("organisation-list-joint"))
}

/// Who decides at each step.
pub(super) fn steps(of: &[Vec<PersonId>], names: &Names, w: Words) -> Vec<String> {
    of.iter().map(|step| step_words(step, names, w)).collect()
}

fn step_words(step: &[PersonId], names: &Names, w: Words) -> String {
    let people: Vec<String> = step.iter().map(|one| name(Some(*one), names, w)).collect();
    people.join(&w.say("approvals-or"))
}

pub(super) fn tone(stage: Stage) -> &'static str {
    match stage {
        Stage::Waiting => "care",
        Stage::Approved => "good",
        Stage::Returned => "bad",
        Stage::Used | Stage::Withdrawn | Stage::Lapsed => "mute",
    }
}

/// Title and partner of an engagement.
pub(super) fn engagement(of: Option<&NamedEngagement>, w: Words) -> String {
    let Some(of) = of else {
        return String::new();
    };
    let across = of.party(of.engagement.own.other());
    let organisation = called(&across.names, *w.language());
    w.with2(
        "approvals-on",
        ("title", &of.engagement.title),
        ("organisation", &organisation),
    )
}

/// Who asked, and when.
pub(super) fn asked(request: &RequestView, names: &Names, signed: &Signed) -> String {
    let w = Words(signed.language());
    let day = request.recorded.day(signed.access.store.offset());
    let person = name(request.person, names, w);
    w.with2(
        "approvals-asked-by",
        ("person", &person),
        ("day", &w.day(&day)),
    )
}

/// For whom a request waits.
pub(super) fn waits(request: &RequestView, names: &Names, w: Words) -> Option<String> {
    let step = request.steps.get(request.step);
    let step = step.filter(|_| request.stage == Stage::Waiting)?;
    let args = [
        ("step", (request.step + 1).to_string()),
        ("steps", request.steps.len().to_string()),
        ("people", step_words(step, names, w)),
    ];
    Some(report::words::say(*w.language(), "approvals-waits", &args))
}

pub(super) fn row(request: &RequestView, seen: &NamedApprovals, signed: &Signed) -> Row {
    let w = Words(signed.language());
    let at = signed
        .past()
        .map_or(String::new(), |day| format!("?at={day}"));
    let called = (request.engagement, request.wanted.item().clone());
    let on = engagement(seen.engagements.get(&request.engagement), w);
    Row {
        href: format!("/o/approvals/{}{at}", request.seq),
        what: what(request, seen.headings.get(&called), w),
        tone: tone(request.stage),
        stage: w.code("approval-stage-", request.stage.code()),
        about: format!("{on} {}", asked(request, &seen.names, signed)),
        waits: waits(request, &seen.names, w),
    }
}

/// A step of a request's route, and what was decided there.
pub(super) struct Step {
    pub who: String,
    pub tone: &'static str,
    pub state: String,
    pub decided: Option<String>,
    pub remark: Option<String>,
}

pub(super) fn way(request: &RequestView, names: &Names, signed: &Signed) -> Vec<Step> {
    let w = Words(signed.language());
    let step = |(at, people): (usize, &Vec<PersonId>)| {
        let decision = request.decisions.get(at);
        let turn = request.stage == Stage::Waiting && at == request.step;
        let (tone, key) = match decision {
            Some(one) if one.approves => ("good", "approvals-step-approved"),
            Some(_) => ("bad", "approvals-step-returned"),
            None if turn => ("care", "approvals-step-turn"),
            None => ("mute", "approvals-step-later"),
        };
        Step {
            who: step_words(people, names, w),
            tone,
            state: w.say(key),
            decided: decision.map(|one| decided(one, names, signed)),
            remark: decision
                .and_then(|one| one.remark.as_ref())
                .map(|remark| note(remark, w)),
        }
    };
    request.steps.iter().enumerate().map(step).collect()
}

/// Who decided, in whose place, and when.
fn decided(one: &DecisionView, names: &Names, signed: &Signed) -> String {
    let w = Words(signed.language());
    let person = name(one.person, names, w);
    let who = match one.instead_of {
        Some(approver) => w.with2(
            "approvals-instead",
            ("person", &person),
            ("approver", &name(Some(approver), names, w)),
        ),
        None => person,
    };
    let day = one.recorded.day(signed.access.store.offset());
    w.with2(
        "approvals-decided-by",
        ("person", &who),
        ("day", &w.day(&day)),
    )
}
