//! libFuzzer's way into the target `patch_body`; the law is in the library.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fuzz::patch_body::check(input));
