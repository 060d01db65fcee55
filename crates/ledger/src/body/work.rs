//! What the sides of an engagement say about the works inside it: where, how and with what each is done; and the gates they pass.

use jiff::civil::Date;

use super::shared::Confidentiality;
use crate::bytes::{canonical_struct, codes};
use crate::id::WorkId;

codes! {
    /// Where a work may be done.
    pub enum Place {
        /// On the client's site.
        ClientSite = "client-site",
        /// In the vendor's offices.
        VendorOffice = "vendor-office",
        /// At home.
        Home = "home",
        /// Anywhere, public places too.
        Anywhere = "anywhere",
    }
}

codes! {
    /// Whether a work may be done by telework.
    pub enum Telework {
        /// It may.
        Yes = "yes",
        /// It may, under the conditions said in words.
        Conditions = "conditions",
        /// It may not.
        No = "no",
        /// That is not settled.
        NotSettled = "not-settled",
    }
}

codes! {
    /// Whose devices a work may be done with.
    pub enum Device {
        /// The client's, lent.
        Lent = "lent",
        /// The vendor's.
        Vendor = "vendor",
        /// People's own.
        Own = "own",
    }
}

codes! {
    /// How a device works from outside: the four ways of the ministry's handbook for small businesses. There each counts twice, with the
    /// organisation's devices (1 to 4) and with people's own (5 to 8); here [`Device`] says which.
    pub enum Method {
        /// Through a tunnel, or by looking at a machine inside from afar.
        Remote = "remote",
        /// On services in the cloud.
        Cloud = "cloud",
        /// On the device alone, with what was taken along: information stays on it.
        Unconnected = "unconnected",
        /// In a browser that leaves nothing behind.
        SecureBrowser = "secure-browser",
    }
}

codes! {
    /// The steps of the security specification process at which something must be settled, the first first.
    pub enum Gate {
        /// Proposals are asked for: the environment of work is asked after.
        Rfp = "rfp",
        /// Requirements are defined: the environment of work is fixed.
        Requirement = "requirement",
        /// The work runs: it is checked that it is done so.
        Operation = "operation",
    }
}

/// How a work is done. Of places, devices and methods those that are not named are not allowed; where none is named, that is not settled.
/// Nothing of it can be erased: what was confirmed must stay readable for those it binds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conditions {
    /// What the work is called.
    pub name: String,
    /// Where it may be done.
    pub places: Vec<Place>,
    /// Whether it may be done by telework.
    pub telework: Telework,
    /// Under which conditions, and what else must be kept, in words.
    pub words: Option<String>,
    /// With whose devices.
    pub devices: Vec<Device>,
    /// With which tools: meetings, chat, sharing of files.
    pub tools: Option<String>,
    /// How devices work from outside.
    pub methods: Vec<Method>,
    /// The most confidential information handled.
    pub information: Option<Confidentiality>,
    /// Whether personal data of the client's is handled.
    pub personal_data: Option<bool>,
}
canonical_struct!(Conditions {
    name,
    places,
    telework,
    words,
    devices,
    tools,
    methods,
    information,
    personal_data
});

impl Conditions {
    /// Whether it may be done by telework at all.
    #[must_use]
    pub fn teleworks(&self) -> bool {
        matches!(self.telework, Telework::Yes | Telework::Conditions)
    }
}

/// One side says how a work is done, anew or changed. It holds once the other side confirmed this very line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkSet {
    /// Which work.
    pub work: WorkId,
    /// From which day.
    pub from: Date,
    /// How.
    pub conditions: Conditions,
}
canonical_struct!(WorkSet {
    work,
    from,
    conditions
});

/// The other side confirms what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkConfirmed {
    /// Which work.
    pub work: WorkId,
    /// The line in which it was said.
    pub set: u64,
}
canonical_struct!(WorkConfirmed { work, set });

/// A side says that a work is done no more: what allowed something ends at once, without the other side's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkEnded {
    /// Which work.
    pub work: WorkId,
    /// Its last day.
    pub on: Date,
}
canonical_struct!(WorkEnded { work, on });

/// A side says that it passes a gate: everything that must be settled by then is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatePassed {
    /// Which.
    pub gate: Gate,
}
canonical_struct!(GatePassed { gate });
