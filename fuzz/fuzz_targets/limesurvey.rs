//! Any bytes as a questionnaire of LimeSurvey, or as the answers of an archive: read or refused.

#![no_main]

use std::io::{Cursor, Write};

use freitext::import::{Choices, glance, limesurvey_structure};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What stands between the two parts of an input: questionnaire and answers.
const BETWEEN: &[u8] = b"\0\0";

fn archive(lss: &[u8], lsr: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in [("survey_1.lss", lss), ("survey_1_responses.lsr", lsr)] {
        writer.start_file(name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let at = bytes.windows(BETWEEN.len()).position(|piece| piece == BETWEEN);
    let Some(at) = at else {
        let _ = limesurvey_structure(bytes);
        return;
    };
    let mut file = tempfile::Builder::new().suffix(".lsa").tempfile_in("/dev/shm").unwrap();
    let packed = archive(&bytes[..at], &bytes[at + BETWEEN.len()..]);
    file.write_all(&packed).unwrap();
    let _ = glance(file.path(), &Choices::default(), None);
});
