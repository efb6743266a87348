//! The keys of the page.

use crate::web::keys::{Group, Key};

pub const SEARCH: Key = Key::new("/", "suchen", "search");
pub const ALL: Key = Key::new("A", "alle der Seite auswählen", "select all of the page");
pub const NEXT: Key = Key::new("ArrowRight", "nächste Seite", "next page");
pub const BEFORE: Key = Key::new("ArrowLeft", "vorige Seite", "previous page");
pub const UNDO: Key = Key::new("U", "zurücknehmen", "undo");
pub const REDO: Key = Key::new("Shift+U", "wiederherstellen", "redo");

/// What `?` shows.
pub const GROUPS: &[Group] = &[
    Group {
        de: "Finden",
        en: "Find",
        keys: &[SEARCH, BEFORE, NEXT],
    },
    Group {
        de: "Ändern",
        en: "Change",
        keys: &[ALL, UNDO, REDO],
    },
];
