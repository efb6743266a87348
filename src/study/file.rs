//! Opening and creating a study file, its format version, and one change at a time.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::database;
use super::migrate::{migrate, view};
use crate::problem::{Notice, Problem, Result};

/// Version of the schema that this program reads and writes.
pub const FORMAT: i64 = 3;
/// Marks a SQLite file as a study ("frtx").
pub(super) const APPLICATION_ID: i32 = 0x6672_7478;

/// An open study file.
pub struct Study {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    pub(super) notice: Option<Notice>,
}

impl Study {
    /// Opens an existing study. One of an older format is brought to this one, after a copy was made beside it, and
    /// [`Study::notice`] says so.
    ///
    /// # Errors
    /// No such file; not a study; made by a newer program.
    pub fn open(path: &Path) -> Result<Study> {
        let here = |problem: Problem| problem.in_file(path.display());
        let mut connection = connect(path)?;
        let format = check_format(&connection).map_err(here)?;
        if connection
            .is_readonly("main")
            .map_err(|error| here(database(error)))?
        {
            return Study::only_read(path, connection, format).map_err(here);
        }
        let notice = match format {
            FORMAT => None,
            older => migrate(&mut connection, path, older).map_err(here)?,
        };
        connection
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
            .map_err(|error| here(database(error)))?;
        Ok(Study {
            connection,
            path: path.to_owned(),
            notice,
        })
    }

    /// Opens an existing study only to look at it: the file stays as it is, an older format included.
    ///
    /// # Errors
    /// As [`Study::open`].
    pub fn look(path: &Path) -> Result<Study> {
        let connection = connect(path)?;
        check_format(&connection)
            .and_then(|format| Study::only_read(path, connection, format))
            .map_err(|problem| problem.in_file(path.display()))
    }

    fn only_read(path: &Path, connection: Connection, format: i64) -> Result<Study> {
        if format < FORMAT {
            view(&connection, format)?;
        }
        connection
            .pragma_update(None, "query_only", true)
            .map_err(database)?;
        Ok(Study {
            connection,
            path: path.to_owned(),
            notice: None,
        })
    }

    /// What opening did to the file, where it did something.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Tells this study from every other, so that a folder of derived things is never taken for another study's.
    pub fn identity(&self) -> Result<String> {
        self.connection
            .query_row("SELECT value FROM meta WHERE name = 'identity'", [], |row| {
                row.get(0)
            })
            .map_err(database)
    }

    /// Counts the changes of answers; a derived index with another number is stale.
    pub fn data_revision(&self) -> Result<i64> {
        data_revision(&self.connection)
    }

    /// Reads one state of the study: what other processes write meanwhile is not seen. A steady reading inside another is part
    /// of it.
    pub fn steady<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        if !self.connection.is_autocommit() {
            return work();
        }
        let reading = self.connection.unchecked_transaction().map_err(database)?;
        let made = work()?;
        reading.finish().map_err(database)?;
        Ok(made)
    }

    /// One change: all of `work` happens, or, where it fails, nothing.
    pub fn change<T>(&mut self, work: impl FnOnce(&Change<'_>) -> Result<T>) -> Result<T> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(database)?;
        let change = Change { transaction };
        let made = work(&change)?;
        change.transaction.commit().map_err(database)?;
        Ok(made)
    }
}

/// A change under way; writes go through it.
pub struct Change<'a> {
    pub(super) transaction: Transaction<'a>,
}

impl Change<'_> {
    /// As [`Study::data_revision`].
    pub fn data_revision(&self) -> Result<i64> {
        data_revision(&self.transaction)
    }

    /// To be called when answers were added: what is derived from them is stale from now on.
    pub fn answers_changed(&self) -> Result<()> {
        self.transaction
            .execute(
                "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'data_revision'",
                [],
            )
            .map_err(database)?;
        Ok(())
    }
}

fn data_revision(connection: &Connection) -> Result<i64> {
    connection
        .query_row(
            "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'data_revision'",
            [],
            |row| row.get(0),
        )
        .map_err(database)
}

/// The format that a study file has.
pub(super) fn check_format(connection: &Connection) -> Result<i64> {
    let application: i64 = connection
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .map_err(database)?;
    if application != i64::from(APPLICATION_ID) {
        return Err(Problem::input("Die Datei ist keine Studiendatei.", "The file is no study file.").hint(
            "Antworten liest »freitext import STUDIE DATEI« ein; STUDIE ist der Name der neuen Studiendatei.",
            "Answers are read with `freitext import STUDY FILE`; STUDY is the name of the new study file.",
        ));
    }
    let version = version(connection)?;
    if version > FORMAT {
        return Err(Problem::input(
            format!("Die Studie hat ein neueres Format ({version}), dieses Programm kennt {FORMAT}."),
            format!("The study has a newer format ({version}), this program knows {FORMAT}."),
        )
        .hint("freitext aktualisieren.", "Update freitext."));
    }
    Ok(version)
}

pub(super) fn version(connection: &Connection) -> Result<i64> {
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(database)
}

/// For reading and writing, or, in a place that cannot be written, for reading.
pub(super) fn connect(path: &Path) -> Result<Connection> {
    if !path.exists() {
        return Err(Problem::input(
            format!("Die Studiendatei {} gibt es nicht.", path.display()),
            format!("There is no study file {}.", path.display()),
        )
        .hint(
            "Mit »freitext import STUDIE DATEI« eine anlegen.",
            "Make one with `freitext import STUDY FILE`.",
        ));
    }
    connect_as_allowed(path).map_err(|error| database(error).in_file(path.display()))
}

