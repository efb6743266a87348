//! Kinds of missing answers, and the list of words that mean them.
//!
//! Deliberately absent: "Sonstiges", which is a code and not a missing value.

use serde::{Deserialize, Serialize};

use crate::words::Text;

/// Why there is no answer. Kept apart because each has its own base in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Nothing was typed.
    Empty,
    /// A stroke or dots: "-", "/", "...".
    Dash,
    /// "k. A.", "keine Angabe".
    NoAnswer,
    /// "weiß nicht", "w. n.".
    DontKnow,
    /// "trifft nicht zu", "entfällt".
    NotApplicable,
    /// "siehe oben", "s. o.": points to another answer.
    Reference,
    /// The question was not shown.
    NotShown,
}

impl Missing {
    pub const ALL: [Missing; 7] = [
        Missing::Empty,
        Missing::Dash,
        Missing::NoAnswer,
        Missing::DontKnow,
        Missing::NotApplicable,
        Missing::Reference,
        Missing::NotShown,
    ];

    /// The name in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Missing::Empty => "empty",
            Missing::Dash => "dash",
            Missing::NoAnswer => "no_answer",
            Missing::DontKnow => "dont_know",
            Missing::NotApplicable => "not_applicable",
            Missing::Reference => "reference",
            Missing::NotShown => "not_shown",
        }
    }

    pub fn of_id(id: &str) -> Option<Missing> {
        Missing::ALL.into_iter().find(|kind| kind.id() == id)
    }

    pub fn label(self) -> Text {
        match self {
            Missing::Empty => Text::new("leer", "empty"),
            Missing::Dash => Text::new("nur ein Strich", "only a dash"),
            Missing::NoAnswer => Text::new("keine Angabe", "no answer"),
            Missing::DontKnow => Text::new("weiß nicht", "don't know"),
            Missing::NotApplicable => Text::new("trifft nicht zu", "not applicable"),
            Missing::Reference => Text::new("Verweis (siehe oben)", "reference (see above)"),
            Missing::NotShown => Text::new("nicht gezeigt", "not shown"),
        }
    }
}

/// Which words mean which kind of missing. Compared after trimming, lower-casing, folding blanks and dropping the
/// closing full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingWords {
    words: Vec<(String, Missing)>,
}

impl MissingWords {
    /// The list that ships with the program, `missing.md` beside this file.
    pub fn shipped() -> Self {
        Self::parse(include_str!("missing.md")).expect("the shipped list of missing words parses")
    }
}
