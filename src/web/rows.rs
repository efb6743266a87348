//! Answers in lists: their words, and what is marked in them.

use super::marks::Mark;
use crate::problem::{Problem, Result};
use crate::review::{Card, View};
use crate::study::Study;
use crate::survey::Span;

/// An answer in a list.
pub struct Row {
    pub key: String,
    pub text: String,
    /// Where the text lies in the whole answer.
    pub span: Span,
    pub marks: Vec<Mark>,
}

/// What is marked in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    Nothing,
    /// What speaks for a code, by its place.
    Code(usize),
    /// What speaks for any code that is suggested.
    Codes,
}

/// Reads an answer. Evidence is read only where suggestions may be shown.
pub fn row(study: &Study, view: &View<'_>, place: usize, marked: Marked) -> Result<Row> {
    let card = &view.board.cards[place];
    let missing = || Problem::bug(format!("unit {} is not in the study", card.unit.0));
    let read = study.unit_view(card.unit)?.ok_or_else(missing)?;
    let marks = match marked {
        Marked::Nothing => Vec::new(),
        Marked::Code(_) | Marked::Codes => marks(study, view, card, marked, read.span)?,
    };
    Ok(Row {
        key: read.key,
        span: read.span,
        text: read.span.of(&read.verbatim).to_owned(),
        marks,
    })
}

fn marks(study: &Study, view: &View<'_>, card: &Card, marked: Marked, shown: Span) -> Result<Vec<Mark>> {
    let board = view.board;
    let (Some(run), Some(made_with)) = (&board.run, &board.suggested_by) else {
        return Ok(Vec::new());
    };
    let suggestions = view.suggestions(card);
    let mut marks = Vec::new();
    if suggestions.is_empty() {
        return Ok(marks);
    }
    for suggestion in study.suggestions(run.id, card.unit)? {
        let then = made_with.codebook.codes.get(suggestion.code);
        let now = &board.codebook.codebook;
        let code = then.and_then(|code| now.order(&now.resolve(&code.id).in_use()?.id));
        let wanted = |code: &usize| match marked {
            Marked::Code(only) => *code == only,
            Marked::Codes => suggestions.iter().any(|one| one.code == *code),
            Marked::Nothing => false,
        };
        let Some(code) = code.filter(wanted) else {
            continue;
        };
        marks.extend(Mark::of(&suggestion, code, shown));
    }
    Ok(marks)
}
