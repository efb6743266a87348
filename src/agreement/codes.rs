//! Codings seen code by code: what draws of units add up to, for all codes at once.
//!
//! Most codes are given to few units, so only what was given is counted; all the rest follows from how often the units were
//! coded. Whole numbers are counted: the order in which units come makes no difference.

use std::collections::BTreeMap;

use super::sets::CodeSet;
use super::sums::Sums;

/// Codings of units that two or more coders coded.
pub struct Codes {
    codes: usize,
    coders: usize,
    /// Codings that a unit has at most.
    most: usize,
    units: Vec<Unit>,
}

struct Unit {
    /// Who coded it.
    coders: Vec<usize>,
    /// Place among the cells of a tally of each code that anybody gave, with as many codings and as many that gave it.
    cells: Vec<usize>,
    /// Place of each code that each coder gave.
    gave: Vec<usize>,
}

/// What a draw of units adds up to.
#[derive(Debug, Clone)]
pub struct Tally {
    /// Units by how many codings they have.
    coded: Vec<u32>,
    /// Units by code, how many codings they have, and how many of these gave the code (one or more).
    cells: Vec<u32>,
    /// Units that each coder coded.
    rated: Vec<u32>,
    /// Units by code and coder who gave it.
    gave: Vec<u32>,
}

impl Codes {
    /// `units[unit][coder]`, each with two codings or more; places of codes from `codes` on are passed over.
    pub fn new(units: &[&[Option<CodeSet>]], codes: usize) -> Codes {
        let coders = units.first().map_or(0, |unit| unit.len());
        let ratings = |unit: &&[Option<CodeSet>]| unit.iter().flatten().count();
        let most = units.iter().map(ratings).max().unwrap_or(0);
        let mut all = Codes {
            codes,
            coders,
            most,
            units: Vec::with_capacity(units.len()),
        };
        for unit in units {
            let r = ratings(unit);
            let mut given: BTreeMap<usize, usize> = BTreeMap::new();
            let mut gave = Vec::new();
            for (coder, set) in unit.iter().enumerate() {
                for code in set.iter().flatten().copied().filter(|code| *code < codes) {
                    *given.entry(code).or_default() += 1;
                    gave.push(code * coders + coder);
                }
            }
            let cells = given.into_iter().map(|(code, k)| all.cell(code, r, k)).collect();
            let coders = (0..coders).filter(|coder| unit[*coder].is_some()).collect();
            all.units.push(Unit { coders, cells, gave });
        }
        all
    }

    fn cell(&self, code: usize, ratings: usize, given: usize) -> usize {
        (code * (self.most + 1) + ratings) * (self.most + 1) + given
    }

    /// Each unit as often as it was drawn.
    pub fn drawn(&self, times: &[u32]) -> Tally {
        let side = self.most + 1;
        let mut tally = Tally {
            coded: vec![0; side],
            cells: vec![0; self.codes * side * side],
            rated: vec![0; self.coders],
            gave: vec![0; self.codes * self.coders],
        };
        for (unit, times) in self.units.iter().zip(times).filter(|(_, times)| **times > 0) {
            tally.each(unit, |count| *count += times);
        }
        tally
    }

    /// The tally of all units but one.
    pub fn without(&self, all: &Tally, unit: usize) -> Tally {
        let mut tally = all.clone();
        tally.each(&self.units[unit], |count| *count -= 1);
        tally
    }

    /// For each code what the units add up to; the second category means that the code was given.
    pub fn sums<'t>(&'t self, tally: &'t Tally) -> impl Iterator<Item = Sums> + 't {
        (0..self.codes).map(move |code| {
            let cells = (2..=self.most).flat_map(move |ratings| {
                let given =
                    (1..=ratings).map(move |given| (given, tally.cells[self.cell(code, ratings, given)]));
                let not_given = tally.coded[ratings] - given.clone().map(|(_, times)| times).sum::<u32>();
                std::iter::once((0, not_given))
                    .chain(given)
                    .map(move |(given, times)| (ratings, given, times))
            });
            let gave = &tally.gave[code * self.coders..][..self.coders];
            Sums::of_two(
                cells.filter(|(_, _, times)| *times > 0),
                tally.rated.iter().copied().zip(gave.iter().copied()),
            )
        })
    }
}

impl Tally {
    fn each(&mut self, unit: &Unit, mut change: impl FnMut(&mut u32)) {
        change(&mut self.coded[unit.coders.len()]);
        for coder in &unit.coders {
            change(&mut self.rated[*coder]);
        }
        for cell in &unit.cells {
            change(&mut self.cells[*cell]);
        }
        for gave in &unit.gave {
            change(&mut self.gave[*gave]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::coefficient::COEFFICIENTS;
    use super::super::sums::Ratings;
    use super::*;

    fn set(codes: &[usize]) -> Option<CodeSet> {
        Some(codes.iter().copied().collect())
    }

    /// The same as the ratings of each code by itself.
    #[test]
    fn all_codes_at_once_are_each_by_itself() {
        let units = [
            vec![set(&[0, 2]), set(&[2]), None],
            vec![set(&[]), set(&[1, 9]), set(&[1])],
            vec![None, set(&[0]), set(&[0, 1])],
            vec![set(&[2]), None, set(&[0])],
        ];
        let rows: Vec<&[Option<CodeSet>]> = units.iter().map(Vec::as_slice).collect();
        let codes = Codes::new(&rows, 3);
        let alone = |code: usize, times: &[u32]| {
            let of = |codes: &CodeSet| usize::from(codes.contains(&code));
            let rows: Vec<Vec<Option<usize>>> = units
                .iter()
                .map(|unit| unit.iter().map(|codes| codes.as_ref().map(of)).collect())
                .collect();
            Ratings::new(2, &rows).drawn(times)
        };
        let all = codes.drawn(&[1; 4]);
        for (tally, times) in [
            (codes.drawn(&[2, 1, 0, 3]), [2, 1, 0, 3]),
            (codes.without(&all, 1), [1, 0, 1, 1]),
        ] {
            for (code, sums) in codes.sums(&tally).enumerate() {
                let alone = alone(code, &times);
                for kind in COEFFICIENTS {
                    match ((kind.of)(&sums), (kind.of)(&alone)) {
                        (Ok(here), Ok(there)) => {
                            assert!((here - there).abs() < 1e-12, "{} of {code}", kind.id)
                        }
                        (here, there) => assert_eq!(here, there, "{} of {code}", kind.id),
                    }
                }
            }
        }
    }
}
