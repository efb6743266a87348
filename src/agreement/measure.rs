//! How far coders agree: every coefficient for every code, and over whole codings, each with its interval.

use rayon::prelude::*;

use super::coefficient::COEFFICIENTS;
use super::pairs::Fourfold;
use super::sets::CodeSet;
use super::sums::Ratings;
use super::whole::{MOST_SETS, Whole, WholeFigures};
use crate::estimate::{Draws, Estimate, Undefined, bootstrap};

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
    pub means: Vec<Estimate>,
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
    pub figures: Vec<Estimate>,
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
    pub exact: Estimate,
    pub masi: Estimate,
    pub jaccard: Estimate,
    /// Different sets of codes.
    pub sets: usize,
}

/// `units[unit][coder]`: places of the codes that were given, or a gap. `codes`: how many codes there are.
pub fn measure(units: &[Vec<Option<CodeSet>>], codes: usize, draws: Draws) -> Agreement {
    let twice: Vec<&Vec<Option<CodeSet>>> = units
        .iter()
        .filter(|unit| unit.iter().flatten().count() > 1)
        .collect();
    let n = twice.len() as u64;
    let of_codes: Vec<Vec<Vec<Option<usize>>>> = (0..codes)
        .map(|code| twice.iter().map(|unit| of_code(unit, code)).collect())
        .collect();
    let ratings: Vec<Ratings> = of_codes.par_iter().map(|units| Ratings::new(2, units)).collect();
    let owned: Vec<Vec<Option<CodeSet>>> = twice.iter().map(|unit| (*unit).clone()).collect();
    let whole = Whole::new(&owned);

    let value = |sums: &super::sums::Sums| {
        COEFFICIENTS
            .iter()
            .map(|kind| (kind.of)(sums))
            .collect::<Vec<_>>()
    };
    let now: Vec<Vec<Result<f64, Undefined>>> = ratings.iter().map(|code| value(&code.sums())).collect();
    let all = whole.figures();
    let may_draw = whole.sets() <= MOST_SETS;
    let intervals = bootstrap(twice.len(), draws, |times| {
        let drawn: Vec<Vec<Option<f64>>> = ratings
            .iter()
            .map(|code| value(&code.drawn(times)).into_iter().map(Result::ok).collect())
            .collect();
        let means = (0..COEFFICIENTS.len()).map(|kind| mean(drawn.iter().map(|code| code[kind])));
        let whole = may_draw.then(|| whole.drawn(times));
        let whole = [
            |figures: &WholeFigures| figures.exact,
            |figures: &WholeFigures| figures.masi,
            |figures: &WholeFigures| figures.jaccard,
        ]
        .map(|figure| figure(whole.as_ref()?).ok());
        means
            .chain(whole)
            .chain(drawn.iter().flatten().copied())
            .collect()
    });
    let mut intervals = intervals.into_iter();
    let mut next = |figure: Result<f64, Undefined>| Estimate::of(figure, intervals.next().flatten(), n);
    let means = (0..COEFFICIENTS.len())
        .map(|kind| {
            let of = now.iter().map(|code| code[kind].ok());
            next(mean(of).ok_or(if n == 0 {
                Undefined::NoPairs
            } else {
                Undefined::OneCategory
            }))
        })
        .collect();
    let whole = OfWhole {
        exact: next(all.exact),
        masi: next(all.masi),
        jaccard: next(all.jaccard),
        sets: whole.sets(),
    };
    let codes = of_codes
        .iter()
        .zip(now)
        .map(|(units, now)| {
            let given =
                |wanted: usize| units.iter().filter(|unit| unit.contains(&Some(wanted))).count() as u64;
            let codings = units.iter().flatten().flatten();
            let (hits, of) = codings.fold((0, 0), |(hits, of), said| (hits + *said as u64, of + 1));
            OfCode {
                fourfold: Fourfold::of(units),
                prevalence: match of {
                    0 => Estimate::Undefined {
                        why: Undefined::NoPairs,
                        n,
                    },
                    _ => Estimate::Known {
                        value: hits as f64 / of as f64,
                        interval: None,
                        n,
                    },
                },
                given: given(1),
                not_given: given(0),
                differ: units
                    .iter()
                    .filter(|unit| unit.contains(&Some(0)) && unit.contains(&Some(1)))
                    .count() as u64,
                figures: now.into_iter().map(&mut next).collect(),
            }
        })
        .collect();
    let coders = (0..units.first().map_or(0, Vec::len))
        .filter(|coder| twice.iter().any(|unit| unit[*coder].is_some()))
        .count();
    Agreement {
        n,
        coders,
        codes,
        whole,
        means,
    }
}

/// 1 where a coder gave the code, 0 where not.
fn of_code(unit: &[Option<CodeSet>], code: usize) -> Vec<Option<usize>> {
    unit.iter()
        .map(|codes| codes.as_ref().map(|codes| usize::from(codes.contains(&code))))
        .collect()
}

/// Of the figures that are defined.
fn mean(figures: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let (mut sum, mut n) = (0.0, 0.0);
    for figure in figures.flatten() {
        sum += figure;
        n += 1.0;
    }
    (n > 0.0).then(|| sum / n)
}
