//! A figure of agreement: its value and interval, and where the limits of the interval come from.

use rayon::prelude::*;
use serde::Serialize;

use crate::estimate::{Draws, Estimate, Interval, IntervalKind, Undefined, drawn};

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

/// Figures of `units` with intervals. `now`: of all units once; `of_draw`: given how often each unit was drawn; `left_out`: of all units but one.
pub fn figures(
    units: usize,
    Intervals { draws, kind }: Intervals,
    now: &[Result<f64, Undefined>],
    of_draw: impl Fn(&[u32]) -> Vec<Result<f64, Undefined>> + Sync,
    left_out: impl Fn(usize) -> Vec<Result<f64, Undefined>> + Sync,
) -> Vec<Figure> {
    let defined =
        |values: Vec<Result<f64, Undefined>>| values.into_iter().map(Result::ok).collect::<Vec<_>>();
    let drawn = match kind {
        IntervalKind::Jackknife => vec![Vec::new(); now.len()],
        IntervalKind::Percentile | IntervalKind::Bca => drawn(units, draws, |times| defined(of_draw(times))),
    };
    let left_out: Vec<Vec<Option<f64>>> = match kind {
        IntervalKind::Percentile => Vec::new(),
        IntervalKind::Bca if draws.n == 0 => Vec::new(),
        IntervalKind::Bca | IntervalKind::Jackknife => (0..units)
            .into_par_iter()
            .map(|unit| defined(left_out(unit)))
            .collect(),
    };
    now.iter()
        .zip(drawn)
        .enumerate()
        .map(|(at, (now, drawn))| {
            let left_out: Option<Vec<f64>> = left_out.iter().map(|figures| figures[at]).collect();
            Figure::of(*now, kind, &drawn, &left_out.unwrap_or_default(), units as u64)
        })
        .collect()
}
