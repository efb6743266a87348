//! How far coders agree: every coefficient for every code, and over whole codings, each with its interval.

use rayon::prelude::*;

use super::codes::{Codes, Tally};
use super::coefficient::COEFFICIENTS;
use super::figure::{Figure, Intervals};
use super::pairs::Fourfold;
use super::sets::CodeSet;
use super::whole::{Whole, WholeFigures};
use crate::estimate::{Estimate, IntervalKind, Undefined, drawn};

/// A code that somebody gave (or left) in fewer units than this is too rare to judge: one unit more or less moves its
/// coefficients by tenths.
pub const ENOUGH_UNITS: u64 = 10;

/// How far coders agree on units that two or more of them coded.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Such units.
    pub n: u64,
    /// Coders who coded any of them.
    pub coders: usize,
    /// As many as there are codes.
    pub codes: Vec<OfCode>,
    pub whole: OfWhole,
    /// Mean over codes of each of [`COEFFICIENTS`], in their order, of those for which it is defined.
    pub means: Vec<Figure>,
}

/// How far coders agree on one code.
#[derive(Debug, Clone, PartialEq)]
pub struct OfCode {
    pub fourfold: Fourfold,
    /// Share of the codings that name the code.
    pub prevalence: Estimate,
    /// Units in which anybody gave the code, and in which anybody did not.
    pub given: u64,
    pub not_given: u64,
    /// Units in which some gave it and others did not.
    pub differ: u64,
    /// In the order of [`COEFFICIENTS`].
    pub figures: Vec<Figure>,
}

impl OfCode {
    /// Whether too few units tell it from others.
    pub fn is_rare(&self) -> bool {
        self.given.min(self.not_given) < ENOUGH_UNITS
    }
}

/// How far coders agree on whole codings.
#[derive(Debug, Clone, PartialEq)]
pub struct OfWhole {
    pub exact: Figure,
    pub masi: Figure,
    pub jaccard: Figure,
    /// Different sets of codes.
    pub sets: usize,
}

/// `units[unit][coder]`: places of the codes that were given, or a gap. `codes`: how many codes there are.
pub fn measure(units: &[Vec<Option<CodeSet>>], codes: usize, intervals: Intervals) -> Agreement {
    let twice: Vec<&[Option<CodeSet>]> = units
        .iter()
        .map(Vec::as_slice)
        .filter(|unit| unit.iter().flatten().count() > 1)
        .collect();
    let measured = Measured {
        codes: Codes::new(&twice, codes),
        whole: Whole::new(&twice),
        n: twice.len(),
    };
    let mut figures = measured.figures(intervals).into_iter();
    // There are as many as are asked for here: `Measured::values` has them in this order.
    let mut next = || figures.next().unwrap_or(Figure::missing(measured.n as u64));
    let means = COEFFICIENTS.iter().map(|_| next()).collect();
    let whole = OfWhole {
        exact: next(),
        masi: next(),
        jaccard: next(),
        sets: measured.whole.sets(),
    };
    let codes = (0..codes)
        .map(|code| of_code(&twice, code, COEFFICIENTS.iter().map(|_| next()).collect()))
        .collect();
    let coders = (0..units.first().map_or(0, Vec::len))
        .filter(|coder| twice.iter().any(|unit| unit[*coder].is_some()))
        .count();
    Agreement {
        n: measured.n as u64,
        coders,
        codes,
        whole,
        means,
    }
}

/// Units that were coded twice or more, in a form that they can be drawn again from.
struct Measured {
    codes: Codes,
    whole: Whole,
    n: usize,
}

