//! The people who code, by name, and what is kept of their passphrases.

use rusqlite::{OptionalExtension, params};

use super::database;
use super::file::{Change, Study};
use crate::problem::Result;

impl Study {
    /// Everybody who is known as a coder, whether they decided something or not; by name.
    pub fn people(&self) -> Result<Vec<String>> {
        let mut statement = self
            .connection
            .prepare("SELECT name FROM coder WHERE kind = 'person' ORDER BY name")
            .map_err(database)?;
        statement
            .query_map([], |row| row.get(0))
            .and_then(Iterator::collect)
            .map_err(database)
    }

    /// What is kept of somebody's passphrase; `None` where there is no such person or no passphrase.
    pub fn secret(&self, person: &str) -> Result<Option<String>> {
        self.connection
            .query_row(
                "SELECT secret FROM coder WHERE kind = 'person' AND name = ?1 AND secret <> ''",
                [person],
                |row| row.get(0),
            )
            .optional()
            .map_err(database)
    }
}

impl Change<'_> {
    /// Keeps what tells somebody's passphrase from others, instead of what was kept before; the person is added where
    /// there is none. `secret`: a hash, never the passphrase.
    pub fn set_secret(&self, person: &str, secret: &str) -> Result<()> {
        let coder = self.coder(person)?;
        self.transaction
            .execute(
                "UPDATE coder SET secret = ?2 WHERE id = ?1",
                params![coder.0, secret],
            )
            .map_err(database)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::study::Study;

    #[test]
    fn a_secret_belongs_to_a_person_and_never_to_the_machine_of_that_name() {
        let folder = tempfile::tempdir().unwrap();
        let draft = Study::draft(&folder.path().join("studie.freitext")).unwrap();
        let mut study = draft.keep().unwrap();
        study
            .change(|change| {
                change.machine("Anna")?;
                change.coder("Bert")?;
                change.set_secret("Anna", "first")?;
                change.set_secret("Anna", "second")
            })
            .unwrap();
        assert_eq!(study.people().unwrap(), ["Anna", "Bert"]);
        assert_eq!(study.secret("Anna").unwrap().as_deref(), Some("second"));
        assert_eq!(study.secret("Bert").unwrap(), None);
        assert_eq!(study.secret("Carl").unwrap(), None);
    }
}
