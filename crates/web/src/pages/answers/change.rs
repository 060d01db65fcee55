//! What a user changes about an own study. Each change is on disk before the page says so, and the study is made anew from disk.

use super::show;
use crate::App;
use crate::access::Sent;
use crate::keeping::LARGEST_STUDY;
use crate::library::{Entry, Kind, Library};
use crate::own;
use crate::refusal::Refusal;
use crate::shelf::Files;
use crate::visit::Visit;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use report::words;
use std::collections::BTreeMap;
use std::sync::Arc;
use survey::export::{self, Correction};
use survey::read::Mapping;
use survey::{Place, Problem};

/// The fields of a form by name.
pub(super) type Fields = Sent<BTreeMap<String, String>>;

/// How a change reaches the shelf.
pub(super) enum Act {
    /// The files as they were changed, in the place of those there are.
    Keep,
    /// A line added to the trail.
    Append(Vec<u8>),
    /// The study taken off.
    Remove,
}

/// Makes one change of an own study, alone: nothing comes between reading the study and keeping the change.
/// `make` sees the study and changes its files; what it finds wrong is said on the page the form stands on, and nothing is changed.
/// Beside the server's own threads.
pub(super) async fn change(
    visit: Visit,
    make: impl FnOnce(&Entry, &mut Files) -> Result<Act, Vec<Problem>> + Send + 'static,
) -> Response {
    if visit.entry.kind != Kind::Own {
        return visit.nothing();
    }
    if let Err(refused) = visit.keeping.changing(visit.chosen, &visit.here) {
        return refused;
    }
    match tokio::task::spawn_blocking(move || change_alone(visit, make)).await {
        Ok(response) => response,
        Err(broken) => std::panic::resume_unwind(broken.into_panic()),
    }
}

fn change_alone(
    visit: Visit,
    make: impl FnOnce(&Entry, &mut Files) -> Result<Act, Vec<Problem>>,
) -> Response {
    let library = Arc::clone(&visit.keeping.library);
    let _alone = library.change();
    let own = |entry: &Arc<Entry>| entry.kind == Kind::Own;
    let Some(entry) = library.find(&visit.entry.id).filter(own) else {
        return visit.nothing();
    };
    // Somebody else may have changed it since the visit began.
    let visit = Visit { entry, ..visit };
    let Some(mut files) = library.files(&visit.entry.id) else {
        return visit.refuse(Refusal::NotKept);
    };
    let done = match make(&visit.entry, &mut files) {
        Ok(act) => carry_out(&library, &visit.entry.id, &act, &files),
        Err(problems) => return wrong(&visit, &problems),
    };
    match done {
        Ok(to) => Redirect::to(&to).into_response(),
        Err(refusal) => visit.refuse(refusal),
    }
}

/// Brings a change to the shelf and the study made of it on show; gives the address to go on to.
fn carry_out(library: &Library, id: &str, act: &Act, files: &Files) -> Result<String, Refusal> {
    if files.values().map(Vec::len).sum::<usize>() > LARGEST_STUDY {
        return Err(Refusal::TooLarge);
    }
    let not_kept = |_| Refusal::NotKept;
    let entry = match act {
        Act::Keep => {
            let entry = own::entry(id, files).map_err(|_| Refusal::BadRequest)?;
            library.shelf.keep(id, files).map_err(not_kept)?;
            entry
        }
        Act::Append(line) => {
            let trail = own::TRAIL_FILE;
            library.shelf.append(id, trail, line).map_err(not_kept)?;
            let files = library.files(id).ok_or(Refusal::NotKept)?;
            own::entry(id, &files).map_err(|_| Refusal::BadRequest)?
        }
        Act::Remove => {
            library.shelf.remove(id).map_err(not_kept)?;
            library.take(id);
            return Ok("/".to_owned());
        }
    };
    library.put(entry);
    Ok(format!("/studies/{id}/answers?saved=1"))
}

/// Says what is wrong on the page the form stands on; nothing was changed.
pub(super) fn wrong(visit: &Visit, problems: &[Problem]) -> Response {
    let page = format!("/studies/{}/answers", visit.entry.id);
    let visit = Visit {
        entry: visit.entry.clone(),
        keeping: visit.keeping.clone(),
        chosen: visit.chosen,
        here: page.parse().unwrap_or_default(),
    };
    let said = problems
        .iter()
        .map(|problem| words::problem(visit.language(), problem));
    show(&visit, said.collect(), false)
}

