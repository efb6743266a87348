//! In which order a list shows its units: by any of its columns, what is empty last in either direction.

use super::board::Board;
use super::filter::Stand;
use super::view::View;
use crate::survey::natural_key;
use crate::words::{Language, Text};

/// A column of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Key,
    /// By the alphabet, so that answers that begin alike stand together.
    Answer,
    /// Codes given, else suggested, in the order of the codebook.
    Codes,
    Score,
    Status,
    /// Names of those who have coded it.
    Coders,
    Question,
    /// Place of a background column.
    Background(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    #[default]
    Up,
    Down,
}

/// What a unit has in a column; `None`: nothing.
type Key<T> = Option<T>;

impl Column {
    /// Those that every study has.
    pub const FIXED: [Column; 7] = [
        Column::Key,
        Column::Answer,
        Column::Codes,
        Column::Score,
        Column::Status,
        Column::Coders,
        Column::Question,
    ];

    /// As in a query string; a background column by its name behind `=`, which no fixed one has.
    pub fn id(self, board: &Board) -> String {
        match self {
            Column::Key => "id".to_owned(),
            Column::Answer => "answer".to_owned(),
            Column::Codes => "codes".to_owned(),
            Column::Score => "score".to_owned(),
            Column::Status => "status".to_owned(),
            Column::Coders => "coders".to_owned(),
            Column::Question => "question".to_owned(),
            Column::Background(at) => format!("={}", board.background[at]),
        }
    }

    pub fn of_id(id: &str, board: &Board) -> Option<Column> {
        match id.strip_prefix('=') {
            Some(name) => {
                let at = board.background.iter().position(|known| known == name)?;
                Some(Column::Background(at))
            }
            None => Column::FIXED.into_iter().find(|column| column.id(board) == id),
        }
    }

    pub fn label(self, board: &Board) -> Text {
        match self {
            Column::Key => Text::new("Antwort-ID", "Response ID"),
            Column::Answer => Text::new("Antwort", "Answer"),
            Column::Codes => Text::new("Kategorie", "Code"),
            Column::Score => Text::new("Wert", "Score"),
            Column::Status => Text::new("Stand", "Status"),
            Column::Coders => Text::new("Kodierer/in", "Coder"),
            Column::Question => Text::new("Frage", "Question"),
            Column::Background(at) => Text::new(&board.background[at], &board.background[at]),
        }
    }
}

impl View<'_> {
    /// Brings places of cards into order; those that tie stay as they stood. `code`: the one whose score is meant.
    pub fn sort(&self, places: &mut Vec<usize>, column: Column, direction: Direction, code: Option<usize>) {
        let board = self.board;
        match column {
            Column::Key => self.by(places, direction, |at| {
                let key = &*board.cards[at].key;
                Some((natural_key(key), key))
            }),
            Column::Answer => self.by(places, direction, |at| {
                let card = &board.cards[at];
                let words = card.missing.is_none().then_some(card.twin as usize)?;
                board.alphabet.get(words).copied()
            }),
            Column::Codes => self.by(places, direction, |at| {
                let codes = self.shown_codes(at);
                (!codes.is_empty()).then_some(codes)
            }),
            // Scores lie in (0, 1], where bits are in the order of the numbers.
            Column::Score => self.by(places, direction, |at| {
                self.score(&board.cards[at], code).map(f64::to_bits)
            }),
            Column::Status => self.by(places, direction, |at| {
                let card = &board.cards[at];
                Some(Stand::of(card, self.stands(card)))
            }),
            Column::Coders => self.by(places, direction, |at| {
                let names = self.own(&board.cards[at]).map(|said| {
                    let label = board.coder(said.coder).map(|coder| coder.label());
                    natural_key(label.as_ref().map_or("", |label| label.get(Language::De)))
                });
                let names: Vec<String> = names.collect();
                (!names.is_empty()).then_some(names)
            }),
            Column::Question => self.by(places, direction, |at| Some(board.cards[at].question)),
            Column::Background(column) => {
                let ranks = ranks(board, places, column);
                self.by(places, direction, |at| {
                    let value = board.cards[at].background.get(column).copied().flatten()?;
                    ranks.get(&value).copied()
                });
            }
        }
    }

    /// Codes that a list shows for a unit: given ones, then those that are only suggested.
    fn shown_codes(&self, at: usize) -> Vec<usize> {
        let card = &self.board.cards[at];
        let given = self.stands(card).map(|said| self.given(&said.outcome));
        let mut codes = given.unwrap_or_default();
        codes.extend(self.only_suggested(card).map(|proposed| proposed.code));
        codes
    }

    fn by<T: Ord>(&self, places: &mut Vec<usize>, direction: Direction, key: impl Fn(usize) -> Key<T>) {
        let mut keyed: Vec<(Key<T>, usize)> = places.iter().map(|at| (key(*at), *at)).collect();
        keyed.sort_by(|(one, _), (other, _)| match (one, other) {
            (Some(one), Some(other)) => match direction {
                Direction::Up => one.cmp(other),
                Direction::Down => other.cmp(one),
            },
            (one, other) => one.is_none().cmp(&other.is_none()),
        });
        *places = keyed.into_iter().map(|(_, at)| at).collect();
    }
}

/// The place of each value of a column among its labels, or in a German list.
fn ranks(board: &Board, places: &[usize], column: usize) -> rustc_hash::FxHashMap<u32, usize> {
    let value = |at: &usize| board.cards[*at].background.get(column).copied().flatten();
    let mut values: Vec<u32> = places.iter().filter_map(value).collect();
    values.sort_unstable();
    values.dedup();
    values.sort_by_cached_key(|value| board.labels.key(column, &board.values[*value as usize]));
    values
        .into_iter()
        .enumerate()
        .map(|(rank, value)| (value, rank))
        .collect()
}
