//! REFI-QDA projects of MAXQDA, ATLAS.ti, NVivo, QualCoder and of this program: texts become answers, selections coding units,
//! codings decisions of those who gave them.
//!
//! | member | what |
//! |---|---|
//! | `rows` | sources, cases, sets and variables as a table of answers |
//! | `marks` | pieces of a text as spans of an answer |
//! | `voices` | users as coders |
//! | `book` | codes of the project as codes of a codebook |
//! | `decide` | codings as decisions |
//!
//! A unit is what somebody selected; selections that overlap are units that overlap, so that every coding is kept.

mod book;
mod decide;
mod marks;
mod rows;
mod voices;

use std::fs::File;
use std::io::Seek;

use super::choices::Choices;
use super::columns::Role;
use super::delimited::unreadable;
use super::table::Table;
use crate::problem::Result;
use crate::refi::{self, read_project};

pub(super) use marks::Marks;
use voices::Voices;

/// What a project holds beside the table of its texts.
pub(super) struct Coded {
    book: refi::CodeBook,
    voices: Voices,
    /// Headings of the columns of a kind.
    id: String,
    respondent: Option<String>,
    questions: Vec<Asked>,
    rows: Vec<CodedRow>,
}

/// A column of texts: its heading, the question that it answers, and its number where the question has several, else 0.
pub(super) struct Asked {
    heading: String,
    question: String,
    slot: u32,
}

struct CodedRow {
    key: String,
    answers: Vec<CodedText>,
}

/// The text of one cell, and what was said of its pieces.
struct CodedText {
    column: usize,
    text: String,
    /// By their places; each with at least one coding.
    selections: Vec<refi::Selection>,
}

/// Opens a project. Pictures, sound and film in it stay where they are.
///
/// # Errors
/// As [`read_project`]; no text in it.
pub(super) fn open(mut file: File) -> Result<Table> {
    file.rewind().map_err(unreadable)?;
    let (project, mut notices) = read_project(file)?;
    let (held, coded, more) = rows::of(project)?;
    notices.extend(more);
    let mut table = Table::of_held(held, notices)?;
    table.coded = Some(Box::new(coded));
    Ok(table)
}

impl Coded {
    /// What the columns are for, unless somebody has said otherwise.
    pub fn said(&self, choices: &Choices) -> Choices {
        let mut choices = choices.clone();
        choices.id.get_or_insert_with(|| self.id.clone());
        if choices.respondent.is_none() {
            choices.respondent.clone_from(&self.respondent);
        }
        if choices.text.is_empty() {
            choices.text = self.questions.iter().map(|asked| asked.heading.clone()).collect();
        }
        choices
    }

    /// What the column of a heading is: the project says it, whatever the heading looks like.
    pub fn role(&self, heading: &str) -> Option<Role> {
        let asked = self.questions.iter().find(|asked| asked.heading == heading)?;
        Some(Role::Open {
            question: asked.question.clone(),
            slot: asked.slot,
        })
    }

    /// The pieces of an answer that were coded; none where the whole of it is one unit.
    pub fn marks(&self, row: u64, column: usize, words: &str) -> Option<Marks> {
        let row = self.rows.get(usize::try_from(row).ok()?.checked_sub(2)?)?;
        let answer = row.answers.iter().find(|answer| answer.column == column)?;
        let wanted = answer.selections.iter();
        let marks = Marks::of(words, &answer.text, wanted.map(|one| (one.start, one.end)))?;
        (!marks.is_empty()).then_some(marks)
    }
}
