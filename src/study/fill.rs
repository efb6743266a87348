//! What an import adds: sources, questions, background columns, respondents, records, answers and units.

use rusqlite::{OptionalExtension, params};

use super::database;
use super::file::{Change, Study};
use crate::problem::{Problem, Result};
use crate::survey::{
    AnswerId, BackgroundId, Missing, Question, QuestionId, RecordId, RespondentId, Span, UnitId, Verbatim,
};

/// An imported file. `settings` is JSON: how it was read.
#[derive(Debug, Clone)]
pub struct NewSource {
    pub file_name: String,
    pub settings: String,
    /// Seconds since 1970 UTC.
    pub time: i64,
}

/// A row to be added. `background[i]` belongs to [`BackgroundId`] i + 1; shorter than the columns means empty.
#[derive(Debug, Clone)]
pub struct NewRecord<'a> {
    pub key: &'a str,
    pub respondent: RespondentId,
    pub source: i64,
    pub row: u64,
    pub background: &'a [Option<&'a str>],
}

/// A unit to be added: `span` bytes of the answer's verbatim. `key` only where it is not the record's.
#[derive(Debug, Clone)]
pub struct NewUnit {
    pub span: Span,
    pub key: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecord {
    pub id: RecordId,
    pub respondent: RespondentId,
    pub background: Vec<Option<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    pub id: AnswerId,
    pub question: QuestionId,
    pub slot: u32,
    pub verbatim: Verbatim,
}

impl Change<'_> {
    pub fn add_source(&self, source: &NewSource) -> Result<i64> {
        self.insert(
            "INSERT INTO source (file_name, settings, time) VALUES (?1, ?2, ?3)",
            params![source.file_name, source.settings, source.time],
        )
    }

    /// Takes back a source of which nothing came.
    pub fn drop_source(&self, source: i64) -> Result<()> {
        self.transaction
            .execute("DELETE FROM source WHERE id = ?1", [source])
            .map_err(database)?;
        Ok(())
    }

    /// How the first file of the study was read (JSON); `None` for a study without one.
    pub fn count_respondents(&self) -> Result<u64> {
        self.transaction
            .query_row("SELECT count(*) FROM respondent", [], |row| row.get::<_, i64>(0))
            .map(|count| count as u64)
            .map_err(database)
    }

    /// The question with this key, added with `text` as its wording where there is none.
    pub fn question(&self, key: &str, text: &str) -> Result<QuestionId> {
        match self.find("SELECT id FROM question WHERE key = ?1", key)? {
            Some(id) => Ok(QuestionId(id)),
            None => self
                .insert(
                    "INSERT INTO question (key, text) VALUES (?1, ?2)",
                    params![key, text],
                )
                .map(QuestionId),
        }
    }

    /// The background column with this name, added at the end where there is none.
    pub fn background(&self, name: &str) -> Result<BackgroundId> {
        match self.find("SELECT id FROM background WHERE name = ?1", name)? {
            Some(id) => Ok(BackgroundId(id)),
            None => self
                .insert("INSERT INTO background (name) VALUES (?1)", params![name])
                .map(BackgroundId),
        }
    }

    /// The respondent with this key, added where there is none.
    pub fn respondent(&self, key: &str) -> Result<RespondentId> {
        if let Some(id) = self.insert_new(
            "INSERT INTO respondent (key) VALUES (?1) ON CONFLICT DO NOTHING",
            params![key],
        )? {
            return Ok(RespondentId(id));
        }
        self.find("SELECT id FROM respondent WHERE key = ?1", key)?
            .map(RespondentId)
            .ok_or_else(|| Problem::bug("a respondent that is there was not found"))
    }

