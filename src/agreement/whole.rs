//! Agreement over whole codings: the set of all codes that a coder gave to a unit.
//!
//! α over sets as in `coincidence`, in a form that units can be drawn again from or left out: observed disagreement is a sum
//! over units, expected disagreement depends on how often each set occurs.

use super::near::{ByDistance, Pairs, Sets};
use super::sets::CodeSet;
use crate::estimate::Undefined;

/// Codings of units that two or more coders coded.
pub struct Whole {
    /// Different sets of codes.
    sets: usize,
    /// None where there are too many.
    pairs: Option<Pairs>,
    /// For each set how near all codings are to it.
    near: Vec<ByDistance>,
    units: Vec<Unit>,
    all: Total,
}

struct Unit {
    /// Set and how often it was given.
    given: Vec<(usize, u32)>,
    /// Codings of the unit.
    codings: f64,
    /// Share of pairs of codings that are the same.
    same: f64,
    /// Sum over ordered pairs of codings of their distances.
    apart: ByDistance,
}

/// What units add up to.
#[derive(Debug, Clone, Copy, Default)]
struct Total {
    units: f64,
    codings: f64,
    same: f64,
    /// Distances within units, each unit's divided by one less than its codings.
    observed: ByDistance,
    /// Distances of all pairs of codings, of whichever units.
    expected: ByDistance,
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
    /// `units[unit][coder]`, each with two codings or more.
    pub fn new(units: &[&[Option<CodeSet>]]) -> Whole {
        let sets = Sets::of(units.iter().flat_map(|unit| unit.iter()).flatten());
        let units: Vec<Unit> = units
            .iter()
            .map(|unit| {
                let given = unit.iter().flatten().filter_map(|set| sets.place(set));
                Unit::new(&given.collect::<Vec<_>>(), &sets)
            })
            .collect();
        let once = vec![1; units.len()];
        let often = often(&units, sets.len(), &once);
        let near = sets.near_each(&often);
        let mut total = ByDistance::default();
        for (near, times) in near.iter().zip(&often) {
            total.add(*near, f64::from(*times));
        }
        let mut all = Total::of(&units, &once);
        all.expect(total);
        Whole {
            pairs: sets.pairs(),
            sets: sets.len(),
            near,
            units,
            all,
        }
    }

    /// Different sets of codes.
    pub fn sets(&self) -> usize {
        self.sets
    }

    /// Whether there are few enough different sets to draw units again.
    pub fn can_be_drawn(&self) -> bool {
        self.pairs.is_some()
    }

    /// All units once.
    pub fn figures(&self) -> WholeFigures {
        self.all.figures()
    }

    /// Each unit as often as it was drawn; none where there are too many different sets for that.
    pub fn drawn(&self, times: &[u32]) -> Option<WholeFigures> {
        let pairs = self.pairs.as_ref()?;
        let mut total = Total::of(&self.units, times);
        total.expect(pairs.total(&often(&self.units, self.sets, times)));
        Some(total.figures())
    }

    /// All units but one.
    pub fn without(&self, unit: usize) -> WholeFigures {
        let unit = &self.units[unit];
        let mut total = self.all;
        total.add(unit, -1.0);
        // Of all pairs those with a coding of the unit go; those within the unit were counted twice.
        for (set, times) in &unit.given {
            let near = self.near[*set];
            let apart = ByDistance {
                masi: self.all.codings - near.masi,
                jaccard: self.all.codings - near.jaccard,
            };
            total.expected.add(apart, -2.0 * f64::from(*times));
        }
        total.expected.add(unit.apart, 1.0);
        total.figures()
    }
}

/// How often each set was given.
fn often(units: &[Unit], sets: usize, times: &[u32]) -> Vec<u32> {
    let mut often = vec![0; sets];
    for (unit, times) in units.iter().zip(times).filter(|(_, times)| **times > 0) {
        for (set, of_unit) in &unit.given {
            often[*set] += times * of_unit;
        }
    }
    often
}

