//! The state of a study with one codebook: every coding unit, what is suggested for it, and who said what.

use rustc_hash::{FxHashMap, FxHashSet};

use super::card::{Card, Proposed, Said, Status};
use super::double::People;
use super::team::Team;
use super::twins::Twins;
use crate::codebook::{self, Codebook, Resolved};
use crate::problem::{Problem, Result};
use crate::study::{
    ActionNumber, Background, CodedUnit, Labels, Mark, Read, Recorded, Run, Share, StoredCodebook, Study,
    Wanted,
};
use crate::survey::{Coder, CoderId, CoderKind, Question, UnitId};

/// All that is shown of a study with one codebook, but for the words themselves.
#[derive(Debug)]
pub struct Board {
    pub codebook: StoredCodebook,
    /// Whose suggestions are on the board.
    pub run: Option<Run>,
    /// The version of the codebook that the run was made with: evidence names its rules.
    pub suggested_by: Option<StoredCodebook>,
    pub questions: Vec<Question>,
    /// Names of the background columns.
    pub background: Vec<String>,
    /// How their values are shown, and in which order.
    pub labels: Labels,
    /// Values of the background columns as they are shown, each once.
    pub values: Vec<String>,
    /// All coding units, ascending; those without words included.
    pub cards: Vec<Card>,
    /// What the study states about its coders.
    pub team: Team,
    /// By number of a twin, its place in a list of all answers by the alphabet.
    pub alphabet: Vec<u32>,
    /// All coders of the study, by number.
    pub coders: Vec<(CoderId, Coder)>,
    /// Ids of merged codes, and what they count as.
    pub(super) merged: FxHashMap<String, String>,
    /// What the board has seen of the study.
    mark: Mark,
    /// Cards with words.
    with_words: usize,
    /// How far each coder has come with those.
    tallies: FxHashMap<CoderId, Tally>,
}

/// How far a coder has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub decided: usize,
    pub deferred: usize,
}

/// What has changed in a study since its board was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behind {
    Nothing,
    /// Decisions, settings, or wordings of the codebook: [`Board::catch_up`] brings them in.
    Said,
    /// There are other suggestions: the board still holds, but a new one would know more.
    Suggestions,
    /// Answers or codes, or the order of what was decided: a new board is needed.
    All,
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
                suggested_by: None,
                questions: study.questions()?,
                background: study.background_names()?,
                labels: study.labels()?,
                values: Vec::new(),
                cards: Vec::new(),
                team: Team::default(),
                merged: FxHashMap::default(),
                alphabet: Vec::new(),
                coders: Vec::new(),
                mark: Mark {
                    action: ActionNumber::default(),
                    ..study.mark(codebook_name)?
                },
                with_words: 0,
                tallies: FxHashMap::default(),
                codebook,
            };
            board.lay_out(study)?;
            board.hear_all(study)?;
            Ok(board)
        })
    }

    /// What has changed in the study since; costs next to nothing.
    pub fn behind(&self, study: &Study) -> Result<Behind> {
        let mark = study.mark(&self.codebook.name)?;
        if mark == self.mark {
            return Ok(Behind::Nothing);
        }
        if (mark.data_revision, mark.merges) != (self.mark.data_revision, self.mark.merges) {
            return Ok(Behind::All);
        }
        if let Some(codebook) = mark.codebook
            && codebook != self.codebook.id
            && !has_same_codes(&self.codebook, &study.codebook(codebook)?)
        {
            return Ok(Behind::All);
        }
        if mark.setting != self.mark.setting && study.labels()? != self.labels {
            return Ok(Behind::All);
        }
        if mark.run != self.mark.run {
            return Ok(Behind::Suggestions);
        }
        Ok(Behind::Said)
    }

    /// Hears what was said since, and takes the codebook as it is worded now where its codes are the same: places of the
    /// cards that changed, ascending.
    pub fn catch_up(&mut self, study: &Study) -> Result<Vec<usize>> {
        study.steady(|| {
            if let Some(codebook) = study.mark(&self.codebook.name)?.codebook
                && codebook != self.codebook.id
            {
                let latest = study.codebook(codebook)?;
                if has_same_codes(&self.codebook, &latest) {
                    self.codebook = latest;
                    self.mark.codebook = Some(codebook);
                }
            }
            self.hear_all(study)
        })
    }

    /// Counts the changes of answers: with the same number the same answers are on the board.
    pub fn data_revision(&self) -> i64 {
        self.mark.data_revision
    }

    /// Cards with words.
    pub fn with_words(&self) -> usize {
        self.with_words
    }

    /// How far a coder has come with the cards that have words.
    pub fn tally(&self, coder: CoderId) -> Tally {
        self.tallies.get(&coder).copied().unwrap_or_default()
    }

    /// Decisions of people that stand, on answers with words.
    pub fn decisions(&self) -> usize {
        let of_people = self.tallies.iter().filter(|(coder, _)| self.is_person(**coder));
        of_people.map(|(_, tally)| tally.decided).sum()
    }

    /// The same of those that were made until a time, in seconds since 1970 UTC.
    pub fn decisions_until(&self, time: i64) -> usize {
        let with_words = self.cards.iter().filter(|card| card.missing.is_none());
        let decided = with_words.flat_map(Card::own).filter(|said| {
            said.outcome.is_whole() && said.moment / 1000 <= time && self.is_person(said.coder)
        });
        decided.count()
    }

    /// The person of this name; none as long as nobody of this name has coded.
    pub fn person(&self, name: &str) -> Option<CoderId> {
        let person = |(_, coder): &&(CoderId, Coder)| coder.kind == CoderKind::Person && coder.name == name;
        self.coders.iter().find(person).map(|(id, _)| *id)
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

    fn hear_all(&mut self, study: &Study) -> Result<Vec<usize>> {
        let now = study.mark(&self.codebook.name)?;
        let mut changed = Vec::new();
        let split = split(&self.codebook.codebook);
        let (cards, tallies) = (&mut self.cards, &mut self.tallies);
        study.record(&self.codebook.name, self.mark.action, |recorded| {
            let unit = recorded.decision.unit;
            if let Ok(at) = cards.binary_search_by_key(&unit, |card| card.unit) {
                hear(&mut cards[at], recorded, &split, tallies);
                changed.push(at);
            }
            Ok(())
        })?;
        self.mark.action = now.action;
        self.mark.setting = now.setting;
        self.mark.coder = now.coder;
        self.coders = study.all_coders()?;
        self.hear_of_team(Team::of(study)?);
        changed.sort_unstable();
        changed.dedup();
        Ok(changed)
    }

    /// One card for each unit, with suggestions.
    fn lay_out(&mut self, study: &Study) -> Result<()> {
        let run = self.run.as_ref();
        self.suggested_by = run.map(|run| study.codebook(run.codebook)).transpose()?;
        // Suggestions name codes by their place in the run's version of the codebook; merged or retired since, they count as
        // something else, or no more.
        let now = &self.codebook.codebook;
        let of_run = self.suggested_by.iter();
        let places: Vec<Option<usize>> = of_run
            .flat_map(|stored| &stored.codebook.codes)
            .map(|code| now.order(&now.resolve(&code.id).in_use()?.id))
            .collect();
        let mut values = Values::default();
        let mut twins = Twins::default();
        let mut cards = Vec::new();
        let wanted = Wanted {
            run: self.run.as_ref().map(|run| run.id),
            evidence: Read::Yes,
            background: Background::Shown,
            verbatim: Read::Yes,
            ..Wanted::default()
        };
        study.walk(&wanted, |unit| {
            cards.push(card(unit, &places, &mut values, &mut twins));
            Ok(())
        })?;
        self.with_words = cards.iter().filter(|card| card.missing.is_none()).count();
        self.cards = cards;
        self.alphabet = twins.alphabet();
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
    // Of two that count as one code since, the surer stands.
    suggestions.sort_by(|a, b| a.code.cmp(&b.code).then(b.score.total_cmp(&a.score)));
    suggestions.dedup_by_key(|proposed| proposed.code);
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
        earlier: Vec::new(),
        people: People::default(),
    }
}

