//! Which column of a table holds what: the headings that this program writes, and those that researchers use.
//!
//! Headings are compared without case, blanks and signs. A number at the end counts examples, rules and levels; `_de`, `(English)`
//! and the like say a language.

use crate::codebook::named::folded;
use crate::words::{Language, Text};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Value,
    /// `Code`: its id, its number or its name; what stands below tells.
    Code,
    Label(Tongue),
    /// The name of a code at this level, from 0; of several the last one that is filled is the row's.
    Level(usize),
    Parent,
    Ordered,
    Status,
    Definition(Tongue),
    CodingRule(Tongue),
    Examples(Filled),
    Rules(Filled),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    Both,
    De,
    En,
}

/// What a cell of several things holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filled {
    /// One in each line.
    Lines,
    /// One, whatever its lines.
    One,
}

/// Column, its heading, other names for it, folded.
const KNOWN: &[(Column, &str, &str, &[&str])] = &[
    (
        Column::Id,
        "Id",
        "Id",
        &[
            "codeid",
            "variable",
            "variablenname",
            "variablename",
            "kuerzel",
            "schluessel",
            "key",
        ],
    ),
    (
        Column::Value,
        "Codewert",
        "Code value",
        &[
            "wert",
            "value",
            "codenummer",
            "codenumber",
            "nummer",
            "number",
            "nr",
            "no",
            "codenr",
            "kategoriennummer",
        ],
    ),
    (Column::Code, "Code", "Code", &["codes"]),
    (
        Column::Label(Tongue::Both),
        "Kategorie",
        "Category",
        &[
            "label",
            "name",
            "bezeichnung",
            "kategorien",
            "categories",
            "auspraegung",
            "codename",
            "codelabel",
            "kategorienname",
        ],
    ),
    (
        Column::Parent,
        "Dimension",
        "Dimension",
        &[
            "parent",
            "parentcode",
            "oberkategorie",
            "hauptkategorie",
            "uebergeordnet",
            "obercode",
            "maincategory",
            "elterncode",
            "dimensionen",
        ],
    ),
    (Column::Ordered, "Geordnet", "Ordered", &["skala", "scale"]),
    (Column::Status, "Stand", "Status", &[]),
    (
        Column::Definition(Tongue::Both),
        "Definition",
        "Definition",
        &[
            "definitionen",
            "definitions",
            "kategoriendefinition",
            "beschreibung",
            "description",
            "bedeutung",
        ],
    ),
    (
        Column::CodingRule(Tongue::Both),
        "Kodierregel",
        "Coding rule",
        &[
            "kodierregeln",
            "codierregel",
            "codierregeln",
            "codingrules",
            "abgrenzungsregel",
            "abgrenzung",
            "regelnfuerkodierende",
        ],
    ),
    (
        Column::Examples(Filled::Lines),
        "Ankerbeispiele",
        "Anchor examples",
        &[
            "ankerbeispiel",
            "anchorexample",
            "beispiel",
            "beispiele",
            "example",
            "examples",
            "beispielzitat",
            "beispielzitate",
            "zitat",
            "zitate",
        ],
    ),
    (
        Column::Rules(Filled::Lines),
        "Zuordnungsregeln",
        "Match rules",
        &[
            "zuordnungsregel",
            "matchrule",
            "suchregel",
            "suchregeln",
            "suchbegriff",
            "suchbegriffe",
            "diktionaerseintrag",
            "diktionaerseintraege",
            "searchterms",
            "keywords",
        ],
    ),
];

/// Names of levels; `Level 2` is the second.
const LEVELS: [&str; 3] = ["ebene", "level", "stufe"];
/// Below the category.
const SUBCATEGORY: [&str; 6] = [
    "unterkategorie",
    "unterkategorien",
    "subkategorie",
    "subcategory",
    "subcode",
    "unterdimension",
];

impl Column {
    /// What the heading says; none where it is no column of a codebook.
    pub fn of(heading: &str) -> Option<Column> {
        let name = folded(heading);
        if let Some((rest, tongue)) = in_tongue(heading)
            && let Some(column) = known(&rest).and_then(|column| column.in_tongue(tongue))
        {
            return Some(column);
        }
        if let Some(known) = known(&name) {
            return Some(known);
        }
        if SUBCATEGORY.contains(&name.as_str()) {
            return Some(Column::Level(2));
        }
        let bare = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
        if bare.len() < name.len() {
            let number: usize = name[bare.len()..]
                .parse()
                .ok()
                .filter(|n| (1..1000).contains(n))?;
            if LEVELS.contains(&bare) {
                return Some(Column::Level(number - 1));
            }
            return match known(bare)? {
                Column::Examples(_) => Some(Column::Examples(Filled::One)),
                Column::Rules(_) => Some(Column::Rules(Filled::One)),
                _ => None,
            };
        }
        None
    }

