//! What joining two files came to.

use std::path::PathBuf;

use serde::Serialize;

use crate::survey::CoderKind;

/// How many things of a kind each file had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Side {
    pub both: u64,
    pub only_here: u64,
    /// New to this study.
    pub only_there: u64,
}

impl Side {
    /// `all_here` and `all_there` count those in both.
    pub(super) fn of(both: u64, all_here: u64, all_there: u64) -> Side {
        Side {
            both,
            only_here: all_here - both,
            only_there: all_there - both,
        }
    }
}

/// The decisions of one coder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfCoder {
    pub name: String,
    pub kind: CoderKind,
    #[serde(flatten)]
    pub decisions: Side,
}

/// Something that both files have, and that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Different {
    /// Key of the record.
    pub record: String,
    /// Question or background column.
    pub column: String,
    pub stands: String,
    /// The other one, kept beside it.
    pub noted: String,
}

/// What each file had, and what was done about differences.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Joined {
    /// The files were made apart, from the same data; else they are copies of one study.
    pub imported_apart: bool,
    pub records: Side,
    /// Answers with words.
    pub answers: Side,
    pub actions: Side,
    pub decisions: Side,
    /// Those who have decided anything: people by name, then machines.
    pub coders: Vec<OfCoder>,
    /// Versions of codebooks.
    pub codebooks: Side,
    pub settings: Side,
    /// Answers that were missing here and have words there.
    pub filled: u64,
    /// Background values that were empty here.
    pub filled_background: u64,
    /// Answers that are worded differently, by record and question.
    pub reworded: Vec<Different>,
    /// Background values that differ; the later ones are not kept in the study.
    pub background: Vec<Different>,
    /// Decisions that now belong to another unit of their answer.
    pub moved_decisions: u64,
    /// Suggestions of this study for units that are gone.
    pub dropped_suggestions: u64,
    /// Runs that only the other file has, and which were left there.
    pub runs_left: u64,
    /// The file as it was; none where nothing was new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup: Option<PathBuf>,
}
