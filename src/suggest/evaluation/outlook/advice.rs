//! When to stop: what the figures recommend.
//!
//! That single codes are accepted by the program from a threshold on and the uncertain ones are coded by people is
//! semi-automatic coding (Gweon, Schonlau and Wenemark 2020, "Semi-automated classification for multi-label open-ended
//! questions", Survey Methodology 46: 265–282). The bounds are conventions of this program.

use serde::Serialize;

use crate::estimate::Estimate;

/// Below so many reviewed units one goes on.
pub const FEW: u64 = 100;
/// A gain of F1 that is worth the next batch.
pub const WORTHWHILE: f64 = 0.01;
/// One stops where less than this is expected …
const LITTLE: f64 = 0.005;
/// … and hardly more than this is possible.
const AT_MOST: f64 = 0.015;
/// Of the sure suggestions at least this share has to have been right.
const RIGHT_ENOUGH: f64 = 0.9;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Everything is reviewed.
    NothingLeft,
    /// Too few are reviewed to stop.
    GoOnFewReviewed,
    /// The next batch brings a point of F1 or more.
    GoOnStillLearning,
    /// It is too uncertain what the next batch brings.
    GoOnUncertain,
    /// Sure suggestions can be accepted unseen, the others should be reviewed.
    AcceptSure,
    /// Another batch brings little.
    Stop,
}

impl Advice {
    /// `rest`: units that are not reviewed; `sure_right`: of the sure suggestions for reviewed units the share that is right.
    pub fn of(reviewed: u64, rest: u64, gain: Estimate, sure_right: Estimate) -> Advice {
        let high = gain.interval().map(|interval| interval.high);
        match (gain.value(), high) {
            _ if rest == 0 => Advice::NothingLeft,
            _ if reviewed < FEW => Advice::GoOnFewReviewed,
            (Some(gain), _) if gain >= WORTHWHILE => Advice::GoOnStillLearning,
            (Some(gain), Some(high)) if gain < LITTLE && high < AT_MOST => Advice::Stop,
            _ if sure_right.value().is_some_and(|share| share >= RIGHT_ENOUGH) => Advice::AcceptSure,
            _ => Advice::GoOnUncertain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::{Interval, Undefined};

    #[test]
    fn advice_follows_what_more_review_brings() {
        let gain = |value, high| Estimate::Known {
            value,
            interval: Some(Interval { low: 0.0, high }),
            n: 200,
        };
        let (good, bad) = (Estimate::share(97, 100), Estimate::share(80, 100));
        let none = Estimate::Undefined {
            why: Undefined::TooFewReviewed,
            n: 40,
        };
        assert_eq!(Advice::of(99, 100, gain(0.0, 0.0), good), Advice::GoOnFewReviewed);
        assert_eq!(
            Advice::of(200, 100, gain(0.012, 0.02), good),
            Advice::GoOnStillLearning
        );
        assert_eq!(Advice::of(200, 100, gain(0.004, 0.014), good), Advice::Stop);
        assert_eq!(Advice::of(200, 100, gain(0.004, 0.03), good), Advice::AcceptSure);
        assert_eq!(Advice::of(200, 100, gain(0.007, 0.01), good), Advice::AcceptSure);
        assert_eq!(
            Advice::of(200, 100, gain(0.007, 0.01), bad),
            Advice::GoOnUncertain
        );
        assert_eq!(Advice::of(200, 100, none, bad), Advice::GoOnUncertain);
        assert_eq!(Advice::of(200, 0, none, bad), Advice::NothingLeft);
    }
}
