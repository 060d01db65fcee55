//! Who may do what: one table for everything that can be recorded or seen, by side and by what somebody is there.
//!
//! `golden/who-may-do-what.md` is this table in words; `cargo xtask regenerate --check` makes it anew and compares.

use std::collections::BTreeSet;

use crate::body::Kind;
use crate::body::house::{Role, Scope};
use crate::bytes::codes;
use crate::entry::Way;
use crate::id::LedgerKind;

codes! {
    /// What somebody is towards a ledger, as far as it decides what they may do.
    pub enum Standing {
        /// Owner in the organisation acted for.
        Owner = "owner",
        /// Officer there.
        Officer = "officer",
        /// Editor there.
        Editor = "editor",
        /// Reader there.
        Reader = "reader",
        /// Employee there.
        Employee = "employee",
        /// Auditor there.
        Auditor = "auditor",
        /// The person whom the entry concerns, being of the organisation.
        Oneself = "oneself",
        /// Whoever holds the link that the entry names.
        LinkHolder = "link-holder",
        /// Whoever holds the server's set-up link.
        Setup = "setup",
        /// Who runs the server.
        Operator = "operator",
        /// The server, by rule.
        Server = "server",
    }
}

codes! {
    /// What can be read of a ledger, each part as a whole.
    pub enum Part {
        /// Names, public number, size, what became of it.
        Organisation = "organisation",
        /// Who is what in it.
        People = "people",
        /// Invitations, passkeys, tokens, identity providers, recoveries.
        Security = "security",
        /// What it states of itself.
        Statements = "statements",
        /// Its own list of items.
        Items = "items",
        /// How it approves what it proposes and accepts: routes, requests, decisions, who acts for whom.
        Approvals = "approvals",
        /// Whom it considers working with, what it asked them, what they answered, and what was decided.
        Screenings = "screenings",
        /// What one screening asks: all that its link shows.
        ScreeningAsked = "screening-asked",
        /// Every line of its ledger.
        HouseHistory = "house-history",
        /// The ledger as a file.
        HouseExport = "house-export",
        /// Which organisations are the sides of an engagement, and what the work is called.
        Sides = "sides",
        /// What both sides say of each item.
        Views = "views",
        /// What was agreed, what is proposed, and what was said of its cost.
        Terms = "terms",
        /// What was said about work passed on to others, and what the vendor lets its client see of it.
        PassedOn = "passed-on",
        /// The works inside an engagement as each side says they are done, and the gates passed.
        Works = "works",
        /// What people may do on an engagement: confirmed works, agreed texts about work, whom to ask.
        Conditions = "conditions",
        /// What was shown of the items, files included, and what was asked for.
        Evidence = "evidence",
        /// Who was given a link to the reader's own side, or by it.
        SideLinks = "side-links",
        /// Every line of the shared ledger.
        SharedHistory = "shared-history",
        /// The shared ledger as a file.
        SharedExport = "shared-export",
        /// What happened to the server.
        ServerHistory = "server-history",
    }
}

codes! {
    /// What can be done with an organisation's own studies, which lie beside its ledger and in none.
    pub enum WithStudies {
        /// Seeing them, the answers of every respondent included.
        Read = "read",
        /// Opening, changing and removing them.
        Change = "change",
    }
}

impl WithStudies {
    /// Who may. No token reaches them.
    #[must_use]
    pub fn permitted(self) -> &'static [Standing] {
        use Standing::{Auditor, Editor, Officer, Owner, Reader};
        match self {
            Self::Read => &[Owner, Officer, Editor, Reader, Auditor],
            Self::Change => &[Owner, Officer, Editor],
        }
    }

    /// Whether somebody with these roles may.
    #[must_use]
    pub fn permits<'a>(self, roles: impl IntoIterator<Item = &'a Role>) -> bool {
        let may = |role: &Role| self.permitted().contains(&Standing::from(*role));
        roles.into_iter().any(may)
    }
}

/// Something that may be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Recording an entry of this kind.
    Record(Kind),
    /// Seeing this part.
    See(Part),
}

impl Part {
    /// The kind of ledger it is a part of.
    #[must_use]
    pub fn ledger(self) -> LedgerKind {
        match self {
            Self::Organisation
            | Self::People
            | Self::Security
            | Self::Statements
            | Self::Items
            | Self::Approvals
            | Self::Screenings
            | Self::ScreeningAsked
            | Self::HouseHistory
            | Self::HouseExport => LedgerKind::House,
            Self::Sides
            | Self::Views
            | Self::Terms
            | Self::PassedOn
            | Self::Works
            | Self::Conditions
            | Self::Evidence
            | Self::SideLinks
            | Self::SharedHistory
            | Self::SharedExport => LedgerKind::Shared,
            Self::ServerHistory => LedgerKind::Server,
        }
    }
}

