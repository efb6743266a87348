//! A suggester over a study: what it proposes is kept at once, or set aside and kept later in one short change, so that
//! nobody who is deciding meanwhile has to wait.

use std::cell::Cell;

use super::drift::{Drift, Side};
use super::evaluation::{RestRight, Tally};
use super::taught::{as_counted, to_decide_anew, without_dropped};
use super::{Carried, CarriedFrom, Scores, SetAside, Settings, Suggester, Work, learn};
use crate::problem::{Problem, Progress, Result};
use crate::search::Index;
use crate::study::{NewRun, Reviewed, StoredCodebook, Study, Suggestion, UnitText, UnitTexts};
use crate::survey::{PerAnswer, RunId, UnitId};

/// Which suggester is to run, and how. `carried`: what people decided in another study, for a method that learns.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub suggester: &'a dyn Suggester,
    pub settings: &'a Settings,
    pub carried: Option<&'a Carried>,
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

/// Runs a suggester over the study and keeps its suggestions. Only codes in use are suggested; decisions teach what their
/// codes count as now, and a unit whose code was split since gets suggestions again. `now`: seconds since 1970 UTC; `progress` hears of units.
///
/// # Errors
/// The study or its index cannot be read, or the study not be written; the study stays as it was.
pub fn suggest(
    study: &mut Study,
    index: &Index,
    codebook: &StoredCodebook,
    asked: Asked<'_>,
    now: i64,
    progress: Progress<'_>,
) -> Result<(RunId, Summary)> {
    let run = Running::over(study, index, codebook, asked, progress)?;
    let record = run.record(now)?;
    study.change(|change| {
        let id = change.begin_run_leaving(&record, &run.decided)?;
        let summary = run.all(change, &mut |suggestion| change.suggest(id, suggestion))?;
        Ok((id, summary))
    })
}

/// The same for a study to which others write meanwhile: it is only read, and what is proposed waits outside of it until
/// [`SetAside::keep`].
///
/// # Errors
/// As [`suggest`]; no room for temporary files.
pub fn propose(
    study: &Study,
    index: &Index,
    codebook: &StoredCodebook,
    asked: Asked<'_>,
    now: i64,
    progress: Progress<'_>,
) -> Result<SetAside> {
    let run = Running::over(study, index, codebook, asked, progress)?;
    let mut aside = SetAside::new(run.record(now)?, run.decided.clone(), study.data_revision()?);
    let summary = run.all(study, &mut |suggestion| aside.add(suggestion))?;
    Ok(aside.with(summary))
}

/// A run's settings as the study keeps them.
#[derive(serde::Serialize)]
struct Recorded<'a> {
    #[serde(flatten)]
    settings: &'a Settings,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a CarriedFrom>,
}

/// A run and what it has to know before it begins.
struct Running<'a> {
    index: &'a Index,
    /// The codes that can be given.
    codebook: StoredCodebook,
    /// Where each of them stands in the whole codebook.
    places: Vec<usize>,
    asked: Asked<'a>,
    /// What people decided, as it counts now.
    reviewed: Vec<Reviewed>,
    /// The same without codes that can no longer be given.
    taught: Vec<Reviewed>,
    /// Units that get no new suggestions.
    decided: Vec<UnitId>,
    units: u64,
    progress: Progress<'a>,
}

