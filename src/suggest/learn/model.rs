//! The method: a prior by code, code texts and rules, kernel ridge on what they leave unexplained, and one pooled
//! regression that turns all of it into calibrated probabilities.

use rayon::prelude::*;

use super::columns::{Columns, Kind, Weights, fit, probabilities, repeated};
use super::grid::Grid;
use super::none_fits::NoneFits;
use super::ridge::Ridge;
use super::shares::Shares;
use super::stacker::{self, Constants};

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

/// The method as it was published and checked against its reference, or with what was found to help beyond it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Published,
    /// Each code has a constant of its own, and with one code per answer "none fits" can be chosen.
    Extended,
}

/// Precision of a code's own constant. Anything from 1 to 10 does as well.
const OWN_CONSTANT: f64 = 5.0;

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
    none: NoneFits,
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
        method: Method,
    ) -> Result<Model> {
        let (constants, none) = match method {
            Method::Published => (Constants::None, NoneFits::Improbable),
            Method::Extended => (Constants::PerCode(OWN_CONSTANT), NoneFits::of(given, per_answer)),
        };
        let given = &none.with_none(given);
        let columns = Columns::of(features.pick(rows), shares, given, per_answer, none);
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
                none,
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
            left_out: none.without_none(probabilities(&all, &fitted, rows.len(), per_answer)),
            none,
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
        let none = NoneFits::of(given, per_answer);
        let given = &none.with_none(given);
        let columns = Columns::of(features.pick(rows), shares, given, per_answer, none);
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

    /// Log odds (several codes) or unnormalised logarithms (one code) of all answers, answers × codes; after the codes
    /// "none" where it can be chosen.
    pub fn scores(&self, features: &Features) -> Grid {
        let learned = self.ridge.as_ref().map(|ridge| ridge.scores(&features.profiles));
        let mut scores = repeated(&self.base(), features.profiles.rows());
        let mut add = |grid: &Grid, weight: f64| {
            for row in 0..grid.rows() {
                for (score, value) in scores.row_mut(row).iter_mut().zip(grid.row(row)) {
                    *score += weight * value;
                }
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
        self.to_probabilities(self.scores(features))
    }

    /// Probabilities from scores.
    pub fn to_probabilities(&self, mut scores: Grid) -> Grid {
        let codes = scores.columns().max(1);
        scores
            .data_mut()
            .par_chunks_mut(codes)
            .for_each(|row| stacker::to_probabilities(row, self.per_answer));
        self.none.without_none(scores)
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

#[cfg(test)]
mod tests {
    use super::super::cut::{Cut, Otherwise};
    use super::super::space::Space;
    use super::super::space::tests::plain;
    use super::*;

    /// Answers of three kinds of words, the third of which no code fits.
    #[test]
    fn where_answers_have_one_code_none_can_be_chosen() {
        let answers: Vec<_> = (0..30)
            .map(|at| {
                let mut words = [0.0; 9];
                words[at % 3 * 3] = 1.0;
                words[at % 3 * 3 + 1 + at / 3 % 2] = 1.0;
                plain(&words)
            })
            .collect();
        let (_, measured) = Space::of(&answers, None, 9);
        let features = Features {
            profiles: measured.profiles,
            texts: None,
            rules: None,
        };
        let rows: Vec<usize> = (0..24).collect();
        let given = rows
            .iter()
            .flat_map(|row| [0, 1].map(|code| f64::from(u8::from(row % 3 == code))));
        let given = Grid::of(2, given.collect());
        let shares = Shares::equal(2, PerAnswer::One);
        let model = Model::fit(
            &features,
            &shares,
            &rows,
            &given,
            PerAnswer::One,
            Method::Extended,
        )
        .unwrap();
        let probabilities = model.probabilities(&features);
        assert_eq!((probabilities.columns(), model.left_out().columns()), (2, 2));
        let cut = Cut::of(&probabilities, PerAnswer::One, Otherwise::of(&given));
        for row in 24..30 {
            let wanted = [row % 3 == 0, row % 3 == 1];
            assert_eq!(
                cut.suggested(probabilities.row(row)),
                wanted,
                "{row}: {:?}",
                probabilities.row(row)
            );
        }
    }
}
