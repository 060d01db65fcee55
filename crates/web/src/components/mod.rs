//! Pieces that several pages show: typed arguments in, HTML out.

pub mod table;
