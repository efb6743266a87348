//! A questionnaire: questions in their order, with subquestions and answers.
//!
//! Deliberately absent: how it is read (`questionnaire`), and what columns it makes (`fields`).

/// A questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Structure {
    /// The survey's number.
    pub survey: String,
    pub title: String,
    /// The first is the one that texts are given in.
    pub languages: Vec<String>,
    /// When the survey begins to be open (`2026-03-01 00:00:00`), where that was set.
    pub begins: Option<String>,
    /// In the order of the questionnaire.
    pub questions: Vec<Question>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Number of the question and of its group.
    pub id: String,
    pub group: String,
    pub group_name: String,
    pub code: String,
    /// LimeSurvey's letter: `T`, `M`, `;` …
    pub kind: char,
    pub text: String,
    pub mandatory: Mandatory,
    /// The label of "Sonstiges" where the question offers it; empty where the survey has no wording of its own.
    pub other: Option<String>,
    /// Rows (scale 0) first, then columns (scale 1).
    pub subquestions: Vec<Subquestion>,
    pub answers: Vec<Answer>,
    /// Places of a ranking that respondents may fill, where that is limited.
    pub places: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mandatory {
    Yes,
    /// Asked once more, then let through.
    Soft,
    No,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subquestion {
    pub id: String,
    pub code: String,
    pub text: String,
    pub scale: u8,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Number of the answer; empty up to version 3, which has none.
    pub id: String,
    pub code: String,
    pub label: String,
    pub scale: u8,
}

impl Question {
    /// No fewer columns than it makes.
    pub(super) fn columns(&self) -> usize {
        let of_scale = |scale| self.subquestions.iter().filter(|sub| sub.scale == scale).count();
        let (rows, columns) = (of_scale(0), of_scale(1));
        match self.kind {
            ':' | ';' => rows.saturating_mul(columns),
            'R' => rows.max(self.answers.len()),
            _ => rows.saturating_mul(2).saturating_add(2),
        }
    }
}
