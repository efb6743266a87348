//! Exports of Qualtrics: below the headings stand a row with the wordings and one with what each column is called inside
//! (`{"ImportId":"QID1_TEXT"}`), both no answers.

use super::headings::Given;
use super::row::Row;
use crate::problem::Notice;
use crate::survey::{Dictionary, Variable, VariableKind};

/// How many rows below the headings are none of answers, by the first rows.
pub(super) fn rows_of_names(sample: &[Row]) -> usize {
    let is_of_names = |row: &&Row| {
        let cells = (0..row.len()).map(|column| row.cell(column).trim());
        let mut filled = cells.filter(|cell| !cell.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|cell| cell.starts_with("{\"ImportId\":"))
    };
    let found = sample.iter().take(2).position(|row| is_of_names(&row));
    found.map_or(0, |at| at + 1)
}

/// Takes these rows off; the wordings become variable labels.
pub(super) fn take_off(
    sample: &mut Vec<Row>,
    rows: usize,
    (names, given): (&[String], &[Given]),
) -> (Dictionary, Option<Notice>) {
    let taken: Vec<Row> = sample.drain(..rows).collect();
    let [wordings, _] = &taken[..] else {
        return Default::default();
    };
    let is_number = |column: usize| {
        let mut cells = sample
            .iter()
            .map(|row| row.cell(column).trim())
            .filter(|cell| !cell.is_empty())
            .peekable();
        cells.peek().is_some() && cells.all(|cell| cell.parse::<f64>().is_ok())
    };
    let mut variables = Vec::new();
    for (column, name) in names.iter().enumerate() {
        let wording = wordings.cell(column).trim();
        if given[column] == Given::Yes && !wording.is_empty() && wording != name {
            variables.push(Variable {
                name: name.clone(),
                label: wording.to_owned(),
                kind: if is_number(column) {
                    VariableKind::Number
                } else {
                    VariableKind::Text
                },
                ..Variable::default()
            });
        }
    }
    let dictionary = Dictionary {
        variables,
        ..Dictionary::default()
    };
    let notice = Notice::new(
        "Ein Export von Qualtrics: Die beiden Zeilen unter den Überschriften sind keine Antworten; die Fragetexte sind Variablenlabels.",
        "An export of Qualtrics: the two rows below the headings are no answers; the wordings are variable labels.",
    );
    (dictionary, Some(notice))
}
