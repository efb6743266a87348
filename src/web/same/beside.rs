//! Open answers, each beside the decided one that says most nearly the same.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::problem::Result;
use crate::review::{Card, Sight, View};
use crate::study::Study;
use crate::survey::{Outcome, QuestionId};
use crate::web::boards::Laid;
use crate::web::studies::OpenStudy;

/// Different answers that are looked at on one page: each costs about a millisecond among a hundred thousand, more where many
/// are alike.
const LOOKED_AT: usize = 100;

/// An open answer, and a decided one.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// Places of the open ones, which say the same.
    pub open: Vec<usize>,
    pub decided: usize,
    pub outcome: Outcome,
    /// Share of three-letter sequences that both have.
    pub share: f64,
}

pub enum Nearly {
    /// A large study is being read.
    BeingRead,
    Found {
        /// The most alike first.
        pairs: Vec<Beside>,
        /// More different answers can be looked at from here on.
        more: Option<usize>,
    },
}

/// Looks at open answers in the order of the study, or, where fewer are decided, at these; at some of them, `from` one on.
pub fn nearly(
    study: &Study,
    open: &Arc<OpenStudy>,
    laid: &Laid,
    view: &View<'_>,
    from: usize,
) -> Result<Nearly> {
    let Some(near) = open.near(study, laid)? else {
        return Ok(Nearly::BeingRead);
    };
    let (still_open, decided) = (
        numbers(view, |card| view.is_open(card)),
        numbers(view, |card| coding(view, card).is_some()),
    );
    let from_open = still_open.len() <= decided.len();
    let all = if from_open { still_open } else { decided };
    let until = all.len().min(from.saturating_add(LOOKED_AT));
    let looked_at = all.get(from..until).unwrap_or_default();
    let found = looked_at.par_iter().flat_map_iter(|(twin, question)| {
        let alike = near.to(*twin);
        let pairs = alike.iter().filter_map(|(other, share)| {
            let (open, decided) = if from_open {
                (*twin, *other)
            } else {
                (*other, *twin)
            };
            beside(laid, view, *question, open, decided, *share)
        });
        // Of an open answer the one most like it is enough.
        pairs
            .take(if from_open { 1 } else { usize::MAX })
            .collect::<Vec<_>>()
    });
    let mut pairs: Vec<Beside> = found.collect();
    pairs.sort_by(|one, other| {
        let by_share = other.share.total_cmp(&one.share);
        by_share
            .then(one.open.cmp(&other.open))
            .then(one.decided.cmp(&other.decided))
    });
    let mut seen = FxHashSet::default();
    pairs.retain(|pair| seen.insert(pair.open[0]));
    Ok(Nearly::Found {
        pairs,
        more: (until < all.len()).then_some(until),
    })
}

/// Answers with one number beside those with another, where the former are open and the latter decided.
fn beside(
    laid: &Laid,
    view: &View<'_>,
    question: QuestionId,
    open: u32,
    decided: u32,
    share: f64,
) -> Option<Beside> {
    let cards = &view.board.cards;
    let open: Vec<usize> = laid
        .saying(open, question)
        .filter(|place| view.is_open(&cards[*place]))
        .collect();
    let first = &cards[*open.first()?];
    let mut places = laid.saying(decided, question);
    let (decided, outcome) = places.find_map(|place| Some((place, told(view, &cards[place], first)?)))?;
    Some(Beside {
        open,
        decided,
        outcome,
        share,
    })
}

/// Different answers to a question of which one passes, in the order of the study.
fn numbers(view: &View<'_>, passes: impl Fn(&Card) -> bool) -> Vec<(u32, QuestionId)> {
    let mut seen = FxHashSet::default();
    let mut numbers = Vec::new();
    for card in &view.board.cards {
        let number = (card.twin, card.question);
        if card.missing.is_none() && passes(card) && seen.insert(number) {
            numbers.push(number);
        }
    }
    numbers
}

fn coding(view: &View<'_>, card: &Card) -> Option<Outcome> {
    let outcome = view.stands(card).map(|said| said.outcome.clone());
    outcome.filter(Outcome::is_whole)
}

/// How a decided answer is coded, as it may be told beside an open one: whoever codes that one blind is told only what they
/// said themselves.
fn told(view: &View<'_>, decided: &Card, open: &Card) -> Option<Outcome> {
    match view.sight(open) {
        Sight::Everything => coding(view, decided),
        Sight::Own | Sight::OwnAndSuggestions => {
            let own = view.mine(decided).map(|said| said.outcome.clone());
            own.filter(Outcome::is_whole)
        }
    }
}
