//! Codebooks, runs and their suggestions. A run writes only into its own suggestions.

use rusqlite::{OptionalExtension, Row, params};

use super::database;
use super::evidence::{Suggestion, write_evidence};
use super::file::{Change, Study};
use super::walk::read_suggestion;
use crate::codebook::Codebook;
use crate::problem::Result;
use crate::survey::{CodebookId, RunId, UnitId};

/// A version of a codebook as the study holds it.
#[derive(Debug, Clone)]
pub struct StoredCodebook {
    pub id: CodebookId,
    pub name: String,
    pub codebook: Codebook,
}

impl StoredCodebook {
    /// With the codes in use alone: what is not given any more is neither suggested nor judged.
    pub fn in_use(self) -> StoredCodebook {
        StoredCodebook {
            codebook: self.codebook.in_use().0,
            ..self
        }
    }
}

/// When a version of a codebook was kept; [`Study::codebook`] reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodebookVersion {
    pub id: CodebookId,
    /// Seconds since 1970 UTC.
    pub time: i64,
}

/// What a run was made with.
#[derive(Debug, Clone)]
pub struct NewRun {
    pub method: &'static str,
    pub codebook: CodebookId,
    /// JSON.
    pub settings: String,
    pub analysis: String,
    pub time: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub id: RunId,
    pub method: String,
    pub codebook: CodebookId,
    pub settings: String,
    pub program: String,
    pub analysis: String,
    pub data_revision: i64,
    /// Units with a higher id came later: the run has not looked at them.
    pub last_unit: UnitId,
    pub time: i64,
}

impl Change<'_> {
    /// Keeps this version of a codebook; the same text is kept once. Each version is later than the one before, by a second if
    /// need be: in a joined file time says which is the latest.
    pub fn keep_codebook(&self, name: &str, codebook: &Codebook, time: i64) -> Result<CodebookId> {
        let toml = codebook.to_toml();
        let latest: Option<(i64, String)> = self
            .transaction
            .query_row(
                "SELECT id, toml FROM codebook WHERE name = ?1 ORDER BY id DESC LIMIT 1",
                [name],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()
            .map_err(database)?;
        match latest {
            Some((id, kept)) if kept == toml => Ok(CodebookId(id)),
            _ => self
                .insert(
                    "INSERT INTO codebook (name, toml, time)
                     VALUES (?1, ?2, max(?3, (SELECT coalesce(max(time) + 1, 0) FROM codebook WHERE name = ?1)))",
                    params![name, toml, time],
                )
                .map(CodebookId),
        }
    }

    /// The latest version of a codebook; none where the study has none of this name.
    pub fn latest_codebook(&self, name: &str) -> Result<Option<StoredCodebook>> {
        let latest: Option<(i64, String)> = self
            .transaction
            .query_row(
                "SELECT id, toml FROM codebook WHERE name = ?1 ORDER BY id DESC LIMIT 1",
                [name],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()
            .map_err(database)?;
        latest
            .map(|(id, toml)| {
                Ok(StoredCodebook {
                    id: CodebookId(id),
                    name: name.to_owned(),
                    codebook: Codebook::read(&toml, name)?,
                })
            })
            .transpose()
    }

    /// Records a run and drops the suggestions of earlier runs of the same method with the same codebook; the runs
    /// themselves stay on record.
    pub fn begin_run(&self, run: &NewRun) -> Result<RunId> {
        self.begin_run_leaving(run, &[])
    }

    /// The same for a run that leaves units alone, because somebody has decided on them: what was suggested for them last
    /// stays, as far as its codes are in use, so that others who code them too see it, and who takes a decision back.
    pub fn begin_run_leaving(&self, run: &NewRun, left: &[UnitId]) -> Result<RunId> {
        let kept = self.suggested_last(run, left)?;
        self.transaction
            .execute(
                "DELETE FROM suggestion WHERE run IN (
                     SELECT run.id FROM run JOIN codebook ON codebook.id = run.codebook
                     WHERE run.method = ?1 AND codebook.name = (SELECT name FROM codebook WHERE id = ?2))",
                params![run.method, run.codebook.0],
            )
            .map_err(database)?;
        self.insert(
            "INSERT INTO run (method, codebook, settings, program, analysis, data_revision, last_unit, time)
             VALUES (?1, ?2, ?3, ?4, ?5,
                     (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'data_revision'),
                     (SELECT coalesce(max(id), 0) FROM unit), ?6)",
            params![
                run.method,
                run.codebook.0,
                run.settings,
                env!("CARGO_PKG_VERSION"),
                run.analysis,
                run.time
            ],
        )
        .map(RunId)
        .and_then(|id| {
            kept.iter()
                .try_for_each(|suggestion| self.suggest(id, suggestion))?;
            Ok(id)
        })
    }

    /// What the latest run with the codebook of `run` suggested for some units, with the places that codes have now.
    fn suggested_last(&self, run: &NewRun, units: &[UnitId]) -> Result<Vec<Suggestion>> {
        let latest = self
            .transaction
            .query_row(
                "SELECT run.id, codebook.name, codebook.toml,
                        (SELECT toml FROM codebook WHERE id = ?1)
                 FROM run JOIN codebook ON codebook.id = run.codebook
                 WHERE codebook.name = (SELECT name FROM codebook WHERE id = ?1) ORDER BY run.id DESC LIMIT 1",
                [run.codebook.0],
                |row| {
                    let text = |at| row.get::<_, String>(at);
                    Ok((row.get::<_, i64>(0)?, text(1)?, text(2)?, text(3)?))
                },
            )
            .optional()
            .map_err(database)?;
        let Some((latest, name, before, now)) = latest.filter(|_| !units.is_empty()) else {
            return Ok(Vec::new());
        };
        let (before, now) = (Codebook::read(&before, &name)?, Codebook::read(&now, &name)?);
        let in_use = |id: &str| now.order(id).filter(|at| now.codes[*at].is_in_use());
        let places: Vec<Option<usize>> = before.codes.iter().map(|code| in_use(&code.id)).collect();
        let ids: Vec<i64> = units.iter().map(|unit| unit.0).collect();
        let ids = serde_json::to_string(&ids).unwrap_or_default();
        let mut statement = self
            .transaction
            .prepare(
                "SELECT unit, code, score, evidence, base, rules, text, learned FROM suggestion
                 WHERE run = ?1 AND unit IN (SELECT value FROM json_each(?2)) ORDER BY unit, code",
            )
            .map_err(database)?;
        let mut rows = statement.query(params![latest, ids]).map_err(database)?;
        let mut kept = Vec::new();
        while let Some(row) = rows.next().map_err(database)? {
            let mut suggestion = read_suggestion(row)?;
            if let Some(place) = places.get(suggestion.code).copied().flatten() {
                suggestion.code = place;
                kept.push(suggestion);
            }
        }
        Ok(kept)
    }

    /// Adds one suggestion to a run.
    pub fn suggest(&self, run: RunId, suggestion: &Suggestion) -> Result<()> {
        let origin = suggestion.origin;
        self.insert(
            "INSERT INTO suggestion (run, unit, code, score, evidence, base, rules, text, learned)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                run.0,
                suggestion.unit.0,
                suggestion.code as i64,
                suggestion.score,
                write_evidence(&suggestion.evidence),
                origin.map(|origin| origin.base),
                origin.map(|origin| origin.rules),
                origin.map(|origin| origin.text),
                origin.map(|origin| origin.learned),
            ],
        )?;
        Ok(())
    }
}

