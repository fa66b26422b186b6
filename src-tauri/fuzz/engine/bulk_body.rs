//! libFuzzer's way into the target `bulk_body`; the law is in the library.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fuzz::bulk_body::check(input));
