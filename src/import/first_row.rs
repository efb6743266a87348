//! Whether the row that was taken as headings looks like answers. Headings are never guessed away: it is only said.

use super::profile::{is_date, is_number};
use super::row::Row;
use crate::problem::Notice;

/// Words of a heading that reads like a sentence.
const SENTENCE: usize = 5;

/// Says that the first row was taken as headings where it looks like data: a bare number or date, a value that comes
/// again in the column of the same place, or nothing but sentences that are no questions.
pub(super) fn looks_like_data(names: &[String], rows: &[Row]) -> Option<Notice> {
    // Once is no sign: some exports repeat their heading row.
    let again = |(column, name): (usize, &String)| {
        let same = rows.iter().filter(|row| row.cell(column).trim() == name);
        same.take(2).count() == 2
    };
    let sentence =
        |name: &String| name.split_whitespace().count() >= SENTENCE && !name.contains(['?', ':', '[']);
    let value = names
        .iter()
        .enumerate()
        .find(|(column, name)| is_number(name) || is_date(name) || again((*column, name)))
        .map(|(_, name)| name)
        .or_else(|| names.first().filter(|_| names.iter().all(sentence)))?;
    Some(Notice::new(
        format!(
            "Die erste Zeile gilt als Überschrift, sieht aber nach Antworten aus (»{value}«). Hat die Datei keine \
                 Überschriften, eine Zeile mit Namen der Spalten darüber setzen und noch einmal einlesen."
        ),
        format!(
            "The first row counts as headings but looks like answers (\"{value}\"). If the file has no headings, add a \
                 row with names of the columns above it and import it again."
        ),
    ))
}
