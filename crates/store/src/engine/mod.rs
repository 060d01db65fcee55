//! The narrow waist: one connection to one SQL database. Everything above is written once, in one dialect with `$1` placeholders.

#[cfg(any(test, feature = "testing"))]
pub mod failing;
pub mod postgres;
pub mod sqlite;

use std::path::Path;

use ledger::bytes::Canonical;
use ledger::id::OrganisationId;
use ledger::moment::Moment;

use crate::error::StoreError;

/// A value of a column. No other types are used, so that both databases agree on every one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number; moments as milliseconds.
    Int(i64),
    /// Text, compared byte by byte.
    Text(String),
    /// Bytes: ids, hashes, canonical bytes.
    Blob(Vec<u8>),
}

/// A row of an answer, by the order of its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub Vec<Value>);

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Reading one consistent moment.
    Read,
    /// Writing, alone.
    Write,
}

/// Whose ledgers a transaction may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// All: the writer, proofs, checks, lists of the server itself.
    All,
    /// Those in which one of these organisations has a part.
    Of(Vec<OrganisationId>),
}

/// One connection.
pub trait Engine: Send {
    /// Executes a statement; gives the number of rows changed.
    ///
    /// # Errors
    /// As the database has it.
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError>;

    /// The rows of a query.
    ///
    /// # Errors
    /// As the database has it.
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError>;

    /// Executes several statements without values: migrations, savepoints.
    ///
    /// # Errors
    /// As the database has it.
    fn script(&mut self, sql: &str) -> Result<(), StoreError>;

    /// Begins a transaction.
    ///
    /// # Errors
    /// As the database has it.
    fn begin(&mut self, purpose: Purpose) -> Result<(), StoreError>;

    /// Ends the transaction; when this returns, what it wrote is on disk.
    ///
    /// # Errors
    /// As the database has it. What was written may or may not be there then.
    fn commit(&mut self) -> Result<(), StoreError>;

    /// After a commit that erased something: lets nothing of it stand in files beside the tables. Says whether that was possible now.
    ///
    /// # Errors
    /// As the database has it.
    fn forget(&mut self) -> Result<bool, StoreError> {
        Ok(true)
    }

    /// What the database finds wrong with its own files, where it can be asked.
    ///
    /// # Errors
    /// As the database has it.
    fn complaints(&mut self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }

    /// Undoes the transaction, if there is one.
    ///
    /// # Errors
    /// As the database has it.
    fn rollback(&mut self) -> Result<(), StoreError>;

    /// Restricts what the transaction sees, where the database itself can.
    ///
    /// # Errors
    /// As the database has it.
    fn see(&mut self, sight: &Sight) -> Result<(), StoreError>;

    /// What stands after a `SELECT` that must lock its row against other writers.
    fn lock_row(&self) -> &'static str;

    /// The database's own clock, where it has one that all writers share.
    ///
    /// # Errors
    /// As the database has it.
    fn clock(&mut self) -> Result<Option<Moment>, StoreError>;
}

/// Where connections come from.
pub trait Database: Send + Sync {
    /// The files that make the schema.
    fn migrations(&self) -> &'static [crate::schema::Migration];

    /// A connection that may change the schema.
    ///
    /// # Errors
    /// When there is none to be had.
    fn owner(&self) -> Result<Box<dyn Engine>, StoreError>;

    /// A connection for the one writer of this process.
    ///
    /// # Errors
    /// When there is none to be had.
    fn writer(&self) -> Result<Box<dyn Engine>, StoreError>;

    /// A connection for reading.
    ///
    /// # Errors
    /// When there is none to be had.
    fn reader(&self) -> Result<Box<dyn Engine>, StoreError>;

    /// Lets the role that works do its work, where it is another than the owner's.
    ///
    /// # Errors
    /// As the database has it.
    fn grant(&self, owner: &mut dyn Engine) -> Result<(), StoreError> {
        let _ = owner;
        Ok(())
    }

    /// Copies everything as it is at one moment into a SQLite file that is not there yet, without the rows of some tables.
    ///
    /// # Errors
    /// As the database and the disk have it.
    fn copy(&self, to: &Path, without: &[&str], now: Moment) -> Result<(), StoreError>;
}

macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::engine::Value::from($value)),*] };
}
pub(crate) use values;

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

/// Counts beyond what a column holds do not occur: nothing is appended 2^63 times.
impl From<u64> for Value {
    fn from(value: u64) -> Self {
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(value.into())
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(value)
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(value: [u8; N]) -> Self {
        Self::Blob(value.to_vec())
    }
}

impl From<Moment> for Value {
    fn from(value: Moment) -> Self {
        Self::Int(value.millis())
    }
}

macro_rules! value_of_canonical {
    ($($name:ty),*) => {$(
        impl From<$name> for Value {
            fn from(value: $name) -> Self {
                Self::Blob(value.to_bytes())
            }
        }
    )*};
}

value_of_canonical!(
    ledger::hash::Hash,
    ledger::id::LedgerId,
    ledger::id::PersonId,
    ledger::id::OrganisationId,
    ledger::id::ServerId,
    ledger::id::CredentialId,
    ledger::id::LinkId,
    ledger::id::TokenId
);

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A value that a column can be read as.
pub trait Column: Sized {
    /// The value; none where the column holds something else.
    fn of(value: &Value) -> Option<Self>;
}

impl Column for i64 {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Int(value) => Some(*value),
            _ => None,
        }
    }
}

impl Column for u64 {
    fn of(value: &Value) -> Option<Self> {
        i64::of(value).and_then(|value| Self::try_from(value).ok())
    }
}

impl Column for u32 {
    fn of(value: &Value) -> Option<Self> {
        i64::of(value).and_then(|value| Self::try_from(value).ok())
    }
}

impl Column for String {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Text(value) => Some(value.clone()),
            _ => None,
        }
    }
}

impl Column for Vec<u8> {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Blob(value) => Some(value.clone()),
            _ => None,
        }
    }
}

impl<const N: usize> Column for [u8; N] {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Blob(value) => value.as_slice().try_into().ok(),
            _ => None,
        }
    }
}

impl Column for Moment {
    fn of(value: &Value) -> Option<Self> {
        i64::of(value).and_then(Self::from_millis)
    }
}

macro_rules! column_of_canonical {
    ($($name:ty),*) => {$(
        impl Column for $name {
            fn of(value: &Value) -> Option<Self> {
                match value {
                    Value::Blob(value) => Self::from_bytes(value).ok(),
                    _ => None,
                }
            }
        }
    )*};
}

column_of_canonical!(
    ledger::hash::Hash,
    ledger::id::LedgerId,
    ledger::id::PersonId,
    ledger::id::OrganisationId,
    ledger::id::ServerId,
    ledger::id::CredentialId,
    ledger::id::LinkId,
    ledger::id::TokenId
);

impl<T: Column> Column for Option<T> {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::of(value).map(Some),
        }
    }
}

impl Row {
    /// The value of a column.
    ///
    /// # Errors
    /// Damaged, when it is of another type.
    pub fn get<T: Column>(&self, at: usize) -> Result<T, StoreError> {
        let value = self.0.get(at).and_then(T::of);
        value.ok_or_else(|| StoreError::damaged(format!("column {at} is of another type")))
    }
}
