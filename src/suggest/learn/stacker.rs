//! One pooled regression over all pairs of answer and code: how much each kind of evidence counts.
//!
//! Logistic where an answer has several codes, softmax over the codes where it has one; Gaussian prior on the
//! weights, Newton's method (Bishop 2006, "Pattern Recognition and Machine Learning", 4.3.3 and 4.5). Because one set of
//! weights serves all codes, no single code can overfit, and the probabilities are calibrated.

use rayon::prelude::*;

use super::grid::{Factor, Grid};
use crate::problem::Result;
use crate::survey::PerAnswer;

/// What is expected of a weight before anything was reviewed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    pub mean: f64,
    /// 1 / variance.
    pub precision: f64,
}

/// Longest step of a weight in one round, so that Newton's method cannot run away.
const LONGEST_STEP: f64 = 3.0;
const SMALLEST_STEP: f64 = 1e-4;
const ROUNDS: usize = 30;
/// Answers that are summed at a time; fixed, so that sums do not depend on the number of threads.
const BLOCK: usize = 256;

/// What a fit gives.
pub struct Fit {
    /// By feature.
    pub weights: Vec<f64>,
    /// By code; zeros where codes have no constant of their own.
    pub constants: Vec<f64>,
}

/// Whether each code has a constant of its own beside the pooled weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Constants {
    /// As the method was published.
    None,
    /// Drawn towards 0 with this precision.
    PerCode(f64),
}

/// Fits the weights. `features`: each n × codes; `given`: n × codes, 1 where the code was given. With one code per answer,
/// answers with none or several are left out.
pub fn fit(
    features: &[&Grid],
    given: &Grid,
    prior: &[Prior],
    constants: Constants,
    per_answer: PerAnswer,
) -> Result<Fit> {
    let shared = prior.len();
    let codes = given.columns();
    let precision = match constants {
        Constants::None => None,
        Constants::PerCode(precision) => Some(precision),
    };
    let size = shared + if precision.is_some() { codes } else { 0 };
    let mut weights = vec![0.0; size];
    let expected = |at: usize| match (prior.get(at), precision) {
        (Some(prior), _) => *prior,
        (None, precision) => Prior {
            mean: 0.0,
            precision: precision.unwrap_or_default(),
        },
    };
    for (at, weight) in weights.iter_mut().enumerate() {
        *weight = expected(at).mean;
    }
    let rows: Vec<usize> = (0..given.rows())
        .filter(|row| per_answer == PerAnswer::Several || given.row(*row).iter().sum::<f64>() == 1.0)
        .collect();
    for _ in 0..ROUNDS {
        // Summed block by block in order.
        let sums: Vec<Sums> = rows
            .par_chunks(BLOCK)
            .map(|rows| sum_rows(rows, features, given, &weights, per_answer))
            .collect();
        let mut gradient = vec![0.0; size];
        let mut hessian = Grid::zeros(size, size);
        for sum in sums {
            for (value, of_block) in gradient.iter_mut().zip(&sum.gradient) {
                *value += of_block;
            }
            for (value, of_block) in hessian.data_mut().iter_mut().zip(sum.hessian.data()) {
                *value += of_block;
            }
        }
        for at in 0..size {
            let Prior { mean, precision } = expected(at);
            gradient[at] += precision * (weights[at] - mean);
            hessian.row_mut(at)[at] += precision;
        }
        let step = Factor::of(hessian, 0.0)?.solve(&Grid::of(1, gradient));
        let longest = step.data().iter().fold(0.0f64, |most, step| most.max(step.abs()));
        let shorten = (LONGEST_STEP / longest.max(1e-12)).min(1.0);
        for (weight, step) in weights.iter_mut().zip(step.data()) {
            *weight -= step * shorten;
        }
        if longest * shorten < SMALLEST_STEP {
            break;
        }
    }
    let mut own = weights.split_off(shared);
    own.resize(codes, 0.0);
    Ok(Fit {
        weights,
        constants: own,
    })
}

/// First and second derivatives of the loss over some answers: by feature, then by code where codes have constants.
struct Sums {
    gradient: Vec<f64>,
    /// Its lower half.
    hessian: Grid,
}

