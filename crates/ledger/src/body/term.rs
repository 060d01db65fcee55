//! What the sides of an engagement agree: texts proposed, answered, withdrawn and accepted; what was said about their cost.

use jiff::civil::Date;

use crate::assertion::Assertion;
use crate::bytes::{canonical_struct, codes};
use crate::hash::Hash;
use crate::item::ItemCode;
use crate::sealed::Sealed;

/// A contract signed elsewhere in which the text already stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Its name or number.
    pub name: String,
    /// When it was signed.
    pub on: Date,
}
canonical_struct!(Contract { name, on });

/// What is to hold. Nothing of it can be erased: an agreement must stay readable for those it binds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// What it is about, where no catalogue has the item (its code then begins with `own.`).
    pub heading: Option<String>,
    /// What holds.
    pub text: String,
    /// Why it is asked.
    pub reason: Option<String>,
    /// What would serve as well.
    pub alternatives: Option<String>,
    /// What shows that it is kept.
    pub proof: Option<String>,
    /// How often that is shown, in months.
    pub proof_months: Option<u64>,
    /// Whether it must be agreed with subcontractors too.
    pub flow_down: bool,
    /// From this day.
    pub from: Date,
    /// To this day, if there is one.
    pub until: Option<Date>,
    /// Whether it goes on after that day unless somebody says otherwise.
    pub renews: bool,
    /// Where it already stands.
    pub contract: Option<Contract>,
}
canonical_struct!(Wording {
    heading,
    text,
    reason,
    alternatives,
    proof,
    proof_months,
    flow_down,
    from,
    until,
    renews,
    contract
});

impl Wording {
    /// A text from a day on, with nothing said beside it.
    #[must_use]
    pub fn new(text: impl Into<String>, from: Date) -> Self {
        Self {
            heading: None,
            text: text.into(),
            reason: None,
            alternatives: None,
            proof: None,
            proof_months: None,
            flow_down: false,
            from,
            until: None,
            renews: false,
            contract: None,
        }
    }
}

/// A text is put forward: anew, in answer to the open one of the same item, or to take the place of what is agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermProposed {
    /// The item.
    pub item: ItemCode,
    /// The open proposal it answers, by its line.
    pub answers: Option<u64>,
    /// The text.
    pub wording: Wording,
}
canonical_struct!(TermProposed {
    item,
    answers,
    wording
});

/// An open proposal is off the table: withdrawn by the side that made it, declined by the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermDropped {
    /// The item.
    pub item: ItemCode,
    /// The proposal, by its line.
    pub proposal: u64,
    /// Why.
    pub reason: Option<Sealed>,
}
canonical_struct!(TermDropped {
    item,
    proposal,
    reason
});

/// Who answers for the engagement on the author's side accepts a proposal. Once both sides' did, it is agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermAccepted {
    /// The item.
    pub item: ItemCode,
    /// The proposal, by its line.
    pub proposal: u64,
    /// The hash of that line: these words and no others.
    pub hash: Hash,
    /// The passkey's signature; none where both sides chose that being signed in is enough, which proves less.
    pub assertion: Option<Assertion>,
}
canonical_struct!(TermAccepted {
    item,
    proposal,
    hash,
    assertion
});

codes! {
    /// What came of the talk about cost.
    pub enum Outcome {
        /// There is no cost to speak of.
        NoCost = "no-cost",
        /// It is being talked about.
        Talking = "talking",
        /// It is settled who pays.
        Settled = "settled",
        /// It was talked about and not settled.
        NotSettled = "not-settled",
    }
}

codes! {
    /// Who bears the cost.
    pub enum Payer {
        /// The client.
        Client = "client",
        /// The vendor.
        Vendor = "vendor",
        /// Both, each a part.
        Both = "both",
    }
}

/// What one side says of the talk about an item's cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostTalked {
    /// The item.
    pub item: ItemCode,
    /// When it was talked about.
    pub on: Option<Date>,
    /// What came of it.
    pub outcome: Outcome,
    /// Who pays, where that is settled.
    pub payer: Option<Payer>,
    /// How much, how, from when.
    pub note: Option<Sealed>,
}
canonical_struct!(CostTalked {
    item,
    on,
    outcome,
    payer,
    note
});

/// The author's side says whether being signed in is enough to accept here. It takes both sides' word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningChosen {
    /// Whether it is.
    pub signed_in: bool,
}
canonical_struct!(SigningChosen { signed_in });
