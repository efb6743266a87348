//! How far people agree, with every coefficient: all of them, each pair, in groups of units, on scales, over time; each with an
//! earlier self, and with the machine.

use super::board::Board;
use super::codings::Codings;
use super::over_time::Stretch;
use super::pairings::Aid;
use crate::agreement::{Agreement, Intervals, Ordered, measure, measure_ordered};
use crate::estimate::IntervalKind;
use crate::survey::CoderId;
use crate::words::Text;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    #[default]
    Everything,
    /// All together, by groups and over time, but not each by each: that takes the longer the more coders there are.
    Together,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// Empty: everybody.
    pub coders: Vec<CoderId>,
    /// Places of background columns.
    pub by: Vec<usize>,
    pub over_time: Option<Stretch>,
    pub scope: Scope,
    pub intervals: Intervals,
}

/// How far they agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Names of those who coded a unit that somebody else coded too.
    pub coders: Vec<String>,
    /// Ids of the codes, in the order of the agreement's.
    pub codes: Vec<String>,
    pub all: Agreement,
    /// Each pair of coders, where there are more than two.
    pub pairs: Vec<((String, String), Agreement)>,
    /// For each column the agreement in each of its values, in natural order.
    pub groups: Vec<(String, Vec<(String, Agreement)>)>,
    /// Each code whose codes below are steps of a scale, by its id.
    pub scales: Vec<(String, Ordered)>,
    /// One stretch of time after the other, where it was asked for.
    pub over_time: Option<(Stretch, Vec<(Text, Agreement)>)>,
    /// Each coder with an earlier self.
    pub again: Vec<Paired>,
    /// The machine with each coder, those first who did not see its suggestions.
    pub machine: Vec<(Aid, Paired)>,
    pub intervals: Intervals,
    /// Units on which somebody said something else after the others' codings could be seen.
    pub mended: u64,
}

/// A coder with an earlier self, or with the machine.
#[derive(Debug, Clone, PartialEq)]
pub struct Paired {
    /// By name.
    pub coder: String,
    /// Ids of the codes, in the order of the agreement's.
    pub codes: Vec<String>,
    pub agreement: Agreement,
}

/// Of more codings than this coders are compared each by each with the jackknife, whatever was asked for: drawing units again for every two
/// of them would take many times as long as for all together.
const MANY: usize = 15_000;

impl Comparison {
    pub fn of(&self, board: &Board) -> Compared {
        let mut codings = Codings::independent(board);
        if !self.coders.is_empty() {
            codings = codings.of(&self.coders);
        }
        let took_part = |at: &usize| codings.units.iter().any(|unit| unit[*at].is_some());
        let present: Vec<CoderId> = (0..codings.coders.len())
            .filter(took_part)
            .map(|at| codings.coders[at])
            .collect();
        let codings = codings.of(&present);
        Compared {
            coders: present.iter().map(|coder| name(board, *coder)).collect(),
            all: self.agreement(&codings),
            pairs: self.pairs(board, &codings),
            groups: self
                .by
                .iter()
                .map(|column| self.groups(board, &codings, *column))
                .collect(),
            scales: self.scales(board, &codings),
            over_time: self
                .over_time
                .map(|stretch| (stretch, self.stretches(&codings, stretch))),
            again: self.each(board, |coder| Codings::twice(board, coder)),
            machine: Aid::ALL
                .into_iter()
                .flat_map(|aid| {
                    let paired = self.each(board, |coder| Codings::with_machine(board, coder, aid));
                    paired.into_iter().map(move |paired| (aid, paired))
                })
                .collect(),
            intervals: self.intervals,
            mended: codings.mended,
            codes: codings.codes,
        }
    }

    fn agreement(&self, codings: &Codings) -> Agreement {
        measure(&codings.units, codings.codes.len(), self.intervals)
    }

