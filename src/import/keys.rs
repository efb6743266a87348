//! How rows and coding units are called in the study.

use super::bring::Bringing;
use super::choices::Split;
use super::plan::Said;
use super::row::Row;
use super::split::split;
use crate::problem::Notice;
use crate::study::NewUnit;

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

    pub fn write_key(&mut self, row: &Row, key: &mut String) {
        use std::fmt::Write;
        key.clear();
        for before in [&self.choices.apart, &self.choices.wave].into_iter().flatten() {
            let _ = write!(key, "{before}/");
        }
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
        let question = &self.questions[question];
        let how = if said.missing.is_some() {
            Split::None
        } else {
            self.choices.split
        };
        let several = question.open.slots.len() > 1 || question.open.slots[0].0 > 0;
        let mut key = None;
        if question.keys == Keys::WithQuestion || several {
            let mut name = record_key.to_owned();
            if question.keys == Keys::WithQuestion {
                name = format!("{name}.{}", question.open.key);
            }
            if several {
                name = format!("{name}.{}", said.slot);
            }
            key = Some(name);
        }
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
}
