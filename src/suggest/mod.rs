//! Codes proposed for what nobody has decided yet.
//!
//! | member | what |
//! |---|---|
//! | `evaluation` | how good suggestions are, on units that people have coded |
//! | `rules` | match rules of the codebook: the code author's own evidence |
//!
//! Members share [`Suggester`]; adding one is one file and one line in [`ALL`]. A run never touches what a person
//! decided: units with a decision get no suggestion, and a decision is never written here.

pub mod evaluation;
pub mod learn;
mod rules;

pub use rules::Rules;

use crate::problem::Result;
use crate::search::Index;
use crate::study::{Change, NewRun, StoredCodebook, Study, Suggestion};
use crate::survey::RunId;

/// A way of proposing codes.
pub trait Suggester: Sync {
    /// Name on the command line and in the record of the run.
    fn id(&self) -> &'static str;

    /// Proposes codes for all units, ascending by unit, then code. Scores lie in (0, 1].
    fn propose(
        &self,
        index: &Index,
        codebook: &StoredCodebook,
        settings: &Settings,
        each: &mut dyn FnMut(Suggestion) -> Result<()>,
    ) -> Result<()>;
}

/// All suggesters; the first is the default.
pub const ALL: &[&dyn Suggester] = &[&Rules];

/// What a run can be told.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Settings {
    /// A code is suggested from this score on.
    pub min_score: f64,
}

impl Default for Settings {
    /// One rule of weight 0.5, or two of weight 0.3, are enough.
    fn default() -> Self {
        Settings { min_score: 0.5 }
    }
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Units with at least one suggestion.
    pub units: u64,
    pub suggestions: u64,
    /// Units left alone because a person has decided.
    pub decided: u64,
}

/// Runs a suggester over the study and keeps its suggestions. `now`: seconds since 1970 UTC.
pub fn suggest(
    study: &mut Study,
    index: &Index,
    codebook: &StoredCodebook,
    suggester: &dyn Suggester,
    settings: &Settings,
    now: i64,
) -> Result<(RunId, Summary)> {
    let decided = study.decided_units(&codebook.name)?;
    let run = NewRun {
        method: suggester.id(),
        codebook: codebook.id,
        settings: serde_json::to_string(settings).unwrap_or_default(),
        analysis: index.analysis(),
        time: now,
    };
    let mut summary = Summary {
        units: 0,
        suggestions: 0,
        decided: decided.len() as u64,
    };
    let id = study.change(|change: &Change<'_>| {
        let id = change.begin_run(&run)?;
        let mut last = None;
        suggester.propose(index, codebook, settings, &mut |suggestion| {
            if decided.binary_search(&suggestion.unit).is_ok() {
                return Ok(());
            }
            summary.suggestions += 1;
            if last != Some(suggestion.unit) {
                summary.units += 1;
                last = Some(suggestion.unit);
            }
            change.suggest(id, &suggestion)
        })?;
        Ok(id)
    })?;
    Ok((id, summary))
}
