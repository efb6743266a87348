//! Bytes → a frame: releases 102 to 115 and 117 to 119 of either byte order.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::problem::{Notice, Problem, Result};
use crate::statfile::texts::tell;
use crate::statfile::{Column, Frame};
use crate::survey::{Dictionary, Variable, VariableKind};

use super::bytes::Bytes;
use super::cells::{self, LongTexts, Rows};
use super::head::{self, Head};
use super::moment::Clock;
use super::notes::{self, DATA_SET, Note};
use super::number::Storage;
use super::sets::{Sets, sets};
use super::values::{numbers, texts_behind};
use super::{CODES, SETS};

/// Bytes that the value labels of all variables together may take; a set can belong to many.
const MOST_LABELS: usize = 128 << 20;
/// What a label takes beside its letters.
const LABEL: usize = 80;

/// Reads a Stata file. Missing values `.a` … `.z` that occur or have a label become numbers that the variable has not
/// (−901 … −926), counted as missing; dates and times become seconds since 1970, months, quarters and the like their
/// first day. Texts of releases before 118 that are not UTF-8 are read as Windows-1252.
///
/// # Errors
/// No Stata file, a release that is not known, damage, more text or labels than any honest file has.
pub fn read(bytes: &[u8]) -> Result<(Frame, Vec<Notice>)> {
    let mut from = Bytes::new(bytes);
    let head = head::head(&mut from)?;
    let characteristics = Characteristics::of(head::characteristics(&mut from)?);
    let rows = cells::rows(&mut from, &head)?;
    let long = cells::long_texts(&mut from)?;
    let sets = sets(&mut from)?;
    let mut reading = Reading {
        from,
        head: &head,
        rows,
        long,
        sets,
        characteristics,
        said: Said::default(),
        spent: 0,
        labels_left: MOST_LABELS,
    };
    let mut frame = Frame::default();
    let mut names = HashSet::new();
    for at in 0..head.variables.len() {
        let (mut variable, column) = reading.variable(at)?;
        variable.name = unique(&head.variables[at].name, at, &mut names);
        frame.dictionary.variables.push(variable);
        frame.columns.push(column);
    }
    frame.dictionary.label.clone_from(&head.label);
    let Reading {
        from,
        long,
        characteristics,
        mut said,
        ..
    } = reading;
    characteristics.into_dictionary(&mut frame.dictionary, &mut said);
    Ok((frame, said.notices(&from, &long)))
}

struct Reading<'b> {
    from: Bytes<'b>,
    head: &'b Head,
    rows: Rows<'b>,
    long: LongTexts<'b>,
    sets: Sets,
    characteristics: Characteristics,
    said: Said,
    /// Bytes of long texts so far.
    spent: usize,
    labels_left: usize,
}

impl Reading<'_> {
    fn variable(&mut self, at: usize) -> Result<(Variable, Column)> {
        let raw = &self.head.variables[at];
        let mut variable = Variable::new("", VariableKind::Text).labelled(raw.label.as_str());
        for note in self.characteristics.notes_of(&raw.name) {
            match notes::longer(&variable.label, &note) {
                Some(full) => variable.label = full,
                None => self.said.notes_of_variables.push(format!("{}: {note}", raw.name)),
            }
        }
        if matches!(raw.storage, Storage::Text(_) | Storage::LongText) {
            let texts = self
                .rows
                .texts(&mut self.from, self.head, at, &self.long, &mut self.spent)?;
            return Ok((variable, Column::Texts(texts)));
        }
        let cells = self.rows.numbers(&self.from, self.head, at);
        let labels = self.sets.get(&raw.labels).map_or(&[][..], Vec::as_slice);
        let weight: usize = labels.iter().map(|(_, label)| label.len() + LABEL).sum();
        self.labels_left = self.labels_left.checked_sub(weight).ok_or_else(too_many_labels)?;
        match Clock::of_format(&raw.format) {
            Clock::LeapMoment => self.said.leaps.push(raw.name.clone()),
            Clock::Part(_) => self.said.parts.push(raw.name.clone()),
            _ => {}
        }
        let codes = self.characteristics.other(&raw.name, CODES);
        let codes = codes.and_then(|text| texts_behind(&text));
        Ok(numbers(
            variable,
            &raw.format,
            cells,
            labels,
            codes.as_ref(),
            &mut self.said.letters,
        ))
    }
}

/// The name, or one like it where it is empty or stood before.
fn unique(name: &str, at: usize, taken: &mut HashSet<String>) -> String {
    let stem = match name {
        "" => format!("v{}", at + 1),
        name => name.to_owned(),
    };
    let mut name = stem.clone();
    let mut number = at + 1;
    while !taken.insert(name.clone()) {
        name = format!("{stem}_{number}");
        number += 1;
    }
    name
}

/// Characteristics by owner and name.
struct Characteristics {
    notes: HashMap<String, BTreeMap<u32, String>>,
    others: BTreeMap<(String, String), String>,
}

