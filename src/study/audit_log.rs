//! The audit log: what happened to a study, the latest first, read from what it holds.
//!
//! Of what people did it is told when, who and how many; deliberately absent is what was decided (`record`), so that the log can
//! be shown to everybody, whoever codes blind included.

use std::collections::BTreeMap;

use rusqlite::params;

use super::coding::Run;
use super::database;
use super::file::Study;
use super::record::read_kind;
use super::standing::coders;
use crate::problem::{Problem, Result};
use crate::survey::{ActionKind, CodebookId, Coder, CoderId, CodingLayer, UnitId};

/// What entries are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    Coding,
    Suggestions,
    Files,
    Settings,
    Codebooks,
}

/// What is asked of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AskedOfLog {
    /// None: whatever it is about.
    pub topic: Option<Topic>,
    /// What a coder did, and nothing else.
    pub coder: Option<CoderId>,
    /// Entries that are passed over, the latest first.
    pub skip: u64,
    pub most: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// Milliseconds since 1970 UTC.
    pub moment: i64,
    pub happened: Happened,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    Acted(LoggedAct),
    /// Suggestions were made.
    Ran(Run),
    Imported(ImportedFile),
    Stated(Statement),
    /// A version of a codebook was kept.
    Kept {
        codebook: CodebookId,
    },
}

/// What a coder did at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedAct {
    pub kind: ActionKind,
    pub coder: CoderId,
    pub by: Coder,
    /// Name of the codebook.
    pub codebook: String,
    pub layer: CodingLayer,
    pub units: u64,
    /// Where there is only one, with its key.
    pub only: Option<(UnitId, String)>,
    /// Of how many units it says that nothing is said any more.
    pub withdrawn: u64,
    pub stands: Stands,
    /// When that was done which this action takes back or brings back; milliseconds since 1970 UTC.
    pub meant: Option<i64>,
}

/// Whether an action was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    Yes,
    TakenBack,
}

/// A file that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedFile {
    pub name: String,
    /// How it was read (JSON).
    pub settings: String,
    /// Rows of the file that were new.
    pub records: u64,
}

/// What the study states about itself since then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub name: String,
    /// JSON.
    pub value: String,
}

impl Topic {
    pub const ALL: [Topic; 5] = [
        Topic::Coding,
        Topic::Suggestions,
        Topic::Files,
        Topic::Settings,
        Topic::Codebooks,
    ];

    /// As addresses name it.
    pub fn id(self) -> &'static str {
        match self {
            Topic::Coding => "coding",
            Topic::Suggestions => "suggestions",
            Topic::Files => "files",
            Topic::Settings => "settings",
            Topic::Codebooks => "codebooks",
        }
    }

    pub fn of_id(id: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|topic| topic.id() == id)
    }

    /// Where its entries stand: topic, id, moment.
    fn entries(self) -> &'static str {
        match self {
            Topic::Coding => "SELECT 0 AS topic, id, moment FROM action WHERE ?1 IS NULL OR coder = ?1",
            Topic::Suggestions => "SELECT 1 AS topic, id, time * 1000 AS moment FROM run WHERE ?1 IS NULL",
            Topic::Files => "SELECT 2 AS topic, id, time * 1000 AS moment FROM source WHERE ?1 IS NULL",
            Topic::Settings => "SELECT 3 AS topic, id, moment FROM setting WHERE ?1 IS NULL",
            Topic::Codebooks => "SELECT 4 AS topic, id, time * 1000 AS moment FROM codebook WHERE ?1 IS NULL",
        }
    }
}

