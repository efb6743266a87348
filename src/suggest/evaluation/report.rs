//! An evaluation from beginning to end: who is judged by a fit to whom, the figures, curves, and what was said of each unit.

use serde::Serialize;

use super::curve::{Point, Trial, judged, learning_curve, replay};
use super::{Coded, Codes, Figures, Machine, Method, Order, Outlook, Proposal, cross_validated};
use crate::codebook::Code;
use crate::estimate::Draws;
use crate::problem::{Problem, Progress, Result};
use crate::suggest::Scores;
use crate::suggest::learn::ENOUGH_FOR_PROBABILITIES;
use crate::survey::PerAnswer;

/// Below so many reviewed units of which each is judged by others there is nothing to measure.
pub const LEAST_REVIEWED: usize = 2;

/// Which units are judged, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Design {
    /// The units of a test file by a fit to those of a training file, of which there may be none.
    Test,
    /// Every unit by a fit to the other folds.
    CrossValidation { folds: usize },
    /// Every unit by what all others say.
    LeaveOneOut,
}

/// What is to be done.
#[derive(Debug, Clone)]
pub struct Task {
    pub design: Design,
    /// Places of the coded units that are learned from, ascending.
    pub pool: Vec<usize>,
    /// Places of the units to judge where they are others, ascending; nobody may have decided on some of them.
    pub test: Vec<usize>,
    pub curve: bool,
    pub replay: Option<Order>,
    /// How often curve and replay are drawn.
    pub draws: u64,
    pub seed: u64,
}

/// Figures of a method on coded units, with how they came about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    pub method: &'static str,
    pub codebook: String,
    pub codebook_version: String,
    pub design: Design,
    /// Reviewed units that a fit could learn from, of cross-validation those of all folds together.
    pub reviewed: u64,
    pub scores: Scores,
    pub per_answer: PerAnswer,
    pub seed: u64,
    #[serde(flatten)]
    pub figures: Figures,
    /// Of a study, by a method that learns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlook: Option<Outlook>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub learning_curve: Option<Curve>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replay: Option<Replayed>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Curve {
    pub draws: u64,
    pub points: Vec<Point>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Replayed {
    pub order: Order,
    pub draws: u64,
    pub points: Vec<Point>,
}

/// What was said of the units, by their places.
pub struct Said {
    pub units: Vec<usize>,
    pub proposals: Vec<Proposal>,
}

impl Task {
    /// Whether there is enough to measure on.
    ///
    /// # Errors
    /// Too few of the units to be judged are coded.
    pub fn check(&self, coded: &Coded) -> Result<()> {
        let (judged, least) = match self.design {
            Design::Test => (&self.test, 1),
            Design::CrossValidation { .. } | Design::LeaveOneOut => (&self.pool, LEAST_REVIEWED),
        };
        let is_coded = |unit: &&usize| coded.decided[**unit].is_some();
        let found = judged.iter().filter(is_coded).count();
        if found >= least {
            return Ok(());
        }
        Err(Problem::input(
            format!("Zum Messen braucht es kodierte Antworten; gefunden: {found}, nötig: {least}."),
            format!("Measuring takes coded answers; found: {found}, needed: {least}."),
        )
        .hint(
            "In einer Datei nennt --codes die Spalte mit den Kategorien; in eine Studie kommen Kodierungen durch Prüfen oder mit \
             »freitext import … --codes SPALTE --coder NAME«.",
            "In a file --codes names the column with the codes; codings come into a study by reviewing or with \
             `freitext import … --codes COL --coder NAME`.",
        ))
    }
}

impl Said {
    /// Headings of [`Said::rows`].
    pub const HEADINGS: [&str; 4] = ["id", "code", "score", "suggested"];

    /// What was said of every unit and code. `score` is rounded to nine places; `suggested` is 1 or 0, and 1 for a code above
    /// a suggested one. `key`: the name of a unit.
    pub fn rows<'s>(
        &'s self,
        codes: &'s [Code],
        key: impl Fn(usize) -> &'s str + 's,
    ) -> impl Iterator<Item = [String; 4]> + 's {
        let units = self.units.iter().zip(&self.proposals);
        units.flat_map(move |(unit, proposal)| {
            let id = key(*unit);
            codes.iter().enumerate().map(move |(at, code)| {
                [
                    id.to_owned(),
                    code.id.clone(),
                    ((proposal.score[at] * 1e9).round() / 1e9).to_string(),
                    u8::from(proposal.suggested[at]).to_string(),
                ]
            })
        })
    }
}

/// Which suggester, with which codebook.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    pub method: &'static str,
    pub scores: Scores,
    pub codebook: &'a crate::study::StoredCodebook,
}

/// Does the task. `curves` hears the progress of curve and replay.
pub fn evaluate(
    machine: &Machine<'_>,
    coded: &Coded,
    of: Of<'_>,
    task: &Task,
    progress: Progress<'_>,
) -> Result<(Report, Said)> {
    let (units, proposals) = match task.design {
        Design::Test => (task.test.clone(), machine.propose(&task.pool, &task.test)?),
        Design::CrossValidation { folds } => (
            task.pool.clone(),
            cross_validated(machine, &task.pool, folds, task.seed, progress)?,
        ),
        Design::LeaveOneOut => (task.pool.clone(), machine.left_out(&task.pool)?),
    };
    let said = Said { units, proposals };
    let per_answer = machine.per_answer(&task.pool);
    let codes = Codes::of(&of.codebook.codebook);
    let draws = Draws {
        seed: task.seed,
        ..Draws::default()
    };
    let (judged_units, of_judged): (Vec<usize>, Vec<Proposal>) = said
        .units
        .iter()
        .zip(&said.proposals)
        .filter(|(unit, _)| coded.decided[**unit].is_some())
        .map(|(unit, proposal)| (*unit, proposal.clone()))
        .unzip();
    let figures = Figures::of(
        &judged(&judged_units, &of_judged, &coded.given),
        &codes,
        per_answer,
        draws,
    );
    let trial = Trial {
        pool: &task.pool,
        given: &coded.given,
        draws: task.draws,
        seed: task.seed,
    };
    let test = (task.design == Design::Test).then_some(&*judged_units);
    let learning_curve = match task.curve {
        true => Some(Curve {
            draws: task.draws,
            points: learning_curve(machine, trial, test, progress)?,
        }),
        false => None,
    };
    let replay = match task.replay {
        Some(order) => Some(Replayed {
            order,
            draws: task.draws,
            points: replay(machine, trial, order, progress)?,
        }),
        None => None,
    };
    let whole = match task.design {
        Design::LeaveOneOut => machine.whole(&task.pool)?,
        Design::Test | Design::CrossValidation { .. } => None,
    };
    let outlook = whole
        .map(|whole| Outlook::of(machine, &whole, coded, &codes, task.seed, progress))
        .transpose()?;
    let report = Report {
        method: of.method,
        codebook: of.codebook.name.clone(),
        codebook_version: of.codebook.codebook.version.clone(),
        design: task.design,
        reviewed: task.pool.len() as u64,
        scores: match of.scores {
            Scores::Probabilities if task.pool.len() < ENOUGH_FOR_PROBABILITIES => Scores::Ranks,
            scores => scores,
        },
        per_answer,
        seed: task.seed,
        figures,
        outlook,
        learning_curve,
        replay,
    };
    Ok((report, said))
}
