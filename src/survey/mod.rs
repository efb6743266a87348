//! The nouns of a survey: question, respondent, record, answer, coding unit, coder, decision. No IO.
//!
//! | member | what |
//! |---|---|
//! | `missing` | kinds of missing answers and the list of words that mean them |
//! | `answer_language` | in which language the answers are |
//! | `coder` | who codes: people and machines |
//! | `per_answer` | one code per answer or several |
//! | `collate` | the order of names in a German list |
//! | `decision` | what a coder decided about a unit |
//! | `variable` | variables of closed questions: labels, value labels, response sets |
//! | `verdict` | what holds of what several people decided |
//!
//! A *record* is one row of an export: one returned questionnaire. Records of one office in several waves share the
//! respondent. Deliberately absent: storage (`study`) and texts' analysis (`language`).

mod answer_language;
mod coder;
mod collate;
mod decision;
mod missing;
mod per_answer;
mod variable;
mod verdict;

pub use answer_language::AnswerLanguage;
pub use coder::{Coder, CoderId, CoderKind};
pub use collate::{natural, natural_key};
pub use decision::{ActionKind, CodingLayer, Decision, Outcome, Picked};
pub use missing::{Missing, MissingWords};
pub use per_answer::PerAnswer;
pub use variable::{Dictionary, Measure, ResponseSet, SetKind, UserMissing, Value, Variable, VariableKind};
pub use verdict::{Alone, FinalRule, Opinion, Settlement, Several, Stage, Verdict, verdict};

use serde::{Deserialize, Serialize};

macro_rules! row_ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
    )*};
}

row_ids! {
    /// A respondent of the study file, across waves.
    RespondentId
    /// One returned questionnaire: a row of an import.
    RecordId
    /// An open question: an open column of the import.
    QuestionId
    /// One answer to one question in one record.
    AnswerId
    /// What gets codes: an answer, or one item of a list that an answer was split into.
    UnitId
    /// A background column of the study (office, city size, wave).
    BackgroundId
    /// A codebook of the study.
    CodebookId
    /// One run of a suggester.
    RunId
}

/// An open-ended question. `key` is the column's heading in the file, `text` the wording where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub id: QuestionId,
    pub key: String,
    pub text: String,
}

/// What stands in an open cell: words, or a reason why there are none. The verbatim is never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verbatim {
    Given(String),
    /// The kind and what was written, if anything ("k. A.").
    Missing(Missing, String),
}

/// Whether two cells hold the same words: blanks around an answer and the kind of its line breaks depend on the program that
/// exported it.
pub fn reads_the_same(stored: &str, now: &str) -> bool {
    let lines = |text: &str| text.trim().replace("\r\n", "\n").replace('\r', "\n");
    stored == now || lines(stored) == lines(now)
}

/// A piece of a verbatim, in bytes: the coding unit or a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Span {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The bytes of `text` that the span covers.
    ///
    /// # Panics
    /// When the span does not belong to `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// From the first start to the last end: the shortest quotation that holds all spans.
    pub fn cover(spans: &[Span]) -> Option<Span> {
        let start = spans.iter().map(|span| span.start).min()?;
        let end = spans.iter().map(|span| span.end).max()?;
        Some(Span { start, end })
    }
}
