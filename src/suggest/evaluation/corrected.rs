//! How frequent each code is in all answers, when only some were reviewed: what the machine proposes for the rest, put right by what a
//! random sample of reviewed answers shows.
//!
//! Evidence of what was drawn at random is how each unit was picked when a person first decided on it (`survey::Picked`); the sample
//! is those units alone. What the machine says of them is said without having learned from them; what it says of the rest, by the
//! same fit. The estimator is `estimate::DoubleSample`.

use serde::Serialize;

use super::{Coded, Codes, Machine};
use crate::codebook::Codebook;
use crate::estimate::{DoubleSample, Estimate, Undefined};
use crate::problem::Result;
use crate::study::{Study, Wanted};
use crate::suggest::learn::ENOUGH_FOR_PROBABILITIES;
use crate::survey::{Picked, QuestionId, UnitId};
use crate::words::Text;

/// Corrected shares of all codes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Corrected {
    pub method: &'static str,
    /// Key of the question, where only one is counted.
    pub question: Option<String>,
    /// Units with words.
    pub units: u64,
    pub reviewed: u64,
    /// Which of them were picked at random.
    pub random: u64,
    pub rest: u64,
    /// So many of the rest stand for all of it.
    pub rest_looked_at: u64,
    /// In the order of the codebook.
    pub codes: Vec<CorrectedCode>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorrectedCode {
    pub id: String,
    #[serde(skip)]
    pub label: Text,
    pub depth: usize,
    /// Units that people gave the code or one below it.
    pub reviewed: u64,
    /// Units of the rest for which the machine suggests it.
    pub suggested: u64,
    /// Both, of all units: what a table counts that takes suggestions at their word.
    pub raw: f64,
    /// Of the suggestions in the sample, the share that is right.
    pub right: Estimate,
    /// Of the sampled units without the suggestion, the share that has the code all the same.
    pub missed: Estimate,
    pub of_the_rest: Estimate,
    pub of_all: Estimate,
}

/// Fewer reviewed units that were picked at random say too little.
pub const LEAST_RANDOM: usize = ENOUGH_FOR_PROBABILITIES;

/// What is counted: the units of a question, or all.
#[derive(Debug, Clone, Default)]
pub struct Counted {
    question: Option<String>,
    /// Ascending; none: all units.
    units: Option<Vec<UnitId>>,
}

impl Counted {
    /// The units with words that answer a question; none: all of the study.
    pub fn of(study: &Study, question: Option<(QuestionId, String)>) -> Result<Counted> {
        let Some((id, key)) = question else {
            return Ok(Counted::default());
        };
        let mut units = Vec::new();
        let wanted = Wanted {
            question: Some(id),
            ..Wanted::default()
        };
        study.walk(&wanted, |unit| {
            if unit.missing.is_none() {
                units.push(unit.unit);
            }
            Ok(())
        })?;
        Ok(Counted {
            question: Some(key),
            units: Some(units),
        })
    }

    fn has(&self, unit: UnitId) -> bool {
        self.units
            .as_ref()
            .is_none_or(|units| units.binary_search(&unit).is_ok())
    }
}

/// `codebook`: the codes in use, as the machine was prepared with.
pub fn corrected(
    method: &'static str,
    machine: &Machine<'_>,
    coded: &Coded,
    codebook: &Codebook,
    counted: &Counted,
) -> Result<Corrected> {
    let said = machine.of_everything(&coded.judged())?;
    let codes = Codes::of(codebook);
    let reviewed: Vec<(usize, &Vec<bool>)> = said
        .reviewed
        .iter()
        .zip(&said.left_out)
        .filter(|(unit, _)| counted.has(coded.units[**unit]))
        .map(|(unit, proposal)| (*unit, &proposal.suggested))
        .collect();
    let rest: Vec<&Vec<bool>> = said
        .rest
        .iter()
        .filter(|(unit, _)| counted.has(*unit))
        .map(|(_, proposal)| &proposal.suggested)
        .collect();
    let rest_units = match &counted.units {
        None => said.rest_units,
        Some(units) => (units.len() - reviewed.len()) as u64,
    };
    let random = reviewed
        .iter()
        .filter(|(unit, _)| coded.picked[*unit] == Picked::Random)
        .count();
    let units = rest_units + reviewed.len() as u64;
    let of_code = |at: usize| {
        let mut sample = DoubleSample::default();
        let mut have = 0;
        for (unit, suggested) in &reviewed {
            let has = coded.given[*unit][at];
            have += u64::from(has);
            if coded.picked[*unit] == Picked::Random {
                let stratum = match suggested[at] {
                    true => &mut sample.suggested,
                    false => &mut sample.others,
                };
                stratum.sampled += 1;
                stratum.found += u64::from(has);
            }
        }
        let suggested = rest.iter().filter(|suggested| suggested[at]).count();
        // Of a large study an even sample stands for the rest.
        let times = rest_units as f64 / rest.len().max(1) as f64;
        sample.suggested.rest = (suggested as f64 * times).round() as u64;
        sample.others.rest = rest_units - sample.suggested.rest;
        let enough = |estimate: Estimate| match random >= LEAST_RANDOM || rest_units == 0 {
            true => estimate,
            false => Estimate::of(Err(Undefined::TooFewReviewed), None, estimate.n()),
        };
        let code = &codebook.codes[at];
        CorrectedCode {
            id: code.id.clone(),
            label: code.label.clone(),
            depth: codebook.ancestors(&code.id).count(),
            reviewed: have,
            suggested: sample.suggested.rest,
            raw: (have + sample.suggested.rest) as f64 / units.max(1) as f64,
            right: Estimate::share(sample.suggested.found, sample.suggested.sampled),
            missed: Estimate::share(sample.others.found, sample.others.sampled),
            of_the_rest: enough(sample.of_the_rest()),
            of_all: enough(sample.of_all(have, reviewed.len() as u64)),
        }
    };
    Ok(Corrected {
        method,
        question: counted.question.clone(),
        units,
        reviewed: reviewed.len() as u64,
        random: random as u64,
        rest: rest_units,
        rest_looked_at: rest.len() as u64,
        codes: (0..codes.ids.len()).map(of_code).collect(),
    })
}
