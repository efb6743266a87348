//! What is said of a cell that cannot be read, and what to write instead.
//!
//! Deliberately absent: finding out (`read`, `settle`).

use crate::codebook::code_id::LARGEST_VALUE;
use crate::problem::Problem;

pub(super) fn no_code() -> Problem {
    Problem::input(
        "Unter den Überschriften steht keine Kategorie.",
        "There is no category below the headings.",
    )
    .hint(
        "In jede Zeile eine Kategorie schreiben.",
        "Write a category in each row.",
    )
}

pub(super) fn too_many(most: usize) -> Problem {
    Problem::input(
        format!("Die Tabelle hat mehr als {most} Kategorien."),
        format!("The table has more than {most} categories."),
    )
    .hint(
        "Prüfen, ob es die richtige Datei ist; sonst den Kodierleitfaden teilen.",
        "Check that it is the right file; else divide the codebook.",
    )
}

pub(super) fn no_name() -> Problem {
    Problem::input(
        "In dieser Zeile fehlt der Name der Kategorie.",
        "The name of the category is missing in this row.",
    )
    .hint(
        "Den Namen eintragen oder die Zeile löschen.",
        "Enter the name or delete the row.",
    )
}

pub(super) fn no_truth() -> Problem {
    Problem::input("Hier steht weder ja noch nein.", "This is neither yes nor no.")
        .hint("„ja“ schreiben oder nichts.", "Write “yes” or nothing.")
}

pub(super) fn no_status() -> Problem {
    Problem::input("Diesen Stand gibt es nicht.", "There is no such status.").hint(
        "Möglich sind: nichts, stillgelegt, zusammengelegt mit ID, aufgeteilt in ID, ID.",
        "Possible are: nothing, retired, merged into ID, split into ID, ID.",
    )
}

pub(super) fn no_about(id: &str) -> Problem {
    Problem::input(
        format!("Die Zeile »{id}« sagt nichts über den Kodierleitfaden."),
        format!("The row “{id}” says nothing about the codebook."),
    )
    .hint(
        "Möglich sind #title, #version, #language (de oder en), #codes_per_answer (one oder several), #description und #stem WORT, mit dem Inhalt in der Spalte Kategorie.",
        "Possible are #title, #version, #language (de or en), #codes_per_answer (one or several), #description and #stem WORD, with the content in the column Category.",
    )
}

pub(super) fn no_value(value: &str) -> Problem {
    Problem::input(
        format!("Der Codewert »{value}« ist keine ganze Zahl von 0 bis {LARGEST_VALUE}."),
        format!("The code value “{value}” is no whole number from 0 to {LARGEST_VALUE}."),
    )
    .hint("Eine Zahl schreiben oder nichts.", "Write a number or nothing.")
}

pub(super) fn doubled_value(value: i64, row: u64) -> Problem {
    Problem::input(
        format!("Den Codewert {value} gibt es schon in Zeile {row}."),
        format!("The code value {value} exists already in row {row}."),
    )
    .hint(
        "Jeder Kategorie eine eigene Zahl geben.",
        "Give each category a number of its own.",
    )
}

pub(super) fn doubled_id(id: &str) -> Problem {
    Problem::input(
        format!("Die Id »{id}« gibt es schon."),
        format!("The id “{id}” exists already."),
    )
    .hint(
        "Jeder Kategorie eine eigene Id geben; Groß- und Kleinschreibung unterscheidet nicht.",
        "Give each category an id of its own; case makes no difference.",
    )
}

pub(super) fn doubled_rule(id: &str) -> Problem {
    Problem::input(
        format!("Eine Regel mit der Id »{id}« hat diese Kategorie schon."),
        format!("This category has a rule with the id “{id}” already."),
    )
    .hint("Die Id ändern oder weglassen.", "Change the id or leave it out.")
}

pub(super) fn circle(name: &str) -> Problem {
    Problem::input(
        format!("»{name}« steht unter sich selbst oder zu tief verschachtelt."),
        format!("“{name}” stands below itself or is nested too deeply."),
    )
    .hint(
        "Die Dimension dieser Kategorie ändern.",
        "Change the dimension of this category.",
    )
}

/// All mistakes without the place in a file that nobody has written.
pub(super) fn without_place(problem: &Problem) -> Problem {
    let bare = |problem: &Problem| {
        let said = problem.what();
        let bare = Problem::input(&*said.de, &*said.en);
        match problem.advice() {
            Some(advice) => bare.hint(&*advice.de, &*advice.en),
            None => bare,
        }
    };
    let all = problem.each().map(bare).collect();
    Problem::all(all).unwrap_or_else(|| bare(problem))
}
