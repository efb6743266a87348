//! Reading a study in the order of its units: texts for the index, codings for tables and exports, single units for
//! lists of hits. Streams; holds one unit at a time.

use rusqlite::{Connection, OptionalExtension, Row};

use super::database;
use super::evidence::{Origin, Suggestion, read_evidence};
use super::file::{Change, Study};
use super::fill::{read_background, read_missing};
use super::labels::Labels;
use super::standing::{Codes, Current, Decisions, Whose, coders};
use crate::problem::Result;
use crate::survey::{Coder, Missing, QuestionId, RecordId, RespondentId, RunId, Span, UnitId, Verdict};

/// The words of a unit: bytes `span` of `verbatim`.
pub struct UnitText<'a> {
    pub unit: UnitId,
    pub verbatim: &'a str,
    pub span: Span,
}

/// One unit with everything that a list of hits shows.
#[derive(Debug, Clone)]
pub struct UnitView {
    pub unit: UnitId,
    pub key: String,
    pub respondent: String,
    pub question: String,
    pub verbatim: String,
    pub span: Span,
}

/// What a walk has to read.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'a> {
    /// Codings with this codebook; none: decisions and suggestions stay empty.
    pub codebook: Option<&'a str>,
    /// Suggestions of this run.
    pub run: Option<RunId>,
    /// Only decisions of this coder.
    pub coder: Option<&'a Coder>,
    /// Only answers to this question.
    pub question: Option<QuestionId>,
    pub keys: Keys,
    /// Where suggestions come from: their evidence and their origin.
    pub evidence: Read,
    pub background: Background,
    pub verbatim: Read,
}

/// Whether the keys of units and respondents are read; who only counts leaves them out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keys {
    #[default]
    Read,
    /// Those of questionnaires too.
    AlsoOfRecords,
    Skip,
}

/// Whether a part is read or left empty because nobody looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Read {
    #[default]
    No,
    Yes,
}

/// How what stands in the background columns is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Background {
    /// Left empty because nobody looks at it.
    #[default]
    Skip,
    /// As people are shown it: labels of values; what means missing is empty ([`super::Labels`]).
    Shown,
    /// As it was recorded: for files, and for reckoning with the values.
    Stored,
}

/// A unit with its codings.
#[derive(Debug)]
pub struct CodedUnit {
    pub unit: UnitId,
    pub key: String,
    pub record: RecordId,
    /// Empty unless it is wanted.
    pub record_key: String,
    pub respondent: RespondentId,
    pub respondent_key: String,
    pub question: QuestionId,
    /// Which of the columns of a question, from 1.
    pub slot: u32,
    pub missing: Option<Missing>,
    /// Of the whole answer.
    pub verbatim: String,
    pub span: Span,
    /// In the order of the study's background columns; shorter means empty.
    pub background: Vec<Option<String>>,
    /// What holds of what was decided.
    pub decision: Verdict<Current>,
    /// By code.
    pub suggestions: Vec<Suggestion>,
}

