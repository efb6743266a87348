//! Brennan and Prediger's coefficient: chance is that every category is as probable as any other.

use super::{Coefficient, beyond, observed};

pub const BRENNAN_PREDIGER: Coefficient = Coefficient {
    id: "brennan_prediger",
    de: "Brennan-Prediger",
    en: "Brennan–Prediger",
    source: "Brennan & Prediger (1981), Coefficient kappa: some uses, misuses, and alternatives, Educational and Psychological \
             Measurement 41",
    of: |sums| beyond(observed(sums)?, 1.0 / sums.q() as f64),
};
