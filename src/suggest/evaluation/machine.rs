//! The suggesters of the program as evaluation sees them.

use super::method::{Method, Proposal};
use super::{Coded, Codes};
use crate::problem::Result;
use crate::search::Index;
use crate::study::{StoredCodebook, Study, UnitTexts};
use crate::suggest::learn::{Fitted, Grid, HELD, Learner, Material, Reviewed};
use crate::suggest::{MIN_SCORE, Suggester};
use crate::survey::{PerAnswer, UnitId};

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
    /// Units of the study with words.
    with_words: u64,
}

/// One fit to everything reviewed, and what it says of reviewed units and of the rest by the same cut.
pub struct Whole {
    /// Reviewed units with words.
    pub reviewed: Vec<usize>,
    /// For each of them, by what the others say.
    pub left_out: Vec<Proposal>,
    /// For units that are not reviewed; of a large study for an even sample of them.
    pub rest: Vec<Proposal>,
    /// Units with words that are not reviewed, in all.
    pub rest_units: u64,
}

/// What a method says of reviewed units and of the rest in the same way.
pub struct Everything {
    /// Reviewed units with words.
    pub reviewed: Vec<usize>,
    /// For each of them, without having learned from it.
    pub left_out: Vec<Proposal>,
    /// For units that are not reviewed; of a large study for an even sample of them.
    pub rest: Vec<(UnitId, Proposal)>,
    /// Units with words that are not reviewed, in all.
    pub rest_units: u64,
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
            with_words: with_words(study, &material)?,
            material,
            learner,
            per_answer,
        })
    }

    /// A fit to all of `reviewed`; none where the method does not learn from decisions.
    pub fn whole(&self, reviewed: &[usize]) -> Result<Option<Whole>> {
        let Some(learner) = self.learner.as_ref().filter(|learner| learner.uses().decisions) else {
            return Ok(None);
        };
        let (given, reviewed) = self.reviewed(reviewed);
        let fitted = learner.fit(&given, self.per_answer)?;
        let left_out = fitted.left_out();
        let mut open = vec![true; self.material.units.len()];
        given.rows.iter().for_each(|row| open[*row] = false);
        let rest = (0..open.len()).filter(|row| open[*row]);
        Ok(Some(Whole {
            left_out: (0..left_out.rows())
                .map(|row| Self::proposal(&fitted, left_out.row(row)))
                .collect(),
            rest: rest
                .map(|row| Self::proposal(&fitted, fitted.probabilities.row(row)))
                .collect(),
            rest_units: self.with_words - reviewed.len() as u64,
            reviewed,
        }))
    }

    /// What the method says of all units, whether or not it learns from decisions.
    pub fn of_everything(&self, reviewed: &[usize]) -> Result<Everything> {
        let (given, with_words) = self.reviewed(reviewed);
        let mut open = vec![true; self.material.units.len()];
        given.rows.iter().for_each(|row| open[*row] = false);
        let rest: Vec<usize> = (0..open.len()).filter(|row| open[*row]).collect();
        let units: Vec<UnitId> = rest.iter().map(|row| self.material.units[*row]).collect();
        if let Some(whole) = self.whole(reviewed)? {
            return Ok(Everything {
                reviewed: whole.reviewed,
                left_out: whole.left_out,
                rest: units.into_iter().zip(whole.rest).collect(),
                rest_units: whole.rest_units,
            });
        }
        // What is not learned from decisions does not depend on them.
        let proposals: Vec<Proposal> = match &self.learner {
            None => rest.iter().map(|row| self.of_rules_in(*row)).collect(),
            Some(learner) => {
                let fitted = learner.fit(&self.reviewed(&[]).0, self.per_answer)?;
                let of_row = |row: &usize| Self::proposal(&fitted, fitted.probabilities.row(*row));
                rest.iter().map(of_row).collect()
            }
        };
        Ok(Everything {
            left_out: self.left_out(&with_words)?,
            rest: units.into_iter().zip(proposals).collect(),
            rest_units: self.with_words - with_words.len() as u64,
            reviewed: with_words,
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
        self.rows[unit].map_or_else(|| self.nothing(), |row| self.of_rules_in(row))
    }

    fn of_rules_in(&self, row: usize) -> Proposal {
        let mut score = self.material.rules.row(row).to_vec();
        let mut suggested: Vec<bool> = score.iter().map(|score| *score >= MIN_SCORE).collect();
        self.codes.add_parents(&mut suggested);
        self.codes.raise(&mut score);
        Proposal { score, suggested }
    }
}

/// The material holds all of them, or a sample of a large study.
fn with_words(study: &Study, material: &Material) -> Result<u64> {
    if material.units.len() < HELD {
        return Ok(material.units.len() as u64);
    }
    let mut units = 0;
    study.each_unit_text(UnitId(i64::MIN), &mut |_| {
        units += 1;
        Ok(())
    })?;
    Ok(units)
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
