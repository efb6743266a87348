//! Files of statistics programs as tables: each case a row, each value the text that the study keeps of it; names of
//! variables as the columns got them; user-missing values of open questions.
//!
//! Deliberately absent: labels in the place of values. They are what people are shown (`study`), never what is stored.

use std::fs::File;
use std::io::{Read, Seek};

use rustc_hash::FxHashMap;

use super::delimited::unreadable;
use super::row::{Row, Written};
use crate::problem::{Problem, Result};
use crate::statfile::{Column, Frame};
use crate::survey::{Dictionary, Missing, MissingWords, Value, Variable};

/// Bytes of a file that is read whole.
const MOST: u64 = 300 << 20;

/// All bytes of a file of `length`.
///
/// # Errors
/// It cannot be read, or is larger than memory should hold.
pub(super) fn whole(file: &mut File, length: u64) -> Result<Vec<u8>> {
    if length > MOST {
        let most = MOST >> 20;
        return Err(Problem::input(
            format!("Die Datei ist größer als {most} MB."),
            format!("The file is larger than {most} MB."),
        )
        .hint(
            "Im Statistikprogramm nur die Variablen speichern, die gebraucht werden, oder als CSV speichern.",
            "Save only the variables that are needed in the statistics program, or save it as CSV.",
        ));
    }
    file.rewind().map_err(unreadable)?;
    let mut bytes = Vec::with_capacity(length as usize);
    file.take(MOST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// The cases of a file, and the next one.
pub(super) struct Cases {
    /// Of the columns, in their order: what their values are.
    variables: Vec<Variable>,
    columns: Vec<Column>,
    rows: usize,
    at: usize,
}

impl Cases {
    /// With the dictionary of the file beside it.
    pub fn of(frame: Frame) -> (Cases, Dictionary) {
        let rows = frame.rows();
        let bare = |variable: &Variable| Variable::new(variable.name.clone(), variable.kind);
        let cases = Cases {
            variables: frame.dictionary.variables.iter().map(bare).collect(),
            columns: frame.columns,
            rows,
            at: 0,
        };
        (cases, frame.dictionary)
    }

    /// Reads the next case, numbered as a spreadsheet with one row of headings counts; `false` at the end.
    pub fn next(&mut self, row: &mut Row) -> bool {
        if self.at >= self.rows {
            return false;
        }
        row.clear(self.at as u64 + 2);
        for (variable, column) in self.variables.iter().zip(&self.columns) {
            match column {
                Column::Numbers(cells) => match cells.get(self.at).copied().flatten() {
                    Some(number) => {
                        let stored = variable.stored(&Value::Number(number));
                        row.close_with(stored.as_bytes(), Written::Quoted);
                    }
                    None => row.close_with(b"", Written::Quoted),
                },
                Column::Texts(cells) => {
                    let text = cells.get(self.at).map_or("", String::as_str);
                    row.close_with(text.as_bytes(), Written::Quoted);
                }
            }
        }
        self.at += 1;
        true
    }

    /// Begins again with the first case.
    pub fn rewind(&mut self) {
        self.at = 0;
    }

    /// Cases given out, and cases in all.
    pub fn progress(&self) -> (u64, u64) {
        (self.at as u64, self.rows as u64)
    }
}

/// The dictionary of a file with the names that its columns got.
pub(super) fn renamed(mut dictionary: Dictionary, headings: &[String], names: &[String]) -> Dictionary {
    let now: FxHashMap<&str, &str> = headings
        .iter()
        .zip(names)
        .rev()
        .map(|(heading, name)| (heading.as_str(), name.as_str()))
        .collect();
    let rename = |name: &mut String| {
        if let Some(now) = now.get(name.as_str()) {
            *name = (*now).to_owned();
        }
    };
    for (at, variable) in dictionary.variables.iter_mut().enumerate() {
        // Of two variables of one name each has its place.
        match (headings.get(at), names.get(at)) {
            (Some(heading), Some(name)) if *heading == variable.name => variable.name.clone_from(name),
            _ => rename(&mut variable.name),
        }
    }
    let members = dictionary.sets.iter_mut().flat_map(|set| &mut set.members);
    members.chain(&mut dictionary.weight).for_each(rename);
    dictionary
}

/// The wording of a question from the labels of its columns: what they have in common where there are several.
pub(super) fn wording<'v>(labels: impl Iterator<Item = &'v str>) -> String {
    let mut labels = labels.map(str::trim).filter(|label| !label.is_empty());
    let Some(first) = labels.next() else {
        return String::new();
    };
    let mut common = first.len();
    let mut several = false;
    for label in labels {
        several = true;
        let same = first.char_indices().zip(label.chars());
        let apart = same
            .filter(|((_, one), other)| one != other)
            .map(|((at, _), _)| at)
            .next();
        common = common.min(apart.unwrap_or_else(|| first.len().min(label.len())));
    }
    if !several || common == first.len() {
        return first.to_owned();
    }
    // `Maßnahme 1`, `Maßnahme 2`: neither a number nor a mark before it is part of what they share.
    let is_rest = |letter: char| !letter.is_alphabetic() && !"?.!»«\"'".contains(letter);
    let shared = first[..common].trim_end_matches(is_rest);
    let in_words = common == first.len() || !first[shared.len()..].starts_with(char::is_alphabetic);
    match shared.chars().count() {
        0..5 => first.to_owned(),
        _ if in_words => shared.to_owned(),
        _ => shared
            .rsplit_once(' ')
            .map_or(first, |(words, _)| words)
            .to_owned(),
    }
}

/// Why a cell of an open question is no answer although something stands in it: its file says so.
pub(super) fn user_missing(variable: &Variable, cell: &str, words: &MissingWords) -> Option<Missing> {
    let value = variable.value(cell);
    variable.missing.holds(&value).then(|| {
        let label = variable.label_of(&value).and_then(|label| words.kind_of(label));
        label.or_else(|| words.kind_of(cell)).unwrap_or(Missing::NoAnswer)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{ResponseSet, SetKind, VariableKind};

    #[test]
    fn questions_are_worded_by_what_the_labels_of_their_columns_share() {
        for (labels, wording_of_all) in [
            (&["Was tun Sie?"][..], "Was tun Sie?"),
            (&["Was tun Sie?", "Was tun Sie?"], "Was tun Sie?"),
            (
                &["Was tun Sie? 1. Nennung", "Was tun Sie? 2. Nennung"],
                "Was tun Sie?",
            ),
            (&["Maßnahme 1", "Maßnahme 2", ""], "Maßnahme"),
            (&["Was gefällt gut", "Was gefällt gar nicht"], "Was gefällt"),
            (&["gut", "schlecht"], "gut"),
            (&["", ""], ""),
            (&["Ärzte: die erste", "Ärzte: eine zweite"], "Ärzte"),
        ] {
            assert_eq!(wording(labels.iter().copied()), wording_of_all, "{labels:?}");
        }
    }

    #[test]
    fn a_dictionary_follows_the_names_of_the_columns() {
        let dictionary = Dictionary {
            variables: ["a", "  b  c", "a"]
                .map(|name| Variable::new(name, VariableKind::Text))
                .into(),
            sets: vec![ResponseSet {
                name: "s".into(),
                label: String::new(),
                kind: SetKind::Categories,
                members: vec!["a".into(), "  b  c".into()],
            }],
            weight: Some("  b  c".into()),
            ..Dictionary::default()
        };
        let texts = |texts: &[&str]| -> Vec<String> { texts.iter().map(|text| (*text).to_owned()).collect() };
        let now = renamed(
            dictionary,
            &texts(&["a", "  b  c", "a"]),
            &texts(&["a", "b c", "a (2)"]),
        );
        let names: Vec<&str> = now.variables.iter().map(|variable| &*variable.name).collect();
        assert_eq!(names, ["a", "b c", "a (2)"]);
        assert_eq!(now.sets[0].members, ["a", "b c"]);
        assert_eq!(now.weight.as_deref(), Some("b c"));
    }
}
