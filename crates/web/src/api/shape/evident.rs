//! Evidence, field by field.

use std::collections::BTreeMap;

use ledger::body::evidence::Media;
use ledger::body::shared::Side;
use ledger::id::PersonId;
use ledger::view::Note;
use ledger::view::evidence::{AskedView, DueView, FileView, PieceView, Worth};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use store::door::NamedEvidence;

use super::said::words;
use super::side;

choices! { media: Media }

fn worth(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": ["waits", "returned", "over", "accepted", "withdrawn"] })
}

fn bytes(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "format": "binary", "contentMediaType": "application/octet-stream" })
}

/// What was asked for and given on the items of an engagement.
#[derive(Serialize, JsonSchema)]
pub struct Evidence {
    /// The organisation's side.
    #[schemars(schema_with = "side")]
    pub side: Side,
    /// What was asked for, the first first.
    pub requests: Vec<EvidenceRequest>,
    /// What was given, the first first.
    pub pieces: Vec<EvidencePiece>,
    /// What agreed texts want shown by a day, the most pressing first.
    pub due: Vec<ProofDue>,
}

/// A side asked the other to show something.
#[derive(Serialize, JsonSchema)]
pub struct EvidenceRequest {
    /// Its line in the engagement's ledger: its number.
    pub seq: u64,
    /// The item's id.
    pub item: String,
    /// Which side asked.
    #[schemars(schema_with = "side")]
    pub by: Side,
    /// When it was recorded.
    pub recorded: String,
    /// What would show it; null where that was not said, or it was erased.
    pub what: Option<String>,
    /// By this day.
    pub due: String,
    /// Whether it still wants something of the side it was made to.
    pub open: bool,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// Whether what was given for it came back.
    pub returned: bool,
}

/// A piece of evidence.
#[derive(Serialize, JsonSchema)]
pub struct EvidencePiece {
    /// Its line in the engagement's ledger: its number.
    pub seq: u64,
    /// The item's id.
    pub item: String,
    /// Which side gave it.
    #[schemars(schema_with = "side")]
    pub by: Side,
    /// The name of who gave it; null where it is the other side's, or was erased.
    pub name: Option<String>,
    /// When it was recorded.
    pub recorded: String,
    /// The request it answers.
    pub answers: Option<u64>,
    /// The fact, or what the file shows; null where nothing was said, or it was erased.
    pub fact: Option<String>,
    /// The file.
    pub file: Option<EvidenceFile>,
    /// The first day it speaks of.
    pub from: String,
    /// The last day it speaks of; that one day alone where null.
    pub until: Option<String>,
    /// The last day on which it still counts, where it runs out.
    pub expires: Option<String>,
    /// What it is worth on the day looked at.
    #[schemars(schema_with = "worth")]
    pub worth: Worth,
    /// Whether its words or its file were erased.
    pub erased: bool,
    /// When the other side judged it last.
    pub reviewed: Option<String>,
    /// Why it was judged so; null where no reason was given, or it was erased.
    pub reason: Option<String>,
}

/// A file; `…/evidence/{seq}/file` gives it.
#[derive(Serialize, JsonSchema)]
pub struct EvidenceFile {
    /// As its giver called it; null once it was erased, and the file with it.
    pub name: Option<String>,
    /// What it was found to be.
    #[schemars(schema_with = "media")]
    pub media: Media,
    /// Bytes.
    pub size: u64,
    /// SHA-256 over a salt and the bytes, as the ledger has it.
    pub hash: String,
}

/// What an agreed text wants the vendor to show by a day.
#[derive(Serialize, JsonSchema)]
pub struct ProofDue {
    /// The item's id.
    pub item: String,
    /// How often, in months.
    pub months: u64,
    /// The last day the evidence accepted so far speaks of.
    pub covered: Option<String>,
    /// By this day.
    pub due: String,
}

/// Something to be asked for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskingEvidence {
    /// The item's id; one that no catalogue has, as the list of terms names it.
    pub item: String,
    /// What would show it.
    #[serde(default)]
    pub what: Option<String>,
    /// By this day, as people write days.
    pub due: String,
}

/// A fact that shows something, in words.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GivingEvidence {
    /// The item's id; one that no catalogue has, as the list of terms names it.
    pub item: String,
    /// The request of the other side that it answers.
    #[serde(default)]
    pub answers: Option<u64>,
    /// The fact; beside a file, what the file shows.
    #[serde(default)]
    pub fact: Option<String>,
    /// The first day it speaks of, as people write days.
    pub from: String,
    /// The last day it speaks of.
    #[serde(default)]
    pub until: Option<String>,
    /// The last day on which it still counts, where it runs out.
    #[serde(default)]
    pub expires: Option<String>,
}

/// A file that shows something, as a form with parts (`multipart/form-data`), each part once.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[allow(dead_code)] // read part by part; here it stands for the document
pub struct GivingFile {
    #[schemars(flatten)]
    said: GivingEvidence,
    /// The file, with its name: at most 20 MiB. What it is, is told by what it holds.
    #[schemars(schema_with = "bytes")]
    file: String,
}

/// A judgement on what the other side gave.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reviewing {
    /// Whether it is accepted; otherwise it is returned.
    pub accepts: bool,
    /// Why; needed where it is returned.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What the organisation's side gave, taken back.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawing {
    /// Whether its words and its file are erased, too; that something was given stays.
    #[serde(default)]
    pub erase: bool,
}

type Names = BTreeMap<PersonId, String>;

fn request(of: &AskedView) -> EvidenceRequest {
    EvidenceRequest {
        seq: of.seq,
        item: of.item.to_string(),
        by: of.by,
        recorded: of.recorded.to_string(),
        what: words(of.what.as_ref()),
        due: of.due.to_string(),
        open: of.open,
        withdrawn: of.unasked,
        returned: of.returned,
    }
}

fn piece(of: &PieceView, names: &Names) -> EvidencePiece {
    let name = of.file.as_ref().map(|file| &file.name);
    let mut words_beside = of.fact.iter().chain(name);
    EvidencePiece {
        seq: of.seq,
        item: of.item.to_string(),
        by: of.by,
        name: of.person.and_then(|person| names.get(&person).cloned()),
        recorded: of.recorded.to_string(),
        answers: of.answers,
        fact: words(of.fact.as_ref()),
        file: of.file.as_ref().map(EvidenceFile::from),
        from: of.from.to_string(),
        until: of.until.map(|day| day.to_string()),
        expires: of.expires.map(|day| day.to_string()),
        worth: of.worth,
        erased: words_beside.any(|note| *note == Note::Redacted),
        reviewed: of.reviewed.map(|at| at.to_string()),
        reason: words(of.reason.as_ref()),
    }
}

impl From<&FileView> for EvidenceFile {
    fn from(of: &FileView) -> Self {
        Self {
            name: words(Some(&of.name)),
            media: of.media,
            size: of.size,
            hash: of.hash.to_string(),
        }
    }
}

impl From<&DueView> for ProofDue {
    fn from(of: &DueView) -> Self {
        Self {
            item: of.item.to_string(),
            months: of.months,
            covered: of.covered.map(|day| day.to_string()),
            due: of.due.to_string(),
        }
    }
}

impl Evidence {
    /// What a person sees, with names.
    pub fn of(seen: &NamedEvidence) -> Self {
        let of = &seen.evidence;
        Self {
            side: of.own,
            requests: of.asked.iter().map(request).collect(),
            pieces: of
                .pieces
                .iter()
                .map(|one| piece(one, &seen.names))
                .collect(),
            due: of.due.iter().map(ProofDue::from).collect(),
        }
    }
}
