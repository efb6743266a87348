//! Sheets of one form read as one table: rows one sheet after the other, each column under its heading wherever a sheet has it.
//!
//! Deliberately absent: how a sheet of another form is joined to them (`joined`).

use rustc_hash::FxHashMap;

use super::choices::Choices;
use super::grid::Grid;
use super::headings::fold;
use super::joined::{Joined, has_text, is_unique};
use super::named::{ID_HEADINGS, RESPONDENT_HEADINGS};
use super::row::{Row, Written};
use crate::problem::{Notice, Result};

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
    /// Sheets with further columns of the same rows.
    joined: Vec<Joined>,
}

struct Part {
    name: String,
    grid: Grid,
    /// By column of the whole: the column of this sheet.
    columns: Vec<Option<usize>>,
}

/// A heading for comparing, and how many of the same stand before it in its sheet.
type Heading = (String, usize);

/// Whether a heading is that of a column which names rows.
fn names_rows(folded: &str, choices: &Choices) -> bool {
    let said = [&choices.id, &choices.respondent];
    said.into_iter().flatten().any(|said| fold(said) == folded)
        || ID_HEADINGS.contains(&folded)
        || RESPONDENT_HEADINGS.contains(&folded)
}

impl Parts {
    /// Adds a sheet that has rows, where at least half of its headings or of those known so far are the same: columns that name
    /// rows not counted, for these are in sheets of every kind, and a column of answers, where one was named, among them. One of
    /// another form comes back.
    pub fn add(&mut self, name: &str, grid: Grid, choices: &Choices) -> std::result::Result<(), Grid> {
        let mut row = Row::default();
        grid.fill(grid.top(), &mut row);
        let mut headings: FxHashMap<Heading, usize> = FxHashMap::default();
        let mut copies: FxHashMap<String, usize> = FxHashMap::default();
        for column in 0..row.len() {
            let folded = fold(row.cell(column));
            let copy = copies.entry(folded.clone()).or_default();
            headings.insert((folded, *copy), column);
            *copy += 1;
        }
        let counts = |folded: &str| !folded.is_empty() && !names_rows(folded, choices);
        let named = |headings: &FxHashMap<Heading, usize>| {
            let named = headings.keys().filter(|(folded, _)| counts(folded));
            named.count()
        };
        if !self.parts.is_empty() {
            let shared = headings
                .keys()
                .filter(|heading| counts(&heading.0) && self.places.contains_key(*heading));
            let shared = shared.count();
            let lacks_text = has_text(&self.headings, choices) && !has_text(&grid.headings(), choices);
            if lacks_text || shared == 0 || shared * 2 < named(&headings).min(named(&self.places)) {
                return Err(grid);
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
            columns,
        });
        Ok(())
    }

    /// Joins a sheet with further columns of the same rows.
    ///
    /// # Errors
    /// As [`Joined::of`].
    pub fn join(&mut self, name: &str, grid: Grid, choices: &Choices) -> Result<Vec<Notice>> {
        let others: Vec<String> = self
            .joined
            .iter()
            .flat_map(Joined::headings)
            .map(str::to_owned)
            .collect();
        let (joined, notices) = Joined::of(name, grid, self, &others, choices)?;
        self.joined.push(joined);
        Ok(notices)
    }

    /// The headings of all sheets but those that were joined.
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// Whether each row has its own value in a column, in every sheet.
    pub fn is_unique(&self, column: usize) -> bool {
        self.parts.iter().all(|part| {
            let own = part.columns.get(column).copied().flatten();
            own.is_some_and(|own| is_unique(&part.grid, own))
        })
    }

    /// The cells of a column of all rows, and whether the row has nothing in it.
    pub fn each(&self, column: usize, mut each: impl FnMut(&str, bool)) {
        let mut row = Row::default();
        for part in &self.parts {
            let own = part.columns.get(column).copied().flatten();
            for line in part.grid.top() + 1..part.grid.lines().end {
                part.grid.fill(line, &mut row);
                each(own.map_or("", |own| row.cell(own)), row.is_blank());
            }
        }
    }

    /// Whether several sheets stand one below the other.
    pub fn are_several(&self) -> bool {
        self.parts.len() > 1
    }

    /// Bytes that all cells take.
    pub fn bytes(&self) -> usize {
        let parts = self.parts.iter().map(|part| part.grid.bytes());
        parts.chain(self.joined.iter().map(Joined::bytes)).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The sheets that stand one below the other.
    pub fn names(&self) -> Vec<String> {
        self.parts.iter().map(|part| part.name.clone()).collect()
    }

    /// The sheets that were joined to them.
    pub fn joined(&self) -> impl Iterator<Item = String> {
        self.joined.iter().map(|joined| joined.name.clone())
    }

    /// The sheet of the latest row, where there are several.
    pub fn part(&self) -> Option<&str> {
        let (part, _) = self.next?;
        self.are_several().then(|| self.parts[part].name.as_str())
    }

    /// Reads the next row; `false` at the end.
    pub fn next(&mut self, row: &mut Row) -> bool {
        let is_heading = self.next.is_none();
        if !self.next_of_parts(row) {
            return false;
        }
        for joined in &mut self.joined {
            match is_heading {
                true => joined.add_headings(row),
                false if row.len() > 0 => joined.add(row),
                false => {}
            }
        }
        true
    }

    fn next_of_parts(&mut self, row: &mut Row) -> bool {
        let Some(first) = self.parts.first() else {
            return false;
        };
        let several = self.are_several();
        let Some((mut at, mut line)) = self.next else {
            let top = first.grid.top();
            if several {
                row.clear(u64::from(top) + 1);
                for heading in &self.headings {
                    row.close_with(heading.as_bytes(), Written::Bare);
                }
            } else {
                first.grid.fill(top, row);
            }
            self.next = Some((0, top + 1));
            self.given_out += 1;
            return true;
        };
        while line >= self.parts[at].grid.lines().end {
            at += 1;
            let Some(part) = self.parts.get(at) else {
                return false;
            };
            line = part.grid.top() + 1;
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
        let choices = Choices::default();
        let mut fits = |name: &str, rows: &[&[&str]]| parts.add(name, grid(rows), &choices).is_ok();
        assert!(fits("A", &[&["id", "text"], &["1", "x"]]));
        assert!(fits("B", &[&["Text", "amt", "ID"], &[], &["y", "Süd", "2"]]));
        assert!(!fits("C", &[&["code", "label"], &["1", "ja"]]));
        assert!(!fits("D", &[&["id", "alter"], &["1", "44"]]));
        let expected = ["A 1: id|text|amt", "A 2: 1|x|", "B 2: ", "B 3: 2|y|Süd"];
        assert_eq!(rows(&mut parts), expected);
        parts.rewind();
        assert_eq!(rows(&mut parts), expected);
        assert_eq!(parts.progress(), (4, 5));
    }

    #[test]
    fn one_sheet_comes_as_it_stands() {
        let mut parts = Parts::default();
        let only = grid(&[&["id", "", "id"], &["1", "x", "y"]]);
        assert!(parts.add("A", only, &Choices::default()).is_ok());
        assert_eq!(rows(&mut parts), [" 1: id||id", " 2: 1|x|y"]);
    }
}
