//! Coders and what they decide. Decisions are appended, never changed; which of them holds stands in `standing`.

use rusqlite::{OptionalExtension, Row, params};

use super::database;
use super::file::{Change, Study};
use super::outcome::{read_outcome, write_outcome};
use super::standing::{Codes, Decisions, Said, Whose, coders};
use crate::problem::{Problem, Result};
use crate::survey::{
    ActionKind, CodebookId, Coder, CoderId, CoderKind, Decision, Opinion, Outcome, Picked, Stage, UnitId,
};

/// What people decided on a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    pub unit: UnitId,
    /// Never deferred, begun or withdrawn.
    pub outcome: Outcome,
    /// How the unit was picked when a person first decided on it: coming back to it later does not change that.
    pub picked: Picked,
}

/// What a coder is about to do at once.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    pub coder: CoderId,
    pub codebook: CodebookId,
    pub kind: ActionKind,
    /// The uid of the action that is taken back or brought back.
    pub undoes: Option<&'a str>,
    /// Seconds since 1970 UTC.
    pub time: i64,
}

/// An action that stands in the study's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub(super) id: i64,
    /// The same in every copy of the study.
    pub uid: String,
    pub(super) codebook: String,
    pub coder: CoderId,
    /// Milliseconds since 1970 UTC, later than every action before it.
    pub moment: i64,
}

impl Change<'_> {
    /// The person with this name, added where there is none.
    pub fn coder(&self, name: &str) -> Result<CoderId> {
        self.coder_of(CoderKind::Person, name)
    }

    /// The machine with this name, added where there is none; never the person of that name.
    pub fn machine(&self, name: &str) -> Result<CoderId> {
        self.coder_of(CoderKind::Machine, name)
    }

    fn coder_of(&self, kind: CoderKind, name: &str) -> Result<CoderId> {
        let known = self
            .transaction
            .prepare_cached("SELECT id FROM coder WHERE name = ?1 AND kind = ?2")
            .and_then(|mut statement| {
                statement
                    .query_row([name, kind.id()], |row| row.get(0))
                    .optional()
            })
            .map_err(database)?;
        match known {
            Some(id) => Ok(CoderId(id)),
            None => self
                .insert(
                    "INSERT INTO coder (name, kind) VALUES (?1, ?2)",
                    params![name, kind.id()],
                )
                .map(CoderId),
        }
    }

    /// Begins what a coder does at once; decisions are added to it.
    pub fn act(&self, act: &Act<'_>) -> Result<Action> {
        self.act_named(act, act.time * 1000, None)
    }

    /// The action of this name, so that what is asked for twice is done once.
    ///
    /// # Errors
    /// Another coder's action, or one with another codebook, has this name.
    pub fn action_named(&self, uid: &str, coder: CoderId, codebook_name: &str) -> Result<Option<Action>> {
        let known = self
            .transaction
            .prepare_cached("SELECT id, uid, codebook, moment, coder FROM action WHERE uid = ?1")
            .and_then(|mut statement| {
                let read = |row: &Row<'_>| read_action(row, CoderId(row.get(4)?));
                statement.query_row([uid], read).optional()
            })
            .map_err(database)?;
        match known {
            Some(known) if known.coder != coder || known.codebook != codebook_name => {
                Err(Problem::bug(format!("two actions are called {uid}")))
            }
            known => Ok(known),
        }
    }

    /// The same as [`Change::act`] at a moment, in milliseconds since 1970 UTC, and under a name that whoever acts has given
    /// it; none: one is drawn.
    pub fn act_named(&self, act: &Act<'_>, moment: i64, uid: Option<&str>) -> Result<Action> {
        let made = self
            .transaction
            .prepare_cached(
                "INSERT INTO action (uid, codebook, coder, moment, kind, undoes)
                 VALUES (coalesce(?6, lower(hex(randomblob(16)))), (SELECT name FROM codebook WHERE id = ?1), ?2,
                         max(?3, (SELECT coalesce(max(moment) + 1, 0) FROM action)), ?4, ?5)
                 RETURNING id, uid, codebook, moment",
            )
            .and_then(|mut statement| {
                statement.query_row(
                    params![
                        act.codebook.0,
                        act.coder.0,
                        moment,
                        act.kind.id(),
                        act.undoes.unwrap_or_default(),
                        uid
                    ],
                    |row| read_action(row, act.coder),
                )
            });
        made.map_err(database)
    }

    /// Appends a decision to an action.
    pub fn decide(&self, action: &Action, decision: &Decision) -> Result<()> {
        let (outcome, codes) = write_outcome(&decision.outcome);
        self.insert(
            "INSERT INTO decision (unit, codebook, coder, outcome, codes, memo, time, picked, action, layer, seen, settled,
                                   withheld)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            params![
                decision.unit.0,
                action.codebook,
                action.coder.0,
                outcome,
                codes,
                decision.memo,
                action.moment / 1000,
                decision.picked.id(),
                action.id,
                decision.layer.id(),
                decision.seen.as_ref().map(|seen| seen.join("|")),
                decision.settled.join("|"),
                decision.withheld.as_ref().map(|withheld| withheld.join("|")),
            ],
        )?;
        Ok(())
    }

    /// The latest decision of this coder on a unit; `None` where it was taken back.
    pub fn latest_decision(
        &self,
        unit: UnitId,
        codebook: CodebookId,
        coder: CoderId,
    ) -> Result<Option<Outcome>> {
        let latest = self
            .transaction
            .prepare_cached(
                "SELECT outcome, codes FROM decision
                 WHERE codebook = (SELECT name FROM codebook WHERE id = ?2) AND unit = ?1 AND coder = ?3
                   AND layer = '' ORDER BY id DESC LIMIT 1",
            )
            .map_err(database)?
            .query_row(params![unit.0, codebook.0, coder.0], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })
            .optional()
            .map_err(database)?
            .map(|(outcome, codes)| read_outcome(&outcome, &codes))
            .transpose()?;
        Ok(latest.filter(|outcome| *outcome != Outcome::Withdrawn))
    }
}

