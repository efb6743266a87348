//! What could be accepted unseen from a confidence on, how much of people's coding that covers, and how much of it is right.
//!
//! The question of semi-automatic per_answer (Schonlau and Couper 2016, "Semi-automated categorization of open-ended questions",
//! Survey Research Methods 10: 143–152): what the program may code at a given accuracy.

use serde::Serialize;

use super::calibration::pairs;
use super::{Codes, Judged};
use crate::estimate::Estimate;
use crate::survey::PerAnswer;

/// From which confidence on.
pub const CONFIDENCES: [f64; 7] = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

/// What lies at or above a confidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Accepted {
    pub confidence: f64,
    /// Pairs of unit and code, or units.
    pub n: u64,
    /// Of the codes that people gave, the share found; of units, the share accepted.
    pub covered: Estimate,
    pub right: Estimate,
}

/// Single codes, whatever else the unit has.
pub(super) fn of_codes(judged: &[Judged]) -> Vec<Accepted> {
    let given = pairs(judged).filter(|(_, given)| *given).count() as u64;
    CONFIDENCES
        .into_iter()
        .map(|confidence| {
            let above = || pairs(judged).filter(|(score, _)| *score >= confidence);
            let n = above().count() as u64;
            let right = above().filter(|(_, given)| *given).count() as u64;
            Accepted {
                confidence,
                n,
                covered: Estimate::share(right, given),
                right: Estimate::share(right, n),
            }
        })
        .collect()
}

/// Whole sets: a unit counts as right where all its codes are.
pub(super) fn of_sets(judged: &[Judged], codes: &Codes, per_answer: PerAnswer) -> Vec<Accepted> {
    let units: Vec<(f64, bool)> = judged
        .iter()
        .map(|unit| {
            let exact = unit.given == unit.suggested;
            (confidence_in_set(unit, codes, per_answer), exact)
        })
        .collect();
    CONFIDENCES
        .into_iter()
        .map(|confidence| {
            let above = || units.iter().filter(|(sure, _)| *sure >= confidence);
            let n = above().count() as u64;
            let right = above().filter(|(_, exact)| *exact).count() as u64;
            Accepted {
                confidence,
                n,
                covered: Estimate::share(n, units.len() as u64),
                right: Estimate::share(right, n),
            }
        })
        .collect()
}

/// The probability that the suggested set is the right one. Of a single code: its probability. Of several: the product over
/// the codes, as if they were independent of each other, each given its parent (a code can only be there where its parent is).
fn confidence_in_set(unit: &Judged, codes: &Codes, per_answer: PerAnswer) -> f64 {
    let scores = unit.score.iter().copied();
    if per_answer == PerAnswer::One {
        let suggested = scores.zip(&unit.suggested).filter(|(_, suggested)| **suggested);
        // The code itself is less probable than the parents that it brings.
        return suggested.map(|(score, _)| score).reduce(f64::min).unwrap_or(0.0);
    }
    scores
        .enumerate()
        .map(|(at, score)| {
            let given_parent = match codes.parents[at] {
                None => score,
                Some(parent) if !unit.suggested[parent] => return 1.0,
                Some(parent) if unit.score[parent] <= 0.0 => 0.0,
                Some(parent) => (score / unit.score[parent]).min(1.0),
            };
            if unit.suggested[at] {
                given_parent
            } else {
                1.0 - given_parent
            }
        })
        .product()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(score: &[f64], suggested: &[bool]) -> Judged {
        Judged {
            given: suggested.to_vec(),
            score: score.to_vec(),
            suggested: suggested.to_vec(),
        }
    }

    /// By hand: parent .9 with the children .6 and .3, beside it .1. Suggested: parent and first child.
    /// .9 · .6/.9 · (1 − .3/.9) · (1 − .1) = .36.
    #[test]
    fn a_child_is_judged_given_its_parent() {
        let codes = Codes {
            ids: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
            parents: vec![None, Some(0), Some(0), None],
        };
        let sure = |suggested: &[bool]| {
            confidence_in_set(
                &unit(&[0.9, 0.6, 0.3, 0.1], suggested),
                &codes,
                PerAnswer::Several,
            )
        };
        assert!((sure(&[true, true, false, false]) - 0.36).abs() < 1e-12);
        // Without the parent its children cannot be there: (1 − .9) · (1 − .1).
        assert!((sure(&[false; 4]) - 0.09).abs() < 1e-12);
        let single = unit(&[0.9, 0.8, 0.1, 0.1], &[true, true, false, false]);
        assert_eq!(confidence_in_set(&single, &codes, PerAnswer::One), 0.8);
    }
}
