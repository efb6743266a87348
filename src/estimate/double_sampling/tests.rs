//! Double sampling against an independent computation, and against truths that are known because they were made.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use super::*;

fn sample([sampled, found, rest]: [u64; 3], others: [u64; 3]) -> DoubleSample {
    let stratum = |[sampled, found, rest]: [u64; 3]| Stratum { sampled, found, rest };
    DoubleSample {
        suggested: stratum([sampled, found, rest]),
        others: stratum(others),
    }
}

/// numpy 1.26, from the formulas of Tenenbein (the estimate) and of Zou and Donner with Wilson's limits (the interval).
#[test]
fn shares_and_intervals_are_those_of_numpy() {
    for (suggested, others, expected) in NUMPY {
        let estimate = sample(suggested, others).of_the_rest();
        let interval = estimate.interval().unwrap();
        let found = [estimate.value().unwrap(), interval.low, interval.high];
        for (found, expected) in found.into_iter().zip(expected) {
            assert!(
                (found - expected).abs() < 1e-12,
                "{suggested:?} {others:?}: {found} is not {expected}"
            );
        }
    }
}

/// By hand: of 20 sampled suggestions 15 are right, of 80 others 4 have it all the same; 100 and 900 are left:
/// (100 · 0.75 + 900 · 0.05) / 1000 = 0.12, and with 30 of 100 known ones (30 + 120) / 1100.
#[test]
fn what_is_known_and_what_is_estimated_are_added_up() {
    let sample = sample([20, 15, 100], [80, 4, 900]);
    assert!((sample.of_the_rest().value().unwrap() - 0.12).abs() < 1e-12);
    let all = sample.of_all(30, 100);
    assert!((all.value().unwrap() - 150.0 / 1100.0).abs() < 1e-12);
    assert_eq!(all.n(), 1100);
    // What is known has no error: the interval is narrower by as much.
    let (rest, all) = (sample.of_the_rest().interval().unwrap(), all.interval().unwrap());
    assert!(((all.high - all.low) - (rest.high - rest.low) * 1000.0 / 1100.0).abs() < 1e-12);
}

#[test]
fn without_a_sample_nothing_is_told() {
    assert_eq!(sample([0, 0, 3], [0, 0, 4]).of_the_rest().value(), None);
    assert_eq!(sample([0, 0, 3], [0, 0, 4]).of_all(2, 5).value(), None);
    // Nothing is left: all is counted.
    let counted = sample([5, 5, 0], [5, 0, 0]).of_all(6, 10);
    assert_eq!(
        (counted.value(), counted.interval(), counted.n()),
        (Some(0.6), None, 10)
    );
    // Of the suggested ones none was sampled: the whole sample stands for the whole rest.
    let plain = sample([0, 0, 50], [40, 10, 150]).of_the_rest();
    assert_eq!(plain.value(), Some(0.25));
}

/// Answers of which the truth is known: the machine suggests a share of them and is right in so many of these, and wrong in so
/// many of the others. Some are drawn and looked at; the interval has to hold the share of the others in 93 to 97.5 of 100 draws.
#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    let mut random = ChaCha8Rng::seed_from_u64(11);
    for (answers, looked_at, suggested, right, missed) in [
        (1000, 150, 0.3, 0.8, 0.08),
        (1000, 150, 0.1, 0.7, 0.02),
        (437, 100, 0.4, 0.85, 0.1),
        (437, 50, 0.2, 0.75, 0.05),
        (2000, 100, 0.05, 0.6, 0.01),
    ] {
        const DRAWS: usize = 2000;
        let (mut covered, mut error) = (0, 0.0);
        for _ in 0..DRAWS {
            // What comes first was drawn: the answers are in no order.
            let mut known = DoubleSample::default();
            let mut have = 0;
            for at in 0..answers {
                let is_suggested = random.random::<f64>() < suggested;
                let has = random.random::<f64>() < if is_suggested { right } else { missed };
                let stratum = match is_suggested {
                    true => &mut known.suggested,
                    false => &mut known.others,
                };
                if at < looked_at {
                    stratum.sampled += 1;
                    stratum.found += u64::from(has);
                } else {
                    stratum.rest += 1;
                    have += u64::from(has);
                }
            }
            let truth = have as f64 / f64::from(answers - looked_at);
            let estimate = known.of_the_rest();
            let interval = estimate.interval().unwrap();
            covered += usize::from(interval.low <= truth && truth <= interval.high);
            error += estimate.value().unwrap() - truth;
        }
        let coverage = covered as f64 / DRAWS as f64;
        assert!(
            (0.93..=0.975).contains(&coverage),
            "{answers} {looked_at}: {coverage}"
        );
        assert!(
            (error / DRAWS as f64).abs() < 0.003,
            "{answers} {looked_at}: {error}"
        );
    }
}

const NUMPY: [([u64; 3], [u64; 3], [f64; 3]); 4] = [
    (
        [30, 24, 200],
        [70, 5, 800],
        [0.21714285714285717, 0.16710856019102327, 0.29230593310510095],
    ),
    (
        [12, 12, 90],
        [88, 0, 910],
        [0.09, 0.06604028948142529, 0.13157524833358228],
    ),
    (
        [40, 31, 0],
        [60, 6, 500],
        [0.1, 0.0446775709199935, 0.2088499069015967],
    ),
    (
        [9, 0, 33],
        [41, 2, 950],
        [0.047142892588641044, 0.012715404653486376, 0.15984348041147006],
    ),
];
