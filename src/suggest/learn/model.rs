//! The method: a prior by code, code texts and rules, kernel ridge on what they leave unexplained, and one pooled
//! regression that turns all of it into calibrated probabilities.

use rayon::prelude::*;

use super::grid::Grid;
use super::ridge::Ridge;
use super::shares::Shares;
use super::stacker::{self, Constants, Fit, Prior};
use crate::problem::Result;
use crate::survey::PerAnswer;

/// What is known of some answers before anybody reviewed them; all tables have the same rows.
#[derive(Debug, Clone)]
pub struct Features {
    /// Profiles against the anchors, answers × anchors, rows of length 1.
    pub profiles: Grid,
    /// How near the code texts are; none where the codebook has no text or it is left out.
    pub texts: Option<Texts>,
    /// What the match rules say, in log odds against the share of answers in which they hit, answers × codes.
    pub rules: Option<Grid>,
}

/// Nearness of answers and code texts, answers × codes, each code's mean over all answers taken away.
#[derive(Debug, Clone)]
pub struct Texts {
    /// Cosine of answer and code text.
    pub direct: Grid,
    /// Cosine of the answer's profile and the code text's.
    pub profile: Grid,
}

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

/// What was fitted to the reviewed answers.
pub struct Model {
    per_answer: PerAnswer,
    weights: Weights,
    ridge: Option<Ridge>,
    /// Log odds or logarithm of each code's share.
    shares: Vec<f64>,
    /// Each code's own, beside the pooled one.
    constants: Vec<f64>,
    /// Probabilities of the reviewed answers, each by what the others say, n × codes.
    left_out: Grid,
}

impl Model {
    /// Fits to the reviewed answers: `rows` of `features` with the codes `given` (n × codes, 1 where given). With fewer than
    /// two of them the weights are those expected beforehand.
    pub fn fit(
        features: &Features,
        shares: &Shares,
        rows: &[usize],
        given: &Grid,
        per_answer: PerAnswer,
        constants: Constants,
    ) -> Result<Model> {
        let columns = Columns::of(features.pick(rows), shares, given, per_answer);
        let codes = given.columns();
        if rows.len() < 2 {
            let mut weights = Weights::default();
            for (kind, _) in columns.without_learned() {
                *weights.of(kind) = kind.prior(per_answer).mean;
            }
            let mut model = Model {
                per_answer,
                weights,
                ridge: None,
                shares: columns.shares,
                constants: vec![0.0; codes],
                left_out: Grid::zeros(0, codes),
            };
            model.left_out = model.probabilities(&columns.features);
            return Ok(model);
        }
        let ridge = Ridge::fit(&columns.features.profiles, &columns.unexplained(given)?)?;
        let mut all = columns.without_learned();
        all.insert(0, (Kind::Learned, &ridge.left_out));
        let fitted = fit(&all, given, constants, per_answer)?;
        let mut weights = Weights::default();
        for ((kind, _), value) in all.iter().zip(&fitted.weights) {
            *weights.of(*kind) = *value;
        }
        Ok(Model {
            per_answer,
            weights,
            left_out: probabilities(&all, &fitted, rows.len(), per_answer),
            ridge: Some(ridge),
            shares: columns.shares,
            constants: fitted.constants,
        })
    }

    /// How far leave-one-out scores miss what was to be learned, Σ (residual − score)²: by it one way of weighing terms is
    /// chosen before another. For at least two reviewed answers.
    pub fn left_out_error(
        features: &Features,
        shares: &Shares,
        rows: &[usize],
        given: &Grid,
        per_answer: PerAnswer,
    ) -> Result<f64> {
        let columns = Columns::of(features.pick(rows), shares, given, per_answer);
        let residuals = columns.unexplained(given)?;
        let ridge = Ridge::fit(&columns.features.profiles, &residuals)?;
        let pairs = residuals.data().iter().zip(ridge.left_out.data());
        Ok(pairs.map(|(residual, score)| (residual - score).powi(2)).sum())
    }

    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    pub fn per_answer(&self) -> PerAnswer {
        self.per_answer
    }

