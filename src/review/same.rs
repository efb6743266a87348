//! Answers to one question that say the same, and how they are coded: differently, or not all of them yet.
//!
//! Deliberately absent: answers that say nearly the same (`near`).

use std::collections::BTreeMap;

use super::view::View;
use crate::survey::{CoderId, Outcome, QuestionId};

/// Answers that say the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Same {
    /// Places on the board, ascending; at least two.
    pub places: Vec<usize>,
    /// How they are coded, the most frequent first.
    pub variants: Vec<Variant>,
    /// Places that the coder has not decided.
    pub open: Vec<usize>,
}

/// A whole coding that some of them have.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    pub outcome: Outcome,
    /// Place and who coded it like this.
    pub said: Vec<(usize, CoderId)>,
}

impl Same {
    pub fn is_coded_differently(&self) -> bool {
        self.variants.len() > 1
    }

    /// The coding that may be taken over for those that are open: the only one that there is.
    pub fn offer(&self) -> Option<&Outcome> {
        match &self.variants[..] {
            [only] if !self.open.is_empty() => Some(&only.outcome),
            _ => None,
        }
    }
}

impl View<'_> {
    /// All groups of answers that say the same, the largest first, then in the order of the study.
    pub fn same(&self) -> Vec<Same> {
        let mut groups: BTreeMap<(u32, QuestionId), Vec<usize>> = BTreeMap::new();
        for (place, card) in self.board.cards.iter().enumerate() {
            if card.missing.is_none() {
                groups.entry((card.twin, card.question)).or_default().push(place);
            }
        }
        let several = groups.into_values().filter(|places| places.len() > 1);
        let mut groups: Vec<Same> = several.map(|places| self.group(places)).collect();
        groups.sort_by_key(|group| (std::cmp::Reverse(group.places.len()), group.places[0]));
        groups
    }

    fn group(&self, places: Vec<usize>) -> Same {
        let mut variants: Vec<Variant> = Vec::new();
        let mut open = Vec::new();
        for place in &places {
            let card = &self.board.cards[*place];
            if self.is_to_code(card)
                && !self
                    .mine(card)
                    .is_some_and(|said| said.outcome.is_whole() && !said.anew)
            {
                open.push(*place);
            }
            for said in self.own(card).filter(|said| said.outcome.is_whole()) {
                let who = (*place, said.coder);
                match variants
                    .iter_mut()
                    .find(|variant| self.is_like(&variant.outcome, &said.outcome))
                {
                    Some(variant) => variant.said.push(who),
                    None => variants.push(Variant {
                        outcome: said.outcome.clone(),
                        said: vec![who],
                    }),
                }
            }
        }
        variants.sort_by_key(|variant| std::cmp::Reverse(variant.said.len()));
        Same {
            places,
            variants,
            open,
        }
    }
}
