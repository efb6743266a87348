//! A row whose record the study has: what is new is added, what was missing is filled, what reads differently is kept
//! beside the first wording and reported.

use super::bring::Bringing;
use super::plan::Said;
use super::row::Row;
use super::split::split;
use crate::problem::{Notice, Problem, Result};
use crate::study::{StoredAnswer, StoredRecord};
use crate::survey::{AnswerId, Missing, RecordId, RespondentId, UnitId, Verbatim, reads_the_same};

/// Letters of a new wording that a notice quotes.
const QUOTED: usize = 40;

/// A row and the record of its key.
#[derive(Clone, Copy)]
struct Pair<'a> {
    row: &'a Row,
    key: &'a str,
    record: RecordId,
}

impl Bringing<'_, '_> {
    /// Compares a row with the record of its key.
    pub fn compare(
        &mut self,
        row: &Row,
        key: &str,
        respondent: RespondentId,
        background: Vec<Option<&str>>,
    ) -> Result<()> {
        let stored = self
            .change
            .find_record(key)?
            .ok_or_else(|| Problem::bug("a record that is there was not found"))?;
        if !self.duplicates.first_time(stored.id) {
            self.duplicates.found(
                self.plan.id.map_or(key, |column| row.cell(column).trim()),
                row.number,
            );
            return Ok(());
        }
        if stored.respondent != respondent
            && let Some(column) = self.plan.respondent
        {
            let notice = Notice::new(
                format!("Der Datensatz {key} gehörte bisher zu jemand anderem; das bleibt so."),
                format!("The record {key} belonged to another respondent until now; that stays."),
            );
            self.notices
                .push(notice.in_row(row.number).in_column(self.name(column)));
            self.done.changed_background += 1;
        }
        self.compare_background(row, &stored, background)?;
        let answers = self.change.answers_of(stored.id)?;
        let pair = Pair {
            row,
            key,
            record: stored.id,
        };
        let mut said = Vec::new();
        let mut units = Vec::new();
        for at in 0..self.questions.len() {
            let (open, question) = (self.questions[at].open, self.questions[at].id);
            self.plan.said(row, open, &self.choices.missing, &mut said);
            let known: Vec<&StoredAnswer> = answers
                .iter()
                .filter(|answer| answer.question == question)
                .collect();
            self.compare_question(pair, at, &known, &said, &mut units)?;
        }
        self.decide(row, &units)
    }