impl Characteristics {
    fn of(all: Vec<Note>) -> Characteristics {
        let (mut notes, mut others) = (HashMap::new(), BTreeMap::new());
        for note in all {
            let number = note
                .name
                .strip_prefix("note")
                .and_then(|number| number.parse::<u32>().ok());
            match number {
                // How many there are.
                Some(0) => {}
                Some(number) => {
                    let of_owner: &mut BTreeMap<u32, String> = notes.entry(note.owner).or_default();
                    of_owner.insert(number, note.text);
                }
                None => {
                    others.insert((note.owner, note.name), note.text);
                }
            }
        }
        Characteristics { notes, others }
    }

    fn notes_of(&mut self, owner: &str) -> Vec<String> {
        self.notes
            .remove(owner)
            .unwrap_or_default()
            .into_values()
            .collect()
    }

    fn other(&mut self, owner: &str, name: &str) -> Option<String> {
        self.others.remove(&(owner.to_owned(), name.to_owned()))
    }

    fn into_dictionary(mut self, dictionary: &mut Dictionary, said: &mut Said) {
        let sets = self.other(DATA_SET, SETS);
        let mut texts = self.notes_of(DATA_SET);
        texts.append(&mut said.notes_of_variables);
        notes::into_dictionary(texts, sets.as_deref(), dictionary);
        let languages = self.other(DATA_SET, "_lang_list").unwrap_or_default();
        said.languages = languages.split_whitespace().map(str::to_owned).collect();
        let others = self
            .others
            .into_keys()
            .filter(|(_, name)| !name.starts_with("_lang_"));
        said.others = others.map(|(owner, name)| format!("{owner}[{name}]")).collect();
    }
}

/// What is said once for many variables.
#[derive(Default)]
struct Said {
    letters: BTreeSet<String>,
    parts: Vec<String>,
    leaps: Vec<String>,
    others: Vec<String>,
    languages: Vec<String>,
    notes_of_variables: Vec<String>,
}

impl Said {
    fn notices(self, from: &Bytes<'_>, long: &LongTexts<'_>) -> Vec<Notice> {
        let mut notices = Vec::new();
        let mut say = |things: &[String], de: &str, en: &str| tell(&mut notices, things, de, en);
        say(
            &self.letters.into_iter().collect::<Vec<_>>(),
            "Statas fehlende Werte sind als Zahlen gelesen, die als fehlend gelten",
            "Stata's missing values are read as numbers that count as missing",
        );
        say(
            &self.parts,
            "Wochen, Monate, Quartale oder Halbjahre sind als ihr erster Tag gelesen",
            "Weeks, months, quarters or halves are read as their first day",
        );
        say(
            &self.leaps,
            "Zeiten mit Schaltsekunden (%tC) sind ohne sie gelesen und können bis zu 27 Sekunden abweichen",
            "Times with leap seconds (%tC) are read without them and may be up to 27 seconds off",
        );
        let several = Some(self.languages).filter(|languages| languages.len() > 1);
        say(
            &several.unwrap_or_default(),
            "Die Datei hat Labels in mehreren Sprachen; gelesen ist nur die eingestellte",
            "The file has labels in several languages; only those of the current one are read",
        );
        say(
            &self.others,
            "Diese Merkmale (char) der Stata-Datei sind nicht übernommen",
            "These characteristics (char) of the Stata file are not taken over",
        );
        if long.binary > 0 {
            let many = long.binary;
            notices.push(Notice::new(
                format!("{many} Inhalte (strL) sind als Binärdaten gespeichert und als Text gelesen."),
                format!("{many} contents (strL) are stored as binary data and read as text."),
            ));
        }
        if from.guessed {
            notices.push(Notice::new(
                "Die Stata-Datei ist alt und nennt keine Zeichenkodierung; gelesen ist sie als Windows-1252. Bitte Umlaute prüfen.",
                "The Stata file is old and names no encoding; it is read as Windows-1252. Please check the umlauts.",
            ));
        }
        if from.damaged {
            notices.push(Notice::new(
                "Texte der Stata-Datei enthalten Bytes, die kein Zeichen sind; dort steht „\u{fffd}“.",
                "Texts of the Stata file have bytes that are no character; “\u{fffd}” stands there.",
            ));
        }
        notices
    }
}

fn too_many_labels() -> Problem {
    Problem::input(
        "Die Wertelabels der Stata-Datei sind über alle Variablen zusammen größer als 128 MB.",
        "The value labels of the Stata file come to more than 128 MB over all variables.",
    )
    .hint(
        "Bitte nur die Variablen behalten, die gebraucht werden, und neu speichern.",
        "Please keep only the variables that are needed and save again.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_apart() {
        let mut taken = HashSet::new();
        let names = ["a", "", "a", "v2", "a_3"];
        let made: Vec<String> = names
            .iter()
            .enumerate()
            .map(|(at, name)| unique(name, at, &mut taken))
            .collect();
        assert_eq!(made, ["a", "v2", "a_3", "v2_4", "a_3_5"]);
    }
}
