//! Readers: from bytes to sheets, mappings and answers, told by small files written out here.

mod imports;
mod sheets;
mod show;
mod simulated;
mod study;
mod workbooks;
