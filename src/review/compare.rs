//! How far people agree, with every coefficient: all of them, each pair, and in groups of units.

use super::board::Board;
use super::reliability::Codings;
use crate::agreement::{Agreement, Intervals, measure};
use crate::survey::{CoderId, natural};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// Empty: everybody.
    pub coders: Vec<CoderId>,
    /// Places of background columns.
    pub by: Vec<usize>,
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
    pub intervals: Intervals,
    /// Units on which somebody said something else after the others' codings could be seen.
    pub mended: u64,
}

impl Comparison {
    pub fn of(&self, board: &Board) -> Compared {
        let mut codings = Codings::independent(board);
        if !self.coders.is_empty() {
            codings = codings.of(&self.coders);
        }
        let name = |coder: CoderId| {
            board
                .coder(coder)
                .map_or_else(String::new, |coder| coder.name.clone())
        };
        let took_part = |at: &usize| codings.units.iter().any(|unit| unit[*at].is_some());
        let present: Vec<CoderId> = (0..codings.coders.len())
            .filter(took_part)
            .map(|at| codings.coders[at])
            .collect();
        let codings = codings.of(&present);
        let agreement = |codings: &Codings| measure(&codings.units, codings.codes.len(), self.intervals);
        let mut pairs = Vec::new();
        if present.len() > 2 {
            for (at, other) in present.iter().enumerate() {
                for one in &present[..at] {
                    let both = codings.of(&[*one, *other]);
                    if !both.units.is_empty() {
                        pairs.push(((name(*one), name(*other)), agreement(&both)));
                    }
                }
            }
        }
        let groups = self.by.iter().map(|column| {
            let value = |card: usize| board.value(&board.cards[card], *column).unwrap_or_default();
            let mut values: Vec<&str> = codings.cards.iter().map(|card| value(*card)).collect();
            values.sort_by(|left, right| natural(left, right));
            values.dedup();
            let groups = values.into_iter().map(|wanted| {
                let group = codings.among(|card| value(card) == wanted);
                (wanted.to_owned(), agreement(&group))
            });
            (board.background[*column].clone(), groups.collect())
        });
        Compared {
            coders: present.iter().map(|coder| name(*coder)).collect(),
            groups: groups.collect(),
            all: agreement(&codings),
            pairs,
            intervals: self.intervals,
            mended: codings.mended,
            codes: codings.codes,
        }
    }
}
