//! Connections for reading, opened when first needed and kept.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::engine::{Database, Engine};
use crate::error::StoreError;

/// Idle connections, and how many are out.
#[derive(Default)]
struct Idle {
    engines: Vec<Box<dyn Engine>>,
    out: usize,
}

/// At most so many connections at once; who comes later waits.
pub(crate) struct Pool {
    idle: Mutex<Idle>,
    returned: Condvar,
    limit: usize,
}

impl Pool {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            idle: Mutex::default(),
            returned: Condvar::new(),
            limit: limit.max(1),
        }
    }

    /// Lends a connection. One that failed, or whose user panicked, is not taken back.
    pub(crate) fn with<T>(
        &self,
        database: &dyn Database,
        run: impl FnOnce(&mut dyn Engine) -> (T, bool),
    ) -> Result<T, StoreError> {
        let idle = self.take();
        let mut loan = Loan {
            pool: self,
            engine: None,
        };
        let mut engine = match idle {
            Some(engine) => engine,
            None => database.reader()?,
        };
        let (answer, sound) = run(engine.as_mut());
        if sound {
            loan.engine = Some(engine);
        }
        Ok(answer)
    }

    fn lock(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place among the connections, with an idle one if there is one.
    fn take(&self) -> Option<Box<dyn Engine>> {
        let all_out = |idle: &mut Idle| idle.out >= self.limit;
        let mut idle = self
            .returned
            .wait_while(self.lock(), all_out)
            .unwrap_or_else(PoisonError::into_inner);
        idle.out += 1;
        idle.engines.pop()
    }
}

/// A place among the connections; given back when dropped, in a panic too.
struct Loan<'a> {
    pool: &'a Pool,
    engine: Option<Box<dyn Engine>>,
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let mut idle = self.pool.lock();
        idle.out -= 1;
        idle.engines.extend(self.engine.take());
        drop(idle);
        self.pool.returned.notify_one();
    }
}
