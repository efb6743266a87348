//! A codebook changed while it is in use: one edit gives the next version, and what is wrong with an edit is said.
//!
//! | member | what |
//! |---|---|
//! | `texts` | label, definition, coding rule, anchor examples |
//! | `rules` | match rules added, changed, removed; the rules of a code numbered anew |
//! | `tree` | a code added or moved |
//! | `merge` | one code counts as another from now on |
//! | `split` | one code gives way to several |
//! | `retire` | a code is given no more, or again |
//!
//! No edit removes a code or changes an id: decisions keep the ids they named. Deliberately absent: keeping versions
//! (`study`) and saying what changed (`diff`).

mod merge;
mod retire;
mod rules;
mod split;
mod texts;
mod tree;

use super::{Code, Codebook};
use crate::problem::{Problem, Result};
use crate::words::{Text, nearest};

/// One change of a codebook; `code` is always the id of the code that is changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// At the end of its dimension, or of the codebook.
    Add(NewCode),
    Label {
        code: String,
        label: Text,
    },
    Definition {
        code: String,
        text: Text,
    },
    CodingRule {
        code: String,
        text: Text,
    },
    AddAnchorExample {
        code: String,
        example: String,
    },
    RemoveAnchorExample {
        code: String,
        example: String,
    },
    AddRule {
        code: String,
        rule: NewRule,
    },
    ChangeRule {
        code: String,
        rule: RuleMeant,
        to: NewRule,
    },
    RemoveRule {
        code: String,
        rule: RuleMeant,
    },
    /// With all that stands below it.
    Move {
        code: String,
        parent: Option<String>,
        /// The code that it is to stand before; else it comes last below its parent.
        before: Option<String>,
    },
    /// What stands below it, its rules and its anchor examples go along.
    Merge {
        code: String,
        into: String,
    },
    /// Into two or more.
    Split {
        code: String,
        into: Vec<Part>,
    },
    Retire {
        code: String,
    },
    /// A code that was retired, merged or split is given again.
    BringBack {
        code: String,
    },
}

/// A code that is to come. Its value is the next after the largest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewCode {
    /// None: made from the label.
    pub id: Option<String>,
    pub label: Text,
    /// For a part of a code that is split: the dimension of that code, whatever stands here.
    pub parent: Option<String>,
    pub definition: Text,
    pub coding_rule: Text,
    pub anchor_examples: Vec<String>,
    pub match_rules: Vec<NewRule>,
}

/// What comes in place of a code that is split.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    New(Box<NewCode>),
    /// The id of a code that is there already.
    Existing(String),
}

/// A match rule as somebody wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRule {
    pub find: String,
    /// 0 < weight ≤ 1.
    pub weight: f64,
    pub note: String,
}

/// Which rule is meant. Rules without a name of their own are numbered, so the text that its author saw must fit as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleMeant {
    pub id: String,
    pub find: String,
}

impl NewRule {
    /// A rule of full weight.
    pub fn of(find: impl Into<String>) -> NewRule {
        NewRule {
            find: find.into(),
            weight: 1.0,
            note: String::new(),
        }
    }
}

impl Edit {
    /// The code that is changed; none for one that is to come and has no id yet.
    pub fn code(&self) -> Option<&str> {
        match self {
            Edit::Add(code) => code.id.as_deref(),
            Edit::Label { code, .. }
            | Edit::Definition { code, .. }
            | Edit::CodingRule { code, .. }
            | Edit::AddAnchorExample { code, .. }
            | Edit::RemoveAnchorExample { code, .. }
            | Edit::AddRule { code, .. }
            | Edit::ChangeRule { code, .. }
            | Edit::RemoveRule { code, .. }
            | Edit::Move { code, .. }
            | Edit::Merge { code, .. }
            | Edit::Split { code, .. }
            | Edit::Retire { code }
            | Edit::BringBack { code } => Some(code),
        }
    }
}

impl Codebook {
    /// The codebook after an edit. Its version stays as it is; the study tells versions apart by time.
    ///
    /// # Errors
    /// The edit is impossible. A mistake in a match rule has its place in the rule.
    pub fn edited(&self, edit: &Edit) -> Result<Codebook> {
        let mut codebook = self.clone();
        let edited = &mut codebook;
        match edit {
            Edit::Add(new) => tree::add(edited, new),
            Edit::Label { code, label } => texts::label(edited, code, label),
            Edit::Definition { code, text } => texts::definition(edited, code, text),
            Edit::CodingRule { code, text } => texts::coding_rule(edited, code, text),
            Edit::AddAnchorExample { code, example } => texts::add_example(edited, code, example),
            Edit::RemoveAnchorExample { code, example } => texts::remove_example(edited, code, example),
            Edit::AddRule { code, rule } => rules::add(edited, code, rule),
            Edit::ChangeRule { code, rule, to } => rules::change(edited, code, rule, to),
            Edit::RemoveRule { code, rule } => rules::remove(edited, code, rule),
            Edit::Move { code, parent, before } => {
                tree::move_code(edited, code, parent.as_deref(), before.as_deref())
            }
            Edit::Merge { code, into } => merge::merge(edited, code, into),
            Edit::Split { code, into } => split::split(edited, code, into),
            Edit::Retire { code } => retire::retire(edited, code),
            Edit::BringBack { code } => retire::bring_back(edited, code),
        }?;
        Ok(codebook)
    }
}

/// The place of a code.
fn place(codebook: &Codebook, id: &str) -> Result<usize> {
    codebook.order(id).ok_or_else(|| unknown(codebook, id))
}

fn code_of<'c>(codebook: &'c mut Codebook, id: &str) -> Result<&'c mut Code> {
    let at = place(codebook, id)?;
    Ok(&mut codebook.codes[at])
}

fn unknown(codebook: &Codebook, id: &str) -> Problem {
    let problem = Problem::input(
        format!("Einen Code „{id}“ gibt es in diesem Kodierleitfaden nicht."),
        format!("There is no code “{id}” in this codebook."),
    );
    match nearest(id, codebook.codes.iter().map(|code| code.id.as_str())) {
        Some(meant) => problem.hint(
            format!("Gemeint ist vielleicht „{meant}“."),
            format!("Perhaps “{meant}” is meant."),
        ),
        None => problem.hint(
            "Einen Code aus dem Kodierleitfaden wählen.",
            "Choose a code of the codebook.",
        ),
    }
}

/// Whether one code stands below another, however deep.
fn is_below(codebook: &Codebook, id: &str, above: &str) -> bool {
    codebook.ancestors(id).any(|code| code.id == above)
}

/// `„Sprache“ (sprache)`
fn named(code: &Code) -> Text {
    let (label, id) = (&code.label, &code.id);
    Text::new(format!("„{}“ ({id})", label.de), format!("“{}” ({id})", label.en))
}
