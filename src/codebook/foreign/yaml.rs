//! quanteda, `.yml`: nested maps of categories, lists of patterns as leaves; the key `__`, or one without a
//! name, holds the patterns of the parent itself.
//!
//! Read from the events of the parser: keys and patterns are text as it stands, so that NO, on and 007 stay words, and a
//! reference (`*name`) is never followed, so that nothing can grow.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::{Dictionary, dictionary::too_deep};
use crate::problem::{Problem, Result};
use crate::words::Text;

/// How deeply maps and lists may nest; categories have a limit of their own.
const DEEPEST: usize = 100;

/// What is open.
#[derive(Clone, Copy)]
enum Open {
    /// Categories below this one. The value that comes next belongs to `next`; without it comes a key.
    Map {
        category: Option<usize>,
        next: Option<Place>,
    },
    List(Place),
}

/// Where patterns belong.
#[derive(Clone, Copy)]
enum Place {
    Category(usize),
    /// In no category.
    Top,
    /// To a key that is no name: left out, and said.
    Nowhere,
}

pub(super) fn read(text: &str, dictionary: &mut Dictionary) -> Result<()> {
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| no_yaml(&error))?;
        let line = span.start.line() as u64;
        match event {
            Event::Scalar(words, style, ..) => scalar(&words, style, line, &mut open, dictionary)?,
            Event::Alias(_) => {
                let place = node(&mut open);
                if place.is_none() {
                    value_of(&mut open, Place::Nowhere);
                }
                let why = Text::new(
                    "ein Verweis; ein Muster, das mit * beginnt, steht in Anführungszeichen",
                    "a reference; a pattern that begins with * stands in quotation marks",
                );
                dictionary.left_out(line, "*", &why);
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if open.len() >= DEEPEST {
                    return Err(too_deep().in_row(line));
                }
                let place = node(&mut open).unwrap_or_else(|| {
                    value_of(&mut open, Place::Nowhere);
                    let why = Text::new("ein Schlüssel, der kein Name ist", "a key that is no name");
                    dictionary.left_out(line, "?", &why);
                    Place::Nowhere
                });
                open.push(match (event, place) {
                    (Event::MappingStart(..), Place::Category(category)) => Open::Map {
                        category: Some(category),
                        next: None,
                    },
                    (Event::MappingStart(..), Place::Top) => Open::Map {
                        category: None,
                        next: None,
                    },
                    (_, place) => Open::List(place),
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
            }
            _ => {}
        }
    }
    Ok(())
}

/// Where the node that begins belongs; none where it is a key.
fn node(open: &mut [Open]) -> Option<Place> {
    match open.last_mut() {
        None => Some(Place::Top),
        Some(Open::List(place)) => Some(*place),
        Some(Open::Map { next, .. }) => next.take(),
    }
}

/// The value of the key that was read belongs there.
fn value_of(open: &mut [Open], place: Place) {
    if let Some(Open::Map { next, .. }) = open.last_mut() {
        *next = Some(place);
    }
}

fn scalar(
    words: &str,
    style: ScalarStyle,
    line: u64,
    open: &mut [Open],
    dictionary: &mut Dictionary,
) -> Result<()> {
    let nothing = style == ScalarStyle::Plain && matches!(words, "" | "~");
    match node(open) {
        Some(_) if nothing => {}
        Some(Place::Category(category)) => dictionary.entry(category, words, line),
        Some(Place::Top) => {
            let why = Text::new("steht in keiner Kategorie", "stands in no category");
            dictionary.left_out(line, words, &why);
        }
        Some(Place::Nowhere) => {
            let why = Text::new("gehört zu keinem Namen", "belongs to no name");
            dictionary.left_out(line, words, &why);
        }
        None => {
            let Some(Open::Map { category, .. }) = open.last().copied() else {
                return Ok(());
            };
            let place = match category {
                Some(own) if matches!(words, "__" | "") => own,
                _ => dictionary.category(category, words, line)?,
            };
            value_of(open, Place::Category(place));
        }
    }
    Ok(())
}

fn no_yaml(error: &ScanError) -> Problem {
    let detail = error.info();
    Problem::input(
        format!("An dieser Stelle ist die Datei kein gültiges YAML ({detail})."),
        format!("At this place the file is not valid YAML ({detail})."),
    )
    .hint(
        "Oft stimmt die Einrückung nicht, oder ein Muster, das mit * beginnt oder : enthält, steht nicht in Anführungszeichen.",
        "Often the indentation is wrong, or a pattern that begins with * or holds : is not in quotation marks.",
    )
    .in_row(error.marker().line() as u64)
}
