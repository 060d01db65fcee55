//! SQLite in a data folder: write-ahead log, full sync, one process.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ledger::moment::Moment;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement, ToSql};

use super::{Database, Engine, Purpose, Row, Sight, Value};
use crate::error::{Code, StoreError};
use crate::schema::{Migration, SQLITE};

/// The database's name in the data folder.
pub const FILE: &str = "torikime.sqlite";
/// The file whose lock says that a process writes here.
const LOCK: &str = "torikime.lock";
/// Statements kept prepared on each connection.
const STATEMENTS: usize = 200;
/// Kilobytes of pages the writer keeps in memory: ids are random, so every batch touches pages all over the indexes.
const WRITER_CACHE: i64 = 65_536;
/// Pages of the log after which it is taken over into the database: 16 MB. A page written by many batches is taken over once.
const LOG: u64 = 4_000;

/// Every file of the database, for taking it away where it went elsewhere.
pub(crate) const FILES: [&str; 4] = [FILE, "torikime.sqlite-wal", "torikime.sqlite-shm", LOCK];

/// A data folder, locked for this process.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Held, never read: the lock ends with it. None beside a server, which holds it.
    _lock: Option<File>,
}

impl Folder {
    /// Makes the folder if need be, readable by nobody else, and locks it.
    ///
    /// # Errors
    /// [`Code::Locked`] when another process has it; [`Code::Disk`] when it cannot be made.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
        let lock = private_file(&path.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let cause = format!("{} is open in another process", path.display());
                return Err(StoreError::new(Code::Locked, cause));
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        // Made before SQLite makes it: the log and the index beside it take over its mode.
        private_file(&path.join(FILE))?;
        File::open(path)?.sync_all()?;
        Ok(Self {
            path: path.to_owned(),
            _lock: Some(lock),
        })
    }

    /// A folder that is there already, without its lock: for an operator's command beside the server.
    ///
    /// # Errors
    /// [`Code::Disk`] when there is no database in it.
    pub fn beside(path: &Path) -> Result<Self, StoreError> {
        let file = path.join(FILE);
        if !file.is_file() {
            let cause = format!("there is no {}", file.display());
            return Err(StoreError::new(Code::Disk, cause));
        }
        Ok(Self {
            path: path.to_owned(),
            _lock: None,
        })
    }

    /// Whether a server has the folder open.
    ///
    /// # Errors
    /// [`Code::Disk`] when the lock cannot be asked.
    pub fn is_served(path: &Path) -> Result<bool, StoreError> {
        let Ok(lock) = File::open(path.join(LOCK)) else {
            return Ok(false);
        };
        match lock.try_lock_shared() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    fn connect(&self, flags: OpenFlags) -> Result<Sqlite, StoreError> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(self.path.join(FILE), flags)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        let engine = Sqlite { connection };
        engine.prepare()?;
        Ok(engine)
    }
}

/// Copies a database as it is at one moment, while others write it; the copy lacks the rows of some tables, and every trace of them.
///
/// # Errors
/// As the database has it, and when the copy exists.
pub fn copy(from: &Path, to: &Path, without: &[&str]) -> Result<(), StoreError> {
    let whole = to.with_extension("whole");
    private_file(&whole)?;
    private_file(to)?;
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    source.busy_timeout(Duration::from_secs(10))?;
    vacuum_into(&source, &whole)?;
    let copied = Connection::open_with_flags(&whole, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    for table in without {
        copied.execute_batch(&format!("DELETE FROM {table}"))?;
    }
    // Deleted rows stay in free pages; a second copy has none.
    vacuum_into(&copied, to)?;
    drop(copied);
    fs::remove_file(&whole)?;
    File::open(to)?.sync_all()?;
    Ok(())
}

/// Writes a fresh database into an empty file.
fn vacuum_into(connection: &Connection, to: &Path) -> Result<(), StoreError> {
    let name = to.to_string_lossy();
    connection.execute("VACUUM INTO ?1", [name.as_ref()])?;
    Ok(())
}

/// Opens a file that only its owner may read, and makes it if need be.
fn private_file(path: &Path) -> Result<File, StoreError> {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)?;
    file.set_permissions(fs::Permissions::from_mode(0o600))?;
    Ok(file)
}

