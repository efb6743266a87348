//! Codings as decisions: what one user said of one piece of a text, in one decision, at the time when it was said last.
//!
//! What came by an earlier import, or left for the other program from here, does not come again, whatever was decided since.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::book::Book;
use super::marks::{Marks, leaves_words};
use super::voices::Voice;
use super::{Coded, CodedText};
use crate::import::CodesOf;
use crate::import::bring::Bringing;
use crate::problem::{Notice, Result};
use crate::refi::Guid;
use crate::study::{Act, Action};
use crate::survey::{ActionKind, CoderId, CoderKind, CodingLayer, Decision, Outcome, Span, UnitId, Verbatim};

/// Who gave codes where the project does not say.
const UNNAMED: &str = "unbekannt";

/// What one user gave to one unit.
#[derive(Default)]
struct Given {
    codes: Vec<Guid>,
    memos: Vec<String>,
    /// Seconds since 1970 UTC.
    time: Option<i64>,
}

/// What is worth telling of what did not come.
#[derive(Default)]
struct Told {
    changed: usize,
    suggested: usize,
    gaps: usize,
    not_read: usize,
}

/// When somebody last said the same of a unit, and whether that came by an import.
#[derive(Default)]
struct SaidBefore {
    /// Seconds since 1970 UTC.
    last: i64,
    imported: bool,
}

type Earlier = FxHashMap<(CoderId, CodingLayer, UnitId, String), SaidBefore>;
type Everything = BTreeMap<(Voice, UnitId), Given>;

impl Bringing<'_, '_> {
    /// Brings all codings of a project whose rows are in the study. `known`: names of the study's codebooks.
    ///
    /// # Errors
    /// The codebook that was named does not know the codes.
    pub fn code(
        &mut self,
        coded: &Coded,
        named: Option<CodesOf<'_>>,
        known: &[String],
        now: i64,
    ) -> Result<()> {
        let all = || coded.rows.iter().flat_map(|row| &row.answers);
        let selections = || all().flat_map(|answer| &answer.selections);
        let codings = selections().flat_map(|selection| &selection.codings);
        let given: FxHashSet<Guid> = codings.map(|coding| coding.code).collect();
        let given = |code: Guid| given.contains(&code);
        let Some(book) = Book::of(self.change, (&coded.book, &given), named, known, now)? else {
            return Ok(());
        };
        self.prepare_comparison()?;
        let mut told = Told::default();
        let mut everything = Everything::new();
        let mut is_new = false;
        for row in &coded.rows {
            if row.answers.iter().all(|answer| answer.selections.is_empty()) {
                continue;
            }
            let key = self.key_before(&row.key);
            let Some(record) = self.change.find_record(&key)? else {
                continue;
            };
            let answers = self.change.answers_of(record.id)?;
            for coded_text in &row.answers {
                let Some((question, slot)) = self.asked(coded_text.column) else {
                    told.not_read += coded_text.selections.len();
                    continue;
                };
                let id = self.questions[question].id;
                let answer = answers
                    .iter()
                    .find(|answer| (answer.question, answer.slot) == (id, slot));
                let words = answer.map(|answer| match &answer.verbatim {
                    Verbatim::Given(words) | Verbatim::Missing(_, words) => (answer.id, words),
                });
                let marks = words.and_then(|(answer, words)| {
                    let pieces = coded_text.selections.iter().map(|one| (one.start, one.end));
                    Some((answer, words, Marks::of(words, &coded_text.text, pieces)?))
                });
                let Some((answer, words, marks)) = marks else {
                    told.changed += coded_text.selections.len();
                    continue;
                };
                let mut units = self.change.units_of(answer)?;
                for span in marks.units() {
                    if find(&units, span, words).is_none() {
                        let key = self.unit_key(question, &key, slot, span, words);
                        let unit = self.change.add_unit(answer, span, key.as_deref())?;
                        units.push((unit, span));
                        self.done.units += 1;
                        is_new = true;
                    }
                }
                let mut spans: Vec<Span> = units.iter().map(|(_, span)| *span).collect();
                spans.sort_unstable();
                told.gaps += usize::from(leaves_words(words, &spans));
                told.suggested += self.gather(coded, coded_text, &marks, (&units, words), &mut everything);
            }
        }
        if is_new {
            self.change.answers_changed()?;
        }
        self.decide_all(&book, everything, now)?;
        self.notices.extend(book.notices.iter().cloned());
        self.notices.extend(told.notices());
        Ok(())
    }

    /// Adds up what was said of the pieces of one text; how many codings were only suggested.
    fn gather(
        &self,
        coded: &Coded,
        text: &CodedText,
        marks: &Marks,
        (units, words): (&[(UnitId, Span)], &str),
        everything: &mut Everything,
    ) -> usize {
        let mut suggested = 0;
        for (selection, span) in text.selections.iter().zip(&marks.spans) {
            let Some(unit) = find(units, *span, words) else {
                continue;
            };
            for coding in &selection.codings {
                let Some(voice) = coded.voices.of_coding(selection, coding, UNNAMED) else {
                    suggested += 1;
                    continue;
                };
                let given = everything.entry((voice, unit)).or_default();
                given.codes.push(coding.code);
                given.time = given.time.max(coding.created.or(selection.created));
                let memo = selection.memo.trim();
                if !memo.is_empty() && !given.memos.iter().any(|known| known == memo) {
                    given.memos.push(memo.to_owned());
                }
            }
        }
        suggested
    }

