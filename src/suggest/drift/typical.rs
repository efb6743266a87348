//! Words that are typical of one of two groups of answers: log odds with a Dirichlet prior taken from both together (Monroe,
//! Colaresi and Quinn 2008, "Fightin' Words", Political Analysis 16: 372–403, equations 15 to 22).

use serde::Serialize;

use super::words::{Stem, Words};

/// A word with its share of evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Typical {
    /// As it is written most often.
    pub word: String,
    /// Difference of log odds in standard errors, always above 0.
    pub z: f64,
    /// How often it occurs, in the earlier and in the later answers.
    pub before: u64,
    pub now: u64,
}

/// Words shown for each group.
const SHOWN: usize = 8;
/// Words that the prior counts for; more draws rare words nearer to 0.
const PRIOR: f64 = 500.0;

/// The words most typical of the first group and of the second.
pub fn typical(before: &[u64], now: &[u64], words: &Words<'_>) -> (Vec<Typical>, Vec<Typical>) {
    let scores = scores(before, now);
    let shown = |sign: f64| {
        let mut found: Vec<Typical> = (0..scores.len())
            .filter(|stem| sign * scores[*stem] > 0.0)
            .map(|stem| Typical {
                word: words.written(stem as Stem).to_owned(),
                z: sign * scores[stem],
                before: before[stem],
                now: now[stem],
            })
            .collect();
        found.sort_by(|a, b| b.z.total_cmp(&a.z).then_with(|| a.word.cmp(&b.word)));
        found.truncate(SHOWN);
        found
    };
    (shown(1.0), shown(-1.0))
}

/// z of each word, above 0 where it is typical of the first group; nothing where a group has no words.
fn scores(before: &[u64], now: &[u64]) -> Vec<f64> {
    let sum = |counts: &[u64]| counts.iter().sum::<u64>() as f64;
    let (first, second) = (sum(before), sum(now));
    if first == 0.0 || second == 0.0 {
        return Vec::new();
    }
    before
        .iter()
        .zip(now)
        .map(|(a, b)| {
            let (a, b) = (*a as f64, *b as f64);
            let prior = PRIOR * (a + b) / (first + second);
            let odds = |times: f64, all: f64| ((times + prior) / (all + PRIOR - times - prior)).ln();
            let variance = 1.0 / (a + prior) + 1.0 / (b + prior);
            let z = (odds(a, first) - odds(b, second)) / variance.sqrt();
            // The only word there is has all odds: nothing to compare.
            if z.is_finite() { z } else { 0.0 }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The equations written out again in numpy for the counts [4, 1, 0, 3, 2] and [1, 1, 5, 0, 1].
    #[test]
    fn scores_are_those_of_the_equations() {
        let expected = [
            0.20126892039793298,
            -0.023506506057180833,
            -0.457404175692818,
            0.24565537085947947,
            0.06141725691933652,
        ];
        let found = scores(&[4, 1, 0, 3, 2], &[1, 1, 5, 0, 1]);
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
        assert_eq!(scores(&[3], &[2]), [0.0]);
        assert!(scores(&[3, 0], &[0, 0]).is_empty());
    }
}
