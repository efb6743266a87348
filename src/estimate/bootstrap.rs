//! Intervals by drawing units with replacement (Efron 1979): percentile intervals of any figures of weighted units, and the
//! draws themselves for other intervals (`bca`).
//!
//! Units are drawn, never codings: what one unit got belongs together. Each draw has a random stream of its own, so
//! the same seed gives the same interval with any number of threads.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use rayon::prelude::*;

use super::Interval;

/// A figure that is defined in fewer of the draws than this has no interval.
const DEFINED: f64 = 0.95;

/// How often to draw, and the seed that repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Draws {
    pub n: usize,
    pub seed: u64,
}

impl Default for Draws {
    fn default() -> Self {
        Draws { n: 1000, seed: 1 }
    }
}

/// The 95 % percentile intervals of `figures`, which is given how often each unit was drawn and returns as many values
/// each time. No interval without draws, for fewer than two units, or where a figure is undefined in more than 5 % of the draws.
pub fn bootstrap(
    units: usize,
    draws: Draws,
    figures: impl Fn(&[u32]) -> Vec<Option<f64>> + Sync,
) -> Vec<Option<Interval>> {
    drawn(units, draws, figures)
        .into_iter()
        .map(|values| middle_of_sorted(&values))
        .collect()
}

/// What each of `figures` is in the draws, ascending; nothing of a figure that is undefined in more than 5 % of them, without
/// draws, and for fewer than two units.
pub fn drawn(
    units: usize,
    draws: Draws,
    figures: impl Fn(&[u32]) -> Vec<Option<f64>> + Sync,
) -> Vec<Vec<f64>> {
    if units < 2 || draws.n == 0 {
        return vec![Vec::new(); figures(&vec![1; units]).len()];
    }
    let drawn: Vec<Vec<Option<f64>>> = (0..draws.n as u64)
        .into_par_iter()
        .map_init(
            || vec![0; units],
            |times, draw| {
                draw_again(times, draws.seed, draw);
                figures(times)
            },
        )
        .collect();
    let width = drawn.first().map_or(0, Vec::len);
    (0..width)
        .into_par_iter()
        .map(|at| defined(drawn.iter().map(|figures| figures[at])))
        .collect()
}

/// Where the middle 95 % of drawn values lie; none where there are no values.
pub fn middle(mut drawn: Vec<f64>) -> Option<Interval> {
    drawn.sort_by(f64::total_cmp);
    middle_of_sorted(&drawn)
}

/// The same of values that stand in ascending order.
pub fn middle_of_sorted(drawn: &[f64]) -> Option<Interval> {
    (!drawn.is_empty()).then(|| Interval {
        low: quantile(drawn, 0.025),
        high: quantile(drawn, 0.975),
    })
}

/// How often each unit stands in a sample of the same size.
fn draw_again(times: &mut [u32], seed: u64, draw: u64) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(draw);
    times.fill(0);
    let units = times.len() as u64;
    for _ in 0..units {
        times[random.random_range(0..units) as usize] += 1;
    }
}

/// Ascending; nothing where too many are undefined.
fn defined(drawn: impl ExactSizeIterator<Item = Option<f64>>) -> Vec<f64> {
    let all = drawn.len();
    let mut defined: Vec<f64> = drawn.flatten().collect();
    if (defined.len() as f64) < all as f64 * DEFINED {
        return Vec::new();
    }
    defined.sort_by(f64::total_cmp);
    defined
}

/// Between the two nearest values, in proportion (type 7 of Hyndman and Fan 1996, the default of R and numpy).
pub(super) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = share * (sorted.len() - 1) as f64;
    let (below, above) = (at.floor() as usize, at.ceil() as usize);
    sorted[below] + (at - at.floor()) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(values: &[f64], times: &[u32]) -> f64 {
        let sum: f64 = values
            .iter()
            .zip(times)
            .map(|(value, n)| value * f64::from(*n))
            .sum();
        sum / values.len() as f64
    }

    /// numpy: `np.quantile([3.0, 1.0, 4.0, 1.5, 9.0], [.025, .975])`.
    #[test]
    fn quantiles_are_those_of_numpy() {
        let drawn = [3.0, 1.0, 4.0, 1.5, 9.0].map(Some);
        let interval = middle_of_sorted(&defined(drawn.into_iter())).unwrap();
        assert!((interval.low - 1.05).abs() < 1e-12 && (interval.high - 8.5).abs() < 1e-12);
    }

    /// The mean of n values is spread by σ/√n: 1.96 times that on either side (central limit theorem).
    #[test]
    fn the_interval_of_a_mean_is_as_wide_as_theory_says() {
        let values: Vec<f64> = (0..400).map(|at| f64::from(at % 20)).collect();
        let draws = Draws { n: 4000, seed: 7 };
        let interval = bootstrap(400, draws, |times| vec![Some(mean(&values, times))])[0].unwrap();
        let (centre, half) = (9.5, 1.96 * (399.0_f64 / 12.0 / 400.0).sqrt());
        assert!((interval.low - (centre - half)).abs() < 0.05, "{interval:?}");
        assert!((interval.high - (centre + half)).abs() < 0.05, "{interval:?}");
    }

    #[test]
    fn the_seed_decides_and_the_number_of_threads_does_not() {
        let values: Vec<f64> = (0..50).map(f64::from).collect();
        let of = |seed, threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            let draws = Draws { n: 200, seed };
            pool.install(|| bootstrap(50, draws, |times| vec![Some(mean(&values, times))]))
        };
        assert_eq!(of(1, 1), of(1, 4));
        assert_ne!(of(1, 1), of(2, 1));
    }

    #[test]
    fn there_is_no_interval_for_what_is_mostly_undefined() {
        let draws = Draws::default();
        // Defined only where the first unit was drawn: in about 63 % of the draws.
        let figure = |times: &[u32]| vec![(times[0] > 0).then_some(1.0), Some(2.0)];
        let intervals = bootstrap(30, draws, figure);
        assert_eq!((intervals[0].is_none(), intervals[1].is_some()), (true, true));
        assert_eq!(bootstrap(1, draws, |_| vec![Some(1.0)]), vec![None]);
        let none = Draws { n: 0, seed: 1 };
        assert_eq!(bootstrap(30, none, |_| vec![Some(1.0)]), vec![None]);
    }
}
