//! libFuzzer through [`fuzz::study_files`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::study_files(bytes));
