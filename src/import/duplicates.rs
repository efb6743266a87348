//! Ids that stand in more than one row of a file. Deliberately absent: the ids themselves in memory; a bit per record
//! of the study tells whether this file has named it before.

use rustc_hash::FxHashMap;

use super::row::Row;
use super::table::Table;
use crate::problem::{Problem, Result};
use crate::survey::RecordId;

/// Duplicates that are listed one by one.
const LISTED: usize = 10;

#[derive(Default)]
pub(super) struct Duplicates {
    seen: Vec<u64>,
    /// Ids and the row in which each came again.
    listed: Vec<(String, u64)>,
    rows: u64,
}

impl Duplicates {
    /// Marks a record; `false` where this file has named it before.
    pub fn first_time(&mut self, record: RecordId) -> bool {
        let (word, bit) = (record.0 as usize / 64, record.0 as usize % 64);
        if self.seen.len() <= word {
            self.seen.resize(word + 1, 0);
        }
        let fresh = self.seen[word] & (1 << bit) == 0;
        self.seen[word] |= 1 << bit;
        fresh
    }

    pub fn found(&mut self, id: &str, row: u64) {
        self.rows += 1;
        if self.listed.len() < LISTED {
            self.listed.push((id.to_owned(), row));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// All that was found as one problem; `again` is the table from its beginning, for the rows of the first ones.
    pub fn problem(&self, mut again: Table, id: usize) -> Result<Problem> {
        let mut first: FxHashMap<&str, u64> = FxHashMap::default();
        let mut row = Row::default();
        while first.len() < self.listed.len() && again.next(&mut row)? {
            let cell = row.cell(id).trim();
            if let Some((id, _)) = self.listed.iter().find(|(id, _)| id == cell) {
                first.entry(id).or_insert(row.number);
            }
            if row.number >= self.listed.iter().map(|(_, row)| *row).max().unwrap_or(0) {
                break;
            }
        }
        let name = &again.names[id];
        let problems = self.listed.iter().map(|(id, row)| {
            let before = first.get(id.as_str()).copied().unwrap_or(0);
            Problem::input(
                format!("Die Kennung »{id}« steht schon in Zeile {before}."),
                format!("The id \"{id}\" stands in row {before} already."),
            )
            .in_row(*row)
            .in_column(name.clone())
        });
        let mut problems: Vec<Problem> = problems.collect();
        let n = self.rows;
        problems[0] = problems[0].clone().hint(
            format!(
                "Doppelte Zeilen: {n}. Sind es mehrere Antworten derselben Befragten: --respondent {name} statt --id; \
                 ist eine andere Spalte die Kennung: --id SPALTE; sonst die doppelten Zeilen aus der Datei nehmen."
            ),
            format!(
                "Duplicate rows: {n}. If they are several answers of one respondent: --respondent {name} instead of \
                 --id; if another column is the id: --id COLUMN; else take the duplicate rows out of the file."
            ),
        );
        Ok(Problem::all(problems).unwrap_or_else(|| Problem::bug("duplicates without rows")))
    }
}
