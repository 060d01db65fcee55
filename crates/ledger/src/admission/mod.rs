//! From a draft to an entry, or to a refusal with a name: decided by the state, the draft, the moment and who acts, and by nothing else.

mod approval;
mod chain;
mod evidence;
mod house;
mod listed;
mod refusal;
mod screening;
mod server;
mod shared;
mod term;
mod work;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::body::house::{Role, Scope};
use crate::body::{Body, Kind};
use crate::entry::{Author, Entry, Way};
use crate::hash::Hash;
use crate::id::{LedgerId, PersonId};
use crate::moment::{Moment, Offset};
use crate::policy::{Action, Rights};
pub(crate) use approval::whom as deciding_for;
pub use approval::{MOST_APPROVERS, MOST_STEPS, approved};
pub use evidence::{LARGEST_FILE, LARGEST_FILES, MOST_PIECES};
pub use house::{LONGEST_INVITATION, LONGEST_TOKEN, RECOVERY_WAIT, misleads};
pub use listed::{LONGEST_CALLED, LONGEST_LISTED, LONGEST_NUMBER, MOST_LETTERS, MOST_LISTED};
pub use refusal::Refusal;
pub use screening::{
    LONGEST_CANDIDATE, LONGEST_REMARK, LONGEST_SCREENING_LINK, LONGEST_WORK, MOST_ANSWERS,
    MOST_CHANGES, MOST_SCREENINGS,
};
pub use server::endorsement;
pub use shared::LONGEST_SIDE_LINK;
pub use term::{LONGEST_WORDING, SIGNING_TIME};

use crate::state::{Content, State, is_correctable, item_of};

/// What somebody wants recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// In which ledger.
    pub ledger: LedgerId,
    /// The earlier entry it stands in for.
    pub corrects: Option<u64>,
    /// What is said.
    pub body: Body,
    /// The ledger's head its writer saw, where it matters that nothing came between.
    pub expects: Option<Hash>,
}

impl Draft {
    /// A draft that corrects nothing and expects no particular head.
    pub fn new(ledger: impl Into<LedgerId>, body: impl Into<Body>) -> Self {
        Self {
            ledger: ledger.into(),
            corrects: None,
            body: body.into(),
            expects: None,
        }
    }
}

/// The moment and the calendar it falls into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The server's clock.
    pub moment: Moment,
    /// How far the calendar is ahead of UTC.
    pub offset: Offset,
}

impl Now {
    /// Today's date.
    #[must_use]
    pub fn today(&self) -> Date {
        self.moment.day(self.offset)
    }
}

/// Who acts: as which author, with which roles now in the organisation acted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// As the entry will name them.
    pub author: Author,
    /// Their roles there, now. In that organisation's own ledger admission reads them from the ledger itself.
    pub roles: BTreeSet<Role>,
    /// What their token is good for.
    pub scopes: Vec<Scope>,
}

impl Actor {
    /// Whether they may record something of a kind on a side of theirs, whatever it says.
    #[must_use]
    pub fn may(&self, kind: Kind) -> bool {
        self.rights().permit(Action::Record(kind), false)
    }

    fn rights(&self) -> Rights {
        Rights {
            roles: self.roles.clone(),
            way: self.author.means.way,
            scopes: self.scopes.clone(),
        }
    }
}

/// By how much the clock may fall behind the last entry: small corrections of a running clock.
const CLOCK_SLACK: i64 = 5 * 60_000;

/// Decides.
///
/// # Errors
/// The first refusal that applies, in the order of [`Refusal`].
pub fn admit(state: &State, draft: Draft, now: Now, actor: &Actor) -> Result<Entry, Refusal> {
    begun(state, &draft)?;
    permitted(state, &draft.body, now, actor)?;
    open(state, draft.body.kind())?;
    let recorded = moment(state, now)?;
    unchanged(state, &draft)?;
    correction(state, &draft, actor)?;
    match &state.content {
        Content::House(house) => house::check(house, &draft.body, now, actor)?,
        Content::Shared(shared) => shared::check(shared, &state.spine, &draft.body, now, actor)?,
        Content::Server(server) => server::check(server, &draft.body)?,
        Content::Empty => first(&draft.body, actor)?,
    }
    Ok(Entry {
        ledger: draft.ledger,
        seq: state.spine.head.length,
        previous: state.spine.head.hash,
        recorded,
        author: actor.author,
        corrects: draft.corrects,
        body: draft.body,
    })
}

fn refuse_if(condition: bool, refusal: Refusal) -> Result<(), Refusal> {
    if condition { Err(refusal) } else { Ok(()) }
}

fn begins(kind: Kind) -> bool {
    matches!(kind, Kind::Founded | Kind::Opened | Kind::Started)
}

fn begun(state: &State, draft: &Draft) -> Result<(), Refusal> {
    let kind = draft.body.kind();
    let same = draft.ledger == state.spine.ledger && kind.ledger() == draft.ledger.kind;
    refuse_if(!same, Refusal::OtherLedger)?;
    let empty = state.content == Content::Empty;
    refuse_if(empty && !begins(kind), Refusal::NotBegun)?;
    refuse_if(!empty && begins(kind), Refusal::AlreadyBegun)
}

