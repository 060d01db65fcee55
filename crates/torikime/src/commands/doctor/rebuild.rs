//! `torikime doctor --rebuild`: what lists read is computed anew from the entries, where these themselves are whole.

use crate::data::Place;
use crate::failure::Failure;
use ledger::body::server::Act;
use std::path::Path;
use store::Store;
use store::operator::inspect;

/// Computes the lists anew and records that; gives the number of ledgers for which something else stood there.
pub fn lists(folder: &Path, place: &Place, served: bool) -> Result<u64, Failure> {
    if served {
        return Err(Failure::unknown("cli-doctor-rebuild-served", ""));
    }
    let settings = place.settings(folder)?.with_files(folder);
    let inspected = inspect(place.beside(folder)?.as_ref(), folder, &settings)?;
    let deeper = inspected.verified.findings.iter();
    let deeper = deeper.filter(|found| !found.fault.is_of_lists()).count();
    if deeper + inspected.database.len() > 0 {
        return Err(Failure::unknown("cli-doctor-rebuild-damaged", ""));
    }
    let store = Store::beside(place.beside(folder)?, settings)?;
    let different = store.rebuild()?;
    store.operator_acted(Act::Rebuild, format!("{different} ledgers differed"))?;
    Ok(different)
}
