//! An engine that works until a set operation and then never again, like a disk that dies: for tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use std::path::Path;

use ledger::moment::Moment;

use super::{Database, Engine, Purpose, Row, Sight, Value};
use crate::error::{Code, StoreError};
use crate::schema::Migration;

/// How many operations of writers still work, and how the next fails.
#[derive(Debug, Clone)]
pub struct Fuse {
    left: Arc<AtomicI64>,
    /// With what it fails.
    code: Code,
    /// Whether everything after it fails too, or only one operation.
    for_good: bool,
    /// Whether the operation is done before it is said to have failed.
    after_the_fact: bool,
    /// Whether only commits count, and fail.
    only_commits: bool,
}

impl Fuse {
    /// Works without end until [`Fuse::set`]; then fails for good, before doing anything.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self {
            left: Arc::new(AtomicI64::new(i64::MAX)),
            code,
            for_good: true,
            after_the_fact: false,
            only_commits: false,
        }
    }

    /// Only one operation fails; those after it work.
    #[must_use]
    pub fn once(self) -> Self {
        Self {
            for_good: false,
            ..self
        }
    }

    /// The operation is done before it is said to have failed.
    #[must_use]
    pub fn after_the_fact(self) -> Self {
        Self {
            after_the_fact: true,
            ..self
        }
    }

    /// Only commits count, and fail.
    #[must_use]
    pub fn in_commits(self) -> Self {
        Self {
            only_commits: true,
            ..self
        }
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

    fn outside_commits<T>(
        &self,
        run: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if self.only_commits {
            return run();
        }
        self.through(run)
    }

    fn through<T>(&self, run: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        let left = self.left.fetch_sub(1, Ordering::SeqCst);
        let fails = left == 0 || (left < 0 && self.for_good);
        if !fails {
            return run();
        }
        if self.after_the_fact {
            run()?;
        }
        Err(StoreError::new(self.code, "the fuse is blown"))
    }
}

/// A database whose writers share a fuse.
pub struct FailingDatabase {
    /// The one that works.
    pub inner: Box<dyn Database>,
    /// When it stops.
    pub fuse: Fuse,
}

struct Failing {
    inner: Box<dyn Engine>,
    fuse: Fuse,
}

impl Database for FailingDatabase {
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

    fn grant(&self, owner: &mut dyn Engine) -> Result<(), StoreError> {
        self.inner.grant(owner)
    }

    fn copy(&self, to: &Path, without: &[&str], now: Moment) -> Result<(), StoreError> {
        self.inner.copy(to, without, now)
    }
}

impl Engine for Failing {
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let inner = &mut self.inner;
        self.fuse.outside_commits(|| inner.execute(sql, values))
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let inner = &mut self.inner;
        self.fuse.outside_commits(|| inner.query(sql, values))
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        let inner = &mut self.inner;
        self.fuse.outside_commits(|| inner.script(sql))
    }

    fn begin(&mut self, purpose: Purpose) -> Result<(), StoreError> {
        let inner = &mut self.inner;
        self.fuse.outside_commits(|| inner.begin(purpose))
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        let inner = &mut self.inner;
        self.fuse.through(|| inner.commit())
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        let inner = &mut self.inner;
        self.fuse.outside_commits(|| inner.rollback())
    }

    fn forget(&mut self) -> Result<bool, StoreError> {
        self.inner.forget()
    }

    fn see(&mut self, sight: &Sight) -> Result<(), StoreError> {
        let inner = &mut self.inner;
        self.fuse.outside_commits(|| inner.see(sight))
    }

    fn lock_row(&self) -> &'static str {
        self.inner.lock_row()
    }

    fn clock(&mut self) -> Result<Option<Moment>, StoreError> {
        let inner = &mut self.inner;
        self.fuse.outside_commits(|| inner.clock())
    }
}
