//! The nouns of a project, as far as texts need them. Who refers to something does so by its [`Guid`].

use super::Guid;

/// What a program for qualitative data analysis keeps of a study.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Project {
    pub name: String,
    /// The program that wrote it.
    pub origin: String,
    pub description: String,
    /// Who stands for codings that name nobody.
    pub creating_user: Option<Guid>,
    /// Seconds since 1970 UTC.
    pub created: Option<i64>,
    pub users: Vec<User>,
    /// Its sets are empty: sets of codes stand in `sets`.
    pub codebook: CodeBook,
    pub variables: Vec<Variable>,
    pub cases: Vec<Case>,
    pub sources: Vec<TextSource>,
    pub sets: Vec<Set>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct User {
    pub guid: Guid,
    pub name: String,
    /// What the program calls the user; may be empty.
    pub id: String,
}

/// Codes in depth-first order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeBook {
    /// Of the project; a codebook by itself has none.
    pub name: String,
    pub origin: String,
    pub codes: Vec<Code>,
    pub sets: Vec<Set>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Code {
    pub guid: Guid,
    pub name: String,
    pub description: String,
    /// `#rrggbb`; may be empty.
    pub color: String,
    /// Whether it is given to texts, and is not only a heading.
    pub is_codable: bool,
    /// Place of the code above, always an earlier one.
    pub parent: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Variable {
    pub guid: Guid,
    pub name: String,
    pub kind: VariableType,
    pub description: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VariableType {
    #[default]
    Text,
    Boolean,
    Integer,
    Float,
    Date,
    DateTime,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    pub guid: Guid,
    pub name: String,
    /// Variable and value, as a text of the variable's type.
    pub values: Vec<(Guid, String)>,
    pub sources: Vec<Guid>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextSource {
    pub guid: Guid,
    pub name: String,
    /// Plain: line feeds, no forbidden characters (see [`plain`](super::plain())).
    pub text: String,
    pub user: Option<Guid>,
    /// Seconds since 1970 UTC.
    pub created: Option<i64>,
    pub selections: Vec<Selection>,
    pub values: Vec<(Guid, String)>,
}

/// A piece of a text and what it was given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    pub guid: Guid,
    pub name: String,
    /// In code points from 0; the end is left out.
    pub start: usize,
    pub end: usize,
    pub user: Option<Guid>,
    /// Seconds since 1970 UTC.
    pub created: Option<i64>,
    pub memo: String,
    pub codings: Vec<Coding>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coding {
    pub guid: Guid,
    pub code: Guid,
    pub user: Option<Guid>,
    /// Seconds since 1970 UTC.
    pub created: Option<i64>,
}

/// Sources or codes that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Set {
    pub guid: Guid,
    pub name: String,
    pub description: String,
    pub codes: Vec<Guid>,
    pub sources: Vec<Guid>,
}

impl VariableType {
    pub const ALL: [VariableType; 6] = [
        VariableType::Text,
        VariableType::Boolean,
        VariableType::Integer,
        VariableType::Float,
        VariableType::Date,
        VariableType::DateTime,
    ];

    /// As in a file.
    pub fn id(self) -> &'static str {
        match self {
            VariableType::Text => "Text",
            VariableType::Boolean => "Boolean",
            VariableType::Integer => "Integer",
            VariableType::Float => "Float",
            VariableType::Date => "Date",
            VariableType::DateTime => "DateTime",
        }
    }

    pub fn of_id(id: &str) -> Option<VariableType> {
        Self::ALL.into_iter().find(|kind| kind.id() == id.trim())
    }

    /// Whether a text is a value of this type, as the schema has it.
    pub fn holds(self, value: &str) -> bool {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let unsigned = value.strip_prefix(['-', '+']).unwrap_or(value);
        match self {
            VariableType::Text => true,
            VariableType::Boolean => matches!(value, "true" | "false" | "0" | "1"),
            VariableType::Integer => digits(unsigned),
            // xsd:decimal has no exponent.
            VariableType::Float => match unsigned.split_once('.') {
                Some((whole, part)) => digits(whole) && digits(part),
                None => digits(unsigned),
            },
            VariableType::Date => value.len() == 10 && value.parse::<jiff::civil::Date>().is_ok(),
            VariableType::DateTime => value.contains('T') && value.parse::<jiff::civil::DateTime>().is_ok(),
        }
    }
}