impl Total {
    /// Without what is expected.
    fn of(units: &[Unit], times: &[u32]) -> Total {
        let mut total = Total::default();
        for (unit, times) in units.iter().zip(times).filter(|(_, times)| **times > 0) {
            total.add(unit, f64::from(*times));
        }
        total
    }

    fn add(&mut self, unit: &Unit, weight: f64) {
        self.units += weight;
        self.codings += weight * unit.codings;
        self.same += weight * unit.same;
        self.observed.add(unit.apart, weight / (unit.codings - 1.0));
    }

    /// `near`: nearness of all pairs of codings.
    fn expect(&mut self, near: ByDistance) {
        let pairs = self.codings * self.codings;
        self.expected = ByDistance {
            masi: pairs - near.masi,
            jaccard: pairs - near.jaccard,
        };
    }

    fn figures(&self) -> WholeFigures {
        if self.units == 0.0 {
            let none = Err(Undefined::NoPairs);
            return WholeFigures {
                exact: none,
                masi: none,
                jaccard: none,
            };
        }
        let alpha = |observed: f64, expected: f64| {
            // Distances are shares of small whole numbers: what rounding leaves of none is far below any of them.
            if expected < 1e-6 {
                return Err(Undefined::OneCategory);
            }
            Ok(1.0 - (self.codings - 1.0) * observed / expected)
        };
        WholeFigures {
            exact: Ok(self.same / self.units),
            masi: alpha(self.observed.masi, self.expected.masi),
            jaccard: alpha(self.observed.jaccard, self.expected.jaccard),
        }
    }
}

impl Unit {
    /// `codings`: places of sets, two or more.
    fn new(codings: &[usize], sets: &Sets) -> Unit {
        let mut unit = Unit {
            given: Vec::new(),
            codings: codings.len() as f64,
            same: 0.0,
            apart: ByDistance::default(),
        };
        let pairs = unit.codings * (unit.codings - 1.0);
        for (at, one) in codings.iter().enumerate() {
            match unit.given.iter_mut().find(|(set, _)| set == one) {
                Some((_, times)) => *times += 1,
                None => unit.given.push((*one, 1)),
            }
            for other in &codings[at + 1..] {
                // Each pair stands for both orders.
                unit.same += f64::from(u8::from(one == other)) * 2.0 / pairs;
                let near = sets.near(*one, *other);
                let apart = ByDistance {
                    masi: 1.0 - near.masi,
                    jaccard: 1.0 - near.jaccard,
                };
                unit.apart.add(apart, 2.0);
            }
        }
        unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_left_out_is_as_if_it_had_never_been() {
        let set = |codes: &[usize]| Some(codes.iter().copied().collect::<CodeSet>());
        let units = [
            vec![set(&[0, 1]), set(&[1]), None],
            vec![set(&[]), set(&[2]), set(&[2])],
            vec![set(&[0, 1]), set(&[0, 1, 2]), set(&[1])],
            vec![set(&[0]), None, set(&[0])],
        ];
        let rows: Vec<&[Option<CodeSet>]> = units.iter().map(Vec::as_slice).collect();
        let whole = Whole::new(&rows);
        for (left, times) in [[0, 1, 1, 1], [1, 0, 1, 1], [1, 1, 0, 1], [1, 1, 1, 0]]
            .iter()
            .enumerate()
        {
            let mut others = rows.clone();
            others.remove(left);
            let never = Whole::new(&others).figures();
            for there in [whole.without(left), whole.drawn(times).unwrap()] {
                for (here, there) in [
                    (never.exact, there.exact),
                    (never.masi, there.masi),
                    (never.jaccard, there.jaccard),
                ] {
                    assert!((here.unwrap() - there.unwrap()).abs() < 1e-12, "without {left}");
                }
            }
        }
    }
}
