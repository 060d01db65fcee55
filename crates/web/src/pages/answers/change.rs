//! What a user changes about an own study. Each change is on disk before the page says so, and the study is made anew from disk.

use super::show;
use crate::App;
use crate::language::Chosen;
use crate::library::{Entry, Kind};
use crate::own;
use crate::refusal::Refusal;
use crate::shelf::Files;
use axum::extract::{Form, Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use report::words;
use std::collections::BTreeMap;
use std::sync::Arc;
use survey::export::{self, Correction};
use survey::read::Mapping;
use survey::{Place, Problem};

fn own_study(app: &App, id: &str) -> Option<Arc<Entry>> {
    app.library.find(id).filter(|entry| entry.kind == Kind::Own)
}

/// Says what is wrong on the page the form stands on; nothing was changed.
fn wrong(entry: &Arc<Entry>, chosen: Chosen, problems: &[Problem]) -> Response {
    let here = format!("/studies/{}/answers", entry.id)
        .parse()
        .unwrap_or_default();
    let said = problems
        .iter()
        .map(|problem| words::problem(chosen.language, problem))
        .collect();
    show(entry, chosen, &here, said, false)
}

/// The address of a form, opened without sending it: the page the form stands on.
pub async fn back(Path(id): Path<String>) -> Redirect {
    Redirect::to(&format!("/studies/{id}/answers"))
}

/// Keeps changed files and puts the study made of them on show.
fn keep(app: &App, id: &str, change: impl FnOnce(&mut Files)) -> Result<Response, Refusal> {
    let mut files = app.library.files(id).ok_or(Refusal::NotKept)?;
    change(&mut files);
    let entry = own::entry(id, &files).map_err(|_| Refusal::BadRequest)?;
    app.library
        .shelf
        .keep(id, &files)
        .map_err(|_| Refusal::NotKept)?;
    app.library.put(entry);
    Ok(Redirect::to(&format!("/studies/{id}/answers?saved=1")).into_response())
}

/// `POST /studies/{id}/answers/populations`: population counts per stratum; an empty field means "not known".
pub async fn populations(
    State(app): State<App>,
    Path(id): Path<String>,
    chosen: Chosen,
    here: Uri,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    let _alone = app.library.change();
    let Some(entry) = own_study(&app, &id) else {
        return Refusal::NotFound.page(chosen, &here);
    };
    let mut counts = BTreeMap::new();
    let mut problems = Vec::new();
    for stratum in &entry.study.header.strata {
        let text = form
            .get(&stratum.id)
            .map(|text| survey::read::narrow(text))
            .unwrap_or_default();
        match text.replace(',', "").parse::<u64>() {
            _ if text.is_empty() => {}
            Ok(count) if count > 0 => {
                counts.insert(stratum.id.clone(), count);
            }
            _ => problems.push(
                Problem::error(
                    "population-not-a-count",
                    Place::default().in_field(&stratum.id),
                )
                .with("value", &text),
            ),
        }
    }
    if !problems.is_empty() {
        return wrong(&entry, chosen, &problems);
    }
    let bytes = serde_json::to_vec_pretty(&counts).unwrap_or_default();
    keep(&app, &id, |files| {
        files.insert(own::POPULATIONS_FILE.to_owned(), bytes);
    })
    .unwrap_or_else(|refusal| refusal.page(chosen, &here))
}

/// `POST /studies/{id}/answers/mapping`: which column answers which question.
pub async fn remap(
    State(app): State<App>,
    Path(id): Path<String>,
    chosen: Chosen,
    here: Uri,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    let _alone = app.library.change();
    let Some(entry) = own_study(&app, &id) else {
        return Refusal::NotFound.page(chosen, &here);
    };
    let text = form
        .get("mapping")
        .map(|text| text.replace("\r\n", "\n"))
        .unwrap_or_default();
    if let Err(problems) = Mapping::from_toml(own::MAPPING_FILE, &text) {
        return wrong(&entry, chosen, &problems);
    }
    keep(&app, &id, |files| {
        files.insert(own::MAPPING_FILE.to_owned(), text.into_bytes());
    })
    .unwrap_or_else(|refusal| refusal.page(chosen, &here))
}

/// `POST /studies/{id}/answers/correct`: one answer corrected, with a reason, kept in the trail.
pub async fn correct(
    State(app): State<App>,
    Path(id): Path<String>,
    chosen: Chosen,
    here: Uri,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    let _alone = app.library.change();
    let Some(entry) = own_study(&app, &id) else {
        return Refusal::NotFound.page(chosen, &here);
    };
    let Some(mut answers) = entry.answers.clone() else {
        return Refusal::NotFound.page(chosen, &here);
    };
    let text = |name: &str| {
        form.get(name)
            .map(|text| text.trim().to_owned())
            .unwrap_or_default()
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
    let done = match export::correct(&entry.study, &mut answers, &correction) {
        Ok(done) => done,
        Err(problem) => return wrong(&entry, chosen, &[problem]),
    };
    let line = serde_json::to_vec(&done).unwrap_or_default();
    let kept = app
        .library
        .shelf
        .append(&id, own::TRAIL_FILE, &line)
        .map_err(|_| Refusal::NotKept);
    kept.and_then(|()| keep_as_is(&app, &id))
        .unwrap_or_else(|refusal| refusal.page(chosen, &here))
}

fn keep_as_is(app: &App, id: &str) -> Result<Response, Refusal> {
    let files = app.library.files(id).ok_or(Refusal::NotKept)?;
    app.library
        .put(own::entry(id, &files).map_err(|_| Refusal::BadRequest)?);
    Ok(Redirect::to(&format!("/studies/{id}/answers?saved=1")).into_response())
}

/// `POST /studies/{id}/remove`: takes an own study off the shelf, once its id is typed.
pub async fn remove(
    State(app): State<App>,
    Path(id): Path<String>,
    chosen: Chosen,
    here: Uri,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    let _alone = app.library.change();
    let Some(entry) = own_study(&app, &id) else {
        return Refusal::NotFound.page(chosen, &here);
    };
    if form.get("confirm").map(String::as_str) != Some(id.as_str()) {
        let problem = Problem::error("remove-not-confirmed", Place::default()).with("id", &id);
        return wrong(&entry, chosen, &[problem]);
    }
    match app.library.shelf.remove(&id) {
        Ok(()) => app.library.take(&id),
        Err(_) => return Refusal::NotKept.page(chosen, &here),
    }
    Redirect::to("/").into_response()
}
