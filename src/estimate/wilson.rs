//! The score interval of a share after Wilson (1927, "Probable inference, the law of succession, and statistical
//! inference", JASA 22: 209–212), without continuity correction.

use super::Interval;

/// The 0.975 quantile of the normal distribution.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of `part` of `whole`; none where `whole` is 0.
pub fn wilson(part: u64, whole: u64) -> Option<Interval> {
    wilson_at(part, whole, Z)
}

/// The interval as wide as `z` standard deviations say.
pub(super) fn wilson_at(part: u64, whole: u64, z: f64) -> Option<Interval> {
    if whole == 0 {
        return None;
    }
    Some(wilson_of(part as f64 / whole as f64, whole as f64, z))
}

/// Of a share of `n`, which need not be whole.
pub(super) fn wilson_of(share: f64, n: f64, z: f64) -> Interval {
    let widened = 1.0 + z * z / n;
    let centre = (share + z * z / (2.0 * n)) / widened;
    let half = z / widened * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    // At the ends the interval touches 0 or 1 exactly; the difference of two nearly equal numbers does not.
    Interval {
        low: if share <= 0.0 { 0.0 } else { centre - half },
        high: if share >= 1.0 { 1.0 } else { centre + half },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// statsmodels 0.15 `proportion_confint(part, whole, method="wilson")`.
    #[test]
    fn shares_have_the_interval_that_statsmodels_gives() {
        for (part, whole, low, high) in STATSMODELS {
            let interval = wilson(part, whole).unwrap();
            assert!((interval.low - low).abs() < 1e-9, "{part}/{whole}: {interval:?}");
            assert!(
                (interval.high - high).abs() < 1e-9,
                "{part}/{whole}: {interval:?}"
            );
        }
        assert_eq!(wilson(0, 0), None);
    }

    const STATSMODELS: [(u64, u64, f64, f64); 5] = [
        (186, 212, 0.826368982829, 0.914915851300),
        (0, 7, 0.000000000000, 0.354330435067),
        (7, 7, 0.645669564933, 1.000000000000),
        (1, 3, 0.061491944720, 0.792340399198),
        (61, 145, 0.343401130806, 0.502072031159),
    ];
}
