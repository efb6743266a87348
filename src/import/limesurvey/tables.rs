//! The tables of a LimeSurvey XML file (`.lss`, `.lsr`), row by row: `<document><table><rows><row><column>`.
//!
//! As LimeSurvey writes them (`buildXMLFromQuery` in `export_helper.php`): a NULL has no element, an empty value an empty
//! one; names that would begin with a digit begin with an underscore, and `#` became `-`.

use std::collections::BTreeMap;

use crate::packed::xml::{Piece, pieces};
use crate::problem::{Problem, Result};

/// Values by column; a column that is NULL is not there.
pub(super) type Values = BTreeMap<String, String>;

/// What such a file says before its tables.
#[derive(Debug, Default)]
pub(super) struct Kind {
    /// `Survey`, `Responses`, `Tokens`, `Timings` …
    pub holds: String,
    pub languages: Vec<String>,
}

/// What a file has of a table.
pub(super) enum Entry {
    /// A column that the table has, whether or not any row fills it.
    Column(String),
    Row(Values),
}

/// Columns that a table may have: no database that LimeSurvey runs on has more than 4,096.
pub(super) const COLUMNS: usize = 20_000;
/// Bytes of a value: no answer is that long.
const LONGEST: usize = 16 << 20;

/// Gives columns and rows of the tables `wanted` to `each`, with the name of their table.
///
/// # Errors
/// No such XML, absurdly many columns, or what `each` reports.
pub(super) fn entries(
    text: &str,
    wanted: impl Fn(&str) -> bool,
    mut each: impl FnMut(&str, Entry) -> Result<()>,
) -> Result<Kind> {
    let mut kind = Kind::default();
    // Names of the elements that are open.
    let mut open: Vec<String> = Vec::new();
    let mut row = Values::new();
    pieces(text, |piece| {
        match piece {
            Piece::Open { name, .. } => {
                open.push(name);
                if let [_, table, rows, this, column] = &open[..]
                    && rows == "rows"
                    && this == "row"
                    && wanted(table)
                {
                    row.insert(column.clone(), String::new());
                    if row.len() > COLUMNS {
                        return Err(absurd());
                    }
                }
            }
            Piece::Text(text) => match &open[..] {
                [_, doctype] if doctype == "LimeSurveyDocType" => kind.holds.push_str(text.trim()),
                [_, languages, language] if languages == "languages" && language == "language" => {
                    kind.languages.push(text.trim().to_owned());
                }
                [_, table, fields, name] if fields == "fields" && name == "fieldname" && wanted(table) => {
                    each(table, Entry::Column(text.trim().to_owned()))?;
                }
                [_, _, _, _, column] => {
                    if let Some(value) = row.get_mut(column) {
                        if value.len() + text.len() > LONGEST {
                            return Err(absurd());
                        }
                        value.push_str(&text);
                    }
                }
                _ => {}
            },
            Piece::Close => {
                if let [_, table, rows, this] = &open[..]
                    && rows == "rows"
                    && this == "row"
                    && wanted(table)
                {
                    each(table, Entry::Row(std::mem::take(&mut row)))?;
                }
                open.pop();
            }
        }
        Ok(())
    })?;
    if kind.holds.is_empty() {
        return Err(Problem::input(
            "Die XML-Datei ist nicht von LimeSurvey.",
            "The XML file is not one of LimeSurvey.",
        )
        .hint(
            "In LimeSurvey »Exportieren → Umfragestruktur (.lss)« oder »Umfragearchiv (.lsa)« wählen.",
            "In LimeSurvey choose \"Export → Survey structure (.lss)\" or \"Survey archive (.lsa)\".",
        ));
    }
    Ok(kind)
}

/// That a file is larger than any survey.
pub(super) fn absurd() -> Problem {
    Problem::input(
        "Die Datei enthält mehr Spalten oder Zeichen, als eine Befragung haben kann.",
        "The file holds more columns or letters than a survey can have.",
    )
    .hint(
        "Prüfen, woher die Datei kommt, und sie noch einmal aus LimeSurvey exportieren.",
        "Check where the file comes from, and export it from LimeSurvey once more.",
    )
}
