//! Agreement over whole codings: the set of all codes that a coder gave to a unit.
//!
//! α over sets as in `coincidence`, in a form that units can be drawn again from: observed disagreement is a sum over
//! units, expected disagreement depends on how often each set occurs.

use super::sets::{CodeSet, SetDistance};
use crate::estimate::Undefined;

/// Of more different sets than this the pairs of sets are too many to be weighed anew for each draw.
pub const MOST_SETS: usize = 1500;

/// Codings of units that two or more coders coded.
pub struct Whole {
    /// Every set that occurs, sorted, and the distances between them.
    sets: Vec<CodeSet>,
    masi: Vec<f64>,
    jaccard: Vec<f64>,
    units: Vec<Unit>,
}

struct Unit {
    /// As it was added.
    place: usize,
    /// Set and how often it was given.
    given: Vec<(usize, f64)>,
    /// Share of pairs of codings that are the same.
    same: f64,
    /// Sums over pairs of codings of their distance, divided by one less than the codings.
    masi: f64,
    jaccard: f64,
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
        let mut sets: Vec<CodeSet> = units.iter().filter(coded).flatten().flatten().cloned().collect();
        sets.sort_unstable();
        sets.dedup();
        let distances = |distance: SetDistance| -> Vec<f64> {
            let all = sets
                .iter()
                .flat_map(|left| sets.iter().map(move |right| (left, right)));
            all.map(|(left, right)| distance.between(left, right)).collect()
        };
        let (masi, jaccard) = (distances(SetDistance::Masi), distances(SetDistance::Jaccard));
        let mut whole = Whole {
            masi,
            jaccard,
            units: Vec::new(),
            sets,
        };
        let all = units.iter().enumerate().filter(|(_, unit)| coded(unit));
        whole.units = all.map(|(place, unit)| whole.unit(place, unit)).collect();
        whole
    }

    fn unit(&self, place: usize, codings: &[Option<CodeSet>]) -> Unit {
        let places: Vec<usize> = codings
            .iter()
            .flatten()
            .filter_map(|set| self.sets.binary_search(set).ok())
            .collect();
        let mut unit = Unit {
            place,
            given: Vec::new(),
            same: 0.0,
            masi: 0.0,
            jaccard: 0.0,
        };
        let others = places.len() as f64 - 1.0;
        for (at, one) in places.iter().enumerate() {
            match unit.given.iter_mut().find(|(set, _)| set == one) {
                Some((_, times)) => *times += 1.0,
                None => unit.given.push((*one, 1.0)),
            }
            for other in places.iter().skip(at + 1) {
                // Each pair stands for both orders.
                unit.same += f64::from(u8::from(one == other)) * 2.0 / (others * (others + 1.0));
                unit.masi += 2.0 * self.masi[one * self.sets.len() + other] / others;
                unit.jaccard += 2.0 * self.jaccard[one * self.sets.len() + other] / others;
            }
        }
        unit
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
        let (mut n, mut same, mut masi, mut jaccard) = (0.0, 0.0, 0.0, 0.0);
        for unit in &self.units {
            let weight = weight(unit.place);
            if weight == 0.0 {
                continue;
            }
            n += weight;
            same += weight * unit.same;
            masi += weight * unit.masi;
            jaccard += weight * unit.jaccard;
            for (set, times) in &unit.given {
                often[*set] += weight * times;
            }
        }
        let exact = if n == 0.0 {
            Err(Undefined::NoPairs)
        } else {
            Ok(same / n)
        };
        let alpha = |observed: f64, distances: &[f64]| {
            let ratings: f64 = often.iter().sum();
            if ratings == 0.0 {
                return Err(Undefined::NoPairs);
            }
            let rows = distances.chunks_exact(self.sets.len()).zip(&often);
            let expected: f64 = rows
                .filter(|(_, left)| **left > 0.0)
                .map(|(row, left)| left * row.iter().zip(&often).map(|(d, right)| d * right).sum::<f64>())
                .sum();
            if expected == 0.0 {
                return Err(Undefined::OneCategory);
            }
            Ok(1.0 - (ratings - 1.0) * observed / expected)
        };
        WholeFigures {
            exact,
            masi: alpha(masi, &self.masi),
            jaccard: alpha(jaccard, &self.jaccard),
        }
    }
}
