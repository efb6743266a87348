//! What is proposed for a unit, counted: suggestions, and what their probabilities promise of them.
//!
//! Counted are codes as people see them: of a code and its parents the code alone. It is right where people gave it, or a
//! code below it; a code that people gave is missing where neither it nor a code below it is suggested.

use super::super::{Codes, Proposal};
use crate::survey::Picked;

/// From this probability on a suggestion is sure enough to be accepted unseen.
pub const SURE: f64 = 0.9;

/// Of one proposal, or of many summed up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    pub suggested: f64,
    /// How many of them are right, if probabilities hold.
    pub expected_right: f64,
    /// How many codes are not suggested and should be, if probabilities hold.
    pub expected_missing: f64,
    /// Suggestions from [`SURE`] on.
    pub sure: f64,
}

/// A reviewed unit: what was proposed for it by what the others say, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    pub proposed: Tally,
    pub right: f64,
    pub missing: f64,
    /// Right ones from [`SURE`] on.
    pub sure_right: f64,
    pub picked: Picked,
}

impl Tally {
    pub fn of(codes: &Codes, proposal: &Proposal) -> Tally {
        let mut tally = Tally::default();
        let suggested = lowest(codes, &proposal.suggested);
        for (score, _) in proposal.score.iter().zip(&suggested).filter(|(_, yes)| **yes) {
            tally.add_suggestion(*score);
        }
        let mut alone = proposal.score.clone();
        for (at, parent) in codes.parents.iter().enumerate() {
            if let Some(parent) = parent {
                alone[*parent] -= proposal.score[at];
            }
        }
        tally.expected_missing = alone
            .iter()
            .zip(&proposal.suggested)
            .filter(|(_, suggested)| !**suggested)
            .map(|(alone, _)| alone.max(0.0))
            .sum();
        tally
    }

    pub fn add_suggestion(&mut self, score: f64) {
        self.suggested += 1.0;
        self.expected_right += score;
        self.sure += f64::from(u8::from(score >= SURE));
    }

    pub fn sum(tallies: impl IntoIterator<Item = Tally>) -> Tally {
        tallies
            .into_iter()
            .fold(Tally::default(), |sum, next| sum.plus(next, 1.0))
    }

    /// As many times as much of all.
    pub fn times(self, factor: f64) -> Tally {
        Tally::default().plus(self, factor)
    }

    fn plus(self, other: Tally, factor: f64) -> Tally {
        Tally {
            suggested: self.suggested + factor * other.suggested,
            expected_right: self.expected_right + factor * other.expected_right,
            expected_missing: self.expected_missing + factor * other.expected_missing,
            sure: self.sure + factor * other.sure,
        }
    }
}

impl Seen {
    /// `given`: by people, with parents.
    pub fn of(codes: &Codes, proposal: &Proposal, given: &[bool], picked: Picked) -> Seen {
        let count = |there: &mut dyn Iterator<Item = bool>| there.filter(|yes| *yes).count() as f64;
        let suggested = lowest(codes, &proposal.suggested);
        let right = || {
            suggested
                .iter()
                .zip(given)
                .map(|(suggested, given)| *suggested && *given)
        };
        Seen {
            proposed: Tally::of(codes, proposal),
            right: count(&mut right()),
            sure_right: count(
                &mut right()
                    .zip(&proposal.score)
                    .map(|(right, score)| right && *score >= SURE),
            ),
            missing: count(
                &mut lowest(codes, given)
                    .iter()
                    .zip(&proposal.suggested)
                    .map(|(given, suggested)| *given && !*suggested),
            ),
            picked,
        }
    }
}

/// Codes that are there without any code below them. `there` holds the parents of all that is there.
fn lowest(codes: &Codes, there: &[bool]) -> Vec<bool> {
    let mut lowest = there.to_vec();
    for (at, parent) in codes.parents.iter().enumerate() {
        if let (true, Some(parent)) = (there[at], parent) {
            lowest[*parent] = false;
        }
    }
    lowest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: a above b and c, beside them d. Suggested b (with a); people gave c (with a) and d.
    #[test]
    fn of_a_code_and_its_parents_the_code_alone_counts() {
        let codes = Codes {
            ids: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
            parents: vec![None, Some(0), Some(0), None],
        };
        let proposal = Proposal {
            score: vec![0.95, 0.9, 0.2, 0.3],
            suggested: vec![true, true, false, false],
        };
        let seen = |given: [bool; 4]| Seen::of(&codes, &proposal, &given, Picked::Random);
        let other = seen([true, false, true, true]);
        assert_eq!((other.proposed.suggested, other.proposed.sure), (1.0, 1.0));
        assert_eq!(
            (other.proposed.expected_right, other.proposed.expected_missing),
            (0.9, 0.5)
        );
        assert_eq!((other.right, other.missing, other.sure_right), (0.0, 2.0, 0.0));
        let same = seen([true, true, false, false]);
        assert_eq!((same.right, same.missing, same.sure_right), (1.0, 0.0, 1.0));
        // The parent alone was given: it is suggested with its child, which is wrong.
        let parent = seen([true, false, false, false]);
        assert_eq!((parent.right, parent.missing), (0.0, 0.0));
    }
}
