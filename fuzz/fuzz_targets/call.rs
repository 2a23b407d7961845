#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile_bytes::check("call", bytes));
