//! What becomes of the rows of a table beside what is registered already: opened, known, or wrong. Nothing is recorded here.

use ledger::body::shared::Partner;
use ledger::id::PersonId;
use store::acts::NewEngagement;
use survey::read::fold;
use survey::{Place, Problem};

use super::read::{Line, Told};
use super::row::{Column, Row};

/// A row and what becomes of it.
#[derive(Debug)]
pub struct Planned {
    /// Where it stands.
    pub place: Place,
    /// Title and other side as they stand there.
    pub called: (String, String),
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a row.
#[derive(Debug)]
pub enum Fate {
    /// It will be opened.
    New(Box<New>),
    /// It is registered already, and stays as it is; where the table says something else, in which columns.
    Known(Box<Row>, Vec<Column>),
    /// It cannot be.
    Wrong(Vec<Problem>),
}

/// An engagement to be opened.
#[derive(Debug)]
pub struct New {
    /// As the row tells it.
    pub told: Told,
    /// Who answers for it, found by name.
    pub responsible: Option<PersonId>,
}

impl New {
    /// As the store opens it.
    #[must_use]
    pub fn engagement(&self) -> NewEngagement {
        let told = &self.told;
        NewEngagement {
            side: told.side,
            partner: Partner {
                name: told.partner.clone(),
                identifier: told.number.clone(),
            },
            title: told.title.clone(),
            described: Some(told.described.clone()),
            responsible: self.responsible,
        }
    }
}

/// Numbers and names of the people who may answer for an engagement.
pub type People = Vec<(String, String)>;

/// What becomes of each row.
#[must_use]
pub fn plan(lines: Vec<Line>, known: &[Row], people: &People) -> Vec<Planned> {
    let mut planned: Vec<Planned> = Vec::new();
    for Line {
        place,
        called,
        told,
    } in lines
    {
        let fate = match told {
            Err(wrong) => Fate::Wrong(wrong),
            Ok(told) => fate(told, &place, known, people, &planned),
        };
        planned.push(Planned {
            place,
            called,
            fate,
        });
    }
    planned
}

fn fate(told: Told, place: &Place, known: &[Row], people: &People, before: &[Planned]) -> Fate {
    let problem = |code| Problem::error(code, place.clone());
    if let Some(id) = &told.engagement {
        return match known.iter().find(|row| row.engagement == *id) {
            Some(row) => Fate::Known(Box::new(row.clone()), differing(&told, row)),
            None => Fate::Wrong(vec![problem("register-no-such").with("value", id)]),
        };
    }
    if let Some(row) = known.iter().find(|row| is(&told, row)) {
        return Fate::Known(Box::new(row.clone()), differing(&told, row));
    }
    let twice = before.iter().find(|planned| match &planned.fate {
        Fate::New(new) => same(&new.told, &told),
        _ => false,
    });
    if let Some(first) = twice {
        let row = first.place.line.unwrap_or(0);
        return Fate::Wrong(vec![problem("register-twice").with("first", row)]);
    }
    match responsible(&told, people) {
        Ok(responsible) => Fate::New(Box::new(New { told, responsible })),
        Err(code) => {
            let name = told.responsible.unwrap_or_default();
            Fate::Wrong(vec![problem(code).with("value", name)])
        }
    }
}

/// A person found by name, of which there must be one.
fn responsible(told: &Told, people: &People) -> Result<Option<PersonId>, &'static str> {
    let Some(name) = &told.responsible else {
        return Ok(None);
    };
    let wanted = squeezed(name);
    let mut found = people.iter().filter(|(_, known)| squeezed(known) == wanted);
    match (found.next(), found.next()) {
        (Some((id, _)), None) => id.parse().map(Some).map_err(|_| "register-no-person"),
        (None, _) => Err("register-no-person"),
        (Some(_), Some(_)) => Err("register-which-person"),
    }
}

/// A name to compare by: without spaces, widths told apart no more.
fn squeezed(text: &str) -> String {
    fold(text).split_whitespace().collect()
}

/// Whether two rows tell of one engagement: the same side, partner and title.
fn same(one: &Told, other: &Told) -> bool {
    let partner = match (&one.number, &other.number) {
        (Some(one), Some(other)) => one == other,
        _ => squeezed(&one.partner) == squeezed(&other.partner),
    };
    one.side == other.side && partner && squeezed(&one.title) == squeezed(&other.title)
}

/// Whether a row tells of an engagement that goes on already.
fn is(told: &Told, row: &Row) -> bool {
    let partner = match (&told.number, &row.partner_number) {
        (Some(number), Some(known)) => number.to_string() == *known,
        _ => squeezed(&told.partner) == squeezed(&row.partner),
    };
    row.closed.is_none()
        && told.side.code() == row.side
        && partner
        && squeezed(&told.title) == squeezed(&row.title)
}

/// Columns in which a row says something else than is registered; what it leaves empty says nothing.
fn differing(told: &Told, row: &Row) -> Vec<Column> {
    let about = &told.described;
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let kinds: Vec<String> = about
        .kinds
        .iter()
        .map(|kind| kind.code().to_owned())
        .collect();
    let says = |said: Option<String>, known: &Option<String>| said.is_some() && said != *known;
    let number = told.number.as_ref().map(ToString::to_string);
    let level = about.information.map(|level| level.code().to_owned());
    let other = [
        (Column::Side, told.side.code() != row.side),
        (
            Column::Partner,
            squeezed(&told.partner) != squeezed(&row.partner),
        ),
        (Column::PartnerNumber, says(number, &row.partner_number)),
        (Column::Title, squeezed(&told.title) != squeezed(&row.title)),
        (
            Column::Reference,
            says(about.reference.clone(), &row.reference),
        ),
        (Column::From, says(day(about.from), &row.from)),
        (Column::Until, says(day(about.until), &row.until)),
        (
            Column::Renews,
            about.renews.is_some() && about.renews != row.renews,
        ),
        (Column::Kinds, !kinds.is_empty() && kinds != row.kinds),
        (Column::Information, says(level, &row.information)),
        (
            Column::PersonalData,
            about.personal_data.is_some() && about.personal_data != row.personal_data,
        ),
        (
            Column::Responsible,
            says(told.responsible.clone(), &row.responsible),
        ),
    ];
    let other = other.into_iter().filter(|(_, differs)| *differs);
    other.map(|(column, _)| column).collect()
}
