//! A workbook with nothing but the codebook, all columns, to be worked on and read again.

use std::fs::File;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook as Book};

use super::sheet::{Memory, Sheet, Styles};
use super::{failed, save};
use crate::codebook::Codebook;
use crate::problem::{Notice, Result};
use crate::words::{Language, Text};

/// Characters: columns of numbers and ids, columns of texts.
const NARROW: f64 = 18.0;
const WIDE: f64 = 48.0;

/// Writes it; what Excel cannot hold is said.
///
/// # Errors
/// The file cannot be written.
pub(in crate::export) fn of_codebook(
    codebook: &Codebook,
    language: Language,
    file: &mut File,
    path: &Path,
) -> Result<Vec<Notice>> {
    let mut book = Book::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let styles = Styles::new();
    let name = Text::new("Kodierleitfaden", "Codebook");
    let mut sheet = Sheet::add(&mut book, name.get(language), Memory::Whole, &styles)?;
    let rows = codebook.to_table(language);
    let widest = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(String::len).max();
    let (headings, body) = rows
        .split_first()
        .map_or((&[][..], &[][..]), |(first, rest)| (&first[..], rest));
    let headings: Vec<(String, f64)> = headings
        .iter()
        .enumerate()
        .map(|(at, heading)| {
            let wide = widest(at).is_some_and(|letters| letters as f64 > NARROW * 2.0);
            (heading.clone(), if wide { WIDE } else { NARROW })
        })
        .collect();
    sheet.headings(&headings)?;
    sheet.freeze(1)?;
    for row in body {
        for (at, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<i64>() {
                // The second column holds the code values.
                Ok(value) if at == 1 => sheet.number(at, value as f64)?,
                _ => sheet.long_text(at, cell)?,
            }
        }
        sheet.next_row();
    }
    let notices = sheet.finish(language);
    save(&mut book, file, path)?;
    Ok(notices)
}