impl<'a> Running<'a> {
    fn over(
        study: &Study,
        index: &'a Index,
        codebook: &'a StoredCodebook,
        asked: Asked<'a>,
        progress: Progress<'a>,
    ) -> Result<Running<'a>> {
        let reviewed = study.reviewed(&codebook.name)?;
        let anew = to_decide_anew(&reviewed, &codebook.codebook);
        let mut decided = study.decided_units(&codebook.name)?;
        decided.retain(|unit| anew.binary_search(unit).is_err());
        let reviewed = as_counted(reviewed, &codebook.codebook);
        let (given, places) = codebook.codebook.in_use();
        Ok(Running {
            index,
            taught: without_dropped(reviewed.clone(), &given).0,
            codebook: StoredCodebook {
                id: codebook.id,
                name: codebook.name.clone(),
                codebook: given,
            },
            places,
            asked: Asked {
                carried: asked.carried.filter(|_| asked.suggester.learns()),
                ..asked
            },
            reviewed,
            decided,
            units: study.extent()?.units,
            progress,
        })
    }

    fn from(&self) -> Option<&CarriedFrom> {
        self.asked.carried.map(|carried| &carried.source)
    }

    fn record(&self, now: i64) -> Result<NewRun> {
        let recorded = Recorded {
            settings: self.asked.settings,
            from: self.from(),
        };
        Ok(NewRun {
            method: self.asked.suggester.id(),
            codebook: self.codebook.id,
            settings: serde_json::to_string(&recorded).map_err(|error| Problem::bug(error.to_string()))?,
            analysis: self.index.analysis(),
            time: now,
        })
    }

    /// Hands all suggestions to `keep`.
    fn all(&self, texts: &dyn UnitTexts, keep: &mut dyn FnMut(&Suggestion) -> Result<()>) -> Result<Summary> {
        let Asked {
            suggester,
            settings,
            carried,
        } = self.asked;
        let texts = Watched {
            texts,
            progress: self.progress,
            done: Cell::new(0),
            // The learning methods read all answers for an even sample, for its words, and to propose; a comparison with
            // another study reads them twice more. The rules read the index.
            all: self.units * if carried.is_some() { 5 } else { 3 },
        };
        let work = Work {
            texts: &texts,
            index: self.index,
            codebook: &self.codebook,
            reviewed: &self.taught,
            carried,
            settings,
        };
        let mut summary = Summary {
            method: suggester.id(),
            units: 0,
            suggestions: 0,
            decided: self.decided.len() as u64,
            reviewed: 0,
            from: self.from().cloned(),
            drift: None,
            calibrated: false,
            per_answer: None,
            right: None,
        };
        let mut last = None;
        let mut tally = Tally::default();
        let proposed = suggester.propose(&work, &mut |mut suggestion| {
            if self.decided.binary_search(&suggestion.unit).is_ok() {
                return Ok(());
            }
            if summary.suggestions.is_multiple_of(STRIDE) {
                texts.at_unit(suggestion.unit, self.units)?;
            }
            summary.suggestions += 1;
            tally.add_suggestion(suggestion.score);
            if last != Some(suggestion.unit) {
                summary.units += 1;
                last = Some(suggestion.unit);
            }
            suggestion.code = self.places[suggestion.code];
            keep(&suggestion)
        })?;
        if let Some(carried) = carried {
            let now = Side::read(&texts, &self.reviewed, &self.codebook.codebook)?;
            summary.drift = Some(carried.drift(
                &now,
                &self.codebook.codebook,
                &proposed.expected_shares,
                self.index.analyser(),
            ));
        }
        summary.reviewed = proposed.reviewed;
        summary.per_answer = proposed.per_answer;
        summary.calibrated = suggester.scores() == Scores::Probabilities
            && proposed.reviewed >= learn::ENOUGH_FOR_PROBABILITIES as u64;
        summary.right = summary.calibrated.then(|| RestRight::of(&proposed.seen, &tally));
        Ok(summary)
    }
}

/// Units or suggestions between two reports of progress.
const STRIDE: u64 = 1024;

/// Texts that tell how far they have been read.
struct Watched<'a> {
    texts: &'a dyn UnitTexts,
    progress: Progress<'a>,
    done: Cell<u64>,
    all: u64,
}

impl Watched<'_> {
    /// Where nobody reads texts, the unit of a suggestion tells how far the work is.
    fn at_unit(&self, unit: UnitId, units: u64) -> Result<()> {
        match self.done.get() {
            0 => (self.progress)((unit.0.max(0) as u64).min(units), units),
            done => (self.progress)(done.min(self.all), self.all),
        }
    }
}

impl UnitTexts for Watched<'_> {
    fn each_unit_text(&self, after: UnitId, each: &mut dyn FnMut(UnitText<'_>) -> Result<()>) -> Result<()> {
        self.texts.each_unit_text(after, &mut |text| {
            let done = self.done.get() + 1;
            self.done.set(done);
            if done.is_multiple_of(STRIDE) {
                (self.progress)(done.min(self.all), self.all)?;
            }
            each(text)
        })
    }
}
