//! How many cells an OpenDocument spreadsheet has when its repeated rows and columns are written out, counted before a
//! program unfolds them.

use std::fs::File;
use std::io::{BufReader, Seek};

use super::delimited::unreadable;
use super::grid::too_large;
use super::sheet::damaged;
use crate::packed::xml::{Piece, pieces};
use crate::packed::{Archive, MOST};
use crate::problem::Result;

/// Cells of all sheets that may be unfolded, some 80 bytes each while they are.
const CELLS: u64 = 3_000_000;

/// Cells of one sheet.
#[derive(Default)]
struct Extent {
    /// Cells before the last one of each row that has something in it.
    cells: u64,
    rows: u64,
    /// Rows up to the last one that has something in it.
    filled_rows: u64,
    width: u64,
    row: OfRow,
}

/// Cells of the row that is being read.
#[derive(Default)]
struct OfRow {
    times: u64,
    before: u64,
    filled: u64,
    /// Of the cell that is being read.
    cell: u64,
    is_filled: bool,
}

/// # Errors
/// More cells than anybody's memory should hold; no spreadsheet.
pub(super) fn check(file: &mut BufReader<File>) -> Result<()> {
    file.rewind().map_err(unreadable)?;
    let content = Archive::open(&mut *file, MOST)?
        .read("content.xml")?
        .ok_or_else(|| damaged(""))?;
    let text = std::str::from_utf8(&content).map_err(|_| damaged(""))?;
    let mut extent = Extent::default();
    let mut all = 0;
    let mut open: Vec<String> = Vec::new();
    pieces(text, |piece| {
        match piece {
            Piece::Open { name, attributes } => {
                extent.open(&name, &attributes);
                open.push(name);
            }
            Piece::Text(text) => extent.row.is_filled |= !text.is_empty(),
            Piece::Close => {
                let name = open.pop().unwrap_or_default();
                extent.close(&name);
                if name == "table" {
                    all += std::mem::take(&mut extent).all();
                }
            }
        }
        match all.saturating_add(extent.all()) > CELLS {
            true => Err(too_large()),
            false => Ok(()),
        }
    })
}

impl Extent {
    fn all(&self) -> u64 {
        self.cells.max(self.filled_rows.saturating_mul(self.width))
    }

    fn open(&mut self, name: &str, attributes: &[(String, String)]) {
        let attribute = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted);
        let times = |wanted| attribute(wanted).map_or(1, |(_, times)| times.parse().unwrap_or(u64::MAX));
        match name {
            "table-row" => {
                self.row = OfRow {
                    times: times("number-rows-repeated"),
                    ..OfRow::default()
                };
            }
            "table-cell" | "covered-table-cell" => {
                self.row.cell = times("number-columns-repeated");
                self.row.is_filled = attribute("value-type").is_some() || attribute("formula").is_some();
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        let row = &mut self.row;
        match name {
            "table-cell" | "covered-table-cell" => {
                row.before = row.before.saturating_add(row.cell);
                if row.is_filled {
                    row.filled = row.before;
                }
            }
            "table-row" => {
                self.rows = self.rows.saturating_add(row.times);
                self.cells = self.cells.saturating_add(row.filled);
                self.width = self.width.max(row.filled);
                if row.filled > 0 {
                    self.filled_rows = self.rows;
                }
            }
            _ => {}
        }
    }
}
