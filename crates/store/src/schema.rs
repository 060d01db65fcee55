//! Raises the schema to this program's version: files with equal numbers for both databases, each applied once, never edited after.

use ledger::hash::Hash;
use ledger::moment::Moment;

use crate::engine::{Database, Engine, Purpose, Sight, values};
use crate::error::{Code, StoreError};
use crate::rebuild;
use crate::settings::Settings;

/// A step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number, from 1 without gaps.
    pub number: u32,
    /// What it brings.
    pub name: &'static str,
    /// Its statements.
    pub sql: &'static str,
}

macro_rules! migrations {
    ($folder:literal: $($number:literal $name:literal),* $(,)?) => {
        &[$(Migration {
            number: $number,
            name: $name,
            sql: include_str!(concat!("../migrations/", $folder, "/", $name, ".sql")),
        }),*]
    };
}

/// The steps for SQLite.
pub const SQLITE: &[Migration] = migrations!("sqlite": 1 "0001_foundation", 2 "0002_member", 3 "0003_mail",
    4 "0004_session_credential", 5 "0005_provider", 6 "0006_blob_going", 7 "0007_lists_anew");

/// The steps for PostgreSQL.
pub const POSTGRES: &[Migration] = migrations!("postgres": 1 "0001_foundation", 2 "0002_member", 3 "0003_mail",
    4 "0004_session_credential", 5 "0005_provider", 6 "0006_blob_going", 7 "0007_lists_anew");

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (
    number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied BIGINT NOT NULL)";

/// Raises data of an earlier version, whose lists may lack what this one reads: they are computed anew in the same transaction.
///
/// # Errors
/// As [`migrate`]; or damaged, when the entries themselves are, and then nothing is raised.
pub(crate) fn raise(database: &dyn Database, settings: &Settings) -> Result<(), StoreError> {
    let newest = database.migrations().last().map(|step| step.number);
    let mut engine = database.owner()?;
    engine.begin(Purpose::Write)?;
    let now = (settings.clock)();
    let before = apply(engine.as_mut(), database.migrations(), now)?;
    database.grant(engine.as_mut())?;
    if before.is_some() && before != newest {
        engine.see(&Sight::All)?;
        rebuild::within(engine.as_mut(), settings)?;
    }
    engine.commit()
}

/// Applies what was not applied yet, all of it or nothing. Gives the version before, if there was one.
///
/// # Errors
/// [`Code::NewerSchema`], [`Code::OtherSchema`], or as the database has it.
pub fn migrate(database: &dyn Database, now: Moment) -> Result<Option<u32>, StoreError> {
    let mut engine = database.owner()?;
    engine.begin(Purpose::Write)?;
    let before = apply(engine.as_mut(), database.migrations(), now)?;
    database.grant(engine.as_mut())?;
    engine.commit()?;
    Ok(before)
}

/// Whether the data has this program's version, without changing anything.
///
/// # Errors
/// [`Code::OlderSchema`], [`Code::NewerSchema`], [`Code::OtherSchema`], or as the database has it.
pub fn current(database: &dyn Database) -> Result<(), StoreError> {
    let mut engine = database.reader()?;
    let applied = applied(engine.as_mut(), database.migrations())?;
    let newest = database.migrations().last().map(|step| step.number);
    if applied == newest {
        return Ok(());
    }
    let (has, knows) = (applied.unwrap_or(0), newest.unwrap_or(0));
    let cause = format!("the data has version {has}, this program has {knows}");
    Err(StoreError::new(Code::OlderSchema, cause))
}

/// Refuses a database that a server has begun to write: what a new key signs must not follow what another signed.
///
/// # Errors
/// [`Code::OtherKey`], or as the database has it.
pub fn vacant(database: &dyn Database) -> Result<(), StoreError> {
    match begun(database)? {
        false => Ok(()),
        true => Err(StoreError::new(
            Code::OtherKey,
            "there is data, and no key beside it",
        )),
    }
}

/// Whether a server has begun to write a database, without changing anything.
///
/// # Errors
/// As the database has it.
pub(crate) fn begun(database: &dyn Database) -> Result<bool, StoreError> {
    let mut engine = database.owner()?;
    engine.begin(Purpose::Write)?;
    engine.script(TABLE)?;
    let raised = applied(engine.as_mut(), database.migrations())?.is_some();
    let begun = raised && !engine.query("SELECT id FROM journal", &[])?.is_empty();
    engine.rollback()?;
    Ok(begun)
}

/// The newest step applied, all of them known.
fn applied(engine: &mut dyn Engine, steps: &[Migration]) -> Result<Option<u32>, StoreError> {
    let sql = "SELECT number, checksum FROM migration ORDER BY number";
    let mut newest = None;
    for row in engine.query(sql, &[])? {
        let (number, checksum): (u32, String) = (row.get(0)?, row.get(1)?);
        known(steps, number, &checksum)?;
        newest = Some(number);
    }
    Ok(newest)
}

fn apply(
    engine: &mut dyn Engine,
    steps: &[Migration],
    now: Moment,
) -> Result<Option<u32>, StoreError> {
    engine.script(TABLE)?;
    let before = applied(engine, steps)?;
    let open = steps.iter().filter(|step| Some(step.number) > before);
    for step in open {
        engine.script(step.sql)?;
        engine.execute(
            "INSERT INTO migration (number, name, checksum, applied) VALUES ($1, $2, $3, $4)",
            values![step.number, step.name, step.checksum(), now],
        )?;
    }
    Ok(before)
}

fn known(steps: &[Migration], number: u32, checksum: &str) -> Result<(), StoreError> {
    let Some(step) = steps.iter().find(|step| step.number == number) else {
        let newest = steps.last().map_or(0, |step| step.number);
        let cause = format!("the data has version {number}, this program knows {newest}");
        return Err(StoreError::new(Code::NewerSchema, cause));
    };
    if step.checksum() == checksum {
        return Ok(());
    }
    let cause = format!("step {number} was applied from another text");
    Err(StoreError::new(Code::OtherSchema, cause))
}

impl Migration {
    fn checksum(&self) -> String {
        Hash::plain(self.sql.as_bytes()).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{Migration, POSTGRES, SQLITE};

    #[test]
    fn both_databases_take_the_same_steps() {
        let steps = |of: &[Migration]| -> Vec<_> {
            of.iter().map(|step| (step.number, step.name)).collect()
        };
        assert_eq!(steps(SQLITE), steps(POSTGRES));
        for (place, step) in (1..).zip(SQLITE) {
            assert_eq!(step.number, place);
            assert!(
                step.name.starts_with(&format!("{place:04}_")),
                "{}",
                step.name
            );
        }
    }
}
