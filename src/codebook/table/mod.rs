//! A codebook as a table: a row for each code, a column for each thing said of it, as spreadsheets and CSV files hold it.
//!
//! | member | what |
//! |---|---|
//! | `heading` | which column holds what, in German and English, and the names that researchers give them |
//! | `cells` | what stands in a cell: lines, rules, a status |
//! | `sheet` | rows with the columns that were recognised |
//! | `read` | rows → codebook |
//! | `settle` | ids, values and parents of all codes |
//! | `mistake` | what is said of a cell that cannot be read |
//! | `tree` | what stands below what: by a column, by levels, by indentation or by numbers such as 1.2 |
//! | `write` | codebook → rows |
//!
//! What is said of the codebook as a whole stands in rows whose id begins with `#`. Deliberately absent: the file itself (rooms
//! `import` and `export`).

mod cells;
mod heading;
mod mistake;
mod read;
mod settle;
mod sheet;
mod tree;
mod write;

pub use read::of_table;

/// A row of a table, its cells as they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableRow {
    /// As a spreadsheet counts, from 1.
    pub number: u64,
    pub cells: Vec<String>,
}

/// Rows about the codebook as a whole: `#title` and so on; `#stem WORD` is an exception of stems.
mod about {
    pub const TITLE: &str = "#title";
    pub const VERSION: &str = "#version";
    pub const LANGUAGE: &str = "#language";
    pub const PER_ANSWER: &str = "#codes_per_answer";
    pub const DESCRIPTION: &str = "#description";
    pub const STEM: &str = "#stem ";
}
