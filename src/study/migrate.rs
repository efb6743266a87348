//! From an older format to this program's: a copy beside the file first, then one transaction.
//!
//! | format | what is new |
//! |---|---|
//! | 2 | coders have a kind; decisions know how their unit was picked; suggestions know their origin |
//! | 3 | actions join decisions; layers; what a coder was shown; settings; passphrases |
//!
//! Where an older study can only be read, views of the connection show it in today's form and the file stays as it is.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::copy::{Copy, data_version};
use super::database;
use super::file::{FORMAT, version};
use crate::problem::{Notice, Problem, Result};
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

/// Actions for decisions that were made before there were any: one each, named alike in every copy of the study; unit, coder
/// and time tell apart what copies went on to decide under the same number.
const ACTIONS: &str = "
    SELECT id, (SELECT value FROM meta WHERE name = 'identity') || printf('-%012d-%d-%d-%d', id, unit, coder, time) AS uid,
           codebook, coder,
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
        let copy = Copy::of(connection, path).map_err(|why| not_copied(path, &why))?;
        let change = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(database)?;
        if version(&change)? == FORMAT {
            return Ok(None); // Another process was faster.
        }
        if data_version(&change)? != seen {
            continue; // Somebody wrote since the copy was made.
        }
        let backup = copy
            .keep(&format!("format{found}"))
            .map_err(|why| not_copied(path, &why))?;
        bring_up(&change, found)?;
        change.commit().map_err(database)?;
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

/// Brings the tables of an older format to this one. `found`: the format that they have.
pub(super) fn bring_up(connection: &Connection, found: i64) -> Result<()> {
    let bring = || {
        if found == 1 {
            connection.execute_batch(FROM_1)?;
        }
        connection.execute_batch(FROM_2)?;
        connection.execute(&format!("INSERT INTO action {ACTIONS}"), [])?;
        connection.pragma_update(None, "user_version", FORMAT)
    };
    bring().map_err(database)
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
