//! What an organisation's own ledger holds: who it is, who may act for it, and what it states about itself.

use jiff::civil::Date;

use crate::body::chain::Openness;
use crate::bytes::{canonical_struct, codes};
use crate::hash::Hash;
use crate::id::{
    CredentialId, EngagementId, LinkId, OrganisationId, PersonId, SubcontractId, TokenId,
};
use crate::item::ItemCode;
use crate::moment::Moment;
use crate::organisation::{Identifier, Name, Profile};
use crate::sealed::Sealed;

codes! {
    /// What a person is in an organisation. The operator is none of these: who runs the server belongs to no organisation by that.
    pub enum Role {
        /// Answers for the organisation; decides who may act for it.
        Owner = "owner",
        /// Acts for the organisation towards others.
        Officer = "officer",
        /// Records what the organisation states about itself.
        Editor = "editor",
        /// Reads everything the organisation may read.
        Reader = "reader",
        /// Reads what concerns all staff.
        Employee = "employee",
        /// Reads everything, history included, until a day.
        Auditor = "auditor",
    }
}

codes! {
    /// What an organisation says of an item for itself.
    pub enum Value {
        /// There is a rule and it is in force.
        InForce = "in-force",
        /// A rule is being drafted.
        Drafting = "being-drafted",
        /// There is none.
        NotMade = "not-made",
        /// The organisation cannot tell.
        NotKnown = "not-known",
        /// The item does not concern it, for the reason in the note.
        NotApplicable = "not-applicable",
    }
}

codes! {
    /// What a token may be used for.
    pub enum Scope {
        /// Read what its person may read.
        Read = "read",
        /// State for the organisation.
        State = "state",
        /// Invite people and change their roles.
        People = "people",
        /// Change the organisation's names, public number and size.
        Organisation = "organisation",
        /// Open, describe and end engagements, and give links to them.
        Engagements = "engagements",
    }
}

codes! {
    /// How a recovery was asked for.
    pub enum RecoveryBy {
        /// By another owner.
        Owner = "owner",
        /// With the sheet printed at founding.
        Sheet = "sheet",
    }
}

/// The organisation begins here: always the first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founded {
    /// Its names; the first is the one it goes by.
    pub names: Vec<Name>,
    /// Its public number, if it has one.
    pub identifier: Option<Identifier>,
    /// Its size and usual side.
    pub profile: Profile,
    /// The first owner.
    pub owner: PersonId,
}
canonical_struct!(Founded {
    names,
    identifier,
    profile,
    owner
});

/// It goes by other names from a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// All its names from then on.
    pub names: Vec<Name>,
    /// From this day.
    pub from: Date,
}
canonical_struct!(Renamed { names, from });

/// Its public number was added or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    /// The number; none if it has none after all.
    pub identifier: Option<Identifier>,
}
canonical_struct!(Identified { identifier });

/// Its size or usual side changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profiled {
    /// As it is from now on.
    pub profile: Profile,
}
canonical_struct!(Profiled { profile });

/// Somebody was given a link: to join with a role, or to found an organisation of their own on this server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// The link.
    pub link: LinkId,
    /// The role it gives; none where it leads to an organisation of one's own.
    pub role: Option<Role>,
    /// The last day of the role, where it ends by itself.
    pub role_until: Option<Date>,
    /// The link works before this moment.
    pub expires: Moment,
}
canonical_struct!(Invited {
    link,
    role,
    role_until,
    expires
});

/// A link was called back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRevoked {
    /// The link.
    pub link: LinkId,
}
canonical_struct!(LinkRevoked { link });

/// Somebody took an invitation up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The link used.
    pub link: LinkId,
    /// Who came.
    pub person: PersonId,
}
canonical_struct!(Joined { link, person });

/// A person was given a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleGranted {
    /// To whom.
    pub person: PersonId,
    /// Which.
    pub role: Role,
    /// The last day, where it ends by itself; an auditor's always does.
    pub until: Option<Date>,
}
canonical_struct!(RoleGranted {
    person,
    role,
    until
});

/// A person no longer has a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleEnded {
    /// Whose.
    pub person: PersonId,
    /// Which.
    pub role: Role,
}
canonical_struct!(RoleEnded { person, role });

