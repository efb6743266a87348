//! In which order units come.

use super::board::Board;
use super::card::Card;
use super::draw::drawn;
use crate::survey::{Picked, QuestionId};
use crate::words::Text;

/// In which order units come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
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

/// All cards with words in an order, whatever was said of them: made once, then walked along however many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// Places on the board.
    places: Vec<usize>,
    /// Where each place of the board stands in the sequence.
    positions: Vec<Option<u32>>,
    /// Of each position, how its unit comes to be shown.
    picked: Vec<Picked>,
}

impl Sequence {
    /// `question`: only answers to this one. What is picked at random from one question is no random pick from the study.
    pub fn of(board: &Board, order: Order, question: Option<QuestionId>) -> Sequence {
        let cards = board.cards.iter().enumerate();
        let wanted =
            |card: &Card| card.missing.is_none() && question.is_none_or(|question| question == card.question);
        let places = cards.filter(|(_, card)| wanted(card)).map(|(at, _)| at).collect();
        let arranged = arrange(board, order, places);
        let mut sequence = Sequence {
            places: Vec::with_capacity(arranged.len()),
            positions: vec![None; board.cards.len()],
            picked: Vec::with_capacity(arranged.len()),
        };
        for (position, (place, picked)) in (0..).zip(arranged) {
            sequence.positions[place] = Some(position);
            sequence.places.push(place);
            sequence.picked.push(match question {
                None => picked,
                Some(_) => Picked::Chosen,
            });
        }
        sequence
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Places on the board, in order.
    pub fn places(&self) -> &[usize] {
        &self.places
    }

    /// Where a place of the board stands, from 0.
    pub fn position(&self, place: usize) -> Option<usize> {
        let position = self.positions.get(place).copied().flatten()?;
        Some(position as usize)
    }

    /// How a unit comes to be shown that stands in the sequence.
    pub fn picked(&self, place: usize) -> Option<Picked> {
        self.picked.get(self.position(place)?).copied()
    }

    /// The places behind `after` and then those from the beginning up to it: all others, once.
    pub fn from(&self, after: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        let begin = after.and_then(|place| self.position(place));
        let (earlier, later) = match begin {
            Some(position) => (&self.places[..position], &self.places[position + 1..]),
            None => (&[][..], &self.places[..]),
        };
        later.iter().chain(earlier).copied()
    }

    /// The place before this one.
    pub fn before(&self, place: usize) -> Option<usize> {
        let position = self.position(place)?.checked_sub(1)?;
        self.places.get(position).copied()
    }
}

/// The places in order, each with how it comes to be shown.
fn arrange(board: &Board, order: Order, mut places: Vec<usize>) -> Vec<(usize, Picked)> {
    let card = |at: usize| &board.cards[at];
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
        Order::Random => places.sort_by_cached_key(|at| (drawn(&card(*at).key), *at)),
        Order::Mixed => return mixed(board, &places),
    }
    let picked = match order {
        Order::Random => Picked::Random,
        _ => Picked::Chosen,
    };
    places.into_iter().map(|place| (place, picked)).collect()
}

/// By turns the next one at random and the next uncertain one.
fn mixed(board: &Board, places: &[usize]) -> Vec<(usize, Picked)> {
    let [random, uncertain] =
        [Order::Random, Order::Uncertain].map(|order| arrange(board, order, places.to_vec()));
    let mut taken = vec![false; board.cards.len()];
    let mut sources = [random.into_iter(), uncertain.into_iter()];
    let mut mixed = Vec::with_capacity(places.len());
    for turn in 0.. {
        let Some((place, picked)) = sources[turn % 2].find(|(place, _)| !taken[*place]) else {
            break;
        };
        taken[place] = true;
        mixed.push((place, picked));
    }
    mixed
}

/// Place of the most probable code and its score; without a suggestion, after all codes.
fn strongest(card: &Card) -> (usize, f64) {
    let by_score = card.suggestions.iter().max_by(|a, b| a.score.total_cmp(&b.score));
    by_score.map_or((usize::MAX, 0.0), |proposed| (proposed.code, proposed.score))
}
