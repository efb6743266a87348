//! What more reviewed answers bring: a learning curve on what is reviewed, drawn a little further.
//!
//! Micro F1 after n units follows an inverse power law, F1(n) = a − b·n^(−c), fitted by weighted least squares in which points
//! of more units count more (Figueroa, Zeng-Treitler, Kandula and Ngo 2012, "Predicting sample size required for
//! classification performance", BMC Medical Informatics and Decision Making 12: 8). Its points: fits to a quarter, a half and three
//! quarters of the reviewed units, judged on the others, and all of them judged by leaving out.

use rayon::prelude::*;
use serde::Serialize;

use super::super::counts::Units;
use super::super::curve::judged;
use super::super::measures::plain;
use super::super::method::{Method, Proposal};
use super::super::shuffle::shuffled;
use crate::estimate::{Estimate, Interval, Undefined};
use crate::problem::{Progress, Result};

/// So many more are asked about.
pub const MORE: u64 = 50;
/// Below so many reviewed units there is no curve to draw further.
pub const ENOUGH_FOR_A_CURVE: usize = 50;
/// Quarters of the reviewed units that are learned from.
const QUARTERS: [usize; 3] = [1, 2, 3];
/// How often each is drawn; of many units fewer draws are as steady and each takes longer.
const DRAWS: u64 = 12;
const DRAWS_OF_MANY: u64 = 4;
const MANY: usize = 1000;
/// Exponents that are tried, from .1 to .5. Figueroa et al. allow up to 1, with which few and noisy points level off too early.
///
/// Foretold and true growth of F1, means of 6 to 8 draws: on answers of a participation in Hamburg, rules and decisions, at 60, 120 and
/// 250 reviewed ones .005, .003, .002 and .006, .001, .000; by decisions alone at 60 and 120 .024, .012 and .036, .014. On the shipped
/// measures, by decisions alone, at 60, 100, 150 and 229 .052, .035, .024, .017 and .084, .051, .026, .028: while much is still to be
/// learned too little is foretold.
const EXPONENTS: std::ops::RangeInclusive<u32> = 2..=10;
const EXPONENT_STEP: f64 = 0.05;

/// Micro F1 now and after [`MORE`] units.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Gain {
    pub more: u64,
    /// Of the reviewed units, each judged by what the others say.
    pub f1: Estimate,
    /// By how much it grows; the interval is what single draws say.
    pub gain: Estimate,
}

/// What is reviewed.
#[derive(Debug, Clone, Copy)]
pub struct Learning<'l> {
    pub reviewed: &'l [usize],
    /// Those of them that are judged, ascending.
    pub judged: &'l [usize],
    /// What is proposed for the judged ones by what all others say.
    pub left_out: &'l [Proposal],
    /// What people gave to every coded unit.
    pub given: &'l [Vec<bool>],
    pub seed: u64,
}

impl Learning<'_> {
    pub fn gain(&self, method: &dyn Method, progress: Progress<'_>) -> Result<Gain> {
        let n = self.reviewed.len();
        let now = self.f1(self.judged, self.left_out);
        let f1 = Estimate::of(now.ok_or(Undefined::EmptyBase), None, self.judged.len() as u64);
        let gain = match now {
            _ if n < ENOUGH_FOR_A_CURVE => Err(Undefined::TooFewReviewed),
            None => Err(Undefined::EmptyBase),
            Some(now) => Ok(self.drawn(method, now, progress)?),
        };
        let gain = match gain {
            Ok(gain) => gain,
            Err(why) => Estimate::Undefined { why, n: n as u64 },
        };
        Ok(Gain { more: MORE, f1, gain })
    }

    fn drawn(&self, method: &dyn Method, now: f64, progress: Progress<'_>) -> Result<Estimate> {
        let n = self.reviewed.len();
        let draws = if n > MANY { DRAWS_OF_MANY } else { DRAWS };
        let steps = draws * QUARTERS.len() as u64;
        let done = std::sync::atomic::AtomicU64::new(0);
        let points: Vec<Option<f64>> = (0..steps)
            .into_par_iter()
            .map(|step| {
                let (draw, quarters) = (
                    step / QUARTERS.len() as u64,
                    QUARTERS[step as usize % QUARTERS.len()],
                );
                let order = shuffled(self.reviewed, self.seed, draw);
                let (learned, others) = order.split_at(n * quarters / 4);
                let learned = ascending(learned.iter().copied());
                let others = ascending(
                    others
                        .iter()
                        .copied()
                        .filter(|unit| self.judged.binary_search(unit).is_ok()),
                );
                let f1 = self.f1(&others, &method.propose(&learned, &others)?);
                progress(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, steps)?;
                Ok(f1)
            })
            .collect::<Result<_>>()?;
        // A draw in which F1 does not exist at some size says nothing.
        let drawn: Vec<Vec<f64>> = points
            .chunks(QUARTERS.len())
            .filter_map(|draw| draw.iter().copied().collect())
            .collect();
        if (drawn.len() as u64) < draws.div_ceil(2) {
            return Ok(Estimate::Undefined {
                why: Undefined::EmptyBase,
                n: n as u64,
            });
        }
        let gain = |of_draw: &[f64]| {
            let sizes = QUARTERS.iter().map(|quarters| (n * quarters / 4) as f64);
            let mut points: Vec<(f64, f64)> = sizes.zip(of_draw.iter().copied()).collect();
            points.push((n as f64, now));
            let curve = PowerLaw::fit(&points);
            curve.at(n as f64 + MORE as f64) - curve.at(n as f64)
        };
        let mean: Vec<f64> = (0..QUARTERS.len())
            .map(|at| drawn.iter().map(|draw| draw[at]).sum::<f64>() / drawn.len() as f64)
            .collect();
        let value = gain(&mean);
        let single = drawn.iter().map(|draw| gain(draw));
        let (low, high) = single.fold((value, value), |(low, high), gain| {
            (low.min(gain), high.max(gain))
        });
        Ok(Estimate::Known {
            value,
            interval: Some(Interval { low, high }),
            n: n as u64,
        })
    }

    fn f1(&self, units: &[usize], proposals: &[Proposal]) -> Option<f64> {
        let judged = judged(units, proposals, self.given);
        let codes = judged.first().map_or(0, |unit| unit.given.len());
        plain(&Units::of(&judged, codes)).0
    }
}

