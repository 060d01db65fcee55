//! An engagement as a line of a register, and the columns in which it is written.

use std::collections::BTreeMap;

use report::words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::door::{NamedParty, RegisterRow};
use survey::Language;
use survey::read::fold;

/// What stands in a column of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The engagement's number; empty for one to be opened.
    Engagement,
    /// The organisation's side.
    Side,
    /// Who stands across.
    Partner,
    /// Their public number.
    PartnerNumber,
    /// What the work is called.
    Title,
    /// The contract's number or name.
    Reference,
    /// First day.
    From,
    /// Last day, unless renewed.
    Until,
    /// Whether it renews itself.
    Renews,
    /// What is done.
    Kinds,
    /// The most confidential information handled.
    Information,
    /// Whether personal data is handled.
    PersonalData,
    /// Who answers for it on the organisation's side.
    Responsible,
    /// Who answers for it across.
    PartnerResponsible,
    /// The organisation's own name.
    Own,
    /// Its public number.
    OwnNumber,
    /// Whether the other side is here.
    Present,
    /// Its last day, where it ended.
    Closed,
    /// Items which the sides see differently.
    Differences,
    /// To whom a link is to be given; only read, never written.
    To,
}

impl Column {
    /// Every column, in the order in which they are written.
    pub const ALL: &'static [Self] = &[
        Self::Engagement,
        Self::Side,
        Self::Partner,
        Self::PartnerNumber,
        Self::Title,
        Self::Reference,
        Self::From,
        Self::Until,
        Self::Renews,
        Self::Kinds,
        Self::Information,
        Self::PersonalData,
        Self::Responsible,
        Self::PartnerResponsible,
        Self::Own,
        Self::OwnNumber,
        Self::Present,
        Self::Closed,
        Self::Differences,
        Self::To,
    ];

    /// Its code, which never changes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Engagement => "engagement",
            Self::Side => "side",
            Self::Partner => "partner",
            Self::PartnerNumber => "partner-number",
            Self::Title => "title",
            Self::Reference => "reference",
            Self::From => "from",
            Self::Until => "until",
            Self::Renews => "renews",
            Self::Kinds => "kinds",
            Self::Information => "information",
            Self::PersonalData => "personal-data",
            Self::Responsible => "responsible",
            Self::PartnerResponsible => "partner-responsible",
            Self::Own => "own",
            Self::OwnNumber => "own-number",
            Self::Present => "present",
            Self::Closed => "closed",
            Self::Differences => "differences",
            Self::To => "to",
        }
    }

    /// Those that say something of an engagement to be opened.
    #[must_use]
    pub fn is_read(self) -> bool {
        !matches!(
            self,
            Self::PartnerResponsible
                | Self::Own
                | Self::OwnNumber
                | Self::Present
                | Self::Closed
                | Self::Differences
                | Self::Engagement
        )
    }

    /// Those that are written.
    pub fn written() -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|column| *column != Self::To)
    }

    /// Its heading.
    #[must_use]
    pub fn heading(self, language: Language) -> String {
        let key = match self {
            Self::Title => "register-title-column".to_owned(),
            other => format!("register-{}", other.code()),
        };
        words::say(language, &key, &[])
    }

    /// Whether a heading means this column: by its code, or by its words in either language.
    #[must_use]
    pub fn is(self, heading: &str) -> bool {
        let heading = fold(heading);
        let words = Language::ALL.map(|language| fold(&self.heading(language)));
        heading == self.code() || words.contains(&heading)
    }
}

/// An engagement in the register.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// Its number.
    pub engagement: String,
    /// The organisation's side: `client` or `vendor`.
    pub side: String,
    /// Who stands across, as they go by.
    pub partner: String,
    /// Their public number: `jp-corporate-number:…` or `lei:…`.
    pub partner_number: Option<String>,
    /// What the organisation goes by.
    pub own: String,
    /// Its public number.
    pub own_number: Option<String>,
    /// What the work is called.
    pub title: String,
    /// The contract's number or name.
    pub reference: Option<String>,
    /// Its first day.
    pub from: Option<String>,
    /// Its last day, unless renewed.
    pub until: Option<String>,
    /// Whether it renews itself.
    pub renews: Option<bool>,
    /// What is done: `development`, `operation`, `maintenance`, `service`, `other`.
    pub kinds: Vec<String>,
    /// The most confidential information handled: `public`, `internal`, `confidential`, `secret`.
    pub information: Option<String>,
    /// Whether personal data is handled.
    pub personal_data: Option<bool>,
    /// The name of who answers for it on the organisation's side.
    pub responsible: Option<String>,
    /// The name of who answers for it across.
    pub partner_responsible: Option<String>,
    /// Whether the other side is here and speaks for itself.
    pub present: bool,
    /// The day it ended.
    pub closed: Option<String>,
    /// Number of items by how the sides' views differ.
    pub differences: BTreeMap<String, u64>,
}

/// The register as it is answered.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Register {
    /// Every engagement, by the other side's name.
    pub engagements: Vec<Row>,
}

fn name(party: &NamedParty) -> String {
    let first = party.names.first();
    first.map_or(String::new(), |name| name.text.clone())
}

impl From<RegisterRow> for Row {
    fn from(seen: RegisterRow) -> Self {
        let named = seen.engagement;
        let side = named.engagement.own;
        let (own, across) = (named.party(side), named.party(side.other()));
        let number = |party: &NamedParty| party.identifier.as_ref().map(ToString::to_string);
        let about = named.engagement.described.as_ref().map(|(_, about)| about);
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        let kinds = about.map_or(&[][..], |about| about.kinds.as_slice());
        let count =
            |(how, count): (&ledger::divergence::Divergence, &u64)| (how.code().to_owned(), *count);
        Self {
            engagement: named.engagement.id.to_string(),
            side: side.code().to_owned(),
            partner: name(across),
            partner_number: number(across),
            own: name(own),
            own_number: number(own),
            title: named.engagement.title.clone(),
            reference: about.and_then(|about| about.reference.clone()),
            from: day(about.and_then(|about| about.from)),
            until: day(about.and_then(|about| about.until)),
            renews: about.and_then(|about| about.renews),
            kinds: kinds.iter().map(|kind| kind.code().to_owned()).collect(),
            information: about
                .and_then(|about| about.information)
                .map(|level| level.code().to_owned()),
            personal_data: about.and_then(|about| about.personal_data),
            responsible: own.responsible.clone(),
            partner_responsible: across.responsible.clone(),
            present: across.party.present,
            closed: day(named.engagement.closed),
            differences: seen.divergences.iter().map(count).collect(),
        }
    }
}

/// The rows of a register, by the other side's name.
#[must_use]
pub fn rows(seen: Vec<RegisterRow>) -> Vec<Row> {
    let mut rows: Vec<Row> = seen.into_iter().map(Row::from).collect();
    rows.sort_by_cached_key(|row| {
        (
            row.partner.clone(),
            row.title.clone(),
            row.engagement.clone(),
        )
    });
    rows
}
