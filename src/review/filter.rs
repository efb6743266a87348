//! Which units a list shows: filters over the board, all of which a unit has to pass.
//!
//! What counts is what the coder who looks may see. Where a coder is named, "status" is that coder's and codes are those
//! that this coder gave; else the status is one's own, where one has said nothing what holds, and codes are those that
//! anybody gave. Deliberately absent: the search
//! for words (`search`), whose hits come in as a list of units, and the text of a query string (`asked`).

use super::card::{Card, Proposed, Said};
use super::judge::Answer;
use super::view::View;
use crate::study::Share;
use crate::survey::{CoderId, Outcome, QuestionId, UnitId, Verdict};
use crate::words::Text;

/// What a unit has to be like; the default lets all pass.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter {
    /// Place of a code in the board's codebook; a dimension stands for all its codes.
    pub code: Option<usize>,
    /// Of the code; where none is named, of any.
    pub by: By,
    pub origin: Option<Share>,
    pub status: Option<Stand>,
    pub mark: Option<Mark>,
    pub coder: Option<CoderId>,
    /// Of the code, or of the surest suggestion; both included.
    pub score: (Option<f64>, Option<f64>),
    /// Background column and what stands there; none: it is empty there.
    pub background: Vec<(usize, Option<String>)>,
    pub question: Option<QuestionId>,
}

/// How a unit comes to have a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    #[default]
    Either,
    Decided,
    Suggested,
}

/// Where a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    Open,
    Begun,
    Deferred,
    /// With a code that was split since.
    Anew,
    /// With at least one code.
    Coded,
    NoneFits,
    NotCodable,
    /// Without words and without a coding.
    Missing,
}

/// What may be worth a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Coders have coded it differently.
    Disagreed,
    /// Nobody has given it a code, and none is suggested.
    Uncoded,
    Memo,
}

impl By {
    pub const ALL: [By; 3] = [By::Either, By::Decided, By::Suggested];

    /// As in a query string.
    pub fn id(self) -> &'static str {
        match self {
            By::Either => "either",
            By::Decided => "decided",
            By::Suggested => "suggested",
        }
    }

    pub fn label(self) -> Text {
        match self {
            By::Either => Text::new("vergeben oder vorgeschlagen", "given or suggested"),
            By::Decided => Text::new("vergeben", "given"),
            By::Suggested => Text::new("vorgeschlagen", "suggested"),
        }
    }
}

impl Stand {
    pub const ALL: [Stand; 8] = [
        Stand::Open,
        Stand::Begun,
        Stand::Deferred,
        Stand::Anew,
        Stand::Coded,
        Stand::NoneFits,
        Stand::NotCodable,
        Stand::Missing,
    ];

    /// Where a card stands for a coder who has said this of it.
    pub fn of(card: &Card, said: Option<&Said>) -> Stand {
        match said.map(|said| &said.outcome) {
            None | Some(Outcome::Withdrawn) if card.missing.is_some() => Stand::Missing,
            None | Some(Outcome::Withdrawn) => Stand::Open,
            Some(Outcome::Begun { .. }) => Stand::Begun,
            Some(Outcome::Deferred) => Stand::Deferred,
            Some(Outcome::Codes(_)) if said.is_some_and(|said| said.anew) => Stand::Anew,
            Some(Outcome::Codes(_)) => Stand::Coded,
            Some(Outcome::NoneFits) => Stand::NoneFits,
            Some(Outcome::NotCodable) => Stand::NotCodable,
        }
    }

    /// As in a query string.
    pub fn id(self) -> &'static str {
        match self {
            Stand::Open => "open",
            Stand::Begun => "begun",
            Stand::Deferred => "deferred",
            Stand::Anew => "anew",
            Stand::Coded => "coded",
            Stand::NoneFits => "none_fits",
            Stand::NotCodable => "not_codable",
            Stand::Missing => "missing",
        }
    }

    pub fn label(self) -> Text {
        match self {
            Stand::Open => Text::new("offen", "open"),
            Stand::Begun => Text::new("angefangen", "begun"),
            Stand::Deferred => Text::new("zurückgestellt", "deferred"),
            Stand::Anew => Text::new("neu zu entscheiden", "to decide anew"),
            Stand::Coded => Text::new("kodiert", "coded"),
            Stand::NoneFits => Text::new("keine Kategorie trifft zu", "no category fits"),
            Stand::NotCodable => Text::new("nicht kodierbar", "not codable"),
            Stand::Missing => Text::new("fehlend", "missing"),
        }
    }
}

impl Mark {
    pub const ALL: [Mark; 3] = [Mark::Disagreed, Mark::Uncoded, Mark::Memo];

