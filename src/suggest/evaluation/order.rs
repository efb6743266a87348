//! In which order a review takes the units.
//!
//! The first units are always drawn at random: a model that knows nothing is sure of the wrong things, and only a random part
//! says something about the rest. Measured in coding-method.md, "Confidence, thresholds, order".

use super::method::{Method, Proposal};
use crate::problem::Result;
use crate::words::Text;

/// Units at random before an order can prefer any.
const AT_FIRST: usize = 25;
/// Units that are reviewed before the order is made anew, at least; later an eighth of what is reviewed.
const BATCH: usize = 25;
const LATER_BATCH: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    Random,
    /// Those first of which most codes are expected to be wrong.
    Uncertain,
    /// Half of each batch uncertain, half at random.
    Mixed,
}

impl Order {
    pub const ALL: [Order; 3] = [Order::Random, Order::Uncertain, Order::Mixed];

    /// The name on the command line and in files.
    pub fn id(self) -> &'static str {
        match self {
            Order::Random => "random",
            Order::Uncertain => "uncertain",
            Order::Mixed => "mixed",
        }
    }

    /// To be chosen from a list.
    pub fn label(self) -> Text {
        match self {
            Order::Random => Text::new("zufällig", "at random"),
            Order::Uncertain => Text::new("Unsicheres zuerst", "uncertain first"),
            Order::Mixed => Text::new("halb Unsicheres, halb zufällig", "half uncertain, half at random"),
        }
    }
}

/// How many codes of a proposal are expected to be wrong, if its scores hold as probabilities.
pub fn expected_wrong(proposal: &Proposal) -> f64 {
    proposal
        .score
        .iter()
        .zip(&proposal.suggested)
        .map(|(score, suggested)| if *suggested { 1.0 - score } else { *score })
        .sum()
}

/// What is left of `rest` (in random order, which is kept) after one more batch of at most `most` units was reviewed.
pub(super) fn next(
    method: &dyn Method,
    order: Order,
    reviewed: &[usize],
    rest: Vec<usize>,
    most: usize,
) -> Result<Vec<usize>> {
    if order == Order::Random {
        return Ok(rest[most.min(rest.len())..].to_vec());
    }
    if reviewed.len() < AT_FIRST {
        let batch = most.min(AT_FIRST - reviewed.len()).min(rest.len());
        return Ok(rest[batch..].to_vec());
    }
    let batch = (reviewed.len() / LATER_BATCH)
        .max(BATCH)
        .min(most)
        .min(rest.len());
    let at_random = match order {
        Order::Mixed => batch / 2,
        _ => 0,
    };
    let rest = &rest[at_random..];
    let proposals = method.propose(reviewed, rest)?;
    let mut places: Vec<(f64, usize)> = proposals.iter().map(expected_wrong).zip(0..).collect();
    places.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
    let mut taken = vec![false; rest.len()];
    for (_, place) in places.iter().take(batch - at_random) {
        taken[*place] = true;
    }
    Ok(rest
        .iter()
        .zip(&taken)
        .filter(|(_, taken)| !**taken)
        .map(|(unit, _)| *unit)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sure of even units, unsure of odd ones.
    struct Unsure;

    impl Method for Unsure {
        fn propose(&self, _: &[usize], units: &[usize]) -> Result<Vec<Proposal>> {
            let of = |unit: &usize| Proposal {
                score: vec![if unit.is_multiple_of(2) { 0.9 } else { 0.6 }],
                suggested: vec![true],
            };
            Ok(units.iter().map(of).collect())
        }

        fn left_out(&self, reviewed: &[usize]) -> Result<Vec<Proposal>> {
            self.propose(&[], reviewed)
        }
    }

    #[test]
    fn uncertain_units_come_first_once_some_are_reviewed() {
        let reviewed: Vec<usize> = (100..125).collect();
        let rest: Vec<usize> = (0..60).collect();
        let left = |order, reviewed: &[usize]| next(&Unsure, order, reviewed, rest.clone(), 25).unwrap();
        let odd = |units: &[usize]| units.iter().filter(|unit| *unit % 2 == 1).count();
        // Thirty of the sixty are odd: 25 of them go, or twelve at random (six odd) and then thirteen odd ones.
        assert_eq!(odd(&left(Order::Uncertain, &reviewed)), 5);
        assert_eq!(odd(&left(Order::Mixed, &reviewed)), 30 - 6 - 13);
        assert_eq!(odd(&left(Order::Random, &reviewed)), 18);
        // At first nothing is preferred.
        assert_eq!(left(Order::Uncertain, &[]), left(Order::Random, &[]));
    }
}
