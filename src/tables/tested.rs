//! Whether the groups of a crosstab differ: which test is valid where, and what it gives.
//!
//! In exclusive counting every case is in one cell, so that one test is made of the whole table: χ² where there are enough cases
//! (Cochran 1954), Fisher's exact test where there are not. A case with several mentions stands in several columns: one χ² over
//! all of them would count it several times, so each code has a test of its own, giving it or not, corrected after Holm.
//!
//! Units of one respondent are not independent. Where respondents have several, whole respondents are permuted instead.

use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};

use super::axis::Axis;
use super::choice::Base;
use super::pass::{Counted, Profile};
use super::places::Place;
use super::table::{Counting, Kind, Line};
use super::tally::Layer;
use crate::estimate::{
    Bundles, Cell, ChiSquare, Contingency, CramersV, Draws, PValue, Undefined, cases, chi_square_of, fisher,
    holm, permuted,
};

/// Largest error probability that is called significant.
pub const ERROR: f64 = 0.05;
/// Beyond ± this an adjusted residual stands out (5 % of cells by chance).
pub const STANDS_OUT: f64 = 1.959_963_984_540_054;

/// What a test of a crosstab came to.
#[derive(Debug, Clone, Serialize)]
pub struct Tested {
    /// The groups that are compared, in the order of the data.
    pub groups: Vec<String>,
    /// Cases that belong to no group, because the column is empty there.
    pub without_group: u64,
    pub dependence: Dependence,
    pub draws: Draws,
    pub outcome: Outcome,
}

/// Whether the cases can be taken for independent of one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dependence {
    /// Every case is another respondent.
    Independent,
    /// Respondents have several cases.
    SameRespondent {
        respondents: u64,
        cases: u64,
        /// Respondents whose cases are in several groups; in each they are permuted as one of their own.
        in_several_groups: u64,
    },
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Exclusive counting.
    Whole {
        /// The columns of the test, disjoint: a dimension holds what was given no code below it.
        columns: Vec<Column>,
        /// By group and column; none in a column nobody is in.
        cells: Vec<Vec<Option<Cell>>>,
        #[serde(serialize_with = "known")]
        test: std::result::Result<Test, Undefined>,
    },
    /// Mentions.
    PerCode(Vec<CodeTest>),
}

#[derive(Debug, Clone, Serialize)]
pub struct Column {
    pub id: String,
    #[serde(skip)]
    pub line: Line,
    /// Codes of this dimension have columns of their own.
    pub without_children: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Test {
    pub chi_square: ChiSquare,
    pub by: By,
    pub p: PValue,
    pub cramers_v: CramersV,
}

/// From which distribution `p` comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    ChiSquare,
    /// Too few cases for χ².
    Fisher,
    /// Respondents with several cases.
    Permutation,
}

#[derive(Debug, Clone, Serialize)]
pub struct CodeTest {
    pub id: String,
    #[serde(skip)]
    pub line: Line,
    pub n: u64,
    #[serde(serialize_with = "known")]
    pub test: std::result::Result<Test, Undefined>,
    /// `p` corrected after Holm over all codes that could be tested.
    pub p_holm: Option<f64>,
    /// How many of each group gave the code.
    pub cells: Vec<Option<Cell>>,
}

impl Counted {
    /// Tests a crosstab. `axis`: of one background column.
    pub(super) fn tested(&self, axis: &Axis, layer: Layer, counting: Counting, draws: Draws) -> Tested {
        let lines = self.all_lines(counting);
        let named: Vec<usize> = (0..axis.groups.len())
            .filter(|at| axis.groups[*at].is_some())
            .collect();
        let places = self.places(layer, counting);
        let mut bundled = Bundled::of(axis, &lines, |profile| places.of(profile), self.base);
        bundled.keep_groups(&named);
        let groups = bundled.groups.iter().filter_map(|at| axis.groups[*at].clone());
        let outcome = match counting {
            Counting::Exclusive => self.whole(&bundled, &lines, draws),
            Counting::Mentions => Outcome::PerCode(per_code(&bundled, &lines, draws)),
        };
        Tested {
            groups: groups.collect(),
            without_group: bundled.without_group,
            dependence: bundled.dependence,
            draws,
            outcome,
        }
    }

