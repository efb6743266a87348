//! The units for which a code is suggested, surest first, to go through with yes and no.
//!
//! A page of the list begins behind the last line of the one before and not at a number, so that lines which are answered
//! meanwhile move nothing. Deliberately absent: what an answer does (`judge`).

use super::card::Card;
use super::judge::Answer;
use super::view::View;
use crate::study::Share;
use crate::survey::UnitId;

/// A unit for which the code is suggested.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Place on the board.
    pub place: usize,
    pub unit: UnitId,
    pub score: f64,
    pub share: Share,
    /// What the coder has said of the code.
    pub answer: Answer,
    /// Whether it is still to be answered: nothing is said of the code yet, and the coder has to decide on the unit.
    pub is_open: bool,
}

impl Line {
    /// Whether this line stands behind one with this score and unit.
    pub fn is_behind(&self, (score, unit): (f64, UnitId)) -> bool {
        self.score < score || (self.score == score && self.unit > unit)
    }
}

impl View<'_> {
    /// All lines of a code, surest first.
    pub fn sweep(&self, code: usize) -> Vec<Line> {
        let cards = self.board.cards.iter().enumerate();
        let mut lines: Vec<Line> = cards
            .filter(|(_, card)| self.is_to_code(card))
            .filter_map(|(place, card)| {
                let proposed = self.suggestions(card).iter().find(|one| one.code == code)?;
                let answer = self.answer(card, code);
                Some(Line {
                    place,
                    unit: card.unit,
                    score: proposed.score,
                    share: proposed.share,
                    answer,
                    is_open: answer == Answer::Open && self.is_open(card),
                })
            })
            .collect();
        lines.sort_by(|one, other| {
            let by_score = other.score.total_cmp(&one.score);
            by_score.then(one.unit.cmp(&other.unit))
        });
        lines
    }

    /// Lines of a code that are still to be answered, counted without making the list.
    pub fn open_of(&self, code: usize) -> usize {
        let is_open = |card: &&Card| {
            self.suggestions(card).iter().any(|one| one.code == code)
                && self.answer(card, code) == Answer::Open
                && self.is_open(card)
        };
        self.board.cards.iter().filter(is_open).count()
    }

    /// By place of the code: suggestions that are still to be answered.
    pub fn open_by_code(&self) -> Vec<usize> {
        let mut open = vec![0; self.board.codebook.codebook.codes.len()];
        for card in &self.board.cards {
            if !card.suggestions.is_empty() && self.is_open(card) {
                for code in self.unanswered(card) {
                    open[code] += 1;
                }
            }
        }
        open
    }
}
