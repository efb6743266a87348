//! Vectors turned over, for their inner products with many others.
//!
//! Terms that many vectors have are written out as a table, because a product of tables takes a fraction of the time that
//! entries one by one take; all others stand in lists. Which way a term goes depends on the vectors here alone.

use rayon::prelude::*;

use super::grid::{BLOCK, Grid, multiply};
use super::vector::Vector;
use super::vocabulary::TermId;

/// A term that at least one in so many vectors have is written out (measured: between 1/4 and 1/10 it makes no difference).
const FREQUENT: usize = 6;
/// Place of a term that is not written out.
const LISTED: u32 = u32::MAX;

/// For each term, who has it with which weight.
pub struct Postings {
    start: Vec<u32>,
    entries: Vec<(u32, f64)>,
    size: usize,
    /// Where a frequent term is written out.
    places: Vec<u32>,
    /// Frequent terms × vectors.
    frequent: Grid,
}

impl Postings {
    pub fn of(vectors: &[&Vector], terms: usize) -> Postings {
        let size = vectors.len();
        let mut start = vec![0u32; terms + 1];
        for vector in vectors {
            for (term, _) in vector.terms() {
                start[*term as usize + 1] += 1;
            }
        }
        let mut places = vec![LISTED; terms];
        let mut frequent = 0;
        for (place, with) in places.iter_mut().zip(&start[1..]) {
            if *with > 1 && *with as usize * FREQUENT >= size {
                *place = frequent;
                frequent += 1;
            }
        }
        for term in 0..terms {
            start[term + 1] += start[term];
        }
        let mut next = start.clone();
        let mut entries = vec![(0, 0.0); start[terms] as usize];
        let mut table = Grid::zeros(frequent as usize, size);
        for (at, vector) in (0u32..).zip(vectors) {
            for (term, weight) in vector.terms() {
                let place = &mut next[*term as usize];
                entries[*place as usize] = (at, *weight);
                *place += 1;
                let place = places[*term as usize];
                if place != LISTED {
                    table.row_mut(place as usize)[at as usize] = *weight;
                }
            }
        }
        Postings {
            start,
            entries,
            size,
            places,
            frequent: table,
        }
    }

    /// Number of terms.
    pub fn terms(&self) -> usize {
        self.places.len()
    }

    /// Who has a term, with which weight.
    pub fn with(&self, term: TermId) -> &[(u32, f64)] {
        let at = term as usize;
        &self.entries[self.start[at] as usize..self.start[at + 1] as usize]
    }

    /// Inner products with all vectors here, `vectors` × vectors here.
    pub fn products(&self, vectors: &[&Vector]) -> Grid {
        let mut products = Grid::zeros(vectors.len(), self.size);
        let width = self.size.max(1);
        let blocks = products.data_mut().par_chunks_mut(BLOCK * width);
        blocks.zip(vectors.par_chunks(BLOCK)).for_each(|(out, vectors)| {
            let frequent = self.frequent.rows();
            let mut written = vec![0.0; vectors.len() * frequent];
            for (row, vector) in vectors.iter().enumerate() {
                for (term, weight) in vector.terms() {
                    let place = self.places[*term as usize];
                    if place != LISTED {
                        written[row * frequent + place as usize] = *weight;
                    }
                }
            }
            multiply(&written, &self.frequent, out);
            for (out, vector) in out.chunks_exact_mut(width).zip(vectors) {
                for (term, weight) in vector.terms() {
                    if self.places[*term as usize] == LISTED {
                        for (at, other) in self.with(*term) {
                            out[*at as usize] += weight * other;
                        }
                    }
                }
            }
        });
        products
    }
}

#[cfg(test)]
mod tests {
    use super::super::space::tests::plain;
    use super::*;

    /// Terms of every frequency, more vectors than a block, against sums written out.
    #[test]
    fn products_are_those_of_the_vectors() {
        let weights = |at: usize| -> Vec<f64> {
            let has = |term: usize| (at * 31 + term * 17) % 40 < term;
            (0..40)
                .map(|term| if has(term) { 1.0 + (at % 7) as f64 } else { 0.0 })
                .collect()
        };
        let dense: Vec<Vec<f64>> = (0..BLOCK + 9).map(weights).collect();
        let vectors: Vec<Vector> = dense.iter().map(|weights| plain(weights)).collect();
        let all: Vec<&Vector> = vectors.iter().collect();
        let postings = Postings::of(&all, 40);
        let listed = postings.places.iter().filter(|place| **place == LISTED).count();
        assert!((1..39).contains(&listed), "{listed}");
        let products = postings.products(&all);
        for row in [0, 1, BLOCK - 1, BLOCK, BLOCK + 8] {
            for (column, product) in products.row(row).iter().enumerate() {
                let by_hand: f64 = vectors[row]
                    .terms()
                    .iter()
                    .filter_map(|(term, weight)| {
                        let other = vectors[column].terms().iter().find(|(other, _)| other == term)?;
                        Some(weight * other.1)
                    })
                    .sum();
                assert!((product - by_hand).abs() < 1e-12, "{product} {by_hand}");
            }
        }
    }
}