    fn whole(&self, bundled: &Bundled, lines: &[Line], draws: Draws) -> Outcome {
        let mut counts = bundled.counts();
        for row in &mut counts {
            row.truncate(lines.len());
        }
        let table = Contingency::of(&counts);
        let statistic =
            |counts: &[Vec<u64>]| vec![chi_square_of(counts.iter().map(|row| &row[..lines.len()]))];
        let test = table
            .as_ref()
            .map_err(|why| *why)
            .map(|table| bundled.test(table, draws, || permuted(&bundled.kinds, draws, statistic)[0]));
        let is_kept = |at: usize| counts.iter().any(|row| row[at] > 0);
        let kept: Vec<usize> = (0..lines.len()).filter(|at| is_kept(*at)).collect();
        let cell = |group: usize, at: usize| table.as_ref().ok().and_then(|table| table.at(group, at));
        Outcome::Whole {
            cells: (0..counts.len())
                .map(|group| kept.iter().map(|at| cell(group, *at)).collect())
                .collect(),
            columns: kept
                .iter()
                .map(|at| Column {
                    id: lines[*at].id.clone(),
                    line: lines[*at].clone(),
                    without_children: self.is_parent(&lines[*at]),
                })
                .collect(),
            test,
        }
    }
}

/// The last column of the counts of mentions holds the base.
fn per_code(bundled: &Bundled, lines: &[Line], draws: Draws) -> Vec<CodeTest> {
    let counts = bundled.counts();
    let given = |counts: &[Vec<u64>], at: usize| -> Vec<[u64; 2]> {
        let row = |row: &Vec<u64>| [row[at], row[lines.len()] - row[at]];
        counts.iter().map(row).collect()
    };
    let drawn = match bundled.dependence {
        Dependence::Independent => Vec::new(),
        Dependence::SameRespondent { .. } => permuted(&bundled.kinds, draws, |counts| {
            (0..lines.len())
                .map(|at| chi_square_of(given(counts, at).iter().map(|row| &row[..])))
                .collect()
        }),
    };
    let mut tests: Vec<CodeTest> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let rows: Vec<Vec<u64>> = given(&counts, at).iter().map(|row| row.to_vec()).collect();
            let table = Contingency::of(&rows);
            CodeTest {
                id: line.id.clone(),
                line: line.clone(),
                n: rows.iter().map(|row| row[0]).sum(),
                cells: (0..rows.len())
                    .map(|group| table.as_ref().ok().and_then(|table| table.at(group, 0)))
                    .collect(),
                test: table.map(|table| bundled.test(&table, draws, || drawn[at])),
                p_holm: None,
            }
        })
        .collect();
    tests.retain(|code| code.line.kind == Kind::Code || code.n > 0);
    let p: Vec<Option<f64>> = tests
        .iter()
        .map(|code| code.test.ok().map(|test| test.p.value()))
        .collect();
    for (code, p) in tests.iter_mut().zip(holm(&p)) {
        code.p_holm = p;
    }
    tests
}

/// The test, or `{"undefined": "one_category"}`.
fn known<S: Serializer>(
    test: &std::result::Result<Test, Undefined>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    match test {
        Ok(test) => test.serialize(serializer),
        Err(why) => serializer.collect_map([("undefined", why.id())]),
    }
}

/// What each respondent has, those alike together.
struct Bundled {
    kinds: Vec<Bundles>,
    /// Places of the groups.
    groups: Vec<usize>,
    without_group: u64,
    dependence: Dependence,
}

