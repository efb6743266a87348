//! The code system of a REFI-QDA project or codebook → codebook: names become labels, ids are made of them, descriptions are
//! definitions. A codebook that is there already grows by what is new.
//!
//! Deliberately absent: colours and sets of codes, which a codebook does not have.

use rustc_hash::{FxHashMap, FxHashSet};

use super::code_id::{self, LARGEST_VALUE};
use super::told::heard;
use super::{Below, Code, Codebook, Status, outcome_of_code};
use crate::problem::{Notice, Problem, Result};
use crate::refi::{self, Guid};
use crate::words::Text;

/// A codebook made of a code system, and which code is which.
#[derive(Debug, Clone)]
pub struct FromRefi {
    pub codebook: Codebook,
    /// By code of the other program, the id here.
    pub ids: FxHashMap<Guid, String>,
    pub notices: Vec<Notice>,
}

/// Title and version have to be something: the name of the project, else `Kodierleitfaden`; `1`.
///
/// # Errors
/// There is no code.
pub fn from_refi(book: &refi::CodeBook) -> Result<(Codebook, Vec<Notice>)> {
    let made = grown_by_refi(book, None, &FxHashMap::default())?;
    Ok((made.codebook, made.notices))
}

/// The same where the study has a codebook already: its codes stay as they are. A code is known by `known` (what it became at an
/// earlier import), by the id in its description, or by its name below the same code; any other is added at the end.
///
/// # Errors
/// There is no code at all.
pub fn grown_by_refi(
    book: &refi::CodeBook,
    before: Option<&Codebook>,
    known: &FxHashMap<Guid, String>,
) -> Result<FromRefi> {
    let title = match book.name.trim() {
        "" => Text::new("Kodierleitfaden", "Codebook"),
        name => Text::new(name, name),
    };
    let codebook = before.cloned().unwrap_or_else(|| Codebook::without_codes(title));
    let mut growing = Growing::of(codebook);
    for code in &book.codes {
        if outcome_of_code(code.guid).is_none() {
            growing.take(book, code, known);
        }
    }
    if growing.codebook.codes.is_empty() {
        return Err(
            Problem::input("Das Codesystem hat keine Codes.", "The code system has no codes.").hint(
                "Im anderen Programm Codes anlegen und noch einmal exportieren.",
                "Add codes in the other program and export once more.",
            ),
        );
    }
    let mut notices = Vec::new();
    if growing.unnamed > 0 {
        let n = growing.unnamed;
        notices.push(Notice::new(
            format!("Codes ohne Namen: {n}. Sie heißen nun nach ihrer Id."),
            format!("Codes without a name: {n}. They are called by their id now."),
        ));
    }
    let coloured = book
        .codes
        .iter()
        .filter(|code| !code.color.trim().is_empty())
        .count();
    if coloured > 0 {
        notices.push(Notice::new(
            format!("Codes mit einer eigenen Farbe: {coloured}. Farben kommen nicht mit; hier hat jede Kategorie eine nach ihrem Platz."),
            format!("Codes with a colour of their own: {coloured}. Colours are not carried over; here each category has one by its place."),
        ));
    }
    if !book.sets.is_empty() {
        let names: Vec<&str> = book.sets.iter().take(5).map(|set| set.name.as_str()).collect();
        let (n, names) = (book.sets.len(), names.join(", "));
        notices.push(Notice::new(
            format!("Sets von Codes werden nicht übernommen: {n} ({names})."),
            format!("Sets of codes are not carried over: {n} ({names})."),
        ));
    }
    Ok(FromRefi {
        codebook: growing.codebook,
        ids: growing.ids,
        notices,
    })
}

/// A codebook that codes are added to.
struct Growing {
    codebook: Codebook,
    ids: FxHashMap<Guid, String>,
    /// Ids of codes that were there, and those of them that a code of the other program is.
    before: FxHashSet<String>,
    used: FxHashSet<String>,
    /// In lower case.
    taken: FxHashSet<String>,
    /// By wanted id, how many codes have asked for it.
    asked: FxHashMap<String, u64>,
    values: FxHashSet<i64>,
    next_value: i64,
    /// By label and parent.
    labels: FxHashMap<(String, Option<String>), String>,
    unnamed: usize,
}

