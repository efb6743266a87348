//! Score intervals for what is yet to be counted, by an effective number of cases.
//!
//! Wilson's interval with the number of cases divided by the design effect, because the codes of a unit belong together, and
//! with Student's t: of seven intervals that Franco, Little, Louis and Slud (2019, "Comparative study of confidence intervals
//! for proportions in complex sample surveys", Journal of Survey Statistics and Methodology 7: 334–364) tried, the one to
//! take. It holds where nothing wrong was seen, where drawing units again has no spread. For counts per unit: the score
//! interval of a Poisson rate in the same way.

use crate::estimate::Interval;

/// The 0.975 quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Of a share in [0, 1] known from so many effective cases.
pub fn of_share(share: f64, cases: f64, freedom: f64) -> Interval {
    let t = student(freedom);
    let widened = 1.0 + t * t / cases;
    let centre = (share + t * t / (2.0 * cases)) / widened;
    let half = t / widened * (share * (1.0 - share) / cases + (t / (2.0 * cases)).powi(2)).sqrt();
    Interval {
        low: (centre - half).max(0.0),
        high: (centre + half).min(1.0),
    }
}

/// Of a number per unit known from so many effective units.
pub fn of_rate(rate: f64, units: f64, freedom: f64) -> Interval {
    let t = student(freedom);
    let centre = rate + t * t / (2.0 * units);
    let half = t * (rate / units + (t / (2.0 * units)).powi(2)).sqrt();
    Interval {
        low: (centre - half).max(0.0),
        high: centre + half,
    }
}

/// The 0.975 quantile of Student's t from about ten degrees of freedom on (Abramowitz and Stegun 1964, 26.7.5).
fn student(freedom: f64) -> f64 {
    let z2 = Z * Z;
    let first = Z * (z2 + 1.0) / 4.0;
    let second = Z * (5.0 * z2 * z2 + 16.0 * z2 + 3.0) / 96.0;
    let third = Z * (3.0 * z2.powi(3) + 19.0 * z2 * z2 + 17.0 * z2 - 15.0) / 384.0;
    Z + first / freedom + second / freedom.powi(2) + third / freedom.powi(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::wilson;

    /// scipy 1.17: `stats.t.ppf(.975, [10, 24, 199])`.
    #[test]
    fn quantiles_of_t_are_those_of_scipy() {
        for (freedom, t) in [(10.0, 2.228138852), (24.0, 2.063898562), (199.0, 1.971956544)] {
            assert!(
                (student(freedom) - t).abs() < 2e-4,
                "{freedom}: {}",
                student(freedom)
            );
        }
    }

    #[test]
    fn with_all_cases_and_no_t_it_is_the_interval_of_wilson() {
        let (here, there) = (of_share(186.0 / 212.0, 212.0, 1e12), wilson(186, 212).unwrap());
        assert!((here.low - there.low).abs() < 1e-9 && (here.high - there.high).abs() < 1e-9);
    }

    /// By hand: nothing in 100 units: 0 to t²/n; four per unit in 100 units: (4 + .0192) ± 1.96·√(.04 + .000096).
    #[test]
    fn the_interval_of_a_rate() {
        let nothing = of_rate(0.0, 100.0, 1e12);
        assert!(nothing.low == 0.0 && (nothing.high - Z * Z / 100.0).abs() < 1e-9);
        let four = of_rate(4.0, 100.0, 1e12);
        assert!(
            (four.low - 3.6267).abs() < 1e-3 && (four.high - 4.4117).abs() < 1e-3,
            "{four:?}"
        );
    }
}
