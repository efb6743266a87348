//! Texts within records: one byte a letter, two bytes, or the code page of an older file; going on in the next record where
//! they do not fit ([MS-XLS] 2.5.293, 2.5.294).

use encoding_rs::Encoding;

use super::super::sheet::damaged;
use super::records::{CONTINUE, Record, split};
use crate::problem::{Problem, Result};

/// Bit of the flags before a text: its letters take two bytes.
const WIDE: u8 = 1;
/// Bit: how far it is bold and the like stands behind it.
const RICH: u8 = 8;
/// Bit: how it is pronounced stands behind it.
const SPOKEN: u8 = 4;

/// Bytes of a record and of those that continue it.
pub(super) struct Bytes<'a> {
    now: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    /// From a byte of a record on.
    ///
    /// # Errors
    /// The record is shorter.
    pub fn of(record: &Record<'a>, from: usize) -> Result<Bytes<'a>> {
        Ok(Bytes {
            now: record.data.get(from..).ok_or_else(|| damaged(""))?,
            rest: record.rest,
        })
    }

    /// Whether nothing is left, also not in the records that continue this one.
    pub fn is_over(&mut self) -> bool {
        while self.now.is_empty() {
            if self.turn().is_none() {
                return true;
            }
        }
        false
    }

    fn turn(&mut self) -> Option<()> {
        let (kind, data, rest) = split(self.rest)?;
        (kind == CONTINUE).then(|| (self.now, self.rest) = (data, rest))
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (taken, left) = self.now.split_first_chunk().ok_or_else(|| damaged(""))?;
        self.now = left;
        Ok(*taken)
    }

    fn skip(&mut self, mut bytes: usize) -> Result<()> {
        while bytes > 0 {
            if self.is_over() {
                return Err(damaged(""));
            }
            let now = bytes.min(self.now.len());
            self.now = &self.now[now..];
            bytes -= now;
        }
        Ok(())
    }

    /// A text of so many letters behind its flags; where it goes on in the next record, flags stand there again.
    fn letters(&mut self, letters: usize, mut flags: u8, into: &mut String) -> Result<()> {
        let mut left = letters;
        let mut pairs = Vec::new();
        loop {
            let taken = if flags & WIDE == 0 {
                let taken = left.min(self.now.len());
                pairs.extend(self.now[..taken].iter().map(|byte| u16::from(*byte)));
                self.now = &self.now[taken..];
                taken
            } else {
                let taken = left.min(self.now.len() / 2);
                let twos = self.now[..2 * taken].as_chunks::<2>().0;
                pairs.extend(twos.iter().map(|two| u16::from_le_bytes(*two)));
                self.now = &self.now[2 * taken..];
                taken
            };
            left -= taken;
            if left == 0 {
                break;
            }
            self.turn().ok_or_else(|| damaged(""))?;
            if !self.now.is_empty() {
                [flags] = self.take()?;
            }
        }
        into.extend(char::decode_utf16(pairs).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)));
        Ok(())
    }

    /// One of the texts that cells share, added to others.
    ///
    /// # Errors
    /// It is cut.
    pub fn shared(&mut self, into: &mut String) -> Result<()> {
        let letters = u16::from_le_bytes(self.take()?);
        let [flags] = self.take()?;
        let runs = match flags & RICH {
            0 => 0,
            _ => u16::from_le_bytes(self.take()?),
        };
        let spoken = match flags & SPOKEN {
            0 => 0,
            _ => u32::from_le_bytes(self.take()?),
        };
        self.letters(letters.into(), flags, into)?;
        self.skip(4 * usize::from(runs) + spoken as usize)
    }
}

