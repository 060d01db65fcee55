//! The form that opens an engagement with a partner who is not here yet.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use ledger::body::Kind;
use ledger::body::screening::Candidate;
use ledger::body::shared::{Confidentiality, Described, Partner, Side, WorkKind};
use ledger::id::PersonId;
use ledger::organisation::Identifier;
use ledger::view::screening::ScreeningView;
use serde::Deserialize;
use store::acts::{NewEngagement, NotDone};

use super::Fields;
use crate::access::{Sent, Signed, Trouble};
use crate::layout::{Frame, Words, done};

/// Letters of a title.
const LONGEST_TITLE: usize = 200;

#[derive(Template)]
#[template(path = "pages/engagements/new.html")]
struct New {
    frame: Frame,
    token: String,
    typed: Typed,
    choices: Choices,
    people: Vec<(String, String)>,
    trouble: Option<Trouble>,
}

/// Code and word of everything that is chosen from a list.
pub(in crate::pages) struct Choices {
    pub sides: Vec<(&'static str, String)>,
    pub kinds: Vec<(&'static str, String)>,
    pub levels: Vec<(&'static str, String)>,
    pub said: Vec<(&'static str, String)>,
}

impl Choices {
    pub(in crate::pages) fn new(w: Words) -> Self {
        Self {
            sides: w.choices("side-", Side::ALL.iter().map(|one| one.code())),
            kinds: w.choices("work-", WorkKind::ALL.iter().map(|one| one.code())),
            levels: w.choices(
                "information-",
                Confidentiality::ALL.iter().map(|one| one.code()),
            ),
            said: vec![
                ("yes", w.say("engagement-yes")),
                ("no", w.say("engagement-no")),
            ],
        }
    }
}

/// What was typed; a kind of work may come several times.
#[derive(Default, Clone)]
pub(in crate::pages) struct Typed {
    pub side: String,
    pub partner: String,
    pub number: String,
    pub title: String,
    pub kinds: Vec<String>,
    pub from: String,
    pub until: String,
    pub renews: String,
    pub information: String,
    pub personal: String,
    pub reference: String,
    pub responsible: String,
    /// The screening it comes of, by its line.
    pub screening: String,
}

impl Typed {
    pub(in crate::pages) fn of(fields: Fields) -> Self {
        let mut typed = Self::default();
        for (field, value) in fields {
            let value = value.trim().to_owned();
            match field.as_str() {
                "side" => typed.side = value,
                "partner" => typed.partner = value,
                "number" => typed.number = value,
                "title" => typed.title = value,
                "kind" => typed.kinds.push(value),
                "from" => typed.from = value,
                "until" => typed.until = value,
                "renews" => typed.renews = value,
                "information" => typed.information = value,
                "personal" => typed.personal = value,
                "reference" => typed.reference = value,
                "responsible" => typed.responsible = value,
                "screening" => typed.screening = value,
                _ => {}
            }
        }
        typed
    }

    /// Whether a kind of work was chosen; for templates.
    pub(in crate::pages) fn has_kind(&self, code: &str) -> bool {
        self.kinds.iter().any(|kind| kind == code)
    }

    /// What is known of the work, as far as it was said.
    pub(in crate::pages) fn described(&self, w: Words) -> Result<Described, Trouble> {
        let day = |text: &str, field: &'static str| match text {
            "" => Ok(None),
            text => survey::read::date::day(text)
                .map(Some)
                .ok_or_else(|| Trouble::with_field(*w.language(), "engagement-bad-day", field)),
        };
        let said = |text: &str| match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let mut kinds: Vec<WorkKind> = self
            .kinds
            .iter()
            .filter_map(|kind| WorkKind::of(kind))
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        Ok(Described {
            from: day(&self.from, "from")?,
            until: day(&self.until, "until")?,
            renews: said(&self.renews),
            kinds,
            information: Confidentiality::of(&self.information),
            personal_data: said(&self.personal),
            reference: Some(self.reference.clone()).filter(|text| !text.is_empty()),
        })
    }

    fn engagement(&self, w: Words) -> Result<NewEngagement, Trouble> {
        let wrong = |key, field| Trouble::with_field(*w.language(), key, field);
        let side = Side::of(&self.side).ok_or_else(|| wrong("engagement-no-side", "side"))?;
        if self.partner.is_empty() {
            return Err(wrong("engagement-no-partner", "partner"));
        }
        if self.title.is_empty() {
            return Err(wrong("engagement-no-title", "title"));
        }
        let identifier = match self.number.as_str() {
            "" => None,
            typed => {
                Some(Identifier::typed(typed).map_err(|_| wrong("access-no-number", "number"))?)
            }
        };
        Ok(NewEngagement {
            side,
            partner: Partner {
                name: self.partner.clone(),
                identifier,
            },
            title: self.title.clone(),
            described: Some(self.described(w)?),
            responsible: self.responsible.parse::<PersonId>().ok(),
        })
    }
}

/// The people who may answer for an engagement: everybody with a role here, by name.
pub(in crate::pages) async fn people(signed: &Signed) -> Result<Vec<(String, String)>, Response> {
    let seen = signed.look(|look| look.people()).await?.into_inner();
    let named = seen.into_iter().filter_map(|member| {
        let id = member.member.person.to_string();
        member.name.map(|name| (id, name))
    });
    Ok(named.collect())
}

/// The screening an engagement may come of.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    screening: String,
}

/// A screening of the organisation, by what an address says of it; none where it says nothing, or nothing that is there.
pub(in crate::pages) async fn screened(signed: &Signed, line: &str) -> Option<ScreeningView> {
    let seq: u64 = line.parse().ok()?;
    let seen = signed.look(move |look| look.screening(seq)).await.ok()?;
    Some(seen.into_inner().screening)
}

/// `/o/engagements/new`; with `?screening=`, what is known of the candidate is filled in.
pub async fn page(signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let known = screened(&signed, &asked.screening).await;
    let ours = |one: &ScreeningView| match one.candidate {
        Candidate::Vendor | Candidate::Subcontractor => Side::Client,
        Candidate::Client => Side::Vendor,
    };
    let side = known.as_ref().map_or(Side::Client, ours);
    let mut typed = Typed {
        side: side.code().to_owned(),
        responsible: signed.arrival.visitor.person.to_string(),
        ..Typed::default()
    };
    if let Some(known) = known {
        typed.partner = known.name;
        typed.title = known.work.chars().take(LONGEST_TITLE).collect();
        typed.title = typed.title.replace('\n', " ");
        typed.screening = asked.screening;
    }
    show(&signed, typed, None).await
}

async fn show(
    signed: &Signed,
    typed: Typed,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    if !signed.can(Kind::Opened) {
        return Err(signed.failed(&NotDone::Absent));
    }
    let w = Words(signed.language());
    let frame = signed.frame(&w.say("engagement-new"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let page = New {
        token: signed.token.clone(),
        choices: Choices::new(w),
        people: people(signed).await?,
        typed,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// `POST /o/engagements/new`
pub async fn open(signed: Signed, Sent(fields): Sent<Fields>) -> Result<Response, Response> {
    let typed = Typed::of(fields);
    let new = match typed.engagement(Words(signed.language())) {
        Ok(new) => new,
        Err(trouble) => return show(&signed, typed, Some(trouble)).await,
    };
    let opened = signed
        .act(move |store, visitor| store.engage(visitor, new))
        .await;
    match opened {
        Ok((id, _)) if typed.screening.is_empty() => {
            Ok(done(&format!("/o/engagements/{id}"), "opened"))
        }
        Ok((id, _)) => {
            let pair = [("screening", &typed.screening)];
            let query = serde_urlencoded::to_string(pair).unwrap_or_default();
            Ok(done(&format!("/o/engagements/{id}?{query}"), "opened"))
        }
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(&signed, typed, Some(trouble)).await
        }
    }
}
