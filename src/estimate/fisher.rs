//! Fisher's exact test (Fisher 1935; for r×c tables Freeman and Halton 1951, Biometrika 38: 141–149): the probability of a table
//! that is at most as probable as the one at hand, among all with the same sums. Every table is looked at where there are
//! few enough; else tables are drawn.

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rayon::prelude::*;

use super::chance::PValue;
use super::fixed_margins::{LnFactorials, draw_table};
use super::{Contingency, Draws};

/// Cells filled until drawing is quicker than looking at every table.
const STEPS: u64 = 1_000_000;
/// Tables as probable as the one at hand up to rounding count as such; as in R's `fisher.test`.
const TOLERANCE: f64 = 1e-7;

/// Two-sided; exact where there are few enough tables, else from `draws`.
pub fn fisher(table: &Contingency, draws: Draws) -> PValue {
    if let ([a, b], [c, d]) = two_by_two(table) {
        return PValue::Exact(four_fields([a, b], [c, d]));
    }
    match Every::of(table).p() {
        Some(p) => PValue::Exact(p),
        None => fisher_drawn(table, draws),
    }
}

/// From `draws`, whatever the size of the table.
pub fn fisher_drawn(table: &Contingency, draws: Draws) -> PValue {
    let logs = LnFactorials::up_to(table.n());
    let weight = |counts: &[Vec<u64>]| -> f64 { counts.iter().flatten().map(|n| logs.of(*n)).sum() };
    let limit = weight(table.counts()) - TOLERANCE;
    let empty: Vec<Vec<u64>> = vec![vec![0; table.column_sums().len()]; table.row_sums().len()];
    let as_rare = (0..draws.n as u64)
        .into_par_iter()
        .map_init(
            || empty.clone(),
            |drawn, draw| {
                let mut random = ChaCha8Rng::seed_from_u64(draws.seed);
                random.set_stream(draw);
                draw_table(table.row_sums(), table.column_sums(), &logs, &mut random, drawn);
                u64::from(weight(drawn) >= limit)
            },
        )
        .sum();
    PValue::drawn(as_rare, draws)
}

/// The four counts, or nothing for a larger table.
fn two_by_two(table: &Contingency) -> (&[u64], &[u64]) {
    match table.counts() {
        [above, below] => (above, below),
        _ => (&[], &[]),
    }
}

/// As R's `fisher.test` does it, two-sided.
pub(super) fn four_fields([a, b]: [&u64; 2], [c, d]: [&u64; 2]) -> f64 {
    let (row, column, all) = (a + b, a + c, a + b + c + d);
    let (low, high) = ((row + column).saturating_sub(all), row.min(column));
    // Each probability from the one before it, relative to that of the table at hand.
    let up = |x: u64| {
        (row - x) as f64 * (column - x) as f64 / ((x + 1) as f64 * (all + x + 1 - row - column) as f64)
    };
    let (mut sum, mut rare) = (1.0, 1.0);
    let mut take = |relative: f64| {
        sum += relative;
        if relative <= 1.0 + TOLERANCE {
            rare += relative;
        }
    };
    let mut relative = 1.0;
    for x in *a..high {
        relative *= up(x);
        take(relative);
    }
    relative = 1.0;
    for x in (low..*a).rev() {
        relative /= up(x);
        take(relative);
    }
    if sum.is_finite() {
        (rare / sum).min(1.0)
    } else {
        0.0
    }
}

/// All tables with the same sums, cell by cell.
struct Every<'t> {
    table: &'t Contingency,
    logs: LnFactorials,
    /// Of a table as probable as the one at hand.
    limit: f64,
    left: u64,
    /// ln of what all tables have in common.
    common: f64,
    rare: f64,
}

impl Every<'_> {
    fn of(table: &Contingency) -> Every<'_> {
        let logs = LnFactorials::up_to(table.n());
        let sum = |numbers: &mut dyn Iterator<Item = &u64>| -> f64 { numbers.map(|n| logs.of(*n)).sum() };
        let common =
            sum(&mut table.row_sums().iter()) + sum(&mut table.column_sums().iter()) - logs.of(table.n());
        Every {
            limit: sum(&mut table.counts().iter().flatten()) - TOLERANCE,
            table,
            logs,
            left: STEPS,
            common,
            rare: 0.0,
        }
    }

    fn p(mut self) -> Option<f64> {
        let mut open = self.table.row_sums().to_vec();
        self.column(0, &mut open, 0.0)?;
        Some(self.rare.min(1.0))
    }

    /// `open`: what is left of each row; `weight`: sum of ln n! so far. `None`: too many tables.
    fn column(&mut self, column: usize, open: &mut [u64], weight: f64) -> Option<()> {
        if column + 1 == self.table.column_sums().len() {
            self.left = self.left.checked_sub(1)?;
            let weight = weight + open.iter().map(|n| self.logs.of(*n)).sum::<f64>();
            if weight >= self.limit {
                self.rare += (self.common - weight).exp();
            }
            return Some(());
        }
        let sum = self.table.column_sums()[column];
        self.cell(column, 0, sum, open, weight)
    }

    fn cell(&mut self, column: usize, row: usize, sum: u64, open: &mut [u64], weight: f64) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        let below: u64 = open[row + 1..].iter().sum();
        let (least, most) = (sum.saturating_sub(below), sum.min(open[row]));
        for n in least..=most {
            open[row] -= n;
            let weight = weight + self.logs.of(n);
            let went = if row + 1 == open.len() {
                self.column(column + 1, open, weight)
            } else {
                self.cell(column, row + 1, sum - n, open, weight)
            };
            open[row] += n;
            went?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(rows: &[Vec<u64>]) -> f64 {
        fisher(&Contingency::of(rows).unwrap(), Draws::default()).value()
    }

    /// Fisher (1935, The Design of Experiments), the lady tasting tea with three of four cups right: two-sided 34/70. Agresti (2013, 3.5.2).
    #[test]
    fn the_lady_who_tasted_tea() {
        assert!((p(&[vec![3, 1], vec![1, 3]]) - 34.0 / 70.0).abs() < 1e-12);
    }

    /// Of four cases a, a, b, c two come into the first row: in one way of six both a, in one b and c, in two each a with b or with c.
    #[test]
    fn all_tables_are_counted_by_hand() {
        assert!((p(&[vec![2, 0, 0], vec![0, 1, 1]]) - 1.0 / 3.0).abs() < 1e-12);
        assert!((p(&[vec![1, 1, 0], vec![1, 0, 1]]) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn drawn_tables_come_near_the_exact_probability_and_the_seed_repeats_them() {
        let table = Contingency::of(&[vec![3, 1, 4], vec![1, 5, 9], vec![2, 6, 0]]).unwrap();
        let exact = p(table.counts());
        let drawn = |seed| fisher_drawn(&table, Draws { n: 20_000, seed });
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
        let interval = drawn(1).interval().unwrap();
        assert!(
            interval.low < exact && exact < interval.high,
            "{exact} {interval:?}"
        );
    }
}
