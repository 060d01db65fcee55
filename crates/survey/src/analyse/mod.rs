//! Tests on tables counted from answers: the right one is chosen and named, the wrong one refused with the reason.

pub mod pairs;
