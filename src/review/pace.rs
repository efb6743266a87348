//! How fast a coder decides, from the moments of the actions.
//!
//! The time between two actions belongs to the units of the later one, in equal parts; the time of a unit is the sum of its
//! parts, so that an answer which was looked at for three codes, or twice, has all of that time. A pause does not count: of
//! more than [`PAUSE`] between two actions nothing is known. Nor do actions on many units at once count, and imports: what
//! they bring was not decided answer by answer.

use std::collections::BTreeMap;

use crate::study::Worked;
use crate::survey::{ActionKind, UnitId};

/// Milliseconds: who does nothing for longer has paused. A convention of this program.
pub const PAUSE: i64 = 5 * 60 * 1000;

/// How long answers took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Answers whose time is known.
    pub answers: usize,
    /// Milliseconds; half of the answers took less.
    pub median: i64,
    /// Answers a minute by that.
    pub per_minute: f64,
}

impl Pace {
    /// From what one coder did, in the order in which it was done. `None`: no time is known of any answer.
    pub fn of(worked: &[Worked]) -> Option<Pace> {
        let mut times: BTreeMap<UnitId, i64> = BTreeMap::new();
        let mut before: Option<i64> = None;
        for action in worked.chunk_by(|one, other| one.moment == other.moment) {
            let Worked { kind, moment, .. } = action[0];
            let since = before.map(|before| moment - before);
            match kind {
                ActionKind::Import | ActionKind::Accept => continue,
                ActionKind::Bulk => {}
                ActionKind::Decide | ActionKind::Settle | ActionKind::Undo | ActionKind::Redo => {
                    if let Some(since) = since.filter(|since| (0..=PAUSE).contains(since)) {
                        for worked in action {
                            *times.entry(worked.unit).or_default() += since / action.len() as i64;
                        }
                    }
                }
            }
            before = Some(moment);
        }
        let mut times: Vec<i64> = times.into_values().collect();
        times.sort_unstable();
        let (low, high) = (times.get((times.len().max(1) - 1) / 2)?, times[times.len() / 2]);
        let median = (low + high) / 2;
        Some(Pace {
            answers: times.len(),
            median,
            per_minute: 60_000.0 / median.max(1) as f64,
        })
    }

    /// Milliseconds for so many answers.
    pub fn time_for(&self, answers: usize) -> i64 {
        self.median * answers as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worked(unit: i64, seconds: i64) -> Worked {
        Worked {
            unit: UnitId(unit),
            kind: ActionKind::Decide,
            moment: seconds * 1000,
        }
    }

    #[test]
    fn an_answer_takes_the_time_since_the_action_before_and_pauses_count_nothing() {
        // 2 takes 4 s, 3 takes 6 s, then a pause of 10 min, 4 takes 8 s and 2 once more 3 s.
        let done = [
            worked(1, 0),
            worked(2, 4),
            worked(3, 10),
            worked(5, 610),
            worked(4, 618),
            worked(2, 621),
        ];
        let pace = Pace::of(&done).unwrap();
        // 6 s (3), 7 s (2), 8 s (4); nothing is known of 1 and 5.
        assert_eq!((pace.answers, pace.median), (3, 7_000));
        assert_eq!(pace.time_for(10), 70_000);
        assert!((pace.per_minute - 60.0 / 7.0).abs() < 1e-12);
    }

    #[test]
    fn answers_decided_together_share_the_time_and_bulk_actions_have_none() {
        let bulk = |unit| Worked {
            kind: ActionKind::Bulk,
            ..worked(unit, 100)
        };
        let import = Worked {
            kind: ActionKind::Import,
            ..worked(9, 95)
        };
        let done = [
            worked(1, 90),
            import,
            bulk(1),
            bulk(2),
            bulk(3),
            worked(4, 110),
            worked(5, 110),
            worked(6, 120),
        ];
        let pace = Pace::of(&done).unwrap();
        // 5 s each for 4 and 5, since the bulk action; 10 s for 6.
        assert_eq!((pace.answers, pace.median), (3, 5_000));
        assert_eq!(Pace::of(&done[..5]), None);
        assert_eq!(Pace::of(&[]), None);
    }
}
