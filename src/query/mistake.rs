//! What the parser says when something is missing: one sentence, its place, and the mend.
//!
//! Deliberately absent: mistakes within a word (`leaf`) or a sign (`token`).

use std::ops::Range;

use super::MAX_DEPTH;
use super::token::{Operator, Placed, Token};
use crate::problem::Problem;

pub(super) fn empty(text: &str) -> Problem {
    Problem::input("Die Suche ist leer.", "The query is empty.")
        .hint("Mindestens ein Wort schreiben.", "Write at least one word.")
        .at(text, 0..text.len())
}

pub(super) fn never_opened(text: &str, span: Range<usize>) -> Problem {
    Problem::input("„)“ ohne „(“ davor.", "“)” without “(” before it.")
        .hint("Eine „(“ ergänzen oder „)“ löschen.", "Add a “(” or delete “)”.")
        .at(text, span)
}

pub(super) fn never_closed(text: &str, span: Range<usize>) -> Problem {
    Problem::input(
        "Die Klammer wird nicht geschlossen.",
        "The bracket is not closed.",
    )
    .hint("Eine „)“ ergänzen.", "Add a “)”.")
    .at(text, span)
}

pub(super) fn empty_brackets(text: &str, span: Range<usize>) -> Problem {
    Problem::input(
        "Zwischen den Klammern steht nichts.",
        "There is nothing between the brackets.",
    )
    .hint(
        "Eine Suche hineinschreiben oder die Klammern löschen.",
        "Write a query between them or delete them.",
    )
    .at(text, span)
}

pub(super) fn too_deep(text: &str, span: Range<usize>) -> Problem {
    Problem::input(
        format!("Die Suche ist mehr als {MAX_DEPTH}-fach geschachtelt."),
        format!("The query is nested more than {MAX_DEPTH} times."),
    )
    .hint(
        "Klammern weglassen oder die Suche in mehrere Regeln teilen; a OHNE (b ODER c) statt a OHNE b OHNE c.",
        "Leave out brackets or split it into several rules; a NOT (b OR c) instead of a NOT b NOT c.",
    )
    .at(text, span)
}

pub(super) fn no_place(text: &str, span: Range<usize>) -> Problem {
    Problem::input(
        "Neben NAHE und VOR stehen Wörter, Wortfolgen oder Alternativen (ODER), nicht UND oder OHNE.",
        "NEAR and BEFORE join words, phrases or alternatives (OR), not AND or NOT.",
    )
    .hint(
        "(a ODER b) NAHE c, oder: a NAHE c UND b NAHE c",
        "(a OR b) NEAR c, or: a NEAR c AND b NEAR c",
    )
    .at(text, span)
}

pub(super) fn number_apart(text: &str, span: Range<usize>) -> Problem {
    let written = &text[span.clone()];
    let joined = written.split_whitespace().collect::<Vec<_>>().join("/");
    Problem::input(
        format!("„{written}“: der Abstand steht nach einem Schrägstrich."),
        format!("“{written}”: the distance stands after a slash."),
    )
    .hint(
        format!("{joined} schreiben; ist die Zahl als Wort gemeint, in Anführungszeichen und mit Operator."),
        format!("Write {joined}; if the number is meant as a word, use quotation marks and an operator."),
    )
    .at(text, span)
}

/// The text or the bracket ends where an operand must stand; `before` is the last token.
pub(super) fn nothing_after(text: &str, before: Option<&Placed>) -> Problem {
    let Some(before) = before else { return empty(text) };
    let written = &text[before.span.clone()];
    Problem::input(
        format!("Nach „{written}“ fehlt etwas."),
        format!("Something is missing after “{written}”."),
    )
    .hint(
        format!(
            "Ein Wort dahinter schreiben oder „{written}“ löschen; {}",
            literal_de(written)
        ),
        format!(
            "Write a word after it or delete “{written}”; {}",
            literal_en(written)
        ),
    )
    .at(text, before.span.clone())
}

/// `operator` (the bytes `span`) stands where an operand must stand.
pub(super) fn nothing_before(
    text: &str,
    before: Option<&Placed>,
    operator: Operator,
    span: Range<usize>,
) -> Problem {
    let written = &text[span.clone()];
    match before {
        Some(Placed {
            token: Token::Operator(_),
            span: first,
        }) => {
            let first_written = &text[first.clone()];
            let problem = Problem::input(
                format!("„{first_written}“ und „{written}“ stehen hintereinander."),
                format!("“{first_written}” and “{written}” follow each other."),
            );
            let problem = if operator == Operator::Not {
                problem.hint(
                    "OHNE schließt aus dem aus, was davor steht: (a ODER b) OHNE c",
                    "NOT takes away from what stands before it: (a OR b) NOT c",
                )
            } else {
                problem.hint(
                    format!(
                        "Eines löschen oder ein Wort dazwischen schreiben; {}",
                        literal_de(written)
                    ),
                    format!("Delete one or write a word between them; {}", literal_en(written)),
                )
            };
            problem.at(text, first.start..span.end)
        }
        _ if operator == Operator::Not => Problem::input(
            format!("Vor „{written}“ steht nicht, was gefunden werden soll."),
            format!("Before “{written}” it does not say what is to be found."),
        )
        .hint(
            format!("a OHNE b schreiben; {}", literal_de(written)),
            format!("Write a NOT b; {}", literal_en(written)),
        )
        .at(text, span),
        _ => Problem::input(
            format!("Vor „{written}“ fehlt etwas."),
            format!("Something is missing before “{written}”."),
        )
        .hint(
            format!(
                "Ein Wort davor schreiben oder „{written}“ löschen; {}",
                literal_de(written)
            ),
            format!(
                "Write a word before it or delete “{written}”; {}",
                literal_en(written)
            ),
        )
        .at(text, span),
    }
}

fn literal_de(written: &str) -> String {
    format!("als Wort gesucht: {} oder \"{written}\".", written.to_lowercase())
}

fn literal_en(written: &str) -> String {
    format!("searched as a word: {} or \"{written}\".", written.to_lowercase())
}