/// Id, uid, codebook and moment.
fn read_action(row: &Row<'_>, coder: CoderId) -> rusqlite::Result<Action> {
    Ok(Action {
        id: row.get(0)?,
        uid: row.get(1)?,
        codebook: row.get(2)?,
        moment: row.get(3)?,
        coder,
    })
}

impl Study {
    /// What holds of what people decided (deferring and beginning are not deciding), ascending by unit. Machines are no
    /// people.
    pub fn reviewed(&self, codebook_name: &str) -> Result<Vec<Reviewed>> {
        let mut reviewed = Vec::new();
        let mut statement = Decisions::prepare(&self.connection, Codes::Read)?;
        let mut decisions =
            Decisions::read(&self.connection, &mut statement, codebook_name, Whose::Everybodys)?;
        while let Some(unit) = decisions.next_unit()? {
            let decided = |said: &&Said| said.stage() == Stage::Decided;
            if let Some(said) = decisions.of_people().holding().filter(decided) {
                reviewed.push(Reviewed {
                    unit,
                    outcome: said.outcome(),
                    picked: decisions.picked(),
                });
            }
        }
        Ok(reviewed)
    }

    /// Units on which a person has decided (deferring and beginning are not deciding), ascending; those on which coders
    /// differ included.
    pub fn decided_units(&self, codebook_name: &str) -> Result<Vec<UnitId>> {
        let mut decided = Vec::new();
        let mut statement = Decisions::prepare(&self.connection, Codes::Skip)?;
        let mut decisions =
            Decisions::read(&self.connection, &mut statement, codebook_name, Whose::Everybodys)?;
        while let Some(unit) = decisions.next_unit()? {
            if decisions.is_decided() {
                decided.push(unit);
            }
        }
        Ok(decided)
    }

    /// Those who ever decided something with this codebook: people by name, then machines.
    pub fn coders(&self, codebook_name: &str) -> Result<Vec<Coder>> {
        let mut statement = self
            .connection
            .prepare("SELECT EXISTS (SELECT 1 FROM decision WHERE codebook = ?1 AND coder = ?2)")
            .map_err(database)?;
        let mut deciding = Vec::new();
        for (id, coder) in coders(&self.connection)? {
            let decided = statement
                .query_row(params![codebook_name, id.0], |row| row.get(0))
                .map_err(database)?;
            if decided {
                deciding.push(coder);
            }
        }
        deciding.sort();
        Ok(deciding)
    }
}
