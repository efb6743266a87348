//! Compound files, the container of old office files: one stream of them, in no more memory than the file has bytes and with
//! each sector looked at once, whatever the chains say ([MS-CFB] 2.1–2.6).
//!
//! Deliberately absent: streams within storages (objects that are embedded in a document), and writing.

use crate::problem::{Problem, Result};

/// First bytes of such files.
const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const HEADER: usize = 512;
/// Sectors of the table of sectors that the header names itself, from byte 76 on.
const IN_HEADER: usize = 109;
/// Numbers from here on are no sectors but marks: end of a chain, free and the like.
const MARKS: u32 = 0xffff_fffa;
const END: u32 = 0xffff_fffe;
const NOBODY: u32 = 0xffff_ffff;
const ENTRY: usize = 128;
const MINI_SECTOR: usize = 64;

/// The first stream of the document itself that has one of the names, whatever the case of their letters; `None` where there is
/// none.
///
/// # Errors
/// No compound file; chains that lead out of it or in a circle; a stream that is longer than its chain.
pub fn stream(file: &[u8], names: &[&str]) -> Result<Option<Vec<u8>>> {
    let compound = Compound::of(file)?;
    for name in names {
        if let Some(entry) = compound.entry(name) {
            return compound.read(&entry).map(Some);
        }
    }
    Ok(None)
}

struct Compound<'a> {
    file: &'a [u8],
    sector: usize,
    /// By sector: the next one.
    next: Vec<u32>,
    directory: Vec<u8>,
    /// Streams shorter than that lie in the small sectors.
    small: u64,
    small_next: Vec<u32>,
}

struct Entry {
    start: u32,
    length: u64,
}

impl<'a> Compound<'a> {
    fn of(file: &'a [u8]) -> Result<Compound<'a>> {
        if file.len() < HEADER || !file.starts_with(SIGNATURE) {
            return Err(damaged());
        }
        let sector = match short(file, 30) {
            9 => 512,
            12 => 4096,
            _ => return Err(damaged()),
        };
        let mut compound = Compound {
            file,
            sector,
            next: Vec::new(),
            directory: Vec::new(),
            small: u64::from(long(file, 56)),
            small_next: Vec::new(),
        };
        compound.next = compound.table()?;
        compound.directory = compound.chain(long(file, 48), &compound.next)?;
        let small_table = match long(file, 64) {
            0 => Vec::new(),
            _ => compound.chain(long(file, 60), &compound.next)?,
        };
        compound.small_next = longs(&small_table).collect();
        Ok(compound)
    }

    /// The next sector of each sector.
    fn table(&self) -> Result<Vec<u32>> {
        let mut next = Vec::new();
        let mut seen = Seen::of(self.sectors());
        let mut parts: Vec<u32> = (0..IN_HEADER).map(|at| long(self.file, 76 + 4 * at)).collect();
        let mut further = long(self.file, 68);
        loop {
            for part in parts.drain(..).filter(|part| *part < MARKS) {
                seen.first_time(part)?;
                next.extend(longs(self.at(part)?));
            }
            if further >= MARKS {
                return Ok(next);
            }
            seen.first_time(further)?;
            parts.extend(longs(self.at(further)?));
            further = parts.pop().unwrap_or(END);
        }
    }

    fn sectors(&self) -> usize {
        (self.file.len() - HEADER).div_ceil(self.sector)
    }

    /// The bytes of a sector; the last one of a file may be cut.
    fn at(&self, sector: u32) -> Result<&'a [u8]> {
        let start = (sector as usize + 1) * self.sector;
        let end = (start + self.sector).min(self.file.len());
        self.file
            .get(start..end)
            .filter(|part| !part.is_empty())
            .ok_or_else(damaged)
    }

    /// All sectors of a chain.
    fn chain(&self, first: u32, next: &[u32]) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut seen = Seen::of(self.sectors());
        let mut sector = first;
        while sector != END {
            seen.first_time(sector)?;
            bytes.extend_from_slice(self.at(sector)?);
            sector = *next.get(sector as usize).ok_or_else(damaged)?;
        }
        Ok(bytes)
    }

    /// A stream among the entries right below the root: [MS-CFB] 2.6.4, a tree of siblings.
    fn entry(&self, name: &str) -> Option<Entry> {
        let entries = self.directory.as_chunks::<ENTRY>().0;
        let mut seen = vec![false; entries.len()];
        let mut open = vec![long(entries.first()?, 76)];
        let mut found: Option<usize> = None;
        while let Some(at) = open.pop() {
            let at = at as usize;
            let Some(entry) = entries.get(at) else { continue };
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            open.extend(
                [long(entry, 68), long(entry, 72)]
                    .iter()
                    .filter(|at| **at != NOBODY),
            );
            let letters = usize::from(short(entry, 64) / 2).saturating_sub(1).min(31);
            let called: Vec<u16> = (0..letters).map(|at| short(entry, 2 * at)).collect();
            if entry[66] == 2 && String::from_utf16_lossy(&called).eq_ignore_ascii_case(name) {
                found = Some(found.map_or(at, |known| known.min(at)));
            }
        }
        found.map(|at| self.described(&entries[at]))
    }

    fn described(&self, entry: &[u8]) -> Entry {
        let high = if self.sector == 512 { 0 } else { long(entry, 124) };
        Entry {
            start: long(entry, 116),
            length: u64::from(high) << 32 | u64::from(long(entry, 120)),
        }
    }

    fn read(&self, entry: &Entry) -> Result<Vec<u8>> {
        let mut bytes = match entry.length {
            0 => Vec::new(),
            length if length < self.small => self.small_chain(entry.start, length)?,
            _ => self.chain(entry.start, &self.next)?,
        };
        if (bytes.len() as u64) < entry.length {
            return Err(damaged());
        }
        bytes.truncate(entry.length as usize);
        Ok(bytes)
    }

    /// A short stream: sectors of 64 bytes within the stream of the root.
    fn small_chain(&self, first: u32, length: u64) -> Result<Vec<u8>> {
        let root = self.directory.get(..ENTRY).ok_or_else(damaged)?;
        let all = self.chain(self.described(root).start, &self.next)?;
        let mut bytes = Vec::new();
        let mut sector = first;
        // Shorter than a few kilobytes, hence no circle can hold it up.
        while sector != END && (bytes.len() as u64) < length {
            let start = sector as usize * MINI_SECTOR;
            let part = all.get(start..(start + MINI_SECTOR).min(all.len()));
            bytes.extend_from_slice(part.filter(|part| !part.is_empty()).ok_or_else(damaged)?);
            sector = *self.small_next.get(sector as usize).ok_or_else(damaged)?;
        }
        Ok(bytes)
    }
}