    /// Whether a table may have several columns of this kind.
    pub fn may_repeat(self) -> bool {
        matches!(self, Column::Examples(_) | Column::Rules(_))
    }

    /// The heading that this program writes. `number`: from 1, where each of several has a column of its own.
    pub fn heading(self, number: Option<usize>, language: Language) -> String {
        let plain = match self {
            Column::Label(_) => Column::Label(Tongue::Both),
            Column::Definition(_) => Column::Definition(Tongue::Both),
            Column::CodingRule(_) => Column::CodingRule(Tongue::Both),
            Column::Examples(_) => Column::Examples(Filled::Lines),
            Column::Rules(_) => Column::Rules(Filled::Lines),
            other => other,
        };
        let mut name = KNOWN
            .iter()
            .find(|(column, ..)| *column == plain)
            .map(|(_, de, en, _)| Text::new(*de, *en).get(language).to_owned())
            .unwrap_or_default();
        if let Some(number) = number {
            name = format!("{name} {number}");
        }
        match self.tongue() {
            Tongue::Both => name,
            Tongue::De => format!("{name} ({})", Text::new("deutsch", "German").get(language)),
            Tongue::En => format!("{name} ({})", Text::new("englisch", "English").get(language)),
        }
    }

    fn tongue(self) -> Tongue {
        match self {
            Column::Label(tongue) | Column::Definition(tongue) | Column::CodingRule(tongue) => tongue,
            _ => Tongue::Both,
        }
    }

    fn in_tongue(self, tongue: Tongue) -> Option<Column> {
        match self {
            Column::Label(_) => Some(Column::Label(tongue)),
            Column::Definition(_) => Some(Column::Definition(tongue)),
            Column::CodingRule(_) => Some(Column::CodingRule(tongue)),
            _ => None,
        }
    }
}

/// `definition_en`, `Kategorie (deutsch)`: folded without the language, and the language.
fn in_tongue(heading: &str) -> Option<(String, Tongue)> {
    let mut words: Vec<String> = heading
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(folded)
        .collect();
    let tongue = match words.pop()?.as_str() {
        "de" | "deu" | "deutsch" | "german" => Tongue::De,
        "en" | "eng" | "englisch" | "english" => Tongue::En,
        _ => return None,
    };
    Some((words.concat(), tongue))
}

fn known(name: &str) -> Option<Column> {
    KNOWN
        .iter()
        .find(|(_, de, en, others)| folded(de) == name || folded(en) == name || others.contains(&name))
        .map(|(column, ..)| *column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_both_languages() {
        for (heading, column) in [
            ("id", Some(Column::Id)),
            ("Code-Wert", Some(Column::Value)),
            ("CODE", Some(Column::Code)),
            ("label", Some(Column::Label(Tongue::Both))),
            ("label_en", Some(Column::Label(Tongue::En))),
            ("Kategorie (deutsch)", Some(Column::Label(Tongue::De))),
            ("Kategorien", Some(Column::Label(Tongue::Both))),
            ("Definitionen", Some(Column::Definition(Tongue::Both))),
            ("definition_en", Some(Column::Definition(Tongue::En))),
            ("Kodierregel", Some(Column::CodingRule(Tongue::Both))),
            ("anchor_examples", Some(Column::Examples(Filled::Lines))),
            ("Ankerbeispiel 2", Some(Column::Examples(Filled::One))),
            ("match_rules", Some(Column::Rules(Filled::Lines))),
            ("Ebene 2", Some(Column::Level(1))),
            ("Unterkategorie", Some(Column::Level(2))),
            ("Hauptkategorie", Some(Column::Parent)),
            ("Bemerkung", None),
            ("Definition 2", None),
            ("", None),
        ] {
            assert_eq!(Column::of(heading), column, "{heading}");
        }
    }

    #[test]
    fn headings_that_are_written_are_known() {
        for (column, ..) in KNOWN {
            for language in [Language::De, Language::En] {
                assert_eq!(Column::of(&column.heading(None, language)), Some(*column));
                for tongue in [Tongue::De, Tongue::En] {
                    if let Some(column) = column.in_tongue(tongue) {
                        assert_eq!(Column::of(&column.heading(None, language)), Some(column));
                    }
                }
            }
        }
        let one = Column::Rules(Filled::One);
        assert_eq!(one.heading(Some(2), Language::De), "Zuordnungsregeln 2");
        assert_eq!(Column::of("Zuordnungsregeln 2"), Some(one));
    }
}
