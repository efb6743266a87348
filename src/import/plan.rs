//! What is to be read from which column, settled before the first row.

use super::bring::SHEET;
use super::choices::Choices;
use super::columns::{Column, Role};
use super::labelled::{user_missing, wording};
use super::row::{Row, Written};
use super::table::Table;
use crate::problem::{Notice, Problem, Result};
use crate::survey::{Missing, MissingWords, Variable};

pub(super) struct Plan {
    pub questions: Vec<OpenQuestion>,
    pub id: Option<usize>,
    pub respondent: Option<usize>,
    /// Columns that say who gave the codes of a row, and when.
    pub coded_by: Option<usize>,
    pub coded_on: Option<usize>,
    /// Columns that come along, with the name they get in the study.
    pub background: Vec<(usize, String)>,
    /// Columns without heading and content so far.
    pub empty: Vec<usize>,
    /// Columns of questions of the study that the user did not name this time.
    pub left_out: Vec<String>,
    pub not_shown: bool,
    /// Columns of open questions with values that mean missing.
    pub user_missing: Vec<(usize, Variable)>,
}

pub(super) struct OpenQuestion {
    pub key: String,
    /// What the file says of its variables; empty where it says nothing.
    pub wording: String,
    /// Slot and column; one slot 0 where the question has one column.
    pub slots: Vec<(u32, usize)>,
}

/// What stands in one slot of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said<'a> {
    /// From 1, as the study counts.
    pub slot: u32,
    pub missing: Option<Missing>,
    pub words: &'a str,
}

impl Plan {
    /// # Errors
    /// Codes without coder; a wave beside a column of that name.
    pub fn new(table: &Table, columns: &[Column], choices: &Choices) -> Result<Plan> {
        let mut plan = Plan {
            questions: Vec::new(),
            id: None,
            respondent: None,
            coded_by: None,
            coded_on: None,
            background: Vec::new(),
            empty: Vec::new(),
            left_out: Vec::new(),
            not_shown: table.tells_not_shown(),
            user_missing: Vec::new(),
        };
        for (at, column) in columns.iter().enumerate() {
            match &column.role {
                Role::Open { question, slot } => {
                    match plan.questions.iter_mut().find(|known| known.key == *question) {
                        Some(known) => known.slots.push((*slot, at)),
                        None => plan.questions.push(OpenQuestion {
                            key: question.clone(),
                            wording: String::new(),
                            slots: vec![(*slot, at)],
                        }),
                    }
                }
                Role::Id => plan.id = Some(at),
                Role::Respondent => plan.respondent = Some(at),
                // Which of them is whose, whoever reads the codings knows.
                Role::Codes => {}
                Role::CodedBy => plan.coded_by = Some(at),
                Role::CodedOn => plan.coded_on = Some(at),
                Role::Background => plan.background.push((at, column.heading.clone())),
                Role::LeftOut => plan.left_out.push(column.heading.clone()),
                Role::Empty => plan.empty.push(at),
            }
        }
        for question in &mut plan.questions {
            question.slots.sort_unstable();
            let labels = question.slots.iter().map(|(_, at)| columns[*at].label.as_str());
            question.wording = wording(labels);
            for (_, at) in &question.slots {
                let variable = table.dictionary.variable(&table.names[*at]);
                let telling = variable.filter(|variable| !variable.missing.is_empty());
                plan.user_missing
                    .extend(telling.map(|variable| (*at, variable.clone())));
            }
        }
        let has = |wanted: &str| plan.background.iter().any(|(_, name)| name == wanted);
        if choices.wave.is_some() && has("wave") {
            return Err(Problem::usage(
                "Die Datei hat schon eine Spalte »wave«.",
                "The file has a column \"wave\" already.",
            )
            .hint("--wave weglassen.", "Leave out --wave."));
        }
        if table.has_parts() && has(SHEET) {
            return Err(Problem::usage(
                "Die Blätter haben schon eine Spalte »sheet«, in der bei mehreren Blättern ihr Name steht.",
                "The sheets have a column \"sheet\" already, which holds their name where several are read.",
            )
            .hint(
                "Die Spalte anders nennen, oder die Blätter nacheinander einlesen.",
                "Name the column otherwise, or import the sheets one after the other.",
            ));
        }
        // One column that names rows and respondents: rows of a wave or sheet are told apart by its name, respondents are not.
        if choices.respondent.is_some() && choices.respondent == choices.id {
            plan.respondent = plan.id;
        }
        Ok(plan)
    }

    /// The open column, where there is only one.
    pub fn only_open_column(&self) -> Option<usize> {
        match &self.questions[..] {
            [question] if question.slots.len() == 1 => Some(question.slots[0].1),
            _ => None,
        }
    }

    /// That columns of known questions are not read this time.
    pub fn says_left_out(&self) -> Option<Notice> {
        let list = self.left_out.join(", ");
        (!list.is_empty()).then(|| {
            Notice::new(
                format!(
                    "In dieser Studie sind auch offene Fragen: {list}. Mit --text sind sie diesmal nicht genannt und werden \
                     nicht eingelesen."
                ),
                format!(
                    "Open questions of this study, too: {list}. They are not named with --text this time and are not read."
                ),
            )
        })
    }

    /// That several questions were recognised although none was named.
    pub fn several_questions(&self) -> Notice {
        let list: Vec<&str> = self.questions.iter().map(|question| &*question.key).collect();
        let list = list.join(", ");
        Notice::new(
            format!(
                "Mehrere Spalten sehen nach offenen Fragen aus und gelten alle: {list}. Anders mit --text SPALTE."
            ),
            format!(
                "Several columns look like open questions and all are taken: {list}. Otherwise say --text COLUMN."
            ),
        )
    }

    fn is_user_missing(&self, column: usize, cell: &str, words: &MissingWords) -> Option<Missing> {
        let mut telling = self.user_missing.iter();
        let (_, variable) = telling.find(|(other, _)| *other == column)?;
        user_missing(variable, cell, words)
    }

    /// What a row says to a question: empty slots beside given ones are nothing; all empty is one missing answer.
    pub fn said<'r>(
        &self,
        row: &'r Row,
        question: &OpenQuestion,
        words: &MissingWords,
        out: &mut Vec<Said<'r>>,
    ) {
        out.clear();
        for (slot, column) in &question.slots {
            let cell = row.cell(*column);
            let missing = match words.kind_of(cell) {
                Some(Missing::Empty) if self.not_shown && row.written(*column) == Written::Bare => {
                    Some(Missing::NotShown)
                }
                None => self.is_user_missing(*column, cell, words),
                kind => kind,
            };
            out.push(Said {
                slot: (*slot).max(1),
                missing,
                words: cell,
            });
        }
        let says_nothing = |said: &Said<'_>| matches!(said.missing, Some(Missing::Empty | Missing::NotShown));
        if out.len() > 1 {
            let first = out[0];
            out.retain(|said| !says_nothing(said));
            if out.is_empty() {
                out.push(first);
            }
        }
    }
}
