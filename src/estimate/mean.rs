//! What measured values come to: mean with the interval of Student (1908, "The probable error of a mean", Biometrika 6: 1–25),
//! standard deviation, quartiles.
//!
//! Quartiles lie between the two nearest values, in proportion (type 7 of Hyndman and Fan 1996, "Sample quantiles in
//! statistical packages", The American Statistician 50: 361–365; the default of R and numpy).

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{Estimate, Interval, Undefined};

/// Values, each with how often it occurs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Values {
    /// Ascending, each once.
    counted: Vec<(f64, u64)>,
}

/// Where values lie: the figures of a box plot.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Quartiles {
    pub least: f64,
    pub first: f64,
    pub median: f64,
    pub third: f64,
    pub most: f64,
}

impl Values {
    /// Values in any order, with repetitions. What is no number is no value and is left out.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Values {
        Values::counted(values.into_iter().map(|value| (value, 1)))
    }

    /// Values with how often each occurs; the same value may come several times.
    pub fn counted(values: impl IntoIterator<Item = (f64, u64)>) -> Values {
        let mut sorted: Vec<(f64, u64)> = values
            .into_iter()
            .filter(|(value, times)| value.is_finite() && *times > 0)
            .collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut counted: Vec<(f64, u64)> = Vec::with_capacity(sorted.len());
        for (value, times) in sorted {
            match counted.last_mut() {
                Some((last, all)) if *last == value => *all += times,
                _ => counted.push((value, times)),
            }
        }
        Values { counted }
    }

    /// Each value with how often it occurs, ascending.
    pub fn pairs(&self) -> &[(f64, u64)] {
        &self.counted
    }

    pub fn n(&self) -> u64 {
        self.counted.iter().map(|(_, times)| times).sum()
    }

    /// The mean. It has no interval where there is one value only or where all are the same: how far they vary is not known then.
    pub fn mean(&self) -> Estimate {
        let n = self.n();
        let Some(mean) = self.centre() else {
            return Estimate::Undefined {
                why: Undefined::EmptyBase,
                n,
            };
        };
        let interval = self
            .deviation()
            .filter(|deviation| *deviation > 0.0)
            .map(|deviation| {
                let half = student(n - 1) * deviation / (n as f64).sqrt();
                Interval {
                    low: mean - half,
                    high: mean + half,
                }
            });
        Estimate::Known {
            value: mean,
            interval,
            n,
        }
    }

    /// The standard deviation of the sample (divided by n − 1); none for fewer than two values.
    pub fn deviation(&self) -> Option<f64> {
        let n = self.n();
        let mean = self.centre()?;
        let squares: f64 = self
            .counted
            .iter()
            .map(|(value, times)| (value - mean).powi(2) * *times as f64)
            .sum();
        (n > 1).then(|| (squares / (n - 1) as f64).sqrt())
    }

    /// None where there are no values.
    pub fn quartiles(&self) -> Option<Quartiles> {
        Some(Quartiles {
            least: self.counted.first()?.0,
            first: self.quantile(0.25)?,
            median: self.quantile(0.5)?,
            third: self.quantile(0.75)?,
            most: self.counted.last()?.0,
        })
    }

    fn centre(&self) -> Option<f64> {
        let n = self.n();
        let sum: f64 = self
            .counted
            .iter()
            .map(|(value, times)| value * *times as f64)
            .sum();
        (n > 0).then(|| sum / n as f64)
    }

    fn quantile(&self, share: f64) -> Option<f64> {
        let last = self.n().checked_sub(1)?;
        let at = share * last as f64;
        let (below, above) = (self.at(at.floor() as u64)?, self.at(at.ceil() as u64)?);
        Some(below + (at - at.floor()) * (above - below))
    }

    /// The value at a place of the sorted row, from 0.
    fn at(&self, place: u64) -> Option<f64> {
        let mut before = 0;
        self.counted
            .iter()
            .find(|(_, times)| {
                before += times;
                place < before
            })
            .map(|(value, _)| *value)
    }
}

/// The 0.975 quantile of Student's distribution.
fn student(degrees: u64) -> f64 {
    // All parameters are valid: the degrees of freedom are at least 1.
    StudentsT::new(0.0, 1.0, degrees as f64).map_or(f64::NAN, |student| student.inverse_cdf(0.975))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy 1.12 `t.ppf(0.975, df)`.
    #[test]
    fn quantiles_of_student_are_those_of_scipy() {
        for (degrees, expected) in STUDENT {
            assert!(
                (student(degrees) - expected).abs() < 1e-9 * expected,
                "{degrees}: {}",
                student(degrees)
            );
        }
    }

    /// numpy 1.26 `mean`, `std(ddof=1)`, `quantile`; scipy 1.12 `t.interval(0.95, n - 1, mean, sem)`.
    #[test]
    fn what_values_come_to_is_what_numpy_and_scipy_say() {
        let values = Values::of(MEASURED);
        let Estimate::Known {
            value,
            interval: Some(interval),
            n,
        } = values.mean()
        else {
            panic!("{:?}", values.mean())
        };
        let quartiles = values.quartiles().unwrap();
        let figures = [
            value,
            interval.low,
            interval.high,
            values.deviation().unwrap(),
            quartiles.first,
            quartiles.median,
            quartiles.third,
        ];
        for (figure, expected) in figures.into_iter().zip(NUMPY) {
            assert!((figure - expected).abs() < 1e-9, "{figure} is not {expected}");
        }
        assert_eq!((n, quartiles.least, quartiles.most), (13, 1.0, 4.0));
    }

    #[test]
    fn counted_values_are_the_same_values() {
        let counted = Values::counted([(2.0, 3), (1.0, 1), (2.0, 1)]);
        assert_eq!(counted, Values::of([2.0, 1.0, 2.0, 2.0, 2.0]));
        assert_eq!(counted.pairs(), [(1.0, 1), (2.0, 4)]);
    }

    #[test]
    fn nothing_is_said_of_what_is_not_known() {
        let none = Values::of([]);
        assert_eq!(
            (none.mean().value(), none.deviation(), none.quartiles()),
            (None, None, None)
        );
        let one = Values::of([3.0]);
        assert_eq!(
            (one.mean().value(), one.mean().interval(), one.deviation()),
            (Some(3.0), None, None)
        );
        let same = Values::of([3.0, 3.0, 3.0]);
        assert_eq!((same.mean().interval(), same.deviation()), (None, Some(0.0)));
    }

    const MEASURED: [f64; 13] = [1.0, 4.0, 3.0, 3.0, 2.0, 4.0, 4.0, 1.0, 3.0, 2.0, 3.0, 4.0, 2.5];
    const NUMPY: [f64; 7] = [
        2.8076923076923075,
        2.1603820874478576,
        3.4550025279367573,
        1.071184343348939,
        2.0,
        3.0,
        4.0,
    ];
    const STUDENT: [(u64, f64); 5] = [
        (1, 12.706204736432095),
        (2, 4.302652729911275),
        (7, 2.3646242510102993),
        (94, 1.9855234417658298),
        (999, 1.9623414611334487),
    ];
}
