//! Whether suggestions sway those who see them (anchoring: Tversky & Kahneman 1974, "Judgment under uncertainty", Science
//! 185: 1124–1131): of a share of the units, drawn at random, suggestions are kept back until they are decided, and what was
//! decided is compared with what would have been suggested.
//!
//! Drawn from the unit's key alone, so that copies of a study draw alike, and by a draw of its own: among the first units of
//! the order at random there are as many without suggestions as among the last.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::board::Board;
use super::card::{Card, Said};
use super::draw::{drawn_of, is_among};
use super::view::View;
use crate::estimate::{Estimate, Share};
use crate::problem::{Problem, Result};
use crate::survey::{CoderId, CoderKind, Outcome};

/// Of how many of a hundred units suggestions are kept back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WithoutSuggestions(u32);

impl WithoutSuggestions {
    /// The name of the setting.
    pub const SETTING: &str = "without_suggestions";
    /// More than half would leave too few to compare with.
    pub const MOST: u32 = 50;

    /// # Errors
    /// More than [`WithoutSuggestions::MOST`] percent.
    pub fn percent(percent: u32) -> Result<WithoutSuggestions> {
        if percent <= Self::MOST {
            return Ok(WithoutSuggestions(percent));
        }
        let most = Self::MOST;
        Err(Problem::input(
            format!("Ohne Vorschläge können höchstens {most} % der Antworten kommen, nicht {percent} %."),
            format!("At most {most}% of the answers can come without suggestions, not {percent}%."),
        )
        .hint("Üblich sind 10 %.", "10% is usual."))
    }

    pub fn of_a_hundred(self) -> u32 {
        self.0
    }

    /// Whether the suggestions for a unit are kept back, by its key.
    pub fn takes(self, key: &str) -> bool {
        is_among(drawn_of(&["without suggestions", key]), self.0)
    }
}

/// How often decisions are the same codes as were suggested, with suggestions in sight and without. Only units for which
/// something was suggested count, and of units that were decided together one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sway {
    pub shown: Share,
    pub withheld: Share,
}

impl Sway {
    /// What people decided, all of them or one, as far as whoever looks may see.
    pub fn of(view: &View<'_>, coder: Option<CoderId>) -> Sway {
        let board = view.board;
        let mut sway = Sway {
            shown: Share { part: 0, whole: 0 },
            withheld: Share { part: 0, whole: 0 },
        };
        let mut acted: FxHashSet<&str> = FxHashSet::default();
        let counts = |said: &&Said| {
            coder.is_none_or(|coder| coder == said.coder)
                && board
                    .coder(said.coder)
                    .is_some_and(|coder| coder.kind == CoderKind::Person)
        };
        for said in board.cards.iter().flat_map(|card| view.own(card).filter(counts)) {
            let (share, suggested) = match (&said.withheld, &said.seen) {
                (Some(withheld), _) => (&mut sway.withheld, withheld),
                (None, Some(seen)) => (&mut sway.shown, seen),
                (None, None) => continue,
            };
            let given = match &said.outcome {
                Outcome::Codes(codes) => &codes[..],
                Outcome::NoneFits | Outcome::NotCodable => &[],
                Outcome::Deferred | Outcome::Begun { .. } | Outcome::Withdrawn => continue,
            };
            if suggested.is_empty() || !acted.insert(&said.uid) {
                continue;
            }
            share.whole += 1;
            share.part += u64::from(is_same(board, given, suggested));
        }
        sway
    }

    /// By how much more often the suggested codes are given when they are in sight.
    pub fn difference(&self) -> Estimate {
        self.shown.above(self.withheld)
    }
}

impl Board {
    /// Whether the suggestions for a unit are kept back from a coder who still has to decide on it.
    pub fn withholds(&self, card: &Card, coder: CoderId) -> bool {
        self.team.without.takes(&card.key) && self.is_open(card, coder)
    }
}

/// The same codes, in any order, as the codebook counts them now.
fn is_same(board: &Board, given: &[String], suggested: &[String]) -> bool {
    let codebook = &board.codebook.codebook;
    let counted = |ids: &[String]| -> FxHashSet<String> {
        let now = |id: &String| {
            codebook
                .resolve(id)
                .counts_as()
                .map_or(id.clone(), |code| code.id.clone())
        };
        ids.iter().map(now).collect()
    };
    counted(given) == counted(suggested)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_drawn_apart_from_the_random_order() {
        let tenth = WithoutSuggestions::percent(10).unwrap();
        let mut keys: Vec<String> = (0..20_000).map(|key| format!("r{key}")).collect();
        keys.sort_by_key(|key| super::super::draw::drawn(key));
        for part in keys.chunks(5_000) {
            let taken = part.iter().filter(|key| tenth.takes(key)).count();
            assert!(taken.abs_diff(500) < 90, "{taken} of 5000, whenever they come up");
        }
        assert!(!keys.iter().any(|key| WithoutSuggestions::default().takes(key)));
        assert!(WithoutSuggestions::percent(51).is_err());
    }
}
