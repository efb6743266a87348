//! The variables of one coding: why an answer is missing, where the coding stands, 0 and 1 per code, the codes side by side,
//! and the response sets over both.

use super::reasons::{self, NO_CODE};
use super::rows::Rows;
use crate::export::coding::Codings;
use crate::export::matrix::Stray;
use crate::problem::Result;
use crate::statfile::names::{self, CODER, Names, Parts};
use crate::statfile::{Column, Frame};
use crate::study::CodedUnit;
use crate::survey::{Coder, Measure, Question, ResponseSet, SetKind, Value, Variable, VariableKind};
use crate::words::{Language, Text};

/// A data set under way.
pub(super) struct Making<'a> {
    pub frame: &'a mut Frame,
    pub names: Names,
    pub sets: Names,
    pub codings: &'a Codings,
    pub rows: usize,
    pub language: Language,
}

impl Making<'_> {
    /// Adds a variable under the name that is free, and says it.
    pub fn add(&mut self, variable: Variable, cells: Column) -> String {
        let name = self.names.own(&variable.name);
        self.frame.dictionary.variables.push(Variable {
            name: name.clone(),
            ..variable
        });
        self.frame.columns.push(cells);
        name
    }
}

/// What is known of a row.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    /// 0: valid; below: why not; see `reasons`.
    state: i8,
    standing: i8,
    /// 0: words; below: why there are none.
    said: i8,
    /// Places of codes, ascending.
    codes: Vec<u32>,
}

/// A row that has no answer to the question.
const NOTHING: i8 = i8::MIN;
const NO_ROW: Row = Row {
    state: NOTHING,
    standing: NOTHING,
    said: NOTHING,
    codes: Vec::new(),
};

pub(super) struct Block {
    /// The one question that it codes; none: all that were chosen.
    question: Option<Question>,
    coder: Option<Coder>,
    rows: Vec<Row>,
}

impl Block {
    /// One for each question, or one for all where units are rows. `coder`: whose coding it is, where that is one of several.
    pub fn all(rows: Rows, codings: &Codings, coder: Option<Coder>) -> Vec<Block> {
        let of = |question: Option<&Question>| Block {
            question: question.cloned(),
            coder: coder.clone(),
            rows: Vec::new(),
        };
        match rows {
            Rows::Units => vec![of(None)],
            Rows::Records | Rows::Respondents => codings
                .questions
                .iter()
                .map(|question| of(Some(question)))
                .collect(),
        }
    }

    pub fn hear(&mut self, codings: &Codings, unit: &CodedUnit, at: usize, stray: &mut Stray) -> Result<()> {
        if self.question.as_ref().is_some_and(|own| own.id != unit.question) {
            return Ok(());
        }
        if self.rows.len() <= at {
            self.rows.resize(at + 1, NO_ROW);
        }
        let row = &mut self.rows[at];
        if let Some(decision) = unit.decision.as_ref().holding() {
            stray.hear(&decision.outcome);
        }
        let standing = codings.standing(unit);
        let number = reasons::number(standing);
        if row.standing == NOTHING || reasons::unfinished(number) > reasons::unfinished(row.standing) {
            row.standing = number;
        }
        row.said = row.said.max(unit.missing.map_or(0, reasons::of_missing));
        if !standing.is_valid() {
            row.state = row.state.max(number);
            return Ok(());
        }
        row.state = 0;
        for assigned in codings.assigned(unit)? {
            match codings.place(assigned.code()) {
                Some(place) => {
                    if let Err(free) = row.codes.binary_search(&(place as u32)) {
                        row.codes.insert(free, place as u32);
                    }
                }
                None => stray.note(assigned.code()),
            }
        }
        Ok(())
    }

    pub fn finish(mut self, making: &mut Making<'_>) {
        self.rows.resize(making.rows, NO_ROW);
        self.add_state(making);
        let dichotomies = self.add_dichotomies(making);
        let categories = self.add_categories(making);
        self.add_set(
            making,
            "md",
            SetKind::Dichotomies(Value::Number(1.0)),
            dichotomies,
        );
        self.add_set(making, "mc", SetKind::Categories, categories);
    }

    fn name(&self, what: &str) -> String {
        let coder = self.coder.as_ref().map(|coder| coder.label().de);
        Parts {
            question: self.question.as_ref().map(|question| question.key.as_str()),
            what,
            coder: coder.as_deref(),
        }
        .name()
    }

    /// The label with whose coding it is.
    fn label(&self, label: &str, language: Language) -> String {
        match &self.coder {
            Some(coder) => format!("{label} ({})", coder.label().get(language)),
            None => label.to_owned(),
        }
    }

    fn variable(&self, what: &str, label: &str, making: &Making<'_>) -> Variable {
        Variable {
            measure: Measure::Nominal,
            format: "F3.0".to_owned(),
            ..Variable::new(self.name(what), VariableKind::Number)
                .labelled(self.label(label, making.language))
        }
    }