/// How texts are written that are in no Unicode.
#[derive(Clone, Copy)]
pub(super) struct Page(pub &'static Encoding);

impl Page {
    /// By number ([MS-XLS] 2.4.52; 32768 and 32769 are Excel's own names of MacRoman and Windows-1252).
    ///
    /// # Errors
    /// An unknown one.
    pub fn numbered(number: u16) -> Result<Page> {
        let label = match number {
            367 | 1252 | 32769 => "windows-1252",
            10000 | 32768 => "macintosh",
            874 => "windows-874",
            932 => "shift_jis",
            936 => "gbk",
            949 => "euc-kr",
            950 => "big5",
            1250 => "windows-1250",
            1251 => "windows-1251",
            1253 => "windows-1253",
            1254 => "windows-1254",
            1255 => "windows-1255",
            1256 => "windows-1256",
            1257 => "windows-1257",
            1258 => "windows-1258",
            _ => return Err(no_page(number)),
        };
        Encoding::for_label(label.as_bytes())
            .map(Page)
            .ok_or_else(|| no_page(number))
    }

    /// A text of a record from a byte on: its letters counted in two bytes, or in one.
    ///
    /// # Errors
    /// It is cut.
    pub fn text(self, record: &Record<'_>, from: usize, count: Count) -> Result<String> {
        let (letters, begin) = counted(record, from, count)?;
        let bytes = record
            .data
            .get(begin..begin + letters)
            .ok_or_else(|| damaged(""))?;
        Ok(self.0.decode_without_bom_handling(bytes).0.into_owned())
    }
}

/// How the length of a text is written.
#[derive(Clone, Copy)]
pub(super) enum Count {
    OneByte,
    TwoBytes,
}

/// A text of BIFF8 from a byte of a record on.
///
/// # Errors
/// It is cut.
pub(super) fn text(record: &Record<'_>, from: usize, count: Count) -> Result<String> {
    let (letters, begin) = counted(record, from, count)?;
    let mut text = String::new();
    // Empty texts stand without flags in files of other programs.
    if letters > 0 {
        let [flags] = record.bytes(begin)?;
        Bytes::of(record, begin + 1)?.letters(letters, flags, &mut text)?;
    }
    Ok(text)
}

fn counted(record: &Record<'_>, from: usize, count: Count) -> Result<(usize, usize)> {
    Ok(match count {
        Count::OneByte => (usize::from(record.bytes::<1>(from)?[0]), from + 1),
        Count::TwoBytes => (record.short(from)?.into(), from + 2),
    })
}

fn no_page(number: u16) -> Problem {
    Problem::input(
        format!("Die Tabelle ist in der Codepage {number} geschrieben, die nicht gelesen wird."),
        format!("The spreadsheet is written in the code page {number}, which is not read."),
    )
    .hint(
        "Im Tabellenprogramm als .xlsx speichern und diese Datei einlesen.",
        "Save it as .xlsx in the spreadsheet program and import that file.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record<'a>(data: &'a [u8], rest: &'a [u8]) -> Record<'a> {
        Record { kind: 0, data, rest }
    }

    #[test]
    fn a_text_goes_on_in_the_next_record_with_letters_of_another_width() {
        // "Übung" of one byte each, cut behind "Üb"; then two bytes each; then a rich one of one letter.
        let first = [5, 0, 0, 0xdc, b'b'];
        let rest = [
            0x3c, 0, 7, 0, 1, b'u', 0, b'n', 0, b'g', 0, 0x3c, 0, 10, 0, 1, 0, 8, 1, 0, b'x', 9, 9, 9, 9,
        ];
        let whole = [&rest[..], &[0x0a, 0, 0, 0]].concat();
        let record = record(&first, &whole);
        let mut bytes = Bytes::of(&record, 0).unwrap();
        let mut all = String::new();
        bytes.shared(&mut all).unwrap();
        assert_eq!(all, "Übung");
        assert!(!bytes.is_over());
        bytes.shared(&mut all).unwrap();
        assert_eq!(all, "Übungx");
        assert!(bytes.is_over());
    }

    #[test]
    fn a_text_that_promises_more_than_there_is_is_refused() {
        for data in [
            &[255, 255, 0, b'a'][..],
            &[1, 0, 4, 255, 255, 255, 255, b'a'],
            &[1],
            &[],
        ] {
            let record = record(data, &[]);
            let mut bytes = Bytes::of(&record, 0).unwrap();
            assert!(bytes.shared(&mut String::new()).is_err(), "{data:?}");
        }
    }

    #[test]
    fn older_files_say_their_code_page() {
        let record = record(&[2, b'\xfc', b'\x9f'], &[]);
        let of = |number| Page::numbered(number).unwrap().text(&record, 0, Count::OneByte);
        assert_eq!(of(1252).unwrap(), "üŸ");
        assert_eq!(of(32768).unwrap(), "¸ü");
        assert!(Page::numbered(37).is_err());
    }
}