impl Bundled {
    /// One column per line and one for the base.
    fn of(axis: &Axis, lines: &[Line], place: impl Fn(Profile) -> Option<Vec<Place>>, base: Base) -> Bundled {
        let mut known: FxHashMap<Profile, Option<Vec<u64>>> = FxHashMap::default();
        let mut holds = |profile: Profile| -> Option<Vec<u64>> {
            let read = || {
                place(profile).map(|places| {
                    let of = |line: &Line| u64::from(places.contains(&Place::of(line)));
                    lines.iter().map(of).chain([1]).collect()
                })
            };
            known.entry(profile).or_insert_with(read).clone()
        };
        let mut kinds: FxHashMap<Vec<u64>, Vec<u64>> = FxHashMap::default();
        let mut add = |holds: Vec<u64>, group: u32, times: u64| {
            let groups = kinds.entry(holds).or_insert_with(|| vec![0; axis.groups.len()]);
            groups[group as usize] += times;
        };
        let mut dependence = Dependence::Independent;
        if base == Base::Respondents || axis.respondents.is_empty() {
            for (group, profile, times) in &axis.profiles {
                if let Some(holds) = holds(*profile) {
                    add(holds, *group, *times);
                }
            }
        } else {
            let (mut respondents, mut cases, mut several) = (0, 0, 0);
            for (_, of_one) in &axis.respondents {
                let mut groups = 0;
                for (group, profiles) in of_one {
                    let mut all = vec![0; lines.len() + 1];
                    for (profile, times) in profiles {
                        for (sum, n) in all.iter_mut().zip(holds(*profile).unwrap_or_default()) {
                            *sum += n * times;
                        }
                    }
                    let base = all[lines.len()];
                    if base > 0 {
                        groups += 1;
                        cases += base;
                        add(all, *group, 1);
                    }
                }
                respondents += u64::from(groups > 0);
                several += u64::from(groups > 1);
            }
            if cases > respondents {
                dependence = Dependence::SameRespondent {
                    respondents,
                    cases,
                    in_several_groups: several,
                };
            }
        }
        let mut kinds: Vec<Bundles> = kinds
            .into_iter()
            .map(|(holds, in_group)| Bundles { holds, in_group })
            .collect();
        kinds.sort_by(|a, b| a.holds.cmp(&b.holds));
        Bundled {
            kinds,
            groups: Vec::new(),
            without_group: 0,
            dependence,
        }
    }

    /// Only these groups, and of them those with a case.
    fn keep_groups(&mut self, groups: &[usize]) {
        let base = |kind: &Bundles| kind.holds.last().copied().unwrap_or(0);
        let cases = |at: usize| -> u64 { self.kinds.iter().map(|kind| base(kind) * kind.in_group[at]).sum() };
        let all = self.kinds.first().map_or(0, |kind| kind.in_group.len());
        self.without_group = (0..all).filter(|at| !groups.contains(at)).map(cases).sum();
        self.groups = groups.iter().copied().filter(|at| cases(*at) > 0).collect();
        for kind in &mut self.kinds {
            kind.in_group = self.groups.iter().map(|at| kind.in_group[*at]).collect();
        }
        self.kinds.retain(|kind| kind.in_group.iter().any(|n| *n > 0));
    }

    /// By group; the last column is the base.
    fn counts(&self) -> Vec<Vec<u64>> {
        cases(&self.kinds)
    }

    fn test(&self, table: &Contingency, draws: Draws, permuted: impl FnOnce() -> PValue) -> Test {
        let chi_square = table.chi_square();
        let (by, p) = match self.dependence {
            Dependence::SameRespondent { .. } => (By::Permutation, permuted()),
            Dependence::Independent if chi_square.has_enough() => {
                (By::ChiSquare, PValue::Exact(chi_square.p))
            }
            Dependence::Independent => (By::Fisher, fisher(table, draws)),
        };
        Test {
            chi_square,
            by,
            p,
            cramers_v: table.cramers_v(),
        }
    }
}
