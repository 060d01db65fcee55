//! The form in which a side says how a work is done: a new one, or one that is known.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use jiff::civil::Date;
use ledger::body::Kind;
use ledger::body::shared::Confidentiality;
use ledger::body::work::{Conditions, Device, Method, Place, Telework};
use ledger::id::{EngagementId, WorkId};
use ledger::view::work::{VersionView, WorkView};
use serde::Deserialize;
use store::acts::NotDone;

use super::{Seen, number, seen};
use crate::access::{Sent, Signed, Trouble};
use crate::layout::{Frame, Words, done};

#[derive(Template)]
#[template(path = "pages/works/set.html")]
struct Page {
    frame: Frame,
    token: String,
    back: String,
    lead: String,
    /// What the other side says, where that is the beginning of the form.
    from_theirs: bool,
    typed: Typed,
    choices: Choices,
    longest: usize,
    trouble: Option<Trouble>,
}

/// Codes with their words.
type Coded = Vec<(&'static str, String)>;

/// Code and word of everything that is chosen from a list.
struct Choices {
    places: Coded,
    teleworks: Coded,
    devices: Coded,
    methods: Coded,
    levels: Coded,
    said: Coded,
}

impl Choices {
    fn new(w: Words) -> Self {
        let said = ["yes", "no"].map(|code| (code, w.code("engagement-", code)));
        Self {
            places: w.choices("workplace-", Place::ALL.iter().map(|one| one.code())),
            teleworks: w.choices("telework-", Telework::ALL.iter().map(|one| one.code())),
            devices: w.choices("device-", Device::ALL.iter().map(|one| one.code())),
            methods: w.choices("workmethod-", Method::ALL.iter().map(|one| one.code())),
            levels: w.choices(
                "information-",
                Confidentiality::ALL.iter().map(|one| one.code()),
            ),
            said: said.to_vec(),
        }
    }
}

/// What was typed; places, devices and methods may come several times.
#[derive(Default, Clone)]
struct Typed {
    work: String,
    name: String,
    places: Vec<String>,
    telework: String,
    words: String,
    devices: Vec<String>,
    tools: String,
    methods: Vec<String>,
    information: String,
    personal: String,
    from: String,
}

fn codes<T: Copy>(of: &[T], code: impl Fn(T) -> &'static str) -> Vec<String> {
    of.iter().map(|one| code(*one).to_owned()).collect()
}

fn chosen<T: Ord>(codes: &[String], of: impl Fn(&str) -> Option<T>) -> Vec<T> {
    let mut chosen: Vec<T> = codes.iter().filter_map(|code| of(code)).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

fn text(typed: &str) -> Option<String> {
    let plain = typed.trim().replace("\r\n", "\n");
    Some(plain).filter(|text| !text.is_empty())
}

impl Typed {
    fn of(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (field, value) in fields {
            match field.as_str() {
                "work" => typed.work = value,
                "name" => typed.name = value.trim().to_owned(),
                "place" => typed.places.push(value),
                "telework" => typed.telework = value,
                "words" => typed.words = value,
                "device" => typed.devices.push(value),
                "tools" => typed.tools = value,
                "method" => typed.methods.push(value),
                "information" => typed.information = value,
                "personal" => typed.personal = value,
                "from" => typed.from = value.trim().to_owned(),
                _ => {}
            }
        }
        typed
    }

    fn begun(work: Option<WorkId>, said: Option<&VersionView>, today: Date) -> Self {
        let begun = Self {
            work: work.map_or(String::new(), |id| id.to_string()),
            telework: Telework::NotSettled.code().to_owned(),
            from: today.to_string(),
            ..Self::default()
        };
        let Some(of) = said.map(|one| &one.conditions) else {
            return begun;
        };
        Self {
            name: of.name.clone(),
            places: codes(&of.places, Place::code),
            telework: of.telework.code().to_owned(),
            words: of.words.clone().unwrap_or_default(),
            devices: codes(&of.devices, Device::code),
            tools: of.tools.clone().unwrap_or_default(),
            methods: codes(&of.methods, Method::code),
            information: of.information.map_or("", |level| level.code()).to_owned(),
            personal: match of.personal_data {
                Some(true) => "yes".to_owned(),
                Some(false) => "no".to_owned(),
                None => String::new(),
            },
            ..begun
        }
    }

    /// For templates.
    fn has(&self, list: &str, code: &str) -> bool {
        let list = match list {
            "place" => &self.places,
            "device" => &self.devices,
            _ => &self.methods,
        };
        list.iter().any(|one| one == code)
    }

    fn conditions(&self, w: Words) -> Result<(Date, Conditions), Trouble> {
        let wrong = |key, field| Trouble::with_field(*w.language(), key, field);
        if self.name.is_empty() {
            return Err(wrong("works-no-name", "name"));
        }
        let from = survey::read::date::day(&self.from);
        let from = from.ok_or_else(|| wrong("engagement-bad-day", "from"))?;
        let telework = Telework::of(&self.telework);
        let telework = telework.ok_or_else(|| wrong("works-no-telework", "telework"))?;
        let conditions = Conditions {
            name: self.name.clone(),
            places: chosen(&self.places, Place::of),
            telework,
            words: text(&self.words),
            devices: chosen(&self.devices, Device::of),
            tools: text(&self.tools),
            methods: chosen(&self.methods, Method::of),
            information: Confidentiality::of(&self.information),
            personal_data: match self.personal.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
        };
        if telework == Telework::Conditions && conditions.words.is_none() {
            return Err(wrong("works-no-words", "words"));
        }
        Ok((from, conditions))
    }
}

/// Which work the form is about; none for a new one.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    work: String,
}

fn known<'a>(
    signed: &Signed,
    seen: &'a Seen,
    work: &str,
) -> Result<Option<&'a WorkView>, Response> {
    if work.is_empty() {
        return Ok(None);
    }
    let id: Option<WorkId> = work.parse().ok();
    let found = id.and_then(|id| seen.work(id));
    found
        .filter(|work| work.ended.is_none())
        .map(Some)
        .ok_or_else(|| signed.failed(&NotDone::Absent))
}

