//! libFuzzer through [`fuzz::mapping`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::mapping(bytes));
