//! What the researcher said about a file; everything else is recognised.
//!
//! Deliberately absent: parsing of the command line (`cli`).

use std::path::PathBuf;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::survey::{AnswerLanguage, MissingWords};

/// What was said. An empty choice means: recognise it.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Headings of open questions; the common stem of several columns (`Massnahme`) names them all.
    pub text: Vec<String>,
    /// Heading of the column that names a row.
    pub id: Option<String>,
    /// Heading of the column that names the respondent, the same in every wave.
    pub respondent: Option<String>,
    /// Name of the wave that this file is.
    pub wave: Option<String>,
    /// Stands before the key of every row, where files of unrelated rows come into one study.
    pub apart: Option<String>,
    /// Codings that came with the answers.
    pub codings: Vec<CodedBy>,
    /// Headings of the columns that name who gave the codes of a row, and when.
    pub coder_column: Option<String>,
    pub date_column: Option<String>,
    pub without_codes: WithoutCodes,
    /// A label such as `macintosh`, `windows-1252`, `utf-16le`.
    pub encoding: Option<String>,
    pub separator: Option<char>,
    /// Names of sheets; `all` for all that have the columns of the first.
    pub sheets: Vec<String>,
    pub split: Split,
    pub missing: MissingWords,
    pub answers_in: Option<AnswerLanguage>,
    /// The questionnaire of the survey that the file is an export of: `.lss` or `.lsa` of LimeSurvey.
    pub structure: Option<PathBuf>,
    pub incomplete: Incomplete,
    /// Responses given before are tests, and left out.
    pub tests_before: Option<DateTime>,
}

impl Default for Choices {
    fn default() -> Self {
        Choices {
            text: Vec::new(),
            id: None,
            respondent: None,
            wave: None,
            apart: None,
            codings: Vec::new(),
            coder_column: None,
            date_column: None,
            without_codes: WithoutCodes::Undecided,
            encoding: None,
            separator: None,
            sheets: Vec::new(),
            split: Split::None,
            missing: MissingWords::shipped(),
            answers_in: None,
            structure: None,
            incomplete: Incomplete::default(),
            tests_before: None,
        }
    }
}

/// What becomes of responses that were not submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Incomplete {
    /// What somebody wrote before leaving was written.
    #[default]
    Keep,
    LeaveOut,
}

impl Incomplete {
    pub const ALL: [Incomplete; 2] = [Incomplete::Keep, Incomplete::LeaveOut];

    /// The name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Incomplete::Keep => "keep",
            Incomplete::LeaveOut => "leave-out",
        }
    }
}

/// Columns of codes that one person has given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedBy {
    /// Headings of columns with codes (ids, values or labels, several joined by `|`), or with marks under the names of codes; the
    /// stem of such columns, the beginning of their headings with `*`, or a response set.
    pub columns: Vec<String>,
    /// None where a column names the coder.
    pub coder: Option<String>,
}

/// What an empty cell in the column of codes means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WithoutCodes {
    /// Nobody has decided.
    #[default]
    Undecided,
    /// Somebody has looked and given none of the codes.
    NoneFits,
}

/// How a list typed into one cell becomes several coding units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// One answer is one unit.
    #[default]
    None,
    /// Each line that is not blank.
    Lines,
    /// Each item that begins a line with `-`, `•`, `1.`, `a)` and the like; lines in between belong to the item above.
    Bullets,
    /// Each piece between semicolons.
    Semicolon,
}

impl Split {
    pub const ALL: [Split; 4] = [Split::None, Split::Lines, Split::Bullets, Split::Semicolon];

    /// The name on the command line and in files.
    pub fn id(self) -> &'static str {
        match self {
            Split::None => "none",
            Split::Lines => "lines",
            Split::Bullets => "bullets",
            Split::Semicolon => "semicolon",
        }
    }
}
