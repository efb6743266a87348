//! Random orders that a seed repeats.

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;

/// The units in random order; each draw of a seed gives another.
pub(super) fn shuffled(units: &[usize], seed: u64, draw: u64) -> Vec<usize> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(draw);
    let mut order = units.to_vec();
    order.shuffle(&mut random);
    order
}

/// After so many reviewed units figures are taken: 0, 25, 50, 100, 200 … below `all`.
pub(super) fn sizes(all: usize) -> Vec<usize> {
    std::iter::once(0)
        .chain(std::iter::successors(Some(25), |n| Some(n * 2)))
        .take_while(|n| *n < all)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_repeated_by_its_seed_and_draw() {
        let units: Vec<usize> = (0..50).collect();
        let order = shuffled(&units, 1, 0);
        assert_eq!(order, shuffled(&units, 1, 0));
        assert_ne!(order, shuffled(&units, 1, 1));
        assert_ne!(order, shuffled(&units, 2, 0));
        let mut sorted = order;
        sorted.sort_unstable();
        assert_eq!(sorted, units);
    }

    #[test]
    fn figures_are_taken_at_doubled_numbers() {
        assert_eq!(sizes(437), [0, 25, 50, 100, 200, 400]);
        assert_eq!((sizes(25), sizes(0)), (vec![0], Vec::new()));
    }
}
