//! libFuzzer through [`fuzz::correction`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::correction(bytes));