/// A person registered a passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialEnrolled {
    /// Its number here.
    pub credential: CredentialId,
    /// Whose.
    pub person: PersonId,
    /// The hash of its id and public key, which stand beside the person and can be erased.
    pub key: Hash,
}
canonical_struct!(CredentialEnrolled {
    credential,
    person,
    key
});

/// Another owner or officer says the passkey is that person's; only then may it sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialConfirmed {
    /// The passkey.
    pub credential: CredentialId,
}
canonical_struct!(CredentialConfirmed { credential });

/// A passkey counts no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialRevoked {
    /// The passkey.
    pub credential: CredentialId,
}
canonical_struct!(CredentialRevoked { credential });

/// A recovery sheet was printed; the one before it is void.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetIssued {
    /// For whom.
    pub person: PersonId,
    /// The hash of the secret on the sheet.
    pub secret: Hash,
}
canonical_struct!(SheetIssued { person, secret });

/// A person who lost every passkey asks to come back in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryRequested {
    /// Who.
    pub person: PersonId,
    /// How.
    pub by: RecoveryBy,
    /// Not before this moment can it be completed.
    pub waits_until: Moment,
}
canonical_struct!(RecoveryRequested {
    person,
    by,
    waits_until
});

/// The person or an owner stopped the recovery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryStopped {
    /// Whose.
    pub person: PersonId,
}
canonical_struct!(RecoveryStopped { person });

/// The waiting time passed unopposed: earlier passkeys are void, the person may register a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryCompleted {
    /// Whose.
    pub person: PersonId,
}
canonical_struct!(RecoveryCompleted { person });

/// A person was given a token for a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenIssued {
    /// The token.
    pub token: TokenId,
    /// For whom it acts.
    pub person: PersonId,
    /// What for.
    pub scopes: Vec<Scope>,
    /// It works before this moment.
    pub expires: Moment,
}
canonical_struct!(TokenIssued {
    token,
    person,
    scopes,
    expires
});

/// A token works no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRevoked {
    /// The token.
    pub token: TokenId,
}
canonical_struct!(TokenRevoked { token });

/// People may sign in through the organisation's own identity provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderSet {
    /// The issuer's address, compared byte by byte.
    pub issuer: String,
    /// The name under which the provider knows this server.
    pub client: String,
}
canonical_struct!(ProviderSet { issuer, client });

/// The identity provider counts no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderRemoved {
    /// The issuer.
    pub issuer: String,
}
canonical_struct!(ProviderRemoved { issuer });

/// The organisation states something of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// On which item.
    pub item: ItemCode,
    /// What.
    pub value: Value,
    /// From this day.
    pub from: Date,
    /// In its own words; the reason where the item does not apply.
    pub note: Option<Sealed>,
}
canonical_struct!(Stated {
    item,
    value,
    from,
    note
});

/// An engagement in which the organisation is client passes on work of another in which it is vendor: the chain goes on, or it does not.
/// The organisation keeps this for itself, and decides how much of it the client above is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chained {
    /// The engagement below.
    pub engagement: EngagementId,
    /// The one whose work it passes on.
    pub parent: EngagementId,
    /// Whether it does.
    pub applies: bool,
    /// As which subcontract the client above was asked.
    pub subcontract: Option<SubcontractId>,
    /// How much the client above is shown.
    pub openness: Openness,
}
canonical_struct!(Chained {
    engagement,
    parent,
    applies,
    subcontract,
    openness
});

/// The text beside an entry was erased: the entry keeps its salted hash, the words are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextErased {
    /// The entry whose text it was.
    pub entry: u64,
}
canonical_struct!(TextErased { entry });

/// A person's name, address and credentials were erased from the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// Who.
    pub person: PersonId,
}
canonical_struct!(Erased { person });

/// The organisation became part of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The organisation it is part of.
    pub into: OrganisationId,
    /// From this day.
    pub from: Date,
}
canonical_struct!(Merged { into, from });

/// The organisation leaves this server with its export; nothing can be added after this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrew {
    /// The day.
    pub on: Date,
}
canonical_struct!(Withdrew { on });
