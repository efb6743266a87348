//! Sheets of one form read as one table: rows one sheet after the other, each column under its heading wherever a sheet has it.
//!
//! Deliberately absent: joining sheets of different forms by an id. Those are imported one after the other.

use rustc_hash::FxHashMap;

use super::grid::Grid;
use super::headings::fold;
use super::row::{Row, Written};

#[derive(Default)]
pub(super) struct Parts {
    parts: Vec<Part>,
    /// Headings of all sheets, each once; a heading that a sheet has twice is two.
    headings: Vec<String>,
    places: FxHashMap<Heading, usize>,
    /// The sheet and the line that come next; the headings before them where there are several sheets.
    next: Option<(usize, u32)>,
    given_out: u64,
    row: Row,
}

struct Part {
    name: String,
    grid: Grid,
    /// The line of headings.
    top: u32,
    /// By column of the whole: the column of this sheet.
    columns: Vec<Option<usize>>,
}

/// A heading for comparing, and how many of the same stand before it in its sheet.
type Heading = (String, usize);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fits {
    Yes,
    No,
}

impl Parts {
    /// Adds a sheet that has rows, where at least half of its headings or of those known so far are the same.
    pub fn add(&mut self, name: &str, grid: Grid) -> Fits {
        let top = grid.lines().start;
        let mut row = Row::default();
        grid.fill(top, &mut row);
        let mut headings: FxHashMap<Heading, usize> = FxHashMap::default();
        let mut copies: FxHashMap<String, usize> = FxHashMap::default();
        for column in 0..row.len() {
            let folded = fold(row.cell(column));
            let copy = copies.entry(folded.clone()).or_default();
            headings.insert((folded, *copy), column);
            *copy += 1;
        }
        let named = |headings: &FxHashMap<Heading, usize>| {
            let named = headings.keys().filter(|(folded, _)| !folded.is_empty());
            named.count()
        };
        if !self.parts.is_empty() {
            let shared = headings
                .keys()
                .filter(|heading| !heading.0.is_empty() && self.places.contains_key(*heading));
            let shared = shared.count();
            if shared == 0 || shared * 2 < named(&headings).min(named(&self.places)) {
                return Fits::No;
            }
        }
        let mut in_order: Vec<(&Heading, usize)> = headings.iter().map(|(known, at)| (known, *at)).collect();
        in_order.sort_by_key(|(_, column)| *column);
        for (heading, column) in in_order {
            if !self.places.contains_key(heading) {
                self.places.insert(heading.clone(), self.headings.len());
                self.headings.push(row.cell(column).to_owned());
            }
        }
        let mut columns = vec![None; self.headings.len()];
        for (heading, column) in headings {
            columns[self.places[&heading]] = Some(column);
        }
        self.parts.push(Part {
            name: name.to_owned(),
            grid,
            top,
            columns,
        });
        Fits::Yes
    }

    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    pub fn names(&self) -> Vec<String> {
        self.parts.iter().map(|part| part.name.clone()).collect()
    }

    /// The sheet of the latest row, where there are several.
    pub fn part(&self) -> Option<&str> {
        let (part, _) = self.next?;
        (self.parts.len() > 1).then(|| self.parts[part].name.as_str())
    }

    /// Reads the next row; `false` at the end.
    pub fn next(&mut self, row: &mut Row) -> bool {
        let Some(first) = self.parts.first() else {
            return false;
        };
        let several = self.parts.len() > 1;
        let Some((mut at, mut line)) = self.next else {
            if several {
                row.clear(u64::from(first.top) + 1);
                for heading in &self.headings {
                    row.close_with(heading.as_bytes(), Written::Bare);
                }
            } else {
                first.grid.fill(first.top, row);
            }
            self.next = Some((0, first.top + 1));
            self.given_out += 1;
            return true;
        };
        while line >= self.parts[at].grid.lines().end {
            at += 1;
            let Some(part) = self.parts.get(at) else {
                return false;
            };
            line = part.top + 1;
        }
        let part = &self.parts[at];
        if several {
            part.grid.fill(line, &mut self.row);
            row.clear(self.row.number);
            if self.row.len() > 0 {
                for column in 0..self.headings.len() {
                    match part.columns.get(column).copied().flatten() {
                        Some(column) => {
                            row.close_with(self.row.cell(column).as_bytes(), self.row.written(column))
                        }
                        None => row.close(Written::Bare),
                    }
                }
            }
        } else {
            part.grid.fill(line, row);
        }
        self.next = Some((at, line + 1));
        self.given_out += 1;
        true
    }

    /// Begins again with the headings.
    pub fn rewind(&mut self) {
        self.next = None;
        self.given_out = 0;
    }

    /// Rows given out, and rows in all.
    pub fn progress(&self) -> (u64, u64) {
        let all = self.parts.iter().map(|part| part.grid.lines().len() as u64);
        (self.given_out, all.sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        let mut grid = Grid::default();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                grid.put((row, column), cell, Written::Bare).unwrap();
            }
        }
        grid.close().unwrap();
        grid
    }

    fn rows(parts: &mut Parts) -> Vec<String> {
        let mut row = Row::default();
        let mut rows = Vec::new();
        while parts.next(&mut row) {
            let cells: Vec<&str> = (0..row.len()).map(|at| row.cell(at)).collect();
            let part = parts.part().unwrap_or_default();
            rows.push(format!("{part} {}: {}", row.number, cells.join("|")));
        }
        rows
    }

    #[test]
    fn sheets_of_one_form_are_one_table_whatever_the_order_of_their_columns() {
        let mut parts = Parts::default();
        assert_eq!(parts.add("A", grid(&[&["id", "text"], &["1", "x"]])), Fits::Yes);
        assert_eq!(
            parts.add("B", grid(&[&["Text", "amt", "ID"], &[], &["y", "Süd", "2"]])),
            Fits::Yes
        );
        assert_eq!(
            parts.add("C", grid(&[&["code", "label"], &["1", "ja"]])),
            Fits::No
        );
        let expected = ["A 1: id|text|amt", "A 2: 1|x|", "B 2: ", "B 3: 2|y|Süd"];
        assert_eq!(rows(&mut parts), expected);
        parts.rewind();
        assert_eq!(rows(&mut parts), expected);
        assert_eq!(parts.progress(), (4, 5));
    }

    #[test]
    fn one_sheet_comes_as_it_stands() {
        let mut parts = Parts::default();
        parts.add("A", grid(&[&["id", "", "id"], &["1", "x", "y"]]));
        assert_eq!(rows(&mut parts), [" 1: id||id", " 2: 1|x|y"]);
    }
}
