//! Coding again: after some time a coder gets a sample of own units once more, without the earlier decision, to see how
//! stable the coding is.
//!
//! Drawn from the seed, the coder's name and the unit's key. Deliberately absent: comparing (`concord`).

use serde::{Deserialize, Serialize};

use super::board::Board;
use super::card::{Card, Said};
use super::draw::{drawn_of, is_among};
use crate::problem::{Problem, Result};
use crate::survey::{CoderId, CodingLayer, Stage};

/// What a study states about coding again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodingAgain {
    pub sample: Sample,
    /// Whole days that have to lie between a coder's decision and coding the unit again.
    pub least_days: u32,
    pub seed: u64,
}

/// How many of a coder's units come again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sample {
    /// So many of a hundred.
    Percent(u32),
    /// So many, as soon as there are as many.
    Number(usize),
}

/// Milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;

impl CodingAgain {
    /// The name of the setting.
    pub const SETTING: &str = "coding_again";

    /// # Errors
    /// A share that is none, a sample of nothing.
    pub fn check(&self) -> Result<()> {
        match self.sample {
            Sample::Percent(percent) if !(1..=100).contains(&percent) => Err(Problem::input(
                format!("{percent} % ist kein Anteil von 1 bis 100 %."),
                format!("{percent}% is no share from 1 to 100%."),
            )),
            Sample::Number(0) => Err(Problem::input(
                "Eine Stichprobe von 0 Einheiten sagt nichts.",
                "A sample of 0 units says nothing.",
            )),
            _ => Ok(()),
        }
    }
}

/// Places of the cards that a coder has to code again now, in the order of the draw. `now`: seconds since 1970 UTC.
pub fn due_again(board: &Board, coder: CoderId, now: i64) -> Vec<usize> {
    let (Some(again), Some(who)) = (board.team.again, board.coder(coder)) else {
        return Vec::new();
    };
    let seed = again.seed.to_string();
    let drawn = |card: &Card| drawn_of(&["again", &seed, &who.name, &card.key]);
    let least = i64::from(again.least_days) * DAY;
    let mut done = 0;
    let mut due = Vec::new();
    for (at, card) in board.cards.iter().enumerate() {
        let is_decided = |said: &&Said| said.stage() == Stage::Decided;
        if card
            .said_by(coder, CodingLayer::Again)
            .is_some_and(|said| is_decided(&said))
        {
            done += 1;
            continue;
        }
        let before = card.said_by(coder, CodingLayer::Own).filter(is_decided);
        // The latest decision counts: whoever has only just mended a coding still knows it.
        if card.missing.is_none() && before.is_some_and(|said| said.moment + least < (now + 1) * 1000) {
            due.push((drawn(card), at));
        }
    }
    match again.sample {
        Sample::Percent(percent) => due.retain(|(drawn, _)| is_among(*drawn, percent)),
        Sample::Number(_) => {}
    }
    due.sort_unstable();
    if let Sample::Number(number) = again.sample {
        due.truncate(number.saturating_sub(done));
    }
    due.into_iter().map(|(_, at)| at).collect()
}
