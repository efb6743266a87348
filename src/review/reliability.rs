//! How far coders agree so far, and how far a coder agrees with an earlier self.
//!
//! Compared is what each had said before they could see what others said: while the unit was blind for them, as the first
//! of all, or in a file that was imported. What was mended later counts for the final coding, not here. Codes count as the
//! codebook counts them now. Deliberately absent: coefficients and their intervals
//! (`agreement`).

use std::collections::BTreeMap;

use super::board::Board;
use super::card::{Card, Said};
use super::double::Task;
use crate::agreement::{CodeSet, SetDistance, alpha_of_sets};
use crate::estimate::Estimate;
use crate::survey::{ActionKind, CoderId, CodingLayer, Outcome, Stage};

/// Agreement on units that were coded twice or more; n counts them.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Agreed {
    /// Share of the units for which all said the same.
    pub identical: Estimate,
    /// Krippendorff's alpha over sets of codes, with the distance MASI.
    pub alpha: Estimate,
}

/// How far coders agree so far.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreedSoFar {
    pub all: Agreed,
    /// By name, both.
    pub pairs: Vec<(CoderId, CoderId, Agreed)>,
    /// Units on which somebody said something else after the others' codings could be seen.
    pub mended: u64,
}

/// Stands in a set for an answer that is not codable; a code has its place in the codebook.
const NOT_CODABLE: usize = usize::MAX;

/// What several people said of the same units, ready for [`measure`](crate::agreement::measure).
#[derive(Debug, Clone, PartialEq)]
pub struct Codings {
    /// By name; a column of `units` each.
    pub coders: Vec<CoderId>,
    /// Ids of codes by their places: the codebook's in its order, then those that it does not have.
    pub codes: Vec<String>,
    /// Places of the cards on the board, a row of `units` each.
    pub cards: Vec<usize>,
    /// What each coder gave; "none fits" is the empty set.
    pub units: Vec<Vec<Option<CodeSet>>>,
    /// Units on which somebody said something else after the others' codings could be seen.
    pub mended: u64,
}

impl Codings {
    /// What each person said before they could see what others said, of units that two or more coded.
    pub fn independent(board: &Board) -> Codings {
        let mut coders: Vec<CoderId> = board.coders.iter().map(|(id, _)| *id).collect();
        coders.retain(|coder| board.is_person(*coder));
        coders.sort_by_key(|coder| board.coder(*coder));
        let mut sets = Sets::of(board);
        let (mut cards, mut units, mut mended) = (Vec::new(), Vec::new(), 0);
        for (place, card) in board.cards.iter().enumerate() {
            if card.said.len() < 2 || card.missing.is_some() {
                continue;
            }
            let said = independent(board, card);
            if said.len() < 2 {
                continue;
            }
            let now = |coder: CoderId| card.said_by(coder, CodingLayer::Own);
            mended += u64::from(said.iter().any(|(coder, then)| {
                now(*coder)
                    .is_none_or(|now| !board.counted(&now.outcome).is_like(&board.counted(&then.outcome)))
            }));
            let mut set = |coder: &CoderId| said.get(coder).map(|said| sets.set(&said.outcome));
            units.push(coders.iter().map(&mut set).collect());
            cards.push(place);
        }
        Codings {
            coders,
            codes: sets.ids(),
            cards,
            units,
            mended,
        }
    }

    /// The columns of these coders only, on units that two or more of them coded.
    pub fn of(&self, coders: &[CoderId]) -> Codings {
        let columns: Vec<usize> = (0..self.coders.len())
            .filter(|at| coders.contains(&self.coders[*at]))
            .collect();
        let mut of = Codings {
            coders: columns.iter().map(|at| self.coders[*at]).collect(),
            codes: self.codes.clone(),
            cards: Vec::new(),
            units: Vec::new(),
            mended: self.mended,
        };
        for (card, unit) in self.cards.iter().zip(&self.units) {
            let unit: Vec<Option<CodeSet>> = columns.iter().map(|at| unit[*at].clone()).collect();
            if unit.iter().flatten().count() > 1 {
                of.cards.push(*card);
                of.units.push(unit);
            }
        }
        of
    }

