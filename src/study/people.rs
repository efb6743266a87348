//! The people who code, by name.

use super::database;
use super::file::Study;
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
}