impl Database for Folder {
    fn migrations(&self) -> &'static [Migration] {
        SQLITE
    }

    fn owner(&self) -> Result<Box<dyn Engine>, StoreError> {
        self.writer()
    }

    fn writer(&self) -> Result<Box<dyn Engine>, StoreError> {
        let engine = self.connect(OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let connection = &engine.connection;
        connection.pragma_update(None, "cache_size", -WRITER_CACHE)?;
        // The pragma answers with what it is now.
        connection.query_row(
            &format!("PRAGMA wal_autocheckpoint = {LOG}"),
            (),
            |_| Ok(()),
        )?;
        Ok(Box::new(engine))
    }

    fn reader(&self) -> Result<Box<dyn Engine>, StoreError> {
        let engine = self.connect(OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        engine.connection.pragma_update(None, "query_only", true)?;
        Ok(Box::new(engine))
    }

    fn copy(&self, to: &Path, without: &[&str], _now: Moment) -> Result<(), StoreError> {
        copy(&self.path.join(FILE), to, without)
    }
}

/// A connection to the folder's database.
pub struct Sqlite {
    connection: Connection,
}

impl Sqlite {
    /// Sets what acknowledging needs, and reads it back: a setting that did not take is an error, not a hope.
    fn prepare(&self) -> Result<(), StoreError> {
        let settings = [
            ("journal_mode", "wal", "wal"),
            ("synchronous", "full", "2"),
            ("fullfsync", "on", "1"),
            ("checkpoint_fullfsync", "on", "1"),
            ("foreign_keys", "on", "1"),
            ("trusted_schema", "off", "0"),
            // What is deleted is overwritten: erasing is not only forgetting where it stood.
            ("secure_delete", "on", "1"),
        ];
        for (name, set, wanted) in settings {
            self.connection
                .pragma_update_and_check(None, name, set, |_| Ok(()))
                .or_else(nothing_answered)?;
            let is: rusqlite::types::Value =
                self.connection
                    .pragma_query_value(None, name, |row| row.get(0))?;
            let is = match is {
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Text(text) => text,
                _ => String::new(),
            };
            if is != wanted {
                let cause = format!("{name} is {is}, not {wanted}");
                return Err(StoreError::new(Code::Unsafe, cause));
            }
        }
        Ok(())
    }
}

/// Most settings answer nothing when they are set.
fn nothing_answered(error: rusqlite::Error) -> Result<(), rusqlite::Error> {
    match error {
        rusqlite::Error::QueryReturnedNoRows => Ok(()),
        error => Err(error),
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let code = match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Code::DiskFull,
            Some(ErrorCode::ConstraintViolation) => Code::Conflict,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Code::Damaged,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Code::Busy,
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::FileLockingProtocolFailed
                | ErrorCode::OutOfMemory,
            ) => Code::Disk,
            _ => Code::Statement,
        };
        let extended = error.sqlite_error().map_or(0, |error| error.extended_code);
        Self::new(code, format!("{error} (SQLite {extended})"))
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Blob(value) => ValueRef::Blob(value),
        }))
    }
}

/// SQLite takes `$1` for a name and numbers names by their first appearance; they are bound by name therefore.
const NAMES: [&str; 16] = [
    "$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14", "$15",
    "$16",
];

fn bind(statement: &mut Statement<'_>, values: &[Value]) -> Result<(), StoreError> {
    for (name, value) in NAMES.iter().zip(values) {
        let index = statement
            .parameter_index(name)?
            .ok_or_else(|| StoreError::new(Code::Statement, format!("a statement lacks {name}")))?;
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}

fn read_value(value: ValueRef<'_>) -> Result<Value, StoreError> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Int(value),
        ValueRef::Text(value) => {
            let text = std::str::from_utf8(value);
            Value::Text(
                text.map_err(|_| StoreError::damaged("text is not UTF-8"))?
                    .to_owned(),
            )
        }
        ValueRef::Blob(value) => Value::Blob(value.to_vec()),
        ValueRef::Real(_) => return Err(StoreError::damaged("a number is not whole")),
    })
}

impl Engine for Sqlite {
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, values)?;
        let changed = statement.raw_execute()?;
        Ok(u64::try_from(changed).unwrap_or(u64::MAX))
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, values)?;
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        let mut answer = Vec::new();
        while let Some(row) = rows.next()? {
            let values = (0..columns).map(|at| read_value(row.get_ref(at)?));
            answer.push(Row(values.collect::<Result<_, StoreError>>()?));
        }
        Ok(answer)
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch(sql)?)
    }

    fn begin(&mut self, purpose: Purpose) -> Result<(), StoreError> {
        self.script(match purpose {
            Purpose::Read => "BEGIN",
            Purpose::Write => "BEGIN IMMEDIATE",
        })
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.script("COMMIT")
    }

    fn complaints(&mut self) -> Result<Vec<String>, StoreError> {
        let rows = self.query("PRAGMA integrity_check", &[])?;
        let said = rows.iter().map(|row| row.get(0));
        let mut said = said.collect::<Result<Vec<String>, _>>()?;
        said.retain(|line| line != "ok");
        let dangling = self.query("PRAGMA foreign_key_check", &[])?;
        if !dangling.is_empty() {
            said.push(format!("{} references to nothing", dangling.len()));
        }
        Ok(said)
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        // After some errors SQLite has rolled back by itself.
        if self.connection.is_autocommit() {
            return Ok(());
        }
        self.script("ROLLBACK")
    }

    /// Takes the log over into the database and empties it: it holds pages as they were before.
    fn forget(&mut self) -> Result<bool, StoreError> {
        let busy: i64 =
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get(0))?;
        Ok(busy == 0)
    }

    /// SQLite knows no roles; `Read` holds the line alone.
    fn see(&mut self, _: &Sight) -> Result<(), StoreError> {
        Ok(())
    }

    /// `BEGIN IMMEDIATE` has locked everything.
    fn lock_row(&self) -> &'static str {
        ""
    }

    fn clock(&mut self) -> Result<Option<Moment>, StoreError> {
        Ok(None)
    }
}
