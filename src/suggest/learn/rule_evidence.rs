//! What match rules say of an answer, as a number that can be weighed against other evidence.
//!
//! Not part of the published method, which left rules for later. Tried on the development part of the learning curves: the
//! strength of the rules (worse), hit or not (better, but rare codes are lost once others were reviewed), and this.

use super::grid::Grid;
use super::shares::{LARGEST_SHARE, SMALLEST_SHARE};
use crate::suggest::rules::MIN_SCORE;

/// Log odds of a code whose rules hit, as expected beforehand: right in about four of five cases.
const RULES_HIT: f64 = 1.4;
/// What it takes from the log odds of a code when its rules are silent.
const RULES_SILENT: f64 = -1.2;

/// 1 where the rules of a code are strong enough to suggest it alone.
pub fn hits(strength: &Grid) -> Grid {
    let hit = |strength: &f64| f64::from(u8::from(*strength >= MIN_SCORE));
    Grid::of(strength.columns(), strength.data().iter().map(hit).collect())
}

/// What the rules say of answers, in log odds against the share of answers in which they hit: a code whose rules hit is about
/// as probable whether it is rare or frequent. A code whose rules never hit has no word.
pub fn word_of_rules(strength: &Grid, shares: &[f64]) -> Grid {
    let mut words = hits(strength);
    for row in 0..words.rows() {
        for (word, share) in words.row_mut(row).iter_mut().zip(shares) {
            let usual = share.clamp(SMALLEST_SHARE, LARGEST_SHARE);
            *word = if *word > 0.0 {
                RULES_HIT - (usual / (1.0 - usual)).ln()
            } else if *share > 0.0 {
                RULES_SILENT
            } else {
                0.0
            };
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_is_worth_more_for_a_rare_code_and_silence_the_same_for_all() {
        let strength = Grid::of(3, vec![0.9, 0.0, 0.0, 0.4, 0.5, 0.0]);
        assert_eq!(hits(&strength).data(), [1.0, 0.0, 0.0, 0.0, 1.0, 0.0]);
        let words = word_of_rules(&strength, &[0.5, 0.1, 0.0]);
        assert_eq!(words.row(0)[0], RULES_HIT);
        assert!((words.row(1)[1] - (RULES_HIT + 9.0f64.ln())).abs() < 1e-12);
        assert_eq!(words.row(0)[1..], [RULES_SILENT, 0.0]);
    }
}