/// The person an entry is about, where it is about one.
fn concerned(state: &State, body: &Body) -> Option<PersonId> {
    match body {
        Body::RoleEnded(body) => Some(body.person),
        Body::ActingNamed(body) => Some(body.approver),
        Body::ApprovalWithdrawn(body) => {
            let asked = state.house()?.approvals.requests.get(&body.request)?;
            asked.person
        }
        Body::CredentialEnrolled(body) => Some(body.person),
        Body::SheetIssued(body) => Some(body.person),
        Body::RecoveryStopped(body) => Some(body.person),
        Body::TokenIssued(body) => Some(body.person),
        Body::Erased(body) => Some(body.person),
        Body::CredentialRevoked(body) => state
            .house()?
            .credentials
            .get(&body.credential)
            .map(|known| known.person),
        Body::TokenRevoked(body) => state
            .house()?
            .tokens
            .get(&body.token)
            .map(|known| known.person),
        _ => None,
    }
}

fn permitted(state: &State, body: &Body, now: Now, actor: &Actor) -> Result<(), Refusal> {
    let mut rights = actor.rights();
    if let (Some(house), Some(person)) = (state.house(), actor.author.person) {
        rights.roles = house.roles_of(person, now.today());
        let personally = matches!(rights.way, Way::Session | Way::Token);
        let elsewhere = actor.author.organisation != Some(house.id);
        refuse_if(personally && elsewhere, Refusal::NotPermitted)?;
    }
    if let Some(shared) = state.shared() {
        shared::speaks(shared, body.kind(), &rights, now, actor)?;
    }
    let about = concerned(state, body);
    let oneself = about.is_some() && about == actor.author.person;
    let allowed = rights.permit(Action::Record(body.kind()), oneself);
    refuse_if(!allowed, Refusal::NotPermitted)
}

/// What a closed ledger still takes: the erasure of a person or a text, which the law wants at any time, and the taking away of rights,
/// since its pages can still be read.
fn outlasts(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Erased
            | Kind::TextErased
            | Kind::EvidenceWithdrawn
            | Kind::RoleEnded
            | Kind::TokenRevoked
            | Kind::CredentialRevoked
            | Kind::LinkRevoked
            | Kind::SideLinkRevoked
            | Kind::ScreeningUnlinked
            | Kind::RecoveryStopped
    )
}

/// A ledger that is closed takes next to nothing.
fn open(state: &State, kind: Kind) -> Result<(), Refusal> {
    let closed = match &state.content {
        Content::House(house) => house.withdrew.is_some() || house.merged.is_some(),
        Content::Shared(shared) => shared.closed.is_some(),
        Content::Server(_) | Content::Empty => false,
    };
    refuse_if(closed && !outlasts(kind), Refusal::Closed)
}

/// The moment to record: never before the last one.
fn moment(state: &State, now: Now) -> Result<Moment, Refusal> {
    let last = state.spine.last.unwrap_or(now.moment);
    refuse_if(now.moment.plus(CLOCK_SLACK) < last, Refusal::ClockBehind)?;
    Ok(now.moment.max(last))
}

fn unchanged(state: &State, draft: &Draft) -> Result<(), Refusal> {
    let stale = draft
        .expects
        .is_some_and(|seen| seen != state.spine.head.hash);
    refuse_if(stale, Refusal::Stale)
}

fn correction(state: &State, draft: &Draft, actor: &Actor) -> Result<(), Refusal> {
    let Some(seq) = draft.corrects else {
        return Ok(());
    };
    let kind = draft.body.kind();
    refuse_if(!is_correctable(kind), Refusal::NotCorrectable)?;
    refuse_if(seq >= state.spine.head.length, Refusal::NothingToCorrect)?;
    let earlier = state
        .spine
        .correctable
        .get(&seq)
        .ok_or(Refusal::CorrectsOther)?;
    let same = earlier.kind == kind && earlier.item.as_ref() == item_of(&draft.body);
    let side = |author| state.shared().and_then(|shared| shared.spoken_for(author));
    let other_side = side(&earlier.author) != side(&actor.author);
    refuse_if(!same || other_side, Refusal::CorrectsOther)?;
    refuse_if(earlier.corrected_by.is_some(), Refusal::AlreadyCorrected)
}

fn first(body: &Body, actor: &Actor) -> Result<(), Refusal> {
    match body {
        Body::Founded(body) => house::check_names(&body.names),
        Body::Opened(body) => shared::check_opened(body, actor),
        Body::Started(body) => server::check_started(body),
        _ => Err(Refusal::NotBegun),
    }
}

/// Whether a day can be meant at all.
fn check_day(day: Date, now: Now) -> Result<(), Refusal> {
    let earliest = Date::constant(1900, 1, 1);
    let latest = now.today().saturating_add(jiff::Span::new().years(10));
    refuse_if(day < earliest || day > latest, Refusal::UnfitDay)
}

#[cfg(test)]
mod tests;
