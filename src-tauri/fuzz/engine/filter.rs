//! libFuzzer's way into the target `filter`; the law is in the library.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fuzz::filter::check(input));
