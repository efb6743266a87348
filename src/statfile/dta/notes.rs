//! What stands in notes and characteristics: long labels in full, response sets, the weight, and the notes themselves.
//!
//! A note is a characteristic `note1`, `note2` …, with their number in `note0`.

use crate::statfile::texts::clean;
use crate::survey::{Dictionary, ResponseSet, SetKind, Value};

use super::{CODES, SETS};

/// The owner of what belongs to the whole data set.
pub(super) const DATA_SET: &str = "_dta";

/// Bytes of one characteristic; Stata's limit is 67,784.
const LONGEST: usize = 60_000;

/// Beginnings of the notes that say what Stata has no place for.
const SET_NOTE: &str = "Mehrfachantworten-Set (multiple response set) ";
const WEIGHT_NOTE: &str = "Gewichtungsvariable (weight): ";
const LABEL_NOTE: &str = "Label: ";

/// A characteristic.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Note {
    pub owner: String,
    pub name: String,
    pub text: String,
}

/// Notes of one owner, numbered.
pub(super) fn numbered(owner: &str, texts: Vec<String>) -> Vec<Note> {
    if texts.is_empty() {
        return Vec::new();
    }
    let note = |number: usize, text: String| Note {
        owner: owner.to_owned(),
        name: format!("note{number}"),
        text,
    };
    let pieces: Vec<String> = texts.into_iter().flat_map(|text| pieces(&text)).collect();
    let count = note(0, pieces.len().to_string());
    let each = pieces
        .into_iter()
        .enumerate()
        .map(|(at, text)| note(at + 1, text));
    std::iter::once(count).chain(each).collect()
}

/// Of a whole data set; the names in `dictionary` are those of the file.
pub(super) fn of_data_set(dictionary: &Dictionary, full_label: Option<&str>) -> Vec<Note> {
    let mut texts: Vec<String> = Vec::new();
    texts.extend(full_label.map(|label| format!("{LABEL_NOTE}{label}")));
    texts.extend(dictionary.notes.iter().map(|note| clean(note).into_owned()));
    texts.extend(dictionary.sets.iter().map(set_note));
    texts.extend(
        dictionary
            .weight
            .iter()
            .map(|name| format!("{WEIGHT_NOTE}{name}")),
    );
    let mut notes = numbered(DATA_SET, texts);
    if !dictionary.sets.is_empty() {
        notes.extend(kept(DATA_SET, SETS, &dictionary.sets));
    }
    notes
}

/// Of a variable: its label where it was cut, the texts behind its numbers.
pub(super) fn of_variable(name: &str, full_label: Option<&str>, codes: &[(String, String)]) -> Vec<Note> {
    let mut notes = numbered(name, full_label.iter().map(|label| (*label).to_owned()).collect());
    if !codes.is_empty() {
        notes.extend(kept(name, CODES, codes));
    }
    notes
}

/// Takes the notes of the data set apart again: label, sets and weight go to their places in the dictionary.
pub(super) fn into_dictionary(texts: Vec<String>, sets: Option<&str>, dictionary: &mut Dictionary) {
    let sets: Option<Vec<ResponseSet>> = sets.and_then(|text| serde_json::from_str(text).ok());
    for text in texts {
        if let Some(full) = text
            .strip_prefix(LABEL_NOTE)
            .and_then(|full| longer(&dictionary.label, full))
        {
            dictionary.label = full;
        } else if let Some(name) = text.strip_prefix(WEIGHT_NOTE) {
            dictionary.weight = Some(name.to_owned());
        } else if sets.is_none() || !text.starts_with(SET_NOTE) {
            dictionary.notes.push(text);
        }
    }
    dictionary.sets = sets.unwrap_or_default();
}

/// The full label where a note holds it and the label is its beginning.
pub(super) fn longer(label: &str, note: &str) -> Option<String> {
    let beginning = label.strip_suffix('…')?;
    note.starts_with(beginning).then(|| note.to_owned())
}

fn set_note(set: &ResponseSet) -> String {
    let kind = match &set.kind {
        SetKind::Dichotomies(Value::Number(number)) => format!(", = {number}"),
        SetKind::Dichotomies(Value::Text(text)) => format!(", = {text}"),
        SetKind::Categories => String::new(),
    };
    let label = clean(&set.label);
    let note = format!("{SET_NOTE}{}{kind}: {label}: {}", set.name, set.members.join(" "));
    note.replace(": :", ":")
}

/// What is read back as JSON; nothing where it is too long for one characteristic.
fn kept<T: serde::Serialize + ?Sized>(owner: &str, name: &str, what: &T) -> Option<Note> {
    let text = serde_json::to_string(what).ok()?;
    (text.len() <= LONGEST).then(|| Note {
        owner: owner.to_owned(),
        name: name.to_owned(),
        text,
    })
}

/// A text in pieces that fit, cut at blanks where there are any.
fn pieces(text: &str) -> Vec<String> {
    let (mut rest, mut pieces) = (text, Vec::new());
    while rest.len() > LONGEST {
        let border = (0..=LONGEST)
            .rev()
            .find(|at| rest.is_char_boundary(*at))
            .unwrap_or(0);
        let at = rest[..border].rfind(' ').map_or(border, |blank| blank + 1);
        let (piece, left) = rest.split_at(at);
        pieces.push(piece.to_owned());
        rest = left;
    }
    pieces.push(rest.to_owned());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_set_says_what_stata_has_no_place_for() {
        let dictionary = Dictionary {
            label: "Kurz…".into(),
            notes: vec!["eine Notiz".into()],
            sets: vec![ResponseSet {
                name: "mass".into(),
                label: "Maßnahmen".into(),
                kind: SetKind::Dichotomies(Value::Number(1.0)),
                members: vec!["m_a".into(), "m_b".into()],
            }],
            weight: Some("w".into()),
            ..Dictionary::default()
        };
        let notes = of_data_set(&dictionary, Some("Kurz und gut"));
        assert_eq!(notes[0].text, "4");
        assert_eq!(
            notes[3].text,
            "Mehrfachantworten-Set (multiple response set) mass, = 1: Maßnahmen: m_a m_b"
        );
        let texts = notes[1..5].iter().map(|note| note.text.clone()).collect();
        let mut again = Dictionary {
            label: "Kurz…".into(),
            ..Dictionary::default()
        };
        into_dictionary(texts, Some(&notes[5].text), &mut again);
        assert_eq!(again.label, "Kurz und gut");
        assert_eq!(
            (again.notes, again.sets, again.weight),
            (dictionary.notes, dictionary.sets, dictionary.weight)
        );
    }

    #[test]
    fn a_long_note_is_several() {
        let long = "wörter ".repeat(20_000);
        let notes = numbered("v", vec![long.clone()]);
        assert_eq!(notes[0].text, "3");
        assert!(notes.iter().all(|note| note.text.len() <= LONGEST));
        assert_eq!(
            notes[1..]
                .iter()
                .map(|note| note.text.as_str())
                .collect::<String>(),
            long
        );
    }
}
