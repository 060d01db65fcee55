//! A ledger as a file that stands for itself: checked with no server, by anyone who has the server's public key,
//! against whatever receipts and checkpoints they kept.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::assertion::Subject;
use crate::body::Body;
use crate::body::term::TermAccepted;
use crate::chain::{self, Broken, Chain};
use crate::entry::Entry;
use crate::hash::Hash;
use crate::id::LedgerId;
use crate::item::ItemCode;
use crate::journal::checkpoint::{Checkpoint, Note, Verifier};
use crate::journal::receipt::Receipt;
use crate::journal::tree;
use crate::sealed::{Opening, Sealed};
use crate::signature::PublicKey;
use crate::state::State;
use crate::state::term::Proposal;

/// The file's first field.
pub const FORMAT: &str = "torikime/export/1";

/// That an older state of the journal is the beginning of the export's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// Number of appends in the older state.
    pub from: u64,
    /// The proof.
    pub proof: Vec<Hash>,
}

/// A ledger as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// [`FORMAT`].
    pub format: String,
    /// Which ledger.
    pub ledger: LedgerId,
    /// Its entries' canonical bytes in base64, the first first.
    pub entries: Vec<String>,
    /// The erasable texts that still exist, with their salts.
    pub texts: Vec<Opening>,
    /// The receipt of the last entry.
    pub head: Receipt,
    /// Proofs for older checkpoints asked for.
    pub extends: Vec<Extension>,
}

/// What is wrong with an export, or cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Finding {
    /// The file is of another format.
    OtherFormat,
    /// A line's text is not base64.
    NotBase64 {
        /// The line's place.
        seq: u64,
    },
    /// A line was changed, moved, removed or put in.
    Changed {
        /// The first line that does not fit.
        seq: u64,
        /// What does not fit there.
        fault: &'static str,
    },
    /// An acceptance is not signed as it must be, or is of other words than those on the table.
    UnfitSignature {
        /// The line's place.
        seq: u64,
    },
    /// A text belongs to no entry: it was changed or put in.
    StrayText {
        /// The first letters of its hash.
        text: String,
    },
    /// The receipt in the file is not of the file's last line.
    OtherHead,
    /// The last line is not proved to stand in the server's journal.
    HeadNotProved,
    /// A checkpoint or receipt is not signed by the key given.
    OtherKey,
    /// A kept receipt names a line that the file does not have: the end was cut off, or the file is older than the receipt.
    TailLost {
        /// The line's place.
        seq: u64,
    },
    /// A kept receipt names another line at this place: the ledger was rewritten or forked.
    Rewritten {
        /// The line's place.
        seq: u64,
    },
    /// A kept checkpoint is of a longer journal than the file's: the server went back, or the file is older.
    RolledBack {
        /// Appends in the kept checkpoint.
        kept: u64,
        /// Appends in the file's.
        found: u64,
    },
    /// Two signed checkpoints of one server contradict each other.
    Forked {
        /// Appends in the kept checkpoint.
        kept: u64,
    },
    /// The file has no proof from a kept checkpoint to its own: ask for an export since that checkpoint.
    NotConnected {
        /// Appends in the kept checkpoint.
        kept: u64,
    },
}

impl Finding {
    /// Whether it only says that something cannot be told.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::NotConnected { .. })
    }
}

impl Agreed {
    fn of(item: &ItemCode, one: &Proposal) -> Self {
        let mut accepted: Vec<u64> = one.accepted.values().map(|one| one.seq).collect();
        accepted.sort_unstable();
        Self {
            item: item.clone(),
            seq: one.seq,
            hash: one.hash,
            accepted,
            signed: one.signed(),
            text: one.wording.text.clone(),
        }
    }
}

/// What somebody kept outside the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// A receipt.
    Receipt(Receipt),
    /// A checkpoint.
    Checkpoint(Note),
}

/// What a check says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The ledger, as far as its chain holds.
    pub chain: Option<Chain>,
    /// The file's checkpoint.
    pub checkpoint: Checkpoint,
    /// What is wrong or open; nothing where all is well.
    pub findings: Vec<Finding>,
}

/// A text that both sides of an engagement accepted, as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Agreed {
    /// On which item.
    pub item: ItemCode,
    /// The proposal's line.
    pub seq: u64,
    /// That line's hash.
    pub hash: Hash,
    /// The lines by which it was accepted.
    pub accepted: Vec<u64>,
    /// Whether passkeys signed both.
    pub signed: bool,
    /// The text.
    pub text: String,
}

