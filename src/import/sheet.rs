//! Rows of a spreadsheet, read by calamine: cells as they are shown, formulas without a value by their wording.
//!
//! Deliberately absent: streaming. The formats are archives that have to be unpacked whole.

use std::fs::File;
use std::io::{BufReader, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Data, ExcelDateTime, Ods, OdsError, Range, Reader, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};

use super::delimited::unreadable;
use super::kind::{Kind, password};
use super::row::{Row, Written};
use crate::problem::{Notice, Problem, Result};

pub(super) struct Sheet {
    pub name: String,
    /// Names of the other sheets.
    pub others: Vec<String>,
    cells: Range<Data>,
    formulas: Range<String>,
    /// Rows given out so far.
    at: usize,
}

type Reading = BufReader<File>;

impl Sheet {
    /// Opens the sheet that was named, else the first one that has rows.
    ///
    /// # Errors
    /// Damaged, protected by a password, no such sheet, nothing in it.
    pub fn open(file: File, kind: Kind, wanted: Option<&str>) -> Result<(Sheet, Option<Notice>)> {
        let mut file = BufReader::new(file);
        file.rewind().map_err(unreadable)?;
        // A damaged file must not end the program, whatever the reader does with it.
        let opened = catch_unwind(AssertUnwindSafe(|| match kind {
            Kind::Xls => choose(Xls::<Reading>::new(file), wanted, |error| {
                matches!(error, XlsError::Password)
            }),
            Kind::Xlsb => choose(Xlsb::<Reading>::new(file), wanted, |error| {
                matches!(error, XlsbError::Password)
            }),
            Kind::Ods => choose(Ods::<Reading>::new(file), wanted, |error| {
                matches!(error, OdsError::Password)
            }),
            _ => choose(Xlsx::<Reading>::new(file), wanted, |error| {
                matches!(error, XlsxError::Password)
            }),
        }));
        opened.unwrap_or_else(|_| Err(damaged("")))
    }

    /// Reads the next row; `false` at the end.
    pub fn next(&mut self, row: &mut Row) -> bool {
        let (top, left) = self.cells.start().unwrap_or((0, 0));
        if self.at >= self.cells.height() {
            return false;
        }
        let line = top + self.at as u32;
        row.clear(u64::from(line) + 1);
        for column in 0..self.cells.width() as u32 {
            let place = (line, left + column);
            let cell = self.cells.get_value(place).unwrap_or(&Data::Empty);
            match (cell, self.formulas.get_value(place)) {
                (Data::Empty, Some(formula)) if !formula.is_empty() => {
                    let formula = formula.strip_prefix("of:").unwrap_or(formula);
                    let equals = if formula.starts_with('=') { "" } else { "=" };
                    row.close_with(format!("{equals}{formula}").as_bytes(), Written::Formula);
                }
                (Data::String(text), _) => row.close_with(text.as_bytes(), Written::Bare),
                (Data::Error(error), _) => row.close_with(error.to_string().as_bytes(), Written::Error),
                _ => row.close_with(shown(cell).as_bytes(), Written::Bare),
            }
        }
        self.at += 1;
        true
    }

    /// Begins again with the first row.
    pub fn rewind(&mut self) {
        self.at = 0;
    }

    /// Rows given out, and rows in all.
    pub fn progress(&self) -> (u64, u64) {
        (self.at as u64, self.cells.height() as u64)
    }
}

