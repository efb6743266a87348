//! One change for many units, told before it is made: what it writes, what it leaves alone and why.
//!
//! Only the coder's own codings are written. Giving and taking a code follow the rule of `judge`, so a code given to an answer
//! with other suggestions leaves these to be answered. What is told and what is written are the same list.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::card::{Card, Said};
use super::judge::Say;
use super::view::View;
use crate::survey::{Decision, Outcome};

/// What is to become of many units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Yes or no to one code.
    Judge(usize, Say),
    /// What is suggested is given, but for what was refused; codings that are whole stay.
    Accept,
    /// What is suggested and not given is refused, and what was begun is whole.
    Finish,
    /// None fits, not codable, deferred, or these codes, whatever was said before.
    Set(Outcome),
    /// As if the coder had said nothing.
    Withdraw,
}

/// What a change writes, unit by unit, and what it does not.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Each with what the coder said before; ascending by unit.
    pub writes: Vec<Write>,
    /// Units that have already what they would get.
    pub unchanged: usize,
    pub left: Left,
    /// Units that are written and on which others have decided something else, as far as that may be shown.
    pub beside: usize,
    /// Codes that units get or lose, by place in the codebook.
    pub codes: Vec<Turnover>,
}

/// What is written of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Write {
    /// Place on the board.
    pub place: usize,
    pub before: Option<Outcome>,
    pub decision: Decision,
}

/// Units that are left alone, by the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Left {
    /// There are no words.
    pub missing: usize,
    /// Others code them, or have.
    pub others: usize,
    /// Decided already.
    pub whole: usize,
    /// Nothing is suggested, or the code was not proposed.
    pub nothing: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Turnover {
    pub given: usize,
    pub taken: usize,
}

/// How a decision changes what a coder has said of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Turn {
    /// The coder's first decision on it.
    First,
    /// An earlier decision is changed.
    Changed,
    /// It stays open, or is open again.
    Open,
    /// A decision is taken back.
    Withdrawn,
}

enum Step {
    Write(Decision),
    Unchanged,
    Whole,
    Nothing,
}

impl Plan {
    /// How many units are turned in this way.
    pub fn count(&self, turn: Turn) -> usize {
        self.writes.iter().filter(|write| write.turn() == turn).count()
    }

    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    pub fn decisions(&self) -> Vec<Decision> {
        self.writes.iter().map(|write| write.decision.clone()).collect()
    }

    /// The same for plans that write the same over the same: what was told is what is done.
    pub fn digest(&self) -> u64 {
        let mut hasher = FxHasher::default();
        for write in &self.writes {
            hasher.write_i64(write.decision.unit.0);
            hasher.write(format!("{:?} {:?}", write.before, write.decision.outcome).as_bytes());
        }
        hasher.write_usize(self.writes.len());
        hasher.finish()
    }
}

impl Write {
    pub fn turn(&self) -> Turn {
        let was_whole = self.before.as_ref().is_some_and(Outcome::is_whole);
        match &self.decision.outcome {
            Outcome::Withdrawn => Turn::Withdrawn,
            outcome if !outcome.is_whole() => Turn::Open,
            _ if was_whole => Turn::Changed,
            _ => Turn::First,
        }
    }
}

