//! How rows and coding units are called in the study.

use super::bring::Bringing;
use super::choices::Split;
use super::plan::Said;
use super::row::Row;
use super::split::split;
use crate::problem::Notice;
use crate::study::NewUnit;
use crate::survey::Span;

/// How units of a question are called: `{record}[.{question}][.{slot}][#{item}]`.
///
/// The question stands in the key unless it came into the study as the only question of the first file; the slot where
/// the question has several columns; the item where answers are split. So keys are unique, and the same in every import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    OfRecord,
    WithQuestion,
}

impl Bringing<'_, '_> {
    /// Rows of a further sheet are named after it.
    pub fn look_at_sheet(&mut self, part: Option<&str>) {
        if let (Some((known, _)), Some(part)) = (&mut self.sheet, part)
            && &**known != part
        {
            *known = part.into();
            self.notices.of_sheet(part);
        }
    }

    /// The key of a record whose id is `id`, in a file of one sheet.
    pub fn key_before(&self, id: &str) -> String {
        let before = [&self.choices.apart, &self.choices.wave].into_iter().flatten();
        before.map(|before| format!("{before}/")).collect::<String>() + id
    }

    pub fn write_key(&mut self, row: &Row, key: &mut String) {
        use std::fmt::Write;
        key.clear();
        key.push_str(&self.key_before(""));
        if let Some((sheet, _)) = &self.sheet {
            let _ = write!(key, "{sheet}/");
        }
        match self.plan.id.map(|column| (column, row.cell(column).trim())) {
            Some((_, id)) if !id.is_empty() => key.push_str(id),
            named => {
                let _ = write!(key, "r{}", row.number);
                if let Some((column, _)) = named {
                    let notice = Notice::new(
                        format!("Die Kennung fehlt; die Zeile heißt nun {key}."),
                        format!("The id is missing; the row is now called {key}."),
                    );
                    self.notices
                        .push(notice.in_row(row.number).in_column(self.name(column)));
                }
            }
        }
    }

    /// The units of what was said, with their keys.
    pub fn units(&self, question: usize, record_key: &str, said: &Said<'_>) -> Vec<NewUnit> {
        if let Some(spans) = self.coded_spans(question, said) {
            let unit = |span| NewUnit {
                span,
                key: self.unit_key(question, record_key, said.slot, span, said.words),
            };
            return spans.into_iter().map(unit).collect();
        }
        let how = if said.missing.is_some() {
            Split::None
        } else {
            self.choices.split
        };
        let key = self.answer_key(question, record_key, said.slot);
        let spans = split(said.words, how);
        let numbered = |(at, span)| NewUnit {
            span,
            key: match how {
                Split::None => key.clone(),
                _ => Some(format!("{}#{}", key.as_deref().unwrap_or(record_key), at + 1)),
            },
        };
        spans.into_iter().enumerate().map(numbered).collect()
    }

    /// The key of a unit that is the whole answer; none where it is the record's.
    fn answer_key(&self, question: usize, record_key: &str, slot: u32) -> Option<String> {
        let question = &self.questions[question];
        let several = question.open.slots.len() > 1 || question.open.slots[0].0 > 0;
        if question.keys == Keys::OfRecord && !several {
            return None;
        }
        let mut name = record_key.to_owned();
        if question.keys == Keys::WithQuestion {
            name = format!("{name}.{}", question.open.key);
        }
        if several {
            name = format!("{name}.{slot}");
        }
        Some(name)
    }

    /// The same of a piece that somebody selected: `{answer}#{start}-{end}` in letters, so that it does not depend on what else
    /// was selected.
    pub fn unit_key(
        &self,
        question: usize,
        record_key: &str,
        slot: u32,
        span: Span,
        words: &str,
    ) -> Option<String> {
        let key = self.answer_key(question, record_key, slot);
        if span == Span::new(0, words.len()) {
            return key;
        }
        let letters = |end: u32| words[..end as usize].chars().count();
        let (start, end) = (letters(span.start), letters(span.end));
        Some(format!("{}#{start}-{end}", key.as_deref().unwrap_or(record_key)))
    }

    /// Where the file is a project: the pieces of an answer that were coded.
    fn coded_spans(&self, question: usize, said: &Said<'_>) -> Option<Vec<Span>> {
        let slots = &self.questions[question].open.slots;
        let (_, column) = slots.iter().find(|(slot, _)| (*slot).max(1) == said.slot)?;
        let marks = self.coded?.marks(self.sample.row, *column, said.words)?;
        Some(marks.units()).filter(|units| !units.is_empty())
    }
}
