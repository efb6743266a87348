//! Fleiss' κ: chance is that all draw from one pot of categories.

use super::{Coefficient, beyond, common, observed};

pub const FLEISS: Coefficient = Coefficient {
    id: "fleiss_kappa",
    de: "Fleiss’ κ",
    en: "Fleiss’ κ",
    source: "Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76; with gaps as in \
             Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., section 2.5",
    of: |sums| {
        let chance = common(sums).map(|share| share * share).sum();
        beyond(observed(sums)?, chance)
    },
};
