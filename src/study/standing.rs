//! Which decision holds for a unit, read in the order of the units.
//!
//! Of each coder the latest decision counts, and none where that one takes back. What was settled stands before all others;
//! among those left people stand before machines, whole codings before begun ones, then the latest holds. Codings for
//! stability never hold. Streams; holds the decisions on one unit at a time.

use rusqlite::{Connection, Rows, Statement, params};

use super::database;
use crate::problem::{Problem, Result};
use crate::survey::{Coder, CoderId, CoderKind, CodingLayer, Outcome, Picked, UnitId};

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

/// Whether the codes of decisions are read; who only asks whether something was decided leaves them out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Codes {
    Read,
    Skip,
}

/// What a coder said last about a unit and has not taken back.
pub(super) struct Said {
    pub decision: i64,
    pub coder: CoderId,
    kind: CoderKind,
    layer: CodingLayer,
    what: What,
    codes: String,
}

impl Said {
    pub fn outcome(&self) -> Outcome {
        self.what.outcome(&self.codes)
    }

    /// Deferred or begun: nothing that counts as reviewed.
    pub fn is_open(&self) -> bool {
        matches!(self.what, What::Deferred | What::Begun)
    }

    /// Of a coder the latest counts; of what was settled the latest, whoever settled it.
    fn is_replaced_by(&self, later: &Said) -> bool {
        self.layer == later.layer && (self.coder == later.coder || self.layer == CodingLayer::Final)
    }
}

/// All decisions with a codebook, unit by unit.
pub(super) struct Decisions<'statement> {
    rows: Rows<'statement>,
    coders: Vec<(CoderId, Coder)>,
    /// The first row that does not belong to the unit at hand.
    ahead: Option<(UnitId, Said, Picked)>,
    /// On the unit at hand, in the order in which it was said.
    said: Vec<Said>,
    /// How the unit was picked when a person first decided on it.
    picked: Option<Picked>,
}

impl<'statement> Decisions<'statement> {
    /// What [`Decisions::read`] reads from.
    pub fn prepare(connection: &Connection, codes: Codes) -> Result<Statement<'_>> {
        let codes = match codes {
            Codes::Read => "codes",
            Codes::Skip => "''",
        };
        connection
            .prepare(&format!(
                "SELECT unit, id, coder, outcome, {codes}, picked, layer FROM decision
                 WHERE codebook = ?1 AND (?2 IS NULL OR coder = ?2) AND layer <> 'again' ORDER BY unit, id"
            ))
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
            coders: coders(connection)?,
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
                if said.kind == CoderKind::Person {
                    self.picked.get_or_insert(picked);
                }
                if !self.said.is_empty() {
                    self.said.retain(|earlier| !earlier.is_replaced_by(&said));
                }
                if said.what != What::Withdrawn {
                    self.said.push(said);
                }
            }
            self.step()?;
        }
        Ok(at)
    }

    /// What holds for the unit at hand.
    pub fn current(&self) -> Result<Option<Current>> {
        let settled = self
            .said
            .iter()
            .rev()
            .find(|said| said.layer == CodingLayer::Final);
        let latest = settled
            .or_else(|| self.latest(CoderKind::Person))
            .or_else(|| self.latest(CoderKind::Machine));
        latest
            .map(|said| {
                Ok(Current {
                    outcome: said.outcome(),
                    coder: self.coder(said.coder)?.clone(),
                })
            })
            .transpose()
    }

    /// The latest own coding that stands among the coders of a kind; one that was only begun where there is no other.
    pub fn latest(&self, kind: CoderKind) -> Option<&Said> {
        let own = |said: &&Said| said.kind == kind && said.layer == CodingLayer::Own;
        let whole = |said: &&Said| own(said) && said.what != What::Begun;
        let latest = self.said.iter().rev();
        latest.clone().find(whole).or_else(|| latest.clone().find(own))
    }

    /// What this coder said last and has not taken back.
    pub fn of(&self, coder: CoderId) -> Option<&Said> {
        let own = |said: &&Said| said.coder == coder && said.layer == CodingLayer::Own;
        self.said.iter().find(own)
    }

    /// How the unit at hand was picked when a person first decided on it.
    pub fn picked(&self) -> Picked {
        self.picked.unwrap_or_default()
    }

    fn step(&mut self) -> Result<()> {
        self.ahead = None;
        let Some(row) = self.rows.next().map_err(database)? else {
            return Ok(());
        };
        let coder = CoderId(row.get(2).map_err(database)?);
        let kind = find(&self.coders, coder)?.kind;
        let what = What::of_id(row.get_ref(3).map_err(database)?.as_str().unwrap_or("?"))?;
        let picked = row.get_ref(5).map_err(database)?.as_str().unwrap_or("?");
        let picked =
            Picked::of_id(picked).ok_or_else(|| Problem::bug(format!("unknown way of picking {picked}")))?;
        let layer = row.get_ref(6).map_err(database)?.as_str().unwrap_or("?");
        let layer =
            CodingLayer::of_id(layer).ok_or_else(|| Problem::bug(format!("unknown layer {layer}")))?;
        let said = Said {
            layer,
            decision: row.get(1).map_err(database)?,
            coder,
            kind,
            what,
            codes: row.get(4).map_err(database)?,
        };
        self.ahead = Some((UnitId(row.get(0).map_err(database)?), said, picked));
        Ok(())
    }

    fn coder(&self, id: CoderId) -> Result<&Coder> {
        find(&self.coders, id)
    }
}

