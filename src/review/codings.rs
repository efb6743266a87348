//! What several people said of the same units, or one person twice, or the machine and a person: ready for
//! [`measure`](crate::agreement::measure).
//!
//! Codes count as the codebook counts them now.

use std::collections::{BTreeMap, BTreeSet};

use super::board::Board;
use super::reliability::independent;
use crate::agreement::CodeSet;
use crate::survey::{CoderId, CodingLayer, Outcome};

/// Stands in a set for an answer that is not codable; a code has its place in the codebook.
const NOT_CODABLE: usize = usize::MAX;

/// Codings of units that two or more coders coded.
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
    /// When the last of the codings was made, in milliseconds since 1970 UTC, for each row of `units`.
    pub moments: Vec<i64>,
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
        let mut codings = Codings {
            coders,
            codes: Vec::new(),
            cards: Vec::new(),
            units: Vec::new(),
            moments: Vec::new(),
            mended: 0,
        };
        for (place, card) in board.cards.iter().enumerate() {
            if card.said.len() < 2 || card.missing.is_some() {
                continue;
            }
            let said = independent(board, card);
            if said.len() < 2 {
                continue;
            }
            let now = |coder: CoderId| card.said_by(coder, CodingLayer::Own);
            codings.mended += u64::from(said.iter().any(|(coder, then)| {
                now(*coder)
                    .is_none_or(|now| !board.counted(&now.outcome).is_like(&board.counted(&then.outcome)))
            }));
            let mut set = |coder: &CoderId| said.get(coder).map(|said| sets.set(&said.outcome));
            codings.units.push(codings.coders.iter().map(&mut set).collect());
            codings.cards.push(place);
            let last = said.values().map(|said| said.moment).max();
            codings.moments.push(last.unwrap_or_default());
        }
        codings.codes = sets.ids();
        codings.of_codes(board)
    }

    /// Without codes that nobody gave because nobody gives them: those that stand above others, or are not in use.
    pub(super) fn of_codes(mut self, board: &Board) -> Codings {
        let codebook = &board.codebook.codebook;
        let given: BTreeSet<usize> = self.units.iter().flatten().flatten().flatten().copied().collect();
        let can_be_given = |id: &str| {
            let code = codebook.code(id).filter(|code| code.is_in_use());
            code.is_some() && codebook.children(id).next().is_none()
        };
        let kept: Vec<usize> = (0..self.codes.len())
            .filter(|place| given.contains(place) || can_be_given(&self.codes[*place]))
            .collect();
        for set in self.units.iter_mut().flatten().flatten() {
            // Not codable stays what it is.
            *set = set
                .iter()
                .map(|place| kept.binary_search(place).unwrap_or(*place))
                .collect();
        }
        self.codes = kept.iter().map(|place| self.codes[*place].clone()).collect();
        self
    }

    /// The columns of these coders only, on units that two or more of them coded.
    pub fn of(&self, coders: &[CoderId]) -> Codings {
        let columns: Vec<usize> = (0..self.coders.len())
            .filter(|at| coders.contains(&self.coders[*at]))
            .collect();
        let only = Codings {
            coders: columns.iter().map(|at| self.coders[*at]).collect(),
            units: self
                .units
                .iter()
                .map(|unit| columns.iter().map(|at| unit[*at].clone()).collect())
                .collect(),
            ..self.clone()
        };
        only.rows(|at| only.units[at].iter().flatten().count() > 1)
    }

    /// The codings of some of the units, by the places of their cards.
    pub fn among(&self, is_wanted: impl Fn(usize) -> bool) -> Codings {
        self.rows(|at| is_wanted(self.cards[at]))
    }

    /// Some of the rows, by their places.
    pub fn rows(&self, is_wanted: impl Fn(usize) -> bool) -> Codings {
        let rows: Vec<usize> = (0..self.cards.len()).filter(|at| is_wanted(*at)).collect();
        Codings {
            coders: self.coders.clone(),
            codes: self.codes.clone(),
            cards: rows.iter().map(|at| self.cards[*at]).collect(),
            units: rows.iter().map(|at| self.units[*at].clone()).collect(),
            moments: rows.iter().map(|at| self.moments[*at]).collect(),
            mended: self.mended,
        }
    }

    /// For each unit and coder the step of a scale, where exactly one was given. `steps`: ids of codes, ascending along the
    /// scale.
    pub fn on_scale(&self, steps: &[&str]) -> Vec<Vec<Option<usize>>> {
        let place = |id: &&str| self.codes.iter().position(|code| code == id);
        let places: Vec<Option<usize>> = steps.iter().map(place).collect();
        let step = |set: &CodeSet| {
            let has = |place: &Option<usize>| place.is_some_and(|place| set.contains(&place));
            let mut given = places.iter().enumerate().filter(|(_, place)| has(place));
            match (given.next(), given.next()) {
                (Some((step, _)), None) => Some(step),
                _ => None,
            }
        };
        self.units
            .iter()
            .map(|unit| unit.iter().map(|set| set.as_ref().and_then(step)).collect())
            .collect()
    }
}

/// Sets of codes by their places; codes that the codebook does not have get places behind it.
pub(super) struct Sets<'a> {
    board: &'a Board,
    places: BTreeMap<String, usize>,
}

impl Sets<'_> {
    pub fn of(board: &Board) -> Sets<'_> {
        let codes = board.codebook.codebook.codes.iter().enumerate();
        Sets {
            board,
            places: codes.map(|(at, code)| (code.id.clone(), at)).collect(),
        }
    }

    /// Ids by place.
    pub fn ids(self) -> Vec<String> {
        let mut ids: Vec<(usize, String)> = self.places.into_iter().map(|(id, at)| (at, id)).collect();
        ids.sort();
        ids.into_iter().map(|(_, id)| id).collect()
    }

    pub fn set(&mut self, outcome: &Outcome) -> CodeSet {
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
