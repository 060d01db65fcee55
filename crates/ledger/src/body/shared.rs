//! What the sides of an engagement record together.

use jiff::civil::Date;

use crate::bytes::{canonical_struct, codes};
use crate::id::{LinkId, OrganisationId, PersonId};
use crate::item::ItemCode;
use crate::moment::Moment;
use crate::organisation::Identifier;
use crate::sealed::Sealed;

codes! {
    /// The sides of one engagement.
    pub enum Side {
        /// Gives the work.
        Client = "client",
        /// Does the work.
        Vendor = "vendor",
    }
}

impl Side {
    /// The side across.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Client => Self::Vendor,
            Self::Vendor => Self::Client,
        }
    }
}

codes! {
    /// What one side says of an item in one engagement: the four columns of question 40, and two that are never merged with them.
    pub enum View {
        /// We hold it agreed.
        HeldAgreed = "held-agreed",
        /// We will agree.
        WillAgree = "will-agree",
        /// It should be considered.
        ShouldConsider = "should-consider",
        /// No plan.
        NoPlan = "no-plan",
        /// We cannot tell.
        NotKnown = "not-known",
        /// It does not concern this engagement, for the reason in the note.
        NotApplicable = "not-applicable",
    }
}

codes! {
    /// What is done for the client.
    pub enum WorkKind {
        /// Building a system or software.
        Development = "development",
        /// Running one.
        Operation = "operation",
        /// Keeping one in repair.
        Maintenance = "maintenance",
        /// A service that many use, such as cloud or hosting.
        Service = "service",
        /// Work that is none of these.
        Other = "other",
    }
}

codes! {
    /// The most confidential information the vendor handles for the client.
    pub enum Confidentiality {
        /// Meant for everybody.
        Public = "public",
        /// For the client's own people.
        Internal = "internal",
        /// For those who need it.
        Confidential = "confidential",
        /// Grave harm if it comes out.
        Secret = "secret",
    }
}

codes! {
    /// What a link to one side of an engagement lets its holder do.
    pub enum Verb {
        /// See the engagement and what both sides say of the link's items.
        Look = "look",
        /// State that side's view of the link's items.
        State = "state",
        /// Pass on a link that lets others do no more.
        Forward = "forward",
        /// Take the side for an organisation of this server, signed in.
        Take = "take",
    }
}

/// The organisation across, as the opener calls it, until it takes its side itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Its name.
    pub name: String,
    /// Its public number.
    pub identifier: Option<Identifier>,
}
canonical_struct!(Partner { name, identifier });

/// The engagement's ledger begins here: always the first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Who gives the work.
    pub client: OrganisationId,
    /// Who does it.
    pub vendor: OrganisationId,
    /// The one across, where it has not come to this server: its number above is then that of an empty seat.
    pub partner: Option<Partner>,
    /// What the work is called between the two.
    pub title: String,
}
canonical_struct!(Opened {
    client,
    vendor,
    partner,
    title
});

/// What kind of work it is, how long it goes on and what is handled in it, as far as said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day, unless renewed.
    pub until: Option<Date>,
    /// Whether it renews itself.
    pub renews: Option<bool>,
    /// What is done, each kind once.
    pub kinds: Vec<WorkKind>,
    /// The most confidential information handled.
    pub information: Option<Confidentiality>,
    /// Whether personal data is handled.
    pub personal_data: Option<bool>,
    /// The contract's number or name with either side.
    pub reference: Option<String>,
}
canonical_struct!(Described {
    from,
    until,
    renews,
    kinds,
    information,
    personal_data,
    reference
});

/// Who answers for the engagement on the author's side; the other side is told their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponsibleNamed {
    /// Who.
    pub person: PersonId,
    /// From this day.
    pub from: Date,
}
canonical_struct!(ResponsibleNamed { person, from });

/// Somebody was given a link to one side: the empty one across, or the author's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideInvited {
    /// The link.
    pub link: LinkId,
    /// For which side its holder acts.
    pub side: Side,
    /// What it lets them do.
    pub verbs: Vec<Verb>,
    /// Of which items; all where none is named.
    pub items: Vec<ItemCode>,
    /// To whom it was given, as its giver says.
    pub to: Option<Sealed>,
    /// It works before this moment.
    pub expires: Moment,
}
canonical_struct!(SideInvited {
    link,
    side,
    verbs,
    items,
    to,
    expires
});

/// A link works no more, nor do those passed on from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideLinkRevoked {
    /// Which.
    pub link: LinkId,
}
canonical_struct!(SideLinkRevoked { link });

/// An organisation of this server takes the side that its link leads to, with everything said there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideTaken {
    /// Which.
    pub organisation: OrganisationId,
}
canonical_struct!(SideTaken { organisation });

/// One side's view of an item. The side is that of the author's organisation or link; nobody states for the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideStated {
    /// On which item.
    pub item: ItemCode,
    /// What.
    pub value: View,
    /// From this day.
    pub from: Date,
    /// In its own words; the reason where the item does not apply.
    pub note: Option<Sealed>,
}
canonical_struct!(SideStated {
    item,
    value,
    from,
    note
});

/// What the other side said elsewhere, on paper or by telephone, as the author heard it.
/// It is no statement of the other side's, and stands only until that side speaks for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relayed {
    /// On which item.
    pub item: ItemCode,
    /// What.
    pub value: View,
    /// From this day.
    pub from: Date,
    /// Where it was said: a form and its date, a call.
    pub source: Sealed,
}
canonical_struct!(Relayed {
    item,
    value,
    from,
    source
});

/// A difference is marked as disputed, or no longer so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disputed {
    /// On which item.
    pub item: ItemCode,
    /// Whether it is.
    pub disputed: bool,
    /// About what.
    pub note: Option<Sealed>,
}
canonical_struct!(Disputed {
    item,
    disputed,
    note
});

/// The engagement ends; both sides keep reading, nobody adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Its last day.
    pub on: Date,
}
canonical_struct!(Closed { on });
