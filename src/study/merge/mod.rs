//! Joining two files of one study without loss, with the same result in either order.
//!
//! | member | what |
//! |---|---|
//! | `guest` | the other file as it can be read beside this one |
//! | `ground` | questions, columns, sources, respondents, records |
//! | `answers` | answers and units |
//! | `wording` | answers that the files word differently |
//! | `coded` | coders, actions and decisions |
//! | `stated` | codebooks and settings |
//!
//! What belongs together is told by keys that every copy knows: records by their key, answers by record, question and slot,
//! units by what they cover, coders by name, actions and settings by uid. Where both files have something and it is not the
//! same, what came with the earlier import stands and the other is kept beside it. Suggestions and runs are derived: those
//! of this study stay, those of the other are not brought. Deliberately absent: sentences (`review`).

mod answers;
mod coded;
mod ground;
mod guest;
mod joined;
mod stated;
mod wording;

use std::path::Path;

use rusqlite::{Connection, Params, TransactionBehavior, params};

pub use joined::{Different, Joined, OfCoder, Side};

use self::guest::Guest;
use super::copy::{Copy, data_version};
use super::database;
use super::file::Study;
use crate::problem::{Problem, Result};
use crate::survey::reads_the_same;
use crate::words::Text;

impl Study {
    /// Brings everything that people have put into another file of this study into this one; a copy of the file as it was
    /// is kept beside it. The other file is only looked at. Nothing is written where nothing is new.
    ///
    /// # Errors
    /// The other file belongs to another study, or its answers are divided otherwise; the copy cannot be written. Nothing
    /// has changed then.
    pub fn merge(&mut self, other: &Path) -> Result<Joined> {
        let guest = Guest::of(other, &self.path)?;
        self.connection
            .execute("ATTACH DATABASE ?1 AS other", [guest.path().to_string_lossy()])
            .map_err(database)?;
        let joined = self.merge_attached();
        let detached = self
            .connection
            .execute_batch("DETACH DATABASE other")
            .map_err(database);
        let joined = joined?;
        detached?;
        Ok(joined)
    }

    fn merge_attached(&mut self) -> Result<Joined> {
        let not_copied = |path: &Path, why: &Text| {
            Problem::input(
                format!("Vor dem Zusammenführen ließ sich keine Kopie von {} anlegen: {}.", path.display(), why.de.trim_end_matches('.')),
                format!("Before merging no copy of {} could be made: {}.", path.display(), why.en.trim_end_matches('.')),
            )
            .hint(
                "Platz schaffen, oder die Studie in einen Ordner kopieren, in dem Platz ist. Verändert ist nichts.",
                "Make room, or copy the study into a folder with room. Nothing has changed.",
            )
        };
        loop {
            let seen = data_version(&self.connection)?;
            let copy = Copy::of(&self.connection, &self.path).map_err(|why| not_copied(&self.path, &why))?;
            let change = self
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .map_err(database)?;
            if data_version(&change)? != seen {
                continue; // Somebody wrote since the copy was made.
            }
            let mut joining = Joining::of(&change)?;
            joining.join()?;
            let Joining {
                mut joined, written, ..
            } = joining;
            if written > 0 {
                let backup = copy.keep("merge").map_err(|why| not_copied(&self.path, &why))?;
                change.commit().map_err(database)?;
                joined.backup = Some(backup);
            }
            return Ok(joined);
        }
    }
}

/// Two files being joined: `main` and, attached to it, `other`. What is known of both stands in temporary tables, each with
/// the number of a thing `there` and `here`; they go with the transaction.
struct Joining<'c> {
    connection: &'c Connection,
    joined: Joined,
    /// Rows of the study that were added or changed.
    written: u64,
    /// Whether words or units of answers changed: what is derived from them is stale then.
    answers_changed: Changed,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Changed {
    No,
    Yes,
}

/// Of answers that both files have, so many have to read the same in a hundred for the files to be of one study.
const ALIKE_PERCENT: u64 = 50;

