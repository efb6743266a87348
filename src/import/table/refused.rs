//! Why a table cannot be read although it is one: too many columns, no answers.

use super::COLUMNS;
use crate::problem::Problem;

pub(super) fn too_wide(columns: usize) -> Problem {
    Problem::input(
        format!("Die Überschriftenzeile hat {columns} Spalten; mehr als {COLUMNS} werden nicht gelesen."),
        format!("The heading row has {columns} columns; more than {COLUMNS} are not read."),
    )
    .hint(
        "Prüfen, ob die erste Zeile die Überschriften sind und das Trennzeichen stimmt (--separator).",
        "Check that the first row holds the headings and that the separator is right (--separator).",
    )
}

pub(super) fn no_answers(rows_below: usize, heading: u64) -> Problem {
    let problem = if rows_below == 0 {
        Problem::input(
            "Die Datei hat nur eine Überschriftenzeile und keine Antworten.",
            "The file has only a heading row and no answers.",
        )
    } else {
        Problem::input(
            "Die Datei hat nur leere Zeilen unter der Überschrift.",
            "The file has only blank rows below the heading.",
        )
    };
    problem.in_row(heading).hint(
        "Prüfen, ob der Export Befragte enthält und ob die erste Zeile die Überschriften sind.",
        "Check that the export holds respondents and that the first row holds the headings.",
    )
}
