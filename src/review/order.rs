//! Which unit comes next for a coder.

use super::board::Board;
use super::card::{Card, Status};
use crate::survey::CoderId;
use crate::words::Text;

/// In which order open units come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As in the file: all answers of a respondent together.
    #[default]
    Respondent,
    /// What the machine is least sure of first.
    Uncertain,
    /// By the strongest suggested code, surest first.
    Code,
    /// Every other one uncertain, the rest at random.
    Mixed,
    /// At random, the same for everybody; figures for the rest rest on these.
    Random,
}

impl Order {
    pub const ALL: [Order; 5] = [
        Order::Respondent,
        Order::Uncertain,
        Order::Code,
        Order::Mixed,
        Order::Random,
    ];

    pub fn id(self) -> &'static str {
        match self {
            Order::Respondent => "respondent",
            Order::Uncertain => "uncertain",
            Order::Code => "code",
            Order::Mixed => "mixed",
            Order::Random => "random",
        }
    }

    pub fn of_id(id: &str) -> Option<Order> {
        Order::ALL.into_iter().find(|order| order.id() == id)
    }

    pub fn label(self) -> Text {
        match self {
            Order::Respondent => Text::new("nach Befragten", "by respondent"),
            Order::Uncertain => Text::new("Unsicheres zuerst", "uncertain first"),
            Order::Code => Text::new("nach Kategorie", "by code"),
            Order::Mixed => Text::new("gemischt", "mixed"),
            Order::Random => Text::new("zufällig", "at random"),
        }
    }
}

/// Places of the cards with words that are open for a coder, in order; what was put off comes last.
pub fn queue(board: &Board, coder: CoderId, order: Order) -> Vec<usize> {
    let mut open: Vec<usize> = board
        .cards
        .iter()
        .enumerate()
        .filter(|(_, card)| card.missing.is_none() && card.status(coder) != Status::Decided)
        .map(|(at, _)| at)
        .collect();
    arrange(board, order, &mut open);
    open.sort_by_key(|at| board.cards[*at].status(coder) == Status::Deferred);
    open
}

fn arrange(board: &Board, order: Order, places: &mut Vec<usize>) {
    let card = |at: usize| &board.cards[at];
    let random = |at: usize| drawn(&card(at).key);
    match order {
        Order::Respondent => places.sort_by_key(|at| (card(*at).respondent, *at)),
        Order::Uncertain => places.sort_by(|a, b| {
            card(*b)
                .uncertainty()
                .total_cmp(&card(*a).uncertainty())
                .then(a.cmp(b))
        }),
        Order::Code => places.sort_by(|a, b| {
            let (first, second) = (strongest(card(*a)), strongest(card(*b)));
            first
                .0
                .cmp(&second.0)
                .then(second.1.total_cmp(&first.1))
                .then(a.cmp(b))
        }),
        Order::Random => places.sort_by_key(|at| (random(*at), *at)),
        Order::Mixed => {
            let mut uncertain = places.clone();
            arrange(board, Order::Uncertain, &mut uncertain);
            let mut drawn = places.clone();
            arrange(board, Order::Random, &mut drawn);
            let mut taken = vec![false; board.cards.len()];
            let mut sources = [drawn.into_iter(), uncertain.into_iter()];
            places.clear();
            for turn in 0.. {
                let Some(at) = sources[turn % 2].find(|at| !taken[*at]) else {
                    break;
                };
                taken[at] = true;
                places.push(at);
            }
        }
    }
}

/// Place of the most probable code and its score; without a suggestion, after all codes.
fn strongest(card: &Card) -> (usize, f64) {
    let by_score = card.suggestions.iter().max_by(|a, b| a.score.total_cmp(&b.score));
    by_score.map_or((usize::MAX, 0.0), |proposed| (proposed.code, proposed.score))
}

/// A number drawn for a unit by its key, so that copies of a study draw alike (FNV-1a, 64 bits: Fowler, Noll, Vo; finished
/// as in MurmurHash3, so that keys that differ in the last letter lie apart).
pub(super) fn drawn(key: &str) -> u64 {
    let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}
