//! The method: a prior by code, code texts and rules, kernel ridge on what they leave unexplained, and one pooled
//! regression that turns all of it into calibrated probabilities.

use rayon::prelude::*;

use super::grid::Grid;
use super::ridge::Ridge;
use super::stacker::{self, Prior};
use crate::problem::Result;
use crate::survey::PerAnswer;

/// What is known of some answers before anybody reviewed them; all tables have the same rows.
#[derive(Debug, Clone)]
pub struct Features {
    /// Profiles against the anchors, answers × anchors, rows of length 1.
    pub profiles: Grid,
    /// How near the code texts are; none where the codebook has no text or it is left out.
    pub texts: Option<Texts>,
    /// 1 where the match rules of a code hit, less the share of answers in which they do, answers × codes.
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

/// Prior share of the codes, and how many reviewed answers it counts for.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    pub of_code: Vec<f64>,
    strength: Vec<f64>,
}

/// How sharply code texts divide the prior shares.
const SHARPNESS: f64 = 15.0;
/// Codes expected per answer where there are several.
const CODES_PER_ANSWER: f64 = 1.3;
const LARGEST_SHARE: f64 = 0.7;
const SMALLEST_SHARE: f64 = 0.01;
/// Reviewed answers that a prior share counts for, with several codes per answer.
const STRENGTH: f64 = 10.0;
/// The same where match rules counted all answers of the study: they are surer than a guess from texts.
const STRENGTH_OF_RULES: f64 = 30.0;
/// The same per code, with one code per answer.
const STRENGTH_PER_CODE: f64 = 2.0;

impl Shares {
    /// From the mean cosines of the code texts with all answers.
    pub fn of_texts(mean_cosines: &[f64], per_answer: PerAnswer) -> Shares {
        let most = mean_cosines
            .iter()
            .fold(f64::NEG_INFINITY, |most, value| most.max(*value));
        let raised: Vec<f64> = mean_cosines
            .iter()
            .map(|cosine| (SHARPNESS * (cosine - most)).exp())
            .collect();
        let sum: f64 = raised.iter().sum();
        let codes = match per_answer {
            PerAnswer::One => 1.0,
            PerAnswer::Several => CODES_PER_ANSWER,
        };
        let shares = raised
            .into_iter()
            .map(|raised| (codes * raised / sum).min(LARGEST_SHARE));
        Shares::guessed(shares.collect(), per_answer)
    }

    fn guessed(of_code: Vec<f64>, per_answer: PerAnswer) -> Shares {
        let strength = match per_answer {
            PerAnswer::Several => STRENGTH,
            PerAnswer::One => STRENGTH_PER_CODE * of_code.len() as f64,
        };
        Shares {
            strength: vec![strength; of_code.len()],
            of_code,
        }
    }

    /// Takes the shares of answers that the match rules hit, for codes whose rules hit any.
    pub fn with_rules(mut self, hit: &[f64], per_answer: PerAnswer) -> Shares {
        for (code, hit) in hit.iter().enumerate().filter(|(_, hit)| **hit > 0.0) {
            self.of_code[code] = hit.clamp(SMALLEST_SHARE, LARGEST_SHARE);
            if per_answer == PerAnswer::Several {
                self.strength[code] = STRENGTH_OF_RULES;
            }
        }
        if per_answer == PerAnswer::One {
            let sum: f64 = self.of_code.iter().sum();
            self.of_code.iter_mut().for_each(|share| *share /= sum);
        }
        self
    }

    /// Where nothing is known.
    pub fn equal(codes: usize, per_answer: PerAnswer) -> Shares {
        let share = match per_answer {
            PerAnswer::One => 1.0 / codes as f64,
            PerAnswer::Several => (1.5 / codes as f64).min(0.5),
        };
        Shares::guessed(vec![share; codes], per_answer)
    }