    fn compare_question(
        &mut self,
        pair: Pair<'_>,
        question: usize,
        known: &[&StoredAnswer],
        said: &[Said<'_>],
        units: &mut Vec<UnitId>,
    ) -> Result<()> {
        // One record that nothing was said, which the first words may take.
        let mut placeholder = known
            .iter()
            .find(|answer| {
                matches!(
                    answer.verbatim,
                    Verbatim::Missing(Missing::Empty | Missing::NotShown, _)
                )
            })
            .filter(|answer| {
                !said
                    .iter()
                    .any(|said| said.slot == answer.slot && said.missing.is_some())
            });
        for said in said {
            let same = known.iter().find(|answer| answer.slot == said.slot);
            match (same.map(|answer| &answer.verbatim), said.missing) {
                (Some(Verbatim::Given(words)), None) if reads_the_same(words, said.words) => {
                    self.done.unchanged += 1;
                    if let Some(answer) = same {
                        self.look_at_division(answer.id, words)?;
                    }
                }
                (Some(Verbatim::Missing(..)), Some(_)) => {}
                (Some(Verbatim::Given(_)), _) => {
                    if let Some(answer) = same {
                        self.note_change(pair.row, question, said.slot, answer.id, said.words)?;
                    }
                }
                (Some(Verbatim::Missing(..)), None) => {
                    if let Some(answer) = same {
                        placeholder = placeholder.filter(|other| other.id != answer.id);
                        self.fill(pair, question, answer, said)?;
                    }
                }
                (None, None) => match placeholder.take() {
                    Some(answer) => self.fill(pair, question, answer, said)?,
                    None => self.add(question, pair.record, pair.key, said, units)?,
                },
                (None, Some(_)) if known.is_empty() => {
                    self.add(question, pair.record, pair.key, said, units)?
                }
                (None, Some(_)) => {}
            }
        }
        for answer in known {
            let column = self.questions[question]
                .open
                .slots
                .iter()
                .any(|(slot, _)| (*slot).max(1) == answer.slot);
            let gone = column && !said.iter().any(|said| said.slot == answer.slot);
            if gone && matches!(answer.verbatim, Verbatim::Given(_)) {
                self.note_change(pair.row, question, answer.slot, answer.id, "")?;
            }
            if self.brings_codes() {
                self.prepare_comparison()?;
                units.extend(self.change.units_of(answer.id)?.into_iter().map(|(unit, _)| unit));
            }
        }
        Ok(())
    }

    /// Whether a stored answer would be divided otherwise now; asked until one is found.
    fn look_at_division(&mut self, answer: AnswerId, words: &str) -> Result<()> {
        let now = self.choices.split;
        if self.divided_otherwise || self.splits.iter().all(|earlier| *earlier == now) {
            return Ok(());
        }
        let spans = split(words, now);
        if self.splits.iter().any(|earlier| split(words, *earlier) != spans) {
            self.prepare_comparison()?;
            let stored = self.change.units_of(answer)?;
            self.divided_otherwise = !stored.iter().map(|(_, span)| *span).eq(spans);
        }
        Ok(())
    }

    fn fill(
        &mut self,
        pair: Pair<'_>,
        question: usize,
        answer: &StoredAnswer,
        said: &Said<'_>,
    ) -> Result<()> {
        self.prepare_comparison()?;
        let units = self.units(question, pair.key, said);
        let moved = self
            .change
            .fill_missing_answer(answer.id, said.slot, said.words, &units)?;
        self.sample.take(said.words);
        self.done.filled += 1;
        self.done.units += units.len() as u64;
        if moved > 0 {
            let notice = Notice::new(
                "Diese Antwort fehlte, als über sie entschieden wurde; die Entscheidung prüfen.",
                "This answer was missing when it was decided on; check the decision.",
            );
            self.notices.push(
                notice
                    .in_row(pair.row.number)
                    .in_column(self.column_of(question, said.slot)),
            );
        }
        Ok(())
    }

    fn note_change(
        &mut self,
        row: &Row,
        question: usize,
        slot: u32,
        answer: AnswerId,
        words: &str,
    ) -> Result<()> {
        if self
            .change
            .note_changed_answer(answer, self.source, row.number, words)?
        {
            self.done.changed += 1;
        } else {
            self.done.known_changes += 1;
        }
        let (de, en) = match beginning(words) {
            quote if quote.is_empty() => ("leer".to_owned(), "empty".to_owned()),
            quote => (format!("»{quote}«"), format!("\"{quote}\"")),
        };
        let notice = Notice::new(
            format!(
                "Die Antwort lautet anders als beim ersten Import ({de}); es gilt weiter die erste, diese ist vermerkt."
            ),
            format!(
                "The answer reads differently from the first import ({en}); the first one stands, this one is noted."
            ),
        );
        self.notices.push(
            notice
                .in_row(row.number)
                .in_column(self.column_of(question, slot)),
        );
        Ok(())
    }

    fn compare_background<'s>(
        &mut self,
        row: &Row,
        stored: &'s StoredRecord,
        mut now: Vec<Option<&'s str>>,
    ) -> Result<()> {
        let mut filled = false;
        for at in 0..now.len().max(stored.background.len()) {
            let before = stored.background.get(at).and_then(|value| value.as_deref());
            if at == now.len() {
                now.push(None);
            }
            if before.is_none() {
                filled |= now[at].is_some();
                continue;
            }
            let column = self
                .background
                .iter()
                .find(|(_, place)| *place == at)
                .map(|(column, _)| *column);
            if let Some(column) = column
                && now[at] != before
            {
                let (old, new) = (before.unwrap_or(""), now[at].unwrap_or(""));
                let notice = Notice::new(
                    format!("Hier stand beim ersten Import »{old}«, jetzt »{new}«; es gilt weiter »{old}«."),
                    format!("The first import had \"{old}\" here, now it is \"{new}\"; \"{old}\" stands."),
                );
                self.notices
                    .push(notice.in_row(row.number).in_column(self.name(column)));
                self.done.changed_background += 1;
            }
            now[at] = before;
        }
        if filled {
            self.change.fill_background(stored.id, &now)?;
            self.done.filled_background += 1;
        }
        Ok(())
    }

    fn column_of(&self, question: usize, slot: u32) -> String {
        let slots = &self.questions[question].open.slots;
        let column = slots
            .iter()
            .find(|(number, _)| (*number).max(1) == slot)
            .map_or(slots[0].1, |(_, column)| *column);
        self.name(column)
    }
}

/// The beginning of an answer, on one line.
fn beginning(words: &str) -> String {
    let flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= QUOTED {
        return flat;
    }
    flat.chars().take(QUOTED).chain(['…']).collect()
}
