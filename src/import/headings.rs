//! Names of columns: made unique, found again as the user types them, and the stems of columns that belong together.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::problem::{Notice, Problem, Result};
use crate::words::nearest;

/// Stems that only count questions: `Frage_1` and `Frage_2` are two questions, not two items of one.
const COUNTING_STEMS: [&str; 12] = [
    "frage", "question", "q", "f", "v", "var", "item", "spalte", "column", "text", "antwort", "answer",
];

/// A heading row as unique names, and whether each was given.
///
/// Blanks and line breaks within a heading become single blanks, decomposed umlauts single letters (NFC); an empty heading is called after its place.
pub(super) fn name_columns<'a>(
    cells: impl Iterator<Item = &'a str>,
    row: u64,
) -> (Vec<String>, Vec<Given>, Vec<Notice>) {
    let mut names: Vec<String> = Vec::new();
    let mut taken: HashSet<String> = HashSet::new();
    // By wanted name, the number to try next: a thousand columns of one name are not compared with each other.
    let mut copies: HashMap<String, usize> = HashMap::new();
    let mut given = Vec::new();
    let mut notices = Vec::new();
    for (at, cell) in cells.enumerate() {
        let letters = cell
            .chars()
            .filter(|letter| letter.is_whitespace() || !letter.is_control());
        let written: String = letters.collect();
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let written: String = written.trim_start_matches('\u{feff}').nfc().collect();
        let wanted = if written.is_empty() {
            given.push(Given::No);
            format!("Spalte {}", at + 1)
        } else {
            given.push(Given::Yes);
            written
        };
        let mut name = wanted.clone();
        while !taken.insert(name.clone()) {
            let copy = copies.entry(wanted.clone()).or_insert(1);
            *copy += 1;
            name = format!("{wanted} ({copy})");
        }
        if name != wanted {
            notices.push(
                Notice::new(
                    format!("Die Überschrift »{wanted}« kommt mehrmals vor; diese Spalte heißt nun »{name}«."),
                    format!("The heading \"{wanted}\" occurs more than once; this column is now called \"{name}\"."),
                )
                .in_row(row)
                .in_column(name.clone()),
            );
        }
        names.push(name);
    }
    (names, given, notices)
}

/// Whether the file names a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Given {
    Yes,
    No,
}

/// The column that the user means.
///
/// # Errors
/// No such column: lists the headings and the nearest one.
pub(super) fn find(names: &[String], wanted: &str) -> Result<usize> {
    let folded = fold(wanted);
    names
        .iter()
        .position(|name| name == wanted)
        .or_else(|| names.iter().position(|name| fold(name) == folded))
        .ok_or_else(|| unknown(names, wanted))
}

fn unknown(names: &[String], wanted: &str) -> Problem {
    let list = names.join(", ");
    let nearest = nearest(wanted, names.iter().map(String::as_str));
    let problem = Problem::usage(
        format!("Eine Spalte »{wanted}« gibt es nicht."),
        format!("There is no column \"{wanted}\"."),
    )
    .in_row(1);
    match nearest {
        Some(name) => problem.hint(
            format!("Gemeint vielleicht »{name}«? Die Spalten heißen: {list}."),
            format!("Did you mean \"{name}\"? The columns are: {list}."),
        ),
        None => problem.hint(
            format!("Die Spalten heißen: {list}."),
            format!("The columns are: {list}."),
        ),
    }
}

/// A heading for comparing: NFC, lower case, outer blanks gone, single blanks inside.
pub fn fold(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .nfc()
        .collect::<String>()
        .to_lowercase()
}

/// Stem and number of a column that is one of several for the same question: `Massnahme_3`, `Massnahme 3`, `Q1[SQ003]`.
pub(super) fn slot(name: &str) -> Option<(&str, u32)> {
    let (stem, digits) = if let Some(open) = name.strip_suffix(']') {
        let (stem, inside) = open.rsplit_once('[')?;
        let digits = inside.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        (stem, digits)
    } else {
        let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let digits = &name[stem.len()..];
        let stem = stem.strip_suffix(['_', ' ', '.', '-', '#']).map(str::trim_end)?;
        (stem, digits)
    };
    let number = digits.parse().ok()?;
    let stem = stem.trim_end();
    if stem.is_empty() || COUNTING_STEMS.contains(&stem.to_lowercase().as_str()) && !name.ends_with(']') {
        return None;
    }
    Some((stem, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_made_unique_and_empty_ones_named() {
        let (names, given, notices) =
            name_columns(["\u{feff}id", " Was\r\n tun? ", "", "id", "id"].into_iter(), 1);
        assert_eq!(names, ["id", "Was tun?", "Spalte 3", "id (2)", "id (3)"]);
        assert_eq!(given[2], Given::No);
        assert_eq!(notices.len(), 2);
        assert!(notices[0].what.de.contains("»id (2)«"));
    }

    #[test]
    fn columns_of_one_question_share_a_stem() {
        for (name, expected) in [
            ("Massnahme_1", Some(("Massnahme", 1))),
            ("Maßnahme 12", Some(("Maßnahme", 12))),
            ("Q1[SQ003]", Some(("Q1", 3))),
            ("q7 [2]", Some(("q7", 2))),
            ("Q1[other]", None),
            ("Q1[SQ001comment]", None),
            ("Frage_1", None),
            ("Frage 2", None),
            ("wave2", None),
            ("text", None),
        ] {
            assert_eq!(slot(name), expected, "{name}");
        }
    }

    #[test]
    fn a_column_is_found_whatever_the_case_and_the_nearest_is_named() {
        let names = ["ID".to_owned(), "Antwort".to_owned()];
        assert_eq!(find(&names, " id").unwrap(), 0);
        let problem = find(&names, "Antwrot").unwrap_err();
        assert_eq!(
            problem.advice().unwrap().de,
            "Gemeint vielleicht »Antwort«? Die Spalten heißen: ID, Antwort."
        );
        assert_eq!(
            find(&names, "Stadtgröße").unwrap_err().advice().unwrap().en,
            "The columns are: ID, Antwort."
        );
    }
}