impl Study {
    /// The latest version of each codebook of the study, by name.
    pub fn codebooks(&self) -> Result<Vec<StoredCodebook>> {
        let mut statement = self
            .connection
            .prepare(
                "SELECT id, name, toml FROM codebook
                 WHERE id IN (SELECT max(id) FROM codebook GROUP BY name) ORDER BY name",
            )
            .map_err(database)?;
        let rows = statement
            .query_map([], |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                ))
            })
            .map_err(database)?;
        rows.map(|row| {
            let (id, name, toml) = row.map_err(database)?;
            let codebook = Codebook::read(&toml, &name)?;
            Ok(StoredCodebook {
                id: CodebookId(id),
                name,
                codebook,
            })
        })
        .collect()
    }

    /// Names of the study's codebooks, ascending.
    pub fn codebook_names(&self) -> Result<Vec<String>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT name FROM codebook ORDER BY name")
            .map_err(database)?;
        statement
            .query_map([], |row| row.get(0))
            .and_then(Iterator::collect)
            .map_err(database)
    }

    /// All versions of a codebook, the oldest first.
    pub fn codebook_versions(&self, name: &str) -> Result<Vec<CodebookVersion>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, time FROM codebook WHERE name = ?1 ORDER BY id")
            .map_err(database)?;
        let rows = statement
            .query_map([name], |row| {
                Ok(CodebookVersion {
                    id: CodebookId(row.get(0)?),
                    time: row.get(1)?,
                })
            })
            .map_err(database)?;
        rows.map(|row| row.map_err(database)).collect()
    }

    /// One version of a codebook.
    pub fn codebook(&self, id: CodebookId) -> Result<StoredCodebook> {
        let (name, toml): (String, String) = self
            .connection
            .query_row("SELECT name, toml FROM codebook WHERE id = ?1", [id.0], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .map_err(database)?;
        Ok(StoredCodebook {
            id,
            codebook: Codebook::read(&toml, &name)?,
            name,
        })
    }

    /// The latest run with this codebook (any version of it).
    pub fn latest_run(&self, codebook_name: &str) -> Result<Option<Run>> {
        self.connection
            .query_row(
                &format!(
                    "SELECT {RUN} FROM run JOIN codebook ON codebook.id = run.codebook
                     WHERE codebook.name = ?1 ORDER BY run.id DESC LIMIT 1"
                ),
                [codebook_name],
                read_run,
            )
            .optional()
            .map_err(database)
    }

    pub(super) fn run(&self, id: i64) -> Result<Run> {
        self.connection
            .query_row(&format!("SELECT {RUN} FROM run WHERE id = ?1"), [id], read_run)
            .map_err(database)
    }
}

const RUN: &str =
    "run.id, method, run.codebook, settings, program, analysis, data_revision, last_unit, run.time";

/// The columns of [`RUN`].
fn read_run(row: &Row<'_>) -> rusqlite::Result<Run> {
    Ok(Run {
        id: RunId(row.get(0)?),
        method: row.get(1)?,
        codebook: CodebookId(row.get(2)?),
        settings: row.get(3)?,
        program: row.get(4)?,
        analysis: row.get(5)?,
        data_revision: row.get(6)?,
        last_unit: UnitId(row.get(7)?),
        time: row.get(8)?,
    })
}
