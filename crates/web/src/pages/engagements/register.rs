//! The register of engagements saved as a table, and in the shape a supervisor of finance wants it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use report::words::{self, ProblemWords};
use store::acts::NotDone;

use crate::access::Signed;
use crate::download;
use crate::layout::{Frame, Words};
use crate::register::{Row, dora, row, write};

#[derive(Template)]
#[template(path = "pages/engagements/dora.html")]
struct Dora {
    frame: Frame,
    heads: Vec<&'static str>,
    rows: Vec<(u32, String, Vec<String>)>,
    problems: Vec<ProblemWords>,
    save: String,
}

async fn rows(signed: &Signed) -> Result<Vec<Row>, Response> {
    let when = signed.when;
    let seen = signed
        .act(move |store, visitor| Ok(store.register(visitor, when)?))
        .await
        .map_err(|error| signed.failed(&error))?;
    let seen = seen.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    Ok(row::rows(
        seen.into_iter().map(|row| row.into_inner()).collect(),
    ))
}

/// `/o/engagements/register/{file}`: `register.xlsx`, `register.csv` or `b_05.02.csv`.
pub async fn file(signed: Signed, Path(file): Path<String>) -> Result<Response, Response> {
    let rows = rows(&signed).await?;
    let bytes = match file.as_str() {
        "register.xlsx" | "register.csv" => write::file(&rows, &file, signed.language()),
        "b_05.02.csv" => Some(dora::csv(&dora::links(&rows))),
        _ => None,
    };
    let bytes = bytes.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    Ok(download::save(&file, bytes))
}

/// `/o/engagements/dora`
pub async fn dora(signed: Signed) -> Result<Response, Response> {
    let (w, language) = (Words(signed.language()), signed.language());
    let links = dora::links(&rows(&signed).await?);
    let frame = signed.frame(&w.say("register-dora"));
    let problems = dora::check(&links);
    let past = signed
        .past()
        .map_or(String::new(), |day| format!("?at={day}"));
    let page = Dora {
        heads: dora::HEADS.to_vec(),
        problems: problems
            .iter()
            .map(|problem| words::problem(language, problem))
            .collect(),
        rows: (2..)
            .zip(&links)
            .map(|(line, (place, link))| {
                let title = place.field.as_deref().unwrap_or_default();
                (line, format!("{} {title}", place.file), link.cells())
            })
            .collect(),
        save: format!("/o/engagements/register/b_05.02.csv{past}"),
        frame: frame.clone(),
    };
    Ok(frame.answer(&page))
}
