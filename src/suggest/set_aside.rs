//! Suggestions that are not in the study yet: in memory while they are few, else in a temporary file, so that a million
//! answers need no more memory than ten thousand.

use std::io::{BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};

use tempfile::SpooledTempFile;

use super::Summary;
use crate::problem::{Problem, Result, cause};
use crate::study::{Change, NewRun, Suggestion};
use crate::survey::{RunId, UnitId};

/// Bytes that are held in memory.
const HELD: usize = 16 << 20;

/// What a run has proposed; a study gets it with [`SetAside::keep`].
pub struct SetAside {
    run: NewRun,
    /// Units that it leaves alone.
    left: Vec<UnitId>,
    data_revision: i64,
    summary: Option<Summary>,
    lines: BufWriter<SpooledTempFile>,
}

impl SetAside {
    pub(super) fn new(run: NewRun, left: Vec<UnitId>, data_revision: i64) -> SetAside {
        SetAside {
            run,
            left,
            data_revision,
            summary: None,
            lines: BufWriter::new(SpooledTempFile::new(HELD)),
        }
    }

    pub(super) fn add(&mut self, suggestion: &Suggestion) -> Result<()> {
        writeln!(self.lines, "{}", suggestion.to_line()).map_err(no_room)
    }

    pub(super) fn with(self, summary: Summary) -> SetAside {
        SetAside {
            summary: Some(summary),
            ..self
        }
    }

    /// Writes run and suggestions into the study.
    ///
    /// # Errors
    /// Answers have come into the study since: the run has not looked at them.
    pub fn keep(self, change: &Change<'_>) -> Result<(RunId, Summary)> {
        if change.data_revision()? != self.data_revision {
            return Err(Problem::input(
                "Während der Vorschläge sind Antworten in die Studie gekommen.",
                "Answers have come into the study while suggestions were made.",
            )
            .hint(
                "Noch einmal vorschlagen lassen.",
                "Have suggestions made once more.",
            ));
        }
        let id = change.begin_run_leaving(&self.run, &self.left)?;
        let broken = |error: std::io::Error| no_room(error);
        let mut lines = self
            .lines
            .into_inner()
            .map_err(|error| broken(error.into_error()))?;
        lines.seek(SeekFrom::Start(0)).map_err(broken)?;
        for line in BufReader::new(lines).lines() {
            change.suggest(id, &Suggestion::of_line(&line.map_err(broken)?)?)?;
        }
        let summary = self
            .summary
            .ok_or_else(|| Problem::bug("a run without its summary"))?;
        Ok((id, summary))
    }
}

fn no_room(error: std::io::Error) -> Problem {
    let cause = cause(&error);
    Problem::input(
        format!("Die Vorschläge ließen sich nicht zwischenlagern: {}.", cause.de),
        format!("The suggestions could not be set aside: {}.", cause.en),
    )
    .hint(
        "Platz und Rechte des Ordners für vorläufige Dateien prüfen.",
        "Check space and permissions of the folder for temporary files.",
    )
}
