//! What the sides of an engagement record together.

use jiff::civil::Date;

use crate::bytes::{canonical_struct, codes};
use crate::id::OrganisationId;
use crate::item::ItemCode;
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

/// The engagement's ledger begins here: always the first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Who gives the work.
    pub client: OrganisationId,
    /// Who does it.
    pub vendor: OrganisationId,
    /// What the work is called between the two.
    pub title: Sealed,
}
canonical_struct!(Opened {
    client,
    vendor,
    title
});

/// One side's view of an item. The side is that of the author's organisation; nobody states for the other.
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

/// The engagement ends; both sides keep reading, nobody adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Its last day.
    pub on: Date,
}
canonical_struct!(Closed { on });
