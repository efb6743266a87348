//! What a study states about itself: double coding, rules, choices of its makers. Appended; the latest of a name counts.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::database;
use super::file::{Change, Study};
use crate::problem::{Problem, Result};

impl Change<'_> {
    /// States something anew. `time`: seconds since 1970 UTC.
    pub fn state(&self, name: &str, value: &impl Serialize, time: i64) -> Result<()> {
        let value = serde_json::to_string(value).map_err(|error| Problem::bug(error.to_string()))?;
        self.insert(
            "INSERT INTO setting (uid, name, value, moment)
             VALUES (lower(hex(randomblob(16))), ?1, ?2,
                     max(?3, (SELECT coalesce(max(moment) + 1, 0) FROM setting)))",
            params![name, value, time * 1000],
        )?;
        Ok(())
    }

    /// As [`Study::stated`].
    pub fn stated<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        stated(&self.transaction, name)
    }
}

impl Study {
    /// What the study states under a name; `None` where it states nothing.
    ///
    /// # Errors
    /// A newer program has stated something that this one cannot read.
    pub fn stated<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        stated(&self.connection, name)
    }
}

pub(super) fn stated<T: DeserializeOwned>(connection: &Connection, name: &str) -> Result<Option<T>> {
    let value: Option<String> = connection
        .prepare_cached("SELECT value FROM setting WHERE name = ?1 ORDER BY moment DESC, uid DESC LIMIT 1")
        .and_then(|mut statement| statement.query_row([name], |row| row.get(0)).optional())
        .map_err(database)?;
    let read = |value: String| {
        serde_json::from_str(&value).map_err(|error| {
            Problem::input(
                format!("Die Einstellung »{name}« der Studie ist nicht lesbar: {error}."),
                format!("The study's setting “{name}” cannot be read: {error}."),
            )
            .hint("freitext aktualisieren.", "Update freitext.")
        })
    };
    value.map(read).transpose()
}
