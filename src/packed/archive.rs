//! A zip archive whose entries unpack to no more than a limit, whatever their headers say.

use std::io::{Read, Seek, Write};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::problem::{Problem, Result};

/// Bytes that all entries together may unpack to: a hundred thousand long answers are far below.
pub const MOST: u64 = 200 << 20;
/// Entries that an archive may have.
const ENTRIES: usize = 100_000;
/// Bytes of XML that may stand between two tags; whoever reads it holds them at once. A cell of a workbook has at most
/// 32,767 letters.
const BETWEEN_TAGS: u64 = 16 << 20;

pub struct Archive<R> {
    zip: ZipArchive<R>,
    /// Bytes that may still be unpacked.
    left: u64,
    most: u64,
}

impl<R: Read + Seek> Archive<R> {
    /// `most`: bytes that everything read from it may unpack to, usually [`MOST`].
    ///
    /// # Errors
    /// No zip archive, a cut one, one with absurdly many entries.
    pub fn open(reader: R, most: u64) -> Result<Archive<R>> {
        let zip = ZipArchive::new(reader).map_err(broken)?;
        if zip.len() > ENTRIES {
            return Err(too_large(most));
        }
        Ok(Archive {
            zip,
            left: most,
            most,
        })
    }

    /// Names of all entries that have one, in the order of the archive.
    pub fn names(&self) -> Vec<String> {
        self.zip
            .file_names()
            .filter_map(|name| name.ok().map(|name| name.into_owned()))
            .collect()
    }

    /// What an entry unpacks to; `None` where there is no such entry.
    ///
    /// # Errors
    /// Encrypted, damaged, or more than may be unpacked in all.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        let mut entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(broken(error)),
        };
        let mut bytes = Vec::new();
        let read = entry
            .by_ref()
            .take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| damaged())?;
        if read as u64 > self.left {
            return Err(too_large(self.most));
        }
        self.left -= read as u64;
        Ok(Some(bytes))
    }

    /// Gives an entry to `with`, which looks at it piece by piece; `None` where there is no such entry. What is looked at does
    /// not count as read.
    ///
    /// # Errors
    /// Encrypted or damaged; what `with` reports.
    pub fn look<T>(
        &mut self,
        name: &str,
        with: impl FnOnce(&mut dyn Read) -> Result<T>,
    ) -> Result<Option<T>> {
        match self.zip.by_name(name) {
            Ok(mut entry) => with(&mut entry).map(Some),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(broken(error)),
        }
    }
}

/// Unpacks everything without keeping it, so that a program that does not look may be given the archive: how much it
/// unpacks to, in bytes.
///
/// # Errors
/// As [`Archive::open`] and [`Archive::read`]; XML without a tag for longer than any text is.
pub fn checked(reader: impl Read + Seek, most: u64) -> Result<u64> {
    let mut archive = Archive::open(reader, most)?;
    let mut all = 0;
    for at in 0..archive.zip.len() {
        let mut entry = archive.zip.by_index(at).map_err(broken)?;
        let is_xml = entry.name().is_ok_and(|name| name.ends_with(".xml"));
        let mut stretch = Stretch::default();
        let mut limited = entry.by_ref().take(most - all + 1);
        all += std::io::copy(&mut limited, &mut stretch).map_err(|_| damaged())?;
        if all > most || (is_xml && stretch.longest > BETWEEN_TAGS) {
            return Err(too_large(most));
        }
    }
    Ok(all)
}

/// Hears bytes and keeps how many of them stood in a row without a `<`.
#[derive(Default)]
struct Stretch {
    now: u64,
    longest: u64,
}

impl Write for Stretch {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut pieces = bytes.split(|byte| *byte == b'<');
        self.now += pieces.next().map_or(0, <[u8]>::len) as u64;
        self.longest = self.longest.max(self.now);
        for piece in pieces {
            self.now = piece.len() as u64;
            self.longest = self.longest.max(self.now);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn broken(error: ZipError) -> Problem {
    match error {
        ZipError::UnsupportedArchive(text) if text == ZipError::PASSWORD_REQUIRED => Problem::input(
            "Die Datei ist mit einem Kennwort geschützt.",
            "The file is protected by a password.",
        )
        .hint(
            "Die Datei ohne Kennwort speichern und noch einmal öffnen.",
            "Save the file without a password and open it again.",
        ),
        _ => damaged(),
    }
}

fn damaged() -> Problem {
    Problem::input(
        "Die Datei ist beschädigt oder unvollständig: Ihr Archiv lässt sich nicht auspacken.",
        "The file is damaged or incomplete: its archive cannot be unpacked.",
    )
    .hint(
        "Die Datei noch einmal exportieren oder übertragen.",
        "Export or transfer the file once more.",
    )
}

fn too_large(most: u64) -> Problem {
    let most = most >> 20;
    Problem::input(
        format!("Die Datei enthält ausgepackt mehr als {most} MB; so groß ist keine Befragung."),
        format!("Unpacked, the file holds more than {most} MB; no survey is that large."),
    )
    .hint(
        "Prüfen, woher die Datei kommt; sonst die Antworten als CSV exportieren.",
        "Check where the file comes from; else export the answers as CSV.",
    )
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn entries_come_out_as_they_went_in() {
        let bytes = packed(&[("a.txt", "Übung".as_bytes()), ("b/c.txt", b"")]);
        let mut archive = Archive::open(Cursor::new(&bytes), MOST).unwrap();
        assert_eq!(archive.names(), ["a.txt", "b/c.txt"]);
        assert_eq!(archive.read("a.txt").unwrap().unwrap(), "Übung".as_bytes());
        assert_eq!(archive.read("none").unwrap(), None);
        assert_eq!(checked(Cursor::new(&bytes), MOST).unwrap(), 6);
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let zeros = vec![0; 1 << 20];
        let bytes = packed(&[("a", &zeros), ("b", &zeros)]);
        assert!(bytes.len() < 1 << 14);
        let most = (2 << 20) - 1;
        let mut archive = Archive::open(Cursor::new(&bytes), most).unwrap();
        assert!(archive.read("a").is_ok());
        assert!(archive.read("b").unwrap_err().what().en.contains("no survey"));
        assert!(checked(Cursor::new(&bytes), most).is_err());
        assert!(checked(Cursor::new(&bytes), most + 1).is_ok());
    }

    #[test]
    fn a_text_without_end_is_not_given_to_who_holds_it_whole() {
        let blanks = vec![b' '; BETWEEN_TAGS as usize];
        let sheet = |more: &str| [b"<a>", &blanks[3..], more.as_bytes(), b"</a>"].concat();
        let of = |name: &str, bytes: &[u8]| checked(Cursor::new(packed(&[(name, bytes)])), MOST);
        assert!(of("sheet.xml", &sheet("")).is_ok());
        assert!(of("sheet.xml", &sheet("   ")).is_err());
        assert!(of("picture.png", &sheet("   ")).is_ok());
    }

    #[test]
    fn a_cut_archive_is_called_damaged() {
        let bytes = packed(&[("a.txt", b"many words that are longer than nothing")]);
        for length in 0..bytes.len() {
            assert!(checked(Cursor::new(&bytes[..length]), MOST).is_err(), "{length}");
        }
    }
}
