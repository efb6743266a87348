//! Kinds of missing answers, and the list of words that mean them.
//!
//! Deliberately absent: "Sonstiges", which is a code and not a missing value.

use serde::{Deserialize, Serialize};

use crate::problem::{Problem, Result};
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

    /// Reads a Markdown table `| written | kind |`; lines outside the table are prose.
    ///
    /// # Errors
    /// An unknown kind, with its row.
    pub fn parse(markdown: &str) -> Result<Self> {
        let mut words = Vec::new();
        for (line, text) in markdown.lines().enumerate() {
            let Some(cells) = text
                .trim()
                .strip_prefix('|')
                .and_then(|rest| rest.strip_suffix('|'))
            else {
                continue;
            };
            let cells: Vec<&str> = cells.split('|').map(str::trim).collect();
            let [written, kind] = cells[..] else { continue };
            if kind == "kind" || kind.starts_with("--") {
                continue;
            }
            let kind = Missing::of_id(kind).ok_or_else(|| {
                let kinds: Vec<&str> = Missing::ALL.iter().map(|kind| kind.id()).collect();
                Problem::input(
                    format!("Unbekannte Art fehlender Angaben: {kind}."),
                    format!("Unknown kind of missing: {kind}."),
                )
                .hint(
                    format!("Möglich sind {}.", kinds.join(", ")),
                    format!("Possible are {}.", kinds.join(", ")),
                )
                .in_row(line as u64 + 1)
            })?;
            words.push((fold(written), kind));
        }
        words.sort();
        words.dedup_by(|later, earlier| later.0 == earlier.0);
        Ok(MissingWords { words })
    }

    /// The kind of missing that a whole cell means; `None` for an answer. A cell of blanks is `Empty`.
    pub fn kind_of(&self, cell: &str) -> Option<Missing> {
        if cell.trim().is_empty() {
            return Some(Missing::Empty);
        }
        // Longer cells are answers whatever they begin with; spares folding every answer of a large file.
        if cell.len() > 60 {
            return None;
        }
        let folded = fold(cell);
        self.words
            .binary_search_by(|(word, _)| word.cmp(&folded))
            .ok()
            .map(|at| self.words[at].1)
    }
}

/// Lower case, single blanks, no blanks after full stops ("k. A." = "k.A."), no closing full stop.
fn fold(cell: &str) -> String {
    let text = cell
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
        .replace(". ", ".");
    match text.strip_suffix('.') {
        Some(rest) if !rest.is_empty() && !rest.ends_with('.') => rest.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_missing_are_kept_apart() {
        let words = MissingWords::shipped();
        for (cell, kind) in [
            ("", Some(Missing::Empty)),
            ("  \n", Some(Missing::Empty)),
            ("-", Some(Missing::Dash)),
            ("k. A.", Some(Missing::NoAnswer)),
            ("k.A", Some(Missing::NoAnswer)),
            ("Keine  Angabe", Some(Missing::NoAnswer)),
            ("weiß nicht", Some(Missing::DontKnow)),
            ("Weiss nicht.", Some(Missing::DontKnow)),
            ("entfällt", Some(Missing::NotApplicable)),
            ("s. o.", Some(Missing::Reference)),
            ("siehe oben", Some(Missing::Reference)),
            ("{question_not_shown}", Some(Missing::NotShown)),
            ("siehe oben, dazu Streetwork", None),
            ("keine", None),
        ] {
            assert_eq!(words.kind_of(cell), kind, "{cell:?}");
        }
    }

    #[test]
    fn an_unknown_kind_is_said_with_its_row() {
        let problem = MissingWords::parse("| written | kind |\n|---|---|\n| nix | nothing |").unwrap_err();
        assert_eq!(problem.place().row, Some(3));
    }
}
