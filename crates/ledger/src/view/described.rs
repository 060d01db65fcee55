//! Everything an organisation ever said of who it is: names, public number, size; what was, since when, and what stands in for what.

use jiff::civil::Date;
use serde::Serialize;

use crate::disclosed::{Disclosed, Reader};
use crate::moment::Moment;
use crate::organisation::{Identifier, Name, Profile};
use crate::policy::Part;
use crate::state::House;
use crate::state::said::Said;

/// One thing said of who it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Described<T> {
    /// The entry's place in the ledger.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// From this day; none where it has held since it was recorded.
    pub from: Option<Date>,
    /// The entry that stands in for it.
    pub corrected_by: Option<u64>,
    /// What was said.
    pub what: T,
}

/// All of it, the first recorded first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Descriptions {
    /// Names.
    pub names: Vec<Described<Vec<Name>>>,
    /// Public numbers.
    pub identifiers: Vec<Described<Option<Identifier>>>,
    /// Sizes and usual sides.
    pub profiles: Vec<Described<Profile>>,
}

fn described<T: Clone>(said: &[Said<T>]) -> Vec<Described<T>> {
    let one = |said: &Said<T>| Described {
        seq: said.seq,
        recorded: said.recorded,
        from: (said.from != Date::MIN).then_some(said.from),
        corrected_by: said.corrected_by,
        what: said.what.clone(),
    };
    said.iter().map(one).collect()
}

/// What the organisation ever said of who it is.
#[must_use]
pub fn descriptions(reader: &Reader, house: &House) -> Option<Disclosed<Descriptions>> {
    let view = || Descriptions {
        names: described(&house.names),
        identifiers: described(&house.identifier),
        profiles: described(&house.profile),
    };
    reader
        .of_house(house, Part::Organisation)
        .then(view)
        .map(Disclosed::new)
}
