//! In which language the answers of the study are: the index is analysed in it.
//!
//! Kept in `meta` under `answers_in`, as `de` or `en`. Deliberately absent: recognising it (`import`).

use rusqlite::{Connection, OptionalExtension};

use super::database;
use super::file::{Change, Study};
use crate::problem::Result;
use crate::survey::AnswerLanguage;

impl Study {
    /// The language of the answers; German where nobody has said it, as in studies of earlier versions.
    pub fn answer_language(&self) -> Result<AnswerLanguage> {
        Ok(read(&self.connection)?.unwrap_or_default())
    }
}

impl Change<'_> {
    /// The language of the answers, where it has been said.
    pub fn answer_language(&self) -> Result<Option<AnswerLanguage>> {
        read(&self.transaction)
    }

    /// Says in which language the answers are, from now on.
    pub fn set_answer_language(&self, language: AnswerLanguage) -> Result<()> {
        self.transaction
            .execute(
                "INSERT INTO meta VALUES ('answers_in', ?1)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [language.id()],
            )
            .map_err(database)?;
        Ok(())
    }
}

fn read(connection: &Connection) -> Result<Option<AnswerLanguage>> {
    let id: Option<String> = connection
        .query_row("SELECT value FROM meta WHERE name = 'answers_in'", [], |row| {
            row.get(0)
        })
        .optional()
        .map_err(database)?;
    Ok(id.and_then(|id| AnswerLanguage::of_id(&id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_study_is_german_until_somebody_says_otherwise() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("studie.freitext");
        let mut study = Study::draft(&path).unwrap().keep().unwrap();
        assert_eq!(study.answer_language().unwrap(), AnswerLanguage::German);
        let said = study.change(|change| change.answer_language()).unwrap();
        assert_eq!(said, None);
        for language in [AnswerLanguage::English, AnswerLanguage::German] {
            study
                .change(|change| change.set_answer_language(language))
                .unwrap();
            let again = Study::open(&path).unwrap();
            assert_eq!(again.answer_language().unwrap(), language);
        }
    }
}
