//! The board as one coder sees it: whose codings and which suggestions may be shown, and what ids of codes mean now.

use rustc_hash::FxHashMap;

use super::board::Board;
use super::card::{Card, Proposed, Said, Status};
use super::double::Task;
use super::sight::Sight;
use crate::problem::{Problem, Result};
use crate::survey::{CoderId, CodingLayer, Outcome, PerAnswer, Verdict};

/// A board, who looks at it, and what that coder may see.
pub struct View<'b> {
    pub board: &'b Board,
    pub coder: CoderId,
    /// Place under which an id counts now; none where the codebook has no such code.
    places: FxHashMap<&'b str, usize>,
    /// By place of the code: those above it, the nearest first.
    pub(super) above: Vec<Vec<usize>>,
    /// What may be seen of answers that say the same, where one of them is blind: a list shows them side by side.
    twins: FxHashMap<u32, Sight>,
}

impl<'b> View<'b> {
    pub fn new(board: &'b Board, coder: CoderId) -> View<'b> {
        let codebook = &board.codebook.codebook;
        let counts_as = |id: &str| codebook.order(&codebook.resolve(id).counts_as()?.id);
        let places = codebook
            .codes
            .iter()
            .filter_map(|code| Some((&*code.id, counts_as(&code.id)?)));
        let mut twins = FxHashMap::default();
        if board.team.double.is_some() {
            for card in &board.cards {
                let sight = board.sight(card, coder);
                if sight < Sight::Everything {
                    let least = twins.entry(card.twin).or_insert(sight);
                    *least = sight.min(*least);
                }
            }
        }
        View {
            board,
            coder,
            places: places.collect(),
            above: codebook
                .codes
                .iter()
                .map(|code| {
                    let above = codebook.ancestors(&code.id);
                    above.filter_map(|above| codebook.order(&above.id)).collect()
                })
                .collect(),
            twins,
        }
    }

    /// How much may be seen of a card in a list: of answers that say the same as much as of the one of which the least may be
    /// seen.
    pub fn sight(&self, card: &Card) -> Sight {
        let sight = self.board.sight(card, self.coder);
        let least = self.twins.get(&card.twin).copied();
        least.map_or(sight, |least| least.min(sight))
    }

    /// Own codings that may be shown, the coder's included, in the order in which they were said.
    pub fn own<'c>(&self, card: &'c Card) -> impl Iterator<Item = &'c Said> + use<'c> {
        let coder = self.coder;
        let everything = self.sight(card) == Sight::Everything;
        card.own().filter(move |said| everything || said.coder == coder)
    }

    /// What holds for a card, as far as it may be shown.
    pub fn verdict<'c>(&self, card: &'c Card) -> Verdict<&'c Said> {
        match self.sight(card) {
            Sight::Everything => self.board.verdict(card),
            Sight::Own | Sight::OwnAndSuggestions => {
                self.mine(card).map_or(Verdict::Nothing, Verdict::Agreed)
            }
        }
    }

    /// What the coder has said of a card, else what holds for it.
    pub fn stands<'c>(&self, card: &'c Card) -> Option<&'c Said> {
        self.mine(card).or_else(|| self.verdict(card).holding())
    }

    /// The coder's own coding.
    pub fn mine<'c>(&self, card: &'c Card) -> Option<&'c Said> {
        card.said_by(self.coder, CodingLayer::Own)
    }

    pub fn status(&self, card: &Card) -> Status {
        card.status(self.coder)
    }

    /// Suggestions that may be shown.
    pub fn suggestions<'c>(&self, card: &'c Card) -> &'c [Proposed] {
        let hidden = || self.sight(card) == Sight::Own || self.board.withholds(card, self.coder);
        if card.suggestions.is_empty() || hidden() {
            return &[];
        }
        &card.suggestions
    }

    /// Whether the card has words and is for this coder to code.
    pub fn is_to_code(&self, card: &Card) -> bool {
        card.missing.is_none() && self.board.task(card, self.coder) != Task::Others
    }

    /// Whether the coder still has to decide on the card.
    pub fn is_open(&self, card: &Card) -> bool {
        self.board.is_open(card, self.coder)
    }

    /// Places of codes under which ids count now, ascending, each once; ids that the codebook does not know are left out.
    pub fn places<'i>(&self, ids: impl IntoIterator<Item = &'i String>) -> Vec<usize> {
        let mut places: Vec<usize> = ids
            .into_iter()
            .filter_map(|id| self.places.get(id.as_str()).copied())
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Places of the codes that an outcome gives, as [`View::places`].
    pub fn given(&self, outcome: &Outcome) -> Vec<usize> {
        self.places(outcome.given())
    }

    /// Whether a code is this one or stands below it, by their places.
    pub fn is_of(&self, code: usize, dimension: usize) -> bool {
        code == dimension || self.above[code].contains(&dimension)
    }

    /// Whether two outcomes say the same with the codes as they count now.
    pub fn is_like(&self, one: &Outcome, other: &Outcome) -> bool {
        match (one, other) {
            (Outcome::Codes(_), Outcome::Codes(_)) => self.given(one) == self.given(other),
            _ => one == other,
        }
    }

    /// A coding with these codes as they count now, in the order of the codebook.
    ///
    /// # Errors
    /// No code; several where an answer has one.
    pub fn chosen(&self, codes: &[String]) -> Result<Outcome> {
        let places = self.places(codes);
        let one_only = self.board.codebook.codebook.codes_per_answer == Some(PerAnswer::One);
        match places.len() {
            0 => Err(
                Problem::input("Es ist keine Kategorie gewählt.", "No code is chosen.").hint(
                    "Eine Kategorie wählen, oder »Keine passt«.",
                    "Choose a code, or “None fits”.",
                ),
            ),
            2.. if one_only => Err(Problem::input(
                "Nach diesem Kodierleitfaden hat eine Antwort eine Kategorie; gewählt sind mehrere.",
                "By this codebook an answer has one code; several are chosen.",
            )
            .hint("Eine davon wählen.", "Choose one of them.")),
            _ => Ok(Outcome::Codes(
                places
                    .into_iter()
                    .map(|place| self.id(place).to_owned())
                    .collect(),
            )),
        }
    }

    pub fn id(&self, place: usize) -> &'b str {
        &self.board.codebook.codebook.codes[place].id
    }
}
