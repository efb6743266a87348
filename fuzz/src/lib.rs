//! What the fuzz targets do with their bytes, one function each: any bytes are read or refused, in every form in which a file
//! comes in. The tests run the kept corpus through the same functions.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use freitext::codebook::{Codebook, from_refi, read_foreign};
use freitext::import::{Choices, codebook_in, glance, limesurvey_structure};
use freitext::query::{SideBySide, parse};
use freitext::refi::{read_codebook, read_project};
use freitext::statfile::{Frame, dta, parquet, rds, sav};
use tempfile::{Builder, NamedTempFile};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A text as a query and as a codebook file: understood, and then printed so that it reads back the same, or refused.
pub fn query(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(query) = parse(text, SideBySide::Or) {
        let printed = query.to_string();
        let again = parse(&printed, SideBySide::Or).expect("a printed query is one");
        assert_eq!(again.to_string(), printed);
    }
    let _ = Codebook::read(text, "codebook");
}

/// What a file with answers is; the first byte of an input chooses. `sheet` and `content` are the insides of an `.xlsx` and
/// of an `.ods`: a fuzzer does not find what is packed.
pub const TABLES: &[&str] = &["csv", "txt", "xlsx", "ods", "xls", "sheet", "content"];

/// A file with answers.
pub fn table(bytes: &[u8]) {
    match chosen(bytes, TABLES) {
        Some(("sheet", sheet)) => {
            let (sheet, texts) = parts(sheet).unwrap_or((sheet, b""));
            look(
                "xlsx",
                &packed(&[&WORKBOOK[..], &[(WORKBOOK_SHEET, sheet), (WORKBOOK_TEXTS, texts)]].concat()),
            );
        }
        Some(("content", content)) => {
            let kind = ("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]);
            look(
                "ods",
                &packed(&[
                    kind,
                    ("META-INF/manifest.xml", MANIFEST),
                    ("content.xml", content),
                ]),
            );
        }
        Some((ending, bytes)) => look(ending, bytes),
        None => {}
    }
}

const WORKBOOK_SHEET: &str = "xl/worksheets/sheet1.xml";
const WORKBOOK_TEXTS: &str = "xl/sharedStrings.xml";
const WORKBOOK: [(&str, &[u8]); 3] = [
    (
        "_rels/.rels",
        b"<Relationships><Relationship Id='rId1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' \
        Target='xl/workbook.xml'/></Relationships>",
    ),
    (
        "xl/workbook.xml",
        b"<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>\
        <sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        b"<Relationships><Relationship Id='rId1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' \
        Target='worksheets/sheet1.xml'/></Relationships>",
    ),
];
const MANIFEST: &[u8] =
    b"<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>";

/// An SPSS file. What is read goes out again in every format that this program writes.
pub fn sav(bytes: &[u8]) {
    if let Ok((frame, _)) = sav::read(bytes, None) {
        written(&frame);
    }
}

/// A Stata file; then as [`sav`].
pub fn dta(bytes: &[u8]) {
    if let Ok((frame, _)) = dta::read(bytes) {
        written(&frame);
    }
}

/// A questionnaire of LimeSurvey: alone; with the answers of its archive, which are XML; with any other file as an export.
pub fn limesurvey(bytes: &[u8]) {
    let Some((questionnaire, answers)) = parts(bytes) else {
        let _ = limesurvey_structure(bytes);
        return;
    };
    if answers.starts_with(b"<") {
        let parts = [
            ("survey_1.lss", questionnaire),
            ("survey_1_responses.lsr", answers),
        ];
        look("lsa", &packed(&parts));
        return;
    }
    let beside = kept("lss", questionnaire);
    let choices = Choices {
        structure: Some(beside.path().to_owned()),
        ..Choices::default()
    };
    let _ = glance(kept("csv", answers).path(), &choices, None);
}

/// What a QDA file is; the first byte of an input chooses.
pub const PROJECTS: &[&str] = &["qdpx", "qde", "qdc"];

/// A QDA project or codebook. A fuzzer does not find checksums: `qde` is the inside of a project, put beside one source.
pub fn qda(bytes: &[u8]) {
    let Some((what, bytes)) = chosen(bytes, PROJECTS) else {
        return;
    };
    match what {
        "qdpx" => drop(read_project(Cursor::new(bytes))),
        "qde" => {
            let source = "Straße 😀\nMehr Licht".as_bytes();
            look(
                "qdpx",
                &packed(&[("project.qde", bytes), ("sources/a.txt", source)]),
            );
        }
        _ => {
            if let Ok(codebook) = read_codebook(bytes) {
                let _ = from_refi(&codebook);
            }
        }
    }
}

/// Endings of dictionaries and codebooks; the first byte of an input chooses one.
pub const CODEBOOKS: &[&str] = &["yml", "dic", "cat", "lc3", "ykd", "qdc", "csv"];

/// A dictionary or codebook of another program: what is read is a codebook that reads back.
pub fn dictionary(bytes: &[u8]) {
    let Some((ending, bytes)) = chosen(bytes, CODEBOOKS) else {
        return;
    };
    let name = format!("a.{ending}");
    let read = match ending {
        "csv" => codebook_in(bytes.to_vec(), &name),
        _ => read_foreign(bytes, &name),
    };
    if let Ok((codebook, _)) = read {
        let written = codebook.to_toml();
        Codebook::read(&written, "a").expect("what was read is written as a codebook");
    }
}

/// What stands between the two parts of an input.
const BETWEEN: &[u8] = b"\0\0";

fn parts(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = bytes.windows(BETWEEN.len()).position(|piece| piece == BETWEEN)?;
    Some((&bytes[..at], &bytes[at + BETWEEN.len()..]))
}

fn chosen<'a, 'b>(bytes: &'a [u8], among: &[&'b str]) -> Option<(&'b str, &'a [u8])> {
    let (first, bytes) = bytes.split_first()?;
    Some((among[usize::from(*first) % among.len()], bytes))
}

/// What the program shows of a file before it takes it.
fn look(ending: &str, bytes: &[u8]) {
    let _ = glance(kept(ending, bytes).path(), &Choices::default(), None);
}

/// A file, in memory where the system has a place for that.
fn kept(ending: &str, bytes: &[u8]) -> NamedTempFile {
    let shared = PathBuf::from("/dev/shm");
    let folder = if shared.is_dir() {
        shared
    } else {
        std::env::temp_dir()
    };
    let suffix = format!(".{ending}");
    let mut file = Builder::new().suffix(&suffix).tempfile_in(folder).unwrap();
    file.write_all(bytes).unwrap();
    file
}

fn written(frame: &Frame) {
    // A study always has variables; SPSS has no file without any.
    if frame.columns.is_empty() {
        return;
    }
    let mut out = Vec::new();
    let moment = "2026-01-01T00:00:00".parse().unwrap();
    if sav::write(frame, moment, &mut out).is_ok() {
        sav::read(&out, None).expect("what is written for SPSS is read");
    }
    out.clear();
    if dta::write(frame, &mut out, Some(moment)).is_ok() {
        dta::read(&out).expect("what is written for Stata is read");
    }
    let _ = rds::write(frame, &mut std::io::sink());
    let _ = parquet::write(frame, &mut std::io::sink());
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
