//! What follows for a coding when a coder says yes or no to ONE code of a unit.
//!
//! Whoever sweeps through the answers of one code looks at nothing else. So a yes adds the code to the coder's own coding and
//! a no takes it out; what the coder said of other codes stays as it is.
//!
//! * A coding that is not whole is *begun* as long as a suggested code of the unit is unanswered: it counts nowhere as
//!   reviewed, and the codes that were not looked at stay suggestions, but for those that were refused.
//! * With the answer to the last suggested code it becomes whole, if any code was given. Where all were refused it stays
//!   begun, because nobody has looked for a code that was not suggested: "none fits" is said by whoever has read the answer
//!   for it.
//! * Where an answer has one code only, a yes makes the coding whole, and the code stands in place of the one before.
//! * A coding that is whole stays whole, unless its last code is taken out.
//!
//! Deliberately absent: several units at once (`bulk`), and the order in which units come (`sweep`).

use super::card::{Card, Proposed, Said};
use super::view::View;
use crate::survey::{Decision, Outcome, PerAnswer, Picked};

/// What a coder says of one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Say {
    Yes,
    No,
}

impl Say {
    /// As in forms.
    pub fn id(self) -> &'static str {
        match self {
            Say::Yes => "yes",
            Say::No => "no",
        }
    }
}

impl std::str::FromStr for Say {
    type Err = ();

    fn from_str(written: &str) -> Result<Say, ()> {
        [Say::Yes, Say::No]
            .into_iter()
            .find(|say| say.id() == written)
            .ok_or(())
    }
}

/// What a coder has said of one code of a unit so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Open,
    Said(Say),
}

/// What the coder has said of each code, by place in the codebook, ascending.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Standing {
    given: Vec<usize>,
    refused: Vec<usize>,
    whole: bool,
}

impl View<'_> {
    /// What the coder has said of a code so far. In a whole coding every code is answered.
    pub fn answer(&self, card: &Card, code: usize) -> Answer {
        self.answer_in(self.mine(card), code)
    }

    /// What is said of a code in a coding.
    pub(super) fn answer_in(&self, said: Option<&Said>, code: usize) -> Answer {
        let standing = self.standing(said);
        if standing.given.contains(&code) {
            Answer::Said(Say::Yes)
        } else if standing.whole || standing.refused.contains(&code) {
            Answer::Said(Say::No)
        } else {
            Answer::Open
        }
    }

    /// Suggested codes of which the coder has said nothing yet, by place in the codebook.
    pub fn unanswered<'c>(&self, card: &'c Card) -> impl Iterator<Item = usize> + use<'c> {
        let standing = self.standing(self.mine(card));
        let suggested = self.suggestions(card).iter().map(|proposed| proposed.code);
        suggested.filter(move |code| {
            !standing.whole && !standing.given.contains(code) && !standing.refused.contains(code)
        })
    }

    /// What is suggested and neither given nor refused by what stands.
    pub fn only_suggested<'c>(&self, card: &'c Card) -> impl Iterator<Item = &'c Proposed> + use<'c> {
        let standing = self.standing(self.stands(card));
        let answered = move |code: &usize| {
            standing.whole || standing.given.contains(code) || standing.refused.contains(code)
        };
        self.suggestions(card)
            .iter()
            .filter(move |one| !answered(&one.code))
    }

    /// What the coder says of the unit after this; `None` where that is what the coder said before.
    pub fn judge(&self, card: &Card, code: usize, say: Say) -> Option<Decision> {
        let said = self.mine(card);
        let before = self.standing(said);
        let suggested = |code: &usize| self.suggestions(card).iter().any(|one| one.code == *code);
        let one_only = self.board.codebook.codebook.codes_per_answer == Some(PerAnswer::One);
        let mut after = before.clone();
        match say {
            Say::Yes => {
                after.refused.retain(|other| *other != code);
                if one_only {
                    after.given.clear();
                    after.whole = true;
                }
                insert(&mut after.given, code);
            }
            Say::No => {
                let was_given = before.given.contains(&code);
                // Nobody has proposed it: there is nothing to refuse.
                if !was_given && (before.whole || !suggested(&code)) {
                    return None;
                }
                after.given.retain(|other| *other != code);
                insert(&mut after.refused, code);
            }
        }
        let unanswered = self.suggestions(card).iter().map(|one| one.code);
        let mut unanswered =
            unanswered.filter(|one| !after.given.contains(one) && !after.refused.contains(one));
        let whole = !after.given.is_empty() && (after.whole || unanswered.next().is_none());
        let outcome = match whole {
            true => Outcome::Codes(self.ids(&after.given)),
            false => Outcome::Begun {
                given: self.ids(&after.given),
                refused: self.ids(&after.refused),
            },
        };
        if said.is_some_and(|said| said.outcome == outcome) {
            return None;
        }
        let mut shown = said
            .and_then(|said| said.seen.as_ref())
            .map(|seen| self.places(seen))
            .unwrap_or_default();
        if suggested(&code) {
            insert(&mut shown, code);
        }
        let seen = said.is_some_and(|said| said.seen.is_some()) || suggested(&code);
        Some(Decision {
            seen: seen.then(|| self.ids(&shown)),
            ..self.decision(card, outcome)
        })
    }

    /// A decision of the coder that keeps what was said beside the codes before.
    pub(super) fn decision(&self, card: &Card, outcome: Outcome) -> Decision {
        let said = self.mine(card);
        let withheld = self.board.withholds(card, self.coder);
        let suggested = card.suggestions.iter().map(|proposed| proposed.code);
        Decision {
            withheld: withheld.then(|| self.ids(&suggested.collect::<Vec<_>>())),
            memo: said.map_or_else(String::new, |said| said.memo.to_string()),
            picked: said.map_or(Picked::Chosen, |said| said.picked),
            seen: said.and_then(|said| said.seen.clone()),
            ..Decision::of(card.unit, outcome)
        }
    }

    pub(super) fn ids(&self, places: &[usize]) -> Vec<String> {
        places.iter().map(|place| self.id(*place).to_owned()).collect()
    }

    fn standing(&self, said: Option<&Said>) -> Standing {
        let Some(Said {
            outcome, seen, anew, ..
        }) = said
        else {
            return Standing::default();
        };
        if *anew {
            let codes = &self.board.codebook.codebook.codes;
            let given = self.given(outcome).into_iter();
            return Standing {
                given: given.filter(|place| codes[*place].is_in_use()).collect(),
                ..Standing::default()
            };
        }
        let given = self.given(outcome);
        // A suggestion that was shown to whoever decided on the whole unit, and not taken, was refused.
        let refused = match outcome {
            Outcome::Begun { refused, .. } => self.places(refused),
            _ if outcome.is_whole() => self.places(seen.iter().flatten()),
            _ => Vec::new(),
        };
        Standing {
            refused: refused.into_iter().filter(|code| !given.contains(code)).collect(),
            given,
            whole: outcome.is_whole(),
        }
    }
}

/// Adds to an ascending list, once.
fn insert(places: &mut Vec<usize>, place: usize) {
    if let Err(at) = places.binary_search(&place) {
        places.insert(at, place);
    }
}