impl Action {
    /// Every action there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let record = Kind::ALL.iter().copied().map(Self::Record);
        record.chain(Part::ALL.iter().copied().map(Self::See))
    }

    /// The kind of ledger it is done to.
    #[must_use]
    pub fn ledger(self) -> LedgerKind {
        match self {
            Self::Record(kind) => kind.ledger(),
            Self::See(part) => part.ledger(),
        }
    }

    /// What a token must be good for to do it; none: no token can.
    #[must_use]
    pub fn scope(self) -> Option<Scope> {
        match self {
            Self::See(Part::ScreeningAsked) => None,
            Self::See(_) => Some(Scope::Read),
            Self::Record(
                Kind::Stated
                | Kind::ItemsListed
                | Kind::SideStated
                | Kind::Relayed
                | Kind::Disputed
                | Kind::CostTalked
                | Kind::TextErased
                | Kind::EvidenceAsked
                | Kind::EvidenceUnasked
                | Kind::EvidenceGiven
                | Kind::EvidenceWithdrawn,
            ) => Some(Scope::State),
            Self::Record(
                Kind::Opened
                | Kind::Described
                | Kind::ResponsibleNamed
                | Kind::SideInvited
                | Kind::SideLinkRevoked
                | Kind::TermProposed
                | Kind::TermDropped
                | Kind::PassingRuled
                | Kind::SubcontractAsked
                | Kind::SubcontractDecided
                | Kind::SubcontractEnded
                | Kind::Chained
                | Kind::ApprovalAsked
                | Kind::ApprovalDecided
                | Kind::ApprovalWithdrawn
                | Kind::EvidenceReviewed
                | Kind::WorkSet
                | Kind::WorkConfirmed
                | Kind::WorkEnded
                | Kind::GatePassed
                | Kind::ScreeningOpened
                | Kind::ScreeningAdjusted
                | Kind::ScreeningLinked
                | Kind::ScreeningUnlinked
                | Kind::ScreeningDecided
                | Kind::Closed,
            ) => Some(Scope::Engagements),
            Self::Record(
                Kind::Invited | Kind::LinkRevoked | Kind::RoleGranted | Kind::RoleEnded,
            ) => Some(Scope::People),
            Self::Record(Kind::Renamed | Kind::Identified | Kind::Profiled) => {
                Some(Scope::Organisation)
            }
            Self::Record(_) => None,
        }
    }
}

/// Who may, given that they stand on a side of the ledger: in its organisation, or in one of the engagement's two.
/// Who stands on no side may nothing, whatever they are elsewhere.
#[must_use]
pub fn permitted(action: Action) -> &'static [Standing] {
    match action {
        Action::Record(kind) => records(kind),
        Action::See(part) => sees(part),
    }
}

fn records(kind: Kind) -> &'static [Standing] {
    use Standing::{Editor, LinkHolder, Officer, Oneself, Operator, Owner, Reader, Server, Setup};
    match kind {
        Kind::Founded => &[Setup, LinkHolder],
        Kind::Renamed | Kind::Identified | Kind::Profiled => &[Owner, Officer],
        Kind::Invited | Kind::LinkRevoked | Kind::RoleGranted => &[Owner, Officer],
        Kind::RoleEnded => &[Owner, Officer, Oneself],
        Kind::Joined => &[LinkHolder],
        Kind::CredentialEnrolled => &[Oneself],
        Kind::CredentialConfirmed => &[Owner, Officer],
        Kind::CredentialRevoked | Kind::TokenRevoked => &[Owner, Oneself],
        Kind::SheetIssued | Kind::TokenIssued => &[Oneself],
        Kind::RecoveryRequested => &[Owner, LinkHolder],
        Kind::RecoveryStopped => &[Owner, Oneself],
        Kind::RecoveryCompleted => &[Server],
        Kind::ProviderSet | Kind::ProviderRemoved => &[Owner],
        Kind::Stated | Kind::ItemsListed => &[Owner, Officer, Editor],
        Kind::TextErased => &[Owner, Officer, Editor],
        Kind::Erased => &[Oneself, Operator],
        Kind::Merged | Kind::Withdrew => &[Owner],
        Kind::RouteSet => &[Owner, Officer],
        Kind::RouteEnded => &[Owner],
        Kind::ApprovalAsked => &[Owner, Officer, Editor],
        Kind::ApprovalDecided => &[Owner, Officer, Editor, Reader],
        Kind::ApprovalWithdrawn => &[Owner, Officer, Oneself],
        Kind::ApprovalUsed => &[Server],
        Kind::ActingNamed => &[Oneself],
        Kind::ScreeningOpened
        | Kind::ScreeningAdjusted
        | Kind::ScreeningLinked
        | Kind::ScreeningUnlinked
        | Kind::ScreeningDecided => &[Owner, Officer],
        Kind::ScreeningAnswered | Kind::ScreeningStarSaid => &[LinkHolder],
        Kind::Opened | Kind::Described | Kind::ResponsibleNamed => &[Owner, Officer],
        Kind::SideInvited | Kind::SideLinkRevoked => &[Owner, Officer, LinkHolder],
        Kind::SideTaken => &[LinkHolder],
        Kind::SideStated => &[Owner, Officer, Editor, LinkHolder],
        Kind::Relayed | Kind::Disputed => &[Owner, Officer, Editor],
        Kind::TermProposed | Kind::CostTalked => &[Owner, Officer, Editor],
        Kind::TermDropped | Kind::TermAccepted => &[Owner, Officer],
        Kind::SigningChosen => &[Owner],
        Kind::PassingRuled
        | Kind::SubcontractAsked
        | Kind::SubcontractDecided
        | Kind::SubcontractEnded => &[Owner, Officer],
        Kind::EvidenceAsked
        | Kind::EvidenceUnasked
        | Kind::EvidenceGiven
        | Kind::EvidenceWithdrawn => &[Owner, Officer, Editor],
        Kind::EvidenceReviewed => &[Owner, Officer],
        Kind::Chained => &[Owner, Officer],
        Kind::WorkSet => &[Owner, Officer, Editor],
        Kind::WorkConfirmed | Kind::WorkEnded | Kind::GatePassed => &[Owner, Officer],
        Kind::Closed => &[Owner, Officer],
        Kind::OperatorActed => &[Operator],
        Kind::Started | Kind::KeyChanged | Kind::Restored => &[Operator],
        Kind::ClockJumped => &[Server],
    }
}

