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
    /// Folded, ascending.
    words: Vec<(String, Missing)>,
    /// As they were typed, in the order of the list.
    typed: Vec<(String, Missing)>,
}

impl MissingWords {
    /// The list that ships with the program, `missing.md` beside this file.
    pub fn shipped() -> Self {
        Self::parse(include_str!("missing.md")).expect("the shipped list of missing words parses")
    }

    /// Reads a Markdown table `| written | kind |`: heading, `|---|---|`, then a row for each word. Lines outside the
    /// table are prose.
    ///
    /// # Errors
    /// No row; a row that has not two cells or an unknown kind, with its row.
    pub fn parse(markdown: &str) -> Result<Self> {
        let rows: Vec<(u64, Vec<&str>)> = markdown
            .lines()
            .zip(1..)
            .filter_map(|(text, line)| cells(text).map(|cells| (line, cells)))
            .collect();
        // The row above a rule is the heading, whatever its words.
        let is_rule = |cells: &[&str]| cells.len() > 1 && cells.iter().all(|cell| rules_off(cell));
        let mut typed = Vec::new();
        for (at, (line, cells)) in rows.iter().enumerate() {
            let heads = rows
                .get(at + 1)
                .is_some_and(|(next, below)| *next == line + 1 && is_rule(below));
            if heads || is_rule(cells) {
                continue;
            }
            let [written, kind] = cells[..] else {
                return Err(not_two_cells(cells.len()).in_row(*line));
            };
            let kind = Missing::of_id(kind).ok_or_else(|| unknown_kind(kind).in_row(*line))?;
            typed.push((written.to_owned(), kind));
        }
        if typed.is_empty() {
            return Err(Problem::input(
                "In der Liste der Wörter für fehlende Angaben steht keine Tabellenzeile.",
                "The list of words for missing answers holds no row of a table.",
            )
            .hint(
                "Jedes Wort in eine Zeile »| nix | no_answer |«, darüber »| Wort | Art |« und »|---|---|«.",
                "Each word in a row \"| nix | no_answer |\", above them \"| word | kind |\" and \"|---|---|\".",
            ));
        }
        let mut words: Vec<(String, Missing)> = typed
            .iter()
            .map(|(written, kind)| (fold(written), *kind))
            .collect();
        words.sort();
        words.dedup_by(|later, earlier| later.0 == earlier.0);
        Ok(MissingWords { words, typed })
    }

    /// The words of a kind as they were typed.
    pub fn typed(&self, kind: Missing) -> impl Iterator<Item = &str> {
        self.typed
            .iter()
            .filter(move |(_, other)| *other == kind)
            .map(|(word, _)| word.as_str())
    }

    /// The list as [`MissingWords::parse`] reads it.
    pub fn to_markdown<'w>(words: impl IntoIterator<Item = (&'w str, Missing)>) -> String {
        let mut list = "| written | kind |\n|---|---|\n".to_owned();
        for (word, kind) in words {
            list.push_str(&format!("| {word} | {} |\n", kind.id()));
        }
        list
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

/// The cells of a table row; none for prose.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inside = line.trim().strip_prefix('|')?;
    let inside = inside.strip_suffix('|').unwrap_or(inside);
    Some(inside.split('|').map(str::trim).collect())
}

/// `---`, `:--`, `:-:`.
fn rules_off(cell: &str) -> bool {
    cell.contains('-') && cell.bytes().all(|byte| matches!(byte, b'-' | b':'))
}

fn not_two_cells(has: usize) -> Problem {
    Problem::input(
        format!("Die Zeile hat {has} Felder; sie braucht zwei: das Wort und die Art."),
        format!("The row has {has} cells; it needs two: the word and the kind."),
    )
    .hint(
        "Die Zeile in der Form »| nix | no_answer |« schreiben; das Zeichen | kann kein Teil eines Wortes sein.",
        "Write the row as \"| nix | no_answer |\"; the sign | cannot be part of a word.",
    )
}

fn unknown_kind(kind: &str) -> Problem {
    let kinds: Vec<&str> = Missing::ALL.iter().map(|kind| kind.id()).collect();
    let kinds = kinds.join(", ");
    Problem::input(
        format!("Unbekannte Art fehlender Angaben: {kind}."),
        format!("Unknown kind of missing: {kind}."),
    )
    .hint(format!("Möglich sind {kinds}."), format!("Possible are {kinds}."))
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
    fn a_list_is_read_as_it_was_written() {
        let shipped = MissingWords::shipped();
        let words = Missing::ALL
            .into_iter()
            .flat_map(|kind| shipped.typed(kind).map(move |word| (word, kind)));
        let again = MissingWords::parse(&MissingWords::to_markdown(words)).unwrap();
        assert_eq!(again.words, shipped.words);
        assert!(again.typed(Missing::NoAnswer).any(|word| word == "k. A."));
    }

    #[test]
    fn an_unknown_kind_is_said_with_its_row() {
        let problem = MissingWords::parse("| written | kind |\n|---|---|\n| nix | nothing |").unwrap_err();
        assert_eq!(problem.place().row, Some(3));
    }

    #[test]
    fn a_list_without_a_row_was_taken_for_an_empty_one() {
        for prose in ["", "nix; no_answer\n", "| Wort | Art |\n|---|---|\n"] {
            let problem = MissingWords::parse(prose).unwrap_err();
            assert!(problem.what().de.contains("keine Tabellenzeile"), "{prose:?}");
            assert!(problem.advice().unwrap().de.contains("| nix | no_answer |"));
        }
    }

    #[test]
    fn the_heading_had_to_be_in_english() {
        let words =
            MissingWords::parse("| Wort | Art |\n| :-- | --- |\n| nix | no_answer |\n| -- | dash |").unwrap();
        assert_eq!(words.kind_of("nix"), Some(Missing::NoAnswer));
        assert_eq!(words.kind_of("--"), Some(Missing::Dash));
        assert_eq!(words.kind_of("Wort"), None);
    }

    #[test]
    fn a_row_of_three_cells_was_passed_over() {
        let problem = MissingWords::parse("| a | b |\n|---|---|\n| nix | no_answer | oft |").unwrap_err();
        assert_eq!(problem.place().row, Some(3));
        let problem = MissingWords::parse("| a | b |\n|---|---|\n| nix |").unwrap_err();
        assert_eq!(problem.place().row, Some(3));
    }
}
