//! Answers to one question that say the same, and how they are coded: differently, or not all of them yet.
//!
//! Coded differently are they where one coder has coded them unlike each other, or where unlike codings hold for them. Two
//! coders who differ on one answer are no such case: that is a disagreement (`dispute`).
//!
//! Deliberately absent: answers that say nearly the same (`near`).

use std::collections::BTreeMap;

use super::card::{Card, Said};
use super::view::View;
use crate::survey::{CoderId, CodingLayer, Outcome, QuestionId, Verdict};

/// Answers that say the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Same {
    /// Places on the board, ascending; at least two.
    pub places: Vec<usize>,
    /// How they are coded, the most frequent first.
    pub variants: Vec<Variant>,
    /// Places on which the coder still has to decide.
    pub open: Vec<usize>,
    pub coding: Coding,
}

/// A whole coding that some of them have.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    pub outcome: Outcome,
    /// Place and who coded it like this.
    pub said: Vec<(usize, CoderId)>,
}

/// How a group is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// By one coder, or in what holds.
    Different,
    /// As far as they are coded at all.
    Alike,
}

impl Same {
    pub fn is_coded_differently(&self) -> bool {
        self.coding == Coding::Different
    }

    /// Some are coded, all alike, and some are open.
    pub fn is_begun(&self) -> bool {
        self.coding == Coding::Alike && !self.variants.is_empty() && !self.open.is_empty()
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
        let mut compared = Compared::default();
        for place in &places {
            let card = &self.board.cards[*place];
            let holding = self.verdict(card).holding();
            compared.hold(self, holding.map(|said| &said.outcome));
            for said in self.codings(card) {
                if said.layer == CodingLayer::Own {
                    compared.say(self, said);
                }
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
        let is_open = |place: &usize| self.is_open(&self.board.cards[*place]);
        let open = places.iter().copied().filter(is_open).collect();
        variants.sort_by_key(|variant| std::cmp::Reverse(variant.said.len()));
        Same {
            coding: match compared.differs {
                true => Coding::Different,
                false => Coding::Alike,
            },
            places,
            variants,
            open,
        }
    }

    /// Whole codings that count for a card: what was settled takes the place of what it settles, and a person's that of a
    /// machine.
    fn codings<'c>(&self, card: &'c Card) -> Vec<&'c Said> {
        if let Verdict::Settled(said) = self.verdict(card) {
            return vec![said];
        }
        let mut own: Vec<&Said> = self.own(card).filter(|said| said.outcome.is_whole()).collect();
        let is_person = |said: &&Said| self.board.is_person(said.coder);
        if own.iter().any(is_person) {
            own.retain(is_person);
        }
        own
    }
}

/// What each coder said first in a group, and what held first.
#[derive(Default)]
struct Compared<'g> {
    said: BTreeMap<CoderId, &'g Outcome>,
    holding: Option<&'g Outcome>,
    differs: bool,
}

impl<'g> Compared<'g> {
    fn say(&mut self, view: &View<'_>, said: &'g Said) {
        let first = self.said.entry(said.coder).or_insert(&said.outcome);
        self.differs |= !view.is_like(first, &said.outcome);
    }

    fn hold(&mut self, view: &View<'_>, outcome: Option<&'g Outcome>) {
        if let Some(outcome) = outcome.filter(|outcome| outcome.is_whole()) {
            let first = self.holding.get_or_insert(outcome);
            self.differs |= !view.is_like(first, outcome);
        }
    }
}