    /// Shares after n answers were reviewed, as the stacker takes them: log odds, or logarithms of shares that sum to 1.
    fn updated(&self, given: &Grid, per_answer: PerAnswer) -> Vec<f64> {
        let n = given.rows() as f64;
        let shares: Vec<f64> = given
            .means()
            .iter()
            .zip(self.of_code.iter().zip(&self.strength))
            .map(|(seen, (prior, strength))| {
                ((seen * n + strength * prior) / (n + strength)).clamp(0.001, 0.999)
            })
            .collect();
        let sum: f64 = shares.iter().sum();
        shares
            .iter()
            .map(|share| match per_answer {
                PerAnswer::Several => (share / (1.0 - share)).ln(),
                PerAnswer::One => (share / sum).ln(),
            })
            .collect()
    }
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
const RULES: (Prior, Prior) = (prior(6.0, 0.02), prior(6.0, 0.02));
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
    ) -> Result<Model> {
        let reviewed = features.pick(rows);
        let codes = shares.of_code.len();
        let shares = shares.updated(given, per_answer);
        let n = rows.len();
        let share = repeated(&shares, n);
        let one = Grid::of(codes, vec![1.0; n * codes]);

        let mut columns: Vec<(Kind, &Grid)> = Vec::new();
        if let Some(texts) = &reviewed.texts {
            columns.push((Kind::Text, &texts.direct));
            columns.push((Kind::Profile, &texts.profile));
        }
        if let Some(rules) = &reviewed.rules {
            columns.push((Kind::Rules, rules));
        }
        let informed = !columns.is_empty();
        columns.push((Kind::Share, &share));
        if per_answer == PerAnswer::Several {
            columns.push((Kind::Constant, &one));
        }
        if n < 2 {
            let mut weights = Weights::default();
            for (kind, _) in &columns {
                *weights.of(*kind) = kind.prior(per_answer).mean;
            }
            let mut model = Model {
                per_answer,
                weights,
                ridge: None,
                shares,
                left_out: Grid::zeros(0, codes),
            };
            model.left_out = model.probabilities(&reviewed);
            return Ok(model);
        }

        // What texts, rules and shares explain by themselves; without any, the shares stand as they are.
        let mut explained = share.clone();
        if informed {
            let weights = fit(&columns, given, per_answer)?;
            let grids: Vec<&Grid> = columns.iter().map(|(_, grid)| *grid).collect();
            for row in 0..n {
                stacker::combine(&grids, row, &weights, explained.row_mut(row));
            }
        }
        let mut residuals = given.clone();
        for row in 0..n {
            let explained = explained.row_mut(row);
            stacker::to_probabilities(explained, per_answer);
            for (residual, explained) in residuals.row_mut(row).iter_mut().zip(explained) {
                *residual -= *explained;
            }
        }
        let ridge = Ridge::fit(&reviewed.profiles, &residuals)?;

        columns.insert(0, (Kind::Learned, &ridge.left_out));
        let fitted = fit(&columns, given, per_answer)?;
        let mut weights = Weights::default();
        for ((kind, _), value) in columns.iter().zip(&fitted) {
            *weights.of(*kind) = *value;
        }
        let grids: Vec<&Grid> = columns.iter().map(|(_, grid)| *grid).collect();
        let mut left_out = Grid::zeros(n, codes);
        for row in 0..n {
            let of_row = left_out.row_mut(row);
            stacker::combine(&grids, row, &fitted, of_row);
            stacker::to_probabilities(of_row, per_answer);
        }
        Ok(Model {
            per_answer,
            weights,
            ridge: Some(ridge),
            shares,
            left_out,
        })
    }

    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    pub fn per_answer(&self) -> PerAnswer {
        self.per_answer
    }

    /// Log odds or logarithm of each code's share among the reviewed answers.
    pub fn shares(&self) -> &[f64] {
        &self.shares
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
        let base: Vec<f64> = self
            .shares
            .iter()
            .map(|share| self.weights.share * share + self.weights.constant)
            .collect();
        let mut scores = repeated(&base, features.profiles.rows());
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

fn fit(columns: &[(Kind, &Grid)], given: &Grid, per_answer: PerAnswer) -> Result<Vec<f64>> {
    let grids: Vec<&Grid> = columns.iter().map(|(_, grid)| *grid).collect();
    let priors: Vec<Prior> = columns.iter().map(|(kind, _)| kind.prior(per_answer)).collect();
    stacker::fit(&grids, given, &priors, per_answer)
}

fn repeated(row: &[f64], times: usize) -> Grid {
    Grid::of(row.len(), row.repeat(times))
}
