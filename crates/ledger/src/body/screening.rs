//! Screening of a new vendor, subcontractor or client before there is an engagement. All of it stands in the ledger of the organisation
//! that asks; whoever is asked answers by link, and sees nothing but this one screening.

use jiff::civil::Date;

use crate::bytes::{canonical_struct, codes};
use crate::id::LinkId;
use crate::moment::Moment;
use crate::sealed::Sealed;

codes! {
    /// As what somebody is considered.
    pub enum Candidate {
        /// To work for us.
        Vendor = "vendor",
        /// To do part of what we do for a client.
        Subcontractor = "subcontractor",
        /// To have us work for them.
        Client = "client",
    }
}

codes! {
    /// What the organisation says to one of the three questions from which the star follows.
    pub enum Known {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// It cannot tell yet.
        NotKnown = "not-known",
    }
}

codes! {
    /// A star of the scheme; the first two are declared by an organisation itself.
    pub enum Star {
        /// ★1.
        One = "1",
        /// ★2.
        Two = "2",
        /// ★3.
        Three = "3",
        /// ★4.
        Four = "4",
        /// ★5.
        Five = "5",
    }
}

/// The three questions by which whoever gives work out chooses the star to expect (domain of SCS): each answered by the organisation
/// that asks, about the work in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Weighing {
    /// Whether important confidential information of ours is handled on the partner's systems.
    pub secrets: Known,
    /// Whether a stop of the partner's would delay us unacceptably.
    pub delay: Known,
    /// Whether our internal systems are reached from the partner's environment.
    pub access: Known,
}
canonical_struct!(Weighing {
    secrets,
    delay,
    access
});

codes! {
    /// One of the three questions.
    pub enum Question {
        /// [`Weighing::secrets`].
        Secrets = "secrets",
        /// [`Weighing::delay`].
        Delay = "delay",
        /// [`Weighing::access`].
        Access = "access",
    }
}

/// Which star follows from the three questions: an expectation of whoever asks, nobody's duty.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "star", content = "because", rename_all = "kebab-case")]
pub enum Expected {
    /// ★4, since these were answered with yes.
    #[serde(rename = "4")]
    Four(Vec<Question>),
    /// ★3, since all were answered with no.
    #[serde(rename = "3")]
    Three,
    /// Open: these decide.
    Open(Vec<Question>),
}

impl Expected {
    /// The star, where it is known.
    #[must_use]
    pub fn star(&self) -> Option<Star> {
        match self {
            Self::Four(_) => Some(Star::Four),
            Self::Three => Some(Star::Three),
            Self::Open(_) => None,
        }
    }
}

impl Weighing {
    /// What was said to a question.
    #[must_use]
    pub fn of(&self, question: Question) -> Known {
        match question {
            Question::Secrets => self.secrets,
            Question::Delay => self.delay,
            Question::Access => self.access,
        }
    }

    /// Any yes: ★4. All no: ★3. Otherwise what is not known decides.
    #[must_use]
    pub fn expected(&self) -> Expected {
        let said = |what: Known| {
            let all = Question::ALL.iter().copied();
            all.filter(|question| self.of(*question) == what)
                .collect::<Vec<Question>>()
        };
        let (yes, open) = (said(Known::Yes), said(Known::NotKnown));
        match (yes.is_empty(), open.is_empty()) {
            (false, _) => Expected::Four(yes),
            (true, false) => Expected::Open(open),
            (true, true) => Expected::Three,
        }
    }
}

codes! {
    /// A concern that organisations have about somebody new, as the study of 2020 found them.
    pub enum Concern {
        /// Whether what contract and specification require is kept.
        Adherence = "adherence",
        /// Whether there is a contact for incidents that can be reached from outside.
        IncidentContact = "incident-contact",
        /// Whether there are people and a procedure for incidents.
        IncidentCapability = "incident-capability",
        /// Whether laws and own rules are kept, and checked.
        Compliance = "compliance",
        /// Whether subcontractors are asked for and checked.
        Subcontracting = "subcontracting",
        /// Whether there are rules for work away from the office.
        Telework = "telework",
        /// Whether devices used for work, private ones included, are known and protected.
        Devices = "devices",
        /// Whether there are rules for information handed over, taken out, returned.
        Information = "information",
        /// Whether it can be shown that requirements are kept.
        Evidence = "evidence",
        /// Whether somebody answers for the work and says what is required: asked of clients.
        Responsibility = "responsibility",
    }
}