impl View<'_> {
    /// What a change does to units: places of cards, each once.
    pub fn plan(&self, places: &[usize], edit: &Edit) -> Plan {
        let board = self.board;
        let mut plan = Plan {
            codes: vec![Turnover::default(); board.codebook.codebook.codes.len()],
            ..Plan::default()
        };
        let mut places = places.to_vec();
        places.sort_unstable();
        places.dedup();
        for place in places {
            let card = &board.cards[place];
            // Whatever one has said can be taken back, whoever is to code the unit and whether it has words or not.
            if *edit != Edit::Withdraw && card.missing.is_some() {
                plan.left.missing += 1;
            } else if *edit != Edit::Withdraw && self.is_others(card, edit) {
                plan.left.others += 1;
            } else {
                match self.step(card, edit) {
                    Step::Unchanged => plan.unchanged += 1,
                    Step::Whole => plan.left.whole += 1,
                    Step::Nothing => plan.left.nothing += 1,
                    Step::Write(decision) => plan.add(self, place, decision),
                }
            }
        }
        plan
    }

    /// Whoever names an outcome may correct others; what is suggested is taken over only where nobody has decided.
    fn is_others(&self, card: &Card, edit: &Edit) -> bool {
        let decided = matches!(edit, Edit::Accept | Edit::Finish) && !self.is_open(card);
        !self.is_to_code(card) || (decided && !is_whole(self.mine(card)))
    }

    fn step(&self, card: &Card, edit: &Edit) -> Step {
        let said = self.mine(card);
        match edit {
            Edit::Judge(code, say) => match self.judge(card, *code, *say) {
                Some(decision) => Step::Write(decision),
                None if *say == Say::No && said.is_none() => Step::Nothing,
                None => Step::Unchanged,
            },
            Edit::Accept if is_whole(said) => Step::Whole,
            Edit::Accept => {
                let refused = said.map(|said| self.refused(&said.outcome)).unwrap_or_default();
                let mut given = said.map(|said| self.given(&said.outcome)).unwrap_or_default();
                let suggested = self.suggestions(card).iter().map(|proposed| proposed.code);
                given.extend(suggested.filter(|code| !refused.contains(code)));
                given.sort_unstable();
                given.dedup();
                self.whole(card, &given)
            }
            Edit::Finish if is_whole(said) => Step::Whole,
            Edit::Finish => {
                let given = said.map(|said| self.given(&said.outcome)).unwrap_or_default();
                self.whole(card, &given)
            }
            Edit::Set(outcome) if said.is_some_and(|said| self.is_like(&said.outcome, outcome)) => {
                Step::Unchanged
            }
            Edit::Set(outcome) => Step::Write(self.decision_shown(card, outcome.clone())),
            Edit::Withdraw => match said {
                Some(_) => Step::Write(Decision::of(card.unit, Outcome::Withdrawn)),
                None => Step::Unchanged,
            },
        }
    }

    fn whole(&self, card: &Card, given: &[usize]) -> Step {
        match given {
            [] => Step::Nothing,
            given => Step::Write(self.decision_shown(card, Outcome::Codes(self.ids(given)))),
        }
    }

    /// A decision of somebody who was shown what is suggested, where that may be shown.
    fn decision_shown(&self, card: &Card, outcome: Outcome) -> Decision {
        let suggested: Vec<usize> = self.suggestions(card).iter().map(|one| one.code).collect();
        let kept = self.decision(card, outcome);
        Decision {
            seen: match suggested[..] {
                [] => kept.seen,
                _ => Some(self.ids(&suggested)),
            },
            ..kept
        }
    }

    fn refused(&self, outcome: &Outcome) -> Vec<usize> {
        match outcome {
            Outcome::Begun { refused, .. } => self.places(refused),
            _ => Vec::new(),
        }
    }
}

impl Plan {
    fn add(&mut self, view: &View<'_>, place: usize, decision: Decision) {
        let said = view.mine(&view.board.cards[place]);
        let before = said.map(|said| said.outcome.clone());
        let had = before
            .as_ref()
            .map(|outcome| view.given(outcome))
            .unwrap_or_default();
        let has = view.given(&decision.outcome);
        for code in has.iter().filter(|code| !had.contains(code)) {
            self.codes[*code].given += 1;
        }
        for code in had.iter().filter(|code| !has.contains(code)) {
            self.codes[*code].taken += 1;
        }
        let card = &view.board.cards[place];
        let mut others = view.own(card).filter(|said| said.coder != view.coder);
        let differs =
            |said: &Said| said.outcome.is_whole() && !view.is_like(&said.outcome, &decision.outcome);
        self.beside += usize::from(others.any(differs));
        self.writes.push(Write {
            place,
            before,
            decision,
        });
    }
}

fn is_whole(said: Option<&Said>) -> bool {
    said.is_some_and(|said| said.outcome.is_whole() && !said.anew)
}
