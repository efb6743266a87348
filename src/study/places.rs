//! Where units stand: in which answer, and in which record by its key. For files that keep answers together.

use rustc_hash::FxHashMap;

use super::database;
use super::file::Study;
use crate::problem::Result;
use crate::survey::{AnswerId, RecordId, UnitId};

/// The answer that a unit is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitPlace {
    pub answer: AnswerId,
    /// From 1, where several columns belong to one question.
    pub slot: u32,
}

impl Study {
    /// Of all units.
    pub fn unit_places(&self) -> Result<FxHashMap<UnitId, UnitPlace>> {
        let mut statement = self
            .connection
            .prepare("SELECT unit.id, answer.id, slot FROM unit JOIN answer ON answer.id = unit.answer")
            .map_err(database)?;
        let rows = statement
            .query_map([], |row| {
                let place = UnitPlace {
                    answer: AnswerId(row.get(1)?),
                    slot: row.get(2)?,
                };
                Ok((UnitId(row.get(0)?), place))
            })
            .map_err(database)?;
        rows.collect::<rusqlite::Result<_>>().map_err(database)
    }

    /// Keys of all records.
    pub fn record_keys(&self) -> Result<FxHashMap<RecordId, String>> {
        let mut statement = self
            .connection
            .prepare("SELECT id, key FROM record")
            .map_err(database)?;
        let rows = statement
            .query_map([], |row| Ok((RecordId(row.get(0)?), row.get(1)?)))
            .map_err(database)?;
        rows.collect::<rusqlite::Result<_>>().map_err(database)
    }
}
