//! From an older format to this program's: a copy beside the file first, then one transaction.
//!
//! | format | what is new |
//! |---|---|
//! | 2 | coders have a kind; decisions know how their unit was picked; suggestions know their origin |
//! | 3 | actions join decisions; layers; what a coder was shown; settings; passphrases |
//!
//! Where an older study can only be read, views of the connection show it in today's form and the file stays as it is.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::database;
use super::draft::place;
use super::file::{FORMAT, version};
use crate::problem::{Notice, Problem, Result, cause};
use crate::words::Text;

/// Format 1 → 2.
const FROM_1: &str = "
    CREATE TABLE coder_2 (
      id   INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      kind TEXT NOT NULL DEFAULT 'person',
      UNIQUE (name, kind)
    );
    INSERT INTO coder_2 (id, name) SELECT id, name FROM coder;
    DROP TABLE coder;
    ALTER TABLE coder_2 RENAME TO coder;
    ALTER TABLE decision ADD COLUMN picked TEXT NOT NULL DEFAULT '';
    ALTER TABLE suggestion ADD COLUMN base REAL;
    ALTER TABLE suggestion ADD COLUMN rules REAL;
    ALTER TABLE suggestion ADD COLUMN text REAL;
    ALTER TABLE suggestion ADD COLUMN learned REAL;";

/// Actions for decisions that were made before there were any: one each, named alike in every copy of the study.
const ACTIONS: &str = "
    SELECT id, (SELECT value FROM meta WHERE name = 'identity') || printf('-%012d', id) AS uid, codebook, coder,
           max(time * 1000) OVER (ORDER BY id) AS moment, 'decide' AS kind, '' AS undoes FROM main.decision";

/// Format 2 → 3; the rows of [`ACTIONS`] follow.
const FROM_2: &str = "
    ALTER TABLE coder ADD COLUMN secret TEXT NOT NULL DEFAULT '';
    CREATE TABLE action (
      id       INTEGER PRIMARY KEY,
      uid      TEXT NOT NULL UNIQUE,
      codebook TEXT NOT NULL,
      coder    INTEGER NOT NULL REFERENCES coder,
      moment   INTEGER NOT NULL,
      kind     TEXT NOT NULL,
      undoes   TEXT NOT NULL
    );
    CREATE INDEX action_of_coder ON action (codebook, coder);
    CREATE INDEX action_moment ON action (moment);
    ALTER TABLE decision ADD COLUMN action INTEGER NOT NULL DEFAULT 0 REFERENCES action;
    ALTER TABLE decision ADD COLUMN layer TEXT NOT NULL DEFAULT '';
    ALTER TABLE decision ADD COLUMN seen TEXT;
    ALTER TABLE decision ADD COLUMN settled TEXT NOT NULL DEFAULT '';
    ALTER TABLE decision ADD COLUMN withheld TEXT;
    CREATE INDEX decision_of_action ON decision (action);
    UPDATE decision SET action = id;
    CREATE TABLE setting (
      id     INTEGER PRIMARY KEY,
      uid    TEXT NOT NULL UNIQUE,
      name   TEXT NOT NULL,
      value  TEXT NOT NULL,
      moment INTEGER NOT NULL
    );";

/// Formats 1 and 2 as they look from this one. A view of the connection is found before the table of the same name.
const READ: &str = "
    PRAGMA temp_store = MEMORY;
    CREATE TEMP VIEW coder AS SELECT id, name, {kind} AS kind, '' AS secret FROM main.coder;
    CREATE TEMP VIEW decision AS
      SELECT id, unit, codebook, coder, outcome, codes, memo, time, {picked} AS picked, id AS action, '' AS layer,
             NULL AS seen, '' AS settled, NULL AS withheld FROM main.decision;
    CREATE TEMP VIEW setting AS SELECT 0 AS id, '' AS uid, '' AS name, '' AS value, 0 AS moment WHERE 0;";
const READ_1: &str = "
    CREATE TEMP VIEW suggestion AS
      SELECT run, unit, code, score, evidence, NULL AS base, NULL AS rules, NULL AS text, NULL AS learned
      FROM main.suggestion;";