    /// What each code has before any evidence: its share among the reviewed answers and its constants, in log odds or
    /// unnormalised logarithms.
    pub fn base(&self) -> Vec<f64> {
        self.shares
            .iter()
            .zip(&self.constants)
            .map(|(share, own)| self.weights.share * share + self.weights.constant + own)
            .collect()
    }

    pub fn ridge(&self) -> Option<&Ridge> {
        self.ridge.as_ref()
    }

    /// Probabilities of the reviewed answers, each by what the others say, n × codes in the order of the fit.
    pub fn left_out(&self) -> &Grid {
        &self.left_out
    }

    /// Log odds (several codes) or unnormalised logarithms (one code) of all answers, answers × codes.
    pub fn scores(&self, features: &Features) -> Grid {
        let learned = self.ridge.as_ref().map(|ridge| ridge.scores(&features.profiles));
        let mut scores = repeated(&self.base(), features.profiles.rows());
        let mut add = |grid: &Grid, weight: f64| {
            for (score, value) in scores.data_mut().iter_mut().zip(grid.data()) {
                *score += weight * value;
            }
        };
        if let Some(learned) = &learned {
            add(learned, self.weights.learned);
        }
        if let Some(texts) = &features.texts {
            add(&texts.direct, self.weights.text);
            add(&texts.profile, self.weights.profile);
        }
        if let Some(rules) = &features.rules {
            add(rules, self.weights.rules);
        }
        scores
    }

    /// Probabilities of all answers, answers × codes.
    pub fn probabilities(&self, features: &Features) -> Grid {
        let mut scores = self.scores(features);
        let codes = scores.columns().max(1);
        scores
            .data_mut()
            .par_chunks_mut(codes)
            .for_each(|row| stacker::to_probabilities(row, self.per_answer));
        scores
    }
}

impl Features {
    /// The rows at the given places.
    pub fn pick(&self, rows: &[usize]) -> Features {
        Features {
            profiles: self.profiles.pick(rows),
            texts: self.texts.as_ref().map(|texts| Texts {
                direct: texts.direct.pick(rows),
                profile: texts.profile.pick(rows),
            }),
            rules: self.rules.as_ref().map(|rules| rules.pick(rows)),
        }
    }
}

/// Kinds of evidence in the pooled regression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Learned,
    Text,
    Profile,
    Rules,
    Share,
    Constant,
}

impl Kind {
    fn prior(self, per_answer: PerAnswer) -> Prior {
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
    fn of(&mut self, kind: Kind) -> &mut f64 {
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
struct Columns {
    features: Features,
    /// Log odds or logarithm of each code's share.
    shares: Vec<f64>,
    /// The same for every answer.
    share: Grid,
    one: Grid,
    per_answer: PerAnswer,
}

impl Columns {
    fn of(features: Features, shares: &Shares, given: &Grid, per_answer: PerAnswer) -> Columns {
        let n = features.profiles.rows();
        let shares = shares.updated(given, per_answer);
        Columns {
            share: repeated(&shares, n),
            one: Grid::of(shares.len(), vec![1.0; n * shares.len()]),
            features,
            shares,
            per_answer,
        }
    }

    fn without_learned(&self) -> Vec<(Kind, &Grid)> {
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
    fn unexplained(&self, given: &Grid) -> Result<Grid> {
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

fn fit(columns: &[(Kind, &Grid)], given: &Grid, constants: Constants, per_answer: PerAnswer) -> Result<Fit> {
    let grids: Vec<&Grid> = columns.iter().map(|(_, grid)| *grid).collect();
    let priors: Vec<Prior> = columns.iter().map(|(kind, _)| kind.prior(per_answer)).collect();
    stacker::fit(&grids, given, &priors, constants, per_answer)
}

fn probabilities(columns: &[(Kind, &Grid)], fitted: &Fit, n: usize, per_answer: PerAnswer) -> Grid {
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

fn repeated(row: &[f64], times: usize) -> Grid {
    Grid::of(row.len(), row.repeat(times))
}