impl Growing {
    fn of(codebook: Codebook) -> Growing {
        let codes = &codebook.codes;
        let by_label = |code: &Code| {
            let label = |label: &str| ((label.to_owned(), code.parent.clone()), code.id.clone());
            [label(&code.label.de), label(&code.label.en)]
        };
        Growing {
            ids: FxHashMap::default(),
            before: codes.iter().map(|code| code.id.clone()).collect(),
            used: FxHashSet::default(),
            taken: codes.iter().map(|code| code.id.to_ascii_lowercase()).collect(),
            asked: FxHashMap::default(),
            values: codes.iter().map(|code| code.value).collect(),
            next_value: codes.iter().map(|code| code.value).max().unwrap_or(0),
            labels: codes.iter().rev().flat_map(by_label).collect(),
            unnamed: 0,
            codebook,
        }
    }

    fn take(&mut self, book: &refi::CodeBook, code: &refi::Code, known: &FxHashMap<Guid, String>) {
        let above = code.parent.and_then(|parent| book.codes.get(parent));
        let parent = above.and_then(|above| self.ids.get(&above.guid)).cloned();
        let told = heard(&code.description);
        let ours = book.origin.starts_with(refi::ORIGIN);
        let label = match ours {
            true => without_path(code, above, told.id.as_deref()),
            false => code.name.trim(),
        };
        let of_label = || self.labels.get(&(label.to_owned(), parent.clone()));
        // A description copied from one code to the next names the first one's id.
        let unused = |id: &&String| self.before.contains(*id) && !self.used.contains(*id);
        let there = known.get(&code.guid).filter(|id| self.before.contains(*id));
        let there = there
            .or_else(|| told.id.as_ref().filter(unused))
            .or_else(|| of_label().filter(unused));
        if let Some(id) = there.cloned() {
            self.used.insert(id.clone());
            self.ids.insert(code.guid, id);
            return;
        }
        let id = self.id(told.id.as_deref(), label);
        let value = self.value(told.value);
        let label = match label {
            "" => {
                self.unnamed += 1;
                id.as_str()
            }
            label => label,
        };
        let both = |words: &str| Text::new(words, words);
        self.ids.insert(code.guid, id.clone());
        self.codebook.codes.push(Code {
            label: both(label),
            id,
            value,
            parent,
            below: Below::Names,
            status: if told.is_retired {
                Status::Retired
            } else {
                Status::InUse
            },
            definition: both(&told.definition),
            coding_rule: both(&told.coding_rule),
            anchor_examples: told.anchor_examples,
            match_rules: Vec::new(),
        });
    }

    /// The id that the description names, where it is free; else one of the name.
    fn id(&mut self, told: Option<&str>, label: &str) -> String {
        let named = told.filter(|id| code_id::mistake(id).is_none());
        if let Some(id) = named
            && self.taken.insert(id.to_ascii_lowercase())
        {
            return id.to_owned();
        }
        let wanted = code_id::wanted(label);
        loop {
            let asked = self.asked.entry(wanted.clone()).or_default();
            *asked += 1;
            let id = match *asked {
                1 => wanted.clone(),
                n => code_id::numbered(&wanted, n),
            };
            if code_id::mistake(&id).is_none() && self.taken.insert(id.clone()) {
                return id;
            }
        }
    }

    fn value(&mut self, told: Option<i64>) -> i64 {
        let legal = told.filter(|value| (0..=LARGEST_VALUE).contains(value));
        if let Some(value) = legal
            && self.values.insert(value)
        {
            return value;
        }
        loop {
            self.next_value = (self.next_value + 1) % (LARGEST_VALUE + 1);
            if self.values.insert(self.next_value) {
                return self.next_value;
            }
        }
    }
}

