//! A sorted list of (stem, form) pairs in a file: all forms of a stem are one range, found by bisection.
//!
//! Layout, little-endian: number of entries u64; per entry where it ends in the text u32 and its number of units u32; then
//! the text, each entry `stem NUL form`. Made in one pass from sorted entries, which a transducer is not.

use std::io::Write;
use std::path::Path;

use memmap2::Mmap;

use super::damaged;
use super::wordlist::Form;
use crate::problem::Result;

/// Separates stem and form; no form holds it.
const NUL: u8 = 0;
const HEAD: usize = 8;
const ENTRY: usize = 8;

pub struct Ranges {
    bytes: Mmap,
    entries: usize,
}

impl Ranges {
    /// Writes (stem, form, units), sorted by stem and form.
    pub fn write(path: &Path, entries: &[(&str, &str, u64)]) -> Result<()> {
        let write = || -> std::io::Result<()> {
            let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
            file.write_all(&(entries.len() as u64).to_le_bytes())?;
            let mut end = 0_u32;
            for (stem, form, units) in entries {
                let length = u32::try_from(stem.len() + 1 + form.len());
                end = length
                    .ok()
                    .and_then(|length| end.checked_add(length))
                    .ok_or_else(|| std::io::Error::other("more than 4 GB of distinct words"))?;
                file.write_all(&end.to_le_bytes())?;
                file.write_all(&u32::try_from(*units).unwrap_or(u32::MAX).to_le_bytes())?;
            }
            for (stem, form, _) in entries {
                file.write_all(stem.as_bytes())?;
                file.write_all(&[NUL])?;
                file.write_all(form.as_bytes())?;
            }
            file.flush()
        };
        write().map_err(damaged)
    }

    pub fn open(path: &Path) -> Result<Ranges> {
        let file = std::fs::File::open(path).map_err(damaged)?;
        // SAFETY: the folder belongs to the program; it is replaced whole and never written in place.
        let bytes = unsafe { Mmap::map(&file) }.map_err(damaged)?;
        let number = bytes.get(..HEAD).ok_or_else(|| damaged("too short"))?;
        let entries = u64::from_le_bytes(number.try_into().expect("8 bytes")) as usize;
        let ranges = Ranges { bytes, entries };
        let text = entries
            .checked_mul(ENTRY)
            .and_then(|table| table.checked_add(HEAD));
        match text {
            Some(text)
                if text <= ranges.bytes.len()
                    && text + ranges.end(entries) == ranges.bytes.len()
                    && (0..entries).all(|at| ranges.end(at) <= ranges.end(at + 1)) =>
            {
                Ok(ranges)
            }
            _ => Err(damaged("not of the length that it names")),
        }
    }

    /// The forms of a stem, ascending.
    pub fn of(&self, stem: &str) -> Vec<Form> {
        let mut prefix = stem.as_bytes().to_vec();
        prefix.push(NUL);
        let (mut from, mut to) = (0, self.entries);
        while from < to {
            let middle = from + (to - from) / 2;
            if self.entry(middle) < prefix.as_slice() {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        (from..self.entries)
            .take_while(|at| self.entry(*at).starts_with(&prefix))
            .map(|at| self.form(at))
            .collect()
    }

    /// The forms of all stems that `fits`, each once, ascending.
    pub fn matching(&self, fits: impl Fn(&[u8]) -> bool) -> Vec<Form> {
        let mut forms = Vec::new();
        let mut last: (&[u8], bool) = (&[], false);
        for at in 0..self.entries {
            let stem = self.stem(at);
            if at == 0 || last.0 != stem {
                last = (stem, fits(stem));
            }
            if last.1 {
                forms.push(self.form(at));
            }
        }
        forms.sort();
        forms.dedup();
        forms
    }

    /// Calls `each` with every stem and its forms, ascending.
    pub fn each(&self, each: &mut dyn FnMut(&str, Vec<Form>)) {
        let mut at = 0;
        while at < self.entries {
            let stem = self.stem(at);
            let from = at;
            while at < self.entries && self.stem(at) == stem {
                at += 1;
            }
            let stem = String::from_utf8_lossy(stem);
            each(&stem, (from..at).map(|at| self.form(at)).collect());
        }
    }

    fn stem(&self, at: usize) -> &[u8] {
        let entry = self.entry(at);
        &entry[..entry.iter().position(|byte| *byte == NUL).unwrap_or(entry.len())]
    }

    fn form(&self, at: usize) -> Form {
        let entry = self.entry(at);
        let form = entry
            .iter()
            .position(|byte| *byte == NUL)
            .map_or(entry, |nul| &entry[nul + 1..]);
        Form {
            form: String::from_utf8_lossy(form).into_owned(),
            units: u64::from(self.number(HEAD + at * ENTRY + 4)),
        }
    }

    fn entry(&self, at: usize) -> &[u8] {
        let text = HEAD + self.entries * ENTRY;
        &self.bytes[text + self.end(at)..text + self.end(at + 1)]
    }

    /// Where entry `at - 1` ends in the text.
    fn end(&self, at: usize) -> usize {
        if at == 0 {
            0
        } else {
            self.number(HEAD + (at - 1) * ENTRY) as usize
        }
    }

    fn number(&self, at: usize) -> u32 {
        u32::from_le_bytes(self.bytes[at..at + 4].try_into().expect("4 bytes"))
    }
}
