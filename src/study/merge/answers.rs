//! Answers and units: what only the other file has is added; what both have alike is paired.

use super::super::database;
use super::joined::Side;
use super::{Changed, Joining};
use crate::problem::{Problem, Result};

/// How an answer of the other file stands to this one's (`state` in `m_answer`).
pub(super) enum State {
    /// Only there.
    New = 0,
    /// The same words, or missing in the same way.
    Same = 1,
    /// Other words, or missing on one side.
    Differs = 2,
    /// There nothing was said to the question, here something was said in another column of it.
    NothingBesideWords = 3,
}

/// Answers that only say that a question has no answer.
const NOTHING: &str = "('empty', 'not_shown')";

impl Joining<'_> {
    pub(super) fn join_answers(&mut self) -> Result<()> {
        self.prepare(
            "CREATE INDEX IF NOT EXISTS main.unit_of_answer ON unit (answer);
             CREATE INDEX IF NOT EXISTS main.decision_by_unit ON decision (unit);
             CREATE INDEX IF NOT EXISTS main.suggestion_by_unit ON suggestion (unit);",
        )?;
        self.pair_answers()?;
        self.count_answers()?;
        self.check_division()?;
        self.add_answers()?;
        self.join_wordings()?;
        self.pair_units()?;
        self.drop_nothings()?;
        self.join_noted()
    }

    /// Each answer there with the one here that it belongs to.
    fn pair_answers(&self) -> Result<()> {
        self.prepare(&format!(
            "CREATE TEMP TABLE m_answer (there INTEGER PRIMARY KEY, here INTEGER, state INTEGER);
             INSERT INTO m_answer
             SELECT o.id, m.id,
                    CASE WHEN m.id IS NULL THEN {new}
                         WHEN m.missing IS o.missing AND m.verbatim = o.verbatim THEN {same} ELSE {differs} END
             FROM other.answer AS o JOIN m_record AS r ON r.there = o.record JOIN m_question AS q ON q.there = o.question
             LEFT JOIN main.answer AS m ON m.record = r.here AND m.question = q.here AND m.slot = o.slot
             ORDER BY o.id;
             UPDATE m_answer SET state = {nothing}, here = words.id
             FROM other.answer AS o, m_record AS r, m_question AS q, main.answer AS words
             WHERE m_answer.state = {new} AND o.id = m_answer.there AND o.missing IN {NOTHING}
               AND r.there = o.record AND q.there = o.question AND r.is_new = 0
               AND words.id = (SELECT w.id FROM main.answer AS w WHERE w.record = r.here AND w.question = q.here
                               AND w.missing IS NULL ORDER BY w.slot LIMIT 1);",
            new = State::New as u8,
            same = State::Same as u8,
            differs = State::Differs as u8,
            nothing = State::NothingBesideWords as u8,
        ))
    }

    fn count_answers(&mut self) -> Result<()> {
        let here = self.count("SELECT count(*) FROM main.answer WHERE missing IS NULL")?;
        let there = self.count("SELECT count(*) FROM other.answer WHERE missing IS NULL")?;
        let both = self.count(
            "SELECT count(*) FROM m_answer AS a JOIN main.answer AS m ON m.id = a.here
             JOIN other.answer AS o ON o.id = a.there WHERE m.missing IS NULL AND o.missing IS NULL",
        )?;
        self.joined.answers = Side::of(both, here, there);
        Ok(())
    }

    /// Answers that read the same have to be divided into the same units: what was decided on one half of an answer cannot
    /// be told from what was decided on the whole.
    fn check_division(&self) -> Result<()> {
        let of_same = |mine: &str, my: &str, their: &str, its: &str| {
            self.count(&format!(
                "SELECT count(DISTINCT a.there) FROM m_answer AS a JOIN {mine}.unit AS u ON u.answer = a.{my}
                 LEFT JOIN {their}.unit AS v ON v.answer = a.{its} AND v.start = u.start AND v.stop = u.stop
                 WHERE a.state = {} AND v.id IS NULL",
                State::Same as u8
            ))
        };
        let differing =
            of_same("other", "there", "main", "here")?.max(of_same("main", "here", "other", "there")?);
        if differing == 0 {
            return Ok(());
        }
        Err(Problem::input(
            format!("Die Antworten sind in den beiden Dateien verschieden in Kodiereinheiten aufgeteilt: {differing}."),
            format!("Answers are divided into coding units differently in the two files: {differing}."),
        )
        .hint(
            "Die Daten in eine neue Studie so einlesen wie in die andere (--split), und dort kodieren.",
            "Import the data into a new study in the same way as into the other (--split), and code there.",
        ))
    }

    fn add_answers(&mut self) -> Result<()> {
        let new = State::New as u8;
        let added = self.write(
            &format!(
                "INSERT INTO main.answer (record, question, slot, missing, verbatim)
                 SELECT r.here, q.here, o.slot, o.missing, o.verbatim FROM m_answer AS a
                 JOIN other.answer AS o ON o.id = a.there JOIN m_record AS r ON r.there = o.record
                 JOIN m_question AS q ON q.there = o.question WHERE a.state = {new} ORDER BY o.id"
            ),
            [],
        )?;
        if added == 0 {
            return Ok(());
        }
        self.answers_changed = Changed::Yes;
        self.prepare(&format!(
            "UPDATE m_answer SET here = m.id
             FROM other.answer AS o, m_record AS r, m_question AS q, main.answer AS m
             WHERE m_answer.state = {new} AND o.id = m_answer.there AND r.there = o.record AND q.there = o.question
               AND m.record = r.here AND m.question = q.here AND m.slot = o.slot"
        ))?;
        self.write(
            &format!(
                "INSERT INTO main.unit (answer, start, stop, key)
                 SELECT a.here, u.start, u.stop, u.key FROM other.unit AS u JOIN m_answer AS a ON a.there = u.answer
                 WHERE a.state = {new} ORDER BY u.id"
            ),
            [],
        )?;
        Ok(())
    }

    /// Each unit there with the one here that covers the same words; those of answers worded differently are paired already.
    fn pair_units(&mut self) -> Result<()> {
        self.prepare(&format!(
            "INSERT INTO m_unit SELECT u.id, v.id FROM m_answer AS a JOIN other.unit AS u ON u.answer = a.there
             JOIN main.unit AS v ON v.answer = a.here AND v.start = u.start AND v.stop = u.stop
             WHERE a.state IN ({}, {});
             INSERT INTO m_unit SELECT u.id, (SELECT min(v.id) FROM main.unit AS v WHERE v.answer = a.here)
             FROM m_answer AS a JOIN other.unit AS u ON u.answer = a.there WHERE a.state = {};",
            State::New as u8,
            State::Same as u8,
            State::NothingBesideWords as u8,
        ))?;
        self.joined.moved_decisions += self.count(&format!(
            "SELECT count(*) FROM m_answer AS a JOIN other.unit AS u ON u.answer = a.there
             JOIN other.decision AS d ON d.unit = u.id JOIN other.action AS act ON act.id = d.action
             WHERE a.state = {} AND act.uid NOT IN (SELECT uid FROM main.action)",
            State::NothingBesideWords as u8
        ))?;
        // Keys differ where questions came into the studies in another order; the same one stands in either order.
        self.write(
            "UPDATE main.unit SET key = u.key FROM m_unit AS p, other.unit AS u
             WHERE p.here = unit.id AND u.id = p.there AND (unit.key IS NOT NULL AND (u.key IS NULL OR u.key < unit.key))
               AND EXISTS (SELECT 1 FROM m_answer AS a WHERE a.there = u.answer AND a.state = 1)",
            [],
        )?;
        Ok(())
    }

    /// What says that a question was not answered gives way to what was said to it in another column.
    fn drop_nothings(&mut self) -> Result<()> {
        self.prepare(&format!(
            "CREATE TEMP TABLE m_nothing (answer INTEGER PRIMARY KEY, words INTEGER);
             INSERT INTO m_nothing
             SELECT m.id, (SELECT w.id FROM main.answer AS w WHERE w.record = m.record AND w.question = m.question
                           AND w.missing IS NULL ORDER BY w.slot LIMIT 1)
             FROM m_record AS r JOIN main.answer AS m ON m.record = r.here
             WHERE r.is_new = 0 AND m.missing IN {NOTHING}
               AND m.id NOT IN (SELECT here FROM m_answer WHERE state IN ({}, {}))
               AND EXISTS (SELECT 1 FROM m_answer AS a JOIN main.answer AS w ON w.id = a.here
                           WHERE a.state = {} AND w.record = m.record AND w.question = m.question AND w.missing IS NULL);",
            State::Same as u8,
            State::Differs as u8,
            State::New as u8,
        ))?;
        let mut statement = self
            .connection
            .prepare(
                "SELECT n.answer, n.words, (SELECT min(id) FROM main.unit WHERE answer = n.words)
                 FROM m_nothing AS n ORDER BY n.answer",
            )
            .map_err(database)?;
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .and_then(Iterator::collect)
            .map_err(database)?;
        drop(statement);
        let nothings: Vec<(i64, i64, i64)> = rows;
        for (answer, words, unit) in nothings {
            self.joined.filled += 1;
            self.move_units(answer, unit)?;
            self.write(
                "UPDATE main.changed_answer SET answer = ?2 WHERE answer = ?1",
                [answer, words],
            )?;
            self.write("DELETE FROM main.answer WHERE id = ?1", [answer])?;
        }
        Ok(())
    }
}
