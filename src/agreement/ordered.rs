//! Agreement on steps of a scale, one step in a coding: how far apart coders are counts, not only whether they are.
//!
//! In the same form as `sums`: units add up, so that they can be drawn again and left out.

use super::figure::{Figure, Intervals, figures};
use crate::estimate::Undefined;

/// How far coders agree on a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordered {
    /// Units for which two or more coders gave one step each.
    pub n: u64,
    /// Share of pairs of coders who gave the same step.
    pub percent: Figure,
    /// Krippendorff's α, ordinal (Krippendorff 2019, "Content analysis", 4th ed., chapter 12).
    pub alpha: Figure,
    /// κ weighted by the squares of the distances in steps: of two coders Cohen (1968, "Weighted kappa", Psychological Bulletin
    /// 70), of more Conger (1980) with gaps as in Gwet (2014, "Handbook of inter-rater reliability", 4th ed., section 3.5).
    pub kappa: Figure,
}

/// `units[unit][coder]`: the place of a step below `steps`, or a gap.
///
/// # Panics
/// When a step is not below `steps`.
pub fn measure_ordered(units: &[Vec<Option<usize>>], steps: usize, intervals: Intervals) -> Ordered {
    let coders = units.first().map_or(0, Vec::len);
    let scale = Steps { steps, coders };
    let rated = units.iter().filter(|unit| unit.iter().flatten().count() > 1);
    let units: Vec<Vec<Addend>> = rated.map(|unit| scale.addends(unit)).collect();
    let all = scale.sum(units.iter().map(|unit| (unit, 1.0)));
    let found = figures(
        units.len(),
        intervals,
        &scale.figures(&all),
        |times| {
            let times = times.iter().map(|times| f64::from(*times));
            scale.figures(&scale.sum(units.iter().zip(times)))
        },
        |unit| {
            let mut others = all.clone();
            for (place, addend) in &units[unit] {
                others[*place] -= addend;
            }
            scale.figures(&others)
        },
    );
    let [percent, alpha, kappa] = [0, 1, 2].map(|at| found[at]);
    Ordered {
        n: units.len() as u64,
        percent,
        alpha,
        kappa,
    }
}

/// A place among the sums, and what a unit adds there.
type Addend = (usize, f64);

#[derive(Clone, Copy)]
struct Steps {
    steps: usize,
    coders: usize,
}

impl Steps {
    const UNITS: usize = 0;
    const SAME: usize = 1;
    const NEAR: usize = 2;
    const COUNTS: usize = 3;

    /// Coincidences of two different steps (Krippendorff 2011, section C).
    fn pair(self, low: usize, high: usize) -> usize {
        Steps::COUNTS + self.steps + low * self.steps + high
    }

    fn gave(self, coder: usize, step: usize) -> usize {
        Steps::COUNTS + self.steps * (1 + self.steps) + coder * self.steps + step
    }

    fn width(self) -> usize {
        self.gave(self.coders, 0)
    }

    /// How near two steps are, from 0 (the ends of the scale) to 1 (the same).
    fn nearness(self, one: usize, other: usize) -> f64 {
        let farthest = (self.steps - 1).max(1) as f64;
        1.0 - (one.abs_diff(other) as f64 / farthest).powi(2)
    }

    fn addends(self, unit: &[Option<usize>]) -> Vec<Addend> {
        let given: Vec<usize> = unit.iter().flatten().copied().collect();
        let others = given.len() as f64 - 1.0;
        let pairs = given.len() as f64 * others;
        let mut addends = vec![(Steps::UNITS, 1.0)];
        for (at, one) in given.iter().enumerate() {
            assert!(*one < self.steps, "a step of the scale");
            addends.push((Steps::COUNTS + one, 1.0));
            for other in &given[..at] {
                // Each pair stands for both orders.
                addends.push((Steps::NEAR, 2.0 * self.nearness(*one, *other) / pairs));
                if one == other {
                    addends.push((Steps::SAME, 2.0 / pairs));
                } else {
                    addends.push((self.pair(*one.min(other), *one.max(other)), 1.0 / others));
                }
            }
        }
        let coders = unit.iter().enumerate();
        addends.extend(coders.filter_map(|(coder, step)| Some((self.gave(coder, (*step)?), 1.0))));
        addends
    }

    fn sum<'a>(self, units: impl Iterator<Item = (&'a Vec<Addend>, f64)>) -> Vec<f64> {
        let mut sums = vec![0.0; self.width()];
        for (unit, times) in units.filter(|(_, times)| *times > 0.0) {
            for (place, addend) in unit {
                sums[*place] += times * addend;
            }
        }
        sums
    }

    /// Percent, α and κ.
    fn figures(self, sums: &[f64]) -> Vec<Result<f64, Undefined>> {
        let units = sums[Steps::UNITS];
        // What is left of nothing after rounding.
        if units < 0.5 {
            return vec![Err(Undefined::NoPairs); 3];
        }
        vec![
            Ok(sums[Steps::SAME] / units),
            self.alpha(sums),
            self.kappa(sums, sums[Steps::NEAR] / units),
        ]
    }

    fn alpha(self, sums: &[f64]) -> Result<f64, Undefined> {
        let counts = &sums[Steps::COUNTS..][..self.steps];
        let n: f64 = counts.iter().sum();
        let (mut observed, mut expected) = (0.0, 0.0);
        for high in 0..self.steps {
            for low in 0..high {
                let apart = super::Scale::Ordinal.difference(low, high, counts);
                observed += sums[self.pair(low, high)] * apart;
                expected += counts[low] * counts[high] * apart;
            }
        }
        match expected > 0.0 {
            true => Ok(1.0 - (n - 1.0) * observed / expected),
            false => Err(Undefined::OneCategory),
        }
    }

    fn kappa(self, sums: &[f64], observed: f64) -> Result<f64, Undefined> {
        let shares: Vec<Vec<f64>> = (0..self.coders)
            .filter_map(|coder| {
                let gave = &sums[self.gave(coder, 0)..][..self.steps];
                let rated: f64 = gave.iter().sum();
                (rated > 0.5).then(|| gave.iter().map(|gave| gave / rated).collect())
            })
            .collect();
        let r = shares.len() as f64;
        let mut chance = 0.0;
        for one in 0..self.steps {
            for other in 0..self.steps {
                let of_one: f64 = shares.iter().map(|of| of[one]).sum();
                let of_other: f64 = shares.iter().map(|of| of[other]).sum();
                let of_same: f64 = shares.iter().map(|of| of[one] * of[other]).sum();
                chance += self.nearness(one, other) * (of_one * of_other - of_same) / (r * (r - 1.0));
            }
        }
        match chance < 1.0 - 1e-12 {
            true => Ok((observed - chance) / (1.0 - chance)),
            false => Err(Undefined::OneCategory),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_told_is_said() {
        let of = |units: &[Vec<Option<usize>>]| measure_ordered(units, 3, Intervals::default());
        let nothing = of(&[vec![Some(1), None]]);
        assert_eq!((nothing.n, nothing.alpha.value()), (0, None));
        let all_alike = of(&[vec![Some(1), Some(1)], vec![Some(1), Some(1)]]);
        assert_eq!(all_alike.percent.value(), Some(1.0));
        assert_eq!((all_alike.alpha.value(), all_alike.kappa.value()), (None, None));
    }
}
