//! Codings of two that are no two people: a person and an earlier self, the machine and a person.

use rustc_hash::FxHashSet;

use super::board::Board;
use super::card::{Card, Said};
use super::codings::{Codings, Sets};
use super::reliability::{independent, is_decided};
use crate::survey::{CoderId, CodingLayer, Outcome};

/// Whether somebody who coded saw what the machine suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aid {
    /// Suggestions were in sight, so the coding is not independent of them.
    Suggested,
    /// Suggestions were kept back, or not shown.
    Unaided,
}

impl Aid {
    pub const ALL: [Aid; 2] = [Aid::Unaided, Aid::Suggested];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Aid::Suggested => "suggested",
            Aid::Unaided => "unaided",
        }
    }
}

impl Codings {
    /// What a coder said first, and what the same coder said again later.
    pub fn twice(board: &Board, coder: CoderId) -> Codings {
        let mut pairing = Pairing::of(board, coder);
        for (place, card) in board.cards.iter().enumerate() {
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
                pairing.add(place, &before.outcome, again);
            }
        }
        pairing.done(board)
    }

    /// What the machine suggested (in the first column), and what a coder then said, before seeing what others said. Only units for
    /// which something was suggested count, and of units that were decided together one.
    pub fn with_machine(board: &Board, coder: CoderId, aid: Aid) -> Codings {
        let mut pairing = Pairing::of(board, coder);
        let mut acted: FxHashSet<&str> = FxHashSet::default();
        for (place, card) in board.cards.iter().enumerate() {
            if card.missing.is_some() || !card.said.iter().any(|said| said.coder == coder) {
                continue;
            }
            let independent = independent(board, card);
            let Some(said) = independent.get(&coder).copied() else {
                continue;
            };
            let (shown, suggested) = suggested(board, card, said);
            if shown == aid && !suggested.is_empty() && acted.insert(&said.uid) {
                pairing.add(place, &Outcome::Codes(suggested), said);
            }
        }
        pairing.done(board)
    }
}

/// What was suggested for a unit when somebody coded it; units that are decided keep it.
fn suggested(board: &Board, card: &Card, said: &Said) -> (Aid, Vec<String>) {
    match (&said.seen, &said.withheld) {
        (_, Some(withheld)) => (Aid::Unaided, withheld.clone()),
        (Some(seen), None) => (Aid::Suggested, seen.clone()),
        (None, None) => {
            let codes = &board.codebook.codebook.codes;
            let ids = card
                .suggestions
                .iter()
                .map(|proposed| codes[proposed.code].id.clone());
            (Aid::Unaided, ids.collect())
        }
    }
}

struct Pairing<'a> {
    sets: Sets<'a>,
    codings: Codings,
}

impl Pairing<'_> {
    fn of(board: &Board, coder: CoderId) -> Pairing<'_> {
        Pairing {
            sets: Sets::of(board),
            codings: Codings {
                coders: vec![coder; 2],
                codes: Vec::new(),
                cards: Vec::new(),
                units: Vec::new(),
                moments: Vec::new(),
                mended: 0,
            },
        }
    }

    fn add(&mut self, place: usize, first: &Outcome, second: &Said) {
        let both = vec![Some(self.sets.set(first)), Some(self.sets.set(&second.outcome))];
        self.codings.units.push(both);
        self.codings.cards.push(place);
        self.codings.moments.push(second.moment);
    }

    fn done(mut self, board: &Board) -> Codings {
        self.codings.codes = self.sets.ids();
        self.codings.of_codes(board)
    }
}
