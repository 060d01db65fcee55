//! libFuzzer through [`fuzz::sheet_xlsx`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::sheet_xlsx(bytes));
