//! How far a study has come: what tells somebody who holds something derived from it what has changed since.

use rusqlite::params;

use super::database;
use super::file::Study;
use super::record::ActionNumber;
use crate::problem::Result;
use crate::survey::{CodebookId, RunId};

/// The latest of everything that a board is made from, for one codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The latest version; none where the study has no such codebook.
    pub codebook: Option<CodebookId>,
    /// The latest run with any version of it.
    pub run: Option<RunId>,
    pub data_revision: i64,
    /// The latest action with any codebook.
    pub action: ActionNumber,
    /// The number of the latest setting.
    pub setting: i64,
    /// The number of the latest coder.
    pub coder: i64,
    /// How often the study was joined with another file: actions are numbered anew then.
    pub merges: i64,
}

impl Study {
    /// Reads a handful of rows, however large the study is.
    pub fn mark(&self, codebook_name: &str) -> Result<Mark> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT (SELECT max(id) FROM codebook WHERE name = ?1),
                        (SELECT max(run.id) FROM run JOIN codebook ON codebook.id = run.codebook WHERE name = ?1),
                        (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'data_revision'),
                        (SELECT coalesce(max(id), 0) FROM action),
                        (SELECT coalesce(max(id), 0) FROM setting),
                        (SELECT coalesce(max(id), 0) FROM coder),
                        coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'merges'), 0)",
            )
            .map_err(database)?;
        statement
            .query_row(params![codebook_name], |row| {
                Ok(Mark {
                    codebook: row.get::<_, Option<i64>>(0)?.map(CodebookId),
                    run: row.get::<_, Option<i64>>(1)?.map(RunId),
                    data_revision: row.get(2)?,
                    action: ActionNumber(row.get(3)?),
                    setting: row.get(4)?,
                    coder: row.get(5)?,
                    merges: row.get(6)?,
                })
            })
            .map_err(database)
    }
}
