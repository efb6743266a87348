//! What a workbook says before its first sheet: the sheets, the texts that cells share, and which numbers are dates.

use super::super::kind::password;
use super::super::sheet::damaged;
use super::Biff;
use super::letters::{Bytes, Count, Page, text};
use super::records::{BOF, EOF, Record, Records};
use crate::problem::{Problem, Result};

/// Sheets that a workbook may have; their names are listed to people.
const SHEETS: usize = 4_000;
/// Bytes that the shared texts may take.
const SHARED: usize = 100 << 20;

pub(super) struct Globals {
    pub biff: Biff,
    pub page: Page,
    pub sheets: Vec<Sheet>,
    /// All shared texts one behind the other, and where each ends.
    texts: String,
    ends: Vec<u32>,
    formats: Vec<Shows>,
    /// Days are counted from 1904 on.
    pub from_1904: bool,
}

pub(super) struct Sheet {
    pub name: String,
    /// Where its records begin; none of a sheet that has no cells.
    pub start: Option<usize>,
}

/// What a number format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    Number,
    Time,
    Duration,
}

impl Globals {
    /// # Errors
    /// Damaged, with a password, of an older or unknown version.
    pub fn of(stream: &[u8]) -> Result<Globals> {
        let mut records = Records::from(stream, 0)?;
        let first = records.next()?.filter(|record| record.kind == BOF);
        let biff = match first.ok_or_else(|| damaged(""))?.short(0)? {
            0x0600 => Biff::Eight,
            0x0500 => Biff::Five,
            _ => return Err(too_old()),
        };
        let mut globals = Globals {
            biff,
            page: Page(encoding_rs::WINDOWS_1252),
            sheets: Vec::new(),
            texts: String::new(),
            ends: Vec::new(),
            formats: Vec::new(),
            from_1904: false,
        };
        let mut named: Vec<(u16, Shows)> = Vec::new();
        let mut used: Vec<u16> = Vec::new();
        while let Some(record) = records.next()? {
            match record.kind {
                // FilePass
                0x002f => return Err(password()),
                // CodePage; in BIFF8 it says nothing of the texts
                0x0042 if biff == Biff::Five => globals.page = Page::numbered(record.short(0)?)?,
                // Date1904
                0x0022 => globals.from_1904 = record.short(0)? == 1,
                // Format
                0x041e => named.push((record.short(0)?, shows(&globals.format(&record)?))),
                // XF
                0x00e0 => used.push(record.short(2)?),
                // BoundSheet8
                0x0085 => globals.sheet(&record)?,
                // SST
                0x00fc => globals.share(&record)?,
                EOF => break,
                _ => {}
            }
        }
        named.sort_by_key(|(number, _)| *number);
        globals.formats = used
            .into_iter()
            .map(
                |number| match named.binary_search_by_key(&number, |named| named.0) {
                    Ok(at) => named[at].1,
                    Err(_) => built_in(number),
                },
            )
            .collect();
        Ok(globals)
    }

    /// A shared text; `None` where there is none of that number.
    pub fn text(&self, number: u32) -> Option<&str> {
        let number = number as usize;
        let end = *self.ends.get(number)? as usize;
        let start = number
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        Some(&self.texts[start..end])
    }

    /// What the format of a cell shows.
    pub fn shows(&self, format: u16) -> Shows {
        let shown = self.formats.get(usize::from(format));
        shown.copied().unwrap_or(Shows::Number)
    }

    fn format(&self, record: &Record<'_>) -> Result<String> {
        match self.biff {
            Biff::Eight => text(record, 2, Count::TwoBytes),
            Biff::Five => self.page.text(record, 2, Count::OneByte),
        }
    }

    fn sheet(&mut self, record: &Record<'_>) -> Result<()> {
        if self.sheets.len() == SHEETS {
            return Err(damaged(""));
        }
        let start = record.long(0)? as usize;
        let [of] = record.bytes(5)?;
        let mut name = match self.biff {
            Biff::Eight => text(record, 6, Count::OneByte)?,
            Biff::Five => self.page.text(record, 6, Count::OneByte)?,
        };
        name.retain(|letter| letter != '\0');
        // 0: worksheet or dialog; macros, charts and modules have no cells of a table.
        let start = (of == 0).then_some(start);
        self.sheets.push(Sheet { name, start });
        Ok(())
    }

    /// [MS-XLS] 2.4.265. The two numbers at the beginning are not relied on; other programs write them wrong.
    fn share(&mut self, record: &Record<'_>) -> Result<()> {
        let mut bytes = Bytes::of(record, 8)?;
        while !bytes.is_over() {
            bytes.shared(&mut self.texts)?;
            if self.texts.len() > SHARED {
                return Err(super::super::grid::too_large());
            }
            self.ends.push(self.texts.len() as u32);
        }
        Ok(())
    }
}

/// ECMA-376, 18.8.30: formats that have a number only.
fn built_in(number: u16) -> Shows {
    match number {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shows::Time,
        46 => Shows::Duration,
        _ => Shows::Number,
    }
}

/// What the code of a format shows: its first part, without what stands in quotation marks, behind `\`, `_` and `*`, and in
/// brackets; hours, minutes or seconds alone in brackets are a duration.
fn shows(code: &str) -> Shows {
    let mut letters = code.chars();
    let mut time = false;
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            '\\' | '_' | '*' => drop(letters.next()),
            '"' => drop(letters.by_ref().find(|letter| *letter == '"')),
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                let inside = inside.to_ascii_lowercase();
                let only = |unit: char| !inside.is_empty() && inside.chars().all(|letter| letter == unit);
                if ['h', 'm', 's'].into_iter().any(only) {
                    return Shows::Duration;
                }
            }
            ';' => break,
            'd' | 'm' | 'y' | 'h' | 's' => time = true,
            // "General", and the language codes of it.
            'g' if letters.as_str().to_ascii_lowercase().starts_with("eneral") => {
                letters.by_ref().take(6).for_each(drop);
            }
            _ => {}
        }
    }
    match time {
        true => Shows::Time,
        false => Shows::Number,
    }
}

fn too_old() -> Problem {
    Problem::input(
        "Die Tabelle ist älter als Excel 5 (1993) und wird nicht gelesen.",
        "The spreadsheet is older than Excel 5 (1993) and is not read.",
    )
    .hint(
        "Im Tabellenprogramm öffnen, als .xlsx speichern und diese Datei einlesen.",
        "Open it in the spreadsheet program, save it as .xlsx and import that file.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_dates_are_told_from_formats_of_numbers() {
        for (code, expected) in [
            ("General", Shows::Number),
            ("0.00", Shows::Number),
            ("DD.MM.YYYY", Shows::Time),
            ("[$-407]d. mmmm yyyy;@", Shows::Time),
            ("h:mm AM/PM", Shows::Time),
            ("[h]:mm:ss", Shows::Duration),
            ("[ss]", Shows::Duration),
            ("[Red]-0", Shows::Number),
            ("#,##0 \"Tage\"", Shows::Number),
            ("0\\ \\d", Shows::Number),
            ("#,##0*y", Shows::Number),
            ("0;d", Shows::Number),
            ("@", Shows::Number),
        ] {
            assert_eq!(shows(code), expected, "{code}");
        }
    }
}