/// Where the words of units can be read: a study, or a change of it under way.
pub trait UnitTexts {
    /// Calls `each` for all units with words and an id above `after`, ascending.
    fn each_unit_text(&self, after: UnitId, each: &mut dyn FnMut(UnitText<'_>) -> Result<()>) -> Result<()>;
}

impl UnitTexts for Study {
    fn each_unit_text(&self, after: UnitId, each: &mut dyn FnMut(UnitText<'_>) -> Result<()>) -> Result<()> {
        each_unit_text(&self.connection, after, each)
    }
}

impl UnitTexts for Change<'_> {
    fn each_unit_text(&self, after: UnitId, each: &mut dyn FnMut(UnitText<'_>) -> Result<()>) -> Result<()> {
        each_unit_text(&self.transaction, after, each)
    }
}

fn each_unit_text(
    connection: &Connection,
    after: UnitId,
    each: &mut dyn FnMut(UnitText<'_>) -> Result<()>,
) -> Result<()> {
    let mut statement = connection
        .prepare(
            "SELECT unit.id, start, stop, verbatim FROM unit JOIN answer ON answer.id = unit.answer
             WHERE missing IS NULL AND unit.id > ?1 ORDER BY unit.id",
        )
        .map_err(database)?;
    let mut rows = statement.query([after.0]).map_err(database)?;
    while let Some(row) = rows.next().map_err(database)? {
        each(UnitText {
            unit: UnitId(row.get(0).map_err(database)?),
            verbatim: row.get_ref(3).map_err(database)?.as_str().unwrap_or(""),
            span: Span {
                start: row.get(1).map_err(database)?,
                end: row.get(2).map_err(database)?,
            },
        })?;
    }
    Ok(())
}

impl Study {
    /// One unit for a list.
    pub fn unit_view(&self, unit: UnitId) -> Result<Option<UnitView>> {
        self.connection
            .prepare_cached(
                "SELECT coalesce(unit.key, record.key), respondent.key, question.key, verbatim, start, stop
                 FROM unit JOIN answer ON answer.id = unit.answer JOIN record ON record.id = answer.record
                 JOIN respondent ON respondent.id = record.respondent JOIN question ON question.id = answer.question
                 WHERE unit.id = ?1",
            )
            .map_err(database)?
            .query_row([unit.0], |row| {
                Ok(UnitView {
                    unit,
                    key: row.get(0)?,
                    respondent: row.get(1)?,
                    question: row.get(2)?,
                    verbatim: row.get(3)?,
                    span: Span {
                        start: row.get(4)?,
                        end: row.get(5)?,
                    },
                })
            })
            .optional()
            .map_err(database)
    }

    /// How many respondents wrote these units.
    pub fn respondents_of(&self, units: &[UnitId]) -> Result<u64> {
        let ids: Vec<i64> = units.iter().map(|unit| unit.0).collect();
        let ids = serde_json::to_string(&ids).unwrap_or_default();
        self.connection
            .prepare_cached(
                "SELECT count(DISTINCT respondent) FROM json_each(?1) JOIN unit ON unit.id = value
                 JOIN answer ON answer.id = unit.answer JOIN record ON record.id = answer.record",
            )
            .and_then(|mut statement| statement.query_row([ids], |row| row.get::<_, i64>(0)))
            .map(|count| count as u64)
            .map_err(database)
    }

    /// What a run suggests for one unit, by code.
    pub fn suggestions(&self, run: RunId, unit: UnitId) -> Result<Vec<Suggestion>> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT unit, code, score, evidence, base, rules, text, learned FROM suggestion
                 WHERE run = ?1 AND unit = ?2 ORDER BY code",
            )
            .map_err(database)?;
        let mut rows = statement.query([run.0, unit.0]).map_err(database)?;
        let mut suggestions = Vec::new();
        while let Some(row) = rows.next().map_err(database)? {
            suggestions.push(read_suggestion(row)?);
        }
        Ok(suggestions)
    }

    /// Calls `each` for every unit, ascending, the missing ones included, with its current decision and suggestions.
    pub fn walk(&self, wanted: &Wanted<'_>, mut each: impl FnMut(&CodedUnit) -> Result<()>) -> Result<()> {
        let mut decisions = Decisions::prepare(&self.connection, Codes::Read)?;
        let whose = self.whose(wanted.coder)?;
        let mut decisions = Decisions::read(
            &self.connection,
            &mut decisions,
            wanted.codebook.unwrap_or(""),
            whose,
        )?;
        let mut decided = decisions.next_unit()?;

        let evidence = if wanted.evidence == Read::Yes {
            "evidence, base, rules, text, learned"
        } else {
            "'', NULL, NULL, NULL, NULL"
        };
        let mut suggestions = self
            .connection
            .prepare(&format!(
                "SELECT unit, code, score, {evidence} FROM suggestion WHERE run = ?1 ORDER BY unit, code"
            ))
            .map_err(database)?;
        let mut suggestions = suggestions
            .query([wanted.run.map_or(-1, |run| run.0)])
            .map_err(database)?;
        let mut suggestion = suggestions
            .next()
            .map_err(database)?
            .map(read_suggestion)
            .transpose()?;

        // Columns that nobody looks at are not fetched: over a million units each costs a tenth of a second.
        let read = |is_wanted, column| if is_wanted { column } else { "NULL" };
        let labels = match wanted.background {
            Background::Shown => self.labels()?,
            Background::Skip | Background::Stored => Labels::default(),
        };
        let (keys, respondents) = match wanted.keys {
            Keys::Read | Keys::AlsoOfRecords => (
                "coalesce(unit.key, record.key), respondent.key",
                "JOIN respondent ON respondent.id = record.respondent",
            ),
            Keys::Skip => ("NULL, NULL", ""),
        };
        let mut units = self
            .connection
            .prepare(&format!(
                "SELECT unit.id, record.id, record.respondent, question, start, stop, missing, {}, {}, {keys}, slot, {}
                 FROM unit JOIN answer ON answer.id = unit.answer JOIN record ON record.id = answer.record {respondents}
                 WHERE (?1 IS NULL OR question = ?1) ORDER BY unit.id",
                read(wanted.background != Background::Skip, "background"),
                read(wanted.verbatim == Read::Yes, "verbatim"),
                read(wanted.keys == Keys::AlsoOfRecords, "record.key"),
            ))
            .map_err(database)?;
        let mut units = units
            .query([wanted.question.map(|question| question.0)])
            .map_err(database)?;
        while let Some(row) = units.next().map_err(database)? {
            let mut unit = read_unit(row, wanted)?;
            labels.show(&mut unit.background);
            while let Some(at) = decided
                && at <= unit.unit
            {
                if at == unit.unit {
                    unit.decision = decisions.current()?;
                }
                decided = decisions.next_unit()?;
            }
            while let Some(next) = &suggestion
                && next.unit <= unit.unit
            {
                if next.unit == unit.unit {
                    unit.suggestions.extend(suggestion.take());
                }
                suggestion = suggestions
                    .next()
                    .map_err(database)?
                    .map(read_suggestion)
                    .transpose()?;
            }
            each(&unit)?;
        }
        Ok(())
    }

    fn whose(&self, coder: Option<&Coder>) -> Result<Whose> {
        let Some(coder) = coder else {
            return Ok(Whose::Everybodys);
        };
        let known = coders(&self.connection)?;
        let found = known.into_iter().find(|(_, known)| known == coder);
        Ok(found.map_or(Whose::Nobodys, |(id, _)| Whose::Of(id)))
    }
}

pub(super) fn read_suggestion(row: &Row<'_>) -> Result<Suggestion> {
    let evidence = row.get_ref(3).map_err(database)?;
    let base: Option<f64> = row.get(4).map_err(database)?;
    let origin = base
        .map(|base| {
            Ok(Origin {
                base,
                rules: row.get(5)?,
                text: row.get(6)?,
                learned: row.get(7)?,
            })
        })
        .transpose()
        .map_err(database)?;
    Ok(Suggestion {
        unit: UnitId(row.get(0).map_err(database)?),
        code: row.get::<_, i64>(1).map_err(database)? as usize,
        score: row.get(2).map_err(database)?,
        origin,
        evidence: read_evidence(evidence.as_str().unwrap_or(""))?,
    })
}

fn read_unit(row: &Row<'_>, wanted: &Wanted<'_>) -> Result<CodedUnit> {
    let missing = match row.get_ref(6).map_err(database)?.as_str_or_null() {
        Ok(Some(kind)) => Some(read_missing(kind)?),
        _ => None,
    };
    let background = match wanted.background {
        Background::Skip => Vec::new(),
        _ => read_background(row.get_ref(7).map_err(database)?.as_str().unwrap_or("[]"))?,
    };
    let verbatim = match wanted.verbatim {
        Read::Yes => row.get(8).map_err(database)?,
        Read::No => String::new(),
    };
    let (key, respondent_key) = match wanted.keys {
        Keys::Read | Keys::AlsoOfRecords => (row.get(9).map_err(database)?, row.get(10).map_err(database)?),
        Keys::Skip => (String::new(), String::new()),
    };
    let record_key = match wanted.keys {
        Keys::AlsoOfRecords => row.get(12).map_err(database)?,
        Keys::Read | Keys::Skip => String::new(),
    };
    Ok(CodedUnit {
        unit: UnitId(row.get(0).map_err(database)?),
        key,
        record: RecordId(row.get(1).map_err(database)?),
        record_key,
        respondent: RespondentId(row.get(2).map_err(database)?),
        respondent_key,
        question: QuestionId(row.get(3).map_err(database)?),
        slot: row.get(11).map_err(database)?,
        missing,
        verbatim,
        span: Span {
            start: row.get(4).map_err(database)?,
            end: row.get(5).map_err(database)?,
        },
        background,
        decision: Verdict::Nothing,
        suggestions: Vec::new(),
    })
}
