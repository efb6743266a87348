//! Two files of one study become one, and it is said what came from each.

use std::path::Path;

use serde::Serialize;

use crate::problem::{Notice, Result};
use crate::study::{Joined, Side, Study};
use crate::survey::Coder;
use crate::words::{Language, Text};

/// What joining two files came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Merged {
    #[serde(flatten)]
    pub joined: Joined,
    /// For each codebook with decisions, by name.
    pub unsettled: Vec<UnsettledUnits>,
}

/// Units of a codebook on which coders have not come to terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnsettledUnits {
    pub codebook: String,
    /// Coders differ, whether or not a rule says what holds.
    pub differ: u64,
    /// One person has coded, and the study wants two.
    pub waiting: u64,
}

/// What a person reads of it: a line for each kind of thing, with how many both files had, and each alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    pub what: Text,
    pub side: Side,
}

/// Brings another file of the study into this one.
///
/// # Errors
/// Those of [`Study::merge`].
pub fn merge(study: &mut Study, other: &Path) -> Result<Merged> {
    let joined = study.merge(other)?;
    let mut unsettled = Vec::new();
    for codebook in study.codebooks()? {
        let found = study.unsettled(&codebook.name, None)?;
        let (differ, waiting) = (found.ruled + found.differ, found.waiting);
        if differ + waiting > 0 {
            unsettled.push(UnsettledUnits {
                codebook: codebook.name,
                differ,
                waiting,
            });
        }
    }
    Ok(Merged { joined, unsettled })
}

impl Merged {
    /// Whether the other file had anything that this one had not.
    pub fn is_new(&self) -> bool {
        self.joined.backup.is_some()
    }

    /// What each file had, and then how much each coder decided in it.
    pub fn lines(&self) -> Vec<Contribution> {
        let joined = &self.joined;
        let kinds = [
            ("Datensätze", "Records", joined.records),
            ("Freitextantworten", "Open-ended answers", joined.answers),
            (
                "Fassungen von Kodierleitfäden",
                "Versions of codebooks",
                joined.codebooks,
            ),
            ("Einstellungen", "Settings", joined.settings),
            ("Entscheidungen", "Decisions", joined.decisions),
        ];
        let line = |(de, en, side): (&str, &str, Side)| Contribution {
            what: Text::new(de, en),
            side,
        };
        let of_coders = joined.coders.iter().map(|one| {
            let coder = Coder {
                kind: one.kind,
                name: one.name.clone(),
            };
            let label = coder.label();
            Contribution {
                what: Text::new(format!("– {}", label.de), format!("– {}", label.en)),
                side: one.decisions,
            }
        });
        kinds.into_iter().map(line).chain(of_coders).collect()
    }

    /// What was done about differences, and what is left to do.
    pub fn notices(&self) -> Vec<Notice> {
        let joined = &self.joined;
        let mut notices = Vec::new();
        let mut say = |n: u64, de: &str, en: &str| {
            if n > 0 {
                let (in_german, in_english) = (Language::De.count(n), Language::En.count(n));
                notices.push(Notice::new(
                    de.replace("{n}", &in_german),
                    en.replace("{n}", &in_english),
                ));
            }
        };
        say(
            u64::from(joined.imported_apart),
            "Die Dateien sind getrennt aus denselben Daten entstanden; zugeordnet ist nach Kennung und Frage.",
            "The files were made apart from the same data; what belongs together is told by id and question.",
        );
        say(
            joined.filled,
            "Antworten, die hier fehlten und in der anderen Datei stehen: {n}.",
            "Answers that were missing here and stand in the other file: {n}.",
        );
        say(
            joined.filled_background,
            "Merkmale, die hier leer waren und in der anderen Datei stehen: {n}.",
            "Background values that were empty here and stand in the other file: {n}.",
        );
        say(
            joined.reworded.len() as u64,
            "Antworten, die in den Dateien verschieden lauten: {n}. Es gilt die früher eingelesene; die andere ist vermerkt.",
            "Answers that read differently in the files: {n}. The one imported earlier stands; the other one is noted.",
        );
        say(
            joined.background.len() as u64,
            "Merkmale, die in den Dateien verschieden sind: {n}. Es gilt das früher eingelesene.",
            "Background values that differ between the files: {n}. The one imported earlier stands.",
        );
        say(
            joined.moved_decisions,
            "Entscheidungen, deren Kodiereinheit es so nicht mehr gibt: {n}. Sie gehören jetzt zur ersten Einheit der Antwort; bitte prüfen.",
            "Decisions whose coding unit is no more: {n}. They now belong to the first unit of the answer; please check them.",
        );
        say(
            joined.dropped_suggestions,
            "Vorschläge, die nicht mehr zu ihrer Antwort passen und wegfallen: {n}.",
            "Suggestions that no longer fit their answer and are dropped: {n}.",
        );
        if joined.runs_left > 0 {
            say(
                1,
                "Die Vorschläge der anderen Datei sind nicht übernommen; mit »freitext suggest« neue machen lassen.",
                "The suggestions of the other file are not brought along; have new ones made with `freitext suggest`.",
            );
        }
        for units in &self.unsettled {
            let (de, en) = (format!("»{}«", units.codebook), format!("“{}”", units.codebook));
            say(
                units.differ,
                &format!(
                    "Kodierende sind sich uneins ({de}), Einheiten: {{n}}. Entscheiden lässt sich das in »freitext review«."
                ),
                &format!("Coders differ ({en}), units: {{n}}. They can be settled in `freitext review`."),
            );
            say(
                units.waiting,
                &format!("Erst von einer Person kodiert ({de}), Einheiten: {{n}}."),
                &format!("Coded by one person so far ({en}), units: {{n}}."),
            );
        }
        notices
    }
}
