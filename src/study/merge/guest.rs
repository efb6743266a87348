//! The other file, as it can be read beside this one: a copy of it in today's format, thrown away afterwards. So the file
//! itself stays as it is, whatever its format, and can lie where nothing may be written.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::super::copy::{copy_into, with_ending};
use super::super::database;
use super::super::file::{FORMAT, check_format, connect};
use super::super::migrate::bring_up;
use crate::problem::{Problem, Result};

/// The copy; removed when it is dropped.
pub struct Guest(PathBuf);

impl Guest {
    /// `host`: the study that it is joined with; the copy lies beside it.
    ///
    /// # Errors
    /// No study, made by a newer program, or the same file as the host; no room for the copy.
    pub fn of(path: &Path, host: &Path) -> Result<Guest> {
        let here = |problem: Problem| problem.in_file(path.display());
        let connection = connect(path)?;
        let format = check_format(&connection).map_err(here)?;
        if let (Ok(one), Ok(other)) = (std::fs::canonicalize(path), std::fs::canonicalize(host))
            && one == other
        {
            return Err(here(
                Problem::input("Das ist zweimal dieselbe Datei.", "That is the same file twice.").hint(
                    "Die Datei der anderen Person nennen.",
                    "Name the other person's file.",
                ),
            ));
        }
        let guest = Guest(with_ending(host, &format!(".{}.other", std::process::id())));
        copy_into(&connection, guest.path()).map_err(|why| {
            here(Problem::input(
                format!(
                    "Die andere Datei ließ sich nicht zum Lesen bereitlegen: {}.",
                    why.de.trim_end_matches('.')
                ),
                format!(
                    "The other file could not be made ready for reading: {}.",
                    why.en.trim_end_matches('.')
                ),
            ))
            .hint(
                "Platz neben der Studie schaffen. Verändert ist nichts.",
                "Make room beside the study. Nothing has changed.",
            )
        })?;
        guest.make_ready(format).map_err(here)?;
        Ok(guest)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    fn make_ready(&self, format: i64) -> Result<()> {
        let connection = Connection::open(&self.0).map_err(database)?;
        connection
            .execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
            .map_err(database)?;
        if format < FORMAT {
            bring_up(&connection, format)?;
        }
        connection
            .execute_batch(
                "CREATE INDEX IF NOT EXISTS unit_of_answer ON unit (answer);
                 CREATE INDEX IF NOT EXISTS decision_by_unit ON decision (unit);",
            )
            .map_err(database)
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
