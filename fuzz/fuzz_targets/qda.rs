//! Any bytes as a QDA project or codebook, packed and bare: read or refused.

#![no_main]

use std::io::{Cursor, Write};

use freitext::codebook::from_refi;
use freitext::refi::{read_codebook, read_project};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The bytes as the `project.qde` of an archive, beside one source: a fuzzer does not find checksums.
fn packed(qde: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in [("project.qde", qde), ("sources/a.txt", "Straße 😀\nMehr Licht".as_bytes())] {
        writer.start_file(name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    match first % 3 {
        0 => drop(read_project(bytes)),
        1 => drop(read_project(&packed(bytes))),
        _ => {
            if let Ok(codebook) = read_codebook(bytes) {
                let _ = from_refi(&codebook);
            }
        }
    }
});
