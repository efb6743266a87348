//! Any bytes as a dictionary or codebook of another program: read or refused; what is read is a codebook that reads back.
//! The first byte chooses the ending.

#![no_main]

use freitext::codebook::{Codebook, read_foreign};
use libfuzzer_sys::fuzz_target;

const ENDINGS: [&str; 6] = ["yml", "dic", "cat", "lc3", "ykd", "qdc"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    let ending = ENDINGS[usize::from(*first) % ENDINGS.len()];
    if let Ok((codebook, _)) = read_foreign(bytes, &format!("a.{ending}")) {
        let written = codebook.to_toml();
        Codebook::read(&written, "a").expect("what was read is written as a codebook");
    }
});
