//! Who answered: ids, strata, weights, and which rows are left out.

use super::cell::{plain, rearm};
use super::import::RowCounts;
use super::listing::Listing;
use super::mapping::{Mapping, StratumColumn};
use super::sheet::Sheet;
use super::{fold, number};
use crate::answers::GivenWeights;
use crate::study::Study;
use crate::{Place, Problem};
use std::collections::{BTreeMap, BTreeSet};

/// Digits after the point that a weight keeps at most.
const WEIGHT_DIGITS: usize = 9;

/// The respondents of a sheet.
#[derive(Default)]
pub(super) struct Respondents {
    /// Index of the row in the sheet.
    pub rows: Vec<usize>,
    pub ids: Vec<String>,
    pub strata: Vec<u16>,
    pub weights: Option<GivenWeights>,
    pub counts: RowCounts,
}

/// Goes through the rows; a row without a usable id or stratum is left out and reported.
pub(super) fn respondents(
    study: &Study,
    sheet: &Sheet,
    mapping: &Mapping,
    listing: &mut Listing,
) -> Respondents {
    let mut found = Respondents::default();
    let ragged = sheet.problems.iter();
    let ragged = ragged.filter(|problem| problem.code == "row-too-long");
    let too_long: BTreeSet<u32> = ragged.filter_map(|problem| problem.place.line).collect();
    let id_column = mapping
        .respondent
        .as_deref()
        .and_then(|name| sheet.column(name));
    let strata = Strata::of(study, sheet, mapping);
    let mut first_rows: BTreeMap<String, u32> = BTreeMap::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        found.counts.read += 1;
        let number = sheet.row_number(index);
        if row.is_empty() {
            let left_out = too_long.contains(&number);
            found.counts.left_out += u64::from(left_out);
            found.counts.blank += u64::from(!left_out);
            continue;
        }
        let place = Place::file(sheet.file.clone()).at(number);
        let id = id(row, id_column, &place, sheet).and_then(|id| match first_rows.get(&id) {
            Some(first) => {
                let problem = Problem::error("duplicate-respondent", place.clone());
                Err(problem.with("respondent", &id).with("first", first))
            }
            None => Ok(id),
        });
        let stratum = strata.find(row, &place, sheet);
        match (id, stratum) {
            (Ok(id), Ok(stratum)) => {
                first_rows.insert(id.clone(), number);
                found.rows.push(index);
                found.ids.push(id);
                found.strata.extend(stratum);
            }
            (id, stratum) => {
                found.counts.left_out += 1;
                [id.err(), stratum.err()]
                    .into_iter()
                    .flatten()
                    .for_each(|problem| listing.add(problem));
            }
        }
    }
    found.counts.kept = found.rows.len() as u64;
    found.weights = weights(sheet, mapping, &found.rows, listing);
    found
}

fn id(
    row: &[String],
    column: Option<usize>,
    place: &Place,
    sheet: &Sheet,
) -> Result<String, Problem> {
    let Some(column) = column else {
        return Ok(place.line.unwrap_or_default().to_string());
    };
    let cell = row.get(column).map_or("", |cell| rearm(cell.trim()));
    let bad = cell.is_empty() || super::cell::is_formula_error(cell);
    if bad {
        let place = place.clone().in_field(&sheet.header[column]);
        return Err(Problem::error("no-respondent-id", place).with("value", cell));
    }
    Ok(cell.to_owned())
}

/// The strata by every name they go by.
struct Strata {
    column: Option<usize>,
    names: BTreeMap<String, u16>,
    any: bool,
}

impl Strata {
    fn of(study: &Study, sheet: &Sheet, mapping: &Mapping) -> Strata {
        let strata = &study.header.strata;
        let mut names = BTreeMap::new();
        let own = mapping.stratum.iter().flat_map(|column| &column.values);
        for (value, id) in own {
            let at = strata.iter().position(|stratum| stratum.id == *id);
            names.extend(at.map(|at| (fold(&plain(value)), at as u16)));
        }
        let layers: [fn(usize, &crate::study::header::Stratum) -> String; 4] = [
            |_, stratum| stratum.id.clone(),
            |_, stratum| stratum.label.ja.clone(),
            |_, stratum| stratum.label.en.clone(),
            |at, _| (at + 1).to_string(),
        ];
        for layer in layers {
            for (at, stratum) in strata.iter().enumerate() {
                names.entry(fold(&layer(at, stratum))).or_insert(at as u16);
            }
        }
        let column = mapping
            .stratum
            .as_ref()
            .and_then(|StratumColumn { column, .. }| sheet.column(column));
        Strata {
            column,
            names,
            any: !strata.is_empty(),
        }
    }

    /// The stratum of a row; none when the study has no strata.
    fn find(&self, row: &[String], place: &Place, sheet: &Sheet) -> Result<Option<u16>, Problem> {
        let Some(column) = self.column else {
            return Ok(self.any.then_some(0));
        };
        let cell = row.get(column).map_or("", |cell| rearm(cell.trim()));
        let found = self.names.get(&fold(&plain(cell))).filter(|_| self.any);
        let unknown = || {
            let place = place.clone().in_field(&sheet.header[column]);
            Problem::error("unknown-stratum", place).with("value", cell)
        };
        match found {
            Some(found) => Ok(Some(*found)),
            None if self.any => Err(unknown()),
            None => Ok(None),
        }
    }
}

/// Weights on one scale, as fine as the finest of them; a bad one counts 0 and is reported.
fn weights(
    sheet: &Sheet,
    mapping: &Mapping,
    rows: &[usize],
    listing: &mut Listing,
) -> Option<GivenWeights> {
    let column = sheet.column(mapping.weight.as_deref()?)?;
    let cell = |row: &usize| {
        sheet
            .rows
            .get(*row)
            .and_then(|row| row.get(column))
            .map_or("", |cell| cell.trim())
    };
    let digits = rows
        .iter()
        .map(|row| cell(row).split_once('.').map_or(0, |(_, rest)| rest.len()));
    let digits = digits.max().unwrap_or(0).min(WEIGHT_DIGITS);
    let scale = 10_u64.pow(digits as u32);
    let values = rows.iter().map(|row| {
        let cell = cell(row);
        // What goes beyond the nine digits kept is below any number that is ever printed.
        let kept = match cell.split_once('.') {
            Some((whole, rest)) if rest.len() > WEIGHT_DIGITS => {
                cell.get(..whole.len() + 1 + WEIGHT_DIGITS)
            }
            _ => Some(cell),
        };
        let value = kept.and_then(|kept| number::number(kept, digits as u8, &[]).ok());
        match value.and_then(|value| u64::try_from(value).ok()) {
            Some(value) => value,
            None => {
                let place = Place::file(sheet.file.clone()).at(sheet.row_number(*row));
                let place = place.in_field(&sheet.header[column]);
                listing.add(Problem::error("bad-weight", place).with("value", cell));
                0
            }
        }
    });
    Some(GivenWeights {
        values: values.collect(),
        scale,
    })
}
