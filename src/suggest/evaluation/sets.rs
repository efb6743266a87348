//! Whole sets of codes: exactly the same, and α over sets.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Judged;
use crate::agreement::{CodeSet, Coincidences, SetDistance};
use crate::estimate::{Draws, Estimate, bootstrap};

/// Beyond this many distinct sets an interval would cost more than it tells.
const MOST_SETS_DRAWN: usize = 500;

/// Agreement of what people gave and what was suggested, unit by unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sets {
    /// Share of units whose suggested set is the given one.
    pub exact: Estimate,
    /// Krippendorff's α with the distance of Passonneau (2006).
    pub alpha_masi: Estimate,
    pub alpha_jaccard: Estimate,
}

impl Sets {
    pub fn of(judged: &[Judged], draws: Draws) -> Sets {
        let pairs: Vec<[CodeSet; 2]> = judged
            .iter()
            .map(|unit| [set(&unit.given), set(&unit.suggested)])
            .collect();
        let exact = pairs
            .iter()
            .filter(|[given, suggested]| given == suggested)
            .count();
        Sets {
            exact: Estimate::share(exact as u64, pairs.len() as u64),
            alpha_masi: alpha(&pairs, SetDistance::Masi, draws),
            alpha_jaccard: alpha(&pairs, SetDistance::Jaccard, draws),
        }
    }
}

fn set(there: &[bool]) -> CodeSet {
    (0..there.len()).filter(|at| there[*at]).collect()
}

fn alpha(pairs: &[[CodeSet; 2]], distance: SetDistance, draws: Draws) -> Estimate {
    let mut places: BTreeMap<&CodeSet, usize> = pairs.iter().flatten().map(|set| (set, 0)).collect();
    for (at, place) in places.values_mut().enumerate() {
        *place = at;
    }
    let sets: Vec<&CodeSet> = places.keys().copied().collect();
    let units: Vec<[usize; 2]> = pairs
        .iter()
        .map(|pair| [places[&pair[0]], places[&pair[1]]])
        .collect();
    let count = |times: &dyn Fn(usize) -> u32| {
        let mut counted = Coincidences::new(sets.len());
        for (at, unit) in units.iter().enumerate() {
            counted.add(unit, times(at));
        }
        counted
    };
    let value = count(&|_| 1).alpha(|left, right| distance.between(sets[left], sets[right]));
    let interval = if sets.len() > MOST_SETS_DRAWN {
        None
    } else {
        let between: Vec<Vec<f64>> = sets
            .iter()
            .map(|left| sets.iter().map(|right| distance.between(left, right)).collect())
            .collect();
        let drawn = |times: &[u32]| {
            let alpha = count(&|at| times[at]).alpha(|left, right| between[left][right]);
            vec![alpha.ok()]
        };
        bootstrap(units.len(), draws, drawn)[0]
    };
    Estimate::of(value, interval, units.len() as u64)
}
