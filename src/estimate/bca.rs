//! BCa intervals: percentiles of bootstrap draws, moved for bias and skewness (Efron 1987, "Better bootstrap confidence
//! intervals", JASA 82: 171–185), with the acceleration of the jackknife (Efron & Tibshirani 1993, "An introduction to the
//! bootstrap", eq. 14.15).
//!
//! Not always stable. The percentiles asked for have to lie within the draws, or the interval ends where the most extreme
//! draw happens to be (Davison & Hinkley 1997, "Bootstrap methods and their application", section 5.3.2); and the figure
//! has to depend on the units, with a correction that keeps the order of the percentiles. Deliberately absent: what stands
//! in for it.

use statrs::distribution::{ContinuousCDF, Normal};

use super::Interval;
use super::bootstrap::quantile;
use super::wilson::Z;

/// The 95 % interval of a figure; none where it is not stable. `drawn`: its values in the draws, ascending; `left_out`: its
/// values with each of the units left out.
pub fn bca(figure: f64, drawn: &[f64], left_out: &[f64]) -> Option<Interval> {
    let normal = Normal::standard();
    let below = drawn.partition_point(|value| *value < figure);
    let not_above = drawn.partition_point(|value| *value <= figure);
    if not_above == 0 || below == drawn.len() {
        return None;
    }
    // Draws that are equal to the figure count half, as in scipy.
    let bias = normal.inverse_cdf((below + not_above) as f64 / (2 * drawn.len()) as f64);
    let acceleration = acceleration(left_out)?;
    let share = |z: f64| {
        let moved = bias + z;
        let slowed = 1.0 - acceleration * moved;
        (slowed > 0.0).then(|| normal.cdf(bias + moved / slowed))
    };
    let (low, high) = (share(-Z)?, share(Z)?);
    let outermost = 1.0 / (drawn.len() + 1) as f64;
    (low >= outermost && high <= 1.0 - outermost).then(|| Interval {
        low: quantile(drawn, low),
        high: quantile(drawn, high),
    })
}

/// How fast the spread of a figure changes with it: a sixth of the skewness of its jackknife values. None where they are all
/// the same.
fn acceleration(left_out: &[f64]) -> Option<f64> {
    let mean = left_out.iter().sum::<f64>() / left_out.len() as f64;
    let (mut squares, mut cubes) = (0.0, 0.0);
    for value in left_out {
        let away = mean - value;
        squares += away * away;
        cubes += away * away * away;
    }
    // What rounding leaves of equal values is no spread.
    let spread = (squares / left_out.len() as f64).sqrt();
    (spread > 1e-12 * mean.abs().max(1.0)).then(|| cubes / (6.0 * squares.powf(1.5)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: [f64; 12] = [1.0, 2.0, 2.5, 4.0, 0.5, 9.0, 3.0, 1.5, 12.0, 2.0, 6.0, 1.0];

    fn mean(values: &[f64]) -> f64 {
        values.iter().sum::<f64>() / values.len() as f64
    }

    fn variance(values: &[f64]) -> f64 {
        let mean = mean(values);
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        squares / (values.len() - 1) as f64
    }

    fn left_out(figure: fn(&[f64]) -> f64) -> Vec<f64> {
        (0..VALUES.len())
            .map(|at| figure(&[&VALUES[..at], &VALUES[at + 1..]].concat()))
            .collect()
    }

    /// 1009 made-up draws: the multiples of 37 below it, bent.
    fn draws(scale: f64, power: f64) -> Vec<f64> {
        let bent = |at: u32| scale * (f64::from(at * 37 % 1009) / 1009.0).powf(power);
        let mut draws: Vec<f64> = (0..1009).map(bent).collect();
        draws.sort_by(f64::total_cmp);
        draws
    }

    /// scipy 1.12.0 `bootstrap((values,), figure, n_resamples=0, bootstrap_result=<the draws>, method="BCa")`.
    #[test]
    fn limits_are_those_of_scipy() {
        for (figure, scale, power, low, high) in SCIPY {
            let there = bca(figure(&VALUES), &draws(scale, power), &left_out(figure)).unwrap();
            assert!(
                (there.low - low).abs() < 1e-9 && (there.high - high).abs() < 1e-9,
                "{there:?} here, {low} to {high} there"
            );
        }
    }

    type Figure = fn(&[f64]) -> f64;
    const SCIPY: [(Figure, f64, f64, f64, f64); 4] = [
        (variance, 26.0, 0.8, 1.3072369778564477, 25.418449818124913),
        (mean, 7.0, 0.9, 0.37478332892397787, 6.908345712841047),
        (mean, 9.0, 1.5, 0.15629941508639902, 8.91545399968662),
        (variance, 40.0, 2.0, 0.33463513829347985, 39.79827524924513),
    ];

    #[test]
    fn there_is_none_where_it_is_not_stable() {
        let draws = draws(7.0, 0.9);
        assert_eq!(bca(8.0, &draws, &left_out(mean)), None, "beyond all draws");
        assert_eq!(bca(6.999, &draws, &left_out(mean)), None, "almost");
        assert_eq!(bca(3.7, &draws, &[0.1 + 0.2, 0.3]), None, "whatever is left out");
        assert_eq!(bca(3.7, &[], &[]), None);
        let few: Vec<f64> = draws.iter().step_by(50).copied().collect();
        assert_eq!(
            bca(3.7, &few, &left_out(mean)),
            None,
            "21 draws have no 1st percentile"
        );
    }
}
