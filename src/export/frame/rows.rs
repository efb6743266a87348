//! What a row of a data set is, and which row a unit belongs to.

use rustc_hash::FxHashMap;

use super::block::Making;
use crate::statfile::Column;
use crate::study::CodedUnit;
use crate::survey::{Measure, QuestionId, Value, Variable, VariableKind};
use crate::tables::Base;
use crate::words::Text;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Rows {
    Units,
    /// Returned questionnaires: what a survey program calls a response.
    Records,
    Respondents,
}

impl From<Base> for Rows {
    fn from(base: Base) -> Rows {
        match base {
            Base::Units => Rows::Units,
            Base::Respondents => Rows::Respondents,
        }
    }
}

/// The rows, in the order in which the walk first comes to them.
#[derive(Debug)]
pub(super) struct Places {
    rows: Rows,
    known: FxHashMap<i64, usize>,
    /// Of units as rows: key, question, text where it is not the whole answer.
    units: Vec<(String, QuestionId, Option<String>)>,
}

impl Places {
    pub fn of(rows: Rows) -> Places {
        Places {
            rows,
            known: FxHashMap::default(),
            units: Vec::new(),
        }
    }

    pub fn count(&self) -> usize {
        self.known.len()
    }

    fn id(&self, unit: &CodedUnit) -> i64 {
        match self.rows {
            Rows::Units => unit.unit.0,
            Rows::Records => unit.record.0,
            Rows::Respondents => unit.respondent.0,
        }
    }

    pub fn known(&self, unit: &CodedUnit) -> Option<usize> {
        self.known.get(&self.id(unit)).copied()
    }

    /// The row of a unit; a new one where it is the first.
    pub fn of_unit(&mut self, unit: &CodedUnit) -> usize {
        let next = self.known.len();
        let row = *self.known.entry(self.id(unit)).or_insert(next);
        if self.rows == Rows::Units {
            let is_whole = unit.span.start == 0 && unit.span.end as usize == unit.verbatim.len();
            let part = (unit.missing.is_none() && !is_whole).then(|| unit.span.of(&unit.verbatim).to_owned());
            self.units.push((unit.key.clone(), unit.question, part));
        }
        row
    }

    /// Variables that tell units apart.
    pub fn into_variables(self, making: &mut Making<'_>) {
        if self.rows != Rows::Units {
            return;
        }
        let language = making.language;
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let text = |name: &str, label: String| Variable {
            measure: Measure::Nominal,
            ..Variable::new(name, VariableKind::Text).labelled(label)
        };
        let keys = self.units.iter().map(|(key, ..)| key.clone()).collect();
        making.add(
            text("unit", say("Kodiereinheit", "coding unit")),
            Column::Texts(keys),
        );
        let questions = &making.codings.questions;
        if questions.len() > 1 {
            let number = |id: QuestionId| questions.iter().position(|known| known.id == id);
            let cells = self
                .units
                .iter()
                .map(|(_, question, _)| number(*question).map(|at| (at + 1) as f64));
            let cells = Column::Numbers(cells.collect());
            let label = |at: usize, key: &str| (Value::Number((at + 1) as f64), key.to_owned());
            let labels = questions.iter().enumerate();
            let variable = Variable {
                labels: labels.map(|(at, question)| label(at, &question.key)).collect(),
                measure: Measure::Nominal,
                format: "F4.0".to_owned(),
                ..Variable::new("question", VariableKind::Number).labelled(say("Frage", "question"))
            };
            making.add(variable, cells);
        }
        if self.units.iter().any(|(.., part)| part.is_some()) {
            let parts = self.units.into_iter().map(|(.., part)| part.unwrap_or_default());
            making.add(
                text(
                    "unit_text",
                    say(
                        "Wortlaut der Kodiereinheit, wo sie nicht die ganze Antwort ist",
                        "words of the coding unit where it is not the whole answer",
                    ),
                ),
                Column::Texts(parts.collect()),
            );
        }
    }
}
