//! Decisions are written, taken back, brought back. All three are actions in the record; nothing is ever deleted.

use crate::problem::{Problem, Result};
use crate::study::{Act, Acted, Action, Change, StoredCodebook};
use crate::survey::{ActionKind, CoderId, Decision};

/// An action that was written, and its decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub action: Action,
    pub decisions: Vec<Decision>,
}

/// What a coder can take back and bring back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Undoable {
    /// Actions that stand, the latest last.
    pub undo: Vec<Acted>,
    /// Actions that were taken back, the latest taken back last. Deciding anew forgets them.
    pub redo: Vec<Acted>,
}

/// Writes decisions of one coder as one action. `time`: seconds since 1970 UTC.
pub fn decide(
    change: &Change<'_>,
    codebook: &StoredCodebook,
    coder: CoderId,
    kind: ActionKind,
    decisions: Vec<Decision>,
    time: i64,
) -> Result<Done> {
    write(change, codebook, coder, (kind, None), decisions, time)
}

/// Takes back the coder's latest action that stands, all of it: what the coder had said before holds again.
///
/// # Errors
/// Nothing is left to be taken back.
pub fn undo(change: &Change<'_>, codebook: &StoredCodebook, coder: CoderId, time: i64) -> Result<Done> {
    let last = undoable(change, codebook, coder)?.undo.pop();
    let last = last.ok_or_else(|| {
        Problem::input("Es gibt nichts zurückzunehmen.", "There is nothing to undo.").hint(
            "Zurücknehmen lässt sich, was Sie hier selbst entschieden haben.",
            "What you have decided here yourself can be undone.",
        )
    })?;
    let before = change.decisions_before(last.number)?;
    let kind = (ActionKind::Undo, Some(&*last.uid));
    write(change, codebook, coder, kind, before, time)
}

/// Brings back the action that the coder took back last.
///
/// # Errors
/// Nothing was taken back, or the coder has decided anew since.
pub fn redo(change: &Change<'_>, codebook: &StoredCodebook, coder: CoderId, time: i64) -> Result<Done> {
    let last = undoable(change, codebook, coder)?.redo.pop();
    let last = last.ok_or_else(|| {
        Problem::input("Es gibt nichts wiederherzustellen.", "There is nothing to redo.").hint(
            "Wiederherstellen lässt sich, was eben zurückgenommen wurde.",
            "What has just been undone can be redone.",
        )
    })?;
    let again = change.decisions_of(last.number)?;
    let kind = (ActionKind::Redo, Some(&*last.uid));
    write(change, codebook, coder, kind, again, time)
}

/// What a coder can take back and bring back, from the record: without limit, and across sessions. What was imported is not
/// undone.
pub fn undoable(change: &Change<'_>, codebook: &StoredCodebook, coder: CoderId) -> Result<Undoable> {
    let mut stacks = Undoable::default();
    for acted in change.acts(&codebook.name, coder)? {
        match acted.kind {
            ActionKind::Decide | ActionKind::Bulk | ActionKind::Settle => {
                stacks.undo.push(acted);
                stacks.redo.clear();
            }
            ActionKind::Undo => move_over(&mut stacks.undo, &mut stacks.redo, &acted),
            ActionKind::Redo => move_over(&mut stacks.redo, &mut stacks.undo, &acted),
            ActionKind::Import | ActionKind::Accept => {}
        }
    }
    Ok(stacks)
}

/// Moves the action that is meant from one stack to the other; in a joined file it need not be the last.
fn move_over(from: &mut Vec<Acted>, to: &mut Vec<Acted>, by: &Acted) {
    let meant = from
        .iter()
        .rposition(|acted| Some(&acted.uid) == by.undoes.as_ref());
    if let Some(at) = meant {
        to.push(from.remove(at));
    }
}

fn write(
    change: &Change<'_>,
    codebook: &StoredCodebook,
    coder: CoderId,
    (kind, undoes): (ActionKind, Option<&str>),
    decisions: Vec<Decision>,
    time: i64,
) -> Result<Done> {
    let action = change.act(&Act {
        coder,
        codebook: codebook.id,
        kind,
        undoes,
        time,
    })?;
    for decision in &decisions {
        change.decide(&action, decision)?;
    }
    Ok(Done { action, decisions })
}
