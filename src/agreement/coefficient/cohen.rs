//! Cohen's κ: chance is that everybody hands out categories as often as they do, but at random.

use super::{Coefficient, beyond, observed};
use crate::agreement::sums::Sums;
use crate::estimate::Undefined;

/// Of two coders as Cohen has it, of more as Conger does.
pub const COHEN: Coefficient = Coefficient {
    id: "cohen_kappa",
    de: "Cohens κ",
    en: "Cohen’s κ",
    source: "Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20; Conger \
             (1980), Integration and generalization of kappas for multiple raters, Psychological Bulletin 88; with gaps as \
             in Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., section 2.5",
    of,
};

/// Chance is the mean over pairs of coders of the product of their shares: Σₖ (p̄ₖ² − s²ₖ / r) with mean and variance of
/// the shares of r coders.
fn of(sums: &Sums) -> Result<f64, Undefined> {
    let observed = observed(sums)?;
    let chance: f64 = (0..sums.q())
        .map(|category| {
            let shares: Vec<f64> = sums.of_coders(category).collect();
            let r = shares.len() as f64;
            let sum: f64 = shares.iter().sum();
            let squares: f64 = shares.iter().map(|share| share * share).sum();
            (sum * sum - squares) / (r * (r - 1.0))
        })
        .sum();
    beyond(observed, chance)
}
