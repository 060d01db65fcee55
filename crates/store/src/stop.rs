//! Whether the writer may still write, and why not.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::{Code, StoreError};

/// Whether and why writing has stopped.
#[derive(Debug, Default)]
pub(crate) struct Stop {
    stopped: AtomicBool,
    why: Mutex<Option<StoreError>>,
}

impl Stop {
    pub(crate) fn set(&self, why: StoreError) {
        *self.why.lock().unwrap_or_else(PoisonError::into_inner) = Some(why);
        self.stopped.store(true, Ordering::SeqCst);
    }

    /// Why writing has stopped, if it has.
    pub(crate) fn why(&self) -> Option<StoreError> {
        let why = self.why.lock().unwrap_or_else(PoisonError::into_inner);
        why.clone()
    }

    pub(crate) fn error(&self) -> StoreError {
        let cause = self
            .why()
            .map_or("the store is closed".to_owned(), |why| why.to_string());
        StoreError::new(Code::Stopped, cause)
    }
}

/// Says that writing has stopped when the writer's thread breaks off: then the process must end, as after any fatal error.
pub(crate) struct Guard(pub(crate) Arc<Stop>);

impl Drop for Guard {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0
                .set(StoreError::new(Code::Broken, "the writer broke off"));
        }
    }
}