impl Verdict {
    /// The texts that were agreed, in force or not, in the order of their lines; none where the chain does not hold.
    #[must_use]
    pub fn agreed(&self) -> Vec<Agreed> {
        let Some(chain) = &self.chain else {
            return Vec::new();
        };
        let Some(first) = chain.entries.first() else {
            return Vec::new();
        };
        let state = State::of(first.ledger, &chain.entries);
        let proposals = state.shared().map(|shared| &shared.terms.proposals);
        let all = proposals.into_iter().flatten();
        let agreed = all.flat_map(|(item, all)| all.iter().map(move |one| (item, one)));
        let mut agreed: Vec<Agreed> = agreed
            .filter(|(_, one)| one.agreed().is_some())
            .map(|(item, one)| Agreed::of(item, one))
            .collect();
        agreed.sort_by_key(|one| one.seq);
        agreed
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.findings.iter().all(Finding::is_open)
    }
}

impl Export {
    /// Writes a ledger's lines down.
    #[must_use]
    pub fn new<B: AsRef<[u8]>>(
        lines: &[B],
        texts: Vec<Opening>,
        head: Receipt,
        extends: Vec<Extension>,
    ) -> Self {
        let entries = lines.iter().map(|line| STANDARD.encode(line)).collect();
        Self {
            format: FORMAT.to_owned(),
            ledger: head.leaf.ledger,
            entries,
            texts,
            head,
            extends,
        }
    }

    fn lines(&self) -> Result<Vec<Vec<u8>>, Finding> {
        let decode = |(seq, line): (u64, &String)| {
            STANDARD
                .decode(line)
                .map_err(|_| Finding::NotBase64 { seq })
        };
        (0..).zip(&self.entries).map(decode).collect()
    }

    fn chain(&self) -> Result<Chain, Finding> {
        if self.format != FORMAT {
            return Err(Finding::OtherFormat);
        }
        chain::read(self.ledger, self.lines()?).map_err(|broken| Finding::Changed {
            seq: broken.seq,
            fault: fault(broken),
        })
    }
}

fn fault(broken: Broken) -> &'static str {
    match broken.fault {
        chain::Fault::Malformed(_) => "malformed",
        chain::Fault::OtherLedger => "other-ledger",
        chain::Fault::OutOfPlace => "out-of-place",
        chain::Fault::OutOfChain => "out-of-chain",
        chain::Fault::OutOfTime => "out-of-time",
    }
}

/// Checks an export with the server's public keys (the present one and, where it changed, those before) against what was kept.
#[must_use]
pub fn verify(export: &Export, origin: &str, keys: &[PublicKey], kept: &[Kept]) -> Verdict {
    let checkpoint = export.head.note.checkpoint.clone();
    let mut findings = Vec::new();
    let chain = export
        .chain()
        .map_err(|finding| findings.push(finding))
        .ok();
    if let Some(chain) = &chain {
        findings.extend(texts(export, chain));
        findings.extend(acceptances(export.ledger, chain));
        findings.extend(head(export, chain));
    }
    findings.extend(unsigned(&export.head.note, origin, keys));
    for kept in kept {
        findings.extend(against(export, chain.as_ref(), kept, origin, keys));
    }
    Verdict {
        chain,
        checkpoint,
        findings,
    }
}

fn signed(note: &Note, origin: &str, keys: &[PublicKey]) -> bool {
    let verifier = |key: &PublicKey| Verifier {
        origin: origin.to_owned(),
        key: *key,
    };
    keys.iter().any(|key| verifier(key).verifies(note))
}

fn unsigned(note: &Note, origin: &str, keys: &[PublicKey]) -> Option<Finding> {
    (!signed(note, origin, keys)).then_some(Finding::OtherKey)
}

fn texts(export: &Export, chain: &Chain) -> Vec<Finding> {
    let entries = chain.entries.iter();
    let seals: BTreeSet<Sealed> = entries.flat_map(|entry| entry.body.sealed()).collect();
    let belongs = |opening: &Opening| seals.contains(&opening.seal());
    let stray = export.texts.iter().filter(|opening| !belongs(opening));
    stray
        .map(|opening| Finding::StrayText {
            text: opening.seal().0.short(),
        })
        .collect()
}

