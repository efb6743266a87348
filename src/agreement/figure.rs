//! A figure of agreement: its value and interval, and where the limits of the interval come from.

use serde::Serialize;

use crate::estimate::{Draws, Estimate, Interval, IntervalKind, Undefined};

/// How intervals are made: how often units are drawn again (0: no draws), and what limits are made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Intervals {
    pub draws: Draws,
    pub kind: IntervalKind,
}

/// A figure with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figure {
    #[serde(flatten)]
    pub estimate: Estimate,
    /// Not always the kind that was asked for: what is not stable gets another one.
    #[serde(rename = "interval")]
    pub by: Option<IntervalKind>,
}

impl Figure {
    /// As [`IntervalKind::of`].
    pub fn of(
        value: Result<f64, Undefined>,
        kind: IntervalKind,
        drawn: &[f64],
        left_out: &[f64],
        n: u64,
    ) -> Figure {
        let interval = value.ok().and_then(|value| kind.of(value, drawn, left_out));
        Figure {
            estimate: Estimate::of(value, interval.map(|(interval, _)| interval), n),
            by: interval.map(|(_, by)| by),
        }
    }

    /// Nothing was coded twice.
    pub fn missing(n: u64) -> Figure {
        Figure {
            estimate: Estimate::of(Err(Undefined::NoPairs), None, n),
            by: None,
        }
    }

    pub fn value(self) -> Option<f64> {
        self.estimate.value()
    }

    pub fn interval(self) -> Option<Interval> {
        self.estimate.interval()
    }
}
