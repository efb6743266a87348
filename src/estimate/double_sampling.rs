//! How large a share is in cases that only the machine has looked at, when a random sample of them was looked at by people too.
//!
//! Double sampling after Tenenbein (1970, "A double sampling scheme for estimating from binomial data with misclassifications",
//! JASA 65: 1350–1361), which is post-stratification by what the machine says: the share among the sampled cases that it
//! suggested, weighted by how many of the rest it suggests, plus the same for those that it did not suggest. Whatever the machine
//! gets wrong, the sample puts right on average.
//!
//! The interval adds the Wilson limits of both shares by the square-and-add method (Zou and Donner 2008, "Construction of confidence
//! limits about effect measures", Statistics in Medicine 27: 1693–1702; for strata Yan and Su 2010), so that it holds where one of them
//! is 0 or 1. What is told is a share yet to be counted among a finite rest: n sampled cases count as n·m/(n + m) for m others.

use super::wilson::{Z, wilson_of};
use super::{Estimate, Interval, Undefined};

/// Of what the machine says the same about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stratum {
    /// Cases that people looked at, picked at random.
    pub sampled: u64,
    /// How many of them have it.
    pub found: u64,
    /// Cases that nobody has looked at.
    pub rest: u64,
}

/// Cases that the machine suggests it for, and the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DoubleSample {
    pub suggested: Stratum,
    pub others: Stratum,
}

impl DoubleSample {
    /// The share among the rest; n counts the rest.
    ///
    /// Where no sampled case stands for one of the two strata both are taken together, as a plain random sample.
    pub fn of_the_rest(&self) -> Estimate {
        let strata = [self.suggested, self.others];
        let rest = strata.iter().map(|stratum| stratum.rest).sum::<u64>();
        let sampled = strata.iter().map(|stratum| stratum.sampled).sum::<u64>();
        if rest == 0 || sampled == 0 {
            return Estimate::Undefined {
                why: if rest == 0 {
                    Undefined::EmptyBase
                } else {
                    Undefined::TooFewReviewed
                },
                n: rest,
            };
        }
        let unknown = |stratum: &Stratum| stratum.rest > 0 && stratum.sampled == 0;
        let strata = match strata.iter().any(unknown) {
            true => vec![self.together()],
            false => strata.to_vec(),
        };
        let (mut value, mut below, mut above) = (0.0, 0.0, 0.0);
        for stratum in strata.iter().filter(|stratum| stratum.rest > 0) {
            let weight = stratum.rest as f64 / rest as f64;
            let (share, interval) = stratum.share();
            value += weight * share;
            below += (weight * (share - interval.low)).powi(2);
            above += (weight * (interval.high - share)).powi(2);
        }
        Estimate::Known {
            value,
            interval: Some(Interval {
                low: (value - below.sqrt()).max(0.0),
                high: (value + above.sqrt()).min(1.0),
            }),
            n: rest,
        }
    }

    /// The share among `known` cases that are counted already, `have` of which have it, and the rest. n counts all.
    pub fn of_all(&self, have: u64, known: u64) -> Estimate {
        let of_the_rest = self.of_the_rest();
        let n = known + of_the_rest.n();
        let Estimate::Known {
            value,
            interval: Some(interval),
            n: rest,
        } = of_the_rest
        else {
            // With nothing left all is counted.
            return match (of_the_rest.n(), known) {
                (0, 1..) => Estimate::of(Ok(have as f64 / known as f64), None, n),
                _ => Estimate::of(Err(Undefined::TooFewReviewed), None, n),
            };
        };
        let all = |share: f64| (have as f64 + share * rest as f64) / n as f64;
        Estimate::Known {
            value: all(value),
            interval: Some(Interval {
                low: all(interval.low),
                high: all(interval.high),
            }),
            n,
        }
    }

    fn together(&self) -> Stratum {
        Stratum {
            sampled: self.suggested.sampled + self.others.sampled,
            found: self.suggested.found + self.others.found,
            rest: self.suggested.rest + self.others.rest,
        }
    }
}

impl Stratum {
    /// The share found, and where that of the rest lies.
    fn share(&self) -> (f64, Interval) {
        let (sampled, rest) = (self.sampled as f64, self.rest as f64);
        let share = self.found as f64 / sampled;
        (share, wilson_of(share, sampled * rest / (sampled + rest), Z))
    }
}

#[cfg(test)]
mod tests;