impl Measured {
    fn figures(&self, Intervals { draws, kind }: Intervals) -> Vec<Figure> {
        let all = self.codes.drawn(&vec![1; self.n]);
        let now = self.values(&all, Some(self.whole.figures()));
        let defined =
            |values: Vec<Result<f64, Undefined>>| values.into_iter().map(Result::ok).collect::<Vec<_>>();
        let drawn = match kind {
            IntervalKind::Jackknife => vec![Vec::new(); now.len()],
            IntervalKind::Percentile | IntervalKind::Bca => drawn(self.n, draws, |times| {
                defined(self.values(&self.codes.drawn(times), self.whole.drawn(times)))
            }),
        };
        let left_out: Vec<Vec<Option<f64>>> = if draws.n == 0 && kind != IntervalKind::Jackknife {
            Vec::new()
        } else if kind != IntervalKind::Percentile {
            let left_out =
                |unit| defined(self.values(&self.codes.without(&all, unit), Some(self.whole.without(unit))));
            (0..self.n).into_par_iter().map(left_out).collect()
        } else if self.whole.can_be_drawn() {
            Vec::new()
        } else {
            // Only sets, which stand in for draws, and only they.
            let left_out = |unit| {
                let mut values = vec![None; now.len()];
                for (value, figure) in values[COEFFICIENTS.len()..]
                    .iter_mut()
                    .zip(of_whole(&self.whole.without(unit)))
                {
                    *value = figure.ok();
                }
                values
            };
            (0..self.n).into_par_iter().map(left_out).collect()
        };
        now.into_par_iter()
            .zip(drawn)
            .enumerate()
            .map(|(at, (now, drawn))| {
                let of_whole = (COEFFICIENTS.len()..COEFFICIENTS.len() + 3).contains(&at);
                let kind = match self.whole.can_be_drawn() {
                    false if of_whole => IntervalKind::Jackknife,
                    _ => kind,
                };
                let left_out: Option<Vec<f64>> = left_out.iter().map(|figures| figures[at]).collect();
                Figure::of(now, kind, &drawn, &left_out.unwrap_or_default(), self.n as u64)
            })
            .collect()
    }

    /// Means over codes, whole codings, then code by code. `whole`: none where it cannot be told.
    fn values(&self, tally: &Tally, whole: Option<WholeFigures>) -> Vec<Result<f64, Undefined>> {
        let kinds = COEFFICIENTS.len();
        let nothing = if self.n == 0 {
            Undefined::NoPairs
        } else {
            Undefined::OneCategory
        };
        let mut values = vec![Err(nothing); kinds];
        match whole {
            Some(whole) => values.extend(of_whole(&whole)),
            None => values.extend([Err(nothing); 3]),
        }
        let (mut sums, mut defined) = (vec![0.0; kinds], vec![0.0; kinds]);
        for code in self.codes.sums(tally) {
            for (at, kind) in COEFFICIENTS.iter().enumerate() {
                let value = (kind.of)(&code);
                if let Ok(value) = value {
                    sums[at] += value;
                    defined[at] += 1.0;
                }
                values.push(value);
            }
        }
        for (value, (sum, defined)) in values.iter_mut().zip(sums.into_iter().zip(defined)) {
            if defined > 0.0 {
                *value = Ok(sum / defined);
            }
        }
        values
    }
}

fn of_whole(figures: &WholeFigures) -> [Result<f64, Undefined>; 3] {
    [figures.exact, figures.masi, figures.jaccard]
}

fn of_code(units: &[&[Option<CodeSet>]], code: usize, figures: Vec<Figure>) -> OfCode {
    let rows: Vec<Vec<bool>> = units
        .iter()
        .map(|unit| unit.iter().flatten().map(|codes| codes.contains(&code)).collect())
        .collect();
    let gave = |wanted: bool| rows.iter().filter(|row| row.contains(&wanted)).count() as u64;
    let codings: usize = rows.iter().map(Vec::len).sum();
    let hits = rows.iter().flatten().filter(|gave| **gave).count();
    let n = units.len() as u64;
    OfCode {
        fourfold: Fourfold::of(&rows),
        prevalence: match codings {
            0 => Estimate::Undefined {
                why: Undefined::NoPairs,
                n,
            },
            _ => Estimate::Known {
                value: hits as f64 / codings as f64,
                interval: None,
                n,
            },
        },
        given: gave(true),
        not_given: gave(false),
        differ: rows
            .iter()
            .filter(|row| row.contains(&true) && row.contains(&false))
            .count() as u64,
        figures,
    }
}
