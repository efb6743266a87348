//! During a study: how good the suggestions for the rest are, what more review would bring, and when to stop.
//!
//! | member | what |
//! |---|---|
//! | `tally` | what is proposed for a unit, counted |
//! | `score` | intervals for what is yet to be counted |
//! | `rest` | right and missing codes of what nobody has reviewed |
//! | `gain` | the learning curve drawn a little further |
//! | `advice` | when to stop |
//!
//! What holds for the rest is told from units that were picked at random. Where these are too few all reviewed units are
//! taken, which is right only if they are like the rest; [`Basis`] says so. Deliberately absent: drawing (`cli`).

mod advice;
mod gain;
mod rest;
mod score;
mod tally;

pub use advice::{Advice, FEW, WORTHWHILE};
pub use gain::{ENOUGH_FOR_A_CURVE, Gain, MORE};
pub use rest::Rest;
pub use tally::{SURE, Seen, Tally};

use serde::Serialize;

use super::machine::Whole;
use super::{Coded, Codes, Method, Proposal};
use crate::estimate::{Estimate, Undefined};
use crate::problem::{Progress, Result};
use crate::suggest::learn::ENOUGH_FOR_PROBABILITIES;
use crate::survey::Picked;
use gain::Learning;

/// Which reviewed units the figures come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Basis {
    /// Those picked at random: what holds of them holds of the rest.
    Random { units: u64 },
    /// All of them, because too few were picked at random: it holds only if they are like the rest.
    AllReviewed { units: u64, random: u64 },
}

/// How many suggestions for the rest are right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RestRight {
    pub basis: Basis,
    pub suggestions: u64,
    /// n counts suggestions.
    pub right: Estimate,
}

/// How the rest stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Standing {
    /// Units with words that nobody has reviewed.
    pub units: u64,
    #[serde(flatten)]
    pub suggested: RestRight,
    /// How many codes are not suggested and should be; n counts units.
    pub missing: Estimate,
    /// Suggestions from a probability of [`SURE`] on, and of those for reviewed units the share that is right.
    pub sure: u64,
    pub sure_right: Estimate,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outlook {
    /// Reviewed units with words.
    pub reviewed: u64,
    pub rest: Standing,
    pub gain: Gain,
    pub advice: Advice,
}

impl Basis {
    pub fn of(seen: &[Seen]) -> Basis {
        let units = seen.len() as u64;
        let random = seen.iter().filter(|unit| unit.picked == Picked::Random).count() as u64;
        if random >= ENOUGH_FOR_PROBABILITIES as u64 {
            Basis::Random { units: random }
        } else {
            Basis::AllReviewed { units, random }
        }
    }

    /// Whether a unit that was picked like this is among them.
    fn has(self, picked: Picked) -> bool {
        matches!(self, Basis::AllReviewed { .. }) || picked == Picked::Random
    }

    fn counted(self, seen: &[Seen]) -> Vec<Seen> {
        seen.iter()
            .copied()
            .filter(|unit| self.has(unit.picked))
            .collect()
    }
}

/// An estimate from so many reviewed units, if they are enough.
fn enough(counted: &[Seen], estimate: Estimate) -> Estimate {
    if counted.len() >= ENOUGH_FOR_PROBABILITIES {
        return estimate;
    }
    Estimate::Undefined {
        why: Undefined::TooFewReviewed,
        n: estimate.n(),
    }
}

impl RestRight {
    /// `proposed`: for the rest.
    pub fn of(seen: &[Seen], proposed: &Tally) -> RestRight {
        let basis = Basis::of(seen);
        let counted = basis.counted(seen);
        RestRight {
            basis,
            suggestions: proposed.suggested.round() as u64,
            right: enough(&counted, rest::right(&counted, proposed)),
        }
    }
}

impl Standing {
    pub fn of(seen: &[Seen], rest: &Rest) -> Standing {
        let suggested = RestRight::of(seen, &rest.proposed);
        let counted = suggested.basis.counted(seen);
        let sum = |part: fn(&Seen) -> f64| counted.iter().map(part).sum::<f64>() as u64;
        Standing {
            units: rest.units.round() as u64,
            suggested,
            missing: enough(&counted, rest::missing(&counted, rest)),
            sure: rest.proposed.sure.round() as u64,
            sure_right: Estimate::share(sum(|unit| unit.sure_right), sum(|unit| unit.proposed.sure)),
        }
    }
}

impl Outlook {
    /// `whole`: a fit of the method to everything reviewed. Draws follow from `seed`.
    pub fn of(
        method: &dyn Method,
        whole: &Whole,
        coded: &Coded,
        codes: &Codes,
        seed: u64,
        progress: Progress<'_>,
    ) -> Result<Outlook> {
        let seen: Vec<Seen> = whole
            .reviewed
            .iter()
            .zip(&whole.left_out)
            .map(|(unit, proposal)| Seen::of(codes, proposal, &coded.given[*unit], coded.picked[*unit]))
            .collect();
        let held = whole.rest.len().max(1) as f64;
        let tallies = whole.rest.iter().map(|proposal| Tally::of(codes, proposal));
        let rest = Rest {
            units: whole.rest_units as f64,
            // Of a large study an even sample stands for the rest.
            proposed: Tally::sum(tallies).times(whole.rest_units as f64 / held),
        };
        let standing = Standing::of(&seen, &rest);
        let (judged, left_out): (Vec<usize>, Vec<Proposal>) = whole
            .reviewed
            .iter()
            .zip(&whole.left_out)
            .filter(|(unit, _)| standing.suggested.basis.has(coded.picked[**unit]))
            .map(|(unit, proposal)| (*unit, proposal.clone()))
            .unzip();
        let gain = Learning {
            reviewed: &whole.reviewed,
            judged: &judged,
            left_out: &left_out,
            given: &coded.given,
            seed,
        }
        .gain(method, progress)?;
        let reviewed = whole.reviewed.len() as u64;
        Ok(Outlook {
            reviewed,
            rest: standing,
            gain,
            advice: Advice::of(reviewed, standing.units, gain.gain, standing.sure_right),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(picked: Picked, right: f64) -> Seen {
        let mut proposed = Tally::default();
        proposed.add_suggestion(0.9);
        Seen {
            proposed,
            right,
            missing: 0.0,
            sure_right: right,
            picked,
        }
    }

    #[test]
    fn the_random_part_speaks_for_the_rest_where_there_is_enough_of_it() {
        let mut proposed = Tally::default();
        proposed.add_suggestion(0.9);
        let rest = Rest {
            units: 100.0,
            proposed: proposed.times(100.0),
        };
        // All that was picked at random is right, all that was chosen is wrong.
        let units = |random: usize| -> Vec<Seen> {
            let random = (0..random).map(|_| seen(Picked::Random, 1.0));
            random.chain((0..40).map(|_| seen(Picked::Chosen, 0.0))).collect()
        };
        let enough = Standing::of(&units(25), &rest);
        assert_eq!(
            (enough.suggested.basis, enough.suggested.right.value()),
            (Basis::Random { units: 25 }, Some(100.0))
        );
        assert_eq!(enough.sure_right.n(), 25);
        let few = Standing::of(&units(24), &rest);
        assert_eq!(
            few.suggested.basis,
            Basis::AllReviewed {
                units: 64,
                random: 24
            }
        );
        assert!(few.suggested.right.value().unwrap() < 50.0);
        let hardly_any = Standing::of(&units(0)[..24], &rest);
        assert_eq!(
            (hardly_any.suggested.right.value(), hardly_any.missing.value()),
            (None, None)
        );
    }
}
