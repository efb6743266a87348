//! From probabilities to suggestions.
//!
//! A code is suggested where its probability reaches the cut that makes the expected F1 of what is not yet reviewed
//! largest (Lewis 1995, "Evaluating and optimizing autonomous text classification systems"; Ye et al. 2012, "Optimizing
//! F-measures: a tale of two approaches"), with a cut of its own per code that may go down to half of the common one.

use super::grid::Grid;
use crate::survey::PerAnswer;

/// From which probability on a code is suggested.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    per_answer: PerAnswer,
    /// The common cut.
    common: f64,
    /// By code.
    from: Vec<f64>,
    /// What happens to an answer no code of which reaches its cut.
    otherwise: Otherwise,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Otherwise {
    /// It gets no suggestion.
    Nothing,
    /// It gets the code that comes nearest, because hardly any reviewed answer is without a code.
    Nearest,
}

/// A probability measured twice may differ in its last digits: it must not fall below a cut that was taken from itself.
const SLACK: f64 = 1e-9;

/// Below this share of reviewed answers without a code, every answer gets one.
const FEW_WITHOUT_CODE: f64 = 0.02;

impl Otherwise {
    /// `given`: the codes of the reviewed answers.
    pub fn of(given: &Grid) -> Otherwise {
        let rows = given.rows();
        let without = (0..rows)
            .filter(|row| given.row(*row).iter().all(|code| *code == 0.0))
            .count();
        if rows > 0 && (without as f64) < FEW_WITHOUT_CODE * rows as f64 {
            Otherwise::Nearest
        } else {
            Otherwise::Nothing
        }
    }
}

impl Cut {
    /// `probabilities`: of the answers that are not reviewed, answers × codes.
    pub fn of(probabilities: &Grid, per_answer: PerAnswer, otherwise: Otherwise) -> Cut {
        let common = best_cut(probabilities.data().to_vec());
        let from = (0..probabilities.columns())
            .map(|code| {
                let of_code = (0..probabilities.rows()).map(|row| probabilities.row(row)[code]);
                best_cut(of_code.collect()).max(common / 2.0)
            })
            .collect();
        Cut {
            per_answer,
            common,
            from,
            otherwise,
        }
    }

    /// From which probability on a code is suggested; 0 where one code per answer is chosen.
    pub fn common(&self) -> f64 {
        self.common
    }

    /// Which codes of an answer are suggested, by its probabilities.
    pub fn suggested(&self, probabilities: &[f64]) -> Vec<bool> {
        let mut suggested: Vec<bool> = match self.per_answer {
            PerAnswer::One => vec![false; probabilities.len()],
            PerAnswer::Several => probabilities
                .iter()
                .zip(&self.from)
                .map(|(p, from)| *p >= from - SLACK)
                .collect(),
        };
        let nearest = match (self.per_answer, self.otherwise) {
            // What is missing to 1 is the probability that no code fits.
            (PerAnswer::One, _) => best(probabilities.iter().copied())
                .filter(|best| probabilities[*best] >= 1.0 - probabilities.iter().sum::<f64>()),
            (PerAnswer::Several, Otherwise::Nearest) if !suggested.contains(&true) => {
                best(probabilities.iter().zip(&self.from).map(|(p, from)| p / from))
            }
            _ => None,
        };
        if let Some(nearest) = nearest {
            suggested[nearest] = true;
        }
        suggested
    }
}

/// Place of the largest value; the first of equals.
fn best(values: impl Iterator<Item = f64>) -> Option<usize> {
    let mut found: Option<(usize, f64)> = None;
    for (at, value) in values.enumerate() {
        if found.is_none_or(|(_, most)| value > most) {
            found = Some((at, value));
        }
    }
    found.map(|(at, _)| at)
}

/// The cut c among the values that makes 2 Σ_{p ≥ c} p / (#{p ≥ c} + Σ p) largest; 0.5 where there is none.
fn best_cut(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(|a, b| b.total_cmp(a));
    let all: f64 = values.iter().sum();
    let mut above = 0.0;
    let (mut most, mut cut) = (0.0, 0.5);
    for (at, value) in values.iter().enumerate() {
        above += value;
        let expected = 2.0 * above / ((at + 1) as f64 + all);
        // Equal values lie on the same side of a cut: the last of them counts.
        if expected > most && values.get(at + 1) != Some(value) {
            (most, cut) = (expected, *value);
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: the values .9 .8 .3 .1 sum to 2.1; expected F1 at the four cuts is .581, .829, .784, .689.
    #[test]
    fn the_cut_makes_the_expected_f1_largest() {
        assert_eq!(best_cut(vec![0.1, 0.9, 0.3, 0.8]), 0.8);
        assert_eq!(best_cut(Vec::new()), 0.5);
    }

    #[test]
    fn an_answer_without_suggestion_gets_the_nearest_code_where_all_have_one() {
        let p = Grid::of(2, vec![0.9, 0.1, 0.8, 0.2, 0.05, 0.04]);
        let cut = |otherwise| Cut::of(&p, PerAnswer::Several, otherwise);
        assert_eq!(cut(Otherwise::Nothing).suggested(p.row(2)), [false, false]);
        assert_eq!(
            cut(Otherwise::Nearest)
                .suggested(p.row(2))
                .iter()
                .filter(|yes| **yes)
                .count(),
            1
        );
        let one = Cut::of(&p, PerAnswer::One, Otherwise::Nothing);
        assert_eq!(one.suggested(&[0.2, 0.5, 0.3]), [false, true, false]);
        assert_eq!(
            one.suggested(&[0.2, 0.1, 0.1]),
            [false, false, false],
            "none fits"
        );
    }

    #[test]
    fn whether_hardly_any_answer_is_without_code() {
        assert_eq!(
            Otherwise::of(&Grid::of(2, vec![1.0, 0.0, 0.0, 0.0])),
            Otherwise::Nothing
        );
        assert_eq!(Otherwise::of(&Grid::of(2, vec![1.0, 0.0])), Otherwise::Nearest);
        assert_eq!(Otherwise::of(&Grid::zeros(0, 2)), Otherwise::Nothing);
    }
}
