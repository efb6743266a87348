//! Whether groups differ when cases come in bundles: the groups of whole bundles are permuted, never single cases, so that cases of one
//! bundle may be as alike as they are (Good 2005, Permutation, Parametric and Bootstrap Tests of Hypotheses, 3rd ed.; for
//! bundles Gail et al. 1996, Statistics in Medicine 15: 1069–1092).
//!
//! Bundles that hold the same are not told apart: how many of each kind come into which group is a table with fixed sums,
//! so that a draw costs as much as there are kinds.

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rayon::prelude::*;

use super::Draws;
use super::chance::PValue;
use super::fixed_margins::{LnFactorials, draw_table};

/// Bundles that hold the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundles {
    /// Cases by column in each of these bundles.
    pub holds: Vec<u64>,
    /// How many of them are in each group.
    pub in_group: Vec<u64>,
}

/// The counts by group and column.
pub fn cases(bundles: &[Bundles]) -> Vec<Vec<u64>> {
    let groups = bundles.first().map_or(0, |kind| kind.in_group.len());
    let columns = bundles.first().map_or(0, |kind| kind.holds.len());
    let mut counts = vec![vec![0; columns]; groups];
    let given: Vec<Vec<u64>> = bundles.iter().map(|kind| kind.in_group.clone()).collect();
    add(bundles, &given, &mut counts);
    counts
}

/// For each of the figures that `statistics` makes of counts by group and column: how probable one as large or larger is if groups are
/// given to bundles at random. As many figures each time.
pub fn permuted(
    bundles: &[Bundles],
    draws: Draws,
    statistics: impl Fn(&[Vec<u64>]) -> Vec<f64> + Sync,
) -> Vec<PValue> {
    let found = statistics(&cases(bundles));
    // Figures that are equal but for rounding are equal.
    let limits: Vec<f64> = found
        .iter()
        .map(|figure| figure - 1e-9 * figure.abs().max(1.0))
        .collect();
    let kinds: Vec<u64> = bundles.iter().map(|kind| kind.in_group.iter().sum()).collect();
    let groups = bundles.first().map_or(0, |kind| kind.in_group.len());
    let columns = bundles.first().map_or(0, |kind| kind.holds.len());
    let sizes: Vec<u64> = (0..groups)
        .map(|group| bundles.iter().map(|kind| kind.in_group[group]).sum())
        .collect();
    let logs = LnFactorials::up_to(kinds.iter().sum());
    let unusual = (0..draws.n as u64)
        .into_par_iter()
        .map_init(
            || (vec![vec![0; groups]; kinds.len()], vec![vec![0; columns]; groups]),
            |(drawn, counts), draw| {
                let mut random = ChaCha8Rng::seed_from_u64(draws.seed);
                random.set_stream(draw);
                draw_table(&kinds, &sizes, &logs, &mut random, drawn);
                for row in counts.iter_mut() {
                    row.fill(0);
                }
                add(bundles, drawn, counts);
                let figures = statistics(counts);
                let unusual = figures
                    .iter()
                    .zip(&limits)
                    .map(|(figure, limit)| u64::from(figure >= limit));
                unusual.collect::<Vec<u64>>()
            },
        )
        .reduce(
            || vec![0; found.len()],
            |a, b| a.iter().zip(&b).map(|(a, b)| a + b).collect(),
        );
    unusual.into_iter().map(|n| PValue::drawn(n, draws)).collect()
}

fn add(bundles: &[Bundles], in_groups: &[Vec<u64>], counts: &mut [Vec<u64>]) {
    for (kind, in_group) in bundles.iter().zip(in_groups) {
        for (row, times) in counts.iter_mut().zip(in_group).filter(|(_, times)| **times > 0) {
            for (cell, holds) in row.iter_mut().zip(&kind.holds) {
                *cell += holds * times;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::Contingency;

    fn chi(counts: &[Vec<u64>]) -> Vec<f64> {
        vec![Contingency::of(counts).map_or(0.0, |table| table.chi_square().statistic)]
    }

    /// Of bundles that hold one case each, all 2×2 tables with the same sums can be counted: (3, 1; 1, 3) has a χ² of 2, which the
    /// tables with 0, 1, 3 and 4 reach: 34 of 70.
    #[test]
    fn bundles_of_one_case_give_the_exact_test_of_the_statistic() {
        let bundles = [
            Bundles {
                holds: vec![1, 0],
                in_group: vec![3, 1],
            },
            Bundles {
                holds: vec![0, 1],
                in_group: vec![1, 3],
            },
        ];
        let p = permuted(&bundles, Draws { n: 20_000, seed: 5 }, chi)[0];
        let interval = p.interval().unwrap();
        assert!(interval.low < 34.0 / 70.0 && 34.0 / 70.0 < interval.high, "{p:?}");
    }

    /// Bundles of ten alike cases: the χ² of the cases is ten times too large, and the permutation knows.
    #[test]
    fn ten_alike_cases_of_a_bundle_count_as_one() {
        let of = |size: u64| {
            let bundles = [
                Bundles {
                    holds: vec![size, 0],
                    in_group: vec![6, 4],
                },
                Bundles {
                    holds: vec![0, size],
                    in_group: vec![4, 6],
                },
            ];
            permuted(&bundles, Draws { n: 2000, seed: 5 }, chi)[0]
        };
        assert_eq!(of(1), of(10));
        assert!(of(10).value() > 0.5);
        let table = Contingency::of(&[vec![60, 40], vec![40, 60]]).unwrap();
        assert!(table.chi_square().p < 0.01);
    }
}