/// The address of a form, opened without sending it: the page the form stands on.
pub async fn back(Path(id): Path<String>) -> Redirect {
    Redirect::to(&format!("/studies/{id}/answers"))
}

/// `POST /studies/{id}/answers/populations`: population counts per stratum; an empty field means "not known".
pub async fn populations(visit: Visit, Sent(form): Fields) -> Response {
    change(visit, move |entry, files| {
        let mut counts = BTreeMap::new();
        let mut problems = Vec::new();
        for stratum in &entry.study.header.strata {
            match count(&form, &stratum.id) {
                Ok(Some(count)) => drop(counts.insert(stratum.id.clone(), count)),
                Ok(None) => {}
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let bytes = serde_json::to_vec_pretty(&counts).unwrap_or_default();
        files.insert(own::POPULATIONS_FILE.to_owned(), bytes);
        Ok(Act::Keep)
    })
    .await
}

/// What was typed into a field for a number: half width, without commas.
fn typed(form: &BTreeMap<String, String>, field: &str) -> String {
    let text = form.get(field).map(|text| survey::read::narrow(text));
    text.unwrap_or_default().replace(',', "")
}

/// A count of 1 or more as people write it (full width, with commas); none where the field is empty.
fn count(form: &BTreeMap<String, String>, field: &str) -> Result<Option<u64>, Problem> {
    let text = typed(form, field);
    match text.parse::<u64>() {
        _ if text.is_empty() => Ok(None),
        Ok(count) if count > 0 => Ok(Some(count)),
        _ => {
            let place = Place::default().in_field(field);
            Err(Problem::error("population-not-a-count", place).with("value", &text))
        }
    }
}

/// `POST /studies/{id}/answers/margins`: sizes of groups for raking, as fields `BREAK.CATEGORY`.
pub async fn margins(visit: Visit, Sent(form): Fields) -> Response {
    change(visit, move |entry, files| {
        let mut sizes = own::Margins::new();
        let mut problems = Vec::new();
        for margin in &entry.study.header.margins {
            for category in &margin.categories {
                let field = format!("{}.{}", margin.by, category.id);
                let text = typed(&form, &field);
                let sizes = sizes.entry(margin.by.clone()).or_default();
                match text.parse() {
                    Ok(size) => drop(sizes.insert(category.id.clone(), size)),
                    Err(_) => {
                        let place = Place::default().in_field(field);
                        let problem = Problem::error("margin-not-a-count", place);
                        problems.push(problem.with("value", text));
                    }
                }
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let bytes = serde_json::to_vec_pretty(&sizes).unwrap_or_default();
        files.insert(own::MARGINS_FILE.to_owned(), bytes);
        Ok(Act::Keep)
    })
    .await
}

/// `POST /studies/{id}/answers/mapping`: which column answers which question.
pub async fn remap(visit: Visit, Sent(form): Fields) -> Response {
    change(visit, move |_, files| {
        let text = form.get("mapping").map(|text| text.replace("\r\n", "\n"));
        let text = text.unwrap_or_default();
        Mapping::from_toml(own::MAPPING_FILE, &text)?;
        files.insert(own::MAPPING_FILE.to_owned(), text.into_bytes());
        Ok(Act::Keep)
    })
    .await
}

/// `POST /studies/{id}/answers/correct`: one answer corrected, with a reason, kept in the trail.
pub async fn correct(State(app): State<App>, visit: Visit, Sent(form): Fields) -> Response {
    let text = |name: &str| {
        let text = form.get(name).map(|text| text.trim().to_owned());
        text.unwrap_or_default()
    };
    let correction = Correction {
        respondent: text("respondent"),
        variable: text("variable"),
        old: text("old"),
        new: text("new"),
        reason: text("reason"),
        who: text("who"),
        moment: (app.clock)(),
    };
    change(visit, move |entry, _| {
        let mut answers = entry.answers.clone().unwrap_or_default();
        let done = export::correct(&entry.study, &mut answers, &correction)
            .map_err(|problem| vec![problem])?;
        Ok(Act::Append(serde_json::to_vec(&done).unwrap_or_default()))
    })
    .await
}

/// `POST /studies/{id}/remove`: takes an own study off the shelf, once its id is typed.
pub async fn remove(visit: Visit, Sent(form): Fields) -> Response {
    change(visit, move |entry, _| {
        let typed = form.get("confirm").map(String::as_str);
        match typed == Some(entry.id.as_str()) {
            true => Ok(Act::Remove),
            false => Err(vec![
                Problem::error("remove-not-confirmed", Place::default()).with("id", &entry.id),
            ]),
        }
    })
    .await
}
