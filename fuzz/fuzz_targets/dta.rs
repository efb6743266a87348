//! Any bytes as a Stata file: read or refused.

#![no_main]

use freitext::statfile::dta;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = dta::read(bytes);
});
