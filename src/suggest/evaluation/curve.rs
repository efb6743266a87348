//! Figures as they grow with the number of reviewed units: the learning curve, and a review replayed on coded units.
//!
//! The curve asks how well others are coded after n units drawn at random. The replay asks what a researcher holds in her
//! hands who reviews in some order and stops after n: her own codes for those, suggestions for the rest.

use serde::Serialize;

use super::Judged;
use super::calibration::Calibration;
use super::counts::Units;
use super::measures::plain;
use super::method::{Method, Proposal};
use super::order::{Order, next};
use super::shuffle::{shuffled, sizes};
use crate::problem::{Progress, Result};

/// Of the units without a test part of their own, this share is kept for testing in each draw.
const HELD_OUT: f64 = 1.0 / 3.0;

/// Mean and standard deviation over draws; none where the figure is undefined in a draw.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Mean {
    pub mean: Option<f64>,
    /// Of a single draw there is none.
    pub sd: Option<f64>,
}

/// Figures after so many reviewed units.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    pub reviewed: u64,
    pub micro_f1: Mean,
    pub macro_f1: Mean,
    pub expected_calibration_error: Mean,
    /// Of a replay: micro F1 of all units, the reviewed ones with the codes that people gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivered_micro_f1: Option<Mean>,
}

/// What is drawn, how often, and what people gave.
#[derive(Debug, Clone, Copy)]
pub struct Trial<'t> {
    /// Units that can be reviewed.
    pub pool: &'t [usize],
    /// What people gave to every coded unit.
    pub given: &'t [Vec<bool>],
    pub draws: u64,
    pub seed: u64,
}

/// The learning curve on `test` or, where there is no such part, on a third of the pool that is held out anew in each draw.
pub fn learning_curve(
    method: &dyn Method,
    trial: Trial<'_>,
    test: Option<&[usize]>,
    progress: Progress<'_>,
) -> Result<Vec<Point>> {
    let held_out = match test {
        Some(_) => 0,
        None => (trial.pool.len() as f64 * HELD_OUT).round() as usize,
    };
    let mut sizes = sizes(trial.pool.len() - held_out);
    sizes.push(trial.pool.len() - held_out);
    let steps = trial.draws * sizes.len() as u64;
    let mut taken: Vec<Vec<Taken>> = vec![Vec::new(); sizes.len()];
    for draw in 0..trial.draws {
        let order = shuffled(trial.pool, trial.seed, draw);
        let (held, pool) = order.split_at(held_out);
        let test = test.unwrap_or(held);
        for (at, size) in sizes.iter().enumerate() {
            let proposals = method.propose(&ascending(&pool[..*size]), test)?;
            taken[at].push(Taken::of(&judged(test, &proposals, trial.given), &[]));
            progress(draw * sizes.len() as u64 + at as u64 + 1, steps)?;
        }
    }
    Ok(points(&sizes, &taken, Points::Curve))
}

/// A review of the pool in some order. Figures are those of the units not yet reviewed.
pub fn replay(
    method: &dyn Method,
    trial: Trial<'_>,
    order: Order,
    progress: Progress<'_>,
) -> Result<Vec<Point>> {
    let sizes = sizes(trial.pool.len());
    let all = trial.pool.len();
    let last = sizes.last().copied().unwrap_or(0) as u64;
    let mut taken: Vec<Vec<Taken>> = vec![Vec::new(); sizes.len()];
    for draw in 0..trial.draws {
        // What is not reviewed yet, in random order.
        let mut rest = shuffled(trial.pool, trial.seed, draw);
        for (at, size) in sizes.iter().enumerate() {
            while all - rest.len() < *size {
                let reviewed = without(trial.pool, &rest);
                rest = next(method, order, &reviewed, rest, size - reviewed.len())?;
                progress(draw * last + (all - rest.len()) as u64, trial.draws * last)?;
            }
            let open = ascending(&rest);
            let proposals = method.propose(&without(trial.pool, &rest), &open)?;
            let judged = judged(&open, &proposals, trial.given);
            let delivered = judged.iter().cloned().chain(
                without(trial.pool, &rest)
                    .into_iter()
                    .map(|unit| reviewed(&trial.given[unit])),
            );
            taken[at].push(Taken::of(&judged, &delivered.collect::<Vec<_>>()));
        }
    }
    Ok(points(&sizes, &taken, Points::Replay))
}

/// Units with what people gave them and what is proposed.
pub fn judged(units: &[usize], proposals: &[Proposal], given: &[Vec<bool>]) -> Vec<Judged> {
    units
        .iter()
        .zip(proposals)
        .map(|(unit, proposal)| Judged {
            given: given[*unit].clone(),
            score: proposal.score.clone(),
            suggested: proposal.suggested.clone(),
        })
        .collect()
}

/// A reviewed unit is delivered as people coded it.
fn reviewed(given: &[bool]) -> Judged {
    Judged {
        given: given.to_vec(),
        score: given.iter().map(|given| f64::from(u8::from(*given))).collect(),
        suggested: given.to_vec(),
    }
}

