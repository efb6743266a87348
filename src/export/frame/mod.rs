//! A study as labelled variables: everything that came in, then what was coded.
//!
//! | member | what |
//! |---|---|
//! | `rows` | what a row is: unit, questionnaire, respondent |
//! | `came` | the columns that came in, in the order and under the names of the files |
//! | `growing` | one such column: a number, a date or a text, whatever its cells are |
//! | `block` | the variables of one coding: status, 0/1 per code, codes side by side, response sets |
//! | `reasons` | numbers for where it is not known whether a code applies |
//! | `notes` | what the file says of itself |
//!
//! With units as rows one block stands for all questions, and its variables are named after the codes alone; with
//! questionnaires or respondents each question has a block of its own with its name in front, be there one question or
//! several, so that a second question renames nothing. What is in a block can be chosen ([`super::Which`]).
//!
//! Deliberately absent: file formats (`statfile`), and how a name or a label has to be cut for one.

mod block;
mod came;
mod growing;
mod notes;
mod reasons;
mod rows;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod waves;

use self::block::{Block, Making};
use self::came::{Came, CameIn};
use self::rows::Places;
pub(super) use self::rows::Rows;
use super::coding::Codings;
use super::matrix::Stray;
use super::{Options, Reading, Which};
use crate::problem::{Notice, Result};
use crate::statfile::names::{Names, Program};
use crate::statfile::{Column, Frame};
use crate::study::{Background, Keys, Read, Wanted};
use crate::survey::{Coder, Value};

/// A study as a file of a statistics program holds it.
pub(super) struct DataSet {
    pub frame: Frame,
    /// So many of its first variables came in.
    pub came_in: usize,
    /// Place of the variable that names rows, among those that came in.
    pub id: Option<usize>,
    /// Places of what came in about respondents, beside ids and answers.
    pub background: Vec<usize>,
    pub notices: Vec<Notice>,
    /// Seconds since 1970 UTC of the latest thing that happened to the study.
    pub moment: i64,
}

impl DataSet {
    /// Empties the cells of codes that hold nothing but why it is not known whether the code applies, for programs in which no
    /// value counts as missing: a mean would count the reason. The status still tells it.
    pub fn empty_reasons(&mut self) {
        let own = self
            .frame
            .dictionary
            .variables
            .iter()
            .zip(&mut self.frame.columns);
        for (variable, column) in own.skip(self.came_in) {
            if let Column::Numbers(cells) = column {
                let is_known = |number: &f64| !variable.missing.holds(&Value::Number(*number));
                for cell in cells {
                    *cell = cell.filter(is_known);
                }
            }
        }
    }
}

/// # Errors
/// As [`Codings::of`]; the study cannot be read; whoever hears the progress ends it.
pub(super) fn data_set(from: &Reading<'_>, rows: Rows) -> Result<DataSet> {
    from.study.steady(|| made(from, rows))
}

fn made(from: &Reading<'_>, rows: Rows) -> Result<DataSet> {
    let (study, options) = (from.study, from.options);
    let codings = Codings::of(study, options)?;
    let mut notices = codings.notices(study)?;
    let mut places = Places::of(rows);
    let mut came = Came::of(study, rows)?;
    let mut held = Block::all(rows, &codings, None);
    let mut stray = Stray::with_out_of_use(&codings);
    let wanted = wanted(rows, &codings);
    let whole = Wanted {
        background: Background::Stored,
        verbatim: Read::Yes,
        keys: Keys::AlsoOfRecords,
        ..wanted
    };
    from.walk(&whole, |unit| {
        let row = places.of_unit(unit);
        came.hear(unit, row);
        for block in &mut held {
            block.hear(&codings, unit, row, &mut stray)?;
        }
        Ok(())
    })?;
    notices.extend(stray.notices(&codings));
    let mut blocks = held;
    for codings in each_coder(from, &codings)? {
        blocks.extend(of_coder(from, rows, &places, &codings)?);
    }

    let mut names = Names::new(Program::Every);
    let CameIn {
        mut frame,
        id,
        background,
        notices: said,
    } = came.finish(places.count(), options.language);
    notices.extend(said);
    let came_in = frame.columns.len();
    for variable in &frame.dictionary.variables {
        names.keep(&variable.name);
    }
    let mut sets = Names::new(Program::Every);
    for set in &frame.dictionary.sets {
        sets.keep(&set.name);
    }
    let mut making = Making {
        frame: &mut frame,
        names,
        sets,
        codings: &codings,
        rows: places.count(),
        language: options.language,
    };
    places.into_variables(&mut making);
    for block in blocks {
        block.finish(&mut making);
    }
    notes::add(&mut frame.dictionary, from, &codings, rows);
    Ok(DataSet {
        frame,
        came_in,
        id,
        background,
        notices,
        moment: notes::latest_moment(study)?,
    })
}

/// Units as rows are those of the question that was chosen; questionnaires and respondents are all of them.
fn wanted(rows: Rows, codings: &Codings) -> Wanted<'_> {
    match rows {
        Rows::Units => codings.wanted(),
        Rows::Records | Rows::Respondents => Wanted {
            question: None,
            ..codings.wanted()
        },
    }
}

/// The codings of each coder for themselves, where they are to stand beside what holds.
pub(super) fn each_coder(from: &Reading<'_>, held: &Codings) -> Result<Vec<Codings>> {
    if from.options.which != Which::EachCoder {
        return Ok(Vec::new());
    }
    let coders = from.study.coders(&held.codebook.name)?;
    let of = |coder: Coder| {
        let mut options = Options {
            which: Which::Held,
            ..from.options.clone()
        };
        options.selection.coder = Some(coder.label().de);
        Codings::of(from.study, &options)
    };
    coders.into_iter().map(of).collect()
}

/// What one coder decided.
fn of_coder(from: &Reading<'_>, rows: Rows, places: &Places, codings: &Codings) -> Result<Vec<Block>> {
    let mut blocks = Block::all(rows, codings, codings.coder.clone());
    let mut stray = Stray::default();
    from.walk(&wanted(rows, codings), |unit| {
        // What came in since the first walk has no row.
        let Some(row) = places.known(unit) else {
            return Ok(());
        };
        for block in &mut blocks {
            block.hear(codings, unit, row, &mut stray)?;
        }
        Ok(())
    })?;
    Ok(blocks)
}
