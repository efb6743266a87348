//! Stata data files: read in releases 102 to 119, written in 118 (Stata 14 and later).
//!
//! Layout after Stata's own description (`help dta`, one page per release) and ReadStat. What Stata knows beside the
//! cells: names, labels, value labels on whole numbers, the missing values `.` and `.a` to `.z`, notes. What it does not:
//! response sets and levels of measurement; sets are kept in notes.
//!
//! The characteristics of a file (`char list` in Stata) hold what a note says to people once more, so that it can be read
//! back: [`SETS`] and [`CODES`].
//!
//! Deliberately absent: release 119 in writing, whose long strings some programs read as empty.
mod bytes;
mod cells;
mod codes;
mod head;
mod labels;
mod moment;
mod notes;
mod number;
mod plan;
mod read;
mod reasons;
mod said;
mod sets;
mod values;
mod write;

pub use read::read;
pub use write::write;

/// Characteristic of the data set with the response sets, as JSON.
const SETS: &str = "response_sets";

/// Characteristic of a variable with the texts behind its numbers, as JSON, in the order of the numbers.
const CODES: &str = "codes";