fn sum_rows(
    rows: &[usize],
    features: &[&Grid],
    given: &Grid,
    weights: &[f64],
    per_answer: PerAnswer,
) -> Sums {
    let (shared, size, codes) = (features.len(), weights.len(), given.columns());
    let own = &weights[shared..];
    // By code, and summed over the codes at the end: several codes are worked out in one step of the processor.
    let mut slopes = Grid::zeros(shared, codes);
    let mut bends = Grid::zeros(shared * shared, codes);
    let mut own_slopes = vec![0.0; codes];
    let mut own_bends = vec![0.0; codes];
    let mut cross = Grid::zeros(shared, codes);
    let mut outer = Grid::zeros(size, size);
    let mut scores = vec![0.0; codes];
    let (mut errors, mut spreads, mut spread) = (scores.clone(), scores.clone(), scores.clone());
    let mut mean = vec![0.0; size];
    for row in rows {
        combine(features, *row, &weights[..shared], &mut scores);
        scores.iter_mut().zip(own).for_each(|(score, own)| *score += own);
        to_probabilities(&mut scores, per_answer);
        for (error, (p, given)) in errors.iter_mut().zip(scores.iter().zip(given.row(*row))) {
            *error = p - given;
        }
        for (spread, p) in spreads.iter_mut().zip(&scores) {
            *spread = match per_answer {
                PerAnswer::Several => p * (1.0 - p),
                PerAnswer::One => *p,
            };
        }
        for (a, feature) in features.iter().enumerate() {
            let of_row = feature.row(*row);
            add_products(slopes.row_mut(a), &errors, of_row);
            for (spread, (of_code, value)) in spread.iter_mut().zip(spreads.iter().zip(of_row)) {
                *spread = of_code * value;
            }
            for (b, other) in features[..=a].iter().enumerate() {
                add_products(bends.row_mut(a * shared + b), &spread, other.row(*row));
            }
            if !own.is_empty() {
                cross
                    .row_mut(a)
                    .iter_mut()
                    .zip(&spread)
                    .for_each(|(sum, spread)| *sum += spread);
            }
            // With one code per answer the spread is the probability.
            mean[a] = spread.iter().sum();
        }
        if !own.is_empty() {
            own_slopes
                .iter_mut()
                .zip(&errors)
                .for_each(|(sum, error)| *sum += error);
            own_bends
                .iter_mut()
                .zip(&spreads)
                .for_each(|(sum, spread)| *sum += spread);
            mean[shared..].copy_from_slice(&scores);
        }
        if per_answer == PerAnswer::One {
            for a in 0..size {
                let of_a = mean[a];
                for (value, other) in outer.row_mut(a)[..=a].iter_mut().zip(&mean) {
                    *value += of_a * other;
                }
            }
        }
    }
    let mut gradient = vec![0.0; size];
    let mut hessian = Grid::zeros(size, size);
    for (a, slope) in gradient[..shared].iter_mut().enumerate() {
        *slope = slopes.row(a).iter().sum();
        for (b, bend) in hessian.row_mut(a)[..=a].iter_mut().enumerate() {
            *bend = bends.row(a * shared + b).iter().sum();
        }
    }
    for (code, slope) in gradient[shared..].iter_mut().enumerate() {
        *slope = own_slopes[code];
        let row = hessian.row_mut(shared + code);
        row[shared + code] = own_bends[code];
        for (a, bend) in row[..shared].iter_mut().enumerate() {
            *bend = cross.row(a)[code];
        }
    }
    for (value, outer) in hessian.data_mut().iter_mut().zip(outer.data()) {
        *value -= outer;
    }
    Sums { gradient, hessian }
}

/// sum += left · right, one by one.
fn add_products(sums: &mut [f64], left: &[f64], right: &[f64]) {
    for (sum, (left, right)) in sums.iter_mut().zip(left.iter().zip(right)) {
        *sum += left * right;
    }
}

/// Σ weight · feature for one answer, by code.
pub fn combine(features: &[&Grid], row: usize, weights: &[f64], scores: &mut [f64]) {
    scores.fill(0.0);
    for (feature, weight) in features.iter().zip(weights) {
        for (score, value) in scores.iter_mut().zip(feature.row(row)) {
            *score += weight * value;
        }
    }
}

/// Log odds (several codes) or unnormalised logarithms (one code) of an answer become probabilities.
pub fn to_probabilities(scores: &mut [f64], per_answer: PerAnswer) {
    match per_answer {
        PerAnswer::Several => scores
            .iter_mut()
            .for_each(|score| *score = 1.0 / (1.0 + (-*score).exp())),
        PerAnswer::One => {
            let most = scores
                .iter()
                .fold(f64::NEG_INFINITY, |most, score| most.max(*score));
            scores.iter_mut().for_each(|score| *score = (*score - most).exp());
            let sum: f64 = scores.iter().sum();
            scores.iter_mut().for_each(|score| *score /= sum);
        }
    }
}
