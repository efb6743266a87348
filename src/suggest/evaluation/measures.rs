//! Precision, recall, F1 and α of the program against people: by code, over all codes (micro) and as mean of codes (macro).
//!
//! F1 = 2·right / (given + suggested) (van Rijsbergen 1979, chapter 7). A mean of codes leaves out those for which the
//! figure is undefined: a code that nobody gave has no recall, and not a recall of 0.

use serde::Serialize;

use super::counts::{Counts, Units};
use crate::agreement::{Coincidences, Scale};
use crate::estimate::{Draws, Estimate, Undefined, bootstrap};

type Figure = Result<f64, Undefined>;

/// One code. Intervals of precision and recall are Wilson's, those of F1 and α come from drawing units again.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OfCode {
    pub code: String,
    pub given: u64,
    pub suggested: u64,
    /// Given and suggested.
    pub right: u64,
    pub precision: Estimate,
    pub recall: Estimate,
    pub f1: Estimate,
    /// Krippendorff's α, nominal, of "has the code" between people and program; n counts units.
    pub alpha: Estimate,
}

/// Over several codes; intervals come from drawing units again. n counts units (micro) or codes (macro).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Averaged {
    pub precision: Estimate,
    pub recall: Estimate,
    pub f1: Estimate,
}

pub(super) struct Measures {
    pub micro: Averaged,
    pub macro_mean: Averaged,
    pub alpha_mean: Estimate,
    pub codes: Vec<OfCode>,
}

impl Measures {
    /// `ids`: of the codes, in the order of the units' entries.
    pub fn of(units: &Units, ids: &[String], draws: Draws) -> Measures {
        let n = units.len();
        let counts = units.count(&vec![1; n]);
        let figures = All::of(&counts, n as u64);
        let intervals = bootstrap(n, draws, |times| {
            All::of(&units.count(times), n as u64)
                .values()
                .map(Result::ok)
                .collect()
        });
        let n = n as u64;
        let estimates: Vec<Estimate> = figures
            .values()
            .zip(&intervals)
            .zip(figures.bases(n))
            .map(|((figure, interval), n)| Estimate::of(figure, *interval, n))
            .collect();
        let (over_all, of_codes) = estimates.split_at(OVER_ALL);
        let averaged = |three: &[Estimate]| Averaged {
            precision: three[0],
            recall: three[1],
            f1: three[2],
        };
        let code = |((counts, id), own): ((&Counts, &String), &[Estimate])| OfCode {
            code: id.clone(),
            given: counts.given,
            suggested: counts.suggested,
            right: counts.right,
            precision: Estimate::share(counts.right, counts.suggested),
            recall: Estimate::share(counts.right, counts.given),
            f1: own[0],
            alpha: own[1],
        };
        Measures {
            micro: averaged(&over_all[..3]),
            macro_mean: averaged(&over_all[3..6]),
            alpha_mean: over_all[6],
            codes: counts
                .iter()
                .zip(ids)
                .zip(of_codes.chunks(OF_A_CODE))
                .map(code)
                .collect(),
        }
    }
}

/// Micro and macro F1 alone, without intervals.
pub(super) fn plain(units: &Units) -> (Option<f64>, Option<f64>) {
    let counts = units.count(&vec![1; units.len()]);
    let over_all = All::of(&counts, units.len() as u64).over_all;
    (over_all[2].ok(), over_all[5].ok())
}

/// Figures that come from drawing units again: micro and macro precision, recall, F1, and mean α; by code F1 and α.
const OVER_ALL: usize = 7;
const OF_A_CODE: usize = 2;

/// All figures of one drawing of units.
struct All {
    over_all: [Figure; OVER_ALL],
    /// Codes that a macro figure is the mean of.
    averaged: [u64; 4],
    of_codes: Vec<[Figure; OF_A_CODE]>,
}

impl All {
    fn of(counts: &[Counts], units: u64) -> All {
        let sum = counts.iter().fold(Counts::default(), |sum, code| sum.add(*code));
        let of_codes: Vec<[Figure; OF_A_CODE]> = counts
            .iter()
            .map(|code| [f1(*code), alpha(*code, units)])
            .collect();
        let means = [
            mean(counts.iter().map(|code| precision(*code))),
            mean(counts.iter().map(|code| recall(*code))),
            mean(of_codes.iter().map(|code| code[0])),
            mean(of_codes.iter().map(|code| code[1])),
        ];
        All {
            over_all: [
                precision(sum),
                recall(sum),
                f1(sum),
                means[0].0,
                means[1].0,
                means[2].0,
                means[3].0,
            ],
            averaged: means.map(|(_, n)| n),
            of_codes,
        }
    }

    fn values(&self) -> impl Iterator<Item = Figure> {
        self.over_all
            .into_iter()
            .chain(self.of_codes.iter().flatten().copied())
    }

    /// What each of the values is of.
    fn bases(&self, units: u64) -> impl Iterator<Item = u64> {
        [units; 3]
            .into_iter()
            .chain(self.averaged)
            .chain(std::iter::repeat(units))
    }
}

fn ratio(part: u64, whole: u64) -> Figure {
    if whole == 0 {
        return Err(Undefined::EmptyBase);
    }
    Ok(part as f64 / whole as f64)
}

fn precision(counts: Counts) -> Figure {
    ratio(counts.right, counts.suggested)
}

fn recall(counts: Counts) -> Figure {
    ratio(counts.right, counts.given)
}

fn f1(counts: Counts) -> Figure {
    ratio(2 * counts.right, counts.given + counts.suggested)
}

/// α of two raters, people and program, who say of each unit whether it has the code.
fn alpha(counts: Counts, units: u64) -> Figure {
    let Counts {
        given,
        suggested,
        right,
    } = counts;
    let mut pairs = Coincidences::new(2);
    for (people, program, times) in [
        (1, 1, right),
        (1, 0, given - right),
        (0, 1, suggested - right),
        (0, 0, units + right - given - suggested),
    ] {
        pairs.add(&[people, program], times as u32);
    }
    pairs.alpha(|left, right| Scale::Nominal.difference(left, right, pairs.frequencies()))
}

/// The mean of what is defined, and of how many.
fn mean(figures: impl Iterator<Item = Figure>) -> (Figure, u64) {
    let defined: Vec<f64> = figures.flatten().collect();
    let n = defined.len() as u64;
    if defined.is_empty() {
        return (Err(Undefined::EmptyBase), 0);
    }
    (Ok(defined.iter().sum::<f64>() / n as f64), n)
}
