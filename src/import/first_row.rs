//! Whether the row that was taken as headings looks like answers, or the one below it like headings. Headings are never guessed away:
//! it is only said.

use super::headings::Given;
use super::profile::{is_date, is_number};
use super::row::Row;
use crate::problem::Notice;

/// Words of a heading that reads like a sentence.
const SENTENCE: usize = 5;

/// What is doubtful about the headings.
pub(super) fn doubt(names: &[String], given: &[Given], rows: &[Row]) -> Option<Notice> {
    looks_like_data(names, rows).or_else(|| goes_on_below(given, rows))
}

/// Says that headings seem to take two rows, as they do where cells of the first are joined: below it the first column, filled
/// everywhere else, is empty, and columns without a heading have words there.
fn goes_on_below(given: &[Given], rows: &[Row]) -> Option<Notice> {
    let (row, others) = rows.split_first()?;
    let is_filled = |row: &Row, column: usize| !row.cell(column).trim().is_empty();
    let has_no_id = !is_filled(row, 0) && others.len() > 1 && others.iter().all(|row| is_filled(row, 0));
    let unnamed = || (0..given.len()).filter(|column| given[*column] == Given::No);
    let are_words = |column: usize| {
        let cell = row.cell(column).trim();
        !cell.is_empty() && !is_number(cell) && !is_date(cell)
    };
    if !has_no_id || unnamed().next().is_none() || !unnamed().all(are_words) {
        return None;
    }
    let first = unnamed()
        .next()
        .map(|column| row.cell(column).trim())
        .unwrap_or_default();
    let number = row.number;
    Some(Notice::new(
        format!(
            "Zeile {number} (»{first}« …) sieht nach weiteren Überschriften aus und gilt als Antworten. Sind es Überschriften: verbundene Zellen auflösen, sodass jede Spalte in einer Zeile ihre Überschrift hat, und noch einmal einlesen."
        ),
        format!(
            "Row {number} (\"{first}\" …) looks like further headings and counts as answers. If these are headings: split the joined cells so that one row has a heading for each column, and import it again."
        ),
    ))
}

/// Says that the first row was taken as headings where it looks like data: a bare number or date, a value that comes
/// again in the column of the same place, or nothing but sentences that are no questions.
fn looks_like_data(names: &[String], rows: &[Row]) -> Option<Notice> {
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
