//! Answers that no code caught: where new categories are to be found.
//!
//! Deliberately absent: the words in which they differ from the others (`search`, keywords).

use super::card::Card;
use super::view::View;
use crate::survey::{Outcome, UnitId};

/// Answers with and without a code, as far as a coder may see; both ascending. What somebody found not codable is in neither.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Uncaught {
    /// Nobody gave a code, and, unless somebody decided that none fits, none is suggested.
    pub uncaught: Vec<UnitId>,
    pub caught: Vec<UnitId>,
}

impl View<'_> {
    /// `residual`: places of codes that do not count as catching, as a code for what is left over.
    pub fn uncaught(&self, residual: &[usize]) -> Uncaught {
        let mut all = Uncaught::default();
        for card in self.board.cards.iter().filter(|card| card.missing.is_none()) {
            match self.is_caught(card, residual) {
                Some(true) => all.caught.push(card.unit),
                Some(false) => all.uncaught.push(card.unit),
                None => {}
            }
        }
        all
    }

    /// None where somebody found it not codable and nobody gave a code.
    fn is_caught(&self, card: &Card, residual: &[usize]) -> Option<bool> {
        let catches = |code: &usize| !residual.contains(code);
        let (mut not_codable, mut decided) = (false, false);
        for said in self.own(card) {
            if self.given(&said.outcome).iter().any(catches) {
                return Some(true);
            }
            match said.outcome {
                Outcome::NotCodable => not_codable = true,
                Outcome::NoneFits | Outcome::Codes(_) => decided = true,
                Outcome::Deferred | Outcome::Begun { .. } | Outcome::Withdrawn => {}
            }
        }
        if not_codable {
            return None;
        }
        let mut suggested = self.suggestions(card).iter().map(|proposed| proposed.code);
        Some(!decided && suggested.any(|code| catches(&code)))
    }
}
