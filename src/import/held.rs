//! A table that is in memory whole, with what its file says of the variables: files of statistics programs, survey archives.

use super::row::{Row, Written};
use crate::survey::Dictionary;

/// Cells by row. What a reader of a structured format hands to the import.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// The ending of such files, for telling what was recognised.
    pub ending: &'static str,
    /// What is known of the columns; names may be fewer than headings, never others.
    pub dictionary: Dictionary,
    pub headings: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// A cell as the study would keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Empty where nothing was answered.
    Text(String),
    /// The question was not shown.
    NotShown,
}

impl Held {
    /// The row at `at`, numbered as a spreadsheet with one row of headings counts.
    pub fn fill(&self, at: usize, row: &mut Row) {
        row.clear(at as u64 + 2);
        for cell in &self.rows[at] {
            match cell {
                Cell::Text(text) => row.close_with(text.as_bytes(), Written::Quoted),
                Cell::NotShown => row.close(Written::Bare),
            }
        }
    }
}
