//! An engine that works until a set operation and then never again, like a disk that dies: for tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use ledger::moment::Moment;

use super::{Database, Engine, Purpose, Row, Sight, Value};
use crate::error::{Code, StoreError};
use crate::schema::Migration;

/// How many operations of writers still work, and how the next fails.
#[derive(Debug, Clone)]
pub struct Fuse {
    left: Arc<AtomicI64>,
    code: Code,
}

impl Fuse {
    /// Works without end until [`Fuse::set`].
    #[must_use]
    pub fn new(code: Code) -> Self {
        let left = Arc::new(AtomicI64::new(i64::MAX));
        Self { left, code }
    }

    /// Lets so many operations work from here on.
    pub fn set(&self, operations: i64) {
        self.left.store(operations, Ordering::SeqCst);
    }

    /// Whether an operation has failed.
    #[must_use]
    pub fn is_blown(&self) -> bool {
        self.left.load(Ordering::SeqCst) < 0
    }

    fn burn(&self) -> Result<(), StoreError> {
        if self.left.fetch_sub(1, Ordering::SeqCst) <= 0 {
            return Err(StoreError::new(self.code, "the fuse is blown"));
        }
        Ok(())
    }
}

/// A database whose writers share a fuse.
pub struct FailingDatabase<D> {
    /// The one that works.
    pub inner: D,
    /// When it stops.
    pub fuse: Fuse,
}

struct Failing {
    inner: Box<dyn Engine>,
    fuse: Fuse,
}

impl<D: Database> Database for FailingDatabase<D> {
    fn migrations(&self) -> &'static [Migration] {
        self.inner.migrations()
    }

    fn owner(&self) -> Result<Box<dyn Engine>, StoreError> {
        let (inner, fuse) = (self.inner.owner()?, self.fuse.clone());
        Ok(Box::new(Failing { inner, fuse }))
    }

    fn writer(&self) -> Result<Box<dyn Engine>, StoreError> {
        let (inner, fuse) = (self.inner.writer()?, self.fuse.clone());
        Ok(Box::new(Failing { inner, fuse }))
    }

    fn reader(&self) -> Result<Box<dyn Engine>, StoreError> {
        self.inner.reader()
    }
}

impl Engine for Failing {
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        self.fuse.burn()?;
        self.inner.execute(sql, values)
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.fuse.burn()?;
        self.inner.query(sql, values)
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.fuse.burn()?;
        self.inner.script(sql)
    }

    fn begin(&mut self, purpose: Purpose) -> Result<(), StoreError> {
        self.fuse.burn()?;
        self.inner.begin(purpose)
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.fuse.burn()?;
        self.inner.commit()
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        self.fuse.burn()?;
        self.inner.rollback()
    }

    fn see(&mut self, sight: &Sight) -> Result<(), StoreError> {
        self.fuse.burn()?;
        self.inner.see(sight)
    }

    fn lock_row(&self) -> &'static str {
        self.inner.lock_row()
    }

    fn clock(&mut self) -> Result<Option<Moment>, StoreError> {
        self.inner.clock()
    }
}
