//! Links to several engagements that were just made: shown once, and saved once as a table.

use askama::Template;
use axum::response::Response;
use store::acts::NotDone;

use super::Fields;
use crate::access::{Sent, Signed};
use crate::download;
use crate::layout::{Frame, Words};
use crate::register::write;

/// An engagement and its link, where one was made.
pub(super) struct Given {
    pub id: String,
    pub title: String,
    pub partner: String,
    pub link: Option<String>,
}

/// The page; it keeps nothing, and no cache keeps it.
#[derive(Template)]
#[template(path = "pages/engagements/links.html")]
pub(super) struct Links {
    pub frame: Frame,
    pub token: String,
    pub told: String,
    pub days: i64,
    pub given: Vec<Given>,
}

impl Links {
    fn any(&self) -> bool {
        self.given.iter().any(|given| given.link.is_some())
    }

    pub(super) fn answer(&self) -> Response {
        self.frame.answer(self)
    }
}

/// `POST /o/engagements/links.csv`: the links of the page again, as a table. The server keeps none of them.
pub async fn save(signed: Signed, Sent(fields): Sent<Fields>) -> Result<Response, Response> {
    let w = Words(signed.language());
    let heads = [
        "register-title-column",
        "register-partner",
        "register-engagement",
        "register-link",
    ];
    let mut lines = vec![heads.map(|key| w.say(key)).to_vec()];
    let rows = fields.iter().filter(|(field, _)| field == "row");
    lines.extend(rows.map(|(_, row)| row.split('\t').map(str::to_owned).collect()));
    let bytes = write::table(&lines, "links.csv", "");
    let bytes = bytes.ok_or_else(|| signed.failed(&NotDone::Absent))?;
    Ok(download::save("links.csv", bytes))
}
