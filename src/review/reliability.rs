//! How far coders agree so far, and how far a coder agrees with an earlier self.
//!
//! Compared is what each had said before they could see what others said: while the unit was blind for them, as the first
//! of all, or in a file that was imported. What was mended later counts for the final coding, not here. Codes count as the
//! codebook counts them now. Deliberately absent: coefficients and their intervals
//! (`agreement`).

use std::collections::BTreeMap;

use super::board::Board;
use super::card::{Card, Said};
use super::codings::Codings;
use super::double::Task;
use crate::agreement::{CodeSet, SetDistance, alpha_of_sets};
use crate::estimate::Estimate;
use crate::survey::{ActionKind, CoderId, CodingLayer, Outcome, Stage};

/// Agreement on units that were coded twice or more; n counts them.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Agreed {
    /// Share of the units for which all said the same.
    pub identical: Estimate,
    /// Krippendorff's alpha over sets of codes, with the distance MASI.
    pub alpha: Estimate,
}

/// How far coders agree so far.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreedSoFar {
    pub all: Agreed,
    /// By name, both.
    pub pairs: Vec<(CoderId, CoderId, Agreed)>,
    /// Units on which somebody said something else after the others' codings could be seen.
    pub mended: u64,
}

/// Agreement of people on the units of a board.
pub fn agreed_so_far(board: &Board) -> AgreedSoFar {
    let codings = Codings::independent(board);
    let mut pairs = Vec::new();
    for (at, one) in codings.coders.iter().enumerate() {
        for other in &codings.coders[..at] {
            let both = codings.of(&[*other, *one]);
            if !both.units.is_empty() {
                pairs.push((*other, *one, agreed(&both.units)));
            }
        }
    }
    AgreedSoFar {
        all: agreed(&codings.units),
        pairs,
        mended: codings.mended,
    }
}

/// How far a coder said the same again after some time.
pub fn stability(board: &Board, coder: CoderId) -> Agreed {
    agreed(&Codings::twice(board, coder).units)
}

/// What each person had said of a unit before they could see what others said of it.
pub(super) fn independent<'a>(board: &Board, card: &'a Card) -> BTreeMap<CoderId, &'a Said> {
    let mut independent: BTreeMap<CoderId, &Said> = BTreeMap::new();
    let mut decided: Vec<CoderId> = Vec::new();
    for said in card.history() {
        if said.layer != CodingLayer::Own || !board.is_person(said.coder) {
            continue;
        }
        let alone = decided.iter().all(|coder| *coder == said.coder);
        let blind = || board.task(card, said.coder) == Task::Together && !decided.contains(&said.coder);
        if !is_decided(said) {
            // Taken back or put off: what is said next is said blind again.
            independent.remove(&said.coder);
        } else if alone || said.kind == ActionKind::Import || blind() {
            independent.insert(said.coder, said);
        }
        decided.retain(|coder| *coder != said.coder);
        if is_decided(said) {
            decided.push(said.coder);
        }
    }
    independent
}

pub(super) fn is_decided(said: &Said) -> bool {
    said.outcome != Outcome::Withdrawn && said.stage() == Stage::Decided
}

fn agreed(units: &[Vec<Option<CodeSet>>]) -> Agreed {
    let identical = units.iter().filter(|unit| {
        let mut said = unit.iter().flatten();
        let first = said.next();
        said.all(|set| Some(set) == first)
    });
    let n = units.len() as u64;
    Agreed {
        identical: Estimate::share(identical.count() as u64, n),
        alpha: Estimate::of(alpha_of_sets(units, SetDistance::Masi), None, n),
    }
}
