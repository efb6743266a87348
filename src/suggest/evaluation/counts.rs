//! Given, suggested and right, by code. Units are held as the few codes that they have, so that drawing them again a
//! thousand times stays cheap.

use super::Judged;

/// Of one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub given: u64,
    pub suggested: u64,
    /// Given and suggested.
    pub right: u64,
}

/// A code of a unit.
#[derive(Debug, Clone, Copy)]
struct Had {
    code: u32,
    given: bool,
    suggested: bool,
}

/// All units.
pub(super) struct Units {
    pub codes: usize,
    had: Vec<Vec<Had>>,
}

impl Units {
    pub fn of(judged: &[Judged], codes: usize) -> Units {
        let had = |unit: &Judged| {
            (0..codes)
                .filter(|at| unit.given[*at] || unit.suggested[*at])
                .map(|at| Had {
                    code: at as u32,
                    given: unit.given[at],
                    suggested: unit.suggested[at],
                })
                .collect()
        };
        Units {
            codes,
            had: judged.iter().map(had).collect(),
        }
    }

    pub fn len(&self) -> usize {
        self.had.len()
    }

    /// `times`: how often each unit counts.
    pub fn count(&self, times: &[u32]) -> Vec<Counts> {
        let mut counts = vec![Counts::default(); self.codes];
        for (had, times) in self.had.iter().zip(times) {
            let times = u64::from(*times);
            for had in had {
                let counts = &mut counts[had.code as usize];
                counts.given += times * u64::from(had.given);
                counts.suggested += times * u64::from(had.suggested);
                counts.right += times * u64::from(had.given && had.suggested);
            }
        }
        counts
    }
}

impl Counts {
    pub fn add(self, other: Counts) -> Counts {
        Counts {
            given: self.given + other.given,
            suggested: self.suggested + other.suggested,
            right: self.right + other.right,
        }
    }
}
