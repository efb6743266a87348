//! Coincidences: how often two raters gave these two categories to the same unit.
//!
//! A unit with m ratings has m(m − 1) ordered pairs and counts each with weight 1/(m − 1), so that every rating counts once
//! (Krippendorff 2011, section C). Only pairs of unlike categories are kept: like ones add nothing to disagreement, and sets
//! of codes are many categories of which few meet.

use std::collections::BTreeMap;

use crate::estimate::Undefined;

/// Coincidences of the categories `0 … size − 1`.
#[derive(Debug, Clone)]
pub struct Coincidences {
    frequencies: Vec<f64>,
    /// Lower and higher category → weight of the pair in this order.
    unlike: BTreeMap<(usize, usize), f64>,
    /// Ratings of one unit, sorted.
    sorted: Vec<usize>,
}

impl Coincidences {
    pub fn new(size: usize) -> Self {
        Coincidences {
            frequencies: vec![0.0; size],
            unlike: BTreeMap::new(),
            sorted: Vec::new(),
        }
    }

    /// Adds the ratings of a unit, `times` over. A single rating has nothing beside it and is left out.
    ///
    /// # Panics
    /// When a category is not below the size.
    pub fn add(&mut self, ratings: &[usize], times: u32) {
        if ratings.len() < 2 || times == 0 {
            return;
        }
        let times = f64::from(times);
        let weight = times / (ratings.len() - 1) as f64;
        self.sorted.clear();
        self.sorted.extend_from_slice(ratings);
        self.sorted.sort_unstable();
        for rating in ratings {
            self.frequencies[*rating] += times;
        }
        let alike: Vec<&[usize]> = self.sorted.chunk_by(|left, right| left == right).collect();
        for (at, high) in alike.iter().enumerate() {
            for low in &alike[..at] {
                let pairs = (low.len() * high.len()) as f64;
                *self.unlike.entry((low[0], high[0])).or_default() += pairs * weight;
            }
        }
    }

    /// How many ratings each category got, among those that stand beside another.
    pub fn frequencies(&self) -> &[f64] {
        &self.frequencies
    }

    /// 1 − observed disagreement / disagreement expected by chance. `difference` of two places is symmetric and 0 for equal
    /// ones; for Krippendorff's metrics it is δ².
    ///
    /// # Errors
    /// Nothing was added; no two values differ.
    pub fn alpha(&self, difference: impl Fn(usize, usize) -> f64) -> Result<f64, Undefined> {
        let n: f64 = self.frequencies.iter().sum();
        if n == 0.0 {
            return Err(Undefined::NoPairs);
        }
        let present: Vec<(usize, f64)> = self
            .frequencies
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, frequency)| *frequency > 0.0)
            .collect();
        let mut expected = 0.0;
        for (at, (high, often)) in present.iter().enumerate() {
            for (low, as_often) in &present[..at] {
                expected += often * as_often * difference(*low, *high);
            }
        }
        if expected == 0.0 {
            return Err(Undefined::OneCategory);
        }
        let observed: f64 = self
            .unlike
            .iter()
            .map(|((low, high), weight)| weight * difference(*low, *high))
            .sum();
        Ok(1.0 - (n - 1.0) * observed / expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rating_counts_once_and_a_lonely_one_not() {
        let mut pairs = Coincidences::new(3);
        pairs.add(&[0, 1, 0], 1);
        pairs.add(&[2], 1);
        assert_eq!(pairs.frequencies(), [2.0, 1.0, 0.0]);
        // Two of the six ordered pairs are (0, 1), each worth a half.
        assert_eq!(pairs.unlike[&(0, 1)], 1.0);
    }

    #[test]
    fn a_weight_is_the_same_as_adding_a_unit_again() {
        let (mut weighted, mut repeated) = (Coincidences::new(2), Coincidences::new(2));
        weighted.add(&[0, 1], 3);
        weighted.add(&[1, 1], 2);
        for ratings in [[0, 1], [0, 1], [0, 1], [1, 1], [1, 1]] {
            repeated.add(&ratings, 1);
        }
        let unlike = |left, right| f64::from(u8::from(left != right));
        assert_eq!(weighted.alpha(unlike), repeated.alpha(unlike));
    }
}