    /// The codings of some of the units.
    pub fn among(&self, is_wanted: impl Fn(usize) -> bool) -> Codings {
        let wanted = |at: &usize| is_wanted(self.cards[*at]);
        let places: Vec<usize> = (0..self.cards.len()).filter(wanted).collect();
        Codings {
            coders: self.coders.clone(),
            codes: self.codes.clone(),
            cards: places.iter().map(|at| self.cards[*at]).collect(),
            units: places.iter().map(|at| self.units[*at].clone()).collect(),
            mended: self.mended,
        }
    }
}

/// Agreement of people on the units of a board.
pub fn agreed_so_far(board: &Board) -> AgreedSoFar {
    let codings = Codings::independent(board);
    let mut pairs = Vec::new();
    for (at, one) in codings.coders.iter().enumerate() {
        for other in &codings.coders[..at] {
            let both = codings.of(&[*other, *one]);
            if !both.units.is_empty() {
                pairs.push((*other, *one, agreed(&both.units)));
            }
        }
    }
    AgreedSoFar {
        all: agreed(&codings.units),
        pairs,
        mended: codings.mended,
    }
}

/// How far a coder said the same again after some time.
pub fn stability(board: &Board, coder: CoderId) -> Agreed {
    let mut sets = Sets::of(board);
    let mut units = Vec::new();
    for card in &board.cards {
        let Some(again) = card.said_by(coder, CodingLayer::Again) else {
            continue;
        };
        let history = card.history();
        let before = history.iter().rfind(|said| {
            said.coder == coder && said.layer == CodingLayer::Own && said.moment < again.moment
        });
        if let Some(before) = before.filter(|said| is_decided(said))
            && is_decided(again)
        {
            units.push(vec![
                Some(sets.set(&before.outcome)),
                Some(sets.set(&again.outcome)),
            ]);
        }
    }
    agreed(&units)
}

/// What each person had said of a unit before they could see what others said of it.
pub(super) fn independent<'a>(board: &Board, card: &'a Card) -> BTreeMap<CoderId, &'a Said> {
    let mut independent: BTreeMap<CoderId, &Said> = BTreeMap::new();
    let mut decided: Vec<CoderId> = Vec::new();
    for said in card.history() {
        if said.layer != CodingLayer::Own || !board.is_person(said.coder) {
            continue;
        }
        let alone = decided.iter().all(|coder| *coder == said.coder);
        let blind = || board.task(card, said.coder) == Task::Together && !decided.contains(&said.coder);
        if !is_decided(said) {
            // Taken back or put off: what is said next is said blind again.
            independent.remove(&said.coder);
        } else if alone || said.kind == ActionKind::Import || blind() {
            independent.insert(said.coder, said);
        }
        decided.retain(|coder| *coder != said.coder);
        if is_decided(said) {
            decided.push(said.coder);
        }
    }
    independent
}

fn is_decided(said: &Said) -> bool {
    said.outcome != Outcome::Withdrawn && said.stage() == Stage::Decided
}

fn agreed(units: &[Vec<Option<CodeSet>>]) -> Agreed {
    let identical = units.iter().filter(|unit| {
        let mut said = unit.iter().flatten();
        let first = said.next();
        said.all(|set| Some(set) == first)
    });
    let n = units.len() as u64;
    Agreed {
        identical: Estimate::share(identical.count() as u64, n),
        alpha: Estimate::of(alpha_of_sets(units, SetDistance::Masi), None, n),
    }
}

/// Sets of codes by their places; codes that the codebook does not have get places behind it.
struct Sets<'a> {
    board: &'a Board,
    places: BTreeMap<String, usize>,
}

impl Sets<'_> {
    fn of(board: &Board) -> Sets<'_> {
        let codes = board.codebook.codebook.codes.iter().enumerate();
        Sets {
            board,
            places: codes.map(|(at, code)| (code.id.clone(), at)).collect(),
        }
    }

    /// Ids by place.
    fn ids(self) -> Vec<String> {
        let mut ids: Vec<(usize, String)> = self.places.into_iter().map(|(id, at)| (at, id)).collect();
        ids.sort();
        ids.into_iter().map(|(_, id)| id).collect()
    }

    fn set(&mut self, outcome: &Outcome) -> CodeSet {
        match self.board.counted(outcome) {
            Outcome::NotCodable => CodeSet::from([NOT_CODABLE]),
            Outcome::Codes(codes) => codes
                .into_iter()
                .map(|code| {
                    let next = self.places.len();
                    *self.places.entry(code).or_insert(next)
                })
                .collect(),
            _ => CodeSet::new(),
        }
    }
}
