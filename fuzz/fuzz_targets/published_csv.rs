//! libFuzzer through [`fuzz::published_csv`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::published_csv(bytes));
