//! Which decision holds for a unit, read in the order of the units.
//!
//! Of each coder the latest decision counts, and none where that one takes back. Among those left people stand before
//! machines, then the latest holds. Streams; holds the decisions on one unit at a time.

use rusqlite::{Connection, Row, Rows, Statement, params};
use rustc_hash::FxHashMap;

use super::database;
use crate::problem::{Problem, Result};
use crate::survey::{Coder, CoderId, CoderKind, Outcome, Picked, UnitId};

/// The decision that holds for a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    pub outcome: Outcome,
    pub coder: Coder,
}

/// Whose decisions are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose {
    Everybodys,
    Of(CoderId),
    /// Nobody's: the coder who is meant is not in the study.
    Nobodys,
}

/// What a coder said last about a unit and has not taken back.
pub(super) struct Said {
    pub decision: i64,
    pub coder: CoderId,
    outcome: String,
    codes: String,
}

impl Said {
    pub fn outcome(&self) -> Result<Outcome> {
        read_outcome(&self.outcome, &self.codes)
    }

    pub fn is_deferred(&self) -> bool {
        self.outcome == DEFERRED
    }
}

/// All decisions with a codebook, unit by unit.
pub(super) struct Decisions<'statement> {
    rows: Rows<'statement>,
    coders: FxHashMap<CoderId, Coder>,
    /// The first row that does not belong to the unit at hand.
    ahead: Option<(UnitId, Said, Picked)>,
    /// On the unit at hand, in the order in which it was said.
    said: Vec<Said>,
    /// How the unit was picked when a person first decided on it.
    picked: Option<Picked>,
}

impl<'statement> Decisions<'statement> {
    /// What [`Decisions::read`] reads from.
    pub fn prepare(connection: &Connection) -> Result<Statement<'_>> {
        connection
            .prepare(
                "SELECT unit, id, coder, outcome, codes, picked FROM decision
                 WHERE codebook = ?1 AND (?2 IS NULL OR coder = ?2) ORDER BY unit, id",
            )
            .map_err(database)
    }

    pub fn read(
        connection: &Connection,
        statement: &'statement mut Statement<'_>,
        codebook_name: &str,
        whose: Whose,
    ) -> Result<Decisions<'statement>> {
        let coder = match whose {
            Whose::Everybodys => None,
            Whose::Of(coder) => Some(coder.0),
            Whose::Nobodys => Some(-1),
        };
        let mut decisions = Decisions {
            rows: statement.query(params![codebook_name, coder]).map_err(database)?,
            coders: coders(connection)?.into_iter().collect(),
            ahead: None,
            said: Vec::new(),
            picked: None,
        };
        decisions.step()?;
        Ok(decisions)
    }

    /// Goes on to the next unit on which anybody has ever decided.
    pub fn next_unit(&mut self) -> Result<Option<UnitId>> {
        self.said.clear();
        self.picked = None;
        let mut at = None;
        while let Some((unit, _, _)) = &self.ahead
            && at.is_none_or(|at| at == *unit)
        {
            at = Some(*unit);
            if let Some((_, said, picked)) = self.ahead.take() {
                if self.picked.is_none() && self.kind(said.coder)? == CoderKind::Person {
                    self.picked = Some(picked);
                }
                self.said.retain(|earlier| earlier.coder != said.coder);
                if said.outcome != WITHDRAWN {
                    self.said.push(said);
                }
            }
            self.step()?;
        }
        Ok(at)
    }

    /// What holds for the unit at hand.
    pub fn current(&self) -> Result<Option<Current>> {
        let latest = match self.latest(CoderKind::Person)? {
            Some(person) => Some(person),
            None => self.latest(CoderKind::Machine)?,
        };
        latest
            .map(|said| {
                Ok(Current {
                    outcome: said.outcome()?,
                    coder: self.coder(said.coder)?.clone(),
                })
            })
            .transpose()
    }

    /// The latest that stands among the coders of a kind.
    pub fn latest(&self, kind: CoderKind) -> Result<Option<&Said>> {
        for said in self.said.iter().rev() {
            if self.kind(said.coder)? == kind {
                return Ok(Some(said));
            }
        }
        Ok(None)
    }

    /// What this coder said last and has not taken back.
    pub fn of(&self, coder: CoderId) -> Option<&Said> {
        self.said.iter().find(|said| said.coder == coder)
    }

    /// How the unit at hand was picked when a person first decided on it.
    pub fn picked(&self) -> Picked {
        self.picked.unwrap_or_default()
    }

    fn step(&mut self) -> Result<()> {
        self.ahead = match self.rows.next().map_err(database)? {
            Some(row) => Some(read_row(row)?),
            None => None,
        };
        Ok(())
    }

    fn coder(&self, id: CoderId) -> Result<&Coder> {
        self.coders
            .get(&id)
            .ok_or_else(|| Problem::bug(format!("coder number {}", id.0)))
    }

    fn kind(&self, id: CoderId) -> Result<CoderKind> {
        Ok(self.coder(id)?.kind)
    }
}

/// All coders of the study.
pub(super) fn coders(connection: &Connection) -> Result<Vec<(CoderId, Coder)>> {
    let mut statement = connection
        .prepare("SELECT id, name, kind FROM coder ORDER BY id")
        .map_err(database)?;
    let rows = statement
        .query_map([], |row| {
            Ok((
                CoderId(row.get(0)?),
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })
        .map_err(database)?;
    rows.map(|row| {
        let (id, name, kind) = row.map_err(database)?;
        let kind =
            CoderKind::of_id(&kind).ok_or_else(|| Problem::bug(format!("unknown kind of coder {kind}")))?;
        Ok((id, Coder { kind, name }))
    })
    .collect()
}

const DEFERRED: &str = "deferred";
const WITHDRAWN: &str = "withdrawn";

/// The outcome's name in the study file, and its codes.
pub(super) fn write_outcome(outcome: &Outcome) -> (&'static str, String) {
    match outcome {
        Outcome::Codes(codes) => ("codes", codes.join("|")),
        Outcome::NoneFits => ("none_fits", String::new()),
        Outcome::NotCodable => ("not_codable", String::new()),
        Outcome::Deferred => (DEFERRED, String::new()),
        Outcome::Withdrawn => (WITHDRAWN, String::new()),
    }
}

pub(super) fn read_outcome(outcome: &str, codes: &str) -> Result<Outcome> {
    match outcome {
        "codes" => Ok(Outcome::Codes(codes.split('|').map(str::to_owned).collect())),
        "none_fits" => Ok(Outcome::NoneFits),
        "not_codable" => Ok(Outcome::NotCodable),
        DEFERRED => Ok(Outcome::Deferred),
        WITHDRAWN => Ok(Outcome::Withdrawn),
        other => Err(Problem::bug(format!("unknown outcome {other}"))),
    }
}

fn read_row(row: &Row<'_>) -> Result<(UnitId, Said, Picked)> {
    let picked = row.get_ref(5).map_err(database)?;
    let picked = picked.as_str().unwrap_or("?");
    let said = Said {
        decision: row.get(1).map_err(database)?,
        coder: CoderId(row.get(2).map_err(database)?),
        outcome: row.get(3).map_err(database)?,
        codes: row.get(4).map_err(database)?,
    };
    let picked =
        Picked::of_id(picked).ok_or_else(|| Problem::bug(format!("unknown way of picking {picked}")))?;
    Ok((UnitId(row.get(0).map_err(database)?), said, picked))
}
