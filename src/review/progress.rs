//! How far a coder has come: over all, by what stands in a background column, by code; and how often each code was given in
//! what is reviewed.
//!
//! Deliberately absent: how fast (`pace`), and tables for a paper (`tables`).

use super::card::{Card, Said, Status};
use super::view::View;
use crate::estimate::Estimate;
use crate::survey::Outcome;

/// Units with words that are the coder's to code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reached {
    pub all: usize,
    /// Still to be decided: neither by the coder nor, where one coding is enough, by anybody.
    pub open: usize,
    /// Of the open ones.
    pub deferred: usize,
    /// Of the open ones.
    pub begun: usize,
    /// Decided by the coder.
    pub own: usize,
}

/// The same of units with one value in a background column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// `None`: it is empty there.
    pub value: Option<String>,
    pub reached: Reached,
}

/// How often each code was given, in percent of the units that a coder could give codes.
#[derive(Debug, Clone, PartialEq)]
pub struct Frequencies {
    /// Units with codes or with the decision that none fits.
    pub base: u64,
    /// By place of the code; a dimension counts where one of its codes was given.
    pub codes: Vec<Frequency>,
    pub none_fits: Frequency,
    /// Reviewed and not in the base.
    pub not_codable: u64,
}

/// In how many units of the base.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frequency {
    pub n: u64,
    /// With the interval of Wilson.
    pub share: Estimate,
}

/// Whose codings are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    #[default]
    Mine,
    /// What holds for each unit, as far as it may be shown.
    Everybodys,
}

impl Reached {
    /// Done, by whomever.
    pub fn decided(&self) -> usize {
        self.all - self.open
    }

    fn add(&mut self, view: &View<'_>, card: &Card) {
        let (status, open) = (view.status(card), view.is_open(card));
        self.all += 1;
        self.open += usize::from(open);
        self.deferred += usize::from(open && status == Status::Deferred);
        self.begun += usize::from(open && status == Status::Begun);
        self.own += usize::from(status == Status::Decided);
    }
}

impl View<'_> {
    pub fn reached(&self) -> Reached {
        let mut reached = Reached::default();
        for card in self.board.cards.iter().filter(|card| self.is_to_code(card)) {
            reached.add(self, card);
        }
        reached
    }

    /// By value of a background column, in the order of its labels or of a German list; those where it is empty last.
    pub fn reached_by(&self, column: usize) -> Vec<Group> {
        let board = self.board;
        let mut by_value = vec![Reached::default(); board.values.len()];
        let mut empty = Reached::default();
        for card in board.cards.iter().filter(|card| self.is_to_code(card)) {
            let value = card.background.get(column).copied().flatten();
            let reached = match value.and_then(|value| by_value.get_mut(value as usize)) {
                Some(reached) => reached,
                None => &mut empty,
            };
            reached.add(self, card);
        }
        let known = board.values.iter().zip(by_value).map(|(value, reached)| Group {
            value: Some(value.clone()),
            reached,
        });
        let mut groups: Vec<Group> = known.filter(|group| group.reached.all > 0).collect();
        groups.sort_by_cached_key(|group| {
            let value = group.value.as_deref().unwrap_or_default();
            board.labels.key(column, value)
        });
        groups.extend((empty.all > 0).then_some(Group {
            value: None,
            reached: empty,
        }));
        groups
    }

    /// How often each code was given.
    pub fn frequencies(&self, whose: Whose) -> Frequencies {
        let codes = &self.board.codebook.codebook;
        let mut counts = vec![0_u64; codes.codes.len()];
        let (mut coded, mut none_fits, mut not_codable) = (0, 0, 0);
        for card in self.board.cards.iter().filter(|card| card.missing.is_none()) {
            match self.counted(card, whose).map(|said| &said.outcome) {
                Some(outcome @ Outcome::Codes(_)) => {
                    coded += 1;
                    let mut has = self.given(outcome);
                    for at in 0..has.len() {
                        has.extend(&self.above[has[at]]);
                    }
                    has.sort_unstable();
                    has.dedup();
                    for code in has {
                        counts[code] += 1;
                    }
                }
                Some(Outcome::NoneFits) => none_fits += 1,
                Some(Outcome::NotCodable) => not_codable += 1,
                _ => {}
            }
        }
        let base = coded + none_fits;
        let frequency = |n| Frequency {
            n,
            share: Estimate::share(n, base),
        };
        Frequencies {
            base,
            codes: counts.into_iter().map(frequency).collect(),
            none_fits: frequency(none_fits),
            not_codable,
        }
    }

    fn counted<'c>(&self, card: &'c Card, whose: Whose) -> Option<&'c Said> {
        match whose {
            Whose::Mine => self.mine(card),
            Whose::Everybodys => self.verdict(card).holding(),
        }
    }
}
