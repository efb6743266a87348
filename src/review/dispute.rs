//! Units on which coders differ, and settling them.
//!
//! A settlement is a decision in the layer final that names the codings it compared; it holds until one of them changes
//! (`survey::verdict`). Deliberately absent: what was agreed, which nobody has to write.

use super::board::Board;
use super::card::{Card, Said};
use super::decide::{Done, Stamp, decide};
use super::sight::Sight;
use super::view::View;
use crate::problem::{Problem, Result};
use crate::study::{Change, StoredCodebook};
use crate::survey::{
    ActionKind, CoderId, CodingLayer, Decision, Outcome, Picked, Several, Stage, UnitId, Verdict,
};

/// A unit on which coders differ.
#[derive(Debug, Clone)]
pub struct Dispute<'a> {
    pub card: &'a Card,
    /// What people decided, by their names: the same order every time.
    pub codings: Vec<&'a Said>,
    /// What was settled once, before somebody said something else.
    pub settled_before: Option<&'a Said>,
}

/// Places of the units that wait for somebody to settle them, in the order of the file. Where the latest decision holds by
/// the rule of the study, those on which the latest differs from others are among them. Only those that whoever looks may see,
/// and may see beside answers that say the same.
pub fn disputed(view: &View<'_>) -> Vec<usize> {
    let board = view.board;
    let waits = |card: &Card| match board.verdict(card) {
        Verdict::Differ => true,
        Verdict::Ruled(_) => board.team.rule.several == Several::Latest,
        _ => false,
    };
    let cards = board.cards.iter().enumerate();
    cards
        // One coding alone is never disputed; looking at the rest takes longer.
        .filter(|(_, card)| card.said.len() > 1 && waits(card))
        .filter(|(_, card)| view.sight(card) == Sight::Everything)
        .map(|(at, _)| at)
        .collect()
}

/// What is to be settled about a unit.
pub fn dispute<'a>(board: &Board, card: &'a Card) -> Dispute<'a> {
    let decided = |said: &&Said| board.is_person(said.coder) && said.stage() == Stage::Decided;
    let mut codings: Vec<&Said> = card.own().filter(decided).collect();
    codings.sort_by_key(|said| board.coder(said.coder));
    let settled = || card.said.iter().rfind(|said| said.layer == CodingLayer::Final);
    Dispute {
        card,
        codings,
        settled_before: match board.verdict(card) {
            Verdict::Settled(_) => None,
            _ => settled(),
        },
    }
}

/// What somebody wants to hold for a unit on which coders differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settling {
    pub unit: UnitId,
    pub outcome: Outcome,
    pub memo: String,
    /// Uids of the actions whose codings were compared.
    pub compared: Vec<String>,
}

/// Writes what was settled.
///
/// # Errors
/// The outcome is no coding; nothing was compared.
pub fn settle<'s>(
    change: &Change<'_>,
    codebook: &StoredCodebook,
    coder: CoderId,
    settling: Settling,
    stamp: impl Into<Stamp<'s>>,
) -> Result<Done> {
    match &settling.outcome {
        Outcome::NoneFits | Outcome::NotCodable => {}
        Outcome::Codes(codes) if !codes.is_empty() => {}
        _ => {
            return Err(Problem::input(
                "Entschieden ist erst, wenn Kategorien feststehen, keine passt oder die Antwort nicht kodierbar ist.",
                "It is settled only when there are codes, none fits, or the answer is not codable.",
            ));
        }
    }
    if settling.compared.is_empty() {
        return Err(Problem::input(
            "Zu entscheiden gibt es nur, was Kodierende gesagt haben.",
            "Only what coders have said can be settled.",
        ));
    }
    let decision = Decision {
        layer: CodingLayer::Final,
        memo: settling.memo,
        settled: settling.compared,
        picked: Picked::Chosen,
        ..Decision::of(settling.unit, settling.outcome)
    };
    decide(change, codebook, coder, ActionKind::Settle, vec![decision], stamp)
}
