//! Codes proposed for what nobody has decided yet.
//!
//! | member | what |
//! |---|---|
//! | `accept` | the program accepts suggestions by itself, and takes them back |
//! | `rules` | match rules of the codebook: the code author's own evidence |
//! | `carried` | what people decided in another study, as a start for this one |
//! | `learned` | rules, code texts and decisions together: `combined`, or one of them: `text`, `learned` |
//!
//! | room within | what |
//! |---|---|
//! | `learn` | the method that learns from decisions |
//! | `drift` | whether answers have changed since the study that was taken as a start |
//! | `evaluation` | how good suggestions are, on units that people have coded |
//!
//! Members share [`Suggester`]; adding one is one file and one line in [`ALL`]. A run never touches what a person
//! decided: units with a decision get no suggestion. Decisions are written by `accept` alone, in the program's own name.

mod accept;
mod carried;
pub mod drift;
pub mod evaluation;
pub mod learn;
mod learned;
mod rules;

pub use accept::{MACHINE, accept, check_probabilities, take_back};
pub use carried::{Carried, CarriedFrom, DroppedCode, check_start, with_decisions};
pub use learned::{COMBINED, LEARNED, Learned, TEXT, reviewed};
pub use rules::{MIN_SCORE, Rules};

use drift::{Drift, Side};
use evaluation::{RestRight, Seen, Tally};
use learn::Uses;

use crate::codebook::{Code, Codebook};
use crate::problem::{Problem, Result};
use crate::search::Index;
use crate::study::{Change, NewRun, Reviewed, StoredCodebook, Study, Suggestion, UnitTexts};
use crate::survey::{PerAnswer, RunId};

/// What a suggester works on.
pub struct Work<'a> {
    pub texts: &'a dyn UnitTexts,
    pub index: &'a Index,
    pub codebook: &'a StoredCodebook,
    /// What people decided, ascending by unit.
    pub reviewed: &'a [Reviewed],
    /// What people decided in another study, where that counts as well.
    pub carried: Option<&'a Carried>,
    pub settings: &'a Settings,
}

/// What a suggester can say about its work.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Proposed {
    /// Reviewed units that it learned from, those of another study among them.
    pub reviewed: u64,
    /// How large a share of the study's answers each code is expected to have; empty where the method does not tell.
    pub expected_shares: Vec<f64>,
    /// Whether it took answers to have one code or several; none where that makes no difference.
    pub per_answer: Option<PerAnswer>,
    /// What it would have proposed for them by what the others say, and what people gave.
    pub seen: Vec<Seen>,
}

/// A way of proposing codes.
pub trait Suggester: Sync {
    /// Name on the command line and in the record of the run.
    fn id(&self) -> &'static str;

    /// Which evidence it weighs; none where it only follows the rules.
    fn uses(&self) -> Option<Uses>;

    /// Whether its scores are probabilities.
    fn scores(&self) -> Scores;

    /// Whether it learns from decisions.
    fn learns(&self) -> bool {
        self.uses().is_some_and(|uses| uses.decisions)
    }

    /// Proposes codes for all units, ascending by unit, then code. Scores lie in (0, 1].
    fn propose(&self, work: &Work<'_>, each: &mut dyn FnMut(Suggestion) -> Result<()>) -> Result<Proposed>;
}

/// What the scores of a suggester mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scores {
    /// Strength of the rules that hit.
    Weights,
    /// Probabilities, calibrated from [`learn::ENOUGH_FOR_PROBABILITIES`] reviewed units on; ranks before.
    Probabilities,
    /// An order only, whatever was reviewed.
    Ranks,
}

/// All suggesters; which one is usual, [`usual`] says.
pub const ALL: &[&dyn Suggester] = &[&COMBINED, &Rules, &TEXT, &LEARNED];