impl Study {
    /// Entries of the log, the latest first, and how many there are in all. What happened in the same moment comes in the order
    /// of the topics.
    pub fn audit_log(&self, asked: &AskedOfLog) -> Result<(Vec<LogEntry>, u64)> {
        let of_topic = |topic: &Topic| asked.topic.is_none_or(|wanted| wanted == *topic);
        let parts: Vec<&str> = Topic::ALL
            .into_iter()
            .filter(of_topic)
            .map(Topic::entries)
            .collect();
        let parts = parts.join(" UNION ALL ");
        let coder = asked.coder.map(|coder| coder.0);
        let limit = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let all: i64 = self
            .connection
            .query_row(&format!("SELECT count(*) FROM ({parts})"), [coder], |row| {
                row.get(0)
            })
            .map_err(database)?;
        let mut statement = self
            .connection
            .prepare(&format!(
                "{parts} ORDER BY moment DESC, topic, id DESC LIMIT ?2 OFFSET ?3"
            ))
            .map_err(database)?;
        let found = statement
            .query_map(params![coder, limit(asked.most), limit(asked.skip)], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .map_err(database)?;
        let found: Vec<(i64, i64, i64)> = found.collect::<rusqlite::Result<_>>().map_err(database)?;
        let people = coders(&self.connection)?;
        let undone = match found.iter().any(|(topic, ..)| *topic == Topic::Coding as i64) {
            true => self.last_turns()?,
            false => BTreeMap::new(),
        };
        let read = |(topic, id, moment): (i64, i64, i64)| {
            Ok(LogEntry {
                moment,
                happened: match Topic::ALL[topic as usize] {
                    Topic::Coding => Happened::Acted(self.logged_act(id, &people, &undone)?),
                    Topic::Suggestions => Happened::Ran(self.run(id)?),
                    Topic::Files => Happened::Imported(self.imported_file(id)?),
                    Topic::Settings => Happened::Stated(self.statement(id)?),
                    Topic::Codebooks => Happened::Kept {
                        codebook: CodebookId(id),
                    },
                },
            })
        };
        let entries = found.into_iter().map(read).collect::<Result<_>>()?;
        Ok((entries, all as u64))
    }

    /// What was done last about each action that was ever taken back, by its uid.
    fn last_turns(&self) -> Result<BTreeMap<String, ActionKind>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT undoes, kind FROM action WHERE undoes <> '' ORDER BY moment, id")
            .map_err(database)?;
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))
            .map_err(database)?;
        let mut turns = BTreeMap::new();
        for row in rows {
            let (uid, kind) = row.map_err(database)?;
            turns.insert(uid, read_kind(&kind)?);
        }
        Ok(turns)
    }

    fn logged_act(
        &self,
        id: i64,
        people: &[(CoderId, Coder)],
        turns: &BTreeMap<String, ActionKind>,
    ) -> Result<LoggedAct> {
        let (uid, kind, coder, codebook, meant): (String, String, i64, String, Option<i64>) = self
            .connection
            .prepare_cached(
                "SELECT uid, kind, coder, codebook,
                        (SELECT moment FROM action AS meant WHERE meant.uid = action.undoes)
                 FROM action WHERE id = ?1",
            )
            .and_then(|mut statement| {
                statement.query_row([id], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
                })
            })
            .map_err(database)?;
        let (units, unit, withdrawn, layer): (i64, Option<i64>, i64, Option<String>) = self
            .connection
            .prepare_cached(
                "SELECT count(*), min(unit), count(*) FILTER (WHERE outcome = 'withdrawn'), max(layer)
                 FROM decision WHERE action = ?1",
            )
            .and_then(|mut statement| {
                statement.query_row([id], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                })
            })
            .map_err(database)?;
        let layer = layer.unwrap_or_default();
        let by = people.iter().find(|(known, _)| known.0 == coder);
        let (coder, by) = by
            .cloned()
            .ok_or_else(|| Problem::bug("an action without its coder"))?;
        Ok(LoggedAct {
            kind: read_kind(&kind)?,
            coder,
            by,
            codebook,
            layer: CodingLayer::of_id(&layer)
                .ok_or_else(|| Problem::bug(format!("unknown layer {layer}")))?,
            units: units as u64,
            only: match unit.filter(|_| units == 1) {
                Some(unit) => Some((UnitId(unit), self.key_of(unit)?)),
                None => None,
            },
            withdrawn: withdrawn as u64,
            stands: match turns.get(&uid) {
                Some(ActionKind::Undo) => Stands::TakenBack,
                _ => Stands::Yes,
            },
            meant,
        })
    }

    fn key_of(&self, unit: i64) -> Result<String> {
        self.connection
            .prepare_cached(
                "SELECT coalesce(unit.key, record.key) FROM unit JOIN answer ON answer.id = unit.answer
                 JOIN record ON record.id = answer.record WHERE unit.id = ?1",
            )
            .and_then(|mut statement| statement.query_row([unit], |row| row.get(0)))
            .map_err(database)
    }

    fn imported_file(&self, id: i64) -> Result<ImportedFile> {
        self.connection
            .query_row(
                "SELECT file_name, settings, (SELECT count(*) FROM record WHERE source = ?1)
                 FROM source WHERE id = ?1",
                [id],
                |row| {
                    Ok(ImportedFile {
                        name: row.get(0)?,
                        settings: row.get(1)?,
                        records: row.get::<_, i64>(2)? as u64,
                    })
                },
            )
            .map_err(database)
    }

    fn statement(&self, id: i64) -> Result<Statement> {
        self.connection
            .query_row("SELECT name, value FROM setting WHERE id = ?1", [id], |row| {
                Ok(Statement {
                    name: row.get(0)?,
                    value: row.get(1)?,
                })
            })
            .map_err(database)
    }
}
