//! A new study that has not got its name yet: a failed import leaves nothing behind.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::database;
use super::file::{APPLICATION_ID, FORMAT, Study};
use crate::problem::{Problem, Result, cause};

impl Study {
    /// Begins a new study beside `path`; it takes its name only with [`Draft::keep`], so that a failed import leaves
    /// nothing behind.
    ///
    /// # Errors
    /// The file exists already; the folder cannot be written.
    pub fn draft(path: &Path) -> Result<Draft> {
        if path.exists() {
            return Err(Problem::input(
                format!("{} gibt es schon.", path.display()),
                format!("{} exists already.", path.display()),
            )
            .hint("Einen anderen Namen wählen.", "Choose another name."));
        }
        let mut part = path.as_os_str().to_owned();
        part.push(format!(".{}.part", std::process::id()));
        let part = PathBuf::from(part);
        let made = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(&part)?;
            // Until it is kept the file is nobody's: no journal is needed, a failure drops it whole. Foreign keys are not
            // looked up, since whoever fills a draft has just been given them; 32 MB of pages hold the branches of a
            // unique index of a million keys in any order.
            connection.execute_batch(
                "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
                 PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -32768;",
            )?;
            connection.execute_batch(include_str!("schema.sql"))?;
            connection.pragma_update(None, "application_id", APPLICATION_ID)?;
            connection.pragma_update(None, "user_version", FORMAT)?;
            connection.execute(
                "INSERT INTO meta VALUES ('data_revision', '0'), ('identity', lower(hex(randomblob(16))))",
                [],
            )?;
            Ok(connection)
        };
        match made() {
            Ok(connection) => Ok(Draft {
                study: Some(Study {
                    connection,
                    path: path.to_owned(),
                    notice: None,
                }),
                part,
            }),
            Err(error) => {
                let _ = std::fs::remove_file(&part);
                Err(database(error).in_file(path.display()))
            }
        }
    }
}

/// A new study that has not got its name yet.
pub struct Draft {
    study: Option<Study>,
    part: PathBuf,
}

impl Draft {
    pub fn study(&mut self) -> &mut Study {
        self.study
            .as_mut()
            .expect("a draft holds its study until it is kept")
    }

    /// Puts the study in its place.
    pub fn keep(mut self) -> Result<Study> {
        let study = self
            .study
            .take()
            .expect("a draft holds its study until it is kept");
        let path = study.path.clone();
        drop(study);
        let placed = std::fs::File::open(&self.part)
            .and_then(|file| file.sync_all())
            .and_then(|()| place(&self.part, &path));
        placed.map_err(|error| {
            if error.kind() == std::io::ErrorKind::AlreadyExists {
                return Problem::input(
                    format!(
                        "{} ist inzwischen von einem anderen Vorgang angelegt worden.",
                        path.display()
                    ),
                    format!("{} has been made by another process meanwhile.", path.display()),
                )
                .hint(
                    "Noch einmal aufrufen: die Antworten kommen dann hinzu.",
                    "Call again: the answers are then added.",
                );
            }
            Problem::input(
                format!("Die Studiendatei ließ sich nicht anlegen: {}.", cause(&error).de),
                format!("The study file could not be made: {}.", cause(&error).en),
            )
            .in_file(path.display())
            .hint(
                "Platz und Rechte des Ordners prüfen, oder einen anderen Ordner nennen.",
                "Check space and permissions of the folder, or name another one.",
            )
        })?;
        Study::open(&path)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        self.study = None;
        let _ = std::fs::remove_file(&self.part);
    }
}

/// Gives the part its name unless a file has it already. A link never replaces a file, as renaming does; where the file
/// system has no links, renaming has to do.
pub(super) fn place(part: &Path, path: &Path) -> std::io::Result<()> {
    match std::fs::hard_link(part, path) {
        Ok(()) => std::fs::remove_file(part),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Err(error),
        Err(_) => std::fs::rename(part, path),
    }
}
