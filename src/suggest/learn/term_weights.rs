//! What each term brings to each code: through the anchors that have it, and straight from the code texts.
//!
//! Scores are linear in the terms of an answer, but for the length of its row of the kernel, so that a sum over the anchors
//! can be had once for all answers.

use rayon::prelude::*;

use super::grid::Grid;
use super::postings::Postings;
use super::ridge::Ridge;
use super::space::Space;
use super::vocabulary::TermId;

/// Place of a term that no anchor has.
const NOWHERE: u32 = u32::MAX;

/// By term and code.
pub struct TermWeights<'s> {
    /// Place of a term in the sums.
    places: Vec<u32>,
    /// Σ over the anchors that have the term: its weight there × the anchor's weight for the code, terms × codes.
    learned: Option<Grid>,
    /// The same with the code text's profile.
    profile: Option<Grid>,
    direct: Option<&'s Postings>,
}

/// What a term of weight 1 brings to the scores of an answer.
pub struct Brings {
    pub learned: f64,
    pub profile: f64,
    pub direct: f64,
}

impl<'s> TermWeights<'s> {
    pub fn of(space: &'s Space, ridge: Option<&Ridge>) -> TermWeights<'s> {
        let anchors = space.anchors();
        let mut known: Vec<TermId> = Vec::new();
        let places = (0..anchors.terms())
            .map(|term| {
                if anchors.with(term as TermId).is_empty() {
                    return NOWHERE;
                }
                known.push(term as TermId);
                known.len() as u32 - 1
            })
            .collect();
        let sums = |weights: &Grid| {
            let mut sums = Grid::zeros(known.len(), weights.columns());
            let width = weights.columns().max(1);
            let rows = sums.data_mut().par_chunks_mut(width);
            rows.zip(&known).for_each(|(sums, term)| {
                for (anchor, by) in anchors.with(*term) {
                    for (sum, weight) in sums.iter_mut().zip(weights.row(*anchor as usize)) {
                        *sum += by * weight;
                    }
                }
            });
            sums
        };
        let texts = space.code_texts();
        TermWeights {
            learned: ridge.map(|ridge| sums(&ridge.weights)),
            profile: texts.map(|(_, profiles, ..)| sums(profiles)),
            direct: texts.map(|(postings, ..)| postings),
            places,
        }
    }

    /// `length`: of the answer's row of the kernel.
    pub fn brings(&self, term: TermId, code: usize, length: f64) -> Brings {
        let along = |sums: &Option<Grid>| match (sums, self.places.get(term as usize)) {
            (Some(sums), Some(&place)) if place != NOWHERE && length > 0.0 => {
                sums.row(place as usize)[code] / length
            }
            _ => 0.0,
        };
        let direct = self.direct.and_then(|texts| {
            let mut with = texts.with(term).iter();
            with.find(|(at, _)| *at as usize == code).map(|(_, by)| *by)
        });
        Brings {
            learned: along(&self.learned),
            profile: along(&self.profile),
            direct: direct.unwrap_or(0.0),
        }
    }
}