    pub fn find_record(&self, key: &str) -> Result<Option<StoredRecord>> {
        let found = self
            .transaction
            .prepare_cached("SELECT id, respondent, background FROM record WHERE key = ?1")
            .map_err(database)?
            .query_row([key], |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, i64>(1)?,
                    row.get::<_, String>(2)?,
                ))
            })
            .optional()
            .map_err(database)?;
        let Some((id, respondent, background)) = found else {
            return Ok(None);
        };
        Ok(Some(StoredRecord {
            id: RecordId(id),
            respondent: RespondentId(respondent),
            background: read_background(&background)?,
        }))
    }

    /// Adds a row; `None` where the study has a record of this key.
    pub fn add_record(&self, record: &NewRecord<'_>) -> Result<Option<RecordId>> {
        let added = self.insert_new(
            "INSERT INTO record (key, respondent, source, row, background) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO NOTHING",
            params![
                record.key,
                record.respondent.0,
                record.source,
                record.row as i64,
                write_background(record.background)?
            ],
        )?;
        Ok(added.map(RecordId))
    }

    /// Background that was empty until now.
    pub fn fill_background(&self, record: RecordId, background: &[Option<&str>]) -> Result<()> {
        let background = write_background(background)?;
        self.transaction
            .prepare_cached("UPDATE record SET background = ?2 WHERE id = ?1")
            .and_then(|mut statement| statement.execute(params![record.0, background]))
            .map_err(database)?;
        Ok(())
    }

    /// The answers of a record, by question and slot.
    pub fn answers_of(&self, record: RecordId) -> Result<Vec<StoredAnswer>> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT id, question, slot, missing, verbatim FROM answer WHERE record = ?1")
            .map_err(database)?;
        let mut rows = statement.query([record.0]).map_err(database)?;
        let mut answers = Vec::new();
        while let Some(row) = rows.next().map_err(database)? {
            let text: String = row.get(4).map_err(database)?;
            let missing: Option<String> = row.get(3).map_err(database)?;
            answers.push(StoredAnswer {
                id: AnswerId(row.get(0).map_err(database)?),
                question: QuestionId(row.get(1).map_err(database)?),
                slot: row.get(2).map_err(database)?,
                verbatim: match missing {
                    Some(kind) => Verbatim::Missing(read_missing(&kind)?, text),
                    None => Verbatim::Given(text),
                },
            });
        }
        // Sorted here: with ORDER BY SQLite plans the statement anew for every record.
        answers.sort_by_key(|answer| (answer.question, answer.slot));
        Ok(answers)
    }

    /// An answer: its words, or the kind of missing and what was written, if anything.
    pub fn add_answer(
        &self,
        record: RecordId,
        question: QuestionId,
        slot: u32,
        missing: Option<Missing>,
        words: &str,
    ) -> Result<AnswerId> {
        self.insert(
            "INSERT INTO answer (record, question, slot, missing, verbatim) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![record.0, question.0, slot, missing.map(Missing::id), words],
        )
        .map(AnswerId)
    }

    /// A unit: `span` bytes of the answer's verbatim. `key` only where it is not the record's.
    pub fn add_unit(&self, answer: AnswerId, span: Span, key: Option<&str>) -> Result<UnitId> {
        self.insert(
            "INSERT INTO unit (answer, start, stop, key) VALUES (?1, ?2, ?3, ?4)",
            params![answer.0, span.start, span.end, key],
        )
        .map(UnitId)
    }

    /// The units of an answer, in their order.
    pub fn units_of(&self, answer: AnswerId) -> Result<Vec<(UnitId, Span)>> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT id, start, stop FROM unit WHERE answer = ?1")
            .map_err(database)?;
        let rows = statement
            .query_map([answer.0], |row| {
                Ok((
                    UnitId(row.get(0)?),
                    Span {
                        start: row.get(1)?,
                        end: row.get(2)?,
                    },
                ))
            })
            .map_err(database)?;
        let mut units: Vec<(UnitId, Span)> = rows.collect::<rusqlite::Result<_>>().map_err(database)?;
        units.sort_unstable();
        Ok(units)
    }

    pub(super) fn insert(&self, sql: &str, values: impl rusqlite::Params) -> Result<i64> {
        self.transaction
            .prepare_cached(sql)
            .and_then(|mut statement| statement.insert(values))
            .map_err(database)
    }

    /// As [`Change::insert`], for statements that do nothing where the row is there.
    fn insert_new(&self, sql: &str, values: impl rusqlite::Params) -> Result<Option<i64>> {
        let added = self
            .transaction
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(values))
            .map_err(database)?;
        Ok((added == 1).then(|| self.transaction.last_insert_rowid()))
    }

    pub(super) fn find(&self, sql: &str, key: &str) -> Result<Option<i64>> {
        self.transaction
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([key], |row| row.get(0)).optional())
            .map_err(database)
    }
}