/// A study has a handful of coders.
fn find(coders: &[(CoderId, Coder)], id: CoderId) -> Result<&Coder> {
    coders
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, coder)| coder)
        .ok_or_else(|| Problem::bug(format!("coder number {}", id.0)))
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

/// An outcome without its codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Codes,
    NoneFits,
    NotCodable,
    Deferred,
    Begun,
    Withdrawn,
}

/// Before a code that was refused; ids of codes are letters, digits and underscores.
const REFUSED: char = '!';

impl What {
    /// As in the study file.
    fn id(self) -> &'static str {
        match self {
            What::Codes => "codes",
            What::NoneFits => "none_fits",
            What::NotCodable => "not_codable",
            What::Deferred => "deferred",
            What::Begun => "begun",
            What::Withdrawn => "withdrawn",
        }
    }

    fn of_id(id: &str) -> Result<What> {
        match id {
            "codes" => Ok(What::Codes),
            "none_fits" => Ok(What::NoneFits),
            "not_codable" => Ok(What::NotCodable),
            "deferred" => Ok(What::Deferred),
            "begun" => Ok(What::Begun),
            "withdrawn" => Ok(What::Withdrawn),
            other => Err(Problem::bug(format!("unknown outcome {other}"))),
        }
    }

    fn outcome(self, codes: &str) -> Outcome {
        let each = || codes.split('|').filter(|code| !code.is_empty());
        match self {
            What::Codes => Outcome::Codes(each().map(str::to_owned).collect()),
            What::Begun => Outcome::Begun {
                given: each()
                    .filter(|code| !code.starts_with(REFUSED))
                    .map(str::to_owned)
                    .collect(),
                refused: each()
                    .filter_map(|code| code.strip_prefix(REFUSED))
                    .map(str::to_owned)
                    .collect(),
            },
            What::NoneFits => Outcome::NoneFits,
            What::NotCodable => Outcome::NotCodable,
            What::Deferred => Outcome::Deferred,
            What::Withdrawn => Outcome::Withdrawn,
        }
    }
}

/// The outcome's name in the study file, and its codes.
pub(super) fn write_outcome(outcome: &Outcome) -> (&'static str, String) {
    let (what, codes) = match outcome {
        Outcome::Codes(codes) => (What::Codes, codes.join("|")),
        Outcome::NoneFits => (What::NoneFits, String::new()),
        Outcome::NotCodable => (What::NotCodable, String::new()),
        Outcome::Deferred => (What::Deferred, String::new()),
        Outcome::Begun { given, refused } => {
            let refused = refused.iter().map(|code| format!("{REFUSED}{code}"));
            let codes: Vec<String> = given.iter().cloned().chain(refused).collect();
            (What::Begun, codes.join("|"))
        }
        Outcome::Withdrawn => (What::Withdrawn, String::new()),
    };
    (what.id(), codes)
}

pub(super) fn read_outcome(outcome: &str, codes: &str) -> Result<Outcome> {
    Ok(What::of_id(outcome)?.outcome(codes))
}
