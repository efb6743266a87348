//! The keys of the page.

use crate::web::keys::{Group, Key};

pub const LEFT: Key = Key::new("ArrowLeft", "wie links entscheiden", "settle as on the left");
pub const RIGHT: Key = Key::new("ArrowRight", "wie rechts entscheiden", "settle as on the right");
pub const BOTH: Key = Key::new("B", "alle Kategorien beider Seiten", "all codes of both sides");
pub const OWN: Key = Key::new(
    "Enter",
    "so entscheiden, wie gewählt ist",
    "settle on what is chosen",
);
pub const NONE_FITS: Key = Key::new("K", "keine passt", "none fits");
pub const NOT_CODABLE: Key = Key::new("X", "nicht kodierbar", "not codable");
pub const MEMO: Key = Key::new("A", "Begründung", "reason");
pub const NEXT: Key = Key::new(
    "L",
    "nächste uneinige Antwort",
    "next answer on which coders differ",
);
pub const BEFORE: Key = Key::new(
    "J",
    "vorige uneinige Antwort",
    "previous answer on which coders differ",
);
pub const UNDO: Key = Key::new("U", "zurücknehmen", "undo");

/// What `?` shows, and the README.
pub const GROUPS: &[Group] = &[
    Group {
        de: "Entscheiden",
        en: "Settle",
        keys: &[
            LEFT,
            RIGHT,
            BOTH,
            Key::new("1 … 9 C … Y", "Kategorie wählen", "choose a code"),
            OWN,
            NONE_FITS,
            NOT_CODABLE,
            MEMO,
            UNDO,
        ],
    },
    Group {
        de: "Bewegen",
        en: "Move",
        keys: &[BEFORE, NEXT],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::code::keys::of_code;

    #[test]
    fn no_key_does_two_things() {
        let keys = GROUPS.iter().flat_map(|group| group.keys);
        let mut all: Vec<String> = keys
            .flat_map(|key| key.shortcut.split(' '))
            .filter(|key| !"… 1 9 C Y".contains(key))
            .map(str::to_owned)
            .collect();
        all.extend((0..).map_while(of_code));
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "{all:?}");
    }
}
