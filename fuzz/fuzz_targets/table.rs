//! Any bytes as a file with answers (CSV, spreadsheets): recognised or refused. The first byte chooses the ending.

#![no_main]

use std::io::Write;

use freitext::import::{Choices, glance};
use libfuzzer_sys::fuzz_target;

const ENDINGS: [&str; 4] = [".csv", ".txt", ".xlsx", ".ods"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    let ending = ENDINGS[usize::from(*first) % ENDINGS.len()];
    let mut file = tempfile::Builder::new().suffix(ending).tempfile_in("/dev/shm").unwrap();
    file.write_all(bytes).unwrap();
    let _ = glance(file.path(), &Choices::default(), None);
});
