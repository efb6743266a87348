//! Bytes ↔ labelled variables: files of statistics programs.
//!
//! A [`Frame`] is what all of them have in common; each format is a member with a reader, a writer or both, and says by
//! notices what it could not carry over.
//!
//! | member | what |
//! |---|---|
//! | `sav` | SPSS, read and written |
//! | `sps` | SPSS syntax with its data, written |
//! | `dta` | Stata, read and written |
//! | `rds`, `rscript` | R data, and a script for the first tables, written |
//! | `parquet` | Parquet, written |
//! | `names`, `renamed` | which names each program takes; what is known of variables under these |
//! | `texts` | texts made to fit a program, and how that is said |
//!
//! Deliberately absent: what the variables of a study are (`export`), and how a frame becomes answers (`import`).

pub mod dta;
pub mod names;
pub mod parquet;
pub mod rds;
mod renamed;
pub mod rscript;
pub mod sav;
pub mod sps;
mod texts;

use crate::survey::Dictionary;

/// Cells by variable, with what is known of the variables.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    pub dictionary: Dictionary,
    /// One per variable, all of the same length.
    pub columns: Vec<Column>,
}

/// The cells of one variable.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Numbers, dates and times as [`crate::survey::Value::Number`] counts them; `None` is missing without a reason
    /// (SPSS: sysmis, Stata: `.`, R: `NA`).
    Numbers(Vec<Option<f64>>),
    /// Texts; an empty one is an empty cell.
    Texts(Vec<String>),
}

impl Column {
    pub fn len(&self) -> usize {
        match self {
            Column::Numbers(cells) => cells.len(),
            Column::Texts(cells) => cells.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Frame {
    /// Number of cases.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }
}
