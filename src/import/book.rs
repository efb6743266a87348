//! A spreadsheet file as calamine reads it (the old `.xls` as `xls` does): names of sheets, and the cells of one as they are shown, formulas without a value
//! by their wording.

use std::fs::File;
use std::io::BufReader;

use calamine::{Data, ExcelDateTime, Ods, OdsError, Range, Reader, Xlsx, XlsxError};

use super::grid::{Grid, too_large};
use super::kind::{Kind, password};
use super::row::Written;
use super::sheet::damaged;
use super::xls::Xls;
use crate::problem::{Problem, Result};

/// Formulas without a value that are kept.
const FORMULAS: usize = 1_000_000;

pub(super) type Reading = BufReader<File>;

pub(super) enum Book {
    Xlsx(Box<Xlsx<Reading>>),
    Xls(Xls),
    Ods(Box<Ods<Reading>>),
}

impl Book {
    pub fn open(file: Reading, kind: Kind) -> Result<Book> {
        Ok(match kind {
            Kind::Xls => Book::Xls(Xls::open(file)?),
            Kind::Ods => Book::Ods(Box::new(Ods::new(file).map_err(|error| match error {
                OdsError::Password => password(),
                error => damaged(&error.to_string()),
            })?)),
            _ => Book::Xlsx(Box::new(Xlsx::new(file).map_err(|error| match error {
                XlsxError::Password => password(),
                error => damaged(&error.to_string()),
            })?)),
        })
    }

    pub fn names(&self) -> Vec<String> {
        match self {
            Book::Xlsx(book) => book.sheet_names(),
            Book::Xls(book) => book.names(),
            Book::Ods(book) => book.sheet_names(),
        }
    }

    /// The cells of a sheet; formulas only where they have no value. A sheet of charts has none.
    pub fn grid(&mut self, name: &str) -> Result<Grid> {
        match self {
            Book::Xlsx(book) => {
                let mut grid = Grid::default();
                match book.worksheet_cells_reader(name) {
                    Ok(mut cells) => {
                        while let Some(cell) = cells.next_cell().map_err(broken)? {
                            put(
                                &mut grid,
                                cell.get_position(),
                                &Data::from(cell.get_value().clone()),
                            )?;
                        }
                    }
                    Err(XlsxError::NotAWorksheet(_)) => return Ok(grid),
                    Err(error) => return Err(broken(error)),
                }
                grid.close()?;
                let mut formulas = Vec::new();
                let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
                while let Some(cell) = cells.next_formula().map_err(broken)? {
                    keep(&mut formulas, &grid, cell.get_position(), cell.get_value())?;
                }
                with_formulas(grid, formulas)
            }
            Book::Xls(book) => book.grid(name),
            Book::Ods(book) => {
                let cells = book.worksheet_range(name).map_err(broken)?;
                of_range(
                    &cells,
                    &book.worksheet_formula(name).unwrap_or_else(|_| Range::empty()),
                )
            }
        }
    }
}

fn broken(error: impl std::fmt::Display) -> Problem {
    damaged(&error.to_string())
}

fn of_range(cells: &Range<Data>, formulas: &Range<String>) -> Result<Grid> {
    let mut grid = Grid::default();
    let (top, left) = cells.start().unwrap_or((0, 0));
    for (row, column, cell) in cells.used_cells() {
        put(&mut grid, (top + row as u32, left + column as u32), cell)?;
    }
    grid.close()?;
    let (top, left) = formulas.start().unwrap_or((0, 0));
    let mut kept = Vec::new();
    for (row, column, formula) in formulas.used_cells() {
        keep(
            &mut kept,
            &grid,
            (top + row as u32, left + column as u32),
            formula,
        )?;
    }
    with_formulas(grid, kept)
}

/// A cell as it is shown.
pub(super) fn put(grid: &mut Grid, at: (u32, u32), cell: &Data) -> Result<()> {
    match cell {
        Data::Empty => Ok(()),
        Data::String(text) => grid.put(at, text, Written::Bare),
        Data::Error(error) => grid.put(at, &error.to_string(), Written::Error),
        cell => grid.put(at, &shown(cell), Written::Bare),
    }
}

/// A formula and where it stands.
type Formula = ((u32, u32), String);

fn keep(formulas: &mut Vec<Formula>, grid: &Grid, at: (u32, u32), formula: &str) -> Result<()> {
    if formula.is_empty() || grid.holds(at.0, at.1) {
        return Ok(());
    }
    if formulas.len() == FORMULAS {
        return Err(too_large());
    }
    let formula = formula.strip_prefix("of:").unwrap_or(formula);
    let equals = if formula.starts_with('=') { "" } else { "=" };
    formulas.push((at, format!("{equals}{formula}")));
    Ok(())
}

fn with_formulas(mut grid: Grid, formulas: Vec<Formula>) -> Result<Grid> {
    if formulas.is_empty() {
        return Ok(grid);
    }
    for (at, formula) in &formulas {
        grid.put(*at, formula, Written::Formula)?;
    }
    grid.close()?;
    Ok(grid)
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
