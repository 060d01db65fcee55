//! Many engagements registered from a table: chosen or pasted, looked at row by row, then all recorded or none; links are shown once.

use askama::Template;
use axum::extract::Multipart;
use axum::response::Response;
use ledger::body::Kind;
use ledger::body::shared::Verb;
use report::words::{self, ProblemWords};
use store::acts::{AcrossLink, NotDone, PlacedEngagement, Registration};
use store::door::When;
use survey::Problem;

use super::Fields;
use super::links::{Given, Links};
use crate::access::{Sent, Signed, Trouble};
use crate::keeping::token_first;
use crate::layout::{Frame, Words};
use crate::refusal::Refusal;
use crate::register::plan::{Fate, New, Planned, plan};
use crate::register::read::{Table, read};
use crate::register::{Column, row, write};

const DAY: i64 = 86_400_000;
/// Days a link works.
pub(super) const LASTS: i64 = 30;

#[derive(Template)]
#[template(path = "pages/engagements/import.html")]
struct Choose {
    frame: Frame,
    token: String,
    columns: String,
    problems: Vec<ProblemWords>,
    trouble: Option<Trouble>,
}

#[derive(Template)]
#[template(path = "pages/engagements/looked.html")]
struct Looked {
    frame: Frame,
    token: String,
    /// The table again, to be sent along.
    table: String,
    links: bool,
    counts: [(&'static str, String, usize); 3],
    rows: Vec<Shown>,
    new: usize,
    wrong: bool,
    trouble: Option<Trouble>,
}

/// A row as it is looked at.
struct Shown {
    number: u32,
    tone: &'static str,
    title: String,
    partner: String,
    about: String,
    will: String,
    problems: Vec<ProblemWords>,
}

fn may(signed: &Signed) -> Result<(), Response> {
    match signed.can(Kind::Opened) {
        true => Ok(()),
        false => Err(signed.failed(&NotDone::Absent)),
    }
}

/// `/o/engagements/import`
pub async fn choose(signed: Signed) -> Result<Response, Response> {
    chosen(&signed, &[], None)
}

fn chosen(
    signed: &Signed,
    problems: &[Problem],
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    may(signed)?;
    let (w, language) = (Words(signed.language()), signed.language());
    let frame = signed.frame(&w.say("register-import"));
    let read = Column::ALL.iter().filter(|column| column.is_read());
    let columns: Vec<String> = read.map(|column| column.heading(language)).collect();
    let problems: Vec<ProblemWords> = problems
        .iter()
        .map(|problem| words::problem(language, problem))
        .collect();
    let wrong = !problems.is_empty() || trouble.is_some();
    let page = Choose {
        token: signed.token.clone(),
        columns: columns.join(&w.say("register-joint")),
        problems,
        trouble,
        frame: frame.clone(),
    };
    let status = wrong.then_some(axum::http::StatusCode::UNPROCESSABLE_ENTITY);
    Ok(frame.answer_after(&page, status))
}

/// A table to fill in: the headings alone.
pub async fn blank(signed: Signed) -> Result<Response, Response> {
    may(&signed)?;
    let language = signed.language();
    let read = Column::ALL.iter().filter(|column| column.is_read());
    let heads = vec![read.map(|column| column.heading(language)).collect()];
    let bytes = write::table(
        &heads,
        "vendors.xlsx",
        &Words(language).say("register-title"),
    );
    let bytes = bytes.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    Ok(crate::download::save("vendors.xlsx", bytes))
}

/// Bytes of a table sent to be read, with the form around it.
pub const LARGEST_TABLE: usize = 2 * 1024 * 1024;

/// What was sent: a file or pasted text, its name, and whether links are wanted.
#[derive(Default)]
struct Upload {
    bytes: Vec<u8>,
    name: String,
    links: bool,
}

async fn received(form: &mut Multipart) -> Result<Upload, Refusal> {
    let refused = crate::pages::open::refused;
    let mut upload = Upload::default();
    while let Some(field) = form.next_field().await.map_err(refused)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(refused)?;
        match name.as_str() {
            "links" => upload.links = true,
            "table" if !bytes.is_empty() => {
                upload.bytes = bytes.to_vec();
                upload.name = file;
            }
            "paste" if upload.bytes.is_empty() => upload.bytes = bytes.to_vec(),
            _ => {}
        }
    }
    Ok(upload)
}

/// `POST /o/engagements/import`: what would happen, row by row.
pub async fn look(signed: Signed, mut form: Multipart) -> Result<Response, Response> {
    may(&signed)?;
    let refuse = |refusal: Refusal| refusal.page(signed.chosen, &signed.here);
    token_first(&mut form, &signed.token)
        .await
        .map_err(refuse)?;
    let upload = received(&mut form).await.map_err(refuse)?;
    if upload.bytes.iter().all(u8::is_ascii_whitespace) {
        let trouble = Trouble::with_field(signed.language(), "register-neither", "table");
        return chosen(&signed, &[], Some(trouble));
    }
    let links = upload.links;
    let read = tokio::task::spawn_blocking(move || read(&upload.bytes, &upload.name, None)).await;
    match read.map_err(|_| signed.failed(&NotDone::Absent))? {
        Ok(table) => looked(&signed, table, links, None).await,
        Err(problems) => chosen(&signed, &problems, None),
    }
}

/// The rows beside what is registered already.
async fn planned(signed: &Signed, table: Table) -> Result<Vec<Planned>, Response> {
    let people = super::people(signed).await?;
    let known = signed
        .act(|store, visitor| Ok(store.register(visitor, When::Now)?))
        .await
        .map_err(|error| signed.failed(&error))?;
    let known = known.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    let known = row::rows(known.into_iter().map(|row| row.into_inner()).collect());
    Ok(plan(table.lines, &known, &people))
}

async fn looked(
    signed: &Signed,
    table: Table,
    links: bool,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let w = Words(signed.language());
    let again = report::csv::write(&table.cells).map_err(|_| signed.failed(&NotDone::Absent))?;
    let planned = planned(signed, table).await?;
    let count = |of: fn(&Fate) -> bool| planned.iter().filter(|row| of(&row.fate)).count();
    let new = count(|fate| matches!(fate, Fate::New(_)));
    let known = count(|fate| matches!(fate, Fate::Known(..)));
    let wrong = count(|fate| matches!(fate, Fate::Wrong(_)));
    let frame = signed.frame(&w.say("register-looked"));
    let status =
        (wrong > 0 || trouble.is_some()).then_some(axum::http::StatusCode::UNPROCESSABLE_ENTITY);
    let page = Looked {
        token: signed.token.clone(),
        table: String::from_utf8_lossy(&again).into_owned(),
        links,
        counts: [
            ("good", w.say("register-counted-new"), new),
            ("mute", w.say("register-counted-known"), known),
            ("bad", w.say("register-counted-wrong"), wrong),
        ],
        rows: planned.iter().map(|row| shown(row, w)).collect(),
        new,
        wrong: wrong > 0,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

fn shown(planned: &Planned, w: Words) -> Shown {
    let number = planned.place.line.unwrap_or(0);
    let bare = Shown {
        number,
        tone: "bad",
        title: planned.called.0.clone(),
        partner: planned.called.1.clone(),
        about: String::new(),
        will: w.say("register-counted-wrong"),
        problems: Vec::new(),
    };
    match &planned.fate {
        Fate::Wrong(problems) => Shown {
            problems: problems
                .iter()
                .map(|problem| words::problem(*w.language(), problem))
                .collect(),
            ..bare
        },
        Fate::Known(row, differs) => Shown {
            tone: if differs.is_empty() { "mute" } else { "care" },
            title: row.title.clone(),
            partner: row.partner.clone(),
            will: stays(differs, w),
            ..bare
        },
        Fate::New(new) => Shown {
            tone: "good",
            title: new.told.title.clone(),
            partner: new.told.partner.clone(),
            about: about(new, w),
            will: w.say("register-will-open"),
            ..bare
        },
    }
}

fn stays(differs: &[Column], w: Words) -> String {
    let columns: Vec<String> = differs
        .iter()
        .map(|column| column.heading(*w.language()))
        .collect();
    match columns.is_empty() {
        true => w.say("register-will-stay"),
        false => w.with(
            "register-will-stay-though",
            "columns",
            columns.join(&w.say("register-joint")),
        ),
    }
}

/// What is recorded of it besides names: side, number, days, kinds of work.
fn about(new: &New, w: Words) -> String {
    let told = &new.told;
    let days = [told.described.from, told.described.until];
    let days = days.into_iter().flatten().map(|day| w.day(&day));
    let kinds = told.described.kinds.iter();
    let facts = std::iter::once(w.code("side-", told.side.code()))
        .chain(
            told.number
                .as_ref()
                .map(|number| number.as_str().to_owned()),
        )
        .chain(days)
        .chain(kinds.map(|kind| w.code("work-", kind.code())))
        .chain(told.responsible.clone());
    facts
        .collect::<Vec<String>>()
        .join(&w.say("register-joint"))
}

/// `POST /o/engagements/import/do`: all of it, or nothing.
pub async fn take(signed: Signed, Sent(fields): Sent<Fields>) -> Result<Response, Response> {
    may(&signed)?;
    let field = |name: &str| fields.iter().find(|(field, _)| field == name);
    let table = field("table").map_or("", |(_, table)| table.as_str());
    let links = field("links").is_some();
    let table = match read(table.as_bytes(), "", None) {
        Ok(table) => table,
        Err(problems) => return chosen(&signed, &problems, None),
    };
    let rows = planned(&signed, table.clone()).await?;
    if rows.iter().any(|row| matches!(row.fate, Fate::Wrong(_))) {
        return looked(&signed, table, links, None).await;
    }
    let link = links.then(|| AcrossLink {
        verbs: vec![Verb::Look, Verb::State, Verb::Forward, Verb::Take],
        items: Vec::new(),
        to: None,
        expires: signed.access.store.now().moment.plus(LASTS * DAY),
    });
    let many = registrations(&rows, link.as_ref());
    if many.is_empty() {
        return looked(&signed, table, links, None).await;
    }
    let names: Vec<(String, String)> = many
        .iter()
        .map(|one| (one.new.title.clone(), one.new.partner.name.clone()))
        .collect();
    let done = signed
        .act(move |store, visitor| store.engage_many(visitor, many).map_err(|(_, error)| error))
        .await;
    match done {
        Ok(placed) => Ok(registered(&signed, names, placed)),
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            looked(&signed, table, links, Some(trouble)).await
        }
    }
}

fn registrations(rows: &[Planned], link: Option<&AcrossLink>) -> Vec<Registration> {
    let new = rows.iter().filter_map(|row| match &row.fate {
        Fate::New(new) => Some(new),
        _ => None,
    });
    new.map(|new| Registration {
        new: new.engagement(),
        link: link.map(|link| AcrossLink {
            to: new.told.to.clone(),
            ..link.clone()
        }),
    })
    .collect()
}

fn registered(
    signed: &Signed,
    names: Vec<(String, String)>,
    placed: Vec<PlacedEngagement>,
) -> Response {
    let w = Words(signed.language());
    let given = |((title, partner), placed): ((String, String), PlacedEngagement)| Given {
        id: placed.engagement.to_string(),
        title,
        partner,
        link: placed.link.map(|secret| {
            let page = signed.access.site.address("/side");
            format!("{page}#{}", secret.reveal())
        }),
    };
    let given: Vec<Given> = names.into_iter().zip(placed).map(given).collect();
    Links {
        told: w.with("register-done-text", "count", given.len()),
        given,
        token: signed.token.clone(),
        days: LASTS,
        frame: signed.frame(&w.say("register-done")),
    }
    .answer()
}