impl Concern {
    /// What is asked of whom, in order.
    #[must_use]
    pub fn asked(of: Candidate) -> &'static [Self] {
        use Concern::{
            Adherence, Compliance, Devices, Evidence, IncidentCapability, IncidentContact,
            Information, Responsibility, Subcontracting, Telework,
        };
        match of {
            Candidate::Vendor | Candidate::Subcontractor => &[
                Adherence,
                IncidentContact,
                IncidentCapability,
                Compliance,
                Subcontracting,
                Telework,
                Devices,
                Information,
                Evidence,
            ],
            Candidate::Client => &[
                Responsibility,
                Adherence,
                IncidentContact,
                IncidentCapability,
                Compliance,
                Telework,
                Information,
            ],
        }
    }

    /// The items of the catalogue from which terms can be made where this is missing.
    #[must_use]
    pub fn items(self) -> &'static [&'static str] {
        match self {
            Self::Adherence => &["require.contract.specification", "require.proof.review"],
            Self::IncidentContact => &["require.incident.contact", "require.incident.notice"],
            Self::IncidentCapability => {
                &["require.incident.response", "require.incident.preservation"]
            }
            Self::Compliance => &["require.people.training", "require.contract.personal-data"],
            Self::Subcontracting => &[
                "require.subcontract.consent",
                "require.subcontract.flow-down",
            ],
            Self::Telework => &["require.telework.permission", "require.telework.place"],
            Self::Devices => &["require.byod.permission", "require.device.protection"],
            Self::Information => &["require.access.storage", "require.end.return"],
            Self::Evidence => &["require.proof.evidence", "require.proof.review"],
            Self::Responsibility => &[
                "require.contract.responsible",
                "require.contract.rule-conflict",
            ],
        }
    }

    /// Where the study speaks of it: a figure, section or point of the interim report by its code, and the line of that text.
    #[must_use]
    pub fn source(self) -> (&'static str, u32) {
        match self {
            Self::Adherence => ("figure-2-49", 2438),
            Self::IncidentContact => ("press-3", 36),
            Self::IncidentCapability => ("figure-2-49", 2438),
            Self::Compliance => ("figure-2-49", 2442),
            Self::Subcontracting => ("section-2.5.2", 2324),
            Self::Telework => ("figure-2-47", 2373),
            Self::Devices => ("figure-2-47", 2373),
            Self::Information => ("figure-2-24", 1792),
            Self::Evidence => ("figure-2-47", 2375),
            Self::Responsibility => ("section-2.5.1", 2271),
        }
    }
}

codes! {
    /// How far something is in place, as whoever is asked says.
    pub enum Extent {
        /// It is.
        InPlace = "in-place",
        /// Part of it is.
        Partly = "partly",
        /// It is not, so far.
        NotYet = "not-yet",
        /// They cannot tell.
        NotKnown = "not-known",
        /// It does not concern them, for the reason in the note.
        NotApplicable = "not-applicable",
    }
}

codes! {
    /// What whoever is asked says of a star.
    pub enum StarStanding {
        /// They hold one.
        Held = "held",
        /// They plan one.
        Planned = "planned",
        /// They have none, and plan none.
        Without = "none",
        /// They cannot tell.
        NotKnown = "not-known",
    }
}

codes! {
    /// What comes of a screening.
    pub enum Outcome {
        /// Go on.
        GoOn = "go-on",
        /// Go on, on conditions.
        OnConditions = "on-conditions",
        /// Not now.
        NotNow = "not-now",
    }
}

/// A screening begins; the entry's line is its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreeningOpened {
    /// As what the candidate is considered.
    pub candidate: Candidate,
    /// What the candidate is called.
    pub name: String,
    /// What the work would be.
    pub work: String,
    /// Who is asked there.
    pub contact: Option<Sealed>,
    /// By when an answer is hoped for.
    pub due: Date,
    /// What the organisation says to the three questions.
    pub weighing: Weighing,
}
canonical_struct!(ScreeningOpened {
    candidate,
    name,
    work,
    contact,
    due,
    weighing
});

/// The organisation answers the three questions anew, or gives another day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreeningAdjusted {
    /// The screening, by its line.
    pub screening: u64,
    /// By when an answer is hoped for.
    pub due: Date,
    /// What it says now.
    pub weighing: Weighing,
}
canonical_struct!(ScreeningAdjusted {
    screening,
    due,
    weighing
});

/// A link by which the candidate answers; the one before works no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreeningLinked {
    /// The screening, by its line.
    pub screening: u64,
    /// The link.
    pub link: LinkId,
    /// It works before this moment.
    pub expires: Moment,
}
canonical_struct!(ScreeningLinked {
    screening,
    link,
    expires
});

/// The link was called back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreeningUnlinked {
    /// The screening, by its line.
    pub screening: u64,
    /// The link.
    pub link: LinkId,
}
canonical_struct!(ScreeningUnlinked { screening, link });

/// The candidate says how far one concern is met; the last word on it counts, those before stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreeningAnswered {
    /// The screening, by its line.
    pub screening: u64,
    /// Which.
    pub concern: Concern,
    /// How far.
    pub extent: Extent,
    /// In its own words; the reason where it does not apply.
    pub note: Option<Sealed>,
}
canonical_struct!(ScreeningAnswered {
    screening,
    concern,
    extent,
    note
});

/// The candidate says which star it holds or plans: its own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreeningStarSaid {
    /// The screening, by its line.
    pub screening: u64,
    /// Whether it holds or plans one.
    pub standing: StarStanding,
    /// Which, where it does.
    pub star: Option<Star>,
    /// Until when it is held, or by when it is planned.
    pub until: Option<Date>,
}
canonical_struct!(ScreeningStarSaid {
    screening,
    standing,
    star,
    until
});

/// The organisation decides what comes of it. From then on no link answers; it can decide anew, and the last word counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreeningDecided {
    /// The screening, by its line.
    pub screening: u64,
    /// What.
    pub outcome: Outcome,
    /// Why, and on which conditions.
    pub reason: Option<Sealed>,
}
canonical_struct!(ScreeningDecided {
    screening,
    outcome,
    reason
});
