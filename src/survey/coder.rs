//! Who codes: people, and the program where it was told to accept suggestions.

use serde::{Deserialize, Serialize};

use crate::words::{Language, Text};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CoderId(pub i64);

/// People stand before machines: what a machine decides never hides what a person decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoderKind {
    Person,
    Machine,
}

/// A coder of the study. A person and a machine may have the same name and are two coders all the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coder {
    pub kind: CoderKind,
    pub name: String,
}

impl CoderKind {
    pub const ALL: [CoderKind; 2] = [CoderKind::Person, CoderKind::Machine];

    /// As in the study file.
    pub fn id(self) -> &'static str {
        match self {
            CoderKind::Person => "person",
            CoderKind::Machine => "machine",
        }
    }

    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

impl Coder {
    /// How the coder is shown, so that nobody takes a machine for a person: `freitext (Maschine)`.
    pub fn label(&self) -> Text {
        let name = &self.name;
        match self.kind {
            CoderKind::Person => Text::new(name, name),
            CoderKind::Machine => Text::new(format!("{name} (Maschine)"), format!("{name} (machine)")),
        }
    }

    /// Whether somebody means this coder by `written`: a person's name, a machine's label in either language.
    pub fn is_called(&self, written: &str) -> bool {
        let label = self.label();
        [Language::De, Language::En]
            .into_iter()
            .any(|language| label.get(language) == written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_is_never_taken_for_a_person_of_its_name() {
        let coder = |kind| Coder {
            kind,
            name: "freitext".into(),
        };
        let (person, machine) = (coder(CoderKind::Person), coder(CoderKind::Machine));
        assert!(person.is_called("freitext") && !person.is_called("freitext (Maschine)"));
        assert!(machine.is_called("freitext (Maschine)") && machine.is_called("freitext (machine)"));
        assert!(!machine.is_called("freitext"));
        assert!(person < machine);
    }
}
