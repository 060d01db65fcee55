//! What the sides of an engagement say about work passed on to others: how it is ruled, asked, decided and ended.

use jiff::civil::Date;

use super::shared::Confidentiality;
use crate::bytes::{canonical_struct, codes};
use crate::id::SubcontractId;
use crate::sealed::Sealed;

codes! {
    /// Whether and how a vendor may pass work on.
    pub enum Passing {
        /// Not at all.
        Forbidden = "forbidden",
        /// Once the client has consented to each.
        PriorConsent = "prior-consent",
        /// To those the client was told by name.
        Named = "named",
        /// Freely, reported afterwards.
        ReportLater = "report-later",
        /// Freely.
        Free = "free",
    }
}

codes! {
    /// How much of a subcontract the vendor lets its client see, the least first.
    pub enum Openness {
        /// Nothing.
        Hidden = "hidden",
        /// That there is one, and of which rank.
        Counted = "counted",
        /// Its name, purpose, rank and consent as well.
        Named = "named",
        /// What is agreed there of the terms that flow down as well.
        Open = "open",
    }
}

/// The client says whether and how the vendor may pass work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassingRuled {
    /// How.
    pub passing: Passing,
}
canonical_struct!(PassingRuled { passing });

/// The vendor asks to pass work on, or reports that it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubcontractAsked {
    /// Its number here.
    pub subcontract: SubcontractId,
    /// To whom; none where the client is told no name.
    pub name: Option<String>,
    /// Which work, and why.
    pub purpose: String,
    /// The most confidential information handled there.
    pub information: Option<Confidentiality>,
    /// Whether personal data of the client's is handled there.
    pub personal_data: Option<bool>,
    /// From which day.
    pub from: Date,
}
canonical_struct!(SubcontractAsked {
    subcontract,
    name,
    purpose,
    information,
    personal_data,
    from
});

/// The client consents, refuses, or takes its consent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubcontractDecided {
    /// Which.
    pub subcontract: SubcontractId,
    /// Whether it consents.
    pub consents: bool,
    /// On which condition, or why not.
    pub reason: Option<Sealed>,
}
canonical_struct!(SubcontractDecided {
    subcontract,
    consents,
    reason
});

/// The vendor says that work is passed on there no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubcontractEnded {
    /// Which.
    pub subcontract: SubcontractId,
    /// Its last day.
    pub on: Date,
}
canonical_struct!(SubcontractEnded { subcontract, on });