    fn add_state(&self, making: &mut Making<'_>) {
        let language = making.language;
        let numbers = |of: fn(&Row) -> Option<i8>| {
            let cells = self.rows.iter().map(|row| of(row).map(f64::from));
            Column::Numbers(cells.collect())
        };
        if self.coder.is_none() {
            let label = Text::new("Warum eine Antwort fehlt", "why an answer is missing");
            let variable = Variable {
                labels: reasons::kinds(language),
                ..self.variable("missing", label.get(language), making)
            };
            let cells = numbers(|row| Some(row.said).filter(|said| *said != NOTHING && *said < 0));
            making.add(variable, cells);
        }
        let label = Text::new("Stand der Kodierung", "status of the coding");
        let variable = Variable {
            labels: reasons::standings(language),
            ..self.variable("status", label.get(language), making)
        };
        let cells = numbers(|row| Some(row.standing).filter(|standing| *standing != NOTHING));
        making.add(variable, cells);
    }

    /// Names of the variables.
    fn add_dichotomies(&self, making: &mut Making<'_>) -> Vec<String> {
        let language = making.language;
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let mut labels = reasons::reasons(language);
        labels.push((Value::Number(0.0), say("nicht genannt", "not mentioned")));
        labels.push((Value::Number(1.0), say("genannt", "mentioned")));
        let codings = making.codings;
        let mut names = Vec::new();
        for (place, code) in codings.columns().enumerate() {
            let variable = Variable {
                labels: labels.clone(),
                missing: reasons::missing(),
                ..self.variable(&code.id, code.label.get(language), making)
            };
            let place = place as u32;
            let cell = |row: &Row| match row.state {
                NOTHING => None,
                _ if row.codes.binary_search(&place).is_ok() => Some(1.0),
                state => Some(f64::from(state)),
            };
            let cells = Column::Numbers(self.rows.iter().map(cell).collect());
            names.push(making.add(variable, cells));
        }
        names
    }

    /// Names of the variables.
    fn add_categories(&self, making: &mut Making<'_>) -> Vec<String> {
        let language = making.language;
        let codes: Vec<_> = making.codings.columns().collect();
        let most = self
            .rows
            .iter()
            .map(|row| row.codes.len())
            .max()
            .unwrap_or(0)
            .max(1);
        let mut labels = reasons::reasons(language);
        labels.push(reasons::no_code(language));
        labels.extend(codes.iter().map(|code| {
            let label = code.label.get(language).to_owned();
            (Value::Number(code.value as f64), label)
        }));
        // Reasons and codes in one order.
        let number = |value: &Value| match value {
            Value::Number(number) => *number,
            Value::Text(_) => f64::NAN,
        };
        labels.sort_by(|one, other| number(&one.0).total_cmp(&number(&other.0)));
        let widest = codes.iter().map(|code| code.value.to_string().len()).max();
        let mut names = Vec::new();
        for nth in 0..most {
            let n = nth + 1;
            let label = Text::new(format!("{n}. Code"), format!("code {n}"));
            let variable = Variable {
                labels: labels.clone(),
                missing: reasons::missing(),
                format: format!("F{}.0", widest.unwrap_or(1).max(3)),
                ..self.variable(&format!("code{n}"), label.get(language), making)
            };
            let cell = |row: &Row| match (row.codes.get(nth), row.state) {
                (Some(place), _) => Some(codes[*place as usize].value as f64),
                (None, NOTHING) => None,
                (None, 0) if nth == 0 => Some(f64::from(NO_CODE)),
                (None, state) if nth == 0 => Some(f64::from(state)),
                (None, _) => None,
            };
            let cells = Column::Numbers(self.rows.iter().map(cell).collect());
            names.push(making.add(variable, cells));
        }
        names
    }

    /// A set has at least two variables.
    fn add_set(&self, making: &mut Making<'_>, ending: &str, kind: SetKind, members: Vec<String>) {
        if members.len() < 2 {
            return;
        }
        let codebook = &making.codings.codebook;
        let coder = self.coder.as_ref().map(|coder| coder.label().de);
        let about = self
            .question
            .as_ref()
            .map_or(&codebook.name, |question| &question.key);
        // Names of sets are not those of variables: there is more room.
        let coder = coder.map(|coder| format!("_{}", names::short(&coder, CODER)));
        let name = format!(
            "{}_{ending}{}",
            names::short(about, 20),
            coder.unwrap_or_default()
        );
        let title = codebook.codebook.title.get(making.language);
        let wording = self
            .question
            .as_ref()
            .map_or("", |question| match &question.text[..] {
                "" => &question.key,
                text => text,
            });
        let label = match wording {
            "" => title.to_owned(),
            wording => format!("{title}: {wording}"),
        };
        let set = ResponseSet {
            name: making.sets.own(&name),
            label: self.label(&label, making.language),
            kind,
            members,
        };
        making.frame.dictionary.sets.push(set);
    }
}
