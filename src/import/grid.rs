//! The cells of one sheet as texts, only those that have something in them; rows as the sheet shows them.
//!
//! Deliberately absent: a field of cells as wide and as long as the outermost ones. One cell in the last corner of a sheet
//! would make it larger than any memory.

use super::row::{Row, Written};
use super::title;
use crate::problem::{Problem, Result};

/// Bytes that the cells of all sheets that are read may take.
pub(super) const MOST: usize = 300 << 20;
/// Rows with something in them times columns: what a reader of rows has to look at.
const SPANNED: u64 = 150_000_000;

#[derive(Default)]
pub(super) struct Grid {
    text: String,
    cells: Vec<Cell>,
    left: u32,
    width: u32,
    /// The line of headings.
    top: u32,
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
        if self.bytes() + text.len() + size_of::<Cell>() > MOST {
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
        self.top = self.heading_line();
        let rows = self.cells.chunk_by(|one, other| one.row == other.row).count();
        match rows as u64 * u64::from(self.width) > SPANNED {
            true => Err(too_large()),
            false => Ok(()),
        }
    }

    /// The line of headings: the first that has something in it, or the one below a title.
    pub fn top(&self) -> u32 {
        self.top
    }

    /// What stands in the line of headings.
    pub fn headings(&self) -> Vec<String> {
        let mut row = Row::default();
        self.fill(self.top, &mut row);
        (0..row.len()).map(|column| row.cell(column).to_owned()).collect()
    }

    /// What stands above the headings.
    pub fn title(&self) -> Vec<&str> {
        let above = self.cells.iter().take_while(|cell| cell.row < self.top);
        above.map(|cell| self.text(cell)).collect()
    }

    fn heading_line(&self) -> u32 {
        let lines = self.cells.chunk_by(|one, other| one.row == other.row);
        let lines = lines.map(|line| {
            let cell = |cell: &Cell| ((cell.column - self.left) as usize, self.text(cell));
            (u64::from(line[0].row), line.iter().map(cell).collect())
        });
        let found = title::heading_line(lines, self.width as usize);
        found.map_or(0, |line| line as u32)
    }

    fn text(&self, cell: &Cell) -> &str {
        &self.text[cell.start as usize..cell.end as usize]
    }

    /// The cells of a column below its heading, each with its line; those without text are none. Columns are counted as in
    /// [`Grid::fill`].
    pub fn column(&self, column: usize) -> impl Iterator<Item = (u32, &str)> {
        let column = self.left as usize + column;
        self.cells
            .iter()
            .filter(move |cell| cell.row > self.top && cell.column as usize == column)
            .map(|cell| (cell.row, self.text(cell)))
    }

    /// How many lines below the headings have something in them.
    pub fn rows_below(&self) -> usize {
        let below = &self.cells[self.cells.partition_point(|cell| cell.row <= self.top)..];
        below.chunk_by(|one, other| one.row == other.row).count()
    }

    /// Bytes that the cells take.
    pub fn bytes(&self) -> usize {
        self.text.len() + self.cells.len() * size_of::<Cell>()
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
            row.close_with(self.text(cell).as_bytes(), cell.written);
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

    #[test]
    fn columns_are_counted_from_the_first_that_has_something() {
        let mut grid = grid(&[(0, 2, "id"), (0, 3, "text"), (2, 2, "1"), (4, 3, "b")]);
        grid.close().unwrap();
        assert_eq!(grid.column(0).collect::<Vec<_>>(), [(2, "1")]);
        assert_eq!(grid.column(1).collect::<Vec<_>>(), [(4, "b")]);
        assert_eq!(grid.rows_below(), 2);
    }
}