/// Acceptances: of these words; signed by a passkey that was asked after the line before and answered in time,
/// or unsigned where both sides had chosen that.
fn acceptances(ledger: LedgerId, chain: &Chain) -> Vec<Finding> {
    let mut state = State::new(ledger);
    let mut findings = Vec::new();
    for entry in &chain.entries {
        if let Body::TermAccepted(body) = &entry.body
            && !fits(&state, entry, body)
        {
            findings.push(Finding::UnfitSignature { seq: entry.seq });
        }
        state.apply(entry);
    }
    findings
}

fn fits(before: &State, entry: &Entry, body: &TermAccepted) -> bool {
    let Some(terms) = before.shared().map(|shared| &shared.terms) else {
        return false;
    };
    let open = terms.open(&body.item);
    let these_words = open.is_some_and(|open| (open.seq, open.hash) == (body.proposal, body.hash));
    let Some(assertion) = &body.assertion else {
        return these_words && terms.signed_in_is_enough();
    };
    let in_time = assertion.head == entry.previous && entry.recorded < assertion.expires;
    let signer = entry.author.person.zip(entry.author.organisation);
    let subject = signer.map(|(person, organisation)| Subject {
        ledger: entry.ledger,
        seq: body.proposal,
        hash: body.hash,
        person,
        organisation,
    });
    let signed = subject.is_some_and(|subject| assertion.check(&subject).is_ok());
    these_words && in_time && signed
}

fn head(export: &Export, chain: &Chain) -> Option<Finding> {
    let receipt = &export.head;
    let (leaf, checkpoint) = (receipt.leaf, &receipt.note.checkpoint);
    if leaf.ledger != export.ledger
        || leaf.seq + 1 != chain.head.length
        || leaf.head != chain.head.hash
    {
        return Some(Finding::OtherHead);
    }
    let proved = tree::includes(
        checkpoint.root,
        checkpoint.size,
        receipt.index,
        leaf.hash(),
        &receipt.proof,
    );
    (!proved).then_some(Finding::HeadNotProved)
}

fn against(
    export: &Export,
    chain: Option<&Chain>,
    kept: &Kept,
    origin: &str,
    keys: &[PublicKey],
) -> Vec<Finding> {
    let note = match kept {
        Kept::Receipt(receipt) => &receipt.note,
        Kept::Checkpoint(note) => note,
    };
    if let Some(finding) = unsigned(note, origin, keys) {
        return vec![finding];
    }
    let mut findings: Vec<Finding> = journal(export, &note.checkpoint).into_iter().collect();
    if let (Kept::Receipt(receipt), Some(chain)) = (kept, chain) {
        findings.extend(line(export, chain, receipt));
    }
    findings
}

/// A receipt that its own server signed proves its line, whatever the file says.
fn line(export: &Export, chain: &Chain, receipt: &Receipt) -> Option<Finding> {
    let (leaf, checkpoint) = (receipt.leaf, &receipt.note.checkpoint);
    if leaf.ledger != export.ledger {
        return None;
    }
    if !tree::includes(
        checkpoint.root,
        checkpoint.size,
        receipt.index,
        leaf.hash(),
        &receipt.proof,
    ) {
        return Some(Finding::HeadNotProved);
    }
    let found = usize::try_from(leaf.seq)
        .ok()
        .and_then(|seq| chain.hashes.get(seq));
    match found {
        None => Some(Finding::TailLost { seq: leaf.seq }),
        Some(hash) => (*hash != leaf.head).then_some(Finding::Rewritten { seq: leaf.seq }),
    }
}

fn journal(export: &Export, kept: &Checkpoint) -> Option<Finding> {
    let found = &export.head.note.checkpoint;
    if kept.size > found.size || kept.epoch > found.epoch {
        return Some(Finding::RolledBack {
            kept: kept.size,
            found: found.size,
        });
    }
    let proof = export
        .extends
        .iter()
        .find(|extension| extension.from == kept.size);
    let steps: &[Hash] = match proof {
        Some(extension) => &extension.proof,
        None if kept.size == found.size || kept.size == 0 => &[],
        None => return Some(Finding::NotConnected { kept: kept.size }),
    };
    let extends = tree::extends((kept.size, kept.root), (found.size, found.root), steps);
    (!extends).then_some(Finding::Forked { kept: kept.size })
}

#[cfg(test)]
mod tests;
