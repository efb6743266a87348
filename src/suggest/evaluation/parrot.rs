//! For tests: a method that repeats what it has been told and knows nothing of other units. Whoever lets it see what it is
//! asked about gets perfect figures.

use std::sync::Mutex;

use super::method::{Method, Proposal};
use crate::problem::Result;

pub struct Parrot<'g> {
    given: &'g [Vec<bool>],
    /// How many units each fit has seen.
    pub seen: Mutex<Vec<usize>>,
}

impl<'g> Parrot<'g> {
    pub fn of(given: &'g [Vec<bool>]) -> Self {
        Parrot {
            given,
            seen: Mutex::new(Vec::new()),
        }
    }

    fn say(&self, known: bool, unit: usize) -> Proposal {
        let suggested: Vec<bool> = self.given[unit].iter().map(|given| *given && known).collect();
        Proposal {
            score: suggested.iter().map(|yes| f64::from(u8::from(*yes))).collect(),
            suggested,
        }
    }
}

impl Method for Parrot<'_> {
    fn propose(&self, reviewed: &[usize], units: &[usize]) -> Result<Vec<Proposal>> {
        self.seen.lock().unwrap().push(reviewed.len());
        Ok(units
            .iter()
            .map(|unit| self.say(reviewed.contains(unit), *unit))
            .collect())
    }

    fn left_out(&self, reviewed: &[usize]) -> Result<Vec<Proposal>> {
        Ok(reviewed.iter().map(|unit| self.say(false, *unit)).collect())
    }
}