    fn decide_all(&mut self, book: &Book, everything: Everything, now: i64) -> Result<()> {
        let mut coders: BTreeMap<Voice, CoderId> = BTreeMap::new();
        let mut before = Earlier::default();
        let mut decisions = Vec::new();
        for ((voice, unit), given) in everything {
            let Some(outcome) = book.outcome(&given.codes) else {
                continue;
            };
            let coder = match coders.get(&voice) {
                Some(coder) => *coder,
                None => {
                    let coder = match voice.coder.kind {
                        CoderKind::Person => self.change.coder(&voice.coder.name)?,
                        CoderKind::Machine => self.change.machine(&voice.coder.name)?,
                    };
                    self.hear_earlier(book, coder, &mut before)?;
                    coders.insert(voice.clone(), coder);
                    coder
                }
            };
            let layer = voice.layer;
            let latest = match layer {
                CodingLayer::Own => self.change.latest_decision(unit, book.id, coder)?,
                _ => None,
            };
            let earlier = before.get(&(coder, layer, unit, spelled(&outcome)));
            let is_known = earlier.is_some_and(|earlier| match given.time {
                Some(time) => earlier.last >= time,
                None => earlier.imported,
            }) || latest.is_some_and(|latest| latest.is_like(&outcome));
            if !is_known {
                // A time that is still to come would move everything that is decided later.
                let time = given.time.unwrap_or(now).clamp(0, now);
                let memo = given.memos.join("\n");
                decisions.push(((time, layer, coder), (unit, outcome, memo)));
            }
        }
        // As they were made; what was settled compares what was said by then.
        decisions.sort_by_key(|(at, _)| *at);
        let mut action: Option<((i64, CodingLayer, CoderId), Action)> = None;
        let mut compared: FxHashMap<UnitId, Vec<String>> = FxHashMap::default();
        for (at, (unit, outcome, memo)) in decisions {
            let (time, layer, coder) = at;
            if action.as_ref().is_none_or(|(before, _)| *before != at) {
                let act = Act {
                    coder,
                    codebook: book.id,
                    kind: ActionKind::Import,
                    undoes: None,
                    time,
                };
                action = Some((at, self.change.act(&act)?));
            }
            let Some((_, action)) = &action else { continue };
            let settled = match layer {
                CodingLayer::Final => compared.get(&unit).cloned().unwrap_or_default(),
                _ => Vec::new(),
            };
            if layer == CodingLayer::Own {
                compared.entry(unit).or_default().push(action.uid.clone());
            }
            let decision = Decision {
                memo,
                layer,
                settled,
                ..Decision::of(unit, outcome)
            };
            self.change.decide(action, &decision)?;
            self.done.decisions += 1;
        }
        Ok(())
    }

    /// What a coder ever decided.
    fn hear_earlier(&self, book: &Book, coder: CoderId, before: &mut Earlier) -> Result<()> {
        for act in self.change.acts(&book.name, coder)? {
            for decision in self.change.decisions_of(act.number)? {
                let key = (coder, decision.layer, decision.unit, spelled(&decision.outcome));
                let said = before.entry(key).or_default();
                said.last = said.last.max(act.moment / 1000);
                said.imported |= act.kind == ActionKind::Import;
            }
        }
        Ok(())
    }

    /// The question and slot of a column that is read.
    fn asked(&self, column: usize) -> Option<(usize, u32)> {
        self.questions.iter().enumerate().find_map(|(at, question)| {
            let slots = question.open.slots.iter();
            let slot = slots.clone().find(|(_, of)| *of == column)?.0;
            Some((at, slot.max(1)))
        })
    }
}

/// The unit of a span: the same, or the same but for blanks around it.
fn find(units: &[(UnitId, Span)], span: Span, words: &str) -> Option<UnitId> {
    let exact = units.iter().find(|(_, known)| *known == span);
    let trimmed = |span: &Span| {
        let piece = span.of(words);
        let start = span.start as usize + piece.len() - piece.trim_start().len();
        (start, start + piece.trim().len())
    };
    exact
        .or_else(|| units.iter().find(|(_, known)| trimmed(known) == trimmed(&span)))
        .map(|(unit, _)| *unit)
}

/// An outcome as a word; codes in any order are the same.
fn spelled(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Codes(codes) => {
            let mut codes = codes.clone();
            codes.sort();
            codes.join("|")
        }
        other => format!("{other:?}"),
    }
}

impl Told {
    fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        let mut count = |n: usize, de: &str, en: &str| {
            if n > 0 {
                notices.push(Notice::new(format!("{de}: {n}."), format!("{en}: {n}.")));
            }
        };
        count(
            self.changed,
            "Markierungen in Texten, die in der Studie anders lauten; ihre Kodierungen entfallen",
            "Selections in texts that read differently in the study; their codings are left out",
        );
        count(
            self.not_read,
            "Markierungen in Texten, deren Frage diesmal nicht eingelesen wird",
            "Selections in texts whose question is not read this time",
        );
        count(
            self.suggested,
            "Vorschläge der Maschine, die keine Entscheidungen sind und nicht mitkommen",
            "Suggestions of the machine, which are no decisions and do not come along",
        );
        count(
            self.gaps,
            "Antworten, von denen nur Teile kodiert sind; was dazwischen steht, ist keine Kodiereinheit",
            "Answers of which only parts are coded; what stands between them is no coding unit",
        );
        notices
    }
}
