//! What a newer export of the same answers adds: words that were missing, other wordings kept beside the first ones.
//!
//! Deliberately absent: writing over. What was imported once stays as it was.

use rusqlite::params;

use super::database;
use super::file::Change;
use super::fill::NewUnit;
use crate::problem::{Problem, Result};
use crate::survey::AnswerId;

impl Change<'_> {
    /// An answer that was missing has come: the words and their units take the place of the record that it was
    /// missing. Words are never replaced by other words; see [`Change::note_changed_answer`].
    ///
    /// The units are new ones, above all others, so that whoever reads units by ascending id meets them; decisions on
    /// the missing answer move to the first of them. How many moved is returned.
    ///
    /// # Errors
    /// A bug where the stored answer has words or `units` is empty.
    pub fn fill_missing_answer(
        &self,
        answer: AnswerId,
        slot: u32,
        words: &str,
        units: &[NewUnit],
    ) -> Result<u64> {
        let old = self.units_of(answer)?;
        let filled = self
            .transaction
            .execute(
                "UPDATE answer SET missing = NULL, slot = ?2, verbatim = ?3 WHERE id = ?1 AND missing IS NOT NULL",
                params![answer.0, slot, words],
            )
            .map_err(database)?;
        if filled != 1 || units.is_empty() {
            return Err(Problem::bug("an answer with words was to be filled"));
        }
        let mut first = None;
        for unit in units {
            let added = self.add_unit(answer, unit.span, unit.key.as_deref())?;
            first.get_or_insert(added);
        }
        let first = first.map_or(-1, |unit| unit.0);
        let mut moved = 0;
        for (unit, _) in old {
            let run = |sql: &str| {
                self.transaction
                    .execute(sql, params![unit.0, first])
                    .map_err(database)
            };
            moved += run("UPDATE decision SET unit = ?2 WHERE unit = ?1")? as u64;
            run("DELETE FROM suggestion WHERE unit = ?1 AND ?2 IS NOT NULL")?;
            run("DELETE FROM unit WHERE id = ?1 AND ?2 IS NOT NULL")?;
        }
        Ok(moved)
    }

    /// A later file words an answer differently: the new wording is kept beside the first one, which stands.
    /// Noted once per wording; `false` where this wording was noted before.
    pub fn note_changed_answer(&self, answer: AnswerId, source: i64, row: u64, words: &str) -> Result<bool> {
        let noted = self
            .transaction
            .execute(
                "INSERT INTO changed_answer (answer, source, row, verbatim) SELECT ?1, ?2, ?3, ?4
                 WHERE NOT EXISTS (SELECT 1 FROM changed_answer WHERE answer = ?1 AND verbatim = ?4)",
                params![answer.0, source, row as i64, words],
            )
            .map_err(database)?;
        Ok(noted == 1)
    }

    /// Makes what a comparison with stored answers looks up quick to find; a study is without these indexes while
    /// nobody compares, for they would slow down every first import.
    pub fn begin_comparison(&self) -> Result<()> {
        self.transaction
            .execute_batch(
                "CREATE INDEX IF NOT EXISTS unit_of_answer ON unit (answer);
                 CREATE INDEX IF NOT EXISTS decision_by_unit ON decision (unit);
                 CREATE INDEX IF NOT EXISTS suggestion_by_unit ON suggestion (unit);",
            )
            .map_err(database)
    }

    /// Ends what [`Change::begin_comparison`] began.
    pub fn end_comparison(&self) -> Result<()> {
        self.transaction
            .execute_batch(
                "DROP INDEX IF EXISTS unit_of_answer; DROP INDEX IF EXISTS decision_by_unit;
                 DROP INDEX IF EXISTS suggestion_by_unit;",
            )
            .map_err(database)
    }
}
