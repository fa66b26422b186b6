//! libFuzzer's way into the target `raw_http`; the law is in the library.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fuzz::raw_http::check(input));
