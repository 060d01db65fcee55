//! Published tables as data: which whole numbers of respondents stand behind printed percentages.
//!
//! The idea is that of GRIM (Brown & Heathers 2017) and SPRITE (Heathers, Anaya, van der Zee & Brown 2018), taken
//! jointly over all numbers of a publication as one integer feasibility problem.

mod constraint;
mod contradiction;
mod domain;
mod keys;
mod model;
mod notes;
mod provenance;
mod solve;
mod system;
mod tables;

pub use contradiction::{Contradiction, Said, contradictions};
pub use keys::{BaseKey, CellKey};
pub use model::Origin;
pub use provenance::{Provenance, sources};
pub use solve::{Dropped, Extent, Fit, Solved, SolvedShare, solve};
pub use tables::{table, tables};