impl<'c> Joining<'c> {
    fn of(connection: &'c Connection) -> Result<Joining<'c>> {
        connection
            .execute_batch("PRAGMA defer_foreign_keys = ON")
            .map_err(database)?;
        Ok(Joining {
            connection,
            joined: Joined::default(),
            written: 0,
            answers_changed: Changed::No,
        })
    }

    fn join(&mut self) -> Result<()> {
        self.check_related()?;
        self.join_language()?;
        self.join_ground()?;
        self.join_answers()?;
        self.settle_records()?;
        self.join_codebooks()?;
        self.join_settings()?;
        self.join_coders()?;
        self.join_decisions()?;
        self.tidy_up()?;
        if self.answers_changed == Changed::Yes {
            self.write(
                "UPDATE main.meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'data_revision'",
                [],
            )?;
        }
        if self.written > 0 {
            // Whoever holds something derived from the order of decisions has to read them anew.
            self.write(
                "INSERT INTO main.meta VALUES ('merges', '1')
                 ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
                [],
            )?;
        }
        Ok(())
    }

    /// Files of one study have its identity, or were imported from the same data.
    fn check_related(&mut self) -> Result<()> {
        let identity = |schema| {
            let sql = format!("SELECT value FROM {schema}.meta WHERE name = 'identity'");
            self.connection
                .query_row(&sql, [], |row| row.get::<_, String>(0))
                .map_err(database)
        };
        if identity("main")? == identity("other")? {
            return Ok(());
        }
        self.joined.imported_apart = true;
        let mut statement = self
            .connection
            .prepare(
                "SELECT m.verbatim, o.verbatim FROM other.answer AS o
                 JOIN other.record AS their ON their.id = o.record JOIN main.record AS our ON our.key = their.key
                 JOIN other.question AS asked ON asked.id = o.question JOIN main.question AS q ON q.key = asked.key
                 JOIN main.answer AS m ON m.record = our.id AND m.question = q.id AND m.slot = o.slot
                 WHERE m.missing IS NULL AND o.missing IS NULL",
            )
            .map_err(database)?;
        let mut rows = statement.query([]).map_err(database)?;
        let (mut both, mut alike) = (0_u64, 0_u64);
        while let Some(row) = rows.next().map_err(database)? {
            let (ours, theirs) = (
                row.get_ref(0).map_err(database)?,
                row.get_ref(1).map_err(database)?,
            );
            both += 1;
            alike += u64::from(reads_the_same(
                ours.as_str().unwrap_or(""),
                theirs.as_str().unwrap_or(""),
            ));
        }
        if both > 0 && alike * 100 >= both * ALIKE_PERCENT {
            return Ok(());
        }
        let problem = match both {
            0 => Problem::input(
                "Die beiden Dateien gehören nicht zu einer Studie: Keine Antwort kommt in beiden vor.",
                "The two files do not belong to one study: no answer is in both.",
            ),
            _ => Problem::input(
                format!(
                    "Die beiden Dateien gehören nicht zu einer Studie: Von {both} Antworten mit gleicher Kennung lauten nur {alike} gleich."
                ),
                format!(
                    "The two files do not belong to one study: of {both} answers with the same id only {alike} read the same."
                ),
            ),
        };
        Err(problem.hint(
            "Zusammenführen lassen sich Kopien einer Studie, und Studien, in die dieselben Daten eingelesen sind.",
            "Copies of one study can be merged, and studies into which the same data were imported.",
        ))
    }

    /// The language of the answers, where only the other file says it.
    fn join_language(&mut self) -> Result<()> {
        let differs: bool = self.ask(
            "SELECT EXISTS (SELECT 1 FROM main.meta AS m JOIN other.meta AS o USING (name)
             WHERE name = 'answers_in' AND m.value <> o.value)",
        )?;
        if differs {
            return Err(Problem::input(
                "Die beiden Dateien nennen verschiedene Sprachen der Antworten.",
                "The two files name different languages of the answers.",
            )
            .hint(
                "In einer der beiden mit »freitext import … --answers-in« die richtige festlegen.",
                "Set the right one in either of them with `freitext import … --answers-in`.",
            ));
        }
        self.write(
            "INSERT INTO main.meta SELECT name, value FROM other.meta
             WHERE name = 'answers_in' AND name NOT IN (SELECT name FROM main.meta)",
            [],
        )?;
        Ok(())
    }

    /// Takes away what only the work needed.
    fn tidy_up(&self) -> Result<()> {
        let mut statement = self
            .connection
            .prepare("SELECT name FROM temp.sqlite_schema WHERE type = 'table' AND name LIKE 'm\\_%' ESCAPE '\\' ORDER BY name")
            .map_err(database)?;
        let names: Vec<String> = statement
            .query_map([], |row| row.get(0))
            .and_then(Iterator::collect)
            .map_err(database)?;
        drop(statement);
        for name in names {
            self.prepare(&format!("DROP TABLE temp.{name}"))?;
        }
        self.prepare(
            "DROP INDEX IF EXISTS main.unit_of_answer; DROP INDEX IF EXISTS main.decision_by_unit;
             DROP INDEX IF EXISTS main.suggestion_by_unit;",
        )
    }

    /// Changes the study; how many rows.
    fn write(&mut self, sql: &str, values: impl Params) -> Result<u64> {
        let changed = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(values))
            .map_err(database)? as u64;
        self.written += changed;
        Ok(changed)
    }

    /// Changes nothing of the study: temporary tables and indexes.
    fn prepare(&self, sql: &str) -> Result<()> {
        self.connection.execute_batch(sql).map_err(database)
    }

    fn ask<T: rusqlite::types::FromSql>(&self, sql: &str) -> Result<T> {
        self.connection
            .query_row(sql, params![], |row| row.get(0))
            .map_err(database)
    }

    fn count(&self, sql: &str) -> Result<u64> {
        self.ask::<i64>(sql).map(|count| count as u64)
    }
}