    /// The same with intervals that are there at once.
    fn soon(&self, codings: &Codings) -> Agreement {
        let intervals = match self.intervals {
            Intervals { draws, .. } if draws.n > 0 => Intervals {
                kind: IntervalKind::Jackknife,
                draws,
            },
            none => none,
        };
        measure(&codings.units, codings.codes.len(), intervals)
    }

    fn pairs(&self, board: &Board, codings: &Codings) -> Vec<((String, String), Agreement)> {
        let present = &codings.coders;
        let mut pairs = Vec::new();
        if present.len() > 2 && self.scope == Scope::Everything {
            let codings_of_all: usize = codings
                .units
                .iter()
                .map(|unit| unit.iter().flatten().count())
                .sum();
            for (at, other) in present.iter().enumerate() {
                for one in &present[..at] {
                    let both = codings.of(&[*one, *other]);
                    if !both.units.is_empty() {
                        let agreement = match codings_of_all > MANY {
                            true => self.soon(&both),
                            false => self.agreement(&both),
                        };
                        pairs.push(((name(board, *one), name(board, *other)), agreement));
                    }
                }
            }
        }
        pairs
    }

    fn groups(&self, board: &Board, codings: &Codings, column: usize) -> (String, Vec<(String, Agreement)>) {
        let value = |card: usize| board.value(&board.cards[card], column).unwrap_or_default();
        let mut values: Vec<&str> = codings.cards.iter().map(|card| value(*card)).collect();
        values.sort_by_cached_key(|value| board.labels.key(column, value));
        values.dedup();
        let groups = values.into_iter().map(|wanted| {
            let group = codings.among(|card| value(card) == wanted);
            (wanted.to_owned(), self.agreement(&group))
        });
        (board.background[column].clone(), groups.collect())
    }

    fn scales(&self, board: &Board, codings: &Codings) -> Vec<(String, Ordered)> {
        let codebook = &board.codebook.codebook;
        let scale = |id: &String| {
            let steps = codebook.steps(id)?;
            let steps: Vec<&str> = steps.iter().map(|step| step.id.as_str()).collect();
            let units = codings.on_scale(&steps);
            Some((id.clone(), measure_ordered(&units, steps.len(), self.intervals)))
        };
        codebook.codes.iter().filter_map(|code| scale(&code.id)).collect()
    }

    fn stretches(&self, codings: &Codings, stretch: Stretch) -> Vec<(Text, Agreement)> {
        let (names, places) = stretch.divide(&codings.moments);
        let part = |at: usize| self.agreement(&codings.rows(|row| places[row] == at));
        names
            .into_iter()
            .enumerate()
            .map(|(at, name)| (name, part(at)))
            .collect()
    }

    /// Of each person who is asked for and has any such codings.
    fn each(&self, board: &Board, codings: impl Fn(CoderId) -> Codings) -> Vec<Paired> {
        if self.scope == Scope::Together {
            return Vec::new();
        }
        let asked = |coder: &CoderId| self.coders.is_empty() || self.coders.contains(coder);
        let mut people: Vec<CoderId> = board.coders.iter().map(|(id, _)| *id).collect();
        people.retain(|coder| board.is_person(*coder) && asked(coder));
        people.sort_by_key(|coder| board.coder(*coder));
        let of = people.into_iter().map(|coder| (coder, codings(coder)));
        let of: Vec<(CoderId, Codings)> = of.filter(|(_, codings)| !codings.units.is_empty()).collect();
        let all: usize = of.iter().map(|(_, codings)| 2 * codings.units.len()).sum();
        of.into_iter()
            .map(|(coder, codings)| Paired {
                coder: name(board, coder),
                agreement: match all > MANY {
                    true => self.soon(&codings),
                    false => self.agreement(&codings),
                },
                codes: codings.codes,
            })
            .collect()
    }
}

fn name(board: &Board, coder: CoderId) -> String {
    board
        .coder(coder)
        .map_or_else(String::new, |coder| coder.name.clone())
}