/// The suggester that is taken where none is named: as long as nobody has decided anything, what the author of the
/// codebook wrote as rules is taken at its word; from the first decision on, or where a code has no rules, all evidence.
/// `reviewed`: units on which people have decided, here or in a study that is taken as a start.
pub fn usual(codebook: &Codebook, reviewed: usize) -> &'static dyn Suggester {
    let has_rules =
        |code: &Code| !code.match_rules.is_empty() || codebook.children(&code.id).next().is_some();
    if reviewed == 0 && codebook.codes.iter().all(has_rules) {
        &Rules
    } else {
        &COMBINED
    }
}

/// What a run can be told.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Settings {
    /// A code is suggested from this score on; none: where the method draws the line.
    pub min_score: Option<f64>,
    /// Whether an answer has one code or several; none: as the decisions show.
    pub per_answer: Option<PerAnswer>,
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Summary {
    pub method: &'static str,
    /// Units with at least one suggestion.
    pub units: u64,
    pub suggestions: u64,
    /// Units left alone because a person has decided.
    pub decided: u64,
    /// Reviewed units that the method learned from, those of another study among them.
    pub reviewed: u64,
    /// Which of them were decided in another study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<CarriedFrom>,
    /// How the answers differ from those of that study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drift: Option<Drift>,
    /// Whether its scores can be read as probabilities.
    pub calibrated: bool,
    /// Whether it took answers to have one code or several.
    pub per_answer: Option<PerAnswer>,
    /// How many suggestions are right; none where their scores are no probabilities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<RestRight>,
}

/// A run's settings as the study keeps them.
#[derive(serde::Serialize)]
struct Recorded<'a> {
    #[serde(flatten)]
    settings: &'a Settings,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a CarriedFrom>,
}

/// Runs a suggester over the study and keeps its suggestions. `carried`: what people decided in another study, for a
/// method that learns. `now`: seconds since 1970 UTC.
pub fn suggest(
    study: &mut Study,
    index: &Index,
    codebook: &StoredCodebook,
    suggester: &dyn Suggester,
    settings: &Settings,
    carried: Option<&Carried>,
    now: i64,
) -> Result<(RunId, Summary)> {
    let carried = carried.filter(|_| suggester.learns());
    let from = carried.map(|carried| &carried.source);
    let reviewed = study.reviewed(&codebook.name)?;
    let decided = study.decided_units(&codebook.name)?;
    let run = NewRun {
        method: suggester.id(),
        codebook: codebook.id,
        settings: serde_json::to_string(&Recorded { settings, from })
            .map_err(|error| Problem::bug(error.to_string()))?,
        analysis: index.analysis(),
        time: now,
    };
    let mut summary = Summary {
        method: suggester.id(),
        units: 0,
        suggestions: 0,
        decided: decided.len() as u64,
        reviewed: 0,
        from: from.cloned(),
        drift: None,
        calibrated: false,
        per_answer: None,
        right: None,
    };
    let id = study.change(|change: &Change<'_>| {
        let id = change.begin_run(&run)?;
        let mut last = None;
        let mut tally = Tally::default();
        let work = Work {
            texts: change,
            index,
            codebook,
            reviewed: &reviewed,
            carried,
            settings,
        };
        let proposed = suggester.propose(&work, &mut |suggestion| {
            if decided.binary_search(&suggestion.unit).is_ok() {
                return Ok(());
            }
            summary.suggestions += 1;
            tally.add_suggestion(suggestion.score);
            if last != Some(suggestion.unit) {
                summary.units += 1;
                last = Some(suggestion.unit);
            }
            change.suggest(id, &suggestion)
        })?;
        if let Some(carried) = carried {
            let now = Side::read(change, &reviewed, &codebook.codebook)?;
            summary.drift = Some(carried.drift(
                &now,
                &codebook.codebook,
                &proposed.expected_shares,
                index.analyser(),
            ));
        }
        summary.reviewed = proposed.reviewed;
        summary.per_answer = proposed.per_answer;
        summary.calibrated = suggester.scores() == Scores::Probabilities
            && proposed.reviewed >= learn::ENOUGH_FOR_PROBABILITIES as u64;
        summary.right = summary.calibrated.then(|| RestRight::of(&proposed.seen, &tally));
        Ok(id)
    })?;
    Ok((id, summary))
}