impl Study {
    /// All questions, in the order in which they came.
    pub fn questions(&self) -> Result<Vec<Question>> {
        let mut statement = self
            .connection
            .prepare("SELECT id, key, text FROM question ORDER BY id")
            .map_err(database)?;
        let rows = statement
            .query_map([], |row| {
                Ok(Question {
                    id: QuestionId(row.get(0)?),
                    key: row.get(1)?,
                    text: row.get(2)?,
                })
            })
            .map_err(database)?;
        rows.collect::<rusqlite::Result<_>>().map_err(database)
    }

    /// How each file was read, in the order of import.
    pub fn source_settings(&self) -> Result<Vec<String>> {
        let mut statement = self
            .connection
            .prepare("SELECT settings FROM source ORDER BY id")
            .map_err(database)?;
        let rows = statement.query_map([], |row| row.get(0)).map_err(database)?;
        rows.collect::<rusqlite::Result<_>>().map_err(database)
    }

    /// Names of the background columns; the position is [`BackgroundId`] − 1.
    pub fn background_names(&self) -> Result<Vec<String>> {
        let mut statement = self
            .connection
            .prepare("SELECT name FROM background ORDER BY id")
            .map_err(database)?;
        let rows = statement.query_map([], |row| row.get(0)).map_err(database)?;
        rows.collect::<rusqlite::Result<_>>().map_err(database)
    }

    /// Answers that are missing, of whatever kind.
    pub fn missing_answers(&self) -> Result<u64> {
        self.connection
            .query_row(
                "SELECT count(*) FROM answer WHERE missing IS NOT NULL",
                [],
                |row| row.get::<_, i64>(0),
            )
            .map(|count| count as u64)
            .map_err(database)
    }

    /// Numbers of respondents, records, answers with words and units with words.
    pub fn extent(&self) -> Result<Extent> {
        self.connection
            .query_row(
                "SELECT (SELECT count(*) FROM respondent), (SELECT count(*) FROM record),
                        (SELECT count(*) FROM answer WHERE missing IS NULL),
                        (SELECT count(*) FROM unit JOIN answer ON answer.id = unit.answer WHERE missing IS NULL)",
                [],
                |row| {
                    Ok(Extent {
                        respondents: row.get::<_, i64>(0)? as u64,
                        records: row.get::<_, i64>(1)? as u64,
                        answers: row.get::<_, i64>(2)? as u64,
                        units: row.get::<_, i64>(3)? as u64,
                    })
                },
            )
            .map_err(database)
    }
}

/// How much a study holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Extent {
    pub respondents: u64,
    pub records: u64,
    /// Answers with words.
    pub answers: u64,
    /// Coding units with words.
    pub units: u64,
}

pub(super) fn write_background(background: &[Option<&str>]) -> Result<String> {
    serde_json::to_string(background).map_err(|error| Problem::bug(error.to_string()))
}

pub(super) fn read_background(json: &str) -> Result<Vec<Option<String>>> {
    serde_json::from_str(json).map_err(|error| Problem::bug(format!("background of a record: {error}")))
}

pub(super) fn read_missing(kind: &str) -> Result<Missing> {
    Missing::of_id(kind).ok_or_else(|| Problem::bug(format!("unknown kind of missing {kind}")))
}