    /// As in a query string.
    pub fn id(self) -> &'static str {
        match self {
            Mark::Disagreed => "disagreed",
            Mark::Uncoded => "uncoded",
            Mark::Memo => "memo",
        }
    }

    pub fn label(self) -> Text {
        match self {
            Mark::Disagreed => Text::new("uneinig", "coders disagree"),
            Mark::Uncoded => Text::new("ohne Kategorie", "without a code"),
            Mark::Memo => Text::new("mit Anmerkung", "with a memo"),
        }
    }
}

impl View<'_> {
    /// Places of the cards that pass, ascending. `found`: only these units, ascending.
    pub fn filter(&self, filter: &Filter, found: Option<&[UnitId]>) -> Vec<usize> {
        let board = self.board;
        // Values by number: a filter that names one that occurs nowhere lets nothing pass.
        let number = |value: &str| board.values.iter().position(|known| known == value);
        let mut background = Vec::with_capacity(filter.background.len());
        for (column, value) in &filter.background {
            let wanted = match value {
                None => None,
                Some(value) => match number(value) {
                    Some(number) => Some(number as u32),
                    None => return Vec::new(),
                },
            };
            background.push((*column, wanted));
        }
        let in_background = |card: &Card| {
            let value = |column: usize| card.background.get(column).copied().flatten();
            background
                .iter()
                .all(|(column, wanted)| value(*column) == *wanted)
        };
        let passes = |card: &Card| {
            filter.question.is_none_or(|question| card.question == question)
                && in_background(card)
                && self.passes(filter, card)
        };
        let mut found = found.map(|found| found.iter().copied().peekable());
        let cards = board.cards.iter().enumerate();
        cards
            .filter(|(_, card)| match &mut found {
                None => true,
                Some(found) => {
                    while found.next_if(|unit| *unit < card.unit).is_some() {}
                    found.next_if_eq(&card.unit).is_some()
                }
            })
            .filter(|(_, card)| passes(card))
            .map(|(place, _)| place)
            .collect()
    }

    /// The score that a list with this filter shows: of its code, or of the surest suggestion.
    pub fn score(&self, card: &Card, code: Option<usize>) -> Option<f64> {
        let suggestions = self.suggestions(card).iter();
        suggestions
            .filter(|proposed| code.is_none_or(|code| self.is_of(proposed.code, code)))
            .map(|proposed| proposed.score)
            .max_by(f64::total_cmp)
    }

    /// Whether coders whose codings may be shown have coded a unit differently, and nobody has settled it.
    pub fn is_disagreed(&self, card: &Card) -> bool {
        matches!(self.verdict(card), Verdict::Differ | Verdict::Ruled(_))
    }

    fn passes(&self, filter: &Filter, card: &Card) -> bool {
        let of_coder = |said: &&Said| filter.coder.is_none_or(|coder| said.coder == coder);
        let codings = || self.own(card).filter(of_coder);
        let suggestions = self.suggestions(card).iter();
        let mut suggested = suggestions
            .filter(|proposed: &&Proposed| filter.code.is_none_or(|code| self.is_of(proposed.code, code)));
        // Without a code any code will do.
        let given = || {
            codings().any(|said| {
                let mut given = self.given(&said.outcome).into_iter();
                given.any(|given| filter.code.is_none_or(|code| self.is_of(given, code)))
            })
        };
        // What was answered is no longer only suggested.
        let open = || {
            let said = self.of_interest(filter, card);
            let mut suggested = suggested.clone();
            suggested.any(|proposed| self.answer_in(said, proposed.code) == Answer::Open)
        };
        let has = match filter.by {
            By::Either => filter.code.is_none() || given() || open(),
            By::Decided => given(),
            By::Suggested => open(),
        };
        if !has {
            return false;
        }
        if let Some(stand) = filter.status
            && Stand::of(card, self.of_interest(filter, card)) != stand
        {
            return false;
        }
        if filter.status.is_none() && filter.coder.is_some() && codings().next().is_none() {
            return false;
        }
        if let Some(origin) = filter.origin
            && !suggested.any(|proposed| proposed.share == origin)
        {
            return false;
        }
        if filter.score != (None, None) {
            let Some(score) = self.score(card, filter.code) else {
                return false;
            };
            let (from, to) = filter.score;
            if from.is_some_and(|from| score < from) || to.is_some_and(|to| score > to) {
                return false;
            }
        }
        match filter.mark {
            None => true,
            Some(Mark::Disagreed) => self.is_disagreed(card),
            Some(Mark::Uncoded) => {
                self.suggestions(card).is_empty() && codings().all(|said| said.outcome.given().is_empty())
            }
            Some(Mark::Memo) => codings().any(|said| !said.memo.is_empty()),
        }
    }

    /// What the coder said whom the filter names; else what stands for whoever looks.
    fn of_interest<'c>(&self, filter: &Filter, card: &'c Card) -> Option<&'c Said> {
        match filter.coder {
            Some(coder) => self.own(card).find(|said| said.coder == coder),
            None => self.stands(card),
        }
    }
}
