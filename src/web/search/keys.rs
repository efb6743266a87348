//! The keys of the page.

use crate::web::keys::{Group, Key};

pub const SEARCH: Key = Key::new("/", "suchen", "search");
pub const NEXT: Key = Key::new("ArrowRight", "nächste Seite", "next page");
pub const BEFORE: Key = Key::new("ArrowLeft", "vorige Seite", "previous page");

/// What `?` shows.
pub const FIND: Group = Group {
    de: "Finden",
    en: "Find",
    keys: &[SEARCH, BEFORE, NEXT],
};