fn ascending(units: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut units: Vec<usize> = units.collect();
    units.sort_unstable();
    units
}

/// F1(n) = a − b·n^(−c) with a ≤ 1 and b ≥ 0: it never falls and never passes 1.
#[derive(Debug, Clone, Copy, PartialEq)]
struct PowerLaw {
    a: f64,
    b: f64,
    c: f64,
}

impl PowerLaw {
    /// Through points (n, F1), weighted by n.
    fn fit(points: &[(f64, f64)]) -> PowerLaw {
        let mut best: Option<(f64, PowerLaw)> = None;
        for c in EXPONENTS.map(|step| f64::from(step) * EXPONENT_STEP) {
            let law = PowerLaw::with_exponent(points, c);
            let error: f64 = points.iter().map(|(n, f1)| n * (law.at(*n) - f1).powi(2)).sum();
            if best.is_none_or(|(least, _)| error < least) {
                best = Some((error, law));
            }
        }
        best.map_or(
            PowerLaw {
                a: 0.0,
                b: 0.0,
                c: 1.0,
            },
            |(_, law)| law,
        )
    }

    fn with_exponent(points: &[(f64, f64)], c: f64) -> PowerLaw {
        let x = |n: f64| n.powf(-c);
        let weight: f64 = points.iter().map(|(n, _)| n).sum();
        let mean = |value: &dyn Fn(f64, f64) -> f64| {
            points.iter().map(|(n, f1)| n * value(*n, *f1)).sum::<f64>() / weight
        };
        let (mean_x, mean_y) = (mean(&|n, _| x(n)), mean(&|_, f1| f1));
        let across = mean(&|n, f1| (x(n) - mean_x) * (f1 - mean_y));
        let along = mean(&|n, _| (x(n) - mean_x).powi(2));
        let b = (-across / along).max(0.0);
        let a = mean_y + b * mean_x;
        if a <= 1.0 {
            return PowerLaw { a, b, c };
        }
        let b = mean(&|n, f1| x(n) * (1.0 - f1)) / mean(&|n, _| x(n) * x(n));
        PowerLaw { a: 1.0, b, c }
    }

    fn at(self, n: f64) -> f64 {
        self.a - self.b * n.powf(-self.c)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::parrot::Parrot;
    use super::*;
    use crate::problem::unwatched;

    #[test]
    fn a_power_law_is_found_again() {
        let law = |n: f64| 0.9 - 1.2 * n.powf(-0.5);
        let points: Vec<(f64, f64)> = [25.0, 50.0, 75.0, 100.0].map(|n| (n, law(n))).to_vec();
        let found = PowerLaw::fit(&points);
        assert!((found.at(150.0) - law(150.0)).abs() < 1e-9, "{found:?}");
        // Bounds: what falls is level, and what shoots up stays below 1.
        let level = PowerLaw::fit(&[(25.0, 0.8), (50.0, 0.7), (75.0, 0.7), (100.0, 0.6)]);
        assert_eq!(level.b, 0.0);
        let steep = PowerLaw::fit(&[(25.0, 0.1), (50.0, 0.5), (75.0, 0.8), (100.0, 0.99)]);
        assert!(steep.a <= 1.0 && steep.at(1e9) <= 1.0, "{steep:?}");
    }

    fn learning<'l>(reviewed: &'l [usize], left_out: &'l [Proposal], given: &'l [Vec<bool>]) -> Learning<'l> {
        Learning {
            reviewed,
            judged: reviewed,
            left_out,
            given,
            seed: 1,
        }
    }

    #[test]
    fn nothing_is_judged_by_itself_and_too_few_have_no_curve() {
        let given: Vec<Vec<bool>> = (0..80).map(|at| vec![at % 2 == 0, at % 5 == 0]).collect();
        let all: Vec<usize> = (0..80).collect();
        let parrot = Parrot::of(&given);
        let left_out = parrot.left_out(&all).unwrap();
        let of = |n: usize| {
            learning(&all[..n], &left_out[..n], &given)
                .gain(&parrot, &unwatched)
                .unwrap()
        };
        // A parrot knows nothing of others, however much it was told: F1 is 0 and stays there.
        assert_eq!((of(80).f1.value(), of(80).gain.value()), (Some(0.0), Some(0.0)));
        let seen = parrot.seen.lock().unwrap().clone();
        assert!([20, 40, 60].iter().all(|size| seen.contains(size)));
        assert_eq!(
            of(49).gain,
            Estimate::Undefined {
                why: Undefined::TooFewReviewed,
                n: 49
            }
        );
        // Nobody gave a code and none is suggested: there is no F1, and it is not 0.
        let without: Vec<Vec<bool>> = vec![vec![false, false]; 80];
        let parrot = Parrot::of(&without);
        let left_out = parrot.left_out(&all).unwrap();
        let none = learning(&all, &left_out, &without)
            .gain(&parrot, &unwatched)
            .unwrap();
        assert_eq!((none.f1.value(), none.gain.value()), (None, None));
    }
}
