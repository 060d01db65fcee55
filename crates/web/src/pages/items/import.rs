//! The list from a table: chosen or pasted, looked at row by row, then all of it recorded in one entry, or nothing.

use askama::Template;
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::Response;
use ledger::admission::Refusal as Admission;
use ledger::body::Kind;
use ledger::view::listed::OwnList;
use report::words::{self, ProblemWords};
use store::acts::{ListChange, NotDone};
use survey::Problem;

use super::{listed, seen, shown as as_seen};
use crate::access::{Signed, Trouble};
use crate::keeping::token_first;
use crate::layout::done as told;
use crate::layout::{Frame, Words};
use crate::own_list::Column;
use crate::own_list::plan::{Fate, Planned, over, plan};
use crate::own_list::read::{Table, read};
use crate::refusal::Refusal;

/// Bytes of a table sent to be read, with the form around it.
pub const LARGEST_LIST: usize = 3 * 1024 * 1024;

#[derive(Template)]
#[template(path = "pages/items/import.html")]
struct Choose {
    frame: Frame,
    token: String,
    pasted: String,
    columns: String,
    problems: Vec<ProblemWords>,
    trouble: Option<Trouble>,
}

#[derive(Template)]
#[template(path = "pages/items/looked.html")]
struct Looked {
    frame: Frame,
    token: String,
    /// The table again, to be sent along, and the list it was looked at beside.
    table: String,
    seen: String,
    counts: [(&'static str, String, usize); 4],
    rows: Vec<Shown>,
    /// Rows to be recorded.
    changes: usize,
    stays: usize,
    /// What keeps all of it from being recorded.
    over: Option<ProblemWords>,
    wrong: bool,
    trouble: Option<Trouble>,
}

/// A row as it is looked at.
struct Shown {
    row: u32,
    tone: &'static str,
    number: String,
    name: String,
    will: String,
    problems: Vec<ProblemWords>,
}

fn may(signed: &Signed) -> Result<(), Response> {
    match signed.can(Kind::ItemsListed) {
        true => Ok(()),
        false => Err(signed.failed(&NotDone::Absent)),
    }
}

/// `/o/items/import`
pub async fn choose(signed: Signed) -> Result<Response, Response> {
    chosen(&signed, "", &[], None)
}

fn chosen(
    signed: &Signed,
    pasted: &str,
    problems: &[Problem],
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    may(signed)?;
    let (w, language) = (Words(signed.language()), signed.language());
    let frame = signed.frame(&w.say("items-import"));
    let columns = Column::ALL.map(|column| column.heading(language));
    let problems: Vec<ProblemWords> = problems
        .iter()
        .map(|problem| words::problem(language, problem))
        .collect();
    let wrong = !problems.is_empty() || trouble.is_some();
    let page = Choose {
        token: signed.token.clone(),
        pasted: pasted.to_owned(),
        columns: columns.join(&w.say("register-joint")),
        problems,
        trouble,
        frame: frame.clone(),
    };
    let status = wrong.then_some(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(frame.answer_after(&page, status))
}

/// What was sent: a file or pasted text, its name, and the list it was looked at beside.
#[derive(Default)]
struct Upload {
    bytes: Vec<u8>,
    name: String,
    seen: String,
    /// What was pasted, to be shown again where it cannot be read.
    pasted: String,
}

async fn received(signed: &Signed, form: &mut Multipart) -> Result<Upload, Refusal> {
    let refused = crate::pages::open::refused;
    token_first(form, &signed.token).await?;
    let mut upload = Upload::default();
    while let Some(field) = form.next_field().await.map_err(refused)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(refused)?;
        match name.as_str() {
            "seen" => upload.seen = String::from_utf8_lossy(&bytes).into_owned(),
            "table" if !bytes.is_empty() => {
                upload.bytes = bytes.to_vec();
                upload.name = file;
            }
            "paste" if upload.bytes.is_empty() => {
                upload.pasted = String::from_utf8_lossy(&bytes).into_owned();
                upload.bytes = bytes.to_vec();
            }
            _ => {}
        }
    }
    Ok(upload)
}

/// The table of a form, and the list it was looked at beside.
async fn table(signed: &Signed, mut form: Multipart) -> Result<(Table, String), Response> {
    may(signed)?;
    let upload = received(signed, &mut form).await;
    let upload = upload.map_err(|refusal| refusal.page(signed.chosen, &signed.here))?;
    if upload.bytes.iter().all(u8::is_ascii_whitespace) {
        let trouble = Trouble::with_field(signed.language(), "register-neither", "table");
        return Err(chosen(signed, "", &[], Some(trouble))?);
    }
    let Upload {
        bytes,
        name,
        seen,
        pasted,
    } = upload;
    let read = tokio::task::spawn_blocking(move || read(&bytes, &name)).await;
    match read.map_err(|_| signed.failed(&NotDone::Absent))? {
        Ok(table) => Ok((table, seen)),
        Err(problems) => Err(chosen(signed, &pasted, &problems, None)?),
    }
}

/// `POST /o/items/import`: what would happen, row by row.
pub async fn look(signed: Signed, form: Multipart) -> Result<Response, Response> {
    let (table, _) = table(&signed, form).await?;
    let list = listed(&signed).await?;
    looked(&signed, table, &list, None)
}

fn looked(
    signed: &Signed,
    table: Table,
    list: &OwnList,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let (w, language) = (Words(signed.language()), signed.language());
    let again = report::csv::write(&table.cells).map_err(|_| signed.failed(&NotDone::Absent))?;
    let planned = plan(table.lines, list);
    let over = over(&planned, list, &w.say("items-table"));
    let count = |of: fn(&Fate) -> bool| planned.iter().filter(|row| of(&row.fate)).count();
    let new = count(|fate| matches!(fate, Fate::New(_)));
    let changed = count(|fate| matches!(fate, Fate::Changed(..)));
    let same = count(|fate| matches!(fate, Fate::Same));
    let wrong = count(|fate| matches!(fate, Fate::Wrong(_)));
    let frame = signed.frame(&w.say("register-looked"));
    let unfit = (wrong > 0 || over.is_some()).then_some(StatusCode::UNPROCESSABLE_ENTITY);
    let status = trouble.as_ref().map(|trouble| trouble.status).or(unfit);
    let page = Looked {
        token: signed.token.clone(),
        table: String::from_utf8_lossy(&again).into_owned(),
        seen: seen(list),
        counts: [
            ("good", w.say("items-counted-new"), new),
            ("key", w.say("items-counted-changed"), changed),
            ("mute", w.say("items-counted-same"), same),
            ("bad", w.say("register-counted-wrong"), wrong),
        ],
        rows: planned.iter().map(|row| row_shown(row, w)).collect(),
        changes: new + changed,
        stays: list.items.len().saturating_sub(changed + same),
        over: over.map(|problem| words::problem(language, &problem)),
        wrong: wrong > 0,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

fn row_shown(planned: &Planned, w: Words) -> Shown {
    let language = *w.language();
    let (tone, will) = match &planned.fate {
        Fate::New(_) => ("good", w.say("items-will-add")),
        Fate::Changed(_, columns) => {
            let columns = columns.iter().map(|column| column.heading(language));
            let columns: Vec<String> = columns.collect();
            let columns = columns.join(&w.say("register-joint"));
            ("key", w.with("items-will-change", "columns", columns))
        }
        Fate::Same => ("mute", w.say("items-will-stay")),
        Fate::Wrong(_) => ("bad", w.say("register-counted-wrong")),
    };
    let problems = match &planned.fate {
        Fate::Wrong(problems) => problems.as_slice(),
        _ => &[],
    };
    let item = planned.fate.item();
    Shown {
        row: planned.place.line.unwrap_or(0),
        tone,
        number: item.map_or_else(|| planned.called.0.clone(), |item| item.number.clone()),
        name: item.map_or_else(|| planned.called.1.clone(), |item| item.name.clone()),
        will,
        problems: problems
            .iter()
            .map(|problem| words::problem(language, problem))
            .collect(),
    }
}

/// `POST /o/items/import/do`: all of it, or nothing; and nothing that was not looked at.
pub async fn take(signed: Signed, form: Multipart) -> Result<Response, Response> {
    let (table, seen) = table(&signed, form).await?;
    let list = listed(&signed).await?;
    let before = as_seen(&seen);
    if before != Some(list.last) {
        let trouble = signed.trouble(&Admission::Stale.into())?;
        return looked(&signed, table, &list, Some(trouble));
    }
    let planned = plan(table.lines.clone(), &list);
    let wrong = planned.iter().any(|row| matches!(row.fate, Fate::Wrong(_)));
    let items: Vec<_> = planned
        .iter()
        .filter_map(|row| row.fate.item().cloned())
        .collect();
    if wrong || items.is_empty() || over(&planned, &list, "").is_some() {
        return looked(&signed, table, &list, None);
    }
    let change = ListChange {
        items,
        dropped: Vec::new(),
        seen: before,
    };
    let done = signed.act(move |store, visitor| store.list_items(visitor, change));
    match done.await {
        Ok(_) => Ok(told("/o/items", "items-listed")),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            let list = listed(&signed).await?;
            looked(&signed, table, &list, Some(trouble))
        }
    }
}
