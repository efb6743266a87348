//! A copy of a study file, made before something is done to it that cannot be taken back.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::database;
use super::draft::place;
use super::file::{Study, connect};
use crate::problem::{Problem, cause};
use crate::words::Text;

/// A number that changes when another connection has written.
pub(super) fn data_version(connection: &Connection) -> crate::problem::Result<i64> {
    connection
        .pragma_query_value(None, "data_version", |row| row.get(0))
        .map_err(database)
}

/// A copy of a study that has not got its name yet; dropped unless it is kept.
pub(super) struct Copy {
    part: PathBuf,
    path: PathBuf,
}

impl Copy {
    /// Written by the database itself, so that what still stands in its journal comes along. `path`: of the study.
    ///
    /// # Errors
    /// Why it could not be written.
    pub fn of(connection: &Connection, path: &Path) -> Result<Copy, Text> {
        let part = with_ending(path, &format!(".{}.copy", std::process::id()));
        let copy = Copy {
            part,
            path: path.to_owned(),
        };
        copy_into(connection, &copy.part)?;
        Ok(copy)
    }

    /// Gives the copy the first name that is free: `studie.freitext.{kind}-backup`, then `…-backup-2`.
    ///
    /// # Errors
    /// Why it could not be given one.
    pub fn keep(&self, kind: &str) -> Result<PathBuf, Text> {
        for number in 1.. {
            let ending = match number {
                1 => format!(".{kind}-backup"),
                _ => format!(".{kind}-backup-{number}"),
            };
            let backup = with_ending(&self.path, &ending);
            if backup.exists() {
                continue;
            }
            match place(&self.part, &backup) {
                Ok(()) => return Ok(backup),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(cause(&error)),
            }
        }
        Err(Text::new("kein Name ist frei", "no name is left"))
    }
}

impl Study {
    /// Writes a copy of a study beside it, whatever others write meanwhile; says where.
    ///
    /// # Errors
    /// It cannot be written there.
    pub fn copied_beside(path: &Path) -> Result<PathBuf, Problem> {
        let connection = connect(path)?;
        Copy::of(&connection, path)
            .and_then(|copy| copy.keep("safety"))
            .map_err(|why| {
                let (path, de, en) = (
                    path.display(),
                    why.de.trim_end_matches('.'),
                    why.en.trim_end_matches('.'),
                );
                Problem::input(
                    format!("Neben {path} ließ sich keine Sicherungskopie ablegen: {de}."),
                    format!("No safety copy could be put beside {path}: {en}."),
                )
                .hint(
                    "Platz und Rechte des Ordners prüfen.",
                    "Check space and permissions of the folder.",
                )
            })
    }

    /// Copies that stand beside a study, whyever they were made, by name.
    pub fn copies_beside(path: &Path) -> Vec<PathBuf> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return Vec::new();
        };
        let begin = format!("{}.", name.to_string_lossy());
        let is_copy = |other: &PathBuf| {
            let name = other.file_name().map(|name| name.to_string_lossy().into_owned());
            name.is_some_and(|name| {
                let kind = name.strip_prefix(&begin);
                kind.is_some_and(|kind| kind.ends_with("-backup") || kind.contains("-backup-"))
            })
        };
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut copies: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_copy).collect();
        copies.sort();
        copies
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.part);
    }
}

/// Writes what a connection sees of its study into a new file, down to the disk.
pub(super) fn copy_into(connection: &Connection, part: &Path) -> Result<(), Text> {
    connection
        .execute("VACUUM INTO ?1", [part.to_string_lossy()])
        .map_err(|error| database(error).what().clone())?;
    std::fs::File::open(part)
        .and_then(|file| file.sync_all())
        .map_err(|error| cause(&error))
}

pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}
