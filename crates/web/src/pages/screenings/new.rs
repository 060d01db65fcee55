//! The form that opens a screening; and what its three questions are called, wherever they are asked.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use ledger::admission::{LONGEST_CANDIDATE, LONGEST_REMARK, LONGEST_WORK};
use ledger::body::Kind;
use ledger::body::screening::{Candidate, Known, Question, Weighing};
use ledger::moment::Moment;
use serde::Deserialize;
use store::acts::{NewScreening, NotDone};
use store::working::secret::Secret;

use crate::access::{Sent, Signed, Trouble};
use crate::layout::{Frame, Words};
use crate::pages::link::Once;

const DAY: i64 = 86_400_000;
/// An answer is hoped for in so many days, unless somebody types another day.
const HOPED: i64 = 14;
/// A link lasts so many days, unless somebody chooses otherwise.
pub(super) const LASTS: &str = "30";

#[derive(Template)]
#[template(path = "pages/screenings/new.html")]
struct New {
    frame: Frame,
    token: String,
    kinds: Vec<(&'static str, String)>,
    questions: Vec<Asked>,
    typed: Typed,
    longest: (usize, usize, usize),
    trouble: Option<Trouble>,
}

/// One of the three questions, with what can be said to it.
pub(super) struct Asked {
    pub code: &'static str,
    pub name: String,
    pub help: String,
    /// Code, word, and whether it is chosen.
    pub choices: Vec<(&'static str, String, bool)>,
}

/// What was typed.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Typed {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) work: String,
    pub(super) contact: String,
    pub(super) due: String,
    pub(super) secrets: String,
    pub(super) delay: String,
    pub(super) access: String,
    pub(super) days: String,
    /// The last line about it that the form showed.
    pub(super) seen: String,
}

impl Typed {
    fn said(&self, question: Question) -> &str {
        match question {
            Question::Secrets => &self.secrets,
            Question::Delay => &self.delay,
            Question::Access => &self.access,
        }
    }

    pub(super) fn questions(&self, w: Words) -> Vec<Asked> {
        let asked = |question: &Question| {
            let key = format!("screening-asks-{question}");
            let choice = |known: &Known| {
                let code = known.code();
                let chosen = self.said(*question) == code;
                (code, w.code("screening-known-", code), chosen)
            };
            Asked {
                code: question.code(),
                help: report::words::attr(*w.language(), &key, "help", &[]),
                name: w.say(&key),
                choices: Known::ALL.iter().map(choice).collect(),
            }
        };
        Question::ALL.iter().map(asked).collect()
    }

    pub(super) fn weighing(&self, w: Words) -> Result<Weighing, Trouble> {
        let known = |question: Question| {
            let wrong =
                || Trouble::with_field(*w.language(), "screening-unanswered", question.code());
            Known::of(self.said(question)).ok_or_else(wrong)
        };
        Ok(Weighing {
            secrets: known(Question::Secrets)?,
            delay: known(Question::Delay)?,
            access: known(Question::Access)?,
        })
    }

    pub(super) fn day(&self, w: Words) -> Result<Date, Trouble> {
        let wrong = || Trouble::with_field(*w.language(), "engagement-bad-day", "due");
        survey::read::date::day(&self.due).ok_or_else(wrong)
    }

    /// The moment a link works to.
    pub(super) fn until(&self, signed: &Signed) -> Result<Moment, Trouble> {
        let days = survey::read::fold::narrow(self.days.trim()).parse::<i64>();
        let days = days.ok().filter(|days| (1..=90).contains(days));
        let wrong = || Trouble::with_field(signed.language(), "engagement-bad-days", "days");
        let now = signed.access.store.now().moment;
        days.map(|days| now.plus(days * DAY)).ok_or_else(wrong)
    }

    fn screening(&self, signed: &Signed) -> Result<NewScreening, Trouble> {
        let w = Words(signed.language());
        let wrong = |key, field| Trouble::with_field(*w.language(), key, field);
        let candidate = Candidate::of(&self.kind);
        let (name, work) = (self.name.trim(), self.work.trim());
        let candidate = candidate.ok_or_else(|| wrong("screening-no-kind", "kind"))?;
        if name.is_empty() {
            return Err(wrong("screening-no-name", "name"));
        }
        if work.is_empty() {
            return Err(wrong("screening-no-work", "work"));
        }
        Ok(NewScreening {
            candidate,
            name: name.to_owned(),
            work: work.replace("\r\n", "\n"),
            contact: Some(self.contact.trim().to_owned()),
            due: self.day(w)?,
            weighing: self.weighing(w)?,
            link: Some(self.until(signed)?),
        })
    }
}

/// `/o/screenings/new`
pub async fn page(signed: Signed) -> Result<Response, Response> {
    let store = &signed.access.store;
    let due = store.now().moment.plus(HOPED * DAY).day(store.offset());
    let typed = Typed {
        kind: Candidate::Vendor.code().to_owned(),
        due: due.to_string(),
        days: LASTS.to_owned(),
        ..Typed::default()
    };
    show(&signed, typed, None)
}

fn show(signed: &Signed, typed: Typed, trouble: Option<Trouble>) -> Result<Response, Response> {
    if !signed.can(Kind::ScreeningOpened) {
        return Err(signed.failed(&NotDone::Absent));
    }
    let w = Words(signed.language());
    let frame = signed.frame(&w.say("screening-new"));
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let page = New {
        token: signed.token.clone(),
        kinds: w.choices(
            "screening-kind-",
            Candidate::ALL.iter().map(|one| one.code()),
        ),
        questions: typed.questions(w),
        typed,
        longest: (LONGEST_CANDIDATE, LONGEST_WORK, LONGEST_REMARK),
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// `POST /o/screenings/new`: the link is shown once.
pub async fn open(signed: Signed, Sent(typed): Sent<Typed>) -> Result<Response, Response> {
    let new = match typed.screening(&signed) {
        Ok(new) => new,
        Err(trouble) => return show(&signed, typed, Some(trouble)),
    };
    let opened = signed
        .act(move |store, visitor| store.open_screening(visitor, new))
        .await;
    match opened {
        Ok((recorded, Some(secret))) => Ok(once(&signed, recorded.seq, &secret, &typed.days)),
        Ok((recorded, None)) => {
            Ok(Redirect::to(&format!("/o/screenings/{}", recorded.seq)).into_response())
        }
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(&signed, typed, Some(trouble))
        }
    }
}

/// A link, shown once.
pub(super) fn once(signed: &Signed, seq: u64, secret: &Secret, days: &str) -> Response {
    let w = Words(signed.language());
    let address = signed.access.site.address("/screening");
    Once {
        frame: signed.frame(&w.say("engagement-link-made")),
        told: Some(w.say("screening-link-told")),
        text: w.with("engagement-link-text", "days", days),
        label: w.say("engagement-link"),
        secret: format!("{address}#{}", secret.reveal()),
        care: w.say("screening-link-care"),
        back: (
            format!("/o/screenings/{seq}").into(),
            w.say("screening-back-to-one"),
        ),
    }
    .answer()
}
