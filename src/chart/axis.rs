//! Axes of figures: round ticks, thin rules behind the drawing, labels that never touch.

use super::sheet::{Pen, Sheet, Side};
use super::style::{AXIS, RULE};
use super::unit::Unit;

/// From where to where an axis runs and how far its ticks are apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    pub low: f64,
    pub high: f64,
    pub step: f64,
}

impl Axis {
    /// Round ends around all values (with 0 among them for [`Axis::from_zero`]) and at most `most` steps of 1, 2, 2.5 or 5
    /// times a power of ten.
    pub fn around(values: impl IntoIterator<Item = f64>, most: usize) -> Axis {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.into_iter().filter(|value| value.is_finite()) {
            (low, high) = (low.min(value), high.max(value));
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if high - low < 1e-9 {
            high = low + low.abs().max(1.0) * 0.5;
        }
        let rough = (high - low) / most.max(1) as f64;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .map(|factor| factor * power)
            .into_iter()
            .find(|step| (high / step - 1e-9).ceil() - (low / step + 1e-9).floor() <= most as f64)
            .unwrap_or(20.0 * power);
        Axis { low, high, step }.in_steps(step)
    }

    /// The same with 0 on it: bars begin there.
    pub fn from_zero(values: impl IntoIterator<Item = f64>, most: usize) -> Axis {
        Axis::around(values.into_iter().chain([0.0]), most)
    }

    /// From one end of a scale to the other, in at most `most` steps, whole ones where they come out even.
    pub fn between(low: f64, high: f64, most: usize) -> Axis {
        let even = |step: &f64| {
            let steps = (high - low) / step;
            steps <= most as f64 && (steps - steps.round()).abs() < 1e-9
        };
        let whole = (1..=100).map(f64::from).find(even);
        Axis {
            low,
            high,
            step: whole.unwrap_or((high - low) / most as f64),
        }
    }

    /// The same, with ticks this far apart.
    pub fn in_steps(self, step: f64) -> Axis {
        Axis {
            low: (self.low / step + 1e-9).floor() * step,
            high: (self.high / step - 1e-9).ceil() * step,
            step,
        }
    }

    pub fn range(&self) -> std::ops::Range<f64> {
        self.low..self.high
    }

    pub fn ticks(&self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step).round() as i32;
        (0..=count)
            .map(|at| self.low + f64::from(at) * self.step)
            .collect()
    }

    /// Ticks with what is written at each.
    pub fn labels(&self, unit: Unit, sheet: &Sheet<'_>) -> Vec<(f64, String)> {
        let whole = unit != Unit::Count || self.step >= 1.0;
        self.ticks()
            .into_iter()
            .filter(|tick| whole || (tick - tick.round()).abs() < 1e-9)
            .map(|tick| (tick, unit.tick(tick, self.step, sheet.language)))
            .collect()
    }
}

/// Rules and labels of an axis from left to right, beneath what spans `top`–`bottom`; `place`: where a value stands. Says
/// where the labels end.
pub(super) fn along_bottom(
    sheet: &Sheet<'_>,
    axis: &Axis,
    unit: Unit,
    (top, bottom): (i32, i32),
    place: &dyn Fn(f64) -> i32,
) -> i32 {
    let pen = Pen::SMALL.side(Side::Middle);
    for (tick, label) in axis.labels(unit, sheet) {
        let x = place(tick);
        sheet.rule((x, top), (x, bottom), RULE);
        sheet.text(&label, (x, bottom + 4 + pen.leading() / 2), pen);
    }
    bottom + 4 + pen.leading()
}

/// The same from bottom to top, with labels on the left of `left`.
pub(super) fn along_left(
    sheet: &Sheet<'_>,
    axis: &Axis,
    unit: Unit,
    (left, right): (i32, i32),
    place: &dyn Fn(f64) -> i32,
) {
    let pen = Pen::SMALL.side(Side::End);
    for (tick, label) in axis.labels(unit, sheet) {
        let y = place(tick);
        sheet.rule((left, y), (right, y), RULE);
        sheet.text(&label, (left - 6, y), pen);
    }
}

/// The line at which bars begin.
pub(super) fn base(sheet: &Sheet<'_>, x: i32, top: i32, bottom: i32) {
    sheet.rule((x, top), (x, bottom), AXIS);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_steps_are_round() {
        let axis = Axis::from_zero([0.632, 0.4], 6);
        assert_eq!((axis.low, axis.step), (0.0, 0.2));
        assert!((axis.high - 0.8).abs() < 1e-9);
        let axis = Axis::around([-1.2, 0.7], 6);
        assert_eq!((axis.low, axis.high, axis.step), (-1.5, 1.0, 0.5));
        let axis = Axis::from_zero([], 6);
        assert_eq!((axis.low, axis.high), (0.0, 0.5));
        let axis = Axis::from_zero([f64::NAN, f64::INFINITY, 3.0], 6);
        assert_eq!((axis.low, axis.high), (0.0, 3.0));
    }
}
