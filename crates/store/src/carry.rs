//! Carries every row from one database into an empty one of the same version, between SQLite and PostgreSQL in either direction:
//! how a backup is made of a server on PostgreSQL, and how one is restored there.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use ledger::moment::Moment;

use crate::engine::sqlite::{self, Folder};
use crate::engine::{Database, Engine, Purpose, Row, Sight, Value, values};
use crate::error::{Code, StoreError};
use crate::schema;

/// Rows read and written at a time.
const CHUNK: usize = 1_000;

/// A table by its columns; both databases have the same ones.
struct Table {
    name: String,
    columns: Vec<String>,
    /// Places among the columns, in the order of the primary key.
    key: Vec<usize>,
}

impl Table {
    /// Every table of a SQLite database but the one that tells its version; whoever is referred to comes first.
    fn all(sqlite: &mut dyn Engine) -> Result<Vec<Self>, StoreError> {
        let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migration' \
                   ORDER BY name <> 'person', name";
        let rows = sqlite.query(sql, &[])?;
        rows.iter()
            .map(|row| Self::known(sqlite, row.get(0)?))
            .collect()
    }

    fn known(sqlite: &mut dyn Engine, name: String) -> Result<Self, StoreError> {
        let sql = "SELECT name, pk FROM pragma_table_info($1) ORDER BY cid";
        let rows = sqlite.query(sql, values![name.as_str()])?;
        let mut columns = Vec::new();
        let mut key = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            columns.push(row.get::<String>(0)?);
            let place: u64 = row.get(1)?;
            if place > 0 {
                key.push((place, at));
            }
        }
        key.sort_unstable();
        Ok(Self {
            name,
            columns,
            key: key.into_iter().map(|(_, at)| at).collect(),
        })
    }

    /// Rows that follow a key, or the first ones.
    fn reading(&self, follows: bool) -> String {
        let key: Vec<&str> = self.key_columns().collect();
        let key = key.join(", ");
        let places = placeholders(self.key.len());
        let after = match follows {
            true => format!("WHERE ({key}) > ({places}) "),
            false => String::new(),
        };
        let (columns, name) = (self.columns.join(", "), &self.name);
        format!("SELECT {columns} FROM {name} {after}ORDER BY {key} LIMIT {CHUNK}")
    }

    fn key_columns(&self) -> impl Iterator<Item = &str> {
        let columns = self.key.iter().filter_map(|at| self.columns.get(*at));
        columns.map(String::as_str)
    }

    fn writing(&self) -> String {
        let (columns, places) = (self.columns.join(", "), placeholders(self.columns.len()));
        format!("INSERT INTO {} ({columns}) VALUES ({places})", self.name)
    }

    fn carry(&self, from: &mut dyn Engine, to: &mut dyn Engine) -> Result<(), StoreError> {
        let writing = self.writing();
        let mut rows = from.query(&self.reading(false), &[])?;
        let following = self.reading(true);
        while let Some(last) = rows.last() {
            let key = self.key_of(last);
            for row in &rows {
                to.execute(&writing, &row.0)?;
            }
            if rows.len() < CHUNK {
                break;
            }
            rows = from.query(&following, &key)?;
        }
        Ok(())
    }

    fn key_of(&self, row: &Row) -> Vec<Value> {
        let values = self.key.iter().filter_map(|at| row.0.get(*at));
        values.cloned().collect()
    }
}

fn placeholders(count: usize) -> String {
    let places: Vec<String> = (1..=count).map(|place| format!("${place}")).collect();
    places.join(", ")
}

/// Copies a database as it is at one moment into a SQLite file, without some tables' rows.
///
/// # Errors
/// [`Code::OlderSchema`] and the like, or as the databases and the disk have it.
pub(crate) fn gather(
    from: &dyn Database,
    to: &Path,
    without: &[&str],
    now: Moment,
) -> Result<(), StoreError> {
    schema::current(from)?;
    let folder = to.with_extension("gathered");
    gathered(from, &folder, without, now)?;
    // Into one file, without the log beside it.
    sqlite::copy(&folder.join(sqlite::FILE), to, &[])?;
    Ok(fs::remove_dir_all(&folder)?)
}

fn gathered(
    from: &dyn Database,
    folder: &Path,
    without: &[&str],
    now: Moment,
) -> Result<(), StoreError> {
    let made = Folder::open(folder)?;
    schema::migrate(&made, now)?;
    let (mut reader, mut writer) = (from.reader()?, made.writer()?);
    reader.begin(Purpose::Read)?;
    reader.see(&Sight::All)?;
    writer.begin(Purpose::Write)?;
    let tables = Table::all(writer.as_mut())?.into_iter();
    for table in tables.filter(|table| !without.contains(&table.name.as_str())) {
        table.carry(reader.as_mut(), writer.as_mut())?;
    }
    // Before the file is synced, which may take longer than a server lets a transaction stand idle.
    reader.rollback()?;
    writer.commit()
}

/// Refuses a database that holds a server's data, and changes nothing.
///
/// # Errors
/// [`Code::Exists`], or as the database has it.
pub(crate) fn empty(database: &dyn Database) -> Result<(), StoreError> {
    match schema::begun(database)? {
        false => Ok(()),
        true => Err(StoreError::new(
            Code::Exists,
            "the database holds a server's data already",
        )),
    }
}

/// Fills an empty database with all that a data folder's has, all of it or nothing.
///
/// # Errors
/// [`Code::Exists`] where it holds a server's data already; or as the databases have it.
pub(crate) fn hand_over(folder: &Path, to: &dyn Database, now: Moment) -> Result<(), StoreError> {
    empty(to)?;
    schema::migrate(to, now)?;
    let from = Folder::beside(folder)?;
    let (mut reader, mut writer) = (from.reader()?, to.writer()?);
    reader.begin(Purpose::Read)?;
    writer.begin(Purpose::Write)?;
    writer.see(&Sight::All)?;
    for table in Table::all(reader.as_mut())? {
        table.carry(reader.as_mut(), writer.as_mut())?;
    }
    writer.commit()?;
    reader.rollback()
}

/// Takes away what a data folder had of a database that went elsewhere.
///
/// # Errors
/// [`Code::Disk`].
pub(crate) fn vacate(folder: &Path) -> Result<(), StoreError> {
    for name in sqlite::FILES {
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "tests/carry.rs"]
mod tests;
