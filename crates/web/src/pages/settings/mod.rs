//! Who the organisation is: names in several scripts, public number, size; everything that was said of it before, and what corrects what.

mod change;

pub use change::{names, number, profile};

use askama::Template;
use axum::response::Response;
use ledger::body::Kind;
use ledger::body::shared::Side;
use ledger::organisation::{Identifier, Name, NameKind, Profile, Size};
use ledger::view::described::{Described, Descriptions};
use ledger::view::house::Organisation;

use crate::access::{Signed, Trouble};
use crate::layout::{Frame, Words};
use crate::pages::standing::recorded;

#[derive(Template)]
#[template(path = "pages/settings/page.html")]
struct Settings {
    frame: Frame,
    token: String,
    facts: Vec<(String, String)>,
    /// For who may change something.
    forms: Option<Forms>,
    /// Whether to offer an identity provider of their own.
    may_provide: bool,
    /// Whether to offer leaving and merging.
    may_leave: bool,
    lines: Vec<Line>,
    trouble: Option<Trouble>,
}

struct Forms {
    names: Vec<Input>,
    from: String,
    number: String,
    /// Code, words, whether chosen.
    sizes: Vec<(&'static str, String, bool)>,
    sides: Vec<(&'static str, String, bool)>,
    /// The entries that names, number and profile may stand in for.
    corrects: [Option<u64>; 3],
}

/// A field for a name.
struct Input {
    code: &'static str,
    label: String,
    text: String,
}

/// Something said of who it is.
struct Line {
    seq: u64,
    kind: String,
    what: String,
    from: String,
    recorded: String,
    corrected_by: Option<u64>,
}

/// What was typed into the form that was sent; the others show what is in force.
#[derive(Default)]
struct Typed {
    names: Option<Vec<(NameKind, String)>>,
    from: Option<String>,
    number: Option<String>,
    profile: Option<Profile>,
}

/// `/o/settings`
pub async fn page(signed: Signed) -> Result<Response, Response> {
    show(&signed, Typed::default(), None).await
}

async fn show(
    signed: &Signed,
    typed: Typed,
    trouble: Option<Trouble>,
) -> Result<Response, Response> {
    let (organisation, said) = look(signed).await?;
    let w = Words(signed.language());
    let frame = signed.frame(&w.say("organisation-settings"));
    let may = signed.can(Kind::Renamed);
    let status = trouble.as_ref().map(|trouble| trouble.status);
    let page = Settings {
        token: signed.token.clone(),
        facts: facts(&organisation, w),
        lines: lines(signed, &said),
        forms: may.then(|| forms(signed, &organisation, &said, typed)),
        may_provide: signed.access.providers.is_some() && signed.can(Kind::ProviderSet),
        may_leave: signed.can(Kind::Withdrew),
        trouble,
        frame: frame.clone(),
    };
    Ok(frame.answer_after(&page, status))
}

async fn look(signed: &Signed) -> Result<(Organisation, Descriptions), Response> {
    let seen = signed
        .look(|look| Ok(look.organisation().zip(look.descriptions())))
        .await?;
    Ok((seen.0.into_inner(), seen.1.into_inner()))
}

/// Who the organisation is, as kind and value.
pub(super) fn facts(organisation: &Organisation, w: Words) -> Vec<(String, String)> {
    let names = organisation.names.iter();
    let names = names.map(|name| (w.code("name-", name.kind.code()), name.text.clone()));
    let number = organisation.identifier.as_ref();
    let number = number.map(|number| (number_kind(number, w), number.as_str().to_owned()));
    let unsaid = || w.say("access-unsaid");
    let profile = organisation.profile;
    let size = profile.size.map(|size| w.code("size-", size.code()));
    let side = profile.side.map(|side| w.code("side-", side.code()));
    names
        .chain(number)
        .chain([
            (w.say("access-size"), size.unwrap_or_else(unsaid)),
            (w.say("access-side"), side.unwrap_or_else(unsaid)),
            (w.say("access-sheet-number"), organisation.id.to_string()),
        ])
        .collect()
}

fn number_kind(number: &Identifier, w: Words) -> String {
    w.say(match number {
        Identifier::CorporateNumber(_) => "access-corporate-number",
        Identifier::Lei(_) => "access-lei",
    })
}

fn forms(signed: &Signed, organisation: &Organisation, said: &Descriptions, typed: Typed) -> Forms {
    let w = Words(signed.language());
    let names = typed.names.unwrap_or_else(|| inputs(&organisation.names));
    let input = |(kind, text): (NameKind, String)| Input {
        code: kind.code(),
        label: w.code("name-", kind.code()),
        text,
    };
    let number = organisation.identifier.as_ref();
    let number = number.map_or(String::new(), |number| number.as_str().to_owned());
    let profile = typed.profile.unwrap_or(organisation.profile);
    let size = |size: &Size| {
        (
            size.code(),
            w.code("size-", size.code()),
            profile.size == Some(*size),
        )
    };
    let side = |side: &Side| {
        (
            side.code(),
            w.code("side-", side.code()),
            profile.side == Some(*side),
        )
    };
    let today = || signed.access.store.now().today().to_string();
    Forms {
        names: names.into_iter().map(input).collect(),
        from: typed.from.unwrap_or_else(today),
        number: typed.number.unwrap_or(number),
        sizes: Size::ALL.iter().map(size).collect(),
        sides: Side::ALL.iter().map(side).collect(),
        corrects: [
            latest(&said.names),
            latest(&said.identifiers),
            latest(&said.profiles),
        ],
    }
}

/// A field for each name there is, and an empty one for each kind there is none of.
fn inputs(names: &[Name]) -> Vec<(NameKind, String)> {
    let known = names.iter().map(|name| (name.kind, name.text.clone()));
    let lacks = |kind: &&NameKind| !names.iter().any(|name| name.kind == **kind);
    let empty = NameKind::ALL.iter().filter(lacks);
    known
        .chain(empty.map(|kind| (*kind, String::new())))
        .collect()
}

/// The last thing said, where another can stand in for it: the founding itself stays.
fn latest<T>(said: &[Described<T>]) -> Option<u64> {
    let last = said.last()?;
    (last.corrected_by.is_none() && last.seq > 0).then_some(last.seq)
}

fn lines(signed: &Signed, said: &Descriptions) -> Vec<Line> {
    let w = Words(signed.language());
    let names = |names: &Vec<Name>| {
        let texts: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        texts.join(" / ")
    };
    let number = |number: &Option<Identifier>| match number {
        Some(number) => format!("{} {}", number_kind(number, w), number.as_str()),
        None => w.say("access-unsaid"),
    };
    let profile = |profile: &Profile| {
        let size = profile.size.map(|size| w.code("size-", size.code()));
        let side = profile.side.map(|side| w.code("side-", side.code()));
        let said: Vec<String> = size.into_iter().chain(side).collect();
        if said.is_empty() {
            w.say("access-unsaid")
        } else {
            said.join(" / ")
        }
    };
    let mut lines: Vec<Line> = Vec::new();
    lines.extend(of(signed, &said.names, "organisation-names", names));
    lines.extend(of(signed, &said.identifiers, "access-number", number));
    lines.extend(of(signed, &said.profiles, "organisation-profile", profile));
    lines.sort_by_key(|line| std::cmp::Reverse(line.seq));
    lines
}

fn of<T>(
    signed: &Signed,
    said: &[Described<T>],
    kind: &str,
    what: impl Fn(&T) -> String,
) -> Vec<Line> {
    let w = Words(signed.language());
    let line = |said: &Described<T>| Line {
        seq: said.seq,
        kind: w.say(kind),
        what: what(&said.what),
        from: said.from.map_or(String::new(), |day| w.day(&day)),
        recorded: recorded(said.recorded, signed.access.store.offset(), w),
        corrected_by: said.corrected_by,
    };
    said.iter().map(line).collect()
}
