//! libFuzzer through [`fuzz::sheet_text`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::sheet_text(bytes));