fn sees(part: Part) -> &'static [Standing] {
    use Standing::{Auditor, Editor, Employee, LinkHolder, Officer, Operator, Owner, Reader};
    match part {
        Part::Organisation => &[Owner, Officer, Editor, Reader, Employee, Auditor],
        Part::People => &[Owner, Officer, Editor, Reader, Auditor],
        Part::Security => &[Owner, Officer, Auditor],
        Part::PassedOn | Part::Works | Part::Evidence => &[Owner, Officer, Editor, Reader, Auditor],
        Part::Conditions => &[Owner, Officer, Editor, Reader, Employee, Auditor],
        Part::Statements | Part::Items | Part::Approvals | Part::Screenings => {
            &[Owner, Officer, Editor, Reader, Auditor]
        }
        Part::ScreeningAsked => &[LinkHolder],
        Part::HouseHistory => &[Owner, Officer, Reader, Auditor],
        Part::HouseExport => &[Owner, Auditor],
        Part::Sides | Part::Views | Part::Terms => {
            &[Owner, Officer, Editor, Reader, Auditor, LinkHolder]
        }
        Part::SideLinks => &[Owner, Officer, Auditor],
        Part::SharedHistory => &[Owner, Officer, Reader, Auditor],
        Part::SharedExport => &[Owner, Officer, Auditor],
        Part::ServerHistory => &[Owner, Officer, Auditor, Operator],
    }
}

impl From<Role> for Standing {
    fn from(role: Role) -> Self {
        match role {
            Role::Owner => Self::Owner,
            Role::Officer => Self::Officer,
            Role::Editor => Self::Editor,
            Role::Reader => Self::Reader,
            Role::Employee => Self::Employee,
            Role::Auditor => Self::Auditor,
        }
    }
}

/// What somebody brings: their roles in the organisation they act for, and by which right they act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    /// Roles held now in the organisation acted for; empty for who holds none.
    pub roles: BTreeSet<Role>,
    /// The way they act.
    pub way: Way,
    /// What their token is good for, where they act by one.
    pub scopes: Vec<Scope>,
}

impl Rights {
    /// Whether they may do something; `concerned` says that the entry is about themselves.
    #[must_use]
    pub fn permit(&self, action: Action, concerned: bool) -> bool {
        permitted(action)
            .iter()
            .any(|standing| self.are(*standing, concerned))
            && self.reach(action)
    }

    fn are(&self, standing: Standing, concerned: bool) -> bool {
        let personally = matches!(self.way, Way::Session | Way::Token);
        match standing {
            Standing::Oneself => personally && concerned && !self.roles.is_empty(),
            Standing::LinkHolder => self.way == Way::Link,
            Standing::Setup => self.way == Way::Setup,
            Standing::Operator => self.way == Way::Operator,
            Standing::Server => self.way == Way::Server,
            role => personally && self.roles.iter().any(|held| Standing::from(*held) == role),
        }
    }

    fn reach(&self, action: Action) -> bool {
        self.way != Way::Token
            || action
                .scope()
                .is_some_and(|scope| self.scopes.contains(&scope))
    }
}
