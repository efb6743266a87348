//! The record of all that was decided, action by action, as it was said: what was taken back or said anew stands in it too.
//!
//! Replaying it gives the current coding. Deliberately absent: which decision holds (`standing`).

use rusqlite::{OptionalExtension, Row, params};

use super::database;
use super::decide::Action;
use super::file::{Change, Study};
use super::outcome::read_outcome;
use super::standing::coders;
use crate::problem::{Problem, Result};
use crate::survey::{ActionKind, Coder, CoderId, CodingLayer, Decision, Outcome, Picked, UnitId};

/// Place of an action in a file's record; later actions have higher ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct ActionNumber(pub(super) i64);

/// A decision as the record holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub action: ActionNumber,
    /// The action's name in every copy of the study.
    pub uid: String,
    pub coder: CoderId,
    pub kind: ActionKind,
    /// Milliseconds since 1970 UTC.
    pub moment: i64,
    pub decision: Decision,
}

/// An action of a coder, without its decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acted {
    pub number: ActionNumber,
    pub uid: String,
    pub kind: ActionKind,
    /// Milliseconds since 1970 UTC.
    pub moment: i64,
    /// The uid of the action that this one takes back or brings back.
    pub undoes: Option<String>,
}

const DECISION: &str = "unit, outcome, codes, memo, picked, layer, seen, settled, withheld";

impl Study {
    /// Calls `each` for the decisions with a codebook of all actions after `after`, in the order in which they were made.
    pub fn record(
        &self,
        codebook_name: &str,
        after: ActionNumber,
        mut each: impl FnMut(Recorded) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self
            .connection
            .prepare_cached(&format!(
                "SELECT {DECISION}, action.id, action.uid, action.coder, action.kind, action.moment
                 FROM decision JOIN action ON action.id = decision.action
                 WHERE decision.codebook = ?1 AND action.id > ?2 ORDER BY action.id, decision.id"
            ))
            .map_err(database)?;
        let mut rows = statement
            .query(params![codebook_name, after.0])
            .map_err(database)?;
        while let Some(row) = rows.next().map_err(database)? {
            let (number, uid, coder, kind, moment) = (|| {
                Ok((
                    row.get(9)?,
                    row.get(10)?,
                    row.get(11)?,
                    row.get::<_, String>(12)?,
                    row.get(13)?,
                ))
            })()
            .map_err(database)?;
            each(Recorded {
                action: ActionNumber(number),
                uid,
                coder: CoderId(coder),
                kind: read_kind(&kind)?,
                moment,
                decision: read_decision(row)?,
            })?;
        }
        Ok(())
    }

    /// All coders of the study, those who have not decided yet included, by number.
    pub fn all_coders(&self) -> Result<Vec<(CoderId, Coder)>> {
        coders(&self.connection)
    }
}

impl Change<'_> {
    /// What a coder did with a codebook, in order.
    pub fn acts(&self, codebook_name: &str, coder: CoderId) -> Result<Vec<Acted>> {
        let mut statement = self
            .transaction
            .prepare_cached(
                "SELECT id, uid, kind, undoes, moment FROM action WHERE codebook = ?1 AND coder = ?2 ORDER BY id",
            )
            .map_err(database)?;
        let rows = statement
            .query_map(params![codebook_name, coder.0], |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, String>(3)?,
                    row.get(4)?,
                ))
            })
            .map_err(database)?;
        rows.map(|row| {
            let (number, uid, kind, undoes, moment) = row.map_err(database)?;
            Ok(Acted {
                number: ActionNumber(number),
                uid,
                kind: read_kind(&kind)?,
                moment,
                undoes: (!undoes.is_empty()).then_some(undoes),
            })
        })
        .collect()
    }

    /// What an action decided.
    pub fn decisions_of(&self, action: ActionNumber) -> Result<Vec<Decision>> {
        let mut statement = self
            .transaction
            .prepare_cached(&format!(
                "SELECT {DECISION} FROM decision WHERE action = ?1 ORDER BY id"
            ))
            .map_err(database)?;
        let mut rows = statement.query([action.0]).map_err(database)?;
        let mut decisions = Vec::new();
        while let Some(row) = rows.next().map_err(database)? {
            decisions.push(read_decision(row)?);
        }
        Ok(decisions)
    }

    /// What the coder of an action had said on each of its units before it; where that was nothing, a withdrawal.
    pub fn decisions_before(&self, action: ActionNumber) -> Result<Vec<Decision>> {
        let mut statement = self
            .transaction
            .prepare_cached(&format!(
                "SELECT {DECISION} FROM decision AS before
                 WHERE codebook = (SELECT codebook FROM action WHERE id = ?1) AND unit = ?2
                   AND coder = (SELECT coder FROM action WHERE id = ?1) AND layer = ?3 AND action < ?1
                 ORDER BY id DESC LIMIT 1"
            ))
            .map_err(database)?;
        let mut before = Vec::new();
        for decision in self.decisions_of(action)? {
            let said = statement
                .query_row(params![action.0, decision.unit.0, decision.layer.id()], |row| {
                    Ok(read_decision(row))
                })
                .optional()
                .map_err(database)?
                .transpose()?;
            before.push(said.unwrap_or(Decision {
                layer: decision.layer,
                ..Decision::of(decision.unit, Outcome::Withdrawn)
            }));
        }
        Ok(before)
    }
}

impl Action {
    pub fn number(&self) -> ActionNumber {
        ActionNumber(self.id)
    }
}

pub(super) fn read_kind(kind: &str) -> Result<ActionKind> {
    ActionKind::of_id(kind).ok_or_else(|| Problem::bug(format!("unknown kind of action {kind}")))
}

/// The columns of [`DECISION`].
fn read_decision(row: &Row<'_>) -> Result<Decision> {
    let text = |at: usize| row.get::<_, String>(at).map_err(database);
    let ids = |joined: &str| {
        let ids = joined.split('|').filter(|id| !id.is_empty());
        ids.map(str::to_owned).collect::<Vec<_>>()
    };
    let (picked, layer) = (text(4)?, text(5)?);
    let seen: Option<String> = row.get(6).map_err(database)?;
    let withheld: Option<String> = row.get(8).map_err(database)?;
    Ok(Decision {
        unit: UnitId(row.get(0).map_err(database)?),
        outcome: read_outcome(&text(1)?, &text(2)?)?,
        memo: text(3)?,
        picked: Picked::of_id(&picked)
            .ok_or_else(|| Problem::bug(format!("unknown way of picking {picked}")))?,
        layer: CodingLayer::of_id(&layer).ok_or_else(|| Problem::bug(format!("unknown layer {layer}")))?,
        seen: seen.map(|seen| ids(&seen)),
        settled: ids(&text(7)?),
        withheld: withheld.map(|withheld| ids(&withheld)),
    })
}