/// Sectors that a chain went through: none comes twice in a file that is whole.
struct Seen(Vec<bool>);

impl Seen {
    fn of(sectors: usize) -> Seen {
        Seen(vec![false; sectors])
    }

    fn first_time(&mut self, sector: u32) -> Result<()> {
        match self.0.get_mut(sector as usize) {
            Some(seen @ false) => {
                *seen = true;
                Ok(())
            }
            _ => Err(damaged()),
        }
    }
}

fn short(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from(short(bytes, at)) | u32::from(short(bytes, at + 2)) << 16
}

fn longs(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .as_chunks::<4>()
        .0
        .iter()
        .map(|four| u32::from_le_bytes(*four))
}

fn damaged() -> Problem {
    Problem::input(
        "Die Datei ist beschädigt oder unvollständig: Ihr Inhaltsverzeichnis führt ins Leere oder im Kreis.",
        "The file is damaged or incomplete: its directory leads nowhere or in a circle.",
    )
    .hint(
        "Die Datei im Tabellenprogramm öffnen und als .xlsx oder CSV speichern, oder sie noch einmal übertragen.",
        "Open the file in the spreadsheet program and save it as .xlsx or CSV, or transfer it once more.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(file: &mut [u8], at: usize, number: u32) {
        file[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }

    /// Sector 0: table, 1: directory, then the stream.
    fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
        let sectors = stream.len().div_ceil(512);
        let mut file = vec![0; HEADER + 512 * (2 + sectors)];
        file[..8].copy_from_slice(SIGNATURE);
        file[30] = 9;
        for (at, number) in [(48, 1), (56, 4096), (60, END), (68, END), (76, 0)] {
            put(&mut file, at, number);
        }
        (1..IN_HEADER).for_each(|at| put(&mut file, 76 + 4 * at, NOBODY));
        put(&mut file, 512, 0xffff_fffd);
        put(&mut file, 516, END);
        for at in 0..sectors {
            let next = if at + 1 == sectors { END } else { at as u32 + 3 };
            put(&mut file, 512 + 4 * (at + 2), next);
        }
        let entry = 1024;
        file[entry + 66] = 5;
        put(&mut file, entry + 76, 1);
        let entry = entry + ENTRY;
        for (at, letter) in name.encode_utf16().enumerate() {
            file[entry + 2 * at..entry + 2 * at + 2].copy_from_slice(&letter.to_le_bytes());
        }
        file[entry + 64] = 2 * (name.len() as u8 + 1);
        file[entry + 66] = 2;
        put(&mut file, entry + 68, NOBODY);
        put(&mut file, entry + 72, NOBODY);
        put(&mut file, entry + 116, 2);
        put(&mut file, entry + 120, stream.len() as u32);
        file[1536..1536 + stream.len()].copy_from_slice(stream);
        file
    }

    fn words() -> Vec<u8> {
        (0..5000u32).map(|at| at as u8).collect()
    }

    #[test]
    fn a_stream_comes_out_as_it_went_in() {
        let file = compound("Workbook", &words());
        assert_eq!(stream(&file, &["Book", "WORKBOOK"]).unwrap(), Some(words()));
        assert_eq!(stream(&file, &["Contents"]).unwrap(), None);
    }

    #[test]
    fn a_cut_file_is_refused_or_read() {
        let file = compound("Workbook", &words());
        for length in 0..file.len() {
            let read = stream(&file[..length], &["Workbook"]);
            assert!(!matches!(read, Ok(Some(bytes)) if bytes != words()), "{length}");
        }
    }

    #[test]
    fn chains_in_a_circle_or_out_of_the_file_are_refused() {
        let whole = compound("Workbook", &words());
        let table = 512;
        for (what, at, number) in [
            ("the stream in a circle", table + 4 * 11, 2),
            ("the stream out of the file", table + 4 * 3, 500_000),
            ("the directory in a circle", table + 4, 1),
            ("the stream longer than its chain", 1024 + ENTRY + 120, 1 << 30),
            ("the table named twice", 80, 0),
            ("the table continued in a circle", 68, 2),
            ("the table continued out of the file", 68, 99),
        ] {
            let mut file = whole.clone();
            put(&mut file, at, number);
            if what == "the table continued in a circle" {
                put(&mut file, 1536 + 508, 2);
                (0..127).for_each(|at| put(&mut file, 1536 + 4 * at, NOBODY));
            }
            let said = stream(&file, &["Workbook"]).unwrap_err();
            assert!(said.what().en.contains("in a circle"), "{what}");
        }
    }
}
