//! What a coder may see of a unit. Every page shows codings of a unit through [`Board::shown`] and never from the card itself.
//!
//! Whoever has a unit to code together with others codes it blind: what others said of it, and what holds, is hidden until
//! this coder has decided. Taking a decision back hides it again. Answers that say the same would give it away, so beside a
//! unit that is blind for a coder its twins are too ([`Board::shown_beside`]). Everybody else sees everything.

use super::board::Board;
use super::card::{Card, Proposed, Said, Status};
use super::double::{Suggestions, Task};
use crate::survey::{Alone, CoderId, CoderKind, CodingLayer, Stage, Verdict};

/// How much a coder may see of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// The answer and what this coder has said.
    Own,
    /// And what is suggested.
    OwnAndSuggestions,
    Everything,
}

/// A unit as a coder may see it.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    pub sight: Sight,
    /// None where suggestions are hidden.
    pub suggestions: &'a [Proposed],
    /// What was said, in the order in which it was said.
    pub said: Vec<&'a Said>,
    /// What holds; of a unit that is blind, what this coder has said.
    pub verdict: Verdict<&'a Said>,
}

impl Board {
    /// What a unit is to a coder.
    pub fn task(&self, card: &Card, coder: CoderId) -> Task {
        match (&self.team.double, self.coder(coder)) {
            (Some(double), Some(coder)) if coder.kind == CoderKind::Person => {
                double.task(card.people, &coder.name)
            }
            (None, _) => Task::Alone,
            (Some(_), _) => Task::Others,
        }
    }

    /// Whether a coder still has to decide on a unit: on what several code whatever others said, on the rest unless another
    /// person has decided, or two have where the study lets one person's coding wait.
    pub fn is_open(&self, card: &Card, coder: CoderId) -> bool {
        if card.missing.is_some() || card.status(coder) == Status::Decided {
            return false;
        }
        match self.task(card, coder) {
            Task::Together => true,
            Task::Alone => {
                let decided =
                    |said: &&Said| self.is_person(said.coder) && said.stage() == Stage::Decided && !said.anew;
                let enough = match self.team.rule.alone {
                    Alone::Counts => 1,
                    Alone::Waits => 2,
                };
                card.own().filter(decided).count() < enough
            }
            Task::Others => false,
        }
    }

    pub fn sight(&self, card: &Card, coder: CoderId) -> Sight {
        let blind = self.task(card, coder) == Task::Together && card.status(coder) != Status::Decided;
        match self.team.double.as_ref().map(|double| double.suggestions) {
            Some(Suggestions::Hidden) if blind => Sight::Own,
            Some(Suggestions::Shown) if blind => Sight::OwnAndSuggestions,
            _ => Sight::Everything,
        }
    }

    /// A unit as a coder may see it.
    pub fn shown<'a>(&self, card: &'a Card, coder: CoderId) -> Shown<'a> {
        self.seen(card, coder, self.sight(card, coder))
    }

    /// A unit as a coder may see it next to another one, in a list of answers that say the same.
    pub fn shown_beside<'a>(&self, card: &'a Card, beside: &Card, coder: CoderId) -> Shown<'a> {
        let sight = self.sight(card, coder);
        let sight = match card.twin == beside.twin {
            true => sight.min(self.sight(beside, coder)),
            false => sight,
        };
        self.seen(card, coder, sight)
    }

    /// Units on which others have decided and that are still blind for a coder: while there are any, nothing that names
    /// codings unit by unit may leave the study for this coder.
    pub fn blind(&self, coder: CoderId) -> usize {
        let blind = |card: &&Card| {
            self.sight(card, coder) != Sight::Everything && card.said.iter().any(|said| said.coder != coder)
        };
        self.cards.iter().filter(blind).count()
    }

    fn seen<'a>(&self, card: &'a Card, coder: CoderId, sight: Sight) -> Shown<'a> {
        let own = |said: &&Said| said.coder == coder;
        let said: Vec<&Said> = match sight {
            Sight::Everything => card.said.iter().collect(),
            _ => card.said.iter().filter(own).collect(),
        };
        let last = || said.iter().rev().find(|said| said.layer == CodingLayer::Own);
        Shown {
            sight,
            suggestions: match sight {
                Sight::Own => &[],
                _ if self.withholds(card, coder) => &[],
                _ => &card.suggestions,
            },
            verdict: match sight {
                Sight::Everything => self.verdict(card),
                _ => last().copied().map_or(Verdict::Nothing, Verdict::Agreed),
            },
            said,
        }
    }
}
