//! The cells of one sheet as texts, only those that have something in them; rows as the sheet shows them.
//!
//! Deliberately absent: a field of cells as wide and as long as the outermost ones. One cell in the last corner of a sheet
//! would make it larger than any memory.

use super::row::{Row, Written};
use crate::problem::{Problem, Result};

/// Bytes that the cells of a sheet may take.
const MOST: usize = 300 << 20;
/// Rows with something in them times columns: what a reader of rows has to look at.
const SPANNED: u64 = 150_000_000;

#[derive(Default)]
pub(super) struct Grid {
    text: String,
    cells: Vec<Cell>,
    left: u32,
    width: u32,
}

#[derive(Clone, Copy)]
struct Cell {
    row: u32,
    column: u32,
    start: u32,
    end: u32,
    written: Written,
}

impl Grid {
    /// Adds a cell, in whatever order; one without text is none.
    ///
    /// # Errors
    /// More than anybody's memory should hold.
    pub fn put(&mut self, (row, column): (u32, u32), text: &str, written: Written) -> Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let taken = self.text.len() + text.len() + (self.cells.len() + 1) * size_of::<Cell>();
        if taken > MOST {
            return Err(too_large());
        }
        let start = self.text.len() as u32;
        self.text.push_str(text);
        self.cells.push(Cell {
            row,
            column,
            start,
            end: self.text.len() as u32,
            written,
        });
        Ok(())
    }

    /// Puts the cells in order; of two in one place the first stands.
    ///
    /// # Errors
    /// Cells so far apart that nobody could go through the rows between.
    pub fn close(&mut self) -> Result<()> {
        let place = |cell: &Cell| (cell.row, cell.column);
        if !self.cells.is_sorted_by_key(place) {
            self.cells.sort_by_key(place);
        }
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
        let columns = || self.cells.iter().map(|cell| cell.column);
        self.left = columns().min().unwrap_or(0);
        self.width = columns().max().map_or(0, |last| last - self.left + 1);
        let rows = self.cells.chunk_by(|one, other| one.row == other.row).count();
        match rows as u64 * u64::from(self.width) > SPANNED {
            true => Err(too_large()),
            false => Ok(()),
        }
    }

    /// Whether something stands in a place of a grid that was closed.
    pub fn holds(&self, row: u32, column: u32) -> bool {
        let place = |cell: &Cell| (cell.row, cell.column);
        self.cells.binary_search_by_key(&(row, column), place).is_ok()
    }

    /// The lines from the first to the last that have something in them, counted from 0.
    pub fn lines(&self) -> std::ops::Range<u32> {
        match (self.cells.first(), self.cells.last()) {
            (Some(first), Some(last)) => first.row..last.row + 1,
            _ => 0..0,
        }
    }

    /// How many lines have something in them, counted up to two.
    pub fn has_rows(&self) -> usize {
        self.cells
            .chunk_by(|one, other| one.row == other.row)
            .take(2)
            .count()
    }

    /// A line as a row, numbered as the sheet counts; as many cells as the sheet has columns, none where it is blank.
    pub fn fill(&self, line: u32, row: &mut Row) {
        row.clear(u64::from(line) + 1);
        let from = self.cells.partition_point(|cell| cell.row < line);
        let cells = self.cells[from..].iter().take_while(|cell| cell.row == line);
        let mut next = self.left;
        for cell in cells {
            for _ in next..cell.column {
                row.close(Written::Bare);
            }
            let text = &self.text[cell.start as usize..cell.end as usize];
            row.close_with(text.as_bytes(), cell.written);
            next = cell.column + 1;
        }
        if next > self.left {
            for _ in next..self.left + self.width {
                row.close(Written::Bare);
            }
        }
    }
}

pub(super) fn too_large() -> Problem {
    Problem::input(
        "Die Tabelle ist zu groß: So viele Zellen hat keine Befragung.",
        "The spreadsheet is too large: no survey has that many cells.",
    )
    .hint(
        "Prüfen, ob weit unten oder rechts noch etwas steht, und es löschen; sonst als CSV speichern und diese Datei einlesen.",
        "Check whether something stands far down or to the right, and delete it; else save it as CSV and import that file.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(cells: &[(u32, u32, &str)]) -> Grid {
        let mut grid = Grid::default();
        for (row, column, text) in cells {
            grid.put((*row, *column), text, Written::Bare).unwrap();
        }
        grid
    }

    #[test]
    fn rows_come_as_the_sheet_shows_them() {
        let mut grid = grid(&[(4, 3, "c"), (1, 1, "a"), (1, 3, "b"), (4, 1, ""), (4, 3, "again")]);
        grid.close().unwrap();
        assert_eq!(grid.lines(), 1..5);
        assert!(grid.holds(1, 3) && !grid.holds(1, 2));
        let mut row = Row::default();
        let mut rows = Vec::new();
        for line in grid.lines() {
            grid.fill(line, &mut row);
            let cells: Vec<String> = (0..row.len()).map(|at| row.cell(at).to_owned()).collect();
            rows.push((row.number, cells.join("|")));
        }
        let rows: Vec<(u64, &str)> = rows.iter().map(|(at, row)| (*at, &**row)).collect();
        assert_eq!(rows, [(2, "a||b"), (3, ""), (4, ""), (5, "||c")]);
    }

    #[test]
    fn a_cell_in_the_last_corner_costs_no_more_than_others() {
        let mut grid = grid(&[(0, 0, "id"), (0, 1, "text"), (1_048_575, 16_383, "x")]);
        grid.close().unwrap();
        assert_eq!(grid.lines().len(), 1_048_576);
        assert_eq!(grid.has_rows(), 2);
    }
}
