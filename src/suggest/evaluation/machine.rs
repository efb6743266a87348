//! The suggesters of the program as evaluation sees them.

use super::method::{Method, Proposal};
use super::{Coded, Codes};
use crate::problem::Result;
use crate::search::Index;
use crate::study::{StoredCodebook, Study};
use crate::suggest::learn::{Fitted, Grid, Learner, Material, Reviewed};
use crate::suggest::{MIN_SCORE, Suggester};
use crate::survey::PerAnswer;

/// A suggester made ready for a study.
pub struct Machine<'c> {
    coded: &'c Coded,
    codes: Codes,
    material: Material,
    /// Rows of the coded units in the material; none for a unit without words, of which nothing can be suggested.
    rows: Vec<Option<usize>>,
    /// None where only rules are followed.
    learner: Option<Learner>,
    /// None where the decisions shall tell.
    per_answer: Option<PerAnswer>,
}

impl<'c> Machine<'c> {
    pub fn prepare(
        suggester: &dyn Suggester,
        study: &Study,
        index: &Index,
        codebook: &StoredCodebook,
        coded: &'c Coded,
        per_answer: Option<PerAnswer>,
    ) -> Result<Machine<'c>> {
        let material = Material::of(study, index, &codebook.codebook, &coded.units)?;
        let learner = suggester
            .uses()
            .map(|uses| Learner::prepare(&material, &codebook.codebook, index.analyser(), uses));
        Ok(Machine {
            rows: coded.units.iter().map(|unit| material.row(*unit)).collect(),
            codes: Codes::of(&codebook.codebook),
            coded,
            material,
            learner,
            per_answer,
        })
    }

    /// Whether answers are taken to have one code or several after `reviewed` were decided.
    pub fn per_answer(&self, reviewed: &[usize]) -> PerAnswer {
        match &self.learner {
            Some(learner) if learner.uses().decisions => {
                let (reviewed, _) = self.reviewed(reviewed);
                learner.per_answer(&reviewed, self.per_answer)
            }
            _ => self.per_answer.unwrap_or(PerAnswer::Several),
        }
    }

    /// What was decided about units with words, and which these are.
    fn reviewed(&self, units: &[usize]) -> (Reviewed, Vec<usize>) {
        let with_words: Vec<usize> = units
            .iter()
            .copied()
            .filter(|unit| self.rows[*unit].is_some())
            .collect();
        let given = with_words
            .iter()
            .filter_map(|unit| self.coded.decided[*unit].as_ref())
            .flatten()
            .map(|given| f64::from(u8::from(*given)))
            .collect();
        let reviewed = Reviewed {
            rows: with_words.iter().filter_map(|unit| self.rows[*unit]).collect(),
            given: Grid::of(self.codes.ids.len(), given),
        };
        (reviewed, with_words)
    }

    fn nothing(&self) -> Proposal {
        Proposal {
            score: vec![0.0; self.codes.ids.len()],
            suggested: vec![false; self.codes.ids.len()],
        }
    }

    fn proposal(fitted: &Fitted, probabilities: &[f64]) -> Proposal {
        Proposal {
            score: probabilities.to_vec(),
            suggested: fitted.suggested(probabilities),
        }
    }

    fn of_rules(&self, unit: usize) -> Proposal {
        let Some(row) = self.rows[unit] else {
            return self.nothing();
        };
        let mut score = self.material.rules.row(row).to_vec();
        let mut suggested: Vec<bool> = score.iter().map(|score| *score >= MIN_SCORE).collect();
        self.codes.add_parents(&mut suggested);
        self.codes.raise(&mut score);
        Proposal { score, suggested }
    }
}

impl Method for Machine<'_> {
    fn propose(&self, reviewed: &[usize], units: &[usize]) -> Result<Vec<Proposal>> {
        let Some(learner) = &self.learner else {
            return Ok(units.iter().map(|unit| self.of_rules(*unit)).collect());
        };
        let fitted = learner.fit(&self.reviewed(reviewed).0, self.per_answer)?;
        let of_unit = |unit: &usize| match self.rows[*unit] {
            Some(row) => Self::proposal(&fitted, fitted.probabilities.row(row)),
            None => self.nothing(),
        };
        Ok(units.iter().map(of_unit).collect())
    }

    fn left_out(&self, reviewed: &[usize]) -> Result<Vec<Proposal>> {
        let learner = match &self.learner {
            Some(learner) if learner.uses().decisions => learner,
            // What is not learned from decisions does not depend on them.
            _ => return self.propose(&[], reviewed),
        };
        let (given, with_words) = self.reviewed(reviewed);
        let fitted = learner.fit(&given, self.per_answer)?;
        let left_out = fitted.left_out();
        let of_unit = |unit: &usize| match with_words.binary_search(unit) {
            Ok(row) => Self::proposal(&fitted, left_out.row(row)),
            Err(_) => self.nothing(),
        };
        Ok(reviewed.iter().map(of_unit).collect())
    }
}
