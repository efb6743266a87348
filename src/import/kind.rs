//! What a file is, told by its first bytes and, for archives, by the names inside: a text, a spreadsheet, or something
//! else that is named so that the researcher knows what to do with it.

use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::path::Path;

use super::delimited::unreadable;
use super::encoding::read_up_to;
use super::sheet::damaged;
use crate::problem::{Problem, Result};
use crate::words::Text;

/// Kinds of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Xlsx,
    Xls,
    Ods,
    Sav,
    Dta,
    /// Questionnaire and responses of LimeSurvey.
    Lsa,
    /// Its responses alone.
    Lsr,
    Qdpx,
}

impl Kind {
    /// The usual ending of such files.
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Text => "csv",
            Kind::Xlsx => "xlsx",
            Kind::Xls => "xls",
            Kind::Ods => "ods",
            Kind::Sav => "sav",
            Kind::Dta => "dta",
            Kind::Lsa => "lsa",
            Kind::Lsr => "lsr",
            Kind::Qdpx => "qdpx",
        }
    }
}

/// Bytes at the end of an archive that are searched for names; the directory of an office file is far smaller.
const DIRECTORY: u64 = 256 << 10;

/// First bytes, what such a file is, and whether it is something to be exported from or opened first.
const SIGNATURES: &[(&[u8], &str, &str, Advice)] = &[
    (b"%PDF", "ein PDF", "a PDF", Advice::Export),
    (b"\x89PNG", "ein Bild", "an image", Advice::Export),
    (b"\xff\xd8\xff", "ein Bild", "an image", Advice::Export),
    (b"GIF8", "ein Bild", "an image", Advice::Export),
    (
        b"{\\rtf",
        "ein Textdokument (RTF)",
        "a text document (RTF)",
        Advice::Export,
    ),
    (
        b"\x1c\0\0\0",
        "eine verschlüsselte SPSS-Datei",
        "an encrypted SPSS file",
        Advice::Decrypt,
    ),
    (
        b"ASCII SPSS PORT FILE",
        "eine SPSS-Portable-Datei",
        "an SPSS portable file",
        Advice::Save,
    ),
    (
        b"\0\0\0\0\0\0\0\0\0\0\0\0\xc2\xea\x81\x60",
        "eine SAS-Datei",
        "a SAS file",
        Advice::Save,
    ),
    (b"PAR1", "eine Parquet-Datei", "a Parquet file", Advice::Save),
    (b"RDX", "eine R-Datei", "an R file", Advice::Save),
    (
        b"\x1f\x8b",
        "eine gepackte Datei (gzip) oder eine R-Datei",
        "a packed file (gzip) or an R file",
        Advice::Unpack,
    ),
    (
        b"7z\xbc\xaf",
        "ein Archiv (7z)",
        "an archive (7z)",
        Advice::Unpack,
    ),
    (b"Rar!", "ein Archiv (RAR)", "an archive (RAR)", Advice::Unpack),
    (
        b"SQLite format 3\0",
        "eine Datenbank oder Studiendatei",
        "a database or a study file",
        Advice::Export,
    ),
    (b"<!DOCTYPE", "eine Webseite", "a web page", Advice::Export),
    (b"<!doctype", "eine Webseite", "a web page", Advice::Export),
    (b"<html", "eine Webseite", "a web page", Advice::Export),
    (b"<?xml", "eine XML-Datei", "an XML file", Advice::Export),
    (b"{\"", "eine JSON-Datei", "a JSON file", Advice::Export),
    (b"[{", "eine JSON-Datei", "a JSON file", Advice::Export),
];

/// Names inside a ZIP archive.
const ARCHIVES: &[(&[u8], &str, &str, Advice)] = &[
    (
        b"word/document.xml",
        "ein Word-Dokument",
        "a Word document",
        Advice::Export,
    ),
    (
        b"ppt/presentation.xml",
        "eine Präsentation",
        "a presentation",
        Advice::Export,
    ),
];

#[derive(Debug, Clone, Copy)]
enum Advice {
    Export,
    Save,
    Decrypt,
    Unpack,
}

