//! Answers that both files have with other words, or that are missing in one of them.
//!
//! Words stand before none. Of two wordings that of the earlier import stands, and the other is noted as one that a later
//! file had. The units of what stands take over what was decided on the units of what does not: those of the same key, else
//! the first.

use std::collections::BTreeMap;

use rusqlite::params;

use super::super::database;
use super::answers::State;
use super::joined::Different;
use super::{Changed, Joining};
use crate::problem::{Problem, Result};
use crate::survey::reads_the_same;

/// An answer that both files have.
struct Pair {
    here: i64,
    there: i64,
    record: String,
    question: String,
    ours: Wording,
    theirs: Wording,
}

struct Wording {
    missing: Option<String>,
    verbatim: String,
    /// Source and row of the record, as this study numbers them.
    from: (i64, i64),
}

struct Unit {
    id: i64,
    start: i64,
    stop: i64,
    key: Option<String>,
}

impl Joining<'_> {
    pub(super) fn join_wordings(&mut self) -> Result<()> {
        self.prepare("CREATE TEMP TABLE m_unit (there INTEGER PRIMARY KEY, here INTEGER)")?;
        for pair in self.differing_pairs()? {
            self.join_wording(&pair)?;
        }
        Ok(())
    }

    fn differing_pairs(&self) -> Result<Vec<Pair>> {
        let mut statement = self
            .connection
            .prepare(&format!(
                "SELECT m.id, o.id, our.key, q.key, m.missing, m.verbatim, our.source, our.row,
                        o.missing, o.verbatim, s.here, their.row
                 FROM m_answer AS a JOIN main.answer AS m ON m.id = a.here JOIN other.answer AS o ON o.id = a.there
                 JOIN main.record AS our ON our.id = m.record JOIN main.question AS q ON q.id = m.question
                 JOIN other.record AS their ON their.id = o.record JOIN m_source AS s ON s.there = their.source
                 WHERE a.state = {} ORDER BY our.key, q.key, m.slot",
                State::Differs as u8
            ))
            .map_err(database)?;
        let rows = statement
            .query_map([], |row| {
                let wording = |missing, from: usize| -> rusqlite::Result<Wording> {
                    Ok(Wording {
                        missing: row.get(missing)?,
                        verbatim: row.get(missing + 1)?,
                        from: (row.get(from)?, row.get(from + 1)?),
                    })
                };
                Ok(Pair {
                    here: row.get(0)?,
                    there: row.get(1)?,
                    record: row.get(2)?,
                    question: row.get(3)?,
                    ours: wording(4, 6)?,
                    theirs: wording(8, 10)?,
                })
            })
            .map_err(database)?;
        rows.collect::<rusqlite::Result<_>>().map_err(database)
    }

    fn join_wording(&mut self, pair: &Pair) -> Result<()> {
        let ours = self.units("main", pair.here)?;
        let theirs = self.units("other", pair.there)?;
        let (stands, other) = match pair.ours.stands_before(&pair.theirs) {
            true => {
                for unit in &theirs {
                    self.pair_unit(unit.id, counterpart(unit, &ours)?)?;
                    self.joined.moved_decisions += self.decisions_there(unit, &ours)?;
                }
                (&pair.ours, &pair.theirs)
            }
            false => {
                self.take_their_words(pair, &ours, &theirs)?;
                (&pair.theirs, &pair.ours)
            }
        };
        let both_words = stands.missing.is_none() && other.missing.is_none();
        if both_words && !reads_the_same(&stands.verbatim, &other.verbatim) {
            self.joined.reworded.push(Different {
                record: pair.record.clone(),
                column: pair.question.clone(),
                stands: stands.verbatim.clone(),
                noted: other.verbatim.clone(),
            });
            self.note(pair.here, other.from, &other.verbatim)?;
        }
        if stands.missing.is_none() && pair.ours.missing.is_some() {
            self.joined.filled += 1;
        }
        Ok(())
    }

    fn take_their_words(&mut self, pair: &Pair, ours: &[Unit], theirs: &[Unit]) -> Result<()> {
        self.answers_changed = Changed::Yes;
        self.write(
            "UPDATE main.answer SET missing = ?2, verbatim = ?3 WHERE id = ?1",
            params![pair.here, pair.theirs.missing, pair.theirs.verbatim],
        )?;
        // New units, above all others, so that whoever reads units by ascending id meets them.
        let mut added = Vec::new();
        for unit in theirs {
            self.write(
                "INSERT INTO main.unit (answer, start, stop, key) VALUES (?1, ?2, ?3, ?4)",
                params![pair.here, unit.start, unit.stop, unit.key],
            )?;
            let id = self.connection.last_insert_rowid();
            self.pair_unit(unit.id, id)?;
            added.push(Unit {
                id,
                start: unit.start,
                stop: unit.stop,
                key: unit.key.clone(),
            });
        }
        let to = ours.iter().map(|unit| Ok((unit.id, counterpart(unit, &added)?)));
        let to = to.collect::<Result<BTreeMap<i64, i64>>>()?;
        for unit in ours {
            self.joined.moved_decisions += self.decisions_here(unit, theirs)?;
        }
        self.move_these(&to)
    }

    /// Moves what was decided on the units of an answer to one unit, and takes those units away with what was suggested.
    pub(super) fn move_units(&mut self, answer: i64, to: i64) -> Result<()> {
        let units = self.units("main", answer)?;
        for unit in &units {
            self.joined.moved_decisions += self.decisions_here(unit, &[])?;
        }
        self.answers_changed = Changed::Yes;
        let to = units.iter().map(|unit| (unit.id, to)).collect();
        self.move_these(&to)
    }

    fn move_these(&mut self, to: &BTreeMap<i64, i64>) -> Result<()> {
        for (before, now) in to {
            self.write(
                "UPDATE main.decision SET unit = ?2 WHERE unit = ?1",
                [before, now],
            )?;
            self.prepare_moved(*before, *now)?;
            let dropped = self.write("DELETE FROM main.suggestion WHERE unit = ?1", [before])?;
            self.joined.dropped_suggestions += dropped;
            self.write("DELETE FROM main.unit WHERE id = ?1", [before])?;
        }
        Ok(())
    }

    /// Units there that were paired with one that has gone follow it.
    fn prepare_moved(&self, before: i64, now: i64) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE m_unit SET here = ?2 WHERE here = ?1")
            .and_then(|mut statement| statement.execute([before, now]))
            .map_err(database)?;
        Ok(())
    }

    fn pair_unit(&self, there: i64, here: i64) -> Result<()> {
        self.connection
            .prepare_cached("INSERT INTO m_unit VALUES (?1, ?2)")
            .and_then(|mut statement| statement.execute([there, here]))
            .map_err(database)?;
        Ok(())
    }

    fn units(&self, schema: &str, answer: i64) -> Result<Vec<Unit>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!(
                "SELECT id, start, stop, key FROM {schema}.unit WHERE answer = ?1 ORDER BY id"
            ))
            .map_err(database)?;
        let rows = statement
            .query_map([answer], |row| {
                Ok(Unit {
                    id: row.get(0)?,
                    start: row.get(1)?,
                    stop: row.get(2)?,
                    key: row.get(3)?,
                })
            })
            .map_err(database)?;
        rows.collect::<rusqlite::Result<_>>().map_err(database)
    }

    /// Decisions here on a unit that has no counterpart of its own.
    fn decisions_here(&self, unit: &Unit, theirs: &[Unit]) -> Result<u64> {
        if has_its_own(unit, theirs) {
            return Ok(0);
        }
        self.count_of("SELECT count(*) FROM main.decision WHERE unit = ?1", unit.id)
    }

    /// Decisions there that are new to this study, on a unit that has no counterpart of its own.
    fn decisions_there(&self, unit: &Unit, ours: &[Unit]) -> Result<u64> {
        if has_its_own(unit, ours) {
            return Ok(0);
        }
        self.count_of(
            "SELECT count(*) FROM other.decision AS d JOIN other.action AS a ON a.id = d.action
             WHERE d.unit = ?1 AND a.uid NOT IN (SELECT uid FROM main.action)",
            unit.id,
        )
    }

    fn count_of(&self, sql: &str, unit: i64) -> Result<u64> {
        self.connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([unit], |row| row.get::<_, i64>(0)))
            .map(|count| count as u64)
            .map_err(database)
    }

    /// Notes another wording, once; of several notes that of the earliest import.
    fn note(&mut self, answer: i64, (source, row): (i64, i64), words: &str) -> Result<()> {
        self.write(
            "DELETE FROM main.changed_answer WHERE answer = ?1 AND verbatim = ?2 AND (source, row) > (?3, ?4)",
            params![answer, words, source, row],
        )?;
        self.write(
            "INSERT INTO main.changed_answer (answer, source, row, verbatim) SELECT ?1, ?3, ?4, ?2
             WHERE NOT EXISTS (SELECT 1 FROM main.changed_answer WHERE answer = ?1 AND verbatim = ?2)",
            params![answer, words, source, row],
        )?;
        Ok(())
    }

    /// Wordings that the other file had noted; what stands now is no other wording.
    pub(super) fn join_noted(&mut self) -> Result<()> {
        let mut statement = self
            .connection
            .prepare(
                "SELECT a.here, s.here, c.row, c.verbatim FROM other.changed_answer AS c
                 JOIN m_answer AS a ON a.there = c.answer JOIN m_source AS s ON s.there = c.source
                 JOIN main.answer AS m ON m.id = a.here WHERE m.verbatim <> c.verbatim OR m.missing IS NOT NULL
                 ORDER BY a.here, s.here, c.row, c.id",
            )
            .map_err(database)?;
        let rows = statement
            .query_map([], |row| {
                Ok((row.get(0)?, (row.get(1)?, row.get(2)?), row.get(3)?))
            })
            .and_then(Iterator::collect)
            .map_err(database)?;
        drop(statement);
        let noted: Vec<(i64, (i64, i64), String)> = rows;
        for (answer, from, words) in noted {
            self.note(answer, from, &words)?;
        }
        self.write(
            "DELETE FROM main.changed_answer WHERE id IN (
                 SELECT c.id FROM main.changed_answer AS c JOIN main.answer AS m ON m.id = c.answer
                 WHERE m.verbatim = c.verbatim AND m.missing IS NULL)",
            [],
        )?;
        Ok(())
    }
}

impl Wording {
    /// Whether this one stands: words before none, then what came earlier, then the same one in either order.
    fn stands_before(&self, other: &Wording) -> bool {
        let order = |one: &Wording| (one.missing.is_some(), one.from);
        let text = |one: &Wording| (one.verbatim.clone(), one.missing.clone());
        order(self)
            .cmp(&order(other))
            .then_with(|| text(self).cmp(&text(other)))
            .is_le()
    }
}

/// The unit that takes over: the one of the same key, else the first.
fn counterpart(unit: &Unit, units: &[Unit]) -> Result<i64> {
    let same = units.iter().find(|other| other.key == unit.key);
    let found = same.or(units.first()).map(|other| other.id);
    found.ok_or_else(|| Problem::bug("an answer without units"))
}

fn has_its_own(unit: &Unit, units: &[Unit]) -> bool {
    units.iter().any(|other| other.key == unit.key)
}
