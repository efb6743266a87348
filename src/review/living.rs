//! The codebook edited while it is in use, and what hangs on a code: what a merge or a split would touch.
//!
//! Deliberately absent: what an edit is (`codebook`), and the difference that it makes, sentence by sentence (`diff` there).

use super::view::View;
use crate::codebook::{self, Edit};
use crate::problem::{Problem, Result};
use crate::study::{Change, StoredCodebook};
use crate::survey::UnitId;

/// A codebook after it was edited.
#[derive(Debug, Clone)]
pub struct Edited {
    pub codebook: StoredCodebook,
    pub changes: Vec<codebook::Change>,
}

/// Edits the latest version of a codebook: all edits or none, in one step with what others do at the same time. `time`:
/// seconds since 1970 UTC.
///
/// # Errors
/// The study has no such codebook; an edit is impossible, by what somebody else has changed meanwhile as well.
pub fn edit_codebook(change: &Change<'_>, name: &str, edits: &[Edit], time: i64) -> Result<Edited> {
    let before = change.latest_codebook(name)?.ok_or_else(|| {
        Problem::input(
            format!("Einen Kodierleitfaden »{name}« hat die Studie nicht."),
            format!("The study has no codebook “{name}”."),
        )
        .hint("Einen der Studie wählen.", "Choose one of the study.")
    })?;
    let after = edits
        .iter()
        .try_fold(before.codebook.clone(), |codebook, edit| codebook.edited(edit))?;
    let changes = codebook::diff(&before.codebook, &after);
    let id = change.keep_codebook(name, &after, time)?;
    Ok(Edited {
        codebook: StoredCodebook {
            id,
            name: before.name,
            codebook: after,
        },
        changes,
    })
}

/// How many units a code has, as far as a coder may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hangs {
    /// Units to which somebody has given it.
    pub given: usize,
    /// Units for which it is suggested and nobody has decided.
    pub suggested: usize,
}

/// What a change of codes would touch, as far as a coder may see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Touched {
    /// Units to which somebody has given the code, ascending.
    pub given: Vec<UnitId>,
    /// How many of them somebody has given the other code too.
    pub both: usize,
    /// Units for which it is suggested and nobody has decided, ascending.
    pub suggested: Vec<UnitId>,
}

impl View<'_> {
    /// By place of the code, what hangs on it; ids count as what they count as now.
    pub fn hanging(&self) -> Vec<Hangs> {
        let mut hangs = vec![Hangs::default(); self.board.codebook.codebook.codes.len()];
        for card in &self.board.cards {
            let mut said = self.own(card).peekable();
            if said.peek().is_none() {
                for proposed in self.suggestions(card) {
                    hangs[proposed.code].suggested += 1;
                }
                continue;
            }
            for place in self.places(said.flat_map(|said| said.outcome.given())) {
                hangs[place].given += 1;
            }
        }
        hangs
    }

    /// What hangs on the code at a place; `other`: the code that it is to be merged into.
    pub fn touched(&self, code: usize, other: Option<usize>) -> Touched {
        let mut touched = Touched::default();
        for card in &self.board.cards {
            let mut said = self.own(card).peekable();
            if said.peek().is_none() {
                if self
                    .suggestions(card)
                    .iter()
                    .any(|proposed| proposed.code == code)
                {
                    touched.suggested.push(card.unit);
                }
                continue;
            }
            let given = self.places(said.flat_map(|said| said.outcome.given()));
            if given.contains(&code) {
                touched.given.push(card.unit);
                touched.both += usize::from(other.is_some_and(|other| given.contains(&other)));
            }
        }
        touched
    }
}
