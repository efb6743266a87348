//! A text as terms: how often each stands in it, and what it weighs.
//!
//! Salton and Buckley (1988), "Term-weighting approaches in automatic text retrieval".

use super::vocabulary::{Block, Rarities, Taken, TermId, UNKNOWN};

/// What a pair of stems weighs beside a stem. Not part of the published method: of full weight, pairs of many rare words
/// drown the words.
const OF_PAIRS: f64 = 0.5;

/// How often each term stands in a text, ascending by block, then term; unknown ones last in their block.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counts(Vec<(Block, TermId, u32)>);

impl Counts {
    pub fn of(taken: &Taken) -> Counts {
        let mut all: Vec<(Block, TermId)> = taken
            .occurrences
            .iter()
            .map(|occurrence| (occurrence.block, occurrence.term))
            .collect();
        all.sort_unstable();
        let same = all.chunk_by(|a, b| a == b);
        Counts(
            same.map(|same| (same[0].0, same[0].1, same.len() as u32))
                .collect(),
        )
    }

    /// Each known term once.
    pub fn terms(&self) -> impl Iterator<Item = TermId> {
        self.0
            .iter()
            .map(|(_, term, _)| *term)
            .filter(|term| *term != UNKNOWN)
    }
}

/// A text as terms with weights; of length 1 together with the terms that the study does not know.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vector(pub(super) Vec<(TermId, f64)>);

impl Vector {
    /// (1 + ln tf) · rarity per term, half of it for pairs of stems; words and letters each of length √½. `unknown`
    /// says whether unknown terms count for the length.
    pub fn of(counts: &Counts, rarities: &Rarities, unknown: Unknown) -> Vector {
        let mut terms = Vec::with_capacity(counts.0.len());
        let (words, letters) = counts
            .0
            .split_at(counts.0.partition_point(|(block, ..)| *block != Block::Letters));
        for counts in [words, letters] {
            let from = terms.len();
            let mut length = 0.0;
            for (block, term, times) in counts {
                let share = if *block == Block::Pairs { OF_PAIRS } else { 1.0 };
                let rarity = share * rarities.of(*term);
                let times = f64::from(*times);
                if *term != UNKNOWN {
                    // Most terms stand once, and a logarithm takes its time.
                    let weight = if times == 1.0 {
                        rarity
                    } else {
                        (1.0 + times.ln()) * rarity
                    };
                    length += weight * weight;
                    terms.push((*term, weight));
                } else if unknown == Unknown::Counts {
                    length += times * rarity * rarity;
                }
            }
            if length > 0.0 {
                let scale = 1.0 / (2.0 * length).sqrt();
                terms[from..].iter_mut().for_each(|(_, weight)| *weight *= scale);
            }
        }
        terms.sort_unstable_by_key(|(term, _)| *term);
        Vector(terms)
    }

    /// Ascending by term.
    pub fn terms(&self) -> &[(TermId, f64)] {
        &self.0
    }
}

/// Whether terms that no answer of the study has count for the length of a vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// In answers that came later.
    Counts,
    /// In code texts: nothing can meet them.
    Dropped,
}
