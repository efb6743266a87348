//! How often each code is expected, before and after answers were reviewed.

use super::grid::Grid;
use crate::survey::PerAnswer;

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
pub const LARGEST_SHARE: f64 = 0.7;
pub const SMALLEST_SHARE: f64 = 0.01;
/// Answers that no code fits, where they are chosen like a code.
const SHARE_OF_NONE: f64 = 0.05;
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

    /// Shares after n answers were reviewed (n × codes, where "none" can be chosen with it after the codes), as the stacker takes them: log odds, or logarithms of shares that sum to 1.
    pub fn updated(&self, given: &Grid, per_answer: PerAnswer) -> Vec<f64> {
        let n = given.rows() as f64;
        let shares: Vec<f64> = given
            .means()
            .iter()
            .zip(
                self.of_code
                    .iter()
                    .zip(&self.strength)
                    .chain([(&SHARE_OF_NONE, &STRENGTH)]),
            )
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
