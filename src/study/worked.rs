//! What a coder worked on, and when: for the pace.

use rusqlite::params;

use super::database;
use super::file::Study;
use super::record::read_kind;
use crate::problem::Result;
use crate::survey::{ActionKind, CoderId, UnitId};

/// A unit that an action was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worked {
    pub unit: UnitId,
    pub kind: ActionKind,
    /// Milliseconds since 1970 UTC; the same for all units of an action, and no two actions have the same.
    pub moment: i64,
}

impl Study {
    /// What a coder worked on last with a codebook: at most so many units, in the order of the actions.
    pub fn worked(&self, codebook_name: &str, coder: CoderId, most: usize) -> Result<Vec<Worked>> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT unit, kind, moment FROM decision JOIN action ON action.id = decision.action
                 WHERE action.codebook = ?1 AND action.coder = ?2 ORDER BY action.id DESC, decision.id DESC LIMIT ?3",
            )
            .map_err(database)?;
        let rows = statement
            .query_map(params![codebook_name, coder.0, most as i64], |row| {
                Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?))
            })
            .map_err(database)?;
        let mut worked = Vec::new();
        for row in rows {
            let (unit, kind, moment) = row.map_err(database)?;
            worked.push(Worked {
                unit: UnitId(unit),
                kind: read_kind(&kind)?,
                moment,
            });
        }
        worked.reverse();
        Ok(worked)
    }
}
