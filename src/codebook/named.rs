//! Which code a name in a file means: its id, its value or its label, whatever the case, blanks, `_`, `-` and brackets.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::Codebook;
use crate::words::nearest;

/// What a name in a file stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// The place of the code.
    Code(usize),
    /// Places of codes that would all be called so.
    Several(Vec<usize>),
    Unknown,
}

/// What the codes of a codebook may be called.
#[derive(Debug, Clone)]
pub struct CodeNames {
    /// By code.
    ids: Vec<String>,
    values: BTreeMap<i64, usize>,
    places: BTreeMap<String, usize>,
    /// By code.
    in_use: Vec<bool>,
    /// Folded ids and labels; sorted places.
    folded: BTreeMap<String, Vec<usize>>,
}

impl CodeNames {
    pub fn of(codebook: &Codebook) -> CodeNames {
        let mut names = CodeNames {
            ids: Vec::new(),
            values: BTreeMap::new(),
            places: BTreeMap::new(),
            in_use: Vec::new(),
            folded: BTreeMap::new(),
        };
        for (place, code) in codebook.codes.iter().enumerate() {
            for name in [&code.id, &code.label.de, &code.label.en] {
                let places = names.folded.entry(folded(name)).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
            names.values.insert(code.value, place);
            names.places.insert(code.id.clone(), place);
            names.in_use.push(code.is_in_use());
            names.ids.push(code.id.clone());
        }
        names
    }

    /// The code that is meant by `name`. An id as it stands comes first, then a value, then ids and labels (in either language)
    /// of which letters and digits are the same: `public transport (local)` is `public_transport_local`. Of several codes of
    /// one name the only one in use is meant.
    pub fn meant(&self, name: &str) -> Named {
        let name = name.trim();
        let value = || name.parse().ok().and_then(|value: i64| self.values.get(&value));
        if let Some(place) = self.places.get(name).or_else(value) {
            return Named::Code(*place);
        }
        let wanted = folded(name);
        match self.folded.get(&wanted).map(Vec::as_slice) {
            None => Named::Unknown,
            Some(_) if wanted.is_empty() => Named::Unknown,
            Some([place]) => Named::Code(*place),
            Some(places) => {
                let mut in_use = places.iter().filter(|place| self.in_use[**place]);
                match (in_use.next(), in_use.next()) {
                    (Some(only), None) => Named::Code(*only),
                    _ => Named::Several(places.to_vec()),
                }
            }
        }
    }

    pub fn id(&self, place: usize) -> &str {
        &self.ids[place]
    }

    /// All ids in the order of the codebook.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    /// The id of the code whose id or label is most like a name, where one is near enough to be meant.
    pub fn nearest_id(&self, name: &str) -> Option<&str> {
        let like = nearest(&folded(name), self.folded.keys().map(String::as_str))?;
        Some(self.id(self.folded[like][0]))
    }
}

/// Letters and digits, in small letters, umlauts written out.
pub(super) fn folded(name: &str) -> String {
    let mut out = String::new();
    for letter in name.nfc().flat_map(char::to_lowercase) {
        match letter {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            letter if letter.is_alphanumeric() => out.push(letter),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODEBOOK: &str = "format = 1\ntitle = 'T'\nversion = '1'\n\
        [[code]]\nid = 'oepnv_local'\nvalue = 3\nlabel = { de = 'Nahverkehr (ÖPNV)', en = 'Public transport (local)' }\n\
        [[code]]\nid = 'a1'\nvalue = 1\nlabel = 'Sonstiges'\n\
        [[code]]\nid = 'a2'\nvalue = 2\nlabel = 'sonstiges'\n";

    #[test]
    fn a_code_is_known_by_id_value_and_label() {
        let names = CodeNames::of(&Codebook::read(CODEBOOK, "t").unwrap());
        for name in [
            "oepnv_local",
            "OEPNV-Local",
            "öpnv local",
            "3",
            "public_transport_LOCAL",
            "Nahverkehr – O\u{308}PNV",
        ] {
            assert_eq!(names.meant(name), Named::Code(0), "{name}");
        }
        assert_eq!(names.meant("Sonstiges"), Named::Several(vec![1, 2]));
        assert_eq!(names.meant("4"), Named::Unknown);
        assert_eq!(names.meant("()"), Named::Unknown);
        assert_eq!(names.nearest_id("oepnv_lokal"), Some("oepnv_local"));
        assert_eq!(names.nearest_id("Publik transport (local)"), Some("oepnv_local"));
        assert_eq!(names.nearest_id("Feuerwehr"), None);
        let merged = CODEBOOK.replace("value = 2", "value = 2\nmerged_into = 'a1'");
        let names = CodeNames::of(&Codebook::read(&merged, "t").unwrap());
        assert_eq!(names.meant("Sonstiges"), Named::Code(1));
        assert_eq!(
            names.meant("a2"),
            Named::Code(2),
            "an id means its code, in use or not"
        );
    }
}
