//! A machine accepts single suggestions, and takes them back: decisions in its own name, never in a person's.
//!
//! After every call the machine's current decisions are exactly what that call accepted; earlier ones stay on record.

use rusqlite::{Connection, Rows, params};

use super::database;
use super::decide::Act;
use super::file::{Change, Study};
use super::standing::{Codes, Decisions, Whose};
use crate::problem::{Problem, Result};
use crate::survey::{
    ActionKind, CodebookId, CoderId, CoderKind, Decision, Outcome, QuestionId, RunId, UnitId,
};

/// What a machine is to accept: suggestions of a run from a probability on; where there is no run, nothing.
#[derive(Debug, Clone, Copy)]
pub struct Accepting<'a> {
    pub machine: CoderId,
    pub codebook: CodebookId,
    /// Ids of the codes, in the order of the run's codebook.
    pub codes: &'a [String],
    pub from: Option<(RunId, f64)>,
    /// Seconds since 1970 UTC.
    pub time: i64,
}

/// What a machine has accepted and taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Accepted {
    /// Units with at least one accepted code.
    pub units: u64,
    pub codes: u64,
    /// Units that the machine had decided on and no longer does.
    pub taken_back: u64,
}

/// Units on which a machine's decision holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MachineDecided {
    pub units: u64,
    /// The probability from which on the latest of them was accepted.
    pub above: Option<f64>,
}

impl Change<'_> {
    /// Makes the machine's current decisions those of `accepting`, one for each unit, with a memo that names run and
    /// probability. Units on which a person has said anything that stands, putting it off included, are left to people.
    ///
    /// # Errors
    /// The run's scores are no probabilities.
    pub fn accept(&self, accepting: &Accepting<'_>) -> Result<Accepted> {
        let memo = memo(accepting.from);
        let (accepted, plan) = self.plan(accepting, &memo)?;
        if plan.is_empty() {
            return Ok(accepted);
        }
        let action = self.act(&Act {
            coder: accepting.machine,
            codebook: accepting.codebook,
            kind: ActionKind::Accept,
            undoes: None,
            time: accepting.time,
        })?;
        for Planned { unit, codes } in plan {
            let outcome = match codes[..] {
                [] => Outcome::Withdrawn,
                _ => accepting.outcome(&codes)?,
            };
            let memo = memo.clone();
            self.decide(
                &action,
                &Decision {
                    memo,
                    ..Decision::of(unit, outcome)
                },
            )?;
        }
        Ok(accepted)
    }

    /// The decisions to be written, by unit.
    fn plan(&self, accepting: &Accepting<'_>, memo: &str) -> Result<(Accepted, Vec<Planned>)> {
        let connection = &self.transaction;
        let (run, above) = accepting.from.unwrap_or((RunId(-1), 1.0));
        let mut statement = connection
            .prepare(
                "SELECT unit, code, base IS NULL FROM suggestion WHERE run = ?1 AND score >= ?2
                 ORDER BY unit, code",
            )
            .map_err(database)?;
        let mut suggested = Suggested::of(statement.query(params![run.0, above]).map_err(database)?)?;
        let name: String = connection
            .query_row(
                "SELECT name FROM codebook WHERE id = ?1",
                [accepting.codebook.0],
                |row| row.get(0),
            )
            .map_err(database)?;
        let mut statement = Decisions::prepare(connection, Codes::Read)?;
        let mut decisions = Decisions::read(connection, &mut statement, &name, Whose::Everybodys)?;
        let mut decided = decisions.next_unit()?;

        let mut accepted = Accepted::default();
        let mut plan = Vec::new();
        while let Some(unit) = earlier(suggested.unit(), decided) {
            let mut codes = suggested.codes_of(unit)?;
            let mut standing = None;
            if decided == Some(unit) {
                if decisions.latest(CoderKind::Person).is_some() {
                    codes = Box::default();
                }
                standing = decisions
                    .of(accepting.machine)
                    .map(|said| Ok::<_, Problem>((said.outcome(), memo_of(connection, said.decision)?)))
                    .transpose()?;
                decided = decisions.next_unit()?;
            }
            let stands_already = match (&standing, &codes[..]) {
                (None, []) => true,
                (None, _) | (Some(_), []) => false,
                (Some((outcome, why)), _) => why == memo && *outcome == accepting.outcome(&codes)?,
            };
            match codes[..] {
                [] => accepted.taken_back += u64::from(standing.is_some()),
                _ => accepted.units += 1,
            }
            accepted.codes += codes.len() as u64;
            if !stands_already {
                plan.push(Planned { unit, codes });
            }
        }
        Ok((accepted, plan))
    }
}

impl Accepting<'_> {
    fn outcome(&self, codes: &[u32]) -> Result<Outcome> {
        let ids = codes.iter().map(|code| {
            let id = self.codes.get(*code as usize);
            id.cloned()
                .ok_or_else(|| Problem::bug(format!("suggestion of code number {code}")))
        });
        Ok(Outcome::Codes(ids.collect::<Result<_>>()?))
    }
}

