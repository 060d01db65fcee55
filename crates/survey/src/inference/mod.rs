//! Statistical inference on counts and small sums: intervals, exact and asymptotic tests, design-based tests.
//!
//! Everything here is a pure function of numbers; it knows nothing of questionnaires. The same input gives the same
//! bits on every machine: elementary functions come from `libm`, sums run in a fixed order, and the one Monte Carlo
//! routine takes its seed from the caller. Reference values come from R; generators and values are in `tests/reference`.
//!
//! | question | unweighted counts | weighted sample |
//! |---|---|---|
//! | how large is a share? | [`proportion`] | [`design::share`], [`design::share_interval`] |
//! | do two shares differ? | [`difference`], [`fisher`] | [`design::difference`] |
//! | do two questions hang together? | [`pearson`], [`fisher::rxc`] | [`design::rao_scott`], [`design::wald`] |
//! | do two groups differ, size held equal? | [`stratified`] | [`design::logistic`] |
//! | does a multiple-answer question differ by group? | | [`design::multiple_answer`] |
//! | two bases that share people? | [`overlap`], [`paired`] | [`design::difference`] |
//! | does a share rise along an order? | [`trend`] | |
//! | how large are a mean, a quantile? | | [`design::mean`], [`design::quantile`] |
//! | what remains after many tests? | [`adjust`] | [`adjust`] |
//! | may it be printed? | [`presentation::of_counts`] | [`presentation::of_design`] |
//! | whom to ask, who answered? | [`sample_size`], [`response`] | |
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
