//! The answers on which coders differ in a code, settled since or not: where agreement comes from.

use super::board::Board;
use super::card::Said;
use super::reliability::independent;

/// A unit that some gave a code and others did not.
#[derive(Debug)]
pub struct Differing<'a> {
    /// The card's place on the board.
    pub place: usize,
    /// What each said before they could see what others said, by name.
    pub said: Vec<&'a Said>,
}

/// In the order of the board; the same units that an [`Agreement`](crate::agreement::Agreement) counts as differing in the
/// code. `code`: as it counts now.
pub fn differing<'a>(board: &'a Board, code: &str) -> Vec<Differing<'a>> {
    let mut differing = Vec::new();
    for (place, card) in board.cards.iter().enumerate() {
        if card.missing.is_some() || card.said.len() < 2 {
            continue;
        }
        let independent = independent(board, card);
        let gave = |said: &Said| board.counted(&said.outcome).given().iter().any(|id| id == code);
        let given = independent.values().filter(|said| gave(said)).count();
        if given > 0 && given < independent.len() {
            let mut said: Vec<&Said> = independent.into_values().collect();
            said.sort_by_key(|said| board.coder(said.coder));
            differing.push(Differing { place, said });
        }
    }
    differing
}
