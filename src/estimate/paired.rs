//! How far a share has changed between two times in the same cases.
//!
//! The interval is method 10 of Newcombe (1998, "Improved confidence intervals for the difference between binomial proportions based on
//! paired data", Statistics in Medicine 17: 2635–2650): Wilson's intervals of both shares, put together with the correlation of the
//! two. The test is McNemar's (1947, Psychometrika 12: 153–157), exact: whether as many gained it as lost it.

use statrs::distribution::{Binomial, DiscreteCDF};

use super::wilson::{Z, wilson_at};
use super::{Estimate, Fourfold, Interval, Undefined};

impl Fourfold {
    /// How much larger the share of the second is than that of the first, in the same cases; n counts them.
    pub fn change(&self) -> Estimate {
        let n = self.n();
        let intervals = (wilson_at(self.first(), n, Z), wilson_at(self.second(), n, Z));
        let (Some(first), Some(second)) = intervals else {
            return Estimate::Undefined {
                why: Undefined::EmptyBase,
                n,
            };
        };
        let share = |part: u64| part as f64 / n as f64;
        let (before, after) = (share(self.first()), share(self.second()));
        let correlation = self.corrected_correlation();
        let together = |one: f64, other: f64| {
            (one * one - 2.0 * correlation * one * other + other * other)
                .max(0.0)
                .sqrt()
        };
        let value = after - before;
        Estimate::Known {
            value,
            interval: Some(Interval {
                low: value - together(after - second.low, first.high - before),
                high: value + together(second.high - after, before - first.low),
            }),
            n,
        }
    }

    /// The probability of an imbalance at least as large between cases that gained it and cases that lost it, if there were no
    /// change; none where no case changed.
    pub fn chance_of_no_change(&self) -> Option<f64> {
        let changed = self.first_only + self.second_only;
        let binomial = Binomial::new(0.5, changed).ok().filter(|_| changed > 0)?;
        let fewer = self.first_only.min(self.second_only);
        Some((2.0 * binomial.cdf(fewer)).min(1.0))
    }

    /// φ, with a correction for continuity where it is positive; 0 where it is undefined.
    fn corrected_correlation(&self) -> f64 {
        let count = |count: u64| count as f64;
        let n = count(self.n());
        let margins = [
            self.first(),
            self.n() - self.first(),
            self.second(),
            self.n() - self.second(),
        ];
        let product: f64 = margins.iter().map(|margin| count(*margin)).product();
        let apart = count(self.both) * count(self.neither) - count(self.first_only) * count(self.second_only);
        let corrected = match apart {
            apart if apart > n / 2.0 => apart - n / 2.0,
            apart => apart.min(0.0),
        };
        match product > 0.0 {
            true => corrected / product.sqrt(),
            false => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of([both, first_only, second_only, neither]: [u64; 4]) -> Fourfold {
        Fourfold {
            both,
            first_only,
            second_only,
            neither,
        }
    }

    /// Altman, Machin, Bryant and Gardner (2000, "Statistics with confidence", page 52): 14, 5, 0 and 22 of 41; the first share lies
    /// 0.122 above the second, 0.011 to 0.226.
    #[test]
    fn the_published_example_comes_out() {
        let change = of([14, 5, 0, 22]).change();
        let interval = change.interval().unwrap();
        let rounded = [-change.value().unwrap(), -interval.high, -interval.low]
            .map(|figure| (figure * 1e3).round() / 1e3);
        assert_eq!(rounded, [0.122, 0.011, 0.226]);
    }

    /// A transcription of method 10 with statsmodels 0.15 `proportion_confint(…, method="wilson")`, difference first − second; statsmodels
    /// `mcnemar(…, exact=True)`.
    #[test]
    fn intervals_and_probabilities_are_those_of_statsmodels() {
        for (cells, [difference, low, high], p) in STATSMODELS {
            let fourfold = of(cells);
            let change = fourfold.change();
            let interval = change.interval().unwrap();
            for (found, expected) in [
                (-change.value().unwrap(), difference),
                (-interval.high, low),
                (-interval.low, high),
                (fourfold.chance_of_no_change().unwrap_or(1.0), p),
            ] {
                assert!(
                    (found - expected).abs() < 1e-9,
                    "{cells:?}: {found} is not {expected}"
                );
            }
        }
        assert_eq!(of([3, 0, 0, 4]).chance_of_no_change(), None);
        assert_eq!(of([0; 4]).change().value(), None);
    }

    const STATSMODELS: [([u64; 4], [f64; 3], f64); 7] = [
        (
            [14, 5, 0, 22],
            [0.12195121951219512, 0.011483241383033221, 0.2264926843512112],
            0.0625,
        ),
        (
            [20, 12, 2, 16],
            [0.2, 0.05615642484174821, 0.32920699540014053],
            0.012939453125,
        ),
        (
            [1, 1, 7, 12],
            [-0.2857142857142857, -0.506920226686141, -0.025559124164859837],
            0.0703125,
        ),
        (
            [12, 18, 25, 40],
            [-0.0736842105263158, -0.20517125007845946, 0.061473659387167395],
            0.3603776529357674,
        ),
        (
            [0, 3, 9, 83],
            [-0.06315789473684211, -0.1427180466068044, 0.011069544740680615],
            0.14599609375,
        ),
        (
            [5, 0, 0, 10],
            [0.0, -0.13494788338168995, 0.13494788338168995],
            1.0,
        ),
        ([30, 2, 2, 3], [0.0, -0.1319906292027983, 0.1319906292027983], 1.0),
    ];
}
