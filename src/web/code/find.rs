//! The field in which any code is found by a few of its letters, and from which a new one is made.

use maud::{Markup, html};

use super::keys;
use super::opened::Opened;
use super::way::Way;
use crate::web::fields::query;
use crate::web::pen::Pen;

/// Any code by a few of its letters; only the script can do that.
pub fn finder(opened: &Opened, way: &Way, pen: &Pen) -> Markup {
    let add = query(
        [("unit", &*opened.unit.0.to_string())]
            .into_iter()
            .chain(way.codebook.as_deref().map(|name| ("codebook", name))),
    );
    html! {
        div.find hidden {
            label.row.small.muted for="find" { (pen.say("suchen", "find")) " " (keys::FIND.face(pen.language)) }
            input #find.mini type="search" role="combobox" aria-expanded="false" aria-controls="found" aria-autocomplete="list"
              aria-keyshortcuts=(keys::FIND.shortcut) autocomplete="off" size="22"
              placeholder=(pen.say("ein paar Buchstaben", "a few letters"));
            ul #found.found role="listbox" aria-label=(pen.say("Gefundene Kategorien", "Codes that were found"))
              data-add=(pen.to(&format!("codebook/new?{add}"))) data-new=(pen.say("Neue Kategorie:", "New code:")) hidden {}
        }
    }
}
