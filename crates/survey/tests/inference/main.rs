//! Inference against values computed by R, and against laws that hold for every input.

mod classical;
mod design;
mod design_laws;
mod laws;
mod more;
mod reference;
mod simulation;
mod strata;
