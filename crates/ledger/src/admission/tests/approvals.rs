//! What the table of approvals says, as bodies of entries.

use super::words::{Day, body, somebody};
use crate::admission::approved;
use crate::body::Body;
use crate::body::approval::{
    Accepting, Acting, ActingNamed, ApprovalAsked, ApprovalDecided, ApprovalUsed,
    ApprovalWithdrawn, Before, RouteEnded, RouteSet, Wanted,
};
use crate::id::{EngagementId, PersonId};
use crate::samples::{ENGAGEMENT, opening, person};
use crate::state::State;

/// `c/ra`: the first step is `c`'s, the second that of `r` or `a`. `-` is no step, `/` alone an empty one.
fn steps(word: &str) -> Vec<Vec<PersonId>> {
    let long = word.replace("LONG", &"c/".repeat(10));
    let steps = long.split('/').filter(|_| word != "-");
    steps
        .map(|step| step.chars().map(person).collect())
        .collect()
}

fn route(words: &[&str; 3], own: bool) -> RouteSet {
    let [name, before, steps_of] = words;
    let before = before.split(',').filter_map(Before::of);
    RouteSet {
        name: name.replace('_', " ").replace("LONG", &"長".repeat(201)),
        before: before.collect(),
        steps: steps(steps_of),
        own,
    }
}

fn wanted(of: Body) -> Wanted {
    match of {
        Body::TermProposed(proposed) => Wanted::Propose(proposed),
        Body::TermAccepted(accepted) => Wanted::Accept(Accepting {
            item: accepted.item,
            proposal: accepted.proposal,
            hash: accepted.hash,
        }),
        other => panic!("{other:?}"),
    }
}

fn asked(words: &[&str], engagement: EngagementId, of: &Day) -> Body {
    ApprovalAsked {
        engagement,
        wanted: wanted(body(&words.join(" "), of.0)),
        reason: None,
    }
    .into()
}

/// `approval-decided REQUEST STEP yes|no`, and after it `for:LETTER` and a remark.
fn decided(words: &[&str], rest: &[&str]) -> ApprovalDecided {
    let instead_of = rest.iter().find_map(|word| word.strip_prefix("for:"));
    let remark = rest.iter().find(|word| !word.starts_with("for:"));
    ApprovalDecided {
        request: words[0].parse().unwrap(),
        step: words[1].parse().unwrap(),
        approves: words[2] == "yes",
        instead_of: instead_of.map(somebody),
        remark: remark.map(|text| opening(text).seal()),
    }
}

pub(super) fn approving(words: &[&str], of: &Day) -> Option<Body> {
    let number = |word: &str| word.parse().unwrap();
    Some(match *words {
        ["route-set", name, before, steps, ref rest @ ..] => {
            route(&[name, before, steps], rest == ["own"]).into()
        }
        ["route-ended", route] => RouteEnded {
            route: number(route),
        }
        .into(),
        ["approval-asked", "elsewhere", ref words @ ..] => asked(words, EngagementId([8; 16]), of),
        ["approval-asked", ref words @ ..] => asked(words, ENGAGEMENT, of),
        ["approval-decided", request, step, how, ref rest @ ..] => {
            decided(&[request, step, how], rest).into()
        }
        ["approval-withdrawn", request] => ApprovalWithdrawn {
            request: number(request),
        }
        .into(),
        ["approval-used", request, line] => ApprovalUsed {
            request: number(request),
            line: number(line),
        }
        .into(),
        ["acting-named", approver, ref rest @ ..] => ActingNamed {
            approver: somebody(approver),
            acting: match *rest {
                [acting, from, until] => Some(Acting {
                    person: somebody(acting),
                    from: of.on(from),
                    until: of.on(until),
                }),
                _ => None,
            },
        }
        .into(),
        _ => return None,
    })
}

/// Whether something could be recorded on the engagement: `does …` in the table.
pub(super) fn does(state: &State, act: &str, day: i64) -> String {
    let found = approved(state.house().unwrap(), ENGAGEMENT, &body(act, day));
    match found {
        Ok(None) => "unasked".to_owned(),
        Ok(Some(request)) => format!("by #{request}"),
        Err(refusal) => refusal.to_string(),
    }
}
