//! The form that sets a route: its name, before which acts it is gone, and who decides at each step.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use ledger::admission::MOST_STEPS;
use ledger::body::approval::{Before, RouteSet};
use ledger::id::PersonId;
use ledger::view::approval::RouteView;
use serde::Deserialize;
use store::acts::NotDone;

use super::{Seen, may_set, owns, seen, show as list};
use crate::access::{Sent, Signed, Trouble};
use crate::layout::done as told;
use crate::layout::{Frame, Words};

/// Steps the form shows at first.
const SHOWN: usize = 3;

#[derive(Template)]
#[template(path = "pages/approvals/route.html")]
struct Page {
    frame: Frame,
    token: String,
    name: String,
    /// Code, words, whether chosen.
    before: Vec<(&'static str, String, bool)>,
    steps: Vec<Step>,
    own: bool,
    trouble: Option<Trouble>,
}

/// A step's field, and everybody who can decide: number, name, whether chosen.
struct Step {
    field: String,
    label: String,
    people: Vec<(String, String, bool)>,
}

/// What was typed; people and acts may come several times.
#[derive(Default)]
struct Typed {
    name: String,
    before: Vec<String>,
    steps: Vec<Vec<String>>,
    own: bool,
}

impl Typed {
    fn of(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self {
            steps: vec![Vec::new(); MOST_STEPS],
            ..Self::default()
        };
        for (field, value) in fields {
            let step = field.strip_prefix("step").and_then(|n| n.parse().ok());
            match (
                field.as_str(),
                step.and_then(|n: usize| typed.steps.get_mut(n)),
            ) {
                ("name", _) => typed.name = value.trim().to_owned(),
                ("before", _) => typed.before.push(value),
                ("own", _) => typed.own = true,
                (_, Some(step)) => step.push(value),
                _ => {}
            }
        }
        typed
    }

    fn begun(route: Option<&RouteView>, w: Words) -> Self {
        let Some(route) = route else {
            return Self {
                name: w.say("approvals-route-begun"),
                before: Before::ALL.iter().map(Before::to_string).collect(),
                ..Self::default()
            };
        };
        let people = |step: &Vec<PersonId>| step.iter().map(PersonId::to_string).collect();
        Self {
            name: route.name.clone(),
            before: route.before.iter().map(Before::to_string).collect(),
            steps: route.steps.iter().map(people).collect(),
            own: route.own,
        }
    }

    fn has(&self, step: usize, person: &str) -> bool {
        let chosen = self.steps.get(step).into_iter().flatten();
        chosen.into_iter().any(|one| one == person)
    }

    /// A step nobody was chosen for is left out.
    fn route(&self) -> Option<RouteSet> {
        let mut before: Vec<Before> = self
            .before
            .iter()
            .filter_map(|one| Before::of(one))
            .collect();
        before.sort_unstable();
        before.dedup();
        let chosen = self.steps.iter().filter(|step| !step.is_empty());
        let people = |step: &Vec<String>| {
            let people = step.iter().map(|one| one.parse().ok());
            people.collect::<Option<Vec<PersonId>>>()
        };
        Some(RouteSet {
            name: self.name.clone(),
            before,
            steps: chosen.map(people).collect::<Option<_>>()?,
            own: self.own,
        })
    }
}

/// Which route is to be changed.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    route: String,
}

/// `/o/approvals/route`
pub async fn page(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let seen = seen(&signed).await?;
    let routes = seen.approvals.approvals.routes.iter();
    let mut routes = routes.filter(|_| owns(&signed));
    let route = routes.find(|one| one.seq.to_string() == asked.route);
    let typed = Typed::begun(route, Words(signed.language()));
    show(&signed, &seen, &typed, None)
}

fn show(
    signed: &Signed,
    seen: &Seen,
    typed: &Typed,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    if !may_set(signed, &seen.approvals) {
        return Err(signed.failed(&NotDone::Absent));
    }
    let w = Words(signed.language());
    let frame = signed.frame(&w.say("approvals-route-title"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let free = |one: &&Before| owns(signed) || seen.approvals.approvals.route(**one).is_none();
    let before = Before::ALL.iter().filter(free).map(|one| {
        let chosen = typed.before.iter().any(|code| code == one.code());
        (one.code(), w.code("approval-before-", one.code()), chosen)
    });
    let filled = typed.steps.iter().rposition(|step| !step.is_empty());
    let count = (filled.map_or(0, |last| last + 1) + 1).clamp(SHOWN, MOST_STEPS);
    let page = Page {
        token: signed.token.clone(),
        name: typed.name.clone(),
        before: before.collect(),
        steps: (0..count).map(|at| step(at, seen, typed, w)).collect(),
        own: typed.own,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

fn step(at: usize, seen: &Seen, typed: &Typed, w: Words) -> Step {
    let people = seen.people.iter().map(|(person, name)| {
        let person = person.to_string();
        let chosen = typed.has(at, &person);
        (person, name.clone(), chosen)
    });
    Step {
        field: format!("step{at}"),
        label: w.with("approvals-step", "step", at + 1),
        people: people.collect(),
    }
}

/// `POST /o/approvals/route`
pub async fn take(
    signed: Signed,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Response> {
    let typed = Typed::of(fields);
    let route = typed.route();
    let route = route.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let done = signed
        .act(move |store, visitor| store.set_route(visitor, route))
        .await;
    match done {
        Ok(_) => Ok(told("/o/approvals", "route-set")),
        Err(error) => {
            let trouble = signed.trouble(&error)?.or_at("step0");
            let told = Some(trouble.clone());
            let seen = seen(&signed).await;
            let page = seen.and_then(|seen| show(&signed, &seen, &typed, told));
            page.map_err(|_| trouble.page(signed.chosen, &signed.here))
        }
    }
}

/// The route that is to end.
#[derive(Deserialize)]
pub struct Ended {
    route: u64,
}

/// `POST /o/approvals/route/end`
pub async fn end(signed: Signed, Sent(form): Sent<Ended>) -> Result<Response, Response> {
    let done = signed
        .act(move |store, visitor| store.end_route(visitor, form.route))
        .await;
    match done {
        Ok(_) => Ok(told("/o/approvals", "route-ended")),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            let page = list(&signed, super::act::Typed::default(), Some(trouble.clone())).await;
            page.map_err(|_| trouble.page(signed.chosen, &signed.here))
        }
    }
}