/// Figures of one draw.
#[derive(Debug, Clone)]
struct Taken {
    micro_f1: Option<f64>,
    macro_f1: Option<f64>,
    error: Option<f64>,
    delivered_micro_f1: Option<f64>,
}

impl Taken {
    fn of(judged: &[Judged], delivered: &[Judged]) -> Taken {
        let f1 = |judged: &[Judged]| {
            let codes = judged.first().map_or(0, |unit| unit.given.len());
            plain(&Units::of(judged, codes))
        };
        let (micro_f1, macro_f1) = f1(judged);
        Taken {
            micro_f1,
            macro_f1,
            error: Calibration::of(judged).expected_calibration_error.value(),
            delivered_micro_f1: f1(delivered).0,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Points {
    Curve,
    Replay,
}

fn points(sizes: &[usize], taken: &[Vec<Taken>], of: Points) -> Vec<Point> {
    let point = |(size, taken): (&usize, &Vec<Taken>)| {
        let delivered = || mean(taken.iter().map(|taken| taken.delivered_micro_f1));
        Point {
            reviewed: *size as u64,
            micro_f1: mean(taken.iter().map(|taken| taken.micro_f1)),
            macro_f1: mean(taken.iter().map(|taken| taken.macro_f1)),
            expected_calibration_error: mean(taken.iter().map(|taken| taken.error)),
            delivered_micro_f1: (of == Points::Replay).then(delivered),
        }
    };
    sizes.iter().zip(taken).map(point).collect()
}

fn mean(values: impl Iterator<Item = Option<f64>>) -> Mean {
    let Some(values) = values
        .collect::<Option<Vec<f64>>>()
        .filter(|values| !values.is_empty())
    else {
        return Mean { mean: None, sd: None };
    };
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Mean {
        mean: Some(mean),
        sd: (values.len() > 1).then(|| (squares / (n - 1.0)).sqrt()),
    }
}

fn ascending(units: &[usize]) -> Vec<usize> {
    let mut units = units.to_vec();
    units.sort_unstable();
    units
}

/// The units of the pool that are not among the rest, ascending.
fn without(pool: &[usize], rest: &[usize]) -> Vec<usize> {
    let rest: std::collections::BTreeSet<usize> = rest.iter().copied().collect();
    let mut reviewed: Vec<usize> = pool.iter().copied().filter(|unit| !rest.contains(unit)).collect();
    reviewed.sort_unstable();
    reviewed
}

#[cfg(test)]
mod tests {
    use super::super::parrot::Parrot;
    use super::*;
    use crate::problem::unwatched;

    fn given() -> Vec<Vec<bool>> {
        (0..120).map(|at| vec![at % 2 == 0, at % 5 == 0]).collect()
    }

    fn trial<'t>(pool: &'t [usize], given: &'t [Vec<bool>]) -> Trial<'t> {
        Trial {
            pool,
            given,
            draws: 3,
            seed: 1,
        }
    }

    #[test]
    fn the_curve_never_tests_on_what_was_reviewed() {
        let given = given();
        let pool: Vec<usize> = (0..120).collect();
        let parrot = Parrot::of(&given);
        let curve = learning_curve(&parrot, trial(&pool, &given), None, &unwatched).unwrap();
        // Forty are held out, so eighty can be reviewed.
        let sizes: Vec<u64> = curve.iter().map(|point| point.reviewed).collect();
        assert_eq!(sizes, [0, 25, 50, 80]);
        assert!(curve.iter().all(|point| point.micro_f1.mean == Some(0.0)));
    }

    /// By hand: 60 units have the first code, 24 the second: 84 in all. After n reviewed units their codes are there and no
    /// others, so F1 = 2r / (84 + r) with r codes among the reviewed; after 100 units r is 84 less those of the other twenty.
    #[test]
    fn a_replay_delivers_what_was_reviewed_and_suggests_the_rest() {
        let given = given();
        let pool: Vec<usize> = (0..120).collect();
        let parrot = Parrot::of(&given);
        for order in [Order::Random, Order::Uncertain, Order::Mixed] {
            let curve = replay(&parrot, trial(&pool, &given), order, &unwatched).unwrap();
            let sizes: Vec<u64> = curve.iter().map(|point| point.reviewed).collect();
            assert_eq!(sizes, [0, 25, 50, 100]);
            let delivered: Vec<f64> = curve
                .iter()
                .map(|point| point.delivered_micro_f1.unwrap().mean.unwrap())
                .collect();
            assert_eq!(delivered[0], 0.0);
            assert!(delivered.is_sorted() && delivered[3] < 1.0, "{delivered:?}");
            // Of twenty units at most all have both codes: r ≥ 44; at least none has any: r ≤ 84.
            assert!(delivered[3] >= 88.0 / 128.0, "{delivered:?}");
            assert!(curve.iter().all(|point| point.micro_f1.mean == Some(0.0)));
        }
    }
}
