//! One column that came in: a number, a date or a text, whatever its cells are.
//!
//! Where a dictionary says what the variable is, that holds as long as the cells are such values. Where nothing is known, a
//! column is one of numbers if every filled cell is a number written the way it reads back (`7`, but not `007`, which would
//! lose its zeros). Control characters but tab and line ends are taken out, because no program keeps them.

use std::borrow::Cow;

use crate::problem::Notice;
use crate::statfile::Column;
use crate::survey::{UserMissing, Value, Variable, VariableKind};

/// Between several values of one respondent.
const BETWEEN: &str = " | ";

#[derive(Debug)]
pub(super) struct Growing {
    variable: Variable,
    /// Whether a dictionary told what kind of values it has.
    told: Told,
    cells: Column,
    filled: u64,
    stripped: u64,
    /// Rows of several questionnaires that say different numbers.
    differing: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Kind,
    Nothing,
}

impl Growing {
    pub fn new(variable: Variable, told: Told) -> Growing {
        let variable = match told {
            Told::Kind => variable,
            Told::Nothing => Variable {
                kind: VariableKind::Number,
                ..variable
            },
        };
        let cells = match variable.kind {
            VariableKind::Text => Column::Texts(Vec::new()),
            _ => Column::Numbers(Vec::new()),
        };
        Growing {
            variable,
            told,
            cells,
            filled: 0,
            stripped: 0,
            differing: 0,
        }
    }

    /// What stands in a row. Rows may be left out, and filled again: another text stands beside the one that is there, another
    /// number in its place.
    pub fn put(&mut self, row: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = self.stripped(text);
        self.filled += 1;
        let number = match self.cells {
            Column::Texts(_) => None,
            Column::Numbers(_) => self.number(&text),
        };
        match (&mut self.cells, number) {
            (Column::Numbers(cells), Some(number)) => {
                if cells.len() <= row {
                    cells.resize(row + 1, None);
                }
                let before = cells[row].replace(number);
                self.differing += u64::from(before.is_some_and(|before| before != number));
                return;
            }
            (Column::Numbers(_), None) => self.become_text(),
            (Column::Texts(_), _) => {}
        }
        let Column::Texts(cells) = &mut self.cells else {
            return;
        };
        if cells.len() <= row {
            cells.resize(row + 1, String::new());
        }
        let cell = &mut cells[row];
        if cell.is_empty() {
            *cell = text.into_owned();
        } else if *cell != *text && !cell.split(BETWEEN).any(|said| said == text) {
            cell.push_str(BETWEEN);
            cell.push_str(&text);
        }
    }

    fn number(&self, text: &str) -> Option<f64> {
        let Value::Number(number) = self.variable.value(text) else {
            return None;
        };
        let reads_back = || self.variable.stored(&Value::Number(number)) == text;
        (self.told == Told::Kind || reads_back()).then_some(number)
    }

    fn become_text(&mut self) {
        let Column::Numbers(cells) = &self.cells else {
            return;
        };
        let text = |cell: &Option<f64>| cell.map(|number| self.variable.stored(&Value::Number(number)));
        let texts = cells.iter().map(|cell| text(cell).unwrap_or_default()).collect();
        self.cells = Column::Texts(texts);
    }

    fn stripped<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let is_kept = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
        if text.chars().all(is_kept) {
            return Cow::Borrowed(text);
        }
        self.stripped += 1;
        Cow::Owned(text.chars().filter(|c| is_kept(*c)).collect())
    }

    /// The variable and its cells, and what has to be said of them.
    pub fn finish(mut self, rows: usize) -> (Variable, Column, Vec<Notice>) {
        if self.told == Told::Nothing && self.filled == 0 {
            self.become_text();
        }
        match &mut self.cells {
            Column::Numbers(cells) => cells.resize(rows, None),
            Column::Texts(cells) => cells.resize(rows, String::new()),
        }
        let mut notices = Vec::new();
        let mut say = |de: String, en: String| {
            notices.push(Notice::new(de, en).in_column(&self.variable.name));
        };
        if self.stripped > 0 {
            let n = self.stripped;
            say(
                format!("Steuerzeichen sind entfernt, Zellen: {n}."),
                format!("Control characters are taken out, cells: {n}."),
            );
        }
        let is_text = matches!(self.cells, Column::Texts(_));
        if self.differing > 0 && !is_text {
            let n = self.differing;
            say(
                format!(
                    "Mehrere Fragebogen derselben Befragten sagen Verschiedenes, Zeilen: {n}; es steht der Wert des letzten."
                ),
                format!(
                    "Several questionnaires of one respondent differ, rows: {n}; the value of the last stands."
                ),
            );
        }
        if is_text && self.variable.kind != VariableKind::Text && self.told == Told::Kind {
            say(
                "Nicht alle Zellen sind Zahlen oder Datumsangaben; die Variable ist deshalb Text.".to_owned(),
                "Not all cells are numbers or dates; the variable is therefore a text.".to_owned(),
            );
        }
        let variable = match is_text {
            true => as_text(self.variable),
            false => self.variable,
        };
        (variable, self.cells, notices)
    }
}

/// The same variable with texts as values.
fn as_text(variable: Variable) -> Variable {
    if variable.kind == VariableKind::Text {
        return variable;
    }
    let text = |value: &Value| Value::Text(variable.stored(value));
    let labels = variable
        .labels
        .iter()
        .map(|(value, label)| (text(value), label.clone()));
    Variable {
        labels: labels.collect(),
        missing: UserMissing {
            values: variable.missing.values.iter().map(text).collect(),
            range: None,
        },
        kind: VariableKind::Text,
        format: String::new(),
        name: variable.name.clone(),
        label: variable.label.clone(),
        measure: variable.measure,
    }
}
