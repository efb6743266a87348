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

/// Fits the weights. `features`: each n × codes; `given`: n × codes, 1 where the code was given. With one code per answer,
/// answers with none or several are left out.
pub fn fit(features: &[&Grid], given: &Grid, prior: &[Prior], per_answer: PerAnswer) -> Result<Vec<f64>> {
    let size = prior.len();
    let mut weights: Vec<f64> = prior.iter().map(|prior| prior.mean).collect();
    let rows: Vec<usize> = (0..given.rows())
        .filter(|row| per_answer == PerAnswer::Several || given.row(*row).iter().sum::<f64>() == 1.0)
        .collect();
    for _ in 0..ROUNDS {
        // Gradient, then the upper left half of the Hessian, summed block by block in order.
        let sums: Vec<Vec<f64>> = rows
            .par_chunks(BLOCK)
            .map(|rows| sum_rows(rows, features, given, &weights, per_answer))
            .collect();
        let mut gradient = vec![0.0; size];
        let mut hessian = Grid::zeros(size, size);
        for sum in sums {
            for (at, value) in gradient.iter_mut().enumerate() {
                *value += sum[at];
            }
            for (at, value) in hessian.data_mut().iter_mut().enumerate() {
                *value += sum[size + at];
            }
        }
        for (at, prior) in prior.iter().enumerate() {
            gradient[at] += prior.precision * (weights[at] - prior.mean);
            hessian.row_mut(at)[at] += prior.precision;
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
    Ok(weights)
}

/// Gradient (features) and Hessian (features × features) of the loss over some answers.
fn sum_rows(
    rows: &[usize],
    features: &[&Grid],
    given: &Grid,
    weights: &[f64],
    per_answer: PerAnswer,
) -> Vec<f64> {
    let size = features.len();
    let mut sums = vec![0.0; size + size * size];
    let mut scores = vec![0.0; given.columns()];
    let mut mean = vec![0.0; size];
    let mut of_pair = vec![0.0; size];
    for row in rows {
        combine(features, *row, weights, &mut scores);
        to_probabilities(&mut scores, per_answer);
        mean.fill(0.0);
        for (code, p) in scores.iter().enumerate() {
            for (value, feature) in of_pair.iter_mut().zip(features) {
                *value = feature.row(*row)[code];
            }
            let error = p - given.row(*row)[code];
            let spread = match per_answer {
                PerAnswer::Several => p * (1.0 - p),
                PerAnswer::One => *p,
            };
            for a in 0..size {
                sums[a] += error * of_pair[a];
                mean[a] += p * of_pair[a];
                for b in 0..size {
                    sums[size + a * size + b] += spread * of_pair[a] * of_pair[b];
                }
            }
        }
        if per_answer == PerAnswer::One {
            for a in 0..size {
                for b in 0..size {
                    sums[size + a * size + b] -= mean[a] * mean[b];
                }
            }
        }
    }
    sums
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
