//! Any text as a query and as a codebook file: understood, and then printed so that it reads back the same, or refused.

#![no_main]

use freitext::codebook::Codebook;
use freitext::query::{SideBySide, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(query) = parse(text, SideBySide::Or) {
        let printed = query.to_string();
        let again = parse(&printed, SideBySide::Or).expect("a printed query is one");
        assert_eq!(again.to_string(), printed);
    }
    let _ = Codebook::read(text, "codebook");
});
