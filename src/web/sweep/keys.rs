//! The keys of the page.

use crate::web::keys::{Group, Key};

pub const YES: Key = Key::new("J Y Enter", "Ja, diese Kategorie", "yes, this code");
pub const NO: Key = Key::new("F N", "Nein, nicht diese Kategorie", "no, not this code");
pub const DOWN: Key = Key::new("ArrowDown", "nächste Zeile", "next line");
pub const UP: Key = Key::new("ArrowUp", "vorige Zeile", "previous line");
pub const OPEN: Key = Key::new("O", "Antwort einzeln öffnen", "open the answer by itself");
pub const REST: Key = Key::new(
    "A",
    "alle übrigen der Seite annehmen …",
    "accept all others of the page …",
);
pub const NEXT: Key = Key::new("ArrowRight", "nächste Seite", "next page");
pub const UNDO: Key = Key::new("U", "zurücknehmen", "undo");
pub const REDO: Key = Key::new("Shift+U", "wiederherstellen", "redo");

/// What `?` shows, and the README.
pub const GROUPS: &[Group] = &[
    Group {
        de: "Entscheiden",
        en: "Decide",
        keys: &[YES, NO, REST, UNDO, REDO],
    },
    Group {
        de: "Bewegen",
        en: "Move",
        keys: &[DOWN, UP, NEXT, OPEN],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things() {
        let keys = GROUPS.iter().flat_map(|group| group.keys);
        let mut all: Vec<&str> = keys.flat_map(|key| key.shortcut.split(' ')).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "{all:?}");
    }
}
