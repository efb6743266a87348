//! Names of categories → ids that are legal, unique and do not depend on how often they are made.

use std::collections::{BTreeMap, BTreeSet};

use crate::codebook::code_id;

/// Gives out ids.
#[derive(Debug, Default)]
pub(in crate::codebook) struct Ids {
    /// In small letters.
    taken: BTreeSet<String>,
    /// The number that the last id of a name ended with.
    latest: BTreeMap<String, u64>,
}

impl Ids {
    /// Keeps an id for the one who has it; `false` where somebody has it already.
    pub fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_ascii_lowercase())
    }

    /// An id that nobody has, made from a name.
    pub fn made(&mut self, name: &str) -> String {
        let wanted = code_id::wanted(name);
        let mut id = wanted.clone();
        let latest = self.latest.entry(wanted.clone()).or_insert(1);
        while code_id::mistake(&id).is_some() || !self.taken.insert(id.clone()) {
            *latest += 1;
            id = code_id::numbered(&wanted, *latest);
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_legal_and_unique() {
        let mut ids = Ids::default();
        assert!(ids.take("Kurse"));
        assert!(!ids.take("kurse"));
        for (name, id) in [
            ("Kurse", "kurse_2"),
            ("KURSE!", "kurse_3"),
            ("Übung / Größe", "uebung_groesse"),
            ("NOT", "not_2"),
            ("?", "k"),
            ("*", "k_2"),
            ("2015", "k2015"),
            (
                "ein sehr langer Name einer Kategorie",
                "ein_sehr_langer_name_einer_kateg",
            ),
            (
                "ein sehr langer Name einer Kategorie 2",
                "ein_sehr_langer_name_einer_kat_2",
            ),
        ] {
            assert_eq!(ids.made(name), id, "{name}");
            assert!(code_id::mistake(id).is_none(), "{id}");
        }
    }
}
