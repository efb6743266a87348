//! What a study states about its coders: double coding, the rule of the final layer, coding again; and what follows from it
//! for the units of a board.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::again::CodingAgain;
use super::anchoring::WithoutSuggestions;
use super::board::Board;
use super::card::{Card, Said};
use super::double::{DoubleCoding, Drawable, People};
use crate::problem::Result;
use crate::study::Study;
use crate::survey::{
    Alone, CoderId, CoderKind, CodingLayer, FinalRule, Opinion, Outcome, Settlement, Stage, Verdict, verdict,
};

/// What is stated at present.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Team {
    /// None: whoever comes first codes a unit, and sees everything.
    pub double: Option<DoubleCoding>,
    pub rule: FinalRule,
    pub again: Option<CodingAgain>,
    /// Of how many units suggestions are kept back.
    pub without: WithoutSuggestions,
    pub same: SameAnswers,
}

/// Whether answers that say the same are decided together where nobody chooses otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SameAnswers {
    #[default]
    OneByOne,
    Together,
}

impl SameAnswers {
    /// The name of the setting.
    pub const SETTING: &str = "same_answers";

    pub fn id(self) -> &'static str {
        match self {
            SameAnswers::OneByOne => "one_by_one",
            SameAnswers::Together => "together",
        }
    }
}

impl Team {
    /// # Errors
    /// A newer program has stated something that this one cannot read.
    pub fn of(study: &Study) -> Result<Team> {
        Ok(Team {
            double: study.stated(DoubleCoding::SETTING)?,
            rule: study.stated(FinalRule::SETTING)?.unwrap_or_default(),
            again: study
                .stated::<Option<CodingAgain>>(CodingAgain::SETTING)?
                .flatten(),
            without: study.stated(WithoutSuggestions::SETTING)?.unwrap_or_default(),
            same: study.stated(SameAnswers::SETTING)?.unwrap_or_default(),
        })
    }
}

impl Board {
    /// What holds for a unit: the same as `study` says when it walks through its units.
    pub fn verdict<'a>(&self, card: &'a Card) -> Verdict<&'a Said> {
        let of_people = |said: &&Said| said.layer == CodingLayer::Own && self.is_person(said.coder);
        let settled = card.said.iter().rfind(|said| said.layer == CodingLayer::Final);
        let own: Vec<Weighed<'_>> = card
            .own()
            .filter(of_people)
            .map(|said| self.weighed(said))
            .collect();
        let [only] = &own[..] else {
            return self.weigh(card, &own, settled);
        };
        match settled {
            None if self.team.rule.alone == Alone::Counts => Verdict::Agreed(only.said),
            _ => self.weigh(card, &own, settled),
        }
    }

    fn weigh<'a>(&self, card: &'a Card, own: &[Weighed<'a>], settled: Option<&'a Said>) -> Verdict<&'a Said> {
        let of_people = |said: &&Said| said.layer == CodingLayer::Own && self.is_person(said.coder);
        let compared: Vec<Weighed<'_>> = settled
            .map_or(&[][..], |settled| &settled.settled)
            .iter()
            .filter_map(|uid| {
                // What was taken back is nothing that could be compared.
                let all = card.earlier.iter().chain(&card.said);
                let said = all.filter(|said| said.outcome != Outcome::Withdrawn);
                said.filter(of_people).find(|said| *said.uid == **uid)
            })
            .map(|said| self.weighed(said))
            .collect();
        let compared: Vec<&Weighed<'_>> = compared.iter().collect();
        let settled = settled.map(|said| self.weighed(said));
        let settlement = settled.as_ref().map(|decision| Settlement {
            decision,
            compared: &compared,
        });
        let own: Vec<&Weighed<'_>> = own.iter().collect();
        let machine = || card.own().last().map_or(Verdict::Nothing, Verdict::Agreed);
        match verdict(&own, settlement, self.team.rule).map(|weighed| weighed.said) {
            Verdict::Nothing => machine(),
            of_people => of_people,
        }
    }

    /// What a decision counts as now.
    pub fn counted(&self, outcome: &Outcome) -> Outcome {
        match self.merged.is_empty() {
            true => outcome.clone(),
            false => outcome.counted(|code| self.merged.get(code).cloned()),
        }
    }

    fn weighed<'a>(&self, said: &'a Said) -> Weighed<'a> {
        let counted = match self.merged.is_empty() {
            true => Cow::Borrowed(&said.outcome),
            false => Cow::Owned(self.counted(&said.outcome)),
        };
        Weighed { said, counted }
    }

    pub fn is_person(&self, coder: CoderId) -> bool {
        self.coder(coder)
            .is_some_and(|coder| coder.kind == CoderKind::Person)
    }

    /// Draws anew who codes what, where the study states something else than before.
    pub(super) fn hear_of_team(&mut self, team: Team) {
        let merged = self.codebook.codebook.merged();
        self.merged = merged
            .map(|(id, counts_as)| (id.to_owned(), counts_as.to_owned()))
            .collect();
        if self.team.double != team.double {
            let mut cards = std::mem::take(&mut self.cards);
            for card in &mut cards {
                card.people = match &team.double {
                    Some(double) => double.people_of(&Drawn { board: self, card }),
                    None => People::default(),
                };
            }
            self.cards = cards;
        }
        self.team = team;
    }
}

/// What somebody said, as it counts now.
struct Weighed<'a> {
    said: &'a Said,
    counted: Cow<'a, Outcome>,
}

impl Opinion for Weighed<'_> {
    fn coder(&self) -> CoderId {
        self.said.coder
    }

    fn stage(&self) -> Stage {
        self.said.stage()
    }

    fn is_like(&self, other: &Self) -> bool {
        self.counted.is_like(&other.counted)
    }
}

/// A card as a draw looks at it.
struct Drawn<'a> {
    board: &'a Board,
    card: &'a Card,
}

impl Drawable for Drawn<'_> {
    fn key(&self) -> &str {
        &self.card.key
    }

    fn value(&self, column: &str) -> Option<&str> {
        let column = self.board.background.iter().position(|name| name == column)?;
        self.board.value(self.card, column)
    }
}
