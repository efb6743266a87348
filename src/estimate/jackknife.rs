//! Intervals by leaving out one unit after the other (Tukey 1958, "Bias and confidence in not quite large samples", Annals of
//! Mathematical Statistics 29: 614; Efron & Tibshirani 1993, "An introduction to the bootstrap", eq. 11.5): the figure and
//! 1.96 standard errors on either side. For figures that are smooth in the units, of many units.

use super::Interval;
use super::wilson::Z;

/// The 95 % interval of a figure; `left_out`: its values with each of the units left out. None of fewer than two units.
pub fn jackknife(figure: f64, left_out: &[f64]) -> Option<Interval> {
    if left_out.len() < 2 {
        return None;
    }
    let n = left_out.len() as f64;
    let mean = left_out.iter().sum::<f64>() / n;
    let squares: f64 = left_out.iter().map(|value| (value - mean).powi(2)).sum();
    let error = ((n - 1.0) / n * squares).sqrt();
    Some(Interval {
        low: figure - Z * error,
        high: figure + Z * error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For a mean the standard error of the jackknife is that of the textbook, s/√n (Efron & Tibshirani 1993, section 11.2).
    #[test]
    fn the_interval_of_a_mean_is_that_of_the_textbook() {
        let values = [2.0, 4.0, 4.0, 5.0, 10.0];
        let without = |left: f64| (25.0 - left) / 4.0;
        let interval = jackknife(5.0, &values.map(without)).unwrap();
        let variance: f64 = values.iter().map(|value| (value - 5.0).powi(2)).sum::<f64>() / 4.0;
        let half = Z * (variance / 5.0).sqrt();
        assert!((interval.low - (5.0 - half)).abs() < 1e-12, "{interval:?}");
        assert!((interval.high - (5.0 + half)).abs() < 1e-12, "{interval:?}");
        assert_eq!(jackknife(5.0, &[5.0]), None);
    }
}