/// # Errors
/// The file is something that is no table, said with what to do.
pub(super) fn kind(file: &mut File, path: &Path) -> Result<Kind> {
    let mut head = vec![0; 4096];
    let read = read_up_to(file, &mut head)?;
    head.truncate(read);
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return archive(&head, &tail(file)?, path);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0") {
        return compound(file);
    }
    match head[..] {
        [b'$', b'F', b'L', b'2' | b'3', ..] => return Ok(Kind::Sav),
        // Versions 102 to 115: version, order of bytes, 1, anything; from 117 on a tag.
        [102..=115, 1 | 2, 1, 0, ..] => return Ok(Kind::Dta),
        _ if head.starts_with(b"<stata_dta>") => return Ok(Kind::Dta),
        _ => {}
    }
    let text = head.trim_ascii_start();
    if text.starts_with(b"<?xml") && holds(text, b"<LimeSurveyDocType>") {
        return limesurvey(text);
    }
    if holds(text, b"GET DATA") && holds(text, b"/FILE=") {
        return Err(syntax());
    }
    for (signature, de, en, advice) in SIGNATURES {
        if head.starts_with(signature) || text.starts_with(signature) {
            return Err(no_table(de, en, *advice));
        }
    }
    Ok(Kind::Text)
}

/// XML of LimeSurvey says at its beginning what it holds.
fn limesurvey(text: &[u8]) -> Result<Kind> {
    if holds(text, b"<LimeSurveyDocType>Responses<") {
        return Ok(Kind::Lsr);
    }
    if holds(text, b"<LimeSurveyDocType>Survey<") {
        return Err(Problem::input(
            "Die Datei ist der Fragebogen einer LimeSurvey-Befragung; Antworten enthält sie nicht.",
            "The file is the questionnaire of a LimeSurvey survey; it holds no responses.",
        )
        .hint(
            "Die Antworten als CSV oder XLSX exportieren und diese Datei mit --structure dazu nennen, oder in LimeSurvey \
             »Exportieren → Umfragearchiv (.lsa)« wählen: das enthält beides.",
            "Export the responses as CSV or XLSX and name this file beside them with --structure, or choose \"Export → \
             Survey archive (.lsa)\" in LimeSurvey: it holds both.",
        ));
    }
    Err(no_table(
        "ein Teil einer LimeSurvey-Befragung ohne Antworten",
        "a part of a LimeSurvey survey without responses",
        Advice::Export,
    ))
}

/// Syntax that reads a data file: what LimeSurvey exports for SPSS.
fn syntax() -> Problem {
    Problem::input(
        "Die Datei ist SPSS-Syntax, wie LimeSurvey sie neben einer .dat-Datei exportiert; Antworten enthält sie nicht.",
        "The file is SPSS syntax, as LimeSurvey exports it beside a .dat file; it holds no responses.",
    )
    .hint(
        "In LimeSurvey »Exportieren → Umfragearchiv (.lsa)« oder die Antworten als CSV wählen: darin steht mehr. Oder die Syntax in \
         SPSS oder PSPP ausführen und das Ergebnis als .sav speichern.",
        "In LimeSurvey choose \"Export → Survey archive (.lsa)\" or the responses as CSV: these hold more. Or run the syntax in \
         SPSS or PSPP and save the result as .sav.",
    )
}

fn archive(head: &[u8], tail: &[u8], path: &Path) -> Result<Kind> {
    let names = |name: &[u8]| holds(head, name) || holds(tail, name);
    if names(b"xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    if names(b"xl/workbook.bin") {
        return Err(binary());
    }
    if holds(head, b"opendocument.spreadsheet") {
        return Ok(Kind::Ods);
    }
    if names(b"project.qde") || names(b"Project.qde") {
        return Ok(Kind::Qdpx);
    }
    if holds(head, b"opendocument.text") {
        return Err(no_table(
            "ein Textdokument (ODT)",
            "a text document (ODT)",
            Advice::Export,
        ));
    }
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    let ends_with = |known: &str| ending.as_ref().is_some_and(|ending| ending == known);
    if names(b"_responses.lsr") || names(b".lss") || ends_with("lsa") {
        return Ok(Kind::Lsa);
    }
    for (name, de, en, advice) in ARCHIVES {
        if names(name) {
            return Err(no_table(de, en, *advice));
        }
    }
    // The directory of an archive stands at its end: a file that was cut has none.
    if ["xlsx", "xlsm", "xlsb", "ods"].into_iter().any(ends_with) {
        return Err(damaged(""));
    }
    Err(no_table("ein ZIP-Archiv", "a ZIP archive", Advice::Unpack))
}

