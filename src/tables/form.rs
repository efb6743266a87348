//! The forms a table can be written in. Adding one is one file and one line in [`ALL`].

use super::table::Table;
use super::{csv, json, markdown, text};
use crate::problem::Result;
use crate::words::{Language, Text};

/// How to draw.
#[derive(Debug, Clone, Copy)]
pub struct Drawing {
    pub language: Language,
    /// Columns of the screen; wide tables are continued below. `None`: as wide as it gets.
    pub width: Option<usize>,
}

/// A form: its name on the command line, what it is for, and how it is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    pub name: &'static str,
    pub what: fn() -> Text,
    pub draw: fn(&[Table], &Drawing) -> Result<String>,
}

pub const ALL: &[Form] = &[
    Form {
        name: "text",
        what: || Text::new("zum Lesen auf dem Bildschirm", "to read on screen"),
        draw: text::draw,
    },
    Form {
        name: "markdown",
        what: || Text::new("für Texte", "for texts"),
        draw: markdown::draw,
    },
    Form {
        name: "csv",
        what: || Text::new("für andere Programme", "for other programs"),
        draw: csv::draw,
    },
    Form {
        name: "json",
        what: || Text::new("für andere Programme", "for other programs"),
        draw: json::draw,
    },
];

/// The form with this name.
pub fn form(name: &str) -> Option<&'static Form> {
    ALL.iter().find(|form| form.name == name)
}
