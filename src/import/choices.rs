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
    /// Heading of a column of codes joined by `|` (ids, values or labels), and who gave them.
    pub codes: Option<String>,
    pub coder: Option<String>,
    pub without_codes: WithoutCodes,
    /// A label such as `macintosh`, `windows-1252`, `utf-16le`.
    pub encoding: Option<String>,
    pub separator: Option<char>,
    pub sheet: Option<String>,
    pub split: Split,
    pub missing: MissingWords,
    pub answers_in: Option<AnswerLanguage>,
    /// The questionnaire of the survey that the file is an export of: `.lss` or `.lsa` of LimeSurvey.
    pub structure: Option<PathBuf>,
    pub incomplete: Incomplete,
    /// Responses given before are tests, and left out.
    pub from: Option<DateTime>,
}

impl Default for Choices {
    fn default() -> Self {
        Choices {
            text: Vec::new(),
            id: None,
            respondent: None,
            wave: None,
            apart: None,
            codes: None,
            coder: None,
            without_codes: WithoutCodes::Undecided,
            encoding: None,
            separator: None,
            sheet: None,
            split: Split::None,
            missing: MissingWords::shipped(),
            answers_in: None,
            structure: None,
            incomplete: Incomplete::default(),
            from: None,
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
