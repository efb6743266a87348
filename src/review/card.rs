//! One coding unit on the board: what is suggested for it and what each coder said last.

use super::double::People;
use crate::study::Share;
use crate::survey::{
    ActionKind, CoderId, CodingLayer, Missing, Outcome, Picked, QuestionId, RecordId, RespondentId, Stage,
    UnitId,
};

/// A coding unit with all that is said of it; its words stay in the study.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub unit: UnitId,
    pub key: Box<str>,
    pub record: RecordId,
    pub respondent: RespondentId,
    pub question: QuestionId,
    /// Why there are no words.
    pub missing: Option<Missing>,
    /// Places in the board's values, by background column; none: empty.
    pub background: Box<[Option<u32>]>,
    /// Units that say the same have the same number.
    pub twin: u32,
    /// By place of the code in the board's codebook.
    pub suggestions: Box<[Proposed]>,
    /// What stands: of each coder and layer the latest that was not taken back, in the order in which it was said.
    pub said: Vec<Said>,
    /// What does not stand any more, and by what it was taken back.
    pub(super) earlier: Vec<Said>,
    /// Who has to code it, as the study states.
    pub people: People,
}

/// A suggested code without its evidence, which stays in the study.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proposed {
    /// Place in the board's codebook.
    pub code: usize,
    pub score: f64,
    /// Where most of it comes from.
    pub share: Share,
}

/// What a coder said last about a unit and has not taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub coder: CoderId,
    pub layer: CodingLayer,
    pub outcome: Outcome,
    pub memo: Box<str>,
    /// Milliseconds since 1970 UTC.
    pub moment: i64,
    pub picked: Picked,
    /// Ids of the suggested codes that were shown; none where no suggestions were shown.
    pub seen: Option<Vec<String>>,
    /// The action that said it.
    pub uid: Box<str>,
    pub kind: ActionKind,
    /// Of a final decision: uids of the actions that it settles.
    pub settled: Vec<String>,
    /// Ids of the suggested codes that were kept back on purpose; none where none were.
    pub withheld: Option<Vec<String>>,
    /// One of its codes was split since: it holds until it is decided anew.
    pub anew: bool,
}

impl Said {
    pub fn stage(&self) -> Stage {
        match self.outcome {
            Outcome::Begun { .. } => Stage::Begun,
            Outcome::Deferred => Stage::PutOff,
            _ => Stage::Decided,
        }
    }
}

/// Where a unit stands for one coder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Open,
    /// Some of the suggested codes were looked at, one by one.
    Begun,
    Deferred,
    /// Decided with a code that was split since.
    Anew,
    Decided,
}

impl Card {
    /// What a coder said last in a layer.
    pub fn said_by(&self, coder: CoderId, layer: CodingLayer) -> Option<&Said> {
        let of = |said: &&Said| said.coder == coder && said.layer == layer;
        self.said.iter().find(of)
    }

    /// Where the unit stands for a coder's own coding.
    pub fn status(&self, coder: CoderId) -> Status {
        match self.said_by(coder, CodingLayer::Own) {
            None => Status::Open,
            Some(said) => match said.outcome {
                Outcome::Deferred => Status::Deferred,
                Outcome::Begun { .. } => Status::Begun,
                _ if said.anew => Status::Anew,
                _ => Status::Decided,
            },
        }
    }

    /// All that was ever said, in the order in which it was said; what was taken back with what took it back.
    pub fn history(&self) -> Vec<&Said> {
        let mut history: Vec<&Said> = self.earlier.iter().chain(&self.said).collect();
        history.sort_by_key(|said| (said.moment, &said.uid));
        history
    }

    /// Own codings of all coders.
    pub fn own(&self) -> impl Iterator<Item = &Said> {
        self.said.iter().filter(|said| said.layer == CodingLayer::Own)
    }

    /// How far the machine is from being sure: 0 where every code is certain or there is nothing to say, 1 where a code is
    /// as likely as not.
    pub fn uncertainty(&self) -> f64 {
        let unsure = |proposed: &Proposed| 1.0 - (2.0 * proposed.score - 1.0).abs();
        self.suggestions.iter().map(unsure).fold(0.0, f64::max)
    }

    /// Takes in one more thing that was said.
    pub(super) fn hear(&mut self, said: Said) {
        let before = |earlier: &Said| earlier.layer == said.layer && earlier.coder == said.coder;
        if let Some(place) = self.said.iter().position(before) {
            self.earlier.push(self.said.remove(place));
        }
        match said.outcome {
            Outcome::Withdrawn => self.earlier.push(said),
            _ => self.said.push(said),
        }
    }
}
