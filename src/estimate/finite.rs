//! Intervals of shares when the whole population was asked and a part of it answered: what is known of n of N is surer than of n of very
//! many. The variance shrinks by (N − n) / (N − 1) (Cochran 1977, Sampling Techniques, 3rd ed., 2.6 and 3.2); the interval is
//! Wilson's with the effective number n · (N − 1) / (N − n) in place of n (Korn and Graubard 1998, Survey Methodology 24: 193–201).
//!
//! It takes those who answered for a random part of those who were contacted; that is an assumption, and it is said with it.

use serde::Serialize;

use super::wilson::{Z, wilson_of};
use super::{Estimate, Interval, Undefined};

/// How many of those who were contacted answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Response {
    pub answered: u64,
    /// At least as many as answered.
    pub contacted: u64,
}

impl Response {
    /// The share that answered.
    pub fn rate(self) -> f64 {
        self.answered as f64 / self.contacted as f64
    }

    /// `part` of `whole`, where `whole` stands for a part of the population that answered as often as all: N is then `whole` divided by
    /// the response rate. With everybody the interval is the share itself.
    pub fn share(self, part: u64, whole: u64) -> Estimate {
        if whole == 0 || self.answered == 0 {
            return Estimate::Undefined {
                why: Undefined::EmptyBase,
                n: whole,
            };
        }
        let share = part as f64 / whole as f64;
        let n = whole as f64;
        let all = n / self.rate();
        let interval = if self.contacted <= self.answered {
            Interval {
                low: share,
                high: share,
            }
        } else {
            wilson_of(share, n * (all - 1.0) / (all - n), Z)
        };
        Estimate::Known {
            value: share,
            interval: Some(interval),
            n: whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 268 of 1,169 answered, half of them yes: Wilson's formula by hand with n′ = 268 · 1168 / 901.
    #[test]
    fn of_a_known_population_the_interval_is_wilson_s_with_the_effective_number() {
        let response = Response {
            answered: 268,
            contacted: 1169,
        };
        let all = response.share(268 / 2, 268).interval().unwrap();
        let n: f64 = 268.0 * 1168.0 / 901.0;
        let z2 = 1.959963984540054f64.powi(2);
        let half = 1.959963984540054 / (1.0 + z2 / n) * (0.25 / n + z2 / (4.0 * n * n)).sqrt();
        assert!((all.low - (0.5 - half)).abs() < 1e-12 && (all.high - (0.5 + half)).abs() < 1e-12);
        let infinite = Estimate::share(134, 268).interval().unwrap();
        assert!(all.low > infinite.low && all.high < infinite.high);
    }

    #[test]
    fn whoever_asked_everybody_knows_the_share() {
        let everybody = Response {
            answered: 40,
            contacted: 40,
        };
        let interval = everybody.share(10, 40).interval().unwrap();
        assert_eq!((interval.low, interval.high), (0.25, 0.25));
        assert_eq!(everybody.share(0, 0).value(), None);
        let nearly_nobody = Response {
            answered: 40,
            contacted: 40_000_000_000,
        };
        let (found, expected) = (nearly_nobody.share(3, 40), Estimate::share(3, 40));
        assert!((found.interval().unwrap().high - expected.interval().unwrap().high).abs() < 1e-8);
    }
}
