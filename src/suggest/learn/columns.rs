//! The kinds of evidence as columns of the pooled regression, with what is expected of their weights.

use super::grid::Grid;
use super::model::Features;
use super::none_fits::NoneFits;
use super::shares::Shares;
use super::stacker::{self, Constants, Fit, Prior};
use crate::problem::Result;
use crate::survey::PerAnswer;

/// How much each kind of evidence counts; 0 for what is left out.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Weights {
    pub learned: f64,
    pub text: f64,
    pub profile: f64,
    pub rules: f64,
    pub share: f64,
    pub constant: f64,
}

/// Priors of the weights: (several codes per answer, one).
const LEARNED: (Prior, Prior) = (prior(12.0, 0.02), prior(8.0, 0.02));
const TEXT: (Prior, Prior) = (prior(25.0, 0.02), prior(15.0, 0.02));
const PROFILE: (Prior, Prior) = (prior(5.0, 0.02), prior(5.0, 0.02));
/// Not part of the published method; found on the development part of the learning curves.
const RULES: (Prior, Prior) = (prior(1.0, 5.0), prior(1.0, 5.0));
const SHARE: (Prior, Prior) = (prior(1.0, 5.0), prior(1.0, 5.0));
const CONSTANT: Prior = prior(0.0, 5.0);

const fn prior(mean: f64, precision: f64) -> Prior {
    Prior { mean, precision }
}

/// Kinds of evidence in the pooled regression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Learned,
    Text,
    Profile,
    Rules,
    Share,
    Constant,
}

impl Kind {
    /// What is expected of its weight.
    pub fn prior(self, per_answer: PerAnswer) -> Prior {
        let (several, one) = match self {
            Kind::Learned => LEARNED,
            Kind::Text => TEXT,
            Kind::Profile => PROFILE,
            Kind::Rules => RULES,
            Kind::Share => SHARE,
            Kind::Constant => (CONSTANT, CONSTANT),
        };
        match per_answer {
            PerAnswer::Several => several,
            PerAnswer::One => one,
        }
    }
}

impl Weights {
    pub fn of(&mut self, kind: Kind) -> &mut f64 {
        match kind {
            Kind::Learned => &mut self.learned,
            Kind::Text => &mut self.text,
            Kind::Profile => &mut self.profile,
            Kind::Rules => &mut self.rules,
            Kind::Share => &mut self.share,
            Kind::Constant => &mut self.constant,
        }
    }
}

/// Reviewed answers with what speaks for each code, before anything is learned.
pub struct Columns {
    pub features: Features,
    /// Log odds or logarithm of each code's share.
    pub shares: Vec<f64>,
    /// The same for every answer.
    share: Grid,
    one: Grid,
    per_answer: PerAnswer,
}

impl Columns {
    /// `given`: with "none" after the codes where it is chosen.
    pub fn of(
        mut features: Features,
        shares: &Shares,
        given: &Grid,
        per_answer: PerAnswer,
        none: NoneFits,
    ) -> Columns {
        let n = features.profiles.rows();
        if let Some(texts) = &mut features.texts {
            texts.direct = none.unknown(&texts.direct);
            texts.profile = none.unknown(&texts.profile);
        }
        features.rules = features.rules.map(|rules| none.unknown(&rules));
        let shares = shares.updated(given, per_answer);
        Columns {
            share: repeated(&shares, n),
            one: Grid::of(shares.len(), vec![1.0; n * shares.len()]),
            features,
            shares,
            per_answer,
        }
    }

    pub fn without_learned(&self) -> Vec<(Kind, &Grid)> {
        let mut columns = Vec::new();
        if let Some(texts) = &self.features.texts {
            columns.push((Kind::Text, &texts.direct));
            columns.push((Kind::Profile, &texts.profile));
        }
        if let Some(rules) = &self.features.rules {
            columns.push((Kind::Rules, rules));
        }
        columns.push((Kind::Share, &self.share));
        if self.per_answer == PerAnswer::Several {
            columns.push((Kind::Constant, &self.one));
        }
        columns
    }

    /// What texts, rules and shares leave unexplained, n × codes. Without texts and rules the shares stand as they are.
    pub fn unexplained(&self, given: &Grid) -> Result<Grid> {
        let n = given.rows();
        let explained = if self.features.texts.is_some() || self.features.rules.is_some() {
            let columns = self.without_learned();
            let fitted = fit(&columns, given, Constants::None, self.per_answer)?;
            probabilities(&columns, &fitted, n, self.per_answer)
        } else {
            let mut explained = self.share.clone();
            for row in 0..n {
                stacker::to_probabilities(explained.row_mut(row), self.per_answer);
            }
            explained
        };
        let mut residuals = given.clone();
        for (residual, explained) in residuals.data_mut().iter_mut().zip(explained.data()) {
            *residual -= explained;
        }
        Ok(residuals)
    }
}

/// Weights of the columns.
pub fn fit(
    columns: &[(Kind, &Grid)],
    given: &Grid,
    constants: Constants,
    per_answer: PerAnswer,
) -> Result<Fit> {
    let grids: Vec<&Grid> = columns.iter().map(|(_, grid)| *grid).collect();
    let priors: Vec<Prior> = columns.iter().map(|(kind, _)| kind.prior(per_answer)).collect();
    stacker::fit(&grids, given, &priors, constants, per_answer)
}

/// Probabilities of n answers by the columns.
pub fn probabilities(columns: &[(Kind, &Grid)], fitted: &Fit, n: usize, per_answer: PerAnswer) -> Grid {
    let grids: Vec<&Grid> = columns.iter().map(|(_, grid)| *grid).collect();
    let mut made = Grid::zeros(n, fitted.constants.len());
    for row in 0..n {
        let of_row = made.row_mut(row);
        stacker::combine(&grids, row, &fitted.weights, of_row);
        of_row
            .iter_mut()
            .zip(&fitted.constants)
            .for_each(|(score, own)| *score += own);
        stacker::to_probabilities(of_row, per_answer);
    }
    made
}

pub fn repeated(row: &[f64], times: usize) -> Grid {
    Grid::of(row.len(), row.repeat(times))
}
