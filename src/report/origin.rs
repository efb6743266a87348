//! Where figures come from: what was counted, of whom, in which way, what is left out, and the command that prints them again.

use crate::words::{Language, Text};

/// The place of an origin in the list at the end of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OriginId(usize);

/// Where figures come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// What the figures are of.
    pub title: Text,
    /// Name and value: question, base, way of counting …
    pub facts: Vec<(Text, Text)>,
    /// What prints them again.
    pub command: Option<String>,
}

impl OriginId {
    pub(super) fn at(place: usize) -> OriginId {
        OriginId(place)
    }

    /// The anchor: `z3`.
    pub fn anchor(self) -> String {
        format!("z{}", self.0 + 1)
    }

    /// As people read it: `Z3`.
    pub fn name(self) -> String {
        format!("Z{}", self.0 + 1)
    }
}

impl Origin {
    pub fn new(de: impl Into<String>, en: impl Into<String>) -> Origin {
        Origin {
            title: Text::new(de, en),
            facts: Vec::new(),
            command: None,
        }
    }

    /// A fact that reads alike in both languages: a name.
    pub fn named(self, name: (&str, &str), value: impl Into<String>) -> Origin {
        let value = value.into();
        self.fact(name, value.clone(), value)
    }

    pub fn fact(mut self, name: (&str, &str), de: impl Into<String>, en: impl Into<String>) -> Origin {
        self.facts.push((Text::new(name.0, name.1), Text::new(de, en)));
        self
    }

    /// `freitext` and these words; quoted as a shell wants it.
    pub fn printed_by<'w>(mut self, words: impl IntoIterator<Item = &'w str>) -> Origin {
        let words = words.into_iter().map(in_shell);
        self.command = Some(
            std::iter::once("freitext".to_owned())
                .chain(words)
                .collect::<Vec<_>>()
                .join(" "),
        );
        self
    }
}

/// The command with the language in which it prints.
pub fn in_language(command: &str, language: Language) -> String {
    match language {
        Language::De => format!("{command} --lang de"),
        Language::En => format!("{command} --lang en"),
    }
}

/// A word as a shell reads it as one.
fn in_shell(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./=".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_typed_as_it_stands() {
        let origin = Origin::new("a", "a").printed_by(["table", "meine studie.freitext", "--by", "Amt's"]);
        assert_eq!(
            origin.command.as_deref(),
            Some(r"freitext table 'meine studie.freitext' --by 'Amt'\''s'")
        );
    }
}