/// A decision to be written: places of the codes; without any, the one that stands is taken back.
struct Planned {
    unit: UnitId,
    codes: Box<[u32]>,
}

impl Study {
    /// Units on which a machine's decision holds because no person has said anything; none where there are no such
    /// units.
    pub fn machine_decided(
        &self,
        codebook_name: &str,
        question: Option<QuestionId>,
    ) -> Result<Option<MachineDecided>> {
        let connection = &self.connection;
        let machines: bool = connection
            .query_row(
                "SELECT EXISTS (SELECT 1 FROM coder WHERE kind = ?1)",
                [CoderKind::Machine.id()],
                |row| row.get(0),
            )
            .map_err(database)?;
        if !machines {
            return Ok(None);
        }
        let mut asked = connection
            .prepare(
                "SELECT EXISTS (SELECT 1 FROM unit JOIN answer ON answer.id = unit.answer
                 WHERE unit.id = ?1 AND question = ?2)",
            )
            .map_err(database)?;
        let mut statement = Decisions::prepare(connection, Codes::Skip)?;
        let mut decisions = Decisions::read(connection, &mut statement, codebook_name, Whose::Everybodys)?;
        let mut units = 0;
        let mut latest: Option<i64> = None;
        while let Some(unit) = decisions.next_unit()? {
            let (None, Some(said)) = (
                decisions.latest(CoderKind::Person),
                decisions.latest(CoderKind::Machine),
            ) else {
                continue;
            };
            let counts = match question {
                Some(question) => asked
                    .query_row([unit.0, question.0], |row| row.get(0))
                    .map_err(database)?,
                None => true,
            };
            if counts {
                units += 1;
                latest = latest.max(Some(said.decision));
            }
        }
        let Some(latest) = latest else { return Ok(None) };
        let memo = memo_of(connection, latest)?;
        Ok(Some(MachineDecided {
            units,
            above: above_of(&memo),
        }))
    }
}

/// Suggestions of a run from a score on, unit by unit.
struct Suggested<'statement> {
    rows: Rows<'statement>,
    /// The next unit and code.
    ahead: Option<(UnitId, u32)>,
}

impl<'statement> Suggested<'statement> {
    fn of(rows: Rows<'statement>) -> Result<Self> {
        let mut suggested = Suggested { rows, ahead: None };
        suggested.step()?;
        Ok(suggested)
    }

    fn unit(&self) -> Option<UnitId> {
        self.ahead.map(|(unit, _)| unit)
    }

    /// The codes of a unit, in the order of the codebook.
    fn codes_of(&mut self, unit: UnitId) -> Result<Box<[u32]>> {
        let mut codes = Vec::new();
        while let Some((at, code)) = self.ahead
            && at == unit
        {
            codes.push(code);
            self.step()?;
        }
        Ok(codes.into_boxed_slice())
    }

    fn step(&mut self) -> Result<()> {
        let Some(row) = self.rows.next().map_err(database)? else {
            self.ahead = None;
            return Ok(());
        };
        if row.get(2).map_err(database)? {
            return Err(no_probabilities());
        }
        let (unit, code) = (row.get(0).map_err(database)?, row.get(1).map_err(database)?);
        self.ahead = Some((UnitId(unit), code));
        Ok(())
    }
}

fn earlier(left: Option<UnitId>, right: Option<UnitId>) -> Option<UnitId> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (one, other) => one.or(other),
    }
}

fn memo_of(connection: &Connection, decision: i64) -> Result<String> {
    connection
        .prepare_cached("SELECT memo FROM decision WHERE id = ?1")
        .and_then(|mut statement| statement.query_row([decision], |row| row.get(0)))
        .map_err(database)
}

const ACCEPTED: &str = "suggest --accept-above ";

/// Why the machine decided so: the command that did it, the same in every language.
fn memo(from: Option<(RunId, f64)>) -> String {
    match from {
        Some((run, above)) => format!("{ACCEPTED}{above}, run {}", run.0),
        None => "suggest --take-back".to_owned(),
    }
}

/// The probability that a memo names.
fn above_of(memo: &str) -> Option<f64> {
    memo.strip_prefix(ACCEPTED)?.split(',').next()?.parse().ok()
}

fn no_probabilities() -> Problem {
    Problem::input(
        "Die Bewertungen dieser Vorschläge sind keine Wahrscheinlichkeiten; die Maschine übernimmt danach nichts.",
        "The scores of these suggestions are no probabilities; the machine accepts nothing by them.",
    )
    .hint(
        "Mit --method combined vorschlagen lassen.",
        "Have suggestions made with --method combined.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memo_names_run_and_probability() {
        let memo = memo(Some((RunId(12), 0.9)));
        assert_eq!(memo, "suggest --accept-above 0.9, run 12");
        assert_eq!(above_of(&memo), Some(0.9));
        assert_eq!(above_of("suggest --take-back"), None);
        assert_eq!(above_of("eine Notiz, 0.9"), None);
    }
}