/// The same codes in the same places: what cards say of codes by place still holds.
fn has_same_codes(one: &StoredCodebook, other: &StoredCodebook) -> bool {
    let codes = |stored: &StoredCodebook| -> Vec<(String, codebook::Status)> {
        let codes = stored.codebook.codes.iter();
        codes.map(|code| (code.id.clone(), code.status.clone())).collect()
    };
    codes(one) == codes(other)
}

/// Ids that count as a code which was split.
fn split(codebook: &Codebook) -> FxHashSet<String> {
    let ids = codebook.codes.iter().map(|code| &code.id);
    ids.filter(|id| matches!(codebook.resolve(id), Resolved::Split(_)))
        .cloned()
        .collect()
}

/// A card hears one more thing; the tally of whoever said it follows.
fn hear(
    card: &mut Card,
    recorded: Recorded,
    split: &FxHashSet<String>,
    tallies: &mut FxHashMap<CoderId, Tally>,
) {
    let coder = recorded.coder;
    let before = card.status(coder);
    card.hear(said(recorded, split));
    let after = card.status(coder);
    if card.missing.is_some() || before == after {
        return;
    }
    let tally = tallies.entry(coder).or_default();
    if let Some(count) = tally.count(before) {
        *count -= 1;
    }
    if let Some(count) = tally.count(after) {
        *count += 1;
    }
}

impl Tally {
    fn count(&mut self, status: Status) -> Option<&mut usize> {
        match status {
            Status::Open | Status::Begun | Status::Anew => None,
            Status::Deferred => Some(&mut self.deferred),
            Status::Decided => Some(&mut self.decided),
        }
    }
}

fn said(recorded: Recorded, split: &FxHashSet<String>) -> Said {
    let decision = recorded.decision;
    Said {
        anew: decision.outcome.given().iter().any(|id| split.contains(id)),
        coder: recorded.coder,
        layer: decision.layer,
        outcome: decision.outcome,
        memo: decision.memo.into(),
        moment: recorded.moment,
        picked: decision.picked,
        seen: decision.seen,
        uid: recorded.uid.into(),
        kind: recorded.kind,
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
