//! The state of a study with one codebook: every coding unit, what is suggested for it, and who said what.

use rustc_hash::FxHashMap;

use super::card::{Card, Proposed, Said};
use super::twins::Twins;
use crate::problem::{Problem, Result};
use crate::study::{ActionNumber, CodedUnit, Read, Recorded, Run, Share, StoredCodebook, Study, Wanted};
use crate::survey::{Coder, CoderId, Question, UnitId};

/// All that is shown of a study with one codebook, but for the words themselves.
#[derive(Debug)]
pub struct Board {
    pub codebook: StoredCodebook,
    /// Whose suggestions are on the board.
    pub run: Option<Run>,
    pub questions: Vec<Question>,
    /// Names of the background columns.
    pub background: Vec<String>,
    /// Values of the background columns, each once.
    pub values: Vec<String>,
    /// All coding units, ascending; those without words included.
    pub cards: Vec<Card>,
    /// All coders of the study, by number.
    pub coders: Vec<(CoderId, Coder)>,
    /// The last action that the board has heard of.
    heard: ActionNumber,
}

impl Board {
    /// Reads the board from a study.
    ///
    /// # Errors
    /// The study has no codebook of this name.
    pub fn of(study: &Study, codebook_name: &str) -> Result<Board> {
        study.steady(|| {
            let codebooks = study.codebooks()?;
            let codebook = codebooks.into_iter().find(|stored| stored.name == codebook_name);
            let codebook = codebook.ok_or_else(|| {
                Problem::input(
                    format!("Einen Kodierleitfaden »{codebook_name}« hat die Studie nicht."),
                    format!("The study has no codebook “{codebook_name}”."),
                )
                .hint("Einen der Studie wählen.", "Choose one of the study.")
            })?;
            let mut board = Board {
                run: study.latest_run(codebook_name)?,
                questions: study.questions()?,
                background: study.background_names()?,
                values: Vec::new(),
                cards: Vec::new(),
                coders: Vec::new(),
                heard: ActionNumber::default(),
                codebook,
            };
            board.lay_out(study)?;
            board.catch_up(study)?;
            Ok(board)
        })
    }

    /// Hears what was said since: places of the cards that changed, ascending.
    pub fn catch_up(&mut self, study: &Study) -> Result<Vec<usize>> {
        let mut changed = Vec::new();
        let (cards, mut heard) = (&mut self.cards, self.heard);
        study.record(&self.codebook.name, heard, |recorded| {
            heard = recorded.action;
            if let Ok(at) = cards.binary_search_by_key(&recorded.decision.unit, |card| card.unit) {
                cards[at].hear(said(recorded));
                changed.push(at);
            }
            Ok(())
        })?;
        self.heard = heard;
        self.coders = study.all_coders()?;
        changed.sort_unstable();
        changed.dedup();
        Ok(changed)
    }

    /// The place of a unit among the cards.
    pub fn place(&self, unit: UnitId) -> Option<usize> {
        self.cards.binary_search_by_key(&unit, |card| card.unit).ok()
    }

    pub fn card(&self, unit: UnitId) -> Option<&Card> {
        self.place(unit).map(|at| &self.cards[at])
    }

    pub fn coder(&self, id: CoderId) -> Option<&Coder> {
        let found = self.coders.iter().find(|(known, _)| *known == id);
        found.map(|(_, coder)| coder)
    }

    /// What stands in a background column for a unit; `None` where it is empty.
    pub fn value(&self, card: &Card, column: usize) -> Option<&str> {
        let value = card.background.get(column).copied().flatten()?;
        self.values.get(value as usize).map(String::as_str)
    }

    /// One card for each unit, with suggestions.
    fn lay_out(&mut self, study: &Study) -> Result<()> {
        let of_run = match &self.run {
            Some(run) => study.codebook(run.codebook)?.codebook.codes,
            None => Vec::new(),
        };
        // Suggestions name codes by their place in the run's version of the codebook.
        let places: Vec<Option<usize>> = of_run
            .iter()
            .map(|code| {
                self.codebook
                    .codebook
                    .codes
                    .iter()
                    .position(|now| now.id == code.id)
            })
            .collect();
        let mut values = Values::default();
        let mut twins = Twins::default();
        let mut cards = Vec::new();
        let wanted = Wanted {
            run: self.run.as_ref().map(|run| run.id),
            evidence: Read::Yes,
            background: Read::Yes,
            verbatim: Read::Yes,
            ..Wanted::default()
        };
        study.walk(&wanted, |unit| {
            cards.push(card(unit, &places, &mut values, &mut twins));
            Ok(())
        })?;
        self.cards = cards;
        self.values = values.all;
        Ok(())
    }
}

fn card(unit: &CodedUnit, places: &[Option<usize>], values: &mut Values, twins: &mut Twins) -> Card {
    let mut suggestions: Vec<Proposed> = unit
        .suggestions
        .iter()
        .filter_map(|suggestion| {
            Some(Proposed {
                code: places.get(suggestion.code).copied().flatten()?,
                score: suggestion.score,
                share: Share::largest(suggestion),
            })
        })
        .collect();
    suggestions.sort_by_key(|proposed| proposed.code);
    let background = unit
        .background
        .iter()
        .map(|value| Some(values.place(value.as_deref()?)));
    Card {
        unit: unit.unit,
        key: unit.key.as_str().into(),
        record: unit.record,
        respondent: unit.respondent,
        question: unit.question,
        missing: unit.missing,
        background: background.collect(),
        twin: twins.number(unit.span.of(&unit.verbatim)),
        suggestions: suggestions.into(),
        said: Vec::new(),
    }
}

fn said(recorded: Recorded) -> Said {
    let decision = recorded.decision;
    Said {
        coder: recorded.coder,
        layer: decision.layer,
        outcome: decision.outcome,
        memo: decision.memo.into(),
        moment: recorded.moment,
        picked: decision.picked,
        seen: decision.seen,
        uid: recorded.uid.into(),
        settled: decision.settled,
        withheld: decision.withheld,
    }
}

/// Values of background columns, each kept once.
#[derive(Default)]
struct Values {
    places: FxHashMap<String, u32>,
    all: Vec<String>,
}

impl Values {
    fn place(&mut self, value: &str) -> u32 {
        if let Some(place) = self.places.get(value) {
            return *place;
        }
        let place = self.all.len() as u32;
        self.places.insert(value.to_owned(), place);
        self.all.push(value.to_owned());
        place
    }
}
