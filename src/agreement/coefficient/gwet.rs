//! Gwet's AC1: chance is that some ratings are random, and the rarer a category the fewer of them.

use super::{Coefficient, beyond, common, observed};

/// Stays defined, as 1, where all ratings are the same.
pub const AC1: Coefficient = Coefficient {
    id: "gwet_ac1",
    de: "Gwets AC1",
    en: "Gwet’s AC1",
    source: "Gwet (2008), Computing inter-rater reliability and its variance in the presence of high agreement, British \
             Journal of Mathematical and Statistical Psychology 61",
    of: |sums| {
        let spread: f64 = common(sums).map(|share| share * (1.0 - share)).sum();
        beyond(observed(sums)?, spread / (sums.q() as f64 - 1.0))
    },
};
