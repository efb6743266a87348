//! In which encoding the texts of a file are, and reading them.

use std::cell::Cell;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::record::Records;
use crate::problem::{Notice, Problem, Result};

/// Reads texts of one file, and remembers what was doubtful.
pub struct Decoder {
    encoding: &'static Encoding,
    /// Whether file or caller say so.
    is_said: bool,
    /// An encoding that the file names and nobody knows.
    unknown: Option<String>,
    has_letters: Cell<bool>,
    broken: Cell<u64>,
}

impl Decoder {
    /// `wanted`: what the caller knows better than the file. Otherwise the name in 7/20, the code page in 7/3, or Windows-1252.
    ///
    /// # Errors
    /// Nobody knows the wanted encoding, or the file is in EBCDIC.
    pub fn new(records: &Records<'_>, wanted: Option<&str>) -> Result<Decoder> {
        let of = |encoding, is_said, unknown| Decoder {
            encoding,
            is_said,
            unknown,
            has_letters: Cell::new(false),
            broken: Cell::new(0),
        };
        if let Some(name) = wanted {
            let encoding = known(name).ok_or_else(|| {
                Problem::usage(
                    format!("Die Kodierung „{name}“ ist unbekannt."),
                    format!("The encoding \"{name}\" is unknown."),
                )
                .hint(
                    "Üblich sind: windows-1252, utf-8, iso-8859-15, macintosh.",
                    "Usual ones are: windows-1252, utf-8, iso-8859-15, macintosh.",
                )
            })?;
            return Ok(of(encoding, true, None));
        }
        let page = records.extension(3).and_then(|mut machine| {
            machine.take(7 * 4)?;
            machine.int()
        });
        // 1 is EBCDIC; 2 and 3 are ASCII of 7 and 8 bits, which is said of anything.
        if page == Some(1) {
            return Err(Problem::input(
                "Die SPSS-Datei stammt von einem Großrechner (EBCDIC).",
                "The SPSS file is of a mainframe (EBCDIC).",
            )
            .hint(
                "Die Datei in SPSS öffnen und als .sav speichern.",
                "Open the file in SPSS and save it as .sav.",
            ));
        }
        let name = records.extension(20).map(|name| {
            let name = String::from_utf8_lossy(name.rest);
            name.trim_matches(['\0', ' ']).to_owned()
        });
        let name = name
            .filter(|name| !name.is_empty())
            .or_else(|| page.filter(|page| *page > 3).map(of_page));
        Ok(match name {
            None => of(WINDOWS_1252, false, None),
            Some(name) => match known(&name) {
                Some(encoding) => of(encoding, true, None),
                None => of(WINDOWS_1252, false, Some(name)),
            },
        })
    }

    /// A text without the blanks that fill it up.
    pub fn text(&self, bytes: &[u8]) -> String {
        let end = bytes.iter().rposition(|byte| !matches!(byte, b' ' | 0));
        let bytes = &bytes[..end.map_or(0, |end| end + 1)];
        if bytes.is_ascii() {
            return String::from_utf8_lossy(bytes).into_owned();
        }
        self.has_letters.set(true);
        let (text, is_broken) = self.encoding.decode_without_bom_handling(bytes);
        if is_broken {
            self.broken.set(self.broken.get() + 1);
        }
        text.into_owned()
    }

    /// What was doubtful in all texts so far.
    pub fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        let name = self.encoding.name();
        if self.has_letters.get() && !self.is_said {
            let (de, en) = match &self.unknown {
                Some(unknown) => (
                    format!("Die SPSS-Datei nennt eine Kodierung, die unbekannt ist: {unknown}."),
                    format!("The SPSS file names an encoding that is unknown: {unknown}."),
                ),
                None => (
                    "Die SPSS-Datei sagt nicht, in welcher Kodierung sie ist.".to_owned(),
                    "The SPSS file does not say in which encoding it is.".to_owned(),
                ),
            };
            notices.push(Notice::new(
                format!(
                    "{de} Sie ist als {name} gelesen; wenn Umlaute falsch sind, bitte die Kodierung angeben."
                ),
                format!("{en} It is read as {name}; if letters are wrong, please say the encoding."),
            ));
        }
        let broken = self.broken.get();
        if broken > 0 {
            notices.push(Notice::new(
                format!("Texte mit Zeichen, die in der Kodierung {name} nicht vorkommen und durch � ersetzt sind: {broken}."),
                format!("Texts with bytes that {name} does not have, which are replaced by �: {broken}."),
            ));
        }
        notices
    }
}

fn known(name: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(name.trim().as_bytes())?;
    // Blanks of one byte fill up texts: no file can be in these.
    (encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

/// Names of code pages of Windows, as far as they are not `windows-`number.
fn of_page(page: i32) -> String {
    match page {
        65_001 => UTF_8.name().to_owned(),
        874 | 1250..=1258 => format!("windows-{page}"),
        28_591..=28_606 => format!("iso-8859-{}", page - 28_590),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        866 => "ibm866".to_owned(),
        10_000 => "macintosh".to_owned(),
        54_936 => "gb18030".to_owned(),
        20_866 => "koi8-r".to_owned(),
        _ => format!("CP{page}"),
    }
}
