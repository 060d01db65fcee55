//! Statistical inference on counts and small sums: intervals, exact and asymptotic tests, design-based tests.
//!
//! Everything here is a pure function of numbers; it knows nothing of questionnaires. The same input gives the same
//! bits on every machine: elementary functions come from `libm`, sums run in a fixed order, and the one Monte Carlo
//! routine takes its seed from the caller. Reference values come from R; generators and values are in `tests/reference`.
//!
//! What cannot be computed honestly comes back as a [`Refusal`], never as NaN.

pub mod adjust;
pub mod design;
pub mod difference;
pub mod fisher;
pub mod overlap;
pub mod paired;
pub mod pearson;
pub mod presentation;
pub mod proportion;
pub mod response;
pub mod sample_size;
pub mod special;
pub mod stratified;
pub mod trend;

mod counts;
mod interval;
mod refusal;

pub use counts::{Counts, Share};
pub use interval::{Interval, IntervalMethod};
pub use refusal::{Refusal, classical_allowed};
