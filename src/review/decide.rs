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

/// When something is done, and under which name: whoever asks again under the same name gets what was done the first time,
/// so that an answer lost on the way does no harm. A time alone does: `decide(…, 1_700_000_000)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp<'a> {
    /// Milliseconds since 1970 UTC: from one decision to the next it is often less than a second.
    pub moment: i64,
    /// Unlike that of any other action of the study.
    pub uid: Option<&'a str>,
}

impl From<i64> for Stamp<'_> {
    /// From seconds.
    fn from(time: i64) -> Self {
        Stamp {
            moment: time * 1000,
            uid: None,
        }
    }
}

/// What a coder can take back and bring back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Undoable {
    /// Actions that stand, the latest last.
    pub undo: Vec<Acted>,
    /// Actions that were taken back, the latest taken back last. Deciding anew forgets them.
    pub redo: Vec<Acted>,
}

/// Writes decisions of one coder as one action.
pub fn decide<'s>(
    change: &Change<'_>,
    codebook: &StoredCodebook,
    coder: CoderId,
    kind: ActionKind,
    decisions: Vec<Decision>,
    stamp: impl Into<Stamp<'s>>,
) -> Result<Done> {
    write(change, codebook, coder, stamp.into(), |_| {
        Ok((kind, None, decisions))
    })
}

/// Takes back the coder's latest action that stands, all of it: what the coder had said before holds again.
///
/// # Errors
/// Nothing is left to be taken back.
pub fn undo<'s>(
    change: &Change<'_>,
    codebook: &StoredCodebook,
    coder: CoderId,
    stamp: impl Into<Stamp<'s>>,
) -> Result<Done> {
    write(change, codebook, coder, stamp.into(), |change| {
        let last = undoable(change, codebook, coder)?.undo.pop();
        let last = last.ok_or_else(|| {
            Problem::input("Es gibt nichts zurückzunehmen.", "There is nothing to undo.").hint(
                "Zurücknehmen lässt sich, was Sie hier selbst entschieden haben.",
                "What you have decided here yourself can be undone.",
            )
        })?;
        let before = change.decisions_before(last.number)?;
        Ok((ActionKind::Undo, Some(last.uid), before))
    })
}

/// Brings back the action that the coder took back last.
///
/// # Errors
/// Nothing was taken back, or the coder has decided anew since.
pub fn redo<'s>(
    change: &Change<'_>,
    codebook: &StoredCodebook,
    coder: CoderId,
    stamp: impl Into<Stamp<'s>>,
) -> Result<Done> {
    write(change, codebook, coder, stamp.into(), |change| {
        let last = undoable(change, codebook, coder)?.redo.pop();
        let last = last.ok_or_else(|| {
            Problem::input("Es gibt nichts wiederherzustellen.", "There is nothing to redo.").hint(
                "Wiederherstellen lässt sich, was eben zurückgenommen wurde.",
                "What has just been undone can be redone.",
            )
        })?;
        let again = change.decisions_of(last.number)?;
        Ok((ActionKind::Redo, Some(last.uid), again))
    })
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

/// Kind, uid of the action that it takes or brings back, decisions.
type Planned = (ActionKind, Option<String>, Vec<Decision>);

/// `plan` is not asked where the action has been done before.
fn write(
    change: &Change<'_>,
    codebook: &StoredCodebook,
    coder: CoderId,
    stamp: Stamp<'_>,
    plan: impl FnOnce(&Change<'_>) -> Result<Planned>,
) -> Result<Done> {
    if let Some(uid) = stamp.uid
        && let Some(action) = change.action_named(uid, coder, &codebook.name)?
    {
        let decisions = change.decisions_of(action.number())?;
        return Ok(Done { action, decisions });
    }
    let (kind, undoes, decisions) = plan(change)?;
    let act = Act {
        coder,
        codebook: codebook.id,
        kind,
        undoes: undoes.as_deref(),
        time: stamp.moment / 1000,
    };
    let action = change.act_named(&act, stamp.moment, stamp.uid)?;
    for decision in &decisions {
        change.decide(&action, decision)?;
    }
    Ok(Done { action, decisions })
}