/// What the form begins with: the side's own word, else what both hold, else what the other side says.
fn begins<'a>(work: &'a WorkView, seen: &Seen) -> Option<&'a VersionView> {
    let own = work.said_by(seen.works.works.own);
    let both = work.coming.as_ref().or(work.in_force.as_ref());
    own.or(both).or(work.waiting.first())
}

/// `/o/engagements/{id}/works/set`
pub async fn page(
    signed: Signed,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let seen = seen(&signed, id).await?;
    let work = known(&signed, &seen, &asked.work)?;
    let said = work.and_then(|work| begins(work, &seen));
    let theirs = said.is_some_and(|one| one.by != seen.works.works.own && one.confirmed.is_none());
    let today = signed.access.store.now().today();
    let typed = Typed::begun(work.map(|work| work.id), said, today);
    show(&signed, id, &seen, (typed, theirs), None)
}

fn show(
    signed: &Signed,
    id: EngagementId,
    seen: &Seen,
    (typed, from_theirs): (Typed, bool),
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let open = seen.engagement.engagement.closed.is_none();
    if !open || !signed.can(Kind::WorkSet) {
        return Err(signed.failed(&NotDone::Absent));
    }
    let w = Words(signed.language());
    let title = match typed.work.as_str() {
        "" => "works-add",
        _ => "works-change",
    };
    let frame = signed.frame_of(&seen.engagement, &w.say(title));
    let across = seen.name(seen.works.works.own.other(), w);
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let page = Page {
        token: signed.token.clone(),
        back: format!("/o/engagements/{id}/works"),
        lead: w.with("works-set-lead", "organisation", across),
        from_theirs,
        typed,
        choices: Choices::new(w),
        longest: ledger::admission::LONGEST_WORDING,
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

/// `POST /o/engagements/{id}/works/set`
pub async fn take(
    signed: Signed,
    Path(id): Path<String>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Response> {
    let id = number(&signed, &id)?;
    let seen = seen(&signed, id).await?;
    let typed = Typed::of(fields);
    let w = Words(signed.language());
    let work = known(&signed, &seen, &typed.work)?;
    let (from, said) = match typed.conditions(w) {
        Ok(said) => said,
        Err(trouble) => return show(&signed, id, &seen, (typed, false), Some(trouble)),
    };
    // The words of a side that stand already are not recorded again.
    let stands = |one: &VersionView| one.conditions == said && one.from == from;
    let own = work.and_then(|work| work.said_by(seen.works.works.own));
    let both = work.and_then(|work| work.coming.as_ref().or(work.in_force.as_ref()));
    let unchanged = match (own, both) {
        (Some(own), _) => stands(own),
        (None, Some(both)) => both.conditions == said,
        (None, None) => false,
    };
    if unchanged {
        let trouble = Trouble::with_field(*w.language(), "organisation-unchanged", "");
        return show(&signed, id, &seen, (typed, false), Some(trouble));
    }
    let known = work.map(|work| work.id);
    let set = move |store: &store::Store, visitor: &store::door::Visitor| {
        store.set_work(visitor, id, known, (from, said))
    };
    match signed.act(set).await {
        Ok((_, work)) => {
            let to = format!("/o/engagements/{id}/works#w.{work}");
            Ok(done(&to, "work-set"))
        }
        Err(error) => {
            let trouble = signed.trouble(&error)?;
            show(&signed, id, &seen, (typed, false), Some(trouble))
        }
    }
}
