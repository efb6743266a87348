//! A part of a change that may fail by itself, so that several people's actions share one transaction.

use super::database;
use super::file::Change;
use crate::problem::{Problem, Result};

impl Change<'_> {
    /// All of `work` happens, or, where it fails, nothing of it; the rest of the change goes on either way. What was
    /// done counts only once the whole change does.
    ///
    /// # Errors
    /// Those of `work`; the whole change was given up, by the database or before.
    pub fn attempt<T>(&self, work: impl FnOnce(&Change<'_>) -> Result<T>) -> Result<T> {
        if self.transaction.is_autocommit() {
            // A full disk makes the database drop the whole transaction; what came now would be written by itself.
            return Err(Problem::input(
                "Die Änderung ließ sich nicht schreiben.",
                "The change could not be written.",
            )
            .hint("Noch einmal versuchen.", "Try again."));
        }
        let step = |sql| self.transaction.execute_batch(sql).map_err(database);
        step("SAVEPOINT attempt")?;
        let made = work(self);
        match &made {
            Ok(_) => step("RELEASE attempt")?,
            Err(_) if self.transaction.is_autocommit() => {}
            Err(_) => step("ROLLBACK TO attempt; RELEASE attempt")?,
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use crate::problem::Problem;
    use crate::study::Study;

    #[test]
    fn one_attempt_that_fails_undoes_only_itself() {
        let folder = tempfile::tempdir().unwrap();
        let mut study = Study::draft(&folder.path().join("studie.freitext"))
            .unwrap()
            .keep()
            .unwrap();
        study
            .change(|change| {
                change.attempt(|change| change.coder("Anna"))?;
                let failed = change.attempt(|change| {
                    change.coder("Bert")?;
                    change.attempt(|change| change.coder("Carl"))?;
                    Err::<(), _>(Problem::input("Nein.", "No."))
                });
                assert_eq!(failed.unwrap_err().what().en, "No.");
                change.attempt(|change| change.coder("Dora"))
            })
            .unwrap();
        assert_eq!(study.people().unwrap(), ["Anna", "Dora"]);
    }
}
