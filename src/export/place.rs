//! A file appears whole or not at all: written beside its place under another name, then renamed.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::problem::{Problem, Result, cause};

/// Lets `write` fill a temporary file beside `path` and puts it in its place; where `write` fails, what stood at
/// `path` stays as it was.
///
/// # Errors
/// Those of `write`; a folder that cannot be written; a full disk.
pub fn put<T>(path: &Path, write: impl FnOnce(&mut File) -> Result<T>) -> Result<T> {
    let part = part_of(path);
    let mut file = File::create(&part).map_err(|error| failed(&error, path))?;
    let written = write(&mut file).and_then(|made| {
        file.sync_all()
            .and_then(|()| std::fs::rename(&part, path))
            .map_err(|error| failed(&error, path))?;
        Ok(made)
    });
    if written.is_err() {
        drop(file);
        let _ = std::fs::remove_file(&part);
    }
    written
}

/// Puts a CSV with these headings and rows in its place.
///
/// # Errors
/// As [`put`].
pub fn put_rows<const N: usize>(
    path: &Path,
    headings: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<()> {
    put(path, |file| {
        let broken = |error| csv_failed(error, path);
        let mut out = csv::Writer::from_writer(io::BufWriter::new(file));
        out.write_record(headings).map_err(broken)?;
        for row in rows {
            out.write_record(row).map_err(broken)?;
        }
        out.flush().map_err(|error| broken(error.into()))
    })
}

/// Lets a library fill a file without hearing of failures: after the first one nothing more is written, and that one is what comes
/// out. A writer of archives that hears of it speaks for itself on standard error when it is dropped.
///
/// # Errors
/// The first failure to write, as a sentence; else what `write` reports.
pub(super) fn outlasting<T>(
    file: &mut File,
    path: &Path,
    write: impl FnOnce(&mut Outlasting<'_>) -> Result<T>,
) -> Result<T> {
    let mut out = Outlasting { file, failed: None };
    let written = write(&mut out);
    match out.failed {
        Some(error) => Err(failed(&error, path)),
        None => written,
    }
}

pub(super) struct Outlasting<'f> {
    file: &'f mut File,
    failed: Option<io::Error>,
}

impl io::Write for Outlasting<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed.is_none() {
            self.failed = self.file.write_all(bytes).err();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failed.is_none() {
            self.failed = self.file.flush().err();
        }
        Ok(())
    }
}

/// A failure to write, as a sentence.
pub fn failed(error: &io::Error, path: &Path) -> Problem {
    unwritten(error).in_file(path.display())
}

/// A failure to write CSV, as a sentence.
pub(super) fn csv_failed(error: csv::Error, path: &Path) -> Problem {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => failed(&error, path),
        other => Problem::bug(format!("CSV: {other:?}")),
    }
}

/// The same where the place is not known yet.
pub(super) fn unwritten(error: &io::Error) -> Problem {
    let problem = Problem::input(
        format!("Die Datei ließ sich nicht schreiben: {}.", cause(error).de),
        format!("The file could not be written: {}.", cause(error).en),
    );
    match error.kind() {
        io::ErrorKind::NotFound => problem.hint(
            "Den Ordner anlegen oder einen anderen nennen.",
            "Make the folder or name another one.",
        ),
        io::ErrorKind::StorageFull => problem.hint(
            "Platz schaffen und noch einmal versuchen.",
            "Make room and try again.",
        ),
        _ => problem.hint(
            "Prüfen, ob der Ordner beschreibbar und die Datei nicht anderswo geöffnet ist.",
            "Check that the folder can be written and that the file is not open elsewhere.",
        ),
    }
}

fn part_of(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_failed_export_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("matrix.csv");
        put(&path, |file| file.write_all(b"old").map_err(Problem::bug)).unwrap();
        let failed: Result<()> = put(&path, |file| {
            file.write_all(b"half").map_err(Problem::bug)?;
            Err(Problem::input("Nein.", "No."))
        });
        assert!(failed.is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_does_not_exist_is_named() {
        let problem = put(Path::new("/nowhere/at/all/x.csv"), |_| Ok(())).unwrap_err();
        assert_eq!(problem.place().file.as_deref(), Some("/nowhere/at/all/x.csv"));
        assert!(problem.advice().unwrap().de.contains("Ordner"));
    }
}
