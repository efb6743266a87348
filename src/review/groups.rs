//! Cards that have something in common, found from any of them: answers that say the same, answers of one respondent.

use super::board::Board;
use super::card::Card;

/// Cards by what they have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups<K>(Vec<(K, u32)>);

impl<K: Ord> Groups<K> {
    /// All cards of the board for which `common` names something.
    pub fn of(board: &Board, common: impl Fn(&Card) -> Option<K>) -> Groups<K> {
        let cards = (0..).zip(&board.cards);
        let mut ordered: Vec<(K, u32)> = cards
            .filter_map(|(place, card)| Some((common(card)?, place)))
            .collect();
        ordered.sort_unstable();
        Groups(ordered)
    }

    /// Places of all cards that have this in common, ascending.
    pub fn with<'g>(&'g self, common: &K) -> impl Iterator<Item = usize> + use<'g, K> {
        let start = self.0.partition_point(|(other, _)| other < common);
        let end = self.0.partition_point(|(other, _)| other <= common);
        self.0[start..end].iter().map(|(_, place)| *place as usize)
    }
}