fn choose<R, E: std::fmt::Display>(
    book: std::result::Result<R, E>,
    wanted: Option<&str>,
    is_password: impl Fn(&E) -> bool,
) -> Result<(Sheet, Option<Notice>)>
where
    R: Reader<Reading, Error = E>,
{
    let say = |error: E| {
        if is_password(&error) {
            password()
        } else {
            damaged(&error.to_string())
        }
    };
    let mut book = book.map_err(say)?;
    let names = book.sheet_names();
    let list = names.join(", ");
    let name = match wanted {
        None => None,
        Some(wanted) => {
            let found = names
                .iter()
                .find(|name| name.trim().to_lowercase() == wanted.trim().to_lowercase());
            Some(found.cloned().ok_or_else(|| {
                Problem::usage(
                    format!("Ein Blatt »{wanted}« gibt es nicht."),
                    format!("There is no sheet \"{wanted}\"."),
                )
                .hint(
                    format!("Die Blätter heißen: {list}."),
                    format!("The sheets are: {list}."),
                )
            })?)
        }
    };
    let candidates = name.map_or_else(|| names.clone(), |name| vec![name]);
    for name in &candidates {
        let cells = book.worksheet_range(name).map_err(say)?;
        // A sheet of one row is a title page.
        if cells.height() < 2 && candidates.len() > 1 && name != &candidates[candidates.len() - 1] {
            continue;
        }
        if cells.is_empty() {
            break;
        }
        let formulas = book.worksheet_formula(name).unwrap_or_else(|_| Range::empty());
        let others: Vec<String> = names.iter().filter(|other| *other != name).cloned().collect();
        let notice = (wanted.is_none() && !others.is_empty()).then(|| {
            let others = others.join(", ");
            Notice::new(
                format!("Gelesen wurde das Blatt »{name}«, nicht: {others}. Ein anderes mit --sheet NAME."),
                format!("The sheet \"{name}\" was read, not: {others}. Another one with --sheet NAME."),
            )
        });
        let sheet = Sheet {
            name: name.clone(),
            others,
            cells,
            formulas,
            at: 0,
        };
        return Ok((sheet, notice));
    }
    Err(Problem::input(
        "In der Tabelle steht nichts.",
        "There is nothing in the spreadsheet.",
    )
    .hint(
        format!("Die Blätter heißen: {list}. Ein anderes mit --sheet NAME nennen."),
        format!("The sheets are: {list}. Name another one with --sheet NAME."),
    ))
}

pub(super) fn damaged(error: &str) -> Problem {
    let because = if error.is_empty() {
        String::new()
    } else {
        format!(" ({error})")
    };
    Problem::input(
        format!("Die Tabelle ist unvollständig oder beschädigt und lässt sich nicht öffnen{because}."),
        format!("The spreadsheet is incomplete or damaged and cannot be opened{because}."),
    )
    .hint(
        "Die Antworten noch einmal exportieren, oder die Datei im Tabellenprogramm öffnen und neu speichern.",
        "Export the answers once more, or open the file in the spreadsheet program and save it anew.",
    )
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::Float(number) => number_as_shown(*number),
        Data::DateTime(time) => time_as_shown(time),
        Data::DateTimeIso(time) => time.strip_suffix("T00:00:00").unwrap_or(time).replace('T', " "),
        other => other.to_string(),
    }
}

/// Fifteen digits, as spreadsheet programs show them; no `.0`.
fn number_as_shown(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

/// `2026-05-31`, `2026-05-31 14:03:00`, `14:03:00`.
fn time_as_shown(time: &ExcelDateTime) -> String {
    let seconds = (time.as_f64() * 86_400.0).round() as i64;
    let clock = |seconds: i64| {
        format!(
            "{:02}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        )
    };
    if time.is_duration() || (0..86_400).contains(&seconds) {
        return clock(seconds);
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn cells_read_as_they_are_shown() {
        // 45443 is 31 May 2024 in the date system of 1900 (DATE(2024;5;31) in a spreadsheet program).
        let time = |value| Data::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false));
        for (cell, expected) in [
            (Data::Float(5.0), "5"),
            (Data::Float(0.1 + 0.2), "0.3"),
            (Data::Float(-2.5), "-2.5"),
            (Data::Int(7), "7"),
            (Data::Bool(true), "true"),
            (time(45_443.0), "2024-05-31"),
            (time(45_443.5), "2024-05-31 12:00:00"),
            (time(0.25), "06:00:00"),
            (Data::DateTimeIso("2024-05-31T00:00:00".into()), "2024-05-31"),
            (Data::Error(calamine::CellErrorType::NA), "#N/A"),
            (Data::Empty, ""),
        ] {
            assert_eq!(shown(&cell), expected);
        }
    }
}