fn connect_as_allowed(path: &Path) -> rusqlite::Result<Connection> {
    use rusqlite::ErrorCode;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let readable = Connection::open_with_flags(path, flags).and_then(|connection| {
        connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))?;
        Ok(connection)
    });
    match readable.as_ref().map_err(rusqlite::Error::sqlite_error_code) {
        Err(Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen)) => {}
        _ => return readable,
    }
    // Immutable: nobody can write there, so no journal is looked for beside the file.
    let escaped = path
        .to_string_lossy()
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::{NewRecord, NewSource};
    use crate::survey::Span;

    fn place() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("studie.freitext");
        (folder, path)
    }

    fn files(folder: &tempfile::TempDir) -> usize {
        std::fs::read_dir(folder.path()).expect("a folder").count()
    }

    /// One record with one answer.
    fn add(change: &Change<'_>, key: &str) -> Result<()> {
        let source = change.add_source(&NewSource {
            file_name: "a.csv".into(),
            settings: "{}".into(),
            time: 0,
        })?;
        let record = NewRecord {
            key,
            respondent: change.respondent(key)?,
            source,
            row: 2,
            background: &[Some("Süd"), None],
        };
        let record = change
            .add_record(&record)?
            .ok_or_else(|| Problem::bug("there already"))?;
        let question = change.question("text", "")?;
        let answer = change.add_answer(record, question, 1, None, "Kurse")?;
        change.add_unit(answer, Span::new(0, 5), None)?;
        change.answers_changed()
    }

    #[test]
    fn a_draft_takes_its_name_only_when_it_is_kept() {
        let (folder, path) = place();
        let mut draft = Study::draft(&path).unwrap();
        draft.study().change(|change| add(change, "1")).unwrap();
        assert!(!path.exists());
        drop(draft);
        assert_eq!(files(&folder), 0, "a failed import leaves nothing behind");

        let mut draft = Study::draft(&path).unwrap();
        draft.study().change(|change| add(change, "1")).unwrap();
        let study = draft.keep().unwrap();
        assert_eq!(
            (study.extent().unwrap().units, study.data_revision().unwrap()),
            (1, 1)
        );
        drop(study);
        assert_eq!(files(&folder), 1);
        let again = Study::draft(&path).err().expect("the name is taken");
        assert!(again.what().de.ends_with("gibt es schon."), "{}", again.what().de);
    }

    #[test]
    fn a_change_that_fails_leaves_the_study_as_it_was() {
        let (_folder, path) = place();
        let mut study = Study::draft(&path).unwrap().keep().unwrap();
        study.change(|change| add(change, "1")).unwrap();
        let failed = study.change(|change| {
            add(change, "2")?;
            Err::<(), _>(Problem::input("Nein.", "No."))
        });
        assert_eq!(failed.unwrap_err().what().en, "No.");
        assert_eq!(
            (study.extent().unwrap().records, study.data_revision().unwrap()),
            (1, 1)
        );
        study.change(|change| add(change, "2")).unwrap();
        assert_eq!(study.extent().unwrap().records, 2);
    }

    #[test]
    fn files_that_are_no_studies_or_newer_ones_are_refused_and_stay() {
        let (folder, path) = place();
        let refused = |path: &Path| Study::open(path).err().expect("refused");
        assert!(refused(&path).what().en.starts_with("There is no study file"));

        std::fs::write(
            &path,
            "id,text\n1,Kurse, die länger sind als der Kopf einer Datenbank, damit er gelesen wird\n",
        )
        .unwrap();
        let before = std::fs::read(&path).unwrap();
        assert!(
            refused(&path)
                .what()
                .de
                .starts_with("Die Datei ist keine Studiendatei")
        );
        assert_eq!(std::fs::read(&path).unwrap(), before);

        let other = folder.path().join("andere.sqlite");
        Connection::open(&other)
            .unwrap()
            .execute_batch("CREATE TABLE t (a);")
            .unwrap();
        assert_eq!(refused(&other).what().en, "The file is no study file.");

        let newer = folder.path().join("neuer.freitext");
        drop(Study::draft(&newer).unwrap().keep().unwrap());
        Connection::open(&newer)
            .unwrap()
            .pragma_update(None, "user_version", FORMAT + 1)
            .unwrap();
        let problem = refused(&newer);
        assert_eq!(
            problem.what().de,
            "Die Studie hat ein neueres Format (4), dieses Programm kennt 3."
        );
        assert_eq!(problem.advice().unwrap().en, "Update freitext.");
        assert_eq!(
            problem.place().file.as_deref(),
            Some(&*newer.display().to_string())
        );
    }

    #[test]
    fn words_are_never_replaced_and_a_changed_wording_is_noted_once() {
        let (_folder, path) = place();
        let mut study = Study::draft(&path).unwrap().keep().unwrap();
        study.change(|change| add(change, "1")).unwrap();
        study
            .change(|change| {
                let record = change.find_record("1")?.expect("the record");
                assert_eq!(record.background, [Some("Süd".to_owned()), None]);
                let answer = change.answers_of(record.id)?.remove(0).id;
                assert!(change.note_changed_answer(answer, 1, 2, "Feste")?);
                assert!(!change.note_changed_answer(answer, 1, 2, "Feste")?);
                Ok(())
            })
            .unwrap();
        let filled = study.change(|change| {
            let record = change.find_record("1")?.expect("the record");
            let answer = change.answers_of(record.id)?.remove(0).id;
            change.fill_missing_answer(answer, 1, "Feste", &[])
        });
        assert_eq!(filled.unwrap_err().fault(), crate::problem::Fault::Bug);
    }
}
