//! How strongly two classifications go together: Cramér's V (1946), its bias in small samples corrected (Bergsma 2013, "A
//! bias-correction for Cramér's V and Tschuprow's T", Journal of the Korean Statistical Society 42: 323–328), and where
//! the V of the population lies, from the noncentral χ² distribution (Steiger and Fouladi 1997; Smithson 2003, Confidence
//! Intervals, ch. 4): the noncentrality is n·V²·(k−1), k the smaller number of rows or columns.

use serde::Serialize;

use super::noncentral::noncentrality;
use super::{Contingency, Estimate, Interval};

/// The strength of an association, 0 for none to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CramersV {
    /// As papers print it; larger than in the population where the sample is small.
    pub v: f64,
    /// Corrected after Bergsma, with the interval of the population's V; n counts the cases.
    pub corrected: Estimate,
}

impl Contingency {
    pub fn cramers_v(&self) -> CramersV {
        let test = self.chi_square();
        let (r, c, n) = (
            self.row_sums().len() as f64,
            self.column_sums().len() as f64,
            self.n() as f64,
        );
        let steps = r.min(c) - 1.0;
        let smaller = |k: f64| k - (k - 1.0).powi(2) / (n - 1.0);
        let left = (test.statistic / n - (r - 1.0) * (c - 1.0) / (n - 1.0)).max(0.0);
        let steps_left = smaller(r).min(smaller(c)) - 1.0;
        let corrected = if left > 0.0 && steps_left > 0.0 {
            (left / steps_left).sqrt().min(1.0)
        } else {
            0.0
        };
        let of = |noncentrality: f64| (noncentrality / (n * steps)).sqrt().min(1.0);
        let at = |share| noncentrality(test.statistic, test.df as f64, share);
        CramersV {
            v: (test.statistic / (n * steps)).sqrt().min(1.0),
            corrected: Estimate::Known {
                value: corrected,
                interval: Some(Interval {
                    low: of(at(0.975)),
                    high: of(at(0.025)),
                }),
                n: self.n(),
            },
        }
    }
}
