//! One item: what it is about, how the organisation stands and stood, how its stratum of the published study answered, and a form to state.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use ledger::admission::Refusal as Admission;
use ledger::body::Kind;
use ledger::catalogue::{Item, ItemKind};
use ledger::organisation::Profile;
use ledger::policy::Action;
use ledger::view::Note;
use ledger::view::house::StatementView;
use report::marks::Mark;
use store::acts::NotDone;
use store::door::When;
use survey::study::PublishedCell;
use survey::study::published::{PublishedBase, PublishedValue};

use super::answer::{Fields, Question, Refused, Typed, move_state};
use super::{Standings, at, day, may_state, note, recorded, standings, topic_name};
use crate::App;
use crate::access::{Sent, Signed, Trouble};
use crate::catalogue::{catalogue, mark, text, tone, word};
use crate::layout::done as told;
use crate::layout::{Crumb, Frame, Words};
use crate::library::Library;

#[derive(Template)]
#[template(path = "pages/standing/item.html")]
struct Page {
    frame: Frame,
    id: String,
    topic: String,
    why: String,
    plain: String,
    evidence: Vec<String>,
    standing: Option<Line>,
    history: Vec<Line>,
    published: Vec<Published>,
    maps: Vec<(String, String)>,
    form: Option<Form>,
    trouble: Option<Trouble>,
    back: String,
}

struct Form {
    from: String,
    question: Question,
    /// The latest statement, which this one may stand in for.
    corrects: Option<u64>,
}

struct Line {
    seq: u64,
    mark: Mark,
    tone: &'static str,
    word: String,
    from: String,
    recorded: String,
    note: Option<String>,
    /// Whether the note can be erased by who looks.
    erasable: bool,
    corrected_by: Option<u64>,
}

/// A number the published study prints of the organisation's stratum.
struct Published {
    question: String,
    href: String,
    option: String,
    value: String,
    n: String,
    place: String,
}

/// `/o/standing/items/{item}`
pub async fn page(
    signed: Signed,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let item = found(&signed, &id)?;
    let standings = standings(&signed).await?;
    let typed = Typed::in_force(signed.access.store.now().today(), &standings);
    show(&signed, &app.library, item, &standings, &typed, None).await
}

pub(super) fn found(signed: &Signed, id: &str) -> Result<&'static Item, Response> {
    let item = catalogue().item(id).filter(|item| item.kind.is_of_house());
    item.ok_or_else(|| signed.failed(&NotDone::Absent))
}