/// Brings an older study to this program's format; says what was done. `found`: the format that the file has.
///
/// # Errors
/// The copy cannot be written; nothing has changed then.
pub(super) fn migrate(connection: &mut Connection, path: &Path, found: i64) -> Result<Option<Notice>> {
    // The table of coders is rebuilt; what refers to it stays as it is.
    connection
        .execute_batch("PRAGMA foreign_keys = OFF;")
        .map_err(database)?;
    loop {
        let seen = data_version(connection)?;
        let copy = Copy::of(connection, path)?;
        let change = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(database)?;
        if version(&change)? == FORMAT {
            return Ok(None); // Another process was faster.
        }
        if data_version(&change)? != seen {
            continue; // Somebody wrote since the copy was made.
        }
        let backup = copy.keep(found)?;
        if found == 1 {
            change.execute_batch(FROM_1).map_err(database)?;
        }
        change
            .execute_batch(FROM_2)
            .and_then(|()| change.execute(&format!("INSERT INTO action {ACTIONS}"), []))
            .map_err(database)?;
        change
            .pragma_update(None, "user_version", FORMAT)
            .and_then(|()| change.commit())
            .map_err(database)?;
        let backup = backup.display();
        return Ok(Some(Notice::new(
            format!(
                "Die Studie hatte Format {found} und hat jetzt Format {FORMAT}. Die Datei von vorher bleibt als {backup} erhalten."
            ),
            format!(
                "The study had format {found} and has format {FORMAT} now. The file as it was is kept as {backup}."
            ),
        )));
    }
}

/// Shows an older study that cannot be written in today's form. `found`: the format that the file has.
pub(super) fn view(connection: &Connection, found: i64) -> Result<()> {
    let (kind, picked, more) = match found {
        1 => ("'person'", "''", READ_1),
        _ => ("kind", "picked", ""),
    };
    let read = READ.replace("{kind}", kind).replace("{picked}", picked);
    connection
        .execute_batch(&format!("{read} CREATE TEMP VIEW action AS {ACTIONS}; {more}"))
        .map_err(database)
}

/// Changes when another connection has written.
fn data_version(connection: &Connection) -> Result<i64> {
    connection
        .pragma_query_value(None, "data_version", |row| row.get(0))
        .map_err(database)
}

/// A copy of a study that has not got its name yet; dropped unless it is kept.
struct Copy {
    part: PathBuf,
    path: PathBuf,
}

impl Copy {
    /// Written by the database itself, so that what still stands in its journal comes along.
    fn of(connection: &Connection, path: &Path) -> Result<Copy> {
        let part = with_ending(path, &format!(".{}.copy", std::process::id()));
        let copy = Copy {
            part,
            path: path.to_owned(),
        };
        connection
            .execute("VACUUM INTO ?1", [copy.part.to_string_lossy()])
            .map_err(|error| not_copied(path, &database(error).what().clone()))?;
        std::fs::File::open(&copy.part)
            .and_then(|file| file.sync_all())
            .map_err(|error| not_copied(path, &cause(&error)))?;
        Ok(copy)
    }

    /// Gives the copy the first name that is free: `studie.freitext.format1-backup`, then `…-backup-2`.
    fn keep(&self, format: i64) -> Result<PathBuf> {
        for number in 1.. {
            let ending = match number {
                1 => format!(".format{format}-backup"),
                _ => format!(".format{format}-backup-{number}"),
            };
            let backup = with_ending(&self.path, &ending);
            if backup.exists() {
                continue;
            }
            match place(&self.part, &backup) {
                Ok(()) => return Ok(backup),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(not_copied(&self.path, &cause(&error))),
            }
        }
        Err(Problem::bug("no name is left for the copy"))
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.part);
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

fn not_copied(path: &Path, why: &Text) -> Problem {
    Problem::input(
        format!("Die Studie hat ein älteres Format, und vor der Umstellung ließ sich keine Kopie von {} anlegen: {}.", path.display(), why.de.trim_end_matches('.')),
        format!("The study has an older format, and before bringing it up to date no copy of {} could be made: {}.", path.display(), why.en.trim_end_matches('.')),
    )
    .hint(
        "Platz schaffen, oder die Studie in einen Ordner kopieren, in dem Platz ist. Verändert ist nichts.",
        "Make room, or copy the study into a folder with room. Nothing has changed.",
    )
}
