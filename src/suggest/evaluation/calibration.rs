//! Whether scores hold as probabilities: of the codes scored around .8, are 80 % right?
//!
//! All pairs of unit and code count, ten bins of equal width, each without its lower and with its upper end (the first
//! with both). Expected calibration error: mean over pairs of |share right − mean score| of the pair's bin (Naeini, Cooper and
//! Hauskrecht 2015, AAAI; Guo et al. 2017, ICML). Brier score: mean of (score − 0 or 1)² (Brier 1950). Pairs of one
//! unit are not independent, so the intervals of the bins are somewhat too narrow.

use serde::Serialize;

use super::Judged;
use crate::estimate::{Estimate, Undefined};

const BINS: usize = 10;

/// Pairs with a score above `from` up to `to`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bin {
    pub from: f64,
    pub to: f64,
    pub n: u64,
    pub mean_score: Estimate,
    /// Share of the pairs whose code people gave.
    pub right: Estimate,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    pub bins: Vec<Bin>,
    pub expected_calibration_error: Estimate,
    pub brier_score: Estimate,
}

impl Calibration {
    pub fn of(judged: &[Judged]) -> Calibration {
        let (mut n, mut right, mut scores) = ([0_u64; BINS], [0_u64; BINS], [0.0; BINS]);
        let mut squares = 0.0;
        for (score, given) in pairs(judged) {
            let bin = bin_of(score);
            n[bin] += 1;
            right[bin] += u64::from(given);
            scores[bin] += score;
            squares += (score - f64::from(u8::from(given))).powi(2);
        }
        let all: u64 = n.iter().sum();
        let gaps: f64 = (0..BINS).map(|bin| (right[bin] as f64 - scores[bin]).abs()).sum();
        let bin = |at: usize| Bin {
            from: at as f64 / BINS as f64,
            to: (at + 1) as f64 / BINS as f64,
            n: n[at],
            mean_score: mean(scores[at], n[at]),
            right: Estimate::share(right[at], n[at]),
        };
        Calibration {
            bins: (0..BINS).map(bin).collect(),
            expected_calibration_error: mean(gaps, all),
            brier_score: mean(squares, all),
        }
    }
}

/// Score and whether people gave the code, of all units and codes.
pub(super) fn pairs(judged: &[Judged]) -> impl Iterator<Item = (f64, bool)> {
    judged
        .iter()
        .flat_map(|unit| unit.score.iter().copied().zip(unit.given.iter().copied()))
}

fn bin_of(score: f64) -> usize {
    (1..BINS)
        .take_while(|edge| score > *edge as f64 / BINS as f64)
        .count()
}

fn mean(sum: f64, n: u64) -> Estimate {
    let value = if n == 0 {
        Err(Undefined::EmptyBase)
    } else {
        Ok(sum / n as f64)
    };
    Estimate::of(value, None, n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_on_an_edge_belongs_below() {
        let bins = [0.0, 0.1, 0.100001, 0.3, 0.7, 0.95, 1.0].map(bin_of);
        assert_eq!(bins, [0, 0, 1, 2, 6, 9, 9]);
    }
}
