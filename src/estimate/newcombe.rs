//! How far two shares of different units differ: the hybrid score interval of Newcombe (1998, "Interval estimation for the
//! difference between independent proportions: comparison of eleven methods", Statistics in Medicine 17: 873–890, method
//! 10), built from Wilson's intervals of both.

use super::wilson::{Z, wilson_at};
use super::{Estimate, Interval, Undefined};

/// `part` of `whole`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub part: u64,
    pub whole: u64,
}

impl Share {
    /// How much larger this share is than `other`, with its 95 % interval; n counts the units of both.
    pub fn above(self, other: Share) -> Estimate {
        let n = self.whole + other.whole;
        match difference(self, other, Z) {
            None => Estimate::Undefined {
                why: Undefined::EmptyBase,
                n,
            },
            Some((value, interval)) => Estimate::Known {
                value,
                interval: Some(interval),
                n,
            },
        }
    }

    /// The smallest error probability (two-sided) at which the interval of the difference does not hold 0; 1 where the shares are
    /// equal, none where there is nothing to compare.
    pub fn chance_of_no_difference(self, other: Share) -> Option<f64> {
        let holds_zero =
            |z| difference(self, other, z).map(|(_, interval)| interval.low <= 0.0 && interval.high >= 0.0);
        let (mut without, mut with) = (0.0, FARTHEST);
        if holds_zero(with)? {
            // The interval grows with z: where it begins to hold 0 lies between the two.
            for _ in 0..60 {
                let middle = (without + with) / 2.0;
                if holds_zero(middle)? {
                    with = middle;
                } else {
                    without = middle;
                }
            }
        }
        Some(outside(with))
    }
}

/// Beyond this many standard deviations probabilities are 0 for all purposes.
const FARTHEST: f64 = 8.0;

/// `None` where one of the two has no units.
fn difference(one: Share, other: Share, z: f64) -> Option<(f64, Interval)> {
    let (first, second) = (
        wilson_at(one.part, one.whole, z)?,
        wilson_at(other.part, other.whole, z)?,
    );
    let share = |share: Share| share.part as f64 / share.whole as f64;
    let (p, q) = (share(one), share(other));
    let below = ((p - first.low).powi(2) + (second.high - q).powi(2)).sqrt();
    let above = ((first.high - p).powi(2) + (q - second.low).powi(2)).sqrt();
    let value = p - q;
    Some((
        value,
        Interval {
            low: value - below,
            high: value + above,
        },
    ))
}

/// Probability of more than `z` standard deviations on either side: 1 − 2 φ(z) (z + z³/3 + z⁵/(3·5) + …), after Marsaglia
/// (2004, "Evaluating the normal distribution", Journal of Statistical Software 11(4)).
fn outside(z: f64) -> f64 {
    let (mut term, mut sum, mut next) = (z, z, 3.0);
    while term > f64::EPSILON * sum {
        term *= z * z / next;
        sum += term;
        next += 2.0;
    }
    let density = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    (1.0 - 2.0 * density * sum).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: u64, m: u64, b: u64, n: u64) -> (Share, Share) {
        (Share { part: a, whole: m }, Share { part: b, whole: n })
    }

    /// statsmodels 0.15 `confint_proportions_2indep(…, method="newcomb", compare="diff")`; but for the last, the pairs are
    /// those of Newcombe's table II.
    #[test]
    fn differences_have_the_interval_that_statsmodels_gives() {
        for (a, m, b, n, low, high) in STATSMODELS {
            let (one, other) = of(a, m, b, n);
            let interval = one.above(other).interval().unwrap();
            assert!(
                (interval.low - low).abs() < 1e-9,
                "{a}/{m} − {b}/{n}: {interval:?}"
            );
            assert!(
                (interval.high - high).abs() < 1e-9,
                "{a}/{m} − {b}/{n}: {interval:?}"
            );
        }
        let (one, none) = of(1, 2, 0, 0);
        assert_eq!(one.above(none).value(), None);
        assert_eq!(one.chance_of_no_difference(none), None);
    }

    /// scipy 1.17 `2 * norm.sf(z)`.
    #[test]
    fn tails_are_those_of_scipy() {
        for (z, p) in [
            (0.5, 0.6170750774519738),
            (1.959963984540054, 0.05),
            (2.5, 0.012419330651552265),
            (4.2, 2.669149803181262e-05),
            (6.0, 1.973175290075389e-09),
        ] {
            assert!((outside(z) - p).abs() < 1e-13, "{z} {}", outside(z));
        }
        assert_eq!(outside(0.0), 1.0);
    }

    #[test]
    fn the_interval_at_the_chance_of_no_difference_begins_at_zero() {
        let (one, other) = of(56, 70, 48, 80);
        let p = one.chance_of_no_difference(other).unwrap();
        assert!(p < 0.05 && p > 0.001, "{p}");
        let same = other.chance_of_no_difference(other).unwrap();
        assert!((same - 1.0).abs() < 1e-9);
        // 5/56 − 0/29: the 95 % interval holds 0.
        let (one, other) = of(5, 56, 0, 29);
        assert!(one.chance_of_no_difference(other).unwrap() > 0.05);
        assert_eq!(
            one.chance_of_no_difference(other),
            other.chance_of_no_difference(one)
        );
    }

    const STATSMODELS: [(u64, u64, u64, u64, f64, f64); 7] = [
        (56, 70, 48, 80, 0.05243147240236498, 0.33387265403690614),
        (9, 10, 3, 10, 0.1705227239345029, 0.809017973535488),
        (6, 7, 2, 7, 0.05822792748231209, 0.8062496375242278),
        (5, 56, 0, 29, -0.038137147903536936, 0.19256001385511165),
        (0, 10, 0, 10, -0.27753279986288926, 0.27753279986288926),
        (10, 10, 0, 20, 0.6790860371419145, 1.0),
        (61, 145, 20, 60, -0.060543043081143305, 0.22102653174412382),
    ];
}
