//! Tables: frequencies and crosstabs, counted from the study in one pass.
//!
//! [`count`] reads the study once; [`Counted::frequencies`] and [`Counted::crosstabs`] make tables of it in either way
//! of counting, for what people decided or for what is only suggested. A form of [`FORMS`] writes them.
//!
//! | member | what |
//! |---|---|
//! | `choice` | what is counted: codebook, question, coder, background columns; names are checked |
//! | `said` | the same as it was typed; the words that can be said |
//! | `scheme` | the codes with their ancestors, in the order of the tree |
//! | `out_of_use` | what is said of decisions that named codes which are not given any more |
//! | `sets` | sets of codes, each kept once |
//! | `axis` | the groups of a background column, filled and put in order |
//! | `pass` | one pass over the study: constellations of codes by group |
//! | `marks` | what one case holds |
//! | `named` | what each respondent named in which group |
//! | `tally` | constellations → counts: exclusive cells, mentions, bases |
//! | `sample` | who answered, of how many: what intervals rest on |
//! | `places` | in which lines a case counts |
//! | `tested` | whether groups differ: the test that is valid, its result |
//! | `table` | the table as data: lines, groups, cells, percents |
//! | `build` | counts → tables: lines and groups in their order, percents |
//! | `hide` | small counts and what would tell them are taken out |
//! | `head` | what a table counts, in words |
//! | `grid` | headings and rows as people read them |
//! | `items` | closed questions that came along: means, spread, distributions |
//! | `change` | what has changed between two waves with the same respondents |
//! | `cooccurrence` | codes that occur together, in one codebook or between two |
//! | `form` | the table of forms: `text`, `markdown`, `csv`, `json` |
//!
//! What people decided and what is only suggested is never added up unless [`Layer::Both`] is asked for. Deliberately
//! absent: charts.

mod axis;
#[cfg(test)]
mod begun;
mod build;
pub mod change;
mod choice;
#[cfg(test)]
mod compared;
pub mod cooccurrence;
mod csv;
#[cfg(test)]
mod drawn;
#[cfg(test)]
pub(crate) mod fixture;
mod form;
mod grid;
mod head;
mod hide;
pub mod items;
mod json;
mod markdown;
mod marks;
mod named;
mod out_of_use;
mod pass;
mod places;
mod said;
mod sample;
mod scheme;
mod sets;
mod table;
mod tally;
mod tested;
mod text;
#[cfg(test)]
mod worked;

pub use axis::{Axis, OfGroups};
pub use choice::{
    Base, Kept, Level, Selection, accepted_by_machine, choose_background, choose_codebook, choose_coder,
    choose_questions, not_agreed, stale,
};
pub use form::{ALL as FORMS, Drawing, Form, form};
pub use grid::{Field, Grid};
pub use markdown::{escaped, grid_in_markdown};
pub use marks::{Marks, Profile};
pub use named::Named;
pub use out_of_use::OutOfUse;
pub use pass::{Counted, Whose, count};
pub use said::{Choice, Said, ids};
pub use sample::Sample;
pub use table::{
    Cell, Counting, Group, GroupOrder, Head, Hidden, Hiding, Intervals, Kind, Line, Order, Share, Table,
    View, share,
};
pub use tally::{Layer, Standing};
pub use tested::{By, CodeTest, Column, Dependence, ERROR, Outcome, STANDS_OUT, Test, Tested};
pub use text::draw_grid;
