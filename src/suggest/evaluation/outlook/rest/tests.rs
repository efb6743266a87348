//! Coverage by simulation: units drawn from a population of which everything is known.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use rayon::prelude::*;

use super::*;
use crate::survey::Picked;

/// What units are like.
#[derive(Debug, Clone, Copy)]
struct World {
    /// Log odds of being right of a middling suggestion.
    right: f64,
    /// Spread between units that probabilities do not know of: what belongs together.
    clustered: f64,
    /// Log odds that are said of each true one; 1 where probabilities hold.
    said: f64,
    reviewed: usize,
    rest: usize,
    uncertain_first: bool,
}

const WORLD: World = World {
    right: 2.2,
    clustered: 0.8,
    said: 1.0,
    reviewed: 50,
    rest: 300,
    uncertain_first: false,
};

const TIMES: u64 = 500;

fn normal(random: &mut ChaCha8Rng) -> f64 {
    // Box and Muller (1958).
    let (one, two): (f64, f64) = (random.random(), random.random());
    (-2.0 * (1.0 - one).ln()).sqrt() * (std::f64::consts::TAU * two).cos()
}

fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

fn unit(world: World, random: &mut ChaCha8Rng) -> Seen {
    let suggested = [0, 1, 1, 1, 1, 1, 1, 2, 2, 3][random.random_range(0..10)];
    let own = world.clustered * normal(random);
    let mut unit = Seen {
        proposed: Tally::default(),
        right: 0.0,
        missing: 0.0,
        sure_right: 0.0,
        picked: Picked::Random,
    };
    for _ in 0..suggested {
        let known = world.right + 1.2 * normal(random);
        unit.proposed.add_suggestion(logistic(known * world.said));
        unit.right += f64::from(u8::from(random.random::<f64>() < logistic(known + own)));
    }
    let known = logistic(-2.5 + 0.8 * normal(random));
    unit.proposed.expected_missing = 3.0 * known * world.said;
    for _ in 0..3 {
        let odds = (known / (1.0 - known)).ln() + own;
        unit.missing += f64::from(u8::from(random.random::<f64>() < logistic(odds)));
    }
    unit
}

/// Shares of intervals that hold the truth, right and missing, and the mean errors of the values per case.
fn covered(world: World) -> ([f64; 2], [f64; 2]) {
    let of_times: Vec<[[f64; 2]; 2]> = (0..TIMES).into_par_iter().map(|time| once(world, time)).collect();
    let mean =
        |which: usize, at: usize| of_times.iter().map(|one| one[which][at]).sum::<f64>() / TIMES as f64;
    let both = |which| [mean(which, 0), mean(which, 1)];
    (both(0), both(1))
}

fn once(world: World, time: u64) -> [[f64; 2]; 2] {
    let mut random = ChaCha8Rng::seed_from_u64(20);
    random.set_stream(time);
    let all = world.reviewed + world.rest;
    let mut units: Vec<Seen> = (0..all).map(|_| unit(world, &mut random)).collect();
    let at_random = if world.uncertain_first {
        world.reviewed / 2
    } else {
        world.reviewed
    };
    let unsure = |unit: &Seen| {
        let proposed = unit.proposed;
        proposed.suggested - proposed.expected_right + proposed.expected_missing
    };
    units[at_random..].sort_by(|left, right| unsure(right).total_cmp(&unsure(left)));
    let rest = &units[world.reviewed..];
    let given = Rest {
        units: rest.len() as f64,
        proposed: Tally::sum(rest.iter().map(|unit| unit.proposed)),
    };
    let seen = &units[..at_random];
    let truths = [
        rest.iter().map(|unit| unit.right).sum::<f64>(),
        rest.iter().map(|unit| unit.missing).sum(),
    ];
    let said = [right(seen, &given.proposed), missing(seen, &given)];
    let held = |at: usize| {
        let interval = said[at].interval().unwrap();
        f64::from(u8::from((interval.low..=interval.high).contains(&truths[at])))
    };
    let error = |at: usize| (said[at].value().unwrap() - truths[at]) / said[at].n() as f64;
    [[held(0), held(1)], [error(0), error(1)]]
}

/// Nominal 95 %: few and many reviewed, little and much right, small and large rest, probabilities that hold or not. Rather
/// wider than too narrow: probabilities explain some of the variance, and nothing is made of that.
#[test]
fn intervals_hold_the_truth_about_as_often_as_they_say() {
    let with = |change: fn(&mut World)| {
        let mut world = WORLD;
        change(&mut world);
        world
    };
    let worlds = [
        WORLD,
        with(|world| world.reviewed = 25),
        with(|world| world.reviewed = 200),
        with(|world| world.right = 0.8),
        with(|world| world.right = 4.5),
        with(|world| world.rest = 40),
        with(|world| world.rest = 1000),
        with(|world| world.said = 0.5),
        with(|world| (world.clustered, world.reviewed) = (2.0, 100)),
    ];
    let mut sum = [0.0; 2];
    for world in worlds {
        let (held, errors) = covered(world);
        for at in 0..2 {
            sum[at] += held[at];
            assert!((0.90..=0.99).contains(&held[at]), "{world:?}: {held:?}");
            // Three standard errors of so many times: single errors spread by about .07 and .15.
            assert!(errors[at].abs() < [0.01, 0.02][at], "{world:?}: {errors:?}");
        }
    }
    let mean = sum.map(|sum| sum / worlds.len() as f64);
    assert!(mean.iter().all(|mean| (0.94..=0.98).contains(mean)), "{mean:?}");
}

/// Half of the reviewed units were picked because they are uncertain: the rest is easier than the random half, and that is known.
#[test]
fn a_rest_without_its_uncertain_units_is_not_taken_for_worse_than_it_is() {
    let world = World {
        reviewed: 120,
        uncertain_first: true,
        ..WORLD
    };
    let (held, errors) = covered(world);
    assert!(held.iter().all(|held| *held >= 0.90), "{held:?}");
    assert!(errors[0].abs() < 0.01 && errors[1].abs() < 0.02, "{errors:?}");
}

/// By hand: 30 units with one suggestion of probability .8 each, 24 right, and 200 more of the same: 160 right. One code in
/// ten is missing and was expected to be: 20 of 200 units.
#[test]
fn what_the_sample_is_like_the_rest_is_like() {
    let mut promised = Tally::default();
    promised.add_suggestion(0.8);
    promised.expected_missing = 0.1;
    let seen: Vec<Seen> = (0..30)
        .map(|at| Seen {
            proposed: promised,
            right: f64::from(u8::from(at % 5 > 0)),
            missing: f64::from(u8::from(at % 10 == 0)),
            sure_right: 0.0,
            picked: Picked::Random,
        })
        .collect();
    let rest = Rest {
        units: 200.0,
        proposed: promised.times(200.0),
    };
    assert_eq!(
        (
            right(&seen, &rest.proposed).value(),
            right(&seen, &rest.proposed).n()
        ),
        (Some(160.0), 200)
    );
    assert_eq!(missing(&seen, &rest).value(), Some(20.0));
    // Nothing suggested is no zero.
    let nothing = Rest {
        units: 0.0,
        proposed: Tally::default(),
    };
    assert_eq!(
        (
            right(&seen, &nothing.proposed).value(),
            missing(&seen, &nothing).value()
        ),
        (None, None)
    );
    assert_eq!(right(&seen[..1], &rest.proposed).value(), None);
}
