//! Agreement as it is seen, with no regard to chance: of all ratings, and of each category by itself.

use super::{Coefficient, observed};
use crate::agreement::sums::Sums;
use crate::estimate::Undefined;

/// Mean over units of the share of pairs of coders who say the same.
pub const PERCENT: Coefficient = Coefficient {
    id: "percent_agreement",
    de: "Prozentuale Übereinstimmung",
    en: "Percent agreement",
    source: "Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76, eq. 2",
    of: observed,
};

/// Where somebody gave the code: how probable it is that another one gave it too.
pub const POSITIVE: Coefficient = Coefficient {
    id: "positive_agreement",
    de: "Positive Übereinstimmung",
    en: "Positive agreement",
    source: "Cicchetti & Feinstein (1990), High agreement but low kappa II, Journal of Clinical Epidemiology 43; for more than \
             two coders Spitzer & Fleiss (1974), British Journal of Psychiatry 125",
    of: |sums| of_category(sums, 1),
};

/// Where somebody did not give the code: how probable it is that another one did not either.
pub const NEGATIVE: Coefficient = Coefficient {
    id: "negative_agreement",
    de: "Negative Übereinstimmung",
    en: "Negative agreement",
    source: POSITIVE.source,
    of: |sums| of_category(sums, 0),
};

fn of_category(sums: &Sums, category: usize) -> Result<f64, Undefined> {
    if sums.units() == 0.0 {
        return Err(Undefined::NoPairs);
    }
    match sums.count(category) {
        0.0 => Err(Undefined::OneCategory),
        given => Ok(sums.alike(category) / given),
    }
}
