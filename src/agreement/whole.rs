//! Agreement over whole codings: the set of all codes that a coder gave to a unit.
//!
//! α over sets as in `coincidence`, in a form that units can be drawn again from: observed disagreement is a sum over
//! units, expected disagreement depends on how often each set occurs.

use rayon::prelude::*;

use super::sets::{CodeSet, Overlap, SetDistance};
use crate::estimate::Undefined;

/// Of more different sets than this the pairs of sets are too many to be weighed anew for each draw.
pub const MOST_SETS: usize = 1500;

/// Codings of units that two or more coders coded.
pub struct Whole {
    /// Every set that occurs, sorted.
    sets: Vec<Bits>,
    /// Distances of all pairs of sets, where they are few.
    distances: Option<Vec<Distances>>,
    units: Vec<Unit>,
}

struct Unit {
    /// As it was added.
    place: usize,
    /// Set and how often it was given.
    given: Vec<(usize, f64)>,
    /// Share of pairs of codings that are the same.
    same: f64,
    /// Sums over pairs of codings of their distances, divided by one less than the codings.
    apart: Distances,
}

/// A set of codes, a bit each.
type Bits = Box<[u64]>;

/// How far two sets lie apart, or many together.
#[derive(Debug, Clone, Copy, Default)]
struct Distances {
    masi: f64,
    jaccard: f64,
}

impl Distances {
    fn between(left: &Bits, right: &Bits) -> Distances {
        let count = |of: fn(u64, u64) -> u64| -> usize {
            let words = left.iter().zip(right).map(|(left, right)| of(*left, *right));
            words.map(|word| word.count_ones() as usize).sum()
        };
        let both = count(|left, right| left & right);
        let overlap = Overlap {
            both,
            left: count(|left, _| left),
            right: count(|_, right| right),
        };
        Distances {
            masi: SetDistance::Masi.of(overlap),
            jaccard: SetDistance::Jaccard.of(overlap),
        }
    }

    fn add(&mut self, other: Distances, weight: f64) {
        self.masi += other.masi * weight;
        self.jaccard += other.jaccard * weight;
    }
}

/// What is told of whole codings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WholeFigures {
    /// Mean share of pairs of coders who gave exactly the same codes.
    pub exact: Result<f64, Undefined>,
    /// Krippendorff's α with the distance of Passonneau (2006).
    pub masi: Result<f64, Undefined>,
    /// Krippendorff's α with Jaccard's distance.
    pub jaccard: Result<f64, Undefined>,
}

impl Whole {
    /// `units[unit][coder]`; units with fewer than two codings are left out.
    pub fn new(units: &[Vec<Option<CodeSet>>]) -> Whole {
        let coded = |unit: &&Vec<Option<CodeSet>>| unit.iter().flatten().count() > 1;
        let of_coded = || units.iter().filter(coded).flatten().flatten();
        let mut codes: Vec<usize> = of_coded().flatten().copied().collect();
        codes.sort_unstable();
        codes.dedup();
        let bits = |set: &CodeSet| -> Bits {
            let mut bits = vec![0; codes.len().div_ceil(64)];
            for at in set.iter().filter_map(|code| codes.binary_search(code).ok()) {
                bits[at / 64] |= 1 << (at % 64);
            }
            bits.into()
        };
        let mut sets: Vec<Bits> = of_coded().map(bits).collect();
        sets.sort_unstable();
        sets.dedup();
        let all = units.iter().enumerate().filter(|(_, unit)| coded(unit));
        let units = all
            .map(|(place, unit)| {
                let given = unit.iter().flatten().map(bits);
                let given = given.filter_map(|set| sets.binary_search(&set).ok());
                Unit::new(place, &given.collect::<Vec<_>>(), &sets)
            })
            .collect();
        let distances = (sets.len() <= MOST_SETS).then(|| {
            let pairs = sets
                .iter()
                .flat_map(|left| sets.iter().map(move |right| (left, right)));
            pairs
                .map(|(left, right)| Distances::between(left, right))
                .collect()
        });
        Whole {
            sets,
            distances,
            units,
        }
    }

    /// Different sets of codes.
    pub fn sets(&self) -> usize {
        self.sets.len()
    }

    /// All units once.
    pub fn figures(&self) -> WholeFigures {
        self.weighted(|_| 1.0)
    }

    /// Each unit as often as it was drawn.
    pub fn drawn(&self, times: &[u32]) -> WholeFigures {
        self.weighted(|unit| f64::from(times[unit]))
    }

    fn weighted(&self, weight: impl Fn(usize) -> f64) -> WholeFigures {
        let mut often = vec![0.0; self.sets.len()];
        let (mut n, mut same, mut observed) = (0.0, 0.0, Distances::default());
        for unit in &self.units {
            let weight = weight(unit.place);
            if weight == 0.0 {
                continue;
            }
            n += weight;
            same += weight * unit.same;
            observed.add(unit.apart, weight);
            for (set, times) in &unit.given {
                often[*set] += weight * times;
            }
        }
        if n == 0.0 {
            let none = Err(Undefined::NoPairs);
            return WholeFigures {
                exact: none,
                masi: none,
                jaccard: none,
            };
        }
        let ratings: f64 = often.iter().sum();
        let expected = self.expected(&often);
        let alpha = |observed: f64, expected: f64| {
            if expected == 0.0 {
                return Err(Undefined::OneCategory);
            }
            Ok(1.0 - (ratings - 1.0) * observed / expected)
        };
        WholeFigures {
            exact: Ok(same / n),
            masi: alpha(observed.masi, expected.masi),
            jaccard: alpha(observed.jaccard, expected.jaccard),
        }
    }

    /// Distances of all pairs of codings, of whichever units. In the order of the sets, with any number of threads.
    fn expected(&self, often: &[f64]) -> Distances {
        let size = self.sets.len();
        let row = |left: usize| {
            let mut sum = Distances::default();
            for (right, times) in often.iter().enumerate().filter(|(_, times)| **times > 0.0) {
                let apart = match &self.distances {
                    Some(known) => known[left * size + right],
                    None => Distances::between(&self.sets[left], &self.sets[right]),
                };
                sum.add(apart, *times);
            }
            sum
        };
        let present = |set: &usize| often[*set] > 0.0;
        let rows: Vec<(usize, Distances)> = match self.distances {
            Some(_) => (0..size).filter(present).map(|set| (set, row(set))).collect(),
            None => (0..size)
                .into_par_iter()
                .filter(present)
                .map(|set| (set, row(set)))
                .collect(),
        };
        let mut all = Distances::default();
        for (set, sum) in rows {
            all.add(sum, often[set]);
        }
        all
    }
}

impl Unit {
    /// `codings`: places of sets, two or more.
    fn new(place: usize, codings: &[usize], sets: &[Bits]) -> Unit {
        let mut unit = Unit {
            place,
            given: Vec::new(),
            same: 0.0,
            apart: Distances::default(),
        };
        let others = codings.len() as f64 - 1.0;
        for (at, one) in codings.iter().enumerate() {
            match unit.given.iter_mut().find(|(set, _)| set == one) {
                Some((_, times)) => *times += 1.0,
                None => unit.given.push((*one, 1.0)),
            }
            for other in &codings[at + 1..] {
                // Each pair stands for both orders.
                unit.same += f64::from(u8::from(one == other)) * 2.0 / (others * (others + 1.0));
                unit.apart
                    .add(Distances::between(&sets[*one], &sets[*other]), 2.0 / others);
            }
        }
        unit
    }
}