async fn show(
    signed: &Signed,
    library: &Library,
    item: &'static Item,
    standings: &Standings,
    typed: &Typed,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let (language, w) = (signed.language(), Words(signed.language()));
    let profile = signed
        .look(|look| Ok(look.organisation()))
        .await?
        .into_inner()
        .profile;
    let view = standings.get(item.id.as_str());
    let line = |statement: &StatementView| line(signed, item.kind, statement);
    let mut frame = signed.frame(text(&item.name, language));
    let back = format!(
        "/o/standing?list={}{}",
        if item.id.as_str().starts_with("rule.") {
            "rules"
        } else {
            "self-check"
        },
        at(signed)
    );
    frame.crumbs.push(Crumb {
        href: back.clone(),
        label: w.say("access-section-standing"),
    });
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let latest = view
        .and_then(|view| view.history.first())
        .filter(|latest| latest.corrected_by.is_none());
    let page = Page {
        id: item.id.to_string(),
        topic: topic_name(&item.topic, language),
        why: text(&item.why, language).to_owned(),
        plain: text(&item.plain, language).to_owned(),
        evidence: item
            .evidence
            .iter()
            .map(|example| text(example, language).to_owned())
            .collect(),
        standing: view.and_then(|view| view.standing.as_ref()).map(line),
        history: view.map_or(Vec::new(), |view| view.history.iter().map(line).collect()),
        published: published(library, item, profile, w),
        maps: maps(item, w),
        form: (may_state(signed) && item.is_offered(day(signed))).then(|| Form {
            from: typed.from.clone(),
            question: typed.question(item, w),
            corrects: latest.map(|latest| latest.seq),
        }),
        trouble,
        back,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

fn line(signed: &Signed, kind: ItemKind, statement: &StatementView) -> Line {
    let w = Words(signed.language());
    // The law wants it at any time: also in a ledger that is closed.
    let may_erase = signed.when == When::Now && signed.may(Action::Record(Kind::TextErased));
    Line {
        seq: statement.seq,
        mark: mark(Some(statement.value)),
        tone: tone(Some(statement.value)),
        word: word(kind, Some(statement.value), signed.language()),
        from: w.day(&statement.from),
        recorded: recorded(statement.recorded, signed.access.store.offset(), w),
        note: statement.note.as_ref().map(|text| note(text, w)),
        erasable: may_erase && matches!(statement.note, Some(Note::Text(_))),
        corrected_by: statement.corrected_by,
    }
}

/// Scheme and entries that treat the same subject.
fn maps(item: &Item, w: Words) -> Vec<(String, String)> {
    let scheme = |id: &str| {
        catalogue().scheme(id).map_or(id.to_owned(), |scheme| {
            text(&scheme.name, *w.language()).to_owned()
        })
    };
    item.maps
        .iter()
        .map(|mapping| (scheme(&mapping.scheme), mapping.entry.clone()))
        .collect()
}

/// The stratum of the published study an organisation of this profile belongs to.
fn stratum(profile: Profile) -> Option<String> {
    Some(format!("{}-{}", profile.side?.code(), profile.size?.code()))
}

fn published(library: &Library, item: &Item, profile: Profile, w: Words) -> Vec<Published> {
    let Some(stratum) = stratum(profile) else {
        return Vec::new();
    };
    let of_link = |link: &ledger::catalogue::StudyLink| {
        let entry = library.find(&link.study)?;
        let question = entry.study.questionnaire.question(&link.question)?;
        // A part is a row of a matrix, or an option of a question that has none.
        let meant = |cell: &PublishedCell| match link.part.as_deref() {
            None => true,
            Some(part) => cell.row == part || cell.options.iter().any(|option| option == part),
        };
        let asked = |cell: &&PublishedCell| {
            cell.question == link.question
                && meant(cell)
                && cell.by == "stratum"
                && cell.groups == [stratum.clone()]
        };
        let cells = entry
            .study
            .published
            .iter()
            .filter(asked)
            .filter(|cell| cell.value != PublishedValue::Lost);
        let shown = |cell: &PublishedCell| {
            let named = |id: &String| {
                let option = question.options.iter().find(|option| option.id == *id);
                option.map_or(id.clone(), |option| w.text(&option.label).to_owned())
            };
            Published {
                question: w.text(question.title()).to_owned(),
                href: format!("/studies/{}/questions/{}", link.study, link.question),
                option: cell
                    .options
                    .iter()
                    .map(named)
                    .collect::<Vec<_>>()
                    .join("・"),
                value: value(&cell.value, w),
                n: base(cell.n),
                place: cell.locator.place.clone(),
            }
        };
        Some(cells.map(shown).collect::<Vec<_>>())
    };
    item.study.iter().filter_map(of_link).flatten().collect()
}

fn value(value: &PublishedValue, w: Words) -> String {
    match value {
        PublishedValue::Percent(percent) => format!("{percent}%"),
        PublishedValue::Count(count) => count.to_string(),
        PublishedValue::Band { phrase, .. } => w.text(phrase).to_owned(),
        PublishedValue::Lost => String::new(),
    }
}

fn base(base: PublishedBase) -> String {
    match base {
        PublishedBase::Exact(n) => n.to_string(),
        PublishedBase::Within(low, high) => format!("{low}–{high}"),
        PublishedBase::Unknown => "–".to_owned(),
    }
}

/// `POST /o/standing/items/{item}`
pub async fn take(
    signed: Signed,
    State(app): State<App>,
    Path(id): Path<String>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Response> {
    let item = found(&signed, &id)?;
    let (standings, mut typed) = (standings(&signed).await?, Typed::sent(&fields));
    let again = async |trouble: Trouble, typed: Typed| {
        let trouble = Some(trouble);
        show(&signed, &app.library, item, &standings, &typed, trouble).await
    };
    if !typed.overtaken([item], &standings).is_empty() {
        let trouble = signed.trouble(&Admission::Stale.into())?;
        return again(trouble, typed).await;
    }
    let from = match typed.day(Words(signed.language())) {
        Ok(from) => from,
        Err(trouble) => {
            return again(trouble, typed).await;
        }
    };
    let corrects = fields
        .iter()
        .find(|(key, _)| key == "corrects")
        .and_then(|(_, seq)| seq.parse().ok());
    let statement = typed.statement(item, from, &Standings::new());
    let Some(statement) = statement.map(|statement| store::acts::NewStatement {
        corrects,
        ..statement
    }) else {
        let trouble = Trouble::with_field(signed.language(), "standing-no-value", "value");
        return again(trouble, typed).await;
    };
    match signed.run(move_state(&signed, vec![statement])).await {
        Ok(()) => Ok(told(&format!("/o/standing/items/{}", item.id), "stated")),
        Err(Refused(_, error)) => {
            let trouble = signed.trouble(&error)?;
            again(trouble, typed).await
        }
    }
}