/// The container of old office files, also around encrypted new ones. Names inside are UTF-16.
fn compound(file: &mut File) -> Result<Kind> {
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let mut bytes = vec![0; 1 << 20];
    let mut has = |name: &str| -> Result<bool> {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let mut kept = 0;
        loop {
            let read = read_up_to(file, &mut bytes[kept..])?;
            if holds(&bytes[..kept + read], &name) {
                return Ok(true);
            }
            if read == 0 {
                return Ok(false);
            }
            let filled = kept + read;
            kept = name.len().min(filled);
            bytes.copy_within(filled - kept..filled, 0);
        }
    };
    if has("EncryptedPackage")? {
        return Err(password());
    }
    // Up to Excel 95 the name was shorter.
    if has("Workbook")? || has("Book\0")? {
        return Ok(Kind::Xls);
    }
    Err(no_table(
        "ein altes Office-Dokument",
        "an old office document",
        Advice::Export,
    ))
}

/// What [`calamine`] does not read without trusting every length in it.
fn binary() -> Problem {
    Problem::input(
        "Die Datei ist eine binäre Arbeitsmappe von Excel (.xlsb); sie wird nicht gelesen.",
        "The file is a binary workbook of Excel (.xlsb); it is not read.",
    )
    .hint(
        "In Excel als Arbeitsmappe (.xlsx) speichern und diese Datei angeben.",
        "Save it as a workbook (.xlsx) in Excel and name that file.",
    )
}

/// A spreadsheet that opens only with a password.
pub(super) fn password() -> Problem {
    Problem::input(
        "Die Tabelle ist mit einem Kennwort geschützt.",
        "The spreadsheet is protected by a password.",
    )
    .hint(
        "Im Tabellenprogramm ohne Kennwort speichern und noch einmal einlesen.",
        "Save it without a password in the spreadsheet program and import it again.",
    )
}

fn no_table(de: &str, en: &str, advice: Advice) -> Problem {
    let hint = match advice {
        Advice::Export => Text::new(
            "Die Antworten aus der Befragungssoftware als CSV oder XLSX exportieren und diese Datei angeben.",
            "Export the answers from the survey tool as CSV or XLSX and name that file.",
        ),
        Advice::Save => Text::new(
            "Im Statistikprogramm als SPSS-Datei (.sav), Stata-Datei (.dta) oder CSV (UTF-8) speichern und diese Datei angeben.",
            "Save it as an SPSS file (.sav), a Stata file (.dta) or CSV (UTF-8) in the statistics program and name that file.",
        ),
        Advice::Decrypt => Text::new(
            "In SPSS ohne Kennwort speichern und diese Datei angeben.",
            "Save it without a password in SPSS and name that file.",
        ),
        Advice::Unpack => Text::new(
            "Zuerst auspacken und die Tabelle darin (CSV oder XLSX) angeben.",
            "Unpack it first and name the table inside (CSV or XLSX).",
        ),
    };
    Problem::input(
        format!("Die Datei ist keine Tabelle, sondern {de}."),
        format!("The file is no table but {en}."),
    )
    .hint(hint.de, hint.en)
}

fn tail(file: &mut File) -> Result<Vec<u8>> {
    let length = file.metadata().map_err(unreadable)?.len();
    let from = length.saturating_sub(DIRECTORY);
    file.seek(SeekFrom::Start(from)).map_err(unreadable)?;
    let mut tail = vec![0; (length - from) as usize];
    let read = read_up_to(file, &mut tail)?;
    tail.truncate(read);
    Ok(tail)
}

fn holds(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|window| window == name)
}
