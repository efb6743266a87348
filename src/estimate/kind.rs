//! Kinds of intervals that draw units again or leave them out, and which of them a figure gets.

use super::{Interval, bca, jackknife, middle_of_sorted};
use crate::words::Text;

/// Where the limits of an interval come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IntervalKind {
    /// Percentiles of the bootstrap draws.
    #[default]
    Percentile,
    /// The same, moved for bias and skewness.
    Bca,
    /// Standard errors from leaving out one unit after the other.
    Jackknife,
}

impl IntervalKind {
    pub const ALL: [IntervalKind; 3] = [
        IntervalKind::Percentile,
        IntervalKind::Bca,
        IntervalKind::Jackknife,
    ];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            IntervalKind::Percentile => "percentile",
            IntervalKind::Bca => "bca",
            IntervalKind::Jackknife => "jackknife",
        }
    }

    pub fn of_id(id: &str) -> Option<IntervalKind> {
        IntervalKind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    pub fn label(self) -> Text {
        match self {
            IntervalKind::Percentile => Text::new("Bootstrap-Perzentile", "bootstrap percentiles"),
            IntervalKind::Bca => Text::new("Bootstrap BCa", "bootstrap BCa"),
            IntervalKind::Jackknife => Text::new("Jackknife", "jackknife"),
        }
    }

    /// The interval of a figure with this kind of limits; where BCa is not stable, percentiles stand in for it. `drawn`: values
    /// of the draws, ascending; `left_out`: values with each of the units left out; empty where some are undefined.
    pub fn of(self, figure: f64, drawn: &[f64], left_out: &[f64]) -> Option<(Interval, IntervalKind)> {
        let percentiles = || Some((middle_of_sorted(drawn)?, IntervalKind::Percentile));
        match self {
            IntervalKind::Percentile => percentiles(),
            IntervalKind::Bca => bca(figure, drawn, left_out)
                .map(|interval| (interval, IntervalKind::Bca))
                .or_else(percentiles),
            IntervalKind::Jackknife => Some((jackknife(figure, left_out)?, IntervalKind::Jackknife)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_gets_what_is_stable() {
        let drawn: Vec<f64> = (0..200).map(f64::from).collect();
        let left_out = [99.0, 100.0, 101.5];
        let of = |kind: IntervalKind, drawn: &[f64], left_out: &[f64]| {
            kind.of(100.0, drawn, left_out).map(|(_, by)| by)
        };
        for kind in IntervalKind::ALL {
            assert_eq!(of(kind, &drawn, &left_out), Some(kind));
            assert_eq!(of(kind, &[], &[]), None);
            assert_eq!(IntervalKind::of_id(kind.id()), Some(kind));
        }
        let instead = of(IntervalKind::Bca, &drawn, &[]);
        assert_eq!(instead, Some(IntervalKind::Percentile));
    }
}