/// The name as it was before it was made unique in the whole project.
fn without_path<'c>(code: &'c refi::Code, above: Option<&refi::Code>, id: Option<&str>) -> &'c str {
    let name = code.name.trim();
    let name = id
        .and_then(|id| name.strip_suffix(&format!(" ({id})")))
        .unwrap_or(name);
    let path = above.map(|above| format!("{} / ", above.name));
    path.and_then(|path| name.strip_prefix(&*path)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::to_refi;
    use crate::words::Language;

    fn named(names: &[(&str, Option<usize>)]) -> refi::CodeBook {
        let code = |(at, (name, parent)): (usize, &(&str, Option<usize>))| refi::Code {
            guid: Guid::FREITEXT.of(&at.to_string()),
            name: (*name).to_owned(),
            is_codable: true,
            parent: *parent,
            ..refi::Code::default()
        };
        refi::CodeBook {
            name: "Verkehr".into(),
            codes: names.iter().enumerate().map(code).collect(),
            ..refi::CodeBook::default()
        }
    }

    fn ids(codebook: &Codebook) -> Vec<&str> {
        codebook.codes.iter().map(|code| code.id.as_str()).collect()
    }

    #[test]
    fn names_become_labels_and_ids_are_legal_and_unique() {
        let book = named(&[
            ("Öffentlicher Verkehr", None),
            ("Bus", Some(0)),
            ("Auto", None),
            ("Bus", Some(2)),
            ("text", None),
            ("", None),
            ("😀", None),
        ]);
        let (codebook, notices) = from_refi(&book).unwrap();
        assert_eq!(
            ids(&codebook),
            [
                "oeffentlicher_verkehr",
                "bus",
                "auto",
                "bus_2",
                "text_2",
                "k",
                "k_2"
            ]
        );
        assert_eq!(codebook.codes[3].parent.as_deref(), Some("auto"));
        assert_eq!(codebook.codes[5].label.de, "k");
        assert_eq!(notices.len(), 1, "{notices:?}");
        assert_eq!(Codebook::read(&codebook.to_toml(), "t").unwrap(), codebook);
        assert!(from_refi(&named(&[])).is_err());
    }

    #[test]
    fn colours_are_left_behind_and_that_is_said() {
        let mut book = named(&[("Bus", None), ("Bahn", None)]);
        book.codes[1].color = "#ff0000".into();
        let (_, notices) = from_refi(&book).unwrap();
        assert_eq!(notices.len(), 1);
        assert!(
            notices[0]
                .what
                .de
                .starts_with("Codes mit einer eigenen Farbe: 1.")
        );
    }

    #[test]
    fn a_codebook_grows_by_what_is_new_and_keeps_what_was_renamed() {
        let book = named(&[("Bus", None), ("Bahn", None)]);
        let first = grown_by_refi(&book, None, &FxHashMap::default()).unwrap();
        let mut later = named(&[
            ("Linienbus", None),
            ("Bahn", None),
            ("Rad", None),
            ("Rad", Some(2)),
        ]);
        later.codes[2].description = "Codewert: 7".into();
        let second = grown_by_refi(&later, Some(&first.codebook), &first.ids).unwrap();
        assert_eq!(ids(&second.codebook), ["bus", "bahn", "rad", "rad_2"]);
        assert_eq!(second.codebook.codes[0], first.codebook.codes[0]);
        assert_eq!(second.ids[&later.codes[0].guid], "bus");
        assert_eq!(second.codebook.codes[2].value, 7);
    }

    #[test]
    fn the_shipped_codebooks_come_back_but_for_what_has_no_place() {
        for shipped in crate::codebook::shipped() {
            let codebook = Codebook::open(shipped.name).unwrap();
            let book = to_refi(&codebook, Guid::FREITEXT, Language::De, &Default::default());
            let (back, notices) = from_refi(&book).unwrap();
            assert_eq!(notices, []);
            for (code, kept) in codebook.codes.iter().zip(&back.codes) {
                assert_eq!(
                    (&code.id, code.value, &code.parent),
                    (&kept.id, kept.value, &kept.parent)
                );
                assert_eq!(code.label.de, kept.label.de);
                assert_eq!(code.definition.de, kept.definition.de);
                assert_eq!(code.anchor_examples, kept.anchor_examples);
            }
            assert_eq!(codebook.codes.len(), back.codes.len());
        }
    }
}
